"""The lean protocol class answers whole text frames on the spot, and nothing else."""

import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from socket import create_connection, socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from supportops.server.lean import text_frame, whole_text
from tests.server.talk import PATIENCE_S
from tests.serving import Server

SIZES = st.sampled_from([0, 1, 125, 126, 127, 2000, 65_535])
STATE = b'{"type":"state"}'


def frame(payload: bytes, opcode: Opcode = Opcode.TEXT, *, fin: bool = True) -> bytes:
    return Frame(opcode, payload, fin=fin).serialize(mask=True)


@given(SIZES, st.binary(max_size=20))
def test_a_whole_text_frame_is_its_text(size: int, salt: bytes) -> None:
    payload = (salt.hex().encode() * size + b"x" * size)[:size]

    assert whole_text(frame(payload)) == payload.decode()


@given(SIZES)
def test_an_answer_is_a_frame_as_the_parser_of_the_parent_writes_it(size: int) -> None:
    for payload in (b"x" * size, b"x" * 70_000):
        assert text_frame(payload) == Frame(Opcode.TEXT, payload).serialize(mask=False)


@given(st.text(max_size=200), st.data())
def test_a_part_of_a_frame_or_more_than_one_is_left_to_the_parent(
    text: str, data: st.DataObject
) -> None:
    whole = frame(text.encode())
    cut = data.draw(st.integers(0, len(whole) - 1))

    assert whole_text(whole[:cut]) is None
    assert whole_text(whole + whole[: cut + 1]) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x81",
        frame(b"x", fin=False),
        frame(b"x", Opcode.CONT),
        frame(b"x", Opcode.BINARY),
        frame(b"", Opcode.CLOSE),
        frame(b"x", Opcode.PING),
        frame(b"\xff"),
        frame(b"\xed\xa0\x80"),
        frame(b"x" * 70_000),
        b"\xc1" + frame(b"x")[1:],  # compressed
        b"\x81\x01xyzuv",  # not masked
        b"\x81\xfe\x00\x01" + os.urandom(5),  # a size that is longer than it has to be
    ],
    ids=lambda data: str(len(data)),
)
def test_any_other_frame_is_left_to_the_parent(data: bytes) -> None:
    assert whole_text(data) is None


@contextmanager
def upgraded(server: Server) -> Iterator[socket]:
    port = int(server.url.rpartition(":")[2])
    with closing(create_connection(("127.0.0.1", port), timeout=PATIENCE_S)) as peer:
        peer.sendall(
            b"GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += peer.recv(1)
        yield peer


def read_frame(peer: socket) -> bytes:
    def exactly(size: int) -> bytes:
        found = b""
        while len(found) < size:
            more = peer.recv(size - len(found))
            assert more, "hung up"
            found += more
        return found

    size = exactly(2)[1]
    size = int.from_bytes(exactly(2), "big") if size == 126 else size
    return exactly(size)


def test_where_frames_are_cut_makes_no_difference(server: Server) -> None:
    stream = frame(STATE) + frame(b"p", Opcode.PING) + frame(STATE[:5], fin=False)
    stream += frame(STATE[5:], Opcode.CONT) + frame(STATE) + frame(STATE)
    for cut in range(1, len(stream)):
        with upgraded(server) as peer:
            peer.sendall(stream[:cut])
            peer.sendall(stream[cut:])
            answers = [read_frame(peer) for _ in range(5)]

        assert answers.count(b"p") == 1
        states = [json.loads(answer)["type"] for answer in answers if answer != b"p"]
        assert states == ["state"] * 4


def test_a_peer_that_reads_late_gets_every_answer_in_order(server: Server) -> None:
    with upgraded(server) as peer:
        peer.sendall(frame(b'{"type":"reset"}'))
        for number in range(3000):
            peer.sendall(frame(json.dumps({"type": f"n{number}"}).encode()))
        read_frame(peer)
        seen = [json.loads(read_frame(peer))["data"]["message"] for _ in range(3000)]

    assert seen == [f"Unknown message type: n{number}" for number in range(3000)]
