"""What is known of Support Ops beyond its wire: who plays it badly, what is true, what is gold.

The checks get it where the server under examination is one of ours, of the version at hand.
"""

from supportops.agents.panel import PANEL, Contestant, Kind, contestants
from supportops.cases import case_file, task_at
from supportops.doctor.leaks import scan
from supportops.doctor.players import Episode, MakePlayer
from supportops.doctor.subject import Content, LeakScan
from supportops.doctor.trajectory import JsonObject
from supportops.doctor.wire import Refused, Seen, request, session
from supportops.models import ToolUseObservation
from supportops.vocabulary import BENCHMARK_VERSION, ENV_NAME

WORKLESS = (
    "do-nothing",
    "invalid-only",
    "repeater",
    "random",
    "ticket-guesser",
    "twin-memoriser",
    "reward-farmer",
    "clairvoyant",
)
"""Contestants that read nothing, or act on nothing that they read.

The others read most of what decides and cut one corner, and a part of the work is worth a part of
the score. They are judged by whether their reward goes with true success.
"""

LATE: JsonObject = {"action_type": "review_ticket"}
"""What is tried after the end by who would stop there."""


class ContestantPlayer:
    """A contestant of the panel, on the wire."""

    def __init__(self, contestant: Contestant, seed: int) -> None:
        self._agent, self._persists = contestant.make(seed), contestant.persists

    def act(self, seen: Seen) -> JsonObject | None:
        """The agent's next action; after the end, one more try by those that do not go on."""
        if seen.done and not self._persists:
            return LATE
        observation = ToolUseObservation.model_validate(
            {**seen.observation, "reward": seen.reward, "done": seen.done}
        )
        action = self._agent.act(observation)
        return None if action is None else action.model_dump(mode="json", exclude_defaults=True)


def _on_the_wire(contestant: Contestant) -> MakePlayer:
    return lambda schema, seed: ContestantPlayer(contestant, seed)


class SupportOpsContent:
    """The content at hand: agents and case files."""

    def __init__(self, cases: int) -> None:
        self._cases = cases

    def adversaries(self) -> dict[str, MakePlayer]:
        """Agents that know the environment and leave the work out."""
        return {one.name: _on_the_wire(one) for one in contestants(WORKLESS)}

    def corner_cutters(self) -> dict[str, MakePlayer]:
        """Agents that do a part of the work; what they earn is no floor."""
        rest = (one for one in PANEL if one.kind is not Kind.HONEST and one.name not in WORKLESS)
        return {one.name: _on_the_wire(one) for one in rest}

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
