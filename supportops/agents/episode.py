"""One episode of one agent, wherever the environment runs: in process, on a server, in a container.

It knows how to play and how to end; what is written about it is `report`'s business.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Protocol

from supportops.agents import Agent
from supportops.agents.deadline import Deadline, within
from supportops.environment import SupportOpsEnvironment
from supportops.models import ToolUseAction, ToolUseObservation, ToolUseState

if TYPE_CHECKING:
    from supportops.client import SyncSupportOpsEnv

CLOSE_SECONDS = 10.0
"""Longest wait for an environment to close, in seconds, on top of any deadline."""

OnStep = Callable[[ToolUseAction, ToolUseObservation], None]


class Desk(Protocol):
    """An environment that is ready to play, wherever it runs."""

    def reset(self, task_id: str) -> ToolUseObservation:
        """Start an episode."""
        ...

    def step(self, action: ToolUseAction) -> ToolUseObservation:
        """Take one action; reward, done and metadata are in the observation."""
        ...

    def state(self) -> ToolUseState:
        """Progress of the episode."""
        ...

    def close(self) -> None:
        """Give back what the desk holds."""
        ...


@contextmanager
def opened(open_desk: Callable[[], Desk], deadline: Deadline) -> Iterator[Desk]:
    """A desk for the length of a `with`. The deadline bounds its opening, not its closing."""
    desk = within(deadline, open_desk)
    try:
        yield desk
    finally:
        within(Deadline.after(CLOSE_SECONDS), desk.close)


def play(
    agent: Agent, desk: Desk, task_id: str, *, deadline: Deadline, on_step: OnStep
) -> float | None:
    """Play until the episode is done or the agent stops, and return the final score, in [0, 1].

    None means that the episode never came to its end. Raises `TimeoutError` at the deadline, and
    whatever the desk raises.
    """
    observation = within(deadline, partial(desk.reset, task_id))
    while not observation.done:
        action = agent.act(observation)
        if action is None:
            break
        observation = within(deadline, partial(desk.step, action))
        on_step(action, observation)
    score = observation.metadata.get("final_score") if observation.done else None
    if not isinstance(score, float | int):
        score = within(deadline, desk.state).final_score
    return score


class LocalDesk:
    """The environment in this process."""

    def __init__(self) -> None:
        self._environment = SupportOpsEnvironment()

    def reset(self, task_id: str) -> ToolUseObservation:
        """Start an episode."""
        return self._environment.reset(task_id=task_id)

    def step(self, action: ToolUseAction) -> ToolUseObservation:
        """Take one action."""
        return self._environment.step(action)

    def state(self) -> ToolUseState:
        """Progress of the episode."""
        return self._environment.state

    def close(self) -> None:
        """Forget the episode."""
        self._environment.close()


class RemoteDesk:
    """The environment behind a client, which is connected by the first reset.

    Closing it stops what was started for it, even if that start is still under way.
    """

    def __init__(
        self, connect: Callable[[], "SyncSupportOpsEnv"], stop: Callable[[], None] | None = None
    ) -> None:
        self._connect = connect
        self._stop = stop
        self._connected: SyncSupportOpsEnv | None = None

    @property
    def _client(self) -> "SyncSupportOpsEnv":
        if self._connected is None:
            self._connected = self._connect()
        return self._connected

    def reset(self, task_id: str) -> ToolUseObservation:
        """Start an episode."""
        return self._client.reset(task_id=task_id).observation

    def step(self, action: ToolUseAction) -> ToolUseObservation:
        """Take one action."""
        return self._client.step(action).observation

    def state(self) -> ToolUseState:
        """Progress of the episode."""
        return self._client.state()

    def close(self) -> None:
        """End the session."""
        if self._connected is not None:
            self._connected.close()
        if self._stop is not None:
            self._stop()


def desk_opener(server: str | None, image: str | None) -> Callable[[], Desk]:
    """How to open a desk: on a server by its URL, else in a container of an image, else here."""
    if server:
        return partial(_on_server, server)
    if image:
        return partial(_in_container, image)
    return LocalDesk


def _on_server(url: str) -> Desk:
    from supportops.client import SupportOpsEnv  # noqa: PLC0415 - loads websockets

    return RemoteDesk(SupportOpsEnv(base_url=url).sync)


def _in_container(image: str) -> Desk:
    from supportops.client import SupportOpsEnv  # noqa: PLC0415 - loads websockets
    from supportops.docker import DockerProvider  # noqa: PLC0415 - only for images

    provider = DockerProvider()
    start = SupportOpsEnv.from_docker_image(image, provider)
    return RemoteDesk(start.sync, provider.stop_container)
