"""The contenders, and how their processes are started, watched and stopped."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
OFFICIAL_PYTHON = ROOT / ".venv" / "openenv-0.10" / "bin" / "python"
START_S = 60.0
PAGE = os.sysconf("SC_PAGE_SIZE")
_PROCESS_CLOCK = 2
CORES = sorted(os.sched_getaffinity(0))
QUIET = ("--log-level", "warning", "--no-access-log")
LIMITS: Mapping[str, str] = {"MAX_CONCURRENT_ENVS": "20000", "LOG_LEVEL": "warning"}


class Contender(NamedTuple):
    """A server by name, and the command that serves it; the port is to follow."""

    name: str
    command: tuple[str, ...]


def _uvicorn(python: Path | str, app: str, *options: str) -> tuple[str, ...]:
    return (str(python), "-m", "uvicorn", app, *QUIET, *options, "--port")


_PLAIN = ("--ws-per-message-deflate", "false")

OURS_STOCK = Contender("ours", _uvicorn(sys.executable, "server.app:app", *_PLAIN))
OURS = Contender("ours, lean", (sys.executable, "-m", "supportops.server", "--port"))
OFFICIAL = Contender(
    "official", _uvicorn(OFFICIAL_PYTHON, "benchmarks.official:threaded", "--factory")
)
OFFICIAL_PLAIN = OFFICIAL._replace(
    command=_uvicorn(OFFICIAL_PYTHON, "benchmarks.official:threaded", "--factory", *_PLAIN)
)
"""The same, told not to compress what it sends to a client that offers to read that."""

OFFICIAL_ASYNC = Contender(
    "official async", _uvicorn(OFFICIAL_PYTHON, "benchmarks.official:asynchronous", "--factory")
)
RAW = Contender("raw echo", _uvicorn(sys.executable, "benchmarks.echo:app"))
BARE = Contender("bare", (sys.executable, "-m", "benchmarks.bare"))
CONTENDERS = (OFFICIAL, OFFICIAL_ASYNC, OURS_STOCK, OURS, RAW, BARE)


class Running(NamedTuple):
    """A process that serves."""

    pid: int
    port: int

    def cpu(self) -> float:
        """Processor time so far, in seconds."""
        return cpu_of(self.pid)

    def memory(self) -> int:
        """Resident memory, in bytes."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * PAGE

    def threads(self) -> int:
        """Threads alive."""
        return len(os.listdir(f"/proc/{self.pid}/task"))


def cpu_of(pid: int) -> float:
    """Processor time of a process so far, in seconds, to the nanosecond.

    Linux has a clock for each process; its number is made of the id as the kernel's headers say.
    """
    return time.clock_gettime((~pid << 3) | _PROCESS_CLOCK)


@contextmanager
def running(
    contender: Contender, script: Path, *more: str, cores: int = 1, **settings: str
) -> Iterator[Running]:
    """A contender in a process of its own, on so many cores, with settings of its own."""
    port = _free_port()
    named = {"BENCH_SCRIPT": str(script), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [*contender.command, str(port), *more],
        cwd=ROOT,
        env={**os.environ, **named, **LIMITS, **settings},
    )
    try:
        os.sched_setaffinity(process.pid, CORES[:cores])  # it has that of its parent until now
        _await_health(port, process)
        yield Running(process.pid, port)
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def apart() -> Iterator[None]:
    """Leave the servers a core of their own."""
    os.sched_setaffinity(0, CORES[1:] or CORES)
    try:
        yield
    finally:
        os.sched_setaffinity(0, CORES)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await_health(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                pass
            with urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.01)
    raise RuntimeError("a contender did not start")
