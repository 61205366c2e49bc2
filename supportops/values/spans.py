"""Spans of time, as people write them: in figures and words, in ranges, and as parts of a whole."""

import re
from collections.abc import Sequence
from functools import lru_cache

from supportops.values.counts import count_of, counted
from supportops.values.model import REMEMBERED, Found, Span, Unit, token_at

WHOLE = {"fortnight": Span(14, 14, "day")}
"""Spans that one word writes, without a count."""

PARTS = {"half": 2, "quarter": 4}
"""How many of it make a whole unit."""

_WHOLES: dict[str, tuple[int, Unit]] = {
    "hour": (60, "minute"),
    "day": (24, "hour"),
    "year": (12, "month"),
}

_UNITS: dict[str, tuple[int, Unit]] = {
    "day": (1, "day"),
    "weekday": (1, "business day"),
    "workday": (1, "business day"),
    "week": (7, "day"),
    "fortnight": (14, "day"),
    "month": (1, "month"),
    "year": (12, "month"),
    "hour": (1, "hour"),
    "hr": (1, "hour"),
    "minute": (1, "minute"),
    "min": (1, "minute"),
}
_MONTH: tuple[int, Unit] = (1, "month")
"""Months are what is counted, where a year is spoken of as well."""

_ADJECTIVES = frozenset(
    """business working calendar full whole more further additional extra consecutive clear short
    natural straight solid of bank banking unused remaining unstarted outstanding unexpired complete
    entire untouched leftover paid prepaid other last coming next""".split()
)
_BUSINESS = frozenset({"business", "working", "bank", "banking"})
_HYPHENED = re.compile(r"(\d+|[a-z]+)-(?:(business|working|calendar)-)?([a-z]+)$")
_SHORT = re.compile(r"(\d+)(h|hrs?|d|mins?)$")
_SHORT_OF: dict[str, Unit] = {"h": "hour", "hr": "hour", "hrs": "hour", "d": "day"}
_RANGE = re.compile(r"(\d+)-(\d+)$")
_TO = frozenset({"to", "and", "or", "until", "till", "through"})
_OF_THE = frozenset("the these those your its all".split())
_OF_THEM = frozenset({"them", "those", "these", "which", "em"})
_THE_REST = frozenset({"remaining", "other", "outstanding", "unused"})
_NO_NOUN = frozenset("you we i it is are was were will shall have has which that and to".split())
"""What may follow `the other eleven` where nothing is left to say of what."""
_BEHIND_COUNTS = _ADJECTIVES | _TO | _NO_NOUN | frozenset(["hundred", "up", "in", ""])
_COUNTING = frozenset({"count", "counted"})
_NOT_BEGUN = frozenset("have haven't are aren't".split())
"""After `the eleven that`: what follows is said of what is left."""
_SHOWN = frozenset("these those they there".split())
"""Before `are eleven`, at the end of a clause: it is counted of what was spoken of."""
_LIMITS = frozenset({"limit", "window", "period", "allowance", "deadline", "maximum"})
_NEAR_LIMIT = 6
"""So many words before a count, at most, stands what it is the count of."""

_LOOKBACK = 20
"""So many words back, at most, stands the unit of `eleven of them`."""


def span_at(tokens: Sequence[str], at: int) -> Found | None:
    """The span that is written from this token on; None if none is."""
    token = tokens[at]
    if token in WHOLE or token in PARTS:
        return _part(tokens, at) if token in PARTS else Found(WHOLE[token], at, at + 1)
    low, then = counted(tokens, at)
    if low is None:
        return _in_one_word(tokens, at)
    behind = token_at(tokens, then)
    if behind != token and count_of(behind) == low:
        then += 1  # "two (2) days"
        behind = token_at(tokens, then)
    if behind == "up" and token_at(tokens, then + 1) == "to":
        then, behind = then + 1, "to"
    found = None
    if behind in _TO:
        high = count_of(token_at(tokens, then + 1))
        if high is not None and low < high:
            found = _with_unit(tokens, at, low, high, then + 2)
    elif behind == "of":
        found = _of_the(tokens, at, low, then)
    return found or _with_unit(tokens, at, low, low, then)


@lru_cache(maxsize=REMEMBERED)
def goes_on(word: str) -> bool:
    """Whether a span may go on with a word, or end before it, right behind its count."""
    is_counted = count_of(word) is not None or _unit(word) is not None
    return is_counted or word in _BEHIND_COUNTS or "-" in word


def _in_one_word(tokens: Sequence[str], at: int) -> Found | None:
    """`48h`, `two-day`, and a range before its unit: `5-10 days`."""
    token = tokens[at]
    if short := _SHORT.match(token):
        count = int(short[1])
        return Found(Span(count, count, _SHORT_OF.get(short[2], "minute")), at, at + 1)
    if hyphened := _HYPHENED.match(token):
        number, adjective, noun = hyphened.groups()
        low = count_of(number)
        if low is not None and (unit := _unit(noun)):
            return Found(_spanned(low, low, unit, business=adjective in _BUSINESS), at, at + 1)
    if ends := _RANGE.match(token):
        return _with_unit(tokens, at, int(ends[1]), int(ends[2]), at + 1)
    return None


