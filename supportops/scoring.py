"""The grader: a pure function from a case to a score, in integers.

    score = 0.45·R·E + 0.25·E·(1 if R > 0 else ½) + 0.20·Q + 0.10·F

R: resolution (1 exact, ¼ for a safe fallback, else 0). E: coverage of the minimal sufficient
evidence set that fits best. Q: reply quality. F: efficiency, 0 unless R = E = 1. Every share is a
whole number of basis points, rounded down once per component, so that full marks are exactly 1.
A harmful resolution caps the score at 0.10; an exhausted case earns half of its evidence part.
"""

from functools import lru_cache

from supportops.case import Case
from supportops.models import ReplyClaim, ScoreCard, ScoreComponent
from supportops.records import artifact_ref
from supportops.reply import Mark, Quality, composed, quality
from supportops.vocabulary import FULL, Phase

RESOLUTION, EVIDENCE, REPLY, EFFICIENCY = 4500, 2500, 2000, 1000
"""Weights of the four components, in basis points; they add up to one whole."""

FALLBACK = FULL // 4
"""Accuracy of a safe fallback."""

HARM_CAP = 1000
"""Highest score of a harmful resolution, in basis points."""

VISIBLE_VALUES = 2
"""So many values from what was read are all that an open draft shows itself to be worth."""

VISIBLE_MAX = EVIDENCE + REPLY
"""Highest `current_score` before the end, in basis points."""

CARDS_KEPT = 256
"""So many cards of exhausted cases are kept; there is one for each share of the evidence."""

assert RESOLUTION + EVIDENCE + REPLY + EFFICIENCY == FULL


def grade(case: Case) -> ScoreCard:
    """Score a case that has ended, in [0, 1], with every component and why."""
    if case.phase is Phase.EXHAUSTED:
        return _graded_exhausted(case)
    accuracy, covered, reply = _accuracy(case), coverage(case), _quality(case)
    evidence = EVIDENCE * covered // FULL if accuracy else _half_evidence(covered)
    components = (
        ScoreComponent(
            name="resolution",
            earned=RESOLUTION * accuracy * covered // FULL**2,
            possible=RESOLUTION,
            why=_why_resolution(case, accuracy, covered),
        ),
        ScoreComponent(
            name="evidence", earned=evidence, possible=EVIDENCE, why=_why_evidence(case, accuracy)
        ),
        _reply_component(reply),
        _efficiency_component(case, accuracy == covered == FULL),
    )
    total = sum(component.earned for component in components)
    violation = case.file.harm_of.get(case.resolution or "")
    return ScoreCard(
        basis_points=min(total, HARM_CAP) if violation else total,
        components=components,
        violation=violation,
        claims=tuple(_reply_claim(mark, case.draft or "") for mark in reply.marks),
    )


