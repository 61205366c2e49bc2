"""Which article governs a ticket, and what its parameters are, from the articles as they read.

One knows beforehand how the article of a family is put together, and which of its words are the
parameters: that is the same for every case. What the words are stands in the article alone.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from supportops.cases.articles import rewrapped, template
from supportops.decision import Parameter, Table, Value

_EFFECTIVE = re.compile(r"effective_on: (\S+)")
_BEFORE = re.compile(r"This edition holds for tickets received before (\S+)\.")
_BLANK = re.compile(r"\\\{(\w+)\\\}")

ROUTING = "routing"
"""The record that tells the country of the desk, where articles differ by country."""


def editions(table: Table, topics: Sequence[str]) -> list[str]:
    """The topics that are the governing article, or one of its editions."""
    name = re.compile(rf"{re.escape(table.article)}(_v\d+|_[a-z]{{2}})?")
    return [topic for topic in topics if name.fullmatch(topic)]


def by_country(topics: Sequence[str]) -> bool:
    """Whether these editions are those of several countries."""
    return len(topics) > 1 and not re.search(r"_v\d+$", topics[0])


def in_force(text: str, today: date) -> bool:
    """Whether an edition holds for a ticket of this day."""
    effective, until = _EFFECTIVE.search(text), _BEFORE.search(text)
    begun = effective is not None and date.fromisoformat(effective[1]) <= today
    return begun and (until is None or today < date.fromisoformat(until[1]))


def parameters(table: Table, text: str) -> dict[str, Value]:
    """The parameters that an article states. Raises `ValueError` if it is another article."""
    found = _pattern(table.article).search(text)
    if found is None:
        raise ValueError(f"not the article {table.article}: {text[:60]!r}")
    return {item.name: _value(item, found[item.name]) for item in table.parameters}


def _value(parameter: Parameter, wording: str) -> Value:
    values = (*parameter.values, *parameter.unseen)
    return next(value for value in values if parameter.wording(value) == wording)


@lru_cache(maxsize=64)
def _pattern(article: str) -> re.Pattern[str]:
    """An article with its blanks, as a pattern that any filled copy of it fits."""
    seen: set[str] = set()

    def blank(found: re.Match[str]) -> str:
        name = found[1]
        again = name in seen
        seen.add(name)
        return f"(?P={name})" if again else f"(?P<{name}>.+?)"

    return re.compile(_BLANK.sub(blank, re.escape(rewrapped(template(article).body))))
