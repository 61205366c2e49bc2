"""What of a state leaves the server: gold only to who may know it.

The answers of the named tasks are public, and their states show all that the protocol names. Of any
other case the evidence that counts is shown to a caller with the access token only.
"""

from supportops.cases import TASK_IDS
from supportops.models import ToolUseState
from supportops.server.sessions import Caller

PUBLIC_TASKS = frozenset(TASK_IDS)
"""Tasks whose answers anyone may read in the repository."""


def shown(state: ToolUseState, caller: Caller) -> ToolUseState:
    """A state as a caller may see it."""
    if caller.privileged or state.task_id in PUBLIC_TASKS:
        return state
    return state.model_copy(update={"required_evidence": []})
