"""From figures to Markdown: the ratios that count first, then everything that was measured."""

from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.measure import HELD, LEVELS, Figures
from benchmarks.servers import OFFICIAL, OFFICIAL_ASYNC, OURS_LEAN, OURS_STOCK, RAW
from supportops.tables import markdown


class Ratio(NamedTuple):
    """A row of the table: ours to another, and what it is to be with either class."""

    what: str
    figure: str
    other: str
    stock: float | None
    lean: float | None
    at_most: bool = False


RATIOS = (
    *(
        Ratio(f"steps a second to the raw echo, {n} sessions", f"steps/s, {n}", RAW.name, 0.55, 0.8)
        for n in (16, 128)
    ),
    *(
        Ratio(f"steps a second to official, {n}", f"steps/s, {n}", OFFICIAL.name, stock, lean)
        for n, stock, lean in ((16, 3.0, 4.5), (128, 4.5, 7.0), (1024, 4.5, 6.5))
    ),
    *(
        Ratio(f"to official, async, {n}", f"steps/s, {n}", OFFICIAL_ASYNC.name, stock, lean)
        for n, stock, lean in ((16, 2.0, 3.0), (128, 2.0, 3.0), (1024, 1.8, 2.7))
    ),
    *(
        Ratio(
            f"through the official client, {n}", f"official client, {n}", OFFICIAL.name, stock, None
        )
        for n, stock in ((16, 2.8), (128, 4.5))
    ),
    *(
        Ratio(
            f"CPU of the server for each of these, {n}",
            f"official client, {n}, server us",
            OFFICIAL.name,
            stock,
            None,
            at_most=True,
        )
        for n, stock in ((16, 0.35), (128, 0.2))
    ),
    Ratio("p50 of one session", "p50 ms, 1", OFFICIAL.name, 0.65, 0.5, at_most=True),
    Ratio("p99 of 128 sessions", "p99 ms, 128", OFFICIAL.name, 0.06, None, at_most=True),
    Ratio(
        f"memory of a session, {HELD} held",
        "KiB a session",
        OFFICIAL.name,
        None,
        0.35,
        at_most=True,
    ),
    Ratio(
        f"time of a burst of {HELD} clients",
        f"burst of {HELD} s",
        OFFICIAL.name,
        None,
        0.25,
        at_most=True,
    ),
    Ratio("sessions opened a second", "sessions opened a second", OFFICIAL.name, 1.8, None),
    Ratio("cold start", "cold start s", OFFICIAL.name, None, 0.2, at_most=True),
    Ratio("CPU of the start", "import CPU s", OFFICIAL.name, None, 0.15, at_most=True),
    Ratio("idle memory", "idle MiB", OFFICIAL.name, None, 0.4, at_most=True),
    Ratio("HTTP steps a second, 16 connections", "HTTP", OFFICIAL.name, 2.5, None),
)


def report(figures: Figures, rounds: int) -> str:
    """Both tables, as Markdown."""
    return (
        f"Medians of {rounds} interleaved rounds.\n\n"
        + markdown(
            ("ratio", "ours, stock class", "goal", "ours, lean class", "goal"), _ratios(figures)
        )
        + "\n"
        + markdown(("figure", *_NAMES), _rows(figures))
    )


def _ratios(figures: Figures) -> Iterator[tuple[str, ...]]:
    for row in RATIOS:
        stock, lean = (_ratio(figures, row, name) for name in (OURS_STOCK.name, OURS_LEAN.name))
        yield row.what, stock, _goal(row, row.stock), lean, _goal(row, row.lean)
    for what, goal in (("typed us", 1.3), ("JSON us", 0.8)):
        ratio = figures[what, "ours"] / figures[what, "official"]
        yield f"in process, {what}, to official", f"{ratio:.2f}", f"≤ {goal}", "", ""
    two = figures["workers: steps/s, 128", "two"] / figures["workers: steps/s, 128", "one"]
    yield "two workers to one, on two cores", "", "", f"{two:.2f}", "≥ 1.4"


def _ratio(figures: Figures, row: Ratio, name: str) -> str:
    ours, other = figures.get((row.figure, name)), figures.get((row.figure, row.other))
    return "" if ours is None or not other else f"{ours / other:.2f}"


def _goal(row: Ratio, goal: float | None) -> str:
    return "" if goal is None else f"{'≤' if row.at_most else '≥'} {goal}"


_NAMES = (OFFICIAL.name, OFFICIAL_ASYNC.name, OURS_STOCK.name, OURS_LEAN.name, RAW.name)


def _rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    for what in dict.fromkeys(what for what, _ in figures):
        if not what.startswith(("workers", "typed", "JSON", "draft")):
            yield what, *(_number(figures.get((what, name))) for name in _NAMES)
    yield "in process, typed us", *_pair(figures, "typed us")
    yield "in process, JSON us", *_pair(figures, "JSON us")
    yield "in process, a draft, us", "", "", _number(figures["draft us", "ours"]), "", ""
    for name in ("one", "two"):
        figure = _number(figures["workers: steps/s, 128", name])
        yield f"steps/s, 128, workers: {name}", "", "", "", figure, ""


def _pair(figures: Figures, what: str) -> tuple[str, ...]:
    return _number(figures[what, "official"]), "", _number(figures[what, "ours"]), "", ""


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


assert set(LEVELS) >= {1, 16, 128, 1024}
