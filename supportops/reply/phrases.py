"""Patterns of words, as case files write them.

A phrase is words in order. `a|b` is either word; `word*` is any word that starts so; `~` is a gap
of up to five words, none of them a negation. A phrase is asserted in a clause unless a negation
stands before it there; a negation inside the phrase itself belongs to its meaning.
"""

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from supportops.reply.text import NEGATORS, Clause

GAP = "~"
MAX_GAP = 5
_REJECTING = ("instead of", "rather than")


class Word(NamedTuple):
    """A place in a phrase: what may stand there, and how many words may stand before it."""

    exact: frozenset[str]
    prefixes: tuple[str, ...]
    reach: int

    def fits(self, token: str) -> bool:
        """Whether this word of a clause may stand here."""
        return token in self.exact or token.startswith(self.prefixes)


@cache
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


def asserted(phrases: Iterable[str], clauses: Iterable[Clause]) -> bool:
    """Whether any of the phrases is asserted in any of the clauses."""
    patterns = [parse(phrase) for phrase in phrases]
    return any(
        _in_clause(words, clause.tokens)
        for clause in clauses
        if not clause.negated
        for words in patterns
    )


def _in_clause(words: tuple[Word, ...], tokens: tuple[str, ...]) -> bool:
    for start, token in enumerate(tokens):
        if words[0].fits(token) and _follows(words[1:], tokens, start + 1):
            return not _rejected(tokens[:start])
    return False


def _follows(words: tuple[Word, ...], tokens: tuple[str, ...], position: int) -> bool:
    """Match greedily: each word takes its first place within the gap before it."""
    for word in words:
        window = tokens[position : position + word.reach + 1]
        found = next((i for i, token in enumerate(window) if word.fits(token)), None)
        if found is None or not NEGATORS.isdisjoint(window[:found]):
            return False
        position += found + 1
    return True


def _rejected(before: tuple[str, ...]) -> bool:
    text = " ".join(before)
    return not NEGATORS.isdisjoint(before) or any(words in text for words in _REJECTING)
