"""What every contender is asked: one episode of looks, and what this project answers to it.

The episode opens every record and every article of one task and repeats that until its budget is
spent. Drafts are left out: reading a reply is the environment's own work, which costs the same
behind any server; the report states it apart.
"""

import json
from typing import Any, NamedTuple

from supportops.cases import TASK_IDS, case_file
from supportops.environment import SupportOpsEnvironment
from supportops.models import ToolUseAction
from supportops.server.protocol import envelope
from supportops.vocabulary import ActionType

Json = dict[str, Any]

TASK_ID = TASK_IDS[1]


class Exchange(NamedTuple):
    """A frame of the client, and the envelope that this project answers."""

    frame: Json
    envelope: Json


def looks() -> list[Json]:
    """The actions of the episode: as many as the budget allows."""
    file = case_file(TASK_ID)
    once = [
        {"action_type": "review_ticket"},
        *({"action_type": "inspect_artifact", "artifact_id": item.id} for item in file.artifacts),
        *({"action_type": "search_policy", "query": item.id} for item in file.policies),
    ]
    return (once * file.budget)[: file.budget]


def episode() -> list[Exchange]:
    """The whole episode, played once in process."""
    env = SupportOpsEnvironment()
    frame = {"type": "reset", "data": {"task_id": TASK_ID}}
    reset = Exchange(frame, envelope(env.reset(task_id=TASK_ID)))
    return [reset, *(_step(env, action) for action in looks())]


def _step(env: SupportOpsEnvironment, action: Json) -> Exchange:
    return Exchange({"type": "step", "data": action}, envelope(env.step(action)))


def drafting() -> tuple[ToolUseAction, ToolUseAction]:
    """A look, and the reference reply as a draft."""
    look, draft = (ToolUseAction.model_validate(action) for action in _drafting())
    return look, draft


def drafting_frames() -> list[Json]:
    """The frames of an episode with a draft: a reset, every look once, and the draft."""
    looking = list({json.dumps(action): action for action in looks()}.values())
    actions = [*looking, _drafting()[1]]
    steps = [{"type": "step", "data": action} for action in actions]
    return [{"type": "reset", "data": {"task_id": TASK_ID}}, *steps]


def _drafting() -> tuple[Json, Json]:
    reply = case_file(TASK_ID).reply
    look = {"action_type": ActionType.REVIEW_TICKET.value}
    return look, {"action_type": ActionType.DRAFT_REPLY.value, "message": reply}


def recorded(exchanges: list[Exchange]) -> str:
    """The episode as JSON, for contenders that cannot import this project."""
    return json.dumps([exchange._asdict() for exchange in exchanges])
