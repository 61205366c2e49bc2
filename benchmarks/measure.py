"""The measurements: contenders take turns in every round, so that all are disturbed alike."""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import load, servers, workload
from benchmarks.load import Peer
from benchmarks.servers import OFFICIAL, OFFICIAL_PYTHON, OURS_LEAN, OURS_STOCK, RAW, ROOT, Running
from supportops.environment import SupportOpsEnvironment
from supportops.models import ToolUseAction
from supportops.server.encoding import envelope_json

LEVELS = (1, 16, 128, 1024)
WARM_S, CELL_S = 0.1, 0.4
HELD = 2048
CLIENT_LEVELS = (16, 128)

Figures = dict[tuple[str, str], float]
"""The median of each figure, by what was measured and of which contender."""


class Bench(NamedTuple):
    """What all measurements share."""

    script: Path
    frames: list[bytes]
    actions: list[workload.Json]
    rounds: int

    @property
    def long_rounds(self) -> int:
        """Rounds of what takes long: a third."""
        return max(1, self.rounds // 3)


def prepared(folder: Path, rounds: int) -> Bench:
    """Record the episode and make its frames."""
    exchanges = workload.episode()
    script = folder / "script.json"
    script.write_text(workload.recorded(exchanges))
    frames = [load.text_frame(json.dumps(one.frame).encode()) for one in exchanges]
    return Bench(script, frames, workload.looks(), rounds)


def medians(found: Iterator[tuple[str, str, float]]) -> Figures:
    """The median of each figure."""
    kept: dict[tuple[str, str], list[float]] = defaultdict(list)
    for what, name, value in found:
        kept[what, name].append(value)
    return {key: median(values) for key, values in kept.items()}


def sockets(bench: Bench) -> Iterator[tuple[str, str, float]]:
    """Steps over `/ws` by number of sessions, and how fast sessions open."""
    with ExitStack() as stack:
        alive = _all(stack, bench, servers.CONTENDERS)
        for _ in range(bench.rounds):
            for level in LEVELS:
                for name, server in alive.items():
                    yield from _cell(bench, level, name, server)


def _cell(bench: Bench, level: int, name: str, server: Running) -> Iterator[tuple[str, str, float]]:
    with ExitStack() as stack:
        start = time.perf_counter()
        opened = [stack.enter_context(closing(load.upgraded(server.port))) for _ in range(level)]
        for one in opened:
            load.ask(one, bench.frames[0], load.frame_is_whole)
        if level == 128:
            yield "sessions opened a second", name, level / (time.perf_counter() - start)
        peers = [Peer(one, bench.frames) for one in opened]
        load.drive(peers, WARM_S, load.frame_is_whole)
        sample = load.drive(peers, CELL_S, load.frame_is_whole)
    yield f"steps/s, {level}", name, sample.rate
    yield f"p50 ms, {level}", name, sample.p50_ms
    yield f"p99 ms, {level}", name, sample.p99_ms
    yield f"client's share of a core, {level}", name, sample.client_share


def over_http(bench: Bench) -> Iterator[tuple[str, str, float]]:
    """Steps over plain HTTP, 16 connections."""
    body = {"action": bench.actions[0]}
    with ExitStack() as stack:
        alive = _all(stack, bench, (OFFICIAL, OURS_STOCK, RAW))
        for _ in range(bench.rounds):
            for name, server in alive.items():
                with ExitStack() as cell:
                    peers = []
                    for _ in range(16):
                        one = cell.enter_context(closing(load.connect(server.port)))
                        told = load.ask(one, _post("/reset", {}), load.body_is_whole)
                        named = json.loads(told.partition(b"\r\n\r\n")[2]).get("metadata") or {}
                        peers.append(Peer(one, [_post("/step", body | named)]))
                    load.drive(peers, WARM_S, load.body_is_whole)
                    yield "HTTP", name, load.drive(peers, CELL_S, load.body_is_whole).rate


def _post(path: str, body: Mapping[str, object]) -> bytes:
    text = json.dumps(body)
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(text)}\r\n\r\n{text}"
    ).encode()


def lives(bench: Bench) -> Iterator[tuple[str, str, float]]:
    """Cold start, idle memory, memory and threads of held sessions, a burst of clients."""
    for _ in range(bench.long_rounds):
        for contender in (OFFICIAL, OURS_LEAN, RAW):
            start = time.perf_counter()
            with servers.running(contender, bench.script) as server:
                name = contender.name
                yield "cold start s", name, time.perf_counter() - start
                yield "import CPU s", name, server.cpu()
                idle = server.memory()
                yield "idle MiB", name, idle / 2**20
                with ExitStack() as stack:
                    for _ in range(HELD):
                        one = stack.enter_context(closing(load.upgraded(server.port)))
                        for frame in bench.frames[:2]:
                            load.ask(one, frame, load.frame_is_whole)
                    yield "KiB a session", name, (server.memory() - idle) / HELD / 1024
                    yield "threads", name, float(server.threads())
                time.sleep(1)
                yield f"burst of {HELD} s", name, load.burst(server.port, HELD, bench.frames[0])


