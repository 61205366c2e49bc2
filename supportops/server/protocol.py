"""The wire of OpenEnv as pure functions: JSON in, envelopes, frames and error bodies out.

Field names, error types and their shapes are those of an official server, so that its clients and
validators find what they look for. What is echoed back of bad input is cut.
"""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, to_json

from supportops.models import ToolUseAction, ToolUseObservation
from supportops.vocabulary import RewardMode

JsonObject = dict[str, Any]

ECHO_LIMIT = 200
"""Longest echo of an invalid value, in characters of JSON."""

ENTRY_LIMIT = 20
"""Most entries of an error body."""

MAX_SEED = 2**63 - 1
MAX_ID = 255

ShortText = Annotated[str, Field(max_length=MAX_ID)]


def _whole(value: object) -> object:
    """A number without a fraction is whole however it is written, as JSON Schema has it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, Field(strict=True), BeforeValidator(_whole)]
"""A whole number; neither a text nor a truth value is one."""

Counted = Annotated[int, Field(strict=True, ge=0, le=MAX_SEED), BeforeValidator(_whole)]
"""A whole number from 0 on; behind the validator the bounds would be lost to the schema."""


class ResetRequest(BaseModel):
    """Options of a reset. Unknown ones are ignored, as official servers do."""

    model_config = ConfigDict(extra="ignore")

    seed: Counted | None = Field(
        default=None, description="Picks the task, if nothing else names it."
    )
    episode_id: ShortText | None = Field(default=None, description="Id of the caller's own.")
    task_id: ShortText | None = Field(default=None, description="A published task.")
    split: ShortText | None = Field(default=None, description="A published split.")
    index: Counted | None = Field(default=None, description="Position in the split, from 0.")
    reward_mode: RewardMode | None = Field(default=None, description="How the score is paid out.")

    def options(self) -> JsonObject:
        """Arguments for the environment's `reset`."""
        return {name: getattr(self, name) for name in ResetRequest.model_fields}


class HttpResetRequest(ResetRequest):
    """A reset over plain HTTP, which may continue a session."""

    session_id: ShortText | None = Field(
        default=None, description="A session of an earlier reset; a new one is issued without it."
    )


class HttpStepRequest(BaseModel):
    """A step over plain HTTP."""

    model_config = ConfigDict(extra="ignore")

    action: JsonObject = Field(description="The action, as the action schema says.")
    timeout_s: Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)] | None = Field(
        default=None, description="Accepted and not needed: a step takes microseconds."
    )
    request_id: ShortText | None = Field(default=None, description="Accepted and not used.")
    session_id: ShortText | None = Field(
        default=None, description="The session whose episode the step continues."
    )


def envelope(observation: ToolUseObservation, session_id: str | None = None) -> JsonObject:
    """An observation as clients get it: reward and done lifted out, metadata repeated."""
    body = observation.model_dump(mode="json")
    if session_id is not None:
        body["metadata"] = {**body["metadata"], "session_id": session_id}
    found: JsonObject = {"reward": body.pop("reward"), "done": body.pop("done")}
    if body["metadata"]:
        found["metadata"] = body["metadata"]
    return {"observation": body, **found}


def http_envelope(observation: ToolUseObservation, session_id: str | None = None) -> JsonObject:
    """The same over HTTP, where `metadata` is always present."""
    return {"metadata": None, **envelope(observation, session_id)}


def json_text(value: JsonObject) -> str:
    """Compact JSON; numbers that JSON cannot hold become null."""
    return to_json(value, inf_nan_mode="null").decode()


def frame(kind: str, data: JsonObject) -> str:
    """A frame of the server, as compact JSON."""
    return json_text({"type": kind, "data": data})


def frame_around(kind: str) -> tuple[str, str]:
    """What a frame of the server has before and behind data that is compact JSON already."""
    return f'{{"type":"{kind}","data":', "}"


def error_frame(code: str, message: str, **extra: Any) -> str:
    """An error frame."""
    return frame("error", {"message": message, "code": code, **extra})


def action_of(fields: JsonObject) -> ToolUseAction:
    """The action in a message. Raises `pydantic.ValidationError`."""
    return ToolUseAction.model_validate(fields)


def problem(kind: str, loc: Sequence[str | int], message: str, value: Any) -> JsonObject:
    """One entry of an error body."""
    place = [part[:ECHO_LIMIT] if isinstance(part, str) else part for part in loc]
    return {"type": kind, "loc": place, "msg": message, "input": _echo(value)}


def problems(
    error: ValidationError, prefix: Sequence[str] = (), *, urls: bool = False
) -> list[JsonObject]:
    """The first entries of a failed validation, with locations below `prefix`."""
    found = error.errors(include_url=urls)[:ENTRY_LIMIT]
    return [_entry(one, prefix, urls) for one in found]


def _entry(found: ErrorDetails, prefix: Sequence[str], urls: bool) -> JsonObject:
    entry = problem(found["type"], [*prefix, *found["loc"]], found["msg"], found["input"])
    if context := found.get("ctx"):
        entry["ctx"] = {key: _plain(value) for key, value in context.items()}
    if urls:
        entry["url"] = found["url"]
    return entry


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | float | str) else str(value)


def _echo(value: Any) -> Any:
    try:
        text = to_json(value)
    except (ValueError, TypeError):
        return "(not shown)"
    if len(text) <= ECHO_LIMIT:
        return value
    return text[: ECHO_LIMIT - 3].decode(errors="ignore") + "..."
