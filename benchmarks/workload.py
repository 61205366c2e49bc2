"""What every contender is asked: one episode of looks, and what this project answers to it.

The episode opens every record and every article of one task and repeats that until its budget is
spent. Drafts are left out: reading a reply is the environment's own work, which costs the same
behind any server; the report states it apart, on letters that were never read before.
"""

import json
from collections.abc import Iterator
from itertools import product
from string import ascii_lowercase
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


def drafts() -> Iterator[ToolUseAction]:
    """The reference reply, signed by one person after another: no two texts are the same."""
    before, closing, after = case_file(TASK_ID).reply.partition("Kind regards,\n")
    for name in map("".join, product(ascii_lowercase, repeat=4)):
        letter = f"{before}{closing}{name.title()}\n{after}"
        yield ToolUseAction(action_type=ActionType.DRAFT_REPLY, message=letter)


def drafting(letters: Iterator[ToolUseAction]) -> list[Json]:
    """The frames of an episode that ends with a draft: a reset, looks, and the next letter."""
    *looking, _ = looks()
    draft = next(letters).model_dump(mode="json", include={"action_type", "message"})
    steps = [{"type": "step", "data": action} for action in (*looking, draft)]
    return [{"type": "reset", "data": {"task_id": TASK_ID}}, *steps]


def recorded(exchanges: list[Exchange]) -> str:
    """The episode as JSON, for the processes of contenders."""
    return json.dumps([exchange._asdict() for exchange in exchanges])
