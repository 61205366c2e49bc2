"""What can be worked out from a case without standing in it: a sum, the time that passed."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise
from math import ceil, floor

from supportops.casefile import CaseFile
from supportops.reply.known import everywhere, values_of
from supportops.values import TOKEN, Amount, Day, Kind, Span, Value

_WEEK = 7
_MONTH = (28, 31)
"""A month has so many days, at least and at most."""

_CENTS = 100
_NO_UNIT = frozenset("or and for in on per".split())
_DATE = len("2026-01-31")


def is_derived(value: Value, file: CaseFile) -> bool:
    """Whether somebody who has read a case can work a value out."""
    match value:
        case Amount():
            return _is_sum(value, file) or _is_bare(value, file) or _is_share(value, file)
        case Span():
            return value.low == value.high and _has_passed(value, file)
    return False


def _is_sum(value: Amount, file: CaseFile) -> bool:
    """Whether an amount is the sum or the difference of two that stand in the case."""
    minors = _minors(file)
    return any(value.minor - one in minors or value.minor + one in minors for one in minors)


def _minors(file: CaseFile) -> frozenset[int]:
    """The amounts of a case in minor units, whatever the currency; worked out once."""
    found: frozenset[int] | None = file.memo.get("minors")
    if found is None:
        found = file.memo["minors"] = frozenset(
            one.minor for one in _known("amount", file) if isinstance(one, Amount)
        )
    return found


def _is_share(value: Amount, file: CaseFile) -> bool:
    """Whether an amount is so many percent of one that stands in the case, or what is left then."""
    found: frozenset[int] | None = file.memo.get("shares")
    if found is None:
        found = file.memo["shares"] = frozenset(
            round_(minor * part / 100)
            for minor in _minors(file)
            for percent in set(_percents(file))
            for part in (percent, 100 - percent)
            for round_ in (floor, ceil)
        )
    return value.minor in found


def _percents(file: CaseFile) -> Iterator[int]:
    """How many percent the articles speak of."""
    for article in file.policies:
        for one, then in pairwise(TOKEN.findall(article.body.casefold())):
            if one.isdecimal() and then in ("percent", "%"):
                yield int(one)


def _is_bare(value: Amount, file: CaseFile) -> bool:
    """Whether an article has a whole amount without its currency: `who paid 100 or more`."""
    whole, cents = divmod(value.minor, _CENTS)
    return not cents and str(whole) in _bare(file)


def _bare(file: CaseFile) -> frozenset[str]:
    """The numbers in the articles that nothing says the unit of; worked out once."""
    found: frozenset[str] | None = file.memo.get("bare")
    if found is None:
        found = file.memo["bare"] = frozenset(
            one
            for article in file.policies
            for one, then in pairwise(TOKEN.findall(article.body.casefold()))
            if one.isdecimal() and then in _NO_UNIT
        )
    return found


def _has_passed(value: Span, file: CaseFile) -> bool:
    """Whether so much time lies between two days of the case, or by so much a limit was missed."""
    passed = _passed(file)
    if value.unit == "month":
        least, most = (value.low * days for days in _MONTH)
        return any(least - _MONTH[1] < days < most + _MONTH[1] for days in passed)
    if value.unit != "day":
        return False
    slack = _WEEK - 1 if value.low % _WEEK == 0 else 0
    return value.low in _over(file) or any(abs(days - value.low) <= slack for days in passed)


def _over(file: CaseFile) -> frozenset[int]:
    """By how many days any limit in days was missed; worked out once."""
    found: frozenset[int] | None = file.memo.get("over")
    if found is None:
        spans = (one for one in _known("span", file) if isinstance(one, Span))
        limits = {one.high for one in spans if one.unit == "day"}
        found = file.memo["over"] = frozenset(
            abs(days - limit) for days in _passed(file) for limit in limits
        )
    return found


def _passed(file: CaseFile) -> frozenset[int]:
    """How many days lie between any two of what decides such a case; worked out once."""
    found: frozenset[int] | None = file.memo.get("passed")
    if found is None:
        days = {date.fromisoformat(file.ticket.received_at[:_DATE])} | {
            date(one.year, one.month, one.day)
            for ref in file.relevant
            for one in values_of(ref, file).typed.get("day", ())
            if isinstance(one, Day) and one.year
        }
        found = file.memo["passed"] = frozenset(
            abs((one - other).days) for one, other in combinations(sorted(days), 2)
        )
    return found


def _known(kind: Kind, file: CaseFile) -> tuple[Value, ...]:
    return everywhere(file).typed.get(kind, ())
