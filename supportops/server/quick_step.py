"""The short way of a step over plain HTTP: around the framework, whose work would be most of it.

What is plainly a step in a session is understood in one validation and answered. Whatever is not
goes on untouched to the routes, which know every request and say what is wrong; a test compares the
answers of both.
"""

from collections.abc import Awaitable
from typing import Any

from litestar.types import ASGIApp, Receive, Scope, Send
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import to_json

from supportops.models import ToolUseAction
from supportops.server.errors import told
from supportops.server.http import stepped
from supportops.server.protocol import ShortText
from supportops.server.sessions import Sessions, UnknownSession
from supportops.server.strict_json import names_twice

PATH = "/step"

PLAIN_LIMIT = 32_768
"""Longest body that may be plainly a step, in bytes: the longest message is far shorter."""

_JSON = (b"content-type", b"application/json")


class PlainStep(BaseModel):
    """A step in a session as nearly every body is one."""

    model_config = ConfigDict(extra="forbid")

    action: ToolUseAction
    session_id: ShortText


_PLAINLY = TypeAdapter(PlainStep).validator
_PLAIN_KEYS = len(PlainStep.model_fields)


class QuickStep:
    """Answers plain steps, and passes everything else on."""

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self._app, self._sessions = app, sessions

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Answer, or pass on."""
        if scope["path"] == PATH and scope.get("method") == "POST" and _JSON in scope["headers"]:
            return self._step(scope, receive, send)
        return self._app(scope, receive, send)

    async def _step(self, scope: Scope, receive: Receive, send: Send) -> None:
        event: Any = await receive()
        step = plain_step(event)
        if step is not None and self._knows(step.session_id):
            await self._answer(step, send)
        else:
            await self._app(scope, _again(event, receive), send)

    def _knows(self, session_id: str) -> bool:
        try:
            self._sessions.get(session_id)
        except UnknownSession:
            return False
        return True

    async def _answer(self, step: PlainStep, send: Any) -> None:
        status, own = 200, dict[str, str]()
        try:
            body = stepped(self._sessions, step.session_id, step.action)
        except Exception as error:  # the routes have a last resort, which is not around this
            status, detail, own = told(error, PATH, self._sessions.turns.metrics)
            body = to_json({"detail": detail})
        described = [_JSON, (b"content-length", b"%d" % len(body))]
        described += [(name.encode(), value.encode()) for name, value in own.items()]
        await send({"type": "http.response.start", "status": status, "headers": described})
        await send({"type": "http.response.body", "body": body, "more_body": False})


def plain_step(event: Any) -> PlainStep | None:
    """The step in the body of a request that came whole; None for what is not plainly one."""
    body = event.get("body", b"")
    if event.get("more_body") or not 0 < len(body) <= PLAIN_LIMIT:
        return None
    try:
        step: PlainStep = _PLAINLY.validate_json(body)
    except ValidationError:
        return None
    keys = _PLAIN_KEYS + len(step.action.model_fields_set)
    return None if step.action.metadata or names_twice(body, keys) else step


def _again(event: Any, receive: Receive) -> Receive:
    """Events from one on that has been received already."""
    waiting = [event]

    async def receiving() -> Any:
        return waiting.pop() if waiting else await receive()

    return receiving
