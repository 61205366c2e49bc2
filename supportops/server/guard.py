"""The outermost layer: checks what comes in, and adds the headers that every answer has.

A request that is turned away gets its answer in the shape of every other error; a WebSocket gets
the same before the upgrade. Frames on an accepted socket pass untouched, unless their rate is
limited: then they wait, and none is lost.
"""

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from math import ceil
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Scope, Send
from pydantic_core import to_json

from supportops.server.checks import Refusal, Rules, Seen, refusal_of, seen
from supportops.server.connection import SHORTCUT
from supportops.server.metrics import Metrics
from supportops.server.rates import Bucket, Buckets
from supportops.server.sessions import Caller
from supportops.server.settings import Settings

_LOG = logging.getLogger(__name__)

CALLER = "caller"
"""Key of the state of a scope: who is on the other side, a `Caller`."""

Headers = Sequence[tuple[bytes, bytes]]


class Guard:
    """One for each application."""

    def __init__(
        self, app: ASGIApp, settings: Settings, metrics: Metrics, headers: Headers
    ) -> None:
        self._app, self._metrics, self._headers = app, metrics, headers
        self._rules = Rules.of(settings)
        self._frame_rate = settings.messages_per_s
        self._socket_limit = settings.socket_limit
        self._buckets = Buckets(settings.requests_per_s) if settings.requests_per_s else None
        self.sockets = 0
        """Handshakes and open sockets, right now."""

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Turn away, or pass on. What was seen is not kept: a socket may stay for hours."""
        request = seen(scope)
        refusal = refusal_of(self._rules, request) or self._too_much(request)
        if refusal is not None:
            return self._refuse(request, refusal, scope, send)
        privileged = self._rules.privileges(request) is True
        scope["state"][CALLER] = Caller(request.peer, privileged)
        if request.is_socket:
            return self._socket(scope, receive, send)
        return self._app(scope, receive, self._with_headers(send))

    def _too_much(self, request: Seen) -> Refusal | None:
        """Refuse what is one too many, of all or of its address."""
        if request.is_socket and self.sockets >= self._socket_limit:
            return Refusal("sockets", 503, "Too many connections", {"retry-after": "1"})
        wait = self._buckets.of(request.peer).refused() if self._buckets else 0.0
        if not wait:
            return None
        return Refusal("rate", 429, "Too Many Requests", {"retry-after": str(ceil(wait))})

    async def _socket(self, scope: Any, receive: Receive, send: Send) -> None:
        self.sockets += 1
        try:
            if self._frame_rate is not None:
                receive = self._paced(receive, Bucket(self._frame_rate))
                scope["state"].pop(SHORTCUT, None)  # frames would take it past their rate
            await self._app(scope, receive, send)
        finally:
            self.sockets -= 1

    def _paced(self, receive: Receive, bucket: Bucket) -> Receive:

        async def pacing() -> Any:
            message = await receive()
            if message["type"] == "websocket.receive" and (wait := bucket.owed()):
                await asyncio.sleep(wait)
            return message

        return pacing

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                ours = [header for header in self._headers if header[0] not in own]
                message["headers"] = [*message["headers"], *ours]
            await send(message)

        return sending

    async def _refuse(self, request: Seen, refusal: Refusal, scope: Scope, send: Any) -> None:
        self._metrics.refused[refusal.reason] += 1
        _LOG.debug("turned away", extra={"reason": refusal.reason, "peer": request.peer})
        kind = "http.response"
        if request.is_socket:
            if "websocket.http.response" not in (scope.get("extensions") or {}):
                await send({"type": "websocket.close", "code": 1008, "reason": ""})
                return
            kind = "websocket.http.response"
        body = to_json({"detail": refusal.detail})
        own = [(name.encode(), value.encode()) for name, value in refusal.headers.items()]
        described = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ]
        headers = [*described, *own, *self._headers]
        await send({"type": f"{kind}.start", "status": refusal.status, "headers": headers})
        await send({"type": f"{kind}.body", "body": body, "more_body": False})
