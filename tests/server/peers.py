"""Servers that misbehave on purpose, for the client to meet."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from websockets.sync.server import ServerConnection, serve

from supportops.environment import SupportOpsEnvironment
from supportops.server.sessions import Kind, Session, Sessions
from supportops.server.settings import Settings
from supportops.server.ws import answer

Behaviour = Callable[[ServerConnection], None]


@contextmanager
def peer(behaviour: Behaviour) -> Iterator[str]:
    """A WebSocket server that treats every connection in one way; gives its address."""
    with serve(behaviour, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.socket.getsockname()[1]}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def listener(greeting: bytes | None) -> Iterator[str]:
    """A TCP server that says something and hangs up, or says nothing and stays; its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        accepted: list[socket.socket] = []

        def greet() -> None:
            try:
                accepted.append(server.accept()[0])
            except OSError:
                return
            if greeting is not None:
                accepted[0].recv(65_536)
                accepted[0].sendall(greeting)
                accepted[0].shutdown(socket.SHUT_RDWR)

        thread = threading.Thread(target=greet)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
            for one in accepted:
                one.close()


def answers_well(connection: ServerConnection) -> None:
    """What a good server does."""
    session = Session("s", Kind.SOCKET, 0.0, SupportOpsEnvironment(), held=True)
    sessions = Sessions(Settings())
    for text in connection:
        assert isinstance(text, str)
        connection.send(answer(sessions, session, text) or "")


def first_then(first: Behaviour, later: Behaviour = answers_well) -> Behaviour:
    """The first connection is treated in one way, every later one in another."""
    seen: list[ServerConnection] = []

    def behave(connection: ServerConnection) -> None:
        seen.append(connection)
        (first if len(seen) == 1 else later)(connection)

    return behave
