"""From what a model answered to an action, or to words that tell the model why it is none.

Shape is judged here: which tool, which argument, which JSON type. Whether a value exists or an
action is possible now is for the environment to say, at the price of a step. Of several tool calls
in one answer the first counts, because every action deserves to be chosen after the last result.
"""

import json
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError

from supportops.errors import SupportOpsError
from supportops.guards import echo
from supportops.models import ToolUseAction
from supportops.tools import TOOLS

_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"```(?:json)?\s*(.*?)\s*```", re.DOTALL)


class NotAnAction(SupportOpsError, ValueError):
    """A model's answer is no action; the message tells the model what to do instead."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said: text, and at most one tool call, as the protocol writes it."""

    text: str
    call: dict[str, Any] | None = None

    @property
    def call_id(self) -> str | None:
        """Id that the result of the tool call has to carry; None if there is no call."""
        return self.call["id"] if self.call else None

    @property
    def message(self) -> dict[str, Any]:
        """The answer as it goes into the history. An empty one would be refused by some servers."""
        if self.call is None:
            return {"role": "assistant", "content": self.text or "(nothing)"}
        return {"role": "assistant", "content": self.text, "tool_calls": [_replayable(self.call)]}

    def action(self) -> ToolUseAction:
        """The action it asks for, by tool call or as bare JSON. Raises `NotAnAction`."""
        if self.call is None:
            return _action_of_text(self.text)
        function = self.call["function"]
        return _action(function["name"], _arguments(function["arguments"]))


class _Message(BaseModel):
    content: Any = None
    tool_calls: list[dict[str, Any]] | None = None


class _Choice(BaseModel):
    message: _Message


class _Completion(BaseModel):
    choices: Annotated[list[_Choice], Field(min_length=1)]


def read_answer(body: str, spare_id: str) -> Answer:
    """The answer in a chat completion; `spare_id` is for a tool call that came without an id.

    Raises:
        ValueError: the body is no chat completion.

    """
    message = _Completion.model_validate_json(body).choices[0].message
    calls = message.tool_calls or []
    text = message.content if isinstance(message.content, str) else ""
    return Answer(text, _normal(calls[0], spare_id) if calls else None)


def _normal(call: dict[str, Any], spare_id: str) -> dict[str, Any]:
    """The call with every field the protocol promises. Vendors' own fields have to be kept."""
    function = call.get("function")
    named: dict[str, Any] = function if isinstance(function, dict) else {}
    arguments = named.get("arguments", "")
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    return {
        **call,
        "id": call.get("id") or spare_id,
        "type": "function",
        "function": {"name": str(named.get("name", "")), "arguments": text},
    }


def _replayable(call: dict[str, Any]) -> dict[str, Any]:
    """The call as history: servers parse old arguments again, and some fail if they are broken."""
    try:
        _arguments(call["function"]["arguments"])
    except NotAnAction:
        return {**call, "function": {**call["function"], "arguments": "{}"}}
    return call


def _arguments(text: str) -> dict[str, Any]:
    try:
        arguments = json.loads(text) if text.strip() else None
    except (ValueError, RecursionError):
        raise NotAnAction(
            f"The arguments {echo(text)} are not valid JSON. Call it again."
        ) from None
    if arguments is None:
        return {}
    if not isinstance(arguments, dict):
        raise NotAnAction(f"The arguments {echo(text)} must be one JSON object. Call it again.")
    return arguments


def _action_of_text(text: str) -> ToolUseAction:
    bare = _THOUGHTS.sub("", text).strip()
    fenced = _FENCED.fullmatch(bare)
    try:
        action = json.loads(fenced[1] if fenced else bare)
    except (ValueError, RecursionError):
        action = None
    if not isinstance(action, dict) or "action_type" not in action:
        raise NotAnAction("That was no action. Call exactly one of the tools: " + ", ".join(TOOLS))
    return _action(str(action.pop("action_type")), action)


def _action(name: str, arguments: dict[str, Any]) -> ToolUseAction:
    tool = TOOLS.get(name)
    if tool is None:
        raise NotAnAction(f"There is no tool {echo(name)}; use one of " + ", ".join(TOOLS))
    given = {field: value for field, value in arguments.items() if value is not None}
    if set(given) != ({tool.argument} if tool.argument else set()):
        wanted = f"exactly one argument, {tool.argument}" if tool.argument else "no arguments"
        got = echo(", ".join(given)) if given else "none"
        raise NotAnAction(f"{name} takes {wanted}; it was given {got}. Call it again.")
    try:
        return ToolUseAction.model_validate({"action_type": name, **given})
    except ValidationError:
        raise NotAnAction(f"{tool.argument} has to be text. Call {name} again.") from None
