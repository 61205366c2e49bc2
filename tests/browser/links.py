"""What stands between a page and its server, and can be cut: a proxy that drops connections."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Link:
    """Passes bytes on to a port; once cut, it takes no connection until it is mended."""

    target: int
    listener: socket.socket
    open: list[socket.socket] = field(default_factory=list)
    passes: bool = True

    @property
    def url(self) -> str:
        """Where a page finds the server behind it."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def cut(self) -> None:
        """Drop every connection without a word, and take no other."""
        self.passes = False
        self.drop()

    def drop(self) -> None:
        """Drop every connection; the next ones pass."""
        for one in self.open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self.open.clear()

    def mend(self) -> None:
        """Pass connections on again."""
        self.passes = True

    def serve(self) -> None:
        """Pass on whatever comes, until the listener is closed."""
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                self._passed(near)

    def _passed(self, near: socket.socket) -> None:
        try:
            if not self.passes:
                raise ConnectionRefusedError
            far = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            near.close()
            return
        self.open += [near, far]
        for ends in ((near, far), (far, near)):
            threading.Thread(target=_pump, args=ends, daemon=True).start()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
    source.close()


@contextmanager
def linked(port: int) -> Iterator[Link]:
    """A link to a port, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        link = Link(port, listener)
        thread = threading.Thread(target=link.serve, daemon=True)
        thread.start()
        try:
            yield link
        finally:
            link.cut()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
