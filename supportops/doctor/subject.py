"""What is examined: a running server, what it declares, and which tasks are tried on it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from supportops.doctor.manifest import Manifest
from supportops.doctor.package import Absent
from supportops.doctor.players import Episode, MakePlayer
from supportops.doctor.schema import ActionSchema
from supportops.doctor.trajectory import JsonObject, Trajectory
from supportops.doctor.wire import Unreachable, post, request

Shipped = tuple[Trajectory, ...] | Absent
"""Trajectories of a package, or why there are none."""

SEEDS = 12
"""Seeds that are tried where the environment lists no tasks."""


@dataclass(frozen=True)
class LeakScan:
    """What a scan for gold looked at, and what it found."""

    cases: int = 0
    answers: int = 0
    bytes: int = 0
    secrets: int = 0
    doors: dict[str, int] = field(default_factory=dict)
    """Answers by door."""
    compared: int = 0
    """Bytes of cases that were compared with those of their twins."""
    hits: tuple[str, ...] = ()


class Content(Protocol):
    """What is known of an environment beyond its wire: who can solve it, and what is gold."""

    def adversaries(self) -> dict[str, MakePlayer]:
        """Agents that know the environment and leave the work out."""
        ...

    def corner_cutters(self) -> dict[str, MakePlayer]:
        """Agents that do a part of the work, and have no right to the whole reward."""
        ...

    def succeeded(self, episode: Episode) -> bool:
        """Whether an episode truly solved its task, by its actions alone."""
        ...

    def scan(self, url: str) -> LeakScan:
        """Look for gold in everything that the server says before an episode ends."""
        ...


@dataclass(frozen=True)
class Subject:
    """A server under examination. What is not known has the reason in its place."""

    url: str
    manifest: Manifest
    schema: ActionSchema
    tasks: tuple[JsonObject, ...]
    """Options of the resets that are tried."""
    load_oracle: Callable[[], Shipped]
    """Gets the solutions, which takes the package's script; asked for once, if a check needs it."""
    canaries: Shipped
    content: Content | str
    elsewhere: Callable[[], AbstractContextManager[str]] | None = None
    """Starts the same server in another process, with another hash seed."""

    @cached_property
    def oracle(self) -> Shipped:
        """Solutions of tasks."""
        return self.load_oracle()


def action_schema(url: str) -> ActionSchema:
    """The schema of an action. Raises `Unreachable` if the server tells none."""
    answer = request(url, "GET", "/schema")
    found = answer.json
    if (
        answer.status != 200
        or not isinstance(found, dict)
        or not isinstance(found.get("action"), dict)
    ):
        raise Unreachable(f"{url}/schema tells no schema of an action: it is no OpenEnv server")
    return ActionSchema(found["action"])


class TaskApi:
    """The Task API of a server, if it has one."""

    def __init__(self, url: str) -> None:
        self._url = url
        named = request(url, "GET", "/list_environments").json
        self.name: str | None = named[0] if isinstance(named, list) and named else None

    def splits(self) -> list[str] | None:
        """Names of the splits; None if the server does not list them."""
        if self.name is None:
            return None
        answer = request(self._url, "GET", f"/{self.name}/splits")
        if answer.status != 200 or not isinstance(answer.json, list):
            return None
        return [one["name"] if isinstance(one, dict) else str(one) for one in answer.json]

    def count(self, split: str) -> int | None:
        """How many tasks a split holds; None if the server does not say."""
        found = self._asked("num_tasks", split=split).get("num_tasks")
        return found if isinstance(found, int) else None

    def task(self, split: str, index: int) -> JsonObject | None:
        """The task at an index; None if there is none."""
        found = self._asked("task", split=split, index=index).get("task")
        return found if isinstance(found, dict) else None

    def _asked(self, what: str, **body: Any) -> JsonObject:
        answer = post(self._url, f"/{self.name}/{what}", body)
        found = answer.json
        return found if answer.status == 200 and isinstance(found, dict) else {}


def sampled(url: str, manifest: Manifest, per_split: int) -> tuple[JsonObject, ...]:
    """Resets to try: the first tasks of each declared split and its last one, or some seeds."""
    declared = manifest.capabilities.declared_task_count
    if manifest.capabilities.task_api and declared and TaskApi(url).splits() is not None:
        return tuple(_places(declared, per_split))
    return tuple({"seed": seed} for seed in range(SEEDS))


def _places(declared: dict[str, int], per_split: int) -> Iterator[JsonObject]:
    for split, count in declared.items():
        indices = sorted({*range(min(per_split, count)), count - 1}) if count > 0 else []
        yield from ({"split": split, "index": index} for index in indices)
