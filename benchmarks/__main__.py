"""`python -m benchmarks [--rounds N] [--write]`: measure, print, and write docs/performance.md."""

import argparse
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import everything, prepared
from benchmarks.report import report
from benchmarks.servers import CORES, ROOT

PAGE = ROOT / "docs" / "performance.md"
START, END = "<!-- bench -->\n", "<!-- /bench -->\n"


def main() -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="interleaved rounds (default: 9)")
    parser.add_argument("--write", action="store_true", help="put the tables into the docs")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = everything(prepared(Path(folder), args.rounds))
    machine = f"Python {platform.python_version()}, {len(CORES)} cores. "
    told = machine + report(figures, args.rounds)
    sys.stdout.write(told)
    if args.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{START}{told}{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
