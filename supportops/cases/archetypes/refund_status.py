"""A refund was announced and has not arrived.

The trap: the customer asks for the money once more. Whether it is still on its way, has arrived
unseen, came back, or was never ordered for this article at all stands in four records, and a second
payment is right in none of these cases.
"""

from collections.abc import Mapping

from supportops.casefile import ForbiddenPromise
from supportops.cases.archetype import Archetype, Assertion, ClaimMaker, Outcome, Voice
from supportops.cases.claims import Claim, amount, day, named, reference, said, span
from supportops.cases.scenery import Facts, Scene, sheet
from supportops.decision import Fact, Fallback, Harm, Parameter, Rule, Table
from supportops.records import Artifact, Money, row

ARTICLE = "policy:refund_tracking"

_TWICE = "the money was sent off again although the bank had not returned it"

TABLE = Table(
    article="refund_tracking",
    facts=(
        Fact(name="article", record="refunds", values=("asked", "another")),
        Fact(name="age", record="refunds", values=(2, 4, 6, 9, 11, 15)),
        Fact(name="state", record="ledger", values=("open", "settled", "returned")),
        Fact(name="method", record="payment", values=("card", "transfer")),
        Fact(name="standing", record="payment", values=("active", "expired", "closed")),
        Fact(name="attempts", record="provider", values=(1, 2, 3, 4)),
    ),
    parameters=(
        Parameter(name="sla", values=(5, 8, 12), unseen=(10, 7)),
        Parameter(name="limit", values=(2, 3), unseen=(4,)),
        Parameter(
            name="gone",
            values=("closed", "both"),
            says=("closed by the bank", "closed by the bank or has expired"),
        ),
    ),
    possible="method == 'card' or standing != 'expired'",
    rules=(
        Rule(when="article == 'another'", code="route_to_standard_refund_flow"),
        Rule(
            when="state == 'returned' and "
            "(standing == 'closed' or standing == 'expired' and gone == 'both')",
            code="reissue_refund_alternate_method",
        ),
        Rule(
            when="state == 'returned' and attempts >= limit", code="reissue_refund_alternate_method"
        ),
        Rule(when="state == 'returned'", code="retry_refund"),
        Rule(
            when="method == 'card' and age <= sla or method == 'transfer' and age <= 3",
            code="advise_wait_sla_window",
        ),
        Rule(when="state == 'settled'", code="provide_refund_trace"),
        Rule(when="True", code="escalate_finance"),
    ),
    fallbacks=(Fallback(code="escalate_to_supervisor"),),
    harms=(
        Harm(code="retry_refund", when="state != 'returned'", harm=_TWICE),
        Harm(code="reissue_refund_alternate_method", when="state != 'returned'", harm=_TWICE),
        Harm(
            code="issue_second_refund",
            harm="money was paid out that no decision on file covers, which the policy forbids",
        ),
    ),
)

OUTCOMES = {
    "route_to_standard_refund_flow": Outcome(
        plain="have the customer start a return, as no refund was ordered",
        states=("article on file", "returns desk"),
        reply=(
            "Thank you for asking about the money for your {noun}. I have looked through your "
            "account: the refund that we have on file is for another article, {article on file}. "
            "To get your money for the {noun}, please start a return in your account under "
            "Orders. Our returns desk decides within {returns desk} after that."
        ),
    ),
    "reissue_refund_alternate_method": Outcome(
        plain="pay the refund out by another method",
        states=("refund number", "leaves after details", "form only"),
        reply=(
            "I am sorry that you have been waiting for the money for your {noun}. Your bank has "
            "returned refund {refund number}, so we will pay it out by another method. {form only} "
            "The money leaves us within {leaves after details} after that."
        ),
    ),
    "retry_refund": Outcome(
        plain="send the refund off once more, to the same place",
        states=("refund number", "amount", "leaves again"),
        reply=(
            "I am sorry that you have been waiting for the money for your {noun}. Your bank has "
            "returned refund {refund number} over {amount} to us. We are sending it off again to "
            "the same place, and it leaves us within {leaves again}. You do not have to do "
            "anything for that."
        ),
    ),
    "advise_wait_sla_window": Outcome(
        plain="ask the customer to wait until the usual time is over",
        states=("day ordered", "window"),
        reply=(
            "Thank you for asking about the money for your {noun}. The refund was ordered on {day "
            "ordered}, and it may take up to {window} from that day. I would like to ask you to "
            "wait until that time is over. Should you still see nothing by then, write to us and "
            "we look into it at once."
        ),
    ),
    "provide_refund_trace": Outcome(
        plain="give the trace reference with which the bank finds the money",
        states=("trace reference", "amount", "bank answers"),
        reply=(
            "Thank you for asking about the money for your {noun}. Your bank has told us that it "
            "credited {amount}. Please give your bank the trace reference {trace reference}, "
            "and it can find the payment. It has to answer such an inquiry within {bank answers}."
        ),
    ),
    "escalate_finance": Outcome(
        plain="have the finance desk look for the money",
        states=("refund number", "finance answers"),
        reply=(
            "I am sorry that the money for your {noun} is still missing. Refund {refund number} "
            "has taken longer than it should, and your bank has not answered us yet. Our finance "
            "desk is now looking for it and answers you within {finance answers}."
        ),
    ),
    "escalate_to_supervisor": Outcome(
        plain="pass the case to a supervisor",
    ),
    "issue_second_refund": Outcome(
        plain="pay the refund a second time",
    ),
}


