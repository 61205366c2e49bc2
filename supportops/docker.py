"""Containers for the client: start an image, wait until it is ready, stop it.

`Provider` names the three calls of OpenEnv's container providers, so that theirs can be used too.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import time
from collections.abc import Callable, Coroutine, Generator, Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener
from uuid import uuid4

if TYPE_CHECKING:
    from supportops.client import SupportOpsEnv, SyncSupportOpsEnv

CONTAINER_PORT = 8000
READY_TIMEOUT_S = 30.0
POLL_INTERVAL_S = 0.2
REQUEST_TIMEOUT_S = 2.0


class Provider(Protocol):
    """Something that runs an image."""

    def start_container(
        self, image: str, port: int | None = None, env_vars: dict[str, str] | None = None
    ) -> str:
        """Start the image and return the address of its server."""
        ...

    def wait_for_ready(self, base_url: str, timeout_s: float = READY_TIMEOUT_S) -> None:
        """Return once the server is healthy. Raises `TimeoutError` if it never is."""
        ...

    def stop_container(self) -> None:
        """Stop what was started; a second call does nothing."""
        ...


class DockerProvider:
    """Runs images with the `docker` command, on a free port of the loopback interface."""

    def __init__(self) -> None:
        self._container: str | None = None
        self._running = Lock()

    def start_container(
        self, image: str, port: int | None = None, env_vars: dict[str, str] | None = None
    ) -> str:
        """Start the image, on a free port unless one is given, and return its server's address.

        Raises:
            FileNotFoundError: there is no `docker` command.
            RuntimeError: docker could not run the image; its message is quoted.

        """
        port = port or _free_port()
        name = f"supportops-{uuid4()}"
        publish = f"127.0.0.1:{port}:{CONTAINER_PORT}"
        variables = [f"--env={name}={value}" for name, value in (env_vars or {}).items()]
        options = ("--detach", "--rm", f"--name={name}", "--publish", publish)
        with self._running:
            done = _docker("run", *options, *variables, image)
            if done.returncode:
                raise RuntimeError(f"docker run {image} failed: {done.stderr.strip()}")
            self._container = name
        return f"http://127.0.0.1:{port}"

    def wait_for_ready(self, base_url: str, timeout_s: float = READY_TIMEOUT_S) -> None:
        """Poll the health of the server. Raises `TimeoutError` after `timeout_s` seconds."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            if _is_healthy(base_url):
                return
            time.sleep(POLL_INTERVAL_S)
        raise TimeoutError(f"{base_url} was not healthy within {timeout_s:g} seconds")

    def stop_container(self) -> None:
        """Stop what was started, or is just being started; a second call does nothing."""
        with self._running:
            container, self._container = self._container, None
        if container is not None:
            _docker("stop", "--time", "5", container)


def started(provider: Provider, image: str, env_vars: Mapping[str, str], timeout_s: float) -> str:
    """Start an image and return the address of its server once it is ready; or stop it again."""
    try:
        base_url = provider.start_container(image, env_vars=dict(env_vars))
        provider.wait_for_ready(base_url, timeout_s=timeout_s)
    except BaseException:
        provider.stop_container()
        raise
    return base_url


class Bootstrap(Coroutine[Any, Any, "SupportOpsEnv"]):
    """A container that is about to start: `await` it for a client, or call `.sync()`.

    It is a whole coroutine, so that `asyncio.run` takes it too.
    """

    def __init__(self, start: Callable[[], SupportOpsEnv]) -> None:
        self._start = start
        self._running: Coroutine[Any, Any, SupportOpsEnv] | None = None

    def sync(self) -> SyncSupportOpsEnv:
        """Start the container and return a synchronous client of its server."""
        return self._start().sync()

    def __await__(self) -> Generator[Any, Any, SupportOpsEnv]:
        return self._coroutine().__await__()

    def send(self, value: Any) -> Any:
        """Resume, as a coroutine does."""
        return self._coroutine().send(value)

    def throw(self, *error: Any) -> Any:
        """Raise inside, as a coroutine does."""
        return self._coroutine().throw(*error)

    def close(self) -> None:
        """Give up, as a coroutine does."""
        if self._running is not None:
            self._running.close()

    def _coroutine(self) -> Coroutine[Any, Any, SupportOpsEnv]:
        if self._running is None:
            self._running = self._started()
        return self._running

    async def _started(self) -> SupportOpsEnv:
        starting = asyncio.ensure_future(asyncio.to_thread(self._start))
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:  # a thread cannot be stopped, but what it started can
            await (await starting).close()
            raise


def _docker(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - no shell, and the image is the caller's own choice
        ["docker", *arguments],  # noqa: S607 - found on the PATH, as in a terminal
        capture_output=True,
        text=True,
        check=False,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_healthy(base_url: str) -> bool:
    direct = build_opener(ProxyHandler({}))  # no proxy can reach this machine's loopback interface
    try:
        with direct.open(f"{base_url}/health", timeout=REQUEST_TIMEOUT_S) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
