"""Plays contestants on tasks, in one process or in several, with the same result in the same order.

The work is cut into chunks of tasks, not of contestants, so that each case is built once. Nothing
depends on which process plays a chunk, nor on which ends first.
"""

import multiprocessing
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from supportops.agents.panel import Contestant, contestants
from supportops.cases import is_named
from supportops.environment import SupportOpsEnvironment
from supportops.evaluation.outcome import Outcome, judged
from supportops.vocabulary import FULL

if TYPE_CHECKING:
    from supportops.agents import Agent

CHUNK = 10
"""Tasks that a process plays at a time."""

AFTER_THE_END = 20
"""Steps that a contestant which goes on after the end may try."""

TWIN = "#twin"
"""What follows an address to make it that of the twin."""

Played = tuple[Outcome, ...]
"""The outcomes of all contestants on one task, in their order."""


def play(agent: "Agent", task_id: str, *, after: int = 0) -> Outcome:
    """Play one episode, and after its end up to `after` steps more.

    Raises `UnknownTask`.
    """
    env = SupportOpsEnvironment()
    observation, rewards = env.reset(task_id=task_id), 0
    while not observation.done and (action := agent.act(observation)) is not None:
        observation = env.step(action)
        rewards += round((observation.reward or 0) * FULL)
    late = 0
    for _ in range(after if observation.done else 0):
        action = agent.act(observation)
        if action is None:
            break
        observation = env.step(action)
        late += round((observation.reward or 0) * FULL)
    case = env.case
    assert case is not None
    return judged(case, rewards, late)


def outcomes(tasks: Sequence[str], names: Sequence[str], *, processes: int = 1) -> Iterator[Played]:
    """The outcomes of these contestants, task by task. Raises `UnknownTask` and `KeyError`.

    A contestant whose play varies is seeded with the place of the task in the sequence. Whoever
    has a justified success in a case plays its twin as well.
    """
    numbered = list(enumerate(tasks))
    chunks = [numbered[start : start + CHUNK] for start in range(0, len(tasks), CHUNK)]
    if min(processes, len(chunks)) <= 1:
        yield from chain.from_iterable(map(partial(_chunk, names), chunks))
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(processes, len(chunks)), context) as pool:
        with _deaf_children():
            played = pool.map(partial(_chunk, names), chunks)
        yield from chain.from_iterable(played)


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes that start meanwhile ignore interrupts, which are for their parent to take."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _chunk(names: Sequence[str], chunk: Sequence[tuple[int, str]]) -> list[Played]:
    chosen = contestants(names)
    return [tuple(_one(item, seed, task_id) for item in chosen) for seed, task_id in chunk]


def _one(contestant: Contestant, seed: int, task_id: str) -> Outcome:
    after = AFTER_THE_END if contestant.persists else 0
    outcome = play(contestant.make(seed), task_id, after=after)
    if not outcome.justified or is_named(task_id):
        return outcome
    twin = f"{task_id}{TWIN}"
    agent = contestant.told(twin) if contestant.told else contestant.make(seed)
    return outcome._replace(twins=play(agent, twin).justified)
