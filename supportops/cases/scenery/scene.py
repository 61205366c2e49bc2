"""One case's surroundings, drawn once and the same wherever they are named.

A scene knows nothing of the facts of its case, so nothing drawn from it can give the answer away.
Records are rendered from the scene and from the facts that belong to them.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

from supportops.cases.draw import Draw
from supportops.cases.scenery.goods import GOODS, Item
from supportops.cases.scenery.people import (
    CARRIERS,
    CHANNELS,
    COLLEAGUES,
    FIRST_NAMES,
    LAST_NAMES,
    MAILBOXES,
    SHOPS,
    Person,
    Shop,
)
from supportops.records import Artifact, Money, Row, Scalar, record

T = TypeVar("T")

_EPOCH = datetime(2026, 1, 12, 8, 0, tzinfo=UTC)
_DAYS = 300


class Scene:
    """Shop, customer, goods, ids and dates of one case.

    `fixed` holds values by the name under which they would be drawn, for cases written by hand.
    """

    def __init__(
        self, draw: Draw, goods: Sequence[str], fixed: Mapping[str, Any] | None = None
    ) -> None:
        self._draw = draw
        self._goods = goods
        self._fixed = fixed or {}

    def pick(self, name: str, options: Sequence[T]) -> T:
        """One of the options, always the same under one name."""
        found: T = self._fixed[name] if name in self._fixed else self._draw.pick(name, options)
        return found

    def number(self, name: str, low: int, high: int) -> int:
        """An integer in [low, high], always the same under one name."""
        found: int = (
            self._fixed[name] if name in self._fixed else self._draw.number(name, low, high)
        )
        return found

    def shuffled(self, name: str, items: Sequence[T]) -> list[T]:
        """The items in another order, always the same under one name."""
        return self._draw.shuffled(name, items)

    def code(self, name: str, prefix: str, digits: int = 5) -> str:
        """An id such as `RF-30082`, always the same under one name."""
        if name in self._fixed:
            return str(self._fixed[name])
        number = self.number(name, 10 ** (digits - 1), 10**digits - 1)
        return f"{prefix}-{number}"

    def money(self, minor: int) -> Money:
        """An amount in the currency of the shop, given in its minor units."""
        return Money.model_construct(minor=minor, currency=self.shop.currency)

    def amount(self, name: str, low: int, high: int) -> Money:
        """A price between two whole amounts, ending in .00, .50, .90 or .95."""
        if name in self._fixed:
            given: Money = self._fixed[name]
            return given
        cents = self.pick(f"{name}/cents", (0, 50, 90, 95))
        return self.money(100 * self.number(name, low, high) + cents)

    def on(self, days_ago: int) -> str:
        """The ISO date so many days before the ticket."""
        return (self.now - timedelta(days=days_ago)).date().isoformat()

    def at(self, days_ago: int, name: str) -> str:
        """An ISO time on that day, between 7:00 and 18:59, the same under one name.

        On the day of the ticket itself it may lie after the ticket: use `hours_ago` there.
        """
        minute = self.number(f"{name}/minute", 7 * 60, 19 * 60 - 1)
        day = (self.now - timedelta(days=days_ago)).replace(hour=0, minute=0, second=0)
        return (day + timedelta(minutes=minute, seconds=self.number(name, 0, 59))).isoformat()

    def hours_ago(self, hours: int, name: str) -> str:
        """The ISO time so many hours, and up to 40 minutes more, before the ticket."""
        minutes, seconds = self.number(f"{name}/minute", 1, 40), self.number(name, 0, 59)
        return (self.now - timedelta(hours=hours, minutes=minutes, seconds=seconds)).isoformat()

    @cached_property
    def shop(self) -> Shop:
        """The company."""
        return self.pick("shop", SHOPS)

    @cached_property
    def now(self) -> datetime:
        """When the ticket came in."""
        if "now" in self._fixed:
            given: datetime = self._fixed["now"]
            return given
        minutes = self.number("minute", 0, 11 * 60)
        return _EPOCH + timedelta(days=self.number("day", 0, _DAYS), minutes=minutes)

    @cached_property
    def customer(self) -> Person:
        """Who the account belongs to."""
        return self.person("customer")

    def person(self, name: str) -> Person:
        """Somebody else, always the same under one name."""
        if name in self._fixed:
            given: Person = self._fixed[name]
            return given
        return Person(
            self.pick(f"{name}/first", FIRST_NAMES), self.pick(f"{name}/last", LAST_NAMES)
        )

    @cached_property
    def email(self) -> str:
        """Where the customer writes from."""
        if "email" in self._fixed:
            return str(self._fixed["email"])
        style = self.pick("email/style", ("{first}.{last}", "{first[0]}.{last}", "{last}{day}"))
        local = style.format(
            first=self.customer.first, last=self.customer.last, day=self.number("email/day", 1, 99)
        )
        return f"{local.lower()}@{self.pick('mailbox', MAILBOXES)}"

    @cached_property
    def item(self) -> Item:
        """The article the case is about."""
        return self.pick("item", [item for name in self._goods for item in GOODS[name]])

    @cached_property
    def other_item(self) -> Item:
        """An article of the same kind that is not this one and goes by another noun."""
        others = [
            item for name in self._goods for item in GOODS[name] if item.noun != self.item.noun
        ]
        return self.pick("other_item", others)

    @cached_property
    def price(self) -> Money:
        """What one of it costs."""
        return self.amount("price", self.item.low, self.item.high)

    @cached_property
    def postage(self) -> Money:
        """What delivery costs."""
        return self.amount("postage", 3, 9)

    @cached_property
    def total(self) -> Money:
        """Price and postage."""
        return self.money(self.price.minor + self.postage.minor)

    @cached_property
    def order_number(self) -> str:
        """The number of the order the case is about."""
        return self.code("order_number", self.shop.prefix)

    @cached_property
    def card(self) -> str:
        """The last four digits of the customer's card."""
        return f"{self.number('card', 1000, 9999)}"

    @cached_property
    def customer_id(self) -> str:
        """Number of the customer's account."""
        return self.code("customer_id", "C")

    @cached_property
    def ticket_id(self) -> str:
        """Number of the ticket."""
        return self.code("ticket_id", "T")

    @cached_property
    def carrier(self) -> str:
        """Who delivers."""
        return self.pick("carrier", CARRIERS)

    @cached_property
    def tracking(self) -> str:
        """Number of the parcel."""
        first, second = self.number("tracking/a", 1000, 9999), self.number("tracking/b", 1000, 9999)
        return f"{self.carrier[:2].upper()}-{first}-{second}"

    @cached_property
    def channel(self) -> str:
        """How the ticket came in."""
        return self.pick("channel", CHANNELS)

    @cached_property
    def colleague(self) -> str:
        """First name of somebody on the desk."""
        return self.pick("colleague", COLLEAGUES)

    @cached_property
    def since(self) -> str:
        """ISO date of the customer's registration, one to nine years ago."""
        return self.on(self.number("since", 400, 3200))

    def words(self) -> dict[str, str]:
        """What texts may name, by placeholder."""
        return {
            "shop": self.shop.name,
            "first": self.customer.first,
            "last": self.customer.last,
            "name": self.customer.name,
            "item": self.item.name,
            "noun": self.item.noun,
            "carrier": self.carrier,
            "colleague": self.colleague,
        }


def sheet(artifact_id: str, title: str, **fields: Scalar | tuple[Row, ...]) -> Artifact:
    """An artifact from its fields. What it is made of was checked when the archetype was."""
    return Artifact.model_construct(id=artifact_id, title=title, record=record(**fields))
