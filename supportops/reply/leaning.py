"""What a letter leans to, and what it only brushes, where its phrases leave that open.

A phrase of the lexicon says what is done. Letters also say it in ways that nobody has listed, and
brush other outcomes while they do. So all cues of a sentence are asked together: for each family a
table of the lexicon tells how much more often a cue stands in letters of one outcome than in those
of the others. Each sentence is weighed by itself, and few of them count; only where none tells an
outcome are all added up, so that a letter hardly gains by sentences that say nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property

from supportops import lexicon
from supportops.reply.covered import Covered, Stretch
from supportops.reply.cues import cues
from supportops.reply.force import Clause, Force
from supportops.reply.hits import Hit

PLAINLY = 9
"""A sentence speaks plainly for an outcome that leads every other one by so many bits in it."""

OUTRIGHT = 16
"""By so many bits a sentence tells an outcome."""

STATED = 36
"""By so many bits it does so although it states a required fact in words."""

SENTENCES = 3
"""Of the sentences that speak for an outcome, so many count, those that do so most."""

OUTWEIGHS = 1.5
"""So many times as plainly as one sentence speaks for any other outcome, a letter has to speak for
what it leans to."""

BESIDE = 5
"""A sentence that only brushes an outcome speaks by no more bits for it than for what is done."""

ALTOGETHER = 34
"""All sentences together tell an outcome that they speak by so many bits more for than for any
other: if one that states no fact in words does so plainly, and none for another."""

DOMINATES = 40
"""An outcome that all of a letter speaks for by so many bits more than for another needs less in
each sentence that brushes that."""

BRIEF = 30
"""A phrase of more characters says what is done, unless all around it speaks for what another
phrase of the letter does."""

Bits = Mapping[str, int]
"""How many bits speak for each code."""

Best = Mapping[str, Sequence[tuple[int, int]]]
"""For each code the sentences that speak most for it: by how many bits, and where they start."""

Weights = Mapping[str, tuple[int, ...]]
"""For each cue, by how many bits it speaks for each code, in the order of the table."""


@dataclass(frozen=True)
class Leaning:
    """What speaks for each code in each sentence of a letter."""

    table: Mapping[str, Bits]
    """The cues of each code that letters are known for."""
    sentences: Mapping[int, Bits]
    """By where they start."""
    factual: frozenset[int]
    """The sentences that state a required fact in words: they may tell that, and no more, unless
    they speak for a code by far."""
    clauses: Mapping[Stretch, Set[str]]
    """Those of its cues that are known, for each clause, by where it starts and ends."""
    ends: Mapping[int, int]
    """Where each sentence ends."""

    @cached_property
    def leads(self) -> Mapping[int, tuple[str, int]]:
        """For each sentence the code that most speaks for, and by how many bits."""
        return {start: _leading(bits) for start, bits in self.sentences.items()}

    @cached_property
    def whole(self) -> Bits:
        """How many bits of all sentences speak for each code."""
        every = self.sentences.values()
        return {code: sum([bits.get(code, 0) for bits in every]) for code in self.table}

    def meant(self) -> tuple[str, int] | None:
        """The code that a letter leans to, and the sentence that most speaks for it."""
        leads: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for start, (code, lead) in self.leads.items():
            if lead:
                leads[code].append((lead, start))
        best = {code: sorted(found, reverse=True)[:SENTENCES] for code, found in leads.items()}
        weight = {code: sum(lead for lead, _ in found) for code, found in best.items()}
        return self._alone(best, weight) or self._altogether(best)

    def _alone(self, best: Best, weight: Bits) -> tuple[str, int] | None:
        """What one sentence tells, and few others speak against."""
        code = max(best, key=lambda one: (weight[one], one), default="")
        if self._tells(best, code, OUTRIGHT) and weight[code] >= OUTWEIGHS * _against(best, code):
            return code, best[code][0][1]
        return None

    def _altogether(self, best: Best) -> tuple[str, int] | None:
        """What all sentences tell, where none does."""
        code, ahead = _leading(self.whole)
        plain = self._tells(best, code, PLAINLY) and _against(best, code) <= PLAINLY
        return (code, best[code][0][1]) if plain and ahead >= ALTOGETHER else None

    def _tells(self, best: Best, code: str, least: int) -> bool:
        """Whether a sentence speaks by so many bits for a code, as it states a fact or none."""
        return any(
            lead >= (STATED if start in self.factual else least)
            for lead, start in best.get(code, ())
        )

    def told(self, least: int) -> list[tuple[str, int]]:
        """Each code that a sentence tells by at least so many bits, and where that starts."""
        return [(code, start) for start, (code, lead) in self.leads.items() if lead >= least]

    def brushes(
        self,
        places: Iterable[Hit],
        rival: str,
        code: str,
        done: Collection[int],
        *,
        phrased: bool = True,
    ) -> bool:
        """Whether a letter that does one thing only brushes another wherever it seems to do that.

        `done` are the sentences that do the one thing: their clauses have to speak for that.
        `phrased`: a phrase does it. None can tell for an outcome that no letter is known for.
        """
        if rival not in self.table or rival in dict(self.told(OUTRIGHT)):
            return False
        dominant = self.whole.get(code, 0) - self.whole[rival] >= DOMINATES
        most = BESIDE if dominant else -BESIDE
        return all(
            (_is_brief(place) or (phrased and self._yields(place, rival, code, by_far=dominant)))
            and self._passes(place.sentence, rival, code)
            and (place.sentence not in done or self._gain(place, rival, code) <= most)
            for place in places
            if place.force <= Force.DEFERRED
        )

    def _passes(self, sentence: int, rival: str, code: str) -> bool:
        bits = self.sentences.get(sentence, {})
        ahead, lead = _leading(bits)
        plain = ahead != code and lead >= PLAINLY
        return not plain and bits.get(rival, 0) - bits.get(code, 0) <= BESIDE

    def _yields(self, place: Hit, rival: str, code: str, *, by_far: bool) -> bool:
        """Whether the sentence of a place, and its clause, speak rather for what is done.

        The clause need not if all of the letter does so by far. What begins with us never yields:
        that says what we do.
        """
        bits = self.sentences.get(place.sentence, {})
        rather = bits.get(rival, 0) < bits.get(code, 0)
        return rather and (by_far or self._gain(place, rival, code) < 0) and not place.ours

    def _gain(self, place: Hit, rival: str, code: str) -> int:
        """By how many bits the clause of a place speaks rather for the other outcome."""
        there = next(
            (cues for (start, end), cues in self.clauses.items() if start <= place.start < end),
            frozenset[str](),
        )
        return _weighed(there, self.table[rival]) - _weighed(there, self.table.get(code, {}))


def _is_brief(place: Hit) -> bool:
    return place.end - place.start <= BRIEF


def _against(best: Best, code: str) -> int:
    """By how many bits one sentence speaks for any other outcome."""
    return max((found[0][0] for other, found in best.items() if other != code), default=0)


def _leading(bits: Bits) -> tuple[str, int]:
    """The code that most speaks for, and by how many bits it leads the next one, if it does."""
    *_, second, first = sorted((0, 0, *bits.values()))
    if first == second:
        return "", 0
    return next(code for code, count in bits.items() if count == first), first - second


def leaning(clauses: Iterable[Clause], worded: Iterable[Stretch], family: str) -> Leaning:
    """What a letter leans to, by the cues of a family, each of which counts once in a sentence.

    `worded` is wherever the words of a required fact stand.
    """
    found: dict[int, frozenset[str]] = {}
    parts: dict[Stretch, frozenset[str]] = {}
    factual = set[int]()
    ends: dict[int, int] = {}
    facts, weights = Covered(worded), _weights(family)
    known, table = weights.__contains__, lexicon.cues(family)
    for clause in clauses:
        sentence, start, end = clause.sentence, clause.tokens[0].start, clause.tokens[-1].end
        ends[sentence] = end
        part = parts[start, end] = frozenset(filter(known, cues(clause, facts)))
        found[sentence] = found[sentence] | part if sentence in found else part
        if facts.overlaps(start, end) and any(token.start in facts for token in clause.tokens):
            factual.add(sentence)
    bits = {start: _bits(there, weights, table) for start, there in found.items()}
    return Leaning(table, bits, frozenset(factual), parts, ends)


@cache
def _weights(family: str) -> Weights:
    table = lexicon.cues(family)
    known = dict.fromkeys(cue for bits in table.values() for cue in bits)
    return {cue: tuple(bits.get(cue, 0) for bits in table.values()) for cue in known}


def _bits(found: Collection[str], weights: Weights, codes: Iterable[str]) -> Bits:
    if not found:
        return dict.fromkeys(codes, 0)
    each = zip(*map(weights.__getitem__, found), strict=True)
    return dict(zip(codes, map(sum, each), strict=True))


def _weighed(found: Set[str], bits: Bits) -> int:
    return sum(bits[cue] for cue in bits.keys() & found)
