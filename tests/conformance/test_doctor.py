"""The doctor on somebody else's environment: the one that `openenv init` makes, as it is served."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from supportops.cli import main
from tests.conformance.test_official import run, tool
from tests.serving import await_health, free_port

OFFICIAL_START_S = 120.0
"""Seconds that an official server may take to start: it loads a lot."""


@pytest.fixture
def template(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The package of the template, and its running server, which has room for one session."""
    made = run(tool("0.10", "openenv"), "init", "echo_probe", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    package, port, log = tmp_path / "echo_probe", free_port(), tmp_path / "log"
    command = [tool("0.10", "python"), "-m", "uvicorn", "server.app:app", "--port", str(port)]
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=package, stdout=out, stderr=out)
        try:
            url = f"http://127.0.0.1:{port}"
            await_health(url, process, log, OFFICIAL_START_S)
            yield package, url
        finally:
            process.terminate()
            process.wait(timeout=10)


def test_the_template_is_asked_what_can_be_asked_and_is_found_to_pay_for_long_messages(
    template: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    package, url = template

    code = main(["doctor", str(package), "--url", url, "--json"])

    report = json.loads(capsys.readouterr().out)
    status = {result["check_id"]: result["status"] for result in report["results"]}
    assert "error" not in status.values()
    assert {name for name, found in status.items() if found == "pass"} == {
        "runtime.episode_determinism",
        "semantic.floor_gap",
        "semantic.replayability",
        "semantic.verifier_determinism",
    }
    assert {name for name, found in status.items() if found == "fail"} == {
        "semantic.canary_floor",
        "semantic.oracle_max",
        "statistical.adversarial_floor",
    }
    assert code == 1
