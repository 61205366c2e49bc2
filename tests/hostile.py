"""The hostile table over HTTP and WebSocket, with the times of a well-behaved session beside it.

    python -m tests.hostile

Prints how many cases there were, how many failed or got a 5xx, and the median, the 99th percentile
and the worst time of a step of a session that plays as always meanwhile, from a process of its own.
"""

import json
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import NamedTuple

from tests.server.raw import connection, head, parsed, sent, until_closed, upgrade
from tests.server.talk import MUG, REVIEW, http_client, post, strict, talking
from tests.server.test_hostile import ANSWER_LIMIT, BODIES, FRAMES, NOT_TEXT, REQUESTS, VALUES
from tests.server.test_transport import NOT_HTTP, VIOLATIONS
from tests.serving import Server, running_server

P99_LIMIT_MS = 20.0
PAUSE_S = 0.002
"""Between two steps of the well-behaved session."""


class Outcome(NamedTuple):
    """What came of one case."""

    name: str
    failed: bool
    is_5xx: bool = False


def over_http(server: Server) -> Iterator[Outcome]:
    """Every value in every field of every body."""
    with http_client(server) as http:
        for path, template in BODIES:
            for name, value in VALUES.items():
                answer = post(http, path, template.replace("%s", value))
                strict(answer.content)
                small = len(answer.content) <= ANSWER_LIMIT
                status = answer.status_code
                yield Outcome(f"{path} {template} {name}", not small, status >= 500)


def over_socket(server: Server, path: str, templates: list[str]) -> Iterator[Outcome]:
    """Every value in every place of every frame, on one socket that survives them all."""
    with talking(server, path) as ws:
        for template in templates:
            for name, value in VALUES.items():
                answer = ws.raw(template.replace("%s", value))
                told = json.dumps(answer)
                yield Outcome(f"{path} {template} {name}", len(told) > ANSWER_LIMIT)
        for binary in NOT_TEXT:
            yield Outcome(f"{path} binary {len(binary)}", not ws.raw(binary))


def no_http(server: Server) -> Iterator[Outcome]:
    """What is no HTTP."""
    for text in NOT_HTTP:
        answer = parsed(sent(server, text))
        yield Outcome(repr(text[:40]), not answer.body, answer.status >= 500)


def no_websocket(server: Server) -> Iterator[Outcome]:
    """What breaks the rules of WebSocket after the handshake."""
    for name, (text, code) in VIOLATIONS.items():
        with connection(server) as plain:
            plain.sendall(head("/ws", upgrade(server)))
            plain.recv(65_536)
            plain.sendall(text)
            closed = until_closed(plain)
        yield Outcome(name, int.from_bytes(closed[2:4], "big") != code)


def behaving(
    server: Server, stop: Event, times: "multiprocessing.SimpleQueue[list[float]]"
) -> None:
    """Step and step, as a good client does, and tell how long each took, in milliseconds."""
    taken: list[float] = []
    with talking(server) as ws:
        while not stop.is_set():
            ws.data("reset", {"task_id": MUG})
            for _ in range(10):
                began = time.perf_counter()
                ws.data("step", REVIEW)
                taken.append((time.perf_counter() - began) * 1000)
                time.sleep(PAUSE_S)
    times.put(taken)


def main() -> int:
    """Run every case; the exit code."""
    context = multiprocessing.get_context("spawn")
    stop, times = context.Event(), context.SimpleQueue()
    with tempfile.TemporaryDirectory() as place, running_server(Path(place) / "log") as server:
        address = server._replace(process=None)
        beside = context.Process(target=behaving, args=(address, stop, times))
        beside.start()
        outcomes = [
            *over_http(server),
            *over_socket(server, "/ws", FRAMES),
            *over_socket(server, "/mcp", REQUESTS),
            *no_http(server),
            *no_websocket(server),
        ]
        stop.set()
        taken = times.get()
        beside.join()
        traces = server.log.read_text().count("Traceback")
    failed = [one.name for one in outcomes if one.failed or one.is_5xx]
    cuts = statistics.quantiles(taken, n=100)
    print(*failed, sep="\n", end="\n" if failed else "")
    print(
        f"{len(outcomes)} cases: {len(failed)} failures, {sum(one.is_5xx for one in outcomes)} "
        f"answers of 5xx, {traces} tracebacks; beside them {len(taken)} steps of a well-behaved "
        f"session: p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms, worst {max(taken):.1f} ms"
    )
    return 0 if not failed and not traces and cuts[98] <= P99_LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
