"""Sessions that are written down: resumed, shared, played on when disks fail."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from supportops.journal.store import Journal
from supportops.server import keeping
from supportops.server.keeping import Keeper, KeptEnvironment, keeper_of
from supportops.server.operations import Readiness
from supportops.server.sessions import Kind, Session, Sessions, UnknownSession
from supportops.server.settings import Settings
from supportops.vocabulary import ActionType, RefusalCode
from tests.play import MUG, good

REVIEW = good(ActionType.REVIEW_TICKET)


class Time:
    """A clock that goes by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Process:
    """What one server process knows: its sessions, on a journal that others share."""

    def __init__(self, path: Path) -> None:
        self.readiness, self.clock = Readiness(), Time()
        self.keeper = Keeper(Journal(path), self.readiness)
        self.sessions = Sessions(Settings(), self.clock, keeper=self.keeper)

    def started(self, kind: Kind = Kind.SOCKET) -> Session:
        session = self.sessions.open(kind)
        session.env.begin(task_id=MUG.task_id, episode_id="mine")
        return session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def one(path: Path) -> Iterator[Process]:
    process = Process(path)
    yield process
    process.keeper.close()


@pytest.fixture
def two(path: Path) -> Iterator[Process]:
    process = Process(path)
    yield process
    process.keeper.close()


@pytest.mark.parametrize("kind", Kind)
def test_another_process_goes_on_with_a_session(one: Process, two: Process, kind: Kind) -> None:
    session = one.started(kind)
    for _ in range(3):
        session.env.take(REVIEW)
    resumed = two.sessions.get(session.id)

    assert resumed.env.state == session.env.state
    assert resumed.env.take(REVIEW).case.steps == 4


def test_a_session_without_an_episode_is_known_to_others_too(one: Process, two: Process) -> None:
    created = one.sessions.open(Kind.CREATED)

    assert two.sessions.get(created.id).env.case is None


def test_a_step_after_those_of_another_process_comes_after_them(one: Process, two: Process) -> None:
    here = one.started(Kind.HTTP)
    there = two.sessions.get(here.id)
    for turn in range(1, 7):
        env = (here if turn % 2 else there).env
        assert env.take(REVIEW).case.steps == turn

    assert one.sessions.get(here.id).env.state == there.env.state


def test_a_reset_after_steps_of_another_process_starts_anew(one: Process, two: Process) -> None:
    here = one.started(Kind.HTTP)
    there = two.sessions.get(here.id)
    there.env.take(REVIEW)
    here.env.begin(task_id=MUG.task_id, episode_id="next")

    assert two.sessions.get(here.id).env.state.episode_id == "next"
    assert here.env.take(REVIEW).case.steps == 1


def test_resets_without_an_option_walk_on_after_a_resume(one: Process, two: Process) -> None:
    here = one.started(Kind.HTTP)
    walked = [here.env.begin().file.task_id for _ in range(2)]
    there = two.sessions.get(here.id).env

    assert len({*walked, there.begin().file.task_id, there.begin().file.task_id}) == 3


def test_steps_that_leave_no_trace_are_not_written(one: Process) -> None:
    session = one.sessions.open(Kind.SOCKET)
    assert refused(session) is RefusalCode.NOT_STARTED
    session.env.begin(task_id=MUG.task_id)
    for _ in range(MUG.budget):
        session.env.take(REVIEW)
    assert refused(session) is RefusalCode.EPISODE_OVER

    assert one.keeper.journal.tip(session.id).length == MUG.budget + 1


def refused(session: Session) -> RefusalCode | None:
    refusal = session.env.take(REVIEW).refusal
    return refusal.code if refusal else None


def test_a_session_whose_socket_went_can_be_resumed(one: Process) -> None:
    session = one.started()
    session.env.take(REVIEW)
    one.sessions.release(session)
    resumed = one.sessions.attach(session.id)

    assert (resumed.env.state.step_count, resumed.held) == (1, True)


