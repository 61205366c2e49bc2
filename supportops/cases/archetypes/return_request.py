"""A customer wants to send back an article that has no fault, for the full price.

The trap: everything sounds like an ordinary return. Whether it still is one hangs on the day of
delivery and the membership together, on a seal that was broken, on the pictures rather than the
words, and on how often money went back before. How many days, how many more for members, and how
many returns is for the policy to say.
"""

from collections.abc import Mapping

from supportops.casefile import ForbiddenPromise
from supportops.cases.archetype import Archetype, Assertion, ClaimMaker, Outcome, Voice
from supportops.cases.claims import amount, day, named, reference, said, span
from supportops.cases.scenery import Facts, Scene, sheet
from supportops.decision import Fact, Fallback, Harm, Parameter, Rule, Table
from supportops.records import Artifact, row

ARTICLE, FORM, ORDER = "policy:returns", "artifact:inspection", "artifact:order"

TABLE = Table(
    article="returns",
    facts=(
        Fact(name="sort", record="product", values=("plain", "sealed", "engraved")),
        Fact(name="state", record="inspection", values=("closed", "opened", "used")),
        Fact(name="days", record="order", values=(5, 9, 12, 17, 20, 24, 29, 33, 41, 52)),
        Fact(name="tier", record="account", values=("standard", "plus", "gold")),
        Fact(name="returns", record="history", values=(0, 2, 4, 7)),
    ),
    parameters=(
        Parameter(name="window", values=(14, 21, 30), unseen=(10,)),
        Parameter(name="extra", values=(7, 14), unseen=(21,)),
        Parameter(name="limit", values=(3, 6)),
    ),
    rules=(
        Rule(when="sort == 'engraved'", code="deny_not_returnable"),
        Rule(when="state == 'used'", code="deny_used_article"),
        Rule(
            when="days > window + extra or days > window and tier == 'standard'",
            code="deny_out_of_window",
        ),
        Rule(
            when="sort == 'sealed' and state == 'opened' and tier != 'gold'",
            code="return_with_restocking_fee",
        ),
        Rule(when="returns >= limit", code="return_for_store_credit"),
        Rule(when="True", code="return_full_refund"),
    ),
    fallbacks=(Fallback(code="escalate_to_supervisor"),),
    harms=(
        Harm(
            code="refund_without_return",
            harm="the money was paid back for a faultless article that the customer keeps",
        ),
    ),
)

OUTCOMES = {
    "deny_not_returnable": Outcome(
        plain="turn the return down because the article was engraved for the customer",
        states=("form number", "engraving", "warranty stays"),
        reply=(
            "Thank you for your return form {form number}. I am sorry that the article is not "
            "what you were hoping for. As it was engraved for your order with the words "
            "{engraving}, it cannot be sold to anybody else, and we have to turn the return down. "
            "{warranty stays}"
        ),
    ),
    "deny_used_article": Outcome(
        plain="turn the return down because the article was used",
        states=("form number", "what the pictures show", "warranty stays"),
        reply=(
            "Thank you for your return form {form number} and the pictures of your {noun}. On the "
            "article itself they show this: {what the pictures show}. An article that has been "
            "used cannot go back on the shelf, and so I am sorry that we have to turn the return "
            "down. {warranty stays}"
        ),
    ),
    "deny_out_of_window": Outcome(
        plain="turn the return down because it came too late",
        states=("form number", "delivery day", "warranty stays"),
        reply=(
            "Thank you for your return form {form number}. Your {noun} reached you on "
            "{delivery day}, and our return period had ended when your message reached us. I "
            "am sorry that we have to turn the return down. {warranty stays}"
        ),
    ),
    "return_with_restocking_fee": Outcome(
        plain="take the article back and keep a restocking fee",
        states=("form number", "fee", "send within"),
        reply=(
            "Thank you for your return form {form number}. We take your {noun} back, so please "
            "send the article within {send within}. It left us under a seal that has since been "
            "opened, and we therefore keep a restocking fee of {fee}. We pay you the rest of the "
            "price once the parcel is with us."
        ),
    ),
    "return_for_store_credit": Outcome(
        plain="take the article back and give the price as store credit",
        states=("form number", "price", "credit valid", "send within"),
        reply=(
            "Thank you for your return form {form number}. We take your {noun} back, so please "
            "send the article within {send within}. As you have had money back for quite a few "
            "returns in the past year, you receive the price of {price} as store credit "
            "this time. It is valid for {credit valid} and is yours once the parcel is with us."
        ),
    ),
    "return_full_refund": Outcome(
        plain="take the article back and refund its price in full",
        states=("form number", "price", "send within"),
        reply=(
            "Thank you for your return form {form number}. We are happy to take your {noun} back, "
            "so please send the article within {send within}. Once the parcel is with us, we "
            "refund the full price of {price} to the payment method of the order."
        ),
    ),
    "escalate_to_supervisor": Outcome(
        plain="pass the case to a supervisor",
    ),
    "exchange_article": Outcome(
        plain="exchange the article for another",
    ),
    "refund_without_return": Outcome(
        plain="pay the money back and let the customer keep the article",
    ),
}

