"""The official server around the same workflow, and what a step of it costs in process.

    python -m benchmarks.official SCRIPT

prints two figures as JSON: microseconds of processor time for a step, as a typed observation and as
the text of a frame, over a recorded episode. Runs in the environment of the official package. The
action and the observation are models of that package, with the same fields as here, and the cases
are moved by the same workflow: what is left to compare is the server and the package around it. The
application that `threaded` makes steps in a thread of the session, as the official server does by
default; that of `asynchronous` on the loop.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from openenv.core.env_server.http_server import create_app
from openenv.core.env_server.interfaces import Environment
from openenv.core.env_server.serialization import serialize_observation
from openenv.core.env_server.types import Action, Observation, State, WSObservationResponse

from supportops.environment import SupportOpsEnvironment
from supportops.observation import observed
from supportops.vocabulary import ARGUMENT_OF, ActionType

ROUNDS, EPISODES = 9, 100


class DeskAction(Action):
    """The action, field by field."""

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


class DeskObservation(Observation):
    """The observation, field by field."""

    task_id: str
    difficulty: str
    objective: str
    customer_message: str
    workspace_summary: str
    phase: str
    available_actions: list[str]
    available_artifacts: list[str]
    available_policies: list[str]
    available_resolution_codes: list[str]
    collected_evidence: list[str]
    last_tool_result: str | None = None
    last_action_error: str | None = None
    remaining_steps: int
    current_score: float


class Desk(Environment[DeskAction, DeskObservation, State]):
    """An official environment around our workflow."""

    SUPPORTS_CONCURRENT_SESSIONS = True

    def __init__(self) -> None:
        super().__init__()
        self._desk = SupportOpsEnvironment()

    def reset(
        self, seed: int | None = None, episode_id: str | None = None, **options: Any
    ) -> DeskObservation:
        """Start over."""
        return DeskObservation(**observed(self._desk.begin(seed, episode_id, **options), None))

    def step(
        self, action: DeskAction, timeout_s: float | None = None, **options: Any
    ) -> DeskObservation:
        """Take a step."""
        step = self._desk.take(action)
        return DeskObservation(**observed(step.case, step))

    @property
    def state(self) -> State:
        """How far the episode is."""
        return State(step_count=self._desk.state.step_count)


class AsyncDesk(Desk):
    """The same without a thread."""

    async def step_async(
        self, action: DeskAction, timeout_s: float | None = None, **options: Any
    ) -> DeskObservation:
        """Take a step, on the loop."""
        return self.step(action)

    async def reset_async(
        self, seed: int | None = None, episode_id: str | None = None, **options: Any
    ) -> DeskObservation:
        """Start over, on the loop."""
        return self.reset(seed, episode_id, **options)


def _server(desk: type[Desk]) -> Any:
    return create_app(
        desk, DeskAction, DeskObservation, env_name="desk_env", max_concurrent_envs=20_000
    )


def threaded() -> Any:
    """The application that steps in threads."""
    return _server(Desk)


def asynchronous() -> Any:
    """The application that steps on the loop."""
    return _server(AsyncDesk)


def _in_process(frames: list[dict[str, Any]], *, as_json: bool) -> float:
    """The least of some rounds: whatever else runs can only add to it."""
    env, best = Desk(), float("inf")
    reset, *steps = frames
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(EPISODES):
            observations = [env.reset(**reset)]
            observations += [env.step(DeskAction(**fields)) for fields in steps]
            if as_json:
                for observation in observations:
                    data = serialize_observation(observation)
                    WSObservationResponse(data=data).model_dump_json()
        best = min(best, (time.process_time() - start) / EPISODES / len(frames))
    return best * 1e6


if __name__ == "__main__":
    recorded = json.loads(Path(sys.argv[1]).read_text())
    data = [one["frame"]["data"] for one in recorded]
    found = [_in_process(data, as_json=as_json) for as_json in (False, True)]
    sys.stdout.write(json.dumps(found))
