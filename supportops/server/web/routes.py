"""The routes of the playground, which exist only where the web interface is switched on."""

from typing import Any

from litestar import MediaType, Request, Response, get, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK, HTTP_304_NOT_MODIFIED, HTTP_307_TEMPORARY_REDIRECT
from pydantic import BaseModel, ConfigDict, ValidationError

from supportops.cases import case_file
from supportops.errors import UnknownTask
from supportops.models import ToolUseAction
from supportops.server.body import read_body
from supportops.server.errors import Invalid, Rejected
from supportops.server.http import caller_of, session_of
from supportops.server.protocol import action_of, problem, problems
from supportops.server.sessions import Kind, Sessions
from supportops.server.turns import TookTooLong
from supportops.server.views import answer_is_open_to
from supportops.server.web.certificate import certified
from supportops.server.web.described import catalogue, workflow
from supportops.server.web.files import FOREVER, INDEX, Served, served
from supportops.server.web.plays import KNOWS_THE_ANSWER, played
from supportops.server.web.shapes import CertificateRequest, OpenedSession, PlayRequest
from supportops.server.web.visitors import VISITOR_ROUTES

AnyRequest = Request[Any, Any, State]

PAGE = "/web/"

_HELD_BACK = (
    "The answer of {task} is not public. It is told to a session in which this very case has "
    "ended, or with the access token of the server."
)


class NoOptions(BaseModel):
    """A body that asks for nothing in particular."""

    model_config = ConfigDict(extra="ignore")


def web_routes() -> list[HTTPRouteHandler]:
    """Every route of the playground. What never changes is written out here, once."""
    return [
        to_page,
        page,
        asset,
        _told("/web/workflow.json", workflow()),
        _told("/web/catalogue.json", catalogue()),
        open_session,
        play,
        certificate,
        *VISITOR_ROUTES,
    ]


@get("/", sync_to_thread=False)
def to_page() -> Response[bytes]:
    """Lead to the page."""
    return _led_to_page()


@get("/web", sync_to_thread=False)
def page(request: AnyRequest) -> Response[bytes]:
    """The page itself, which is asked for anew each time.

    The framework takes `/web` and `/web/` for one path; to the addresses within the page they are
    not the same.
    """
    asked: bytes = request.scope.get("raw_path") or b""
    if not asked.endswith(b"/"):
        return _led_to_page()
    return _answered(request, served()[INDEX], "no-cache")


@get("/web/assets/{name:str}", sync_to_thread=False)
def asset(request: AnyRequest, name: str) -> Response[bytes]:
    """A file of the page, whose name changes with its content."""
    found = served().get(name)
    if found is None or name == INDEX:
        raise Rejected.not_found("Not Found")
    return _answered(request, found, FOREVER)


@post("/web/session", status_code=HTTP_200_OK, media_type=MediaType.JSON)
async def open_session(request: AnyRequest) -> bytes:
    """Open a session for a page, to which its socket attaches, and attaches again if it breaks."""
    await read_body(request, NoOptions, optional=True)
    sessions: Sessions = request.app.state.sessions
    session = sessions.open(Kind.HTTP, caller=caller_of(request))
    return OpenedSession(session_id=session.id).model_dump_json().encode()


@post("/web/play", status_code=HTTP_200_OK, media_type=MediaType.JSON)
async def play(request: AnyRequest) -> bytes:
    """Play an episode: of an agent, or of the actions given."""
    asked = await read_body(request, PlayRequest)
    if (asked.agent is None) == (asked.actions is None):
        text = "name either an agent or actions"
        raise Invalid(problem("value_error", ["body", "agent"], text, asked.agent))
    given = tuple(_action(place, fields) for place, fields in enumerate(asked.actions or ()))
    if asked.agent in KNOWS_THE_ANSWER:
        _check_answer(request, asked.task_id, asked.session_id)
    try:
        found = await played(asked, given, request.app.state.sessions.turns, caller_of(request))
    except UnknownTask as error:
        raise _unknown(asked.task_id, error) from error
    except TookTooLong as error:
        raise Rejected.unavailable(str(error)) from error
    return found.model_dump_json().encode()


@post("/web/certificate", status_code=HTTP_200_OK, media_type=MediaType.JSON)
async def certificate(request: AnyRequest) -> bytes:
    """Tell why a case is resolved as it is."""
    asked = await read_body(request, CertificateRequest)
    _check_answer(request, asked.task_id, asked.session_id)
    try:
        file = case_file(asked.task_id)
    except UnknownTask as error:
        raise _unknown(asked.task_id, error) from error
    return certified(file).model_dump_json().encode()


def _led_to_page() -> Response[bytes]:
    headers = {"location": PAGE}
    return Response(b"", status_code=HTTP_307_TEMPORARY_REDIRECT, headers=headers)


def _check_answer(request: AnyRequest, task_id: str, session_id: str | None) -> None:
    sessions: Sessions = request.app.state.sessions
    running = session_of(sessions, session_id).env.running if session_id else None
    if not answer_is_open_to(caller_of(request), task_id, running):
        raise Rejected.forbidden(_HELD_BACK.format(task=task_id))


def _action(place: int, fields: dict[str, Any]) -> ToolUseAction:
    try:
        return action_of(fields)
    except ValidationError as error:
        raise Invalid(*problems(error, prefix=["body", "actions", str(place)])) from error


def _unknown(task_id: str, error: UnknownTask) -> Invalid:
    return Invalid(problem("value_error", ["body", "task_id"], str(error), task_id))


def _told(path: str, told: BaseModel) -> HTTPRouteHandler:
    """A route that answers with what is written out already."""
    written = told.model_dump_json().encode()

    @get(path, media_type=MediaType.JSON, sync_to_thread=False)
    def tell() -> bytes:
        return written

    return tell


def _answered(request: AnyRequest, found: Served, kept: str) -> Response[bytes]:
    headers = {"cache-control": kept, "etag": found.tag, "vary": "accept-encoding"}
    if request.headers.get("if-none-match") == found.tag:
        return Response(b"", status_code=HTTP_304_NOT_MODIFIED, headers=headers)
    content = found.content
    if found.packed and "gzip" in request.headers.get("accept-encoding", ""):
        content, headers["content-encoding"] = found.packed, "gzip"
    return Response(content, media_type=found.kind, headers=headers)
