"""Episodes that the server plays for the page: an agent's, or one that is given action by action.

Replaying is how a shared link is opened: it holds actions and no score, so that it can claim none.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping

from supportops.agents import Agent
from supportops.agents.baselines import DoNothingAgent, RandomAgent
from supportops.agents.scripted import oracle_plan
from supportops.casefile import CaseFile
from supportops.environment import SupportOpsEnvironment
from supportops.models import ToolUseAction, ToolUseObservation
from supportops.observation import observe
from supportops.server.sessions import Caller
from supportops.server.turns import Turns
from supportops.server.views import shown
from supportops.server.web.shapes import AgentName, PlayRequest, Transcript, Turn
from supportops.vocabulary import BENCHMARK_VERSION


class Planned:
    """Plays what was decided before, whatever comes of it."""

    def __init__(self, plan: Iterator[ToolUseAction]) -> None:
        self._plan = plan

    def act(self, observation: ToolUseObservation) -> ToolUseAction | None:  # noqa: ARG002
        """The next action of the plan."""
        return next(self._plan, None)


def _scripted(file: CaseFile, _: int) -> Agent:
    return Planned(iter(oracle_plan(file)))


AGENTS: Mapping[AgentName, Callable[[CaseFile, int], Agent]] = {
    "scripted": _scripted,
    "random": lambda _, seed: RandomAgent(seed),
    "do-nothing": lambda *_: DoNothingAgent(),
}
"""How each agent is made, for a case and a seed."""

KNOWS_THE_ANSWER: frozenset[AgentName] = frozenset({"scripted"})
"""Agents whose play tells what is right; the others know no more than a visitor."""


async def played(
    asked: PlayRequest, given: tuple[ToolUseAction, ...], turns: Turns, caller: Caller
) -> Transcript:
    """Play an episode to its end, or as far as its actions go.

    Raises:
        UnknownTask: no task has this id.
        TookTooLong: a turn was given up.

    """
    env = SupportOpsEnvironment()
    case = env.begin(task_id=asked.task_id, reward_mode=asked.reward_mode)
    agent = AGENTS[asked.agent](case.file, asked.seed) if asked.agent else Planned(iter(given))
    observation = observe(case, None)
    found = [Turn(action=None, observation=observation)]
    while not observation.done and (action := agent.act(observation)) is not None:
        step = turns.take(env, action)
        observation = observe(step.case, step)
        found.append(Turn(action=action, observation=observation))
        await asyncio.sleep(0)  # whoever else waits gets a turn
    return Transcript(
        benchmark_version=BENCHMARK_VERSION,
        task_id=asked.task_id,
        reward_mode=asked.reward_mode,
        agent=asked.agent,
        turns=tuple(found),
        state=shown(env.state, caller),
    )
