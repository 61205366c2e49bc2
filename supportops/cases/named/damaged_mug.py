"""`damaged-mug-replacement`: a mug arrives broken, and the customer would rather have the money."""

from datetime import datetime

from supportops.cases.archetypes.damaged_item import ARCHETYPE
from supportops.cases.named.instance import instance
from supportops.cases.scenery import Item, Person, Shop
from supportops.records import Artifact, Ticket, eur, record, row

TICKET = Ticket(
    ticket_id="T-20931",
    received_at="2026-03-12T18:42:00+01:00",
    channel="web form",
    customer="Maya Lindqvist",
    address="maya.lindqvist@mailbox.example",
    subject="Mug arrived broken",
    message=(
        "Hi, the parcel with my glacier blue mug came on Monday and when I opened it the handle "
        "had snapped clean off. The box looked fine from outside, so I guess it was packed badly. "
        "It was meant as a birthday present for my sister and now I am standing there with two "
        "pieces of pottery. I put a photo in the form. Honestly I would rather just have my money "
        "back and buy something else in town than wait for another parcel. Can you please sort "
        "this out quickly? Thanks, Maya"
    ),
    attachments=("IMG_2207.jpg",),
)

ARTIFACTS = (
    Artifact(
        id="order",
        title="order of the customer",
        record=record(
            order_number="HL-58213",
            seller="Hearthline",
            placed_on="2026-03-02",
            delivered_on="2026-03-09",
            status="delivered",
            items=(
                row(
                    sku="MUG-STW-GLB",
                    name="Stoneware mug, glacier blue",
                    quantity=1,
                    price=eur(2400),
                    final_sale=True,
                ),
            ),
            postage=eur(490),
            total=eur(2890),
        ),
    ),
    Artifact(
        id="payment",
        title="payment of the order",
        record=record(
            payment_id="PAY-771204",
            method="card ending 3321",
            captured_on="2026-03-03",
            captured=eur(2890),
            refunded=eur(0),
        ),
    ),
    Artifact(
        id="account",
        title="customer account",
        record=record(
            customer_id="C-40118",
            name="Maya Lindqvist",
            since_on="2023-10-21",
            tier="standard",
            newsletter=True,
            recent_orders=(
                row(order_number="HL-58213", placed_on="2026-03-02", total=eur(2890)),
                row(order_number="HL-51877", placed_on="2025-11-28", total=eur(6350)),
            ),
        ),
    ),
    Artifact(
        id="shipment",
        title="parcel tracking",
        record=record(
            tracking="NX-0092-4471-58",
            carrier="Nordex",
            handed_over_on="2026-03-06",
            delivered_on="2026-03-09",
            delivered_to="recipient",
            damage_reported_by_carrier=False,
        ),
    ),
    Artifact(
        id="attachment",
        title="photo sent with the ticket",
        record=record(
            file="IMG_2207.jpg",
            received_on="2026-03-12",
            shows="blue stoneware mug on a kitchen table, handle broken off, lying beside it",
            label_in_picture="MUG-STW-GLB",
            edited=False,
        ),
    ),
    Artifact(
        id="inventory",
        title="warehouse stock of the ordered article",
        record=record(
            sku="MUG-STW-GLB",
            name="Stoneware mug, glacier blue",
            on_hand=14,
            reserved=3,
            next_delivery_on="2026-04-02",
        ),
    ),
    Artifact(
        id="history",
        title="earlier claims and contacts",
        record=record(
            damage_claims_last_12_months=1,
            contacts=(
                row(
                    on="2025-12-02",
                    topic="glass carafe chipped on arrival, shipped again",
                    order_number="HL-51877",
                ),
                row(on="2024-05-17", topic="question on dishwasher safety", order_number="none"),
            ),
        ),
    ),
)

CASE = instance(
    ARCHETYPE,
    "damaged-mug-replacement",
    objective="Resolve the complaint about an item that arrived damaged, as policy demands.",
    facts={
        "claims": (1, "damage_claims_last_12_months: 1"),
        "photo": ("ordered", "label_in_picture: MUG-STW-GLB"),
        "days": (3, "delivered_on: 2026-03-09"),
        "final_sale": (True, "final_sale: yes"),
        "stock": (14, "on_hand: 14"),
    },
    parameters={"limit": 4, "window": 30},
    scene={
        "shop": Shop("Hearthline", "HL", "hearthline.example", "DE", "EUR"),
        "now": datetime.fromisoformat(TICKET.received_at),
        "customer": Person("Maya", "Lindqvist"),
        "order_number": "HL-58213",
        "claim/order/0": "HL-51877",
        "item": Item("Stoneware mug, glacier blue", "mug", "MUG-STW-GLB", 24, 24),
        "price": eur(2400),
    },
    ticket=TICKET,
    artifacts=ARTIFACTS,
    related=("damaged_items_marketplace", "delivery_delays", "returns_change_of_mind"),
    reply=(
        "Dear Maya,\n\n"
        "I am sorry that your mug from order HL-58213 reached you with a broken handle, and just "
        "before a birthday. We are sending you a replacement free of charge, and the new parcel "
        "leaves our warehouse within 2 business days. You do not have to return the broken mug.\n\n"
        "I know that you would have preferred the money. As the mug is in stock, our policy is to "
        "ship it again.\n\n"
        "Kind regards,\nHearthline Support"
    ),
)
