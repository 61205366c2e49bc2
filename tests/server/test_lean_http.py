"""The lean protocol reads plain requests as the strict parser would, and nothing else."""

import asyncio
import socket
from collections.abc import Iterator
from typing import Any

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st
from uvicorn.config import Config
from uvicorn.server import ServerState

from supportops.server.checks import SOCKET_PATHS
from supportops.server.glance import plain
from supportops.server.lean_http import LeanHttp
from supportops.server.transport import LINE_LIMIT
from tests.server.raw import connection, frame, head, one_answer, parsed, until_closed, upgrade
from tests.server.talk import http_client, until
from tests.serving import Server

HOST = {"Host": "localhost"}
JSON = {"Content-Type": "application/json"}
RESET = head("/reset", HOST | JSON | {"Content-Length": "2"}, "POST") + b"{}"
UPGRADE = HOST | {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}
HANDSHAKES = [
    head("/ws", UPGRADE),
    head("/ws?session_id=x", UPGRADE | {"Origin": "http://localhost", "User-Agent": "a b"}),
    head("/mcp", UPGRADE | {"Upgrade": "WebSocket", "Connection": "keep-alive, Upgrade"}),
    head("/nowhere?", {"X-A": " ", **UPGRADE}),
    head("/ws", UPGRADE | {"X-Long": "y" * (LINE_LIMIT - 250)}),
    head("/ws", UPGRADE | {f"X-{number}": "y" for number in range(94)}),
]
PLAIN = [
    head("/health", HOST),
    head("/state?session_id=x&y=%20", HOST | {"Accept": "*/*", "Connection": "keep-alive"}),
    head("/reset", HOST, "POST"),
    RESET,
    head("/a/../b//c", HOST | {"X-Empty": "", "X-Spaced": "  a b  "}),
]
CLOSER_LOOK = {
    "nothing": b"",
    "no host": head("/health", {}),
    "two hosts": head("/health", HOST | {"host": "other"}),
    "two lengths": head("/reset", HOST | {"Content-Length": "2", "content-length": "2"}) + b"{}",
    "two of any": head("/health", HOST | {"X-A": "1", "x-a": "2"}),
    "a body to come": RESET[:-1],
    "a request behind": RESET + RESET,
    "a head to come": RESET[:40],
    "no length": head("/reset", HOST, "POST") + b"{}",
    "a signed length": head("/reset", HOST | {"Content-Length": "+2"}, "POST") + b"{}",
    "a list of lengths": head("/reset", HOST | {"Content-Length": "2, 2"}, "POST") + b"{}",
    "chunks": head("/reset", HOST | {"Transfer-Encoding": "chunked"}, "POST"),
    "another upgrade": head("/ws", UPGRADE | {"Upgrade": "h2c"}),
    "one of two upgrades": head("/ws", UPGRADE | {"Upgrade": "websocket, h2c"}),
    "an upgrade that is not asked for": head("/ws", UPGRADE | {"Connection": "keep-alive"}),
    "an upgrade and more": head("/ws", UPGRADE | {"Connection": "Upgrade, X-A"}),
    "an upgrade by POST": head("/ws", UPGRADE, "POST"),
    "an upgrade with a length": head("/ws", UPGRADE | {"Content-Length": "0"}),
    "an upgrade with a body": head("/ws", UPGRADE) + b"{}",
    "a long upgrade": head("/ws", UPGRADE | {"X-Long": "y" * LINE_LIMIT}),
    "an upgrade of many headers": head("/ws", UPGRADE | {f"X-{n}": "y" for n in range(95)}),
    "an expectation": head("/reset", HOST | {"Expect": "100-continue"}, "POST"),
    "a close": head("/health", HOST | {"Connection": "close"}),
    "HTTP/1.0": b"GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n",
    "an absolute target": head("http://localhost/health", HOST),
    "an escaped path": head("/he%61lth", HOST),
    "a fragment of a path": head("/health#x", HOST),
    "a folded header": b"GET /health HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n",
    "a space before the colon": b"GET /health HTTP/1.1\r\nHost : localhost\r\n\r\n",
    "bare line feeds": b"GET /health HTTP/1.1\nHost: localhost\n\n",
    "a bare return": b"GET /health HTTP/1.1\r\nHost: localhost\rX: y\r\n\r\n",
    "not ASCII": head("/health", HOST | {"X-Name": "\xe9"}),
    "a NUL": head("/health", HOST | {"X-Name": "\x00"}),
    "another method": head("/health", HOST, "DELETE"),
    "a leading line": b"\r\n" + head("/health", HOST),
}
NOISE = st.sampled_from([b"\r\n", b"\n", b"\r", b" ", b"\t", b":", b"\x00", b"\xff", b",", b"0"])


