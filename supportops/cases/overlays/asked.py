"""The overlay that hides what only the customer has until they are asked for it.

Before the customer answers, the case is to the byte what it would be if there were nothing to send.
"""

from functools import lru_cache

from supportops.casefile import ASKED_FIRST
from supportops.cases.archetype import Archetype
from supportops.cases.build import Desk
from supportops.cases.scenery import Facts
from supportops.decision import Fact, Latent, Table, Value


def asked_first(desk: Desk) -> Desk:
    """What the customer has is not on file before they are asked; nothing, if they have nothing.

    Raises `ValueError` for a family in which there is nothing to ask for.
    """
    kind, wanted = desk.archetype, desk.archetype.wanted
    if wanted is None:
        raise ValueError(f"nothing to ask the customer for in {kind.id}")
    record = wanted.record(kind.table)
    if as_on_file(kind, desk.latent) == desk.latent.facts:
        return desk.overlaid(ASKED_FIRST)
    held = next(item for item in desk.artifacts if item.id == record)
    sent = held.model_copy(
        update={"id": sent_id(record), "title": f"{held.title}, sent when asked"}
    )
    facts = zip(kind.table.facts, as_on_file(kind, desk.latent), strict=True)
    own = Facts({fact.name: value for fact, value in facts if fact.record == record})
    return desk.with_artifacts(kind.desk[record](desk.scene, own)).overlaid(
        ASKED_FIRST,
        sent=sent,
        table=_table_with(kind, record).model_copy(update={"article": desk.table.article}),
    )


def sent_id(record: str) -> str:
    """Id of the record that the customer sends in the place of this one."""
    return f"{record}_2"


def as_on_file(kind: Archetype, latent: Latent) -> tuple[Value, ...]:
    """The facts as the records tell them before the customer is asked."""
    wanted = kind.wanted
    return tuple(
        wanted.lacking if wanted and fact.name == wanted.fact else value
        for fact, value in zip(kind.table.facts, latent.facts, strict=True)
    )


def asks_at_first(kind: Archetype, latent: Latent) -> bool:
    """Whether the table asks the customer as long as only what is on file at first is known."""
    at_first = Latent(as_on_file(kind, latent), latent.parameters)
    return kind.wanted is not None and kind.table.space.code(at_first) == kind.wanted.code


def hides(kind: Archetype, latent: Latent) -> bool:
    """Whether the table asks for what the customer has, and resolves the case otherwise with it."""
    wanted = kind.wanted
    if wanted is None or not asks_at_first(kind, latent):
        return False
    return kind.table.space.code(latent) != wanted.code


@lru_cache(maxsize=64)
def _table_with(kind: Archetype, record: str) -> Table:
    """The table with what the customer sends in the place of a record."""
    table = kind.table
    moved = tuple(
        Fact(name=fact.name, record=sent_id(record), values=fact.values)
        if fact.record == record
        else fact
        for fact in table.facts
    )
    changed = Table(
        article=table.article,
        facts=moved,
        parameters=table.parameters,
        possible=table.possible,
        rules=table.rules,
        fallbacks=table.fallbacks,
        harms=table.harms,
    )
    assert changed.space  # made here, so that copies of the table share it
    return changed
