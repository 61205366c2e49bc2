"""A long life leaves nothing behind: neither memory nor descriptors (`make soak` is longer)."""

import sys
from pathlib import Path
from socket import socketpair
from threading import Thread

import pytest

from tests.serving import running_server
from tests.soak import GROWTH_LIMIT, _play, soaked

pytestmark = pytest.mark.long


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_episodes_and_connections_leave_nothing_behind(tmp_path: Path) -> None:
    with running_server(tmp_path / "log") as server:
        growth, left = soaked(server, 1000, 300)

    assert growth <= GROWTH_LIMIT
    assert left <= 0


def test_pings_between_the_answers_get_their_pongs_and_are_no_answers() -> None:
    ping, text = b"\x89\x04abcd", b"\x81\x02ok"
    writes = [text + ping, ping + text, ping + ping + text + ping[:3], ping[3:] + text, text]
    pong = b"\x8a\x84" + bytes(4) + b"abcd"
    came = b""
    ours, theirs = socketpair()

    def answer() -> None:
        nonlocal came
        for write in writes:
            came += theirs.recv(1000)
            theirs.sendall(write)
        while came.count(pong) < 5 or came.count(b"x") < len(writes):
            came += theirs.recv(1000)

    with ours, theirs:
        thread = Thread(target=answer)
        thread.start()
        _play(ours, [b"x"], len(writes))
        thread.join(10)

    assert came.replace(pong, b"") == b"x" * len(writes)
