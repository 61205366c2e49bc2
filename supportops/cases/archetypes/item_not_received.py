"""A parcel that the customer says has not arrived.

The trap: the customer wants the goods or the money at once, and tracking that says "delivered"
tempts to turn them away. Neither follows. A parcel may still be under way, a signature may be
somebody else's or given too far off, a dear parcel is searched for first, and some accounts miss
parcels often.
"""

from collections.abc import Mapping

from supportops.casefile import ForbiddenPromise
from supportops.cases.archetype import Archetype, Assertion, ClaimMaker, Outcome, Voice
from supportops.cases.claims import amount, day, reference, said, span
from supportops.cases.scenery import Facts, Person, Scene, sheet
from supportops.cases.scenery.people import FIRST_NAMES, LAST_NAMES
from supportops.decision import Fact, Fallback, Harm, Parameter, Rule, Table
from supportops.records import Artifact, row

ARTICLE = "policy:missing_parcels"

TABLE = Table(
    article="missing_parcels",
    facts=(
        Fact(name="claims", record="history", values=(0, 1, 2, 3)),
        Fact(name="delivered", record="shipment", values=(False, True)),
        Fact(name="idle", record="shipment", values=(2, 4, 6, 9, 12)),
        Fact(name="signature", record="delivery_proof", values=("addressee", "another", "none")),
        Fact(name="distance", record="delivery_proof", values=(0, 12, 65, 100, 240)),
        Fact(name="value", record="order", values=(45, 57, 60, 100, 135)),
    ),
    possible="(signature == 'none') == (distance == 0) and (delivered or signature == 'none')",
    parameters=(
        Parameter(name="wait", values=(4, 7, 10), unseen=(3,)),
        Parameter(name="radius", values=(30, 100), unseen=(200,)),
        Parameter(name="limit", values=(60, 100), unseen=(130,)),
    ),
    rules=(
        Rule(when="claims >= 3", code="escalate_abuse_review"),
        Rule(when="not delivered and idle <= wait", code="advise_wait_sla_window"),
        Rule(
            when="signature == 'addressee' and distance <= radius",
            code="deny_proof_of_delivery",
        ),
        Rule(when="value >= limit", code="open_carrier_investigation"),
        Rule(when="True", code="reship_or_refund_lost"),
    ),
    fallbacks=(Fallback(code="escalate_to_supervisor"),),
    harms=(
        Harm(
            code="reship_and_refund",
            harm="one parcel was made good twice, which the policy forbids",
        ),
        Harm(
            code="reship_or_refund_lost",
            when="signature == 'addressee' and distance <= radius",
            harm="a parcel that the addressee had signed for was made good",
        ),
    ),
)

OUTCOMES = {
    "escalate_abuse_review": Outcome(
        plain="hand the case to the abuse desk",
        states=("order number", "reviewed within"),
        reply=(
            "Thank you for writing about your {noun} from order {order number}. Your case has been "
            "passed to our review desk, where somebody looks at it in person. You hear from them "
            "within {reviewed within}, and until then nothing is decided."
        ),
    ),
    "advise_wait_sla_window": Outcome(
        plain="ask the customer to wait, as the parcel is still under way",
        states=("parcel number", "last scan", "waiting time"),
        reply=(
            "I understand that you have been looking out for your {noun}. Parcel {parcel number} "
            "was last scanned on {last scan} and is still on its way to you. The carrier's parcels "
            "count as moving until {waiting time} after their last scan, and that time is not over "
            "yet. Please wait until then."
        ),
    ),
    "deny_proof_of_delivery": Outcome(
        plain="turn the claim down because the addressee signed for the parcel",
        states=("proof number", "whose signature", "copy"),
        reply=(
            "I am sorry that you are missing your {noun}. The carrier's proof of delivery "
            "{proof number} carries a signature in the name of {whose signature}, given near "
            "your address. The parcel therefore counts as handed over, and we turn the claim down. "
            "{copy} is attached to this letter."
        ),
    ),
    "open_carrier_investigation": Outcome(
        plain="have the carrier search for the parcel first",
        states=("parcel number", "investigation"),
        reply=(
            "I am sorry that you are still waiting for your {noun}. We are opening an "
            "investigation into parcel {parcel number} with {carrier}. This takes {investigation}. "
            "We write to you as soon as they have answered."
        ),
    ),
    "reship_or_refund_lost": Outcome(
        plain="let the customer choose between the same goods again and the money",
        states=("order number", "price", "time to choose"),
        reply=(
            "I am sorry that you still miss your {noun} from order {order number}. The "
            "parcel counts as lost, and the choice is yours: we send the same goods again, or you "
            "get the {price} back that you paid for them. Please tell us within {time to choose} "
            "what you would like."
        ),
    ),
    "reship_and_refund": Outcome(
        plain="send the goods again and give the money back",
    ),
    "request_signed_declaration": Outcome(
        plain="ask for a signed declaration that nothing has arrived",
    ),
    "escalate_to_supervisor": Outcome(
        plain="pass the case to a supervisor",
    ),
}

