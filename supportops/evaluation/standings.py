"""What the ceiling and the floors of the panel score on each named task.

Episodes are fixed by their seeds, so equal arguments give equal numbers on every machine.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from supportops.agents.panel import Contestant, contestants
from supportops.cases import TASK_IDS
from supportops.evaluation.runner import play
from supportops.evaluation.statistics import Sums
from supportops.vocabulary import FULL

SHOWN: Mapping[str, str] = {
    "scripted": "oracle",
    "random": "random",
    "do-nothing": "do-nothing",
}
"""Names under which the table of scores shows agents, and the contestants they are."""


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
        for label, name in SHOWN.items():
            [contestant] = contestants([name])
            yield _standing(label, contestant, task_id, episodes)


def _standing(label: str, contestant: Contestant, task_id: str, most: int) -> Standing:
    episodes = most if contestant.varies else 1
    scores = [play(contestant.make(seed), task_id).score for seed in range(episodes)]
    mean = Sums.of(scores).mean / FULL
    return Standing(task_id, label, episodes, mean, max(scores) / FULL)
