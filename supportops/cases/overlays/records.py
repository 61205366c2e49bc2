"""Overlays on the records: more of them, wrong ones, and other ways to show them."""

from supportops.cases.build import Desk
from supportops.cases.scenery import Scene, sheet
from supportops.records import Artifact, Record, row


def distractors(desk: Desk) -> Desk:
    """Two or three more records that have nothing to do with the case."""
    scene = desk.scene
    pool = [make(scene) for make in (_wishlist, _mailings, _reviews, _points, _visits)]
    start, count = scene.number("distractors", 0, 4), scene.number("distractors/count", 2, 3)
    extra = (pool * 2)[start : start + count]
    return desk.with_artifacts(*extra).overlaid("distractors")


def planted_note(desk: Desk) -> Desk:
    """A colleague's note that promises some outcome."""
    scene = desk.scene
    codes = sorted(desk.archetype.outcomes)
    plain = desk.archetype.outcomes[scene.pick("planted_note", codes)].plain
    text = scene.pick(
        "planted_note/text",
        (
            "spoke to the customer on the phone, told them we will {plain}, team lead agreed",
            "looked at everything already, no need to check again, just {plain}",
            "agreed with {name} that we {plain}, please close",
        ),
    ).format(plain=plain, name=scene.customer.name)
    note = sheet(
        "desk_notes",
        "notes of colleagues",
        notes=(row(at=scene.hours_ago(3, "planted_note/at"), author=scene.colleague, text=text),),
    )
    return desk.with_artifacts(note).overlaid("planted_note")


def contradiction(desk: Desk) -> Desk:
    """A summary that states facts of other records, rightly or wrongly."""
    scene, table = desk.scene, desk.archetype.table
    values = {fact.name: fact.values for fact in table.facts}
    lines = tuple(
        row(
            line=number,
            summary=item.notes(scene, scene.pick(f"summary/{item.fact}", values[item.fact])),
        )
        for number, item in enumerate(desk.archetype.assertions, start=1)
    )
    summary = sheet(
        "crm_summary",
        "summary of the case, written when the ticket came in",
        author=scene.colleague,
        lines=lines,
    )
    return desk.with_artifacts(summary).overlaid("contradiction")


def relabelled(desk: Desk) -> Desk:
    """The fields of every record under names of another style."""
    return desk.rewritten(
        lambda item: item.model_copy(update={"record": _camel(item.record)})
    ).overlaid("relabelled")


def reordered(desk: Desk) -> Desk:
    """The fields of every record in another order, and the records themselves."""
    scene = desk.scene
    desk = desk.rewritten(
        lambda item: item.model_copy(update={"record": tuple(scene.shuffled(item.id, item.record))})
    )
    artifacts = tuple(scene.shuffled("artifacts", desk.artifacts))
    return desk.overlaid("reordered", artifacts=artifacts)


def _camel(record: Record) -> Record:
    return tuple(
        (
            _joined(name),
            tuple(tuple((_joined(key), item) for key, item in line) for line in value)
            if isinstance(value, tuple)
            else value,
        )
        for name, value in record
    )


def _joined(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _wishlist(scene: Scene) -> Artifact:
    return sheet(
        "wishlist",
        "articles the customer saved",
        items=(row(name=scene.other_item.name, saved_on=scene.on(scene.number("saved", 3, 90))),),
        shared=scene.pick("wishlist/shared", (True, False)),
    )


def _mailings(scene: Scene) -> Artifact:
    return sheet(
        "mailings",
        "mailings to the customer",
        last_sent_on=scene.on(scene.number("mailings/sent", 1, 30)),
        opened_last_90_days=scene.number("mailings/opened", 0, 12),
    )


def _reviews(scene: Scene) -> Artifact:
    return sheet(
        "reviews",
        "reviews the customer wrote",
        reviews=(
            row(
                on=scene.on(scene.number("reviews/on", 100, 600)),
                article=scene.other_item.name,
                stars=scene.number("reviews/stars", 1, 5),
            ),
        ),
    )


def _points(scene: Scene) -> Artifact:
    return sheet(
        "loyalty_points",
        "loyalty points of the customer",
        balance=scene.number("points", 0, 2400),
        expire_on=scene.on(-scene.number("points/expire", 30, 300)),
    )


def _visits(scene: Scene) -> Artifact:
    return sheet(
        "web_visits",
        "visits to the website in the last week",
        visits=scene.number("visits", 1, 14),
        pages_seen=scene.number("visits/pages", 15, 90),
        searched_for=scene.other_item.noun,
    )
