"""The four routes of an official web interface, with an episode of its own for each visitor.

A cookie names the session of a visitor. It is a session of plain HTTP like any other: bounded in
number, forgotten when idle, written down where there is a journal.
"""

from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Any

from litestar import MediaType, Request, Response, get, post
from litestar.datastructures import State
from litestar.status_codes import HTTP_200_OK

from supportops.environment import SupportOpsEnvironment
from supportops.errors import UnknownTask
from supportops.server.body import read_body
from supportops.server.encoding import envelope_json
from supportops.server.errors import Invalid
from supportops.server.http import METADATA, caller_of, reset_problem, session_of, taken, understood
from supportops.server.protocol import HttpResetRequest, HttpStepRequest
from supportops.server.sessions import Kind, Session, Sessions, UnknownSession
from supportops.server.views import shown

COOKIE = "supportops_visitor"

AnyRequest = Request[Any, Any, State]


@get("/web/metadata", sync_to_thread=False)
def web_metadata() -> dict[str, Any]:
    """Name, description and version of the environment."""
    return METADATA


@post("/web/reset", status_code=HTTP_200_OK)
async def web_reset(request: AnyRequest) -> Response[bytes]:
    """Start an episode of this visitor."""
    body = await read_body(request, HttpResetRequest, optional=True)
    sessions: Sessions = request.app.state.sessions
    session = _known(request, sessions)
    env = session.env if session else SupportOpsEnvironment()
    try:
        case = env.begin(**body.options())
    except (UnknownTask, ValueError) as error:
        raise Invalid(reset_problem(body, error)) from error
    if session is None:
        session = sessions.open(Kind.HTTP, env, caller_of(request))
    cookie = _cookie(session.id, in_a_frame=bool(request.app.state.settings.space_id))
    content = envelope_json(case, None).encode()
    return Response(content, media_type=MediaType.JSON, headers={"set-cookie": cookie})


@post("/web/step", status_code=HTTP_200_OK, media_type=MediaType.JSON)
async def web_step(request: AnyRequest) -> bytes:
    """Take an action in this visitor's episode."""
    body = await read_body(request, HttpStepRequest)
    action = understood(body.action)
    step = taken(request.app.state.sessions, _env(request), action)
    return envelope_json(step.case, step).encode()


@get("/web/state")
async def web_state(request: AnyRequest) -> dict[str, Any]:
    """Tell the state of this visitor's episode."""
    return shown(_env(request).state, caller_of(request)).model_dump(mode="json")


def _named(request: AnyRequest) -> str | None:
    """The session that the cookie names; None if there is no such cookie."""
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def _known(request: AnyRequest, sessions: Sessions) -> Session | None:
    """The visitor's session; None for a new visitor, or one who was away for too long."""
    named = _named(request)
    try:
        return sessions.get(named) if named else None
    except UnknownSession:
        return None


def _env(request: AnyRequest) -> SupportOpsEnvironment:
    """The visitor's environment; a fresh one, in which nothing runs, for a new visitor."""
    named = _named(request)
    if named is None:
        return SupportOpsEnvironment()
    return session_of(request.app.state.sessions, named).env


def _cookie(session_id: str, *, in_a_frame: bool) -> str:
    """Kept from scripts and from other sites.

    Within the frame of a Space the page is itself a third party: there the cookie has to say so,
    and is kept apart for each site that frames it.
    """
    reach: Sequence[str] = ("SameSite=Lax",)
    if in_a_frame:
        reach = ("SameSite=None", "Secure", "Partitioned")
    return "; ".join((f"{COOKIE}={session_id}", "Path=/web", "HttpOnly", *reach))


VISITOR_ROUTES = [web_metadata, web_reset, web_step, web_state]
