"""What it takes for a case file to agree with itself.

Every reference resolves, the facts are possible in the table, the claims a reply must make are
written where the file says, times are ISO, the budget leaves slack, and nothing an agent reads
spells a code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from supportops import lexicon
from supportops.customer import asking_problems

if TYPE_CHECKING:
    from supportops.casefile import CaseFile
    from supportops.records import Artifact, Scalar

MAX_SHOWN = 40
"""Characters of a wrong name that are shown."""

MIN_CODES = 6
"""Fewest resolution codes that make a choice worth grading."""


_WORD = re.compile(r"\w+")


def problems(file: CaseFile) -> Iterator[str]:
    """Everything that is wrong with a case file, in words."""
    found = [*_table_problems(file), *_value_problems(file)]
    yield from found
    if not found:  # otherwise nothing can be derived
        yield from _gold_problems(file)
    yield from _repeats("artifact", [item.id for item in file.artifacts])
    yield from _repeats("policy", [item.id for item in file.policies])
    yield from _repeats("resolution code", list(file.codes))
    yield from _repeats("claim", [claim.name for claim in file.claims])
    if len(file.codes) < MIN_CODES:
        yield f"only {len(file.codes)} resolution codes, at least {MIN_CODES} are needed"
    if file.cues and file.cues not in lexicon.cue_tables():
        yield f"no table of cues is named {file.cues[:MAX_SHOWN]!r}"
    yield from _lookup_problems(file)
    yield from asking_problems(file)
    yield from _spelling_problems(file)
    yield from _time_problems("ticket", "received_at", file.ticket.received_at)
    for article in file.policies:
        yield from _time_problems(article.id, "effective_on", article.effective_on)
    for artifact in (*file.artifacts, *((file.sent,) if file.sent else ())):
        yield from _record_time_problems(artifact)


def _table_problems(file: CaseFile) -> Iterator[str]:
    table, codes = file.table, set(file.codes)
    fallbacks, harms = [one.code for one in table.fallbacks], [one.code for one in table.harms]
    judged = [*table.codes, *fallbacks, *harms]
    yield from (f"unknown code {code!r}" for code in dict.fromkeys(judged) if code not in codes)
    yield from _repeats("fallback", fallbacks)
    yield from _repeats("harm", harms)
    known = {*file.artifact_of, *((file.sent.id,) if file.sent else ())}
    yield from (f"unknown artifact {name!r}" for name in table.records if name not in known)
    if table.article not in {item.id for item in file.policies}:
        yield f"unknown policy {table.article!r}"


def _value_problems(file: CaseFile) -> Iterator[str]:
    table = file.table
    pairs = (
        ("fact", table.facts, file.facts, [fact.values for fact in table.facts]),
        (
            "parameter",
            table.parameters,
            file.parameters,
            [(*item.values, *item.unseen) for item in table.parameters],
        ),
    )
    fits = True
    for kind, declared, stated, domains in pairs:
        if [item.name for item in declared] != [item.name for item in stated]:
            fits = False
            yield f"the {kind}s are not those of the table, in its order"
            continue
        for item, domain in zip(stated, domains, strict=True):
            if item.value not in domain:
                fits = False
                yield f"{kind} {item.name!r} cannot be {item.value!r}"
    if fits and file.latent.facts not in table.space.worlds:
        yield f"the facts cannot occur together: {table.possible}"


def _gold_problems(file: CaseFile) -> Iterator[str]:
    if file.budget <= file.par:
        yield f"budget {file.budget} leaves nothing over the shortest path of {file.par} steps"
    yield from _claim_problems(file)


def _spelling_problems(file: CaseFile) -> Iterator[str]:
    """What an agent reads names no code, but for codes that are never right, as a lure."""
    right = set(file.table.codes)
    yield from (f"lure {code!r} can be right" for code in file.lures if code in right)
    secret = set(file.codes) - set(file.lures)
    readable = {"objective": file.objective, "ticket": file.ticket.render(), **file.texts}
    for number, stage in enumerate(file.stages[1:], start=1):
        readable[f"answer {number} of the customer"] = stage.message
    for name, text in readable.items():
        spelled = secret.intersection(_WORD.findall(text))
        yield from (f"{name} spells the code {code!r}" for code in sorted(spelled))


def _repeats(kind: str, names: list[str]) -> Iterator[str]:
    yield from (f"{kind} {name!r} twice" for name in sorted(set(names)) if names.count(name) > 1)


def _lookup_problems(file: CaseFile) -> Iterator[str]:
    forms = [form for article in file.policies for form in article.lookup_forms]
    yield from _repeats("policy term", forms)


def _claim_problems(file: CaseFile) -> Iterator[str]:
    if not file.claims:
        yield "no claim that a reply must make"
    right = file.gold.resolution
    if not any(item.commitments for item in file.resolutions if item.code == right):
        yield "no phrase commits to the right resolution"
    for claim in file.claims:
        if bool(claim.value) == bool(claim.phrases):
            yield f"claim {claim.name!r} needs a value or phrases, and not both"
        if claim.source not in file.deciding:
            yield f"claim {claim.name!r} has its source outside the required evidence"
        elif claim.written not in file.texts.get(claim.source, ""):
            yield f"claim {claim.name!r} is not written in {claim.source}"
    for promise in file.promises:
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
