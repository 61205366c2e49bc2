"""Peers that are slow, silent, greedy or gone: none of them holds a connection for long."""

import socket
import struct
import time
from collections.abc import Iterator

import pytest

from tests.server.raw import (
    connection,
    frame,
    handshake,
    head,
    one_answer,
    parsed,
    sent,
    until_closed,
    until_seen,
    upgrade,
)
from tests.server.talk import http_client, talking, until
from tests.serving import Server, running_server

PATIENCE_S = 0.5
"""What the server of these tests gives a peer."""

TEXT, BINARY, CONTINUATION, CLOSE, PING, PONG = 1, 2, 0, 8, 9, 10
STATE = b'{"type":"state"}'


@pytest.fixture(scope="module")
def strict_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with little patience, and room for few sessions."""
    log = tmp_path_factory.mktemp("strict") / "log.txt"
    patience = str(PATIENCE_S)
    with running_server(
        log,
        REQUEST_TIMEOUT_S=patience,
        STALL_TIMEOUT_S=patience,
        MAX_CONCURRENT_ENVS="2",
        SESSION_IDLE_TIMEOUT_S="60",
    ) as found:
        yield found
    assert "Traceback" not in log.read_text()
    assert " ERROR " not in log.read_text()


@pytest.fixture
def host(strict_server: Server) -> dict[str, str]:
    return {"Host": upgrade(strict_server)["Host"]}


def is_well(server: Server) -> bool:
    with http_client(server) as http:
        return bool(http.get("/ready").json()["active_sessions"] == 0)


def test_a_silent_connection_is_closed(strict_server: Server) -> None:
    assert parsed(sent(strict_server, b"")).status == 408


def test_a_head_that_does_not_end_is_given_up(strict_server: Server, host: dict[str, str]) -> None:
    unfinished = head("/health", host)[:-4]

    answer = parsed(sent(strict_server, unfinished))

    assert answer.status == 408
    assert answer.body == b'{"detail":"Request Timeout"}'
    assert answer.headers["connection"] == "close"


def test_a_head_that_comes_byte_by_byte_gets_no_more_time(
    strict_server: Server, host: dict[str, str]
) -> None:
    with connection(strict_server) as plain:
        plain.settimeout(PATIENCE_S / 20)
        came = b""
        for byte in head("/" + "x" * 2000, host):
            try:
                plain.sendall(bytes([byte]))
                came = plain.recv(1000)
                break
            except TimeoutError:
                continue
            except OSError:
                break

    assert came == b"" or parsed(came).status == 408


def test_a_body_that_does_not_end_is_given_up(strict_server: Server, host: dict[str, str]) -> None:
    described = host | {"Content-Type": "application/json", "Content-Length": "100"}

    assert parsed(sent(strict_server, head("/reset", described, "POST") + b"{")).status == 408


@pytest.mark.parametrize("sent_of_it", [0, 1, 50])
@pytest.mark.parametrize("path", ["/reset", "/mcp"])
def test_a_peer_that_goes_within_its_body_leaves_nothing_behind(
    strict_server: Server, host: dict[str, str], path: str, sent_of_it: int
) -> None:
    """The log of the server holds neither a traceback nor an error, which its fixture checks."""
    described = host | {"Content-Type": "application/json", "Content-Length": "100"}
    for linger in (True, False):
        with connection(strict_server) as plain:
            plain.sendall(head(path, described, "POST") + b" " * sent_of_it)
            time.sleep(0.05)
            if linger:
                plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    assert is_well(strict_server)


def test_a_body_whose_answer_came_early_is_given_up_too(
    strict_server: Server, host: dict[str, str]
) -> None:
    described = host | {"Content-Type": "application/json", "Content-Length": "9000000"}

    answer = parsed(sent(strict_server, head("/reset", described, "POST") + b"{"))

    assert answer.status == 413


def test_the_second_request_of_a_connection_has_its_own_time(
    strict_server: Server, host: dict[str, str]
) -> None:
    with connection(strict_server) as plain:
        for _ in range(4):
            plain.sendall(head("/health", host))
            assert b" 200 OK" in until_seen(plain, b'"}')
            time.sleep(PATIENCE_S / 2)
        plain.sendall(b"GET /health")

        assert parsed(until_closed(plain)).status == 408


def test_slow_connections_do_not_keep_others_from_being_served(
    strict_server: Server, host: dict[str, str]
) -> None:
    slow = [
        socket.create_connection(("127.0.0.1", int(host["Host"].split(":")[1]))) for _ in range(100)
    ]
    try:
        for one in slow:
            one.sendall(b"GET / HTTP/1.1\r\nX: ")
        assert is_well(strict_server)
        for one in slow:
            one.settimeout(10)
            assert parsed(until_closed(one)).status == 408
    finally:
        for one in slow:
            one.close()


@pytest.mark.parametrize("count", [9_000, 15_000, 60_000, 200_000])
def test_a_handshake_that_is_too_long_is_answered_at_once(server: Server, count: int) -> None:
    """Without a bound of our own it would never be: the parser behind takes no such line."""
    for headers, target in (({"X-Long": "y" * count}, "/ws"), ({}, "/ws?q=" + "z" * count)):
        assert handshake(server, headers, target).status in (400, 431)


def test_a_handshake_with_too_many_headers_is_answered_at_once(server: Server) -> None:
    assert handshake(server, {f"X-{number}": "y" for number in range(150)}).status == 431


def test_a_long_handshake_within_the_bounds_is_accepted(server: Server) -> None:
    assert handshake(server, {"X-Long": "y" * 8000}).status == 101


@pytest.mark.parametrize(
    "broken",
    [
        {"Sec-WebSocket-Version": "8"},
        {"Sec-WebSocket-Key": "short"},
        {"Sec-WebSocket-Key": ""},
        {"Upgrade": "websocket, other"},
        {"Sec-WebSocket-Protocol": "caf\xe9"},
        {"Sec-WebSocket-Extensions": "permessage-deflate; nonsense=1, ;;"},
        {"Cookie": "\xff\xfe"},
    ],
    ids=str,
)
def test_an_odd_handshake_is_answered(server: Server, broken: dict[str, str]) -> None:
    assert handshake(server, broken).status in (101, 400, 404, 426)


NOT_HTTP = [
    b"\x00",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: a b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1, 2\r\n\r\n",
    b"POST /reset HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX\x00Y: 1\r\n\r\n",
    b"GET /\r\nX: y HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 200_000,
]


@pytest.mark.parametrize("text", NOT_HTTP, ids=lambda text: repr(text[:40]))
def test_what_is_no_http_is_answered_in_the_shape_of_every_error(
    server: Server, text: bytes
) -> None:
    with connection(server) as plain:
        plain.sendall(text)
        answer = parsed(one_answer(plain))

    assert answer.status in (400, 403)
    assert answer.body.startswith(b'{"detail":"')


VIOLATIONS = {
    "no mask": (frame(TEXT, STATE, mask=False), 1002),
    "reserved opcode": (frame(3, b""), 1002),
    "reserved bit": (bytes([0xC1]) + frame(TEXT, STATE)[1:], 1002),
    "continuation of nothing": (frame(CONTINUATION, b"x"), 1002),
    "message in a message": (frame(TEXT, b"{", fin=False) + frame(TEXT, STATE), 1002),
    "fragmented ping": (frame(PING, b"x", fin=False), 1002),
    "long ping": (frame(PING, b"x" * 126), 1002),
    "close of one byte": (frame(CLOSE, b"\x03"), 1002),
    "close with a reserved code": (frame(CLOSE, (1005).to_bytes(2, "big")), 1002),
    "no UTF-8": (frame(TEXT, b"\xff\xfe"), 1007),
    "no UTF-8 in parts": (frame(TEXT, b"\xc3", fin=False) + frame(CONTINUATION, b"("), 1007),
    "surrogates": (frame(TEXT, b"\xed\xa0\x80"), 1007),
    "2^62 bytes": (bytes([0x81, 0xFF]) + (2**62).to_bytes(8, "big") + bytes(4), 1009),
    "5 MiB": (frame(TEXT, b"x" * (5 * 1024 * 1024))[:20], 1009),
}


@pytest.mark.parametrize(("text", "code"), VIOLATIONS.values(), ids=VIOLATIONS)
def test_a_broken_frame_ends_the_connection_with_its_code(
    strict_server: Server, text: bytes, code: int
) -> None:
    with connection(strict_server) as plain:
        plain.sendall(head("/ws", upgrade(strict_server)))
        assert parsed(plain.recv(65_536)).status == 101
        plain.sendall(text)

        closed = until_closed(plain)

    assert closed[:1] == bytes([0x80 | CLOSE])
    assert int.from_bytes(closed[2:4], "big") == code
    until(lambda: is_well(strict_server))


@pytest.mark.parametrize("size", [1, 3, 7])
def test_a_message_in_fragments_and_between_pings_is_one_message(server: Server, size: int) -> None:
    parts = [STATE[start : start + size] for start in range(0, len(STATE), size)]
    frames = [frame(TEXT, parts[0], fin=False)]
    frames += [frame(CONTINUATION, part, fin=False) + frame(PING, b"p") for part in parts[1:]]
    with connection(server) as plain:
        plain.sendall(head("/ws", upgrade(server)))
        assert parsed(plain.recv(65_536)).status == 101
        for byte in b"".join([*frames, frame(CONTINUATION, b"")]):
            plain.sendall(bytes([byte]))

        came = b""
        while b'"type":"state"' not in came:
            came += plain.recv(65_536)

    assert came.count(bytes([0x80 | PONG, 1]) + b"p") == len(parts) - 1


def test_a_peer_that_stops_reading_loses_its_socket(strict_server: Server) -> None:
    """What it does not take fills every buffer; the kernel gives up on it."""
    with socket.socket() as plain:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        host, port = upgrade(strict_server)["Host"].split(":")
        plain.connect((host, int(port)))
        plain.sendall(head("/ws", upgrade(strict_server)))
        assert plain.recv(4).startswith(b"HTTP")
        plain.settimeout(PATIENCE_S)
        asked = frame(TEXT, STATE) * 1000
        try:
            for _ in range(1000):
                plain.sendall(asked)
        except (TimeoutError, OSError):
            pass
        until(lambda: is_well(strict_server))


def test_a_session_beside_all_that_goes_on(strict_server: Server) -> None:
    until(lambda: is_well(strict_server))
    with talking(strict_server) as ws:
        ws.data("reset", {"episode_id": "mine"})
        for text, _ in VIOLATIONS.values():
            with connection(strict_server) as plain:
                plain.sendall(head("/ws", upgrade(strict_server)))
                plain.recv(65_536)
                plain.sendall(text)
                until_closed(plain)

        assert ws.data("state")["episode_id"] == "mine"
