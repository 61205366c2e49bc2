"""Layouts of the families about prices, returns, promotions and plans."""

from collections.abc import Mapping

from supportops.agents.careful.deliveries import YEAR
from supportops.agents.careful.desk import Read, spoken
from supportops.agents.careful.layout import Layout, order_number
from supportops.agents.careful.sheets import Sheet, currency_in
from supportops.cases.scenery.people import SHOPS

_OURS = frozenset(shop.name for shop in SHOPS)
_DOMAINS = tuple(shop.domain for shop in SHOPS)


def _seller(read: Read) -> str:
    page = read["listing"]
    if page["sold_by"] in _OURS:
        return "shop" if page["banner"] == "none" else "clearance"
    return "partner" if any(domain in page["address"] for domain in _DOMAINS) else "retailer"


def _difference(read: Read) -> int:
    log = read["price_log"]
    return log.minor("paid_for_the_article") - log.minor("price_on_the_page")


def _granted(read: Read) -> int:
    return sum(
        row["result"] == "paid to the card" and read.days(row["closed_on"]) <= YEAR
        for row in read["history"].rows("requests")
    )


_PRICE = Layout(
    facts={
        "variant": lambda read: (
            "ordered"
            if read["comparison"]["page_sku"] == read["comparison"]["ordered_sku"]
            else "another"
        ),
        "seller": _seller,
        "days": lambda read: read.days(read["order"]["placed_on"]),
        "difference": lambda read: _difference(read) // 100,
        "granted": _granted,
    },
    quotes={
        "request number": lambda read: read["comparison"]["request_number"],
        "difference": lambda read: (
            f"{_difference(read) // 100}.{_difference(read) % 100:02d} "
            f"{currency_in(read['price_log']['price_on_the_page'])}"
        ),
        "seller": lambda read: read["listing"]["sold_by"],
        "order day": lambda read: spoken(read["order"]["placed_on"]),
        "shown article": lambda read: read["comparison"]["page_shows"],
        "page price": lambda read: read["price_log"]["price_on_the_page"],
    },
)

_STATES = {"used": ("film gone",), "opened": ("film still on",), "closed": ("box shut",)}
"""What a picture shows of an article, by the state that it stands for."""


def _state(read: Read) -> str:
    article = read["inspection"]["article"]
    return next(s for s, words in _STATES.items() if any(word in article for word in words))


def _sort(read: Read) -> str:
    product = read["product"]
    if product["work_before_packing"].startswith("laser engraving"):
        return "engraved"
    return "sealed" if "seal" in product["inner_box"] else "plain"


def _returns(read: Read) -> int:
    return sum(
        row["result"] == "money back" and read.days(row["closed_on"]) <= YEAR
        for row in read["history"].rows("returns")
    )


_RETURN = Layout(
    facts={
        "sort": _sort,
        "state": _state,
        "days": lambda read: read.days(read["order"]["delivered_on"]),
        "tier": lambda read: read["account"]["membership"],
        "returns": _returns,
    },
    quotes={
        "form number": lambda read: read["inspection"]["form_number"],
        "delivery day": lambda read: spoken(read["order"]["delivered_on"]),
        "what the pictures show": lambda read: read["inspection"]["article"],
        "engraving": lambda read: read["product"]["work_before_packing"].partition(": ")[2],
        "price": lambda read: read["order"].rows("items")[0]["price"],
    },
)


def _promise(read: Read) -> Sheet | None:
    calls = read["contacts"].rows("calls")
    return next((call for call in calls if "told that the" in call["note"]), None)


def _promiser(read: Read) -> str:
    call = _promise(read)
    return call["taken_by"].partition(", ")[2] if call else "nobody"


def _promised_on(read: Read) -> str:
    call = _promise(read)
    return spoken(call["on"]) if call else ""


def _earlier(read: Read) -> str:
    orders = read["account"].rows("orders_before_this_one")
    if not orders:
        return "none"
    return "cancelled" if orders[0]["status"].startswith("cancelled") else "delivered"


def _earlier_order(read: Read) -> str:
    number = read["account"].rows("orders_before_this_one")[0]["order_number"]
    counts = ", which counts although it was cancelled"
    return number + (counts if _earlier(read) == "cancelled" else "")


_PROMOTION = Layout(
    facts={
        "accounts": lambda read: len(read["risk_log"].rows("other_accounts_with_this_card")),
        "promise": _promiser,
        "ended": lambda read: read.days(read["promotion"]["last_day_on"]),
        "first_only": lambda read: read["promotion"]["for_whom"].startswith("first order"),
        "age": lambda read: read.days(read["order"]["placed_on"]),
        "earlier": _earlier,
    },
    quotes={
        "amount": lambda read: read["promotion"]["discount"],
        "day of the promise": _promised_on,
        "order number": order_number,
        "last day": lambda read: spoken(read["promotion"]["last_day_on"]),
        "order day": lambda read: spoken(read["order"]["placed_on"]),
        "earlier order": _earlier_order,
    },
)


def _status(read: Read) -> str:
    plan = read["subscription"]
    if plan["state"] == "paused":
        return "paused"
    return "active" if plan["renews"] == "yes" else "ended"


def _uses(read: Read) -> int:
    counts = read["usage"].rows("counts")
    return sum(row.number("current_term") for row in counts if "advice line" not in row["kind"])


_SUBSCRIPTION = Layout(
    facts={
        "status": _status,
        "plan": lambda read: read["subscription"]["term"],
        "country": lambda read: read["account"]["home_country"],
        "days": lambda read: read.days(read["payment"]["paid_on"]),
        "biller": lambda read: "own" if read["payment"]["taken_by"] in _OURS else "partner",
        "uses": _uses,
    },
    quotes={
        "plan number": lambda read: read["subscription"]["plan_number"],
        "partner": lambda read: read["payment"]["taken_by"],
        "switched off": lambda read: spoken(read["subscription"]["last_change_on"]),
        "amount": lambda read: read["payment"]["amount"],
    },
)

LAYOUTS: Mapping[str, Layout] = {
    "price_adjustment": _PRICE,
    "return_request": _RETURN,
    "promo_dispute": _PROMOTION,
    "subscription_cancellation": _SUBSCRIPTION,
}
