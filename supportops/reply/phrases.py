"""Whether a phrase is asserted, merely mentioned, or denied.

A phrase is asserted in a clause that holds it, unless a negation stands before it, the clause is a
condition, or what follows takes it back. A negation inside the phrase itself belongs to its
meaning; one in a gap of the phrase does not. What is only mentioned earns nothing, but it still
counts against a reply: as an outcome offered, a promise made, a fact contradicted.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from supportops.phrases import Word, parse
from supportops.reply.text import NEGATORS, Clause

_REJECTING = ("instead of", "rather than")
_HYPOTHETICAL = ("would have", "could have", "might have", "should have", "would rather")
"""Words that take back what follows them: anywhere before it, and directly before it."""

_DIRECTLY = 3
"""How near "directly before" is, in words."""

_TAKEN_BACK = re.compile(
    r"\b(?:out of the question|(?:is|are|was|were|been) (?:not|rejected|refused|denied|declined)"
    r"|(?:will|does|do|can) not|cannot|impossible|against it|unless|provided"
    r"|if (?!you (?:like|wish|want|prefer)))\b"
)
"""What takes back the words before it in its clause."""


_JOINS = frozenset({"and", "or", "but", "as", "so"})


class Hit(NamedTuple):
    """One place of a phrase in a clause: the words before it, and those after it."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def asserted(phrases: Iterable[str], clauses: Iterable[Clause]) -> bool:
    """Whether any of the phrases is asserted in any of the clauses."""
    plain = (clause for clause in clauses if not clause.conditional)
    return any(not _taken_back(hit.after) for hit in _said(phrases, plain))


def mentioned(phrases: Iterable[str], clauses: Iterable[Clause]) -> bool:
    """Whether any of the phrases is said without a negation, under a condition or not."""
    return any(True for _ in _said(phrases, clauses))


def denied(phrases: Iterable[str], clauses: Iterable[Clause]) -> bool:
    """Whether any of the phrases stands directly after a negation."""
    return any(not NEGATORS.isdisjoint(hit.before[-_DIRECTLY:]) for hit in _hits(phrases, clauses))


def _said(phrases: Iterable[str], clauses: Iterable[Clause]) -> Iterator[Hit]:
    affirmative = (clause for clause in clauses if not clause.negated)
    return (hit for hit in _hits(phrases, affirmative) if not _rejected(hit.before))


def _hits(phrases: Iterable[str], clauses: Iterable[Clause]) -> Iterator[Hit]:
    patterns = [parse(phrase) for phrase in phrases]
    for clause in clauses:
        for words in patterns:
            for start, token in enumerate(clause.tokens):
                if words[0].fits(token) and (end := _end(words[1:], clause.tokens, start + 1)):
                    yield Hit(clause.tokens[:start], clause.tokens[end:])


def _end(words: tuple[Word, ...], tokens: tuple[str, ...], position: int) -> int | None:
    """Where a match ends. Greedy: each word takes its first place within the gap before it."""
    for word in words:
        window = tokens[position : position + word.reach + 1]
        found = next((i for i, token in enumerate(window) if word.fits(token)), None)
        if found is None or not NEGATORS.isdisjoint(window[:found]):
            return None
        position += found + 1
    return position


def _taken_back(after: tuple[str, ...]) -> bool:
    """What is joined on by a conjunction is another statement and takes nothing back."""
    same = takewhile(lambda token: token not in _JOINS, after)
    return bool(_TAKEN_BACK.search(" ".join(same)))


def _rejected(before: tuple[str, ...]) -> bool:
    text, directly = " ".join(before), " ".join(before[-_DIRECTLY:])
    return (
        not NEGATORS.isdisjoint(before)
        or any(words in text for words in _REJECTING)
        or any(words in directly for words in _HYPOTHETICAL)
    )
