"""Words that tell where phrases may stand: most sentences hold none, and need no closer look.

Of each phrase one word is taken, the one that letters say least: no function word, and a long one.
Where none of these stands, no phrase does.
"""

from collections.abc import Sequence
from functools import lru_cache

from supportops import lexicon
from supportops.phrases import Word, parse_all
from supportops.remembered import Remembered
from supportops.reply.grammar import Sentence
from supportops.reply.matching import Lists

_LISTS = 4096
"""Lists of phrases whose words are remembered, at most."""


class Telltale:
    """The words of which one stands wherever any phrase of some lists does."""

    __slots__ = ("_tells",)

    def __init__(self, lists: Lists) -> None:
        chosen = [min(words, key=_commonness) for list_ in lists for words in parse_all(list_)]
        exact = frozenset[str]().union(*(word.exact for word in chosen))
        prefixes = tuple(prefix for word in chosen for prefix in word.prefixes)
        self._tells = Remembered(Word(exact, prefixes, reach=0).fits)

    def among(self, found: Sequence[Sentence]) -> list[Sentence]:
        """Those of the sentences in which any phrase may stand."""
        return [found[at] for at in told_by(self._tells, found)]


def told_by(tells: Remembered[str, bool], found: Sequence[Sentence]) -> list[int]:
    """Which of the sentences, by their numbers, have a word of which this holds."""
    numbers, look = list[int](), tells.__getitem__
    for at, sentence in enumerate(found):
        for clause in sentence.clauses:
            if any(map(look, clause.words)):
                numbers.append(at)
                break
    return numbers


def _commonness(word: Word) -> tuple[int, int, int]:
    """How much a place of a phrase lets stand: beginnings of words, function words, short ones."""
    shortest = min(map(len, (*word.exact, *word.prefixes)))
    return len(word.prefixes), len(word.exact & lexicon.words("prose")), -shortest


@lru_cache(maxsize=_LISTS)
def telltale(lists: Lists) -> Telltale:
    """The telling words of lists of phrases; looking them up takes as long as the lists are."""
    return Telltale(lists)
