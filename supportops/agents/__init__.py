"""Agents: anything that turns an observation into the next action.

`scripted` follows the intended path, `careful` reads and decides, `baselines` do nothing or
anything, `panel` holds those that do the wrong work, `llm` asks a language model.
"""

from typing import Protocol

from supportops.models import ToolUseAction, ToolUseObservation

__all__ = ["Agent"]


class Agent(Protocol):
    """One agent for one episode."""

    def act(self, observation: ToolUseObservation) -> ToolUseAction | None:
        """The next action, or None to stop before the episode is done."""
        ...
