"""The scripted oracle: follows the shortest justified path of a published task.

It reads the answer from the case file, so it can only play tasks whose file is at hand. It is the
upper end of every table, and what `inference.py` falls back to when there is no model to ask.
"""

from collections.abc import Iterator

from supportops.casefile import CaseFile
from supportops.cases import case_file
from supportops.models import ToolUseAction, ToolUseObservation
from supportops.records import artifact_ref
from supportops.vocabulary import ActionType


class ScriptedAgent:
    """Plays one episode, starting from its first observation."""

    def __init__(self, task_id: str | None = None) -> None:
        """Of the task that is played, unless another is named: a twin bears the id of its base."""
        self._task_id = task_id
        self._plan: Iterator[ToolUseAction] | None = None

    def act(self, observation: ToolUseObservation) -> ToolUseAction | None:
        """The next action of the plan. Raises `UnknownTask` if the task is not published."""
        if self._plan is None:
            self._plan = iter(oracle_plan(case_file(self._task_id or observation.task_id)))
        return next(self._plan, None)


def oracle_plan(file: CaseFile) -> tuple[ToolUseAction, ...]:
    """A shortest path to a score of 1: the cheapest evidence, the draft, the resolution.

    What the customer has to send is asked for after the rest was read, and then read as well.
    """
    cheapest = min(file.gold.evidence, key=file.effort)
    sent = [ref for ref in cheapest if file.sent and ref == artifact_ref(file.sent.id)]
    ask = ToolUseAction(
        action_type=ActionType.DRAFT_REPLY, message=file.asking.request if file.asking else ""
    )
    return (
        *(look(ref) for ref in cheapest if ref not in sent),
        *[ask] * (file.effort(cheapest) - len(cheapest)),
        *map(look, sent),
        ToolUseAction(action_type=ActionType.DRAFT_REPLY, message=file.reply),
        ToolUseAction(
            action_type=ActionType.SUBMIT_RESOLUTION, resolution_code=file.gold.resolution
        ),
    )


def look(ref: str) -> ToolUseAction:
    """The action that reads a piece of evidence."""
    kind, _, name = ref.partition(":")
    if kind == "artifact":
        return ToolUseAction(action_type=ActionType.INSPECT_ARTIFACT, artifact_id=name)
    return ToolUseAction(action_type=ActionType.SEARCH_POLICY, query=name)
