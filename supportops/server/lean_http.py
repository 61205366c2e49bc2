"""An HTTP protocol that reads a plain request at one glance.

Nearly every request of a client arrives whole, with few and ordinary headers, on a connection where
nothing else is under way. The stock protocol leads it through a parser of many states, which costs
more than its answer. `LeanHttp` matches it against one pattern. Whatever does not match, or has a
header that changes how it is to be read, takes the way of the parent, whose parser is strict:
chunks, upgrades, expectations, requests that come in parts or behind one another.
"""

import asyncio
import re
from typing import Any, NamedTuple

from uvicorn.protocols.http.flow_control import CLOSE_HEADER
from uvicorn.protocols.http.h11_impl import STATUS_PHRASES, RequestResponseCycle

from supportops.server.transport import GuardedHttp

_REQUEST = re.compile(
    rb"(?P<method>GET|POST) (?P<path>/[A-Za-z0-9._/-]*+)(?:\?(?P<query>[!-~]*+))? HTTP/1\.1\r\n"
    rb"(?P<headers>(?:[A-Za-z0-9-]++:[ -~]*+\r\n)++)\r\n"
)
"""A request line and headers in which nothing is escaped, folded or not ASCII."""

_SPECIAL = frozenset({b"transfer-encoding", b"upgrade", b"expect", b"te", b"trailer"})
"""Headers that change what follows; `connection` does too, unless it says what is so anyway."""

_KEEP_ALIVE = b"keep-alive"
_LENGTH_DIGITS = 7
_BODILESS = frozenset({204, 304})

Headers = list[tuple[bytes, bytes]]


class Plain(NamedTuple):
    """A request as it was read at a glance."""

    method: str
    path: bytes
    query: bytes
    headers: Headers
    body: bytes


def plain(data: bytes) -> Plain | None:
    """The one whole request that fills the data; None for all that needs a closer look."""
    found = _REQUEST.match(data)
    if found is None:
        return None
    pairs = (line.partition(b":") for line in found["headers"].split(b"\r\n")[:-1])
    headers = [(name.lower(), value.strip()) for name, _, value in pairs]
    named = dict(headers)
    if len(named) < len(headers) or b"host" not in named or not _SPECIAL.isdisjoint(named):
        return None
    if named.get(b"connection", _KEEP_ALIVE).lower() != _KEEP_ALIVE:
        return None
    body, length = data[found.end() :], named.get(b"content-length", b"0")
    if not length.isdigit() or len(length) > _LENGTH_DIGITS or int(length) != len(body):
        return None
    method = found["method"].decode()
    return Plain(method, found["path"], found["query"] or b"", headers, body)


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
        if request is None:
            super().data_received(data)
        else:
            self._unset_keepalive_if_required()
            self._stop()
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
