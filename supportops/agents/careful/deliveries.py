"""Layouts of the families about what was delivered, and how."""

from collections.abc import Mapping

from supportops.agents.careful.desk import Read, spoken
from supportops.agents.careful.layout import Layout, order_number
from supportops.agents.careful.sheets import Sheet
from supportops.decision import Value

YEAR = 365
"""Days for which earlier contacts, requests and returns count."""


def _ordered(read: Read) -> Sheet:
    return read["order"].rows("items")[0]


def _shown(read: Read, label: str) -> str:
    photo = read["attachment"]
    if "files" in photo:
        return "none"
    return "ordered" if _ordered(read)["sku"] in photo[label] else "another"


def _photographed(read: Read) -> str:
    photo = read["attachment"]
    return f"{photo['shows']}, with the label {photo['label_in_picture']}"


def _labelled(read: Read) -> str:
    name, _, sku = read["attachment"]["label_reads"].rpartition(" / ")
    return f"{name} ({sku})"


_DAMAGED = Layout(
    facts={
        "claims": lambda read: read["history"].number("damage_claims_last_12_months"),
        "photo": lambda read: _shown(read, "label_in_picture"),
        "days": lambda read: read.days(read["order"]["delivered_on"]),
        "final_sale": lambda read: _ordered(read)["final_sale"] == "yes",
        "stock": lambda read: read["inventory"].number("free_to_ship"),
    },
    quotes={
        "order number": order_number,
        "delivery day": lambda read: spoken(read["order"]["delivered_on"]),
        "what the photo shows": _photographed,
        "amount": lambda read: _ordered(read)["price"],
    },
)


def _stock(read: Read) -> int:
    sites = read["inventory"].rows("sites")
    main = next(site for site in sites if site["site"] == "main warehouse")
    return main.number("on_hand") - main.number("reserved")


def _deviation(read: Read) -> int:
    log = read["pick_log"]
    return abs(log.number("packed_weight_g") - log.number("expected_weight_g"))


_WRONG = Layout(
    facts={
        "price": lambda read: _ordered(read).minor("price") // 100,
        "scan": lambda read: (
            "ordered" if read["pick_log"]["scanned_sku"] == _ordered(read)["sku"] else "another"
        ),
        "deviation": _deviation,
        "photo": lambda read: _shown(read, "label_reads"),
        "stock": _stock,
    },
    quotes={
        "order number": order_number,
        "price": lambda read: _ordered(read)["price"],
        "what was packed": lambda read: (
            f"{read['pick_log']['scanned_name']} ({read['pick_log']['scanned_sku']})"
        ),
        "what the photo shows": _labelled,
    },
)

_FOUND = {
    "not inspected": ("no entry",),
    "defect": ("never closed", "put together"),
    "wear": ("rubbed flat", "worn through"),
    "fall": ("dented", "cracked"),
    "liquid": ("dried rings", "moisture label"),
}
"""What the workshop writes, by the cause that it stands for."""

DAYS_OF_100_MONTHS = 3044


def _cause(read: Read) -> str:
    finding = read["diagnostic"]["finding"]
    return next(c for c, words in _FOUND.items() if any(word in finding for word in words))


def _repairs(read: Read) -> int:
    history = read["history"]
    now = history["symptom_reported_now"]
    return sum(
        visit["symptom"] == now and visit["result"] == "repaired"
        for visit in history.rows("visits")
    )


def _kits(read: Read) -> int:
    spares = read["spares"]
    return spares.number("kits_on_the_shelf") - spares.number("kits_set_aside_for_other_visits")


_WARRANTY = Layout(
    facts={
        "cause": _cause,
        "months": lambda read: read.days(read["order"]["delivered_on"]) * 100 // DAYS_OF_100_MONTHS,
        "plan": lambda read: any(
            plan["sku"] == read["cover"]["asked_about"] for plan in read["cover"].rows("plans")
        ),
        "resold": lambda read: read["product"]["origin"].startswith("sent back"),
        "repairs": _repairs,
        "kits": _kits,
    },
    quotes={
        "service number": lambda read: read["diagnostic"]["service_number"],
        "what was found": lambda read: read["diagnostic"]["finding"],
        "delivery day": lambda read: (
            f"{spoken(read['order']['delivered_on'])} {read['order']['delivered_on'][:4]}"
        ),
    },
)

_CALLED = {"elsewhere": "frying pan", "damage": "brown mark", "injury": "blister"}
"""What a call tells, by the harm that it stands for."""


def _harm(read: Read) -> str:
    note = read["contacts"]["note"]
    return next((harm for harm, word in _CALLED.items() if word in note), "none")


def _recall(read: Read) -> Sheet | None:
    entries = read["recall"].rows("entries")
    return next((row for row in entries if row["model"] == _ordered(read)["name"]), None)


def _recalled_up_to(read: Read) -> Value:
    entry = _recall(read)
    return int(entry["lots"].rpartition("L-")[2]) if entry else 0


def _recall_number(read: Read) -> str:
    entry = _recall(read)
    return entry["recall"] if entry else ""


_SAFETY = Layout(
    facts={
        "harm": _harm,
        "plug": lambda read: read["inspection"].number("plug_celsius"),
        "lot": lambda read: int(read["pick_log"]["lot"].removeprefix("L-")),
        "upto": _recalled_up_to,
        "age": lambda read: read.days(read["order"]["delivered_on"]),
    },
    quotes={
        "reference": lambda read: read["contacts"]["report"],
        "recall number": _recall_number,
        "order number": order_number,
        "amount": lambda read: read["order"]["total"],
        "delivery day": lambda read: spoken(read["order"]["delivered_on"]),
    },
)

LAYOUTS: Mapping[str, Layout] = {
    "damaged_item": _DAMAGED,
    "wrong_item": _WRONG,
    "warranty_claim": _WARRANTY,
    "product_safety": _SAFETY,
}
