"""What a resolution code does with the case as a whole: act on it, deny it, or hold it.

Over-refusal and over-escalation are counted by it: a code that denies, or holds, where another was
right. A code bears as its name begins; of several beginnings the longest counts. What begins with
none of them acts: money, goods, a service or an answer that settles the case.
"""

from collections.abc import Mapping
from enum import StrEnum


class Bearing(StrEnum):
    """What a code does with a case."""

    ACTS = "acts"
    """Gives or does something for the customer, or for the safety of the account."""
    DENIES = "denies"
    """Tells the customer that nothing is given, because nothing is owed."""
    HOLDS = "holds"
    """Settles nothing yet: passes the case on, asks for something, or waits."""


_BEGINNINGS: Mapping[Bearing, tuple[str, ...]] = {
    Bearing.DENIES: (
        "advise_cancel_and_reorder",
        "advise_continued_use",
        "confirm_already_",
        "decline_",
        "deny_",
        "explain_",
        "submit_refund_proof_",
        "submit_representment",
    ),
    Bearing.HOLDS: (
        "advise_wait_",
        "collect_for_laboratory_test",
        "defer_",
        "escalate_",
        "freeze_gift_card_and_escalate_",
        "hold_",
        "lock_account_and_escalate_",
        "offer_second_identity_check",
        "open_carrier_investigation",
        "pause_",
        "refer_",
        "request_",
        "route_",
        "settle_open_balance_",
        "verify_",
    ),
    Bearing.ACTS: ("request_carrier_intercept",),
}


def bearing(code: str) -> Bearing:
    """What a code does with a case."""
    found = [
        (len(beginning), kind)
        for kind, beginnings in _BEGINNINGS.items()
        for beginning in beginnings
        if code.startswith(beginning)
    ]
    return max(found)[1] if found else Bearing.ACTS
