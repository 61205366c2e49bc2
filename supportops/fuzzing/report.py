"""What fuzzing has done and found, as text and as data."""

from collections.abc import Iterator

from supportops.fuzzing.coverage import Coverage
from supportops.fuzzing.finding import BROKEN, Finding, Hunt
from supportops.proofs.survey import as_text


def lines(hunt: Hunt, coverage: Coverage, tasks: int) -> Iterator[str]:
    """The report, line by line."""
    shares = ", ".join(f"{kind} {met}/{all_}" for kind, (met, all_) in coverage.shares.items())
    yield f"{hunt.episodes} episodes on {tasks} tasks, {coverage.steps} steps"
    if hunt.stopped:
        yield f"left by the agent before the end: {hunt.stopped}"
    yield f"coverage: {shares}"
    yield from (f"  never: {what}" for what in coverage.missed)
    for finding in hunt.findings:
        yield from _finding(finding)
    yield f"findings: {len(hunt.findings)}"


def _finding(finding: Finding) -> Iterator[str]:
    who = "the workflow breaks an invariant" if finding.kind == BROKEN else "the agent"
    yield f"FAILED  {who}: {finding.what}"
    yield f"        on {finding.task}, {finding.mode} rewards, after {len(finding.actions)} actions"
    for number, action in enumerate(finding.actions, 1):
        yield f"          {number}. {as_text(action)}"


def as_json(hunt: Hunt, coverage: Coverage, tasks: int, seed: int) -> dict[str, object]:
    """The same for programs."""
    counts: dict[str, dict[str, int]] = {}
    for kind, name, count in coverage.counts():
        counts.setdefault(kind, {})[name] = count
    return {
        "episodes": hunt.episodes,
        "tasks": tasks,
        "steps": coverage.steps,
        "seed": seed,
        "stopped": hunt.stopped,
        "coverage": counts,
        "never": coverage.missed,
        "findings": [finding.as_json() for finding in hunt.findings],
    }
