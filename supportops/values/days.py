"""Days of the calendar, as people write them."""

import re
from collections.abc import Sequence
from datetime import date

from supportops.values.model import Day, Found, token_at

_MONTHS = """january february march april may june july august september october november
    december""".split()
MONTH_OF = {
    form: number
    for number, name in enumerate(_MONTHS, 1)
    for form in (name, name[:3], *(["sept"] if name == "september" else []))
}
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?$")


def day_at(tokens: Sequence[str], at: int) -> Found | None:
    """The day that is written from this token on; None if none is."""
    token = tokens[at]
    if written := _dated(token):
        return Found(written, at, at + 1)
    if token in MONTH_OF:
        day = _day_number(token_at(tokens, at + 1)) or (
            _day_number(token_at(tokens, at + 2)) if token_at(tokens, at + 1) == "the" else None
        )
        if day is None:
            return None
        last = at + (3 if token_at(tokens, at + 1) == "the" else 2)
        return _with_year(tokens, MONTH_OF[token], day, at, last)
    day = _day_number(token)
    month_at = at + (2 if token_at(tokens, at + 1) == "of" else 1)
    month = MONTH_OF.get(token_at(tokens, month_at))
    if day is None or month is None:
        return None
    return _with_year(tokens, month, day, at, month_at + 1)


def _with_year(tokens: Sequence[str], month: int, day: int, first: int, last: int) -> Found:
    year = token_at(tokens, last)
    if re.fullmatch(r"20\d\d", year):
        return Found(Day(month, day, int(year)), first, last + 1)
    return Found(Day(month, day, 0), first, last)


def _day_number(token: str) -> int | None:
    found = _ORDINAL.match(token)
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def _dated(token: str) -> Day | None:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", token):
            then = date.fromisoformat(token)
        elif found := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", token):
            first, second, year = map(int, found.groups())
            american = "/" in token or second > 12
            month, day = (first, second) if american and first <= 12 else (second, first)
            then = date(year, month, day)
        else:
            return None
    except ValueError:
        return None
    return Day(then.month, then.day, then.year)
