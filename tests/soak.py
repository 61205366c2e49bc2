"""Soak a server: many episodes on one socket, many connections one after the other.

    python -m tests.soak [EPISODES] [CONNECTIONS]

Prints how its memory grew and how many descriptors it has left open; 1 if either is too much.
"""

import os
import sys
import tempfile
from pathlib import Path
from socket import socket

from benchmarks import load, workload
from tests.serving import Server, running_server

GROWTH_LIMIT = 2 * 2**20
"""Most growth over all episodes, in bytes."""

PAGE = os.sysconf("SC_PAGE_SIZE")


def soaked(server: Server, episodes: int, connections: int) -> tuple[int, int]:
    """Growth of memory over the episodes, in bytes; descriptors left open by the connections."""
    port = int(server.url.rpartition(":")[2])
    frames = [load.text_frame(load.compact(one.frame)) for one in workload.episode()]
    with load.upgraded(port) as peer:
        _play(peer, frames, max(episodes // 10, 100))  # what is kept once is kept by now
        memory = _memory(server)
        _play(peer, frames, episodes)
        growth = _memory(server) - memory
    _connect(port, frames[0], 10)
    descriptors = _descriptors(server)
    _connect(port, frames[0], connections)
    return growth, _descriptors(server) - descriptors


def _play(peer: socket, frames: list[bytes], episodes: int) -> None:
    """Play whole episodes."""
    data = b""
    for _ in range(episodes):
        for frame in frames:
            data = load.ask(peer, frame, load.frame_end, data)
            data = data[load.frame_end(data) :]


def _connect(port: int, frame: bytes, count: int) -> None:
    for _ in range(count):
        with load.upgraded(port) as peer:
            load.ask(peer, frame, load.frame_end)


def _memory(server: Server) -> int:
    return int(Path(f"/proc/{_pid(server)}/statm").read_text().split()[1]) * PAGE


def _descriptors(server: Server) -> int:
    return len(os.listdir(f"/proc/{_pid(server)}/fd"))


def _pid(server: Server) -> int:
    assert server.process is not None
    return server.process.pid


def main() -> int:
    """Soak the server that `make serve` starts."""
    episodes = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    connections = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log") as server:
        growth, left = soaked(server, episodes, connections)
    sys.stdout.write(
        f"{episodes} episodes on one socket: {growth / 2**20:+.1f} MiB; "
        f"{connections} connections: {left:+d} descriptors\n"
    )
    return int(growth > GROWTH_LIMIT or left > 0)


if __name__ == "__main__":
    sys.exit(main())
