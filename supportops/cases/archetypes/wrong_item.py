"""A customer says that another article was in the parcel than the one ordered.

The trap: two records can speak for a mix-up, the packing log and the photo, and they need not
agree. Which of them is believed depends on the price, and what the log says has to be worked out
from a SKU and two weights. The customer would rather have the money, or both.
"""

from collections.abc import Mapping

from supportops.casefile import ForbiddenPromise
from supportops.cases.archetype import Archetype, Assertion, ClaimMaker, Outcome, Voice, Wanted
from supportops.cases.claims import Claim, amount, named, reference, said, span
from supportops.cases.scenery import Facts, Item, Scene, sheet
from supportops.cases.scenery.goods import GOODS
from supportops.decision import Fact, Fallback, Harm, Parameter, Rule, Table
from supportops.records import Artifact, row

ARTICLE = "policy:wrong_items"

_CATEGORIES = ("clothing", "home")

_CLEAN = "scan == 'ordered' and deviation <= tolerance"
_MUDDLED = f"(photo == 'ordered' and not ({_CLEAN}) or photo == 'another' and {_CLEAN})"

TABLE = Table(
    article="wrong_items",
    facts=(
        Fact(name="price", record="order", values=(32, 40, 55, 80, 95, 140)),
        Fact(name="scan", record="pick_log", values=("ordered", "another")),
        Fact(name="deviation", record="pick_log", values=(4, 20, 35, 50, 85, 160)),
        Fact(name="photo", record="attachment", values=("none", "ordered", "another")),
        Fact(name="stock", record="inventory", values=(0, 1, 3, 6, 14)),
    ),
    parameters=(
        Parameter(name="tolerance", values=(20, 50), unseen=(100,)),
        Parameter(name="cap", values=(40, 80), unseen=(120,)),
        Parameter(
            name="reserve",
            values=(0, 2, 5),
            unseen=(9,),
            says=("none is", "2 or fewer are", "5 or fewer are", "9 or fewer are"),
        ),
    ),
    rules=(
        Rule(when=f"photo == 'none' and {_CLEAN}", code="request_photo_evidence"),
        Rule(when=f"photo == 'ordered' and {_CLEAN}", code="explain_correct_item"),
        Rule(when=f"price > cap and {_MUDDLED}", code="escalate_warehouse_review"),
        Rule(when="stock <= reserve", code="refund_original_payment"),
        Rule(when="True", code="send_correct_item"),
    ),
    fallbacks=(Fallback(code="escalate_to_supervisor"),),
    harms=(
        Harm(
            code="refund_and_send_correct_item",
            harm="one mix-up was made good twice, which the policy forbids",
        ),
    ),
)

OUTCOMES = {
    "request_photo_evidence": Outcome(
        plain="ask for a photo first",
        states=("order number", "what was packed", "days for the photo"),
        reply=(
            "Thank you for writing about order {order number}. Our packing log has the "
            "{what was packed} in your parcel, so we would like to see what reached you. Please "
            "reply with a photo of the label on the article within {days for the photo}."
        ),
    ),
    "explain_correct_item": Outcome(
        plain="explain that the parcel held the article ordered",
        states=("order number", "what the photo shows", "log"),
        reply=(
            "Thank you for your photo. We have compared it with order {order number}: the label on "
            "it reads {what the photo shows}, and {log}. The parcel held what was ordered, and so "
            "nothing has to be exchanged. We hope that you come to like the article."
        ),
    ),
    "escalate_warehouse_review": Outcome(
        plain="have the warehouse review the parcel",
        states=("order number", "what was packed", "reviewed within"),
        reply=(
            "I am sorry about the trouble with order {order number}. The log of your "
            "parcel has the {what was packed}, and together with your photo it leaves open what "
            "was inside. We have therefore asked the warehouse to review the parcel, which takes "
            "{reviewed within}. Please keep the article as it is until you hear from us."
        ),
    ),
    "refund_original_payment": Outcome(
        plain="give the money back to the payment method of the order",
        states=("order number", "price", "days to send back", "label"),
        reply=(
            "I am sorry about the mix-up with order {order number}. The article you ordered is out "
            "of stock, so we are refunding the {price} that you paid for it to the payment method "
            "of the order. Please return the article that came to you, and do so within "
            "{days to send back}; {label} is attached to this letter and costs you nothing."
        ),
    ),
    "send_correct_item": Outcome(
        plain="send the article that was ordered",
        states=("order number", "dispatch", "days to send back", "label"),
        reply=(
            "I am sorry about the mix-up with order {order number}. We are sending you the correct "
            "article free of charge, and the parcel leaves our warehouse within {dispatch}. Please "
            "return the article that came to you, and do so within {days to send back}; {label} is "
            "attached to this letter and costs you nothing."
        ),
    ),
    "refund_and_send_correct_item": Outcome(
        plain="give the money back and send the article as well",
    ),
    "offer_discount_to_keep": Outcome(
        plain="offer a discount for keeping the article received",
    ),
    "escalate_to_supervisor": Outcome(
        plain="pass the case to a supervisor",
    ),
}


