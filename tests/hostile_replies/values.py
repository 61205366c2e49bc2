"""Values in a text (ids, amounts, periods, days) and how each is made slightly wrong."""

import re
from collections.abc import Iterator, Mapping

IDS = re.compile(r"\b[A-Z]{1,3}-(?:\d+-)*\d{3,}\b|\b(?<=ending in )\d{4}\b")
AMOUNTS = re.compile(r"\b\d+\.\d\d\b")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAYS = re.compile(rf"\b\d{{1,2}}(?= (?:{MONTHS})\b)")
PERIODS = re.compile(r"\b\d{1,3}(?= (?:business |working |calendar )?(?:day|hour|week|month)s?\b)")

KINDS: Mapping[str, re.Pattern[str]] = {
    "id": IDS,
    "amount": AMOUNTS,
    "day": DAYS,
    "period": PERIODS,
}
"""Kinds of values by name, each with a pattern that finds them."""


def values_in(text: str) -> list[tuple[str, str]]:
    """Kind and text of each value, in the order of the kinds."""
    return [(kind, found) for kind, wanted in KINDS.items() for found in wanted.findall(text)]


def all_wrong(text: str, kind: str, step: int = 1) -> str:
    """The text with every value of a kind off by `step`, which is at least 1."""
    return KINDS[kind].sub(lambda found: wrong(kind, found[0], step), text)


def wrong(kind: str, value: str, step: int = 1) -> str:
    """Another value of the same kind and shape; `step` is at least 1."""
    if kind == "amount":
        whole, _, cents = value.partition(".")
        return f"{int(whole) + step}.{cents}"
    if kind == "day":
        return str((int(value) - 1 + step) % 28 + 1)
    if kind == "period":
        return str(int(value) + step)
    head, tail = value[:-3], value[-3:]
    return f"{head}{(int(tail) + step) % 1000:03d}"


def variants(sentence: str, step: int = 1) -> Iterator[tuple[str, str]]:
    """The sentence with one of its values changed, and the kind of it, once for each value."""
    for kind, wanted in KINDS.items():
        for found in wanted.finditer(sentence):
            changed = wrong(kind, found[0], step)
            yield kind, sentence[: found.start()] + changed + sentence[found.end() :]


def blanked(text: str) -> str:
    """The text with words that say nothing in place of its values."""
    text = AMOUNTS.sub("so and so much", text)
    text = IDS.sub("such and such", text)
    return PERIODS.sub("so and so many", DAYS.sub("some day in", text))
