"""The checked-in lists of the evaluation splits: what is the case, chosen to keep shortcuts low.

`python -m supportops.cases.distribution --write` makes them. A list names worlds and policies by
their place in the enumeration of the table, and carries a digest of that enumeration, so that a
table that has changed cannot be read with a list of its past.
"""

import json
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any

from supportops.cases.archetypes import archetype
from supportops.cases.partition import POLICY_SPLIT
from supportops.decision import Latent, Space
from supportops.errors import CaseError

CANARY = "supportops-benchmark-canary 7d1c2b6e-4f0a-4c53-9a55-0e6f3b1d8c21"
"""Stands in every published list: text that holds it does not belong into training data."""


def listed(split: str, family: str) -> tuple[Latent, ...]:
    """The cases of a family in a listed split, by number. Raises `CaseError` on a stale list."""
    return _decoded(split, family)


def count(split: str, family: str) -> int:
    """How many cases of a family a listed split holds."""
    return len(_stored(split)[family]["cases"])


@cache
def _stored(split: str) -> dict[str, Any]:
    path = files("supportops.cases") / "data" / f"{split}.json"
    families: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["families"]
    return families


@cache
def _decoded(split: str, family: str) -> tuple[Latent, ...]:
    stored, space = _stored(split)[family], archetype(family).table.space
    if stored["table"] != table_digest(space):
        raise CaseError(family, [f"its list in {split}.json was made for another table"])
    policies = policies_of(split, space)
    return tuple(Latent(space.worlds[world], policies[policy]) for world, policy in stored["cases"])


def policies_of(split: str, space: Space) -> tuple[tuple[bool | int | str, ...], ...]:
    """The policies that can be in force in a split."""
    return space.unseen_policies if split == POLICY_SPLIT else space.policies


def table_digest(space: Space) -> str:
    """What identifies a table: its facts, parameters and rules."""
    return blake2b(space.table.model_dump_json().encode(), digest_size=8).hexdigest()
