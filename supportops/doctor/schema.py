"""Actions from an action schema: the least one, and ones drawn at random.

Enough of JSON Schema for what action models are written as: objects of scalars, enums, unions and
lists, with references inside the document. What it makes is sent and the server judges it.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from supportops.doctor.trajectory import JsonObject

DEPTH_MAX = 8
SCALARS: Mapping[str, Any] = {
    "string": "",
    "integer": 0,
    "number": 0,
    "boolean": False,
    "null": None,
}
IGNORED = frozenset({"metadata"})
"""Notes of the caller in every action, which no environment acts on."""


class ActionSchema:
    """What an environment says its actions look like."""

    def __init__(self, schema: JsonObject) -> None:
        self._schema = schema
        self._definitions: Mapping[str, Any] = schema.get("$defs", {})

    def least(self) -> JsonObject:
        """The required fields alone, each with the first or the empty value that it can have."""
        return self._object(self._schema, None, (), 0)

    def drawn(self, rng: Random, words: Sequence[str]) -> JsonObject:
        """Every field, required or not, with a value drawn; texts are drawn from `words`."""
        return self._object(self._schema, rng, words, 0)

    def _object(
        self, schema: JsonObject, rng: Random | None, words: Sequence[str], depth: int
    ) -> JsonObject:
        fields = schema.get("properties", {})
        wanted = schema.get("required", ()) if rng is None else fields
        return {
            name: self._value(fields.get(name, {}), rng, words, depth + 1)
            for name in wanted
            if name not in IGNORED
        }

    def _value(self, schema: Any, rng: Random | None, words: Sequence[str], depth: int) -> Any:
        schema = self._resolved(schema)
        if depth > DEPTH_MAX or "const" in schema:
            return schema.get("const")
        if schema.get("enum"):
            return rng.choice(schema["enum"]) if rng else schema["enum"][0]
        if options := schema.get("anyOf") or schema.get("oneOf"):
            typed = [one for one in options if self._resolved(one).get("type") != "null"]
            chosen = (typed or options)[0] if rng is None else rng.choice(typed or options)
            return self._value(chosen, rng, words, depth + 1)
        kind = schema.get("type")
        if kind == "object":
            return self._object(schema, rng, words, depth + 1)
        if kind == "array":
            items = schema.get("items", {})
            return [] if rng is None else [self._value(items, rng, words, depth + 1)]
        return self._scalar(kind, schema, rng, words)

    @staticmethod
    def _scalar(kind: Any, schema: JsonObject, rng: Random | None, words: Sequence[str]) -> Any:
        if kind == "string":
            return rng.choice(words) if rng and words else ""
        low = schema.get("minimum", schema.get("exclusiveMinimum", 0)) or 0
        if kind in ("integer", "number"):
            return low if rng is None else low + rng.randrange(10)
        if kind == "boolean" and rng:
            return rng.random() < 0.5
        return SCALARS.get(kind)

    def _resolved(self, schema: Any) -> JsonObject:
        for _ in range(DEPTH_MAX):
            if not isinstance(schema, dict):
                return {}
            reference = schema.get("$ref")
            if not isinstance(reference, str):
                return schema
            schema = self._definitions.get(reference.rpartition("/")[2], {})
        return {}


def words_in(observation: Any) -> list[str]:
    """Texts that an observation lists: what an agent would try as an argument."""
    if isinstance(observation, Mapping):
        return [word for value in observation.values() for word in words_in(value)]
    if isinstance(observation, list):
        listed = [item for item in observation if isinstance(item, str)]
        return listed + [word for item in observation for word in words_in(item)]
    return []
