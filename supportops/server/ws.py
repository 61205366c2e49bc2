"""`/ws`: one socket, one session, one answer for every frame, in order.

`answer` is a function from a session and a frame to the frame that answers it; `serve` is the loop
around it. A step is understood in one validation; whatever is not plainly a step goes the long way,
which knows every frame and says what is wrong. Nothing a client sends ends the session but its own
close.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, Literal
from urllib.parse import parse_qs

from litestar import asgi
from litestar.enums import ScopeType
from litestar.exceptions import NotFoundException
from litestar.types import Receive, Scope, Send
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from supportops.errors import UnknownTask
from supportops.models import ToolUseAction
from supportops.server import mcp
from supportops.server.connection import (
    CLOSE,
    SHORTCUT,
    Wire,
    accept,
    converse_shortly,
    hang_up,
    say,
)
from supportops.server.encoding import envelope_json
from supportops.server.errors import last_resort
from supportops.server.guard import CALLER
from supportops.server.protocol import (
    JsonObject,
    ResetRequest,
    action_of,
    error_frame,
    frame,
    frame_of,
    problem,
    problems,
)
from supportops.server.sessions import (
    NOBODY,
    Caller,
    CapacityReached,
    Kind,
    Session,
    SessionBusy,
    Sessions,
    UnknownSession,
)
from supportops.server.strict_json import NotJson, names_twice, parse
from supportops.server.turns import TookTooLong
from supportops.server.views import shown

_LOG = logging.getLogger(__name__)

FRAME_LIMIT = 1_048_576
"""Longest frame that is read, in characters."""

PLAIN_LIMIT = 32_768
"""Longest frame that may be plainly a step, in characters: the longest message is far shorter."""


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


class StepFrame(Frame):
    """A step as nearly every frame is one."""

    type: Literal["step"]
    data: ToolUseAction


_PLAINLY = TypeAdapter(StepFrame).validator
_PLAIN_KEYS = len(StepFrame.model_fields)


class BadFrame(Exception):
    """A frame that is answered with an error; the session goes on."""

    def __init__(self, code: str, message: str, **extra: Any) -> None:
        self.reply = error_frame(code, message, **extra)
        super().__init__(message)


def answer(sessions: Sessions, session: Session, text: str) -> str | None:
    """The frame that answers a frame; `CLOSE` if the client wants the session to end."""
    try:
        if action := _plain_step(text):
            return _stepped(sessions, session, action)
        answered, data = _understood(text)
        return answered(sessions, session, data)
    except BadFrame as error:
        return error.reply
    except ValidationError as error:
        return _invalid(problems(error, urls=True)).reply
    except TookTooLong as error:
        return error_frame("EXECUTION_ERROR", str(error))
    except Exception:  # a bug of ours must not cost the client its session
        sessions.turns.metrics.failures += 1
        _LOG.exception("unforeseen error in a session", extra=session.logged)
        return error_frame("EXECUTION_ERROR", "Internal error")


def _plain_step(text: str) -> ToolUseAction | None:
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


def _reset(sessions: Sessions, session: Session, data: JsonObject) -> str:
    options = ResetRequest.model_validate(data).options()
    try:
        case = session.env.begin(**options)
    except (UnknownTask, ValueError) as error:
        raise BadFrame("EXECUTION_ERROR", str(error)) from error
    told = session.id if sessions.keeper else None  # what can be resumed has to have a name
    return frame_of("observation", envelope_json(case, None, told))


def _step(sessions: Sessions, session: Session, data: JsonObject) -> str:
    return _stepped(sessions, session, action_of(data))


def _stepped(sessions: Sessions, session: Session, action: ToolUseAction) -> str:
    step = sessions.turns.take(session.env, action)
    return frame_of("observation", envelope_json(step.case, step))


def _state(_: Sessions, session: Session, __: JsonObject) -> str:
    return frame_of("state", shown(session.env.state, session.caller).model_dump_json())


def _mcp(sessions: Sessions, session: Session, data: JsonObject) -> str:
    return frame("mcp", mcp.respond(mcp.Call(sessions, session, session.caller), data))


def _close(_: Sessions, session: Session, __: JsonObject) -> None:
    session.closing = session.closing or session.kind is Kind.SOCKET
    return CLOSE


_ANSWERS: dict[str, tuple[type[Frame], Answer]] = {
    "reset": (ResetFrame, _reset),
    "step": (DataFrame, _step),
    "state": (Frame, _state),
    "mcp": (DataFrame, _mcp),
    "close": (Frame, _close),
}
"""The shape of each type of frame, and what answers it."""


@asgi("/ws", copy_scope=False)
async def door(scope: Scope, receive: Receive, send: Send) -> None:
    """Every socket on `/ws`. The framework does the routing, and nothing for each frame."""
    if scope["type"] != ScopeType.WEBSOCKET:
        raise NotFoundException
    query = parse_qs(scope["query_string"].decode("latin-1"))
    named = query.get("session_id", [""])[0]
    wire = Wire(receive, send, scope["state"].get(SHORTCUT))
    async with last_resort(send):
        await serve(wire, scope["litestar_app"].state.sessions, named, scope["state"][CALLER])


async def serve(socket: Wire, sessions: Sessions, named: str = "", caller: Caller = NOBODY) -> None:
    """Play one session on a socket, from the handshake to the close."""
    if not await accept(socket):
        return None
    try:
        session = _session_for(sessions, named, caller)
    except CapacityReached as full:
        extra = {"active_sessions": full.active, "max_sessions": full.limit}
        await say(socket, error_frame("CAPACITY_REACHED", str(full), **extra))
        return await hang_up(socket)
    except (UnknownSession, SessionBusy) as error:
        await say(socket, error_frame("SESSION_ERROR", str(error)))
        return await hang_up(socket)
    try:
        await converse_shortly(socket, partial(answer, sessions, session), _NOT_TEXT)
    finally:
        sessions.release(session)
    return await hang_up(socket)


_NOT_TEXT = error_frame("VALIDATION_ERROR", "Frames are JSON text; this one is binary", errors=[])


def _session_for(sessions: Sessions, session_id: str, caller: Caller) -> Session:
    if session_id:
        return sessions.attach(session_id, caller)
    return sessions.open(Kind.SOCKET, caller=caller)
