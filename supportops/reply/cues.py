"""Weak cues of what a letter leans to: words, and each two in a row, by their stems.

Only what is asserted or politely asked for counts. A denied word is another word. Numbers, units
and what else states a required fact do not count at all: they can be copied from the records.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from supportops import lexicon
from supportops.remembered import Remembered
from supportops.reply.covered import Covered
from supportops.reply.force import Clause, Force
from supportops.reply.modality import weakened_from

_has_digit = re.compile(r"\d").search
_TELLING = frozenset({Force.ASSERTED, Force.DEFERRED})
_COURTESIES = frozenset("sorry apologies apologise apologize sympathy thanks thank".split())
"""What is told behind one of these, and behind `for` or `about`, is what happened or may follow."""

_DENIED = "!"
ASKED = "?"
"""Signs of what is denied, and of what stands in a polite question."""

_ENDINGS = ("'s", "ing", "ed", "es", "s", "e", "ly")
_STEM = 3
"""Letters that are left of a word without its ending, at least."""


class _Cue(NamedTuple):
    """What a word is as a cue: its stem, behind a sign if it is denied."""

    stem: str
    """Empty for a number, a unit, what only introduces the words of somebody, and what stands
    apart: in a stated fact or a quotation."""
    tells: bool
    """Whether it tells anything alone: a function word is a cue only beside another word."""


def cues(clause: Clause, facts: Covered) -> list[str]:
    """The words of a clause by their stems, and each two in a row, outside of stated facts."""
    if not _tells(clause):
        return []
    words = _words(clause, facts)
    found = [stem for stem, tells in words if tells] + [
        f"{first} {second}"
        for (first, tells), (second, also) in pairwise(words)
        if (tells or also) and first and second
    ]
    return [ASKED + cue for cue in found] if clause.force is Force.ASKED else found


def _tells(clause: Clause) -> bool:
    """Whether a clause says what is done, or politely asks for something."""
    return clause.force in _TELLING or (clause.force is Force.ASKED and clause.polite)


def _words(clause: Clause, facts: Covered) -> list[_Cue]:
    """Its words as cues, up to where it tells something else."""
    last = courteous_from(clause.words)
    if clause.force is not Force.ASKED:
        last = min(last, weakened_from(clause.words))
    words: Sequence[str] = clause.words[:last]
    if clause.quotes or facts.overlaps(clause.tokens[0].start, clause.tokens[-1].end):
        quotes = Covered(clause.quotes)
        words = [
            "" if token.start in facts or token.start in quotes else word
            for token, word in zip(clause.tokens, words, strict=False)
        ]
    first = 0 if clause.negated else _negated_from(words)
    return [*map(_PLAIN, words[:first]), *map(_AFTER_NOT, words[first:])]


def _negated_from(words: Sequence[str]) -> int:
    negators = lexicon.words("negators")
    if negators.isdisjoint(words):
        return len(words)
    return next(at for at, word in enumerate(words) if word in negators)


def _plain(word: str) -> _Cue:
    """A word as a cue, if nothing denies it."""
    if not word or word in _nothing() or _has_digit(word):
        return _Cue("", False)
    return _Cue(stem(word), word not in lexicon.words("prose"))


@cache
def _nothing() -> frozenset[str]:
    return lexicon.words("units") | lexicon.words("reporting")


def _denied(word: str) -> _Cue:
    """A word as a cue, if it is a negation or stands behind one."""
    found = _plain(word)
    if not found.stem:
        return found
    return found._replace(
        stem=_DENIED if word in lexicon.words("negators") else f"{_DENIED}{found.stem}"
    )


_PLAIN, _AFTER_NOT = (Remembered(as_cue).__getitem__ for as_cue in (_plain, _denied))


def courteous_from(words: tuple[str, ...]) -> int:
    """From which word on a clause only says what we are sorry about or thankful for."""
    if not _COURTESIES.isdisjoint(words):
        for at, word in enumerate(words):
            if word in ("for", "about") and not _COURTESIES.isdisjoint(words[max(0, at - 2) : at]):
                return at
    return len(words)


def stem(word: str) -> str:
    """A word without its ending."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word
