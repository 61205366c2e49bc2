"""An agent plays an episode in this process. Episodes on a server or under a clock are `episode`'s.

state = play(ScriptedAgent(), SupportOpsEnvironment(), task_id="damaged-mug-replacement")
"""

from collections.abc import Iterator
from typing import TypedDict, Unpack

from supportops.agents import Agent
from supportops.environment import SupportOpsEnvironment
from supportops.models import ToolUseObservation, ToolUseState
from supportops.vocabulary import RewardMode


class ResetOptions(TypedDict, total=False):
    """What `SupportOpsEnvironment.reset` may be told."""

    seed: int | None
    episode_id: str | None
    task_id: str | None
    reward_mode: RewardMode | str | None


def observations(
    agent: Agent, env: SupportOpsEnvironment, **reset: Unpack[ResetOptions]
) -> Iterator[ToolUseObservation]:
    """Every observation of an episode, until it is done or the agent stops."""
    observation = env.reset(**reset)
    yield observation
    while not observation.done and (action := agent.act(observation)) is not None:
        observation = env.step(action)
        yield observation


def rollout(
    agent: Agent, env: SupportOpsEnvironment, **reset: Unpack[ResetOptions]
) -> ToolUseState:
    """Play an episode and return its last state; `final_score` is None if the agent stopped."""
    for _ in observations(agent, env, **reset):
        pass
    return env.state
