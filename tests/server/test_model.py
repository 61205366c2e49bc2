"""Any interleaving of sessions is what each session would have been alone.

A state machine opens sessions, plays, drops, resumes and lets them expire, in any order. Beside it
every session has a twin: an environment in process that is told the same, and nothing else.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from supportops.cases import TASK_IDS
from supportops.environment import SupportOpsEnvironment
from supportops.journal.store import Journal
from supportops.models import ToolUseAction
from supportops.server.keeping import Keeper
from supportops.server.operations import Readiness
from supportops.server.protocol import envelope
from supportops.server.sessions import (
    CapacityReached,
    Kind,
    Session,
    SessionBusy,
    Sessions,
    UnknownSession,
)
from supportops.server.settings import Settings
from supportops.server.ws import answer
from supportops.vocabulary import RewardMode
from tests.play import FILES
from tests.strategies import actions

PLACES, KEPT, IDLE_S = 3, 2, 100.0
MODES = st.sampled_from(RewardMode)


class Twin:
    """A session from outside, and the environment that it is compared with."""

    def __init__(self, session: Session, *, written: bool) -> None:
        self.session, self.id = session, session.id
        self.env = SupportOpsEnvironment()
        self.held = session.held
        self.written = written
        """Whether a journal knows it; one of a socket is told with its first reset."""


class Playing(RuleBasedStateMachine):
    """Without a journal: what is dropped or idle is gone."""

    twins = Bundle("twins")
    kept_on_disk = False

    def __init__(self) -> None:
        super().__init__()
        self.now, self.all = 0.0, list[Twin]()
        limits = Settings(
            max_concurrent_envs=PLACES, max_http_sessions=KEPT, session_idle_timeout_s=IDLE_S
        )
        self.sessions = Sessions(limits, lambda: self.now, keeper=self.keeper())

    def keeper(self) -> Keeper | None:
        return None

    @rule(target=twins, kind=st.sampled_from(Kind))
    def open(self, kind: Kind) -> Any:
        if kind is not Kind.HTTP and self.sessions.active >= PLACES:
            try:
                self.sessions.open(kind)
            except CapacityReached:
                return self.known(Session("none", kind, 0.0, SupportOpsEnvironment()), False)
            raise AssertionError("one session too many")
        return self.known(self.sessions.open(kind), kind is not Kind.SOCKET)

    def known(self, session: Session, written: bool) -> Twin:
        self.all.append(Twin(session, written=written))
        return self.all[-1]

    @rule(twin=twins, task_id=st.sampled_from((*TASK_IDS, None)), mode=MODES)
    def reset(self, twin: Twin, task_id: str | None, mode: RewardMode) -> None:
        options = {"task_id": task_id, "reward_mode": mode, "episode_id": twin.id}
        if found := self.alive(twin):
            told = self.asked(found, "reset", options)
            told["observation"]["metadata"].pop("session_id", None)
            told.pop("metadata", None)
            twin.written = True
            assert told == envelope(twin.env.reset(**options))  # type: ignore[arg-type]

    @rule(twin=twins, action=st.sampled_from(FILES).flatmap(actions))
    def step(self, twin: Twin, action: ToolUseAction) -> None:
        if found := self.alive(twin):
            fields = action.model_dump(mode="json")
            assert self.asked(found, "step", fields) == envelope(twin.env.step(action))

    @rule(twin=twins)
    def state(self, twin: Twin) -> None:
        if found := self.alive(twin):
            told, expected = self.asked(found, "state"), twin.env.state
            if told["required_evidence"] == []:
                expected = expected.model_copy(update={"required_evidence": []})
            assert told == expected.model_dump(mode="json")

    @rule(twin=twins)
    def attach(self, twin: Twin) -> None:
        full = self.sessions.active >= PLACES
        try:
            twin.session = self.sessions.attach(twin.id)
        except UnknownSession:
            assert self.alive(twin) is None
        except SessionBusy:
            assert twin.held
        except CapacityReached:
            assert full
        else:
            assert not twin.held
            twin.held = True

    @rule(twin=twins)
    def drop(self, twin: Twin) -> None:
        if twin.held:
            self.sessions.release(twin.session)
            twin.held = False

    @rule(twin=consumes(twins))
    def close(self, twin: Twin) -> None:
        if found := self.alive(twin):
            self.sessions.close(found)
            if twin.held:
                self.sessions.release(found)
            twin.held = twin.written = False
            assert self.alive(twin) is None

    @rule(seconds=st.sampled_from([1.0, IDLE_S + 1]))
    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.sessions.expire()

    @invariant()
    def no_more_than_there_are_places(self) -> None:
        assert self.sessions.active <= PLACES

    @invariant()
    def who_is_held_is_alive(self) -> None:
        assert all(one.held or one.kind is not Kind.SOCKET for one in self.live())

    def live(self) -> list[Session]:
        return list(self.sessions._live)

    def alive(self, twin: Twin) -> Session | None:
        if twin.held:
            return twin.session
        try:
            return self.sessions.get(twin.id)
        except UnknownSession:
            assert not (self.kept_on_disk and twin.written), "a session is lost"
            return None

    def asked(self, session: Session, kind: str, data: Any = None) -> Any:
        frame = {"type": kind} | ({} if data is None else {"data": data})
        told = json.loads(answer(self.sessions, session, json.dumps(frame)) or "")
        assert told["type"] in ("observation", "state"), told
        return told["data"]


class PlayingOnDisk(Playing):
    """With a journal: whatever happens, a session that nobody closed goes on."""

    kept_on_disk = True

    def keeper(self) -> Keeper:
        self.folder = TemporaryDirectory()
        return Keeper(Journal(Path(self.folder.name) / "journal.db"), Readiness())

    @rule()
    def crash(self) -> None:
        """The process ends; another takes its place."""
        for twin in self.all:
            twin.held = False
        self.sessions = Sessions(self.sessions._settings, lambda: self.now, keeper=self.again())

    def again(self) -> Keeper:
        assert self.sessions.keeper is not None
        self.sessions.keeper.close()
        return Keeper(Journal(Path(self.folder.name) / "journal.db"), Readiness())

    def teardown(self) -> None:
        assert self.sessions.keeper is not None
        self.sessions.keeper.close()
        self.folder.cleanup()


_SETTINGS = settings(stateful_step_count=40, deadline=None)

TestPlaying = Playing.TestCase
TestPlaying.settings = _SETTINGS
TestPlayingOnDisk = PlayingOnDisk.TestCase
TestPlayingOnDisk.settings = _SETTINGS
