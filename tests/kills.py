"""Kill a server again and again while it plays, and look for steps that it had acknowledged.

    python -m tests.kills [KILLS] [SEED]

Sessions over `/ws` and over HTTP step as fast as they can. At a random moment the process gets
SIGKILL; another is started on the same journal, and every session goes on where it was. A step that
was answered has to be there, and at most the one that was under way may be there too.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from tests.serving import ROOT, await_health, free_port

SESSIONS = 8
"""Of each kind."""

REVIEW = {"action_type": "review_ticket"}
LOST = (WebSocketException, httpx.HTTPError, OSError, EOFError)


class Refused(Exception):
    """The server answers, and does not know what it acknowledged."""


@dataclass
class Player:
    """One session and what it was told: the episode it is in, and the answered steps of that."""

    over_http: bool
    session_id: str | None = None
    episode: int = 0
    begun: int = 0
    """Resets that were asked for; one more than `episode` while one is unanswered."""
    answered: int = 0
    total: int = 0
    failures: list[str] = field(default_factory=list)

    def play(self, port: int, stop: threading.Event) -> None:
        """Check what is left of the last life, and go on until the server dies."""
        try:
            with suppress(*LOST), self._talking(port) as ask:
                self._play(ask, stop)
        except Refused as error:
            self.failures.append(f"{self.session_id}: {error}")

    def _play(self, ask: Any, stop: threading.Event) -> None:
        if self.session_id is not None:
            self._check(ask)
        while not stop.is_set():
            if self.session_id is None or self.answered >= 10:
                self._reset(ask)
            ask("step", REVIEW)
            self.answered += 1
            self.total += 1

    def _reset(self, ask: Any) -> None:
        self.begun += 1
        options = {"task_id": "damaged-mug-replacement", "episode_id": str(self.begun)}
        told = ask("reset", options)
        self.session_id = told["metadata"]["session_id"]
        self.episode, self.answered = self.begun, 0

    def _check(self, ask: Any) -> None:
        state = ask("state", None)
        episode, steps = int(state["episode_id"]), state["step_count"]
        expected = {(self.episode, self.answered), (self.episode, self.answered + 1)}
        if self.begun > self.episode:
            expected.add((self.begun, 0))
        if (episode, steps) not in expected:
            self.failures.append(f"{self.session_id}: at {(episode, steps)}, not in {expected}")
        self.episode = self.begun = episode
        self.answered = steps

    @contextmanager
    def _talking(self, port: int) -> Iterator[Any]:
        if self.over_http:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
                yield lambda kind, data: self._request(client, kind, data)
            return
        query = f"?session_id={self.session_id}" if self.session_id else ""
        with connect(f"ws://127.0.0.1:{port}/ws{query}", proxy=None) as socket:

            def ask(kind: str, data: Any) -> Any:
                socket.send(json.dumps({"type": kind} | ({} if data is None else {"data": data})))
                answer = json.loads(socket.recv(timeout=20))
                if answer["type"] == "error":
                    raise Refused(answer)
                return answer["data"]

            yield ask

    def _request(self, client: httpx.Client, kind: str, data: Any) -> Any:
        named = {"session_id": self.session_id} if self.session_id else {}
        if kind == "state":
            found = client.get("/state", params=named)
        else:
            body = {"action": data} if kind == "step" else data
            found = client.post(f"/{kind}", json=body | named)
        if found.is_error:
            raise Refused(found.text)
        return found.json()


def killed(kills: int, journal: Path, rng: random.Random) -> tuple[int, list[str]]:
    """Steps that were answered over all lives, and what was wrong after one of them."""
    players = [Player(over_http) for over_http in (False, True) for _ in range(SESSIONS)]
    for life in range(kills + 1):
        port = free_port()
        with journal.with_suffix(".log").open("a") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "supportops.server", "--port", str(port)],
                cwd=ROOT,
                env={**os.environ, "JOURNAL": str(journal)},
                stdout=log,
                stderr=log,
            )
        await_health(f"http://127.0.0.1:{port}", server, journal.with_suffix(".log"))
        stop = threading.Event()
        threads = [threading.Thread(target=one.play, args=(port, stop)) for one in players]
        for thread in threads:
            thread.start()
        time.sleep(rng.uniform(0.05, 0.5))
        if life == kills:
            stop.set()
        else:
            os.kill(server.pid, signal.SIGKILL)
        for thread in threads:
            thread.join(timeout=30)
        server.kill()
        server.wait(timeout=10)
    return sum(one.total for one in players), [bad for one in players for bad in one.failures]


def main() -> int:
    """Print what was found; 1 if a step was lost."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "journal.db"
        steps, failures = killed(kills, journal, random.Random(seed))
        verify = [sys.executable, "-m", "supportops", "journal", "verify", str(journal)]
        whole = subprocess.run(verify, cwd=ROOT, check=False).returncode == 0
    for failure in failures:
        sys.stdout.write(f"{failure}\n")
    sys.stdout.write(f"{kills} kills, {steps} acknowledged steps, {len(failures)} sessions wrong\n")
    return int(bool(failures) or not whole)


if __name__ == "__main__":
    sys.exit(main())
