"""The workflow as a neutral graph: which phases there are, and what leads from one to another.

It is extracted from the rules and knows nothing of how it will be drawn. Every rule becomes one
label on one edge; rules with the same ends share an edge.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from supportops.case import OPEN, TERMINAL
from supportops.vocabulary import Phase
from supportops.workflow import EXHAUST, RULES, Rule

BUDGET_SPENT = "budget spent"
"""When `exhaust` fires. `advance` sees to it: it is no guard, since no agent can attempt it."""


class Label(NamedTuple):
    """What an edge says: a verb, and the names of the guards it has to pass."""

    verb: str
    guards: tuple[str, ...] = ()

    @property
    def condition(self) -> str:
        """The guards in brackets; empty if there are none."""
        return f"[{', '.join(self.guards)}]" if self.guards else ""

    def __str__(self) -> str:
        return f"{self.verb} {self.condition}".rstrip()


@dataclass(frozen=True, slots=True)
class Edge:
    """Everything that leads from one phase to another, or keeps it if both are the same."""

    source: Phase | None
    """None stands for the box around all open phases."""
    target: Phase
    labels: tuple[Label, ...]

    @property
    def is_loop(self) -> bool:
        """Whether the phase stays as it is."""
        return self.source is self.target


@dataclass(frozen=True, slots=True)
class Graph:
    """Phases in the order of the workflow, and the edges between them in the order of the rules."""

    open: tuple[Phase, ...]
    """The first of them is where a case starts."""
    final: tuple[Phase, ...]
    edges: tuple[Edge, ...]

    def sources(self, edge: Edge) -> tuple[Phase, ...]:
        """The phases an edge leaves from."""
        return self.open if edge.source is None else (edge.source,)


def extract(rules: Iterable[Rule] = RULES) -> Graph:
    """The graph of a rule table, with the one arrow by which the budget ends a case."""
    merged: dict[tuple[Phase, Phase], list[Label]] = {}
    for rule in rules:
        label = Label(rule.verb.value, tuple(guard.name for guard in rule.guards))
        merged.setdefault((rule.source, rule.target or rule.source), []).append(label)
    return Graph(
        OPEN,
        TERMINAL,
        (
            *(Edge(source, target, tuple(labels)) for (source, target), labels in merged.items()),
            Edge(None, Phase.EXHAUSTED, (Label(EXHAUST, (BUDGET_SPENT,)),)),
        ),
    )
