"""All live sessions, and what every door asks about them, without a look at each.

Thousands may be open while another comes, so that nothing here takes longer the more there are.
"""

from collections import Counter
from collections.abc import Iterator

from supportops.server.session import Caller, Kind, Session


class Roster:
    """Live sessions by id; those that no socket holds also by how long they have been idle."""

    def __init__(self) -> None:
        self._all: dict[str, Session] = {}
        self._free: dict[Kind, dict[str, Session]] = {kind: {} for kind in Kind}
        """Of each kind, the one idle longest first."""
        self._places: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Session]:
        return iter(self._all.values())

    @property
    def counted(self) -> int:
        """Sessions that count against the shared limit: all but those of HTTP that no one holds."""
        return len(self._all) - self.free(Kind.HTTP)

    def counted_of(self, address: str) -> int:
        """How many of these an address has."""
        return self._places[address]

    def free(self, kind: Kind) -> int:
        """Sessions of a kind that no socket holds."""
        return len(self._free[kind])

    def idlest(self, kind: Kind) -> Session | None:
        """Of those the one that was used longest ago."""
        return next(iter(self._free[kind].values()), None)

    def find(self, session_id: str) -> Session | None:
        """The session with this id; None if there is none."""
        return self._all.get(session_id)

    def add(self, session: Session) -> None:
        """Take a session in."""
        self._all[session.id] = session
        self._place(session)

    def remove(self, session: Session) -> None:
        """Let a session go; one that is gone already is no error."""
        if self._all.pop(session.id, None) is not None:
            self._unplace(session)

    def used(self, session: Session, now: float) -> None:
        """Note that a session was used just now."""
        session.last_active = now
        free = self._free[session.kind]
        if free.pop(session.id, None) is not None:
            free[session.id] = session

    def hold(self, session: Session, caller: Caller) -> None:
        """Put a socket on a session."""
        self._unplace(session)
        session.held, session.caller = True, caller
        self._place(session)

    def release(self, session: Session, now: float) -> None:
        """Take the socket off a session."""
        self._unplace(session)
        session.held, session.last_active = False, now
        self._place(session)

    def _place(self, session: Session) -> None:
        if not session.held:
            self._free[session.kind][session.id] = session
        if _counts(session):
            self._places[session.caller.peer] += 1

    def _unplace(self, session: Session) -> None:
        self._free[session.kind].pop(session.id, None)
        if _counts(session):
            self._places[session.caller.peer] -= 1
            if not self._places[session.caller.peer]:
                del self._places[session.caller.peer]


def _counts(session: Session) -> bool:
    return session.kind is not Kind.HTTP or session.held
