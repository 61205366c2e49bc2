"""Which cases belong to which split: by what is the case, never by a seed.

What the records of a case say fixes its cell; a split owns cells. Two of these splits can therefore
not share a case, nor two cases that differ in the policy alone. Whole families, and parameter
values that are marked as unseen, are kept for splits of their own, which hold any cell.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from supportops.decision import Latent, Space, Value

CELLS = 20

HELD_OUT: frozenset[str] = frozenset({"chargeback", "product_safety", "third_party_disclosure"})
"""Families that occur in `test_archetype` and nowhere else."""

CELLS_OF: Mapping[str, frozenset[int]] = {
    "train": frozenset(range(9)),
    "dev": frozenset(range(9, 11)),
    "test": frozenset(range(11, 15)),
    "test_overlay": frozenset(range(15, 17)),
    "private": frozenset(range(17, CELLS)),
}
"""Cells of the splits that share families and parameter values."""

POLICY_SPLIT, ARCHETYPE_SPLIT = "test_policy", "test_archetype"
SPLIT_NAMES = (*CELLS_OF, POLICY_SPLIT, ARCHETYPE_SPLIT)


def fingerprint(archetype_id: str, latent: Latent) -> str:
    """What identifies a case, whatever its wording: its family, its facts, its policy."""
    values = "|".join(map(repr, (*latent.facts, "policy", *latent.parameters)))
    return blake2b(f"{archetype_id}|{values}".encode(), digest_size=16).hexdigest()


def cell(archetype_id: str, facts: tuple[Value, ...]) -> int:
    """The cell of what the records say, in [0, 20)."""
    text = "|".join(map(repr, (archetype_id, *facts)))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") % CELLS


def families(split: str, archetype_ids: tuple[str, ...]) -> tuple[str, ...]:
    """The families that occur in a split."""
    held_out = split == ARCHETYPE_SPLIT
    return tuple(name for name in archetype_ids if (name in HELD_OUT) == held_out)


def owns(split: str, archetype_id: str, facts: tuple[Value, ...]) -> bool:
    """Whether a split owns the cell of what the records say."""
    cells = CELLS_OF.get(split)
    return cells is None or cell(archetype_id, facts) in cells


def members(split: str, archetype_id: str, space: Space) -> Iterator[Latent]:
    """Every case of a family that a split may hold, in the order of the table's values."""
    policies = space.unseen_policies if split == POLICY_SPLIT else space.policies
    for facts in space.worlds:
        if owns(split, archetype_id, facts):
            yield from (Latent(facts, policy) for policy in policies)


def twins(split: str, archetype_id: str, space: Space, latent: Latent) -> list[tuple[str, Latent]]:
    """The twins of a case that stay inside its split, by the record or parameter that differs.

    Twins that differ in a record come first, and alone if there are any.
    """
    records = [
        (source, twin)
        for source, twin in space.record_twins(latent)
        if owns(split, archetype_id, twin.facts)
    ]
    if records:
        return records
    policies = space.unseen_policies if split == POLICY_SPLIT else space.policies
    allowed = set(policies)
    return [
        (source, twin) for source, twin in space.policy_twins(latent) if twin.parameters in allowed
    ]
