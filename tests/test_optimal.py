"""Optimal play: exact, attained, and what every trajectory falls short of."""

from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import rewards
from supportops.agents.scripted import oracle_plan
from supportops.case import Case
from supportops.cases import TASK_IDS, case_file
from supportops.models import ToolUseAction
from supportops.proofs.alphabet import act, alphabet, look
from supportops.proofs.audit import audited, shortest_justified, totals
from supportops.proofs.board import Board, board
from supportops.proofs.optimal import Solution, best_actions, solve
from supportops.proofs.trajectory import Trajectory, judge, trajectories
from supportops.vocabulary import FULL, RewardMode
from supportops.workflow import advance
from tests.golden import path_of
from tests.play import DRAFT, INSPECT, MUG, REVIEW, SUBMIT, played

pytestmark = pytest.mark.long

ASKED = "gen/damaged_item/test/1"
SOLVED = ("damaged-mug-replacement", "duplicate-charge-refund", ASKED)
NEAR_THE_END = 2
"""So many steps are few enough to try every list of actions."""

every_case = pytest.mark.parametrize("task", SOLVED)
every_mode = pytest.mark.parametrize("mode", RewardMode)


@cache
def explored(task: str) -> Board:
    return board(case_file(task))


@cache
def solved(task: str, mode: RewardMode) -> Solution:
    return solve(explored(task), mode)


@every_mode
@every_case
def test_the_oracle_earns_the_optimal_return_and_nobody_gets_there_with_less_than_full_score(
    task: str, mode: RewardMode
) -> None:
    file, start = case_file(task), solved(task, mode).start
    case = Case(file, mode)
    earned = sum(advance(case, action).reward for action in oracle_plan(file))

    assert start.best == start.followed == FULL
    assert case.card
    assert case.card.basis_points == FULL
    assert 0 <= start.worth - earned <= rewards.DRAFT_SHAPING
    if mode is not RewardMode.SHAPED:
        assert earned == start.worth == FULL


@every_case
def test_par_is_the_shortest_justified_path_that_there_is(task: str) -> None:
    assert shortest_justified(explored(task)) == case_file(task).par


@every_mode
@pytest.mark.parametrize("looks", [0, 2, 5])
@pytest.mark.parametrize("drafted", [False, True])
def test_near_the_end_the_value_is_the_best_of_every_list_of_actions(
    mode: RewardMode, looks: int, drafted: bool
) -> None:
    every = alphabet(MUG)
    opening = [*every.looks[:looks], act(REVIEW), *([every.drafts[0]] if drafted else [])]
    idle = [act(REVIEW)] * (MUG.budget - len(opening) - NEAR_THE_END)
    case = played(MUG, [*opening, *idle], reward_mode=mode)
    assert case.remaining == NEAR_THE_END

    plans = product(every.actions, repeat=NEAR_THE_END)
    returns, scores = zip(*(_tried(case, plan) for plan in plans), strict=True)
    value = solved(MUG.task_id, mode).of(case)

    assert value.worth == max(returns)
    assert value.best == max(scores)
    followed = [score for paid, score in zip(returns, scores, strict=True) if paid == max(returns)]
    assert value.followed == min(followed)


def _tried(start: Case, plan: tuple[ToolUseAction, ...]) -> tuple[int, int]:
    case, paid = start.copy(), 0
    for action in plan:
        paid += advance(case, action).reward
    assert case.card
    return paid, case.card.basis_points


@given(st.sampled_from(SOLVED), st.sampled_from(RewardMode), st.data())
def test_regrets_are_never_negative_and_add_up_to_what_an_episode_falls_short_of(
    task: str, mode: RewardMode, data: st.DataObject
) -> None:
    file, solution = case_file(task), solved(task, mode)
    every = alphabet(file).actions
    plan = data.draw(st.lists(st.sampled_from(every), max_size=file.budget + 2))
    case, paid, regrets = Case(file, mode), 0, []
    for action in plan:
        before = solution.of(case)
        step = advance(case, action)
        after = solution.of(case)
        paid += step.reward
        regrets.append(before.worth - step.reward - after.worth)
        assert before.best >= after.best

    assert all(regret >= 0 for regret in regrets)
    assert sum(regrets) == solution.start.worth - paid - solution.of(case).worth


def test_optimal_first_moves_are_looks_at_what_matters() -> None:
    solution = solved(MUG.task_id, RewardMode.SHAPED)
    found = best_actions(solution, Case(MUG))

    relevant = [look(ref) for ref in MUG.relevant]
    assert found
    assert all(action in relevant for action in found)


