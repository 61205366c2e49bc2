"""Each invariant of a step holds of what the workflow does, and fails of what it must not do."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.case import Case, Refusal, Step
from supportops.casefile import CaseFile
from supportops.cases import case_file, task_at
from supportops.models import ToolUseAction
from supportops.proofs import OF_A_STEP, OF_A_VISIT, broken_by_step, broken_by_visit, of_a_step
from supportops.proofs.alphabet import alphabet
from supportops.vocabulary import FULL, ActionType, Phase, RefusalCode, RewardMode
from supportops.workflow import advance
from tests.play import DRAFT, INSPECT, MUG, REVIEW, SUBMIT, act, case_in, good, on_last_step
from tests.strategies import Episode, episodes

REASON = Refusal(RefusalCode.UNKNOWN_ARTIFACT, "no such thing")
Taken = tuple[Case, Step]


def taken(before: Case, verb: ActionType, value: str | None = None) -> Taken:
    """A case as it was, and a step from it."""
    action = good(verb) if value is None else act(verb, value)
    return before.copy(), advance(before.copy(), action)


def looked() -> Taken:
    return taken(case_in(Phase.INVESTIGATING), INSPECT)


def drafted() -> Taken:
    return taken(case_in(Phase.INVESTIGATING), DRAFT)


@cache
def asking() -> CaseFile:
    """A case whose customer has something to send."""
    files = (case_file(task_at("test", number)) for number in count())
    return next(file for file in files if file.asking)


def asked() -> Taken:
    file = asking()
    assert file.asking
    return taken(case_in(Phase.INVESTIGATING, file), DRAFT, file.asking.request)


def unasked() -> Taken:
    return taken(case_in(Phase.INVESTIGATING, asking()), DRAFT, asking().reply)


def refused() -> Taken:
    return taken(case_in(Phase.INVESTIGATING), INSPECT, "nothing")


def submitted() -> Taken:
    return taken(case_in(Phase.DRAFTED), SUBMIT)


def after_the_end() -> Taken:
    return taken(case_in(Phase.RESOLVED), REVIEW)


def exhausted() -> Taken:
    return taken(on_last_step(case_in(Phase.INVESTIGATING)), REVIEW)


def _set(**changes: object) -> Callable[[Taken], Taken]:
    """The step with its case altered."""

    def altered(found: Taken) -> Taken:
        before, step = found
        return before, replace(step, case=replace(step.case, **changes))  # type: ignore[arg-type]

    return altered


def _said(**changes: object) -> Callable[[Taken], Taken]:
    """The step with itself altered."""
    return lambda found: (found[0], replace(found[1], **changes))  # type: ignore[arg-type]


def _miscounted(found: Taken) -> Taken:
    before, step = found
    case = step.case.copy()
    case.known += 1
    return before, replace(step, case=case)


def _misplaced(found: Taken) -> Taken:
    """On a desk that tells the same, and is not the one that stands after what was heard."""
    before, step = found
    case = step.case.copy()
    case.stage = case.stage._replace(message="another")
    return before, replace(step, case=case)


def _overpaid(found: Taken) -> Taken:
    before, step = found
    assert step.case.card
    card = step.case.card.model_copy(update={"basis_points": FULL})
    return before, replace(step, case=replace(step.case, card=card))


def _unearned(found: Taken) -> Taken:
    before, step = _overpaid(found)
    return before, replace(step, case=replace(step.case, evidence=()))


BREACHES: Mapping[str, tuple[Callable[[], Taken], Callable[[Taken], Taken]]] = {
    "a step gives a result or a refusal, never both": (looked, _said(refusal=REASON)),
    "a case that has ended never changes and pays nothing": (after_the_end, _said(reward=1)),
    "every attempt on an open case costs one step": (looked, _set(steps=7)),
    "the budget ends a case, and nothing else exhausts it": (looked, _set(phase=Phase.EXHAUSTED)),
    "a refusal changes nothing but the budget": (refused, _set(paid=1)),
    "evidence grows by what was looked at, and never shrinks": (looked, _set(evidence=())),
    "what is known is what was read of what cases turn on": (looked, _miscounted),
    "a look tells what is on file": (looked, _said(result="nothing to see here")),
    "phases go forward, one at a time": (drafted, _set(phase=Phase.TRIAGE)),
    "a draft is what was written last": (drafted, _set(draft="something else")),
    "a resolution is what was submitted": (submitted, _set(resolution="something_else")),
    "the customer answers a draft that asks, once for each": (asked, _set(heard=0)),
    "rewards are in bounds": (submitted, _said(reward=FULL + 1)),
    "progress is paid once": (looked, _said(reward=0)),
    "the last reward is the score, less what it deducts": (submitted, _said(reward=FULL)),
    "what is guaranteed never falls, and comes": (
        lambda: taken(_on_policy(), REVIEW),
        _set(evidence=()),
    ),
    "a case is graded when it ends, not before": (exhausted, _set(card=None)),
    "a score is the sum of its parts, harm capped": (submitted, _overpaid),
    "without evidence nothing is worth anything": (exhausted, _unearned),
    "a perfect score has read a whole proof, in time, and submitted what is right": (
        submitted,
        _overpaid,
    ),
}


def _on_policy() -> Case:
    """A case in which something can no longer be lost."""
    case = case_in(Phase.INVESTIGATING)
    for action in alphabet(MUG).looks:
        advance(case, action)
    return case


MORE_BREACHES: Mapping[str, tuple[Callable[[], Taken], Callable[[Taken], Taken]]] = {
    "the customer answers a draft that asks, once for each": (unasked, _set(heard=1)),
    "what is known is what was read of what cases turn on": (looked, _misplaced),
}
"""What an invariant has to see besides."""

BOUNDED = "an open case shows at most 0.45, an ended one its score"
"""No state of a case can break it, as what is shown is worked out from bounded parts."""


def test_there_is_a_breach_for_each_invariant_of_a_step() -> None:
    assert {*BREACHES, BOUNDED} == set(OF_A_STEP)


@pytest.mark.parametrize("play", [drafted, submitted])
def test_a_case_that_shows_too_much_is_found(
    monkeypatch: pytest.MonkeyPatch, play: Callable[[], Taken]
) -> None:
    before, step = play()
    assert OF_A_STEP[BOUNDED](before, step)

    monkeypatch.setattr(of_a_step, "current", lambda case: FULL + 1)
    assert not OF_A_STEP[BOUNDED](before, step)


@pytest.mark.parametrize(
    ("name", "breach"),
    [*BREACHES.items(), *MORE_BREACHES.items()],
    ids=[*BREACHES, *(f"{name}, besides" for name in MORE_BREACHES)],
)
def test_an_invariant_holds_of_the_step_and_not_of_its_breach(
    name: str, breach: tuple[Callable[[], Taken], Callable[[Taken], Taken]]
) -> None:
    play, spoil = breach

    assert broken_by_step(*play()) == []
    assert not OF_A_STEP[name](*spoil(play()))


def _visit(case: Case) -> list[Step]:
    return [advance(case.copy(), action) for action in alphabet(MUG).actions]


@pytest.mark.parametrize("phase", Phase)
def test_every_invariant_of_a_visit_holds_in_every_phase(phase: Phase) -> None:
    case = case_in(phase)

    assert broken_by_visit(case, _visit(case)) == []


def test_each_invariant_of_a_visit_can_be_broken() -> None:
    case = case_in(Phase.INVESTIGATING)
    steps = _visit(case)
    lax = [replace(step, refusal=None) for step in steps]
    busy = [step for step in steps if step.case.evidence or step.case.draft]
    late = replace(case, draft="x", file=MUG.model_copy(update={"codes": ()}))
    late.file.__dict__["codes"] = ()

    assert "the mask is sound: what it leaves out is refused as out of phase" in broken_by_visit(
        case, lax
    )
    assert "the mask is complete: what it holds is accepted with some argument" in broken_by_visit(
        case, busy
    )
    assert "an agent can idle" in broken_by_visit(case, busy)
    assert "a case can be resolved while enough steps are left" in broken_by_visit(late, steps)
    assert len(OF_A_VISIT) == 4


@given(episodes(*RewardMode))
def test_no_step_of_a_random_episode_breaks_an_invariant(played: Episode) -> None:
    _plays_soundly(played.task_id, played.mode, played.actions)


@given(
    st.integers(0, 14),
    st.sampled_from(RewardMode),
    st.lists(st.integers(0, 10_000), min_size=1, max_size=20),
)
def test_no_step_of_a_random_episode_of_a_generated_case_breaks_an_invariant(
    number: int, mode: RewardMode, picks: list[int]
) -> None:
    task = task_at("test", number)
    every = _actions(task)
    _plays_soundly(task, mode, [every[pick % len(every)] for pick in picks])


@cache
def _actions(task: str) -> tuple[ToolUseAction, ...]:
    return alphabet(case_file(task)).actions


def _plays_soundly(task_id: str, mode: RewardMode, actions: Iterable[ToolUseAction]) -> None:
    case = Case(case_file(task_id), mode)
    for action in actions:
        before = case.copy()
        assert broken_by_step(before, advance(case, action)) == []
