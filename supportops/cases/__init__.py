"""The content: published tasks and their case files."""

from supportops.cases.registry import (
    NAMED_SPLIT,
    SPLITS,
    TASK_IDS,
    TaskInfo,
    case_file,
    is_named,
    split_size,
    task_at,
    task_for_seed,
    task_info,
)

__all__ = [
    "NAMED_SPLIT",
    "SPLITS",
    "TASK_IDS",
    "TaskInfo",
    "case_file",
    "is_named",
    "split_size",
    "task_at",
    "task_for_seed",
    "task_info",
]
