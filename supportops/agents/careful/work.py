"""How a careful reader works a case: read, decide by what was read, write what was read.

It sees what any agent sees. It knows what a trained clerk knows: which records the article of a
family judges by, how such records are laid out, what the numbered lines of the article mean, and
how the desk words its letters. It never sees the case file, and takes nothing from the task id.
"""

import re
from collections.abc import Generator, Mapping
from contextlib import suppress
from functools import cache

from supportops.agents.careful import accounts, deliveries, parcels, payments, terms
from supportops.agents.careful.desk import Read
from supportops.agents.careful.layout import Illegible, Layout, legibly
from supportops.agents.careful.letter import written
from supportops.agents.careful.policy import ROUTING, by_country, editions, in_force, parameters
from supportops.agents.scripts import (
    CLOSING_STEPS,
    Play,
    closing,
    draft,
    inspect,
    review,
    search,
    submit,
)
from supportops.cases.archetype import Archetype
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.build import MISSING_CODE
from supportops.decision import Value
from supportops.models import ToolUseAction, ToolUseObservation

LAYOUTS: Mapping[str, Layout] = {
    **deliveries.LAYOUTS,
    **parcels.LAYOUTS,
    **payments.LAYOUTS,
    **terms.LAYOUTS,
    **accounts.LAYOUTS,
}
"""How the records of every family are read."""

Looking = Generator[ToolUseAction, ToolUseObservation, None]

_ANSWERED = re.compile(
    r"sent you|have had|you got|in my first|sent it|other time|get round|not today", re.IGNORECASE
)
"""What customers say who put us off, or claim that it was sent: the line of the article stands."""


def read_carefully(seen: ToolUseObservation) -> Play:
    """Read ticket, article and every record that it judges by, decide by them, and write."""
    yield from _Work(seen).play(thorough=False)


def read_everything(seen: ToolUseObservation) -> Play:
    """The same, and before closing every other record and article that the budget allows."""
    yield from _Work(seen).play(thorough=True)


def _family(seen: ToolUseObservation) -> Archetype | None:
    """The family of a case, by its objective or by what there is to read; None if unknown."""
    records, kinds = set(seen.available_artifacts), _learnt()
    alike = [
        kind
        for kind in kinds
        if records.issuperset(kind.table.records) and editions(kind.table, seen.available_policies)
    ]
    named = [kind for kind in kinds if kind.objective == seen.objective]
    return next(iter(named or (alike if len(alike) == 1 else [])), None)


@cache
def _learnt() -> tuple[Archetype, ...]:
    """The families whose records were learnt."""
    return tuple(archetype(family) for family in FAMILIES if family in LAYOUTS)


class _Work:
    """One case, from its first observation on."""

    def __init__(self, seen: ToolUseObservation) -> None:
        self.seen = seen
        self.read = Read()
        self.policy: dict[str, Value] = {}

    def play(self, *, thorough: bool) -> Play:
        """Everything, to the end; not a step further where nobody could say what stands there."""
        kind = _family(self.seen)
        if kind is None:
            return
        with suppress(Illegible):
            yield from self._through(kind, thorough=thorough)

    def _through(self, kind: Archetype, *, thorough: bool) -> Play:
        yield from self._look(review())
        yield from self._look_up(kind)
        for record in kind.table.records:
            yield from self._look(inspect(record))
        yield from self._ask(kind)
        if thorough:
            yield from self._enumerate()
        code = self._decision(kind)
        letter = self._letter(kind, code)
        if kind.wanted and code == kind.wanted.code:  # the question that was asked is the letter
            yield submit(code)
        else:
            yield from closing(letter, code)

    def _look(self, action: ToolUseAction) -> Looking:
        self.seen = yield action
        text = self.seen.last_tool_result or ""
        if text.startswith("TICKET "):
            self.read.ticket = text
        elif text.startswith("RECORD "):
            self.read.file(text)
        elif text.startswith("POLICY "):
            self.read.articles[action.query or ""] = text

    def _look_up(self, kind: Archetype) -> Looking:
        """Read the article; of several editions, those up to the one that is in force here."""
        topics = editions(kind.table, self.seen.available_policies)
        if by_country(topics):
            yield from self._look(inspect(ROUTING))
            country = self.read[ROUTING]["desk"].lower()
            topics = [topic for topic in topics if topic.endswith(f"_{country}")]
        for topic in topics:
            yield from self._look(search(topic))
            text = self.read.articles[topic]
            if len(topics) == 1 or in_force(text, self.read.now.date()):
                with legibly():
                    self.policy = parameters(kind.table, text)
                return

    def _ask(self, kind: Archetype) -> Looking:
        """Ask the customer where the article says so, once more if nothing came, and read it."""
        wanted = kind.wanted
        while wanted and self._decision(kind) == wanted.code:
            known = set(self.seen.available_artifacts)
            self.seen = yield draft(self._letter(kind, wanted.code))
            came = [name for name in self.seen.available_artifacts if name not in known]
            for name in came:
                yield from self._look(inspect(name))
            if came or _ANSWERED.search(self.seen.customer_message) or self._is_short:
                return

    @property
    def _is_short(self) -> bool:
        """Whether there are no steps for another question, a look at the answer, and the close."""
        return self.seen.remaining_steps < CLOSING_STEPS + 2

    def _enumerate(self) -> Looking:
        seen = self.seen
        unread = [
            *(inspect(name) for name in seen.available_artifacts if name not in self.read.sheets),
            *(search(name) for name in seen.available_policies if name not in self.read.articles),
        ]
        for look in unread[: max(0, seen.remaining_steps - CLOSING_STEPS)]:
            yield from self._look(look)

    def _decision(self, kind: Archetype) -> str:
        if self.read.missing:
            return MISSING_CODE
        known = self._known(kind)
        table = kind.table
        values = [known[name] for name in (*table.fact_names, *table.parameter_names)]
        return table.rules[table.fires(values)].code

    def _known(self, kind: Archetype) -> dict[str, Value]:
        facts = LAYOUTS[kind.id].facts
        with legibly():
            return {name: facts[name](self.read) for name in kind.table.fact_names} | self.policy

    def _letter(self, kind: Archetype, code: str) -> str:
        known = {} if code == MISSING_CODE else self._known(kind)
        with legibly():
            return written(kind, LAYOUTS[kind.id], self.read, known, code)
