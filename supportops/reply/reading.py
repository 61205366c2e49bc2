"""What a draft says, measured against one case file.

A `Reading` depends on the text and the file only: not on what was read in the episode and not on
the code that is submitted. Scoring decides what of it counts.
"""

from dataclasses import dataclass

from supportops.casefile import CaseFile
from supportops.reply.phrases import asserted
from supportops.reply.text import Clause, Sentence, sentences

MIN_CHARACTERS, MAX_CHARACTERS = 60, 2000
MIN_SENTENCES = 2
"""A reply has at least two sentences that read as prose, and most of its sentences do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Claims of a draft. `flaw` names what is wrong with its form; then nothing in it counts."""

    flaw: str | None
    commitments: tuple[str, ...]
    """Resolution codes the draft commits to, in the order of the file."""
    facts: frozenset[str]
    """Names of the required facts it states, unless it states something else in their place."""
    promises: tuple[str, ...]
    """Names of the forbidden promises it makes."""


def read(draft: str, file: CaseFile) -> Reading:
    """Read a draft. Only sentences that read as prose can state, commit or earn anything."""
    found = sentences(draft)
    everything = [clause for sentence in found if sentence.asserts for clause in sentence.clauses]
    credible = [
        clause
        for sentence in found
        if sentence.asserts and sentence.prose
        for clause in sentence.clauses
    ]
    return Reading(
        flaw=_flaw(draft, found),
        commitments=tuple(
            item.code for item in file.resolutions if asserted(item.commitments, everything)
        ),
        facts=_facts(file, credible, everything),
        promises=tuple(
            item.name for item in file.gold.promises if asserted(item.phrases, everything)
        ),
    )


def _facts(file: CaseFile, credible: list[Clause], everything: list[Clause]) -> frozenset[str]:
    return frozenset(
        fact.name
        for fact in file.gold.facts
        if asserted(fact.phrases, credible) and not asserted(fact.rivals, everything)
    )


def _flaw(draft: str, found: list[Sentence]) -> str | None:
    length, prose = len(draft.strip()), sum(sentence.prose for sentence in found)
    if length < MIN_CHARACTERS:
        return f"shorter than {MIN_CHARACTERS} characters"
    if length > MAX_CHARACTERS:
        return f"longer than {MAX_CHARACTERS} characters"
    if prose < MIN_SENTENCES or prose * 2 < len(found):
        return "not written in sentences"
    return None
