"""Overlays on the policies: the same article once more, with other numbers, and not in force here.

The dates and the scope in the head of an article, and the day of the ticket, tell which one counts.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from supportops.cases.articles import filled, template, with_paragraph
from supportops.cases.build import Desk
from supportops.cases.rendered import closing
from supportops.cases.scenery import sheet
from supportops.records import PolicyArticle

_ABROAD = {
    "DE": "CH", "FI": "NO", "GB": "IE", "ES": "PT", "US": "CA", "IE": "GB", "FR": "BE",
    "CA": "US", "AU": "NZ", "NL": "BE",
}  # fmt: skip


def other_edition(desk: Desk) -> Desk:
    """An edition that is not in force any more, or not yet."""
    scene, base = desk.scene, desk.table.article
    ours = next(item for item in desk.articles if item.id == base)
    major = int(ours.version.partition(".")[0])
    upcoming = scene.pick("other_edition", (True, False))
    theirs_major = major + 1 if upcoming else major - 1
    days = scene.number("other_edition/days", 12, 60)
    starts = scene.now + timedelta(days=days) if upcoming else scene.now - timedelta(days=900)
    other = filled(
        template(base),
        _other_words(desk),
        id=f"{base}_v{theirs_major}",
        title=f"{ours.title}, version {theirs_major}",
        version=f"{theirs_major}.{scene.number('other_edition/minor', 0, 9)}",
        effective_on=starts.date().isoformat(),
    )
    first, second = (ours, other) if upcoming else (other, ours)
    note = (
        f"This edition holds for tickets received before {second.effective_on}. From that day on, "
        f"version {second.version} takes its place."
    )
    later = f"This edition holds for tickets received on or after {second.effective_on}."
    ending = closing(desk.archetype)
    texts = {first.id: note, second.id: later}
    renamed = ours.model_copy(
        update={"id": f"{base}_v{major}", "title": f"{ours.title}, version {major}", "terms": ()}
    )
    return _replaced(
        desk,
        with_paragraph(renamed, texts[ours.id]),
        with_paragraph(other.model_copy(update={"terms": ()}), *ending, texts[other.id]),
    ).overlaid("other_edition")


def other_region(desk: Desk) -> Desk:
    """The article for the desk of another country; a record tells which desk this is."""
    scene, base = desk.scene, desk.table.article
    ours = next(item for item in desk.articles if item.id == base)
    here, abroad = scene.shop.country, _ABROAD[scene.shop.country]
    other = filled(
        template(base),
        _other_words(desk),
        id=f"{base}_{abroad.lower()}",
        title=f"{ours.title}, {abroad}",
        version=ours.version,
        effective_on=ours.effective_on,
        scope=f"tickets of the desk {abroad}",
    )
    renamed = ours.model_copy(
        update={
            "id": f"{base}_{here.lower()}",
            "title": f"{ours.title}, {here}",
            "terms": (),
            "scope": f"tickets of the desk {here}",
        }
    )
    routing = sheet(
        "routing",
        "routing of the ticket",
        received_through=desk.ticket.channel,
        desk=here,
        language=scene.pick("language", ("English", "English, translated")),
        passed_on_to="nobody",
    )
    theirs = with_paragraph(other.model_copy(update={"terms": ()}), *closing(desk.archetype))
    return _replaced(desk, renamed, theirs).with_artifacts(routing).overlaid("other_region")


def _other_words(desk: Desk) -> Mapping[str, str]:
    """Words in which every parameter has a value that is drawn, whatever is in force here."""
    scene, table = desk.scene, desk.archetype.table
    drawn = {
        item.name: item.wording(scene.pick(f"other/{item.name}", item.values))
        for item in table.parameters
    }
    return scene.words() | drawn


def _replaced(desk: Desk, ours: PolicyArticle, other: PolicyArticle) -> Desk:
    """The desk with two articles in the place of one, filed under ids that tell nothing."""
    rest = (item for item in desk.articles if item.id != desk.table.article)
    return replace(
        desk,
        articles=tuple(sorted((*rest, ours, other), key=lambda item: item.id)),
        table=desk.table.model_copy(update={"article": ours.id}),
    )
