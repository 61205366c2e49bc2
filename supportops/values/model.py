"""What a typed value is, and when two of them mean the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Unit = Literal["business day", "day", "hour", "minute", "month"]
Kind = Literal["amount", "span", "day", "number"]

DOLLARS = frozenset({"usd", "cad", "aud", "$"})
"""Currencies that a dollar sign may stand for; it is one itself while it is unclear which."""

_HOURS = 24

REMEMBERED = 16384
"""So many texts and words are looked at once only."""


class Amount(NamedTuple):
    """Money in minor units; the currency is "" where none is written, "$" where it is unclear."""

    minor: int
    currency: str


class Span(NamedTuple):
    """From so many to so many of a unit; both are equal where it is one number."""

    low: int
    high: int
    unit: Unit


class Day(NamedTuple):
    """A day of the calendar; the year is 0 where none is written."""

    month: int
    day: int
    year: int


Value = Amount | Span | Day | str
"""A typed value, or the number of a thing as it is written."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the tokens that write it: from `first` up to, not including, `last`."""

    value: Value
    first: int
    last: int


def token_at(tokens: Sequence[str], at: int) -> str:
    """The token at a place; nothing past the end."""
    return tokens[at] if 0 <= at < len(tokens) else ""


_KINDS: Mapping[type, Kind] = {Amount: "amount", Span: "span", Day: "day", str: "number"}


def kind_of(value: Value) -> Kind:
    """What kind of value this is."""
    return _KINDS[type(value)]


def same(wanted: Value, said: Value) -> bool:
    """Whether what is said means what is wanted; a year or a currency may be left out."""
    if isinstance(wanted, Amount) and isinstance(said, Amount):
        return wanted.minor == said.minor and _one_currency(wanted.currency, said.currency)
    if isinstance(wanted, Span) and isinstance(said, Span):
        return _in_hours(wanted) == _in_hours(said)
    if isinstance(wanted, Day) and isinstance(said, Day):
        dated = wanted.year == said.year or not (wanted.year and said.year)
        return wanted[:2] == said[:2] and dated
    return type(wanted) is type(said) and wanted == said


def _one_currency(wanted: str, said: str) -> bool:
    return (
        not said
        or not wanted
        or wanted == said
        or ("$" in (wanted, said) and {wanted, said} <= DOLLARS)
    )


def _in_hours(span: Span) -> Span:
    """Calendar days in hours, as 48 hours are two days; business days are something else."""
    if span.unit != "day":
        return span
    return Span(span.low * _HOURS, span.high * _HOURS, "hour")
