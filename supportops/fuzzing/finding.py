"""What fuzzing finds: an invariant that a step breaks, or an agent that does not play."""

from collections.abc import Sequence
from typing import NamedTuple

from supportops.models import ToolUseAction

BROKEN, CRASHED, HUNG, NONSENSE, UNUSABLE = "broken", "crashed", "hung", "nonsense", "unusable"
"""Kinds: the workflow breaks an invariant; the agent raises, does not answer, answers what is no
action, cannot be made."""

SHOWN = 200
"""Longest message that is shown, in characters."""


class Finding(NamedTuple):
    """One thing that is wrong, and the fewest actions known that lead there."""

    kind: str
    what: str
    """In one line: the invariant, or what the agent did."""
    task: str
    mode: str
    actions: tuple[ToolUseAction, ...] = ()
    """From a reset to the step that breaks it, or to the observation that the agent was shown."""

    def as_json(self) -> dict[str, object]:
        """The same for programs."""
        actions = [action.model_dump(mode="json", exclude_defaults=True) for action in self.actions]
        return self._asdict() | {"actions": actions}


class Hunt(NamedTuple):
    """What was tried, and what was found."""

    episodes: int
    findings: Sequence[Finding]
    stopped: int = 0
    """Episodes that the agent left before their end."""


def one_line(text: str) -> str:
    """Text that somebody else wrote, fit to be shown."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}..."
