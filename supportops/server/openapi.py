"""The OpenAPI document: one table of operations, and the schemas they share.

The document is written from the table rather than generated: the handlers parse raw bodies
themselves, and validators read the set of paths to tell the mode of a server. What it says is
tested against the server, case by case.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from supportops.server.http import DESCRIPTION
from supportops.server.openapi_schemas import TEXT, list_of, object_of, ref, schemas
from supportops.server.protocol import JsonObject
from supportops.vocabulary import ENV_NAME

API_VERSION = "1.0.0"
"""Version of the wire protocol, not of the environment."""

STATUSES: Mapping[int, tuple[str, str]] = {
    400: ("Not a request that can be met", "Error"),
    401: ("Another token than the server's", "Error"),
    403: ("A host or an origin that is not allowed", "Error"),
    404: ("No such session, or no such environment", "Error"),
    413: ("A body over one mebibyte", "Error"),
    422: ("Validation Error", "ValidationErrors"),
    429: ("Too many requests", "Error"),
    431: ("A head that is too long", "Error"),
    500: ("A bug of the server", "Error"),
    503: ("No place is left, or the answer took too long", "Error"),
}
ALWAYS = (400, 401, 403, 429, 431, 500)
"""Statuses that any request may be answered with."""


class Operation(NamedTuple):
    """One operation: where, what it is for, what it takes, and what it gives."""

    method: str
    path: str
    summary: str
    gives: JsonObject
    body: str | None = None
    body_required: bool = True
    query: tuple[str, ...] = ()
    statuses: tuple[int, ...] = ()


_TASK_PATH = "/{env_name}"
_WITH_BODY = (413, 422)
_SPLITS = list_of(object_of(name=TEXT, type=TEXT))
DISCOVERY = (
    Operation("get", "/health", "Liveness: healthy while the process answers", ref("Health")),
    Operation("get", "/metadata", "Name, description and version", ref("Metadata")),
    Operation("get", "/schema", "JSON Schemas of action, observation and state", ref("Schemas")),
    Operation(
        "post",
        "/mcp",
        "JSON-RPC: the five verbs as tools, and sessions",
        ref("RpcResponse"),
        "RpcRequest",
        body_required=False,
        statuses=(404, 413, 503),
    ),
    Operation("get", "/list_environments", "Environments served here", list_of(TEXT)),
    Operation("get", f"{_TASK_PATH}/splits", "The splits of the tasks", _SPLITS, statuses=(404,)),
    Operation(
        "post",
        f"{_TASK_PATH}/tasks",
        "The tasks of a split",
        object_of(tasks=list_of(ref("TaskInfo")), env_name=TEXT),
        "ListedSplitRequest",
        statuses=(404, *_WITH_BODY),
    ),
    Operation(
        "post",
        f"{_TASK_PATH}/num_tasks",
        "How many tasks a split holds",
        object_of(num_tasks={"type": "integer"}),
        "SplitRequest",
        statuses=(404, *_WITH_BODY),
    ),
    Operation(
        "post",
        f"{_TASK_PATH}/task",
        "The task at an index",
        object_of(task=ref("TaskInfo")),
        "TaskRequest",
        statuses=(404, *_WITH_BODY),
    ),
    Operation(
        "post",
        f"{_TASK_PATH}/task_range",
        "A slice of a split",
        object_of(tasks=list_of(ref("TaskInfo"))),
        "TaskRangeRequest",
        statuses=(404, *_WITH_BODY),
    ),
)
_EPISODE = (404, *_WITH_BODY, 503)
SIMULATION = (
    Operation(
        "post",
        "/reset",
        "Start an episode",
        ref("Envelope"),
        "HttpResetRequest",
        body_required=False,
        statuses=_EPISODE,
    ),
    Operation(
        "post", "/step", "Take an action", ref("Envelope"), "HttpStepRequest", statuses=_EPISODE
    ),
    Operation(
        "get",
        "/state",
        "Progress of the episode",
        ref("ToolUseState"),
        query=("session_id",),
        statuses=(404,),
    ),
)


def document(operations: Iterable[Operation]) -> JsonObject:
    """The OpenAPI 3.1 document of some operations."""
    paths: dict[str, JsonObject] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "OpenEnv Environment HTTP API",
            "version": API_VERSION,
            "description": DESCRIPTION,
        },
        "paths": paths,
        "components": {"schemas": schemas()},
    }


def _described(operation: Operation) -> JsonObject:
    described: JsonObject = {
        "summary": operation.summary,
        "operationId": f"{operation.method}{operation.path}".replace("/", "_"),
        "parameters": [*_path_parameters(operation), *map(_query_parameter, operation.query)],
        "responses": {"200": _answer("Successful Response", operation.gives)}
        | {str(code): _failure(code) for code in sorted({*ALWAYS, *operation.statuses})},
    }
    if operation.body:
        described["requestBody"] = {
            "required": operation.body_required,
            "content": {"application/json": {"schema": ref(operation.body)}},
        }
    return described


def _answer(description: str, schema: JsonObject) -> JsonObject:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _failure(code: int) -> JsonObject:
    description, name = STATUSES[code]
    return _answer(description, ref(name))


def _path_parameters(operation: Operation) -> list[JsonObject]:
    if not operation.path.startswith(_TASK_PATH):
        return []
    schema = {"type": "string", "enum": [ENV_NAME]}
    return [{"name": "env_name", "in": "path", "required": True, "schema": schema}]


def _query_parameter(name: str) -> JsonObject:
    return {"name": name, "in": "query", "required": False, "schema": {"type": "string"}}
