"""`SupportOpsEnv`: the typed client of a running server, asynchronous and synchronous.

It has the surface that users of OpenEnv's `EnvClient` know and needs none of that package. One
client is one session on one WebSocket; the socket is opened by the first call.

    with SupportOpsEnv("http://localhost:8000").sync() as env:
        result = env.reset(task_id="damaged-mug-replacement")
        result = env.step(ToolUseAction(action_type="review_ticket"))

The action and observation classes are importable from here, where discovery looks for them.
"""

import asyncio
from collections.abc import Coroutine, Generator, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Thread
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar
from urllib.parse import quote

from pydantic_core import from_json, to_json
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from supportops.docker import DockerProvider, Provider
from supportops.errors import ServerError
from supportops.models import ToolUseAction, ToolUseObservation, ToolUseState

__all__ = [
    "Bootstrap",
    "StepResult",
    "SupportOpsEnv",
    "SyncSupportOpsEnv",
    "ToolUseAction",
    "ToolUseObservation",
    "ToolUseState",
]

Action = ToolUseAction | Mapping[str, Any]

Result = TypeVar("Result")

MEBIBYTE = 1_048_576


class StepResult(NamedTuple):
    """What came of a reset or a step."""

    observation: ToolUseObservation
    reward: float | None = None
    done: bool = False
    metadata: Mapping[str, Any] = {}


class SupportOpsEnv:
    """Asynchronous client; `.sync()` gives the synchronous one.

    Raises, from every call: `ServerError` for an error answer, after which the session goes on;
    `ConnectionError` if the server cannot be reached or hangs up; `TimeoutError` if it is silent.
    After the last two the next call opens a new session.
    """

    def __init__(  # noqa: PLR0913 - the options of OpenEnv's client, each by name
        self,
        base_url: str,
        *,
        connect_timeout_s: float = 10.0,
        message_timeout_s: float = 60.0,
        max_message_size_mb: float = 100.0,
        headers: Mapping[str, str] | None = None,
        session_id: str | None = None,
        provider: Provider | None = None,
    ) -> None:
        self.base_url = base_url
        self._connect = partial(
            connect,
            _websocket_url(base_url, session_id),
            open_timeout=connect_timeout_s,
            max_size=int(max_message_size_mb * MEBIBYTE),
            additional_headers=dict(headers or {}),
            compression=None,
        )
        self._message_timeout_s = message_timeout_s
        self._provider = provider
        self._socket: ClientConnection | None = None

    @classmethod
    def from_docker_image(
        cls, image: str, provider: Provider | None = None, **options: Any
    ) -> "Bootstrap":
        """Start a container of an image and connect: `await` the handle, or call its `.sync()`."""
        return Bootstrap(image, provider or DockerProvider(), options)

    def sync(self) -> "SyncSupportOpsEnv":
        """The same client for synchronous code; use one of the two from here on."""
        return SyncSupportOpsEnv(self)

    async def connect(self) -> Self:
        """Open the session now rather than at the first call."""
        await self._connected()
        return self

    async def reset(self, **options: Any) -> StepResult:
        """Start an episode; options are those of the environment's `reset`."""
        return _result(await self._call("reset", options))

    async def step(self, action: Action) -> StepResult:
        """Take an action."""
        return _result(await self._call("step", _fields(action)))

    async def state(self) -> ToolUseState:
        """Progress of the episode."""
        return ToolUseState.model_validate(await self._call("state"))

    async def close(self) -> None:
        """End the session, and the container if there is one."""
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close()
        provider, self._provider = self._provider, None
        if provider is not None:
            await asyncio.to_thread(provider.stop_container)

    async def _connected(self) -> ClientConnection:
        if self._socket is None:
            try:
                self._socket = await self._connect()
            except (InvalidURI, InvalidHandshake) as error:
                raise ConnectionError(f"no OpenEnv server at {self.base_url}: {error}") from error
        return self._socket

    async def _call(self, kind: str, data: Mapping[str, Any] | None = None) -> Any:
        socket = await self._connected()
        try:
            await socket.send(_frame(kind, data))
            reply = await asyncio.wait_for(socket.recv(), self._message_timeout_s)
        except ConnectionClosed as error:
            self._socket = None
            raise ConnectionError(f"the server hung up: {error}") from error
        except TimeoutError:
            # A late answer must not be taken for the answer to the next call.
            self._socket = None
            await socket.close()
            raise
        return _data(reply)

    async def __aenter__(self) -> Self:
        return await self.connect()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


