"""Where phrases stand among words: every list of them in one pass."""

from collections.abc import Iterator
from functools import cache, lru_cache

from supportops import lexicon
from supportops.phrases import Word, Words, parse_all

_CACHED_TOKENS = 4096
"""Most words whose phrases are remembered, for each list of phrases."""


Lists = tuple[tuple[str, ...], ...]
"""Lists of phrases, each of which is looked for."""


class Matcher:
    """Lists of phrases, by the words that may start one."""

    __slots__ = ("_patterns", "_starting")

    def __init__(self, lists: Lists) -> None:
        self._patterns = [
            (number, words) for number, phrases in enumerate(lists) for words in parse_all(phrases)
        ]
        self._starting: dict[str, tuple[tuple[int, Words], ...]] = {}

    def starting(self, word: str) -> tuple[tuple[int, Words], ...]:
        """The number of the list and the rest of every phrase that this word may start."""
        found = self._starting.get(word)
        if found is None:
            if len(self._starting) >= _CACHED_TOKENS:
                self._starting.clear()
            found = tuple(
                (number, all_[1:]) for number, all_ in self._patterns if all_[0].fits(word)
            )
            self._starting[word] = found
        return found


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
) -> Iterator[tuple[int, int, int]]:
    """The number of the list, the first word and the one after the last of every phrase.

    No gap runs over a negation; `polar` are the words without those that negate nothing.
    """
    walls: frozenset[int] | None = None
    for start, word in enumerate(words):
        for number, rest in found.starting(word):
            if walls is None:
                walls = _walls(polar or words)
            end = _end(rest, words, start + 1, walls)
            if end is not None:
                yield number, start, end


def _walls(words: tuple[str, ...]) -> frozenset[int]:
    barriers = lexicon.barriers()
    return frozenset(at for at, word in enumerate(words) if word in barriers)


def _end(rest: Words, words: tuple[str, ...], position: int, walls: frozenset[int]) -> int | None:
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
