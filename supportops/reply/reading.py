"""What a draft says, as typed claims, measured against one case file.

A `Reading` depends on the text and the file only: not on what was read in the episode and not on
the code that is submitted. `quality` decides what of it counts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, NamedTuple

from supportops.casefile import CaseFile
from supportops.reply.facts import Stated, stated
from supportops.reply.force import Clause, Force
from supportops.reply.form import flaws, wrong_length
from supportops.reply.grammar import sentences
from supportops.reply.hits import Hit, hits
from supportops.reply.known import is_known
from supportops.reply.leaning import leaning
from supportops.reply.outcomes import COMMITS, taken_back, told
from supportops.reply.settling import settled
from supportops.reply.strangers import Flaw
from supportops.reply.text import Normal, composed, normalised
from supportops.values import Value

Slot = Literal["commitment", "fact", "promise", "conflict", "form"]

_PROMISES = (Force.ASSERTED, Force.DEFERRED, Force.CONDITIONAL, Force.HYPOTHETICAL, Force.GENERAL)
"""A promise that is forbidden is so under a condition as well."""


_TENSE = 30
"""In so many characters before a verb stands whether it is past."""

_PAST = re.compile(
    r"\b(?:was|were|has been|had been|have been)\s+(?:[a-z]+ly\s+|already\s+|then\s+)?"
    r"(delivered|received|handed|dropped|left)\b"
)


class Claim(NamedTuple):
    """Something a draft says: which slot it fills, with what, how, and in which of its words."""

    slot: Slot
    value: str
    """A resolution code, the name of a fact or of a promise, or what is wrong."""
    force: Force
    start: int
    """First character in the draft (in Unicode NFC), and the one after the last; equal if none."""
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a draft says that matters to a case."""

    claims: tuple[Claim, ...]
    """Every claim with the words that make it, in the order of the slots."""
    commitments: tuple[str, ...]
    """Resolution codes the draft commits to, in the order of the file."""
    denied: frozenset[str]
    """Resolution codes that it takes back, whatever else it says about them."""
    values: tuple[Value, ...]
    """Amounts, spans, days and numbers that it names."""
    shown_commitments: tuple[str, ...] = ()
    """The same by its phrases alone, which does not depend on what the answer has to state."""
    shown_flaw: str | None = None
    """What is wrong with its form or conduct that shows without the records of the case."""
    standing: tuple[frozenset[str], ...] = ()
    """For each of the values, once each, the relevant evidence in which it stands."""

    @property
    def facts(self) -> frozenset[str]:
        """Names of the required facts it states."""
        return frozenset(claim.value for claim in self.of("fact"))

    @property
    def flaw(self) -> str | None:
        """What is wrong with its form or conduct; then nothing in it counts."""
        return next((claim.value for claim in self.of("form")), None)

    @property
    def promises(self) -> tuple[str, ...]:
        """Names of the forbidden promises it makes."""
        return tuple(claim.value for claim in self.of("promise"))

    @property
    def conflicts(self) -> tuple[str, ...]:
        """What it states against the records or against itself, in words."""
        return tuple(claim.value for claim in self.of("conflict"))

    @property
    def gist(self) -> tuple[object, ...]:
        """What it says, wherever that stands."""
        return (
            frozenset((claim.slot, claim.value, claim.force) for claim in self.claims),
            self.commitments,
            self.denied,
            frozenset(self.values),
        )

    def of(self, slot: Slot) -> Iterator[Claim]:
        """The claims of one slot."""
        return (claim for claim in self.claims if claim.slot == slot)


_KEPT = "readings"


@contextmanager
def readings_kept(file: CaseFile) -> Iterator[None]:
    """Read each draft on a file once only, for as long as a few of them are played over and over.

    Every draft is kept until the end of it, so it is not for texts that strangers send.
    """
    file.memo[_KEPT] = {}
    try:
        yield
    finally:
        del file.memo[_KEPT]


def read(draft: str, file: CaseFile) -> Reading:
    """Read a draft, in time that grows with its length."""
    kept: dict[str, Reading] | None = file.memo.get(_KEPT)
    if kept is None:
        return _read(draft, file)
    if draft not in kept:
        kept[draft] = _read(draft, file)
    return kept[draft]


