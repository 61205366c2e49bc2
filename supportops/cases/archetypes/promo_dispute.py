"""A customer wants the discount of a promotion on an order that was placed without it.

The trap: what somebody is said to have promised on the phone. The contact log tells whether anybody
did and who it was, and the policy whose word is kept. Without a promise it depends on two dates in
two records, and on whom the promotion was for.
"""

from collections.abc import Mapping

from supportops.casefile import ForbiddenPromise
from supportops.cases.archetype import Archetype, Assertion, ClaimMaker, Outcome, Voice
from supportops.cases.claims import Claim, amount, between, day, reference, said, span
from supportops.cases.scenery import Facts, Scene, sheet
from supportops.decision import Fact, Fallback, Harm, Parameter, Rule, Table
from supportops.records import Artifact, Money, row

ARTICLE = "policy:promotions"

_TOO_EARLY = "one of several linked accounts got the discount before the abuse desk had looked"

TABLE = Table(
    article="promotions",
    facts=(
        Fact(name="accounts", record="risk_log", values=(0, 1, 2, 4)),
        Fact(name="promise", record="contacts", values=("nobody", "an agent", "a team lead")),
        Fact(name="ended", record="promotion", values=(-5, 6, 11, 17)),
        Fact(name="first_only", record="promotion", values=(False, True)),
        Fact(name="age", record="order", values=(4, 7, 9, 14, 21)),
        Fact(name="earlier", record="account", values=("none", "cancelled", "delivered")),
    ),
    parameters=(
        Parameter(name="honours", values=("any", "lead"), says=("any of us", "a team lead")),
        Parameter(name="grace", values=(2, 5, 9), unseen=(3,)),
        Parameter(
            name="cancelled", values=("counts", "free"), says=("counts as one", "does not count")
        ),
    ),
    rules=(
        Rule(when="accounts >= 2", code="escalate_abuse_review"),
        Rule(
            when="promise == 'a team lead' or promise == 'an agent' and honours == 'any'",
            code="honour_recorded_promise",
        ),
        Rule(when="ended - age > grace", code="deny_promo_expired"),
        Rule(
            when=(
                "first_only and (earlier == 'delivered'"
                " or earlier == 'cancelled' and cancelled == 'counts')"
            ),
            code="deny_promo_terms",
        ),
        Rule(when="True", code="apply_promo_credit"),
    ),
    fallbacks=(Fallback(code="escalate_to_supervisor"),),
    harms=(
        Harm(
            code="give_discount_and_voucher",
            harm="one order got a voucher on top of a discount, which the policy forbids",
        ),
        Harm(code="apply_promo_credit", when="accounts >= 2", harm=_TOO_EARLY),
        Harm(code="honour_recorded_promise", when="accounts >= 2", harm=_TOO_EARLY),
    ),
)

OUTCOMES = {
    "escalate_abuse_review": Outcome(
        plain="hand the case to the abuse desk",
        states=("order number", "reviewed within"),
        reply=(
            "Thank you for writing about the discount on order {order number}. Your request has "
            "been passed to our review desk, which looks at it in person. You hear from them "
            "within {reviewed within}, and until then nothing is decided either way."
        ),
    ),
    "honour_recorded_promise": Outcome(
        plain="keep the promise that was made, with shop credit",
        states=("amount", "day of the promise", "usable for"),
        reply=(
            "Thank you for your message, and I am sorry that you had to ask twice. My colleague "
            "told you on {day of the promise} that you would get the discount, and we keep that "
            "promise. I have put {amount} of shop credit on your account, which you can use for "
            "{usable for}."
        ),
    ),
    "deny_promo_expired": Outcome(
        plain="turn the request down because the promotion was over",
        states=("last day", "order day", "days after"),
        reply=(
            "Thank you for your message about the discount on your {noun}. The last day of the "
            "promotion was {last day}, and you placed your order on {order day}. We still take "
            "orders up to {days after} after the end, but yours came later than that. I am sorry "
            "that I have to turn your request down."
        ),
    ),
    "deny_promo_terms": Outcome(
        plain="turn the request down because the promotion was for first orders",
        states=("earlier order", "first orders"),
        reply=(
            "Thank you for your message about the discount on your {noun}. This promotion "
            "{first orders}, and your account has an earlier one with the number {earlier order}. "
            "I am sorry that I have to turn your request down for that reason."
        ),
    ),
    "apply_promo_credit": Outcome(
        plain="give the discount, back to the payment method",
        states=("amount", "order number", "on the card"),
        reply=(
            "Thank you for your message about your {noun}. I have applied the promotion to order "
            "{order number} by hand. The discount of {amount} goes back to the payment method of "
            "the order, and you see it there within {on the card}. I am sorry that it was missing."
        ),
    ),
    "escalate_to_supervisor": Outcome(
        plain="pass the case to a supervisor",
    ),
    "give_discount_and_voucher": Outcome(
        plain="give the discount, and a voucher for the trouble",
    ),
    "advise_cancel_and_reorder": Outcome(
        plain="have the customer cancel and order again with the code",
    ),
}

