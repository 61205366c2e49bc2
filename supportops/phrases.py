"""The notation for patterns of words, as case files write them.

A phrase is words in order. `a|b` is either word; `word*` is any word that starts so; `@name` is any
word of a class of the lexicon; `~` is a gap of up to five words, none of them a negation, and `~~`
one of up to twelve, for what need not be one expression; what `&`
joins may stand in any order, with such gaps between. A line `+name` stands for all phrases of an
act of the lexicon. Where a phrase holds is up to `reply`.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise, permutations
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

from supportops import lexicon

GAP, MAX_GAP = "~", 5
GAPS = {GAP: MAX_GAP, "~~": 12}
"""How many words may stand in a gap, by its sign."""

ANY_ORDER = " & "
_NO_OWNERS = frozenset(
    """it's he's she's that's what's there's where's here's how's when's who's why's let's this's
    one's""".split()
)
"""Of these, the word before the 's is no thing of which a phrase speaks."""

MAX_PARTS = 3
"""So many parts may stand in any order: their orders multiply."""


class Word(NamedTuple):
    """A place in a phrase: what may stand there, and how many words may stand before it."""

    exact: frozenset[str]
    prefixes: tuple[str, ...]
    reach: int

    def fits(self, token: str) -> bool:
        """Whether this word of a clause may stand here."""
        return token in self.exact or token.startswith(self.prefixes) or owner(token) in self.exact


Words = tuple[Word, ...]


def owner(token: str) -> str:
    """The thing in a word like `carrier's` or `label's`; any other word as it is."""
    return token if token in _NO_OWNERS else token.removesuffix("'s")


@lru_cache(maxsize=16384)
def parse(phrase: str) -> Words:
    """The words of a phrase. Raises `ValueError` on one that no clause could match."""
    parts = phrase.split()
    gaps = [GAPS.get(part, 0) for part in parts]
    if not parts or gaps[0] or gaps[-1] or any(a and b for a, b in pairwise(gaps)):
        raise ValueError(f"a phrase starts and ends with a word, gaps stand alone: {phrase!r}")
    before = [0, *gaps]
    return tuple(
        _word(part, gap) for part, gap in zip(parts, before, strict=False) if part not in GAPS
    )


@lru_cache(maxsize=4096)
def parse_all(phrases: tuple[str, ...]) -> tuple[Words, ...]:
    """The words of every phrase, those of acts among them, in every order. Raises as `parse`."""
    return tuple(parse(order) for phrase in _expanded(phrases) for order in _orders(phrase))


def _orders(phrase: str) -> Iterable[str]:
    parts = phrase.split(ANY_ORDER)
    if len(parts) > MAX_PARTS:
        raise ValueError(f"more than {MAX_PARTS} parts in any order: {phrase!r}")
    return (f" {GAP} ".join(order) for order in permutations(parts))


def _expanded(phrases: Iterable[str]) -> Iterable[str]:
    for phrase in phrases:
        if phrase.startswith("+"):
            yield from lexicon.act(phrase[1:])
        else:
            yield phrase


def _word(part: str, reach: int) -> Word:
    options = "|".join(
        lexicon.word_class(option[1:]) if option.startswith("@") else option
        for option in part.split("|")
    ).split("|")
    if not all(option.strip("*") for option in options):
        raise ValueError(f"nothing stands beside a | or before a *: {part!r}")
    return Word(
        exact=frozenset(option for option in options if not option.endswith("*")),
        prefixes=tuple(option[:-1] for option in options if option.endswith("*")),
        reach=reach,
    )


def _checked(phrase: str) -> str:
    parse_all((phrase,))
    return phrase


Phrase = Annotated[str, AfterValidator(_checked)]
"""A phrase that is one, or an act that there is; anything else does not validate."""
