"""The codes to choose from, and what is right."""

from supportops.casefile import ForbiddenPromise, Gold, Harm, ReplyFact, resolutions

RESOLUTIONS = resolutions(
    refund_duplicate_charge="""
        refund*|return*|reimburs*|revers* ~ duplicate|second|extra|additional|86.40
        duplicate|second|extra|additional ~ refunded|returned|reversed|reimbursed
        send*|sent ~ duplicate|second|extra|additional|86.40 ~ back
        duplicate|second|extra|additional|86.40 ~ back
        refund* ~ one ~ payments|charges|debits
        refund*|return* ~ amount ~ 86.40
        86.40|amount ~ refunded|credited|returned
    """,
    refund_full_order="""
        refund*|return* ~ entire|whole|full|complete order|purchase
        refund*|return*|reimburs* ~ both|everything|172.80
        full|complete refund of|for ~ order|purchase
    """,
    explain_authorization_hold="""
        second|duplicate|extra|other ~ pending|hold|reserved|authorization|authorisation
    """,
    explain_two_valid_orders="""
        two separate|valid|different orders
        placed two orders
    """,
    explain_refund_in_progress="""
        refund is already ~ progress|underway|way
        refund was already sent|issued
    """,
    route_to_disputes_no_refund="""
        disputes desk|team|department
        bank ~ chargeback|dispute
    """,
    escalate_billing_mismatch="""
        billing|finance ~ investigat*|review*|look*|check*
    """,
    issue_goodwill_credit="""
        goodwill
        credit|voucher ~ account|wallet|order|shop
    """,
)

GOLD = Gold(
    resolution="refund_duplicate_charge",
    because=(
        "two captured lines of 86.40 EUR for one order, no refund of either, no open chargeback: "
        "line 6 of duplicate_charge"
    ),
    evidence=(
        (
            "artifact:payment",
            "artifact:order",
            "artifact:refunds",
            "artifact:dispute",
            "policy:duplicate_charge",
        ),
    ),
    fallbacks=("escalate_billing_mismatch",),
    harmful=(
        Harm(
            code="refund_full_order",
            harm="both payments went back although the goods were bought and dispatched",
        ),
    ),
    facts=(
        ReplyFact(
            name="order number",
            source="artifact:order",
            written="HL-60447",
            phrases=("hl-60447",),
            rivals=("hl-55290", "hl-38802"),
        ),
        ReplyFact(
            name="amount",
            source="artifact:payment",
            written="86.40 EUR",
            phrases=("86.40",),
            rivals=("refund*|return*|send*|reimburs* ~ 172.80", "12.00", "259.20"),
        ),
        ReplyFact(
            name="card",
            source="artifact:payment",
            written="card ending 4417",
            phrases=("4417",),
        ),
        ReplyFact(
            name="5 to 7 business days",
            source="policy:duplicate_charge",
            written="5 to 7 business days",
            phrases=("5|five to|and 7|seven ~ days", "5-7 ~ days"),
            rivals=("3|three to 5|five ~ days", "3-5 ~ days", "24|48 hours"),
        ),
    ),
    promises=(
        ForbiddenPromise(
            name="money at once",
            source="policy:duplicate_charge",
            phrases=(
                "arriv*|reach*|account|back|there ~ today|tomorrow|immediately|instantly",
                "instant|immediate refund",
            ),
        ),
    ),
    reply=(
        "Dear Daniel,\n\n"
        "I am sorry for the worry this has caused. Our page did take two payments for your order "
        "HL-60447, and you only bought one set of curtains. We are refunding the second payment of "
        "86.40 EUR to your card ending 4417, and your bank needs 5 to 7 business days to show it. "
        "The first payment stays, as your curtains are on their way to you.\n\n"
        "Kind regards,\nHearthline Support"
    ),
)
