"""Is this one case sound? Any case file can be asked: ours, or one read from a stranger's JSON."""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from supportops import caselint
from supportops.agents.scripted import oracle_plan
from supportops.case import Case
from supportops.casefile import CaseFile, Stated
from supportops.errors import CaseError
from supportops.records import artifact_ref, policy_ref
from supportops.reply import read
from supportops.vocabulary import FULL
from supportops.workflow import advance

CONCLUSIONS = re.compile(
    r"\b(?:in)?(?:eligible|valid|entitled|justified|legitimate)\b|\b(?:not )?(?:entitled|covered)\b"
    r"|\b(?:fraudulent|suspicious|abusive|approved|rejected|duplicate|genuine|should be)\b",
    re.IGNORECASE,
)
"""Words that judge instead of stating. No record or ticket of a plain case holds one."""


def read_case(path: Path) -> CaseFile:
    """A case file from JSON. Raises `CaseError` with everything that is wrong, or `OSError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CaseError(path.name, [f"not written in UTF-8: {error}"]) from None
    try:
        return CaseFile.model_validate_json(text, strict=True)
    except ValidationError as error:
        found = (
            f"{'.'.join(map(str, problem['loc'])) or 'file'}: {problem['msg']}"
            for problem in error.errors(include_url=False, include_context=False)
        )
        raise CaseError(path.name, list(found)) from None


def file_problems(file: CaseFile, *, told: bool = False) -> list[str]:
    """Everything that is wrong with a case, in words; empty if it is sound.

    `told` demands that the file names the words that tell each fact. A family renders its facts:
    that each of them shows is checked for the family.
    """
    if found := list(caselint.problems(file)):
        return found
    return [
        *_proof_problems(file),
        *(_telling_problems(file) if told else ()),
        *_wording_problems(file),
        *_reply_problems(file),
        *_request_problems(file),
        *_play_problems(file),
    ]


def _proof_problems(file: CaseFile) -> Iterator[str]:
    space = file.table.space
    for number in space.dead_rules:
        yield f"rule {number + 1} ({file.table.rules[number].when}) can never fire"
    twins = [*space.record_twins(file.latent), *space.policy_twins(file.latent)]
    if not twins:
        yield "no twin: no single record or parameter could change the resolution"


def _telling_problems(file: CaseFile) -> Iterator[str]:
    where = {fact.name: artifact_ref(fact.record) for fact in file.table.facts}
    where |= {item.name: policy_ref(file.table.article) for item in file.table.parameters}
    for stated in (*file.facts, *file.parameters):
        yield from _unwritten(file, stated, where[stated.name])


def _unwritten(file: CaseFile, stated: Stated, ref: str) -> Iterator[str]:
    if not stated.written:
        yield f"{stated.name!r} does not say which words of {ref} tell it"
    elif stated.written not in file.texts[ref]:
        yield f"{stated.name!r} is not written in {ref}: {stated.written!r}"


def _wording_problems(file: CaseFile) -> Iterator[str]:
    if file.overlays:
        return  # what misleads may judge; the plain case is checked for the family
    texts = {artifact_ref(item.id): item.render() for item in file.artifacts}
    texts["ticket"] = file.ticket.render()
    for name, text in texts.items():
        yield from (f"{name} judges: {word!r}" for word in set(CONCLUSIONS.findall(text)))
        spoken = text.lower()
        for code in file.codes:
            if code.replace("_", " ") in spoken:
                yield f"{name} says the code {code!r} in words"


def _reply_problems(file: CaseFile) -> Iterator[str]:
    reading, right = read(file.reply, file), file.gold.resolution
    if reading.flaw:
        yield f"the reference reply {reading.flaw}"
    if reading.commitments != (right,):
        found = ", ".join(reading.commitments) or "nothing"
        yield f"the reference reply commits to {found}, not to {right}"
    yield from (f"the reference reply {conflict}" for conflict in reading.conflicts)
    if missing := [claim.name for claim in file.claims if claim.name not in reading.facts]:
        yield f"the reference reply does not make the claims {', '.join(missing)}"
    if reading.promises:
        yield f"the reference reply promises {', '.join(reading.promises)}"


def _request_problems(file: CaseFile) -> Iterator[str]:
    """The reference request is one that the customer hears."""
    if file.asking is None:
        return
    reading = read(file.asking.request, file)
    if reading.flaw:
        yield f"the request to the customer is {reading.flaw}"
    elif reading.shown_commitments != (file.asking.code,):
        codes = ", ".join(reading.commitments) or "nothing"
        yield f"the request to the customer commits to {codes}, not to {file.asking.code}"


def _play_problems(file: CaseFile) -> Iterator[str]:
    case = Case(file)
    for action in oracle_plan(file):
        step = advance(case, action)
        if step.refusal:
            yield f"{action.action_type} on the shortest path is refused: {step.refusal.message}"
    if case.card is None:
        yield "the shortest path does not end within the budget"
    elif case.card.basis_points != FULL:
        lost = [part.why for part in case.card.components if part.earned < part.possible]
        yield f"the shortest path scores {case.card.score}: {'; '.join(lost)}"