def _refund_id(scene: Scene) -> str:
    return scene.code("refund_id", "RF")


def _other_amount(scene: Scene) -> Money:
    return scene.amount("other_amount", scene.other_item.low, scene.other_item.high)


def _refunds(scene: Scene, facts: Facts) -> Artifact:
    asked = facts.word("article") == "asked"
    return sheet(
        "refunds",
        "refunds ordered for this customer",
        customer_id=scene.customer_id,
        refunds=(
            row(
                refund_id=_refund_id(scene),
                order_number=scene.order_number
                if asked
                else scene.code("other", scene.shop.prefix),
                article=scene.item.name if asked else scene.other_item.name,
                amount=scene.price if asked else _other_amount(scene),
                ordered_on=scene.on(facts.number("age")),
            ),
            row(
                refund_id=scene.code("older_id", "RF"),
                order_number=scene.code("older_order", scene.shop.prefix),
                article="postage",
                amount=scene.postage,
                ordered_on=scene.on(scene.number("older", 90, 330)),
            ),
        ),
    )


def _ledger(scene: Scene, facts: Facts) -> Artifact:
    state = facts.word("state")
    messages = [row(number=1, message="payment file accepted by our bank")]
    if state == "settled":
        messages.append(row(number=2, message="credited by the receiving bank"))
    if state == "returned":
        messages.append(row(number=2, message="returned by the receiving bank, no reason given"))
    return sheet(
        "ledger",
        "bank messages on the latest sending of the refund",
        refund_id=_refund_id(scene),
        messages=tuple(messages),
        trace_reference=_trace(scene) if state == "settled" else "none",
    )


def _window(known: Facts) -> Claim:
    """How long the money may take: the payment record tells which time of the article holds."""
    card = known.word("method") == "card"
    where = f"method: {'card' if card else 'bank account'}"
    days = known.number("sla") if card else 3
    return span("window", "artifact:payment", days, "days", written=where)


def _trace(scene: Scene) -> str:
    return scene.code("trace", "TR", 8)


def _payment(scene: Scene, facts: Facts) -> Artifact:
    standing, card = facts.word("standing"), facts.word("method") == "card"
    valid = -scene.number("runs_for", 200, 900)
    if standing == "expired":
        valid = scene.number("expired_for", 5, 40)
    return sheet(
        "payment",
        "where refunds of this customer go",
        method=f"{'card' if card else 'bank account'} ending {scene.card}",
        **({"last_valid_on": scene.on(valid)} if card else {}),
        status_told_by_bank="closed" if standing == "closed" else "open",
    )


def _provider(scene: Scene, facts: Facts) -> Artifact:
    return sheet(
        "provider",
        "times the payment provider sent the refund off",
        refund_id=_refund_id(scene),
        sendings=tuple(
            row(file=scene.code(f"file/{number}", "BF", 6), result="handed to the bank")
            for number in range(facts.number("attempts"))
        ),
        provider_incidents_this_month=scene.number("incidents", 0, 2),
    )


def _account(scene: Scene, _: Facts) -> Artifact:
    return sheet(
        "account",
        "customer account",
        customer_id=scene.customer_id,
        name=scene.customer.name,
        since_on=scene.since,
    )


def _order(scene: Scene, _: Facts) -> Artifact:
    days = scene.number("delivered", 22, 40)
    return sheet(
        "order",
        "order of the article that the ticket names",
        order_number=scene.order_number,
        placed_on=scene.on(days + scene.number("transit", 3, 8)),
        delivered_on=scene.on(days),
        items=(row(sku=scene.item.sku, name=scene.item.name, quantity=1, price=scene.price),),
        paid=scene.total,
    )


