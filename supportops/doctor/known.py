"""What is known of Support Ops beyond its wire: who plays it badly, what is true, what is gold.

The checks get it where the server under examination is one of ours, of the version at hand.
"""

from collections.abc import Callable

from supportops.agents import Agent
from supportops.agents.baselines import DoNothingAgent, RandomAgent
from supportops.cases import case_file, task_at
from supportops.doctor.leaks import scan
from supportops.doctor.players import Episode, MakePlayer, Player
from supportops.doctor.schema import ActionSchema
from supportops.doctor.subject import Content, LeakScan
from supportops.doctor.trajectory import JsonObject
from supportops.doctor.wire import Refused, Seen, request, session
from supportops.models import ToolUseObservation
from supportops.vocabulary import BENCHMARK_VERSION, ENV_NAME

AGENTS: dict[str, Callable[[int], Agent]] = {
    "random legal": RandomAgent,
    "do nothing": lambda seed: DoNothingAgent(),
}
"""Agents of this project that do no honest work."""


class AgentPlayer:
    """An agent of this project, on the wire."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    def act(self, seen: Seen) -> JsonObject | None:
        """The agent's next action; None once there is nothing left that it can do."""
        observation = ToolUseObservation.model_validate(
            {**seen.observation, "reward": seen.reward, "done": seen.done}
        )
        if observation.done:
            return {"action_type": "review_ticket"}
        action = self._agent.act(observation)
        return None if action is None else action.model_dump(mode="json", exclude_defaults=True)


def _on_the_wire(make: Callable[[int], Agent]) -> MakePlayer:
    def player(schema: ActionSchema, seed: int) -> Player:  # noqa: ARG001
        return AgentPlayer(make(seed))

    return player


class SupportOpsContent:
    """The content at hand: agents and case files."""

    def __init__(self, cases: int) -> None:
        self._cases = cases

    def adversaries(self) -> dict[str, MakePlayer]:
        """Agents that know the environment and do no honest work."""
        return {name: _on_the_wire(make) for name, make in AGENTS.items()}

    def succeeded(self, episode: Episode) -> bool:
        """The right code was submitted after all of some sufficient evidence was read.

        Told from the actions and the case file; an action that was refused counts for nothing.
        """
        file = case_file(_task_id(episode.options))
        read: set[str] = set()
        for action, seen in zip(episode.actions, episode.seen[1:], strict=True):
            if seen.observation.get("last_action_error") is not None:
                continue
            read.update(seen.observation.get("collected_evidence", ()))
            if action["action_type"] == "submit_resolution":
                right = action.get("resolution_code") == file.gold.resolution
                return right and any(read.issuperset(refs) for refs in file.gold.evidence)
        return False

    def scan(self, url: str) -> LeakScan:
        """Look for gold in everything that the server says before an episode ends."""
        return scan(url, self._cases)


def content_of(url: str, cases: int) -> Content | str:
    """What is known of the server's environment; in words why nothing is, if so."""
    named = request(url, "GET", "/metadata").json
    name = named.get("name") if isinstance(named, dict) else None
    if name != ENV_NAME:
        return f"this is {name!r}, and the content at hand is that of {ENV_NAME}"
    try:
        with session(url) as room:
            room.reset({})
            version = room.state().get("benchmark_version")
    except Refused as error:
        return str(error)
    if version != BENCHMARK_VERSION:
        return f"the server's benchmark is {version}, the content at hand is {BENCHMARK_VERSION}"
    return SupportOpsContent(cases)


def _task_id(options: JsonObject) -> str:
    if "task_id" in options:
        return str(options["task_id"])
    return task_at(options["split"], options["index"])
