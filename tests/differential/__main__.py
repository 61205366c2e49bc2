"""`python -m tests.differential`: the environment against its reference, on many random episodes.

Prints what was compared, and fails if anything differed or if some rule, refusal, way to end or
kind of case was never met.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from time import perf_counter

from supportops.cases.archetypes import FAMILIES
from tests.differential.cases import named, tasks
from tests.differential.coverage import unmet
from tests.differential.run import Tally, compared

NAMED = "named"
MOST_JOBS = 8


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print, and tell whether all is well."""
    parser = ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--steps", type=int, default=1_000_000, help="at least so many")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2, help=f"processes, at most {MOST_JOBS}")
    options = parser.parse_args(arguments)
    began = perf_counter()
    whole = Tally()
    jobs = min(max(options.jobs, 1), MOST_JOBS)
    for name, tally in _tallies(options.steps, options.seed, jobs):
        whole += tally
        print(f"{name}: {tally.steps} steps, {tally.differing} differing", file=sys.stderr)
    report(whole)
    print(f"{perf_counter() - began:.0f} seconds in {jobs} processes", file=sys.stderr)
    lacking = unmet(whole)
    for line in (*whole.shown, *(f"never met: {one}" for one in lacking)):
        print(line)
    return 1 if whole.differing or lacking else 0


def _tallies(steps: int, seed: int, jobs: int) -> Iterator[tuple[str, Tally]]:
    """The sum of each family and of the named tasks, as they come."""
    names = (*FAMILIES, NAMED)
    each = -(-steps // len(names))
    with ProcessPoolExecutor(jobs) as pool:
        running = {pool.submit(of_family, name, each, seed): name for name in names}
        for done in as_completed(running):
            yield running[done], done.result()


def of_family(name: str, steps: int, seed: int) -> Tally:
    """So many steps of one family, or of the named tasks."""
    return compared(named() if name == NAMED else tasks(name), seed, steps)


def report(tally: Tally) -> None:
    """What was compared, on standard output."""
    print(f"{tally.steps} steps of {tally.episodes} episodes, {tally.differing} differing")
    heading = ""
    for (kind, what), times in sorted(tally.counts.items()):
        if kind != heading:
            heading = kind
            print(f"{heading}:")
        print(f"  {times:8} {what}")


if __name__ == "__main__":
    sys.exit(main())
