"""The Model Context Protocol as any client speaks it, as pure functions over one episode.

Written out rather than taken from a library: of the protocol a desk needs four methods, and they
run on the loop, within the bounds of every other door. What plays through tools is the agent, so
the five verbs are all there is; an episode is started by whoever connects it.
"""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, Field, ValidationError

from supportops import __version__
from supportops.environment import SupportOpsEnvironment
from supportops.errors import UnknownTask
from supportops.observation import observe
from supportops.server.protocol import (
    JsonObject,
    ResetRequest,
    ShortText,
    action_of,
    envelope,
)
from supportops.server.strict_json import NotJson, parse
from supportops.server.turns import TookTooLong, Turns
from supportops.tools import TOOLS
from supportops.vocabulary import ENV_NAME

VERSIONS = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")
"""Versions of the protocol, oldest first; a client of any other is offered the newest."""

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND = -32700, -32600, -32601
INVALID_PARAMS, INTERNAL_ERROR, SERVER_ERROR = -32602, -32603, -32000

INSTRUCTIONS = (
    "You work one customer-support case. Read the ticket, the records and the policies that "
    "matter, draft a reply to the customer, then submit a resolution code. Every call costs a "
    "step. The case as it lies before you:"
)


class Message(BaseModel):
    """A request, or a notification if it has no id. Members of later versions are ignored."""

    jsonrpc: Literal["2.0"]
    method: ShortText
    params: JsonObject = Field(default_factory=dict)
    id: ShortText | int | None = None

    @property
    def is_notification(self) -> bool:
        """Whether it wants no answer."""
        return "id" not in self.model_fields_set


class Failed(Exception):
    """A request that is answered with an error."""

    def __init__(self, code: int, message: str) -> None:
        self.code, self.message = code, message
        super().__init__(message)


class Desk(NamedTuple):
    """One episode, and what plays its turns."""

    env: SupportOpsEnvironment
    turns: Turns


def read(text: str | bytes) -> Message | None:
    """The message in a text; None for the answer to a request, which we never send.

    Raises:
        Failed: it is no JSON, or no message.

    """
    try:
        found = parse(text)
    except NotJson as error:
        raise Failed(PARSE_ERROR, f"Parse error: {error}") from error
    if isinstance(found, dict) and "method" not in found and found.keys() & {"result", "error"}:
        return None
    try:
        return Message.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))[:60]
        raise Failed(INVALID_REQUEST, f"Invalid request: {place} {first['msg']}") from error


def respond(desk: Desk, message: Message) -> JsonObject:
    """The response to a request, whatever it asks."""
    try:
        answered = _METHODS.get(message.method)
        if answered is None:
            raise Failed(METHOD_NOT_FOUND, f"Method not found: {message.method[:60]}")
        return result(message, answered(desk, message.params))
    except TookTooLong as error:
        return failure(message.id, Failed(INTERNAL_ERROR, str(error)))
    except Failed as error:
        return failure(message.id, error)


def begin(desk: Desk, options: dict[str, Any]) -> None:
    """Start an episode. Raises `Failed` for options that name none."""
    try:
        desk.env.begin(**ResetRequest.model_validate(options).options())
    except ValidationError as error:
        first = error.errors()[0]
        raise Failed(INVALID_PARAMS, f"{first['loc'][0]}: {first['msg']}") from error
    except (UnknownTask, ValueError) as error:
        raise Failed(INVALID_PARAMS, str(error)) from error


def result(message: Message, value: JsonObject) -> JsonObject:
    """A response that answers."""
    return {"jsonrpc": "2.0", "id": message.id, "result": value}


def failure(request_id: str | int | None, error: Failed) -> JsonObject:
    """A response that tells what failed."""
    told = {"code": error.code, "message": error.message}
    return {"jsonrpc": "2.0", "id": request_id, "error": told}


def _initialize(desk: Desk, params: JsonObject) -> JsonObject:
    asked = params.get("protocolVersion")
    return {
        "protocolVersion": asked if asked in VERSIONS else VERSIONS[-1],
        "capabilities": {"tools": {"listChanged": False}},
        "serverInfo": {"name": ENV_NAME, "title": "Support Ops", "version": __version__},
        "instructions": f"{INSTRUCTIONS}\n\n{_scene(desk.env)}",
    }


def _scene(env: SupportOpsEnvironment) -> str:
    """What lies on the desk, in words."""
    if env.case is None:
        return "No episode is running here yet."
    seen = observe(env.case, None)
    return (
        f"Objective: {seen.objective}\n\nThe customer wrote: {seen.customer_message}\n\n"
        f"{seen.workspace_summary}\n\n"
        f"Resolution codes: {', '.join(seen.available_resolution_codes)}."
    )


def _ping(_: Desk, __: JsonObject) -> JsonObject:
    return {}


def _tools_list(_: Desk, __: JsonObject) -> JsonObject:
    return {
        "tools": [
            {"name": name, "description": tool.description, "inputSchema": tool.schema()}
            for name, tool in TOOLS.items()
        ]
    }


def _tools_call(desk: Desk, params: JsonObject) -> JsonObject:
    name, arguments = params.get("name"), params.get("arguments")
    tool = TOOLS.get(name) if isinstance(name, str) else None
    if tool is None:
        raise Failed(INVALID_PARAMS, f"Unknown tool: {str(name)[:60]}")
    given = {} if arguments is None else arguments
    if not isinstance(given, dict) or not given.keys() <= {tool.argument}:
        takes = f"only {tool.argument}" if tool.argument else "no arguments"
        raise Failed(INVALID_PARAMS, f"{tool.verb} takes {takes}")
    try:
        action = action_of({"action_type": tool.verb, **given})
    except ValidationError as error:
        raise Failed(INVALID_PARAMS, f"{tool.argument} must be text") from error
    step = desk.turns.take(desk.env, action)
    data = envelope(observe(step.case, step))
    return {
        "content": [{"type": "text", "text": _told(data)}],
        "structuredContent": data,
        "isError": step.refusal is not None,
    }


def _told(data: JsonObject) -> str:
    """What came of a call, and where the case stands."""
    seen = data["observation"]
    came = seen["last_action_error"] or seen["last_tool_result"]
    if data["done"]:
        return f"{came}\n\nThe case is closed."
    return f"{came}\n\nSteps left: {seen['remaining_steps']}"


_METHODS: dict[str, Callable[[Desk, JsonObject], JsonObject]] = {
    "initialize": _initialize,
    "ping": _ping,
    "tools/list": _tools_list,
    "tools/call": _tools_call,
}
