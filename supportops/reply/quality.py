"""Reply quality: which claims of a draft count, and why each earns or loses what it does.

One slot for the commitment and one for each required fact, all worth the same. Nothing counts in a
letter that does not commit to what was submitted, and to that alone; nor in one that is flawed in
form or conduct, promises what policy forbids, or states what contradicts the records or itself.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from supportops.casefile import CaseFile
from supportops.reply.force import Force
from supportops.reply.reading import Claim, Reading
from supportops.vocabulary import FULL


class Mark(NamedTuple):
    """A claim with the share of the reply's marks that it earned, in basis points, and why."""

    claim: Claim
    earned: int
    why: str


@dataclass(frozen=True, slots=True)
class Quality:
    """Q, in basis points, why it is what it is, and the part of every claim in it."""

    earned: int
    why: str
    marks: tuple[Mark, ...]


def quality(
    reading: Reading | None, file: CaseFile, evidence: Collection[str], resolution: str
) -> Quality:
    """Grade a draft, given the evidence that was read and the code that was submitted."""
    if reading is None:
        return Quality(0, "no draft", ())
    grounded = frozenset(_grounded(reading, file, evidence))
    why = worthless(reading, file, resolution)
    if why is None and not grounded:
        why = "the reply states no required fact that was read in its source"
    slots = len(file.claims) + 1
    earned = 0 if why else FULL * (len(grounded) + 1) // slots
    share = 0 if why else FULL // slots
    return Quality(
        earned,
        why or _why(file, reading, grounded),
        tuple(_mark(claim, resolution, grounded, share) for claim in reading.claims),
    )


def worthless(reading: Reading, file: CaseFile, resolution: str) -> str | None:
    """The first reason for which nothing in a reply counts; None if it counts."""
    if reading.flaw:
        return f"the reply {reading.flaw}"
    if resolution != file.gold.resolution:
        return "what a reply has to state belongs to another resolution"
    promises = ", ".join(reading.promises)
    conflicts = ", ".join(dict.fromkeys(reading.conflicts))
    several = reading.commitments if len(reading.commitments) > 1 else ()
    reasons = (
        (promises, f"makes a forbidden promise: {promises}"),
        (conflicts, conflicts),
        (several, f"commits to several outcomes: {', '.join(several)}"),
        (reading.commitments != (resolution,), _uncommitted(reading, resolution)),
        (resolution in reading.denied, f"takes back what it commits to: {resolution}"),
    )
    return next((f"the reply {why}" for holds, why in reasons if holds), None)


def _uncommitted(reading: Reading, resolution: str) -> str:
    if reading.commitments:
        return f"commits to {reading.commitments[0]}, not to what was submitted"
    for claim in reading.of("commitment"):
        if claim.value == resolution:
            return f"mentions {resolution} but does not commit to it: {_HOW[claim.force]}"
    return f"does not commit to {resolution}"


_HOW = {
    Force.ASSERTED: "asserted",
    Force.DEFERRED: "deferred",
    Force.REQUESTED: "asked of the customer",
    Force.CONDITIONAL: "conditional",
    Force.HYPOTHETICAL: "hypothetical",
    Force.ATTRIBUTED: "somebody else's wish or word",
    Force.GENERAL: "true of cases in general",
    Force.ASKED: "a question",
    Force.LISTED: "a label",
    Force.QUOTED: "a quotation",
    Force.JUMBLED: "words that make no sentence",
    Force.FRAMED: "said to be a story, a wish or untrue",
    Force.DENIED: "denied",
}


def _grounded(reading: Reading, file: CaseFile, evidence: Collection[str]) -> Iterator[str]:
    stated = reading.facts
    for name, sources in file.sources.items():
        if name in stated and not sources.isdisjoint(evidence):
            yield name


def _why(file: CaseFile, reading: Reading, grounded: Collection[str]) -> str:
    names = [claim.name for claim in file.claims]
    unread = [name for name in names if name in reading.facts and name not in grounded]
    missing = [name for name in names if name not in reading.facts]
    parts = (
        ("states", [name for name in names if name in grounded]),
        ("lacks", missing),
        ("states without having read it", unread),
    )
    return "; ".join(f"{verb} {', '.join(found)}" for verb, found in parts if found)


def _mark(claim: Claim, resolution: str, grounded: Collection[str], share: int) -> Mark:
    if claim.slot == "commitment":
        right = claim.value == resolution and claim.force <= Force.DEFERRED
        return Mark(claim, share if right else 0, _HOW[claim.force])
    if claim.slot == "fact":
        if claim.value in grounded:
            return Mark(claim, share, "stated, and read in its source")
        return Mark(claim, 0, "stated, but its source was not read")
    return Mark(claim, 0, f"the reply {_LOSES[claim.slot]}")


_LOSES = {
    "form": "is worth nothing in this form",
    "promise": "is worth nothing with a forbidden promise",
    "conflict": "is worth nothing with a contradiction",
}
