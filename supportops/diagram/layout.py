"""Where everything of the drawing goes, in whole pixels: geometry only, no markup.

Open phases stand in a line from left to right, final ones in a column to their right. Text has
bands of its own, so that nothing overlaps: what leads to the next phase is written in the gap
above the line, what keeps a phase in the column below it. Any other arrow is a detour and gets a
lane above all of them; the shipped workflow has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from supportops.diagram.graph import Edge, Graph
from supportops.vocabulary import Phase

MARGIN, PAD, START = 12, 20, 40
"""Around the drawing; inside the frame; room for the start mark."""

NODE_HEIGHT, HEAD = 44, 9
"""Height of a phase; length of an arrowhead."""

LINE_HEIGHT = {"verb": 17, "guard": 13}
"""From the baseline before to that of a line: guards stay close to their verb."""

BESIDE, ABOVE, LOOP, TURN = 11, 9, 30, 12
"""Room beside a label in a gap; over an arrow; for a loop under a phase; half a loop's width."""


class Line(NamedTuple):
    """A line of a label: a verb, or the guards under it."""

    kind: str
    text: str


class Word(NamedTuple):
    """A line where it stands: the middle of its baseline."""

    line: Line
    x: int
    y: int


class Point(NamedTuple):
    """A place in the drawing."""

    x: int
    y: int


class Box(NamedTuple):
    """A rectangle by its borders."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def middle(self) -> Point:
        """Its centre."""
        return Point((self.left + self.right) // 2, (self.top + self.bottom) // 2)


class Route(NamedTuple):
    """How an edge runs: its line as path data, its arrowhead, and its label."""

    edge: Edge
    path: str
    tip: Point
    turn: int
    """Direction of the head in degrees, clockwise from rightwards."""
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole drawing."""

    width: int
    height: int
    frame: Box
    """The box around the open phases."""
    nodes: Mapping[Phase, Box]
    routes: tuple[Route, ...]


class _Shapes(NamedTuple):
    loops: dict[Phase, Edge]
    onward: dict[tuple[Phase | None, Phase], Edge]
    detours: list[Edge]


def lines(edge: Edge) -> tuple[Line, ...]:
    """The label of an edge, line by line."""
    return tuple(
        line
        for label in edge.labels
        for line in (Line("verb", label.verb), Line("guard", label.condition))
        if line.text
    )


def layout(graph: Graph) -> Plan:
    """Place every phase and every edge of a graph."""
    shapes = _shapes(graph)
    row = _row(shapes)
    below = max((_height(edge) for edge in shapes.loops.values()), default=0)
    bottom = row + NODE_HEIGHT // 2 + LOOP + below + PAD
    columns, right = _columns(graph, shapes)
    frame = Box(MARGIN, MARGIN, right, bottom)
    ends, width = _ends(graph, shapes, frame, row)
    nodes = {phase: _node(x, row, _node_width(phase)) for phase, x in columns.items()} | ends
    return Plan(width, bottom + MARGIN, frame, nodes, _routes(graph, shapes, frame, nodes))


def _shapes(graph: Graph) -> _Shapes:
    neighbours = set(pairwise((*graph.open, graph.final[0])))
    onward = {
        (edge.source, edge.target): edge
        for edge in graph.edges
        if edge.source is None or (edge.source, edge.target) in neighbours
    }
    return _Shapes(
        {edge.target: edge for edge in graph.edges if edge.is_loop},
        onward,
        [e for e in graph.edges if not e.is_loop and (e.source, e.target) not in onward],
    )


def _row(shapes: _Shapes) -> int:
    """Height of the line on which the open phases stand."""
    lanes = sum(map(_lane, shapes.detours))
    labels = max((_height(edge) for edge in shapes.onward.values()), default=0)
    return MARGIN + PAD + lanes + max(labels + ABOVE, NODE_HEIGHT)


def _columns(graph: Graph, shapes: _Shapes) -> tuple[dict[Phase, int], int]:
    """The middle of each open phase, and the right border of their frame."""
    widths = [max(_node_width(p), _width(shapes.loops.get(p))) for p in graph.open]
    gaps = [_gap(shapes.onward.get(pair)) for pair in pairwise(graph.open)]
    first = MARGIN + PAD + START
    lefts = accumulate(map(int.__add__, widths, gaps), initial=first)
    columns = {
        phase: left + width // 2
        for phase, left, width in zip(graph.open, lefts, widths, strict=True)
    }
    return columns, first + sum(widths) + sum(gaps) + PAD


