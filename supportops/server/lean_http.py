"""An HTTP protocol that reads a plain request at one glance.

The stock protocol leads a request through a parser of many states, which costs more than its
answer. `LeanHttp` takes what can be read at a glance if nothing else is under way on its
connection, and leaves the rest to its parent, whose parser is strict. A handshake becomes a
WebSocket without being written out and parsed a second time.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.flow_control import CLOSE_HEADER
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, RequestResponseCycle

from supportops.server.glance import Headers, Plain, plain
from supportops.server.lean import LeanWebSocket
from supportops.server.transport import GuardedHttp

_BODILESS = frozenset({204, 304})


class LeanHttp(GuardedHttp):
    """The guarded protocol with a short way for plain requests."""

    _held = b""
    """What came while a plain request was being answered."""

    def data_received(self, data: bytes) -> None:
        """Answer a plain request if nothing else is under way."""
        if isinstance(self.cycle, LeanCycle) and not self.cycle.response_complete:
            self._held += data
            self.flow.pause_reading()
            return
        request = plain(data) if self._is_idle() else None
        if request is None or (request.upgrades and not self._may_upgrade()):
            super().data_received(data)
            return
        self._unset_keepalive_if_required()
        self._stop()
        if request.upgrades:
            self._upgrade(request)
        else:
            self._answer(request)

    def on_response_complete(self) -> None:
        """Go on with what came meanwhile."""
        super().on_response_complete()
        if self._held:
            held, self._held = self._held, b""
            self.data_received(held)

    def _is_idle(self) -> bool:
        """No request half received or still unanswered, and nothing that only the parent does."""
        answered = self.cycle is None or self.cycle.response_complete
        return (
            answered
            and not self.conn.trailing_data[0]
            and self.conn.their_state is self.conn.our_state
            and not self.transport.is_closing()
            and not self.access_log
            and self.limit_concurrency is None
        )

    def _may_upgrade(self) -> bool:
        kind = self.ws_protocol_class
        return isinstance(kind, type) and issubclass(kind, LeanWebSocket)

    def _upgrade(self, request: Plain) -> None:
        self.connections.discard(self)
        protocol: Any = self.ws_protocol_class
        made = protocol(self.config, self.server_state, self.app_state)
        made.connection_made(self.transport)
        made.handshake(request)
        self.transport.set_protocol(made)

    def _answer(self, request: Plain) -> None:
        scope: Any = {
            "type": "http",
            "asgi": {"version": self.asgi_version, "spec_version": "2.3"},
            "http_version": "1.1",
            "server": self.server,
            "client": self.client,
            "scheme": self.scheme,
            "method": request.method,
            "root_path": self.root_path,
            "path": self.root_path + request.path.decode(),
            "raw_path": self.root_path.encode() + request.path,
            "query_string": request.query,
            "headers": request.headers,
            "state": self.app_state.copy(),
        }
        self.cycle = LeanCycle(self, scope, request.body)
        task = self.loop.create_task(self.cycle.run_asgi(self.app))
        task.add_done_callback(self.tasks.discard)
        self.tasks.add(task)


class LeanCycle(RequestResponseCycle):
    """A plain request and its answer, which goes out in one piece."""

    def __init__(self, protocol: LeanHttp, scope: Any, body: bytes) -> None:
        super().__init__(
            scope=scope,
            conn=protocol.conn,
            transport=protocol.transport,
            flow=protocol.flow,
            logger=protocol.logger,
            access_logger=protocol.access_logger,
            access_log=False,
            default_headers=protocol.server_state.default_headers,
            message_event=asyncio.Event(),
            on_response=protocol.on_response_complete,
        )
        self.body += body
        self.more_body = False
        self.message_event.set()
        self._head = b""

    async def send(self, message: Any) -> None:
        """Keep the head until the body comes; raises RuntimeError for a message out of order."""
        if self.flow.write_paused and not self.disconnected:
            await self.flow.drain()
        if self.disconnected:
            return
        kind = message["type"]
        if kind == "http.response.start" and not self.response_started:
            self.response_started = True
            self._head = self._headed(message["status"], list(message.get("headers", ())))
        elif kind == "http.response.body" and self.response_started and not self.response_complete:
            self.transport.write(self._head + message.get("body", b""))
            self._head = b""
            if not message.get("more_body", False):
                self._complete()
        else:
            raise RuntimeError(f"unexpected message {kind!r}")

    def _headed(self, status: int, own: Headers) -> bytes:
        bounded = status in _BODILESS or any(name == b"content-length" for name, _ in own)
        if not bounded:  # its end is where the connection ends
            own = [*own, CLOSE_HEADER]
        self.keep_alive = self.keep_alive and CLOSE_HEADER not in own
        lines = [b"HTTP/1.1 %d %b" % (status, STATUS_PHRASES[status])]
        lines += [b"%b: %b" % header for header in self.default_headers + own]
        head = b"\r\n".join([*lines, b"", b""])
        if head.count(b"\n") != len(lines) + 1:
            raise RuntimeError("a header with a line break")
        return head

    def _complete(self) -> None:
        self.response_complete = True
        self.message_event.set()
        if not self.keep_alive:
            self.transport.close()
        self.on_response()
