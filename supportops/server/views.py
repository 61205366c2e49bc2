"""What of a state leaves the server: gold only to who may know it.

The answers of the named tasks are public, and their states show all that the protocol names. Of any
other case that is still open, the evidence that counts is shown to a caller with the access token
only.
"""

from supportops.cases import is_named
from supportops.models import ToolUseState
from supportops.server.sessions import Caller


def shown(state: ToolUseState, caller: Caller) -> ToolUseState:
    """A state as a caller may see it."""
    if caller.privileged or state.done or is_named(state.task_id or ""):
        return state
    return state.model_copy(update={"required_evidence": []})
