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
TICK = os.sysconf("SC_CLK_TCK")
CORES = sorted(os.sched_getaffinity(0))
QUIET = ("--log-level", "warning", "--no-access-log")
LIMITS: Mapping[str, str] = {"MAX_CONCURRENT_ENVS": "20000"}


class Contender(NamedTuple):
    """A server by name: the Python that runs it, the application, further options."""

    name: str
    python: Path
    app: str
    options: tuple[str, ...] = ()


OURS_STOCK = Contender("ours", Path(sys.executable), "server.app:app")
LEAN = "supportops.server.lean:LeanWebSocket"
OURS_LEAN = Contender("ours, lean", Path(sys.executable), "server.app:app", ("--ws", LEAN))
OFFICIAL = Contender("official", OFFICIAL_PYTHON, "benchmarks.official:app")
OFFICIAL_ASYNC = Contender("official async", OFFICIAL_PYTHON, "benchmarks.official:asynchronous")
RAW = Contender("raw echo", Path(sys.executable), "benchmarks.echo:app")
CONTENDERS = (OFFICIAL, OFFICIAL_ASYNC, OURS_STOCK, OURS_LEAN, RAW)


class Running(NamedTuple):
    """A process that serves."""

    pid: int
    port: int

    def cpu(self) -> float:
        """CPU time so far, in seconds."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self) -> int:
        """Resident memory, in bytes."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * PAGE

    def threads(self) -> int:
        """Threads alive."""
        return len(os.listdir(f"/proc/{self.pid}/task"))


@contextmanager
def running(contender: Contender, script: Path, *more: str, cores: int = 1) -> Iterator[Running]:
    """A contender in a process of its own, on its own core where there are several."""
    port = _free_port()
    command = [contender.python, "-m", "uvicorn", contender.app, "--port", str(port)]
    environment = {**os.environ, "BENCH_SCRIPT": str(script), "PYTHONPATH": str(ROOT), **LIMITS}
    process = subprocess.Popen(
        [*map(str, command), *QUIET, *contender.options, *more], cwd=ROOT, env=environment
    )
    try:
        if cores < len(CORES):
            os.sched_setaffinity(process.pid, CORES[:cores])
        _await_health(port, process)
        yield Running(process.pid, port)
    finally:
        process.terminate()
        process.wait(timeout=60)


def stay_apart() -> None:
    """Leave the servers a core of their own."""
    if len(CORES) > 1:
        os.sched_setaffinity(0, CORES[1:])


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
