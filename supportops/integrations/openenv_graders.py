"""The doctor's checks as graders of OpenEnv's validator; the one module that imports `openenv`.

    registry = default_grader_registry(load_policy("v2"))
    register(registry)

A grader examines the server that the validator runs, or else serves the package itself. They can
be named as entry points of the group `openenv.validation.graders` as well: each is an attribute of
this module under its id, with an underscore in place of the dot.

    semantic_oracle_max = supportops.integrations.openenv_graders:semantic_oracle_max
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from openenv.validation.report import CheckResult
from openenv.validation.types import CheckStatus, Level

from supportops.doctor.command import CASES, subject_at
from supportops.doctor.examine import CHECKS, Check, result_of
from supportops.doctor.launch import serving
from supportops.doctor.manifest import Manifest, read_manifest

LEVELS = {
    "runtime": Level.RUNTIME,
    "semantic": Level.SEMANTIC,
    "statistical": Level.STATISTICAL,
}


class DoctorGrader:
    """One check of the doctor, in the form that OpenEnv's registry takes."""

    requires_capabilities: frozenset[str] = frozenset()
    requires_provider: frozenset[Any] = frozenset()
    depends_on: tuple[str, ...] = ()

    def __init__(self, check: Check, cases: int = CASES) -> None:
        self._check, self._cases = check, cases
        self.check_id = check.id
        self.level = LEVELS[check.id.partition(".")[0]]

    def applies_to(self, manifest: Any) -> bool:  # noqa: ARG002 - the protocol's signature
        """Every package can be asked; what cannot be judged is skipped with the reason."""
        return True

    def run(self, subject: Any) -> CheckResult:
        """Examine the running subject, or a server of its directory."""
        manifest = read_manifest(subject.root)
        with _server(manifest, subject.running) as url:
            own = subject.running is None
            found = result_of(self._check, subject_at(url, manifest, self._cases, own_process=own))
        return CheckResult(
            check_id=found.check_id,
            status=CheckStatus(found.status.value),
            measured=found.measured,
            evidence=list(found.evidence),
            remediation=found.remediation,
            duration_s=found.duration_s,
        )


def graders(cases: int = CASES) -> tuple[DoctorGrader, ...]:
    """A grader for each check, which tries so many tasks of each split."""
    return tuple(DoctorGrader(check, cases) for check in CHECKS)


def register(registry: Any, cases: int = CASES) -> int:
    """Add the graders whose checks the registry has none for; returns how many."""
    added = [one for one in graders(cases) if registry.get(one.check_id) is None]
    for grader in added:
        registry.register(grader)
    return len(added)


@contextmanager
def _server(manifest: Manifest, running: Any) -> Iterator[str]:
    if running is not None:
        yield str(running.base_url).rstrip("/")
    else:
        with serving(manifest) as url:
            yield url


def __getattr__(name: str) -> DoctorGrader:
    """A grader by its id, for entry points."""
    for grader in graders():
        if grader.check_id.replace(".", "_") == name:
            return grader
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