CLAIMS: Mapping[str, ClaimMaker] = {
    "refund number": lambda scene, known: reference(
        "refund number", "artifact:refunds", _refund_id(scene)
    ),
    "amount": lambda scene, known: amount("amount", "artifact:refunds", scene.price, scene.total),
    "day ordered": lambda scene, known: day(
        "day ordered", "artifact:refunds", scene.on(known.number("age"))
    ),
    "article on file": lambda scene, known: named(
        "article on file",
        "artifact:refunds",
        written=scene.other_item.name,
        words=scene.other_item.name,
        phrases=scene.other_item.noun.split()[-1],
    ),
    "trace reference": lambda scene, known: reference(
        "trace reference", "artifact:ledger", _trace(scene)
    ),
    "returns desk": lambda scene, known: span("returns desk", ARTICLE, 2, "business days"),
    "leaves after details": lambda scene, known: span(
        "leaves after details", ARTICLE, 3, "business days"
    ),
    "leaves again": lambda scene, known: span("leaves again", ARTICLE, 2, "business days"),
    "bank answers": lambda scene, known: span("bank answers", ARTICLE, 10, "business days"),
    "finance answers": lambda scene, known: span("finance answers", ARTICLE, 4, "business days"),
    "window": lambda scene, known: _window(known),
    "form only": lambda scene, known: said(
        "form only",
        ARTICLE,
        written="through the secure form only, never by e-mail",
        words="Please give your bank details through the secure form only, never by e-mail.",
        phrases="""
            secure|protected|safe|encrypted form
            details|data|iban ~ form
            form ~ details|data|iban
            nothing|nowhere but|except|else|other ~ form
            only|just|exclusively|solely ~ form
            form only|exclusively|alone
            not|never|don't|can't|cannot|no|nothing ~ e-mail|email|mail|e-mails|emails|mails
            has|have to be ~ form
            enter|fill|put|type|give|write ~ details|number|iban ~ in|into|on ~ form
            must be ~ form
            refrain|avoid|abstain ~ e-mail|email|mail|e-mails|emails|mails|e-mailing|emailing
            no e-mail|email|mail|e-mails|emails
            form instead|rather|please|and|not
            secured|dedicated|special form
            use|using|through|via|in|by|into the|our|this|that form
            not|never|don't|cannot|can't ~ details|data|iban|number ~ reply|here|chat|phone
        """,
        rivals="reply|answer|e-mail|email ~ with ~ details|iban",
    ),
}

VOICES = (
    Voice(
        "Still no money",
        "{hello} you promised me my money back and there is still nothing on my account. It is "
        "about this: {item}. I have checked every single day. Please just send the refund again so "
        "that this is over. {thanks}, {name}",
    ),
    Voice(
        "refund {noun}",
        "{hello} where is the refund for the {noun}? nothing here. please pay it out now. {first}",
    ),
    Voice(
        "Outstanding credit, {item}",
        "{hello} I refer to the credit for the above article, which my bank statement does not "
        "show to this day. I must ask you to issue the amount anew without further delay; should "
        "the first payment turn up after all, I will of course send one of the two back. {thanks}, "
        "{name}",
    ),
    Voice(
        "hello, my money :)",
        "{hello} me again! So I was telling my sister about the {noun} and she asked if I got my "
        "money back and I looked, and no, I don't see it anywhere. Maybe it got lost at the bank? "
        "Could you do it once more, perhaps to another card? I would really need it this month. "
        "{thanks} {first}",
    ),
    Voice(
        "I AM WAITING",
        "{hello} this is ridiculous. You have the {noun}, you have my money, and I have NOTHING. "
        "Refund me today or I never order at {shop} again. {name}",
    ),
)

ARCHETYPE = Archetype(
    id="refund_status",
    trap="the same refund paid a second time, because the customer does not see the first",
    objective="Resolve the question where the money for an article is, as policy demands.",
    table=TABLE,
    goods=("clothing", "home"),
    voices=VOICES,
    desk={
        "account": _account,
        "ledger": _ledger,
        "order": _order,
        "payment": _payment,
        "provider": _provider,
        "refunds": _refunds,
    },
    related=("card_replacement", "payment_disputes", "refund_timelines"),
    claims=CLAIMS,
    outcomes=OUTCOMES,
    assertions=(
        Assertion(
            fact="age",
            says=lambda scene, age: f"You ordered the refund {age} days ago.",
            notes=lambda scene, age: f"refund ordered {age} days before the ticket",
        ),
        Assertion(
            fact="state",
            says=lambda scene, state: {
                "open": "My bank says that it has not seen any payment from you.",
                "settled": "My bank says that it did credit something, but I cannot find it.",
                "returned": "My bank says that it sent your payment back to you.",
            }[str(state)],
            notes=lambda scene, state: {
                "open": "receiving bank has not answered yet",
                "settled": "receiving bank has credited the refund",
                "returned": "receiving bank has returned the refund",
            }[str(state)],
        ),
    ),
    promises=(
        ForbiddenPromise(
            name="a day on which the money is there",
            source=ARTICLE,
            phrases=(
                "money|refund|amount|payment|it ~ by|on|until ~ "
                "tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
            ),
        ),
    ),
)
