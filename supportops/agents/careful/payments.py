"""Layouts of the families about money that was taken, sent or lost."""

from collections.abc import Mapping

from supportops.agents.careful.desk import Read, minutes, spoken
from supportops.agents.careful.layout import Layout, last_word
from supportops.agents.careful.sheets import Sheet

DAY = 24 * 60
"""Minutes within which cards of one payment card are a series."""


def _bought(read: Read) -> list[Sheet]:
    return read["order"].rows("orders")


def _ours(read: Read) -> str:
    return _bought(read)[0]["order_number"]


def _last(sheet: Sheet, name: str) -> Sheet | None:
    rows = sheet.rows(name)
    return rows[-1] if rows else None


def _dispute(read: Read) -> str:
    line = _last(read["dispute"], "disputes")
    if line is None:
        return "none"
    if line["order_number"] != _ours(read):
        return "another"
    return "withdrawn" if line["stage"].startswith("withdrawn") else "open"


def _repaid(read: Read) -> str:
    line = _last(read["refunds"], "refunds")
    if line is None:
        return "none"
    if line["order_number"] != _ours(read):
        return "another"
    if line["reason"].startswith("postage"):
        return "postage"
    return "returned" if line["status"].startswith("returned") else "sent"


def _second(read: Read) -> str:
    first, second = read["payment"].rows("lines")[-2:]
    if second["status"] == "authorized":
        return "authorized"
    return "captured" if second["amount"] == first["amount"] else "other amount"


def _line(read: Read) -> Sheet:
    return read["payment"].rows("lines")[-1]


def _lapse(read: Read) -> int:
    return -read.days(_line(read)["lapses_on"]) if "lapses_on" in _line(read) else 0


def _further(read: Read) -> str:
    first, *others = _bought(read)
    if not others:
        return "none"
    return "same" if others[0]["item"] == first["item"] else "other"


def _apart(read: Read) -> int:
    first, *others = _bought(read)
    return minutes(first["placed_at"], others[0]["placed_at"]) if others else 0


_DUPLICATE = Layout(
    facts={
        "dispute": _dispute,
        "refund": _repaid,
        "second": _second,
        "lapse": _lapse,
        "further": _further,
        "apart": _apart,
    },
    quotes={
        "order number": _ours,
        "amount": lambda read: _line(read)["amount"],
        "odd amount": lambda read: _line(read)["amount"],
        "card": lambda read: last_word(read["payment"]["card"]),
        "bank case": lambda read: read["dispute"].rows("disputes")[-1]["reference"],
        "day it lapses": lambda read: spoken(_line(read)["lapses_on"]),
        "second order": lambda read: _bought(read)[-1]["order_number"],
        "day of the refund": lambda read: spoken(read["refunds"].rows("refunds")[-1]["sent_on"]),
    },
)


def _refund(read: Read) -> Sheet:
    return read["refunds"].rows("refunds")[0]


def _answered(read: Read) -> str:
    message = read["ledger"].rows("messages")[-1]["message"]
    found = (("settled", "credited"), ("returned", "returned"))
    return next((state for state, word in found if message.startswith(word)), "open")


def _standing(read: Read) -> str:
    payment = read["payment"]
    if payment["status_told_by_bank"] == "closed":
        return "closed"
    until = payment["last_valid_on"]
    return "expired" if until and read.days(until) > 0 else "active"


_REFUND = Layout(
    facts={
        "article": lambda read: "asked" if read.asks_about(_refund(read)["article"]) else "another",
        "age": lambda read: read.days(_refund(read)["ordered_on"]),
        "state": _answered,
        "method": lambda read: (
            "card" if read["payment"]["method"].startswith("card") else "transfer"
        ),
        "standing": _standing,
        "attempts": lambda read: len(read["provider"].rows("sendings")),
    },
    quotes={
        "refund number": lambda read: _refund(read)["refund_id"],
        "amount": lambda read: _refund(read)["amount"],
        "day ordered": lambda read: spoken(_refund(read)["ordered_on"]),
        "trace reference": lambda read: read["ledger"]["trace_reference"],
        "article on file": lambda read: _refund(read)["article"],
    },
)


