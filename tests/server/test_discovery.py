"""What a validator asks before it plays: health, metadata, schemas, the document, the modes."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from supportops.models import ToolUseAction, ToolUseObservation, ToolUseState
from tests.server.conftest import Serve
from tests.server.talk import MUG, REVIEW, Json, Socket, http_client, observation_of, talking

DISCOVERY_PATHS = {
    "/health",
    "/metadata",
    "/schema",
    "/mcp",
    "/list_environments",
    "/{env_name}/splits",
    "/{env_name}/tasks",
    "/{env_name}/num_tasks",
    "/{env_name}/task",
    "/{env_name}/task_range",
}
SIMULATION_PATHS = {"/reset", "/step", "/state"}
SCHEMAS: dict[str, type[BaseModel]] = {
    "action": ToolUseAction,
    "observation": ToolUseObservation,
    "reset_observation": ToolUseObservation,
    "state": ToolUseState,
}
EXTRA_PROPERTIES = {
    "action": False,
    "observation": False,
    "reset_observation": False,
    "state": True,
}
NULLABLE_TEXT = [{"type": "string"}, {"type": "null"}]
ANY_REWARD = [{"type": kind} for kind in ("boolean", "integer", "number", "null")]
BASE_FIELDS: list[tuple[str, str, Json]] = [
    ("action", "metadata", {"type": "object", "additionalProperties": True}),
    ("observation", "metadata", {"type": "object", "additionalProperties": True}),
    ("observation", "done", {"type": "boolean", "default": False}),
    ("observation", "reward", {"anyOf": ANY_REWARD, "default": None}),
    ("state", "episode_id", {"anyOf": NULLABLE_TEXT, "default": None}),
    ("state", "step_count", {"type": "integer", "minimum": 0, "default": 0}),
]
WRONG_METHODS = [
    ("HEAD", "/health", "GET"),
    ("OPTIONS", "/health", "GET"),
    ("POST", "/health", "GET"),
    ("GET", "/reset", "POST"),
    ("PUT", "/step", "POST"),
    ("POST", "/state", "GET"),
    ("GET", "/mcp", "DELETE, POST"),
    ("OPTIONS", "/mcp", "POST"),
    ("DELETE", "/schema", "GET"),
    ("GET", "/support_ops_env/task", "POST"),
    ("OPTIONS", "/support_ops_env/task", "POST"),
    ("POST", "/docs", "GET"),
    ("OPTIONS", "/openapi.json", "GET"),
]
UNKNOWN_PATHS = ["/", "/nope", "/health/deep", "/web", "/tasks", "/support_ops_env/sessions", "/ws"]


@pytest.fixture(scope="module")
def schemas(http: httpx.Client) -> Json:
    found: Json = http.get("/schema").json()
    return found


def test_the_server_is_healthy(http: httpx.Client) -> None:
    answer = http.get("/health")

    assert (answer.status_code, answer.json()) == (200, {"status": "healthy"})
    assert answer.headers["content-type"] == "application/json"


def test_metadata_has_the_six_keys_and_says_what_this_is(http: httpx.Client) -> None:
    metadata = http.get("/metadata").json()

    assert set(metadata) == {
        "name",
        "description",
        "readme_content",
        "version",
        "author",
        "documentation_url",
    }
    assert metadata["name"] == "support_ops_env"
    assert isinstance(metadata["description"], str)
    assert metadata["description"]


def test_the_schemas_are_those_of_the_models(schemas: Json) -> None:
    assert schemas == {name: model.model_json_schema() for name, model in SCHEMAS.items()}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_stands_alone(schemas: Json, name: str) -> None:
    schema = schemas[name]

    assert (schema["type"], schema["title"]) == ("object", SCHEMAS[name].__name__)
    assert schema.get("additionalProperties", True) is EXTRA_PROPERTIES[name]
    assert set(schema.get("required", ())) <= set(schema["properties"])
    local = {f"#/$defs/{defined}" for defined in schema.get("$defs", ())}
    assert set(_references(schema)) <= local


@pytest.mark.parametrize(("schema", "field", "expected"), BASE_FIELDS)
def test_the_base_fields_of_the_protocol_are_described_as_it_does(
    schemas: Json, schema: str, field: str, expected: Json
) -> None:
    described = schemas[schema]["properties"][field]

    assert described | expected == described


def test_what_is_played_is_what_the_schemas_say(schemas: Json, ws: Socket) -> None:
    for name, envelope in (
        ("reset_observation", ws.data("reset", {"task_id": MUG})),
        ("observation", ws.data("step", REVIEW)),
        ("observation", ws.data("step", {"action_type": "submit_resolution"})),
    ):
        schema, found = schemas[name], observation_of(envelope).model_dump()
        merged = {**envelope["observation"], "reward": envelope["reward"], "done": envelope["done"]}
        assert set(schema["required"]) <= set(merged) == set(found) == set(schema["properties"])
    state = ws.data("state")
    assert set(state) == set(schemas["state"]["properties"])
    assert ToolUseState.model_validate(state).model_dump(mode="json") == state


def test_the_schema_is_small_and_sent_as_it_is(http: httpx.Client) -> None:
    answer = http.get("/schema", headers={"accept-encoding": "identity"})

    assert "content-encoding" not in answer.headers
    assert len(answer.content) < 65_536


@pytest.mark.parametrize(("method", "path", "allowed"), WRONG_METHODS)
def test_a_wrong_method_is_405_and_says_which_is_right(
    http: httpx.Client, method: str, path: str, allowed: str
) -> None:
    answer = http.request(method, path)

    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert method == "HEAD" or answer.json() == {"detail": "Method Not Allowed"}


@pytest.mark.parametrize("path", UNKNOWN_PATHS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_path_is_404(http: httpx.Client, method: str, path: str) -> None:
    answer = http.request(method, path)

    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


def test_the_document_is_of_version_1_and_lists_every_route(http: httpx.Client) -> None:
    document = http.get("/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "OpenEnv Environment HTTP API"
    assert document["info"]["version"] == "1.0.0"
    assert set(document["paths"]) == DISCOVERY_PATHS | SIMULATION_PATHS


def test_every_operation_of_the_document_is_served(http: httpx.Client) -> None:
    for path, operations in http.get("/openapi.json").json()["paths"].items():
        for method in operations:
            answer = http.request(method, path.format(env_name="support_ops_env"))
            assert answer.status_code in (200, 422), (method, path)


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_the_pages_load_nothing_from_anywhere(http: httpx.Client, path: str) -> None:
    answer = http.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert not re.search(r"://|<script|<link|url\(|@import|src=", answer.text)


@pytest.mark.parametrize("path", sorted(SIMULATION_PATHS))
def test_the_pages_describe_every_route(http: httpx.Client, path: str) -> None:
    assert f"<code>{path}</code>" in http.get("/docs").text


def test_no_answer_allows_other_origins_or_is_compressed(http: httpx.Client) -> None:
    headers = {"origin": "http://elsewhere.example", "accept-encoding": "gzip, br"}

    answer = http.get("/schema", headers=headers)

    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert "content-encoding" not in answer.headers


def test_in_production_only_the_simulation_routes_are_gone(serve: Serve) -> None:
    production = serve(OPENENV_MODE="Production")

    with http_client(production) as http:
        assert set(http.get("/openapi.json").json()["paths"]) == DISCOVERY_PATHS
        for method, path in (("POST", "/reset"), ("POST", "/step"), ("GET", "/state")):
            gone = http.request(method, path)
            assert (gone.status_code, gone.json()) == (404, {"detail": "Not Found"})
        assert http.get("/health").json() == {"status": "healthy"}
        assert http.get("/support_ops_env/splits").status_code == 200
        assert http.post("/mcp", json={}).json()["jsonrpc"] == "2.0"
    with talking(production) as ws:
        assert ws.data("reset")["done"] is False


def _references(node: Any) -> Iterator[str]:
    """Every reference in a schema, of whatever kind."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("$ref", "$dynamicRef", "$recursiveRef"):
                yield value
            yield from _references(value)
    elif isinstance(node, list):
        for item in node:
            yield from _references(item)
