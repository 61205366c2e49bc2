"""Where phrases stand among words: every list of them in one pass.

Each word of each phrase is a bit of one whole number, in order. A pass over the words tells first
which phrases have all their words there in order; only those are then tried place by place.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from supportops import lexicon
from supportops.phrases import Words, owner, parse_all
from supportops.remembered import Remembered

_CACHED_TOKENS = 4096
"""Most words that are remembered, for each list of phrases."""

Lists = tuple[tuple[str, ...], ...]
"""Lists of phrases, each of which is looked for."""


class Candidate(NamedTuple):
    """A phrase that may stand among some words."""

    number: int
    """Of its list."""
    first: int
    """The number of the bit of its first word; those of the others follow."""
    windows: tuple[int, ...]
    """For each word but the first, where it may stand behind the one before it, as bits."""
    bits: int
    """Those of all its words."""


class Matcher:
    """Lists of phrases, by the words that they are made of."""

    __slots__ = ("_exact", "_firsts", "_known", "_lasts", "_phrases", "_prefixes", "_reach")

    def __init__(self, lists: Lists) -> None:
        self._phrases: dict[int, Candidate] = {}
        self._firsts = self._lasts = 0
        self._exact: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        self._known = Remembered(self._looked_up, _CACHED_TOKENS)
        first = 0
        for number, phrases in enumerate(lists):
            for words in parse_all(phrases):
                self._add(number, first, words)
                first += len(words)
        self._reach = max(map(len, self._prefixes), default=0)

    def _add(self, number: int, first: int, words: Words) -> None:
        for at, word in enumerate(words, first):
            for known, forms in ((self._exact, word.exact), (self._prefixes, word.prefixes)):
                for form in forms:
                    known[form] = known.get(form, 0) | 1 << at
        size = len(words)
        windows = tuple((2 << word.reach) - 1 << 1 for word in words[1:])
        self._phrases[first + size - 1] = Candidate(
            number, first, windows, ((1 << size) - 1) << first
        )
        self._firsts |= 1 << first
        self._lasts |= 1 << first + size - 1

    def candidates(self, words: tuple[str, ...]) -> list[Candidate]:
        """Every phrase whose words all stand there in order, however far apart."""
        firsts, reached = self._firsts, 0
        for bits in filter(None, map(self._known.__getitem__, words)):
            reached |= bits & (reached << 1 | firsts)
        found = reached & self._lasts
        return [self._phrases[last] for last in _set_bits(found)] if found else []

    def where(self, words: tuple[str, ...], candidates: Iterable[Candidate]) -> dict[int, int]:
        """By the number of the bit of each word of the candidates, where it may stand, as bits."""
        wanted = 0
        for candidate in candidates:
            wanted |= candidate.bits
        found: dict[int, int] = {}
        for at, bits in enumerate(map(self._known.__getitem__, words)):
            if here := bits & wanted:
                for bit in _set_bits(here):
                    found[bit] = found.get(bit, 0) | 1 << at
        return found

    def _looked_up(self, word: str) -> int:
        beginnings = (word[:length] for length in range(1, min(len(word), self._reach) + 1))
        entries = (
            *map(self._exact.get, {word, owner(word)}),
            *map(self._prefixes.get, beginnings),
        )
        found = 0
        for bits in filter(None, entries):
            found |= bits
        return found


def _set_bits(number: int) -> Iterator[int]:
    """Which bits of a whole number are set, from the lowest on."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


@lru_cache(maxsize=4096)
def matcher(lists: Lists) -> Matcher:
    """The matcher of lists of phrases; looking it up costs as much as the lists are long."""
    return Matcher(lists)


@cache
def section(*names: str) -> Matcher:
    """The matcher of sections of the grammar, each a list."""
    return Matcher(tuple(map(lexicon.expressions, names)))


def places(
    found: Matcher, words: tuple[str, ...], polar: tuple[str, ...] | None = None
) -> list[tuple[int, int, int]]:
    """The number of the list, the first word and the one after the last of every phrase, in order.

    No gap runs over a negation; `polar` are the words without those that negate nothing.
    """
    candidates = found.candidates(words)
    if not candidates:
        return []
    where = found.where(words, candidates)
    barriers = lexicon.barriers()
    walls = sum(1 << at for at, word in enumerate(polar or words) if word in barriers)
    hits: list[tuple[int, int, int]] = []
    for number, first, windows, _ in candidates:
        starts = where[first]
        while starts:
            start = starts & -starts
            if ends := _ends(where, first, windows, start, walls):
                hits.append((number, start.bit_length() - 1, (ends & -ends).bit_length()))
            starts ^= start
    hits.sort(key=itemgetter(1))
    return hits


def _ends(
    where: Mapping[int, int], first: int, windows: tuple[int, ...], start: int, walls: int
) -> int:
    """Where the last word may stand, as bits. Every place in a gap is tried, and none twice."""
    lasts = start
    for word, window in enumerate(windows, first + 1):
        there, then = where[word], 0
        while lasts:
            last = lasts & -lasts
            reached = last * window
            if barred := reached & walls:
                reached &= 2 * (barred & -barred) - 1
            then |= reached & there
            lasts ^= last
        lasts = then
    return lasts
