"""A turn happens whole or not at all, is counted, and is given up if it never ends."""

import signal
import time
from collections.abc import Callable

import pytest

from supportops import SupportOpsEnvironment, ToolUseAction
from supportops.agents.scripted import oracle_plan
from supportops.case import Case
from supportops.cases import TASK_IDS, case_file
from supportops.server.metrics import Metrics
from supportops.server.sessions import Kind, Sessions
from supportops.server.settings import Settings
from supportops.server.turns import LOOKS, TookTooLong, Turns
from supportops.server.ws import answer
from supportops.workflow import advance
from tests.server.talk import MUG, REVIEW, strict

REVIEW_ACTION = ToolUseAction.model_validate(REVIEW)
Breaks = Callable[[Callable[[], None]], None]


@pytest.fixture
def env() -> SupportOpsEnvironment:
    found = SupportOpsEnvironment()
    found.reset(task_id=MUG, episode_id="mine")
    found.step(REVIEW)
    return found


@pytest.fixture
def break_after(monkeypatch: pytest.MonkeyPatch) -> Breaks:
    """Makes every turn do something once it has changed the case and before it is over."""

    def set_up(then: Callable[[], None]) -> None:
        def broken(case: Case, action: ToolUseAction) -> None:
            advance(case, action)
            monkeypatch.setattr("supportops.episode.advance", advance)
            then()
            raise AssertionError

        monkeypatch.setattr("supportops.episode.advance", broken)

    return set_up


def fail() -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize("task_id", TASK_IDS)
def test_a_turn_that_fails_half_way_leaves_the_episode_as_it_was(
    break_after: Breaks, task_id: str
) -> None:
    turns, env, twin = Turns(Metrics(), 1.0), SupportOpsEnvironment(), SupportOpsEnvironment()
    env.reset(task_id=task_id, episode_id="mine")
    twin.reset(task_id=task_id, episode_id="mine")
    for action in oracle_plan(case_file(task_id)):
        before = env.state
        break_after(fail)
        with pytest.raises(ZeroDivisionError):
            turns.take(env, action)

        assert env.state == before
        assert env.step(action) == twin.step(action)
    assert env.state == twin.state


def test_a_turn_is_given_up_when_it_takes_too_long(
    env: SupportOpsEnvironment, break_after: Breaks
) -> None:
    turns, before = Turns(Metrics(), 0.1), env.state
    break_after(lambda: time.sleep(30))

    with turns.watched(), pytest.raises(TookTooLong, match=r"0\.1 seconds"):
        turns.take(env, REVIEW_ACTION)

    assert env.state == before
    assert env.step(REVIEW).last_action_error is None


def test_a_turn_within_its_time_is_left_alone(env: SupportOpsEnvironment) -> None:
    turns = Turns(Metrics(), 60.0)
    for _ in range(LOOKS * 3):
        turns.look()
        turns.take(env, REVIEW_ACTION)


def test_looks_are_counted_anew_for_each_turn(
    env: SupportOpsEnvironment, break_after: Breaks
) -> None:
    turns = Turns(Metrics(), 60.0)

    def looked() -> None:
        for _ in range(LOOKS):
            turns.look()
        raise ZeroDivisionError

    for _ in range(3):
        break_after(looked)
        with pytest.raises(ZeroDivisionError):
            turns.take(env, REVIEW_ACTION)


def test_the_timer_ends_with_the_server() -> None:
    with Turns(Metrics(), 60.0).watched():
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0

    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


def test_on_a_socket_a_turn_that_was_given_up_is_an_error_frame(
    break_after: Breaks,
) -> None:
    sessions = Sessions(Settings(step_timeout_s=0.1))
    session = sessions.open(Kind.SOCKET)
    answer(sessions, session, '{"type":"reset"}')
    break_after(lambda: time.sleep(30))

    with sessions.turns.watched():
        told = strict(
            answer(sessions, session, '{"type":"step","data":{"action_type":"review_ticket"}}')
            or ""
        )

    assert told["data"]["code"] == "EXECUTION_ERROR"
    assert "as it was before" in told["data"]["message"]
    assert strict(answer(sessions, session, '{"type":"state"}') or "")["data"]["step_count"] == 0


def test_turns_are_counted_by_action_and_outcome(env: SupportOpsEnvironment) -> None:
    metrics = Metrics()
    turns = Turns(metrics, 1.0)

    turns.take(env, REVIEW_ACTION)
    turns.take(env, ToolUseAction.model_validate({"action_type": "inspect_artifact"}))

    assert metrics.steps == {
        ("review_ticket", "accepted"): 1,
        ("inspect_artifact", "missing_argument"): 1,
    }
