"""What a careful reader has read so far, and how days and hours are counted from it."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from supportops.agents.careful.sheets import Sheet, sheet
from supportops.cases.claims import day
from supportops.cases.scenery import Item, Shop
from supportops.cases.scenery.goods import GOODS
from supportops.cases.scenery.people import SHOPS

_RECEIVED = re.compile(r"^received_at: (.+)$", re.MULTILINE)
_FROM = re.compile(r"^from: (\S+) (.+) <(.+)>$", re.MULTILINE)
_CURRENCY = re.compile(r"\d\.\d\d ([A-Z]{3})\b")
_ITEMS = tuple(item for items in GOODS.values() for item in items)


@dataclass(slots=True)
class Read:
    """The texts of one episode: the ticket, records by id, articles by id."""

    ticket: str = ""
    sheets: dict[str, Sheet] = field(default_factory=dict)
    articles: dict[str, str] = field(default_factory=dict)

    def file(self, text: str) -> None:
        """Keep a record."""
        kept = sheet(text)
        self.sheets[kept.id] = kept

    def __getitem__(self, record: str) -> Sheet:
        """A record; what the customer sent in its place, if anything came."""
        return self.sheets.get(f"{record}_2") or self.sheets[record]

    @property
    def missing(self) -> Sheet | None:
        """A record that is not on file."""
        found = (item for item in self.sheets.values() if item["status"] == "not on file")
        return next(found, None)

    @property
    def now(self) -> datetime:
        """When the ticket came in. Raises `ValueError` before it was read."""
        if found := _RECEIVED.search(self.ticket):
            return datetime.fromisoformat(found[1])
        raise ValueError("the ticket does not say when it came in")

    @property
    def first_name(self) -> str:
        """First name of whoever wrote."""
        found = _FROM.search(self.ticket)
        return found[1] if found else "customer"

    def days(self, text: str) -> int:
        """Whole days from a date to the ticket; negative for days to come."""
        return (self.now.date() - date.fromisoformat(text[:10])).days

    def hours(self, text: str) -> int:
        """Full hours from a time to the ticket."""
        return int((self.now - datetime.fromisoformat(text)).total_seconds() // 3600)

    @property
    def item(self) -> Item | None:
        """The article that the case is about, by an order or by the ticket; None if it is none."""
        orders = self.sheets.get("order", Sheet())
        ordered = [row["name"] for row in orders.rows("items")]
        found = [item for item in _ITEMS if item.name in ordered or item.name in self.ticket]
        found += [item for item in _ITEMS if self._names(item.noun)]
        return found[0] if found else None

    def asks_about(self, article: str) -> bool:
        """Whether the ticket is about an article of this name."""
        nouns = [item.noun for item in _ITEMS if item.name == article]
        return article in self.ticket or any(map(self._names, nouns))

    def _names(self, noun: str) -> bool:
        return re.search(rf"\b{re.escape(noun)}\b", self.ticket, re.IGNORECASE) is not None

    @property
    def shop(self) -> Shop | None:
        """A shop with the currency of what was read; None if no amount was read."""
        texts = (text for item in self.sheets.values() for text in item.everything())
        found = (money[1] for text in texts if (money := _CURRENCY.search(text)))
        currency = next(found, "")
        return next((shop for shop in SHOPS if shop.currency == currency), None)


def minutes(earlier: str, later: str) -> int:
    """Full minutes between two times."""
    apart = datetime.fromisoformat(later) - datetime.fromisoformat(earlier)
    return int(apart.total_seconds() // 60)


def spoken(text: str) -> str:
    """A date as a letter has it: `8 May`."""
    return day("", "", text[:10]).words
