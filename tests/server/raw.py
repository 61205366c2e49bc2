"""Bytes on a TCP connection, for what no HTTP library would send."""

import base64
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from tests.server.talk import PATIENCE_S
from tests.serving import Server


class Answer(NamedTuple):
    """A response as it came."""

    status: int
    headers: dict[str, str]
    body: bytes


def address(server: Server) -> tuple[str, int]:
    host, port = server.url.removeprefix("http://").split(":")
    return host, int(port)


@contextmanager
def connection(server: Server, patience: float = PATIENCE_S) -> Iterator[socket.socket]:
    with socket.create_connection(address(server), timeout=patience) as found:
        yield found


def until_closed(plain: socket.socket) -> bytes:
    """Everything that comes until the other side closes, or resets."""
    found = bytearray()
    try:
        while part := plain.recv(65_536):
            found += part
    except ConnectionResetError:
        pass
    return bytes(found)


def until_seen(plain: socket.socket, wanted: bytes) -> bytes:
    """What comes, up to a read that brings what is wanted, or to the close."""
    found = b""
    while wanted not in found and (part := plain.recv(65_536)):
        found += part
    return found


def sent(server: Server, request: bytes) -> bytes:
    """What comes back for some bytes until the server closes."""
    with connection(server) as plain:
        plain.sendall(request)
        return until_closed(plain)


def one_answer(plain: socket.socket) -> bytes:
    """One response: to the end of its body if that has a length, to the close otherwise."""
    found = until_seen(plain, b"\r\n\r\n")
    if found.startswith(b"HTTP/1.1 101"):
        return found
    length = parsed(found).headers.get("content-length")
    if length is None:
        return found + until_closed(plain)
    while len(parsed(found).body) < int(length) and (part := plain.recv(65_536)):
        found += part
    return found


def parsed(text: bytes) -> Answer:
    """The first response in some bytes, and all that follows it as its body."""
    head, _, body = text.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return Answer(int(status.split()[1]), {name.lower(): value for name, _, value in pairs}, body)


def head(target: str, headers: Mapping[str, str], method: str = "GET") -> bytes:
    """The head of a request."""
    lines = (f"{name}: {value}" for name, value in headers.items())
    return "\r\n".join((f"{method} {target} HTTP/1.1", *lines, "", "")).encode("latin-1")


def handshake(server: Server, headers: Mapping[str, str], target: str = "/ws") -> Answer:
    """The answer to a handshake: 101 if it was accepted."""
    with connection(server) as plain:
        plain.sendall(head(target, {**upgrade(server), **headers}))
        return parsed(one_answer(plain))


def upgrade(server: Server) -> dict[str, str]:
    """The headers of a handshake."""
    host, port = address(server)
    return {
        "Host": f"{host}:{port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Sec-WebSocket-Version": "13",
    }


def frame(opcode: int, payload: bytes, *, fin: bool = True, mask: bool = True) -> bytes:
    """A frame of a client, under a mask that changes nothing."""
    first = (0x80 if fin else 0) | opcode
    flag = 0x80 if mask else 0
    if len(payload) < 126:
        size = bytes([flag | len(payload)])
    elif len(payload) < 65_536:
        size = bytes([flag | 126]) + len(payload).to_bytes(2, "big")
    else:
        size = bytes([flag | 127]) + len(payload).to_bytes(8, "big")
    return bytes([first]) + size + (bytes(4) if mask else b"") + payload
