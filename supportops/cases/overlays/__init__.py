"""What is laid over a plain case to mislead: every family can carry every overlay.

An overlay sees the scene, never the facts: what it says is drawn whatever is the case, so it tells
nothing about the outcome, and a case and its twin carry the very same one. `missing_record` alone
changes the resolution, and says so. `asked_first` alone is laid where the facts allow it: it cannot
be seen before the customer has answered, and then it tells what it is there to tell.
"""

from collections.abc import Callable, Mapping
from itertools import combinations

from supportops.casefile import ASKED_FIRST
from supportops.cases.build import Desk
from supportops.cases.overlays.articles import other_edition, other_region
from supportops.cases.overlays.asked import asked_first
from supportops.cases.overlays.injection import injection
from supportops.cases.overlays.missing import missing_record
from supportops.cases.overlays.records import (
    contradiction,
    distractors,
    planted_note,
    relabelled,
    reordered,
)
from supportops.cases.overlays.tickets import claim, pressure, second_issue

Overlay = Callable[[Desk], Desk]

OVERLAYS: Mapping[str, Overlay] = {
    "claim": claim,
    "contradiction": contradiction,
    "distractors": distractors,
    "injection": injection,
    "missing_record": missing_record,
    "other_edition": other_edition,
    "other_region": other_region,
    "planted_note": planted_note,
    "pressure": pressure,
    "relabelled": relabelled,
    "reordered": reordered,
    "second_issue": second_issue,
}
"""Every overlay that any family can carry, by name, in the order in which a case puts them on."""

_LAID: Mapping[str, Overlay] = {ASKED_FIRST: asked_first, **OVERLAYS}
"""Those, and the one for families in which there is something to ask the customer for."""

CHANGES_RESOLUTION = frozenset({"missing_record"})

UNSEEN_PAIRS: frozenset[frozenset[str]] = frozenset(
    map(
        frozenset,
        (
            ("claim", "planted_note"),
            ("contradiction", "injection"),
            ("contradiction", "other_edition"),
            ("injection", "pressure"),
            ("injection", "second_issue"),
            ("missing_record", "planted_note"),
            ("other_region", "claim"),
            ("other_region", "distractors"),
        ),
    )
)
"""Pairs that occur together only where agents are tested on combinations they never met."""


CLASHING: frozenset[str] = frozenset({"other_edition", "other_region"})
"""Overlays that both replace the governing article; a case carries one of them at most."""


def has_unseen_pair(names: tuple[str, ...]) -> bool:
    """Whether two of these overlays are kept apart everywhere but in `test_overlay`."""
    return any(frozenset(pair) in UNSEEN_PAIRS for pair in combinations(names, 2))


def overlaid(desk: Desk, names: tuple[str, ...]) -> Desk:
    """The case with these overlays on it.

    Raises `ValueError` for an unknown name, for two that clash, and for one that does not fit.
    """
    if CLASHING.issubset(names):
        raise ValueError(f"a case carries one of {', '.join(sorted(CLASHING))} at most")
    for name in sorted(names, key=list(_LAID).index):
        desk = _LAID[name](desk)
    return desk