_TOPIC = "parcel not received"
_OTHER_TOPICS = ("parcel late", "change of size", "copy of an invoice", "question on a product")


def _history(scene: Scene, facts: Facts) -> Artifact:
    """Contacts on another topic, or older than a year, stand among those that count."""
    contacts = {
        55 + 80 * number + scene.number(f"claim/{number}", 0, 40): _TOPIC
        for number in range(facts.number("claims"))
    }
    contacts[scene.number("other/first", 20, 45)] = scene.pick("other/topic", _OTHER_TOPICS)
    contacts[scene.number("other/second", 300, 340)] = scene.pick("other/topic/2", _OTHER_TOPICS)
    if scene.pick("old", (True, False)):
        contacts[scene.number("old/days", 375, 398)] = _TOPIC
    return sheet(
        "history",
        "earlier contacts of the account",
        contacts=tuple(
            row(
                opened_on=scene.on(days),
                order_number=scene.code(f"contact/{days}", scene.shop.prefix),
                topic=topic,
            )
            for days, topic in sorted(contacts.items())
        ),
    )


def _shipment(scene: Scene, facts: Facts) -> Artifact:
    idle = facts.number("idle")
    handed_over = idle + 2 + (12 - idle) // 2
    last = "delivered" if facts.holds("delivered") else "sorted at the last depot"
    return sheet(
        "shipment",
        "parcel tracking",
        carrier=scene.carrier,
        tracking=scene.tracking,
        scans=(
            row(on=scene.on(handed_over), scan="handed over to the carrier"),
            row(on=scene.on(handed_over - 1), scan="sorted at the first depot"),
            row(on=scene.on(idle), scan=last),
        ),
        last_scan_on=scene.on(idle),
    )


def _signer(scene: Scene, signature: str) -> Person:
    """The addressee, or somebody else, half the time of the same family."""
    if signature == "addressee":
        return scene.customer
    firsts = [name for name in FIRST_NAMES if name != scene.customer.first]
    lasts = [name for name in LAST_NAMES if name != scene.customer.last]
    last = scene.pick("signer/family", (scene.customer.last, scene.pick("signer/last", lasts)))
    return Person(scene.pick("signer/first", firsts), last)


def _delivery_proof(scene: Scene, facts: Facts) -> Artifact:
    signature, name, position = facts.word("signature"), "none held", "none held"
    if signature != "none":
        name = _signer(scene, signature).name
        position = f"{facts.number('distance')} m from the address"
    return sheet(
        "delivery_proof",
        "answer of the carrier on what it holds",
        tracking=scene.tracking,
        answer_number=scene.code("proof", "POD", 6),
        addressee=scene.customer.name,
        signature=name,
        position_of_signature=position,
    )


def _order(scene: Scene, facts: Facts) -> Artifact:
    price = scene.money(100 * facts.number("value"))
    return sheet(
        "order",
        "order of the customer",
        order_number=scene.order_number,
        placed_on=scene.on(scene.number("placed", 16, 18)),
        addressee=scene.customer.name,
        items=(row(sku=scene.item.sku, name=scene.item.name, quantity=1, price=price),),
        postage=scene.postage,
        total=scene.money(price.minor + scene.postage.minor),
    )


def _account(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "account",
        "customer account",
        customer_id=scene.customer_id,
        name=scene.customer.name,
        since_on=scene.since,
        tier=scene.pick("tier", ("standard", "plus", "gold")),
        pays_by=f"card ending {scene.card}",
    )


def _label(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "label",
        "label and parcel as packed",
        tracking=scene.tracking,
        service="tracked, to the door",
        weight_g=scene.number("weight", 700, 3200),
    )


