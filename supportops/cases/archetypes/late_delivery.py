"""A parcel has arrived, and the customer complains that it came late.

The trap: customers count from the first day of the promised span, or from the carrier's estimate,
and want the whole order refunded. The confirmation names the day that counts, the tracking the day
of delivery, and what stands between the two may be weather, or the customer's own doing.
"""

from collections.abc import Mapping

from supportops.casefile import ForbiddenPromise
from supportops.cases.archetype import Archetype, Assertion, ClaimMaker, Outcome, Voice
from supportops.cases.claims import amount, day, named, reference, said, span
from supportops.cases.scenery import Facts, Scene, sheet
from supportops.decision import Fact, Fallback, Harm, Parameter, Rule, Table
from supportops.records import Artifact, row

ARTICLE = "policy:late_deliveries"

_SPARED = "(tier == 'standard' or tier == 'plus' and weather != 'standard' or weather == 'all')"
"""To whom nothing is owed for weather: never gold customers, unless it is everybody."""

TABLE = Table(
    article="late_deliveries",
    facts=(
        Fact(name="promised", record="order", values=(3, 5, 6, 8, 10, 13, 16)),
        Fact(name="arrived", record="shipment", values=(1, 2, 4, 6, 8, 10, 12)),
        Fact(name="hold", record="carrier_log", values=("none", "carrier", "weather", "recipient")),
        Fact(name="tier", record="account", values=("standard", "plus", "gold")),
    ),
    possible="arrived <= promised + 1",
    parameters=(
        Parameter(name="grace", values=(1, 3), unseen=(2,), says=("1 day", "3 days", "2 days")),
        Parameter(name="big", values=(4, 6, 9), unseen=(7,)),
        Parameter(
            name="weather",
            values=("standard", "standard and plus"),
            unseen=("all",),
            says=(
                "customers of the standard tier",
                "customers of the standard and of the plus tier",
                "customers of any tier",
            ),
        ),
    ),
    rules=(
        Rule(when="promised - arrived <= grace", code="deny_on_time"),
        Rule(when="hold == 'recipient'", code="deny_customer_reschedule"),
        Rule(when=f"hold == 'weather' and {_SPARED}", code="deny_force_majeure"),
        Rule(when="promised - arrived >= big", code="refund_shipping_plus_credit"),
        Rule(when="True", code="issue_shipping_credit"),
    ),
    fallbacks=(Fallback(code="escalate_to_supervisor"),),
    harms=(
        Harm(
            code="refund_whole_order",
            harm="goods that the customer keeps were paid back, which the policy forbids",
        ),
    ),
)

OUTCOMES = {
    "deny_on_time": Outcome(
        plain="explain that the parcel came in time",
        states=("order number", "promised day", "day of delivery", "allowance"),
        reply=(
            "Thank you for writing about order {order number}. The confirmation of the order names "
            "{promised day} as the last day of the span, and your parcel was delivered on "
            "{day of delivery}. By our rules, which allow for {allowance} after the promised day, "
            "it came in time. I hope you enjoy your {noun}."
        ),
    ),
    "deny_customer_reschedule": Outcome(
        plain="explain that the recipient moved the delivery",
        states=("order number", "how it was moved", "own day"),
        reply=(
            "Thank you for writing about order {order number}. The carrier's log shows that the "
            "delivery was {how it was moved}. {own day}, and we therefore cannot make good the "
            "days in between. I hope you enjoy your {noun}."
        ),
    ),
    "deny_force_majeure": Outcome(
        plain="turn the complaint down because of the weather",
        states=("order number", "entry in the log", "exception"),
        reply=(
            "I am sorry for the delay of order {order number}. The carrier's log has this entry "
            "for your parcel: {entry in the log}. {exception}, and we therefore cannot make good "
            "the delay. I hope for your understanding."
        ),
    ),
    "refund_shipping_plus_credit": Outcome(
        plain="give the postage back and put a credit on the account",
        states=("order number", "postage", "money back within", "credit"),
        reply=(
            "I am sorry that order {order number} took so long. We are refunding the postage of "
            "{postage} to the payment method of the order, and you have the money back within "
            "{money back within}. On top of that there is now a credit of {credit} on your account."
        ),
    ),
    "issue_shipping_credit": Outcome(
        plain="put the postage on the account as a credit",
        states=("order number", "postage", "credit lasts"),
        reply=(
            "I am sorry that order {order number} reached you later than promised. We have put the "
            "postage of {postage} on your account as a credit. You can use it for any order in the "
            "next {credit lasts}. I hope you enjoy your {noun} all the same."
        ),
    ),
    "refund_whole_order": Outcome(
        plain="give the whole price of the order back",
    ),
    "escalate_to_supervisor": Outcome(
        plain="pass the case to a supervisor",
    ),
}

