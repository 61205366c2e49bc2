"""Generated cases by address: `gen/<family>/<split>/<number>`, and `#twin` for the twin of one.

An address fixes every byte of its case. What is the case comes from a checked-in list in the
evaluation splits, and from a draw in `train` and `private`; how it is worded is always drawn.
"""

import hmac
import os
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import sha256
from typing import Self

from supportops.casefile import ASKED_FIRST, CaseFile
from supportops.cases.archetype import Archetype
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.build import Desk, case_of, plain_desk
from supportops.cases.draw import Draw
from supportops.cases.lists import count, listed
from supportops.cases.overlays import (
    CHANGES_RESOLUTION,
    CLASHING,
    OVERLAYS,
    UNSEEN_PAIRS,
    has_unseen_pair,
    overlaid,
)
from supportops.cases.overlays.asked import asks_at_first, hides
from supportops.cases.partition import SPLIT_NAMES, families, members, twins
from supportops.cases.scenery import Scene
from supportops.decision import Latent
from supportops.errors import UnknownTask
from supportops.vocabulary import CASES_VERSION

SECRET_VARIABLE = "SUPPORTOPS_PRIVATE_SECRET"  # noqa: S105 - where it is, not what it is
"""Environment variable that holds the secret of the private split."""

DRAWN = ("train", "private")
"""Splits without an end: their cases are drawn, not listed."""

MISSING_PERCENT = 4
"""Share of the cases with a missing record: few, as no policy decides them."""

ASKED_PERCENT = 30
"""Share of the cases in which what the customer has comes when asked for, of those that can be so.

Few enough to leave as many cases of the same look in which nothing comes.
"""

MAX_NUMBER = 10**12
"""Numbers of drawn cases stay below."""

