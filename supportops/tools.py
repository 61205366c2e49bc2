"""The five verbs as function tools: one table for every format that tools are published in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from supportops.models import ToolUseAction
from supportops.vocabulary import ARGUMENT_OF, ActionType


@dataclass(frozen=True, slots=True)
class Tool:
    """A verb as a function: its name is the verb, its only argument the field of the verb."""

    verb: ActionType
    description: str

    @property
    def argument(self) -> str | None:
        """Name of the argument; None if the tool takes none."""
        return ARGUMENT_OF.get(self.verb)

    def schema(self, choices: Mapping[str, list[str]] | None = None) -> dict[str, Any]:
        """JSON Schema of the arguments; `choices` narrows an argument to the values it may take."""
        if self.argument is None:
            return {"type": "object", "properties": {}, "additionalProperties": False}
        described = ToolUseAction.model_fields[self.argument].description
        argument: dict[str, Any] = {"type": "string", "description": described}
        if choices and self.argument in choices:
            argument["enum"] = choices[self.argument]
        return {
            "type": "object",
            "properties": {self.argument: argument},
            "required": [self.argument],
            "additionalProperties": False,
        }


TOOLS: Mapping[str, Tool] = {
    tool.verb.value: tool
    for tool in (
        Tool(ActionType.REVIEW_TICKET, "Read the customer's whole ticket."),
        Tool(ActionType.INSPECT_ARTIFACT, "Open an internal record of the case."),
        Tool(ActionType.SEARCH_POLICY, "Read the policy article filed under a topic."),
        Tool(ActionType.DRAFT_REPLY, "Write the reply to the customer; replaces an older draft."),
        Tool(ActionType.SUBMIT_RESOLUTION, "Close the case with a resolution code. Final."),
    )
}
"""Tools by name, in the order of `ActionType`."""