_HOLDS = {
    "carrier": (
        "van broke down, parcel taken back to the depot",
        "sorted to the wrong depot",
        "depot short of staff, round not run",
    ),
    "weather": (
        "storm warning, all rounds called off",
        "road to the depot flooded",
        "high winds, bridge closed to vans",
    ),
    "recipient": (
        "moved to another day by the recipient in the app",
        "moved to another day by the recipient by text message",
        "moved to another day by the recipient on the phone",
    ),
}
_PASSING = ("label printed again", "parcel weighed again", "container changed", "note left at door")


def _entry(scene: Scene, hold: str) -> str:
    return scene.pick(f"hold/{hold}", _HOLDS[hold])


def _order(scene: Scene, facts: Facts) -> Artifact:
    promised = facts.number("promised")
    return sheet(
        "order",
        "order and its confirmation",
        order_number=scene.order_number,
        placed_on=scene.on(promised + scene.number("lead", 7, 9)),
        confirmed_delivery_from_on=scene.on(promised + scene.number("span", 2, 3)),
        confirmed_delivery_to_on=scene.on(promised),
        items=(row(sku=scene.item.sku, name=scene.item.name, quantity=1, price=scene.price),),
        postage=scene.postage,
        total=scene.total,
    )


def _shipment(scene: Scene, facts: Facts) -> Artifact:
    arrived = facts.number("arrived")
    return sheet(
        "shipment",
        "parcel tracking",
        carrier=scene.carrier,
        tracking=scene.tracking,
        carrier_estimate_on=scene.on(arrived + scene.number("estimate", 2, 3)),
        delivered_at=scene.at(arrived, "delivered"),
        handed_to=scene.pick("handed_to", ("recipient", "neighbour", "reception")),
    )


def _carrier_log(scene: Scene, facts: Facts) -> Artifact:
    hold = facts.word("hold")
    passing = scene.pick("passing", _PASSING)
    entries = [row(entry="parcel taken over", hold=False), row(entry=passing, hold=False)]
    if hold != "none":
        place = scene.number("place", 1, 2)
        entries.insert(place, row(entry=_entry(scene, hold), hold=True))
    return sheet(
        "carrier_log",
        "entries of the carrier on the parcel",
        entries=tuple(entries),
    )


