"""What the project is made of: locked, listed, and above every version that is known to be bad."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
REQUIREMENTS = ROOT / "requirements"
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^ ;\\]+)", re.MULTILINE)
LOCKS = sorted(path for path in REQUIREMENTS.glob("*.txt") if path.name != "minimum.txt")
MINIMA = [
    Requirement(line.partition("#")[0].strip())
    for line in (REQUIREMENTS / "minimum.txt").read_text().splitlines()
    if line and not line.startswith("#")
]


def pins(lock: Path) -> dict[str, str]:
    return {found["name"]: found["version"] for found in PIN.finditer(lock.read_text())}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pin_of_a_lock_has_its_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    entries = re.split(r"\n(?=\S)", text.strip())

    assert len(entries) == len(PIN.findall(text)) > 0
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text


@pytest.mark.parametrize("least", MINIMA, ids=lambda least: least.name)
def test_what_is_installed_is_above_the_versions_with_known_holes(least: Requirement) -> None:
    for lock in (REQUIREMENTS / "run.txt", REQUIREMENTS / "dev.txt"):
        assert Version(pins(lock)[least.name]) in least.specifier


@pytest.mark.long
def test_the_bill_of_materials_names_every_locked_package_and_its_hashes(tmp_path: Path) -> None:
    target = tmp_path / "sbom.json"
    subprocess.run(
        [
            Path(sys.executable).with_name("cyclonedx-py"),
            "requirements",
            REQUIREMENTS / "run.txt",
            "--output-reproducible",
            f"--output-file={target}",
        ],
        check=True,
        capture_output=True,
    )
    bill = json.loads(target.read_text())

    assert bill["bomFormat"] == "CycloneDX"
    assert {one["name"]: one["version"] for one in bill["components"]} == pins(
        REQUIREMENTS / "run.txt"
    )
    for one in bill["components"]:
        assert any(reference.get("hashes") for reference in one["externalReferences"])


def test_the_image_runs_as_nobody_in_particular_and_pipes_nothing_into_a_shell() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()

    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", dockerfile, re.MULTILINE)
    assert not re.search(r"curl|wget|\| *(ba)?sh", dockerfile)
    assert "--require-hashes" in dockerfile
    assert ".git" in (ROOT / ".dockerignore").read_text().split() or not re.search(
        r"^COPY \.", dockerfile, re.MULTILINE
    )