def strictly(data: bytes) -> tuple[str, bytes, list[tuple[bytes, bytes]], bytes]:
    """What the strict parser finds in some bytes, which must be one request and no more."""
    parser = h11.Connection(h11.SERVER)
    parser.receive_data(data)
    request = parser.next_event()
    assert isinstance(request, h11.Request)
    body = b""
    while not isinstance(event := parser.next_event(), h11.EndOfMessage):
        assert isinstance(event, h11.Data)
        body += event.data
    assert parser.trailing_data == (b"", False)
    assert repr(parser.their_state) in ("DONE", "MIGHT_SWITCH_PROTOCOL")
    return request.method.decode(), request.target, list(request.headers), body


def agree(data: bytes) -> bool:
    """Whether a request is plain, in which case both parsers have to find the same."""
    found = plain(data)
    if found is not None:
        method, target, headers, body = strictly(data)
        assert (found.method, found.target) == (method, target.removesuffix(b"?"))
        assert (found.headers, found.body) == (headers, body)
        assert found.upgrades is (b"upgrade" in dict(headers))
    return found is not None


@pytest.mark.parametrize("data", PLAIN + HANDSHAKES, ids=lambda data: repr(data[:60]))
def test_a_plain_request_is_what_the_strict_parser_finds(data: bytes) -> None:
    assert agree(data)


@pytest.mark.parametrize("data", CLOSER_LOOK.values(), ids=CLOSER_LOOK)
def test_any_other_request_is_left_to_the_parent(data: bytes) -> None:
    assert plain(data) is None


@given(
    st.sampled_from(PLAIN + HANDSHAKES),
    st.lists(NOISE | st.binary(max_size=2), max_size=3),
    st.data(),
)
def test_a_broken_request_is_left_to_the_parent_or_read_as_it_would(
    data: bytes, noise: list[bytes], draw: st.DataObject
) -> None:
    for piece in noise:
        place = draw.draw(st.integers(0, len(data)))
        data = data[:place] + piece + data[place + draw.draw(st.integers(0, 2)) :]
    agree(data)


def test_a_head_that_nearly_matches_is_read_in_linear_time() -> None:
    """It would take minutes if one line could be matched in two ways."""
    assert plain(b"GET / HTTP/1.1\r\n" + b"A:  b\r\n" * 5000 + b"A:  b\x00\r\n\r\n") is None


@pytest.fixture
def peer(server: Server) -> Iterator[socket.socket]:
    with connection(server) as found:
        yield found


def answers(peer: socket.socket, count: int) -> list[bytes]:
    """The bodies of so many answers, which have a length each."""
    found, data = list[bytes](), b""
    while len(found) < count:
        one, separator, rest = data.partition(b"\r\n\r\n")
        size = int(parsed(one + separator).headers["content-length"]) if separator else 0
        if separator and len(rest) >= size:
            found.append(rest[:size])
            data = rest[size:]
            continue
        more = peer.recv(65_536)
        assert more, "hung up"
        data += more
    assert data == b""
    return found


def test_both_ways_give_the_same_answers(server: Server) -> None:
    """A header that changes nothing leads the second request the long way."""
    targets = ["/health", "/schema", "/nope", "/state", "/state?session_id=x", "/reset", "/docs"]
    for target in targets:
        for method in ("GET", "POST"):
            with http_client(server) as http:
                short, long = (
                    http.request(method, target, headers=one) for one in ({}, {"TE": ""})
                )
            assert short.status_code == long.status_code
            ours, theirs = (dict(one.headers) for one in (short, long))
            ours.pop("date"), theirs.pop("date")
            assert ours == theirs
            if target != "/reset":  # a session is another each time
                assert short.content == long.content


