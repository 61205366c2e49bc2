"""Who plays what: sessions, their capacity, and their expiry.

A session is one private environment. Sessions on sockets and sessions made over `/mcp` share one
limit; sessions of plain HTTP have a limit of their own and take no socket's place. A session that a
socket holds is alive; any other is forgotten when it has been idle too long, by a monotonic clock.
Everything runs on the event loop, so there is nothing to lock.
"""

import time
from collections.abc import Callable
from uuid import uuid4

from supportops.environment import SupportOpsEnvironment
from supportops.server.group import Group
from supportops.server.keeping import Keeper, KeptEnvironment
from supportops.server.metrics import Metrics
from supportops.server.roster import Roster
from supportops.server.session import (
    NOBODY,
    Caller,
    CapacityReached,
    Kind,
    Session,
    SessionBusy,
    UnknownSession,
)
from supportops.server.settings import Settings
from supportops.server.turns import Turns

__all__ = [
    "NOBODY",
    "Caller",
    "CapacityReached",
    "Kind",
    "Session",
    "SessionBusy",
    "Sessions",
    "UnknownSession",
]

Clock = Callable[[], float]

UNUSED_S = 60.0
"""Seconds for which a session that nobody holds keeps its place on a full server."""


class Sessions:
    """All live sessions of one server process."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock = time.monotonic,
        metrics: Metrics | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        self.keeper = keeper
        """Writes sessions down; None where there is no journal."""
        self.group = Group(keeper) if keeper else None
        """Answers what is written down, in groups."""
        self.turns = Turns(metrics or Metrics(), settings.step_timeout_s)
        self._settings = settings
        self._clock = clock
        self._live = Roster()

    @property
    def active(self) -> int:
        """Sessions that count against the shared limit: all but those of HTTP that no one holds."""
        return self._live.counted

    def open(
        self, kind: Kind, env: SupportOpsEnvironment | None = None, caller: Caller = NOBODY
    ) -> Session:
        """Start a session, on an environment of its own unless one is given.

        Raises:
            CapacityReached: the session counts against the shared limit, and that is spent, or the
                share of the caller's address is.

        """
        self.expire()
        if kind is Kind.HTTP:
            self._trim(self._settings.max_http_sessions - 1)
        else:
            self._check_capacity(caller)
        session_id = str(uuid4())
        return self._put(session_id, kind, self._kept(session_id, kind, env), caller)

    def _put(
        self, session_id: str, kind: Kind, env: SupportOpsEnvironment, caller: Caller
    ) -> Session:
        held = kind is Kind.SOCKET
        session = Session(session_id, kind, self._clock(), env, held, caller=caller)
        self._live.add(session)
        return session

    def _kept(
        self, session_id: str, kind: Kind, env: SupportOpsEnvironment | None
    ) -> SupportOpsEnvironment:
        """The environment of a new session, written down from now on where there is a journal."""
        if self.keeper is None:
            return env or SupportOpsEnvironment()
        kept = KeptEnvironment(self.keeper, session_id)
        if kind is not Kind.SOCKET and env is None:
            kept.opened()  # its id has been given out before anything is played
        if env is not None:
            kept.adopt(env)
        return kept

    def get(self, session_id: str) -> Session:
        """The live session with this id; counts as activity. Raises `UnknownSession`."""
        session = self._live.find(session_id)
        if session is None or self._is_idle(session):
            return self._resumed(session_id)
        self._live.used(session, self._clock())
        if isinstance(session.env, KeptEnvironment):
            session.env.refresh()
            if session.env.over and not session.held:
                self.end(session)
                raise UnknownSession(session_id)
        return session

    def _resumed(self, session_id: str) -> Session:
        """A session that is in the journal only, or in that of another process too."""
        env = self.keeper.resumed(session_id) if self.keeper else None
        if env is None:
            raise UnknownSession(session_id)
        self._trim(self._settings.max_http_sessions - 1)
        return self._put(session_id, Kind.HTTP, env, NOBODY)

    def attach(self, session_id: str, caller: Caller = NOBODY) -> Session:
        """Put a socket on a session.

        Raises:
            UnknownSession: there is no such session.
            SessionBusy: a socket is on it already.
            CapacityReached: it is one of HTTP, and no place for another socket is left.

        """
        session = self.get(session_id)
        if session.held:
            raise SessionBusy(session_id)
        if session.kind is Kind.HTTP:
            self._check_capacity(caller)
        self._live.hold(session, caller)
        return session

    def release(self, session: Session) -> None:
        """Take the socket off a session; one that was opened by its socket ends with it."""
        self._live.release(session, self._clock())
        if session.closing:
            self._finish(session)
        elif session.kind is Kind.SOCKET:
            self.end(session)
        self._trim(self._settings.max_http_sessions)

    def close(self, session: Session) -> bool:
        """End a session, or mark it to end when its socket goes; True if it ended at once."""
        if session.held:
            session.closing = True
            return False
        self._finish(session)
        return True

    def _finish(self, session: Session) -> None:
        """End a session for good: nobody can resume it."""
        if isinstance(session.env, KeptEnvironment):
            session.env.ended()
        self.end(session)

    def end(self, session: Session) -> None:
        """Forget a session and its episode."""
        self._live.remove(session)
        session.env.close()

    def expire(self) -> None:
        """Forget every session that has been idle too long."""
        for kind in Kind:
            while (session := self._live.idlest(kind)) and self._is_idle(session):
                self.end(session)

    def _is_idle(self, session: Session) -> bool:
        idle = self._clock() - session.last_active
        return not session.held and idle > self._settings.session_idle_timeout_s

    def _check_capacity(self, caller: Caller) -> None:
        if self.active >= self._settings.max_concurrent_envs and not self._made_room():
            raise CapacityReached(self.active, self._settings.max_concurrent_envs)
        share = self._settings.max_sessions_per_address
        if share is None:
            return
        own = self._live.counted_of(caller.peer)
        if own >= share:
            raise CapacityReached(own, share)

    def _made_room(self) -> bool:
        """End the session that nobody holds and that has been unused longest, if it was for long.

        A session can be made with one request; without this, whoever makes them all and leaves
        would close the server to everyone until they expire.
        """
        unused = self._live.idlest(Kind.CREATED)
        if unused is None or unused.last_active >= self._clock() - UNUSED_S:
            return False
        self.end(unused)
        return True

    def _trim(self, limit: int) -> None:
        """End the free sessions of HTTP that have been idle longest, down to a limit."""
        while self._live.free(Kind.HTTP) > limit and (session := self._live.idlest(Kind.HTTP)):
            self.end(session)
