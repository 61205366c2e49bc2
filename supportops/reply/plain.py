"""Which words can make less of what stands beside them.

Most stretches stand among none of these: what is said there is said as its clause is, and nothing
has to be searched for. A word that is here for nothing costs time only; one that is missing would
change what is read.
"""

import re
from functools import cache, lru_cache

from supportops import lexicon

_REJECTED = frozenset("place opposed lieu".split())
_POLITE = frozenset({"please", "kindly"})

_SHADES = re.compile(r"you(?!r)|(?:too|instead|rather)$|\b(?:whether|if|unless|conditions?)\b")
"""In a word before a stretch: it may address the customer, set something aside or leave it open."""

_IMAGINES = re.compile(r"(?:would|might|could)$")
"""At the end of a word within a stretch."""


@cache
def needed(*sections: str) -> frozenset[str]:
    """Words of which one stands wherever an expression of these sections of the grammar does.

    Those in one place of each expression: where the words are longest, and so the rarest.
    """
    found: set[str] = set()
    for expression in (line for section in sections for line in lexicon.expressions(section)):
        places = [part.split("|") for part in expression.split() if "*" not in part]
        found.update(max(places, key=lambda words: min(map(len, words))))
    return frozenset(found)


@cache
def shading() -> frozenset[str]:
    """Words before a stretch that may tell what others say, what may be, or what is usual."""
    return needed("attributed", "hypotheses", "generally") | lexicon.words("others")


@cache
def turning() -> frozenset[str]:
    """Words behind a stretch that may take it back, or make it depend on something."""
    refusing = {verb.partition(" ")[0] for verb in TURNING_DOWN}
    return needed("taken_back", "imagined", "conditioned") | refusing


TURNING_DOWN = ("decline", "refuse", "reject", "turn down", "turn it down")
"""What is done behind a stretch that stands first: `a refund I have to decline`."""


@lru_cache(maxsize=16384)
def may_shade(word: str) -> bool:
    """Whether a word before a stretch may make less of it."""
    return word in _shading_words() or _SHADES.search(word) is not None


@lru_cache(maxsize=16384)
def may_turn(word: str) -> bool:
    """Whether a word behind a stretch may make less of it."""
    return word in turning() or word in lexicon.words("negators")


@lru_cache(maxsize=16384)
def may_imagine(word: str) -> bool:
    """Whether a word within a stretch may make less of it."""
    return _IMAGINES.search(word) is not None


@cache
def _shading_words() -> frozenset[str]:
    negators = lexicon.words("negators")
    return shading() | needed("requests") | negators | _REJECTED | _POLITE
