"""Reward modes: how the score of an episode is paid out over its steps.

- `shaped`: first-time relevant evidence pays, a better draft pays less, repeats and refusals pay
  nothing, and the last reward is the score. The shaping adds up to 0.066 at most: no
  look and no draft pays as much as the step it takes costs in efficiency.
- `delta`: each step pays the rise of the score that is already guaranteed; the sum is the score.
- `terminal`: only the last step pays, and it pays the score.

Progress is paid once, when it passes its highest mark so far. Every reward is in [0, 1].
"""

from collections.abc import Callable
from typing import NamedTuple

from supportops.case import Case, Step
from supportops.scoring import grade, guaranteed, visible_reply
from supportops.vocabulary import FULL, RewardMode

EVIDENCE_SHAPING, DRAFT_SHAPING = 600, 60
"""Shaped progress of all relevant evidence, and of the best draft, in basis points."""


class Payout(NamedTuple):
    """What a mode pays for while the case is open, and whether the last reward deducts it."""

    progress: Callable[[Case], int]
    deducts: bool


def shaped_progress(case: Case) -> int:
    """Progress in basis points, in [0, 660]: evidence read and how good the draft shows."""
    progress = EVIDENCE_SHAPING * case.known // len(case.stage.relevant)
    return progress + DRAFT_SHAPING * visible_reply(case) // FULL if case.reading else progress


PAYOUT: dict[RewardMode, Payout] = {
    RewardMode.SHAPED: Payout(shaped_progress, deducts=False),
    RewardMode.DELTA: Payout(guaranteed, deducts=True),
    RewardMode.TERMINAL: Payout(lambda case: 0, deducts=False),
}


def award(step: Step) -> None:
    """Pay an accepted step for what it added; the end of a case is settled, not awarded."""
    case = step.case
    if case.phase.is_open:
        gained = PAYOUT[case.reward_mode].progress(case) - case.paid
        if gained > 0:
            step.reward = gained
            case.paid += gained


def settle(step: Step) -> None:
    """Grade a case that has ended and pay the last reward."""
    case = step.case
    case.card = grade(case)
    already = case.paid - step.reward  # a step that exhausts the case was awarded a moment ago
    deduction = already if PAYOUT[case.reward_mode].deducts else 0
    step.reward = case.card.basis_points - deduction