def test_an_idle_session_leaves_memory_and_not_the_journal(one: Process) -> None:
    session = one.started(Kind.HTTP)
    one.clock.now = 1e6
    one.sessions.expire()
    resumed = one.sessions.get(session.id)

    assert resumed is not session
    assert resumed.env.state.episode_id == "mine"


def test_a_session_that_was_closed_is_unknown_everywhere(one: Process, two: Process) -> None:
    session = one.started(Kind.CREATED)
    cached = two.sessions.get(session.id)
    one.sessions.close(session)
    for process in (one, two, two):
        with pytest.raises(UnknownSession):
            process.sessions.get(session.id)

    assert cached.id == session.id


def test_a_socket_that_says_goodbye_ends_its_session(one: Process) -> None:
    session = one.started()
    session.closing = True
    one.sessions.release(session)

    with pytest.raises(UnknownSession):
        one.sessions.get(session.id)


def test_a_session_that_cannot_be_replayed_is_unknown(one: Process, two: Process) -> None:
    session = one.started()
    with mock.patch("supportops.environment.BENCHMARK_VERSION", "9"), pytest.raises(UnknownSession):
        two.sessions.get(session.id)

    assert two.sessions.get(session.id).env.state.episode_id == "mine"


@pytest.fixture
def failing(one: Process, monkeypatch: pytest.MonkeyPatch) -> Iterator[mock.Mock]:
    """A disk that is full while `side_effect` is set."""
    real = one.keeper.journal.append
    disk = mock.Mock(side_effect=sqlite3.OperationalError("database or disk is full"))
    monkeypatch.setattr(
        one.keeper.journal, "append", lambda rows: disk() if disk.side_effect else real(rows)
    )
    yield disk
    disk.side_effect = None


def test_episodes_go_on_when_the_disk_fails_and_it_is_said_once(
    one: Process, failing: mock.Mock, caplog: pytest.LogCaptureFixture
) -> None:
    session = one.started()
    for number in range(1, 6):
        assert session.env.take(REVIEW).case.steps == number

    assert "journal" in one.readiness.reasons
    assert [record.message for record in caplog.records] == ["the journal fails"]


def test_what_could_not_be_written_is_written_when_the_disk_works_again(
    one: Process, two: Process, failing: mock.Mock
) -> None:
    session = one.started()
    for _ in range(3):
        session.env.take(REVIEW)
    failing.side_effect = None
    session.env.take(REVIEW)

    assert one.readiness.reasons == {}
    assert two.sessions.get(session.id).env.state == session.env.state


def test_what_waits_for_the_disk_is_bounded_and_kept_again_from_the_next_reset_on(
    one: Process, two: Process, failing: mock.Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "WAITING_LIMIT", 2)
    session = one.started()
    for _ in range(5):
        session.env.take(REVIEW)
    assert isinstance(session.env, KeptEnvironment)
    assert session.env._waiting == []
    failing.side_effect = None
    session.env.take(REVIEW)
    with pytest.raises(UnknownSession):
        two.sessions.get(session.id)
    session.env.begin(task_id=MUG.task_id)
    session.env.take(REVIEW)

    assert two.sessions.get(session.id).env.state == session.env.state


def test_a_session_is_unknown_while_the_disk_cannot_be_read(one: Process, two: Process) -> None:
    session = one.started()
    error = sqlite3.OperationalError("disk I/O error")
    broken = mock.patch.object(two.keeper.journal, "current", side_effect=error)
    with broken, pytest.raises(UnknownSession):
        two.sessions.get(session.id)

    assert two.readiness.reasons
    assert two.sessions.get(session.id).env.state.episode_id == "mine"


def test_a_journal_that_cannot_be_opened_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"cannot start: JOURNAL: .*unable to open"):
        keeper_of(Settings(journal=tmp_path / "no" / "folder" / "file"), Readiness())
    assert keeper_of(Settings(), Readiness()) is None
