"""Containers for the client: start an image, wait until it is ready, stop it.

`Provider` names the three calls of OpenEnv's container providers, so that theirs can be used too.
"""

import socket
import subprocess
import time
from typing import Protocol
from urllib.error import URLError
from urllib.request import urlopen

CONTAINER_PORT = 8000
READY_TIMEOUT_S = 30.0
POLL_INTERVAL_S = 0.2
REQUEST_TIMEOUT_S = 2.0


class Provider(Protocol):
    """Something that runs an image."""

    def start_container(self, image: str) -> str:
        """Start the image and return the address of its server."""
        ...

    def wait_for_ready(self, base_url: str) -> None:
        """Return once the server is healthy. Raises `TimeoutError` if it never is."""
        ...

    def stop_container(self) -> None:
        """Stop what was started; a second call does nothing."""
        ...


class DockerProvider:
    """Runs images with the `docker` command, on a free port of the loopback interface."""

    def __init__(self) -> None:
        self._container: str | None = None

    def start_container(self, image: str) -> str:
        """Start the image and return the address of its server.

        Raises:
            FileNotFoundError: there is no `docker` command.
            RuntimeError: docker could not run the image; its message is quoted.

        """
        port = _free_port()
        publish = f"127.0.0.1:{port}:{CONTAINER_PORT}"
        done = _docker("run", "--detach", "--rm", "--publish", publish, image)
        if done.returncode:
            raise RuntimeError(f"docker run {image} failed: {done.stderr.strip()}")
        self._container = done.stdout.strip()
        return f"http://127.0.0.1:{port}"

    def wait_for_ready(self, base_url: str) -> None:
        """Poll the health of the server. Raises `TimeoutError` after 30 seconds."""
        deadline = time.monotonic() + READY_TIMEOUT_S
        while time.monotonic() < deadline:
            if _is_healthy(base_url):
                return
            time.sleep(POLL_INTERVAL_S)
        raise TimeoutError(f"{base_url} was not healthy within {READY_TIMEOUT_S:.0f} seconds")

    def stop_container(self) -> None:
        """Stop what was started; a second call does nothing."""
        container, self._container = self._container, None
        if container is not None:
            _docker("stop", "--time", "5", container)


def _docker(*arguments: str) -> "subprocess.CompletedProcess[str]":
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
    try:
        with urlopen(f"{base_url}/health", timeout=REQUEST_TIMEOUT_S) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
