"""The content: published tasks and their case files."""

from supportops.cases.registry import (
    SPLITS,
    TASK_IDS,
    TaskInfo,
    case_file,
    split_tasks,
    task_at,
    task_for_seed,
    task_info,
)

__all__ = [
    "SPLITS",
    "TASK_IDS",
    "TaskInfo",
    "case_file",
    "split_tasks",
    "task_at",
    "task_for_seed",
    "task_info",
]
