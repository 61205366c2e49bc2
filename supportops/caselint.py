"""What it takes for a case file to agree with itself.

Every reference resolves, evidence sets are minimal, the facts a reply must state are written where
the file says, times are ISO, the budget leaves slack, and nothing an agent reads spells a code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supportops.casefile import CaseFile
    from supportops.records import Artifact, Scalar

MIN_CODES = 6
"""Fewest resolution codes that make a choice worth grading."""


def problems(file: CaseFile) -> Iterator[str]:
    """Everything that is wrong with a case file, in words."""
    gold, codes = file.gold, set(file.codes)
    yield from _repeats("artifact", [item.id for item in file.artifacts])
    yield from _repeats("policy", [item.id for item in file.policies])
    yield from _repeats("resolution code", list(file.codes))
    yield from _repeats("fact", [fact.name for fact in gold.facts])
    if len(codes) < MIN_CODES:
        yield f"only {len(codes)} resolution codes, at least {MIN_CODES} are needed"
    judged = [gold.resolution, *gold.fallbacks, *file.harm_of]
    yield from _repeats("judgement of code", judged)
    yield from (f"unknown code {code!r}" for code in judged if code not in codes)
    yield from _lookup_problems(file)
    yield from _evidence_problems(file)
    yield from _fact_problems(file)
    if file.budget <= file.par:
        yield f"budget {file.budget} leaves nothing over the shortest path of {file.par} steps"
    readable = {"objective": file.objective, "ticket": file.ticket.render(), **file.texts}
    for name, text in readable.items():
        yield from (f"{name} spells the code {code!r}" for code in sorted(codes) if code in text)
    yield from _time_problems("ticket", "received_at", file.ticket.received_at)
    for article in file.policies:
        yield from _time_problems(article.id, "effective_on", article.effective_on)
    for artifact in file.artifacts:
        yield from _record_time_problems(artifact)


def _repeats(kind: str, names: list[str]) -> Iterator[str]:
    yield from (f"{kind} {name!r} twice" for name in sorted(set(names)) if names.count(name) > 1)


def _lookup_problems(file: CaseFile) -> Iterator[str]:
    forms = [form for article in file.policies for form in article.lookup_forms]
    yield from _repeats("policy term", forms)


def _evidence_problems(file: CaseFile) -> Iterator[str]:
    sets = [frozenset(minimal) for minimal in file.gold.evidence]
    if not sets:
        yield "no evidence set"
    for stated in file.gold.evidence:
        yield from _repeats("evidence", list(stated))
    yield from _repeats("evidence set", [", ".join(sorted(minimal)) for minimal in sets])
    for minimal in sets:
        yield from (f"unknown evidence {ref!r}" for ref in sorted(minimal - file.texts.keys()))
        if not any(ref.startswith("policy:") for ref in minimal):
            yield f"evidence set {sorted(minimal)} names no policy"
        if any(other < minimal for other in sets):
            yield f"evidence set {sorted(minimal)} is not minimal"


def _fact_problems(file: CaseFile) -> Iterator[str]:
    if not file.gold.facts:
        yield "no fact that a reply must state"
    if not any(item.commitments for item in file.resolutions if item.code == file.gold.resolution):
        yield "no phrase commits to the right resolution"
    for fact in file.gold.facts:
        if not fact.phrases:
            yield f"no phrase states fact {fact.name!r}"
        if fact.source not in file.relevant:
            yield f"fact {fact.name!r} has its source outside the required evidence"
        elif fact.written not in file.texts.get(fact.source, ""):
            yield f"fact {fact.name!r} is not written in {fact.source}"
    for promise in file.gold.promises:
        if promise.source not in file.texts:
            yield f"promise {promise.name!r} names unknown evidence {promise.source!r}"


def _record_time_problems(artifact: Artifact) -> Iterator[str]:
    for name, value in artifact.record:
        rows = value if isinstance(value, tuple) else (((name, value),),)
        for row in rows:
            for key, item in row:
                yield from _time_problems(artifact.id, key, item)


def _time_problems(owner: str, name: str, value: Scalar) -> Iterator[str]:
    parse = {"on": date.fromisoformat, "at": datetime.fromisoformat}.get(name.rpartition("_")[2])
    if parse and not _is_iso(parse, str(value)):
        yield f"{owner}.{name} is not an ISO time: {value!r}"


def _is_iso(parse: Callable[[str], date], text: str) -> bool:
    """Whether this is the one usual form: of several that the parser takes, what it writes."""
    try:
        return parse(text).isoformat() == text
    except ValueError:
        return False
