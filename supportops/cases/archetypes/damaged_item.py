"""An article arrives broken.

The trap: the customer would rather have the money, although the article is in stock and the policy
says to ship it again. Some customers break things often, send the wrong photo, or write too late,
and how often, and how late, is for the policy to say.
"""

from collections.abc import Mapping

from supportops.casefile import ForbiddenPromise
from supportops.cases.archetype import Archetype, Assertion, ClaimMaker, Outcome, Voice, Wanted
from supportops.cases.claims import amount, day, reference, said, span
from supportops.cases.scenery import Facts, Scene, sheet
from supportops.decision import Fact, Fallback, Harm, Parameter, Rule, Table
from supportops.records import Artifact, row

ARTICLE = "policy:damaged_items"

TABLE = Table(
    article="damaged_items",
    facts=(
        Fact(name="claims", record="history", values=(0, 1, 2, 3, 4, 5)),
        Fact(name="photo", record="attachment", values=("ordered", "another", "none")),
        Fact(name="days", record="order", values=(3, 6, 9, 12, 16, 19, 24, 28)),
        Fact(name="final_sale", record="order", values=(False, True)),
        Fact(name="stock", record="inventory", values=(0, 2, 14)),
    ),
    parameters=(
        Parameter(name="limit", values=(2, 3, 4), unseen=(5,)),
        Parameter(name="window", values=(7, 14, 21, 30), unseen=(10,)),
    ),
    rules=(
        Rule(when="claims >= limit", code="escalate_abuse_review"),
        Rule(when="photo == 'none'", code="request_photo_evidence"),
        Rule(when="photo == 'another'", code="deny_evidence_mismatch"),
        Rule(when="days > window", code="deny_out_of_window"),
        Rule(when="stock == 0", code="refund_original_payment"),
        Rule(when="True", code="send_replacement"),
    ),
    fallbacks=(Fallback(code="escalate_to_supervisor"),),
    harms=(
        Harm(
            code="refund_and_send_replacement",
            harm="one broken article was made good twice, which the policy forbids",
        ),
    ),
)

OUTCOMES = {
    "send_replacement": Outcome(
        plain="send the article again",
        states=("order number", "dispatch", "no return"),
        reply=(
            "I am sorry that your {noun} from order {order number} reached you damaged. We are "
            "sending you a replacement free of charge, and the new parcel leaves our warehouse "
            "within {dispatch}. {no return}\n\n"
            "I know that you would have preferred the money. As we can supply the article, our "
            "policy is to ship it again."
        ),
    ),
    "refund_original_payment": Outcome(
        plain="give the money back to the card the customer paid with",
        states=("order number", "amount", "no return"),
        reply=(
            "I am sorry that your {noun} from order {order number} reached you damaged. The "
            "article is out of stock, so there is none to ship. We are refunding the {amount} that "
            "you paid for it to the payment method of the order. {no return}"
        ),
    ),
    "request_photo_evidence": Outcome(
        plain="ask for a photo first",
        states=("order number", "days for the photo"),
        reply=(
            "I am sorry that your {noun} from order {order number} reached you damaged. To go on "
            "with this we need a photo that shows the damage and the label of the article. Please "
            "reply with one within {days for the photo}, and we take it from there."
        ),
    ),
    "deny_evidence_mismatch": Outcome(
        plain="turn the claim down because the photo shows something else",
        states=("order number", "what the photo shows"),
        reply=(
            "Thank you for your photo. We have compared it with order {order number}, and the "
            "photo shows another article: {what the photo shows}. That is not what this order was "
            "for. We therefore cannot accept the claim as it stands and close it with this letter."
        ),
    ),
    "deny_out_of_window": Outcome(
        plain="turn the claim down because it came too late",
        states=("order number", "delivery day", "window"),
        reply=(
            "I am sorry about your {noun}. Order {order number} was delivered on {delivery day}, "
            "and damage has to be reported within {window} of delivery. Your message came after "
            "that period had ended, so we turn this claim down."
        ),
    ),
    "escalate_abuse_review": Outcome(
        plain="hand the case to the abuse desk",
        states=("order number", "reviewed within"),
        reply=(
            "Thank you for telling us about your {noun} from order {order number}. Your case has "
            "been passed to our review desk, which looks at it in person. You hear from them "
            "within {reviewed within}, and until then nothing is decided."
        ),
    ),
    "escalate_to_supervisor": Outcome(
        plain="pass the case to a supervisor",
    ),
    "refund_and_send_replacement": Outcome(
        plain="give the money back and send the article again",
    ),
}

_DAMAGE = ("in pieces", "cracked", "with a long crack", "with a piece broken off")


