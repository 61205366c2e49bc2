"""A full server says so, a slot is freed however its socket goes, and idle sessions expire."""

import base64
import os
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.server.conftest import Serve
from tests.server.talk import (
    MUG,
    PATIENCE_S,
    REVIEW,
    Json,
    Rpc,
    Socket,
    http_client,
    talking,
    until,
)
from tests.serving import Server, running_server

MESSAGE = "Server at capacity: 1/1 sessions active. Cannot accept new connections."
COUNTS = {"active_sessions": 1, "max_sessions": 1}
FULL_FRAME = {"type": "error", "data": {"message": MESSAGE, "code": "CAPACITY_REACHED"} | COUNTS}
FULL_RESPONSE = {
    "jsonrpc": "2.0",
    "id": None,
    "error": {"code": -32000, "message": MESSAGE, "data": COUNTS},
}
CLOSE = '{"type": "close"}'
CREATE = '{"jsonrpc": "2.0", "id": null, "method": "openenv/session/create"}'


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with room for one session."""
    log = tmp_path_factory.mktemp("single") / "log.txt"
    with running_server(log, MAX_CONCURRENT_ENVS="1") as found:
        yield found
    assert "Traceback" not in log.read_text()


@pytest.fixture(scope="module")
def single_http(single: Server) -> Iterator[httpx.Client]:
    with http_client(single) as client:
        yield client


@pytest.fixture
def taken(single: Server) -> Iterator[Socket]:
    """A socket in the only place of the server."""
    until(lambda: is_free(single))
    with talking(single) as ws:
        ws.data("reset", {"task_id": MUG})
        yield ws


def is_free(server: Server) -> bool:
    """Whether a socket can come, which has left again then; only a full server says something."""
    with talking(server) as ws:
        with suppress(ConnectionClosed):
            ws.connection.send(CLOSE)
        try:
            ws.next()
        except ConnectionClosed:
            return True
        return False


def refused(server: Server, path: str, sent: str | None = None) -> Json:
    """What a socket is told before it is closed."""
    with talking(server, path) as ws:
        if sent is not None:
            with suppress(ConnectionClosed):
                ws.connection.send(sent)
        told = ws.next()
        assert ws.closed() == (1000, "")
        return told


@contextmanager
def plain_socket(server: Server) -> Iterator[socket.socket]:
    """A WebSocket without a library in between: the handshake is done, the rest is up to you."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE_S) as plain:
        key = base64.b64encode(os.urandom(16)).decode()
        lines = (
            "GET /ws HTTP/1.1",
            f"Host: {host}:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        )
        plain.sendall("\r\n".join((*lines, "", "")).encode())
        assert plain.recv(65_536).startswith(b"HTTP/1.1 101 ")
        yield plain


def masked(text: str) -> bytes:
    """A client's text frame of less than 126 bytes, under a mask that changes nothing."""
    return bytes([0x81, 0x80 | len(text)]) + bytes(4) + text.encode()


def abort(plain: socket.socket) -> None:
    """Close with a TCP reset."""
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    plain.close()


def test_a_full_server_says_so_in_a_frame_and_closes_normally(
    single: Server, taken: Socket
) -> None:
    for _ in range(20):
        assert refused(single, "/ws") == FULL_FRAME

    assert taken.data("step", REVIEW)["observation"]["phase"] == "investigating"


def test_what_was_sent_early_to_a_full_server_does_not_hide_the_reason(
    single: Server, taken: Socket
) -> None:
    assert refused(single, "/ws", '{"type": "reset"}') == FULL_FRAME


def test_a_full_server_says_so_in_a_response_too(
    single: Server, single_http: httpx.Client, taken: Socket
) -> None:
    assert refused(single, "/mcp") == FULL_RESPONSE
    assert single_http.post("/mcp", content=CREATE).json() == FULL_RESPONSE


def test_a_full_server_answers_what_needs_no_session(
    single_http: httpx.Client, taken: Socket
) -> None:
    assert single_http.get("/health").status_code == 200
    assert single_http.post("/reset", json={}).status_code == 200
    assert single_http.get("/state").status_code == 200
    assert "result" in Rpc(single_http)("tools/list")
    assert taken.ask("state")["type"] == "state"


@pytest.mark.parametrize("path", ["/ws", "/mcp"])
def test_each_kind_of_socket_takes_a_place_and_frees_it(single: Server, path: str) -> None:
    until(lambda: is_free(single))
    with talking(single, path):
        assert refused(single, "/ws") == FULL_FRAME

    until(lambda: is_free(single))


def test_a_created_session_takes_a_place_and_frees_it(
    single: Server, single_http: httpx.Client
) -> None:
    until(lambda: is_free(single))
    rpc = Rpc(single_http)
    session_id = rpc.create()

    assert refused(single, "/ws") == FULL_FRAME
    with talking(single, f"/ws?session_id={session_id}") as attached:
        assert attached.ask("state")["type"] == "state"

    until(lambda: rpc.result("openenv/session/close", session_id=session_id)["closed"])
    assert is_free(single)


def test_a_close_frees_the_place_at_once(single: Server) -> None:
    until(lambda: is_free(single))
    for _ in range(20):
        with talking(single) as ws:
            ws.data("reset")
            ws.connection.send(CLOSE)
            assert ws.closed() == (1000, "")


def test_a_close_message_and_a_close_frame_at_once_do_no_harm(single: Server) -> None:
    for _ in range(20):
        until(lambda: is_free(single))
        with talking(single) as ws:
            ws.connection.send(CLOSE)

    until(lambda: is_free(single))


def test_a_reset_of_the_connection_frees_the_place(single: Server) -> None:
    for _ in range(5):
        until(lambda: is_free(single))
        with plain_socket(single) as plain:
            assert refused(single, "/ws") == FULL_FRAME
            abort(plain)

    until(lambda: is_free(single))


def test_a_peer_that_goes_before_its_answers_come_frees_the_place(single: Server) -> None:
    for _ in range(5):
        until(lambda: is_free(single))
        with plain_socket(single) as plain:
            plain.sendall(masked('{"type":"reset"}') * 200)
            abort(plain)

    until(lambda: is_free(single))


def test_sockets_without_a_handshake_take_no_place(single: Server) -> None:
    host, port = single.url.removeprefix("http://").split(":")
    with ExitStack() as open_ones:
        for _ in range(5):
            open_ones.enter_context(socket.create_connection((host, int(port))))
        until(lambda: is_free(single))


def test_many_sockets_at_once_are_played_apart(server: Server) -> None:
    counts: list[int] = []

    def play(number: int) -> None:
        with talking(server) as ws:
            ws.data("reset", {"task_id": MUG, "episode_id": str(number)})
            for _ in range(number % 5):
                ws.data("step", REVIEW)
            state = ws.data("state")
            counts.append(state["step_count"] if state["episode_id"] == str(number) else -1)

    threads = [threading.Thread(target=play, args=[number]) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)

    assert sorted(counts) == sorted(number % 5 for number in range(30))


def test_idle_sessions_expire_and_a_socket_keeps_its_own(serve: Serve) -> None:
    server = serve(SESSION_IDLE_TIMEOUT_S="0.3", MAX_CONCURRENT_ENVS="3")
    with http_client(server) as http, talking(server) as ws:
        rpc = Rpc(http)
        ws.data("reset", {"episode_id": "mine"})
        reset = http.post("/reset", json={}).json()["metadata"]
        attached = rpc.create()
        with talking(server, f"/ws?session_id={attached}") as guest:
            guest.data("reset", {"episode_id": "guest"})
            forgotten = rpc.create()
            assert rpc("openenv/session/create")["error"]["code"] == -32000

            until(lambda: "result" in rpc("openenv/session/create"))

            assert "error" in rpc("tools/list", session_id=forgotten)
            assert http.get("/state", params=reset).status_code == 404
            assert guest.data("state")["episode_id"] == "guest"
        assert ws.data("state")["episode_id"] == "mine"


def test_a_server_that_stops_tells_its_sockets(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    with ExitStack() as sockets, ExitStack() as process:
        server = process.enter_context(running_server(log))
        told = [sockets.enter_context(talking(server, path)) for path in ("/ws", "/mcp")]
        told[0].data("reset")
        process.close()

        assert [ws.closed()[0] for ws in told] == [1012, 1012]
    assert "Application shutdown complete" in log.read_text()
    assert "Traceback" not in log.read_text()