def test_a_golden_trace_is_judged_step_by_step() -> None:
    recorded = trajectories(path_of(MUG.task_id).read_text(encoding="utf-8"))
    verdicts = {one.trajectory.name: one for one in judge(MUG, recorded, RewardMode.DELTA)}

    assert [step.regret for step in verdicts["oracle"].steps] == [0] * len(oracle_plan(MUG))
    assert verdicts["oracle"].decisive is None
    asked = verdicts["as the customer asked"]
    assert asked.decisive == len(asked.steps) == 4
    assert asked.optimal - asked.returned == sum(step.regret for step in asked.steps)


def test_a_letter_that_no_alphabet_holds_is_judged_as_well() -> None:
    letter = "Dear Maya, we have your message about HL-58213 of 4 May and the 28.90 EUR you paid."
    plan = (look("artifact:order"), act(DRAFT, letter), act(DRAFT, " "), act(INSPECT, "diary"))
    [verdict] = judge(MUG, [Trajectory("", plan)], RewardMode.SHAPED)

    assert [step.refused for step in verdict.steps] == [False, False, True, True]
    assert all(step.regret >= 0 for step in verdict.steps)
    assert verdict.score is None


@every_mode
def test_nothing_left_to_do_is_no_regret(mode: RewardMode) -> None:
    plan = (*oracle_plan(MUG), act(REVIEW), act(SUBMIT, "refund_original_payment"))
    [verdict] = judge(MUG, [Trajectory("", plan)], mode)

    assert [step.regret for step in verdict.steps[-2:]] == [0, 0]


def test_a_journal_is_read_as_its_episodes() -> None:
    event = '{{"session_id": "abcdefghij", "number": {}, "kind": "{}", "body": {}, "answer": ""}}'
    step = '"{\\"action_type\\": \\"review_ticket\\"}"'
    lines = [
        event.format(0, "open", '""'),
        event.format(1, "reset", '"{}"'),
        event.format(2, "step", step),
        event.format(3, "reset", '"{}"'),
        event.format(4, "step", step),
        event.format(5, "step", step),
    ]

    assert [(one.name, len(one.actions)) for one in trajectories("\n".join(lines))] == [
        ("abcdefgh/1", 1),
        ("abcdefgh/2", 2),
    ]


@pytest.mark.parametrize(
    "line",
    [
        *("7", "null", "[]", "{", "{}", "[" * 50_000, '{"action": 3}', '{"kind": "step"}'),
        '{"action_type": "fly"}',
        '{"action_type": "review_ticket", "x": 1}',
        '{"kind": "step", "body": "x"}',
    ],
)
def test_a_line_without_an_action_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(ValueError, match="line 2 holds no action") as caught:
        trajectories(f'{{"action_type": "review_ticket"}}\n{line}')

    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_file_without_any_action_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="there is no action in it"):
        trajectories(text)


def test_delta_and_terminal_never_make_anyone_lose_score_and_shaped_only_late() -> None:
    audits = [audited(task, case_file(task)) for task in TASK_IDS[:2]]
    shaped, delta, terminal = totals(audits)

    assert all(audit.holds for audit in audits)
    assert (delta.strays, terminal.strays) == (0, 0)
    assert shaped.lost_from_start == 0
    assert 0 < shaped.strays < shaped.states / 50
    assert shaped.lost <= 100
    assert shaped.worst


def test_shaping_that_pays_more_than_steps_cost_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rewards, "EVIDENCE_SHAPING", 3000)
    case = "gen/damaged_item/test/0"
    assert case_file(case).relevant > {*case_file(case).gold.evidence[0]}
    [shaped, *_] = audited(case, case_file(case)).modes

    assert shaped.lost_from_start > 0
    assert shaped.strays > 0


def test_a_discount_makes_haste_pay_and_keeps_a_fresh_case_on_its_best_score() -> None:
    found = explored("duplicate-charge-refund")
    mild, harsh = (solve(found, RewardMode.TERMINAL, gamma).start for gamma in (0.99, 0.5))

    assert mild.followed == mild.best == FULL
    assert harsh.followed < harsh.best == FULL


def test_trajectories_of_golden_files_are_all_there_is() -> None:
    recorded = trajectories(path_of(MUG.task_id).read_text(encoding="utf-8"))

    assert [one.name for one in recorded] == [
        "oracle",
        "mistakes",
        "as the customer asked",
        "out of steps",
    ]
