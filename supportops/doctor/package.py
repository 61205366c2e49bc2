"""What a package ships to be examined with: its canaries, and the output of its oracle script.

Where there is none, the reason comes back, and whether that is a fault of the package.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import supportops
from supportops.doctor.manifest import NAME, Manifest, PackageFileError, package_text
from supportops.doctor.trajectory import Trajectory, TrajectoryError, parse_trajectories

ORACLE_TIMEOUT_S = 120.0
SAID = 300
"""Last characters of a script's errors that are quoted."""


@dataclass(frozen=True)
class Absent:
    """Why there are no trajectories, and whether there ought to be."""

    reason: str
    is_fault: bool = True


def own_root() -> Path:
    """The directory of this package's own manifest: the source tree, or the installed package."""
    installed = Path(supportops.__file__).parent
    return installed.parent if (installed.parent / NAME).is_file() else installed


def canaries_of(manifest: Manifest) -> tuple[Trajectory, ...] | Absent:
    """The canaries that a package declares."""
    location = manifest.capabilities.canaries
    if location is None:
        return Absent("the manifest declares no canaries")
    try:
        return parse_trajectories(package_text(manifest.root, location))
    except (PackageFileError, TrajectoryError) as error:
        return Absent(f"{location}: {error}")


def oracle_of(manifest: Manifest) -> tuple[Trajectory, ...] | Absent:
    """What the oracle script of a package prints: solutions as trajectories."""
    oracle = manifest.capabilities.oracle
    if oracle is None:
        return Absent("the manifest declares no oracle")
    if oracle.form != "script":
        return Absent(f"an oracle of the form {oracle.form} cannot be played here", is_fault=False)
    try:
        package_text(manifest.root, oracle.location)
        return parse_trajectories(_printed(manifest.root, oracle.location))
    except (PackageFileError, TrajectoryError) as error:
        return Absent(f"{oracle.location}: {error}")


def _printed(root: Path, location: str) -> str:
    """The output of a script of a package. Raises `PackageFileError`."""
    try:
        done = subprocess.run(  # noqa: S603 - the package that was asked about names it
            [sys.executable, "-P", location],
            cwd=root,
            env={**os.environ, "PYTHONPATH": import_path(root)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=ORACLE_TIMEOUT_S,
        )
    except subprocess.TimeoutExpired:
        raise PackageFileError(f"did not end within {ORACLE_TIMEOUT_S:g} seconds") from None
    if done.returncode:
        raise PackageFileError(f"ended with {done.returncode}: {done.stderr.strip()[-SAID:]}")
    return done.stdout


def import_path(root: Path) -> str:
    """What is in a package directory is imported before what is installed."""
    before = os.environ.get("PYTHONPATH")
    return os.pathsep.join([str(root.resolve()), *([before] if before else [])])
