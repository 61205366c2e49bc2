"""What a letter leans to where its phrases settle nothing: weak cues, counted.

A phrase of the lexicon says what is done. Letters also say it in ways that nobody has listed, and
brush other outcomes while they do. Then all words of a letter are asked together: for each family
a table of the lexicon tells how much more often a word, or two in a row, stands in letters of one
outcome than in those of the others.

Only what is asserted or asked of the customer counts. A denied word is another word, and what
states a required fact does not count at all: that can be copied from the records.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from supportops import lexicon
from supportops.reply.force import Clause, Force
from supportops.reply.hits import Hit

AHEAD = 10
"""By so many bits the outcome that a letter leans to has to lead every other one."""

BRUSHED = 3
"""By so many bits a sentence speaks for another outcome than the one that it only brushes."""

ENOUGH = 15
"""So many bits have to speak for it where no phrase carries it out."""

_TELLING = frozenset({Force.ASSERTED, Force.DEFERRED, Force.REQUESTED})
_NUMBER, _DENIED = "#", "!"
_ENDINGS = ("'s", "ing", "ed", "es", "s", "e", "ly")
_STEM = 3
"""Letters that are left of a word without its ending, at least."""

_MEMORY = 16_384
"""Words whose stems are remembered, at most."""

Said = Mapping[str, Sequence[Hit]]
Span = tuple[int, int]


class Leaning(NamedTuple):
    """How many bits speak for each code: in all the letter, and in each of its sentences."""

    whole: Mapping[str, int]
    parts: Mapping[int, Mapping[str, int]]
    """By where a sentence starts."""
    factual: frozenset[int]
    """The sentences that state a required fact."""

    def ahead(self) -> tuple[str, int]:
        """The code that most speaks for, and by how many bits it leads the next one."""
        ordered = sorted((*self.whole.items(), ("", 0)), key=lambda item: -item[1])
        return ordered[0][0], ordered[0][1] - ordered[1][1]

    def says(self, code: str) -> bool:
        """Whether something beside the facts speaks for a code."""
        apart = (bits for sentence, bits in self.parts.items() if sentence not in self.factual)
        return any(bits.get(code, 0) >= BRUSHED for bits in apart)

    def favours(self, sentence: int, code: str, other: str) -> bool:
        """Whether a sentence plainly speaks for one code rather than for another."""
        bits = self.parts.get(sentence, {})
        return bits.get(code, 0) - bits.get(other, 0) >= BRUSHED


def settled(said: Said, committed: Collection[str], leaning: Leaning) -> dict[str, list[Hit]]:
    """Where a letter commits to each code, once it is asked what it leans to.

    If it commits to nothing, it commits to that. If it commits to several, and that is one of
    them, the others go that are only brushed: in sentences that speak for it.
    """
    found = {code: list(places) for code, places in said.items()}
    code, lead = leaning.ahead()
    if lead < AHEAD or code not in found or any(place.denied for place in found[code]):
        return found
    if not committed and leaning.whole[code] >= ENOUGH and leaning.says(code):
        found[code].append(_weightiest(code, leaning))
    rivals = [other for other in committed if other != code]
    if len(rivals) < len(committed) and all(_brushed(one, code, found, leaning) for one in rivals):
        found |= {rival: [] for rival in rivals}
    return found


def _brushed(rival: str, code: str, said: Said, leaning: Leaning) -> bool:
    """Whether an outcome is only brushed; one that no letter is known for never is."""
    places = [place for place in said[rival] if place.force <= Force.DEFERRED]
    return rival in leaning.whole and all(
        leaning.favours(place.sentence, code, rival) for place in places
    )


def _weightiest(code: str, leaning: Leaning) -> Hit:
    """The sentence that most speaks for a code."""
    start = max(leaning.parts, key=lambda sentence: leaning.parts[sentence].get(code, 0))
    return Hit(start, start, Force.ASSERTED, denied=False, sentence=start)


def leaning(clauses: Iterable[Clause], facts: Collection[Span], family: str) -> Leaning:
    """What a letter leans to, by the cues of a family; `facts` is where it states required facts.

    A cue counts once in a letter, and once in each sentence.
    """
    found: dict[int, set[str]] = {}
    factual: set[int] = set()
    for clause in clauses:
        found.setdefault(clause.sentence, set()).update(cues(clause, facts))
        if any(start <= token.start < end for token in clause.tokens for start, end in facts):
            factual.add(clause.sentence)
    table = lexicon.cues(family)
    return Leaning(
        _bits(frozenset().union(*found.values()), table),
        {sentence: _bits(there, table) for sentence, there in found.items()},
        frozenset(factual),
    )


def _bits(found: Collection[str], table: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    return {code: sum(bits.get(cue, 0) for cue in found) for code, bits in table.items()}


def cues(clause: Clause, facts: Collection[Span]) -> Iterator[str]:
    """The words of a clause by their stems, and each two in a row, outside of stated facts."""
    if clause.force not in _TELLING:
        return
    words = list(_words(clause, facts))
    yield from filter(None, words)
    for first, second in pairwise(words):
        if first and second:
            yield f"{first} {second}"


def _words(clause: Clause, facts: Collection[Span]) -> Iterator[str]:
    """The stem of each word, behind a sign if it is denied; empty within a stated fact."""
    denied, negators = clause.negated, lexicon.words("negators")
    for token, word in zip(clause.tokens, clause.words, strict=True):
        if any(start <= token.start < end for start, end in facts):
            yield ""
        elif word in negators:
            denied = True
            yield _DENIED
        else:
            yield f"{_DENIED if denied else ''}{stem(word)}"


@lru_cache(maxsize=_MEMORY)
def stem(word: str) -> str:
    """A word without its ending; one sign for whatever has a digit."""
    if not word.isalpha() and any(map(str.isdigit, word)):
        return _NUMBER
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word
