"""What a case is worth, in whole basis points: while it is open, at its end, and for sure."""

from collections.abc import Collection
from typing import NamedTuple

from tests.reference.desk import ARTIFACT, Desk
from tests.reference.reading import Heard

RESOLUTION, EVIDENCE, REPLY, EFFICIENCY = 4500, 2500, 2000, 1000
HARM_CAP = 1000
FULL = 10_000


class Parts(NamedTuple):
    """A score: its components, and whether harm capped it."""

    resolution: int = 0
    evidence: int = 0
    reply: int = 0
    efficiency: int = 0
    harm: bool = False

    @property
    def total(self) -> int:
        """Basis points of the whole."""
        found = self.resolution + self.evidence + self.reply + self.efficiency
        return min(found, HARM_CAP) if self.harm else found


def share(some: Collection[str], of: Collection[str]) -> int:
    """How much of a set is in another."""
    return FULL * len(set(of).intersection(some)) // len(of)


def resolved(desk: Desk, evidence: Collection[str], draft: Heard, code: str, steps: int) -> Parts:
    """The score of a case that was resolved."""
    read = max(share(evidence, refs) for refs in desk.sufficient)
    quarters = 4 if code == desk.resolution else 1 if code in desk.fallbacks else 0
    justified = quarters == 4 and read == FULL
    spare = desk.budget - desk.par
    left = max(0, min(desk.budget - steps, spare))
    return Parts(
        resolution=RESOLUTION * quarters * read // (4 * FULL),
        evidence=EVIDENCE * read // (FULL if quarters else 2 * FULL),
        reply=REPLY * quality(desk, evidence, draft, code) // FULL,
        efficiency=EFFICIENCY * left // spare if justified else 0,
        harm=code in desk.harmful,
    )


def exhausted(desk: Desk, evidence: Collection[str], heard: int) -> Parts:
    """The score of a case whose budget ran out."""
    return Parts(evidence=EVIDENCE * share(evidence, desk.relevant(heard)) // (2 * FULL))


def slots(desk: Desk) -> int:
    """Slots of a reply: one for the commitment, one for each fact."""
    return 1 + len(desk.sources)


def grounded(desk: Desk, evidence: Collection[str], draft: Heard) -> set[str]:
    """Required facts that the draft states and whose source was read."""
    return {name for name in set(draft.of("fact")) if desk.sources[name].intersection(evidence)}


def quality(desk: Desk, evidence: Collection[str], draft: Heard, code: str) -> int:
    """The share of the slots of a reply that are filled."""
    return FULL * points(desk, evidence, draft, code) // slots(desk)


def points(desk: Desk, evidence: Collection[str], draft: Heard, code: str) -> int:
    """Slots of the reply that are filled; 0 if anything makes it worth nothing."""
    worthless = (
        draft.of("form")
        or draft.of("conflict")
        or draft.of("promise")
        or code != desk.resolution
        or draft.commits != [code]
        or code in draft.denied
    )
    facts = grounded(desk, evidence, draft)
    return 0 if worthless or not facts else 1 + len(facts)


def claims(
    desk: Desk, evidence: Collection[str], draft: Heard, code: str
) -> list[tuple[str, str, int]]:
    """Each claim of the reply, with what it earned."""
    filled = points(desk, evidence, draft, code)
    each = REPLY * (FULL // slots(desk)) // FULL if filled else 0
    earning = {("commitment", code), *(("fact", name) for name in grounded(desk, evidence, draft))}
    return [
        (slot, value, each if (slot, value) in earning else 0) for slot, value, _ in draft.claims
    ]


def draft_shows(desk: Desk, evidence: Collection[str], draft: Heard | None) -> int:
    """What a draft shows itself to be worth: values that were read, up to two."""
    if draft is None or draft.flawed or draft.of("promise") or len(draft.asks) > 1:
        return 0
    read = desk.relevant(0).intersection(evidence)
    return REPLY // 2 * min(2, len({value for value, refs in draft.values if refs & read}))


def evidence_shows(desk: Desk, evidence: Collection[str], heard: int) -> int:
    """What the evidence shows itself to be worth."""
    return EVIDENCE * share(evidence, desk.relevant(heard)) // FULL


def secured(desk: Desk, evidence: Collection[str]) -> int:
    """What can no longer be lost, whatever comes."""
    relevant = desk.relevant(0)
    read = relevant.intersection(evidence)
    if desk.record_asked_for:
        place = ARTIFACT + desk.record_asked_for
        came = desk.sent is not None and ARTIFACT + desk.sent in evidence
        read = read | {place} if came else read - {place}
    unread = relevant - read
    worst = min(share(read, proof | unread) for proof in desk.least_proofs)
    half = EVIDENCE * worst // (2 * FULL)
    return min(half, HARM_CAP) if desk.table["harms"] else half
