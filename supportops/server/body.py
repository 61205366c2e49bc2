"""Request bodies: raw bytes to a validated model, with the errors of an official server."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from supportops.server.errors import AnyRequest, Invalid
from supportops.server.protocol import problem, problems
from supportops.server.strict_json import NotJson, parse

Model = TypeVar("Model", bound=BaseModel)

_NOT_AN_OBJECT = "Input should be a valid dictionary or object to extract fields from"


async def read_body(request: AnyRequest, model: type[Model], *, optional: bool = False) -> Model:
    """The body as a model; its defaults for no body, where that is allowed. Raises `Invalid`."""
    raw = await request.body()
    if not raw:
        if optional:
            return model()
        raise Invalid(problem("missing", ["body"], "Field required", None))
    if not _is_json(request):
        text = raw.decode(errors="replace")
        raise Invalid(problem("model_attributes_type", ["body"], _NOT_AN_OBJECT, text))
    try:
        return model.model_validate(_object(raw))
    except ValidationError as error:
        raise Invalid(*problems(error, prefix=["body"])) from error


def _is_json(request: AnyRequest) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or (
        kind.startswith("application/") and kind.endswith("+json")
    )


def _object(raw: bytes) -> object:
    try:
        value = parse(raw)
    except NotJson as error:
        entry = problem("json_invalid", ["body", error.offset], "JSON decode error", {})
        raise Invalid(entry | {"ctx": {"error": str(error)}}) from error
    if not isinstance(value, dict):
        raise Invalid(problem("model_attributes_type", ["body"], _NOT_AN_OBJECT, value))
    return value
