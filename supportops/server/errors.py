"""Error answers over HTTP, in the shape official clients know: one key, `detail`.

Whatever nobody foresaw is answered without a word of it, and logged.
"""

import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from types import MappingProxyType
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, WebSocketException
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_401_UNAUTHORIZED,
    HTTP_403_FORBIDDEN,
    HTTP_404_NOT_FOUND,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from supportops.server.metrics import Metrics
from supportops.server.protocol import JsonObject

_LOG = logging.getLogger(__name__)
_PHRASES = {
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Request Entity Too Large",
}

INTERNAL_ERROR = 1011
"""Code of a close after a failure of the server."""

_NOT_SERVED = ("OPTIONS", "websocket")
"""What the framework counts among the methods of a path, and an official server does not."""


class Invalid(Exception):
    """A request that fails validation: 422 with a list of what is wrong."""

    def __init__(self, *entries: JsonObject) -> None:
        self.entries = list(entries)
        super().__init__(f"{len(self.entries)} validation errors")


class Rejected(Exception):
    """A valid request that cannot be met, with its status and why."""

    def __init__(
        self, status: int, detail: str, headers: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.status, self.detail, self.headers = status, detail, dict(headers)
        super().__init__(detail)

    @classmethod
    def not_found(cls, detail: str) -> "Rejected":
        """404."""
        return cls(HTTP_404_NOT_FOUND, detail)

    @classmethod
    def bad_request(cls, detail: str) -> "Rejected":
        """400."""
        return cls(HTTP_400_BAD_REQUEST, detail)

    @classmethod
    def forbidden(cls, detail: str) -> "Rejected":
        """403."""
        return cls(HTTP_403_FORBIDDEN, detail)

    @classmethod
    def unavailable(cls, detail: str) -> "Rejected":
        """503."""
        return cls(HTTP_503_SERVICE_UNAVAILABLE, detail)

    @classmethod
    def unauthorized(cls) -> "Rejected":
        """401, without a word about what is there."""
        return cls(HTTP_401_UNAUTHORIZED, "Unauthorized", {"www-authenticate": "Bearer"})


AnyRequest = Request[Any, Any, Any]


def invalid(_: AnyRequest, error: Invalid) -> Response[JsonObject]:
    """422 in the shape of an official server."""
    return Response({"detail": error.entries}, status_code=HTTP_422_UNPROCESSABLE_ENTITY)


def told(error: Exception, path: str, metrics: Metrics) -> tuple[int, str, dict[str, str]]:
    """Status, detail and headers for an error of a valid request; a bug of ours is logged whole."""
    if isinstance(error, Rejected):
        return error.status, error.detail, error.headers
    metrics.failures += 1
    _LOG.error("unforeseen error at %s", path, exc_info=error)
    return HTTP_500_INTERNAL_SERVER_ERROR, "Internal Server Error", {}


def http_error(_: AnyRequest, error: HTTPException) -> Response[JsonObject]:
    """What the framework refuses, in one key and without its own words."""
    status, headers = error.status_code, dict(error.headers or {})
    if allow := headers.pop("allow", None):
        methods = [name for name in allow.split(", ") if name not in _NOT_SERVED]
        status = status if methods else HTTP_404_NOT_FOUND
        headers = {"allow": ", ".join(sorted(methods))} if methods else {}
    detail = _PHRASES.get(status, "Bad Request")
    return Response({"detail": detail}, status_code=status, headers=headers)


def failed(request: AnyRequest, error: Exception) -> Response[JsonObject]:
    """The status of the error and why; without any of it for a bug of ours."""
    status, detail, headers = told(error, request.scope["path"], request.app.state.metrics)
    return Response({"detail": detail}, status_code=status, headers=headers)


@asynccontextmanager
async def last_resort(send: Callable[[Any], Any]) -> AsyncIterator[None]:
    """Close a socket on which something of ours failed, without a word of what; it is logged."""
    try:
        yield
    except Exception:
        _LOG.exception("unforeseen error on a socket")
        with suppress(RuntimeError, OSError, WebSocketException):
            await send({"type": "websocket.close", "code": INTERNAL_ERROR, "reason": ""})


HANDLERS: dict[int | type[Exception], Callable[[AnyRequest, Any], Response[Any]]] = {
    Invalid: invalid,
    HTTPException: http_error,
    Exception: failed,
}
