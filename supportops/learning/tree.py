"""A decision tree over signs: a table whose cells the learner finds itself.

Samples are bits of whole numbers, so that counting those with a sign and an outcome is one
operation on both. Ties go to the first sign of the alphabet, so equal samples give equal trees.
"""

from collections.abc import Mapping, Sequence
from math import log2
from typing import NamedTuple

from supportops.learning.sight import Signs

DEPTH_MAX = 14
"""Deepest a tree grows. A split has to tell more bits than it takes to name its sign."""


class Node(NamedTuple):
    """A question, or the outcome where there is nothing left to ask."""

    outcome: str
    """The most frequent one here."""
    sign: str = ""
    shown: "Node | None" = None
    """What follows if the sign shows."""
    hidden: "Node | None" = None


def decide(node: Node, signs: Signs) -> str:
    """The outcome that a tree gives for signs."""
    while node.shown and node.hidden:
        node = node.shown if node.sign in signs else node.hidden
    return node.outcome


def size(node: Node | None) -> int:
    """How many leaves a tree has."""
    if node is None:
        return 0
    return size(node.shown) + size(node.hidden) if node.shown else 1


def grown(samples: Sequence[tuple[Signs, str]]) -> Node | None:
    """The tree that tells the outcomes of the samples apart; None without samples."""
    if not samples:
        return None
    with_sign: dict[str, int] = {}
    outcomes: dict[str, int] = {}
    for number, (signs, outcome) in enumerate(samples):
        bit = 1 << number
        outcomes[outcome] = outcomes.get(outcome, 0) | bit
        for sign in signs:
            with_sign[sign] = with_sign.get(sign, 0) | bit
    ordered = {sign: with_sign[sign] for sign in sorted(with_sign)}
    return _node((1 << len(samples)) - 1, ordered, dict(sorted(outcomes.items())), 0)


def _node(here: int, with_sign: Mapping[str, int], outcomes: Mapping[str, int], depth: int) -> Node:
    counts = {name: (mask & here).bit_count() for name, mask in outcomes.items()}
    outcome = max(counts, key=lambda name: counts[name])
    if depth == DEPTH_MAX or counts[outcome] == here.bit_count():
        return Node(outcome)
    present = {name: mask for name, mask in outcomes.items() if counts[name]}
    whole = _spread(here, present)
    best, sign = max(
        (
            (_gain(here, mask, present, whole), -number, name)
            for number, (name, mask) in enumerate(with_sign.items())
        ),
        default=(0.0, 0, ""),
    )[::2]
    if not with_sign or best <= log2(len(with_sign)):
        return Node(outcome)
    mask = with_sign[sign]
    useful = {name: bits for name, bits in with_sign.items() if 0 != bits & here != here}
    return Node(
        outcome,
        sign,
        _node(here & mask, useful, present, depth + 1),
        _node(here & ~mask, useful, present, depth + 1),
    )


def _gain(here: int, mask: int, outcomes: Mapping[str, int], whole: float) -> float:
    """How many bits a sign tells about the outcomes of the samples here."""
    shown = here & mask
    if not shown or shown == here:
        return 0.0
    return whole - _spread(shown, outcomes) - _spread(here & ~mask, outcomes)


def _spread(here: int, outcomes: Mapping[str, int]) -> float:
    """Entropy of the outcomes times the number of samples, in bits."""
    total = here.bit_count()
    counts = ((mask & here).bit_count() for mask in outcomes.values())
    return -sum(count * log2(count / total) for count in counts if count)
