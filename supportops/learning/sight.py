"""What the learner makes of texts: signs, each of which a case shows or does not show.

It knows how records and articles are written and nothing of what they are about. It reads a record
as names and values, takes a date as days before the ticket and a list by its length, and compares
each number with each number in the numbered lines of the article.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

TEXT_MAX = 60
"""Longest value that is taken as a sign, in characters."""

WORD_LEAST = 4

SMALL = (0, 1, 2, 3, 5, 8)
"""Numbers that any number is compared with."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_ROW = re.compile(r", (?=\w+: )")
_LINE = re.compile(r"^(\d+)\. (.*)$", re.MULTILINE)

Signs = frozenset[str]


class View(NamedTuple):
    """What was read in one episode."""

    ticket: str
    records: Mapping[str, str]
    """The text of each record, by its id."""
    article: str
    """The article whose reading was paid for; empty if none was."""


class Field(NamedTuple):
    """A value in a record, under the path of names that leads to it."""

    path: str
    value: str


def signs(view: View) -> Signs:
    """All that shows in a view."""
    return _signs(view.ticket, tuple(sorted(view.records.items())), view.article)


@lru_cache(maxsize=4096)
def _signs(ticket: str, records: tuple[tuple[str, str], ...], article: str) -> Signs:
    fields = [field for name, text in records for field in fields_of(name, text)]
    said = set(_words(ticket))
    found = {sign for field in fields for sign in _texts(field, said)}
    numbers = dict(_numbers(fields, _day(ticket)))
    limits = dict(_limits(article))
    for path, number in numbers.items():
        found |= {f"{path} > {limit}" for limit in SMALL if number > limit}
        found |= {f"{path} > {name}" for name, limit in limits.items() if number > limit}
    return frozenset(found | set(_wording(article)))


def fields_of(record: str, text: str) -> Iterator[Field]:
    """The values of a record. Lists have their length and their rows, the last one by name."""
    name, rows = record, 0
    last: list[Field] = []
    for line in text.splitlines()[1:]:
        if line.startswith("  - "):
            pairs = [part.partition(": ") for part in _ROW.split(line[4:])]
            last = [Field(f"{name}[last].{_plain(key)}", value) for key, _, value in pairs]
            yield from (Field(f"{name}[{rows}].{_plain(key)}", value) for key, _, value in pairs)
            rows += 1
            continue
        yield from _ended(name, rows, last)
        key, _, value = line.partition(": ")
        name, rows, last = f"{record}.{_plain(key)}", 0, []
        if value:
            yield Field(name, value)
    yield from _ended(name, rows, last)


def _ended(name: str, rows: int, last: list[Field]) -> Iterator[Field]:
    if rows:
        yield Field(f"{name}.length", str(rows))
        yield from last


def _plain(name: str) -> str:
    """A name without its style: `orderNumber`, `order_number` and `Order number` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _texts(field: Field, said: set[str]) -> Iterator[str]:
    """A value as a sign, its digits aside, there and anywhere; and whether the ticket names it."""
    if len(field.value) <= TEXT_MAX and not _DATE.match(field.value):
        written = re.sub(r"[0-9]+", "#", field.value)
        yield f"{field.path} = {written}"
        yield f"any {field.path.rpartition('.')[2]} = {written}"
    if said.intersection(_words(field.value)):
        yield f"{field.path} in the ticket"


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]+", text.lower()) if len(word) >= WORD_LEAST]


def _day(ticket: str) -> date | None:
    found = _DATE.search(ticket)
    return date.fromisoformat(found[0]) if found else None


def _numbers(fields: list[Field], today: date | None) -> Iterator[tuple[str, int]]:
    for path, value in fields:
        if re.fullmatch(r"-?\d{1,9}", value):
            yield path, int(value)
        elif today and _DATE.match(value):
            yield f"age of {path}", (today - date.fromisoformat(value[:10])).days


def _limits(article: str) -> Iterator[tuple[str, int]]:
    """The numbers in the numbered lines of an article, by their place."""
    for line, text in _LINE.findall(article):
        for place, number in enumerate(re.findall(r"\d{1,9}", text)):
            yield f"number {place} of line {line}", int(number)


def _wording(article: str) -> Iterator[str]:
    """The numbered lines as they are worded, their digits aside."""
    for line, text in _LINE.findall(article):
        yield f"line {line} reads: {re.sub(r'[0-9]+', '#', text)}"
