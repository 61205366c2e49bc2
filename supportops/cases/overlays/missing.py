"""The overlay that changes the resolution: a record that decides is not on file."""

from functools import lru_cache

from supportops.cases.archetype import Archetype
from supportops.cases.build import MISSING_CODE, Desk
from supportops.cases.scenery import sheet
from supportops.decision import Fact, Latent, Rule, Table, Value


def missing_record(desk: Desk) -> Desk:
    """One deciding record is not on file; in the twin it is."""
    record = desk.scene.pick("missing_record", desk.archetype.table.records)
    table = _table_without(desk.archetype, record).model_copy(
        update={"article": desk.table.article}
    )
    facts = (*desk.latent.facts, True)
    if not desk.is_twin:
        title = next(item.title for item in desk.artifacts if item.id == record)
        desk = desk.with_artifacts(sheet(record, title, status="not on file", requested=False))
        facts = _moot(table, facts, record)
    latent = Latent(facts, desk.latent.parameters)
    return desk.overlaid("missing_record", table=table, latent=latent, missing=record)


def _moot(table: Table, facts: tuple[Value, ...], record: str) -> tuple[Value, ...]:
    """The facts with those of the missing record at their first value, as nobody can know them."""
    return tuple(
        (False if fact.name == "on_file" else fact.values[0]) if fact.record == record else value
        for fact, value in zip(table.facts, facts, strict=True)
    )


@lru_cache(maxsize=256)
def _table_without(archetype: Archetype, record: str) -> Table:
    """The table with a first rule on the record that may be missing; its facts are then moot."""
    table = archetype.table
    own = [fact for fact in table.facts if fact.record == record]
    moot = " and ".join(f"{fact.name} == {fact.values[0]!r}" for fact in own)
    amended = Table(
        article=table.article,
        facts=(*table.facts, Fact(name="on_file", record=record, values=(True, False))),
        parameters=table.parameters,
        possible=f"({table.possible} or not on_file) and (on_file or {moot})",
        rules=(
            Rule(when="not on_file", code=MISSING_CODE, clause="the clause on missing records"),
            *table.rules,
        ),
        fallbacks=table.fallbacks,
        harms=table.harms,
    )
    assert amended.space  # made here, so that copies of the table share it
    return amended
