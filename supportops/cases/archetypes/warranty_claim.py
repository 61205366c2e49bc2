"""An article stops working, and the customer calls it a defect.

The trap: the customer is sure of the cause and wants the money. What the workshop found may be a
fall, liquid or wear; a care plan may run for another article; the age, the earlier repairs and the
spare parts stand in records of their own. How old, how often, and what a care plan pays for is for
the policy to say.
"""

from collections.abc import Mapping
from itertools import permutations

from supportops.casefile import ForbiddenPromise
from supportops.cases.archetype import Archetype, Assertion, ClaimMaker, Outcome, Voice
from supportops.cases.claims import Claim, day, reference, said, span
from supportops.cases.scenery import Facts, Scene, sheet
from supportops.decision import Fact, Fallback, Harm, Parameter, Rule, Table
from supportops.records import Artifact, row

ARTICLE, REPORT = "policy:warranty", "artifact:diagnostic"

CAUSES = ("defect", "wear", "fall", "liquid", "not inspected")

TABLE = Table(
    article="warranty",
    facts=(
        Fact(name="cause", record="diagnostic", values=CAUSES),
        Fact(name="months", record="order", values=(4, 8, 11, 14, 20, 23, 27, 34)),
        Fact(name="plan", record="cover", values=(False, True)),
        Fact(name="resold", record="product", values=(False, True)),
        Fact(name="repairs", record="history", values=(0, 1, 2, 3)),
        Fact(name="kits", record="spares", values=(0, 1, 9)),
    ),
    parameters=(
        Parameter(name="term", values=(12, 24, 30), unseen=(18,)),
        Parameter(name="limit", values=(2, 3), unseen=(1,)),
        Parameter(
            name="accidents",
            values=("falls", "both"),
            says=("a fall, but not for liquid", "a fall and for liquid"),
        ),
    ),
    rules=(
        Rule(when="cause == 'not inspected'", code="request_device_for_inspection"),
        Rule(
            when=(
                "cause == 'fall' and not plan"
                " or cause == 'liquid' and not (plan and accidents == 'both')"
            ),
            code="deny_not_covered_offer_paid_repair",
        ),
        Rule(when="cause == 'wear' and months > 6", code="deny_not_covered_offer_paid_repair"),
        Rule(when="months > term or resold and months > 12", code="deny_expired_offer_discount"),
        Rule(when="repairs >= limit", code="warranty_replacement"),
        Rule(when="kits == 0", code="warranty_replacement"),
        Rule(when="True", code="warranty_repair"),
    ),
    fallbacks=(Fallback(code="escalate_to_supervisor"),),
    harms=(
        Harm(
            code="refund_purchase_price",
            harm="the price was paid out under a warranty that repairs or replaces and never pays",
        ),
    ),
)

OUTCOMES = {
    "request_device_for_inspection": Outcome(
        plain="ask the customer to send the article in for inspection",
        states=("service number", "inspected within"),
        reply=(
            "I am sorry that your {noun} stopped working properly. Before we can say more, "
            "our workshop has to see the article. Please send it to them, with the service number "
            "{service number} on the parcel. Once it is there, the inspection takes "
            "{inspected within}, and then I write to you again."
        ),
    ),
    "deny_not_covered_offer_paid_repair": Outcome(
        plain="turn the claim down as not covered and offer a paid repair",
        states=("service number", "what was found", "estimate within"),
        reply=(
            "Our workshop has looked at your {noun}, service number {service number}, and found "
            "this: {what was found}. I am sorry to say that this is not covered, so we turn the "
            "claim down. We can offer you a paid repair, and the estimate for it follows within "
            "{estimate within}. The choice is then yours."
        ),
    ),
    "deny_expired_offer_discount": Outcome(
        plain="turn the claim down because the warranty has ended, and offer a discount",
        states=("service number", "delivery day", "discount"),
        reply=(
            "I am sorry that your {noun} let you down. We have looked at your claim with the "
            "service number {service number}: the article was delivered more than a year ago, on "
            "{delivery day}, and the warranty on it has ended since. For that reason we turn the "
            "claim down. We would still like to help you, and take {discount} off a new one."
        ),
    ),
    "warranty_replacement": Outcome(
        plain="replace the article under the warranty",
        states=("service number", "leaves within"),
        reply=(
            "I am sorry for the trouble with your {noun}. We have gone through everything under "
            "service number {service number}, and we are sending you a replacement under the "
            "warranty. It leaves our warehouse within {leaves within}, and it costs you nothing. "
            "Our warranty stands for a working article rather than for its price."
        ),
    ),
    "warranty_repair": Outcome(
        plain="repair the article under the warranty",
        states=("service number", "back within"),
        reply=(
            "I am sorry that your {noun} stopped working properly. Your claim with the "
            "service number {service number} falls under our warranty, and we are repairing the "
            "article free of charge. It is on its way back to you after {back within} at most. Our "
            "warranty stands for a working article rather than for its price."
        ),
    ),
    "escalate_to_supervisor": Outcome(
        plain="pass the case to a supervisor",
    ),
    "refund_purchase_price": Outcome(
        plain="give the purchase price back",
    ),
}

