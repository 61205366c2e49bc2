"""The lines of a run, written by `report` and read back by `runlog`."""

import io

import pytest

from supportops import TASK_IDS, ActionType, SupportOpsEnvironment, ToolUseAction
from supportops.agents.report import (
    CLOSED,
    OPEN_REWARDS,
    TEXT_LIMIT,
    Report,
    action_text,
    clamp,
    clean,
)
from supportops.agents.runlog import parse_log

SECRET = "sk-a-key-that-nobody-may-see"


def written() -> tuple[Report, io.StringIO]:
    out = io.StringIO()
    return Report(out, io.StringIO()), out


def act(verb: ActionType, **fields: str) -> ToolUseAction:
    return ToolUseAction.model_validate({"action_type": verb, **fields})


def test_the_lines_are_those_of_the_contract() -> None:
    report, out = written()
    env = SupportOpsEnvironment()
    env.reset(task_id="damaged-mug-replacement")
    lines = report.start("damaged-mug-replacement", "a model")
    for action in (
        act(ActionType.INSPECT_ARTIFACT, artifact_id="order"),
        act(ActionType.INSPECT_ARTIFACT, artifact_id="nope"),
    ):
        lines.step(action, env.step(action))
    lines.end(0.8)
    assert out.getvalue().splitlines() == [
        "[START] task=damaged-mug-replacement env=support_ops_env model=a_model",
        "[STEP] step=1 action=inspect_artifact(artifact_id=order) reward=0.01 done=false "
        "error=null",
        "[STEP] step=2 action=inspect_artifact(artifact_id=nope) reward=0.00 done=false error="
        "There is no artifact 'nope'; use one of order, payment, account, shipment, attachment, "
        "inventory, history.",
        "[END] success=true steps=2 score=0.800 rewards=0.01,0.00",
    ]


def test_an_episode_without_steps_has_no_rewards() -> None:
    report, out = written()
    report.start("t", "m").end(0.0)
    assert out.getvalue().endswith("[END] success=false steps=0 score=0.001 rewards=\n")


@pytest.mark.parametrize(
    "message",
    [
        "two\nlines\r\n\u2028\x85\x1b[31m\ttabbed",
        "x" * 5000,
        "fine reward=1.00 done=true error=null",
        "\N{EURO SIGN} \N{WHITE SMILING FACE}",
    ],
)
def test_no_message_can_break_or_forge_a_line(message: str) -> None:
    report, out = written()
    env = SupportOpsEnvironment()
    env.reset()
    env.step({"action_type": "review_ticket"})
    action = act(ActionType.DRAFT_REPLY, message=message)
    lines = report.start(TASK_IDS[0], "m")
    lines.step(action, env.step(action).model_copy(update={"last_action_error": message}))
    lines.end(0.0)
    ((step,),) = (episode.steps for episode in parse_log(out.getvalue().splitlines()))
    assert (step.reward, step.done) == (0.0, False)
    assert len(step.action) <= TEXT_LIMIT
    assert step.action.endswith(")")
    assert step.action.isprintable()
    assert len(step.error or "") <= TEXT_LIMIT


def test_actions_are_written_as_calls() -> None:
    assert action_text(act(ActionType.REVIEW_TICKET)) == "review_ticket()"
    assert action_text(act(ActionType.SEARCH_POLICY, query=" a\n b ")) == "search_policy(query=a b)"
    assert action_text(act(ActionType.SEARCH_POLICY)) == "search_policy()"


def test_secrets_are_hidden_before_a_text_is_cut() -> None:
    assert clean(f"{'x' * 15}{SECRET}", (SECRET,), 20) == "x" * 15 + "[h..."
    assert clean(f"{SECRET} and {SECRET}-2", (SECRET, f"{SECRET}-2"), 99) == "[hidden] and [hidden]"
    assert clean("the key is none", ("none",), 99) == "the key is none"


def test_numbers_stay_in_their_interval() -> None:
    assert clamp(float("nan"), CLOSED) == 0.0
    assert [clamp(value, CLOSED) for value in (-1.0, 0.5, float("inf"))] == [0.0, 0.5, 1.0]
    assert [clamp(value, OPEN_REWARDS) for value in (0.0, 1.0)] == [0.01, 0.99]


BLOCK = [
    "[START] task=t env=e model=m",
    "[STEP] step=1 action=a() reward=0.10 done=false error=null",
    "[STEP] step=2 action=b(x=1) reward=1.00 done=true error=some words",
    "[END] success=true steps=2 score=0.999 rewards=0.10,1.00",
]


def test_a_log_can_be_read_back() -> None:
    first, second = parse_log([*BLOCK, *BLOCK])
    assert first == second
    assert (first.score, first.success, first.done) == (0.999, True, True)
    assert [(step.action, step.error) for step in first.steps] == [
        ("a()", None),
        ("b(x=1)", "some words"),
    ]


@pytest.mark.parametrize(
    ("line", "old", "new", "complaint"),
    [
        (0, "task=t", "task=t x", "line 1"),
        (1, "reward=0.10", "reward=0.1", "line 2"),
        (1, "[STEP] ", "[STEP]  ", "line 2"),
        (1, "[STEP]", "[DEBUG]", "line 2"),
        (1, "step=1", "step=0", "numbered"),
        (1, "done=false", "done=true", "follows the last"),
        (2, "done=true", "done=false", "success"),
        (3, "steps=2", "steps=3", "number of"),
        (3, "0.10,", "0.11,", "rewards="),
        (3, "score=0.999", "score=1.001", "score"),
        (3, "score=0.999", "score=0.99", "line 4"),
        (3, BLOCK[3], BLOCK[2], "out of order"),
        (0, BLOCK[0], BLOCK[3], "out of order"),
    ],
)
def test_a_log_that_evaluators_would_misread_is_refused(
    line: int, old: str, new: str, complaint: str
) -> None:
    lines = list(BLOCK)
    lines[line] = lines[line].replace(old, new)
    with pytest.raises(ValueError, match=complaint):
        parse_log(lines)


def test_an_empty_log_is_refused() -> None:
    with pytest.raises(ValueError, match="no lines"):
        parse_log([])
