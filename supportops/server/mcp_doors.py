"""The doors of `/mcp`: two dialects over POST, one over a socket.

A client of the standard protocol says in its `Accept` header that it reads JSON and event streams,
or names its session in a header; whoever does neither speaks the dialect of OpenEnv.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from litestar import MediaType, Request, Response, WebSocket, delete, post, websocket
from litestar.datastructures import State
from litestar.exceptions import MethodNotAllowedException, WebSocketDisconnect
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_202_ACCEPTED,
    HTTP_204_NO_CONTENT,
    HTTP_400_BAD_REQUEST,
    HTTP_404_NOT_FOUND,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from supportops.environment import SupportOpsEnvironment
from supportops.server import mcp
from supportops.server.errors import AnyRequest, Rejected, last_resort
from supportops.server.guard import CALLER
from supportops.server.http import caller_of
from supportops.server.mcp_standard import (
    INVALID_REQUEST,
    SERVER_ERROR,
    VERSIONS,
    Desk,
    Failed,
    Message,
    begin,
    failure,
    read,
    respond,
)
from supportops.server.protocol import json_text
from supportops.server.sessions import CapacityReached, Kind, Session, Sessions, UnknownSession

SESSION_HEADER = "mcp-session-id"
VERSION_HEADER = "mcp-protocol-version"

MAX_DIGITS = 20
"""Longer numbers are none in an address."""

_NEEDS_A_SESSION = "tools/"
_STANDARD_ACCEPTS = ("application/json", "text/event-stream")


class _Turned(Failed):
    """A request that is answered with an error and a status of its own."""

    def __init__(self, status: int, code: int, message: str) -> None:
        self.status = status
        super().__init__(code, message)


@websocket("/mcp")
async def mcp_socket_door(socket: WebSocket[Any, Any, State]) -> None:
    """JSON-RPC on a socket, in the dialect of OpenEnv."""
    async with last_resort(socket.send):
        with suppress(WebSocketDisconnect):  # the peer may have gone before the last word
            await mcp.serve(socket, socket.app.state.sessions, socket.scope["state"][CALLER])


@post("/mcp", status_code=HTTP_200_OK)
async def mcp_door(request: Request[Any, Any, State]) -> Response[bytes]:
    """JSON-RPC over POST, whatever its content type."""
    raw = await request.body()
    if _is_standard(request):
        return _standard(request, raw)
    call = mcp.Call(request.app.state.sessions, caller=caller_of(request))
    return _response(HTTP_200_OK, mcp.respond_to_text(call, raw))


@delete("/mcp", status_code=HTTP_204_NO_CONTENT)
async def mcp_end(request: Request[Any, Any, State]) -> None:
    """End the session that a client of the standard protocol began."""
    named = request.headers.get(SESSION_HEADER)
    if named is None:
        raise MethodNotAllowedException(headers={"allow": "POST"})
    sessions: Sessions = request.app.state.sessions
    try:
        session = sessions.get(named)
    except UnknownSession as error:
        raise Rejected.not_found(str(error)) from error
    if session.kind is Kind.CREATED:
        sessions.close(session)


def _is_standard(request: AnyRequest) -> bool:
    accepts = request.headers.get("accept", "").lower()
    return SESSION_HEADER in request.headers or all(kind in accepts for kind in _STANDARD_ACCEPTS)


def _standard(request: AnyRequest, raw: bytes) -> Response[bytes]:
    """The answer to a message of the standard protocol, whatever it is."""
    message: Message | None = None
    try:
        message = read(raw)
        return _answered(request, message)
    except _Turned as error:
        status, told = error.status, failure(message.id if message else None, error)
    except Failed as error:
        status, told = HTTP_400_BAD_REQUEST, failure(message.id if message else None, error)
    return _response(status, json_text(told))


def _answered(request: AnyRequest, message: Message | None) -> Response[bytes]:
    sessions: Sessions = request.app.state.sessions
    named = request.headers.get(SESSION_HEADER)
    session = None if named is None else _session(sessions, named)
    if message is None or message.is_notification:
        return _response(HTTP_202_ACCEPTED, "")
    headers = {}
    if message.method == "initialize":
        session = _opened(request, sessions)
        headers = {SESSION_HEADER: session.id}
    elif message.method.startswith(_NEEDS_A_SESSION):
        _check_version(request)
        if session is None:
            text = "Initialize first, and send the Mcp-Session-Id that comes with the answer"
            raise _Turned(HTTP_400_BAD_REQUEST, INVALID_REQUEST, text)
    env = session.env if session else SupportOpsEnvironment()
    told = respond(Desk(env, sessions.turns), message)
    return _response(HTTP_200_OK, json_text(told), headers)


def _check_version(request: AnyRequest) -> None:
    if request.headers.get(VERSION_HEADER, VERSIONS[-1]) not in VERSIONS:
        text = f"Unsupported protocol version; use one of {', '.join(VERSIONS)}"
        raise _Turned(HTTP_400_BAD_REQUEST, INVALID_REQUEST, text)


def _opened(request: AnyRequest, sessions: Sessions) -> Session:
    """The session of a new client: the one its address names, or one with an episode of its own."""
    options = {name: _number(text) for name, text in request.query_params.items()}
    if named := str(options.pop("session_id", "")):
        session = _session(sessions, named)
        if session.env.case is None:
            begin(Desk(session.env, sessions.turns), options)
        return session
    env = SupportOpsEnvironment()
    begin(Desk(env, sessions.turns), options)
    try:
        return sessions.open(Kind.CREATED, env, caller_of(request))
    except CapacityReached as full:
        raise _Turned(HTTP_503_SERVICE_UNAVAILABLE, SERVER_ERROR, str(full)) from full


def _number(text: str) -> str | int:
    """A number in an address, which is a text there."""
    return int(text) if text.isdecimal() and len(text) < MAX_DIGITS else text


def _session(sessions: Sessions, named: str) -> Session:
    try:
        return sessions.get(named)
    except UnknownSession as error:
        raise _Turned(HTTP_404_NOT_FOUND, SERVER_ERROR, str(error)) from error


def _response(status: int, text: str, headers: Mapping[str, str] | None = None) -> Response[bytes]:
    return Response(text.encode(), status_code=status, headers=headers, media_type=MediaType.JSON)
