"""What a guard lets pass, said a second time: an action is accepted if it can be understood.

The guards are what is tested, so nothing here asks them.
"""

from collections.abc import Callable, Mapping

from supportops.case import Case, Step
from supportops.models import ToolUseAction
from supportops.records import lookup_form
from supportops.vocabulary import MESSAGE_LIMIT, ActionType
from supportops.workflow import AVAILABLE

ACCEPTED = "what is accepted can be understood"
REFUSED = "what can be understood in its phase is accepted"


def _query_names_an_article(case: Case, query: str) -> bool:
    forms = {form for article in case.file.policies for form in article.lookup_forms}
    return len(query) <= MESSAGE_LIMIT and lookup_form(query) in forms


KNOWN: Mapping[ActionType, Callable[[Case, str], bool]] = {
    ActionType.INSPECT_ARTIFACT: lambda case, name: name in case.stage.artifacts,
    ActionType.SEARCH_POLICY: _query_names_an_article,
    ActionType.DRAFT_REPLY: lambda case, text: bool(text.strip()) and len(text) <= MESSAGE_LIMIT,
    ActionType.SUBMIT_RESOLUTION: lambda case, code: code in case.file.codes,
}


def understood(case: Case, action: ToolUseAction) -> bool:
    """Whether the argument of an action means something in this case, or it needs none."""
    known = KNOWN.get(action.action_type)
    return known is None or (action.argument is not None and known(case, action.argument))


def misjudged(before: Case, step: Step) -> list[str]:
    """Names of what a guard got wrong; empty if it was right."""
    action = step.action
    if action.action_type not in AVAILABLE[before.phase]:
        return []
    clear = understood(before, action)
    if step.refusal is None:
        return [] if clear else [ACCEPTED]
    return [REFUSED] if clear else []
