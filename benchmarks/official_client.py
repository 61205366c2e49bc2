"""The unchanged official client, many at once: run by the Python of the official package.

    python official_client.py URL SESSIONS SECONDS < actions.json

Prints how many steps were answered in how many seconds.
"""

import asyncio
import json
import sys
import time
from typing import Any

from openenv.core import GenericEnvClient


async def _play(
    url: str, actions: list[dict[str, Any]], gate: asyncio.Event, end: list[float]
) -> int:
    steps = 0
    async with GenericEnvClient(base_url=url) as env:
        await env.reset()
        await gate.wait()
        while time.perf_counter() < end[0]:
            for action in actions:
                await env.step(action)
                steps += 1
            await env.reset()
            steps += 1
    return steps


async def _main(url: str, sessions: int, seconds: float) -> None:
    actions = json.load(sys.stdin)
    gate, end = asyncio.Event(), [0.0]
    tasks = [asyncio.create_task(_play(url, actions, gate, end)) for _ in range(sessions)]
    await asyncio.sleep(1 + sessions / 200)
    start = time.perf_counter()
    end[0] = start + seconds
    gate.set()
    steps = sum(await asyncio.gather(*tasks))
    print(json.dumps([steps, time.perf_counter() - start]))


asyncio.run(_main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
