"""The OpenAPI document and the page that shows it, without any address outside the server.

The document is written from one table rather than generated: the handlers parse raw bodies
themselves, and validators read the set of paths to tell the mode of a server.
"""

from collections.abc import Iterable
from html import escape
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic_core import to_json

from supportops.server.http import DESCRIPTION, schema_of
from supportops.server.mcp import RpcRequest
from supportops.server.protocol import HttpResetRequest, HttpStepRequest, JsonObject
from supportops.server.tasks import SplitRequest, TaskRangeRequest, TaskRequest

API_VERSION = "1.0.0"
"""Version of the wire protocol, not of the environment."""


class Operation(NamedTuple):
    """One operation: where, what it is for, what it takes."""

    method: str
    path: str
    summary: str
    body: type[BaseModel] | None = None
    body_required: bool = True
    query: tuple[str, ...] = ()


_TASK_PATH = "/{env_name}"
DISCOVERY = (
    Operation("get", "/health", "Liveness: healthy while the process answers"),
    Operation("get", "/metadata", "Name, description and version of the environment"),
    Operation("get", "/schema", "JSON Schemas of action, observation and state"),
    Operation("post", "/mcp", "JSON-RPC: the five verbs as tools, and sessions", RpcRequest),
    Operation("get", "/list_environments", "Names of the environments served here"),
    Operation("get", f"{_TASK_PATH}/splits", "The splits of the tasks"),
    Operation("post", f"{_TASK_PATH}/tasks", "The tasks of a split", SplitRequest),
    Operation("post", f"{_TASK_PATH}/num_tasks", "How many tasks a split holds", SplitRequest),
    Operation("post", f"{_TASK_PATH}/task", "The task at an index", TaskRequest),
    Operation("post", f"{_TASK_PATH}/task_range", "A slice of a split", TaskRangeRequest),
)
SIMULATION = (
    Operation("post", "/reset", "Start an episode", HttpResetRequest, body_required=False),
    Operation("post", "/step", "Take an action", HttpStepRequest),
    Operation("get", "/state", "Progress of the episode", query=("session_id",)),
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
    }


def _described(operation: Operation) -> JsonObject:
    described: JsonObject = {
        "summary": operation.summary,
        "operationId": f"{operation.method}{operation.path}".replace("/", "_"),
        "parameters": [*_path_parameters(operation), *map(_query_parameter, operation.query)],
        "responses": {
            "200": {
                "description": "Successful Response",
                "content": {"application/json": {"schema": {}}},
            }
        },
    }
    if operation.body:
        described["requestBody"] = {
            "required": operation.body_required,
            "content": {"application/json": {"schema": schema_of(operation.body)}},
        }
        described["responses"]["422"] = {"description": "Validation Error"}
    return described


def _path_parameters(operation: Operation) -> list[JsonObject]:
    if not operation.path.startswith(_TASK_PATH):
        return []
    return [{"name": "env_name", "in": "path", "required": True, "schema": {"type": "string"}}]


def _query_parameter(name: str) -> JsonObject:
    return {"name": name, "in": "query", "required": False, "schema": {"type": "string"}}


STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color-scheme:light dark}code,pre{font-family:ui-monospace,monospace}pre{overflow:auto;"
    "padding:1rem;border:1px solid #8886;border-radius:.4rem}summary{cursor:pointer}"
    "b{display:inline-block;min-width:3.5rem;text-transform:uppercase}"
)


def page(document_: JsonObject, schemas: dict[str, Any]) -> str:
    """The document as one HTML page: no script, nothing to load."""
    info = document_["info"]
    rows = "".join(
        _operation_html(path, method, found)
        for path, methods in document_["paths"].items()
        for method, found in methods.items()
    )
    models = "".join(_details(f"<code>{escape(name)}</code>", schemas[name]) for name in schemas)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(info['title'])}</title><style>{STYLE}</style></head><body>"
        f"<h1>{escape(info['title'])}</h1><p>{escape(info['description'])}</p>"
        f"<p>An episode is played over the WebSocket <code>/ws</code>, or over HTTP by sending the "
        f"<code>session_id</code> that a reset returns. The document itself: "
        f'<a href="/openapi.json">/openapi.json</a>.</p>'
        f"<h2>Operations</h2>{rows}<h2>Models</h2>{models}</body></html>"
    )


def _operation_html(path: str, method: str, found: JsonObject) -> str:
    title = f"<b>{escape(method)}</b> <code>{escape(path)}</code> {escape(found['summary'])}"
    return _details(title, found.get("requestBody", found["parameters"]))


def _details(title: str, value: Any) -> str:
    return (
        f"<details><summary>{title}</summary>"
        f"<pre>{escape(to_json(value, indent=2).decode())}</pre></details>"
    )