def _open_case(read: Read) -> Sheet | None:
    cases = read["dispute"].rows("cases")
    number = read["dispute"]["order_in_question"]
    return next(
        (row for row in cases if row["state"] == "open" and row["order_number"] == number), None
    )


def _case(read: Read, name: str) -> str:
    found = _open_case(read)
    return found[name] if found else ""


def _left(read: Read) -> int:
    return -read.days(_case(read, "answer_due_on")) if _open_case(read) else 1


def _settled(read: Read) -> str:
    refunds = read["refunds"]
    line = _last(refunds, "refunds")
    if line is None:
        return "none"
    return line["state"] if line["order_number"] == refunds["order_number"] else "for another order"


def _place(read: Read) -> str:
    shipment = read["shipment"]
    scan = shipment.rows("scans")[-1]
    if scan["event"] == "delivered":
        right = shipment["address_on_label"].endswith(f", {scan['where']}")
        return "at the address on the label" if right else "at another address"
    return "in the depot" if scan["event"].startswith("sorted") else "back at the sender"


def _proof(read: Read) -> str:
    proof = read["delivery_proof"]
    if proof["signed_by"] == "nobody":
        return "none" if proof["photo"] == "none taken" else "photo"
    addressee = read["shipment"]["address_on_label"].partition(",")[0]
    return "own" if proof["signed_by"] == addressee else "relative"


_CHARGEBACK = Layout(
    facts={
        "stage": lambda read: _case(read, "type") or "none",
        "left": _left,
        "refund": _settled,
        "place": _place,
        "proof": _proof,
    },
    quotes={
        "order number": lambda read: read["dispute"]["order_in_question"],
        "delivery day": lambda read: spoken(read["shipment"].rows("scans")[-1]["on"]),
        "case number": lambda read: _case(read, "case"),
        "amount": lambda read: _case(read, "amount"),
        "refund number": lambda read: read["refunds"].rows("refunds")[-1]["refund_id"],
        "refund day": lambda read: spoken(read["refunds"].rows("refunds")[-1]["sent_on"]),
    },
)


def _series(read: Read) -> int:
    charges = read["payment"].rows("charges")
    return sum(0 <= minutes(row["charged_at"], charges[0]["charged_at"]) <= DAY for row in charges)


def _outlet(read: Read) -> str:
    outlet = read["activation"]["outlet"]
    if outlet.startswith("private"):
        return "private"
    return "partner" if outlet.endswith("retail partner") else "own"


def _spent(read: Read) -> str:
    line = _last(read["ledger"], "redemptions")
    if line is None:
        return "nothing"
    return "own" if line["ordered_by"] == read["ledger"]["ticket_sent_by"] else "other"


_GIFT_CARD = Layout(
    facts={
        "codes": lambda read: (
            "sent" if "Customer had" in read["contacts"].rows("notes")[0]["text"] else "kept"
        ),
        "cards": _series,
        "checks": lambda read: sum(
            row["network"] == "never seen before" for row in read["risk_log"].rows("enquiries")
        ),
        "outlet": _outlet,
        "spent": _spent,
    },
    quotes={
        "card": lambda read: last_word(read["activation"]["gift_card"]),
        "place of sale": lambda read: read["activation"]["outlet"],
        "spent on": lambda read: spoken(read["ledger"].rows("redemptions")[-1]["redeemed_on"]),
        "value": lambda read: read["activation"]["value"],
    },
)

LAYOUTS: Mapping[str, Layout] = {
    "duplicate_charge": _DUPLICATE,
    "refund_status": _REFUND,
    "chargeback": _CHARGEBACK,
    "gift_card_scam": _GIFT_CARD,
}
