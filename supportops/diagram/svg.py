"""The workflow as an SVG: one self-contained file that is readable on light and on dark pages.

It names no font file and no address, carries its text for those who cannot see it, and is made of
whole numbers in a fixed order, so that equal rules give equal bytes.
"""

from itertools import zip_longest
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from supportops.diagram.graph import Edge, Graph
from supportops.diagram.layout import HEAD, Box, Plan, Route, layout
from supportops.diagram.paint import STYLE as PAINTED
from supportops.diagram.paint import Paint, Tint
from supportops.vocabulary import Phase

TITLE = "The workflow of a case"

STYLE = """
.workflow text { text-anchor: middle; font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas,
  "DejaVu Sans Mono", "Liberation Mono", monospace; fill: #1e293b }
.workflow .phase { font: 600 14px system-ui, "Segoe UI", Helvetica, Arial, "DejaVu Sans",
  sans-serif }
.workflow .name { text-anchor: start; font-style: italic; fill: #64748b }
.workflow .guard { font-size: 11px; fill: #64748b }
.workflow .page { fill: #ffffff }
.workflow .frame { fill: #f1f5f9; stroke: #94a3b8; stroke-dasharray: 5 4 }
.workflow .node rect { fill: #e0e7ff; stroke: #4f46e5; stroke-width: 1.5 }
.workflow .edge path { fill: none; stroke: #475569; stroke-width: 1.5 }
.workflow .budget path { stroke-dasharray: 5 4 }
.workflow .edge .head, .workflow .start { fill: #475569; stroke: none }
@media (prefers-color-scheme: dark) {
  .workflow text { fill: #e2e8f0 }
  .workflow .name, .workflow .guard { fill: #94a3b8 }
  .workflow .page { fill: #0d1117 }
  .workflow .frame { fill: #161b26; stroke: #64748b }
  .workflow .node rect { fill: #312e81; stroke: #a5b4fc }
  .workflow .edge path { stroke: #94a3b8 }
  .workflow .edge .head, .workflow .start { fill: #94a3b8; stroke: none }
}
"""


def svg(graph: Graph, paint: Paint | None = None) -> str:
    """The drawing as the text of an SVG file; painted with what was met, if that is given."""
    plan = layout(graph)
    root = _root(plan)
    SubElement(root, "title", id="workflow-title").text = TITLE
    SubElement(root, "desc", id="workflow-desc").text = describe(graph)
    SubElement(root, "style").text = STYLE + (PAINTED if paint else "")
    _rect(root, "page", Box(0, 0, plan.width, plan.height), radius=10)
    _frame(root, plan, graph.open[0])
    for route in plan.routes:
        _edge(root, route, _tints(graph, route.edge, paint))
    for phase, box in plan.nodes.items():
        _node(root, phase, box, final=phase in graph.final)
    indent(root)
    return tostring(root, encoding="unicode") + "\n"


def describe(graph: Graph) -> str:
    """The whole drawing in words."""
    start = f"A case starts in {graph.open[0]} and ends in {' or '.join(graph.final)}."
    return " ".join((start, *map(_sentence, graph.edges)))


def _sentence(edge: Edge) -> str:
    where = f"From {edge.source}" if edge.source else "From any open phase"
    path = f"{edge.source} stays" if edge.is_loop else f"{where} to {edge.target}"
    return f"{path}: {', '.join(map(str, edge.labels))}."


def _root(plan: Plan) -> Element:
    return Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "workflow",
            "viewBox": f"0 0 {plan.width} {plan.height}",
            "width": str(plan.width),
            "height": str(plan.height),
            "role": "img",
            "aria-labelledby": "workflow-title workflow-desc",
        },
    )


def _frame(root: Element, plan: Plan, start: Phase) -> None:
    frame, first = plan.frame, plan.nodes[start]
    _rect(root, "frame", frame, radius=14)
    _text(root, "name", "open", frame.left + 16, frame.top + 22)
    x, y = frame.left + 16, first.middle.y
    SubElement(root, "circle", {"class": "start", "cx": str(x), "cy": str(y), "r": "6"})
    group = SubElement(root, "g", {"class": "edge"})
    SubElement(group, "path", d=f"M{x} {y}H{first.left - HEAD}")
    _head(group, first.left, y, 0)


def _tints(graph: Graph, edge: Edge, paint: Paint | None) -> tuple[str, list[Tint]]:
    """The colour of an arrow, and of each line beside it; nothing if nothing is painted."""
    if paint is None:
        return "", []
    return paint.line(edge, graph.sources), list(paint.lines(edge, graph.sources))


def _edge(root: Element, route: Route, tints: tuple[str, list[Tint]]) -> None:
    edge, (colour, lines) = route.edge, tints
    source = edge.source or "open"
    kind = "edge" if edge.source else "edge budget"
    group = SubElement(root, "g", {"class": kind, "data-from": source, "data-to": edge.target})
    SubElement(group, "path", {"d": route.path} | ({"class": colour} if colour else {}))
    _head(group, route.tip.x, route.tip.y, route.turn)
    for word, tint in zip_longest(route.words, lines):
        kind = f"{word.line.kind} {tint.kind}" if tint else word.line.kind
        text = _text(group, kind, word.line.text, word.x, word.y)
        if tint:
            SubElement(text, "title").text = tint.why


def _node(root: Element, phase: Phase, box: Box, *, final: bool) -> None:
    group = SubElement(root, "g", {"class": "node", "data-phase": phase})
    _rect(group, None, box, radius=10)
    if final:
        inset = Box(box.left + 4, box.top + 4, box.right - 4, box.bottom - 4)
        _rect(group, None, inset, radius=7)
    _text(group, "phase", phase, box.middle.x, box.middle.y + 5)


def _rect(parent: Element, kind: str | None, box: Box, *, radius: int) -> None:
    numbers = {
        "x": box.left,
        "y": box.top,
        "width": box.right - box.left,
        "height": box.bottom - box.top,
        "rx": radius,
    }
    named = {"class": kind} if kind else {}
    SubElement(parent, "rect", named | {name: str(value) for name, value in numbers.items()})


def _head(parent: Element, x: int, y: int, turn: int) -> None:
    shape = f"M0 0l-{HEAD + 1} -5v10z"
    place = f"translate({x} {y}) rotate({turn})"
    SubElement(parent, "path", {"class": "head", "d": shape, "transform": place})


def _text(parent: Element, kind: str, text: str, x: int, y: int) -> Element:
    found = SubElement(parent, "text", {"class": kind, "x": str(x), "y": str(y)})
    found.text = text
    return found
