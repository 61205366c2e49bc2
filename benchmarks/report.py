"""From figures to Markdown: the ratios that count first, then everything that was measured."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from benchmarks.measure import CLIENT_LEVELS, HELD
from benchmarks.servers import CONTENDERS, OFFICIAL, OFFICIAL_ASYNC, OURS, OURS_STOCK, RAW
from supportops.tables import markdown

Figures = Mapping[tuple[str, str], Sequence[float]]
"""What came out, round by round, by what was measured and of which contender."""


class Ratio(NamedTuple):
    """A row of the table: ours to another, and what it is to be with either class."""

    what: str
    figure: str
    other: str
    stock: float | None
    lean: float | None
    at_most: bool = False
    effort: str = ""
    """The processor time that goes with a rate; the less, the better."""


def _steps(what: str, level: str, other: str, stock: float | None, lean: float | None) -> Ratio:
    return Ratio(what, f"steps/s, {level}", other, stock, lean, effort=f"server us, {level}")


RATIOS = (
    *(
        _steps(f"steps a second to the raw echo, {n} sessions", str(n), RAW.name, 0.55, 0.8)
        for n in (16, 128)
    ),
    *(
        _steps(f"steps a second to official, {n}", str(n), OFFICIAL.name, stock, lean)
        for n, stock, lean in ((16, 3.0, 4.5), (128, 4.5, 7.0), (1024, 4.5, 6.5))
    ),
    *(
        _steps(f"to official, async, {n}", str(n), OFFICIAL_ASYNC.name, stock, lean)
        for n, stock, lean in ((16, 2.0, 3.0), (128, 2.0, 3.0), (1024, 1.8, 2.7))
    ),
    *(
        _steps(
            f"through the official client, {n}", f"official client, {n}", OFFICIAL.name, goal, None
        )
        for n, goal in zip(CLIENT_LEVELS, (2.8, 4.5), strict=True)
    ),
    Ratio("p50 of one session", "p50 ms, 1", OFFICIAL.name, 0.65, 0.5, at_most=True),
    Ratio("p99 of 128 sessions", "p99 ms, 128", OFFICIAL.name, 0.06, 0.06, at_most=True),
    Ratio(f"memory of a session, {HELD} held", "KiB a session", OFFICIAL.name, None, 0.35, True),
    Ratio(
        f"time of a burst of {HELD} clients", f"burst of {HELD} s", OFFICIAL.name, None, 0.25, True
    ),
    Ratio(
        "sessions opened a second, 128",
        "sessions opened a second, 128",
        OFFICIAL.name,
        1.8,
        1.8,
        effort="a session opened, server us, 128",
    ),
    Ratio("cold start", "cold start s", OFFICIAL.name, None, 0.2, at_most=True),
    Ratio("CPU of the start", "CPU of the start s", OFFICIAL.name, None, 0.15, at_most=True),
    Ratio("idle memory", "idle MiB", OFFICIAL.name, None, 0.4, at_most=True),
    _steps("HTTP steps a second, 16 connections", "HTTP", OFFICIAL.name, None, 2.5),
    Ratio("in process, typed observation", "typed us", OFFICIAL.name, None, 1.3, at_most=True),
    Ratio("in process, JSON", "JSON us", OFFICIAL.name, None, 0.8, at_most=True),
)

WORKERS = (("workers, looks", None), ("workers, with a draft", 1.4))


def report(figures: Figures) -> str:
    """Both tables, as Markdown."""
    rounds = [len(values) for values in figures.values()]
    ours = ("ours, stock class", "by CPU", "goal", "ours, lean class", "by CPU", "goal")
    return (
        f"Medians of {min(rounds)} to {max(rounds)} interleaved rounds.\n\n"
        + markdown(("ratio", *ours), _ratios(figures))
        + "\n"
        + markdown(("figure", *_NAMES), _rows(figures))
    )


def _ratios(figures: Figures) -> Iterator[tuple[str, ...]]:
    for row in RATIOS:
        cells = []
        for name, goal in ((OURS_STOCK.name, row.stock), (OURS.name, row.lean)):
            ratio = _ratio(figures, (row.figure, name), (row.figure, row.other))
            effort = _ratio(figures, (row.effort, row.other), (row.effort, name))
            cells += [ratio, effort, _goal(goal, at_most=row.at_most) if ratio else ""]
        if any(cells):
            yield row.what, *cells
    for what, goal in WORKERS:
        if ratio := _ratio(figures, (what, "2"), (what, "1")):
            yield f"two {what}, to one, on two cores", "", "", "", ratio, "", _goal(goal)


def _ratio(figures: Figures, one: tuple[str, str], other: tuple[str, str]) -> str:
    """The median over the rounds; what shares a round is disturbed alike."""
    pairs = list(zip(figures.get(one, ()), figures.get(other, ()), strict=False))
    return f"{median(a / b for a, b in pairs):.2f}" if pairs and all(b for _, b in pairs) else ""


def _goal(goal: float | None, *, at_most: bool = False) -> str:
    return "" if goal is None else f"{'≤' if at_most else '≥'} {goal}"


_NAMES = tuple(contender.name for contender in CONTENDERS)


def _rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    for what in dict.fromkeys(what for what, _ in figures):
        if what not in dict(WORKERS):
            yield what, *(_number(figures.get((what, name))) for name in _NAMES)
    for what, _ in WORKERS:
        for count in ("1", "2"):
            if values := figures.get((what, count)):
                cells = (_number(values if name == OURS.name else None) for name in _NAMES)
                yield f"steps/s, {count} {what}", *cells


def _number(values: Sequence[float] | None) -> str:
    if not values:
        return ""
    value = median(values)
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
