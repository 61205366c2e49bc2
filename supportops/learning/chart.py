"""The learnability curve as a picture: an SVG that needs nothing else."""

from collections.abc import Iterator, Sequence
from math import log2

from supportops.learning.curve import FIRST_POINT, Learning, Point

WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 56, 190, 24, 44
CLEAR = 16
"""How far the label of the control stands below its line, clear of that of a floor."""

LEARNED, CONTROL, INK, FAINT = "#1a7f37", "#8250df", "#57606a", "#d0d7de"


def chart(run: Learning) -> str:
    """The curve and its control with their intervals, and the floors."""
    return "\n".join((*_head(run), *_axes(run), *_references(run), *_curves(run), "</svg>")) + "\n"


def _head(run: Learning) -> Iterator[str]:
    title = f"Mean score on {run.cases} held-out cases of {run.family}, by episodes of training"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="{INK}">'
    )
    yield f"<title>{title}</title>"
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'


def _axes(run: Learning) -> Iterator[str]:
    for tenths in range(0, 11, 2):
        y = _y(tenths / 10)
        yield f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="{FAINT}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{tenths / 10:g}</text>'
    last = run.curve[-1].episodes
    for point in run.curve:
        x, y = _x(point.episodes, last), HEIGHT - BOTTOM + 18
        yield f'<text x="{x}" y="{y}" text-anchor="middle">{point.episodes}</text>'
    middle = (LEFT + WIDTH - RIGHT) // 2
    yield f'<text x="{middle}" y="{HEIGHT - 6}" text-anchor="middle">episodes of training</text>'


def _references(run: Learning) -> Iterator[str]:
    for other in run.references:
        y = _y(other.mean)
        yield f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="{INK}" stroke-dasharray="4 4"/>'
        yield _label(y, f"{other.name} {other.mean:.2f}", INK)


def _curves(run: Learning) -> Iterator[str]:
    for points, colour, name, lift in (
        (run.shuffled, CONTROL, "shuffled", CLEAR),
        (run.curve, LEARNED, "learner", 0),
    ):
        yield from _curve(points, colour)
        mean = points[-1].mean
        yield _label(_y(mean) + lift, f"{name} {mean:.2f}", colour)


def _curve(points: Sequence[Point], colour: str) -> Iterator[str]:
    last = points[-1].episodes
    up = [f"{_x(one.episodes, last)},{_y(one.high)}" for one in points]
    down = [f"{_x(one.episodes, last)},{_y(one.low)}" for one in reversed(points)]
    line = [f"{_x(one.episodes, last)},{_y(one.mean)}" for one in points]
    yield f'<polygon points="{" ".join((*up, *down))}" fill="{colour}" fill-opacity="0.15"/>'
    yield f'<polyline points="{" ".join(line)}" fill="none" stroke="{colour}" stroke-width="2"/>'


def _label(y: float, text: str, colour: str) -> str:
    return f'<text x="{WIDTH - RIGHT + 8}" y="{y + 4}" fill="{colour}">{text}</text>'


def _x(episodes: int, last: int) -> float:
    """Doubling steps are equally wide; the first is from no episode to the first point."""
    place, whole = (log2(n / FIRST_POINT) + 1 if n else 0.0 for n in (episodes, last))
    return round(LEFT + (WIDTH - LEFT - RIGHT) * place / max(whole, 1e-9), 1)


def _y(score: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * score, 1)
