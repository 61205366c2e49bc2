"""What an agent answered, as an action."""

from collections.abc import Mapping

from pydantic import ValidationError

from supportops.models import ToolUseAction


class NotAnAction(ValueError):
    """What an agent answered is no action, in words."""


def as_action(answer: object) -> ToolUseAction | None:
    """An action from an answer; None leaves the episode. Raises `NotAnAction`."""
    if answer is None or isinstance(answer, ToolUseAction):
        return answer
    if not isinstance(answer, Mapping):
        raise NotAnAction(f"answered a {type(answer).__name__}, not an action")
    try:
        return ToolUseAction.model_validate(dict(answer))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise NotAnAction(f"answered what is no action: {where}: {first['msg']}") from None
