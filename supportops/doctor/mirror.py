"""Twins on the wire: whatever does not touch what differs has to bring the same bytes from both.

The same actions are played on a case and on its twin, through every door, up to the last step
before the end. Ids of sessions and the time of day are taken off, and nothing else.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from supportops.agents.scripted import look
from supportops.casefile import CaseFile
from supportops.cases import case_file
from supportops.doctor.doors import DOORS
from supportops.doctor.secrets import TWIN_MARK
from supportops.doctor.trajectory import JsonObject

_IDS = re.compile(
    r'"session_id":\s*"([^"]+)"|^mcp-session-id:\s*(\S+)', re.MULTILINE | re.IGNORECASE
)
_TIME = re.compile(r"^date:.*$", re.MULTILINE | re.IGNORECASE)

SHOWN = 60
"""Characters that are shown from where two answers part."""


class Mirrored(NamedTuple):
    """How many bytes of a case were compared with those of its twin, and where they part."""

    bytes: int
    differences: tuple[str, ...]


def mirrored(url: str, task_id: str, door: str, draft: str) -> Mirrored:
    """Play the same on both through a door, and compare."""
    actions = list(shared_actions(task_id, draft))
    base = _answers(url, task_id, door, actions)
    twin = _answers(url, f"{task_id}{TWIN_MARK}", door, actions)
    parts = tuple(
        f"{door}, {task_id}: answer {number} differs from that of the twin: {_where(one, other)}"
        for number, (one, other) in enumerate(zip_longest(base, twin, fillvalue=""))
        if one != other
    )
    return Mirrored(sum(len(text.encode()) for text in base), parts)


def shared_actions(task_id: str, draft: str) -> Iterator[JsonObject]:
    """Every look at what is the same in both, a draft, and a refusal; the episode stays open."""
    base, twin = case_file(task_id), case_file(f"{task_id}{TWIN_MARK}")
    same = [ref for ref, text in _on_file(base).items() if _on_file(twin).get(ref) == text]
    yield {"action_type": "review_ticket"}
    for ref in same[: base.budget - 4]:
        yield look(ref).model_dump(mode="json", exclude_defaults=True)
    yield {"action_type": "draft_reply", "message": draft}
    yield {"action_type": "submit_resolution", "resolution_code": "no_such_code"}


def _on_file(file: CaseFile) -> dict[str, str]:
    """What can be read before the customer sends anything."""
    sent = f"artifact:{file.sent.id}" if file.sent else ""
    return {ref: text for ref, text in file.texts.items() if ref != sent}


def _answers(url: str, task_id: str, door: str, actions: list[JsonObject]) -> list[str]:
    answers: list[str] = []
    with DOORS[door](url, task_id, lambda _, text: answers.append(text)) as act:
        for action in actions:
            act(action)
    found = {name for text in answers for pair in _IDS.findall(text) for name in pair if name}
    return [_without(text, found) for text in answers]


def _without(text: str, ids: set[str]) -> str:
    for name in ids:
        text = text.replace(name, "")
    return _TIME.sub("", text)


def _where(one: str, other: str) -> str:
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return f"{one[place : place + SHOWN]!r} / {other[place : place + SHOWN]!r}"
