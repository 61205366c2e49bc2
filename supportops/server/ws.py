"""`/ws`: one socket, one session, one answer for every frame, in order.

`answer` is a pure function from a session and a frame to the frame that answers it; `serve` is the
loop around it. Nothing a client sends ends the session but its own close.
"""

import logging
from collections.abc import Callable
from typing import Any

from litestar import WebSocket
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from supportops.errors import UnknownTask
from supportops.server import mcp
from supportops.server.connection import CLOSE, converse, hang_up, say
from supportops.server.protocol import (
    JsonObject,
    NotJson,
    ResetRequest,
    action_of,
    envelope,
    error_frame,
    frame,
    parse,
    problem,
    problems,
)
from supportops.server.sessions import (
    CapacityReached,
    Kind,
    Session,
    SessionBusy,
    Sessions,
    UnknownSession,
)

_LOG = logging.getLogger(__name__)

FRAME_LIMIT = 1_048_576
"""Longest frame that is read, in characters."""


Answer = Callable[[Sessions, Session, JsonObject], str | None]


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


class BadFrame(Exception):
    """A frame that is answered with an error; the session goes on."""

    def __init__(self, code: str, message: str, **extra: Any) -> None:
        self.reply = error_frame(code, message, **extra)
        super().__init__(message)


def answer(sessions: Sessions, session: Session, text: str) -> str | None:
    """The frame that answers a frame; `CLOSE` if the client wants the session to end."""
    try:
        answered, data = _understood(text)
        return answered(sessions, session, data)
    except BadFrame as error:
        return error.reply
    except ValidationError as error:
        return _invalid(problems(error, urls=True)).reply
    except Exception:  # a bug of ours must not cost the client its session
        _LOG.exception("unforeseen error in a session")
        return error_frame("EXECUTION_ERROR", "Internal error")


def _understood(text: str) -> tuple[Answer, JsonObject]:
    """What answers a frame, and the data it holds. Raises `BadFrame`."""
    if len(text) > FRAME_LIMIT:
        problem_ = problem("too_long", [], f"Frames have at most {FRAME_LIMIT} characters", "")
        raise _invalid([problem_])
    try:
        message = parse(text)
    except NotJson as error:
        raise BadFrame("INVALID_JSON", f"Invalid JSON: {error}") from error
    if not isinstance(message, dict):
        raise _invalid([problem("dict_type", [], "Input should be a JSON object", message)])
    kind = message.get("type", "")
    if not isinstance(kind, str) or kind not in _ANSWERS:
        raise BadFrame("UNKNOWN_TYPE", f"Unknown message type: {str(kind)[:60]}")
    shape, answered = _ANSWERS[kind]
    return answered, getattr(shape.model_validate(message), "data", {})


def _invalid(errors: list[JsonObject]) -> BadFrame:
    return BadFrame("VALIDATION_ERROR", "Invalid message", errors=errors)


def _reset(_: Sessions, session: Session, data: JsonObject) -> str:
    options = ResetRequest.model_validate(data).options()
    try:
        observation = session.env.reset(**options)
    except (UnknownTask, ValueError) as error:
        raise BadFrame("EXECUTION_ERROR", str(error)) from error
    return frame("observation", envelope(observation))


def _step(_: Sessions, session: Session, data: JsonObject) -> str:
    return frame("observation", envelope(session.env.step(action_of(data))))


def _state(_: Sessions, session: Session, __: JsonObject) -> str:
    return frame("state", session.env.state.model_dump(mode="json"))


def _mcp(sessions: Sessions, session: Session, data: JsonObject) -> str:
    return frame("mcp", mcp.respond(sessions, data, session))


def _close(_: Sessions, __: Session, ___: JsonObject) -> None:
    return CLOSE


_ANSWERS: dict[str, tuple[type[Frame], Answer]] = {
    "reset": (ResetFrame, _reset),
    "step": (DataFrame, _step),
    "state": (Frame, _state),
    "mcp": (DataFrame, _mcp),
    "close": (Frame, _close),
}
"""The shape of each type of frame, and what answers it."""


async def serve(socket: WebSocket[Any, Any, Any], sessions: Sessions) -> None:
    """Play one session on a socket, from the handshake to the close."""
    await socket.accept()
    try:
        session = _session_for(sessions, socket.query_params.get("session_id"))
    except CapacityReached as full:
        extra = {"active_sessions": full.active, "max_sessions": full.limit}
        await say(socket, error_frame("CAPACITY_REACHED", str(full), **extra))
        return await hang_up(socket)
    except (UnknownSession, SessionBusy) as error:
        await say(socket, error_frame("SESSION_ERROR", str(error)))
        return await hang_up(socket)
    try:
        await converse(socket, lambda text: answer(sessions, session, text), _NOT_TEXT)
    finally:
        sessions.release(session)
    return await hang_up(socket)


_NOT_TEXT = error_frame("VALIDATION_ERROR", "Frames are JSON text; this one is binary", errors=[])


def _session_for(sessions: Sessions, session_id: str | None) -> Session:
    return sessions.attach(session_id) if session_id else sessions.open(Kind.SOCKET)
