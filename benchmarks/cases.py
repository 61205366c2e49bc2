"""What it costs to make cases: `python -m benchmarks.cases`.

Prints the time to make all of `test` from nothing, and the time of a reset to a case that was never
made before, once every family has been met.
"""

import sys
from statistics import median, quantiles
from time import perf_counter

from supportops import SupportOpsEnvironment
from supportops.cases import split_size

WARM, MEASURED = 2000, 3000
"""Cases of `train` that are made before the clock runs, and while it does."""


def main() -> None:
    """Measure and print."""
    env = SupportOpsEnvironment()
    started = perf_counter()
    for index in range(split_size("test")):
        env.reset(split="test", index=index)
    whole = perf_counter() - started
    for index in range(WARM):
        env.reset(split="train", index=index)
    times = [_timed(env, WARM + number) for number in range(MEASURED)]
    sys.stdout.write(
        f"all {split_size('test')} cases of test: {whole:.1f} s\n"
        f"reset to a case never met: median {1e3 * median(times):.2f} ms, "
        f"p99 {1e3 * quantiles(times, n=100)[98]:.2f} ms\n"
    )


def _timed(env: SupportOpsEnvironment, index: int) -> float:
    started = perf_counter()
    env.reset(split="train", index=index)
    return perf_counter() - started


if __name__ == "__main__":
    main()