_ADDRESS = re.compile(r"gen/([a-z_]+)/([a-z_]+)/(0|[1-9][0-9]{0,12})(#twin)?")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a generated case is found."""

    family: str
    split: str
    number: int
    is_twin: bool = False

    @classmethod
    def parsed(cls, task_id: str) -> Self:
        """The address a task id spells. Raises `UnknownTask`."""
        found = _ADDRESS.fullmatch(task_id)
        if found is None:
            raise UnknownTask(
                f"{task_id[:60]!r} is no address gen/<family>/<split>/<number>, and only those have"
                " twins and families"
            )
        address = cls(found[1], found[2], int(found[3]), bool(found[4]))
        address.check()
        return address

    def __str__(self) -> str:
        return f"gen/{self.family}/{self.split}/{self.number}{'#twin' if self.is_twin else ''}"

    def check(self) -> None:
        """Raise `UnknownTask` unless there is a case here."""
        if self.split not in SPLIT_NAMES:
            raise UnknownTask(f"no split {self.split[:60]!r}; use one of {', '.join(SPLIT_NAMES)}")
        if self.family not in families(self.split, tuple(FAMILIES)):
            raise UnknownTask(f"no family {self.family[:60]!r} in split {self.split!r}")
        held = MAX_NUMBER if self.split in DRAWN else count(self.split, self.family)
        if self.number >= held:
            raise UnknownTask(f"{self.split} holds {held} cases of {self.family}, from 0")
        if self.split == "private":
            private_secret()


def generated(task_id: str) -> CaseFile:
    """The case at an address. Raises `UnknownTask`.

    The file of a twin bears the id of its base: nothing an agent sees tells the two apart before
    it reads what differs.
    """
    address = Address.parsed(task_id)
    return _built(address, private_secret() if address.split == "private" else b"")


@lru_cache(maxsize=256)
def _built(address: Address, _secret: bytes) -> CaseFile:
    """The case at an address, kept for as long as the secret it may depend on is the same."""
    return case_of(desk_at(address), str(replace(address, is_twin=False)))


def desk_at(address: Address, latent: Latent | None = None) -> Desk:
    """The desk at an address; with `latent`, as it would be if something else were the case."""
    kind, draw = archetype(address.family), _draw(address)
    names, base = _overlays(address.split, draw), _latent(address, kind, draw)
    asked = _asked_first(address.split, kind, base, draw) if "missing_record" not in names else []
    if asked:
        names = (ASKED_FIRST, *names)
    if latent is None:
        latent = base
        if address.is_twin and "missing_record" not in names:
            _, latent = (
                draw.pick("twin", asked) if asked else twin_of(address.split, kind, base, draw)
            )
    scene = Scene(draw, kind.goods)
    return overlaid(plain_desk(kind, latent, scene, is_twin=address.is_twin), names)


def twin_of(split: str, kind: Archetype, latent: Latent, draw: Draw) -> tuple[str, Latent]:
    """The record or parameter in which the twin of a case differs, and what is the case there."""
    return draw.pick("twin", twins(split, kind.id, kind.table.space, latent))


def _asked_first(
    split: str, kind: Archetype, latent: Latent, draw: Draw
) -> list[tuple[str, Latent]]:
    """The twins of a case whose customer sends something when asked; none if it is no such case.

    It is one only where the table asks as long as nothing has come, in the case and in its twin.
    """
    if kind.wanted is None or split == "test_overlay":
        return []
    if not draw.chance("overlays/asked_first", ASKED_PERCENT):
        return []
    if not hides(kind, latent):
        return []
    pairs = twins(split, kind.id, kind.table.space, latent)
    return [(source, twin) for source, twin in pairs if asks_at_first(kind, twin)]


def address_at(split: str, index: int) -> Address:
    """The case at an index of a split: families take turns. Raises `UnknownTask`."""
    ids = families(split, tuple(FAMILIES))
    address = Address(ids[index % len(ids)], split, index // len(ids))
    address.check()
    return address


def size(split: str) -> int:
    """How many cases a split holds."""
    ids = families(split, tuple(FAMILIES))
    if split in DRAWN:
        return MAX_NUMBER * len(ids)
    return sum(count(split, family) for family in ids)


def private_secret() -> bytes:
    """The secret of the private split. Raises `UnknownTask` where none is set."""
    secret = os.environ.get(SECRET_VARIABLE, "")
    if not secret:
        raise UnknownTask(f"the private split needs a secret in {SECRET_VARIABLE}", "split")
    return secret.encode()


def _draw(address: Address) -> Draw:
    key = (CASES_VERSION, address.split, address.family, address.number)
    if address.split != "private":
        return Draw(*key)
    text = "/".join(map(str, key)).encode()
    return Draw("private", hmac.new(private_secret(), text, sha256).hexdigest())


def _latent(address: Address, kind: Archetype, draw: Draw) -> Latent:
    if address.split not in DRAWN:
        return listed(address.split, address.family)[address.number]
    by_code = _by_code(address.split, kind)
    for attempt in range(1000):
        latents = by_code[draw.pick(f"code/{attempt}", tuple(by_code))]
        latent = draw.pick(f"latent/{attempt}", latents)
        if twins(address.split, kind.id, kind.table.space, latent):
            return latent
    raise UnknownTask(f"no case with a twin in {address.split!r} of {kind.id!r}")


@cache
def _by_code(split: str, kind: Archetype) -> dict[str, tuple[Latent, ...]]:
    """The cases a split may hold, by resolution, so that each resolution is as likely."""
    found: dict[str, list[Latent]] = {}
    for latent in members(split, kind.id, kind.table.space):
        found.setdefault(kind.table.space.code(latent), []).append(latent)
    return {code: tuple(latents) for code, latents in sorted(found.items())}


def _overlays(split: str, draw: Draw) -> tuple[str, ...]:
    """Up to three overlays; in `test_overlay` at least two that nowhere else meet."""
    if split == "test_overlay":
        pairs = sorted(map(tuple, map(sorted, UNSEEN_PAIRS)))
        return tuple(draw.pick("overlays/pair", pairs))
    if draw.chance("overlays/missing_record", MISSING_PERCENT):
        return ("missing_record",)
    count = draw.pick("overlays/count", (0, 1, 1, 2, 2, 3))
    names = tuple(draw.shuffled("overlays", sorted({*OVERLAYS} - CHANGES_RESOLUTION)))
    while has_unseen_pair(names[:count]) or CLASHING.issubset(names[:count]):
        names = names[1:] + names[:1]
    return tuple(sorted(names[:count]))
