"""`duplicate-charge-refund`: one order, two captures; the extra one goes back and nothing else."""

from datetime import datetime

from supportops.cases.archetypes.duplicate_charge import ARCHETYPE
from supportops.cases.named.instance import instance
from supportops.cases.scenery import Item, Person, Shop
from supportops.records import Artifact, Ticket, eur, record, row

TICKET = Ticket(
    ticket_id="T-22417",
    received_at="2026-04-11T09:05:00+02:00",
    channel="e-mail",
    customer="Daniel Okafor",
    address="d.okafor@postbox.example",
    subject="You took the money twice!!",
    message=(
        "Good morning. I bought a set of linen curtains from you on Wednesday. Your page hung "
        "after I pressed pay, so I pressed it again, and now my card has been debited twice. My "
        "banking app calls one of them pending, but the money is gone all the same and rent is due "
        "on the fifteenth. I only ever wanted one set. Please give me everything back straight "
        "away, I am not waiting weeks for this. Daniel Okafor"
    ),
)

ARTIFACTS = (
    Artifact(
        id="order",
        title="orders of the customer in the last 30 days",
        record=record(
            orders=(
                row(
                    order_number="HL-60447",
                    placed_at="2026-04-08T14:03:11+02:00",
                    item="Linen curtains, sand, set of 2",
                    total=eur(8640),
                    status="dispatched",
                ),
            ),
            abandoned_carts=1,
        ),
    ),
    Artifact(
        id="payment",
        title="payment lines",
        record=record(
            order_number="HL-60447",
            card="card ending 4417",
            lines=(
                row(
                    line="PL-1",
                    at="2026-04-08T14:01:40+02:00",
                    type="authorization",
                    amount=eur(8640),
                    status="voided",
                ),
                row(
                    line="PL-2",
                    at="2026-04-08T14:02:26+02:00",
                    type="sale",
                    amount=eur(8640),
                    status="captured",
                ),
                row(
                    line="PL-3",
                    at="2026-04-08T14:03:09+02:00",
                    type="sale",
                    amount=eur(8640),
                    status="captured",
                ),
            ),
            gateway_note="PL-2 answered after 43 seconds, client had retried",
        ),
    ),
    Artifact(
        id="refunds",
        title="refunds to the customer",
        record=record(
            refunds=(
                row(
                    refund_id="RF-30082",
                    order_number="HL-55290",
                    amount=eur(1200),
                    sent_on="2026-01-19",
                    reason="missing curtain hooks",
                ),
            )
        ),
    ),
    Artifact(
        id="dispute",
        title="chargebacks and bank disputes",
        record=record(
            disputes=(
                row(
                    reference="CB-1187",
                    order_number="HL-38802",
                    opened_on="2025-02-03",
                    closed_on="2025-03-21",
                    outcome="withdrawn by the customer",
                ),
            )
        ),
    ),
    Artifact(
        id="account",
        title="customer account",
        record=record(
            customer_id="C-28835",
            name="Daniel Okafor",
            since_on="2022-02-14",
            tier="plus",
            wallet_balance=eur(0),
        ),
    ),
    Artifact(
        id="shipment",
        title="parcel tracking",
        record=record(
            order_number="HL-60447",
            carrier="Nordex",
            tracking="NX-0093-1180-02",
            handed_over_on="2026-04-10",
            expected_on="2026-04-14",
        ),
    ),
    Artifact(
        id="risk_log",
        title="risk events of the account",
        record=record(
            events=(
                row(at="2026-04-08T14:00:58+02:00", event="sign-in, known device"),
                row(at="2026-04-08T14:02:20+02:00", event="checkout submitted twice"),
            ),
            score="low",
        ),
    ),
)

CASE = instance(
    ARCHETYPE,
    "duplicate-charge-refund",
    objective="Investigate the complaint about a double debit and settle it as policy demands.",
    facts={
        "dispute": ("another", "order_number: HL-38802"),
        "refund": ("another", "order_number: HL-55290"),
        "second": ("captured", "line: PL-3"),
        "lapse": (0, "type: sale"),
        "further": ("none", "order_number: HL-60447"),
        "apart": (0, "placed_at: 2026-04-08T14:03:11+02:00"),
    },
    parameters={"wait": 7, "gap": 20},
    scene={
        "shop": Shop("Hearthline", "HL", "hearthline.example", "DE", "EUR"),
        "now": datetime.fromisoformat(TICKET.received_at),
        "customer": Person("Daniel", "Okafor"),
        "order_number": "HL-60447",
        "earlier_order": "HL-55290",
        "item": Item("Linen curtains, set of 2, sand", "curtains", "LIN-CUR-SET-OF-2-SAN", 86, 86),
        "price": eur(8640),
        "postage": eur(0),
        "card": 4417,
    },
    ticket=TICKET,
    artifacts=ARTIFACTS,
    related=("authorization_holds", "payment_disputes", "refund_timelines"),
    reply=(
        "Dear Daniel,\n\n"
        "I am sorry for the worry this has caused. Our page did take two payments for your order "
        "HL-60447, and you only bought one set of curtains. We are refunding the second payment of "
        "86.40 EUR to your card ending 4417, and your bank needs 5 to 7 business days to show it. "
        "The first payment stays, as your curtains are on their way to you.\n\n"
        "Kind regards,\nHearthline Support"
    ),
)
