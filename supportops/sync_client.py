"""The synchronous form of the client; `SupportOpsEnv.sync()` makes it."""

import asyncio
from collections.abc import Coroutine
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from supportops.models import ToolUseState
from supportops.wire import Action, StepResult

if TYPE_CHECKING:
    from supportops.client import SupportOpsEnv

Result = TypeVar("Result")


class SyncSupportOpsEnv:
    """Synchronous client, with the same calls and the same errors.

    It runs an asynchronous one on a loop of its own in a background thread, so that the server's
    pings are answered while the caller thinks.
    """

    def __init__(self, client: "SupportOpsEnv") -> None:
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
            Thread(target=_run_until_stopped, args=[self._loop], daemon=True).start()
        return asyncio.run_coroutine_threadsafe(call, self._loop).result()

    def _stop_loop(self) -> None:
        loop, self._loop = self._loop, None
        if loop is not None:
            loop.call_soon_threadsafe(loop.stop)

    def __enter__(self) -> Self:
        try:
            return self.connect()
        except BaseException:
            self.close()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _run_until_stopped(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
    finally:
        loop.close()
