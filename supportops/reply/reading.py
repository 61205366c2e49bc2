"""What a draft says, measured against one case file.

A `Reading` depends on the text and the file only: not on what was read in the episode and not on
the code that is submitted. Scoring decides what of it counts.
"""

from dataclasses import dataclass

from supportops.casefile import CaseFile
from supportops.reply.phrases import asserted, denied, mentioned
from supportops.reply.text import Clause, Sentence, normalise, sentences

MIN_CHARACTERS, MAX_CHARACTERS = 60, 2000
MIN_SENTENCES = 2
"""A reply has at least two sentences that read as prose, and most of its sentences do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Claims of a draft. `flaw` names what is wrong with its form; then nothing in it counts."""

    flaw: str | None
    commitments: tuple[str, ...]
    """Resolution codes the draft commits to, and denies nowhere, in the order of the file."""
    offers: tuple[str, ...]
    """Resolution codes whose outcome it mentions at all, under a condition or not."""
    facts: frozenset[str]
    """Names of the required facts it states, unless it states something else in their place."""
    promises: tuple[str, ...]
    """Names of the forbidden promises it makes."""


def read(draft: str, file: CaseFile) -> Reading:
    """Read a draft. Only sentences that read as prose can state a fact."""
    if flaw := _wrong_length(draft):
        return Reading(flaw, (), (), frozenset(), ())
    found = sentences(draft)
    everything = [clause for sentence in found if sentence.asserts for clause in sentence.clauses]
    credible = [
        clause
        for sentence in found
        if sentence.asserts and sentence.prose
        for clause in sentence.clauses
    ]
    return Reading(
        flaw=_formless(found),
        commitments=tuple(
            item.code
            for item in file.resolutions
            if asserted(item.commitments, everything) and not denied(item.commitments, everything)
        ),
        offers=tuple(
            item.code for item in file.resolutions if mentioned(item.commitments, everything)
        ),
        facts=_facts(file, credible, everything),
        promises=tuple(item.name for item in file.promises if mentioned(item.phrases, everything)),
    )


def _facts(file: CaseFile, credible: list[Clause], everything: list[Clause]) -> frozenset[str]:
    return frozenset(
        fact.name
        for fact in file.claims
        if asserted(fact.phrases, credible) and not mentioned(fact.rivals, everything)
    )


def _wrong_length(draft: str) -> str | None:
    """Checked before anything costs time, and again as compatibility forms can grow."""
    if len(draft.strip()) < MIN_CHARACTERS:
        return f"shorter than {MIN_CHARACTERS} characters"
    if len(draft.strip()) > MAX_CHARACTERS or len(normalise(draft)) > 2 * MAX_CHARACTERS:
        return f"longer than {MAX_CHARACTERS} characters"
    return None


def _formless(found: list[Sentence]) -> str | None:
    prose = sum(sentence.prose for sentence in found)
    if prose < MIN_SENTENCES or prose * 2 < len(found):
        return "not written in sentences"
    return None
