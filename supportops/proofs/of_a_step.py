"""What must hold of every step, whatever was played before it."""

from collections.abc import Callable, Mapping

from supportops.case import OPEN, Case, Step
from supportops.proofs.alphabet import read_by
from supportops.rewards import PAYOUT
from supportops.scoring import HARM_CAP, VISIBLE_MAX, current, guaranteed
from supportops.vocabulary import FULL, ActionType, Phase, RefusalCode

OfAStep = Callable[[Case, Step], bool]

FORWARD = (*OPEN, Phase.RESOLVED)
"""The order of the phases; a case can be exhausted in any that is open."""


def progress(case: Case) -> tuple[object, ...]:
    """All that an agent can have changed in a case, but for the steps charged and how it ended."""
    return case.evidence, case.draft, case.reading, case.heard, case.resolution, case.paid


def _ended(before: Case, step: Step) -> bool:
    return before.is_open and not step.case.is_open


def _answers(before: Case, step: Step) -> bool:
    """Every step gives a result to read or a reason, and a case that has ended only reasons."""
    refusal = step.refusal
    if not before.is_open:
        return refusal is not None and refusal.code is RefusalCode.EPISODE_OVER
    return (refusal is None) != (step.result is None) and bool(
        step.result or (refusal and refusal.message)
    )


def _absorbs(before: Case, step: Step) -> bool:
    if before.is_open:
        return True
    return step.reward == 0 and step.refusal is not None and step.case == before


def _costs_one(before: Case, step: Step) -> bool:
    return step.case.steps == before.steps + before.is_open <= before.file.budget


def _budget_ends(_: Case, step: Step) -> bool:
    after = step.case
    if after.phase is Phase.EXHAUSTED:
        return after.remaining == 0
    return after.is_open == (after.remaining > 0 and after.phase is not Phase.RESOLVED)


def _refusal_is_idle(before: Case, step: Step) -> bool:
    if step.refusal is None:
        return True
    moved = step.case.phase is not before.phase
    return progress(step.case) == progress(before) and (not moved or _exhausted(before, step))


def _exhausted(before: Case, step: Step) -> bool:
    return _ended(before, step) and step.case.phase is Phase.EXHAUSTED


def _evidence_grows(before: Case, step: Step) -> bool:
    old, new = before.evidence, step.case.evidence
    looked = read_by(before.file, step.action) if step.refusal is None else None
    gained = () if looked is None or looked in old else (looked,)
    return new == (*old, *gained)


def _is_known(_: Case, step: Step) -> bool:
    case = step.case
    stage = case.file.stages[case.heard]
    return case.stage is stage and case.known == len(stage.relevant.intersection(case.evidence))


def _looks_tell(before: Case, step: Step) -> bool:
    if step.refusal is not None:
        return True
    looked = read_by(before.file, step.action)
    return looked is None or step.result == before.file.texts[looked]


def _goes_forward(before: Case, step: Step) -> bool:
    if step.case.phase is Phase.EXHAUSTED:
        return not before.is_open or step.case.remaining == 0
    if before.phase is Phase.EXHAUSTED:
        return False
    return FORWARD.index(step.case.phase) - FORWARD.index(before.phase) in (0, 1)


def _draft_is_written(before: Case, step: Step) -> bool:
    accepted = step.refusal is None
    if accepted and step.action.action_type is ActionType.DRAFT_REPLY:
        return step.case.draft == step.action.message and step.case.reading is not None
    return (step.case.draft, step.case.reading) == (before.draft, before.reading)


def _resolution_is_submitted(before: Case, step: Step) -> bool:
    accepted = step.refusal is None
    if accepted and step.action.action_type is ActionType.SUBMIT_RESOLUTION:
        chosen = step.case.resolution == step.action.resolution_code
        return chosen and step.case.phase is Phase.RESOLVED
    return step.case.resolution == before.resolution


def _hears(before: Case, step: Step) -> bool:
    """An answer comes after a draft that asks for it and does nothing else, one at a time."""
    asking, reading = before.file.asking, step.case.reading
    heard = step.case.heard - before.heard
    asked = (
        asking is not None
        and reading is not None
        and step.refusal is None
        and step.action.action_type is ActionType.DRAFT_REPLY
        and reading.shown_flaw is None
        and reading.shown_commitments == (asking.code,)
        and before.heard < len(asking.answers)
    )
    return heard == asked


