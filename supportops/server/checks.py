"""What is turned away before any handler sees it: a table of checks over the head of a request.

Each check is a function from the rules and what was seen to a refusal, or to None.
"""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from supportops.server.hosts import (
    host_allowed,
    host_name,
    is_loopback,
    origin_allowed,
    site_allowed,
)
from supportops.server.settings import Settings

HEAD_LIMIT = 16_384
"""Longest head of a request, in bytes: its target, and the names and values of its headers."""

HEADERS_LIMIT = 100
"""Most headers of a request."""

SOCKET_PATHS = frozenset({"/ws", "/mcp"})

_BEARER = "bearer "


class Seen(NamedTuple):
    """The head of a request or of a handshake. A header that comes twice is joined by a comma."""

    is_socket: bool
    method: str
    path: str
    size: int
    """Of the target and the headers, in bytes."""
    lines: int
    """How many headers."""
    headers: Mapping[str, str]
    peer: str
    """Address of the other side; empty if it has none."""
    loopback: bool
    """Whether it came to an address that only this machine can reach."""

    @property
    def host(self) -> str:
        """What the Host header says; empty if there is none."""
        return self.headers.get("host", "")


def seen(scope: Any) -> Seen:
    """The head of an ASGI scope."""
    headers: dict[str, str] = {}
    size = len(scope.get("raw_path") or b"") + len(scope["query_string"])
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        size += len(name) + len(value)
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    local, peer = scope.get("server"), scope.get("client")
    return Seen(
        is_socket=scope["type"] == "websocket",
        method=scope.get("method", "GET"),
        path=scope["path"],
        size=size,
        lines=len(scope["headers"]),
        headers=headers,
        peer=peer[0] if peer else "",
        loopback=is_loopback(local[0] if local else None),
    )


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say about who may come in."""

    hosts: frozenset[str]
    own_host: str | None
    """The public name of a Space, which is as good as a loopback name."""
    origins: frozenset[str]
    token: str | None

    @classmethod
    def of(cls, settings: Settings) -> "Rules":
        """The rules in some settings."""
        secret = settings.access_token
        return cls(
            hosts=frozenset(settings.allowed_hosts),
            own_host=settings.space_host and settings.space_host.lower(),
            origins=frozenset(settings.allowed_origins),
            token=secret.get_secret_value() if secret else None,
        )

    def privileges(self, request: Seen) -> bool | None:
        """Whether a request carries the token; None if it carries another."""
        given = request.headers.get("authorization", "")
        if self.token is None or not given:
            return False
        right = f"{_BEARER}{self.token}".encode()
        sent = (given[: len(_BEARER)].lower() + given[len(_BEARER) :]).encode()
        return True if hmac.compare_digest(sent, right) else None


class Refusal(NamedTuple):
    """An answer that turns away; `reason` is its name among the metrics."""

    reason: str
    status: int
    detail: str
    headers: Mapping[str, str] = {}


Check = Callable[[Rules, Seen], Refusal | None]

_CLOSE = {"connection": "close"}
_BAD_HEAD = Refusal("head", 431, "Request Header Fields Too Large", _CLOSE)
_BAD_FRAMING = Refusal("framing", 400, "Bad Request", _CLOSE)
_BAD_HOST = Refusal("host", 400, "Invalid Host header", _CLOSE)
_OTHER_HOST = Refusal(
    "host", 403, "Host not allowed; the server's ALLOWED_HOSTS names those that are"
)
_OTHER_ORIGIN = Refusal(
    "origin", 403, "Origin not allowed; the server's ALLOWED_ORIGINS names those that are"
)
_OTHER_TOKEN = Refusal("token", 401, "Unauthorized", {"www-authenticate": "Bearer"})
_NO_SOCKET = Refusal("path", 403, "Forbidden")


def _head(_: Rules, request: Seen) -> Refusal | None:
    fits = request.size <= HEAD_LIMIT and request.lines <= HEADERS_LIMIT
    return None if fits else _BAD_HEAD


def _framing(_: Rules, request: Seen) -> Refusal | None:
    """A body with two lengths is how a request hides in another."""
    has_both = "content-length" in request.headers and "transfer-encoding" in request.headers
    return _BAD_FRAMING if has_both else None


def _host(rules: Rules, request: Seen) -> Refusal | None:
    host = request.host
    if host and host_name(host) is None:
        return _BAD_HOST
    if rules.own_host and host_name(host) == rules.own_host:
        return None
    return None if host_allowed(host, rules.hosts, loopback=request.loopback) else _OTHER_HOST


def _origin(rules: Rules, request: Seen) -> Refusal | None:
    origin, host = request.headers.get("origin"), request.host
    if not origin_allowed(origin, host, rules.origins, loopback=request.loopback):
        return _OTHER_ORIGIN
    if origin is not None or not (rules.origins or request.loopback):
        return None
    site, mode = request.headers.get("sec-fetch-site"), request.headers.get("sec-fetch-mode")
    return None if site_allowed(site, mode, request.method) else _OTHER_ORIGIN


def _token(rules: Rules, request: Seen) -> Refusal | None:
    return _OTHER_TOKEN if rules.privileges(request) is None else None


def _socket_path(_: Rules, request: Seen) -> Refusal | None:
    return _NO_SOCKET if request.is_socket and request.path not in SOCKET_PATHS else None


CHECKS: tuple[Check, ...] = (_head, _framing, _host, _origin, _token, _socket_path)
"""In order; the first that objects answers."""


def refusal_of(rules: Rules, request: Seen) -> Refusal | None:
    """Why a request is turned away; None if it is not."""
    for check in CHECKS:
        if found := check(rules, request):
            return found
    return None
