"""Stop a server again and again while it plays, and look for steps that it left unanswered.

    python -m tests.stops [STOPS] [SEED]

Sessions send steps in bursts, so that there is always something received and not yet answered. At
a random moment the process gets SIGTERM. What it counts as played has to be what the clients were
answered, every socket has to be told that the server comes back, and the process has to end in
time and without a failure.
"""

import asyncio
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.serving import running_server

STOPS, SESSIONS, BURST = 100, 64, 4
EXIT_LIMIT_S = 10.0
RESTART = 1012

_STEPS = re.compile(r": stopped steps=(\d+)")
_STEP = json.dumps({"type": "step", "data": {"action_type": "review_ticket"}})


class Stop(NamedTuple):
    """What one stop came to."""

    answered: int
    played: int
    codes: frozenset[int | None]
    exit_code: int | None
    seconds: float
    traceback: bool

    @property
    def is_orderly(self) -> bool:
        """Whether nothing was left unanswered, unsaid or undone."""
        return (
            self.answered == self.played > 0
            and self.codes == {RESTART}
            and self.exit_code == 0
            and self.seconds <= EXIT_LIMIT_S
            and not self.traceback
        )


async def _play(url: str, ready: asyncio.Semaphore) -> tuple[int, int | None]:
    """Step until the server hangs up: how many steps were answered, and the code of the close."""
    answered = 0
    async with connect(url, proxy=None, compression=None) as socket:
        await socket.send('{"type": "reset"}')
        await socket.recv()
        ready.release()
        try:
            while True:
                for _ in range(BURST):
                    await socket.send(_STEP)
                for _ in range(BURST):
                    await socket.recv()
                    answered += 1
        except ConnectionClosed:
            pass
        try:  # what came before the close is still there to be read
            while True:
                await socket.recv()
                answered += 1
        except ConnectionClosed:
            return answered, socket.close_code


async def _stopped(
    url: str, terminate: Callable[[], None], delay: float
) -> list[tuple[int, int | None]]:
    """Start playing, stop the server after a while, and see all players to their end."""
    ready = asyncio.Semaphore(0)
    players = [asyncio.create_task(_play(url, ready)) for _ in range(SESSIONS)]
    for _ in players:
        await ready.acquire()
    await asyncio.sleep(delay)
    terminate()
    return await asyncio.gather(*players)


def stop(place: Path, delay: float) -> Stop:
    """Start a server, let the sessions play for a while, and stop it."""
    log = place / "log.txt"
    with running_server(log) as server:
        assert server.process is not None
        url = f"ws{server.url.removeprefix('http')}/ws"
        process = server.process
        stopped_at: list[float] = []

        def terminate() -> None:
            stopped_at.append(time.monotonic())
            process.terminate()

        told = asyncio.run(_stopped(url, terminate, delay))
        exit_code = process.wait(timeout=30)
        seconds = time.monotonic() - stopped_at[0]
    text = log.read_text()
    found = _STEPS.search(text)
    return Stop(
        answered=sum(answered for answered, _ in told),
        played=int(found[1]) if found else -1,
        codes=frozenset(code for _, code in told),
        exit_code=exit_code,
        seconds=seconds,
        traceback="Traceback" in text or " ERROR " in text,
    )


def main() -> int:
    """Do what the arguments say; the exit code."""
    stops, seed = (*map(int, sys.argv[1:]), *(STOPS, 1)[len(sys.argv) - 1 :])
    chance = random.Random(seed)
    found: list[Stop] = []
    with tempfile.TemporaryDirectory() as place:
        for number in range(stops):
            found.append(stop(Path(place), chance.uniform(0.0, 0.5)))
            if not found[-1].is_orderly:
                print(f"stop {number}: {found[-1]}")
    lost = sum(one.played - one.answered for one in found)
    print(
        f"{stops} stops of {SESSIONS} sessions, seed {seed}: "
        f"{sum(one.played for one in found)} steps played, {lost} of them unanswered, "
        f"{sum(not one.is_orderly for one in found)} stops out of order, "
        f"slowest exit {max(one.seconds for one in found):.1f} s after the signal"
    )
    return 0 if all(one.is_orderly for one in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