def _part(tokens: Sequence[str], at: int) -> Found | None:
    """`half an hour`, `a quarter of a year`; a part of another thing is no span."""
    noun = at + 1 + (token_at(tokens, at + 1) == "of")
    noun += token_at(tokens, noun) in ("a", "an")
    if noun == at + 1 or (whole := _WHOLES.get(token_at(tokens, noun))) is None:
        return None
    count = whole[0] // PARTS[tokens[at]]
    return Found(Span(count, count, whole[1]), at, noun + 1)


def _of_the(tokens: Sequence[str], at: int, low: int, then: int) -> Found | None:
    """`eleven of the twelve months` are eleven months."""
    then += 1 + (token_at(tokens, then + 1) in _OF_THE)
    if count_of(token_at(tokens, then)) is None:
        return _with_unit(tokens, at, low, low, then)
    return _with_unit(tokens, at, low, low, counted(tokens, then)[1])


def of_them(tokens: Sequence[str], at: int, before: Sequence[str]) -> Found | None:
    """`eleven of them`, or `the other eleven`, where the unit that was spoken of is the month.

    No `them` is said of a single one: `two adjustments in a year, three of them small`.
    """
    count, then = counted(tokens, at)
    if count is None:
        return None
    if at == 0 and then == len(tokens) and len(before) <= _NEAR_LIMIT + 2:
        return _labelled(before, count, then)
    is_told = False
    if token_at(tokens, then) == "of":
        whole = then + 1 + (token_at(tokens, then + 1) in _OF_THE)
        named = token_at(tokens, then + 1) in _OF_THEM
        if not named and not _is_more(tokens, whole, count):
            return None
        last = then + 2 if named else whole + 1
    elif (is_told := _is_told(tokens, at, then)) or _is_the_rest(tokens, at, then):
        last = then
    else:
        return None
    spoken = (*before[-_LOOKBACK:], *tokens[:at])[-_LOOKBACK:]
    several = last == then + 2
    units = [
        unit for word in spoken if (unit := _unit(word)) and (not several or word.endswith("s"))
    ]
    if not units:
        return None
    unit = _MONTH if _MONTH in units else units[-1]
    business = is_told and not _BUSINESS.isdisjoint(spoken)
    return Found(_spanned(count, count, unit, business=business), at, last)


def _labelled(label: Sequence[str], count: int, last: int) -> Found | None:
    """What a label counts that starts with a unit: `Days that we tolerate: 2`."""
    business = token_at(label, 0) in _BUSINESS
    noun = token_at(label, int(business))
    unit = _unit(noun) if noun.endswith("s") else None
    return Found(_spanned(count, count, unit, business=business), 0, last) if unit else None


def _is_more(tokens: Sequence[str], at: int, count: int) -> bool:
    """Whether a larger count ends a clause, as in `that is eleven of the twelve`."""
    whole = count_of(token_at(tokens, at))
    return whole is not None and whole > count and at + 1 == len(tokens)


def _is_the_rest(tokens: Sequence[str], at: int, then: int) -> bool:
    """Whether a count is what is left of something, and no noun says of what."""
    then += count_of(token_at(tokens, then)) == count_of(tokens[at])  # "eleven (11) in number"
    following = token_at(tokens, then)
    behind = token_at(tokens, then + 1)
    if token_at(tokens, at - 1) == "the" and following in ("that", "which"):
        return behind in _NOT_BEGUN
    left = token_at(tokens, at - 1) in _THE_REST and (not following or following in _NO_NOUN)
    return left or (following == "in" and behind in ("number", "all"))


def _is_told(tokens: Sequence[str], at: int, then: int) -> bool:
    """Whether a count ends what says how many there are: `I count eight`, `our limit is 21`."""
    if then < len(tokens):
        return False
    near = tokens[max(0, at - _NEAR_LIMIT) : at]
    is_limit = token_at(tokens, at - 1) in ("is", "was") and not _LIMITS.isdisjoint(near)
    shown = token_at(tokens, at - 1) == "are" and token_at(tokens, at - 2) in _SHOWN
    return is_limit or shown or token_at(tokens, at - 1) in _COUNTING


def _with_unit(tokens: Sequence[str], first: int, low: int, high: int, at: int) -> Found | None:
    business = False
    while token_at(tokens, at) in _ADJECTIVES:
        business = business or tokens[at] in _BUSINESS
        at += 1
    token = token_at(tokens, at)
    if "-" in token and (parts := token.split("-"))[0] in _ADJECTIVES:
        business, token = business or parts[0] in _BUSINESS, parts[-1]
    unit = _unit(token)
    return Found(_spanned(low, high, unit, business=business), first, at + 1) if unit else None


def _spanned(low: int, high: int, unit: tuple[int, Unit], *, business: bool) -> Span:
    size, name = unit
    return Span(low * size, high * size, "business day" if business and name == "day" else name)


@lru_cache(maxsize=REMEMBERED)
def _unit(token: str) -> tuple[int, Unit] | None:
    stem = token.removesuffix("'s").rstrip("'")
    return _UNITS.get(stem) or _UNITS.get(stem.removesuffix("s"))
