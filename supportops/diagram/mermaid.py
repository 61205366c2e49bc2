"""The workflow as a Mermaid state diagram, for pages that draw it themselves.

What keeps a phase is written inside it, as UML does with internal transitions: Mermaid lays labels
of loops over those of other arrows.
"""

from supportops.diagram.graph import Edge, Graph


def mermaid(graph: Graph) -> str:
    """The diagram's source: open phases in a box, each edge by its labels, marks at the ends."""
    inner = [edge for edge in graph.edges if edge.source and edge.target in graph.open]
    lines = (
        "stateDiagram-v2",
        "    direction LR",
        "    state open {",
        "        direction LR",
        f"        [*] --> {graph.open[0]}",
        *(f"        {line}" for edge in inner for line in _lines(edge)),
        "    }",
        *(f"    {line}" for edge in graph.edges if edge not in inner for line in _lines(edge)),
        *(f"    {phase} --> [*]" for phase in graph.final),
    )
    return "".join(f"{line}\n" for line in lines)


def _lines(edge: Edge) -> tuple[str, ...]:
    if edge.is_loop:
        inside = "<br/>".join(map(str, edge.labels))
        return f"{edge.target} : {edge.target}", f"{edge.target} : {inside}"
    words = (word for label in edge.labels for word in (label.verb, label.condition) if word)
    return (f"{edge.source or 'open'} --> {edge.target} : {'<br/>'.join(words)}",)
