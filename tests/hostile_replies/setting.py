"""The cases that the hostile replies are made of, and what else there is around each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from supportops.casefile import CaseFile
from supportops.cases import case_file
from supportops.cases.archetypes import FAMILIES
from supportops.cases.draw import Draw
from supportops.cases.partition import HELD_OUT
from tests.hostile_replies.letter import Letter

POOL = 20
"""Cases of each family, of which some can be too like others to serve."""

MAX_RIVALS = 5


@dataclass(frozen=True)
class Setting:
    """A case, its honest letter, and letters that belong to other cases."""

    file: CaseFile
    siblings: tuple[CaseFile, ...]
    """Other cases of the family, each to a customer with another first name."""
    stranger: CaseFile
    """A case of another family, with another outcome."""

    @cached_property
    def letter(self) -> Letter:
        """The honest letter."""
        return Letter.of(self.file.reply)

    @cached_property
    def rivals(self) -> tuple[CaseFile, ...]:
        """Siblings with as many other outcomes, at most five."""
        code = self.file.gold.resolution
        found = {item.gold.resolution: item for item in self.siblings}
        return tuple(item for name, item in found.items() if name != code)[:MAX_RIVALS]

    @property
    def shop(self) -> str:
        """Who signs the letters."""
        return self.letter.closing.splitlines()[-1]


@cache
def pool(family: str, size: int = POOL) -> tuple[CaseFile, ...]:
    """The first cases of a family, in the split that has it."""
    split = "test_archetype" if family in HELD_OUT else "train"
    return tuple(case_file(f"gen/{family}/{split}/{number}") for number in range(size))


@cache
def settings(family: str, size: int = POOL) -> tuple[Setting, ...]:
    """The cases of a family, each with what is around it."""
    return tuple(_setting(family, file, size) for file in pool(family, size))


def all_settings(families: Iterable[str] = FAMILIES, size: int = POOL) -> tuple[Setting, ...]:
    """The cases of all families, which take turns."""
    columns = zip(*(settings(family, size) for family in families), strict=True)
    return tuple(item for column in columns for item in column)


def first_name(file: CaseFile) -> str:
    """The first name of the customer."""
    return file.ticket.customer.split()[0]


def adapted(other: CaseFile, file: CaseFile) -> Letter:
    """The letter of another case with the values of this one, where both have to state them."""
    text, own = other.reply, {claim.name: claim.written for claim in file.claims}
    for claim in other.claims:
        text = text.replace(claim.written, own.get(claim.name, claim.written))
    return Letter.of(text)


def _setting(family: str, file: CaseFile, size: int) -> Setting:
    name, code = first_name(file), file.gold.resolution
    siblings = tuple(item for item in pool(family, size) if first_name(item) != name)
    draw = Draw("stranger", file.task_id)
    others = draw.shuffled("family", [item for item in FAMILIES if item != family])
    elsewhere = (item for other in others for item in pool(other, size))
    stranger = next(
        item for item in elsewhere if item.gold.resolution != code and first_name(item) != name
    )
    return Setting(file, siblings, stranger)
