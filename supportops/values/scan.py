"""Finding typed values among the tokens of a text."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from supportops.values.counts import COUNTS, count_of, counted
from supportops.values.days import MONTH_OF, day_at
from supportops.values.model import DOLLARS, Amount, Found, Span, Unit, Value, token_at

TOKEN = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}|\d+(?:[.,]\d+)+(?![^\W_])|[^\W_]+(?:[.'-][^\W_]+)*|[€£$%]"
)
"""Words, numbers and ids in lower case; punctuation inside them stays."""

_SIGNS = {"€": "eur", "£": "gbp", "$": "$", "eur": "eur", "gbp": "gbp", "usd": "usd"} | {
    "cad": "cad",
    "aud": "aud",
    "euro": "eur",
    "euros": "eur",
    "pound": "gbp",
    "pounds": "gbp",
    "dollar": "$",
    "dollars": "$",
    "quid": "gbp",
}
_SPELT = frozenset(_SIGNS) - frozenset("€£$")
_CENTS = re.compile(r"[.,]\d\d$")
_ONE = frozenset({"a", "an", "single"})
_DOLLARS_OF = {"us": "usd", "american": "usd", "canadian": "cad", "australian": "aud"}
_WHOLE = {"fortnight": Span(14, 14, "day")}
"""Spans that one word writes, without a count."""

_LONGEST = 15
"""No amount that people write has more signs."""

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
_ADJECTIVES = frozenset(
    """business working calendar full whole more further additional extra consecutive clear short
    natural straight solid of bank unused remaining unstarted outstanding unexpired complete entire
    untouched leftover paid prepaid other last coming next""".split()
)
_BUSINESS = frozenset({"business", "working", "bank"})
_HYPHENED = re.compile(r"(\d+|[a-z]+)-(?:(business|working|calendar)-)?([a-z]+)$")
_RANGE = re.compile(r"(\d+)-(\d+)$")
_GLUED = re.compile(r"(eur|gbp|usd|cad|aud)(\d[\d.,]*)$|(\d[\d.,]*)(eur|gbp|usd|cad|aud)$")
_TO = frozenset({"to", "and", "or", "until", "till", "through"})
_OF_THE = frozenset("the these those your its all".split())
_OF_THEM = frozenset({"them", "those", "these", "which"})
_LOOKBACK = 12
"""So many words back, at most, stands the unit of `eleven of them`."""


@lru_cache(maxsize=16384)
def value_of(text: str) -> Value:
    """The one value that a text writes. Raises `ValueError` on any other text."""
    tokens = TOKEN.findall(text.casefold())
    found = list(values(tokens))
    if len(found) == 1 and (found[0].first, found[0].last) == (0, len(tokens)):
        return found[0].value
    if len(tokens) == 1 and not found:
        number: str = tokens[0]
        return number
    raise ValueError(f"not one amount, span, day or number: {text!r}")


def values(tokens: Sequence[str], before: Sequence[str] = ()) -> Iterator[Found]:
    """The amounts, spans and days among these tokens, from left to right, none inside another.

    `before` are the words of the same sentence that stand before them: `eleven of those` are what
    was spoken of there.
    """
    position = 0
    while position < len(tokens):
        found = None
        if _may_start(tokens[position]):
            found = _at(tokens, position) or _of_them(tokens, position, before)
        if found is None:
            position += 1
        else:
            yield found
            position = found.last


def _may_start(token: str) -> bool:
    first = token[0]
    return (
        first.isdigit()
        or token in COUNTS
        or token in _SIGNS
        or token in MONTH_OF
        or "-" in token
        or token in _WHOLE
        or _GLUED.match(token) is not None
    )


def _at(tokens: Sequence[str], at: int) -> Found | None:
    for reader in (day_at, _amount, _span):
        if found := reader(tokens, at):
            return found
    return None


def _amount(tokens: Sequence[str], at: int) -> Found | None:
    """A number with its currency before it, after it, glued to it, or left out beside cents."""
    token = tokens[at]
    if glued := _GLUED.match(token):
        return _priced(glued[2] or glued[3], glued[1] or glued[4], at, at + 1)
    if token in _SIGNS:
        currency, then = _SIGNS[token], token_at(tokens, at + 2)
        exact = currency == "$" and then in DOLLARS
        return _priced(token_at(tokens, at + 1), then if exact else currency, at, at + 2 + exact)
    after = token_at(tokens, at + 1)
    if token in COUNTS and token not in _ONE:
        return _in_words(tokens, at)
    if after in _DOLLARS_OF and token_at(tokens, at + 2).startswith("dollar"):
        return _priced(token, _DOLLARS_OF[after], at, at + 3)
    if after in _SIGNS and (after not in "€£$" or _minor(token_at(tokens, at + 2)) is None):
        return _priced(token, _SIGNS[after], at, at + 2)
    return _priced(token, "", at, at + 1) if _CENTS.search(token) else None


def _in_words(tokens: Sequence[str], at: int) -> Found | None:
    """`five euros`, `ten US dollars`: a count in words, and a currency in words behind it."""
    count, then = counted(tokens, at)
    noun, after = token_at(tokens, then), token_at(tokens, then + 1)
    if noun in _DOLLARS_OF and after.startswith("dollar"):
        return _priced(str(count), _DOLLARS_OF[noun], at, then + 2)
    written_before_it = after[:1].isdigit()
    if noun not in _SPELT or written_before_it:
        return None
    return _priced(str(count), _SIGNS[noun], at, then + 1)


def _priced(number: str, currency: str, first: int, last: int) -> Found | None:
    minor = _minor(number)
    return None if minor is None else Found(Amount(minor, currency), first, last)


def _minor(token: str) -> int | None:
    """Minor units of a number as people write it; None if it is none."""
    if len(token) > _LONGEST or not re.fullmatch(r"\d+(?:[.,]\d+)*", token):
        return None
    whole, mark, cents = token, "", ""
    if found := re.search(r"[.,](\d{1,2})$", token):
        whole, mark, cents = token[: found.start()], "x", found[1]
    groups = re.split(r"[.,]", whole)
    if any(len(group) != 3 for group in groups[1:]):
        return None
    return int("".join(groups)) * 100 + (int(cents.ljust(2, "0")) if mark else 0)


def _span(tokens: Sequence[str], at: int) -> Found | None:
    token = tokens[at]
    if token in _WHOLE:
        return Found(_WHOLE[token], at, at + 1)
    if hyphened := _HYPHENED.match(token):
        count, adjective, noun = hyphened.groups()
        low = count_of(count)
        if low is not None and (unit := _unit(noun)):
            return Found(_spanned(low, low, unit, business=adjective in _BUSINESS), at, at + 1)
    if ends := _RANGE.match(token):
        return _with_unit(tokens, at, int(ends[1]), int(ends[2]), at + 1)
    low, then = counted(tokens, at)
    if low is None:
        return None
    if token_at(tokens, then) != token and count_of(token_at(tokens, then)) == low:
        then += 1  # "two (2) days"
    high = count_of(token_at(tokens, then + 1)) if token_at(tokens, then) in _TO else None
    found = None
    if high is not None and low < high:
        found = _with_unit(tokens, at, low, high, then + 2)
    elif token_at(tokens, then) == "of":
        found = _of_the(tokens, at, low, then)
    return found or _with_unit(tokens, at, low, low, then)


def _of_the(tokens: Sequence[str], at: int, low: int, then: int) -> Found | None:
    """`eleven of the twelve months` are eleven months."""
    then += 1 + (token_at(tokens, then + 1) in _OF_THE)
    if count_of(token_at(tokens, then)) is None:
        return _with_unit(tokens, at, low, low, then)
    return _with_unit(tokens, at, low, low, counted(tokens, then)[1])


def _of_them(tokens: Sequence[str], at: int, before: Sequence[str]) -> Found | None:
    """`eleven of them`, where the last unit that was spoken of is the month."""
    count, then = counted(tokens, at)
    if (
        count is None
        or token_at(tokens, then) != "of"
        or token_at(tokens, then + 1) not in _OF_THEM
    ):
        return None
    spoken = (*before, *tokens[:at])[-_LOOKBACK:]
    unit = next(filter(None, map(_unit, reversed(spoken))), None)
    return Found(_spanned(count, count, unit, business=False), at, then + 2) if unit else None


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


def _unit(token: str) -> tuple[int, Unit] | None:
    stem = token.removesuffix("'s").rstrip("'")
    return _UNITS.get(stem) or _UNITS.get(stem.removesuffix("s"))