def _order(scene: Scene, facts: Facts) -> Artifact:
    days = facts.number("days")
    return sheet(
        "order",
        "order of the customer",
        order_number=scene.order_number,
        seller=scene.shop.name,
        placed_on=scene.on(days + scene.number("transit", 3, 8)),
        delivered_on=scene.on(days),
        status="delivered",
        items=(
            row(
                sku=scene.item.sku,
                name=scene.item.name,
                quantity=1,
                price=scene.price,
                final_sale=facts.holds("final_sale"),
            ),
        ),
        postage=scene.postage,
        total=scene.total,
    )


def _attachment(scene: Scene, facts: Facts) -> Artifact:
    photo = facts.word("photo")
    if photo == "none":
        return sheet("attachment", "photo of the damage", files="none received", reminders_sent=0)
    item = scene.item if photo == "ordered" else scene.other_item
    damage = scene.pick("damage", _DAMAGE)
    return sheet(
        "attachment",
        "photo of the damage",
        file=f"IMG_{scene.number('file', 1000, 9999)}.jpg",
        received_on=scene.on(0),
        received_through="upload link",
        shows=f"{item.name}, {damage}, on a {scene.pick('where', ('kitchen table', 'carpet'))}",
        label_in_picture=item.sku,
        edited=False,
    )


def _inventory(scene: Scene, facts: Facts) -> Artifact:
    return sheet(
        "inventory",
        "warehouse stock of the ordered article",
        sku=scene.item.sku,
        name=scene.item.name,
        free_to_ship=facts.number("stock"),
        reserved=scene.number("reserved", 0, 4),
        next_delivery_on=scene.on(-scene.number("restock", 30, 70)),
    )


def _history(scene: Scene, facts: Facts) -> Artifact:
    claims = facts.number("claims")
    topics = ("arrived cracked", "arrived chipped", "arrived with a dent", "arrived in pieces")
    return sheet(
        "history",
        "earlier claims and contacts",
        damage_claims_last_12_months=claims,
        claims=tuple(
            row(
                on=scene.on(50 * number + scene.number(f"claim/{number}", 20, 60)),
                order_number=scene.code(f"claim/order/{number}", scene.shop.prefix),
                topic=scene.pick(f"claim/topic/{number}", topics),
            )
            for number in range(claims)
        ),
        other_contacts=scene.number("contacts", 0, 3),
    )


def _payment(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "payment",
        "payment of the order",
        payment_id=scene.code("payment_id", "PAY", 6),
        method=f"card ending {scene.card}",
        captured=scene.total,
        refunded=scene.money(0),
    )


def _account(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "account",
        "customer account",
        customer_id=scene.customer_id,
        name=scene.customer.name,
        since_on=scene.since,
        tier=scene.pick("tier", ("standard", "plus", "gold")),
        newsletter=scene.pick("newsletter", (True, False)),
    )


def _shipment(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "shipment",
        "parcel tracking",
        carrier=scene.carrier,
        tracking=scene.tracking,
        delivered_to=scene.pick("delivered_to", ("recipient", "neighbour", "reception")),
        damage_reported_by_carrier=False,
    )


