"""The content: published tasks and their case files."""

from supportops.cases.registry import TASK_IDS, case_file, task_for_seed

__all__ = ["TASK_IDS", "case_file", "task_for_seed"]
