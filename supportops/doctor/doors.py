"""Every door of a server through which an episode can be played or looked at, for the leak scan.

A door of play is opened with a task and takes actions; after each it asks for the state as well,
where it can. What comes back goes to the tap; nothing here judges it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from urllib.parse import quote

from supportops.doctor.trajectory import JsonObject
from supportops.doctor.wire import Refused, Tap, post, request, session
from supportops.errors import SupportOpsError

Act = Callable[[JsonObject], Any]
"""Takes an action; returns the observation that came of it."""

Door = Callable[[str, str, Tap], AbstractContextManager[Act]]
"""Opens an episode of a task on a server."""

NOT_FOUND = 404

STREAMS = {"accept": "application/json, text/event-stream"}
"""What a client of the standard MCP says that it reads."""

PAGES = (
    "/health", "/ready", "/metrics", "/metadata", "/schema", "/openapi.json", "/docs", "/redoc",
    "/list_environments", "/web", "/",
)  # fmt: skip
"""What can be got without an episode."""

MALFORMED = ("", "{", "[]", "null", '{"type": "dance"}', '{"action": 5}', '{"action": {}}')
"""Bodies and frames that are answered with an error."""

NOT_ACTIONS: tuple[JsonObject, ...] = (
    {"action_type": "dance"},
    {"action_type": "submit_resolution", "code": "x"},
)
"""What is not shaped like an action."""


@contextmanager
def over_socket(url: str, task_id: str, tap: Tap) -> Iterator[Act]:
    """`/ws`, with states, the errors it can make, and JSON-RPC in its frames."""
    with session(url, tap) as room:

        def act(action: JsonObject) -> Any:
            seen = room.step(action)
            room.state()
            return seen.observation

        room.reset({"task_id": task_id})
        room.state()
        for frame in MALFORMED:
            room.raw(frame)
        for fields in NOT_ACTIONS:
            room.raw(json.dumps({"type": "step", "data": fields}))
        room.raw(json.dumps({"type": "mcp", "data": _rpc("tools/list")}))
        yield act


@contextmanager
def over_http(url: str, task_id: str, tap: Tap) -> Iterator[Act]:
    """`/reset`, `/step` and `/state` with a session, and the errors they can make."""
    told = _session(url, task_id, tap)

    def act(action: JsonObject) -> Any:
        body = post(url, "/step", {"action": action, **told}, tap).json
        request(url, "GET", f"/state?session_id={told['session_id']}", tap=tap)
        return body["observation"]

    for body in MALFORMED:
        request(url, "POST", "/step", body, tap=tap)
    for fields in NOT_ACTIONS:
        post(url, "/step", {"action": fields, **told}, tap)
    yield act


@contextmanager
def over_http_alone(url: str, task_id: str, tap: Tap) -> Iterator[Act]:
    """`/reset`, `/step` and `/state` without a session: each stands for itself."""
    if post(url, "/reset", {"task_id": task_id}, tap).status == NOT_FOUND:
        raise DoorClosed("/reset")

    def act(action: JsonObject) -> Any:
        body = post(url, "/step", {"action": action}, tap).json
        request(url, "GET", "/state", tap=tap)
        return body["observation"]

    yield act


@contextmanager
def over_mcp(url: str, task_id: str, tap: Tap) -> Iterator[Act]:
    """`/mcp` as any MCP client speaks it."""
    path = f"/mcp?task_id={quote(task_id, safe='')}"
    params = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "doctor"}}
    begun = request(url, "POST", path, json.dumps(_rpc("initialize", **params)), STREAMS, tap)
    named = [line for line in begun.head.splitlines() if line.lower().startswith("mcp-session-id:")]
    if not named:
        raise Refused(f"initialize was answered without a session: {begun.body:.120}")
    headers = {**STREAMS, "mcp-session-id": named[0].partition(":")[2].strip()}

    def ask(method: str, **params: Any) -> Any:
        body = json.dumps(_rpc(method, **params))
        return request(url, "POST", path, body, headers, tap).json

    def act(action: JsonObject) -> Any:
        answer = ask("tools/call", **_call(action))
        return answer["result"].get("structuredContent", {}).get("observation", {})

    ask("tools/list")
    ask("tools/call", name="dance", arguments={})
    ask("no/such/method")
    yield act
    request(url, "DELETE", path, headers=headers)


@contextmanager
def over_dialect(url: str, task_id: str, tap: Tap) -> Iterator[Act]:
    """`/mcp` in the dialect of OpenEnv, over POST and over a socket."""
    told = _session(url, task_id, tap)

    def ask(method: str, **params: Any) -> Any:
        return post(url, "/mcp", _rpc(method, **params), tap).json

    def act(action: JsonObject) -> Any:
        return ask("tools/call", **_call(action), **told)["result"]["data"]["observation"]

    ask("tools/list", **told)
    ask("tools/call", name="dance", arguments={}, **told)
    ask("tools/call", name="inspect_artifact", arguments={}, session_id="unknown")
    for body in MALFORMED:
        request(url, "POST", "/mcp", body, tap=tap)
    yield act


DOORS: Mapping[str, Door] = {
    "/ws": over_socket,
    "/step with a session": over_http,
    "/step alone": over_http_alone,
    "/mcp": over_mcp,
    "/mcp in the dialect": over_dialect,
}
"""Doors through which an episode is played."""


def look_around(url: str, task_id: str, tap: Tap) -> None:
    """Pages, the Task API and the errors that have no session, while an episode runs."""
    for page in PAGES:
        request(url, "GET", page, tap=tap)
    names = request(url, "GET", "/list_environments").json or ["env"]
    _, family, split, number = task_id.partition("#")[0].split("/")
    request(url, "GET", f"/{names[0]}/splits", tap=tap)
    for what, more in TASK_QUESTIONS.items():
        post(url, f"/{names[0]}/{what}", {"split": split, **more}, tap)
    for wrong in ({"task_id": f"gen/{family}/{split}/{number}0000000"}, {"task_id": "?"}):
        post(url, "/reset", wrong, tap)
    request(url, "GET", "/state?session_id=unknown", tap=tap)
    request(url, "GET", "/nothing/here", tap=tap)
    request(url, "PUT", "/step", "{}", tap=tap)


TASK_QUESTIONS: Mapping[str, JsonObject] = {
    "num_tasks": {},
    "task": {"index": 0},
    "task_range": {"start": 0, "stop": 3},
    "tasks": {"more": "than it takes"},
}


class DoorClosed(SupportOpsError):
    """The server does not have this door, as one in production has no `/reset`."""


def _session(url: str, task_id: str, tap: Tap) -> dict[str, str]:
    answer = post(url, "/reset", {"task_id": task_id}, tap)
    if answer.status == NOT_FOUND:
        raise DoorClosed("/reset")
    found = answer.json
    told = found.get("metadata") if isinstance(found, dict) else None
    if not isinstance(told, dict) or "session_id" not in told:
        raise Refused(f"a reset over HTTP named no session: {answer.body:.120}")
    return {"session_id": str(told["session_id"])}


def _rpc(method: str, **params: Any) -> JsonObject:
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}


def _call(action: JsonObject) -> JsonObject:
    arguments = {name: value for name, value in action.items() if name != "action_type"}
    return {"name": action["action_type"], "arguments": arguments}
