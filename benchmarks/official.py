"""The official server around an environment that costs it next to nothing.

Runs in the environment of the official package, and imports nothing of this project. Its
environment looks the next observation up in a recorded episode: as many fields and as many bytes
as here, and less work than any real environment does. `app` steps in a thread of the session, as
the official server does by default, `asynchronous` on the loop.
"""

import json
import os
from pathlib import Path
from typing import Any

from openenv.core.env_server.http_server import create_app
from openenv.core.env_server.interfaces import Environment
from openenv.core.env_server.types import Action, Observation, State

SCRIPT: list[dict[str, Any]] = json.loads(Path(os.environ["BENCH_SCRIPT"]).read_text())
FIELDS = [
    {**one["envelope"]["observation"], "reward": one["envelope"]["reward"]}
    | {"done": one["envelope"]["done"]}
    for one in SCRIPT
]


class DeskAction(Action):
    """The action, field by field."""

    action_type: str
    artifact_id: str | None = None
    query: str | None = None
    message: str | None = None
    resolution_code: str | None = None


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
    """Plays the recorded episode, whatever the actions are."""

    SUPPORTS_CONCURRENT_SESSIONS = True

    def __init__(self) -> None:
        super().__init__()
        self._place = 0

    def reset(
        self, seed: int | None = None, episode_id: str | None = None, **options: Any
    ) -> DeskObservation:
        """Start over."""
        self._place = 0
        return DeskObservation(**FIELDS[0])

    def step(
        self, action: DeskAction, timeout_s: float | None = None, **options: Any
    ) -> DeskObservation:
        """Look the next observation up."""
        self._place = min(self._place + 1, len(FIELDS) - 1)
        return DeskObservation(**FIELDS[self._place])

    @property
    def state(self) -> State:
        """How far the episode is."""
        return State(step_count=self._place)


class AsyncDesk(Desk):
    """The same without a thread."""

    async def step_async(
        self, action: DeskAction, timeout_s: float | None = None, **options: Any
    ) -> DeskObservation:
        """Look the next observation up, on the loop."""
        return self.step(action)

    async def reset_async(
        self, seed: int | None = None, episode_id: str | None = None, **options: Any
    ) -> DeskObservation:
        """Start over, on the loop."""
        return self.reset()


def _server(desk: type[Desk]) -> Any:
    return create_app(
        desk, DeskAction, DeskObservation, env_name="desk_env", max_concurrent_envs=20_000
    )


app = _server(Desk)
asynchronous = _server(AsyncDesk)
