"""Faults from outside: no descriptors, no memory, a clock that jumps.

The server refuses what it cannot do, loses nothing, and is well again afterwards.
"""

import json
import os
import resource
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from tests.server.conftest import Serve
from tests.server.raw import address, head, upgrade
from tests.server.talk import REVIEW, http_client, post, talking, until
from tests.serving import Server

pytestmark = pytest.mark.long

DESCRIPTORS, HERD = 128, 500
MEMORY = 256 * 2**20
DAY_S = 86_400


def limit(server: Server, kind: int, amount: int) -> None:
    """Take a resource away from a running server."""
    assert server.process is not None
    resource.prlimit(server.process.pid, kind, (amount, amount))


def is_well(server: Server) -> bool:
    try:
        with http_client(server) as http, talking(server) as ws:
            ws.data("reset")
            return bool(http.get("/ready").json()["status"] == "ready")
    except OSError:
        return False


def outcome(peer: socket.socket) -> str:
    """How a handshake went."""
    try:
        came = peer.recv(65_536)
    except ConnectionError:
        return "closed"
    return "accepted" if came.startswith(b"HTTP/1.1 101") else "closed" if not came else "other"


def test_a_herd_that_finds_no_descriptor_left_is_refused_and_the_rest_play_on(serve: Serve) -> None:
    server = serve()
    with talking(server) as ws:
        ws.data("reset", {"episode_id": "mine"})
        limit(server, resource.RLIMIT_NOFILE, DESCRIPTORS)
        herd = [socket.create_connection(address(server), timeout=10) for _ in range(HERD)]
        try:
            for peer in herd:
                peer.sendall(head("/ws", upgrade(server)))
            found = [outcome(peer) for peer in herd]
            assert ws.data("step", REVIEW)["done"] is False
        finally:
            for peer in herd:
                peer.close()

        assert set(found) == {"accepted", "closed"}
        assert DESCRIPTORS / 2 < found.count("accepted") < DESCRIPTORS
        until(lambda: is_well(server))
        assert ws.data("state")["step_count"] == 1


def test_hostile_bodies_do_not_exhaust_a_bounded_memory(serve: Serve) -> None:
    server = serve()
    bodies = [
        json.dumps({"seed": "x" * 1_000_000}),
        '{"action": ' + "[" * 1_000_000,
        '{"action": [' + "[]," * 300_000 + "1]}",
        "{" + ",".join(f'"k{number}": {number}' for number in range(60_000)) + "}",
        '{"seed": ' + "9" * 1_000_000 + "}",
        '"' + "\\u0000" * 170_000 + '"',
    ]

    def attack(number: int) -> int:
        with http_client(server) as http:
            return post(http, "/reset", bodies[number % len(bodies)]).status_code

    with talking(server) as ws:
        ws.data("reset", {"episode_id": "mine"})
        limit(server, resource.RLIMIT_AS, MEMORY)
        with ThreadPoolExecutor(12) as pool:
            statuses = set(pool.map(attack, range(60)))
        assert statuses <= {200, 413, 422}
        assert ws.data("step", REVIEW)["done"] is False
    assert is_well(server)


JUMPING = """
import os, time
_real = time.time
time.time = lambda: _real() + float(open(os.environ["JUMP"]).read() or 0)
"""
"""What Python runs at its start, on a path of its own: a clock that goes where a file says."""


def test_a_clock_that_jumps_a_day_ends_no_session_and_keeps_none(
    tmp_path: Path, serve: Serve
) -> None:
    jump = tmp_path / "jump"
    jump.write_text("0")
    (tmp_path / "sitecustomize.py").write_text(JUMPING)
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    server = serve(PYTHONPATH=path, JUMP=str(jump), SESSION_IDLE_TIMEOUT_S="1.5")
    with http_client(server) as http, talking(server) as ws:

        def opened() -> dict[str, str]:
            return {"session_id": http.post("/reset").json()["metadata"]["session_id"]}

        def is_known(named: dict[str, str]) -> bool:
            return http.get("/state", params=named).status_code == 200

        def clock() -> float:
            return parsedate_to_datetime(http.get("/health").headers["date"]).timestamp()

        ws.data("reset", {"episode_id": "mine"})
        for days in (1, -1):
            kept, idle = opened(), opened()
            jump.write_text(str(days * DAY_S))
            until(lambda: abs(clock() - time.time() - days * DAY_S) < 60)  # noqa: B023
            assert is_known(kept)
            assert ws.data("state")["episode_id"] == "mine"
            left = time.monotonic() + 2
            while time.monotonic() < left:
                assert is_known(kept)
                time.sleep(0.1)
            assert not is_known(idle)