PICTURES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "closed": (
        ("tape of the maker unbroken on all edges", "not in the picture, box shut"),
        ("shrink wrap around the box without a tear", "not in the picture, box shut"),
    ),
    "opened": (
        ("tape cut, inner box open", "film still on all surfaces, no marks"),
        ("lid lifted, inserts in place", "film still on, cable in its tie, no marks"),
    ),
    "used": (
        ("tape cut, inner box open", "film gone, fine scratches along the lower edge"),
        ("lid lifted, inserts in place", "film gone, dust in the openings, fingermarks"),
    ),
}
_ENGRAVINGS = ("For Ada", "Happy 40th", "Team North", "To the best of uncles", "M and L")


def pictures(scene: Scene, state: str) -> tuple[str, str]:
    """What the pictures show of the box and of the article."""
    return scene.pick("pictures", PICTURES[state])


def _form_number(scene: Scene) -> str:
    return scene.code("form_number", "RT")


def _product(scene: Scene, facts: Facts) -> Artifact:
    sort, words = facts.word("sort"), scene.pick("engraving", _ENGRAVINGS)
    return sheet(
        "product",
        "packing record of the article",
        sku=scene.item.sku,
        name=scene.item.name,
        serial_number=f"{scene.item.sku[:3]}{scene.number('serial', 10**7, 10**8 - 1)}",
        packed_by=scene.colleague,
        inner_box="paper seal across the lid" if sort == "sealed" else "folded lid",
        work_before_packing=f"laser engraving: {words}" if sort == "engraved" else "none",
    )


def _inspection(scene: Scene, facts: Facts) -> Artifact:
    box, article = pictures(scene, facts.word("state"))
    return sheet(
        "inspection",
        "return form with its pictures",
        form_number=_form_number(scene),
        sent_in_on=scene.on(0),
        pictures=scene.number("pictures/count", 3, 6),
        box=box,
        article=article,
        accessories="complete",
    )


def _order(scene: Scene, facts: Facts) -> Artifact:
    days = facts.number("days")
    return sheet(
        "order",
        "order of the customer",
        order_number=scene.order_number,
        placed_on=scene.on(days + scene.number("transit", 3, 9)),
        delivered_on=scene.on(days),
        items=(row(sku=scene.item.sku, name=scene.item.name, quantity=1, price=scene.price),),
        postage=scene.postage,
        total=scene.total,
    )


def _account(scene: Scene, facts: Facts) -> Artifact:
    return sheet(
        "account",
        "customer account",
        customer_id=scene.customer_id,
        name=scene.customer.name,
        since_on=scene.on(scene.number("since", 500, 3200)),
        membership=facts.word("tier"),
        contact_by=scene.pick("contact_by", ("e-mail", "phone")),
    )


