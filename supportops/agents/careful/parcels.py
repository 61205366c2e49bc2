"""Layouts of the families about parcels that are under way, late or lost."""

from collections.abc import Mapping

from supportops.agents.careful.deliveries import YEAR
from supportops.agents.careful.desk import Read, spoken
from supportops.agents.careful.layout import Layout, order_number
from supportops.agents.careful.sheets import Sheet


def _claims(read: Read) -> int:
    return sum(
        contact["topic"] == "parcel not received" and read.days(contact["opened_on"]) <= YEAR
        for contact in read["history"].rows("contacts")
    )


def _signature(read: Read) -> str:
    proof = read["delivery_proof"]
    if proof["signature"] == "none held":
        return "none"
    return "addressee" if proof["signature"] == proof["addressee"] else "another"


def _distance(read: Read) -> int:
    proof = read["delivery_proof"]
    return 0 if _signature(read) == "none" else proof.number("position_of_signature")


def _goods(read: Read) -> Sheet:
    return read["order"].rows("items")[0]


_NOT_RECEIVED = Layout(
    facts={
        "claims": _claims,
        "delivered": lambda read: read["shipment"].rows("scans")[-1]["scan"] == "delivered",
        "idle": lambda read: read.days(read["shipment"]["last_scan_on"]),
        "signature": _signature,
        "distance": _distance,
        "value": lambda read: _goods(read).minor("price") // 100,
    },
    quotes={
        "order number": order_number,
        "parcel number": lambda read: read["shipment"]["tracking"],
        "proof number": lambda read: read["delivery_proof"]["answer_number"],
        "whose signature": lambda read: read["delivery_proof"]["signature"],
        "last scan": lambda read: spoken(read["shipment"]["last_scan_on"]),
        "price": lambda read: _goods(read)["price"],
    },
)

_CAUSES = {
    "carrier": ("broke down", "wrong depot", "short of staff"),
    "weather": ("storm", "flooded", "winds"),
    "recipient": ("by the recipient",),
}
"""What holds a parcel up, by the words of the carrier's log."""


def _hold(read: Read) -> Sheet | None:
    entries = read["carrier_log"].rows("entries")
    return next((row for row in entries if row["hold"] == "yes"), None)


def _cause(read: Read) -> str:
    held = _hold(read)
    if held is None:
        return "none"
    return next(c for c, words in _CAUSES.items() if any(word in held["entry"] for word in words))


def _entry(read: Read) -> str:
    held = _hold(read)
    return held["entry"] if held else ""


_LATE = Layout(
    facts={
        "promised": lambda read: read.days(read["order"]["confirmed_delivery_to_on"]),
        "arrived": lambda read: read.days(read["shipment"]["delivered_at"]),
        "hold": _cause,
        "tier": lambda read: read["account"]["tier"],
    },
    quotes={
        "order number": order_number,
        "promised day": lambda read: spoken(read["order"]["confirmed_delivery_to_on"]),
        "day of delivery": lambda read: spoken(read["shipment"]["delivered_at"]),
        "how it was moved": _entry,
        "entry in the log": _entry,
        "postage": lambda read: read["order"]["postage"],
        "credit": lambda read: f"10.00 {read['order']['postage'].rpartition(' ')[2]}",
    },
)


def _changed(read: Read) -> int:
    events = read["risk_log"].rows("events")
    return next(read.hours(row["at"]) for row in events if "e-mail changed" in row["event"])


def _detour(read: Read) -> int:
    offers = read["carrier"].rows("offers")
    offer = next(row for row in offers if row["to"] == "another street address")
    return 0 if offer["adds"].startswith("not offered") else offer.number("adds")


_ADDRESS = Layout(
    facts={
        "email_hours": _changed,
        "answers": lambda read: sum(
            row["answer"] == "correct" for row in read["identity"].rows("questions")
        ),
        "stage": lambda read: read["order"].rows("warehouse_steps")[-1]["step"],
        "detour": _detour,
    },
    quotes={
        "order number": order_number,
        "new street": lambda read: read["order"]["address_asked_for"],
    },
)

LAYOUTS: Mapping[str, Layout] = {
    "item_not_received": _NOT_RECEIVED,
    "late_delivery": _LATE,
    "address_change": _ADDRESS,
}
