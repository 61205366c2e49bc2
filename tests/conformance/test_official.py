"""Official clients and validators against our server: nobody can tell it from an official one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from supportops import TASK_IDS
from supportops.agents.scripted import oracle_plan
from supportops.cases import case_file
from tests.serving import Server, running_server

ROOT = Path(__file__).parents[2]
PLAYER = Path(__file__).with_name("player.py")
PLAYED = (*TASK_IDS, "gen/damaged_item/test/3", "gen/damaged_item/test/3#twin")
GENERATIONS = ("0.10", "0.3")
CLIENTS = [
    *(
        (generation, client)
        for generation in GENERATIONS
        for client in ("generic-async", "generic-sync")
    ),
    ("0.10", "auto"),
    ("0.10", "tools"),
]


def tool(generation: str, name: str) -> str:
    """A program of the environment that holds an official package."""
    return str(ROOT / ".venv" / f"openenv-{generation}" / "bin" / name)


def run(*command: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, capture_output=True, text=True, timeout=300, check=False, **options
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, installed beside the official package."""
    target = tmp_path_factory.mktemp("wheel")
    build = run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(target),
        str(ROOT),
    )
    assert build.returncode == 0, build.stderr
    (built,) = target.glob("openenv_supportops-*.whl")
    install = run(
        tool("0.10", "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--force-reinstall",
        str(built),
    )
    assert install.returncode == 0, install.stderr
    return built


def oracle_actions(task_id: str) -> list[dict[str, Any]]:
    plan = oracle_plan(case_file(task_id))
    return [
        action.model_dump(mode="json", exclude={"metadata"}, exclude_none=True) for action in plan
    ]


def play(
    server: Server, generation: str, client: str, plans: list[dict[str, Any]], home: Path
) -> list[list[dict[str, Any]]]:
    done = run(
        tool(generation, "python"),
        str(PLAYER),
        client,
        server.url,
        input=json.dumps(plans),
        cwd=home,
        env={**os.environ, "XDG_CACHE_HOME": str(home), "HOME": str(home)},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    transcripts: list[list[dict[str, Any]]] = json.loads(done.stdout.splitlines()[-1])
    return transcripts


@pytest.mark.usefixtures("wheel")
@pytest.mark.parametrize(("generation", "client"), CLIENTS)
def test_an_official_client_plays_every_case_to_a_score_of_one(
    server: Server, generation: str, client: str, tmp_path: Path
) -> None:
    plans = [
        {"reset": {"task_id": task, "episode_id": f"ep-{task}"}, "actions": oracle_actions(task)}
        for task in PLAYED
    ]

    transcripts = play(server, generation, client, plans, tmp_path)

    assert [entries[-1]["current_score"] for entries in transcripts] == [1.0] * len(PLAYED)
    for entries in transcripts:
        assert [entry["done"] for entry in entries] == [False] * (len(entries) - 1) + [True]
        assert all(entry["error"] is None for entry in entries)
        assert entries[-1]["reward"] == 1.0


@pytest.mark.parametrize("generation", GENERATIONS)
def test_state_reports_the_callers_episode_and_counts_every_step(
    server: Server, generation: str, tmp_path: Path
) -> None:
    actions = [{"action_type": "submit_resolution"}, {"action_type": "review_ticket"}]
    plan = {"reset": {"episode_id": "mine"}, "actions": actions}

    (entries,) = play(server, generation, "generic-sync", [plan], tmp_path)

    assert [(entry["episode_id"], entry["step_count"]) for entry in entries] == [
        ("mine", 1),
        ("mine", 2),
    ]


@pytest.mark.usefixtures("wheel")
@pytest.mark.parametrize(("generation", "client"), CLIENTS)
def test_mistakes_are_answered_and_the_episode_goes_on(
    server: Server, generation: str, client: str, tmp_path: Path
) -> None:
    actions = [
        {"action_type": "submit_resolution", "resolution_code": "send_replacement"},
        {"action_type": "inspect_artifact"},
        {"action_type": "review_ticket"},
        {"action_type": "draft_reply", "message": "We are looking into it for you."},
        {"action_type": "submit_resolution", "resolution_code": "deny_out_of_window"},
    ]
    plan = {"reset": {"task_id": TASK_IDS[0]}, "actions": actions}

    (entries,) = play(server, generation, client, [plan], tmp_path)

    too_early, no_argument, *accepted = [entry["error"] for entry in entries]
    assert "submit_resolution is not possible in phase triage" in too_early
    assert "inspect_artifact needs artifact_id" in no_argument
    assert accepted == [None, None, None]
    assert entries[-1]["done"]
    assert entries[-1]["current_score"] == 0.0


def test_the_directory_is_valid_at_the_static_level(package: Path) -> None:
    done = run(tool("0.10", "openenv"), "validate", str(package), "--level", "static", "--json")

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["verdict"] == "pass"


@pytest.mark.parametrize("generation", GENERATIONS)
def test_the_running_server_is_valid(server: Server, generation: str) -> None:
    as_json = ["--json"] if generation == "0.10" else []

    done = run(tool(generation, "openenv"), "validate", "--url", server.url, *as_json)

    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert report["passed"]
    assert report["mode"] == "simulation"


def test_a_production_server_is_valid(tmp_path: Path) -> None:
    with running_server(tmp_path / "log", OPENENV_MODE="production") as started:
        done = run(tool("0.10", "openenv"), "validate", "--url", started.url, "--json")

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["mode"] == "production"


def test_the_directory_passes_the_legacy_checks(package: Path) -> None:
    """Those of openenv-core 0.3, which look for a uv.lock: it is generated for them."""
    lock = run(str(Path(sys.executable).with_name("uv")), "lock", "--quiet", cwd=package)
    assert lock.returncode == 0, lock.stderr

    done = run(tool("0.3", "openenv"), "validate", str(package))

    assert done.returncode == 0, done.stdout + done.stderr
