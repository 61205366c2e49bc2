"""The leak scan: oracle episodes through every door, and every byte before their end searched.

A reply of no worth is drafted first, so that the reference reply is searched for while nobody has
sent it; then the episode is solved, which shows that it was one worth looking at.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from supportops.cases import case_file, task_at
from supportops.doctor.doors import DOORS, PAGES, DoorClosed, look_around
from supportops.doctor.mirror import Mirrored, mirrored
from supportops.doctor.oracle import steps
from supportops.doctor.search import constant_hits, hits
from supportops.doctor.secrets import TWIN_MARK, CaseSecrets, answer_ref, secrets_of
from supportops.doctor.subject import LeakScan
from supportops.doctor.trajectory import JsonObject
from supportops.doctor.wire import request
from supportops.vocabulary import ActionType

SPLITS = {"test": 100, "train": 100, "test_archetype": 3}
"""Splits of which episodes are played, and the most of each: all eighteen families between them."""

SOLVED = 0.9
"""Least score of an oracle that drafts once more than it has to."""

ALONE = "/step alone"
"""The door behind which no episode goes on."""

NEUTRAL = "Thank you for your message. Somebody is looking at it and will be in touch with you."
"""A draft that says nothing of the case."""

HITS_KEPT = 40


CHANGING = frozenset({"/metrics", "/ready"})
"""Pages that count or tell what happens, and are searched each time."""

PUBLISHED_LEAST = 40
"""Shortest description of the schema that is taken off as such."""


@dataclass(frozen=True)
class Pages:
    """The pages as they were before any episode."""

    bodies: Mapping[str, str]
    """By path; those that may change are missing."""
    published: tuple[str, ...]
    """Descriptions of the fields of an action, which tools repeat."""


@dataclass
class Scanner:
    """Searches what one episode brings, and counts."""

    secrets: CaseSecrets
    pages: Pages
    door: str
    read: set[str] = field(default_factory=set)
    sent: list[str] = field(default_factory=list)
    doors: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    found: list[str] = field(default_factory=list)
    open: bool = True

    def __call__(self, path: str, text: str) -> None:
        """Take an answer. The body of a page that is as before any episode was searched already."""
        if not self.open:
            return
        self.bytes += len(text.encode())
        before = self.pages.bodies.get(path.removeprefix("GET "))
        self.doors["pages" if before is not None else self.door] += 1
        searched = text.removesuffix(before or "")
        self.found += [
            f"{self.door}, {path.partition('?')[0]}: {hit}" for hit in self._hits(searched)
        ]

    def sending(self, action: JsonObject, heard: Iterable[str]) -> None:
        """Note what the next answer may tell: what it reads, and what the player says itself."""
        self.read.update(heard)
        match action["action_type"]:
            case ActionType.INSPECT_ARTIFACT:
                self.read.add(f"artifact:{action['artifact_id']}")
            case ActionType.SEARCH_POLICY:
                self.read.add(f"policy:{action['query']}")
            case ActionType.DRAFT_REPLY:
                self.sent.append(action["message"])
            case ActionType.SUBMIT_RESOLUTION:
                self.open = False

    def _hits(self, text: str) -> Iterator[str]:
        return hits(text, self.secrets, self.read, self.sent, self.pages.published)


def scan(url: str, cases: int) -> LeakScan:
    """Play so many cases of each split, and their twins, through every door, and search."""
    before, total = pages(url), LeakScan()
    tasks = [task_at(split, index) for split in SPLITS for index in range(_few(split, cases))]
    for task_id in (f"{task}{mark}" for task in tasks for mark in ("", TWIN_MARK)):
        secrets = secrets_of(task_id)
        for path, body in before.bodies.items():
            total = _with_hits(total, [f"{path}: {hit}" for hit in constant_hits(body, secrets)])
        for name in DOORS:
            scanner = Scanner(secrets, before, name)
            with suppress(DoorClosed):
                play_through(url, task_id, scanner)
                if not task_id.endswith(TWIN_MARK):
                    total = _with_mirrored(total, mirrored(url, task_id, name, NEUTRAL))
            total = _added(total, scanner)
    return total


def _few(split: str, cases: int) -> int:
    return min(cases, SPLITS[split])


def pages(url: str) -> Pages:
    """The pages as they are now."""
    bodies = {page: request(url, "GET", page).body for page in PAGES if page not in CHANGING}
    described = _described(json.loads(bodies["/schema"]).get("action"))
    return Pages(bodies, tuple(text for text in described if len(text) >= PUBLISHED_LEAST))


def _described(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from (
                [item] if name == "description" and isinstance(item, str) else _described(item)
            )


def play_through(url: str, task_id: str, scanner: Scanner) -> None:
    """An oracle episode through the scanner's door, searched up to its last action."""
    asking, plan, score = case_file(task_id).asking, list(steps(task_id)), None
    ask = asking.request if asking else None
    idle = {"action_type": "draft_reply", "message": NEUTRAL}
    with DOORS[scanner.door](url, task_id, scanner) as act:
        for action in (*plan[:-2], idle, *plan[-2:]):
            scanner.sending(action, _heard(scanner, action, ask))
            seen = act(action)
            score = seen.get("current_score") if isinstance(seen, dict) else None
            if action is idle:
                look_around(url, task_id, scanner)
    if scanner.door != ALONE and (score is None or score < SOLVED):
        scanner.found.append(f"{scanner.door}: {task_id} was not solved, score {score}")


def _heard(scanner: Scanner, action: JsonObject, request: str | None) -> Iterator[str]:
    """The answer of the customer that an action brings, if it asks for one."""
    if request is not None and action.get("message") == request:
        yield answer_ref(sum(ref.startswith("answer:") for ref in scanner.read))


def _added(total: LeakScan, scanner: Scanner) -> LeakScan:
    doors = Counter(total.doors) + scanner.doors
    counted = replace(
        total,
        cases=total.cases + 1,
        answers=total.answers + sum(scanner.doors.values()),
        bytes=total.bytes + scanner.bytes,
        secrets=total.secrets + _count(scanner.secrets),
        doors=dict(doors),
    )
    return _with_hits(counted, scanner.found)


def _with_hits(total: LeakScan, found: list[str]) -> LeakScan:
    return replace(total, hits=tuple(dict.fromkeys((*total.hits, *found)))[:HITS_KEPT])


def _with_mirrored(total: LeakScan, found: Mirrored) -> LeakScan:
    compared = replace(total, compared=total.compared + found.bytes)
    return _with_hits(compared, list(found.differences))


def _count(secrets: CaseSecrets) -> int:
    return len(secrets.always) + sum(map(len, secrets.unread.values()))
