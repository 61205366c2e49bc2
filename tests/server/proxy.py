"""A plain reverse proxy: HTTP/1.1 and WebSockets, one connection to the server for each request."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from queue import SimpleQueue

END = b"\r\n\r\n"


@contextmanager
def proxied(port: int) -> Iterator[int]:
    """The port of a proxy in front of a port, on loopback, until the end of the block."""
    ports: SimpleQueue[int] = SimpleQueue()
    ends: SimpleQueue[Callable[[], object]] = SimpleQueue()

    async def serve() -> None:
        stop = asyncio.Event()
        server = await asyncio.start_server(partial(_passed, port), "127.0.0.1", 0)
        ends.put(partial(asyncio.get_running_loop().call_soon_threadsafe, stop.set))
        ports.put(server.sockets[0].getsockname()[1])
        await stop.wait()
        server.close()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        yield ports.get()
    finally:
        ends.get()()
        thread.join()


async def _passed(port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Rewrite the head as proxies do, and pass everything else on as it is."""
    with suppress(OSError, asyncio.IncompleteReadError):
        head = (await reader.readuntil(END)).removesuffix(END).split(b"\r\n")
        kept = [line for line in head if not line.lower().startswith((b"connection:", b"host:"))]
        upgrade = any(line.lower().startswith(b"upgrade:") for line in head)
        own = [
            b"Host: localhost",
            b"X-Forwarded-For: 203.0.113.7",
            b"X-Forwarded-Proto: https",
            b"Connection: Upgrade" if upgrade else b"Connection: close",
        ]
        upstream, behind = await asyncio.open_connection("127.0.0.1", port)
        behind.write(b"\r\n".join([*kept, *own]) + END)
        await asyncio.gather(_pump(reader, behind), _pump(upstream, writer))


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65_536):
            target.write(data)
            await target.drain()
    with suppress(OSError):
        target.close()
