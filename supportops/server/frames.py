"""Frames of a client on `/ws`, and what each asks for.

A plain step is understood in one validation; whatever is not plainly a step goes the long way,
which knows every frame and says what is wrong. What a frame asks for depends on its text alone, and
agents say the same few things again and again, so that short frames are understood once.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from supportops.models import ToolUseAction
from supportops.remembered import Remembered
from supportops.server.protocol import (
    JsonObject,
    ResetRequest,
    action_of,
    error_frame,
    problem,
)
from supportops.server.strict_json import NotJson, names_twice, parse

FRAME_LIMIT = 1_048_576
"""Longest frame that is read, in characters."""

PLAIN_LIMIT = 32_768
"""Longest frame that may be plainly a step, in characters: the longest message is far shorter."""

SHORT, KEPT = 256, 1024
"""Longest frame that is kept once it is understood, in characters, and how many are kept."""


class Frame(BaseModel):
    """A frame of the client; whatever else it holds is an error."""

    model_config = ConfigDict(extra="forbid")

    type: str


class ResetFrame(Frame):
    """A frame that may have data."""

    data: JsonObject = Field(default_factory=dict)


class DataFrame(Frame):
    """A frame that needs data."""

    data: JsonObject


class StepFrame(Frame):
    """A step as nearly every frame is one."""

    type: Literal["step"]
    data: ToolUseAction


_PLAINLY = TypeAdapter(StepFrame).validator
_PLAIN_KEYS = len(StepFrame.model_fields)


class Asked(NamedTuple):
    """What a frame asks for: its type, and what it says beyond that. It is not to be changed."""

    kind: str
    what: Any


class BadFrame(Exception):
    """A frame that is answered with an error; the session goes on."""

    def __init__(self, code: str, message: str, **extra: Any) -> None:
        self.reply = error_frame(code, message, **extra)
        super().__init__(message)


def asked(text: str) -> Asked:
    """What a frame asks for. Raises `BadFrame`, `pydantic.ValidationError`."""
    return _KEPT[text] if len(text) <= SHORT else _understood(text)


def _understood(text: str) -> Asked:
    action = plain_step(text)
    return _closely(text) if action is None else Asked("step", action)


_KEPT = Remembered[str, Asked](_understood, KEPT)


def plain_step(text: str) -> ToolUseAction | None:
    """The action of a step that is right at first sight; None for all that needs a closer look.

    Metadata is looked at closely: what it may hold is up to JSON alone, which is strict here.
    """
    if len(text) > PLAIN_LIMIT:
        return None
    try:
        action: ToolUseAction = _PLAINLY.validate_json(text).data
    except ValidationError:
        return None
    keys = _PLAIN_KEYS + len(action.model_fields_set)
    return None if action.metadata or names_twice(text, keys) else action


def _closely(text: str) -> Asked:
    if len(text) > FRAME_LIMIT:
        problem_ = problem("too_long", [], f"Frames have at most {FRAME_LIMIT} characters", "")
        raise invalid([problem_])
    try:
        message = parse(text)
    except NotJson as error:
        raise BadFrame("INVALID_JSON", f"Invalid JSON: {error}") from error
    if not isinstance(message, dict):
        raise invalid([problem("dict_type", [], "Input should be a JSON object", message)])
    kind = message.get("type", "")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise BadFrame("UNKNOWN_TYPE", f"Unknown message type: {str(kind)[:60]}")
    shape, what = _KINDS[kind]
    return Asked(kind, what(getattr(shape.model_validate(message), "data", {})))


def invalid(errors: list[JsonObject]) -> BadFrame:
    """A frame that fails validation, and all that is wrong with it."""
    return BadFrame("VALIDATION_ERROR", "Invalid message", errors=errors)


def _as_it_is(data: JsonObject) -> JsonObject:
    return data


def _options(data: JsonObject) -> JsonObject:
    return ResetRequest.model_validate(data).options()


_KINDS: Mapping[str, tuple[type[Frame], Callable[[JsonObject], Any]]] = {
    "reset": (ResetFrame, _options),
    "step": (DataFrame, action_of),
    "state": (Frame, _as_it_is),
    "mcp": (DataFrame, _as_it_is),
    "close": (Frame, _as_it_is),
}
"""The shape of each type of frame, and what its data say."""
