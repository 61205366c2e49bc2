"""Processor time of a step of an official environment, in process: prints microseconds as JSON.

Runs in the environment of the official package. The environment does here what ours does: the same
workflow moves the same cases, and the action and the observation are models of the official
package with the same fields. What is left to compare is the package around it, and the JSON.
"""

import json
import time
from typing import Any

from openenv.core.env_server.interfaces import Environment
from openenv.core.env_server.serialization import serialize_observation
from openenv.core.env_server.types import Action, State

from benchmarks.official import SCRIPT, DeskObservation
from supportops.environment import SupportOpsEnvironment
from supportops.observation import observed
from supportops.vocabulary import ARGUMENT_OF, ActionType

ROUNDS, EPISODES = 9, 100


class WorkingAction(Action):
    """The action, with a verb that is one of five."""

    action_type: ActionType
    artifact_id: str | None = None
    query: str | None = None
    message: str | None = None
    resolution_code: str | None = None

    @property
    def argument(self) -> str | None:
        """The value of the field that belongs to the verb."""
        field = ARGUMENT_OF.get(self.action_type)
        value: str | None = getattr(self, field) if field else None
        return value


class WorkingDesk(Environment[WorkingAction, DeskObservation, State]):
    """An official environment around our workflow."""

    def __init__(self) -> None:
        super().__init__()
        self._desk = SupportOpsEnvironment()

    def reset(
        self, seed: int | None = None, episode_id: str | None = None, **options: Any
    ) -> DeskObservation:
        """Start over."""
        return DeskObservation(**observed(self._desk.begin(seed, episode_id, **options), None))

    def step(
        self, action: WorkingAction, timeout_s: float | None = None, **options: Any
    ) -> DeskObservation:
        """Take a step."""
        step = self._desk.take(action)
        return DeskObservation(**observed(step.case, step))

    @property
    def state(self) -> State:
        """How far the episode is."""
        return State(step_count=self._desk.state.step_count)


def _measured(*, as_json: bool) -> float:
    env, best = WorkingDesk(), float("inf")
    reset, *frames = [one["frame"]["data"] for one in SCRIPT]
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(EPISODES):
            observations = [env.reset(**reset)]
            observations += [env.step(WorkingAction(**fields)) for fields in frames]
            if as_json:
                for observation in observations:
                    json.dumps(serialize_observation(observation))
        best = min(best, (time.process_time() - start) / EPISODES / len(SCRIPT))
    return best * 1e6


print(json.dumps([_measured(as_json=False), _measured(as_json=True)]))
