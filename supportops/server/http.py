"""The HTTP routes of the protocol: health, metadata, schema, and reset / step / state.

Plain HTTP is stateless as in the official server, unless the client names its session: a reset
answers with a `session_id` in the observation's metadata, and a step or state that carries it
continues that episode.
"""

from functools import cache
from typing import Any

from litestar import MediaType, Request, get, post
from litestar.datastructures import State
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ValidationError

from supportops import __version__
from supportops.case import Step
from supportops.environment import SupportOpsEnvironment
from supportops.errors import UnknownTask
from supportops.models import ToolUseAction, ToolUseObservation, ToolUseState
from supportops.server.body import read_body
from supportops.server.encoding import http_envelope_json
from supportops.server.errors import AnyRequest, Invalid, Rejected
from supportops.server.guard import CALLER
from supportops.server.protocol import (
    HttpResetRequest,
    HttpStepRequest,
    JsonObject,
    action_of,
    problem,
    problems,
)
from supportops.server.sessions import Caller, Kind, Session, Sessions, UnknownSession
from supportops.server.turns import TookTooLong
from supportops.server.views import shown
from supportops.vocabulary import ENV_NAME

DESCRIPTION = (
    "Customer-support operations: an agent reads tickets, records and policy, drafts a reply and "
    "submits a resolution; a deterministic grader scores in [0, 1]."
)
METADATA: JsonObject = {
    "name": ENV_NAME,
    "description": DESCRIPTION,
    "readme_content": None,
    "version": __version__,
    "author": "The Support Ops OpenEnv authors",
    "documentation_url": None,
}


def schema_of(model: type[BaseModel]) -> JsonObject:
    """The self-contained JSON Schema of what a model looks like on the wire."""
    return model.model_json_schema(mode="validation")


@cache
def schemas() -> JsonObject:
    """Those of the protocol, by name; made when somebody asks, which a start need not wait for."""
    observation = schema_of(ToolUseObservation)
    return {
        "action": schema_of(ToolUseAction),
        "observation": observation,
        "reset_observation": observation,
        "state": schema_of(ToolUseState),
    }


@get("/health", sync_to_thread=False)
def health() -> dict[str, str]:
    """Answer that the process lives."""
    return {"status": "healthy"}


@get("/metadata", sync_to_thread=False)
def metadata() -> dict[str, Any]:
    """Name, description and version of the environment."""
    return METADATA


@get("/schema", sync_to_thread=False)
def schema() -> dict[str, Any]:
    """JSON Schemas of action, observation and state."""
    return schemas()


@post("/reset", status_code=HTTP_200_OK, media_type=MediaType.JSON)
async def reset(request: Request[Any, Any, State]) -> bytes:
    """Start an episode; its session is named in the metadata."""
    body = await read_body(request, HttpResetRequest, optional=True)
    sessions = _sessions(request)
    session = None if body.session_id is None else session_of(sessions, body.session_id)
    env = session.env if session else SupportOpsEnvironment()
    try:
        case = env.begin(**body.options())
    except (UnknownTask, ValueError) as error:
        raise Invalid(reset_problem(body, error)) from error
    session = session or sessions.open(Kind.HTTP, env, caller_of(request))
    return http_envelope_json(case, None, session.id)


@post("/step", status_code=HTTP_200_OK, media_type=MediaType.JSON)
async def take_step(request: Request[Any, Any, State]) -> bytes:
    """Take an action in the named session; without one there is no episode to act in."""
    body = await read_body(request, HttpStepRequest)
    return stepped(_sessions(request), body.session_id, understood(body.action))


def stepped(sessions: Sessions, session_id: str | None, action: ToolUseAction) -> bytes:
    """Take a step in the named session and give its envelope. Raises `Rejected`."""
    step = taken(sessions, _env(sessions, session_id), action)
    return http_envelope_json(step.case, step)


@get("/state")
async def state(request: Request[Any, Any, State]) -> dict[str, Any]:
    """Tell the state of the named session; without one, that of a fresh environment."""
    env = _env(_sessions(request), request.query_params.get("session_id"))
    return shown(env.state, caller_of(request)).model_dump(mode="json")


def caller_of(request: AnyRequest) -> Caller:
    """Who sent a request."""
    found: Caller = request.scope["state"][CALLER]
    return found


def understood(fields: JsonObject) -> ToolUseAction:
    """The action in a message. Raises `Invalid` if it is not shaped like one."""
    try:
        return action_of(fields)
    except ValidationError as error:
        raise Invalid(*problems(error, urls=True)) from error


def taken(sessions: Sessions, env: SupportOpsEnvironment, action: ToolUseAction) -> Step:
    """Take a step. Raises `Rejected` if the turn was given up."""
    try:
        return sessions.turns.take(env, action)
    except TookTooLong as error:
        raise Rejected.unavailable(str(error)) from error


def _sessions(request: AnyRequest) -> Sessions:
    sessions: Sessions = request.app.state.sessions
    return sessions


def session_of(sessions: Sessions, session_id: str) -> Session:
    """The live session with this id. Raises `Rejected`."""
    try:
        return sessions.get(session_id)
    except UnknownSession as error:
        raise Rejected.not_found(str(error)) from error


def _env(sessions: Sessions, session_id: str | None) -> SupportOpsEnvironment:
    return SupportOpsEnvironment() if session_id is None else session_of(sessions, session_id).env


def reset_problem(body: HttpResetRequest, error: Exception) -> JsonObject:
    """What is wrong with options that are fine one by one."""
    if isinstance(error, UnknownTask):
        named = error.field if body.task_id is None else "task_id"
        return problem("value_error", ["body", named], str(error), getattr(body, named))
    field = "task_id" if body.index is None or body.split else "index"
    return problem("value_error", ["body", field], str(error), getattr(body, field))


DISCOVERY_ROUTES = [health, metadata, schema]
SIMULATION_ROUTES = [reset, take_step, state]