def coverage(case: Case) -> int:
    """E: share of the best fitting minimal evidence set that was read, in basis points."""
    read = set(case.evidence)
    best = 0
    for minimal in case.file.gold.evidence:
        best = max(best, FULL * len(read.intersection(minimal)) // len(minimal))
    return best


def shown_coverage(case: Case) -> int:
    """Share of the evidence that cases of this table turn on, in basis points.

    It is what an open case shows of E. Which part of it this case needs would tell the outcome.
    """
    return FULL * case.known // len(case.stage.relevant)


def visible_reply(case: Case) -> int:
    """What a draft shows itself to be worth before submission, in basis points of Q.

    It is valued on form and on what was read so far: how many amounts, spans, days and numbers it
    names that stand there, up to `VISIBLE_VALUES`, and none that stand nowhere. Which of them the
    answer needs, and which commitment is right, stays out of it, and so does all that is wrong with
    it by what was not read: drafting again tells nothing about either.
    """
    reading = case.reading
    if (
        reading is None
        or reading.shown_flaw
        or reading.promises
        or len(reading.shown_commitments) > 1
    ):
        return 0
    known = sum(not places.isdisjoint(case.evidence) for places in reading.standing)
    return FULL * min(known, VISIBLE_VALUES) // VISIBLE_VALUES


def current(case: Case) -> int:
    """The score shown to the agent, in basis points: provisional while open, final once done."""
    if case.card:
        return case.card.basis_points
    shown = EVIDENCE * shown_coverage(case) // FULL
    return shown + REPLY * visible_reply(case) // FULL if case.reading else shown


def guaranteed(case: Case) -> int:
    """The least score that can still come of an open case, in basis points.

    Evidence is never lost, so the worst ends are exhaustion, a wrong code, and a harmful one. As
    the evidence this case needs is not known before its end, the least conceivable counts: any
    proof that the table knows, and everything unread to be quoted as well. A record that the
    customer may replace does not count; what they sent counts in its place.
    """
    relevant, read = case.file.relevant, _lasting(case)
    if not read:
        return 0
    covered = min(
        FULL * len(proof & read) // len(proof | (relevant - read)) for proof in case.file.proofs
    )
    half = _half_evidence(covered)
    return min(half, HARM_CAP) if case.file.table.harms else half


def _lasting(case: Case) -> frozenset[str]:
    """Relevant evidence that was read and that no answer can replace, as it is on file at first."""
    read, asking = case.file.relevant & {*case.evidence}, case.file.asking
    if asking is None:
        return read
    place, sent = artifact_ref(asking.record), asking.sent
    if sent and artifact_ref(sent.id) in case.evidence:
        return read | {place}
    return read - {place}


def _graded_exhausted(case: Case) -> ScoreCard:
    """Half of the evidence as it showed while the case was open: running out tells no outcome."""
    return _exhausted(case.known, len(case.stage.relevant))


@lru_cache(maxsize=CARDS_KEPT)
def _exhausted(read: int, relevant: int) -> ScoreCard:
    half = _half_evidence(FULL * read // relevant)
    seen = f"read {read} of {relevant} that such cases turn on; half, as unresolved"
    nothing = "the budget ran out before a resolution was submitted"
    return ScoreCard(
        basis_points=half,
        components=(
            ScoreComponent(name="resolution", earned=0, possible=RESOLUTION, why=nothing),
            ScoreComponent(name="evidence", earned=half, possible=EVIDENCE, why=seen),
            ScoreComponent(name="reply", earned=0, possible=REPLY, why=nothing),
            ScoreComponent(name="efficiency", earned=0, possible=EFFICIENCY, why=nothing),
        ),
    )


def _half_evidence(covered: int) -> int:
    return EVIDENCE * covered // (2 * FULL)


def _accuracy(case: Case) -> int:
    if case.resolution == case.file.gold.resolution:
        return FULL
    return FALLBACK if case.resolution in case.file.gold.fallbacks else 0


def _why_resolution(case: Case, accuracy: int, covered: int) -> str:
    verdict = {
        FULL: f"{case.resolution} is right: {case.file.gold.because}",
        FALLBACK: f"{case.resolution} is a safe fallback, worth a quarter",
    }.get(accuracy, f"{case.resolution} is wrong; {case.file.gold.resolution} was right")
    short = "" if covered == FULL or not accuracy else "; worth only the evidence it rests on"
    return verdict + short


def _why_evidence(case: Case, accuracy: int) -> str:
    best = max(case.file.gold.evidence, key=lambda refs: sum(r in case.evidence for r in refs))
    missing = [ref for ref in best if ref not in case.evidence]
    seen = f"read {len(best) - len(missing)} of {len(best)} required"
    gap = f", not read: {', '.join(missing)}" if missing else ""
    return seen + gap + ("" if accuracy else "; half, as the case was not resolved rightly")


def _quality(case: Case) -> Quality:
    return quality(case.reading, case.file, case.evidence, case.resolution or "")


def _reply_component(quality: Quality) -> ScoreComponent:
    earned = REPLY * quality.earned // FULL
    return ScoreComponent(name="reply", earned=earned, possible=REPLY, why=quality.why)


def _reply_claim(mark: Mark, draft: str) -> ReplyClaim:
    claim = mark.claim
    return ReplyClaim(
        slot=claim.slot,
        value=claim.value,
        earned=REPLY * mark.earned // FULL,
        why=mark.why,
        start=claim.start,
        end=claim.end,
        text=composed(draft)[claim.start : claim.end],
    )


def _efficiency_component(case: Case, justified: bool) -> ScoreComponent:
    file = case.file
    slack, spare = file.budget - file.par, file.budget - case.steps
    path = f"{case.steps} steps, the shortest justified path takes {file.par}"
    return ScoreComponent(
        name="efficiency",
        earned=EFFICIENCY * min(spare, slack) // slack if justified else 0,
        possible=EFFICIENCY,
        why=path if justified else "counts only for the right resolution on full evidence",
    )