def herd(bench: Bench) -> Iterator[tuple[str, str, float]]:
    """A burst of more clients than the queue of a listener holds."""
    with servers.running(OURS_LEAN, bench.script) as server:
        yield "burst of 8192 s", OURS_LEAN.name, load.burst(server.port, 8192, bench.frames[0])


def official_client(bench: Bench) -> Iterator[tuple[str, str, float]]:
    """Steps through the unchanged official client, and the CPU time of the server for each."""
    with ExitStack() as stack:
        alive = _all(stack, bench, (OFFICIAL, OURS_STOCK, OURS_LEAN))
        for _ in range(bench.long_rounds):
            for level in CLIENT_LEVELS:
                for name, server in alive.items():
                    before = server.cpu()
                    steps, seconds = _client(bench, server.port, level)
                    yield f"official client, {level}", name, steps / seconds
                    cpu = (server.cpu() - before) / steps * 1e6
                    yield f"official client, {level}, server us", name, cpu


def _client(bench: Bench, port: int, level: int) -> tuple[int, float]:
    script = str(ROOT / "benchmarks" / "official_client.py")
    command = [str(OFFICIAL_PYTHON), script, f"http://127.0.0.1:{port}", str(level), "2"]
    found = subprocess.run(  # our own arguments
        command, input=json.dumps(bench.actions), capture_output=True, text=True, check=True
    )
    steps, seconds = json.loads(found.stdout)
    return steps, seconds


def workers(bench: Bench) -> Iterator[tuple[str, str, float]]:
    """Two workers beside one, on all cores, with the client among them."""
    with ExitStack() as stack:
        one = stack.enter_context(servers.running(OURS_LEAN, bench.script, cores=99))
        two = stack.enter_context(
            servers.running(OURS_LEAN, bench.script, "--workers", "2", cores=99)
        )
        for _ in range(bench.rounds):
            for name, server in (("one", one), ("two", two)):
                for what, _, value in _cell(bench, 128, name, server):
                    yield f"workers: {what}", name, value


def in_process(bench: Bench) -> Iterator[tuple[str, str, float]]:
    """CPU time of a step without a server: as a typed observation, and as JSON."""
    command = [str(OFFICIAL_PYTHON), "-m", "benchmarks.official_steps"]
    environment = {**os.environ, "BENCH_SCRIPT": str(bench.script), "PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    typed, as_json = json.loads(found.stdout)
    yield "typed us", "official", typed
    yield "JSON us", "official", as_json
    yield "typed us", "ours", min(_steps(bench, as_json=False) for _ in range(9))
    yield "JSON us", "ours", min(_steps(bench, as_json=True) for _ in range(9))
    yield "draft us", "ours", min(_draft() for _ in range(9))


def _steps(bench: Bench, *, as_json: bool, episodes: int = 100) -> float:
    env = SupportOpsEnvironment()
    start = time.process_time()
    for _ in range(episodes):
        actions = [ToolUseAction(**fields) for fields in bench.actions]
        if as_json:
            envelope_json(env.begin(task_id=workload.TASK_ID), None)
            for action in actions:
                step = env.take(action)
                envelope_json(step.case, step)
        else:
            env.reset(task_id=workload.TASK_ID)
            for action in actions:
                env.step(action)
    return (time.process_time() - start) / episodes / (len(bench.actions) + 1) * 1e6


def _draft() -> float:
    env = SupportOpsEnvironment()
    look, draft = workload.drafting()
    env.reset(task_id=workload.TASK_ID)
    env.step(look)
    start = time.process_time()
    env.step(draft)
    return (time.process_time() - start) * 1e6


def _all(
    stack: ExitStack, bench: Bench, contenders: tuple[servers.Contender, ...]
) -> dict[str, Running]:
    return {one.name: stack.enter_context(servers.running(one, bench.script)) for one in contenders}


def everything(bench: Bench) -> Figures:
    """All measurements, one after the other."""
    servers.stay_apart()
    figures: Figures = {}
    for measured in (in_process, sockets, over_http, lives, official_client, workers, herd):
        sys.stderr.write(f"{measured.__name__}\n")
        try:
            figures |= medians(measured(bench))
        except OSError as error:  # a figure that cannot be had leaves its cells empty
            sys.stderr.write(f"{measured.__name__}: {error}\n")
    return figures
