"""Days of the calendar, as people write them."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from supportops.values.model import REMEMBERED, Day, Found, token_at

_MONTHS = """january february march april may june july august september october november
    december""".split()
MONTH_OF = {
    form: number
    for number, name in enumerate(_MONTHS, 1)
    for form in (name, name[:3], *(["sept"] if name == "september" else []))
}
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?$")
_COUNTED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$")
_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
    twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh
    twenty-eighth twenty-ninth thirtieth thirty-first""".split()
ORDINALS = {word: number for number, word in enumerate(_ORDINALS, 1)}
_YEAR = re.compile(r"20\d\d")
_HYPHENED = re.compile(r"(\d{1,2})-([a-z]{3,9})-(20\d\d)$")
_BEFORE_DAYS = frozenset({"the", "on", "by", "until", "till", "since", "from"})
_ON = frozenset({"on", "upon"})
_SAME_MONTH = frozenset("of in the that this same very month".split())
_NO_THING = frozenset(
    """and or but so as at by to in it is was which that when where because although though
    too already only with for from until till after before then instead we i you they""".split()
)
"""What follows `the 24th` where it is a day, and no 24th of something."""


def day_at(tokens: Sequence[str], at: int) -> Found | None:
    """The day that is written from this token on; None if none is."""
    token = tokens[at]
    if token[0].isdigit() and (written := _dated(token)):
        return Found(written, at, at + 1)
    if token in MONTH_OF:
        day = _day_number(token_at(tokens, at + 1)) or (
            _day_number(token_at(tokens, at + 2)) if token_at(tokens, at + 1) == "the" else None
        )
        if day is None:
            return None
        last = at + (3 if token_at(tokens, at + 1) == "the" else 2)
        return _with_year(tokens, MONTH_OF[token], day, at, last)
    of = token_at(tokens, at + 1) == "of"
    month_at = at + 1 + of
    month = MONTH_OF.get(token_at(tokens, month_at))
    if month is None:
        return None
    day = _day_number(token) or (ORDINALS.get(token) if of else None)
    if day is None:
        return None
    return _with_year(tokens, month, day, at, month_at + 1)


def day_of(tokens: Sequence[str], at: int, named: Day) -> Found | None:
    """`the 18th` and `the 18th of the same month`, where a day of that month was named before."""
    number = _counted(tokens, at)
    if number is None or token_at(tokens, at - 1) not in _BEFORE_DAYS or number > 31:
        return None
    last = at + 1
    while token_at(tokens, last) in _SAME_MONTH:
        last += 1
    if token_at(tokens, last - 1) != "month":
        last = at + 1
        if last < len(tokens) and tokens[last] not in _NO_THING:
            return None
    return Found(named._replace(day=number), at, last)


def _counted(tokens: Sequence[str], at: int) -> int | None:
    """The number in `the 18th`, or in `on the third` in words."""
    if found := _COUNTED.match(tokens[at]):
        return int(found[1])
    on = at > 1 and tokens[at - 1] == "the" and tokens[at - 2] in _ON
    return ORDINALS.get(tokens[at]) if on else None


def _with_year(tokens: Sequence[str], month: int, day: int, first: int, last: int) -> Found:
    year = token_at(tokens, last)
    if year and _YEAR.fullmatch(year):
        return Found(Day(month, day, int(year)), first, last + 1)
    return Found(Day(month, day, 0), first, last)


@lru_cache(maxsize=REMEMBERED)
def _day_number(token: str) -> int | None:
    found = _ORDINAL.match(token)
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


@lru_cache(maxsize=REMEMBERED)
def _dated(token: str) -> Day | None:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", token):
            then = date.fromisoformat(token)
        elif found := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", token):
            first, second, year = map(int, found.groups())
            american = "/" in token or second > 12
            month, day = (first, second) if american and first <= 12 else (second, first)
            then = date(year, month, day)
        elif (found := _HYPHENED.match(token)) and found[2] in MONTH_OF:
            then = date(int(found[3]), MONTH_OF[found[2]], int(found[1]))
        else:
            return None
    except ValueError:
        return None
    return Day(then.month, then.day, then.year)
