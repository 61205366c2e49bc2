"""A client cheap enough not to be the bottleneck: prepared bytes out, only lengths read back.

One thread, epoll, no parsing beyond the length of an answer, one request in flight for each peer.
"""

import json
import os
import select
import socket
import struct
import time
from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

CHUNK = 65_536
PATIENCE_S = 20.0
LEAST = 1_000
"""Under load an answer with fewer bytes is no observation but an error."""

UPGRADE = (
    b"GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)

Connected = socket.socket

End = Callable[[bytes], int]
"""Where the answer at the beginning of some bytes ends; 0 while it is not complete."""

PING, PONG = b"\x89", b"\x8a"
"""First bytes of these frames."""


class Sample(NamedTuple):
    """What came of one stretch of load."""

    steps: int
    seconds: float
    p50_ms: float
    p99_ms: float
    client_share: float
    """CPU time of the client in that time, as a share of one core."""

    @property
    def rate(self) -> float:
        """Steps a second."""
        return self.steps / self.seconds


class Peer:
    """One connection, and the requests it sends in turn."""

    __slots__ = ("buffer", "place", "requests", "sent_at", "socket")

    def __init__(self, connected: socket.socket, requests: Sequence[bytes]) -> None:
        self.socket, self.requests = connected, requests
        self.place, self.sent_at, self.buffer = 0, 0.0, b""

    def send(self) -> None:
        """The next request of the cycle."""
        self.sent_at = time.perf_counter()
        self.socket.send(self.requests[self.place])
        self.place = (self.place + 1) % len(self.requests)


def text_frame(payload: bytes) -> bytes:
    """A masked text frame of a client, ready to send."""
    key = os.urandom(4)
    size = len(payload)
    head = struct.pack("!BB", 0x81, 0x80 | size) if size < 126 else b""
    head = head or struct.pack("!BBH", 0x81, 0x80 | 126, size)
    return head + key + bytes(byte ^ key[i % 4] for i, byte in enumerate(payload))


def server_frame(payload: bytes) -> bytes:
    """A text frame of a server, ready to send."""
    size = len(payload)
    head = struct.pack("!BB", 0x81, size) if size < 126 else struct.pack("!BBH", 0x81, 126, size)
    return head + payload


def compact(message: object) -> bytes:
    """A message as compact JSON."""
    return json.dumps(message, separators=(",", ":")).encode()


def frame_end(data: bytes) -> int:
    """The end of an unmasked frame of a server."""
    if len(data) < 2:
        return 0
    size = data[1]
    if size < 126:
        end = 2 + size
    elif size == 126:
        end = 4 + int.from_bytes(data[2:4], "big")
    else:
        end = 10 + int.from_bytes(data[2:10], "big")
    return end if len(data) >= end else 0


def body_end(data: bytes) -> int:
    """The end of a response with a Content-Length."""
    head, found, body = data.partition(b"\r\n\r\n")
    if not found:
        return 0
    _, _, rest = head.lower().partition(b"content-length:")
    size = int(rest.split(b"\r\n", 1)[0])
    return len(head) + 4 + size if len(body) >= size else 0


def ponged(connected: socket.socket, data: bytes) -> bytes:
    """What is left behind the pings at the beginning, which get their pongs.

    A server pings what is open for long, and hangs up if nothing comes back. The mask of a pong
    here changes nothing.
    """
    while data[:1] == PING and (end := frame_end(data)):
        connected.send(PONG + bytes([0x80 | (end - 2)]) + bytes(4) + data[2:end])
        data = data[end:]
    return data


def connect(port: int) -> socket.socket:
    """A blocking connection without delay."""
    found = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return found


def upgraded(port: int) -> socket.socket:
    """A connection after the handshake on `/ws`."""
    found = connect(port)
    found.sendall(UPGRADE)
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        answer += found.recv(CHUNK)
    if b" 101 " not in answer[:16]:
        raise ConnectionError(answer[:200])
    return found


def ask(connected: socket.socket, request: bytes, ends: End, behind: bytes = b"") -> bytes:
    """Send one request and wait for its answer: all that came, from what was left behind on."""
    connected.sendall(request)
    answer = behind
    while not ends(answer := ponged(connected, answer)):
        more = connected.recv(CHUNK)
        if not more:
            raise ConnectionError(answer[:200])
        answer += more
    return answer


def drive(peers: Sequence[Peer], seconds: float, ends: End) -> Sample:
    """Keep every peer busy for a while, and let the last answers arrive."""
    by_number = {peer.socket.fileno(): peer for peer in peers}
    times = array("d")
    with select.epoll() as poll:
        for number, peer in by_number.items():
            peer.socket.setblocking(False)
            poll.register(number, select.EPOLLIN)
        cpu, start = time.process_time(), time.perf_counter()
        deadline, flying = start + seconds, len(peers)
        for peer in peers:
            peer.send()
        while flying:
            events = poll.poll(PATIENCE_S, 256)
            if not events:
                raise TimeoutError("a server stopped answering")
            for number, _ in events:
                peer = by_number[number]
                data = peer.socket.recv(CHUNK)
                if not data:
                    raise ConnectionError("a server hung up")
                if peer.buffer or data[:1] == PING:
                    data = ponged(peer.socket, peer.buffer + data)
                end = ends(data)
                peer.buffer = data[end:]
                if not end:
                    continue
                if end < LEAST:
                    raise ConnectionError(data[:200])
                now = time.perf_counter()
                times.append(now - peer.sent_at)
                if now < deadline:
                    peer.send()
                else:
                    flying -= 1
        elapsed = time.perf_counter() - start
    return _sample(times, elapsed, time.process_time() - cpu)


def _sample(times: "array[float]", elapsed: float, cpu: float) -> Sample:
    ordered = sorted(times)
    at = [ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.99)]
    return Sample(len(ordered), elapsed, at[0], at[1], cpu / elapsed)
