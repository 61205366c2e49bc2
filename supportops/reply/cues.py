"""Weak cues of what a letter leans to: words, and each two in a row, by their stems.

Only what is asserted or politely asked for counts. A denied word is another word. Numbers, units
and what else states a required fact do not count at all: they can be copied from the records.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise

from supportops import lexicon
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

_MEMORY = 16_384
"""Words whose stems are remembered, at most."""


def cues(clause: Clause, facts: Covered) -> Iterator[str]:
    """The words of a clause by their stems, and each two in a row, outside of stated facts.

    A function word is a cue only beside another word.
    """
    if not _tells(clause):
        return
    words = list(_words(clause, facts))
    sign = ASKED if clause.force is Force.ASKED else ""
    yield from (f"{sign}{word}" for word, tells in words if tells)
    for (first, tells), (second, also) in pairwise(words):
        if first and second and (tells or also):
            yield f"{sign}{first} {second}"


def _tells(clause: Clause) -> bool:
    """Whether a clause says what is done, or politely asks for something."""
    return clause.force in _TELLING or (clause.force is Force.ASKED and clause.polite)


def _words(clause: Clause, facts: Covered) -> Iterator[tuple[str, bool]]:
    """The stem of each word, behind a sign if it is denied, and whether it tells anything alone.

    What stands apart, in a stated fact or a quotation, is empty, and so are numbers and units.
    """
    denied, negators, prose = clause.negated, lexicon.words("negators"), lexicon.words("prose")
    units, quotes = lexicon.words("units"), Covered(clause.quotes)
    ours = None if clause.force is Force.ASKED else weakened_from(clause.words)
    ours = min(courteous_from(clause.words), ours or len(clause.words))
    for token, word in islice(zip(clause.tokens, clause.words, strict=True), ours):
        apart = token.start in facts or token.start in quotes
        if apart or word in units or _has_digit(word):
            yield "", False
        elif word in negators:
            denied = True
            yield _DENIED, word not in prose
        else:
            yield f"{_DENIED if denied else ''}{stem(word)}", word not in prose


def courteous_from(words: tuple[str, ...]) -> int:
    """From which word on a clause only says what we are sorry about or thankful for."""
    if not _COURTESIES.isdisjoint(words):
        for at, word in enumerate(words):
            if word in ("for", "about") and not _COURTESIES.isdisjoint(words[max(0, at - 2) : at]):
                return at
    return len(words)


@lru_cache(maxsize=_MEMORY)
def stem(word: str) -> str:
    """A word without its ending."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word
