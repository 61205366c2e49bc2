"""What the agents that need no model score: the ceiling and the floors of every comparison.

Episodes are fixed by their seeds, so equal arguments give equal numbers on every machine.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from supportops.agents import Agent
from supportops.agents.baselines import DoNothingAgent, RandomAgent
from supportops.agents.rollout import rollout
from supportops.agents.scripted import ScriptedAgent
from supportops.cases import TASK_IDS
from supportops.environment import SupportOpsEnvironment
from supportops.vocabulary import FULL


class Contender(NamedTuple):
    """An agent by name, how to make it from a seed, and whether the seed changes its play."""

    name: str
    make: Callable[[int], Agent]
    varies: bool = False


CONTENDERS = (
    Contender("scripted", lambda seed: ScriptedAgent()),
    Contender("random", RandomAgent, varies=True),
    Contender("do-nothing", lambda seed: DoNothingAgent()),
)


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
        for contender in CONTENDERS:
            yield _standing(contender, task_id, episodes if contender.varies else 1)


def _standing(contender: Contender, task_id: str, episodes: int) -> Standing:
    points = [_basis_points(contender.make(seed), task_id) for seed in range(episodes)]
    mean = sum(points) / (episodes * FULL)
    return Standing(task_id, contender.name, episodes, mean, max(points) / FULL)


def _basis_points(agent: Agent, task_id: str) -> int:
    card = rollout(agent, SupportOpsEnvironment(), task_id=task_id).score_card
    return card.basis_points if card else 0
