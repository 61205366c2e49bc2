"""The grader: a pure function from a case to a score, in integers.

    score = 0.45·R·E + 0.25·E·(1 if R > 0 else ½) + 0.20·Q + 0.10·F

R: resolution (1 exact, ¼ for a safe fallback, else 0). E: coverage of the minimal sufficient
evidence set that fits best. Q: reply quality. F: efficiency, 0 unless R = E = 1. Every share is a
whole number of basis points, rounded down once per component, so that full marks are exactly 1.
A harmful resolution caps the score at 0.10; an exhausted case earns half of its evidence part.
"""

from supportops.case import Case
from supportops.models import ScoreCard, ScoreComponent
from supportops.records import artifact_ref
from supportops.vocabulary import FULL, Phase

RESOLUTION, EVIDENCE, REPLY, EFFICIENCY = 4500, 2500, 2000, 1000
"""Weights of the four components, in basis points; they add up to one whole."""

FALLBACK = FULL // 4
"""Accuracy of a safe fallback."""

HARM_CAP = 1000
"""Highest score of a harmful resolution, in basis points."""

VISIBLE_MAX = EVIDENCE + REPLY
"""Highest `current_score` before the end, in basis points."""

assert RESOLUTION + EVIDENCE + REPLY + EFFICIENCY == FULL


def grade(case: Case) -> ScoreCard:
    """Score a case that has ended, in [0, 1], with every component and why."""
    if case.phase is Phase.EXHAUSTED:
        return _graded_exhausted(case)
    accuracy, covered = _accuracy(case), coverage(case)
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
        _reply_component(case),
        _efficiency_component(case, accuracy == covered == FULL),
    )
    total = sum(component.earned for component in components)
    violation = case.file.harm_of.get(case.resolution or "")
    return ScoreCard(
        basis_points=min(total, HARM_CAP) if violation else total,
        components=components,
        violation=violation,
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
    relevant = case.stage.relevant
    return FULL * sum(ref in relevant for ref in case.evidence) // len(relevant)


def visible_reply(case: Case) -> int:
    """What a draft shows itself to be worth before submission, in basis points of Q.

    Nothing until the required evidence is complete, as which facts count would tell what the
    answer is. After that, the facts it states. Which commitment is right stays out of it.
    While an answer of the customer may still decide the case, nothing: it would tell the answer.
    """
    reading = case.reading
    if reading is None or shown_coverage(case) < FULL or _is_open_question(case):
        return 0
    if reading.flaw or reading.promises or len(reading.offers) > 1:
        return 0
    return FULL * len(_grounded(case)) // _slots(case)


def current(case: Case) -> int:
    """The score shown to the agent, in basis points: provisional while open, final once done."""
    if case.card:
        return case.card.basis_points
    return EVIDENCE * shown_coverage(case) // FULL + REPLY * visible_reply(case) // FULL


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


def _is_open_question(case: Case) -> bool:
    """Whether something is not on file that the customer has not been asked for to the end."""
    asking = case.file.asking
    return asking is not None and not asking.on_file and case.heard < len(asking.answers)


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
    half = _half_evidence(shown_coverage(case))
    read = len(case.stage.relevant.intersection(case.evidence))
    seen = f"read {read} of {len(case.stage.relevant)} that such cases turn on; half, as unresolved"
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


def _slots(case: Case) -> int:
    return len(case.file.claims) + 1


def _grounded(case: Case) -> list[str]:
    stated = case.reading.facts if case.reading else frozenset()
    sources, read = case.file.sources, case.evidence
    return [name for name in sources if name in stated and not sources[name].isdisjoint(read)]


def _reply_component(case: Case) -> ScoreComponent:
    earned, why = _reply_quality(case)
    return ScoreComponent(name="reply", earned=REPLY * earned // FULL, possible=REPLY, why=why)


def _reply_quality(case: Case) -> tuple[int, str]:
    """Q in basis points: one slot for the commitment, one for each required fact."""
    stated = _grounded(case)
    if worthless := _why_worthless(case, stated):
        return 0, worthless
    right = (case.file.gold.resolution,)
    committed = case.reading is not None and case.reading.commitments == right
    missing = [fact.name for fact in case.file.claims if fact.name not in stated]
    why = f"states {', '.join(stated)}" + (f"; lacks {', '.join(missing)}" if missing else "")
    return (
        FULL * (len(stated) + committed) // _slots(case),
        why + ("" if committed else "; does not commit to the right resolution"),
    )


def _why_worthless(case: Case, stated: list[str]) -> str | None:
    """The first reason for which nothing in the reply counts; None if it counts."""
    reading = case.reading
    if reading is None:
        return "no draft"
    offers = ", ".join(reading.offers)
    reasons = (
        (reading.flaw, f"the reply is {reading.flaw}"),
        (
            case.resolution != case.file.gold.resolution,
            "what a reply has to state belongs to another resolution",
        ),
        (reading.promises, f"the reply makes a forbidden promise: {', '.join(reading.promises)}"),
        (len(reading.offers) > 1, f"the reply offers several outcomes: {offers}"),
        (
            set(reading.offers) - {case.resolution},
            f"the reply offers {offers}, not what was submitted",
        ),
        (
            reading.offers and not reading.commitments,
            f"the reply takes back or makes conditional what it offers: {offers}",
        ),
        (not stated, "the reply states no required fact that was read in its source"),
    )
    return next((why for holds, why in reasons if holds), None)


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
