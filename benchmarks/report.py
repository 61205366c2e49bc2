"""From figures to Markdown: the ratios that count first, then everything that was measured."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median, quantiles
from typing import NamedTuple

from benchmarks.measure import HELD
from benchmarks.servers import CONTENDERS, OFFICIAL, OFFICIAL_ASYNC, OURS, OURS_STOCK, RAW
from benchmarks.through_client import CLIENT_LEVELS
from supportops.tables import markdown

Figures = Mapping[tuple[str, str], Mapping[int, float]]
"""What came out of each round that gave it, by what was measured and of which contender."""


class Ratio(NamedTuple):
    """A row of the table: ours to another, and what it is to be with either class."""

    what: str
    figure: str
    other: str
    """The contender it is compared with; empty where the figure itself has a goal."""
    stock: float | None
    lean: float | None
    at_most: bool = False
    effort: str = ""
    """The processor time that goes with a rate; the less, the better."""


class Cell(NamedTuple):
    """A ratio in every round, and what its median is to be."""

    rounds: Sequence[float]
    goal: float | None = None
    at_most: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the median is as good as the goal."""
        found, goal = median(self.rounds), self.goal or 0.0
        return found <= goal if self.at_most else found >= goal

    def median(self) -> str:
        """The median over the rounds; what shares a round is disturbed alike."""
        return f"{median(self.rounds):.2f}" if self.rounds else ""

    def spread(self) -> str:
        """The median, and the quartiles around it."""
        if len(self.rounds) < 2:
            return self.median()
        low, _, high = quantiles(self.rounds, n=4)
        return f"{self.median()} ({low:.2f} to {high:.2f})"

    def aim(self) -> str:
        """The goal in words."""
        if self.goal is None or not self.rounds:
            return ""
        return f"{'≤' if self.at_most else '≥'} {self.goal}"


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
    *(
        Ratio(
            f"CPU of a step through the official client, {n}",
            f"server us, official client, {n}",
            OFFICIAL.name,
            goal,
            None,
            at_most=True,
        )
        for n, goal in zip(CLIENT_LEVELS, (0.35, 0.2), strict=True)
    ),
    Ratio("p50 of one session", "p50 ms, 1", OFFICIAL.name, 0.65, 0.5, at_most=True),
    Ratio("p99 of 128 sessions", "p99 ms, 128", OFFICIAL.name, 0.06, 0.06, at_most=True),
    Ratio(f"memory of a session, {HELD} held", "KiB a session", OFFICIAL.name, None, 0.35, True),
    Ratio("the same in KiB", "KiB a session", "", None, 24, True),
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
    """What came out, as Markdown: the goals that are missed, and both tables."""
    rounds = [len(values) for values in figures.values()]
    rows = [*_compared(figures)]
    ours = ("ours, stock class", "by CPU", "goal", "ours, lean class", "by CPU", "goal")
    return (
        f"Medians of {min(rounds)} to {max(rounds)} interleaved rounds, with quartiles. "
        f"{_judged(rows)}\n\n"
        + markdown(("ratio", *ours), (_row(*row) for row in rows))
        + "\n"
        + markdown(("figure", *_NAMES), _rows(figures))
    )


Row = tuple[str, list[Cell]]
"""What is compared; then, with the stock class and with the lean one, by rate and by CPU."""


def _compared(figures: Figures) -> Iterator[Row]:
    for row in RATIOS:
        cells: list[Cell] = []
        for name, goal in ((OURS_STOCK.name, row.stock), (OURS.name, row.lean)):
            ratio = _ratios(figures, (row.figure, name), (row.figure, row.other))
            effort = _ratios(figures, (row.effort, row.other), (row.effort, name))
            cells += Cell(ratio, goal, row.at_most), Cell(effort)
        if any(cell.rounds for cell in cells):
            yield row.what, cells
    for what, goal in WORKERS:
        if ratio := _ratios(figures, (what, "2"), (what, "1")):
            yield (
                f"two {what}, to one, on two cores",
                [*[Cell(())] * 2, Cell(ratio, goal), Cell(())],
            )


def _ratios(figures: Figures, one: tuple[str, str], other: tuple[str, str]) -> Sequence[float]:
    """Of each round that has both; the figure itself where there is no other."""
    found = figures.get(one, {})
    if not other[1]:
        return list(found.values())
    beside = figures.get(other, {})
    return [value / beside[number] for number, value in found.items() if beside.get(number)]


def _row(what: str, cells: Sequence[Cell]) -> tuple[str, ...]:
    stock, stock_cpu, lean, lean_cpu = cells
    return (
        what,
        *(stock.spread(), stock_cpu.median(), stock.aim()),
        *(lean.spread(), lean_cpu.median(), lean.aim()),
    )


def _judged(rows: Sequence[Row]) -> str:
    aimed = [
        (f"{what}, {name} class", cell)
        for what, cells in rows
        for name, cell in zip(("stock", "stock", "lean", "lean"), cells, strict=True)
        if cell.rounds and cell.goal is not None
    ]
    missed = [what for what, cell in aimed if not cell.is_met]
    return f"Goals: {len(aimed)}; missed: {'; '.join(missed) or 'none'}."


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


def _number(values: Mapping[int, float] | None) -> str:
    if not values:
        return ""
    value = median(values.values())
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
