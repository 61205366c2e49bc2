"""The unchanged official client, many at once: run by the Python of the official package.

    python official_client.py URL SESSIONS SECONDS PID < episode.json

The episode is a list of what `reset` and each `step` are given. Prints how many steps were answered
in how many seconds, and how much processor time the server with that process id, and this process,
spent meanwhile.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import uvloop
from openenv.core import GenericEnvClient


async def _play(
    url: str, episode: list[dict[str, Any]], gate: asyncio.Event, end: list[float]
) -> int:
    steps, (reset, *actions) = 0, episode
    async with GenericEnvClient(base_url=url) as env:
        await env.reset(**reset)
        await gate.wait()
        while time.perf_counter() < end[0]:
            for action in actions:
                await env.step(action)
                steps += 1
            await env.reset(**reset)
            steps += 1
    return steps


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _main(url: str, sessions: int, seconds: float, pid: int) -> None:
    episode = json.load(sys.stdin)
    gate, end = asyncio.Event(), [0.0]
    tasks = [asyncio.create_task(_play(url, episode, gate, end)) for _ in range(sessions)]
    await asyncio.sleep(1 + sessions / 200)
    start, cpu, own = time.perf_counter(), _cpu(pid), time.process_time()
    end[0] = start + seconds
    gate.set()
    steps = sum(await asyncio.gather(*tasks))
    spent = _cpu(pid) - cpu, time.process_time() - own
    print(json.dumps([steps, time.perf_counter() - start, *spent]))


uvloop.run(_main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])))
