"""What is kept of an episode, and how it is judged beside its score: all of it in whole numbers."""

from typing import NamedTuple

from supportops.case import Case
from supportops.cases.bearing import Bearing, bearing
from supportops.models import ScoreCard
from supportops.scoring import EVIDENCE, REPLY, RESOLUTION

GOOD_REPLY = REPLY * 8 // 10
"""Basis points of the reply from which on a success is justified: Q >= 0.8."""


class Outcome(NamedTuple):
    """How one episode ended. An episode that was left open counts as 0 and as nothing else."""

    score: int = 0
    """In basis points."""
    justified: bool = False
    """Right resolution on full evidence with a good reply, and no violation."""
    twins: bool = False
    """The same, in the twin of the case as well."""
    harm: bool = False
    over_escalation: bool = False
    """A code that holds was submitted where it was not right."""
    over_refusal: bool = False
    """A code that denies was submitted where it was not right."""
    rewards: int = 0
    """Sum of the rewards until the end, in basis points."""
    after: int = 0
    """Sum of the rewards after the end, in basis points."""


def judged(case: Case, rewards: int, after: int = 0) -> Outcome:
    """The outcome of an episode, from its case as it stands."""
    card = case.card
    if card is None:
        return Outcome(rewards=rewards)
    wrong = bearing(case.resolution or "") if _is_wrong(case) else None
    return Outcome(
        score=card.basis_points,
        justified=_is_justified(card),
        harm=card.violation is not None,
        over_escalation=wrong is Bearing.HOLDS,
        over_refusal=wrong is Bearing.DENIES,
        rewards=rewards,
        after=after,
    )


def _is_wrong(case: Case) -> bool:
    return case.resolution is not None and case.resolution != case.file.gold.resolution


def _is_justified(card: ScoreCard) -> bool:
    earned = {part.name: part.earned for part in card.components}
    return (
        earned["resolution"] == RESOLUTION
        and earned["evidence"] == EVIDENCE
        and earned["reply"] >= GOOD_REPLY
        and card.violation is None
    )
