"""The actions that the proofs play: everything that can matter to one case, in a finite list.

For every verb there is something that its guards refuse and, in its phases, something they accept.
"""

from supportops.agents.scripted import look
from supportops.case import Case
from supportops.casefile import CaseFile
from supportops.models import ToolUseAction
from supportops.records import artifact_ref, lookup_form, policy_ref
from supportops.vocabulary import ARGUMENT_OF, ActionType, Phase

REVIEW, INSPECT, SEARCH, DRAFT, SUBMIT = ActionType


def act(verb: ActionType, value: str | None = None) -> ToolUseAction:
    """An action with its one argument."""
    fields = {} if value is None else {ARGUMENT_OF[verb]: value}
    return ToolUseAction.model_validate({"action_type": verb, **fields})


def good(verb: ActionType, file: CaseFile) -> ToolUseAction:
    """An action that no guard of the case refuses."""
    values = {
        INSPECT: file.artifacts[0].id,
        SEARCH: file.policies[0].id,
        DRAFT: file.reply,
        SUBMIT: file.gold.resolution,
    }
    return act(verb, values.get(verb))


def closing(case: Case) -> tuple[ToolUseAction, ...]:
    """The fewest actions from an open phase to a resolution."""
    whole = (act(REVIEW), good(DRAFT, case.file), good(SUBMIT, case.file))
    done = {Phase.TRIAGE: 0, Phase.INVESTIGATING: 1, Phase.DRAFTED: 2}
    return whole[done[case.phase] :]


def read_by(file: CaseFile, action: ToolUseAction) -> str | None:
    """The evidence that an action reads if it is accepted; None if it is no look at any."""
    if action.action_type is INSPECT:
        return artifact_ref(action.artifact_id or "")
    if action.action_type is SEARCH:
        article = file.article_of.get(lookup_form(action.query or ""))
        return policy_ref(article.id) if article else None
    return None


__all__ = ["act", "closing", "good", "look", "read_by"]
