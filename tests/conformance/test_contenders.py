"""What the benchmark compares: an official server that does the same, behind the same frames."""

import json
from pathlib import Path

import pytest
from websockets.sync.client import connect

from benchmarks import servers, workload

CONTENDERS = (servers.OFFICIAL, servers.OFFICIAL_ASYNC, servers.OURS_STOCK, servers.OURS)


@pytest.mark.parametrize("contender", CONTENDERS, ids=lambda one: one.name)
def test_every_contender_answers_the_episode_alike(
    contender: servers.Contender, tmp_path: Path
) -> None:
    episode = workload.episode()
    script = tmp_path / "script.json"
    script.write_text(workload.recorded(episode))
    with (
        servers.running(contender, script) as server,
        connect(f"ws://127.0.0.1:{server.port}/ws") as socket,
    ):
        for exchange in episode:
            socket.send(json.dumps(exchange.frame))
            assert json.loads(socket.recv(timeout=20))["data"] == exchange.envelope
