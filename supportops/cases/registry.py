"""The published tasks: by id, by split and index, or picked by a seed."""

from collections.abc import Mapping

from supportops.casefile import CaseFile
from supportops.cases import account_takeover, damaged_mug, duplicate_charge
from supportops.errors import UnknownTask
from supportops.records import Frozen
from supportops.vocabulary import Difficulty

_FILES: Mapping[str, CaseFile] = {
    module.CASE.task_id: module.CASE for module in (damaged_mug, duplicate_charge, account_takeover)
}

TASK_IDS: tuple[str, ...] = tuple(_FILES)
"""Ids of the published tasks, from easy to hard."""

SPLITS: Mapping[str, tuple[str, ...]] = {"test": TASK_IDS}
"""Task ids of each split, by position."""


class TaskInfo(Frozen):
    """What is public about a task, as the Task API lists it."""

    task_id: str
    difficulty: Difficulty
    objective: str
    budget: int
    """In steps."""


def case_file(task_id: str) -> CaseFile:
    """The case file of a task. Raises `UnknownTask`."""
    try:
        return _FILES[task_id]
    except KeyError:
        known = ", ".join(TASK_IDS)
        raise UnknownTask(f"unknown task_id {task_id[:60]!r}; use one of {known}") from None


def task_for_seed(seed: int, split: str | None = None) -> str:
    """The task a seed picks, for any integer; consecutive seeds take turns."""
    tasks = split_tasks(split) if split is not None else TASK_IDS
    return tasks[seed % len(tasks)]


def split_tasks(split: str) -> tuple[str, ...]:
    """Ids of the tasks in a split. Raises `UnknownTask`."""
    try:
        return SPLITS[split]
    except KeyError:
        known = ", ".join(SPLITS)
        raise UnknownTask(f"unknown split {split[:60]!r}; use one of {known}", "split") from None


def task_at(split: str, index: int) -> str:
    """The task at an index of a split, from 0. Raises `UnknownTask`."""
    tasks = split_tasks(split)
    if not 0 <= index < len(tasks):
        held = f"it holds 0 to {len(tasks) - 1}"
        raise UnknownTask(f"split {split!r} has no index {index}; {held}", "index")
    return tasks[index]


def task_info(task_id: str) -> TaskInfo:
    """What is public about a task. Raises `UnknownTask`."""
    file = case_file(task_id)
    return TaskInfo(
        task_id=file.task_id,
        difficulty=file.difficulty,
        objective=file.objective,
        budget=file.budget,
    )