_CODES = ("FRESH", "HELLO", "TREAT", "BREEZE", "SMILE", "COSY")
_TOPICS = (
    "asked how to return a parcel",
    "asked how long delivery takes",
    "changed the phone number",
)


def _discount(scene: Scene) -> Money:
    return scene.money(scene.pick("discount", (500, 800, 1000, 1200, 1500)))


def _promotion_code(scene: Scene) -> str:
    return f"{scene.pick('code', _CODES)}{_discount(scene).minor // 100}"


def _promised_on(scene: Scene) -> str:
    """After every order that a case can be about."""
    return scene.on(scene.number("promised", 1, 3))


def _risk_log(scene: Scene, facts: Facts) -> Artifact:
    links = ("same device", "same street and house", "similar e-mail address")
    return sheet(
        "risk_log",
        "log of linked accounts",
        order_number=scene.order_number,
        card=f"ending {scene.card}",
        other_accounts_with_this_card=tuple(
            row(
                customer_id=scene.code(f"linked/{number}", "C"),
                opened_on=scene.on(scene.number(f"linked/{number}/on", 22, 380)),
                also=scene.pick(f"linked/{number}/also", links),
            )
            for number in range(facts.number("accounts"))
        ),
    )


def _contacts(scene: Scene, facts: Facts) -> Artifact:
    asked = f"asks why {_promotion_code(scene)} is not on {scene.order_number}"
    promiser, told = facts.word("promise"), f"told that the {_discount(scene)} will be given"
    if promiser == "nobody":
        promiser = scene.pick("role", ("an agent", "a team lead"))
        told = "explained where the code goes at checkout, asked to send the request in writing"
    return sheet(
        "contacts",
        "log of phone contacts",
        customer_id=scene.customer_id,
        calls=(
            row(
                on=scene.on(scene.number("call/on", 30, 80)),
                taken_by=f"{scene.pick('call/by', ('Ilse', 'Bo', 'Renske'))}, an agent",
                note=scene.pick("call/topic", _TOPICS),
            ),
            row(
                on=_promised_on(scene),
                taken_by=f"{scene.colleague}, {promiser}",
                note=f"{asked}; {told}",
            ),
        ),
    )


def _promotion(scene: Scene, facts: Facts) -> Artifact:
    return sheet(
        "promotion",
        "data sheet of the promotion",
        code=_promotion_code(scene),
        discount=_discount(scene),
        first_day_on=scene.on(scene.number("first_day", 26, 40)),
        last_day_on=scene.on(facts.number("ended")),
        for_whom="first order of an account" if facts.holds("first_only") else "all orders",
    )


def _order(scene: Scene, facts: Facts) -> Artifact:
    return sheet(
        "order",
        "order of the customer",
        order_number=scene.order_number,
        placed_on=scene.on(facts.number("age")),
        items=(row(sku=scene.item.sku, name=scene.item.name, quantity=1, price=scene.price),),
        code_field=scene.pick("code_field", ("empty", "typed, not confirmed")),
        discount=scene.money(0),
        postage=scene.postage,
        total=scene.total,
    )


def _account(scene: Scene, facts: Facts) -> Artifact:
    earlier = facts.word("earlier")
    order = row(
        order_number=_earlier_order(scene),
        placed_on=scene.on(scene.number("earlier/on", 60, 390)),
        status="cancelled before dispatch" if earlier == "cancelled" else "delivered",
    )
    return sheet(
        "account",
        "customer account",
        customer_id=scene.customer_id,
        name=scene.customer.name,
        since_on=scene.since,
        orders_before_this_one=() if earlier == "none" else (order,),
    )


def _earlier_order(scene: Scene) -> str:
    return scene.code("earlier", scene.shop.prefix)


def _payment(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "payment",
        "payment of the order",
        payment_id=scene.code("payment_id", "PAY", 6),
        method=f"card ending {scene.card}",
        captured=scene.total,
    )


def _shipment(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "shipment",
        "parcel tracking",
        order_number=scene.order_number,
        carrier=scene.carrier,
        tracking=scene.tracking,
        weight_grams=scene.number("weight", 300, 4800),
    )


def _earlier(scene: Scene, known: Facts) -> Claim:
    claim = reference("earlier order", "artifact:account", _earlier_order(scene))
    cancelled = known.word("earlier") == "cancelled"
    return (
        claim._replace(words=f"{claim.words}, which counts although it was cancelled")
        if cancelled
        else claim
    )


