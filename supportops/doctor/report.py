"""What a check found, and the report on all of them: verdict, exit code, text and JSON.

The words are those of OpenEnv's validator: a result has a `check_id`, a `status`, what was
`measured`, `evidence` in words and a `remediation`; a verdict is `pass`, `warn` or `fail`.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from supportops import __version__

EXIT_PASS, EXIT_FAIL, EXIT_UNSUPPORTED, EXIT_INTERNAL = 0, 1, 2, 3
"""Exit codes of OpenEnv's validator."""

EVIDENCE_MAX = 20
"""Most lines of evidence of one check."""


class Status(StrEnum):
    """How a check ended. It was skipped where it cannot be asked, with the reason."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    SKIP = "skip"
    ERROR = "error"


class Verdict(StrEnum):
    """The outcome of a run; a warning means that something could not be asked."""

    PASS = "pass"  # noqa: S105 - no password
    WARN = "warn"
    FAIL = "fail"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Finding(_Data):
    """What a check found."""

    status: Status
    measured: dict[str, Any] = {}
    evidence: tuple[str, ...] = ()
    remediation: str | None = None


class Result(Finding):
    """What a check found, with its name and the seconds that it took."""

    check_id: str = Field(pattern=r"^[a-z_]+\.[a-z_]+$")
    duration_s: float = Field(ge=0.0)


class Report(_Data):
    """What was examined, by which thresholds, and every result."""

    report_schema_version: str = "1"
    doctor: str = f"supportops {__version__}"
    target: str
    name: str
    thresholds: dict[str, Any]
    results: tuple[Result, ...]

    @property
    def verdict(self) -> Verdict:
        """Failed if anything failed or broke; else a warning if anything was skipped."""
        found = {result.status for result in self.results}
        if found & {Status.FAIL, Status.ERROR}:
            return Verdict.FAIL
        return Verdict.WARN if Status.SKIP in found else Verdict.PASS

    @property
    def exit_code(self) -> int:
        """0 unless something failed."""
        return EXIT_FAIL if self.verdict is Verdict.FAIL else EXIT_PASS

    def as_json(self) -> dict[str, Any]:
        """The report as a value for JSON."""
        return {**self.model_dump(mode="json"), "verdict": self.verdict.value}


def holds(evidence: Sequence[str], **measured: Any) -> Finding:
    """The finding of a check that passed."""
    return Finding(status=Status.PASS, measured=measured, evidence=tuple(evidence[:EVIDENCE_MAX]))


def fails(problems: Sequence[str], remedy: str, **measured: Any) -> Finding:
    """The finding of a check that failed."""
    return Finding(
        status=Status.FAIL,
        measured={**measured, "problems": len(problems)},
        evidence=tuple(problems[:EVIDENCE_MAX]),
        remediation=remedy,
    )


def judged(
    problems: Sequence[str], remedy: str, evidence: Sequence[str], **measured: Any
) -> Finding:
    """Passed with this evidence, unless there are problems."""
    return fails(problems, remedy, **measured) if problems else holds(evidence, **measured)


def unsupported(reason: str) -> Finding:
    """The finding of a check that cannot be asked here."""
    return Finding(status=Status.SKIP, evidence=(f"unsupported: {reason}",))


def rendered(report: Report) -> str:
    """The report as text, each line ended."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"Doctor's report on {report.name} at {report.target}"
    yield "  " + ", ".join(f"{name} {value}" for name, value in report.thresholds.items())
    for result in report.results:
        yield f"  {result.status.upper():5} {result.check_id} ({result.duration_s:.2f} s)"
        yield from (f"          {line}" for line in result.evidence)
        if result.remediation:
            yield f"          remediation: {result.remediation}"
    yield f"Verdict: {report.verdict.upper()}"
