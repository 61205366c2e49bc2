"""A stop leaves nothing unanswered: `make stops` shows it a hundred times, this once."""

import socket
from contextlib import suppress
from pathlib import Path

import pytest

from tests.server.raw import connection, frame, head, parsed, until_closed, until_seen, upgrade
from tests.serving import running_server
from tests.stops import RESTART, stop

pytestmark = pytest.mark.long

TEXT, CLOSE = 1, 8
STATE = b'{"type":"state"}'


@pytest.mark.parametrize("delay", [0.0, 0.2])
@pytest.mark.parametrize("journal", ["", "journal.db"])
def test_every_step_that_was_played_is_answered_and_every_socket_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: str, delay: float
) -> None:
    monkeypatch.setenv("JOURNAL", journal and str(tmp_path / journal))
    done = stop(tmp_path, delay)

    assert done.is_orderly, done


def test_a_peer_that_neither_reads_nor_closes_does_not_hold_the_stop_up(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    with running_server(log, SHUTDOWN_TIMEOUT_S="2") as server, connection(server) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.sendall(head("/ws", upgrade(server)))
        assert parsed(until_seen(deaf, b"\r\n\r\n")).status == 101
        deaf.settimeout(0.5)
        with suppress(TimeoutError):
            while True:
                deaf.sendall(frame(TEXT, STATE) * 1000)
        assert server.process is not None
        server.process.terminate()

        assert server.process.wait(timeout=10) == 0
    assert "Traceback" not in log.read_text()
    assert " ERROR " not in log.read_text()


def test_the_close_of_a_stop_follows_the_answers_to_what_was_received(tmp_path: Path) -> None:
    with running_server(tmp_path / "log.txt") as server, connection(server) as plain:
        plain.sendall(head("/ws", upgrade(server)))
        assert parsed(until_seen(plain, b"\r\n\r\n")).status == 101
        plain.sendall(frame(TEXT, STATE) * 50)
        came = until_seen(plain, b'"type":"state"')
        assert server.process is not None
        server.process.terminate()
        came += until_closed(plain)

    assert came.count(b'"type":"state"') == 50
    assert came[-4:-2] == bytes([0x80 | CLOSE, 2])
    assert int.from_bytes(came[-2:], "big") == RESTART
