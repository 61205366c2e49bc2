"""Servers to talk to: one for the session with the default settings, others on request."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.server.talk import Rpc, Socket, http_client, talking
from tests.serving import Server, running_server

Serve = Callable[..., Server]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the default settings; whatever was sent to it, it never logs a traceback."""
    with running_server(tmp_path_factory.mktemp("server") / "log.txt") as found:
        yield found
    assert "Traceback" not in found.log.read_text()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Starts servers with settings of their own, which end with the test."""
    logs: list[Path] = []
    with ExitStack() as stack:

        def start(**settings: str) -> Server:
            logs.append(tmp_path / f"server{len(logs)}.txt")
            return stack.enter_context(running_server(logs[-1], **settings))

        yield start
    assert not any("Traceback" in log.read_text() for log in logs)


@pytest.fixture(scope="session")
def http(server: Server) -> Iterator[httpx.Client]:
    with http_client(server) as client:
        yield client


@pytest.fixture(scope="session")
def rpc(http: httpx.Client) -> Rpc:
    return Rpc(http)


@pytest.fixture
def ws(server: Server) -> Iterator[Socket]:
    with talking(server) as socket:
        yield socket
