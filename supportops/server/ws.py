"""`/ws`: one socket, one session, one answer for every frame, in order.

`answer` is a function from a session and a frame to the frame that answers it; `serve` is the loop
around it. Nothing a client sends ends the session but its own close.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send
from pydantic import ValidationError

from supportops.errors import UnknownTask
from supportops.models import ToolUseAction
from supportops.server import mcp
from supportops.server.connection import (
    CLOSE,
    SHORTCUT,
    Shortly,
    Wire,
    accept,
    converse_shortly,
    hang_up,
    say,
)
from supportops.server.encoding import envelope_json
from supportops.server.errors import last_resort
from supportops.server.frames import BadFrame, asked, invalid
from supportops.server.guard import CALLER
from supportops.server.keeping import KeptEnvironment
from supportops.server.protocol import JsonObject, error_frame, frame, frame_around, problems
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
from supportops.server.turns import TookTooLong
from supportops.server.views import shown

PATH = "/ws"

_LOG = logging.getLogger(__name__)

Answer = Callable[[Sessions, Session, Any], str | None]


_FRAME = frame_around("observation")


def answer(sessions: Sessions, session: Session, text: str) -> str | None:
    """The frame that answers a frame; `CLOSE` if the client wants the session to end."""
    try:
        kind, what = asked(text)
        return _ANSWERS[kind](sessions, session, what)
    except BadFrame as error:
        return error.reply
    except ValidationError as error:
        return invalid(problems(error, urls=True)).reply
    except TookTooLong as error:
        return error_frame("EXECUTION_ERROR", str(error))
    except Exception:  # a bug of ours must not cost the client its session
        sessions.turns.metrics.failures += 1
        _LOG.exception("unforeseen error in a session", extra=session.logged)
        return error_frame("EXECUTION_ERROR", "Internal error")


def _reset(sessions: Sessions, session: Session, options: JsonObject) -> str:
    try:
        case = session.env.begin(**options)
    except (UnknownTask, ValueError) as error:
        raise BadFrame("EXECUTION_ERROR", str(error)) from error
    told = session.id if sessions.keeper else None  # what can be resumed has to have a name
    return envelope_json(case, None, told, _FRAME)


def _step(sessions: Sessions, session: Session, action: ToolUseAction) -> str:
    step = sessions.turns.take(session.env, action)
    return envelope_json(step.case, step, None, _FRAME)


def _state(_: Sessions, session: Session, __: JsonObject) -> str:
    opening, closing = frame_around("state")
    return opening + shown(session.env.state, session.caller).model_dump_json() + closing


def _mcp(sessions: Sessions, session: Session, data: JsonObject) -> str:
    return frame("mcp", mcp.respond(mcp.Call(sessions, session, session.caller), data))


def _close(_: Sessions, session: Session, __: JsonObject) -> None:
    session.closing = session.closing or session.kind is Kind.SOCKET
    return CLOSE


_ANSWERS: Mapping[str, Answer] = {
    "reset": _reset,
    "step": _step,
    "state": _state,
    "mcp": _mcp,
    "close": _close,
}
"""What answers each type of frame."""


class Door:
    """Every socket on `/ws`, around the framework, which would only look the path up."""

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self._app, self._sessions = app, sessions

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Serve it, and pass everything else on."""
        if scope["path"] == PATH and scope["type"] == ScopeType.WEBSOCKET:
            return _served(self._sessions, scope, receive, send)
        return self._app(scope, receive, send)


async def _served(sessions: Sessions, scope: Scope, receive: Receive, send: Send) -> None:
    query = scope["query_string"].decode("latin-1")
    named = parse_qs(query).get("session_id", [""])[0] if query else ""
    wire = Wire(receive, send, scope["state"].get(SHORTCUT))
    async with last_resort(send):
        await serve(wire, sessions, named, scope["state"][CALLER])


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

    def answered(text: str) -> str | None:
        return answer(sessions, session, text)

    try:
        await converse_shortly(socket, answered, _NOT_TEXT, _grouped(sessions, session, answered))
    finally:
        sessions.release(session)
    return await hang_up(socket)


_NOT_TEXT = error_frame("VALIDATION_ERROR", "Frames are JSON text; this one is binary", errors=[])


def _grouped(
    sessions: Sessions, session: Session, answered: Callable[[str], str | None]
) -> Shortly | None:
    """How a session answers whose events are written down: with the others of the same moment."""
    if sessions.group is None or not isinstance(session.env, KeptEnvironment):
        return None
    return partial(sessions.group.answer, session.env, answered)


def _session_for(sessions: Sessions, session_id: str, caller: Caller) -> Session:
    if session_id:
        return sessions.attach(session_id, caller)
    return sessions.open(Kind.SOCKET, caller=caller)
