"""Where phrases stand in clauses, and with what force."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from supportops import lexicon
from supportops.phrases import Word, Words, parse_all
from supportops.reply.grammar import Clause, Force

_CACHED_TOKENS = 4096
"""Most words whose phrases are remembered, for each list of phrases."""

_DIRECTLY = 3
"""How near a negation that denies this very thing stands, in words."""


class Hit(NamedTuple):
    """One place of a phrase: where it stands in the normal form, and what its clause does with it."""

    start: int
    end: int
    force: Force
    denied: bool
    """Whether a negation stands directly before it."""


class Matcher:
    """A list of phrases, by the words that may start them."""

    __slots__ = ("_patterns", "_starting")

    def __init__(self, patterns: tuple[Words, ...]) -> None:
        self._patterns = patterns
        self._starting: dict[str, tuple[Words, ...]] = {}

    def starting(self, word: str) -> tuple[Words, ...]:
        """The rest of every phrase that this word may start."""
        found = self._starting.get(word)
        if found is None:
            if len(self._starting) >= _CACHED_TOKENS:
                self._starting.clear()
            found = tuple(words[1:] for words in self._patterns if words[0].fits(word))
            self._starting[word] = found
        return found


@lru_cache(maxsize=4096)
def matcher(phrases: tuple[str, ...]) -> Matcher:
    """The matcher of a list of phrases."""
    return Matcher(parse_all(phrases))


def hits(phrases: tuple[str, ...], clauses: Iterable[Clause]) -> Iterator[Hit]:
    """Every place of any of the phrases."""
    if not phrases:
        return
    starting = matcher(phrases).starting
    for clause in clauses:
        for start, word in enumerate(clause.words):
            for rest in starting(word):
                end = _end(rest, clause.words, start + 1)
                if end is not None:
                    yield _hit(clause, start, end)


def _hit(clause: Clause, start: int, end: int) -> Hit:
    near = clause.words[max(0, start - _DIRECTLY) : start]
    return Hit(
        clause.tokens[start].start,
        clause.tokens[end - 1].end,
        clause.force_of(start, end),
        denied=not lexicon.words("negators").isdisjoint(near),
    )


def _end(rest: Words, words: tuple[str, ...], position: int) -> int | None:
    """Where the shortest match ends. Every place in a gap is tried, and none twice."""
    ends = [position]
    for word in rest:
        ends = sorted({end for start in ends for end in _places(word, words, start)})
        if not ends:
            return None
    return ends[0]


def _places(word: Word, words: tuple[str, ...], start: int) -> Iterator[int]:
    """Where a word may end within the gap before it, which holds no negation."""
    negators = lexicon.words("negators")
    for at in range(start, min(start + word.reach + 1, len(words))):
        if word.fits(words[at]):
            yield at + 1
        if words[at] in negators:
            return
