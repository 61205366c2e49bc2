"""Connections that hold a peer to its time and its bounds: uvicorn's protocols, made strict.

Over HTTP a head and a body have to arrive in time, and a handshake has to be of a size that the
WebSocket parser takes: what is longer it would never answer. On a socket everything received
before a shutdown is answered before the close. A peer that stops reading is left to the kernel,
which ends the connection when what was sent has waited too long.
"""

import asyncio
import socket
from functools import cache
from http import HTTPStatus
from typing import Any

import h11
from pydantic_core import to_json
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from supportops.server.checks import HEADERS_LIMIT
from supportops.server.settings import Settings

LINE_LIMIT = 8192
"""Longest line of a handshake, in bytes; the parser behind it takes no longer one."""

SERVICE_RESTART = 1012
INVALID_DATA = 1007
CLOSE_TIMEOUT_S = 3.0
"""Seconds that a peer has to answer a close frame."""

LAST_MOMENT = 0.8
"""Share of the time for a shutdown after which a peer that takes no answers is left."""

_STALL = getattr(socket, "TCP_USER_TIMEOUT", None)


@cache
def _settings() -> Settings:
    """Those of this process; uvicorn has no way to hand them to a protocol."""
    return Settings()


def _bound_stalls(transport: asyncio.BaseTransport) -> None:
    """Let the kernel end a connection whose peer takes nothing any more."""
    peer = transport.get_extra_info("socket")
    if _STALL is not None and peer is not None and peer.family in (socket.AF_INET, socket.AF_INET6):
        milliseconds = int(_settings().stall_timeout_s * 1000)
        peer.setsockopt(socket.IPPROTO_TCP, _STALL, milliseconds)


class GuardedHttp(H11Protocol):
    """HTTP/1.1 with time limits for what a peer sends."""

    _timer: asyncio.TimerHandle | None = None
    _awaited: object = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the time of the first head."""
        super().connection_made(transport)
        _bound_stalls(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Go on, with the time of what is awaited now."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Go on, with the time of what is awaited now."""
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the time."""
        self._stop()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hand a handshake on if it is of a size that gets an answer."""
        lines = [event.target, *(name + value for name, value in event.headers)]
        if len(lines) > HEADERS_LIMIT or max(map(len, lines)) > LINE_LIMIT - len(
            "GET  HTTP/1.1\r\n"
        ):
            self._turn_away(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            return
        self._stop()
        super().handle_websocket_upgrade(event)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the message names our parser
        """Answer what is no HTTP in the shape of every other error."""
        self._turn_away(HTTPStatus.BAD_REQUEST)

    def _watch(self) -> None:
        """Give each head and each body its time, from its first moment to its last."""
        awaited = self._awaits()
        if awaited == self._awaited:
            return
        self._stop()
        self._awaited = awaited
        if awaited is not None:
            self._timer = self.loop.call_later(_settings().request_timeout_s, self._too_slow)

    def _awaits(self) -> object:
        """What the peer owes us: the body of a request, the next head once it began, or nothing."""
        gone = self.transport.is_closing() or self.transport.get_protocol() is not self
        if gone or self.timeout_keep_alive_task is not None:
            return None
        state = self.conn.their_state
        return (state, self.cycle) if state in (h11.IDLE, h11.SEND_BODY) else None

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._awaited = None

    def _too_slow(self) -> None:
        started = self.cycle is not None and self.cycle.response_started
        if started and not self.cycle.response_complete:
            self.transport.close()
        else:
            self._turn_away(HTTPStatus.REQUEST_TIMEOUT)

    def _turn_away(self, status: HTTPStatus) -> None:
        body = to_json({"detail": status.phrase})
        head = (
            f"HTTP/1.1 {status} {status.phrase}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()


class GuardedSocket(WebSocketsSansIOProtocol):
    """A WebSocket that answers what it received before it goes."""

    _going = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.close_timeout = CLOSE_TIMEOUT_S

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Bound how long what is sent may wait."""
        super().connection_made(transport)
        _bound_stalls(transport)

    def shutdown(self) -> None:
        """End the conversation behind what was received; the close follows the last answer."""
        if self.close_sent or not self.handshake_complete:
            super().shutdown()
            return
        self.stop_keepalive()
        self._going = True
        self.transport.pause_reading()
        self.read_paused = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": SERVICE_RESTART})
        patience = _settings().shutdown_timeout_s * LAST_MOMENT
        self.loop.call_later(patience, self.transport.abort)

    async def send(self, message: Any) -> None:
        """Send; a handshake that was answered with a refusal is complete."""
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and self.close_sent:
            self.handshake_complete = True
        elif message["type"] == "websocket.accept":
            del self.request, self.response  # large, and of no use behind the handshake

    async def receive(self) -> Any:
        """The next message; at a shutdown the close goes out behind the answers to all others."""
        message = await super().receive()
        leaves = self._going and message["type"] == "websocket.disconnect"
        if leaves and not (self.disconnected or self.close_sent):
            self.transport.pause_reading()  # until the close is out, nothing more is received
            self.read_paused = True
            await super().send({"type": "websocket.close", "code": SERVICE_RESTART})
        return message

    def send_receive_event_to_app(self) -> None:
        """Pass a message on; text that is none ends the connection without a traceback."""
        if self.curr_msg_data_type == "text":
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self.frames = []
                self.conn.fail(INVALID_DATA, "not UTF-8")
                self.handle_parser_exception()
                return
        super().send_receive_event_to_app()