def _ends(graph: Graph, shapes: _Shapes, frame: Box, row: int) -> tuple[dict[Phase, Box], int]:
    """The final phases, and the width of the drawing they complete."""
    leaving = [edge for edge in shapes.onward.values() if edge.target in graph.final]
    left = frame.right + max(map(_gap, leaving))
    width = max(map(_node_width, graph.final))
    step = (frame.bottom - row) // len(graph.final)
    ends = {
        phase: _node(left + width // 2, row + index * step, width)
        for index, phase in enumerate(graph.final)
    }
    return ends, left + width + MARGIN


def _node(x: int, y: int, width: int) -> Box:
    left, top = x - width // 2, y - NODE_HEIGHT // 2
    return Box(left, top, left + width, top + NODE_HEIGHT)


def _routes(
    graph: Graph, shapes: _Shapes, frame: Box, nodes: Mapping[Phase, Box]
) -> tuple[Route, ...]:
    lane, routes = frame.top + PAD, []
    for edge in graph.edges:
        if edge.is_loop:
            routes.append(_loop(edge, nodes[edge.target]))
        elif edge in shapes.detours:
            lane += _lane(edge)
            routes.append(_detour(edge, nodes, lane - ABOVE))
        else:
            origin = nodes[edge.source] if edge.source else frame
            gap = frame.right if edge.target in graph.final else origin.right
            routes.append(_onward(edge, origin.right, gap, nodes[edge.target]))
    return tuple(routes)


def _onward(edge: Edge, start: int, gap: int, target: Box) -> Route:
    """Straight on to the right; the label stands over the part after `gap`."""
    tip = Point(target.left, target.middle.y)
    words = _words(edge, (gap + tip.x - HEAD) // 2, tip.y - ABOVE - _height(edge))
    return Route(edge, f"M{start} {tip.y}H{tip.x - HEAD}", tip, 0, words)


def _loop(edge: Edge, node: Box) -> Route:
    """Down from the phase and back up to it; the label stands below."""
    x, y = node.middle.x, node.bottom
    path = f"M{x - TURN} {y}v{HEAD + 2}a{TURN} {TURN} 0 0 0 {2 * TURN} 0v-2"
    return Route(edge, path, Point(x + TURN, y), 270, _words(edge, x, y + LOOP))


def _detour(edge: Edge, nodes: Mapping[Phase, Box], lane: int) -> Route:
    """Up from the source, along a lane of its own, down to the target.

    The label stands at the start of the lane, over a gap, where no other arrow comes down.
    """
    source, target = nodes[edge.source or edge.target], nodes[edge.target]
    start, tip = source.middle.x + TURN, Point(target.middle.x - TURN, target.top)
    path = f"M{start} {source.top}V{lane}H{tip.x}V{tip.y - HEAD}"
    aside = _width(edge) // 2 + BESIDE
    x = start + aside if tip.x > start else start - 2 * TURN - aside
    words = _words(edge, x, lane - ABOVE - _height(edge))
    return Route(edge, path, tip, 90, words)


def _words(edge: Edge, x: int, top: int) -> tuple[Word, ...]:
    label = lines(edge)
    baselines = accumulate(LINE_HEIGHT[line.kind] for line in label)
    return tuple(Word(line, x, top + down) for line, down in zip(label, baselines, strict=True))


def _node_width(phase: Phase) -> int:
    return 9 * len(phase) + 30


def _width(edge: Edge | None) -> int:
    """Width of a label: its font is monospaced, seven and a quarter pixels a character."""
    return max((29 * len(line.text) // 4 for line in lines(edge)), default=0) if edge else 0


def _height(edge: Edge) -> int:
    return sum(LINE_HEIGHT[line.kind] for line in lines(edge))


def _gap(edge: Edge | None) -> int:
    return _width(edge) + 2 * BESIDE + HEAD


def _lane(edge: Edge) -> int:
    return _height(edge) + 2 * ABOVE
