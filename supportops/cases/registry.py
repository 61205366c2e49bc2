"""The published tasks, by id and in their fixed order."""

from collections.abc import Mapping

from supportops.casefile import CaseFile
from supportops.cases import account_takeover, damaged_mug, duplicate_charge
from supportops.errors import UnknownTask

_FILES: Mapping[str, CaseFile] = {
    module.CASE.task_id: module.CASE for module in (damaged_mug, duplicate_charge, account_takeover)
}

TASK_IDS: tuple[str, ...] = tuple(_FILES)
"""Ids of the published tasks, in the order of their difficulty."""


def case_file(task_id: str) -> CaseFile:
    """The case file of a task. Raises `UnknownTask`."""
    try:
        return _FILES[task_id]
    except KeyError:
        known = ", ".join(TASK_IDS)
        raise UnknownTask(f"unknown task_id {task_id[:60]!r}; use one of {known}") from None


def task_for_seed(seed: int) -> str:
    """The task a seed picks, for any integer; consecutive seeds take turns."""
    return TASK_IDS[seed % len(TASK_IDS)]
