"""The schemas that the OpenAPI document shares: the models, and what stands around them."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from supportops.cases import TASK_IDS, TaskInfo, split_size
from supportops.cases.archetypes import FAMILIES
from supportops.cases.partition import SPLIT_NAMES, families
from supportops.models import ToolUseAction, ToolUseObservation, ToolUseState
from supportops.server.http import METADATA
from supportops.server.protocol import HttpResetRequest, HttpStepRequest, JsonObject
from supportops.server.tasks import (
    LISTED_MAX,
    SplitRequest,
    TaskRangeRequest,
    TaskRequest,
    served_splits,
)

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
    splits = served_splits()
    any_split = shared["SplitRequest"]
    shared["ListedSplitRequest"] = any_split | {
        "title": "ListedSplitRequest",
        "properties": {"split": {"enum": [name for name in splits if _fits(name)]}},
    }
    any_split["properties"]["split"] |= {"enum": list(splits)}
    shared["TaskRequest"]["anyOf"] = [_task_of(name) for name in splits]
    shared["TaskRangeRequest"]["anyOf"] = [way for name in splits for way in _ranges_of(name)]
    generated = [name for name in splits if name in SPLIT_NAMES]
    by_task: JsonObject = {
        "task_id": {"anyOf": [{"enum": [*TASK_IDS, None]}, *map(_addresses, generated)]},
        "split": _NULL,
        "index": _NULL,
    }
    shared["HttpResetRequest"]["anyOf"] = [{"properties": by_task}, *map(_reset_of, splits)]


def _fits(split: str) -> bool:
    """Whether one answer can list the whole split."""
    return split_size(split) <= LISTED_MAX


def _of(split: str, required: tuple[str, ...] = (), **properties: JsonObject) -> JsonObject:
    fields = {"split": {"const": split}, **properties}
    return {"properties": fields, "required": ["split", *required]}


def _task_of(split: str) -> JsonObject:
    return _of(split, index=_place_in(split))


def _ranges_of(split: str) -> list[JsonObject]:
    """Any range of a split that fits; of one without an end, what lies near either of them."""
    if _fits(split):
        return [_of(split)]
    first: JsonObject = {"type": "integer", "minimum": 0, "maximum": LISTED_MAX}
    last: JsonObject = {"type": "integer", "minimum": -LISTED_MAX, "maximum": -1}
    return [_of(split, ("stop",), stop=first), _of(split, ("start",), start=last)]


def _reset_of(split: str) -> JsonObject:
    return _of(split, task_id=_NULL, index={"anyOf": [_place_in(split), _NULL]})


def _place_in(split: str) -> JsonObject:
    return {"type": "integer", "minimum": 0, "maximum": split_size(split) - 1}


def _addresses(split: str) -> JsonObject:
    """Addresses of the generated cases of a split; a family holds a power of ten of them."""
    names = families(split, tuple(FAMILIES))
    digits = len(str(split_size(split) // len(names))) - 1
    number = f"(0|[1-9][0-9]{{0,{digits - 1}}})"
    return {"type": "string", "pattern": f"^gen/({'|'.join(names)})/{split}/{number}(#twin)?$"}


def _envelope(observation: JsonObject) -> JsonObject:
    """The observation without what is lifted out of it, and that beside it."""
    properties = dict(observation["properties"])
    lifted = {name: properties.pop(name) for name in _LIFTED}
    inner = observation | {"properties": properties, "title": "Observation"}
    extras = {"anyOf": [{"type": "object"}, _NULL]}
    return object_of(observation=inner, metadata=extras, **lifted)
