"""The reference solution of this benchmark as trajectories: what `validation/oracle.py` prints.

Each is the shortest justified path of a case. They are data, so that whoever plays them believes
the server and nobody else.
"""

from collections.abc import Iterator

from supportops.agents.scripted import oracle_plan
from supportops.cases import case_file, split_size, task_at
from supportops.doctor.trajectory import JsonObject, Trajectory

SPLITS = ("named", "dev", "test", "test_overlay", "test_policy", "test_archetype")
"""Splits of listed cases, and the named tasks."""

PER_SPLIT = 15
"""Cases of each split: one of each family, as families take turns."""


def oracle_trajectories(per_split: int = PER_SPLIT) -> Iterator[Trajectory]:
    """A solution of each of the first cases of each split, and of its twin."""
    for split in SPLITS:
        for index in range(min(per_split, split_size(split))):
            task_id = task_at(split, index)
            yield solution(task_id)
            if split != "named":
                yield solution(f"{task_id}#twin")


def solution(task_id: str) -> Trajectory:
    """The shortest justified path of a task."""
    return Trajectory(name=task_id, reset={"task_id": task_id}, actions=tuple(steps(task_id)))


def steps(task_id: str) -> Iterator[JsonObject]:
    """The actions of that path, as they are sent."""
    for action in oracle_plan(case_file(task_id)):
        yield action.model_dump(mode="json", exclude_defaults=True)
