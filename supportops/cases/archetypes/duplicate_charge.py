"""A customer sees two debits for one purchase.

The trap: two equal amounts that look like a payment taken twice, and a customer who wants all of it
back. The second may be an amount the bank only reserved, may belong to an order of its own, may
have gone back long ago, or may be in the hands of the customer's bank.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from supportops.casefile import ForbiddenPromise
from supportops.cases.archetype import Archetype, Assertion, ClaimMaker, Outcome, Voice
from supportops.cases.claims import amount, between, day, ending, reference, said, span
from supportops.cases.scenery import Facts, Item, Scene, sheet
from supportops.cases.scenery.goods import GOODS
from supportops.decision import Fact, Fallback, Harm, Parameter, Rule, Table
from supportops.records import Artifact, Money, Row, row

ARTICLE, ORDER, PAYMENT = "policy:duplicate_charge", "artifact:order", "artifact:payment"

TABLE = Table(
    article="duplicate_charge",
    facts=(
        Fact(name="dispute", record="dispute", values=("none", "another", "withdrawn", "open")),
        Fact(
            name="refund",
            record="refunds",
            values=("none", "another", "postage", "sent", "returned"),
        ),
        Fact(name="second", record="payment", values=("captured", "other amount", "authorized")),
        Fact(name="lapse", record="payment", values=(0, 2, 4, 6, 8, 12)),
        Fact(name="further", record="order", values=("none", "same", "other")),
        Fact(name="apart", record="order", values=(0, 3, 14, 28, 50)),
    ),
    parameters=(
        Parameter(name="wait", values=(3, 5, 7), unseen=(10,)),
        Parameter(name="gap", values=(10, 20, 40), unseen=(60,)),
    ),
    possible=(
        "(second == 'authorized') == (lapse > 0) and (further == 'none') == (apart == 0) "
        "and not (second == 'authorized' and refund in ('sent', 'returned'))"
    ),
    rules=(
        Rule(when="dispute == 'open'", code="route_to_disputes_no_refund"),
        Rule(when="refund == 'sent'", code="explain_refund_in_progress"),
        Rule(when="second == 'other amount'", code="escalate_billing_mismatch"),
        Rule(when="further == 'other' or apart > gap", code="explain_two_valid_orders"),
        Rule(when="second == 'authorized' and lapse <= wait", code="explain_authorization_hold"),
        Rule(when="second == 'authorized'", code="release_authorization_hold"),
        Rule(when="True", code="refund_duplicate_charge"),
    ),
    fallbacks=(Fallback(code="escalate_billing_mismatch"),),
    harms=(
        Harm(
            code="refund_full_order",
            harm="everything went back although the goods were bought and are being delivered",
        ),
        Harm(
            code="refund_duplicate_charge",
            when="dispute == 'open' or refund == 'sent' or second == 'authorized'",
            harm="the customer was sent money that goes back another way or was never taken",
        ),
    ),
)

_EXTRA = "duplicate|second|extra|additional|double"

OUTCOMES = {
    "refund_duplicate_charge": Outcome(
        plain="give the second payment back",
        states=("order number", "amount", "card", "5 to 7 business days"),
        reply=(
            "I am sorry for the worry this has caused. We did take two payments for your order "
            "{order number}. We are refunding the second payment of {amount} to your card ending "
            "{card}, and your bank needs {5 to 7 business days} to show it.\n\n"
            "The first payment stays, as your {noun} will be delivered."
        ),
    ),
    "refund_full_order": Outcome(
        plain="give everything back that was paid",
    ),
    "explain_authorization_hold": Outcome(
        plain="explain that the second amount is only reserved and lapses",
        states=("order number", "day it lapses", "no money taken"),
        reply=(
            "I understand the worry about your order {order number}. Only one payment was "
            "captured. The second entry is an amount that your bank has set aside, and {no money "
            "taken}. It lapses by itself on {day it lapses}, and you do not have to do anything."
        ),
    ),
    "release_authorization_hold": Outcome(
        plain="ask the bank to release the amount that is only reserved",
        states=("order number", "amount", "bank time"),
        reply=(
            "I understand the worry about your order {order number}. Only one payment was "
            "captured; the other amount of {amount} is only set aside by your bank and has not "
            "been taken. We have asked your bank to release it, which takes {bank time}."
        ),
    ),
    "explain_two_valid_orders": Outcome(
        plain="explain that each debit belongs to an order of its own",
        states=("order number", "second order", "return period"),
        reply=(
            "Thank you for your message about your {noun}. I have looked at both debits, and they "
            "belong to two separate orders: {order number} and {second order}, placed on "
            "the same day. Either of them can be sent back to us within {return period}."
        ),
    ),
    "explain_refund_in_progress": Outcome(
        plain="explain that the refund is on its way already",
        states=("order number", "day of the refund", "5 to 7 business days"),
        reply=(
            "I am sorry for the trouble with your order {order number}. The refund has already "
            "been sent to you: the full total of the order left us on {day of the refund}. Your "
            "bank needs {5 to 7 business days} to show it, so it will not be long now."
        ),
    ),
    "route_to_disputes_no_refund": Outcome(
        plain="leave it to the disputes desk and send no money",
        states=("order number", "bank case", "desk time"),
        reply=(
            "I understand that two debits for order {order number} are a nuisance. A case for "
            "this order, {bank case}, is open at your bank. Our disputes desk "
            "handles it from here and answers within {desk time}. Until it is "
            "closed we cannot send any money ourselves, as you would be paid twice."
        ),
    ),
    "escalate_billing_mismatch": Outcome(
        plain="let the billing department look into it",
        states=("order number", "odd amount", "billing time"),
        reply=(
            "Thank you for telling us about the debits for order {order number}. One of them is "
            "{odd amount}, which does not fit the total of your order. Our billing "
            "department looks into it and answers within {billing time}."
        ),
    ),
    "issue_goodwill_credit": Outcome(
        plain="give a credit as a gesture of goodwill",
    ),
}


def _ordered(scene: Scene) -> int:
    """Days since the purchase."""
    return scene.number("ordered", 4, 6)


def _settled(scene: Scene) -> int:
    """Days since a refund or a chargeback for it, if there is any."""
    return scene.number("settled", 2, 3)


def _variant(scene: Scene) -> Item:
    """The article in another colour or size, at the same price."""
    goods = [item for category in GOODS.values() for item in category if item != scene.item]
    return scene.pick("variant", [item for item in goods if item.noun == scene.item.noun])


def _odd(scene: Scene) -> Money:
    """An amount close to the order total."""
    return scene.money(scene.total.minor + scene.pick("odd", (-450, -270, 180, 360, 900)))


def _number(scene: Scene, name: str) -> str:
    return scene.code(name, scene.shop.prefix)


def _case(scene: Scene) -> str:
    return scene.code("bank_case", "CB", 4)


def _order(scene: Scene, facts: Facts) -> Artifact:
    first = datetime.fromisoformat(scene.at(_ordered(scene), "placed"))
    then = timedelta(minutes=facts.number("apart"), seconds=scene.number("apart/seconds", 5, 50))
    orders = [_bought(scene, scene.order_number, first, scene.item)]
    if facts.word("further") != "none":
        item = scene.item if facts.word("further") == "same" else _variant(scene)
        orders.append(_bought(scene, _number(scene, "second_order"), first + then, item))
    title = "orders of the customer in the last 30 days"
    return sheet("order", title, orders=tuple(orders), abandoned_carts=scene.number("carts", 0, 2))


def _bought(scene: Scene, number: str, placed: datetime, item: Item) -> Row:
    at, total = placed.isoformat(), scene.total
    return row(order_number=number, placed_at=at, item=item.name, total=total, status="packed")


def _payment(scene: Scene, facts: Facts) -> Artifact:
    on, second = scene.on(_ordered(scene)), facts.word("second")
    paid = _odd(scene) if second == "other amount" else scene.total
    kind, status = ("authorization", second) if second == "authorized" else ("sale", "captured")
    late = row(line="PL-3", booked_on=on, type=kind, amount=paid, status=status)
    if second == "authorized":
        late = (*late, *row(lapses_on=scene.on(-facts.number("lapse"))))
    lines = (
        row(line="PL-1", booked_on=on, type="authorization", amount=scene.total, status="voided"),
        row(line="PL-2", booked_on=on, type="sale", amount=scene.total, status="captured"),
        late,
    )
    return sheet(
        "payment",
        "payment lines of the last 30 days",
        customer_id=scene.customer_id,
        card=f"card ending {scene.card}",
        lines=lines,
        gateway_response_seconds=scene.number("gateway", 1, 44),
    )


def _refunds(scene: Scene, facts: Facts) -> Artifact:
    refund = facts.word("refund")
    sums = {"another": scene.amount("earlier", 9, 60), "postage": scene.postage}
    reasons = {"another": "article sent back", "postage": "postage, delivery was free"}
    states = {"returned": f"returned by the bank on {scene.on(1)}, reference not readable"}
    line = row(
        refund_id=scene.code("refund_id", "RF"),
        order_number=_number(scene, "earlier_order") if refund == "another" else scene.order_number,
        amount=sums.get(refund, scene.total),
        sent_on=scene.on(87 if refund == "another" else _settled(scene)),
        reason=reasons.get(refund, "two debits, request by phone"),
        status=states.get(refund, "handed to the bank"),
    )
    return sheet("refunds", "refunds to the customer", refunds=() if refund == "none" else (line,))


def _dispute(scene: Scene, facts: Facts) -> Artifact:
    dispute = facts.word("dispute")
    other = dispute == "another"
    opened = scene.on(scene.number("bank_case/age", 20, 50) if other else _settled(scene))
    line = row(
        reference=_case(scene),
        order_number=_number(scene, "earlier_order") if other else scene.order_number,
        opened_on=opened,
        stage="withdrawn by the customer" if dispute == "withdrawn" else "waiting for documents",
    )
    if dispute == "withdrawn":
        line = (*line, *row(closed_on=scene.on(1)))
    lines = () if dispute == "none" else (line,)
    return sheet("dispute", "chargebacks and bank disputes", disputes=lines)


def _account(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "account",
        "customer account",
        customer_id=scene.customer_id,
        name=scene.customer.name,
        since_on=scene.since,
        tier=scene.pick("tier", ("standard", "plus", "gold")),
        wallet_balance=scene.money(0),
    )


def _shipment(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "shipment",
        "parcel tracking",
        order_number=scene.order_number,
        carrier=scene.carrier,
        tracking=scene.tracking,
        label_created_on=scene.on(1),
        expected_on=scene.on(-scene.number("expected", 2, 4)),
    )


CLAIMS: Mapping[str, ClaimMaker] = {
    "order number": lambda scene, known: reference(
        "order number", ORDER, scene.order_number, _number(scene, "earlier_order")
    ),
    "amount": lambda scene, known: amount(
        "amount", PAYMENT, scene.total, scene.price, scene.money(2 * scene.total.minor)
    ),
    "card": lambda scene, known: ending("card", PAYMENT, scene.card, f"card ending {scene.card}"),
    "5 to 7 business days": lambda scene, known: between(
        "5 to 7 business days", ARTICLE, (5, 7), "business days"
    ),
    "day it lapses": lambda scene, known: day(
        "day it lapses", PAYMENT, scene.on(-known.number("lapse"))
    ),
    "no money taken": lambda scene, known: said(
        "no money taken",
        ARTICLE,
        written="no money has been taken",
        words="no money has been taken",
        phrases="""
            no|nothing|never|nobody|none ~ taken|moved|left|gone|captured
            no|nothing|never|nobody|none ~ collected|charged|drawn|debited|booked
            no money|payment|funds ~ received|changed|flowed|withdrawn|went|reached|came|arrived
            nobody|no-one|none took|drew|collected|touched
            money|amount|sum|it ~ is|remains|stays|still in|on|with your|you
            not|never|hasn't|haven't|wasn't|isn't|didn't|don't ~ taken|take|took|captured
            not|never|hasn't|haven't|wasn't|isn't|didn't|don't ~ collected|collect|charged
            not|never|hasn't|haven't|wasn't|isn't|didn't ~ debited|drawn|cashed|withdrawn
            not|never|hasn't|haven't|wasn't|isn't|didn't ~ booked|moved|received
            only|just|merely|simply ~ reserved|authorized|authorised|pending|blocked|held|earmarked
            only|just|merely|simply|mere a|an|the|your ~ authorization|authorisation|reservation
            only|just|merely|simply|mere a|an|the|your ~ hold|block
            mere authorization|authorisation|reservation|hold|block|pre-authorisation
            set|put ~ aside|by
            not|never|hasn't|haven't|wasn't|isn't|didn't|don't ~ left|gone|go|paid|pay|lost|lose
            not|never|haven't|didn't|don't ~ had|have|got|get|hold|receive ~ money|amount|sum|it
            no|never ~ debit|payment|withdrawal|capture|charge ~ place|made|took|happened|exists
            at no point|time|moment ~ paid|taken|collected|charged|debited
            not a|any|an payment|charge|debit|withdrawal|deduction
            only|just|merely|solely ~ one|single payment|charge|debit
            hold|reservation|authorisation|authorization|block only|merely|alone
            money|amount|sum|it ~ is|remains|stays|still ~ yours
            took|take|taken|drew|draw|collected|received|moved|debited|cashed no|none|nothing
            not|never|haven't|didn't|hasn't ~ drew|drawn|touched|used|collected|claimed|cashed
            not|never a|one|single cent|penny|euro|coin
            @no ~ changed|changes ~ hands
            only|just|merely ~ set|put|kept ~ aside|by|ready|back
            not|isn't|wasn't|never ~ real|actual|genuine|true|proper|second payment|charge|debit
            never|not ~ got|became|become|turned|went ~ payment|charge|debit|through
        """,
    ),
    "bank time": lambda scene, known: span("bank time", ARTICLE, 2, "business days"),
    "second order": lambda scene, known: reference(
        "second order", ORDER, _number(scene, "second_order")
    ),
    "return period": lambda scene, known: span("return period", ARTICLE, 30, "days"),
    "day of the refund": lambda scene, known: day(
        "day of the refund", "artifact:refunds", scene.on(_settled(scene))
    ),
    "bank case": lambda scene, known: reference("bank case", "artifact:dispute", _case(scene)),
    "desk time": lambda scene, known: span("desk time", ARTICLE, 5, "business days"),
    "odd amount": lambda scene, known: amount("odd amount", PAYMENT, _odd(scene), named=True),
    "billing time": lambda scene, known: span("billing time", ARTICLE, 3, "business days"),
}

VOICES = (
    Voice(
        "You took the money twice!!",
        "{hello} I bought something from you ({item}) and now my card has been debited twice. Your "
        "page hung when I pressed pay. My rent is due and I want everything back straight away, I "
        "am not waiting weeks for this. {name}",
    ),
    Voice(
        "Two debits for one purchase",
        "{hello} on checking my statement I noticed that my purchase of the {noun} appears on it "
        "twice. Kindly reverse this without delay and confirm the amount in writing. A voucher "
        "would not be acceptable. {thanks}, {name}",
    ),
    Voice("charged 2x", "{hello} 2 charges for the {noun}. pls refund. {first}"),
    Voice(
        "Question to my card statement",
        "{hello} sorry for my English. I have make a shopping by you, the {noun}, and in the app "
        "of my bank I see two times the money go away. My husband says it is a robbery! Maybe you "
        "can send all back and we start new? I like the {noun} very much. {thanks}, {first}",
    ),
    Voice(
        "double payment {noun}",
        "{hello} so I finally treated myself ({item}!), and what do I see this morning over "
        "coffee: two lines from {shop}. I had a friend who went through this with another shop and "
        "it took two months! I would feel so much better if you could put both back on my card and "
        "we sort out the rest later. {thanks}, {first}",
    ),
)

ARCHETYPE = Archetype(
    id="duplicate_charge",
    trap="the refund of everything, although the second debit may not be a payment too many",
    objective="Investigate the complaint about a double debit and settle it as policy demands.",
    table=TABLE,
    goods=("tableware", "home", "clothing"),
    voices=VOICES,
    desk={
        "account": _account,
        "dispute": _dispute,
        "order": _order,
        "payment": _payment,
        "refunds": _refunds,
        "shipment": _shipment,
    },
    related=("authorization_holds", "payment_disputes", "refund_timelines"),
    claims=CLAIMS,
    outcomes=OUTCOMES,
    assertions=(
        Assertion(
            fact="dispute",
            says=lambda scene, dispute: {
                "none": "I have not asked my bank to do anything about it so far.",
                "another": "My bank is only looking at another order of mine.",
                "withdrawn": "I did go to my bank about it, but I have taken that back.",
                "open": "I have also asked my bank to fetch the money back.",
            }[str(dispute)],
            notes=lambda scene, dispute: f"bank dispute: {dispute}".replace(
                "another", "other order"
            ),
        ),
        Assertion(
            fact="further",
            says=lambda scene, further: {
                "none": "I placed one order and not two.",
                "same": "I may have ordered the same thing twice, now that I think of it.",
                "other": "I did order another version as well, but I do not want it any more.",
            }[str(further)],
            notes=lambda scene, further: f"article of a second order on that day: {further}",
        ),
    ),
    promises=(
        ForbiddenPromise(
            name="money at once",
            source=ARTICLE,
            phrases=(
                "arriv*|reach*|account|back|there ~ today|tomorrow|immediately|instantly",
                "instant|immediate refund",
            ),
        ),
    ),
)
