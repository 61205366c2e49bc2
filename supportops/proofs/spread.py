"""Work on many cases, spread over a bounded number of processes; results in order."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")

MOST_JOBS = 2
"""Processes unless more are asked for."""


def default_jobs() -> int:
    """As many processes as the machine has cores, up to a few."""
    return min(MOST_JOBS, os.cpu_count() or 1)


def spread(work: Callable[[str], Result], names: Sequence[str], jobs: int = 1) -> Iterator[Result]:
    """What the work gives for each name; `jobs` of 1 stays in this process.

    The work has to be a function of a module, as other processes look it up by its name.
    """
    if jobs == 1 or len(names) < jobs:
        yield from map(work, names)
        return
    with ProcessPoolExecutor(jobs, initializer=_leave_interrupts) as pool:
        try:
            yield from pool.map(work, names)
        finally:
            pool.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """An interrupt is answered by the process that was asked, and by none of its helpers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
