"""`from_docker_image` with a `docker` that is a script: it starts the real server, or fails."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from supportops.agents.deadline import Deadline
from supportops.agents.episode import desk_opener, opened, play
from supportops.agents.scripted import ScriptedAgent
from supportops.client import SupportOpsEnv
from supportops.docker import DockerProvider, Provider
from supportops.errors import ServerError
from tests.server.talk import MUG, until
from tests.serving import ROOT, Server, free_port

IMAGE = "support-ops-openenv:test"
DOCKER = """#!{python}
import json, os, signal, subprocess, sys
from pathlib import Path

here, (verb, *arguments) = Path({here!r}), sys.argv[1:]
with (here / "calls").open("a") as calls:
    calls.write(json.dumps([verb, *arguments]) + "\\n")
if verb == "run" and "{mode}" == "fails":
    sys.exit("docker: no such image: " + arguments[-1])
if verb == "run" and "{mode}" == "serves":
    host, port, _ = arguments[arguments.index("--publish") + 1].split(":")
    variables = [a.removeprefix("--env=") for a in arguments if a.startswith("--env=")]
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "server.app:app", "--host", host, "--port", port],
        cwd={root!r},
        env={{**os.environ, **dict(variable.split("=", 1) for variable in variables)}},
        stdout=(here / "log").open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    (here / "running").write_text(str(process.pid))
elif verb == "stop" and (here / "running").exists():
    os.kill(int((here / "running").read_text()), signal.SIGTERM)
    (here / "running").unlink()
"""


class Docker:
    """The script that stands in for `docker`, and what it was called with."""

    def __init__(self, here: Path, mode: str) -> None:
        self._calls, self._running = here / "calls", here / "running"
        program = here / "docker"
        program.write_text(
            DOCKER.format(python=sys.executable, here=str(here), root=str(ROOT), mode=mode)
        )
        program.chmod(0o755)

    @property
    def calls(self) -> list[list[str]]:
        text = self._calls.read_text() if self._calls.exists() else ""
        return [json.loads(line) for line in text.splitlines()]

    @property
    def verbs(self) -> list[str]:
        return [call[0] for call in self.calls]

    def kill(self) -> None:
        """End what a test has left running."""
        if self._running.exists():
            with suppress(ProcessLookupError):
                os.kill(int(self._running.read_text()), signal.SIGKILL)


@pytest.fixture
def docker(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Docker]:
    """First on the PATH; it serves, unless the test asks for another mode."""
    found = Docker(tmp_path, getattr(request, "param", "serves"))
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    yield found
    found.kill()


fails = pytest.mark.parametrize("docker", ["fails"], indirect=True)
sleeps = pytest.mark.parametrize("docker", ["sleeps"], indirect=True)


class Running:
    """A provider of the caller's own, on a server that runs already."""

    def __init__(self, url: str) -> None:
        self.url, self.did = url, list[str]()

    def start_container(
        self, image: str, port: int | None = None, env_vars: dict[str, str] | None = None
    ) -> str:
        self.did.append(f"start {image} {port} {env_vars}")
        return self.url

    def wait_for_ready(self, base_url: str, timeout_s: float = 30.0) -> None:
        self.did.append(f"wait {base_url} {timeout_s:g}")

    def stop_container(self) -> None:
        self.did.append("stop")


def test_an_image_is_started_played_and_stopped(docker: Docker) -> None:
    with SupportOpsEnv.from_docker_image(IMAGE).sync() as env:
        assert env.reset(task_id=MUG).observation.task_id == MUG
        assert docker.verbs == ["run"]

    assert docker.verbs == ["run", "stop"]
    until(lambda: not _listens(env.base_url))


def test_the_handle_can_be_awaited(docker: Docker) -> None:
    async def play() -> str:
        async with await SupportOpsEnv.from_docker_image(IMAGE) as env:
            return (await env.reset(task_id=MUG)).observation.task_id

    assert asyncio.run(play()) == MUG
    assert docker.verbs == ["run", "stop"]


def test_the_handle_can_be_run(docker: Docker) -> None:
    env = asyncio.run(SupportOpsEnv.from_docker_image(IMAGE))
    asyncio.run(env.close())

    assert isinstance(env, SupportOpsEnv)
    assert docker.verbs == ["run", "stop"]


def test_a_handle_that_is_never_used_starts_nothing(docker: Docker) -> None:
    SupportOpsEnv.from_docker_image(IMAGE).close()

    assert docker.calls == []


