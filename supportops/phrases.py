"""The notation for patterns of words, as case files write them.

A phrase is words in order. `a|b` is either word; `word*` is any word that starts so; `~` is a gap
of up to five words, none of them a negation. Where a phrase holds is up to `reply.phrases`.
"""

from functools import lru_cache
from itertools import pairwise
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

GAP = "~"
MAX_GAP = 5


class Word(NamedTuple):
    """A place in a phrase: what may stand there, and how many words may stand before it."""

    exact: frozenset[str]
    prefixes: tuple[str, ...]
    reach: int

    def fits(self, token: str) -> bool:
        """Whether this word of a clause may stand here."""
        return token in self.exact or token.startswith(self.prefixes)


@lru_cache(maxsize=16384)
def parse(phrase: str) -> tuple[Word, ...]:
    """The words of a phrase. Raises `ValueError` on one that no clause could match."""
    parts = phrase.split()
    gaps = [part == GAP for part in parts]
    if not parts or gaps[0] or gaps[-1] or any(a and b for a, b in pairwise(gaps)):
        raise ValueError(f"a phrase starts and ends with a word, gaps stand alone: {phrase!r}")
    before = [False, *gaps]
    return tuple(
        _word(part, MAX_GAP if gap else 0)
        for part, gap in zip(parts, before, strict=False)
        if part != GAP
    )


def _word(part: str, reach: int) -> Word:
    options = part.split("|")
    return Word(
        exact=frozenset(option for option in options if not option.endswith("*")),
        prefixes=tuple(option[:-1] for option in options if option.endswith("*")),
        reach=reach,
    )


def _checked(phrase: str) -> str:
    parse(phrase)
    return phrase


Phrase = Annotated[str, AfterValidator(_checked)]
"""A phrase that is one; anything else does not validate."""
