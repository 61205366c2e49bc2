"""A chat-completions endpoint on 127.0.0.1 whose every answer is the test's own.

An answer is a `Reply`; `says`, `calls` and `fails` make the usual ones. `oracle` plays the intended
path of whatever case it is asked about, and knows where it is from the history it is sent.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from supportops import TASK_IDS, ToolUseAction
from supportops.agents.scripted import oracle_plan
from supportops.cases import case_file

Request = dict[str, Any]
"""The JSON body of a request, with its path and its key added as `path` and `key`."""


@dataclass(frozen=True)
class Reply:
    """What goes over the wire. A retry is asked for at once, so that tests do not wait."""

    body: str
    status: int = 200
    seconds: float = 0.0
    headers: dict[str, str] = field(default_factory=lambda: {"retry-after-ms": "1"})


@dataclass
class Endpoint:
    url: str
    requests: list[Request]


def says(text: str | None) -> Reply:
    return _completion({"content": text})


def calls(*tools: tuple[str, Any], **fields: Any) -> Reply:
    """An answer with tool calls; arguments that are no text are written as JSON."""
    return _completion(
        {
            "content": None,
            "tool_calls": [
                {"id": f"id-{number}", "type": "function", **fields}
                | {"function": {"name": name, "arguments": _text(arguments)}}
                for number, (name, arguments) in enumerate(tools)
            ],
        }
    )


def does(action: ToolUseAction) -> Reply:
    arguments = action.model_dump(exclude_defaults=True, exclude={"action_type"})
    return calls((action.action_type.value, arguments))


def fails(status: int, text: str = "no") -> Reply:
    return Reply(json.dumps({"error": {"message": text}}), status)


def oracle(request: Request) -> Reply:
    """The next action of the intended path."""
    messages = request["messages"]
    plan = next(
        oracle_plan(case_file(task))
        for task in TASK_IDS
        if case_file(task).objective in messages[1]["content"]
    )
    return does(plan[sum(message["role"] == "assistant" for message in messages)])


@contextmanager
def serving(answer: Callable[[Request], Reply]) -> Iterator[Endpoint]:
    """An endpoint for the length of a `with`; answers that are still waiting are given up."""
    over, endpoint = Event(), Endpoint("", [])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            key = self.headers["authorization"].removeprefix("Bearer ")
            request = {**body, "path": self.path, "key": key}
            endpoint.requests.append(request)
            reply = answer(request)
            if not over.wait(reply.seconds):
                self._send(reply)

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in {"content-type": "application/json", **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield endpoint
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _completion(message: dict[str, Any]) -> Reply:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", **message}}
    return Reply(json.dumps({"id": "1", "object": "chat.completion", "choices": [choice]}))


def _text(arguments: Any) -> str:
    return arguments if isinstance(arguments, str) else json.dumps(arguments)
