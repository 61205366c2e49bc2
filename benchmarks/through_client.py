"""Steps through the unchanged official client, in front of each server."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack

from benchmarks import servers, workload
from benchmarks.measure import Bench, Found, Rounds
from benchmarks.servers import (
    OFFICIAL,
    OFFICIAL_PLAIN,
    OFFICIAL_PYTHON,
    OURS,
    OURS_STOCK,
    ROOT,
    Running,
)

CLIENT_LEVELS = (16, 128)
CLIENT_S = 1.5
CLIENT_CONTENDERS = ((OFFICIAL, ""), (OFFICIAL_PLAIN, ", no deflate"), (OURS_STOCK, ""), (OURS, ""))
"""Who is asked through the official client, and what its figures are called besides."""


def client(bench: Bench) -> Rounds:
    """Steps through the unchanged official client, and the CPU time of the server for each."""
    with ExitStack() as stack:
        alive = [
            (one.name, more, stack.enter_context(servers.running(one, bench.script)))
            for one, more in CLIENT_CONTENDERS
        ]
        while True:
            yield [
                found
                for level in CLIENT_LEVELS
                for name, more, server in alive
                for found in _through_client(bench, f"{level}{more}", name, server, level)
            ]


def _through_client(
    bench: Bench, what: str, name: str, server: Running, level: int
) -> Iterator[Found]:
    script = str(ROOT / "benchmarks" / "official_client.py")
    options = (f"http://127.0.0.1:{server.port}", str(level), str(CLIENT_S), str(server.pid))
    ran = subprocess.run(  # our own arguments
        [str(OFFICIAL_PYTHON), script, *options],
        input=json.dumps([{"task_id": workload.TASK_ID}, *bench.actions]),
        capture_output=True,
        text=True,
        check=True,
    )
    steps, seconds, cpu, own = json.loads(ran.stdout)
    yield f"steps/s, official client, {what}", name, steps / seconds
    yield f"server us, official client, {what}", name, cpu / steps * 1e6
    yield f"client's share of a core, official client, {what}", name, own / seconds
