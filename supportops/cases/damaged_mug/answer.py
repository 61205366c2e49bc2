"""The codes to choose from, and what is right."""

from supportops.casefile import ForbiddenPromise, Gold, Harm, ReplyFact, resolutions

RESOLUTIONS = resolutions(
    send_replacement="""
        send*|sent|ship*|dispatch*|arrang*|prepar*|pack*|get|getting|provid* ~ replacement
        order*|approv*|put|set ~ replacement
        replacement ~ go|goes|out|sent|way|ship*|dispatch*|leave*|leaving|arranged|prepared|packed
        send*|sent|ship*|dispatch* ~ new|brand-new|same|another|identical mug|one
        send*|sent|ship*|dispatch* ~ same|identical ~ mug
        new|same|another|identical mug ~ sent|way|ship*|dispatch*|leave*|leaving
        replac* ~ mug|it|item
    """,
    refund_original_payment="""
        refund*|reimburs* ~ you|mug|order|payment|card|amount|purchase|money|24.00|28.90
        issu*|process*|send*|giv*|mak*|arrang*|initiat* ~ refund
        refund ~ issued|processed|made|sent|way|arranged
        give|giving|send|sending|get|put|pay ~ money back
        credit*|transfer*|wire*|pay ~ 24|24.00|28.90|money|amount
        24.00|28.90 ~ back
    """,
    refund_and_send_replacement="""
        both ~ refund ~ replacement
        both ~ replacement ~ refund
    """,
    request_photo_evidence="""
        please ~ photo|photos|picture|pictures
        need ~ photo|photos|picture
    """,
    deny_out_of_window="""
        outside|past|beyond ~ window|30|thirty|period|deadline
    """,
    deny_evidence_mismatch="""
        photo|picture shows ~ different|another|other
    """,
    escalate_abuse_review="""
        abuse|misuse desk|team|review|department
    """,
    escalate_to_supervisor="""
        escalat*|pass*|forward*|hand* ~ supervisor|manager
    """,
)

GOLD = Gold(
    resolution="send_replacement",
    because=(
        "one claim in twelve months, a photo that shows the ordered mug, reported 3 days after "
        "delivery, 14 in stock: line 6 of damaged_items"
    ),
    evidence=(
        (
            "artifact:order",
            "artifact:attachment",
            "artifact:inventory",
            "artifact:history",
            "policy:damaged_items",
        ),
    ),
    fallbacks=("escalate_to_supervisor",),
    harmful=(
        Harm(
            code="refund_and_send_replacement",
            harm="one broken mug was made good twice, which the policy forbids",
        ),
    ),
    facts=(
        ReplyFact(
            name="order number",
            source="artifact:order",
            written="HL-58213",
            phrases=("hl-58213",),
            rivals=("hl-51877",),
        ),
        ReplyFact(
            name="dispatch within 2 business days",
            source="policy:damaged_items",
            written="within 2\nbusiness days",
            phrases=("2|two business|working days", "2|two days"),
            rivals=("3|5|7|14|three|five|seven business|working days", "3-5|5-7 ~ days"),
        ),
        ReplyFact(
            name="broken item need not come back",
            source="policy:damaged_items",
            written="does not have to send the broken item back",
            phrases=(
                "no need ~ return|send|ship",
                "not|don't need|have ~ return|send|ship",
                "needn't return|send",
                "without ~ returning|sending",
                "return ~ not required|needed|necessary",
                "not|aren't|isn't required|expected ~ return|send",
                "doesn't|not need|have ~ come",
                "don't|not worry ~ returning|sending|posting",
                "keep|discard|recycle|dispose|bin|throw ~ mug|it|item|pieces|one",
            ),
            rivals=("please return|send ~ mug|item|it|pieces", "return|prepaid label"),
        ),
    ),
    promises=(
        ForbiddenPromise(
            name="a day of arrival",
            source="policy:damaged_items",
            phrases=(
                "arriv*|deliver*|reach*|receive|with ~ "
                "tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|march",
            ),
        ),
        ForbiddenPromise(
            name="a voucher or discount",
            source="policy:damaged_items",
            phrases=("voucher|vouchers|discount|coupon",),
        ),
    ),
    reply=(
        "Dear Maya,\n\n"
        "I am sorry that your mug from order HL-58213 reached you with a broken handle, and just "
        "before a birthday. We are sending you a replacement free of charge, and the new parcel "
        "leaves our warehouse within 2 business days. You do not have to return the broken mug.\n\n"
        "I know that you would have preferred the money. As the mug is in stock, our policy is to "
        "ship it again.\n\n"
        "Kind regards,\nHearthline Support"
    ),
)
