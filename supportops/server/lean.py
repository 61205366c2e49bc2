"""A WebSocket protocol that answers a whole text frame on the spot.

Nearly every frame of a session arrives alone and whole, while nothing else is under way. The stock
protocol takes it through a parser, an event, a queue and a task, and the answer back through as
many. `LeanWebSocket` unmasks it, asks for the answer and writes it. Everything else takes the way
of its parent: handshakes, fragments, control frames, binary, compression, several frames at once,
a peer that does not read, a shutdown. It leans on the parent's inner state, so the locks pin
uvicorn, and the conformance cases run against both.
"""

import struct
from typing import Any

from websockets.datastructures import Headers
from websockets.http11 import Request
from websockets.protocol import Protocol
from websockets.speedups import apply_mask

from supportops.server.connection import SHORTCUT, Shortly
from supportops.server.glance import Plain
from supportops.server.transport import GuardedSocket

WHOLE_TEXT = 0x81
"""First byte of a text frame that is final and uses no extension."""

MASKED = 0x80
SHORT, MEDIUM = 126, 65_536
"""Sizes from which on the length of a payload takes two bytes more, or eight."""


class LeanWebSocket(GuardedSocket):
    """The guarded protocol with a short way for whole text frames."""

    _answered: Shortly | None = None
    _owes = False
    """Whether an answer by the function is still to be sent."""

    def handle_connect(self, event: Request) -> None:
        """Offer the short way to the application."""
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["state"][SHORTCUT] = self._shorten

    def handshake(self, request: Plain) -> None:
        """Take a handshake that has been read already; the parser begins with what follows it."""
        self.conn.parser = Protocol.parse(self.conn)
        headers = Headers()
        for name, value in request.headers:
            headers.set_insecure(name.decode(), value.decode())
        self.handle_connect(Request(request.target.decode(), headers, request.method))

    def data_received(self, data: bytes) -> None:
        """Answer a whole text frame if nothing else is under way."""
        if self._answered is not None and self._is_idle():
            text = whole_text(data)
            if text is not None:
                self._owes = True
                if self._answered(text, self._send_text):
                    return
                self._owes = False
        super().data_received(data)

    def _send_text(self, text: str) -> None:
        self._owes = False
        if not self.transport.is_closing():
            self.transport.write(text_frame(text.encode()))

    def _shorten(self, answered: Shortly | None) -> None:
        """Answer by a function from now on; None ends that."""
        self._answered = answered

    def _is_idle(self) -> bool:
        """No message half received or still unanswered, no answer unsent, no close under way."""
        return (
            not self.read_paused
            and not self.frames
            and not self.conn.reader.buffer
            and not self.close_sent
            and not self._going
            and not self._owes
            and self.queue.empty()
            and self.writable.is_set()
        )


def whole_text(data: Any) -> str | None:
    """The text of one masked frame that fills the data; None if it is anything else."""
    total = len(data)
    if total < 6 or data[0] != WHOLE_TEXT:
        return None
    size, start = data[1] - MASKED, 2
    if size == SHORT and total >= 8:
        size, start = int.from_bytes(data[2:4], "big"), 4
        if size < SHORT:
            return None
    elif not 0 <= size < SHORT:
        return None
    if total != start + 4 + size:
        return None
    try:
        return apply_mask(data[start + 4 :], data[start : start + 4]).decode()
    except UnicodeDecodeError:
        return None


def text_frame(payload: bytes) -> bytes:
    """A text frame of a server."""
    size = len(payload)
    if size < SHORT:
        return struct.pack("!BB", WHOLE_TEXT, size) + payload
    if size < MEDIUM:
        return struct.pack("!BBH", WHOLE_TEXT, SHORT, size) + payload
    return struct.pack("!BBQ", WHOLE_TEXT, SHORT + 1, size) + payload
