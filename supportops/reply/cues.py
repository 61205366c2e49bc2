"""What a letter leans to where its phrases settle nothing: weak cues, counted.

A phrase of the lexicon says what is done. Letters also say it in ways that nobody has listed, and
brush other outcomes while they do. Then all words of a sentence are asked together: for each family
a table of the lexicon tells how much more often a word, or two in a row, stands in letters of one
outcome than in those of the others.

Only what is asserted counts. A denied word is another word. Numbers, units and what else states a
required fact do not count at all: they can be copied from the records. Each sentence is weighed by
itself, so that no letter gains by sentences that say nothing.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from supportops import lexicon
from supportops.reply.force import Clause, Force
from supportops.reply.hits import Hit

PLAINLY = 9
"""A sentence speaks plainly for an outcome that leads every other one by so many bits in it."""

ENOUGH = 14
"""So many bits, in two such sentences at most, commit a letter in which no phrase does."""

OUTWEIGHS = 1.5
"""And so many times what speaks, in one sentence, for any other outcome."""

BRUSHED = 3
"""By so many bits a sentence speaks for another outcome than the one that it only brushes."""

BRIEF = 30
"""And in so many characters at most: what takes more is told."""

_has_digit = re.compile(r"\d").search
_TELLING = frozenset({Force.ASSERTED, Force.DEFERRED})
_DENIED = "!"
_ENDINGS = ("'s", "ing", "ed", "es", "s", "e", "ly")
_STEM = 3
"""Letters that are left of a word without its ending, at least."""

_MEMORY = 16_384
"""Words whose stems are remembered, at most."""

Said = Mapping[str, Sequence[Hit]]
Span = tuple[int, int]
Bits = Mapping[str, int]
"""How many bits speak for each code."""


class Leaning(NamedTuple):
    """What speaks for each code in each sentence of a letter."""

    known: Collection[str]
    """The codes that letters are known for."""
    sentences: Mapping[int, Bits]
    """By where they start."""
    factual: frozenset[int]
    """The sentences that state a required fact."""
    clauses: Mapping[Span, Bits]
    """The same for each clause that asserts something, by where it starts and ends."""
    ends: Mapping[int, int]
    """Where each sentence ends."""

    def meant(self) -> tuple[str, int] | None:
        """The code that a letter leans to, and the sentence that most speaks for it.

        Of what speaks for a code, only the two sentences count that do so most.
        """
        plain: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for start, bits in self.sentences.items():
            code, lead = _leading(bits)
            if lead >= PLAINLY:
                plain[code].append((lead, start))
        best = {code: sorted(leads, reverse=True)[:2] for code, leads in plain.items()}
        code = max(best, key=lambda one: (sum(lead for lead, _ in best[one]), one), default="")
        weight = sum(lead for lead, _ in best.get(code, ()))
        against = max((leads[0][0] for other, leads in best.items() if other != code), default=0)
        told = any(start not in self.factual for _, start in best.get(code, ()))
        if told and weight >= max(ENOUGH, OUTWEIGHS * against):
            return code, best[code][0][1]
        return None

    def hints_at(self, code: str) -> bool:
        """Whether some sentence speaks for a code at all, whatever else it speaks for."""
        return any(bits.get(code, 0) >= BRUSHED for bits in self.sentences.values())

    def tells(self, code: str) -> bool:
        """Whether some sentence speaks plainly for a code."""
        return any(
            ahead == code and lead >= PLAINLY
            for ahead, lead in map(_leading, self.sentences.values())
        )

    def favours(self, place: Hit, code: str, other: str) -> bool:
        """Whether the clause of a place speaks for one code rather than for another."""
        bits = self.clause(place) or {}
        known = code in bits and other in bits
        return known and bits[code] - bits[other] >= BRUSHED

    def clause(self, place: Hit) -> Bits | None:
        """What speaks for each code in the clause of a place; None if it asserts nothing."""
        return next(
            (bits for (start, end), bits in self.clauses.items() if start <= place.start < end),
            None,
        )


def _leading(bits: Bits) -> tuple[str, int]:
    """The code that most speaks for, and by how many bits it leads the next one, or nothing."""
    first, second, *_ = sorted(
        ((count, code) for code, count in (*bits.items(), ("", 0), ("", 0))), reverse=True
    )
    return first[1], first[0] - second[0]


def settled(said: Said, committed: Collection[str], leaning: Leaning) -> dict[str, list[Hit]]:
    """Where a letter commits to each code, once it is asked what it leans to.

    If it commits to nothing, it commits to that. If it commits to several, but brushes all others
    in sentences that speak for one of them, it commits to that one.
    """
    found = {code: list(places) for code, places in said.items()}
    if not committed:
        code, start = leaning.meant() or ("", 0)
        if not any(place.denied for place in found.get(code, ())):
            end = leaning.ends.get(start, start)
            found.get(code, []).append(Hit(start, end, Force.ASSERTED, False, start))
        return found
    meant = [code for code in committed if _backed(found[code], code, leaning)] or committed
    for code in meant:
        rivals = [other for other in meant if other != code]
        if all(_brushed(found[rival], rival, code, leaning) for rival in rivals):
            return found | {rival: [] for rival in committed if rival != code}
    return found


def _backed(places: Iterable[Hit], code: str, leaning: Leaning) -> bool:
    """Whether cues speak for a code where phrases do, or the phrase is long enough to speak alone.

    None has to if no letter is known for the code, or where it is asked, as that has no cues.
    """
    if code not in leaning.known or leaning.hints_at(code):
        return True
    for place in places:
        if place.force <= Force.DEFERRED:
            bits = leaning.clause(place)
            most = max((bits or {}).get(code, 0), leaning.sentences[place.sentence][code])
            if bits is None or most > 0 or place.end - place.start > BRIEF:
                return True
    return False


def _brushed(places: Iterable[Hit], rival: str, code: str, leaning: Leaning) -> bool:
    """Whether an outcome is only brushed wherever a letter seems to commit to it."""
    return not leaning.tells(rival) and all(
        leaning.favours(place, code, rival) and place.end - place.start <= BRIEF
        for place in places
        if place.force <= Force.DEFERRED
    )


def leaning(clauses: Iterable[Clause], facts: Collection[Span], family: str) -> Leaning:
    """What a letter leans to, by the cues of a family; `facts` is where it states required facts.

    A cue counts once in a sentence.
    """
    found: dict[int, set[str]] = defaultdict(set)
    parts: dict[Span, Bits] = {}
    factual: set[int] = set()
    ends: dict[int, int] = {}
    table = lexicon.cues(family)
    for clause in clauses:
        start, end = clause.tokens[0].start, clause.tokens[-1].end
        stated = [fact for fact in facts if fact[0] < end and start < fact[1]]
        there = set(cues(clause, stated))
        ends[clause.sentence] = end
        if clause.force in _TELLING:
            parts[start, end] = _bits(there, table)
        found[clause.sentence] |= there
        if any(_within(token.start, stated) for token in clause.tokens):
            factual.add(clause.sentence)
    return Leaning(
        table.keys(),
        {start: _bits(there, table) for start, there in found.items()},
        frozenset(factual),
        parts,
        ends,
    )


def _bits(found: Set[str], table: Mapping[str, Bits]) -> Bits:
    return {code: sum(bits[cue] for cue in bits.keys() & found) for code, bits in table.items()}


def cues(clause: Clause, facts: Collection[Span]) -> Iterator[str]:
    """The words of a clause by their stems, and each two in a row, outside of stated facts.

    A function word is a cue only beside another word.
    """
    if clause.force not in _TELLING:
        return
    words = list(_words(clause, (*facts, *clause.quotes)))
    yield from (word for word, tells in words if tells)
    for (first, tells), (second, also) in pairwise(words):
        if first and second and (tells or also):
            yield f"{first} {second}"


def _words(clause: Clause, apart: Collection[Span]) -> Iterator[tuple[str, bool]]:
    """The stem of each word, behind a sign if it is denied, and whether it tells anything alone.

    What stands apart, in a stated fact or a quotation, is empty, and so are numbers and units.
    """
    denied, negators, prose = clause.negated, lexicon.words("negators"), lexicon.words("prose")
    units = lexicon.words("units")
    for token, word in zip(clause.tokens, clause.words, strict=True):
        if word in units or _has_digit(word) or (apart and _within(token.start, apart)):
            yield "", False
        elif word in negators:
            denied = True
            yield _DENIED, word not in prose
        else:
            yield f"{_DENIED if denied else ''}{stem(word)}", word not in prose


def _within(at: int, spans: Collection[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


@lru_cache(maxsize=_MEMORY)
def stem(word: str) -> str:
    """A word without its ending."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word
