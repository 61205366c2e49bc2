"""Every refusal there is, produced by really running the environment, for the documentation."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from supportops.case import Case
from supportops.cases import TASK_IDS, case_file
from supportops.environment import SupportOpsEnvironment
from supportops.guards import Guard
from supportops.models import ToolUseAction
from supportops.vocabulary import MESSAGE_LIMIT, ActionType, RefusalCode
from supportops.workflow import Rule

TASK = TASK_IDS[0]
"""The task all examples are played on."""

_READ = ToolUseAction(action_type=ActionType.REVIEW_TICKET)
_LONG = "Dear customer, " * (MESSAGE_LIMIT // 15 + 1)


def _draft(message: str) -> ToolUseAction:
    return ToolUseAction(action_type=ActionType.DRAFT_REPLY, message=message)


def _submit(code: str) -> ToolUseAction:
    return ToolUseAction(action_type=ActionType.SUBMIT_RESOLUTION, resolution_code=code)


EXAMPLES: Mapping[RefusalCode, tuple[ToolUseAction, ...]] = {
    RefusalCode.NOT_STARTED: (_READ,),
    RefusalCode.EPISODE_OVER: (_READ,) * (case_file(TASK).budget + 1),
    RefusalCode.WRONG_PHASE: (_submit(case_file(TASK).codes[0]),),
    RefusalCode.MISSING_ARGUMENT: (ToolUseAction(action_type=ActionType.INSPECT_ARTIFACT),),
    RefusalCode.UNKNOWN_ARTIFACT: (
        ToolUseAction(action_type=ActionType.INSPECT_ARTIFACT, artifact_id="invoices"),
    ),
    RefusalCode.UNKNOWN_POLICY: (
        ToolUseAction(action_type=ActionType.SEARCH_POLICY, query="free gifts"),
    ),
    RefusalCode.UNKNOWN_RESOLUTION_CODE: (_READ, _draft("Hello."), _submit("do_magic")),
    RefusalCode.BLANK_MESSAGE: (_READ, _draft(" ")),
    RefusalCode.MESSAGE_TOO_LONG: (_READ, _draft(_LONG)),
}
"""For each code the actions of an episode, the last of which is refused with it."""


class Seen(NamedTuple):
    """A refusal as the environment gave it."""

    code: RefusalCode
    message: str


def produce() -> Iterator[Seen]:
    """Play every example and return what the environment said, in the order of the codes."""
    for code in RefusalCode:
        env = SupportOpsEnvironment()
        if code is not RefusalCode.NOT_STARTED:
            env.reset(task_id=TASK)
        observation = [env.step(action) for action in EXAMPLES[code]][-1]
        yield Seen(
            RefusalCode(observation.metadata["refusal"]["code"]),
            observation.last_action_error or "",
        )


class Watch(NamedTuple):
    """A guard, the actions it watches over, and the codes it was seen to refuse them with."""

    guard: Guard
    verbs: tuple[ActionType, ...]
    codes: tuple[RefusalCode, ...]


def watches(rules: Iterable[Rule]) -> tuple[Watch, ...]:
    """Every guard of a rule table, in the order of the rules, tried on all examples."""
    verbs_of: dict[Guard, dict[ActionType, None]] = {}
    for rule in rules:
        for guard in rule.guards:
            verbs_of.setdefault(guard, {})[rule.verb] = None
    return tuple(
        Watch(guard, tuple(verbs), _codes(guard, tuple(verbs))) for guard, verbs in verbs_of.items()
    )


def _codes(guard: Guard, verbs: tuple[ActionType, ...]) -> tuple[RefusalCode, ...]:
    case = Case(case_file(TASK))
    tried = (
        *(ToolUseAction(action_type=verb) for verb in verbs),
        *(actions[-1] for actions in EXAMPLES.values() if actions[-1].action_type in verbs),
    )
    found = [refusal.code for action in tried if (refusal := guard.refusal(case, action))]
    return tuple(code for code in RefusalCode if code in found)