CLAIMS: Mapping[str, ClaimMaker] = {
    "order number": lambda scene, known: reference(
        "order number", "artifact:order", scene.order_number
    ),
    "reviewed within": lambda scene, known: span("reviewed within", ARTICLE, 3, "business days"),
    "parcel number": lambda scene, known: reference(
        "parcel number", "artifact:shipment", scene.tracking
    ),
    "last scan": lambda scene, known: day(
        "last scan", "artifact:shipment", scene.on(known.number("idle"))
    ),
    "waiting time": lambda scene, known: span(
        "waiting time", ARTICLE, known.number("wait"), "days"
    ),
    "proof number": lambda scene, known: reference(
        "proof number", "artifact:delivery_proof", scene.code("proof", "POD", 6)
    ),
    "whose signature": lambda scene, known: said(
        "whose signature",
        "artifact:delivery_proof",
        written=f"signature: {scene.customer.name}",
        words=scene.customer.name,
        phrases=f"""
            {scene.customer.name.lower()}
            your|own ~ name|signature
            signature|name|it|that ~ yours|addressee|addressee's
            yours|yourself
            sign* ~ yourself|you|addressee
            addressee ~ sign*
            you sign*|put|gave|acknowledged
            you ~ signed
            sign* ~ by|with|as|under|in you|your|yourself
        """,
        rivals="sign* ~ neighbour|neighbor|relative|somebody|someone",
    ),
    "copy": lambda scene, known: said(
        "copy",
        ARTICLE,
        written="a copy of the answer is attached",
        words="A copy of the carrier's answer",
        phrases="""
            copy|duplicate|scan ~ attach*|atach*|enclos*|includ*|with|accompan*|append*|added|comes
            copy|duplicate|scan ~ to|for you|look|read|records
            copy|duplicate|scan|it|which ~ here|below|along|goes|annexed|hereto|herewith|alongside
            attach*|atach*|enclos*|inclos*|includ*|find|send*|add*|append* ~ copy|duplicate|scan
            attach*|atach*|enclos*|append*|annex* ~ reply|answer|proof|document|it|response|letter
            reply|answer|proof|document|response ~ attached|enclosed|appended|annexed
            with this|it ~ copy
            have|has|get|receive|see ~ copy
            attach*|atach*|enclos*|inclos*|includ*|append*|annex* ~ what|that|which|paper|papers
            includ*|enclos*|add*|send*|forward* ~ carrier's|their|its answer|reply|response|proof
            answer|reply|response|proof|document|it|them ~ in|as|with ~ attachment|enclosure|annex
            attachment|enclosure|annex ~ answer|reply|response|proof|document|copy|carrier
            see|find|open|view the|our|this attachment|enclosure
            photocopy|facsimile|pdf
            copy|duplicate|scan|answer|reply|proof ~ attachments|enclosures
            it|it's|which|them|that is|are|attached|enclosed ~ attached|enclosed|for
            attached|enclosed ~ for|to you|your|see|look|reference
            find|finding it|them|this|that attached|enclosed|below
            i've|we've|have|i|we attached|enclosed|appended|annexed it|them|this
            copy|it|answer & attached|enclosed|attach|enclose|with|below|find|added|included
            copy|duplicate|scan of what|that ~ carrier|they|sent|answered|wrote
            copy|duplicate|scan ~ carrier's|its|their answer|reply|response|proof|document|paper
            attach*|enclos* what|that|everything ~ sent|answered|wrote
        """,
    ),
    "investigation": lambda scene, known: span("investigation", ARTICLE, 10, "business days"),
    "price": lambda scene, known: amount(
        "price",
        "artifact:order",
        scene.money(100 * known.number("value")),
        scene.money(100 * known.number("value") + scene.postage.minor),
    ),
    "time to choose": lambda scene, known: span("time to choose", ARTICLE, 14, "days"),
}

VOICES = (
    Voice(
        "Still waiting for my {noun}",
        "{hello} I am still waiting for my order ({item}). Nothing has come, and "
        "nobody at home has seen a parcel. I do not want to wait any longer, it was for last "
        "weekend. Please send the same again by express or give me my money back, today if you "
        "can. {thanks}, {name}",
    ),
    Voice(
        "NOTHING ARRIVED",
        "{hello} I paid and I got nothing. I looked at the tracking page, it is no help at all. "
        "Your carrier, your problem. Refund me now, and send the {noun} as well, after all this "
        "trouble that is the least you can do. {first}",
    ),
    Voice(
        "Order not received",
        "{hello} I write with regard to my order ({item}). To this day the goods have not been "
        "handed to me. I was at home every day, and I do not remember giving a signature. I "
        "request that you make good the loss without delay, by a second delivery. {thanks}, {name}",
    ),
    Voice(
        "no parcel yet",
        "{hello} sorry my english is not so good. i order {noun} and nothing is here. i ask the "
        "neighbours, they say they have no parcel for me. i think it is lost or stolen. can you "
        "please make refund, then i buy in shop. {thanks} {first}",
    ),
    Voice(
        "{noun} missing in action",
        "{hello} so my parcel with the {noun} seems to have gone on holiday without me! Not in the "
        "porch, not at the neighbours', and I even checked behind the bins. Could you just pop "
        "another parcel in the post? A different shop did that for me once, straight away and no "
        "questions asked. {thanks}, {first}",
    ),
)

ARCHETYPE = Archetype(
    id="item_not_received",
    trap="tracking that ends in a delivery, and a signature that may be somebody else's",
    objective="Resolve the complaint about a parcel that has not arrived, as policy demands.",
    table=TABLE,
    goods=("clothing", "children"),
    voices=VOICES,
    desk={
        "account": _account,
        "delivery_proof": _delivery_proof,
        "history": _history,
        "label": _label,
        "order": _order,
        "shipment": _shipment,
    },
    related=("late_deliveries", "order_cancellation", "refund_timelines"),
    claims=CLAIMS,
    outcomes=OUTCOMES,
    assertions=(
        Assertion(
            fact="idle",
            says=lambda scene, idle: f"The tracking has not changed for {idle} days.",
            notes=lambda scene, idle: f"last scan of the parcel {idle} days before the ticket",
        ),
        Assertion(
            fact="claims",
            says=lambda scene, claims: (
                f"This is parcel number {int(claims) + 1} from you that I miss within a year."
                if claims
                else "It is the first time in a year that I miss a parcel from you."
            ),
            notes=lambda scene, claims: f"contacts on missing parcels in the last year: {claims}",
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
)
