"""What of a state leaves the server: gold only to who may know it.

The answers of the named tasks are public, and their states show all that the protocol names. Of any
other case that is still open, the evidence that counts is shown to a caller with the access token
only.
"""

from supportops.cases import is_named
from supportops.episode import Episode
from supportops.models import ToolUseState
from supportops.server.sessions import Caller


def shown(state: ToolUseState, caller: Caller) -> ToolUseState:
    """A state as a caller may see it."""
    if caller.privileged or state.done or is_named(state.task_id or ""):
        return state
    return state.model_copy(update={"required_evidence": []})


def answer_is_open_to(caller: Caller, task_id: str, running: Episode | None) -> bool:
    """Whether a caller may know the whole answer of a task.

    It is public, or the caller has the access token, or in the caller's session an episode of this
    very case has ended: its score card has told what was right.
    """
    if caller.privileged or is_named(task_id):
        return True
    return running is not None and running.task == task_id and not running.case.is_open
