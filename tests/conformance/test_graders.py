"""The doctor's checks as graders of the official validator, through its own entry points.

What works: the official registry loads them, its scheduler runs them, its policy judges them. What
does not, in 0.10: `openenv validate` never asks the registry to load entry points, and never runs a
grader of the semantic level. The last test says so, and fails as soon as it is otherwise.
"""

import json
import os
import sysconfig
from pathlib import Path

import pytest

from supportops.doctor.examine import CHECKS
from tests.conformance.test_official import run, tool
from tests.serving import ROOT, Server

GRADING = Path(__file__).with_name("grading.py")
MODULE = "supportops.integrations.openenv_graders"
NAMES = {check.id: check.id.replace(".", "_") for check in CHECKS}


@pytest.fixture
def entry_points(tmp_path: Path) -> Path:
    """A folder that, on the path, is a distribution with our graders as entry points."""
    folder = tmp_path / "site"
    info = folder / "our_graders-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: graders-of-supportops\nVersion: 1.0\n"
    )
    lines = (f"{name} = {MODULE}:{name}" for name in NAMES.values())
    (info / "entry_points.txt").write_text("\n".join(["[openenv.validation.graders]", *lines, ""]))
    return folder


def test_the_official_registry_loads_them_and_its_scheduler_runs_them(
    entry_points: Path, package: Path, server: Server
) -> None:
    site = sysconfig.get_paths()["purelib"]
    done = run(
        tool("0.10", "python"),
        str(GRADING),
        str(package),
        server.url,
        site,
        env={**os.environ, "PYTHONPATH": f"{entry_points}{os.pathsep}{ROOT}"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])

    assert found["loaded"] == len(CHECKS)
    results = {result["check_id"]: result for result in found["results"]}
    assert set(results) == {"runtime.seed_control", "semantic.oracle_max", "semantic.canary_floor"}
    assert {result["status"] for result in results.values()} == {"pass"}, results
    assert results["semantic.oracle_max"]["measured"]["lowest"] == 1.0
    assert found["verdict"] == "pass"


def test_openenv_validate_does_not_ask_them(entry_points: Path, package: Path) -> None:
    done = run(
        tool("0.10", "openenv"),
        "validate",
        str(package),
        "--skip-build",
        "--json",
        env={**os.environ, "PYTHONPATH": f"{entry_points}{os.pathsep}{ROOT}"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    evidence = {
        result["check_id"]: result["evidence"] for result in json.loads(done.stdout)["results"]
    }

    ours = [name for name in NAMES if not name.startswith("statistical.")]
    for name in ours:
        assert evidence[name] == ["grader not implemented in this build"], name
