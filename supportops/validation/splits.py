"""Is this split sound? Gates, twins, and that no two splits share a case."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.distribution.gates import Asked, Ceilings, ceilings
from supportops.cases.generate import DRAWN, Address, desk_at
from supportops.cases.lists import count, listed
from supportops.cases.overlays.asked import as_on_file
from supportops.cases.partition import (
    SPLIT_NAMES,
    families,
    fingerprint,
    members,
    twins,
)

LISTED = tuple(split for split in SPLIT_NAMES if split not in DRAWN)
"""Splits whose cases are listed: those that agents are evaluated on."""

EVALUATED = tuple(split for split in LISTED if split != "dev")


def split_problems(split: str) -> list[str]:
    """Everything that is wrong with a listed split, in words; empty if it is sound."""
    return [
        f"{split} {family}: {problem}"
        for family in families(split, tuple(FAMILIES))
        for problem in (*split_ceilings(split, family).problems(), *_strays(split, family))
    ]


def split_ceilings(split: str, family: str) -> Ceilings:
    """The shortcut ceilings of a family in a listed split, as its cases are asked."""
    kind = archetype(family)
    desks = (desk_at(Address(family, split, number)) for number in range(count(split, family)))
    asked = (
        Asked(latent, desk.missing, as_on_file(kind, latent) if desk.sent else ())
        for latent, desk in zip(listed(split, family), desks, strict=True)
    )
    return ceilings(kind.table.space, Counter(asked))


def _strays(split: str, family: str) -> Iterator[str]:
    space = archetype(family).table.space
    owned = set(members(split, family, space))
    for number, latent in enumerate(listed(split, family)):
        if latent not in owned:
            yield f"case {number} belongs to another split"
        if not twins(split, family, space, latent):
            yield f"case {number} has no twin in its split"


def fingerprints(split: str) -> frozenset[str]:
    """Of every case a split can hold, its twins included."""
    return frozenset(
        fingerprint(family, latent)
        for family in families(split, tuple(FAMILIES))
        for latent in members(split, family, archetype(family).table.space)
    )


def shared() -> dict[tuple[str, str], int]:
    """How many cases each pair of splits shares. All of it is zero."""
    known = {split: fingerprints(split) for split in SPLIT_NAMES}
    return {(a, b): len(known[a] & known[b]) for a, b in combinations(SPLIT_NAMES, 2)}