def _read(draft: str, file: CaseFile) -> Reading:
    if why := wrong_length(draft):
        claim = Claim("form", why, Force.ASSERTED, 0, 0)
        return Reading((claim,), (), frozenset(), (), shown_flaw=why)
    whole = composed(draft)
    normal = normalised(whole)
    found = sentences(normal.text)
    clauses = [clause for sentence in found for clause in sentence.clauses]
    said, promised = _spoken(file, clauses)
    facts = stated(found, file)
    phrased = _standing(said)
    if file.cues:
        said = settled(said, phrased, leaning(clauses, facts.worded, file.cues))
    wrong = tuple(flaws(whole, normal, found, file))
    return Reading(
        claims=(
            *_formal(wrong, normal),
            *_committed(said, normal),
            *_factual(facts, normal),
            *_promised(promised, normal),
        ),
        commitments=_standing(said),
        denied=taken_back(said),
        values=facts.values,
        shown_commitments=phrased,
        shown_flaw=next((flaw.why for flaw in wrong if not flaw.hidden), None),
        standing=tuple(
            frozenset(ref for ref in file.relevant if is_known(value, (ref,), file))
            for value in dict.fromkeys(facts.values)
        ),
    )


def _spoken(
    file: CaseFile, clauses: Sequence[Clause]
) -> tuple[dict[str, list[Hit]], dict[str, list[Hit]]]:
    """Where a draft commits to each code, and where it makes each forbidden promise."""
    codes, promises = file.resolutions, file.promises
    acts = tuple(item.commitments for item in codes)
    reasons = tuple(item.reasons for item in codes)
    found = hits((*acts, *reasons, *(item.phrases for item in promises)), clauses)
    said = told(codes, found[: len(codes)], found[len(codes) : 2 * len(codes)])
    names = (item.name for item in promises)
    return said, dict(zip(names, found[2 * len(codes) :], strict=True))


def _standing(said: Mapping[str, Sequence[Hit]]) -> tuple[str, ...]:
    """What is asserted or, if nothing is, what is deferred to the moment something happened."""
    for force in COMMITS:
        if found := tuple(
            code for code, places in said.items() if any(p.force is force for p in places)
        ):
            return found
    return ()


def _formal(found: Sequence[Flaw], normal: Normal) -> Iterator[Claim]:
    for flaw in found:
        yield _claim("form", flaw.why, Force.ASSERTED, (flaw.start, flaw.end), normal)


def _committed(said: Mapping[str, Sequence[Hit]], normal: Normal) -> Iterator[Claim]:
    for code, places in said.items():
        if places:
            best = min(places, key=lambda place: place.force)
            yield _claim("commitment", code, best.force, (best.start, best.end), normal)


def _factual(found: Stated, normal: Normal) -> Iterator[Claim]:
    for fact in found.facts:
        yield _claim("fact", fact.name, Force.ASSERTED, (fact.start, fact.end), normal)
    for conflict in found.conflicts:
        where = (conflict.start, conflict.end)
        yield _claim("conflict", conflict.why, Force.ASSERTED, where, normal)


def _promised(found: Mapping[str, Sequence[Hit]], normal: Normal) -> Iterator[Claim]:
    for name, places in found.items():
        hit = next(
            (one for one in places if one.force in _PROMISES and _is_ahead(one, normal)), None
        )
        if hit:
            yield _claim("promise", name, hit.force, (hit.start, hit.end), normal)


def _is_ahead(place: Hit, normal: Normal) -> bool:
    """Whether it is not told as what has happened to a parcel: `it was delivered on Monday`."""
    about = normal.text[max(0, place.start - _TENSE) : place.end]
    start = len(about) - (place.end - place.start)
    return all(found.start(1) != start for found in _PAST.finditer(about))


def _claim(slot: Slot, value: str, force: Force, where: tuple[int, int], normal: Normal) -> Claim:
    start, end = normal.span(*where) if where[0] < where[1] else (0, 0)
    return Claim(slot, value, force, start, end)
