"""The measurements of servers: contenders take turns, so that all are disturbed alike.

A section gives its figures round by round. Whoever reads them may stop after any round.
"""

import json
import time
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import NamedTuple

from benchmarks import load, servers, workload
from benchmarks.burst import burst
from benchmarks.load import End, Peer
from benchmarks.servers import (
    OFFICIAL,
    OURS,
    OURS_STOCK,
    RAW,
    Contender,
    Running,
)

LEVELS = (1, 16, 128, 1024)
WARM_S, CELL_S = 0.1, 0.4
HELD = 2048
IDLE_S, IDLE_SHARE, IDLE_LOOKS = 0.05, 0.05, 100
"""Servers are idle once they take less than this share of a core for so many seconds."""

LETTERS = 4
"""Letters that each peer of the workers drafts in turn: more than are kept, over all peers."""

Found = tuple[str, str, float]
"""What was measured, of which contender, and what came out."""

Rounds = Generator[list[Found], None, None]


class Bench(NamedTuple):
    """What all measurements share."""

    script: Path
    frames: list[bytes]
    actions: list[workload.Json]


def prepared(folder: Path) -> Bench:
    """Record the episode and make its frames."""
    exchanges = workload.episode()
    script = folder / "script.json"
    script.write_text(workload.recorded(exchanges))
    return Bench(script, _frames([one.frame for one in exchanges]), workload.looks())


def _frames(messages: Sequence[workload.Json]) -> list[bytes]:
    return [load.text_frame(json.dumps(message).encode()) for message in messages]


def sockets(bench: Bench) -> Rounds:
    """Steps over `/ws` by number of sessions, and how fast sessions open."""
    with ExitStack() as stack:
        alive = _all(stack, bench, servers.CONTENDERS)
        while True:
            yield [
                found
                for level in LEVELS
                for name in alive
                for found in _cell(bench, level, name, alive)
            ]


def _settle(running: Collection[Running]) -> None:
    """Wait until no server is at work, for a few seconds at most.

    Ending many sessions takes a server longer than its clients, and would take the next one's time.
    """
    for _ in range(IDLE_LOOKS):
        before = sum(server.cpu() for server in running)
        time.sleep(IDLE_S)
        if sum(server.cpu() for server in running) - before < IDLE_S * IDLE_SHARE:
            return


def _cell(bench: Bench, level: int, name: str, alive: Mapping[str, Running]) -> Iterator[Found]:
    server = alive[name]
    _settle(alive.values())
    with ExitStack() as stack:
        start, cpu = time.perf_counter(), server.cpu()
        opened = _opened(stack, server, level, bench.frames[0])
        if level >= 128:
            yield f"sessions opened a second, {level}", name, level / (time.perf_counter() - start)
            yield f"a session opened, server us, {level}", name, (server.cpu() - cpu) / level * 1e6
        peers = [Peer(one, bench.frames) for one in opened]
        yield from _driven(f"{level}", name, peers, server, load.frame_end)


def _opened(stack: ExitStack, server: Running, count: int, reset: bytes) -> list[load.Connected]:
    found = [stack.enter_context(closing(load.upgraded(server.port))) for _ in range(count)]
    for one in found:
        load.ask(one, reset, load.frame_end)
    return found


def _driven(what: str, name: str, peers: list[Peer], server: Running, ends: End) -> Iterator[Found]:
    load.drive(peers, WARM_S, ends)
    cpu = server.cpu()
    sample = load.drive(peers, CELL_S, ends)
    yield f"steps/s, {what}", name, sample.rate
    yield f"server us, {what}", name, (server.cpu() - cpu) / sample.steps * 1e6
    yield f"p50 ms, {what}", name, sample.p50_ms
    yield f"p99 ms, {what}", name, sample.p99_ms
    yield f"client's share of a core, {what}", name, sample.client_share


