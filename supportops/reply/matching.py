"""Where phrases stand among words: every list of them in one pass.

A pass over the words tells first which phrases have all their words there in order, as bits of
whole numbers, one for each word of a phrase; only those are then tried place by place.
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from supportops import lexicon
from supportops.phrases import Word, Words, owner, parse_all

_CACHED_TOKENS = 4096
"""Most words whose phrases are remembered, for each list of phrases."""

Lists = tuple[tuple[str, ...], ...]
"""Lists of phrases, each of which is looked for."""

_Steps = tuple[tuple[int, int], ...]
"""For a word: which phrases have it as their n-th word, from the last n to the first."""


class _Known(dict[str, _Steps]):
    """The steps of each word that was looked up, up to a limit."""

    def __init__(self, look_up: Callable[[str], _Steps]) -> None:
        self._look_up = look_up

    def __missing__(self, word: str) -> _Steps:
        if len(self) >= _CACHED_TOKENS:
            self.clear()
        found = self[word] = self._look_up(word)
        return found


class Matcher:
    """Lists of phrases, by the words that they are made of."""

    __slots__ = ("_ends", "_exact", "_known", "_phrases", "_prefixes", "_reach")

    def __init__(self, lists: Lists) -> None:
        self._phrases = [
            (number, words) for number, phrases in enumerate(lists) for words in parse_all(phrases)
        ]
        depth = max((len(words) for _, words in self._phrases), default=0)
        self._ends = [0] * depth
        self._exact: dict[str, list[int]] = {}
        self._prefixes: dict[str, list[int]] = {}
        self._known = _Known(self._looked_up)
        for at, (_, words) in enumerate(self._phrases):
            self._ends[len(words) - 1] |= 1 << at
            for place, word in enumerate(words):
                for known, forms in (
                    (self._exact, word.exact),
                    (self._prefixes, word.prefixes),
                ):
                    for form in forms:
                        known.setdefault(form, [0] * depth)[place] |= 1 << at
        self._reach = max(map(len, self._prefixes), default=0)

    def candidates(self, words: tuple[str, ...]) -> Iterator[tuple[int, Words]]:
        """The number of the list and the words of every phrase that may stand in these words."""
        reached = [0] * len(self._ends)
        for steps in filter(None, map(self._known.__getitem__, words)):
            for place, fitting in steps:
                reached[place] |= fitting & reached[place - 1] if place else fitting
        found = 0
        for end, there in zip(self._ends, reached, strict=True):
            found |= end & there
        while found:
            lowest = found & -found
            yield self._phrases[lowest.bit_length() - 1]
            found ^= lowest

    def _looked_up(self, word: str) -> _Steps:
        fitting = [0] * len(self._ends)
        beginnings = (word[:length] for length in range(1, min(len(word), self._reach) + 1))
        entries = (*map(self._exact.get, {word, owner(word)}), *map(self._prefixes.get, beginnings))
        for entry in filter(None, entries):
            fitting = [one | other for one, other in zip(fitting, entry, strict=True)]
        return tuple((place, bits) for place, bits in enumerate(fitting) if bits)[::-1]


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
    hits: list[tuple[int, int, int]] = []
    walls: frozenset[int] | None = None
    for number, (first, *rest) in found.candidates(words):
        if walls is None:
            walls = _walls(polar or words)
        for start, word in enumerate(words):
            if first.fits(word):
                end = _end(rest, words, start + 1, walls)
                if end is not None:
                    hits.append((number, start, end))
    hits.sort(key=lambda hit: hit[1])
    return hits


def _walls(words: tuple[str, ...]) -> frozenset[int]:
    barriers = lexicon.barriers()
    return frozenset(at for at, word in enumerate(words) if word in barriers)


def _end(
    rest: list[Word], words: tuple[str, ...], position: int, walls: frozenset[int]
) -> int | None:
    """Where the shortest match ends. Every place in a gap is tried, and none twice."""
    ends = [position]
    for word in rest:
        ends = sorted({end for start in ends for end in _places(word, words, start, walls)})
        if not ends:
            return None
    return ends[0]


def _places(word: Word, words: tuple[str, ...], start: int, walls: frozenset[int]) -> Iterator[int]:
    """Where a word may end within the gap before it."""
    for at in range(start, min(start + word.reach + 1, len(words))):
        if word.fits(words[at]):
            yield at + 1
        if at in walls:
            return
