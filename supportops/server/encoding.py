"""Envelopes as JSON text, spliced from parts that are serialised once.

The pydantic observation is the published contract. Most of it never changes within a case, and
what an agent reads is the same text each time, so that writing it out anew for each answer would
be most of the work of a step. A test compares every byte with what the model gives.
"""

from functools import lru_cache

from pydantic_core import to_json

from supportops.case import Case, Refusal, Step
from supportops.casefile import CaseFile
from supportops.observation import metadata, observe
from supportops.scoring import current
from supportops.server.protocol import JsonObject, envelope, json_text
from supportops.vocabulary import FULL, Phase, RefusalCode

FIRST_CHANGING = "collected_evidence"
"""The observation's first field, in the order of the model, that changes within a phase."""

TEXTS_KEPT = 1024

_METADATA = '"metadata":'
_UNNOTED = '{"observation":{"metadata":{},'


def envelope_json(case: Case, step: Step | None, session_id: str | None = None) -> str:
    """What `envelope` gives for the observation of a step (of a reset, if there is none)."""
    refusal, result, reward, error = None, "null", "null", "null"
    if step is not None:
        refusal, reward = step.refusal, _share(step.reward)
        if step.result is not None:
            result = _quoted(step.result)
        if refusal is not None:
            if refusal.code is RefusalCode.NOT_STARTED:
                return json_text(envelope(observe(case, step), session_id))
            error = _quoted(refusal.message)
    noted = _noted(case, refusal, session_id)
    return (
        f'{{"observation":{{"metadata":{noted or "{}"},{_beginning(case)}{_listed(case.evidence)}'
        f',"last_tool_result":{result},"last_action_error":{error}'
        f',"remaining_steps":{case.remaining},"current_score":{_share(current(case))}}}'
        f',"reward":{reward},"done":{"false" if case.is_open else "true"}'
        f"{'' if noted is None else f',{_METADATA}{noted}'}}}"
    )


def http_envelope_json(case: Case, step: Step | None, session_id: str | None = None) -> bytes:
    """The same over HTTP, where `metadata` is always present."""
    text = envelope_json(case, step, session_id)
    if text.startswith(_UNNOTED):
        text = f'{text[:-1]},"metadata":null}}'
    return text.encode()


def _noted(case: Case, refusal: Refusal | None, session_id: str | None) -> str | None:
    """The metadata; None if there is nothing to say."""
    if refusal is None and session_id is None and case.card is None:
        return None
    found: JsonObject = metadata(case, refusal)
    if session_id is not None:
        found["session_id"] = session_id
    return to_json(found).decode()


def _beginning(case: Case) -> str:
    """What a phase of a case looks like between two answers, up to what changes within it."""
    file, name = case.file, f"envelopes/{case.heard}"
    kept: dict[Phase, str] | None = file.memo.get(name)
    if kept is None:
        kept = file.memo[name] = {phase: _written(file, phase, case.heard) for phase in Phase}
    return kept[case.phase]


def _written(file: CaseFile, phase: Phase, heard: int) -> str:
    body = envelope(observe(Case(file, phase=phase, heard=heard), None))["observation"]
    names = list(body)[1 : list(body).index(FIRST_CHANGING)]
    return f'{json_text({name: body[name] for name in names})[1:-1]},"{FIRST_CHANGING}":'


@lru_cache(maxsize=TEXTS_KEPT)
def _share(points: int) -> str:
    return repr(points / FULL)


@lru_cache(maxsize=TEXTS_KEPT)
def _listed(evidence: tuple[str, ...]) -> str:
    return to_json(evidence).decode()


@lru_cache(maxsize=TEXTS_KEPT)
def _quoted(text: str) -> str:
    return to_json(text).decode()
