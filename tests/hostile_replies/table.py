"""The table of all hostile classes, and the replies of each."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from supportops.casefile import CaseFile
from supportops.cases.archetypes import FAMILIES
from supportops.cases.draw import Draw
from tests.hostile_replies import appended, borrowed, disguised, enclosed, unmeant, wordless
from tests.hostile_replies.hostile_class import HostileClass
from tests.hostile_replies.setting import POOL, settings

CLASSES: tuple[HostileClass, ...] = (
    *wordless.CLASSES,
    *unmeant.CLASSES,
    *enclosed.CLASSES,
    *appended.CLASSES,
    *borrowed.CLASSES,
    *disguised.CLASSES,
)
"""Every hostile class there is, each under a name of its own."""

FEWEST, LONGEST = 1, 4000
"""Characters that a draft can have, at least and at most."""


class HostileReply(NamedTuple):
    """A reply that must earn nothing."""

    kind: str
    family: str
    file: CaseFile
    text: str


def replies(
    families: Sequence[str] = tuple(FAMILIES), per_class: int = 2, pool: int = POOL
) -> Iterator[HostileReply]:
    """So many replies of every class in every family, fewer where a class does not apply."""
    for kind in CLASSES:
        for family in families:
            yield from _of(kind, family, per_class, pool)


def _of(kind: HostileClass, family: str, wanted: int, pool: int) -> Iterator[HostileReply]:
    for setting in settings(family, pool):
        if not wanted:
            return
        text = kind.make(setting, Draw("hostile", kind.name, setting.file.task_id))
        if text is not None and FEWEST <= len(text) <= LONGEST:
            wanted -= 1
            yield HostileReply(kind.name, family, setting.file, text)