ODD = [
    {},
    {"Connection": "Keep-Alive, upgrade"},
    {"Upgrade": "WEBSOCKET"},
    {"Sec-WebSocket-Version": "8"},
    {"Sec-WebSocket-Version": "13, 8"},
    {"Sec-WebSocket-Key": "short"},
    {"Sec-WebSocket-Key": ""},
    {"Sec-WebSocket-Key": "!" * 24},
    {"Sec-WebSocket-Protocol": "a, b"},
    {"Sec-WebSocket-Protocol": ",,"},
    {"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"},
    {"Sec-WebSocket-Extensions": ";;"},
    {"Host": "evil.example"},
    {"Host": ""},
    {"Origin": "https://evil.example"},
    {"Authorization": "Bearer wrong"},
]


@pytest.mark.parametrize("odd", ODD, ids=str)
@pytest.mark.parametrize("target", ["/ws", "/ws?session_id=none", "/mcp", "/health", "/nowhere"])
def test_both_ways_give_the_same_answer_to_a_handshake(
    server: Server, odd: dict[str, str], target: str
) -> None:
    """A header that changes nothing leads the second handshake the long way."""
    headers = upgrade(server) | odd
    assert plain(head(target, headers)) is not None
    assert plain(head(target, headers | {"TE": ""})) is None
    told = []
    for more in ({}, {"TE": ""}):
        with connection(server) as peer:
            peer.sendall(head(target, headers | more))
            answer = parsed(one_answer(peer))
            if answer.status == 101:
                peer.sendall(frame(1, b'{"type":"reset"}') + frame(9, b"p") + frame(8, b""))
                answer = answer._replace(body=answer.body + until_closed(peer))
        answer.headers.pop("date", None)
        told.append(answer)

    assert told[0] == told[1]
    assert odd or (told[0].status == 101) is (target.partition("?")[0] in SOCKET_PATHS)


def test_requests_behind_one_another_are_answered_in_their_order(peer: socket.socket) -> None:
    unknown = [head(f"/state?session_id=n{number}", HOST) for number in range(50)]
    stream = b"".join(unknown[:20]) + RESET + b"".join(unknown[20:])
    peer.sendall(unknown[0])
    peer.sendall(stream)

    told = answers(peer, 52)

    named = [f'{{"detail":"Unknown session_id: n{number}"}}'.encode() for number in range(50)]
    assert told[0] == named[0]
    assert told[1:21] == named[:20]
    assert told[21].startswith(b'{"observation"')
    assert told[22:] == named[20:]


def test_where_requests_are_cut_makes_no_difference(server: Server) -> None:
    stream = head("/health", HOST) + RESET + head("/health", HOST)
    with connection(server) as peer:
        for cut in range(1, len(stream)):
            peer.sendall(stream[:cut])
            peer.sendall(stream[cut:])
            first, second, third = answers(peer, 3)
            assert first == third == b'{"status":"healthy"}'
            assert second.startswith(b'{"observation"')


def test_a_refusal_that_ends_the_connection_does_end_it(server: Server) -> None:
    with connection(server) as peer:
        peer.sendall(head("/health", {"Host": "a b"}))
        came = b""
        while more := peer.recv(65_536):
            came += more

    assert parsed(came).status == 400
    assert parsed(came).headers["connection"] == "close"


def test_a_peer_that_goes_before_its_answer_leaves_nothing_behind(server: Server) -> None:
    for _ in range(20):
        with connection(server) as peer:
            peer.sendall(RESET * 3)
    with http_client(server) as http:
        until(lambda: http.get("/health").is_success)


def test_a_connection_may_turn_into_a_socket_after_plain_requests(
    server: Server, peer: socket.socket
) -> None:
    for _ in range(3):
        peer.sendall(head("/health", HOST))
        answers(peer, 1)
    peer.sendall(head("/ws", upgrade(server)))

    assert peer.recv(65_536).startswith(b"HTTP/1.1 101")