def _wrong(scene: Scene) -> Item:
    """What was packed or photographed in place of the ordered article, often a variant of it."""
    variants = [
        item
        for category in _CATEGORIES
        for item in GOODS[category]
        if item.noun == scene.item.noun and item != scene.item
    ]
    return scene.pick("wrong", (scene.other_item, *variants, *variants))


def _seen(scene: Scene, which: str) -> Item:
    return scene.item if which == "ordered" else _wrong(scene)


def _order(scene: Scene, facts: Facts) -> Artifact:
    price = scene.money(100 * facts.number("price"))
    return sheet(
        "order",
        "order of the customer",
        order_number=scene.order_number,
        placed_on=scene.on(scene.number("delivered", 2, 9) + 5),
        items=(row(sku=scene.item.sku, name=scene.item.name, quantity=1, price=price),),
        postage=scene.postage,
        total=scene.money(price.minor + scene.postage.minor),
    )


def _pick_log(scene: Scene, facts: Facts) -> Artifact:
    item = _seen(scene, facts.word("scan"))
    expected = scene.number("expected", 450, 1900)
    sign = scene.pick("sign", (-1, 1))
    return sheet(
        "pick_log",
        "packing log of the parcel",
        order_number=scene.order_number,
        packed_at=scene.at(scene.number("delivered", 2, 9) + 4, "packed"),
        packer=scene.colleague,
        scanned_sku=item.sku,
        scanned_name=item.name,
        expected_weight_g=expected,
        packed_weight_g=expected + sign * facts.number("deviation"),
    )


def _attachment(scene: Scene, facts: Facts) -> Artifact:
    photo = facts.word("photo")
    if photo == "none":
        return sheet("attachment", "files sent by the customer", files="none received", retries=0)
    item = _seen(scene, photo)
    return sheet(
        "attachment",
        "files sent by the customer",
        file=f"IMG_{scene.number('file', 1000, 9999)}.jpg",
        received_on=scene.on(0),
        label_reads=f"{item.name} / {item.sku}",
        background=scene.pick("where", ("kitchen table", "hallway floor", "sofa")),
    )


def _inventory(scene: Scene, facts: Facts) -> Artifact:
    stock, reserved = facts.number("stock"), scene.number("reserved", 1, 6)
    return sheet(
        "inventory",
        "stock of the ordered article",
        sku=scene.item.sku,
        name=scene.item.name,
        sites=(
            row(site="main warehouse", on_hand=stock + reserved, reserved=reserved),
            row(site="outlet", on_hand=scene.number("outlet", 3, 12), reserved=0),
        ),
        next_delivery_on=scene.on(-scene.number("restock", 30, 70)),
    )


def _account(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "account",
        "customer account",
        name=scene.customer.name,
        since_on=scene.since,
        tier=scene.pick("tier", ("standard", "plus", "gold")),
    )


def _shipment(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "shipment",
        "parcel tracking",
        carrier=scene.carrier,
        tracking=scene.tracking,
        delivered_on=scene.on(scene.number("delivered", 2, 9)),
        delivered_to=scene.pick("delivered_to", ("recipient", "neighbour", "reception")),
    )


def _history(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "history",
        "earlier contacts of the account",
        contacts=(
            row(
                opened_on=scene.on(scene.number("contact", 60, 300)),
                topic=scene.pick("topic", ("copy of an invoice", "change of address", "care tips")),
            ),
        ),
    )


