"""What letters lean to, made from sentences or from so many bits for each of them."""

from collections.abc import Mapping

import pytest

from supportops import lexicon
from supportops.reply.force import Force
from supportops.reply.grammar import sentences
from supportops.reply.hits import Hit
from supportops.reply.leaning import Leaning, leaning

TABLE: Mapping[str, Mapping[str, int]] = {
    "refund": {"money": 9, "money back": 9, "!repair": 4, "refund": 9},
    "repair": {"workshop": 9, "?workshop": 9, "repair": 9, "fix": 1, "!money": 5},
}
"""Two outcomes in the place of those of the lexicon."""

KNOWN: Mapping[str, Mapping[str, int]] = {
    "refund": {"r1": 1, "r2": 2, "r3": 3, "r9": 9},
    "repair": {"f1": 1, "f2": 2, "f9": 9},
}


def lean(text: str, *facts: str) -> Leaning:
    """What a letter leans to, with these words of it as facts."""
    found = [clause for sentence in sentences(text) for clause in sentence.clauses]
    spans = [(text.index(fact), text.index(fact) + len(fact)) for fact in facts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexicon, "cues", lambda _: TABLE)
        return leaning(found, spans, "mine")


def by(
    *sentences: Mapping[str, int],
    factual: tuple[int, ...] = (),
    clauses: Mapping[tuple[int, int], str] | None = None,
) -> Leaning:
    """What leans by these bits of sentences, which start at 0, 100, 200 and so on."""
    starts = [100 * number for number in range(len(sentences))]
    return Leaning(
        KNOWN,
        dict(zip(starts, sentences, strict=True)),
        frozenset(factual),
        {span: frozenset(found.split()) for span, found in (clauses or {}).items()},
        {start: start + 50 for start in starts},
    )


def at(start: int, length: int = 5, force: Force = Force.ASSERTED) -> Hit:
    """A place in the sentence that starts with the last hundred before it."""
    return Hit(start, start + length, force, denied=False, sentence=start - start % 100)
