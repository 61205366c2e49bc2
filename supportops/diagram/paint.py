"""What was met of a workflow, laid over its drawing: each label green, amber or red."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from supportops.diagram.graph import Edge, Label
from supportops.vocabulary import Phase

MET, HALF, MISSED = "met", "half", "missed"

STYLE = """
.workflow .met { fill: #15803d }
.workflow .half { fill: #b45309 }
.workflow .missed { fill: #b91c1c; text-decoration: underline }
.workflow .edge path.met { fill: none; stroke: #15803d }
.workflow .edge path.half { fill: none; stroke: #b45309 }
.workflow .edge path.missed { fill: none; stroke: #b91c1c; stroke-dasharray: 2 3 }
@media (prefers-color-scheme: dark) {
  .workflow .met { fill: #4ade80 }
  .workflow .half { fill: #fbbf24 }
  .workflow .missed { fill: #f87171 }
  .workflow .edge path.met { stroke: #4ade80 }
  .workflow .edge path.half { stroke: #fbbf24 }
  .workflow .edge path.missed { stroke: #f87171 }
}
"""


class Tint(NamedTuple):
    """The colour of a line, and what it stands for, in words."""

    kind: str
    why: str


class Paint(NamedTuple):
    """How often each rule was taken, and each guard passed and refused."""

    rules: Mapping[tuple[Phase, str], int]
    """By source and verb."""
    guards: Mapping[tuple[str, bool], int]
    """By name and whether it let an action pass, never ones included."""

    def lines(self, edge: Edge, sources: Callable[[Edge], tuple[Phase, ...]]) -> Iterator[Tint]:
        """A tint for each line of the label of an edge, in order."""
        for label in edge.labels:
            rule = self._rule(label, sources(edge))
            yield rule
            if label.guards:
                yield self._guard(label) or rule

    def line(self, edge: Edge, sources: Callable[[Edge], tuple[Phase, ...]]) -> str:
        """The colour of the arrow: that of all its verbs, if they agree."""
        kinds = {self._rule(label, sources(edge)).kind for label in edge.labels}
        return kinds.pop() if len(kinds) == 1 else HALF

    def _rule(self, label: Label, sources: tuple[Phase, ...]) -> Tint:
        counts = [self.rules.get((source, label.verb), 0) for source in sources]
        words = ", ".join(f"{n} from {source}" for n, source in zip(counts, sources, strict=True))
        return Tint(_tint(counts), f"{label.verb} taken: {words}")

    def _guard(self, label: Label) -> Tint | None:
        """The tint of the guards; None where they are none that an agent meets."""
        known = [name for name in label.guards if any((name, way) in self.guards for way in WAYS)]
        counts = [self.guards.get((name, way), 0) for name in known for way in WAYS]
        words = ", ".join(
            f"{name} passed {self.guards.get((name, True), 0)}, "
            f"refused {self.guards.get((name, False), 0)}"
            for name in known
        )
        return Tint(_tint(counts), words) if known else None


WAYS = (True, False)


def _tint(counts: list[int]) -> str:
    if all(counts):
        return MET
    return HALF if any(counts) else MISSED
