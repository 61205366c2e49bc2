"""Answers that leave together: behind one commit, in order, and nobody learns of them before."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Iterator
from functools import partial, wraps
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from supportops.journal.events import Event, Kind, digest, flaws
from supportops.journal.replay import differences
from supportops.journal.store import Journal
from supportops.server import ws
from supportops.server.keeping import Keeper, KeptEnvironment
from supportops.server.operations import Readiness
from supportops.server.sessions import Kind as Place
from supportops.server.sessions import Session, Sessions
from supportops.server.settings import Settings
from tests.server.talk import strict

RESET = '{"type":"reset","data":{"task_id":"duplicate-charge-refund"}}'
STEP = '{"type":"step","data":{"action_type":"review_ticket"}}'
OTHER_STEP = '{"type":"step","data":{"action_type":"inspect_artifact","artifact_id":"payment"}}'
OVER = "episode_over"
OBSERVATION = '{"type":"observation","data":'


def in_a_loop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """A test that is a coroutine, run in a loop of its own."""

    @wraps(test)
    def run(*args: object, **options: object) -> None:
        asyncio.run(test(*args, **options))

    return run


class Process:
    """A server process on a journal that others share, and what it has sent."""

    def __init__(self, path: Path) -> None:
        self.readiness = Readiness()
        self.keeper = Keeper(Journal(path), self.readiness)
        self.sessions = Sessions(Settings(), keeper=self.keeper)
        self.sent = list[str]()

    def started(self) -> Session:
        session = self.sessions.open(Place.SOCKET)
        ws.answer(self.sessions, session, RESET)
        return session

    def asked(self, session: Session, text: str) -> bool:
        """Ask as the lean protocol does; whether the answer comes or came."""
        assert self.sessions.group is not None
        assert isinstance(session.env, KeptEnvironment)
        answered = partial(ws.answer, self.sessions, session)
        return self.sessions.group.answer(session.env, answered, text, self.sent.append)

    def events(self) -> list[Event]:
        return list(self.keeper.journal.all())

    def steps(self) -> int:
        return sum(event.kind == Kind.STEP for event in self.events())

    def remaining(self) -> list[int]:
        return [strict(text)["data"]["observation"]["remaining_steps"] for text in self.sent]


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[list[Process]]:
    found = [Process(tmp_path / "journal.db") for _ in range(2)]
    yield found
    for process in found:
        process.keeper.close()


@pytest.fixture
def one(processes: list[Process]) -> Process:
    return processes[0]


@pytest.fixture
def two(processes: list[Process]) -> Process:
    return processes[1]


@in_a_loop
async def test_answers_of_one_moment_leave_behind_one_commit(one: Process, two: Process) -> None:
    sessions = [one.started() for _ in range(3)]
    with mock.patch.object(
        one.keeper.journal, "append_each", wraps=one.keeper.journal.append_each
    ) as commits:
        assert all(one.asked(session, STEP) for session in sessions)
        assert (one.sent, two.steps(), commits.call_count) == ([], 0, 0)
        await asyncio.sleep(0)

    assert (len(one.sent), two.steps(), commits.call_count) == (3, 3, 1)


@in_a_loop
async def test_whoever_reads_the_journal_has_what_was_collected_written_first(
    one: Process, two: Process
) -> None:
    session, other = one.started(), one.started()
    one.asked(session, STEP)
    assert two.steps() == 0
    one.sessions.get(session.id)
    assert two.steps() == 1
    one.asked(session, STEP)
    ws.answer(one.sessions, other, STEP)

    assert two.steps() == 3
    await asyncio.sleep(0)
    assert len(one.sent) == 2


@in_a_loop
async def test_what_was_not_sent_may_be_lost_and_the_session_is_resumed_before_it(
    one: Process, two: Process
) -> None:
    session = one.started()
    one.asked(session, STEP)
    await asyncio.sleep(0)
    one.asked(session, STEP)  # and here the process ends

    assert len(one.sent) == 1
    assert two.sessions.get(session.id).env.state.step_count == 1


@in_a_loop
async def test_a_step_after_those_of_another_process_is_taken_again(
    one: Process, two: Process
) -> None:
    session = one.started()
    one.asked(session, STEP)
    for _ in range(2):
        ws.answer(two.sessions, two.sessions.get(session.id), OTHER_STEP)
    await asyncio.sleep(0)

    assert one.remaining() == [session.env.state.remaining_steps]
    assert session.env.state.step_count == 3
    assert not list(flaws(one.events()))
    assert two.sessions.get(session.id).env.state == session.env.state


@in_a_loop
async def test_a_reset_after_those_of_another_process_is_made_again(
    one: Process, two: Process
) -> None:
    session = one.started()
    one.asked(session, RESET)
    ws.answer(two.sessions, two.sessions.get(session.id), STEP)
    await asyncio.sleep(0)

    assert session.env.state.step_count == 0
    assert not list(flaws(one.events()))
    assert two.sessions.get(session.id).env.state == session.env.state


@in_a_loop
async def test_a_session_that_cannot_be_read_again_costs_no_other_its_answer(
    one: Process, two: Process
) -> None:
    broken, other = one.started(), one.started()
    for session in (broken, other):
        one.asked(session, STEP)
    ws.answer(two.sessions, two.sessions.get(broken.id), OTHER_STEP)
    with mock.patch("supportops.environment.BENCHMARK_VERSION", "9"):
        await asyncio.sleep(0)

    assert [strict(text)["type"] for text in one.sent] == ["error", "observation"]
    one.asked(broken, STEP)
    await asyncio.sleep(0)
    assert broken.env.state.step_count == 2
    assert not list(differences(one.keeper.journal.current(broken.id)))


@in_a_loop
async def test_a_frame_that_comes_before_the_answer_to_the_last_is_answered_behind_it(
    one: Process,
) -> None:
    session = one.started()
    for text in (STEP, STEP, '{"type":"state"}', "no JSON"):
        assert one.asked(session, text)
    await asyncio.sleep(0)

    assert [strict(text)["type"] for text in one.sent] == [
        *("observation", "observation"),
        *("state", "error"),
    ]
    assert strict(one.sent[2])["data"]["step_count"] == 2


@in_a_loop
async def test_the_close_is_left_to_the_conversation(one: Process) -> None:
    assert not one.asked(one.started(), '{"type":"close"}')
    await asyncio.sleep(0)
    assert one.sent == []


@pytest.mark.parametrize("broken", ["BEGIN IMMEDIATE", "INSERT", "COMMIT"])
@in_a_loop
async def test_answers_leave_when_the_disk_fails_and_are_written_when_it_works_again(
    one: Process, two: Process, broken: str
) -> None:
    sessions = [one.started() for _ in range(3)]
    real = one.keeper.journal._file

    class Failing:
        """A database whose disk is full at one kind of statement."""

        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
            if statement.startswith(broken):
                real.execute("PRAGMA max_page_count = 1")
                raise sqlite3.DatabaseError("database or disk is full")
            return real.execute(statement, *values)

        def __getattr__(self, name: str) -> object:
            return getattr(real, name)

    with mock.patch.object(one.keeper.journal, "_file", Failing()):
        for session in sessions:
            one.asked(session, STEP)
        await asyncio.sleep(0)
    assert (len(one.sent), two.steps()) == (3, 0)
    assert "journal" in one.readiness.reasons
    real.execute("PRAGMA max_page_count = 1000000")

    for session in sessions:
        one.asked(session, STEP)
    await asyncio.sleep(0)
    assert (len(one.sent), two.steps()) == (6, 6)
    assert one.readiness.reasons == {}
    assert not [flaw for s in sessions for flaw in flaws(two.keeper.journal.current(s.id))]


MOVES = st.lists(
    st.tuples(st.sampled_from(["asked", "at once", "settle"]), st.integers(0, 1), st.integers(0, 1))
)


@given(MOVES)
@example([("asked", 0, 0), ("at once", 1, 0), ("at once", 0, 0)])
@settings(max_examples=50)
def test_however_two_processes_take_turns_each_answer_is_an_event_and_each_event_an_answer(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, int, int]]
) -> None:
    path = tmp_path_factory.mktemp("journal") / "journal.db"
    processes = [Process(path) for _ in range(2)]
    ids = [processes[0].started().id for _ in range(2)]
    known = [[process.sessions.get(one) for one in ids] for process in processes]

    async def play() -> None:
        for kind, process, number in moves:
            player = processes[process]
            if kind == "settle":
                await asyncio.sleep(0)
                continue
            session = known[process][number]
            if kind == "asked":
                player.asked(session, (STEP, OTHER_STEP)[process])
            else:
                text = (STEP, OTHER_STEP)[process]
                player.sent.append(ws.answer(player.sessions, session, text) or "")
        await asyncio.sleep(0)

    asyncio.run(play())
    events = processes[0].events()
    told = [text for process in processes for text in process.sent if OVER not in text]
    kept = [event.answer for event in events if event.kind == Kind.STEP]
    sent = [digest(text.removeprefix(OBSERVATION)[:-1]) for text in told]
    for process in processes:
        process.keeper.close()

    assert sorted(sent) == sorted(kept)
    for one in ids:
        own = [event for event in events if event.session_id == one]
        assert not [*flaws(own), *differences(own)]