def _history(scene: Scene, facts: Facts) -> Artifact:
    paid = [
        (38 * number + scene.number(f"paid/{number}", 62, 95), "money back")
        for number in range(facts.number("returns"))
    ]
    others = [
        (scene.number("exchanged", 70, 330), "exchanged"),
        (scene.number("turned_down", 70, 330), "turned down"),
        (scene.number("long_ago", 380, 470), "money back"),
    ]
    return sheet(
        "history",
        "list of the customer's returns so far",
        customer_id=scene.customer_id,
        returns=tuple(
            row(
                closed_on=scene.on(days),
                form_number=scene.code(f"return/{number}", "RT"),
                result=result,
            )
            for number, (days, result) in enumerate(sorted([*paid, *others]))
        ),
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


def _stock(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "stock",
        "warehouse stock of the article",
        sku=scene.item.sku,
        free_to_ship=scene.number("stock", 0, 40),
        shelf=scene.code("shelf", "R", 3),
    )


_STAYS = """
    @warranty ~ stay*|remain*|untouched|unaffected|unchanged|appl*|continu*|still|keep*|kept|same
    @warranty ~ goes|runs|holds|hold|intact|force|place|valid|full|exists|stands|good|covers
    @warranty ~ as|like|how|way it|she|he|before|was|is|ever|always|usual|normal
    @warranty ~ @no ~ @touch
    remains|stays|continues without ~ change|alteration|restriction|limitation
    remains|stays exactly|just|precisely as|what ~ before|was
    @warranty ~ no difference|effect|change|problem|impact
    @warranty ~ leave|leaving|left|preserve*
    still|keep|keeps|kept|continu*|retain*|stay*|remain*|leave*|unchanged|unaffected ~ @warranty
    have|has|covered ~ under|by|your|the|full @warranty
    covered ~ @warranty
    nothing ~ @warranty
    nothing ~ chang*|differ* ~ @warranty
    no|without ~ effect|impact|influence|bearing|change|changes|difference|consequence* ~ @warranty
    not|doesn't|none|isn't|neither|don't|won't|never|nor ~ @touch ~ @warranty
    not|doesn't|none|isn't|neither|don't|won't|never|nor ~ anything ~ @warranty
    with it|that|them ~ @warranty
    is|keeping the|your @warranty
    continue|remain|stay|keep ~ covered|protected ~ @warranty
    rights ~ @warranty ~ stay|remain|continue|unaffected|unchanged
    regards|regarding|concerning|concerns|for|about the|your @warranty
    as|respect|regard to the|your|its @warranty
    @warranty ~ safe|lives|secure|good|runs|running|possible|available
    without|not ~ say*|mention* ~ @warranty ~ appl*|stay*|remain*|still|valid|keep*
    @warranty is|are|was|stays|remains just|exactly|precisely|still|all|fully|quite|there|yours
    @warranty ~ unaltered|persist*|endure*|surviv*|rests
    @warranty ~ carries|lasts|unimpaired|undiminished|live|active
    is|are|be|remain*|stay* unaltered|unaffected|untouched|unimpaired|undiminished
    rest*|goes|left|entirely|wholly unaltered|unaffected|untouched|unimpaired|undiminished
    not|isn't|aren't|nor ~ touched|affected|altered|impaired|changed by|in|through|at|because
    take*|taking nothing|anything ~ @warranty
    no|any bearing|influence|impact|effect ~ @warranty
    rely|count|fall|invoke|use|claim ~ @warranty
    remain*|stay*|still in place|force|effect
    @warranty ~ carr*|goes|runs|lives|keeps on|same|going|running|regardless
    @warranty ~ @no ~ hurt|harm*|damag*|suffer*|lessen*|diminish*|shorten*|cut|dent*|worse|weak*
    @warranty ~ @no way|wise|respect|less|longer|different|differently
    @warranty ~ exactly|precisely|just what|as|how|where|the
    @warranty ~ what|same it|as was|ever|before
    @no ~ hurt|harm*|damag*|diminish*|shorten*|cut|weaken*|cost* ~ @warranty
    not|doesn't|hasn't|won't|never change|changed|changes|alter|altered ~ bit|all|thing|least|way
    not|doesn't|hasn't|won't|never ~ change|changed|alter ~ @warranty
    @no ~ worry|fear|concern ~ @warranty
    @warranty ~ chang*|alter*|affect*|touch* nothing|little|none
    @warranty ~ @no end|ends|stop|stops|lapse|lapses|expire|expires
    in|by no way|wise|respect|means ~ diminish*|affect*|touch*|alter*|impair*|reduc*|lessen*
    same cover|coverage|protection|rights as|like ~ before|ever|always|now|until
    nothing chang*|differ* there|here
    still there|yours|good|valid ~ same|just|like|as before|ever|usual
    carries|goes|runs on ~ same|as|just|like
    not|doesn't|won't ~ change|changes|affected|touched ~~ @warranty
    not|doesn't|won't|don't lose ~ @warranty
    not|don't|won't|cannot|can't lose|losing it|that
    there|here for you ~ as|like|just ~ before|ever|always
    stay*|remain* ~ as|like|how it|they is|was|are|were
"""
_MARKS: Mapping[str, str] = {
    "scratches": """
        scratch*|scrape*|scuff*
        scratch* ~ cannot|can't|cant|not|won't
        cannot|can't|cant|not|unable ~ scratches
        @film ~ no|not|isn't longer|there|on|present|anymore
        @film ~ gone|off|missing|removed|away|peeled|longer|taken|absent|lost
        no|without ~ @film
    """,
    "dust": """
        dust*|fingermark*|fingerprint*|finger-marks|finger-prints
        dust|fingermarks|fingerprints ~ cannot|can't|cant|not|won't
        cannot|can't|cant|not|unable ~ dust|fingermarks|fingerprints
        finger marks|prints
        marks|prints of|from|by fingers|finger|hands
        @film ~ no|not|isn't longer|there|on|present|anymore
        @film ~ gone|off|missing|removed|away|peeled|longer|taken|absent|lost
        no|without ~ @film
    """,
}

CLAIMS: Mapping[str, ClaimMaker] = {
    "form number": lambda scene, known: reference("form number", FORM, _form_number(scene)),
    "engraving": lambda scene, known: named(
        "engraving",
        "artifact:product",
        written=scene.pick("engraving", _ENGRAVINGS),
        words=scene.pick("engraving", _ENGRAVINGS),
        phrases=f"""
            engrav*|personali*|inscri*|monogram*|customi*|lettering|etched
            {" ~ ".join(scene.pick("engraving", _ENGRAVINGS).lower().split())}
        """,
    ),
    "warranty stays": lambda scene, known: said(
        "warranty stays",
        ARTICLE,
        written="the warranty stays as it is",
        words="The warranty stays as it is.",
        phrases=_STAYS,
        rivals="""
            @warranty ~ void|voided|expired|ends|ended|lapses|lapsed|invalid|cancelled|forfeited
            no|lose|loses|lost @warranty
            no|lose|loses|lost the|your @warranty
        """,
    ),
    "what the pictures show": lambda scene, known: said(
        "what the pictures show",
        FORM,
        written=pictures(scene, "used")[1],
        words=pictures(scene, "used")[1],
        phrases=_MARKS["scratches" if "scratches" in pictures(scene, "used")[1] else "dust"],
    ),
    "delivery day": lambda scene, known: day("delivery day", ORDER, scene.on(known.number("days"))),
    "fee": lambda scene, known: said(
        "fee",
        ARTICLE,
        written="15 percent",
        words="15 percent",
        phrases="""
            15|fifteen %|percent|per|pct
            15|fifteen of ~ price|amount|value|cost|sum|money
            15|fifteen ~ fee|charge|applies|taken|keep|kept|stays|stay|@withheld|restocking|off
            fee|charge|keep*|kept|@withheld|restocking|minus|less ~ 15|fifteen
        """,
        rivals="""
            5|10|12|20|25|30|40|50|five|ten|twelve|twenty|thirty|forty|fifty %|percent|per
            fee|charge of 5|10|12|20|25|30|40|50
            keep|deduct|retain|withhold 5|10|12|20|25|30|40|50
        """,
    ),
    "price": lambda scene, known: amount("price", ORDER, scene.price, scene.total),
    "credit valid": lambda scene, known: span("credit valid", ARTICLE, 24, "months"),
    "send within": lambda scene, known: span("send within", ARTICLE, 10, "days"),
}

VOICES = (
    Voice(
        "sending back the {noun}",
        "{hello} on your site I did like the {noun}, but I have thought it over, and my family "
        "says so too. I would like to send everything back and have the full price returned to my "
        "card, please, and the postage too if that is possible. I have filled in the form with "
        "the pictures. {thanks}, {first}",
    ),
    Voice(
        "return {item}",
        "{hello} changed my mind about the {noun}. Form is filled in. Full refund please. {name}",
    ),
    Voice(
        "Withdrawal from purchase",
        "{hello} I hereby declare that I wish to return the {item}, which I ordered from you. "
        "There is no fault; I have simply decided otherwise. As this is my right as a consumer, "
        "I expect reimbursement of the full amount without any deduction, at once and before I "
        "hand in the parcel. {thanks}, {name}",
    ),
    Voice(
        "want my money for the {noun}",
        "{hello} i don't want the {noun} any more, my friend found something better. I buy here a "
        "lot so I think it's no problem. when do I get the money? Honestly, for what you charge "
        "you could just pay me and let me keep the stuff. Please be quick, I need the money "
        "{thanks} {first}",
    ),
)

ARCHETYPE = Archetype(
    id="return_request",
    trap="a full refund that sounds like a matter of course",
    objective="Resolve the request to send back an article without a fault, as policy demands.",
    table=TABLE,
    goods=("electronics",),
    voices=VOICES,
    desk={
        "account": _account,
        "history": _history,
        "inspection": _inspection,
        "order": _order,
        "payment": _payment,
        "product": _product,
        "stock": _stock,
    },
    related=("damaged_items", "order_cancellation", "refund_timelines"),
    claims=CLAIMS,
    outcomes=OUTCOMES,
    assertions=(
        Assertion(
            fact="days",
            says=lambda scene, days: f"It came {days} days ago, so there is plenty of time left.",
            notes=lambda scene, days: f"delivered {days} days before the ticket",
        ),
        Assertion(
            fact="tier",
            says=lambda scene, tier: f"By the way, my membership with you is {tier}.",
            notes=lambda scene, tier: f"membership of the customer: {tier}",
        ),
    ),
    promises=(
        ForbiddenPromise(
            name="a day on which the money arrives",
            source=ARTICLE,
            phrases=(
                "money|refund|amount|card ~ "
                "tomorrow|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
            ),
        ),
        ForbiddenPromise(
            name="free postage",
            source=ARTICLE,
            phrases=(
                "free|prepaid return|label|postage|shipping",
                "postage ~ back|refunded",
                "postage ~ on|by|for us",
            ),
        ),
    ),
)
