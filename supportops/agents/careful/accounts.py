"""Layouts of the families about accounts, and about what is stored of their holders."""

from collections.abc import Mapping

from supportops.agents.careful.desk import Read, spoken
from supportops.agents.careful.layout import Layout, last_word, order_number
from supportops.agents.careful.sheets import Sheet


def _device(read: Read) -> int:
    events = read["risk_log"].rows("events")
    return next(read.hours(row["at"]) for row in events if "first seen" in row["device"])


def _failed(read: Read) -> int:
    checks = read["identity"].rows("checks")
    return next((read.hours(row["at"]) for row in checks if row["outcome"] == "failed"), 0)


def _collection(read: Read) -> int:
    shipment = read["shipment"]
    if shipment["handed_over"] == "yes":
        return 0
    return -read.hours(shipment["next_collection_at"]) - 1


_TAKEOVER = Layout(
    facts={
        "email": lambda read: read.hours(read["account"]["email_changed_at"]),
        "device": _device,
        "new_address": lambda read: (
            read["order"]["delivery_address_first_used_on"] == read["order"]["placed_at"][:10]
        ),
        "check": _failed,
        "new_card": lambda read: (
            read["payment"]["card_first_used_on"] == read["payment"]["captured_at"][:10]
        ),
        "collection": _collection,
    },
    quotes={
        "order number": order_number,
        "carrier": lambda read: read["shipment"]["carrier"],
        "card": lambda read: last_word(read["payment"]["method"]),
    },
)


def _hold(read: Read) -> str:
    holds = read["legal"].rows("holds")
    if not holds:
        return "none"
    return "lifted" if "lifted_on" in holds[-1] else "running"


def _latest(read: Read) -> Sheet:
    return read["orders"].rows("orders")[0]


def _waiting(read: Read) -> bool:
    return "delivered_on" not in _latest(read)


_ERASURE = Layout(
    facts={
        "answers": lambda read: sum(
            row["result"] == "right" for row in read["identity"].rows("answers")
        ),
        "hold": _hold,
        "waiting": _waiting,
        "days": lambda read: 6 if _waiting(read) else read.days(_latest(read)["delivered_on"]),
        "balance": lambda read: read["ledger"].minor("balance"),
        "country": lambda read: read["account"]["country_of_residence"],
    },
    quotes={
        "order": lambda read: _latest(read)["order_number"],
        "request number": lambda read: read["identity"]["request_number"],
        "amount owed": lambda read: read["ledger"]["balance"],
        "hold day": lambda read: spoken(read["legal"].rows("holds")[-1]["placed_on"]),
    },
)

_WANTED = {"card": "card", "invoice": "invoice"}
"""What an enquiry asks about, by a word of it; anything else is the state of the order."""


def _wanted(read: Read) -> str:
    text = read["enquiry"]["wants_to_know"]
    return next((what for what, word in _WANTED.items() if word in text), "state")


def _objection(read: Read) -> str:
    choices = read["privacy"].rows("choices")
    found = [row for row in choices if row["choice"].startswith("nothing about my orders")]
    if not found:
        return "none"
    return "withdrawn" if "taken_back_on" in found[-1] else "standing"


def _delegate(read: Read) -> str:
    writer = read["enquiry"]["sent_by"]
    found = [row for row in read["account"].rows("delegates") if row["name"] == writer]
    if not found:
        return "none"
    return "former" if "removed_on" in found[-1] else "writer"


def _paper(read: Read) -> Sheet | None:
    papers = read["authorization"].rows("papers")
    return papers[-1] if papers else None


def _form(read: Read) -> str:
    paper = _paper(read)
    return paper["kind"].split()[0].rstrip(",") if paper else "none"


def _agent(read: Read) -> str:
    paper = _paper(read)
    if paper is None or paper["in_favour_of"] == read["enquiry"]["sent_by"]:
        return "writer"
    return "another"


def _age(read: Read) -> int:
    paper = _paper(read)
    return read.days(paper["signed_on"]) if paper else 20


def _signed(read: Read) -> str:
    paper = _paper(read)
    return spoken(paper["signed_on"]) if paper else ""


_DISCLOSURE = Layout(
    facts={
        "score": lambda read: read["identity"].number("face_match_percent"),
        "wanted": _wanted,
        "objection": _objection,
        "delegate": _delegate,
        "paper": _form,
        "agent": _agent,
        "age": _age,
    },
    quotes={
        "order number": lambda read: read["enquiry"]["order_number"],
        "enquiry number": lambda read: read["enquiry"]["enquiry_number"],
        "day of the paper": _signed,
    },
)

LAYOUTS: Mapping[str, Layout] = {
    "account_takeover": _TAKEOVER,
    "privacy_erasure": _ERASURE,
    "third_party_disclosure": _DISCLOSURE,
}