FINDINGS: Mapping[str, tuple[str, ...]] = {
    "defect": (
        "solder joint of the {part} never closed, tin did not flow there",
        "wire to the {part} pinched between the halves of the housing when it was put together",
    ),
    "wear": (
        "contacts of the {part} rubbed flat evenly on all sides",
        "plating of the {part} worn through in the middle, edges still bright",
    ),
    "fall": (
        "corner of the housing dented, {part} torn from its mount behind the dent",
        "housing cracked from the lower edge up, {part} broken off at its base",
    ),
    "liquid": (
        "dried rings on the circuit board, green deposit around the {part}",
        "white deposit on the pins of the {part}, moisture label inside has turned red",
    ),
}
_TRACES = {
    "wear": """
        worn|wear|worn-out|rubb*|abra*
        lost its|the|their ~ plating|coating|finish|shine
        traces|signs|marks of use
    """,
    "fall": "dent*|crack*|broken|broke|torn|tore|fall|fell|drop*|knock*|impact|snapped|chip*",
    "liquid": "liquid*|moist*|deposit*|water|rings|wet|damp*|residue*|corro*|spill*|humid*",
}
_TIMES = (
    "has never done a repair for this",
    "has done one repair for this",
    "has done two repairs for this",
    "has done three repairs for this",
)
_PARTS = ("power switch", "main connector", "selector button")
_SYMPTOMS = (
    "does not switch on",
    "switches itself off after a while",
    "works at every second try only",
)


def finding(scene: Scene, cause: str) -> str:
    """What the workshop wrote down about a cause."""
    return scene.pick("finding", FINDINGS[cause]).format(part=scene.pick("part", _PARTS))


def _service(scene: Scene) -> str:
    return scene.code("service_number", "SV", 6)


def _serial(scene: Scene) -> str:
    return f"{scene.item.sku.split('-')[0]}{scene.number('serial', 10**7, 10**8 - 1)}"


def _age(scene: Scene, months: int) -> int:
    """Days since delivery, well inside the month after so many full ones."""
    return months * 3044 // 100 + scene.number("age", 8, 18)


def _diagnostic(scene: Scene, facts: Facts) -> Artifact:
    cause = facts.word("cause")
    entries = {
        "on_the_bench": "not yet",
        "technician": "none assigned",
        "finding": "no entry",
        "remarks": "claim entered from the ticket",
    }
    if cause != "not inspected":
        entries = {
            "on_the_bench": scene.on(scene.number("bench", 1, 5)),
            "technician": scene.colleague,
            "finding": finding(scene, cause),
            "remarks": "cable and accessories complete",
        }
    return sheet(
        "diagnostic",
        "report of the workshop",
        service_number=_service(scene),
        opened_for=scene.item.name,
        **entries,
    )


def _order(scene: Scene, facts: Facts) -> Artifact:
    age = _age(scene, facts.number("months"))
    return sheet(
        "order",
        "order of the customer",
        order_number=scene.order_number,
        placed_on=scene.on(age + scene.number("transit", 3, 8)),
        delivered_on=scene.on(age),
        items=(row(sku=scene.item.sku, name=scene.item.name, quantity=1, price=scene.price),),
        postage=scene.postage,
        total=scene.total,
    )


def _cover(scene: Scene, facts: Facts) -> Artifact:
    covered = (scene.other_item, scene.item) if facts.holds("plan") else (scene.other_item,)
    return sheet(
        "cover",
        "list of the customer's care plans",
        customer_id=scene.customer_id,
        asked_about=scene.item.sku,
        plans=tuple(
            row(
                plan=scene.code(f"cover/{item.sku}", "CP"),
                sku=item.sku,
                article=item.name,
                paid_until_on=scene.on(-scene.number(f"cover/until/{item.sku}", 40, 300)),
                state="running",
            )
            for item in covered
        ),
    )


def _product(scene: Scene, facts: Facts) -> Artifact:
    resold = "sent back by its first buyer, tested, sold a second time"
    return sheet(
        "product",
        "data sheet of the article",
        sku=scene.item.sku,
        name=scene.item.name,
        serial_number=_serial(scene),
        origin=resold if facts.holds("resold") else "from the maker, first sale",
        maker_still_supplies_it=scene.pick("supplied", (True, False)),
    )


def _history(scene: Scene, facts: Facts) -> Artifact:
    now, other = scene.pick("symptoms", tuple(permutations(_SYMPTOMS, 2)))
    repaired = [(now, "repaired")] * facts.number("repairs")
    visits = [*repaired, (other, "repaired"), (now, "no fault found, sent back")]
    order = scene.pick("visits/order", (1, -1))
    return sheet(
        "history",
        "list of the article's visits to the workshop",
        serial_number=_serial(scene),
        symptom_reported_now=now,
        visits=tuple(
            row(
                ended_on=scene.on(112 - 19 * number - scene.number(f"visit/{number}", 0, 9)),
                visit=scene.code(f"visit/id/{number}", "SV", 6),
                symptom=symptom,
                result=result,
            )
            for number, (symptom, result) in enumerate(visits[::order])
        ),
    )


