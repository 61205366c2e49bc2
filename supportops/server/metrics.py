"""What the server counts, and how Prometheus reads it.

Counting is a dictionary entry: nothing is formatted before somebody asks. The figures are
those of one process.
"""

import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

CONTENT_TYPE = "text/plain; version=0.0.4"

BOUNDS_S = (1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 1e-2, 0.1, 1.0)
"""Upper bounds of the buckets of step times, in seconds."""

ACCEPTED = "accepted"
"""Outcome of a step that no guard refused; of any other, the code of its refusal."""

Clock = Callable[[], float]


class Gauge(NamedTuple):
    """A figure of this moment."""

    name: str
    summary: str
    value: float


class Metrics:
    """The counts of one process."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.refused: Counter[str] = Counter()
        self.failures = 0
        self._times: defaultdict[tuple[str, str], list[int]] = defaultdict(_no_times)
        """By action and outcome: how many steps fell in each bucket."""
        self._step_seconds = 0.0
        self._clock = clock
        self._started = clock()

    def stepped(self, verb: str, outcome: str, seconds: float) -> None:
        """Count a step: its action, `accepted` or the code of its refusal, and how long it took."""
        self._times[verb, outcome][bisect_left(BOUNDS_S, seconds)] += 1
        self._step_seconds += seconds

    @property
    def steps(self) -> Counter[tuple[str, str]]:
        """Steps so far, by action and outcome."""
        return Counter({step: sum(times) for step, times in self._times.items()})

    def exposition(self, gauges: Iterable[Gauge] = ()) -> str:
        """Everything in the text format of Prometheus."""
        return "".join(f"{line}\n" for line in self._lines(gauges))

    def _lines(self, gauges: Iterable[Gauge]) -> Iterator[str]:
        for name, summary, value in gauges:
            yield from _single(name, "gauge", summary, value)
        uptime = self._clock() - self._started
        yield from _single("uptime_seconds", "gauge", "Seconds since the start.", uptime)
        yield from _family("steps_total", "counter", "Steps by action and outcome.")
        for (verb, outcome), count in sorted(self.steps.items()):
            yield _sample("steps_total", {"action": verb, "outcome": outcome}, count)
        yield from _family("refused_total", "counter", "Requests and handshakes turned away.")
        for reason, count in sorted(self.refused.items()):
            yield _sample("refused_total", {"reason": reason}, count)
        failures = "Answers that failed for a reason nobody foresaw."
        yield from _single("failures_total", "counter", failures, self.failures)
        yield from self._histogram("step_seconds", "Time that a step took.")

    def _histogram(self, name: str, summary: str) -> Iterator[str]:
        yield from _family(name, "histogram", summary)
        total = 0
        counts = map(sum, zip(_no_times(), *self._times.values(), strict=True))
        for bound, count in zip((*map(str, BOUNDS_S), "+Inf"), counts, strict=True):
            total += count
            yield _sample(f"{name}_bucket", {"le": bound}, total)
        yield _sample(f"{name}_sum", {}, self._step_seconds)
        yield _sample(f"{name}_count", {}, total)


def _no_times() -> list[int]:
    return [0] * (len(BOUNDS_S) + 1)


def _single(name: str, kind: str, summary: str, value: float) -> Iterator[str]:
    yield from _family(name, kind, summary)
    yield _sample(name, {}, value)


def _family(name: str, kind: str, summary: str) -> Iterator[str]:
    yield f"# HELP supportops_{name} {summary}"
    yield f"# TYPE supportops_{name} {kind}"


def _sample(name: str, labels: Mapping[str, str], value: float) -> str:
    """One line. Labels hold our own names only, so that nothing in them needs escaping."""
    inside = ",".join(f'{key}="{label}"' for key, label in labels.items())
    return f"supportops_{name}{{{inside}}} {value}" if inside else f"supportops_{name} {value}"