class Wire(asyncio.Transport):
    """A transport that remembers what was written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.closed = self.paused = False

    def set_protocol(self, protocol: Any) -> None:
        self.protocol = protocol

    def get_protocol(self) -> Any:
        return self.protocol

    def write(self, data: Any) -> None:
        assert not self.closed
        self.written += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None:
        self.paused = True

    def resume_reading(self) -> None:
        self.paused = False


async def settled() -> None:
    """Give every task that can go on its turns."""
    for _ in range(10):
        await asyncio.sleep(0)


def joined(app: Any) -> tuple[LeanHttp, Wire]:
    """A connection to an application, without a network; needs a running loop."""
    protocol, wire = LeanHttp(Config(app=app, access_log=False), ServerState(), {}), Wire()
    protocol.access_log = False
    wire.set_protocol(protocol)
    protocol.connection_made(wire)
    return protocol, wire


def answering(
    seen: list[str], *headers: tuple[bytes, bytes], gate: asyncio.Event | None = None
) -> Any:
    """An application that notes its paths, waits for a gate, and answers with its path."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["path"])
        await receive()
        if gate is not None:
            await gate.wait()
        await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
        await send({"type": "http.response.body", "body": scope["path"].encode()})

    return app


SIZED = (b"content-length", b"2")


def test_what_comes_while_an_answer_is_made_waits_for_its_turn() -> None:
    async def talk() -> None:
        seen: list[str] = []
        gate = asyncio.Event()
        protocol, wire = joined(answering(seen, SIZED, gate=gate))
        for path in ("/a", "/b", "/c"):
            protocol.data_received(head(path, HOST))
            await settled()
        assert seen == ["/a"]
        assert wire.paused

        gate.set()
        await settled()
        assert seen == ["/a", "/b", "/c"]
        assert [part[-2:] for part in wire.written.split(b"HTTP/1.1 200 OK")[1:]] == [
            b"/a",
            b"/b",
            b"/c",
        ]
        assert not wire.paused
        protocol.connection_lost(None)

    asyncio.run(talk())


def test_a_plain_request_within_another_is_no_request() -> None:
    """What looks like one may be the value of a header, or a body, of the one under way."""

    async def talk(beginning: bytes) -> tuple[list[str], bytes]:
        seen: list[str] = []
        protocol, wire = joined(answering(seen, SIZED))
        protocol.data_received(beginning)
        await settled()
        protocol.data_received(head("/hidden", HOST))
        await settled()
        protocol.connection_lost(None)
        return seen, wire.written

    half = head("/a", HOST | {"X-Value": ""})[:-4]
    seen, written = asyncio.run(talk(half))
    assert seen == []
    assert b" 400 " in written
    long = head("/a", HOST | {"Content-Length": "5000"}, "POST")
    assert "/hidden" not in asyncio.run(talk(long))[0]


@pytest.mark.parametrize("headers", [[], [SIZED, (b"connection", b"close")]], ids=str)
def test_an_answer_without_a_length_or_with_a_farewell_ends_the_connection(
    headers: list[tuple[bytes, bytes]],
) -> None:
    async def talk() -> None:
        seen: list[str] = []
        protocol, wire = joined(answering(seen, *headers))
        protocol.data_received(head("/a", HOST))
        await settled()
        assert wire.closed
        assert wire.written.lower().count(b"connection: close") == 1
        assert wire.written.endswith(b"/a")
        protocol.connection_lost(None)

    asyncio.run(talk())


def test_a_header_cannot_bring_another_line() -> None:
    async def talk() -> None:
        protocol, wire = joined(answering([], SIZED, (b"x-evil", b"a\r\nset-cookie: b")))
        protocol.data_received(head("/a", HOST))
        await settled()
        assert b"set-cookie" not in wire.written
        assert wire.written.startswith(b"HTTP/1.1 500") or wire.closed
        protocol.connection_lost(None)

    asyncio.run(talk())


def test_a_stop_lets_an_answer_that_is_being_made_go_out_and_ends_the_connection() -> None:
    async def talk() -> None:
        gate = asyncio.Event()
        protocol, wire = joined(answering([], SIZED, gate=gate))
        protocol.data_received(head("/a", HOST))
        await settled()
        protocol.shutdown()
        assert not wire.closed
        gate.set()
        await settled()
        assert wire.written.endswith(b"/a")
        assert wire.closed
        protocol.connection_lost(None)

    asyncio.run(talk())