def http(bench: Bench) -> Rounds:
    """Episodes over plain HTTP, 16 connections. A session that was named is named again."""
    with ExitStack() as stack:
        alive = _all(stack, bench, (OFFICIAL, OURS_STOCK, OURS, RAW))
        while True:
            found: list[Found] = []
            for name, server in alive.items():
                with ExitStack() as cell:
                    peers = []
                    for _ in range(16):
                        one = cell.enter_context(closing(load.connect(server.port)))
                        reset = {"task_id": workload.TASK_ID}
                        told = load.ask(one, _post("/reset", reset), load.body_end)
                        named = json.loads(told.partition(b"\r\n\r\n")[2]).get("metadata") or {}
                        steps = [_post("/step", {"action": act} | named) for act in bench.actions]
                        peers.append(Peer(one, [*steps, _post("/reset", reset | named)]))
                    found += _driven("HTTP", name, peers, server, load.body_end)
            yield found


def _post(path: str, body: Mapping[str, object]) -> bytes:
    text = json.dumps(body)
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(text)}\r\n\r\n{text}"
    ).encode()


def lives(bench: Bench) -> Rounds:
    """Cold start, idle memory, memory and threads of held sessions, a burst of clients."""
    while True:
        found: list[Found] = []
        for one in (OFFICIAL, OURS, RAW):
            with suppress(OSError):  # on a busy machine: sockets that are held for too long go
                found.extend(_life(bench, one))
        yield found


def _life(bench: Bench, contender: servers.Contender) -> Iterator[Found]:
    start, name = time.perf_counter(), contender.name
    with servers.running(contender, bench.script) as server:
        yield "cold start s", name, time.perf_counter() - start
        yield "CPU of the start s", name, server.cpu()
        idle = server.memory()
        yield "idle MiB", name, idle / 2**20
        with ExitStack() as stack:
            for one in _opened(stack, server, HELD, bench.frames[0]):
                load.ask(one, bench.frames[1], load.frame_end)
            yield "KiB a session", name, (server.memory() - idle) / HELD / 1024
            yield "threads", name, float(server.threads())
        _settle([server])
        cpu = server.cpu()
        yield f"burst of {HELD} s", name, burst(server.port, HELD, bench.frames[0])
        yield f"burst of {HELD}, server s", name, server.cpu() - cpu


def herd(bench: Bench) -> Rounds:
    """A burst of more clients than the queue of a listener holds."""
    while True:
        with servers.running(OURS, bench.script) as server:
            seconds = burst(server.port, 8192, bench.frames[0])
        yield [("burst of 8192 s", OURS.name, seconds)]


def workers(bench: Bench) -> Rounds:
    """Two workers beside one, on all cores, with the client among them: looks, and drafts."""
    everywhere = len(servers.CORES)
    drafts = _drafting(128)
    with ExitStack() as stack:
        alive = {
            str(count): stack.enter_context(
                servers.running(
                    OURS,
                    bench.script,
                    "--workers",
                    str(count),
                    cores=everywhere,
                    JOURNAL=str(bench.script.with_name(f"journal{count}.db")),
                )
            )
            for count in (1, 2)
        }
        while True:
            found: list[Found] = []
            for what, frames in (("looks", [bench.frames] * 128), ("with a draft", drafts)):
                for count, server in alive.items():
                    with ExitStack() as cell:
                        opened = _opened(cell, server, 128, bench.frames[0])
                        peers = list(map(Peer, opened, frames))
                        load.drive(peers, WARM_S, load.frame_end)
                        rate = load.drive(peers, CELL_S, load.frame_end).rate
                    found.append((f"workers, {what}", count, rate))
            yield found


def _drafting(peers: int) -> list[list[bytes]]:
    """The frames of each peer: episodes with letters of its own."""
    letters = workload.drafts()
    return [
        [frame for _ in range(LETTERS) for frame in _frames(workload.drafting(letters))]
        for _ in range(peers)
    ]


def _all(stack: ExitStack, bench: Bench, contenders: tuple[Contender, ...]) -> dict[str, Running]:
    return {one.name: stack.enter_context(servers.running(one, bench.script)) for one in contenders}
