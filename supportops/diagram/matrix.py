"""The workflow as a Markdown table: what each action does in each phase."""

from supportops.diagram.graph import Edge, Graph, Label
from supportops.tables import markdown
from supportops.vocabulary import Phase

IMPOSSIBLE = "\N{EN DASH}"
"""What stands where an action has no rule."""


def matrix(graph: Graph) -> str:
    """Actions by phases: where each leads, and the guards it has to pass."""
    phases = (*graph.open, *graph.final)
    verbs = dict.fromkeys(label.verb for edge in graph.edges for label in edge.labels)
    return markdown(
        ("action", *phases),
        ((f"`{verb}`", *(_cell(graph, verb, phase) for phase in phases)) for verb in verbs),
    )


def _cell(graph: Graph, verb: str, phase: Phase) -> str:
    entries = (
        _entry(edge, label)
        for edge in graph.edges
        if phase in graph.sources(edge)
        for label in edge.labels
        if label.verb == verb
    )
    return "<br>".join(entries) or IMPOSSIBLE


def _entry(edge: Edge, label: Label) -> str:
    return f"{'stays' if edge.is_loop else f'→ {edge.target}'} {label.condition}".rstrip()
