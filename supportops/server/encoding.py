"""Envelopes as JSON text, spliced from parts that are serialised once.

The pydantic observation is the published contract. Most of it never changes within a case, and
what an agent reads is the same text each time, so that writing it out anew for each answer would
be most of the work of a step. A test compares every byte with what the model gives. Calls cost most
here, between two system calls, so that few are made.
"""

from pydantic_core import to_json

from supportops.case import Case, Refusal, Step
from supportops.casefile import CaseFile
from supportops.observation import metadata, observe
from supportops.remembered import Remembered
from supportops.scoring import current
from supportops.server.protocol import JsonObject, envelope, json_text
from supportops.vocabulary import FULL, Phase, RefusalCode

FIRST_CHANGING = "collected_evidence"
"""The observation's first field, in the order of the model, that changes within a phase."""

TEXTS_KEPT = 1024

_BEGINNINGS = "envelopes"
_UNNOTED = '{"observation":{"metadata":{},'


def envelope_json(
    case: Case,
    step: Step | None,
    session_id: str | None = None,
    around: tuple[str, str] = ("", ""),
) -> str:
    """What `envelope` gives for the observation of a step (of a reset, if there is none).

    It stands between the two texts `around` it, such as those of a frame, without being copied
    there.
    """
    opening, closing = around
    refusal, result, reward, error = None, "null", "null", "null"
    if step is not None:
        refusal, reward = step.refusal, _SHARES[step.reward]
        if step.result is not None:
            result = _QUOTED[step.result]
        if refusal is not None:
            if refusal.code is RefusalCode.NOT_STARTED:
                return f"{opening}{json_text(envelope(observe(case, step), session_id))}{closing}"
            error = _QUOTED[refusal.message]
    file, noted, ended = case.file, "", ""
    if refusal is not None or session_id is not None or case.card is not None:
        noted = _noted(case, refusal, session_id)
        ended = f',"metadata":{noted}'
    beginnings = (file.memo.get(_BEGINNINGS) or _beginnings(file))[case.heard]
    return (
        f'{opening}{{"observation":{{"metadata":{noted or "{}"},{beginnings[case.phase]}'
        f'{_LISTED[case.evidence]},"last_tool_result":{result},"last_action_error":{error}'
        f',"remaining_steps":{file.budget - case.steps},"current_score":{_SHARES[current(case)]}}}'
        f',"reward":{reward},"done":{"false" if case.phase.is_open else "true"}{ended}}}{closing}'
    )


def http_envelope_json(case: Case, step: Step | None, session_id: str | None = None) -> bytes:
    """The same over HTTP, where `metadata` is always present."""
    text = envelope_json(case, step, session_id)
    if text.startswith(_UNNOTED):
        text = f'{text[:-1]},"metadata":null}}'
    return text.encode()


def _noted(case: Case, refusal: Refusal | None, session_id: str | None) -> str:
    """The metadata."""
    found: JsonObject = metadata(case, refusal)
    if session_id is not None:
        found["session_id"] = session_id
    return _json(found)


def _beginnings(file: CaseFile) -> list[dict[Phase, str]]:
    """What each phase looks like between two answers, up to what changes within it."""
    kept = file.memo[_BEGINNINGS] = [
        {phase: _written(file, phase, heard) for phase in Phase}
        for heard in range(len(file.stages))
    ]
    return kept


def _written(file: CaseFile, phase: Phase, heard: int) -> str:
    body = envelope(observe(Case(file, phase=phase, heard=heard), None))["observation"]
    names = list(body)[1 : list(body).index(FIRST_CHANGING)]
    return f'{json_text({name: body[name] for name in names})[1:-1]},"{FIRST_CHANGING}":'


def _json(value: object) -> str:
    return to_json(value).decode()


_SHARES = Remembered[int, str](lambda points: repr(points / FULL))
_LISTED = Remembered[tuple[str, ...], str](_json, TEXTS_KEPT)
_QUOTED = Remembered[str, str](_json, TEXTS_KEPT)
