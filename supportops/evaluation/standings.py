"""What the ceiling and the floors of the panel score on each named task.

Episodes are fixed by their seeds, so equal arguments give equal numbers on every machine.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from supportops.agents.panel import Contestant, contestants
from supportops.cases import TASK_IDS
from supportops.evaluation.runner import play
from supportops.evaluation.statistics import Sums
from supportops.vocabulary import FULL

SHOWN = ("oracle", "random", "do-nothing")
"""Contestants that are shown task by task."""


class Standing(NamedTuple):
    """Final scores of one agent on one task, in [0, 1]; an unfinished episode counts as 0."""

    task_id: str
    agent: str
    episodes: int
    mean: float
    max: float


def standings(episodes: int, tasks: Sequence[str] = TASK_IDS) -> Iterator[Standing]:
    """Every agent on every task: seeds 0 to `episodes` - 1 where the seed matters, else once."""
    for task_id in tasks:
        for contestant in contestants(SHOWN):
            yield _standing(contestant, task_id, episodes if contestant.varies else 1)


def _standing(contestant: Contestant, task_id: str, episodes: int) -> Standing:
    scores = [play(contestant.make(seed), task_id).score for seed in range(episodes)]
    mean = Sums.of(scores).mean / FULL
    return Standing(task_id, contestant.name, episodes, mean, max(scores) / FULL)