class SyncSupportOpsEnv:
    """Synchronous client, with the same calls and the same errors.

    It runs an asynchronous one on a loop of its own in a background thread, so that the server's
    pings are answered while the caller thinks.
    """

    def __init__(self, client: SupportOpsEnv) -> None:
        self._client = client
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def base_url(self) -> str:
        """Address of the server."""
        return self._client.base_url

    def connect(self) -> Self:
        """Open the session now rather than at the first call."""
        self._run(self._client.connect())
        return self

    def reset(self, **options: Any) -> StepResult:
        """Start an episode; options are those of the environment's `reset`."""
        return self._run(self._client.reset(**options))

    def step(self, action: Action) -> StepResult:
        """Take an action."""
        return self._run(self._client.step(action))

    def state(self) -> ToolUseState:
        """Progress of the episode."""
        return self._run(self._client.state())

    def close(self) -> None:
        """End the session, and the container if there is one."""
        try:
            self._run(self._client.close())
        finally:
            self._stop_loop()

    def _run(self, call: Coroutine[Any, Any, Result]) -> Result:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            Thread(target=self._loop.run_forever, daemon=True).start()
        return asyncio.run_coroutine_threadsafe(call, self._loop).result()

    def _stop_loop(self) -> None:
        loop, self._loop = self._loop, None
        if loop is not None:
            loop.call_soon_threadsafe(loop.stop)

    def __enter__(self) -> Self:
        return self.connect()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """A container that is about to start: `await` it for a client, or call `.sync()`."""

    image: str
    provider: Provider
    options: Mapping[str, Any]

    def sync(self) -> SyncSupportOpsEnv:
        """Start the container and return a connected synchronous client."""
        client = self._started().sync()
        try:
            return client.connect()
        except BaseException:
            client.close()
            raise

    def __await__(self) -> Generator[Any, None, SupportOpsEnv]:
        return self._connected().__await__()

    async def _connected(self) -> SupportOpsEnv:
        client = await asyncio.to_thread(self._started)
        try:
            return await client.connect()
        except BaseException:
            await client.close()
            raise

    def _started(self) -> SupportOpsEnv:
        try:
            base_url = self.provider.start_container(self.image)
            self.provider.wait_for_ready(base_url)
        except BaseException:
            self.provider.stop_container()
            raise
        return SupportOpsEnv(base_url, provider=self.provider, **self.options)


def _websocket_url(base_url: str, session_id: str | None) -> str:
    """The base address as ws or wss, with its path kept."""
    scheme, separator, rest = base_url.rstrip("/").partition("://")
    if not separator:
        scheme, rest = "ws", scheme
    secure = scheme.lower() in ("https", "wss")
    query = f"?session_id={quote(session_id)}" if session_id else ""
    return f"{'wss' if secure else 'ws'}://{rest}/ws{query}"


def _fields(action: Action) -> Mapping[str, Any]:
    return action.model_dump(mode="json") if isinstance(action, ToolUseAction) else action


def _frame(kind: str, data: Mapping[str, Any] | None) -> str:
    message = {"type": kind} if data is None else {"type": kind, "data": data}
    return to_json(message).decode()


def _data(reply: str | bytes) -> Any:
    message = from_json(reply)
    data = message.get("data", {})
    if message.get("type") == "error":
        raise ServerError(_explained(data), data.get("code", "UNKNOWN"))
    return data


def _explained(data: Mapping[str, Any]) -> str:
    """The message of an error frame, with what it says about single fields."""
    details = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in data.get("errors", ()))
    return "; ".join((data.get("message", "no message"), *details))


def _result(data: Mapping[str, Any]) -> StepResult:
    lifted = {"reward": data.get("reward"), "done": data.get("done", False)}
    observation = ToolUseObservation.model_validate({**data["observation"], **lifted})
    return StepResult(observation, observation.reward, observation.done, observation.metadata)
