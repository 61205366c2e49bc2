"""The unchanged official client, many at once: run by the Python of the official package.

    python official_client.py URL SESSIONS SECONDS PID < episode.json

The episode is a list of what `reset` and each `step` are given. Prints how many steps were answered
in how many seconds, and how much processor time the server with that process id, and this process,
spent meanwhile. Resets count as steps; opening and closing the sessions is left out.
"""

import asyncio
import json
import os
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import uvloop
from openenv.core import GenericEnvClient


async def _played(env: GenericEnvClient, episode: list[dict[str, Any]], end: float) -> int:
    """Whole episodes until then, and one in any case."""
    steps, (reset, *actions) = 0, episode
    while not steps or time.perf_counter() < end:
        await env.reset(**reset)
        for action in actions:
            result = await env.step(action)
        steps += len(episode)
        if not result.done:
            raise RuntimeError(f"the episode did not end: {result}")
    return steps


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _main(url: str, sessions: int, seconds: float, pid: int) -> None:
    episode = json.load(sys.stdin)
    async with AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(GenericEnvClient(base_url=url)) for _ in range(sessions)
        ]
        await asyncio.gather(*(_played(env, episode, 0.0) for env in clients))
        start, cpu, own = time.perf_counter(), _cpu(pid), time.process_time()
        end = start + seconds
        steps = sum(await asyncio.gather(*(_played(env, episode, end) for env in clients)))
        spent = _cpu(pid) - cpu, time.process_time() - own
        print(json.dumps([steps, time.perf_counter() - start, *spent]))


uvloop.run(_main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])))
