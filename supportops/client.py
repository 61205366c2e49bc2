"""`SupportOpsEnv`: the typed client of a running server, asynchronous and synchronous.

It has the surface that users of OpenEnv's `EnvClient` know and needs none of that package. One
client is one session on one WebSocket; the socket is opened by the first call.

    with SupportOpsEnv("http://localhost:8000").sync() as env:
        result = env.reset(task_id="damaged-mug-replacement")
        result = env.step(ToolUseAction(action_type="review_ticket"))

The action and observation classes are importable from here, where discovery looks for them.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from supportops.docker import READY_TIMEOUT_S, Bootstrap, DockerProvider, Provider, started
from supportops.models import ToolUseAction, ToolUseObservation, ToolUseState
from supportops.sync_client import SyncSupportOpsEnv
from supportops.wire import (
    Action,
    StepResult,
    answered,
    fields,
    frame,
    is_loopback,
    result,
    websocket_url,
)

__all__ = [
    "Bootstrap",
    "StepResult",
    "SupportOpsEnv",
    "SyncSupportOpsEnv",
    "ToolUseAction",
    "ToolUseObservation",
    "ToolUseState",
]

MEBIBYTE = 1_048_576


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
            websocket_url(base_url, session_id),
            open_timeout=connect_timeout_s,
            max_size=int(max_message_size_mb * MEBIBYTE),
            additional_headers=dict(headers or {}),
            compression=None,
            proxy=None if is_loopback(base_url) else True,
        )
        self._message_timeout_s = message_timeout_s
        self._provider = provider
        self._socket: ClientConnection | None = None
        self._turn = asyncio.Lock()

    @classmethod
    def from_docker_image(
        cls,
        image: str,
        provider: Provider | None = None,
        *,
        wait_timeout: float = READY_TIMEOUT_S,
        env_vars: Mapping[str, str] | None = None,
        **options: Any,
    ) -> Bootstrap:
        """Start a container of an image: `await` the handle for a client, or call its `.sync()`.

        Closing the client stops the container. `options` are those of the client.
        """

        def start() -> "SupportOpsEnv":
            runs = provider or DockerProvider()
            base_url = started(runs, image, env_vars or {}, wait_timeout)
            return cls(base_url, provider=runs, **options)

        return Bootstrap(start)

    def sync(self) -> SyncSupportOpsEnv:
        """The same client for synchronous code; use one of the two from here on."""
        return SyncSupportOpsEnv(self)

    async def connect(self) -> Self:
        """Open the session now rather than at the first call."""
        async with self._turn:
            await self._connected()
        return self

    async def reset(self, **options: Any) -> StepResult:
        """Start an episode; options are those of the environment's `reset`."""
        return result(await self._call("reset", options))

    async def step(self, action: Action) -> StepResult:
        """Take an action."""
        return result(await self._call("step", fields(action)))

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
            except TimeoutError:
                raise
            except (InvalidURI, InvalidHandshake, OSError) as error:
                raise ConnectionError(f"no OpenEnv server at {self.base_url}: {error}") from error
        return self._socket

    async def _call(self, kind: str, data: Mapping[str, Any] | None = None) -> Any:
        text = frame(kind, data)
        async with self._turn:
            socket = await self._connected()
            try:
                reply = await asyncio.wait_for(_reply(socket, text), self._message_timeout_s)
            except ConnectionClosed as error:
                self._socket = None
                raise ConnectionError(f"the server hung up: {error}") from error
            except BaseException:
                # A late answer must not be taken for the answer to the next call.
                self._socket = None
                socket.transport.abort()
                raise
        return answered(reply)

    async def __aenter__(self) -> Self:
        try:
            return await self.connect()
        except BaseException:
            await self.close()
            raise

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


async def _reply(socket: ClientConnection, text: str) -> str | bytes:
    """The answer to a frame; what the server said before it hung up is one, too."""
    with suppress(ConnectionClosed):
        await socket.send(text)
    return await socket.recv()
