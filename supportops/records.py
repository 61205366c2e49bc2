"""What an agent can read: tickets, internal records, policy articles, and how each is rendered.

Values are integers, booleans, text and `Money`; never a float. Names ending in `_on` hold ISO
dates, names ending in `_at` ISO times.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from supportops.remembered import Remembered

FORMS_KEPT = 256
"""Policy queries whose normal form is remembered, at most."""


class Frozen(BaseModel):
    """Immutable and strict: what content is made of."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Money(Frozen):
    """An amount in minor units (cents, pence); never a float."""

    minor: int
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]

    def __str__(self) -> str:
        sign = "-" if self.minor < 0 else ""
        return f"{sign}{abs(self.minor) // 100}.{abs(self.minor) % 100:02d} {self.currency}"


Scalar = bool | int | str | Money
Row = tuple[tuple[str, Scalar], ...]
"""Named values in a fixed order."""

Record = tuple[tuple[str, Scalar | tuple[Row, ...]], ...]
"""Named values in a fixed order, some of which are rows."""


def eur(minor: int) -> Money:
    """An amount in euro cents."""
    return Money(minor=minor, currency="EUR")


def row(**values: Scalar) -> Row:
    """A row of a record."""
    return tuple(values.items())


def record(**values: Scalar | tuple[Row, ...]) -> Record:
    """The content of an artifact."""
    return tuple(values.items())


@cache
def artifact_ref(artifact_id: str) -> str:
    """Reference to a record, as it stands among the evidence."""
    return f"artifact:{artifact_id}"


@cache
def policy_ref(policy_id: str) -> str:
    """Reference to an article, as it stands among the evidence."""
    return f"policy:{policy_id}"


class Ticket(Frozen):
    """The customer's message and the header the desk sees."""

    ticket_id: str
    received_at: str
    channel: str
    customer: str
    address: str
    subject: str
    message: str
    attachments: tuple[str, ...] = ()

    def render(self) -> str:
        """The whole ticket as an agent reads it."""
        return "\n".join(
            (
                f"TICKET {self.ticket_id}",
                f"received_at: {self.received_at}",
                f"channel: {self.channel}",
                f"from: {self.customer} <{self.address}>",
                f"subject: {self.subject}",
                f"attachments: {', '.join(self.attachments) or 'none'}",
                "",
                self.message,
            )
        )


class Artifact(Frozen):
    """An internal record. Fields named `..._on` hold ISO dates, `..._at` ISO times."""

    id: str
    title: str
    record: Record

    def render(self) -> str:
        """The record as an agent reads it: one `name: value` a line, rows indented."""
        return "\n".join((f"RECORD {self.id}: {self.title}", *_lines(self.record)))


def lookup_form(term: str) -> str:
    """Normal form of a policy query: lower case, words joined by one underscore."""
    return _FORMS[term]


def _form(term: str) -> str:
    return "_".join(re.findall(r"[^\W_]+", term.casefold()))


_FORMS = Remembered[str, str](_form, FORMS_KEPT)


class PolicyArticle(Frozen):
    """An article of operational rules, as prose."""

    id: str
    title: str
    version: str
    effective_on: str
    scope: str
    terms: tuple[str, ...] = ()
    body: str

    @property
    def lookup_forms(self) -> list[str]:
        """The distinct normal forms of its id, its title and its further terms."""
        return list(dict.fromkeys(map(lookup_form, (self.id, self.title, *self.terms))))

    def render(self) -> str:
        """The article as an agent reads it."""
        return (
            f"POLICY {self.id}: {self.title}\n"
            f"version: {self.version} | effective_on: {self.effective_on} | scope: {self.scope}"
            f"\n\n{self.body}"
        )


def _lines(record: Record) -> Iterator[str]:
    for name, value in record:
        if isinstance(value, tuple):
            yield f"{name}:" if value else f"{name}: none"
            for row in value:
                yield "  - " + ", ".join(f"{key}: {_text(item)}" for key, item in row)
        else:
            yield f"{name}: {_text(value)}"


def _text(value: Scalar) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