def _pays_progress(before: Case, step: Step) -> bool:
    """While a case is open a step pays what it adds to the highest progress, and only once."""
    if not (before.is_open and step.case.is_open):
        return True
    reached = PAYOUT[before.reward_mode].progress(step.case) if step.refusal is None else 0
    paid = max(before.paid, reached)
    return step.case.paid == paid and step.reward == paid - before.paid


def _settles(before: Case, step: Step) -> bool:
    """The last reward is the score, less what was paid where the mode deducts it."""
    card = step.case.card
    if card is None or not before.is_open:
        return True
    deducted = before.paid if PAYOUT[before.reward_mode].deducts else 0
    return step.reward == card.basis_points - deducted


def _guarantee_is_kept(before: Case, step: Step) -> bool:
    """What cannot be lost any more never falls, and whatever ends the case pays at least that."""
    card = step.case.card
    if not before.is_open or (card is None and step.case.evidence == before.evidence):
        return True
    kept = card.basis_points if card else guaranteed(step.case)
    return guaranteed(before) <= kept


def _parts_add_up(before: Case, step: Step) -> bool:
    card = step.case.card
    if card is None or not before.is_open:
        return True
    total = sum(part.earned for part in card.components)
    fit = all(0 <= part.earned <= part.possible for part in card.components)
    capped = min(total, HARM_CAP) if step.case.resolution in before.file.harm_of else total
    return fit and card.basis_points == capped and 0 <= card.basis_points <= FULL


def _nothing_for_nothing(_: Case, step: Step) -> bool:
    card = step.case.card
    return card is None or bool(step.case.evidence) or card.basis_points == 0


def _perfection_is_proved(_: Case, step: Step) -> bool:
    case, card = step.case, step.case.card
    if card is None or card.basis_points < FULL:
        return True
    gold = case.file.gold
    read = {*case.evidence}
    proved = any(read.issuperset(minimal) for minimal in gold.evidence)
    return proved and case.resolution == gold.resolution and case.steps <= case.file.par


def _shows(_: Case, step: Step) -> bool:
    """A refusal leaves what is shown as it was, which was asked when it came to be shown."""
    if step.refusal is not None and step.case.is_open:
        return True
    shown = current(step.case)
    if step.case.card:
        return shown == step.case.card.basis_points
    return 0 <= shown <= VISIBLE_MAX


OF_A_STEP: Mapping[str, OfAStep] = {
    "a step gives a result or a refusal, never both": _answers,
    "a case that has ended never changes and pays nothing": _absorbs,
    "every attempt on an open case costs one step": _costs_one,
    "the budget ends a case, and nothing else exhausts it": _budget_ends,
    "a refusal changes nothing but the budget": _refusal_is_idle,
    "evidence grows by what was looked at, and never shrinks": _evidence_grows,
    "what is known is what was read of what cases turn on": _is_known,
    "a look tells what is on file": _looks_tell,
    "phases go forward, one at a time": _goes_forward,
    "a draft is what was written last": _draft_is_written,
    "a resolution is what was submitted": _resolution_is_submitted,
    "the customer answers a draft that asks, once for each": _hears,
    "rewards are in bounds": lambda before, step: 0 <= step.reward <= FULL,
    "progress is paid once": _pays_progress,
    "the last reward is the score, less what it deducts": _settles,
    "what is guaranteed never falls, and comes": _guarantee_is_kept,
    "an open case shows at most 0.45, an ended one its score": _shows,
    "a case is graded when it ends, not before": lambda before, step: (
        (step.case.card is None) == step.case.is_open
    ),
    "a score is the sum of its parts, harm capped": _parts_add_up,
    "without evidence nothing is worth anything": _nothing_for_nothing,
    "a perfect score has read a whole proof, in time, and submitted what is right": (
        _perfection_is_proved
    ),
}
"""By name: a function of the case before and the step that was taken."""
