"""What an operator asks a server: whether it takes work, and what it has counted."""

import os
from collections.abc import Iterator
from typing import Any

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE

from supportops.server.errors import Rejected
from supportops.server.http import caller_of
from supportops.server.metrics import CONTENT_TYPE, Gauge, Metrics
from supportops.server.sessions import Sessions
from supportops.server.settings import Settings


class Readiness:
    """Whether the server should get work; each part of it may say that it is not well.

    A full server is ready: it answers, and says itself when a place is free.
    """

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}

    def degrade(self, part: str, reason: str) -> bool:
        """Say that a part is not well; True if it was until now."""
        was_well = part not in self._reasons
        self._reasons[part] = reason
        return was_well

    def recover(self, part: str) -> bool:
        """Say that a part is well again; True if it was not until now."""
        return self._reasons.pop(part, None) is not None

    @property
    def reasons(self) -> dict[str, str]:
        """What is not well, by part."""
        return dict(self._reasons)


@get("/ready", sync_to_thread=False)
def ready(request: Request[Any, Any, State]) -> Response[dict[str, Any]]:
    """Tell whether the server should get work, and how much it has."""
    state = request.app.state
    sessions: Sessions = state.sessions
    reasons: dict[str, str] = state.readiness.reasons
    body = {
        "status": "degraded" if reasons else "ready",
        "reasons": reasons,
        "active_sessions": sessions.active,
        "max_sessions": state.settings.max_concurrent_envs,
    }
    status = HTTP_503_SERVICE_UNAVAILABLE if reasons else HTTP_200_OK
    return Response(body, status_code=status)


@get("/metrics", sync_to_thread=False, media_type=CONTENT_TYPE)
def metrics(request: Request[Any, Any, State]) -> str:
    """Tell everything that was counted, for Prometheus."""
    settings: Settings = request.app.state.settings
    if settings.access_token and not caller_of(request).privileged:
        raise Rejected.unauthorized()
    counted: Metrics = request.app.state.metrics
    return counted.exposition(_gauges(request.app.state))


def _gauges(state: State) -> Iterator[Gauge]:
    sessions: Sessions = state.sessions
    yield Gauge("sessions", "Sessions that count against the limit.", sessions.active)
    yield Gauge("sockets", "Open sockets and handshakes.", state.guard.sockets)
    yield Gauge("process_id", "Which worker this is; each counts for itself.", os.getpid())
    yield Gauge("ready", "1 if the server should get work.", float(not state.readiness.reasons))


OPERATIONS_ROUTES = [ready, metrics]
