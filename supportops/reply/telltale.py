"""Words that tell where phrases may stand: most sentences hold none, and need no closer look.

Of each phrase one word is taken, the one that letters say least: no function word, and a long one.
Where none of these stands, no phrase does.
"""

from collections.abc import Iterable
from functools import lru_cache

from supportops import lexicon
from supportops.phrases import Word, parse_all
from supportops.reply.grammar import Sentence
from supportops.reply.matching import Lists

_REMEMBERED = 4096
"""Words, and lists of phrases, that are remembered, at most."""


class Telltale(dict[str, bool]):
    """Whether each word that was asked for is one of which any phrase of some lists has one."""

    def __init__(self, lists: Lists) -> None:
        chosen = [min(words, key=_commonness) for list_ in lists for words in parse_all(list_)]
        self._word = Word(
            exact=frozenset[str]().union(*(word.exact for word in chosen)),
            prefixes=tuple(prefix for word in chosen for prefix in word.prefixes),
            reach=0,
        )

    def __missing__(self, word: str) -> bool:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[word] = self._word.fits(word)
        return found

    def among(self, found: Iterable[Sentence]) -> list[Sentence]:
        """Those of the sentences in which any phrase may stand."""
        near, tells = list[Sentence](), self.__getitem__
        for sentence in found:
            for clause in sentence.clauses:
                if any(map(tells, clause.words)):
                    near.append(sentence)
                    break
        return near


def _commonness(word: Word) -> tuple[int, int, int]:
    """How much a place of a phrase lets stand: beginnings of words, function words, short ones."""
    shortest = min(map(len, (*word.exact, *word.prefixes)))
    return len(word.prefixes), len(word.exact & lexicon.words("prose")), -shortest


@lru_cache(maxsize=_REMEMBERED)
def telltale(lists: Lists) -> Telltale:
    """The telling words of lists of phrases; looking them up takes as long as the lists are."""
    return Telltale(lists)
