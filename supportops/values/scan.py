"""Finding typed values among the tokens of a text."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress

from supportops.values.counts import COUNTS, counted
from supportops.values.days import MONTH_OF, ORDINALS, day_at, day_of
from supportops.values.model import DOLLARS, REMEMBERED, Amount, Day, Found, Value, token_at
from supportops.values.spans import PARTS, WHOLE, goes_on, of_them, span_at

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
"""With these start spans only."""

_DOLLARS_OF = {"us": "usd", "american": "usd", "canadian": "cad", "australian": "aud"}
_GLUED = re.compile(r"(eur|gbp|usd|cad|aud)(\d[\d.,]*)$|(\d[\d.,]*)(eur|gbp|usd|cad|aud)$")

_LONGEST = 15
"""No amount that people write has more signs."""


@lru_cache(maxsize=REMEMBERED)
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


def values(
    tokens: Sequence[str], before: Sequence[str] = (), named: Day | None = None
) -> Iterator[Found]:
    """The amounts, spans and days among these tokens, from left to right, none inside another.

    `before` are the words of the same sentence that stand before them: `eleven of those` are what
    was spoken of there. `named` is the last day that was: `the 18th` is one of the same month.
    """
    position = 0
    for at in compress(range(len(tokens)), map(may_start, tokens)):
        if at < position or (tokens[at] in _ONE and not goes_on(token_at(tokens, at + 1))):
            continue
        found = _at(tokens, at) or of_them(tokens, at, before)
        if found is None and named:
            found = day_of(tokens, at, named)
        if found:
            yield found
            position = found.last
            named = found.value if isinstance(found.value, Day) else named


@lru_cache(maxsize=REMEMBERED)
def may_start(token: str) -> bool:
    """Whether a word is one that values start with."""
    first = token[0]
    return (
        first.isdigit()
        or token in COUNTS
        or token in _SIGNS
        or token in MONTH_OF
        or token in WHOLE
        or token in PARTS
        or token in ORDINALS
        or _GLUED.match(token) is not None
        or span_at((token,), 0) is not None
    )


def _at(tokens: Sequence[str], at: int) -> Found | None:
    if tokens[at] in _ONE:
        return span_at(tokens, at)
    return day_at(tokens, at) or _amount(tokens, at) or span_at(tokens, at)


def _amount(tokens: Sequence[str], at: int) -> Found | None:
    """A number with its currency before it, after it, glued to it, or left out beside cents."""
    token = tokens[at]
    if token in COUNTS:
        return _in_words(tokens, at)
    if token in _SIGNS:
        currency, then = _SIGNS[token], token_at(tokens, at + 2)
        exact = currency == "$" and then in DOLLARS
        return _priced(token_at(tokens, at + 1), then if exact else currency, at, at + 2 + exact)
    if glued := _GLUED.match(token):
        return _priced(glued[2] or glued[3], glued[1] or glued[4], at, at + 1)
    return _in_figures(tokens, at) if token[0].isdigit() else None


def _in_figures(tokens: Sequence[str], at: int) -> Found | None:
    """`5 euros`, `10 US dollars`, `5 €`, and cents that no currency stands beside."""
    token, after = tokens[at], token_at(tokens, at + 1)
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


@lru_cache(maxsize=REMEMBERED)
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
