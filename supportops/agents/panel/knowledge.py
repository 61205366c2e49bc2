"""What the cheats of the panel know beside what they see: odds and letters.

Somebody has told them how often each resolution is right in the split that they play, under
anything they can see of a case, and lends them the letter that would carry out any code, with the
facts of this very case in it. What they lack is the evidence, or the article, or the will to use
either. Nothing here is for honest agents.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from operator import ne
from typing import NamedTuple

from supportops.casefile import CaseFile
from supportops.cases import case_file, is_named
from supportops.cases.archetype import Archetype
from supportops.cases.archetypes import GOVERNED, archetype
from supportops.cases.build import MISSING_CODE, Desk, letter, statements
from supportops.cases.generate import DRAWN, Address, desk_at
from supportops.cases.lists import listed
from supportops.cases.overlays.asked import as_on_file
from supportops.cases.partition import members
from supportops.decision import Latent, Value

TICKET, RECORDS = "the ticket", "all records"
"""Views of a case: what the ticket tells, which is no fact at all, and what all records tell."""

_DRAWN_SPLIT = "train"
"""Where the odds of the named tasks come from, which are no sample of anything."""


class Briefing(NamedTuple):
    """What a cheat knows about one case."""

    file: CaseFile
    kind: Archetype
    split: str
    facts: tuple[Value, ...]
    """What the records say before the customer is asked."""
    missing: str
    """Id of the record that is not on file."""

    @property
    def records(self) -> tuple[str, ...]:
        """Ids of the records that decide such cases."""
        return self.kind.table.records

    def shares(self, view: str = TICKET) -> Counter[str]:
        """How often each code is right among the cases of the split with this view."""
        if view != TICKET and self.missing and view in (RECORDS, self.missing):
            return Counter({MISSING_CODE: 1})
        look = _look(self.records, view)
        said = self.kind.table.space.by_record(self.facts)
        seen = _odds(self.split, self.kind.id, view).get(look(said, self.facts))
        return seen or self.shares()

    def likeliest(self, codes: Iterable[str]) -> list[str]:
        """These codes, those that are right more often in the split first."""
        shares = self.shares()
        return sorted(codes, key=lambda code: (-shares[code], code))

    def guess(self, view: str) -> str:
        """The code that is most often right there; of several, the first in the alphabet."""
        shares = self.shares(view)
        return min(shares, key=lambda code: (-shares[code], code))

    def sureness(self, view: str) -> Fraction:
        """How often the guess from a view is right, over the whole split."""
        counted = _odds(self.split, self.kind.id, view).values()
        total = sum(sum(seen.values()) for seen in counted)
        return Fraction(sum(max(seen.values()) for seen in counted), total)

    def letter(self, code: str) -> str:
        """The letter that carries out a code: where it is wrong, as it would be if it were right.

        That is the letter of the nearest world with that code. Where there is none, the letter says
        what is done and no more.
        """
        if code == self.file.gold.resolution:
            return self.file.reply
        desk = self._nearest(code)
        return letter(desk, code) if desk else _plain_letter(self.file, self.kind, code)

    def stated(self) -> list[str]:
        """In words, whatever the letter of any code states here."""
        desks = {code: self._nearest(code) for code in self.kind.table.codes}
        states = [claim.written for claim in self.file.claims]
        for code, desk in desks.items():
            if desk:
                states += statements(desk, self.kind.outcomes[code].states).values()
        return list(dict.fromkeys(states))

    def _nearest(self, code: str) -> Desk | None:
        """The desk as it would be in the world nearest to this one in which a code is right."""
        if is_named(self.file.task_id):
            return None
        policy = self.file.latent.parameters
        facts = _nearest_world(self.kind, self.facts, policy, code)
        if facts is None:
            return None
        known = Latent(facts, policy)
        return replace(_desk(self.file.task_id), table=self.kind.table, latent=known)


@lru_cache(maxsize=4096)
def _nearest_world(
    kind: Archetype, facts: tuple[Value, ...], policy: tuple[Value, ...], code: str
) -> tuple[Value, ...] | None:
    """Of the worlds in which a code is right, the first that differs in the fewest facts."""
    space = kind.table.space
    right = space.codes(policy).get(code, 0)
    worlds = (world for bit, world in enumerate(space.worlds) if right >> bit & 1)
    return min(worlds, key=lambda world: sum(map(ne, world, facts)), default=None)


def briefing(task_id: str) -> Briefing:
    """What a cheat knows about a task. Raises `UnknownTask`."""
    file = case_file(task_id)
    if is_named(task_id):
        kind = archetype(GOVERNED[file.table.article])
        return Briefing(file, kind, _DRAWN_SPLIT, file.latent.facts, "")
    address = Address.parsed(task_id)
    kind = archetype(address.family)
    facts = file.latent.facts[: len(kind.table.facts)]
    if file.sent:
        facts = as_on_file(kind, Latent(facts, file.latent.parameters))
    return Briefing(file, kind, address.split, facts, _desk(task_id).missing)


@lru_cache(maxsize=8)
def _desk(task_id: str) -> Desk:
    return desk_at(Address.parsed(task_id))


Said = tuple[tuple[Value, ...], ...]
Odds = dict[Hashable, Counter[str]]


def _look(records: tuple[str, ...], view: str) -> Callable[[Said, tuple[Value, ...]], Hashable]:
    if view == TICKET:
        return lambda said, facts: None
    if view == RECORDS:
        return lambda said, facts: facts
    place = records.index(view)
    return lambda said, facts: said[place]


@lru_cache(maxsize=512)
def _odds(split: str, family: str, view: str) -> Odds:
    """How often each code is right, by what the view shows: over all cases that the split holds.

    In a split without an end every code is as likely, and every case of a code.
    """
    table = archetype(family).table
    space, look = table.space, _look(table.records, view)
    drawn = split in DRAWN
    latents = tuple(members(split, family, space)) if drawn else listed(split, family)
    shares = Counter(map(space.code, latents))
    whole = max(shares.values())
    found: Odds = {}
    for latent in latents:
        code = space.code(latent)
        seen = found.setdefault(look(space.by_record(latent.facts), latent.facts), Counter())
        seen[code] += (whole * len(latents)) // shares[code] if drawn else 1
    return found


def _plain_letter(file: CaseFile, kind: Archetype, code: str) -> str:
    outcome = kind.outcomes.get(code)
    done = outcome.plain if outcome else "request the missing record and let you know"
    name = file.ticket.customer
    return f"Dear {name},\n\nthank you for your message. We will {done}.\n\nKind regards"
