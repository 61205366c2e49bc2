"""What a reader could guess from part of a case: exact, over a weighted set of cases.

A view is what such a reader sees. The best any reader can do on a set of cases is to answer, for
each thing seen, the resolution with the most weight among the cases that show it. Sums of weights
are integers, so accuracies are exact fractions.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from supportops.cases.build import MISSING_CODE
from supportops.decision import Latent, Space, Value

TICKET_MARGIN = Fraction(5, 100)
"""How far a reader of the ticket alone may be above chance among the codes of the table."""

SINGLE_MAX = Fraction(55, 100)
"""Highest accuracy of a reader of any one record, or of the governing article alone."""

BLIND_MAX = Fraction(75, 100)
"""Highest accuracy of a reader of every record who does not know the policy."""

DECISIVE_MIN = Fraction(50, 100)
"""Least share of cases that another policy would resolve otherwise."""


class Asked(NamedTuple):
    """A case as it is asked: what is the case, and what of it is not on file, or not at first."""

    latent: Latent
    missing: str = ""
    at_first: tuple[Value, ...] = ()
    """What the records say before the customer is asked, if something comes then."""


Weights = Mapping[Asked, int]
View = Callable[[Asked], Hashable]


@dataclass(frozen=True, slots=True)
class Ceilings:
    """Accuracies of the best possible readers, each limited to one view."""

    codes: int
    ticket: Fraction
    single: Fraction
    """Of the best single record, or the article."""
    single_source: str
    blind: Fraction
    decisive: Fraction
    """Share of the weight that another policy would resolve otherwise."""

    def problems(self) -> list[str]:
        """Which gates they miss."""
        gates = (
            ("ticket alone", self.ticket <= Fraction(1, self.codes) + TICKET_MARGIN, self.ticket),
            (f"{self.single_source} alone", self.single <= SINGLE_MAX, self.single),
            ("records without the policy", self.blind <= BLIND_MAX, self.blind),
            ("cases the policy decides", self.decisive >= DECISIVE_MIN, self.decisive),
        )
        return [f"{name}: {float(value):.3f}" for name, holds, value in gates if not holds]


def views(space: Space) -> dict[str, View]:
    """Everything a reader may be limited to, by name; the ticket shows none of the facts."""
    records = space.table.records
    return {
        "ticket": lambda asked: None,
        **{record: _single(space, place) for place, record in enumerate(records)},
        space.table.article: lambda asked: asked.latent.parameters,
        "records": lambda asked: tuple(_said(space, asked, place) for place in range(len(records))),
    }


def resolution(space: Space, asked: Asked) -> str:
    """The right resolution of a case as it is asked."""
    return MISSING_CODE if asked.missing else space.code(asked.latent)


def _single(space: Space, place: int) -> View:
    return lambda asked: _said(space, asked, place, asked.at_first)


def _sent(space: Space) -> View:
    """A reader of what the customer sends when asked, and of nothing else."""
    return lambda asked: (
        asked.at_first
        and tuple(
            said
            for said, before in zip(
                *map(space.by_record, (asked.latent.facts, asked.at_first)), strict=True
            )
            if said != before
        )
    )


def _said(space: Space, asked: Asked, place: int, facts: tuple[Value, ...] = ()) -> Hashable:
    """What a record says, of these facts or of the true ones; nothing, if it is not on file."""
    if space.table.records[place] == asked.missing:
        return None
    return space.by_record(facts or asked.latent.facts)[place]


def ceilings(space: Space, weights: Weights) -> Ceilings:
    """The ceilings of a weighted set of cases of one table."""
    scored = {name: accuracy(space, view, weights) for name, view in views(space).items()}
    if any(asked.at_first for asked in weights):
        scored["what the customer sends"] = accuracy(space, _sent(space), weights)
    ticket, blind = scored.pop("ticket"), scored.pop("records")
    source = max(scored, key=lambda name: scored[name])
    decided = sum(
        weight
        for asked, weight in weights.items()
        if not asked.missing and space.policy_decides(asked.latent)
    )
    return Ceilings(
        codes=len(space.table.codes),
        ticket=ticket,
        single=scored[source],
        single_source=source,
        blind=blind,
        decisive=Fraction(decided, sum(weights.values())),
    )


def accuracy(space: Space, view: View, weights: Weights) -> Fraction:
    """How often the best reader with this view is right."""
    seen: dict[Hashable, Counter[str]] = {}
    for asked, weight in weights.items():
        seen.setdefault(view(asked), Counter())[resolution(space, asked)] += weight
    right = sum(max(counter.values()) for counter in seen.values())
    return Fraction(right, sum(weights.values()))