def _label_of(name: str, source: str, item: Item, written: str) -> Claim:
    """An article as a record names it; its SKU or its variant states it."""
    words = item.name.rsplit(", ", 1)[-1].lower().replace("grey", "grey|gray").split()
    variant = [
        f"{word}|{word[:-2]}|{word[:-1]}s" if word.endswith("ed") else word for word in words
    ]
    inverted = f"\n{variant[-1]} ~ {variant[0]}" if len(variant) > 1 else ""
    return named(
        name,
        source,
        written=written,
        words=f"{item.name} ({item.sku})",
        phrases=f"{item.sku.lower()}\n{' ~ '.join(variant)}{inverted}",
    )


CLAIMS: Mapping[str, ClaimMaker] = {
    "order number": lambda scene, known: reference(
        "order number", "artifact:order", scene.order_number
    ),
    "what was packed": lambda scene, known: _label_of(
        "what was packed",
        "artifact:pick_log",
        _seen(scene, known.word("scan")),
        _seen(scene, known.word("scan")).name,
    ),
    "days for the photo": lambda scene, known: span("days for the photo", ARTICLE, 7, "days"),
    "what the photo shows": lambda scene, known: _label_of(
        "what the photo shows", "artifact:attachment", scene.item, scene.item.name
    ),
    "log": lambda scene, known: said(
        "log",
        ARTICLE,
        written="our packing log agrees with the photo",
        words="our packing log agrees with the photo",
        phrases="""
            @packing ~~ @agrees
            @agrees ~~ @packing
            log|logs|records|record|papers ~ agree*|match*|confirm*|same|shows|show|says|has
            log|logs|records|record|papers ~ lists|too|consistent|bear*|bore|back*|support*|state*
            log|logs|records|record|papers ~ tall*|fit*|line|also|read*|name*
            log|logs|records|record|papers ~ correspond*|accord*|agreement|identical
            confirmed|supported|borne|backed|agrees|agree|match*|fit*|tall*|identical ~ log|records
            correspond*|same|accord*|consistent|agreement|line ~ log|logs|records|record
            they|both|two ~ say|show|name|give|agree|match|tally|read
            they|both|two are|stand ~ agreement|accord|harmony|unison|line
            log|logs|record|records|@photo ~ tell|tells|telling ~ one|same|selfsame story|tale
            scanned|packed|logged|recorded ~ is what ~ @photo|label
            matches|tallies|agrees|fits your|the|with ~ photo|picture|image|label
            it|this|that|which agrees|matches|tallies|fits|corresponds ~ photo|picture|image|label
            it|this|that|which agreed|matched|tallied|corresponded ~ your ~ photo|picture|image
            also|exactly|indeed|precisely what ~ scanned|packed|logged|recorded|entered
            they|both|two ~ tell|told|tells ~ same|one|identical story|tale|thing
            log|logs|records|record|packers|warehouse|list ~ say|says|tell*|stand*|same|identical
            same|identical|exactly ~ like|as|on|with|in ~ photo|picture|image|foto|label|pic
            it|they|which|that says|say|tells|tell|shows|show|gives|give|names|name ~ same|identical
            @photo agree|match|tally|correspond|coincide|concur
            log|logs|records|record ~ recorded|records|lists|names|holds ~ very|exact|precise
            so|as|and does|do|did|is|too ~ log|records|record|logs
            log|records|record|logs ~ does|do|did too|likewise|so|as
            packers|packing|warehouse|dispatch ~ same|agree*|confirm*|match*|consistent|tall*
            @photo ~ agree*|match*|accord*|correspond*|consistent|tall*|line ~ log|records|record
            all|three|everything ~ agree*|match*|tall*|correspond*|same|line
            log|entry|entries|record|records|warehouse ~ no differently|different|otherwise
            log & same|agrees|agree|confirms|confirm|matches|match|clean|too|also|fits|line
            log & bears|backs|thing|consistent|tallies
            log|packers|packed ~ @photo & same|one|other|identical
            log|logs|record|records|packers ~~ very|exact|selfsame|self-same same|thing|one|item
            two|both|pair of them|em|these ~ back|support|say|agree|match|sing|tell|speak
            two|both|they back|support|confirm|echo|mirror each|one
            @packing ~~ no differently|different|otherwise
            @packing ~ entry|note|noted|wrote|logged|recorded ~ same|identical|no|too|likewise
            entry|note|record ~ made|kept ~ packing|packed|packers ~ same|no|too|identical|reads
            sing*|sings ~ same|one hymn|song|tune
            @packing ~ nothing|no ~ contradict*|against|different|else
            packing & same|agrees|confirms|matches|clean|too|also|tells|says
        """,
    ),
    "reviewed within": lambda scene, known: span("reviewed within", ARTICLE, 4, "business days"),
    "price": lambda scene, known: amount(
        "price",
        "artifact:order",
        scene.money(100 * known.number("price")),
        scene.money(100 * known.number("price") + scene.postage.minor),
    ),
    "dispatch": lambda scene, known: span("dispatch", ARTICLE, 2, "business days"),
    "days to send back": lambda scene, known: span("days to send back", ARTICLE, 14, "days"),
    "label": lambda scene, known: said(
        "label",
        ARTICLE,
        written="prepaid label",
        words="a prepaid label",
        phrases="""
            prepaid|pre-paid|paid|free|postage-paid ~ label|shipping|postage
            label|lable|sticker ~ attach*|atach*|enclos*|includ*|costs|cost|below|here
            label|lable|sticker ~ prepaid|pre-paid|paid|free
            send|sending|get|receive|provide ~ label|lable|sticker
            attach*|atach*|enclos*|includ*|use|using|with|find|stick ~ label|lable
            return|shipping|postage label
            postage|shipping ~ paid|covered|us
            prepaid|pre-paid|return|returns|postage-paid|free label
            label & attached|enclosed|prepaid|free|paid|use|using|with
            label ~ prepaid|pre-paid|attached|enclosed
            postage|shipping on|to us|our
            post|postage|sending|carriage ~ nothing|free|paid|prepaid|covered
        """,
    ),
}

