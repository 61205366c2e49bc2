"""The limit of the machine: a protocol that reads nothing, and sends bytes of the same size.

    python -m benchmarks.bare PORT

What a step costs here is the kernel and the event loop. Whatever comes after a handshake counts as
a frame.
"""

import asyncio
import sys
from itertools import cycle
from typing import Any

import uvloop

from benchmarks.echo import FRAMES
from benchmarks.load import server_frame

ANSWERS = [server_frame(text.encode()) for text in FRAMES]
UPGRADED = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
HEALTHY = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


class Bare(asyncio.Protocol):
    """One connection."""

    def __init__(self) -> None:
        self._answers = cycle(ANSWERS)
        self._upgraded = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way out."""
        self._transport: Any = transport

    def data_received(self, data: bytes) -> None:
        """Answer without a look, but for the first request."""
        if self._upgraded:
            self._transport.write(next(self._answers))
        elif b"Upgrade" in data:
            self._upgraded = True
            self._transport.write(UPGRADED)
        else:
            self._transport.write(HEALTHY)
            self._transport.close()


async def serve(port: int) -> None:
    """Serve until the process ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Bare, "127.0.0.1", port, backlog=2048)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
