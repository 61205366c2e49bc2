"""Plain tools to talk to a server: frames, requests and JSON-RPC as Python values."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from supportops.agents.scripted import oracle_plan
from supportops.cases import case_file
from supportops.models import ToolUseObservation
from tests.serving import Server

Json = dict[str, Any]

PATIENCE_S = 10.0
MUG = "damaged-mug-replacement"
GENERATED = "gen/damaged_item/test/3"
REVIEW: Json = {"action_type": "review_ticket"}


def strict(text: str | bytes) -> Any:
    """JSON as a browser reads it: NaN and Infinity are errors."""
    return json.loads(text, parse_constant=_not_json)


def _not_json(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")


@contextmanager
def http_client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, trust_env=False, timeout=PATIENCE_S) as client:
        yield client


@dataclass(frozen=True)
class Socket:
    """An open socket of the server."""

    connection: ClientConnection

    def raw(self, text: str | bytes) -> Json:
        """The frame that answers whatever is sent."""
        self.connection.send(text)
        return self.next()

    def ask(self, kind: str, data: Any = None) -> Json:
        """The frame that answers a frame; `data` is left out if it is None."""
        return self.raw(json.dumps({"type": kind} | ({} if data is None else {"data": data})))

    def data(self, kind: str, data: Any = None) -> Json:
        """What a frame is answered with, if that is no error."""
        answer = self.ask(kind, data)
        assert answer["type"] != "error", answer
        found: Json = answer["data"]
        return found

    def next(self) -> Json:
        text = self.connection.recv(timeout=PATIENCE_S)
        assert isinstance(text, str)
        frame: Json = strict(text)
        return frame

    def closed(self) -> tuple[int | None, str | None]:
        """Code and reason of the close, which comes without another frame."""
        try:
            unasked = self.connection.recv(timeout=PATIENCE_S)
        except ConnectionClosed:
            return self.connection.close_code, self.connection.close_reason
        raise AssertionError(unasked)


def ws_url(server: Server, path: str = "/ws") -> str:
    return f"ws{server.url.removeprefix('http')}{path}"


@contextmanager
def talking(server: Server, path: str = "/ws", **options: Any) -> Iterator[Socket]:
    with connect(ws_url(server, path), proxy=None, max_size=None, **options) as connection:
        yield Socket(connection)


@dataclass(frozen=True)
class Rpc:
    """JSON-RPC over POST."""

    http: httpx.Client

    def __call__(self, method: str, **params: Any) -> Json:
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        answer: Json = self.http.post("/mcp", json=request).raise_for_status().json()
        return answer

    def result(self, method: str, **params: Any) -> Json:
        answer = self(method, **params)
        assert "error" not in answer, answer
        found: Json = answer["result"]
        return found

    def create(self) -> str:
        session_id: str = self.result("openenv/session/create")["session_id"]
        return session_id


def actions_of(task_id: str) -> list[Json]:
    """What the oracle sends to solve a task."""
    plan = oracle_plan(case_file(task_id))
    return [action.model_dump(mode="json", exclude_defaults=True) for action in plan]


def observation_of(envelope: Json) -> ToolUseObservation:
    """The observation of an envelope, with reward and done put back. It has no key to spare."""
    lifted = {"reward": envelope["reward"], "done": envelope["done"]}
    assert not lifted.keys() & envelope["observation"].keys()
    return ToolUseObservation.model_validate(envelope["observation"] | lifted)


def post(http: httpx.Client, path: str, body: str | bytes) -> httpx.Response:
    """A request whose body says that it is JSON, whether or not it is."""
    content = body.encode() if isinstance(body, str) else body
    return http.post(path, content=content, headers={"content-type": "application/json"})


def until(holds: Callable[[], bool], patience: float = PATIENCE_S) -> None:
    """Return as soon as something holds."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