VOICES = (
    Voice(
        "wrong thing in the box",
        "{hello} I ordered this: {item}. In the box I found something else. I was looking forward "
        "to it for days. I don't feel like another round of parcels, so please just put the "
        "money back on my card and tell me what to do with this one. {thanks}, {first}",
    ),
    Voice(
        "You sent the wrong article",
        "{hello} your warehouse can't read, apparently. What came is NOT the {noun} from your "
        "page. I expect the right one tomorrow AND my money back for the bother. And I'm not "
        "running to the post office for your mistake. {name}",
    ),
    Voice(
        "Incorrect delivery: {item}",
        "{hello} having opened your parcel I find that its content does not correspond to my order "
        "of the article named above. I trust that my word is sufficient, and ask you to arrange "
        "for the article that was ordered to be sent without further questions. {thanks}, {name}",
    ),
    Voice(
        "not what i order",
        "{hello} i get parcel but inside is other thing, not the {noun} i want. on the picture in "
        "your shop it look different. maybe you make mistake in packing? please change it or give "
        "back money, and this here i like to keep for my sister. {thanks} {first}",
    ),
)

ARCHETYPE = Archetype(
    id="wrong_item",
    trap="a photo and a packing log that may disagree, and a wish for both article and money",
    objective="Resolve the complaint about a wrong article in the parcel, as policy demands.",
    table=TABLE,
    goods=_CATEGORIES,
    voices=VOICES,
    desk={
        "account": _account,
        "attachment": _attachment,
        "history": _history,
        "inventory": _inventory,
        "order": _order,
        "pick_log": _pick_log,
        "shipment": _shipment,
    },
    related=("damaged_items", "missing_parcels", "returns_change_of_mind"),
    claims=CLAIMS,
    outcomes=OUTCOMES,
    assertions=(
        Assertion(
            fact="price",
            says=lambda scene, price: f"I paid {price} {scene.shop.currency} for it.",
            notes=lambda scene, price: f"price of the article: {price}.00 {scene.shop.currency}",
        ),
        Assertion(
            fact="stock",
            says=lambda scene, stock: (
                f"Your website says you have {stock} of them left."
                if stock
                else "Your website says it is sold out anyway."
            ),
            notes=lambda scene, stock: f"free to ship of the ordered article: {stock}",
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
        code="request_photo_evidence", fact="photo", lacking="none", thing="a photo of the label"
    ),
)