CLAIMS: Mapping[str, ClaimMaker] = {
    "order number": lambda scene, known: reference(
        "order number", "artifact:order", scene.order_number
    ),
    "reviewed within": lambda scene, known: span("reviewed within", ARTICLE, 3, "business days"),
    "amount": lambda scene, known: amount("amount", "artifact:promotion", _discount(scene)),
    "day of the promise": lambda scene, known: day(
        "day of the promise", "artifact:contacts", _promised_on(scene)
    ),
    "usable for": lambda scene, known: span("usable for", ARTICLE, 12, "months"),
    "last day": lambda scene, known: day(
        "last day", "artifact:promotion", scene.on(known.number("ended"))
    ),
    "order day": lambda scene, known: day(
        "order day", "artifact:order", scene.on(known.number("age"))
    ),
    "days after": lambda scene, known: span("days after", ARTICLE, known.number("grace"), "days"),
    "earlier order": _earlier,
    "first orders": lambda scene, known: said(
        "first orders",
        "artifact:promotion",
        written="first order of an account",
        words="is only for the first order of an account",
        phrases="""
            first|1st|very-first ~ order|orders|purchase|purchases|buy
            first time|timers|ones|buyers
            new|brand-new|newly customers|customer|accounts|account
            new|brand-new|newly buyers|shoppers|clients|registered
            newcomer*|first-time|first-order
            @no ~ first
            initial|opening|maiden|introductory|welcome order|orders|purchase|purchases|offer
            without|no|never|not|hasn't|haven't|yet ~ earlier|previous|prior|before|ordered|bought
            never|not|hasn't|haven't|hadn't ~ ordered|bought|shopped|purchased
            @no ~ new ~ customer|customers|account|accounts
            no ~ earlier|previous|prior|existing|other order|orders|purchase|purchases
            existing|returning|regular|repeat customers|customer|accounts|buyers ~ @no
            first|new|newcomers only
            first-order|first-time|welcome|new-customer ~ @no
            first-order-only|first-orders-only|first-purchase-only|new-customer|new-customers
            first-purchase|first-order|first-timer ~ only|code|promotion|offer|deal|discount
            debut|inaugural|very first ~ order|purchase|buy
            ordered|bought|shopped ~ here|us|before already|earlier|previously
            welcome|starter|newcomer|introductory code|offer|gift|discount|promotion|voucher
            debut|maiden|inaugural|first|opening order|purchase|buy|one|time
        """,
    ),
    "on the card": lambda scene, known: between("on the card", ARTICLE, (3, 5), "business days"),
}

VOICES = (
    Voice(
        "discount missing on my order",
        "{hello} I ordered the {item}, and your promotion is not on the bill. I rang about it and "
        "as far as I remember the person on the phone said it would be sorted out, so please take "
        "it off now. A little voucher for the trouble would not hurt either. {thanks}, {first}",
    ),
    Voice(
        "Code did not work!!!",
        "{hello} your code does not work and your checkout is a joke. I paid full price for the "
        "{noun} because of you. Somebody on your phone told me not to worry. Well, now I worry. "
        "Put the discount through and send me something for my time. {name}",
    ),
    Voice(
        "Promotion, order of the {noun}",
        "{hello} I refer to my call about the promotion that was not deducted from the price of "
        "the {item}. I was given to understand that the matter would be settled in my favour. I "
        "would be grateful if you could confirm the deduction in writing. {thanks}, {name}",
    ),
    Voice(
        "promo {noun}",
        "{hello} me again about the promo, I bought the {noun} and paid without the discount, no "
        "idea where I had to put the code. On the phone they were very nice and I think they said "
        "ok?? Could you just do it please, it is not so much money for you {thanks} {first}",
    ),
)

ARCHETYPE = Archetype(
    id="promo_dispute",
    trap="a promise on the phone that the contact log may not hold",
    objective="Answer the request for a promotion that is missing on an order, as policy demands.",
    table=TABLE,
    goods=("clothing", "home"),
    voices=VOICES,
    desk={
        "account": _account,
        "contacts": _contacts,
        "order": _order,
        "payment": _payment,
        "promotion": _promotion,
        "risk_log": _risk_log,
        "shipment": _shipment,
    },
    related=("order_cancellation", "refund_timelines", "returns_change_of_mind"),
    claims=CLAIMS,
    outcomes=OUTCOMES,
    assertions=(
        Assertion(
            fact="promise",
            says=lambda scene, promise: (
                "To be honest, nobody on the phone gave me a clear yes."
                if promise == "nobody"
                else f"On the phone, {promise} gave me a clear yes."
            ),
            notes=lambda scene, promise: f"promise on the phone by: {promise}",
        ),
        Assertion(
            fact="age",
            says=lambda scene, age: f"I placed the order {age} days ago.",
            notes=lambda scene, age: f"order placed {age} days before the ticket",
        ),
    ),
    promises=(
        ForbiddenPromise(
            name="promotions to come",
            source=ARTICLE,
            phrases=("next|upcoming|new|coming|future promotion|promotions|sale|campaign",),
        ),
    ),
)
