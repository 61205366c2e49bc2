"""What a score card says of itself: each component with a reason that is true."""

from itertools import islice

import pytest

from supportops.models import ScoreCard
from supportops.vocabulary import Phase
from tests.play import CHARGE, REVIEW, good, played, resolved

EVIDENCE = CHARGE.gold.evidence[0]
PARTLY = tuple(ref for ref in EVIDENCE if ref not in ("artifact:dispute", "artifact:refunds"))
RIGHT = f"{CHARGE.gold.resolution} is right: {CHARGE.gold.because}"
SHORT = "; worth only the evidence it rests on"
IDLE = "counts only for the right resolution on full evidence"
NOT_READ = ", not read: artifact:dispute, artifact:refunds"


def reasons(card: ScoreCard | None) -> dict[str, str]:
    assert card
    return {part.name: part.why for part in card.components}


@pytest.mark.parametrize(
    ("code", "evidence", "resolution", "read", "efficiency"),
    [
        (None, EVIDENCE, RIGHT, "read 5 of 5 required", "takes 7"),
        (None, PARTLY, RIGHT + SHORT, f"read 3 of 5 required{NOT_READ}", IDLE),
        (
            "escalate_billing_mismatch",
            EVIDENCE,
            "escalate_billing_mismatch is a safe fallback, worth a quarter",
            "read 5 of 5 required",
            IDLE,
        ),
        (
            "escalate_billing_mismatch",
            PARTLY,
            f"escalate_billing_mismatch is a safe fallback, worth a quarter{SHORT}",
            f"read 3 of 5 required{NOT_READ}",
            IDLE,
        ),
        (
            "refund_full_order",
            EVIDENCE,
            f"refund_full_order is wrong; {CHARGE.gold.resolution} was right",
            "read 5 of 5 required; half, as the case was not resolved rightly",
            IDLE,
        ),
        (
            "refund_full_order",
            PARTLY,
            f"refund_full_order is wrong; {CHARGE.gold.resolution} was right",
            f"read 3 of 5 required{NOT_READ}; half, as the case was not resolved rightly",
            IDLE,
        ),
    ],
)
def test_each_component_says_why_it_earned_that_much(
    code: str | None, evidence: tuple[str, ...], resolution: str, read: str, efficiency: str
) -> None:
    why = reasons(resolved(CHARGE, code=code, evidence=evidence).card)
    assert why["resolution"] == resolution
    assert why["evidence"] == read
    assert why["efficiency"].endswith(efficiency)


def test_efficiency_counts_the_steps_that_were_taken() -> None:
    why = reasons(resolved(CHARGE, idle=2).card)
    assert why["efficiency"] == "9 steps, the shortest justified path takes 7"


def test_what_a_claim_quotes_stands_in_the_draft() -> None:
    case = resolved(CHARGE)
    assert case.card
    assert case.card.claims
    for claim in case.card.claims:
        assert claim.text
        assert claim.text == (case.draft or "")[claim.start : claim.end]


def test_a_case_that_ran_out_says_what_it_had_read() -> None:
    looks = [good(REVIEW)] * CHARGE.budget
    case = played(CHARGE, islice(looks, CHARGE.budget))
    assert case.phase is Phase.EXHAUSTED
    why = reasons(case.card)
    assert why["evidence"] == "read 0 of 5 that such cases turn on; half, as unresolved"
    assert {why[name] for name in ("resolution", "reply", "efficiency")} == {
        "the budget ran out before a resolution was submitted"
    }