def test_a_container_listens_on_loopback_only_and_removes_itself(docker: Docker) -> None:
    variables = {"MAX_CONCURRENT_ENVS": "1", "OTHER": "a=b c"}
    handle = SupportOpsEnv.from_docker_image(IMAGE, env_vars=variables)
    with handle.sync() as env:
        port = env.base_url.rpartition(":")[2]
        with SupportOpsEnv(env.base_url).sync() as second, pytest.raises(ServerError, match="1/1"):
            second.reset()

    [run, stop] = docker.calls
    name = stop[-1]
    assert run == [
        "run",
        "--detach",
        "--rm",
        f"--name={name}",
        "--publish",
        f"127.0.0.1:{port}:8000",
        "--env=MAX_CONCURRENT_ENVS=1",
        "--env=OTHER=a=b c",
        IMAGE,
    ]
    assert stop[:3] == ["stop", "--time", "5"]


def test_closing_twice_stops_once(docker: Docker) -> None:
    env = SupportOpsEnv.from_docker_image(IMAGE).sync()

    env.close()
    env.close()

    assert docker.verbs == ["run", "stop"]


def test_the_health_of_a_container_is_not_asked_of_a_proxy(
    docker: Docker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")

    SupportOpsEnv.from_docker_image(IMAGE, wait_timeout=10).sync().close()

    assert docker.verbs == ["run", "stop"]


@fails
def test_a_failure_of_docker_is_quoted(docker: Docker) -> None:
    expected = f"docker run {IMAGE} failed: docker: no such image: {IMAGE}"

    with pytest.raises(RuntimeError, match=expected):
        SupportOpsEnv.from_docker_image(IMAGE).sync()
    with pytest.raises(RuntimeError, match=expected):
        asyncio.run(SupportOpsEnv.from_docker_image(IMAGE))

    assert docker.verbs == ["run", "run"]


@sleeps
def test_a_container_that_is_never_healthy_is_stopped(docker: Docker) -> None:
    with pytest.raises(TimeoutError, match=r"was not healthy within 0\.3 seconds"):
        SupportOpsEnv.from_docker_image(IMAGE, wait_timeout=0.3).sync()

    [run, stop] = docker.calls
    assert f"--name={stop[-1]}" in run


def test_no_docker_is_said_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(FileNotFoundError, match="docker"):
        SupportOpsEnv.from_docker_image(IMAGE).sync()


def test_a_container_whose_socket_cannot_be_opened_is_stopped() -> None:
    async def play(provider: Provider) -> None:
        async with await SupportOpsEnv.from_docker_image(IMAGE, provider):
            pass

    url = f"http://127.0.0.1:{free_port()}"
    async_one, sync_one = Running(url), Running(url)
    with pytest.raises(ConnectionError):
        asyncio.run(play(async_one))
    with (
        pytest.raises(ConnectionError),
        SupportOpsEnv.from_docker_image(IMAGE, sync_one).sync(),
    ):
        pass

    assert async_one.did[-1] == sync_one.did[-1] == "stop"


def test_a_provider_of_the_callers_own_is_used_with_every_option(server: Server) -> None:
    provider = Running(server.url)
    options: dict[str, Any] = {"env_vars": {"A": "1"}, "wait_timeout": 2, "message_timeout_s": 5}

    with SupportOpsEnv.from_docker_image(IMAGE, provider, **options).sync() as env:
        assert env.reset(task_id=MUG).observation.task_id == MUG

    assert provider.did == [
        f"start {IMAGE} None {{'A': '1'}}",
        f"wait {server.url} 2",
        "stop",
    ]


def test_a_port_may_be_asked_for(docker: Docker) -> None:
    provider, port = DockerProvider(), free_port()

    url = provider.start_container(IMAGE, port)
    provider.wait_for_ready(url)
    provider.stop_container()
    provider.stop_container()

    assert url == f"http://127.0.0.1:{port}"
    assert docker.verbs == ["run", "stop"]


def _listens(url: str) -> bool:
    try:
        SupportOpsEnv(url).sync().connect().close()
    except ConnectionError:
        return False
    return True


def test_a_container_is_stopped_when_nobody_waits_for_it_any_more(docker: Docker) -> None:
    async def give_up() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(SupportOpsEnv.from_docker_image(IMAGE), 0.2)

    asyncio.run(give_up())

    assert docker.verbs == ["run", "stop"]


@sleeps
def test_an_episode_that_runs_out_of_time_leaves_no_container_behind(docker: Docker) -> None:
    deadline = Deadline.after(0.5)

    with pytest.raises(TimeoutError), opened(desk_opener(None, IMAGE), deadline) as desk:
        play(ScriptedAgent(), desk, MUG, deadline=deadline, on_step=lambda *_: None)

    assert docker.verbs == ["run", "stop"]