def _account(scene: Scene, facts: Facts) -> Artifact:
    return sheet(
        "account",
        "customer account",
        customer_id=scene.customer_id,
        name=scene.customer.name,
        since_on=scene.since,
        tier=facts.word("tier"),
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


def _history(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "history",
        "earlier contacts of the account",
        contacts=(
            row(
                opened_on=scene.on(scene.number("contact", 60, 300)),
                topic=scene.pick("topic", ("parcel late", "copy of an invoice", "change of size")),
            ),
        ),
    )


def _word_of(scene: Scene, hold: str) -> str:
    """The words of an entry that tell it from the others of its kind."""
    return {
        "app": "app|application|apps",
        "message": "text|texted|texting|texts|textmessage|message|messages|sms|text-message",
        "phone": "phone*|phoning|telephon*|tel|call|calls|called|calling|rang|ring|rung|ringing"
        "\nrecipient|addressee|receiver|who ~ phone|telephone",
        "off": "storm|storms|stormy|storm-warning\nrounds ~ off|cancelled|canceled|suspended",
        "flooded": "flood*|underwater|inundat*|submerged\nunder water\nwater ~ road",
        "vans": "wind|winds|windy|gale|gales|gusts\nbridge ~ closed|shut|closure|blocked",
    }[_entry(scene, hold).rsplit(maxsplit=1)[-1]]


CLAIMS: Mapping[str, ClaimMaker] = {
    "order number": lambda scene, known: reference(
        "order number", "artifact:order", scene.order_number
    ),
    "promised day": lambda scene, known: day(
        "promised day", "artifact:order", scene.on(known.number("promised"))
    ),
    "day of delivery": lambda scene, known: day(
        "day of delivery", "artifact:shipment", scene.on(known.number("arrived"))
    ),
    "allowance": lambda scene, known: span(
        "allowance", ARTICLE, known.number("grace"), "day" if known.number("grace") == 1 else "days"
    ),
    "how it was moved": lambda scene, known: said(
        "how it was moved",
        "artifact:carrier_log",
        written=_entry(scene, "recipient"),
        words=_entry(scene, "recipient"),
        phrases=_word_of(scene, "recipient"),
    ),
    "own day": lambda scene, known: said(
        "own day",
        ARTICLE,
        written="a day the recipient chose takes the place of the promised one",
        words="A day that the recipient chose takes the place of the one we promised",
        phrases="""
            take*|took|taking|stand*|come*|came|step*|put|stood ~ place|stead
            chosen|chose|picked|own|selected & day|date & valid|counts|applies|decisive|stands
            take*|took ~ over|precedence|priority
            promise|promised ~ follow*|move*|shift* ~ day|date ~ chose|chosen|picked|selected
            day|date|one ~ chosen|chose|picked|selected|named|set ~ held|bound|measured|judged
            supersed*|overrid*|overrul*|overwrit*|supplant*|displac*
            replac*|substitut*|outweigh*|cancel*|void* ~ promised|promise|original|confirmed
            replac*|substitut*|outweigh*|cancel*|void* ~ first|ours|one|it
            promised|promise|original|confirmed|first|ours|one ~ replaced|substituted|void|cancelled
            chosen|picked|selected|own|new day|date|one|choice ~ counts|count|applies|apply|prevails
            rescheduled|later|that|this|such day|date|one|choice ~ counts|count
            rescheduled|later|that|this|such day|date|one|choice ~ applies|apply|prevails
            chosen|picked|selected|own|new day|date|one|choice ~ stands|decisive
            chosen|picked|selected|own|new day|date|one|choice ~ decides|matters|binding
            rescheduled|later|that|this|such day|date|one|choice ~ stands|decisive
            rescheduled|later|that|this|such day|date|one|choice ~ decides|matters|binding
            chose|chooses|picks|picked|selects ~ counts|applies|prevails|stands|decisive|matters
            selected|sets|moved|moves|named ~ counts|applies|prevails|stands|decisive|matters
            this|that|such|chosen|own|new day|date is|becomes ~ valid|binding|decisive
            counts|count|applies ~ instead ~ promised|original|confirmed|first|ours
            apply|valid|matters|go ~ instead ~ promised|original|confirmed|first|ours
            counts|count|applies|apply|valid|matters ~ chosen|picked|selected|own|new day|date
            counts|count|applies|apply|matters ~ and|but|then not ~ promised|original|confirmed
            counts|count|applies|apply|matters ~ and|but|then not ~ first|ours|earlier
            promised|promise|original ~ no|not longer|any|anymore|count|counts
            confirmed|first|earlier|ours ~ no|not longer|any|anymore|count|counts
            promised|promise|original ~ no|not apply|applies|valid|hold|bind*
            confirmed|first|earlier|ours ~ no|not apply|applies|valid|hold|bind*
            longer|anymore ~ bound ~ promised|promise|original
            instead|lieu of ~ promised|promise|original|confirmed|first|ours
            promised|promise|original|confirmed|first|ours ~ falls away|lapses|gives|makes
            promised|promise|original|confirmed|first|ours ~ falls gave|made|falls|ceases|ceased
            becomes|became|becoming|treated|regarded ~ as|the|our new|promised day|date
            in|the|on place|stead of
            becomes|became|regarded|considered|treated|is|then ~ promised|agreed|valid|right one|day
            becomes|became|regarded|considered|treated ~ promised|agreed|valid|day|date|one
            held|bound|go|going|hold|follow|stick|keep ~ chosen|new|that|their|recipient's|picked
            held|measured|judged ~ by|to ~ day|date|one
            go|goes|going by ~ day|date|choice
            gives|give|gave|giving|makes|make|made way|room
            stands|stand|steps|step in|into|aside ~ for|of
            only|alone ~ day|date|choice ~ counts|relevant|matters|valid|decisive|binding|applies
            day|date|choice|one|pick|choosing ~ decisive|relevant|binding|authoritative|decides
            day|date|choice|one|pick|choosing ~ trumps|beats|wins|outranks|prevails|governs|rules
            day|date|choice|one|pick|choosing ~ precedence|priority|above|over|ahead|instead
            day|date|choice|one|pick|choosing ~ counts|applies|matters ~ instead|place|not|only
            comes|come|goes|ranks|rank|takes before|above|first|ahead|over|precedence
            counts|count|applies|matters|decisive|valid ~ recipient's|recipient|chosen|picked
            matters|counts|decides ~ recipient|addressee|receiver|you|your|they|their
            longer|not ~ ours|promised|original|first|earlier|confirmed|confirmation
            original|promised|first|earlier|our date|day|promise|one ~ dropped|gone|obsolete|off
            original|promised|first|earlier|our date|day|promise|one ~ void|moot|invalid|expired
            original|promised|first|earlier|our date|day|promise|one ~ lost|loses|ends|ended|over
            original|promised|first|earlier|our date|day|promise|one ~ set aside
            day|date|promise ~ lost|loses|lose ~ validity|force|effect|meaning
            released|freed|free|frees|releases|relieves ~ promise|promised|original
            day|date|one|it ~ replaces|supersedes|overrides|supplants|trumps|cancels
            that|this|it is|that's|it's ~ day|date|one we|that|which ~ go|goes|counts|valid|applies
            day|date|one we|you ~ go|goes|going|stick|hold|work by|to|with
            that's|it's the|that|this|your day|date|one ~ go|goes|counts|valid|applies|binding
            day|date|one ~ valid|counts|applies|decisive ~ and|but not
            first|original|promised|old|earlier|our day|date|one|one's ~ off|gone|history|out|table
            day|date ~ you|recipient ~ chose|chosen|picked|set ~ is|becomes|counts|stands|our|valid
            replac*|swap*|exchang*|substitut* ~ day|date|one ~ for|with|by
            choice|choosing ~ recipient|recipient's|addressee|receiver ~ not|instead|place
            promise|date|day|ours stops|stopped|ceases|ends|ended|lapsed|fell|moves|moved|shifts
            promise|date|day|ours ~ stops|stopped|ceases|ceased|fell|falls ~ counting|apply|away|off
            promise ~ moves|moved|shifts|shifted|passes|transfers|goes ~ new|chosen|that|later|other
            day|date ~ chose|chosen|picked|asked|selected|named|wanted ~ promise|keep|owe|hold|aim
            day|date ~ chose|chosen|picked|asked|selected|named|wanted ~ counts|applies|valid|one
        """,
    ),
    "entry in the log": lambda scene, known: named(
        "entry in the log",
        "artifact:carrier_log",
        written=_entry(scene, "weather"),
        words=_entry(scene, "weather"),
        phrases=_word_of(scene, "weather"),
    ),
    "exception": lambda scene, known: said(
        "exception",
        ARTICLE,
        written="promise makes an exception for such weather",
        words="Our promise makes an exception for such weather",
        phrases="""
            @foul ~~ @excepted
            @excepted ~~ @foul
            excepted|exempt*|exclud* ~ weather|storm|flood*|winds|wind|conditions
            weather|storm|flood*|winds|wind ~ exception|exempt*|exclu*|except*
            conditions|kind|sort|this|that|it ~ exception|exempt*|exclu*|except*
            promise|policy|rules|terms|guarantee|commitment ~ exception|except*|exclud*|exempt*
            promise|policy|rules ~ not|doesn't|cannot ~ cover*|hold*|apply|include|count
            promise|policy|rules ~ can't|doesnt|never ~ cover*|hold*|apply|include|count
            terms|guarantee|commitment|it ~ not|doesn't|cannot ~ cover*|hold*|apply|include|count
            terms|guarantee|commitment|it ~ can't|doesnt|never ~ cover*|hold*|apply|include|count
            promise|policy|rules ~ not|doesn't|cannot ~ extend|reach|bind|stand|valid|good
            promise|policy|rules ~ can't|doesnt|never ~ extend|reach|bind|stand|valid|good
            terms|guarantee|commitment|it ~ not|doesn't|cannot ~ extend|reach|bind|stand|valid|good
            terms|guarantee|commitment|it ~ can't|doesnt|never ~ extend|reach|bind|stand|valid|good
            @no ~ cover*|included|part|protected|bound|apply ~ promise|guarantee|commitment
            @no ~ weather|storm|flood*|winds|wind|conditions|cases
            outside ~ promise|guarantee|commitment
            makes|has|contains|provides|includes an ~ exception
            promise|guarantee|commitment|rules|policy ~ make*|leave*|give* ~ room|allowance*
            it|that|this|which is|counts|are|makes an|as|our|the|a|one ~ exception|exceptions
            carve* ~ weather|storm|flood*|winds|wind|conditions
            exception*|exeption*|exemption*|excepts|exempts ~ weather|promise|flood*|storm
            exception*|exeption*|exemption* ~ conditions|wind|winds|such|this|that|these|cases|here
            promise|weather|policy|rules|rule ~ exception*|exeption*|exemption*|exempts|excepts
            leave*|left|leaving|keep*|kept ~ out ~ promise|guarantee|commitment|weather|storm
            promise|guarantee|commitment|policy|rules ~ leave*|left|leaving ~ out|weather|aside
            promise|guarantee|commitment|policy ~ step*|stand*|stood aside|down|back
            promise|guarantee|commitment|policy|date|day ~ suspended|void|lifted|off|waived|paused
            promise|guarantee|commitment|policy ~ exclud*|excus*|disregard*|discount*|spares|frees
            promise|guarantee|commitment|policy|date|day ~ not|no|isn't|doesn't ~ bind*|force|hold*
            promise|guarantee|commitment|day ~ not|isn't|doesn't ~ stretch*|meant|operate|work
            promise|guarantee|commitment|day ~ longer ~ bind*|hold*|applies|apply|valid|counts|count
            @no ~ bound|held|tied|hold|bind* ~ promise|promised|guarantee|date|day|it|us
            free|frees|freed|release*|relieve*|excuse*|exempt* ~ promise|promised|date|day|it|us
            weather|storm|flood*|winds|conditions ~ free|frees|release*|relieve*|excuse*|lift*
            weather|storm|flood*|winds|conditions ~ not|isn't|aren't ~ promise|promised|part|covered
            weather|storm|flood*|winds|conditions ~ outside|beyond|excepted ~ promise|scope|rules
            outside|beyond ~ scope|reach|cover*|limits|terms
            weather|storm|flood*|winds|conditions|cases|delays ~ suspend*|void*|exempt*|excus*
            not|cannot|can't|don't ~ answer|answerable|vouch|liable ~ weather|storm|flood*|winds
            except|unless|save|barring|apart ~ weather|storm|flood*|winds|conditions
            extra|special clause|rule|provision ~ weather
            promise|guarantee|commitment|rules|policy ~ set aside
            promise|guarantee|commitment ~ can't|cannot|can|won't ~ applied|apply|kept|held|claimed
            promise|guarantee|commitment|rules|policy ~ spare*|protect*|except* ~ weather|this|that
            spare*|spared|cleared|discharge* ~ weather|storm|flood*|winds|conditions
            force majeure
        """,
    ),
    "postage": lambda scene, known: amount(
        "postage", "artifact:order", scene.postage, scene.price, scene.total
    ),
    "money back within": lambda scene, known: span(
        "money back within", ARTICLE, 5, "business days"
    ),
    "credit": lambda scene, known: amount(
        "credit", ARTICLE, scene.money(1000), written="credit of 10.00"
    ),
    "credit lasts": lambda scene, known: span("credit lasts", ARTICLE, 12, "months"),
}

VOICES = (
    Voice(
        "{noun} came far too late",
        "{hello} the parcel with my {noun} is here now, but days after the day that the "
        "carrier's page gave me, and the party is over. I think it is only fair that I get the "
        "whole amount back. I would keep it, as it is opened. {thanks}, {first}",
    ),
    Voice(
        "LATE LATE LATE",
        "{hello} you promise a date and then nobody cares. I counted from the first day you named "
        "and you are way over. Don't tell me stories about vans and traffic. Full refund or you "
        "will read about it in the reviews. {name}",
    ),
    Voice(
        "Delay in delivery",
        "{hello} I refer to my order ({item}). The goods were handed over later than I had been "
        "led to expect. I therefore request that the price be reduced in a suitable manner, and "
        "that the cost of delivery be returned to my card in any case. {thanks}, {name}",
    ),
    Voice(
        "delivery not in time",
        "{hello} my parcel come too late, i needed {noun} before. friend of me had same problem "
        "with you and he say he got all delivery money back plus something on top. i want the "
        "same please. {thanks} {first}",
    ),
)

ARCHETYPE = Archetype(
    id="late_delivery",
    trap="the day the customer counts from, and a refund of goods that are kept",
    objective="Resolve the complaint about a parcel that came late, as policy demands.",
    table=TABLE,
    goods=("home", "clothing", "children"),
    voices=VOICES,
    desk={
        "account": _account,
        "carrier_log": _carrier_log,
        "history": _history,
        "order": _order,
        "payment": _payment,
        "shipment": _shipment,
    },
    related=("missing_parcels", "refund_timelines", "returns_change_of_mind"),
    claims=CLAIMS,
    outcomes=OUTCOMES,
    assertions=(
        Assertion(
            fact="promised",
            says=lambda scene, days: f"The last day you promised was {scene.on(int(days))}.",
            notes=lambda scene, days: f"last day of the promised span: {scene.on(int(days))}",
        ),
        Assertion(
            fact="tier",
            says=lambda scene, tier: f"I am a customer of your {tier} tier, by the way.",
            notes=lambda scene, tier: f"tier of the account: {tier}",
        ),
    ),
    promises=(
        ForbiddenPromise(
            name="a discount",
            source=ARTICLE,
            phrases=("discount|discounts|percent|coupon",),
        ),
    ),
)
