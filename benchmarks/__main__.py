"""Measure this server beside an official one, print the tables, and write docs/performance.md.

    python -m benchmarks [SECTION...] [--rounds N] [--minutes M] [--write]

Every section gets its share of the time, and stops after the round in which that is spent.
"""

import argparse
import platform
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import SubprocessError
from typing import NamedTuple

from benchmarks import measure
from benchmarks.in_process import in_process
from benchmarks.measure import Bench, Found, Rounds
from benchmarks.report import Figures, report
from benchmarks.servers import CORES, ROOT, apart
from benchmarks.through_client import client

PAGE = ROOT / "docs" / "performance.md"
START, END = "<!-- bench -->\n", "<!-- /bench -->\n"

SECTIONS: dict[str, tuple[Callable[[Bench], Rounds], float]] = {
    "in_process": (in_process, 0.04),
    "sockets": (measure.sockets, 0.28),
    "http": (measure.http, 0.06),
    "lives": (measure.lives, 0.16),
    "client": (client, 0.36),
    "workers": (measure.workers, 0.05),
    "herd": (measure.herd, 0.05),
}
"""What can be measured, and its share of the time when everything is: for nine rounds, and more."""


class Measured(NamedTuple):
    """What came out, and what did not."""

    figures: Figures
    failed: list[str]
    """Sections that broke off; what they gave until then is among the figures."""


def main() -> int:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; all without it"
    )
    parser.add_argument("--rounds", type=_positive, default=9, help="most rounds (default: 9)")
    parser.add_argument(
        "--minutes", type=_positive, default=18, help="about how long, at most (default: 18)"
    )
    parser.add_argument("--write", action="store_true", help="put the tables into the docs")
    args = parser.parse_args()
    if unknown := sorted(set(args.sections) - set(SECTIONS)):
        parser.error(f"no section {unknown[0]!r}; there are {', '.join(SECTIONS)}")
    figures, failed = measured(args.sections or list(SECTIONS), args.rounds, args.minutes * 60)
    if not figures:
        return 1
    told = f"Python {platform.python_version()}, {len(CORES)} cores. {report(figures)}"
    sys.stdout.write(told)
    if failed:
        sys.stderr.write(f"failed: {', '.join(failed)}; the page is as it was\n")
    elif args.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{START}{told}{END}{after}", encoding="utf-8")
    return 1 if failed else 0


def _positive(text: str) -> int:
    if not text.isdecimal() or len(text) > 4 or int(text) < 1:
        raise argparse.ArgumentTypeError(
            f"a whole number from 1 to 9999 is wanted, not {text!r:.40}"
        )
    return int(text)


def measured(names: list[str], rounds: int, seconds: float) -> Measured:
    """The figures of some sections, round by round, and which sections failed."""
    figures: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    failed = []
    whole = sum(SECTIONS[name][1] for name in names)
    with tempfile.TemporaryDirectory() as folder, apart():
        bench = measure.prepared(Path(folder))
        for name in names:
            section, share = SECTIONS[name]
            start, number = time.monotonic(), 0
            end = start + seconds * share / whole
            try:
                for number, found in enumerate(_until(end, rounds, section(bench)), 1):
                    for what, contender, value in found:
                        figures[what, contender][number] = value
            except (OSError, RuntimeError, SubprocessError) as error:
                failed.append(name)
                sys.stderr.write(f"{name}: {error}\n")
            sys.stderr.write(f"{name}: {number} rounds, {time.monotonic() - start:.0f} s\n")
    return Measured(figures, failed)


def _until(end: float, rounds: int, found: Rounds) -> Iterator[list[Found]]:
    """At least one round, and no other after the end."""
    try:
        for number, one in enumerate(found, 1):
            yield one
            if number == rounds or time.monotonic() > end:
                return
    finally:
        found.close()


if __name__ == "__main__":
    sys.exit(main())
