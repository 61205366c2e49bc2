"""`create_app`: the doors put together, behind the guard."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import cache
from typing import Any

from litestar import Litestar, MediaType, WebSocket, get, route
from litestar.datastructures import State
from litestar.exceptions import MethodNotAllowedException
from litestar.handlers import HTTPRouteHandler
from litestar.plugins import PluginProtocol

from supportops.server import collector, docs_page, openapi, ws
from supportops.server.errors import HANDLERS
from supportops.server.guard import Guard
from supportops.server.headers import answer_headers
from supportops.server.http import DISCOVERY_ROUTES, SIMULATION_ROUTES, schemas
from supportops.server.keeping import keeper_of
from supportops.server.mcp_doors import mcp_door, mcp_end, mcp_socket_door
from supportops.server.metrics import Metrics
from supportops.server.operations import OPERATIONS_ROUTES, Readiness
from supportops.server.quick_step import QuickStep
from supportops.server.sessions import Sessions
from supportops.server.settings import Mode, Settings
from supportops.server.tasks import TASK_ROUTES

_LOG = logging.getLogger(__name__)

BODY_LIMIT = 1_048_576
"""Largest request body that is read, in bytes."""

EXPIRY_SHARE = 4
"""Idle sessions are looked for this often within the time they may be idle."""

Socket = WebSocket[Any, Any, State]


def create_app(settings: Settings | None = None) -> Litestar:
    """The ASGI application. Settings come from the environment unless they are given.

    Raises:
        pydantic.ValidationError: a variable of the environment has no sensible value.

    """
    settings = settings or Settings()
    simulated = settings.openenv_mode is Mode.SIMULATION
    routes = [
        *DISCOVERY_ROUTES,
        *OPERATIONS_ROUTES,
        *TASK_ROUTES,
        *(SIMULATION_ROUTES if simulated else ()),
    ]
    if settings.enable_web_interface:
        from supportops.server.web import web_routes  # noqa: PLC0415 - a start without a page is sooner

        routes += web_routes()
    operations = (*openapi.DISCOVERY, *(openapi.SIMULATION if simulated else ()))
    served = [*routes, mcp_door, *_document_routes(operations)]
    metrics, readiness = Metrics(), Readiness()
    state = {
        "settings": settings,
        "sessions": Sessions(settings, metrics=metrics, keeper=keeper_of(settings, readiness)),
        "metrics": metrics,
        "readiness": readiness,
    }
    app = _Framework(
        route_handlers=[*_refuse_options(served), *served, mcp_end, mcp_socket_door],
        exception_handlers=HANDLERS,
        lifespan=[collector.patient, _expiring(settings)],
        openapi_config=None,
        request_max_body_size=BODY_LIMIT,
        state=State(state),
        logging_config=None,
    )
    # Around everything: what the framework answers by itself is to have our headers too.
    inner = QuickStep(app.asgi_handler, app.state.sessions) if simulated else app.asgi_handler
    guard = Guard(ws.Door(inner, app.state.sessions), settings, metrics, answer_headers(settings))
    app.asgi_handler = app.state.guard = guard
    return app


class _Framework(Litestar):
    """The framework without what it loads for models it is never given: all of ours go past it."""

    @staticmethod
    def _get_default_plugins(plugins: list[PluginProtocol]) -> list[PluginProtocol]:
        return plugins


def _document_routes(operations: Sequence[openapi.Operation]) -> list[HTTPRouteHandler]:
    """Few ask for it, and a start need not wait for it: it is made when somebody does."""

    @cache
    def document() -> dict[str, Any]:
        return openapi.document(operations)

    @cache
    def shown() -> str:
        return docs_page.page(document(), schemas())

    @get("/openapi.json", sync_to_thread=False)
    def openapi_json() -> dict[str, Any]:
        return document()

    @get(["/docs", "/redoc"], media_type=MediaType.HTML, sync_to_thread=False)
    def docs() -> str:
        return shown()

    return [openapi_json, docs]


def _refuse_options(handlers: Sequence[HTTPRouteHandler]) -> list[HTTPRouteHandler]:
    """Answer OPTIONS with 405, as the official server does, and not with the framework's 204."""
    return [_options(path, handler) for handler in handlers for path in sorted(handler.paths)]


def _options(path: str, handler: HTTPRouteHandler) -> HTTPRouteHandler:
    """Every path has one handler; its methods are what is allowed there."""

    @route(path, http_method="OPTIONS", sync_to_thread=False)
    def options() -> None:
        raise MethodNotAllowedException(headers={"allow": ", ".join(sorted(handler.http_methods))})

    return options


def _expiring(settings: Settings) -> Any:
    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        task = asyncio.create_task(
            _expire_forever(app.state.sessions, settings.session_idle_timeout_s / EXPIRY_SHARE)
        )
        with app.state.sessions.turns.watched():
            yield
        _LOG.info("stopped", extra={"steps": app.state.metrics.steps.total()})
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        if app.state.sessions.keeper:
            app.state.sessions.keeper.close()

    return lifespan


async def _expire_forever(sessions: Sessions, interval: float) -> None:
    while True:
        await asyncio.sleep(interval)
        sessions.expire()
