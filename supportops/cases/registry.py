"""Every task there is: by id, by split and index, or picked by a seed."""

from supportops.casefile import CaseFile
from supportops.cases import generate
from supportops.cases.named import NAMED, named_case
from supportops.cases.partition import SPLIT_NAMES
from supportops.errors import UnknownTask
from supportops.records import Frozen
from supportops.vocabulary import Difficulty

TASK_IDS: tuple[str, ...] = tuple(NAMED)
"""Ids of the named tasks, from easy to hard."""

NAMED_SPLIT = "named"

SPLITS: tuple[str, ...] = (NAMED_SPLIT, *SPLIT_NAMES)
"""Names of the splits: the three named tasks, and those of generated cases."""


class TaskInfo(Frozen):
    """What is public about a task, as the Task API lists it."""

    task_id: str
    difficulty: Difficulty
    objective: str
    budget: int
    """In steps."""


def case_file(task_id: str) -> CaseFile:
    """The case file of a task, named or generated. Raises `UnknownTask`."""
    if task_id in NAMED:
        return named_case(task_id)
    if task_id.startswith("gen/"):
        return generate.generated(task_id)
    known = ", ".join(TASK_IDS)
    raise UnknownTask(
        f"unknown task_id {task_id[:60]!r}; use one of {known}, or gen/<family>/<split>/<number>"
    )


def is_named(task_id: str) -> bool:
    """Whether a task is one of the three whose gold is public."""
    return task_id in NAMED


def task_for_seed(seed: int, split: str | None = None) -> str:
    """The task a seed picks, for any integer; consecutive seeds take turns."""
    split = NAMED_SPLIT if split is None else split
    return task_at(split, seed % split_size(split))


def split_size(split: str) -> int:
    """How many tasks a split holds. Raises `UnknownTask`."""
    if split not in SPLITS:
        known = ", ".join(SPLITS)
        raise UnknownTask(f"unknown split {split[:60]!r}; use one of {known}", "split")
    return len(TASK_IDS) if split == NAMED_SPLIT else generate.size(split)


def task_at(split: str, index: int) -> str:
    """The task at an index of a split, from 0. Raises `UnknownTask`."""
    size = split_size(split)
    if not 0 <= index < size:
        held = f"it holds 0 to {size - 1}"
        raise UnknownTask(f"split {split!r} has no index {index}; {held}", "index")
    return TASK_IDS[index] if split == NAMED_SPLIT else str(generate.address_at(split, index))


def task_info(task_id: str) -> TaskInfo:
    """What is public about a task. Raises `UnknownTask`."""
    file = case_file(task_id)
    return TaskInfo(
        task_id=task_id,
        difficulty=file.difficulty,
        objective=file.objective,
        budget=file.budget,
    )
