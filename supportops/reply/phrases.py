"""Patterns of words, as case files write them.

A phrase is words in order. `a|b` is either word; `word*` is any word that starts so; `~` is a gap
of up to five words, none of them a negation. A phrase is asserted in a clause unless a negation
stands before it there; a negation inside the phrase itself belongs to its meaning.
"""

from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from supportops.reply.text import NEGATORS, Clause

GAP = "~"
MAX_GAP = 5
_REJECTING = ("instead of", "rather than")

Alternatives = tuple[str, ...]


@cache
def parse(phrase: str) -> tuple[Alternatives, ...]:
    """The words of a phrase, each as its alternatives. Raises `ValueError` on a bad one."""
    words = tuple(tuple(word.split("|")) for word in phrase.split())
    gaps = [word == (GAP,) for word in words]
    ends_in_gap = not words or gaps[0] or gaps[-1]
    if ends_in_gap or any(a and b for a, b in pairwise(gaps)):
        raise ValueError(f"a phrase starts and ends with a word, gaps stand alone: {phrase!r}")
    return words


def asserted(phrases: Iterable[str], clauses: Iterable[Clause]) -> bool:
    """Whether any of the phrases is asserted in any of the clauses."""
    patterns = [parse(phrase) for phrase in phrases]
    return any(_in_clause(words, clause) for clause in clauses for words in patterns)


def _in_clause(words: tuple[Alternatives, ...], clause: Clause) -> bool:
    if clause.negated:
        return False
    for start in range(len(clause.tokens)):
        if _matches(words, clause.tokens, start):
            return not _rejected(clause.tokens[:start])
    return False


def _rejected(before: tuple[str, ...]) -> bool:
    text = " ".join(before)
    return not NEGATORS.isdisjoint(before) or any(words in text for words in _REJECTING)


def _matches(words: tuple[Alternatives, ...], tokens: tuple[str, ...], start: int) -> bool:
    """Match greedily from `start`: each word takes its first place within the gap before it."""
    position, reach = start, 0
    for word in words:
        if word == (GAP,):
            reach = MAX_GAP
            continue
        window = tokens[position : position + reach + 1]
        found = next((i for i, token in enumerate(window) if _fits(word, token)), None)
        if found is None or not NEGATORS.isdisjoint(window[:found]):
            return False
        position, reach = position + found + 1, 0
    return True


def _fits(word: Alternatives, token: str) -> bool:
    return any(
        token.startswith(option[:-1]) if option.endswith("*") else token == option
        for option in word
    )
