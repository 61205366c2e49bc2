"""The schemas that the OpenAPI document shares: the models, and what stands around them."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from supportops.cases import SPLITS, TASK_IDS, TaskInfo
from supportops.models import ToolUseAction, ToolUseObservation, ToolUseState
from supportops.server.http import METADATA
from supportops.server.protocol import HttpResetRequest, HttpStepRequest, JsonObject
from supportops.server.tasks import SplitRequest, TaskRangeRequest, TaskRequest

TEXT: JsonObject = {"type": "string"}
_NULL: JsonObject = {"type": "null"}

_MODELS: tuple[type[BaseModel], ...] = (
    ToolUseAction,
    ToolUseObservation,
    ToolUseState,
    HttpResetRequest,
    HttpStepRequest,
    SplitRequest,
    TaskRequest,
    TaskRangeRequest,
    TaskInfo,
)
_REF = "#/components/schemas/{model}"
_LIFTED = ("reward", "done")
"""Fields of an observation that stand beside it in an envelope."""


def ref(name: str) -> JsonObject:
    """A reference to a shared schema."""
    return {"$ref": _REF.format(model=name)}


def object_of(**properties: Any) -> JsonObject:
    """The schema of an object that has all of these members."""
    required = list(properties)
    return {"type": "object", "properties": properties, "required": required}


def list_of(items: JsonObject) -> JsonObject:
    """The schema of a list."""
    return {"type": "array", "items": items}


def schemas() -> dict[str, JsonObject]:
    """Every shared schema, by name."""
    _, found = models_json_schema([(model, "validation") for model in _MODELS], ref_template=_REF)
    shared: dict[str, JsonObject] = found["$defs"]
    shared["HttpStepRequest"]["properties"]["action"] = ref("ToolUseAction")
    _narrow(shared)
    error = object_of(type=TEXT, loc={"type": "array"}, msg=TEXT, input={})
    rpc = {"jsonrpc": {"const": "2.0"}, "id": {}, "result": {}, "error": {"type": "object"}}
    return shared | {
        "Envelope": _envelope(shared["ToolUseObservation"]),
        "Error": object_of(detail=TEXT),
        "Health": object_of(status={"const": "healthy"}),
        "Metadata": object_of(**{name: {"type": ["string", "null"]} for name in METADATA}),
        "RpcRequest": {"description": "A JSON-RPC 2.0 request; what is none gets an error."},
        "RpcResponse": {"type": "object", "properties": rpc, "required": ["jsonrpc", "id"]},
        "Schemas": object_of(action={}, observation={}, reset_observation={}, state={}),
        "ValidationErrors": object_of(detail=list_of(error) | {"minItems": 1}),
    }


def _narrow(shared: dict[str, JsonObject]) -> None:
    """Say which values exist, where the models leave that to the registry of tasks."""
    splits, last = {"enum": list(SPLITS)}, min(map(len, SPLITS.values())) - 1
    for name in ("SplitRequest", "TaskRequest", "TaskRangeRequest"):
        shared[name]["properties"]["split"] |= splits
    shared["TaskRequest"]["properties"]["index"] |= {"minimum": 0, "maximum": last}
    reset = shared["HttpResetRequest"]
    by_task: JsonObject = {"task_id": {"enum": [*TASK_IDS, None]}, "split": _NULL, "index": _NULL}
    by_split = {"task_id": _NULL, "split": splits, "index": _up_to(last)}
    reset["anyOf"] = [
        {"properties": by_task},
        {"properties": by_split, "required": ["split"]},
    ]


def _up_to(last: int) -> JsonObject:
    return {"anyOf": [{"type": "integer", "minimum": 0, "maximum": last}, _NULL]}


def _envelope(observation: JsonObject) -> JsonObject:
    """The observation without what is lifted out of it, and that beside it."""
    properties = dict(observation["properties"])
    lifted = {name: properties.pop(name) for name in _LIFTED}
    inner = observation | {"properties": properties, "title": "Observation"}
    extras = {"anyOf": [{"type": "object"}, _NULL]}
    return object_of(observation=inner, metadata=extras, **lifted)
