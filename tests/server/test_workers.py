"""Several processes behind one port and a plain reverse proxy: one server, seen from outside."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import httpx
import pytest

from supportops.server.process import main
from tests.server.proxy import proxied
from tests.server.talk import MUG, REVIEW, Json, talking, until
from tests.serving import ROOT, Server, await_health, free_port

pytestmark = pytest.mark.long

WORKERS = 2


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A proxy in front of a server of two processes."""
    folder = tmp_path_factory.mktemp("workers")
    port = free_port()
    options = ["--port", str(port), "--workers", str(WORKERS)]
    with (folder / "log").open("w") as log, ExitStack() as stack:
        process = subprocess.Popen(
            [sys.executable, "-m", "supportops.server", *options],
            cwd=ROOT,
            env={**os.environ, "JOURNAL": str(folder / "journal.db")},
            stdout=log,
            stderr=log,
        )
        try:
            await_health(f"http://127.0.0.1:{port}", process, folder / "log")
            outside = stack.enter_context(proxied(port))
            yield Server(f"http://127.0.0.1:{outside}", folder / "log", process)
        finally:
            process.terminate()
            process.wait(timeout=30)
    assert "Traceback" not in (folder / "log").read_text()


def post(server: Server, path: str, body: Json) -> Json:
    found: Json = httpx.post(f"{server.url}{path}", json=body, trust_env=False, timeout=30).json()
    return found


def seen(server: Server) -> set[int]:
    """The processes that answer."""
    found = set()
    for _ in range(30):
        with suppress(httpx.TransportError):  # one that is killed may have accepted already
            text = httpx.get(f"{server.url}/metrics", trust_env=False, timeout=30).text
            pid = re.search(r"^supportops_process_id (\d+)", text, re.MULTILINE)
            assert pid is not None, text
            found.add(int(pid[1]))
    return found


def test_an_episode_over_http_goes_on_in_whichever_process_answers(workers: Server) -> None:
    until(lambda: len(seen(workers)) == WORKERS, 60)
    reset = post(workers, "/reset", {"task_id": MUG})
    named = {"session_id": reset["metadata"]["session_id"]}
    left = [
        post(workers, "/step", named | {"action": REVIEW})["observation"]["remaining_steps"]
        for _ in range(11)
    ]

    assert left == list(range(10, -1, -1))
    state = httpx.get(f"{workers.url}/state", params=named, trust_env=False).json()
    assert (state["step_count"], state["done"]) == (11, True)


def test_a_socket_stays_with_its_process_and_can_be_resumed_in_any(workers: Server) -> None:
    with talking(workers) as socket:
        told = socket.data("reset", {"task_id": MUG, "episode_id": "mine"})
        for _ in range(3):
            socket.data("step", REVIEW)
        state = socket.data("state")
        socket.connection.socket.close()
    session_id = told["metadata"]["session_id"]
    for number in range(4, 10):
        with talking(workers, f"/ws?session_id={session_id}") as socket:
            assert socket.data("state")["episode_id"] == state["episode_id"]
            socket.data("step", REVIEW)
            assert socket.data("state")["step_count"] == number
            socket.connection.socket.close()


def test_a_process_that_is_killed_is_replaced_and_loses_nothing(workers: Server) -> None:
    reset = post(workers, "/reset", {"task_id": MUG})
    named = {"session_id": reset["metadata"]["session_id"]}
    post(workers, "/step", named | {"action": REVIEW})
    before = seen(workers)
    os.kill(min(before), signal.SIGKILL)
    until(lambda: len(found := seen(workers)) == WORKERS and min(before) not in found, 60)
    answers = [post(workers, "/step", named | {"action": REVIEW}) for _ in range(9)]

    assert [one["observation"]["remaining_steps"] for one in answers] == list(range(9, 0, -1))


@pytest.mark.parametrize(
    ("options", "words"),
    [(["--workers", "2"], "needs a JOURNAL"), (["--workers", "0"], "not a whole number from 1")],
)
def test_workers_that_make_no_sense_are_refused(
    options: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(options)

    assert words in capsys.readouterr().err


def test_the_proxy_does_pass_things_on(workers: Server) -> None:
    found = httpx.get(f"{workers.url}/health", trust_env=False)

    assert json.loads(found.text) == {"status": "healthy"}
