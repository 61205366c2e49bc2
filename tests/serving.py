"""A real server in a process of its own, on a free port of the loopback interface."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
START_TIMEOUT_S = 20.0


class Server(NamedTuple):
    """Where it listens, where it logs, and what runs it, if it is one process."""

    url: str
    log: Path
    process: "subprocess.Popen[bytes] | None" = None


@contextmanager
def running_server(log: Path, **settings: str) -> Iterator[Server]:
    """Start a server with settings from the environment, and stop it at the end."""
    port = free_port()
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "supportops.server", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            await_health(url, process, log)
            yield Server(url, log, process)
        finally:
            process.terminate()
            process.wait(timeout=10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def await_health(
    url: str, process: "subprocess.Popen[bytes]", log: Path, patience: float = START_TIMEOUT_S
) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{url}/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"the server did not start: {log.read_text()}")