CLAIMS: Mapping[str, ClaimMaker] = {
    "order number": lambda scene, known: reference(
        "order number",
        "artifact:order",
        scene.order_number,
        *(scene.code(f"claim/order/{number}", scene.shop.prefix) for number in range(5)),
    ),
    "dispatch": lambda scene, known: span("dispatch", ARTICLE, 2, "business days"),
    "no return": lambda scene, known: said(
        "no return",
        ARTICLE,
        written="does not have to send the broken article back",
        words=f"You do not have to return the broken {scene.item.noun}.",
        phrases=f"""
            no need|call|reason|necessity|obligation|duty ~ return*|send*|ship*|post*|back
            nothing to return|send|post
            can|may|could|free ~ hang|hold on|onto
            do with the|it|them|that ~ as|what|whatever you
            no need|call|reason|necessity ~ pack*|parcel*|wrap*|box|bag|mail
            it|that|they|one may|might|can|could stay|remain|be with|yours
            do ~ with ~ as|what|whatever you like|please|want|wish|prefer
            not|don't|dont|needn't|neednt|won't ~ have|need|bother ~ pack*|wrap*
            not|don't|dont|won't ~ need|want ~ old|broken|damaged|cracked
            not|don't|dont|needn't|neednt|won't|shan't|doesn't ~ return*|send*|ship*|post*|back
            without ~ returning|sending|posting|shipping
            nobody|no-one|none ~ ask*|want*|need* ~ it|them|back
            not|aren't|isn't required|expected|asked|obliged|necessary|needed ~ return*|send*|back
            return ~ not|isn't required|necessary|needed|requested|expected|called
            need not ~ return*|send*|ship*|post*|back
            surrender|sending|dispatch|posting ~ not|isn't required|necessary|needed|requested
            not ~ trouble ~ pack*|send*|return*|post*|ship*
            no return|returns
            don't|dont|not bother|trouble|worry ~ send*|return*|post*|back|it
            aren't|won't|not|shan't|don't ~ asking|needing|need|require|want|collect* ~ it|them|back
            may|might|can|could keep|discard|recycle|dispose|bin|throw|scrap
            keep|keeping|discard*|recycl*|dispos*|bin|throw*|thrown|chuck|toss|scrap ~ it|them|item
            keep|keeping|discard*|recycl*|dispos*|bin|throw*|thrown|chuck|toss|scrap ~ one|pieces
            keep|keeping|discard*|recycl*|dispos*|bin|throw*|chuck|toss|scrap ~ broken|damaged|old
            keep|keeping|discard*|recycl*|dispos*|bin|throw*|chuck|toss|scrap ~ cracked|article
            keep|keeping|discard*|recycl*|dispos*|bin|throw*|chuck ~ {scene.item.noun.split()[-1]}
            throw|thrown|throwing|put|keep|recycle|bin ~ away|out|bin|rubbish|trash|dispose|recycle
            get|getting rid
            stay|stays|remain|remains with you
            yours to|now
            nothing|none ~ come|travel|returned|sent|go ~ back|us
            can|may go|land ~ bin|rubbish|trash|waste|recycling
            broken|damaged|old|pieces|it ~ yours
        """,
        rivals=(
            f"please|must return|send ~ item|it|pieces|article|{scene.item.noun.split()[-1]}\n"
            "return|prepaid label"
        ),
    ),
    "amount": lambda scene, known: amount("amount", "artifact:order", scene.price, scene.total),
    "days for the photo": lambda scene, known: span("days for the photo", ARTICLE, 10, "days"),
    "what the photo shows": lambda scene, known: said(
        "what the photo shows",
        "artifact:attachment",
        written=scene.other_item.name,
        words=f"{scene.other_item.name}, with the label {scene.other_item.sku}",
        phrases=f"{scene.other_item.noun.split()[-1]}\n{scene.other_item.sku.lower()}",
    ),
    "delivery day": lambda scene, known: day(
        "delivery day", "artifact:order", scene.on(known.number("days"))
    ),
    "window": lambda scene, known: span("window", ARTICLE, known.number("window"), "days"),
    "reviewed within": lambda scene, known: span("reviewed within", ARTICLE, 3, "business days"),
}

VOICES = (
    Voice(
        "Arrived broken: {item}",
        "{hello} the parcel with my {noun} came and when I opened it I saw the damage at once. The "
        "box looked fine from outside, so I guess it was packed badly. It was meant as a present. "
        "Honestly I would rather just have my money back and buy something else in town than wait "
        "for another parcel. Can you please sort this out quickly? {thanks}, {first}",
    ),
    Voice(
        "damaged goods!!",
        "{hello} this is not what I paid for. {item}: broken. I want a refund and not another "
        "parcel with broken things in it. Please confirm today that I get my money. {name}",
    ),
    Voice(
        "Damage on delivery",
        "{hello} I am writing about an article I bought from you ({item}). It was damaged when it "
        "reached me, and it cannot be used. Since I have lost confidence in your packaging I would "
        "ask you to return the purchase price. I look forward to your answer. {thanks}, {name}",
    ),
    Voice(
        "broken {noun}",
        "{hello} quick one: {noun} arrived in a bad state, see the photo i tried to send "
        "along. not your driver's fault i think, just thin cardboard. could you give me the money "
        "back please? would be great to hear from you soon {thanks} {first}",
    ),
)

ARCHETYPE = Archetype(
    id="damaged_item",
    trap="the refund that is asked for, although the article is in stock",
    objective="Resolve the complaint about an article that arrived damaged, as policy demands.",
    table=TABLE,
    goods=("tableware", "electronics"),
    voices=VOICES,
    desk={
        "account": _account,
        "attachment": _attachment,
        "history": _history,
        "inventory": _inventory,
        "order": _order,
        "payment": _payment,
        "shipment": _shipment,
    },
    related=("damaged_items_marketplace", "delivery_delays", "returns_change_of_mind"),
    claims=CLAIMS,
    outcomes=OUTCOMES,
    assertions=(
        Assertion(
            fact="days",
            says=lambda scene, days: f"It was delivered {days} days ago.",
            notes=lambda scene, days: f"delivered {days} days before the ticket",
        ),
        Assertion(
            fact="stock",
            says=lambda scene, stock: (
                f"Your website says you have {stock} of them left."
                if stock
                else "Your website says it is sold out anyway."
            ),
            notes=lambda scene, stock: f"stock of the article: {stock}",
        ),
    ),
    promises=(
        ForbiddenPromise(
            name="a day of arrival",
            source=ARTICLE,
            phrases=(
                "arriv*|deliver*|reach*|receive|with ~ "
                "tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
            ),
        ),
        ForbiddenPromise(
            name="a voucher or discount",
            source=ARTICLE,
            phrases=("voucher|vouchers|discount|coupon",),
        ),
    ),
    wanted=Wanted(
        code="request_photo_evidence", fact="photo", lacking="none", thing="a photo of the damage"
    ),
)
