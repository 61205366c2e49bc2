"""`/mcp`: the official JSON-RPC dialect, over POST and over a socket.

Two tool methods and two session methods. The tools are the five verbs; `reset`, `step` and `state`
are never offered here, since what plays through tools is the agent.
"""

import logging
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from litestar import WebSocket
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from supportops.environment import SupportOpsEnvironment
from supportops.observation import observe
from supportops.server.connection import converse, hang_up, say
from supportops.server.protocol import (
    JsonObject,
    ShortText,
    action_of,
    envelope,
    json_text,
)
from supportops.server.sessions import (
    NOBODY,
    Caller,
    CapacityReached,
    Kind,
    Session,
    Sessions,
    UnknownSession,
)
from supportops.server.strict_json import NotJson, parse
from supportops.server.turns import TookTooLong
from supportops.tools import TOOLS

_LOG = logging.getLogger(__name__)

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND = -32700, -32600, -32601
INVALID_PARAMS, INTERNAL_ERROR, SERVER_ERROR = -32602, -32603, -32000


class RpcRequest(BaseModel):
    """A JSON-RPC 2.0 request."""

    model_config = ConfigDict(extra="forbid")

    jsonrpc: Literal["2.0"]
    method: str
    params: JsonObject = Field(default_factory=dict)
    id: ShortText | int | None = None


class RpcError(Exception):
    """An error answer; raised by a method, and turned into a response at the door."""

    def __init__(self, code: int, message: str, data: JsonObject | None = None) -> None:
        self.code, self.message, self.data = code, message, data
        super().__init__(message)


class Call(NamedTuple):
    """Where a request came from: `held` is the session of the socket it came over."""

    sessions: Sessions
    held: Session | None = None
    caller: Caller = NOBODY


def respond_to_text(call: Call, text: str | bytes) -> str:
    """The response to one request, as JSON text."""
    try:
        message = parse(text)
    except NotJson as error:
        response = _error(None, RpcError(PARSE_ERROR, f"Parse error: {error}"))
    else:
        response = respond(call, message)
    return json_text(response)


def respond(call: Call, message: Any) -> JsonObject:
    """The response to one parsed request."""
    if not isinstance(message, dict):
        return _error(None, RpcError(PARSE_ERROR, "Parse error: a request is a JSON object"))
    try:
        request = RpcRequest.model_validate(message)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))[:60]
        text = f"Invalid request: {error.error_count()} problems, {place}: {first['msg']}"
        return _error(None, RpcError(INVALID_REQUEST, text))
    try:
        if request.method not in _METHODS:
            text = f"Method not found: {request.method[:60]}"
            raise RpcError(METHOD_NOT_FOUND, text)
        result = _METHODS[request.method](call, request.params)
    except RpcError as error:
        return _error(request.id, error)
    except TookTooLong as error:
        return _error(request.id, RpcError(INTERNAL_ERROR, str(error)))
    except Exception:  # a bug of ours must not cost the client its session
        call.sessions.turns.metrics.failures += 1
        _LOG.exception("unforeseen error in %s", request.method)
        return _error(request.id, RpcError(INTERNAL_ERROR, "Internal error"))
    return {"jsonrpc": "2.0", "id": request.id, "result": result}


def _error(request_id: str | int | None, error: RpcError) -> JsonObject:
    body = {"code": error.code, "message": error.message, "data": error.data}
    return {"jsonrpc": "2.0", "id": request_id, "error": body}


def _tools_list(call: Call, params: JsonObject) -> JsonObject:
    _env_for(call, params)
    return {
        "tools": [
            {"name": name, "description": tool.description, "inputSchema": tool.schema()}
            for name, tool in TOOLS.items()
        ]
    }


def _tools_call(call: Call, params: JsonObject) -> JsonObject:
    name, arguments = params.get("name"), params.get("arguments") or {}
    if name is None:
        raise RpcError(INVALID_PARAMS, "Missing 'name' in params")
    env = _env_for(call, params)
    tool = TOOLS.get(name) if isinstance(name, str) else None
    if tool is None:
        raise RpcError(INTERNAL_ERROR, f"Unknown tool: {str(name)[:60]}")
    allowed = {tool.argument} - {None}
    if not isinstance(arguments, dict) or not arguments.keys() <= allowed:
        takes = f"only {tool.argument}" if tool.argument else "no arguments"
        raise RpcError(INVALID_PARAMS, f"{name} takes {takes}")
    try:
        action = action_of({"action_type": name, **arguments})
    except ValidationError as error:
        raise RpcError(INVALID_PARAMS, f"{tool.argument} must be text") from error
    step = call.sessions.turns.take(env, action)
    return _tool_result(envelope(observe(step.case, step)))


def _tool_result(data: JsonObject) -> JsonObject:
    observation = data["observation"]
    text = observation["last_action_error"] or observation["last_tool_result"]
    return {
        "content": [{"type": "text", "text": text}],
        "structured_content": data,
        "data": data,
        "is_error": False,
        "meta": None,
    }


def _env_for(call: Call, params: JsonObject) -> SupportOpsEnvironment:
    """The environment a call acts on: the socket's, the named session's, or a fresh one."""
    if call.held is not None:
        return call.held.env
    session_id = params.get("session_id")
    if session_id is None:
        return SupportOpsEnvironment()
    return _session(call.sessions, session_id).env


def _session(sessions: Sessions, session_id: Any) -> Session:
    try:
        return sessions.get(str(session_id))
    except UnknownSession as error:
        raise RpcError(INVALID_PARAMS, str(error)) from error


def _session_create(call: Call, _: JsonObject) -> JsonObject:
    if call.held is not None:
        return {"session_id": call.held.id}
    try:
        return {"session_id": call.sessions.open(Kind.CREATED, caller=call.caller).id}
    except CapacityReached as full:
        data = {"active_sessions": full.active, "max_sessions": full.limit}
        raise RpcError(SERVER_ERROR, str(full), data) from full


def _session_close(call: Call, params: JsonObject) -> JsonObject:
    session_id = params.get("session_id")
    if not session_id:
        raise RpcError(INVALID_PARAMS, "Invalid params - 'session_id' is required")
    if call.held is not None and session_id == call.held.id:
        raise RpcError(INVALID_REQUEST, "A socket's own session ends with the socket")
    closed = call.sessions.close(_session(call.sessions, session_id))
    return {"session_id": session_id, "closed": closed} | ({} if closed else {"closing": True})


_METHODS: dict[str, Callable[[Call, JsonObject], JsonObject]] = {
    "tools/list": _tools_list,
    "tools/call": _tools_call,
    "openenv/session/create": _session_create,
    "openenv/session/close": _session_close,
}


async def serve(
    socket: WebSocket[Any, Any, Any], sessions: Sessions, caller: Caller = NOBODY
) -> None:
    """JSON-RPC on a socket with a session of its own."""
    await socket.accept()
    try:
        session = sessions.open(Kind.SOCKET, caller=caller)
    except CapacityReached as full:
        data = {"active_sessions": full.active, "max_sessions": full.limit}
        response = _error(None, RpcError(SERVER_ERROR, str(full), data))
        await say(socket, json_text(response))
        return await hang_up(socket)
    call = Call(sessions, session, caller)
    try:
        await converse(socket, lambda text: respond_to_text(call, text), _NOT_TEXT)
    finally:
        sessions.release(session)
    return await hang_up(socket)


_NOT_TEXT = json_text(_error(None, RpcError(PARSE_ERROR, "Parse error: frames are text")))
