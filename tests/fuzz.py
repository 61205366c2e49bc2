"""Schemathesis, with all of its checks, on the OpenAPI document of a running server.

    python -m tests.fuzz [EXAMPLES] [SEED]

Prints what it prints; fails if a check does, or if there were fewer cases than promised.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.serving import running_server

PROMISED = 5_000
EXAMPLES = 900
"""For each operation; it makes more than the promised number of cases."""

TIMEOUT_S = 60
"""What a request may take: the first listing of a split builds all of its cases, which on a machine
that is busy enough takes longer than the ten seconds that are usual."""

_CASES = re.compile(r"(\d[\d,]*) generated")


class Report(NamedTuple):
    """How a run ended."""

    passed: bool
    cases: int
    text: str


def fuzz(url: str, examples: int, seed: int, cwd: Path) -> Report:
    """Run every check on every operation."""
    program = Path(sys.executable).with_name("schemathesis")
    options = (
        "--checks=all",
        "--suppress-health-check=all",
        "--no-color",
        f"--request-timeout={TIMEOUT_S}",
        f"--max-response-time={TIMEOUT_S}",
    )
    done = subprocess.run(
        [program, "run", f"{url}/openapi.json", *options, f"-n{examples}", f"--seed={seed}"],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )
    found = _CASES.search(done.stdout)
    return Report(
        passed=done.returncode == 0 and "nresolvable" not in done.stdout,
        cases=int(found[1].replace(",", "")) if found else 0,
        text=done.stdout + done.stderr,
    )


def main() -> int:
    """Start a server, and do what the arguments say; the exit code."""
    examples, seed = (*map(int, sys.argv[1:]), *(EXAMPLES, 1)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as place:
        with running_server(Path(place) / "log.txt") as server:
            report = fuzz(server.url, examples, seed, Path(place))
        traces = (Path(place) / "log.txt").read_text().count("Traceback")
    print(report.text)
    print(f"{report.cases} cases, seed {seed}, tracebacks in the log: {traces}")
    enough = report.cases >= PROMISED or examples != EXAMPLES
    return 0 if report.passed and enough and not traces else 1


if __name__ == "__main__":
    raise SystemExit(main())
