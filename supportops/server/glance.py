"""Requests that are read at one glance: plain ones, and handshakes.

Nearly every request arrives whole, with few and ordinary headers. One pattern reads it in a
fraction of the time of a parser of many states. Whatever does not match, or has a header that
changes how it is to be read, is None here and takes the strict way: chunks, expectations, requests
that come in parts or behind one another.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from supportops.server.checks import HEADERS_LIMIT
from supportops.server.transport import LINE_LIMIT

_REQUEST = re.compile(
    rb"(?P<method>GET|POST) (?P<path>/[A-Za-z0-9._/-]*+)(?:\?(?P<query>[!-~]*+))? HTTP/1\.1\r\n"
    rb"(?P<headers>(?:[A-Za-z0-9-]++:[ -~]*+\r\n)++)\r\n"
)
"""A request line and headers in which nothing is escaped, folded or not ASCII."""

_SPECIAL = frozenset({b"transfer-encoding", b"expect", b"te", b"trailer"})
"""Headers that change what follows; `connection` and `upgrade` are looked at by themselves."""

_KEEP_ALIVE = b"keep-alive"
_UPGRADING = frozenset({b"upgrade", b"keep-alive, upgrade"})
"""What `connection` says in a handshake; one browser says the longer one."""

_WEBSOCKET = b"websocket"
_LENGTH_DIGITS = 7

Headers = list[tuple[bytes, bytes]]


class Plain(NamedTuple):
    """A request as it was read at a glance."""

    method: str
    path: bytes
    query: bytes
    headers: Headers
    body: bytes
    upgrades: bool
    """Whether it is a handshake: a GET that asks for a WebSocket, of a size that gets an answer."""

    @property
    def target(self) -> bytes:
        """The path and the query."""
        return b"%b?%b" % (self.path, self.query) if self.query else self.path


def plain(data: bytes) -> Plain | None:
    """The one whole request that fills the data; None for all that needs a closer look."""
    found = _REQUEST.match(data)
    if found is None:
        return None
    pairs = (line.partition(b":") for line in found["headers"].split(b"\r\n")[:-1])
    headers = [(name.lower(), value.strip()) for name, _, value in pairs]
    named, body = dict(headers), data[found.end() :]
    if len(named) < len(headers) or b"host" not in named:
        return None
    upgrade = named.pop(b"upgrade", b"").lower()
    if not _SPECIAL.isdisjoint(named) or upgrade not in (b"", _WEBSOCKET):
        return None
    method = found["method"].decode()
    if upgrade:
        fits = method == "GET" and len(data) <= LINE_LIMIT and len(headers) < HEADERS_LIMIT
        if not fits or body or not _asks_for_upgrade(named):
            return None
    elif not _asks_for_nothing(named, body):
        return None
    return Plain(method, found["path"], found["query"] or b"", headers, body, bool(upgrade))


def _asks_for_upgrade(named: Mapping[bytes, bytes]) -> bool:
    return named.get(b"connection", b"").lower() in _UPGRADING and b"content-length" not in named


def _asks_for_nothing(named: Mapping[bytes, bytes], body: bytes) -> bool:
    """Whether the connection stays as it is, and the body is as long as it is said to be."""
    if named.get(b"connection", _KEEP_ALIVE).lower() != _KEEP_ALIVE:
        return False
    length = named.get(b"content-length", b"0")
    return length.isdigit() and len(length) <= _LENGTH_DIGITS and int(length) == len(body)