def _spares(scene: Scene, facts: Facts) -> Artifact:
    kits = facts.number("kits")
    reserved = scene.number("reserved", 1, 6)
    return sheet(
        "spares",
        "stock of spare parts in the workshop",
        model=scene.item.sku,
        repair_kit=f"RK-{scene.item.sku}",
        kits_on_the_shelf=kits + reserved,
        kits_set_aside_for_other_visits=reserved,
        made_until_year=scene.now.year - scene.number("made", 1, 2),
    )


def _account(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "account",
        "customer account",
        customer_id=scene.customer_id,
        name=scene.customer.name,
        since_on=scene.on(scene.number("since", 1200, 3200)),
        tier=scene.pick("tier", ("standard", "plus", "gold")),
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


def _delivery_day(on: str) -> Claim:
    """The day of delivery with its year, which may be long past."""
    claim = day("delivery day", "artifact:order", on)
    return claim._replace(words=f"{claim.words} {on[:4]}")


CLAIMS: Mapping[str, ClaimMaker] = {
    "service number": lambda scene, known: reference("service number", REPORT, _service(scene)),
    "inspected within": lambda scene, known: span("inspected within", ARTICLE, 5, "business days"),
    "what was found": lambda scene, known: said(
        "what was found",
        REPORT,
        written=finding(scene, known.word("cause")),
        words=finding(scene, known.word("cause")),
        phrases=_TRACES[known.word("cause")],
    ),
    "estimate within": lambda scene, known: span("estimate within", ARTICLE, 3, "business days"),
    "delivery day": lambda scene, known: _delivery_day(
        scene.on(_age(scene, known.number("months")))
    ),
    "discount": lambda scene, known: said(
        "discount",
        ARTICLE,
        written="15 percent",
        words="15 percent",
        phrases="""
            15|fifteen %|percent|per|pct
            15|fifteen ~ off|discount|reduction|rebate|less|cheaper
            discount|reduction|rebate ~ 15|fifteen
        """,
        rivals="5|10|20|25|30|50 percent|%",
    ),
    "leaves within": lambda scene, known: span("leaves within", ARTICLE, 2, "business days"),
    "back within": lambda scene, known: span("back within", ARTICLE, 10, "business days"),
}

VOICES = (
    Voice(
        "{item}: no longer working",
        "{hello} my {noun} stopped working properly, and I have always been careful. To me that is "
        "a clear defect in the material, what else could it be? I have had enough and would like "
        "my money back so that I can get something from another brand. What do you need from me "
        "for that? {thanks}, {first}",
    ),
    Voice(
        "DEFECTIVE {noun}",
        "{hello} you sold me junk. The {noun} came with a factory fault, anybody can see that. I "
        "do not want to hear excuses about my handling. Pay back what I paid. {name}",
    ),
    Voice(
        "Warranty claim concerning {item}",
        "{hello} I hereby give notice of a defect in the {item}, bought from you. The fault lies "
        "in the manufacture and I have done nothing to cause it. I ask you to reimburse the price "
        "in full and to confirm this in writing. {thanks}, {name}",
    ),
    Voice(
        "question about my {noun}",
        "{hello} sorry for my english. the {noun} is not good, it make problem every day now. my "
        "brother in law is electrician and he say it is defect from factory, so it is guarantee. "
        "please you send new one or the money, new one is also ok but quick. {thanks} {first}",
    ),
)

ARCHETYPE = Archetype(
    id="warranty_claim",
    trap="a defect that is only claimed, and the money that the warranty never pays",
    objective="Resolve the claim about an article that stopped working, as policy demands.",
    table=TABLE,
    goods=("appliances", "electronics"),
    voices=VOICES,
    desk={
        "account": _account,
        "cover": _cover,
        "diagnostic": _diagnostic,
        "history": _history,
        "order": _order,
        "payment": _payment,
        "product": _product,
        "spares": _spares,
    },
    related=("damaged_items", "refund_timelines", "returns_change_of_mind"),
    claims=CLAIMS,
    outcomes=OUTCOMES,
    assertions=(
        Assertion(
            fact="months",
            says=lambda scene, months: f"The parcel came {months} months ago.",
            notes=lambda scene, months: f"age of the article: {months} months",
        ),
        Assertion(
            fact="repairs",
            says=lambda scene, repairs: f"Your workshop {_TIMES[int(repairs)]} so far.",
            notes=lambda scene, repairs: f"earlier repairs of the same symptom: {repairs}",
        ),
    ),
    promises=(
        ForbiddenPromise(
            name="a day of arrival",
            source=ARTICLE,
            phrases=(
                "arriv*|deliver*|reach*|receive|with|back ~ "
                "tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
            ),
        ),
        ForbiddenPromise(
            name="an article on loan",
            source=ARTICLE,
            phrases=("loan|loaner|courtesy ~ article|device|one|unit", "on loan", "lend*"),
        ),
    ),
)
