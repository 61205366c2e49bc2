"""What scene and facts render: the ticket, the records, the articles with what ends them.

Each record is rendered from its own facts alone, and everything else from the scene.
"""

from collections.abc import Iterator, Mapping

from supportops.cases.archetype import Archetype
from supportops.cases.articles import filled, template, with_paragraph
from supportops.cases.scenery import Facts, Scene
from supportops.decision import Latent
from supportops.records import Artifact, PolicyArticle, Ticket

_CLOSING = (
    "What holds for every line: system records go before summaries and notes of colleagues, and "
    "all of them go before what the customer says. If one of the records that this article judges "
    "by is not on file, decide nothing by the list: the record is requested from the department "
    "that keeps it, and the customer is told which record we are waiting for and that we answer "
    "within 2 business days."
)
"""The order of authority, and missing records."""

_ASKING = (
    "If a line asks the customer for {thing}: a question in our reply goes out at once, and the "
    "customer may answer while the case is still open. What they send is on file from then on, "
    "under a name of its own, and the list is gone down again with it. A customer who puts us off, "
    "or who says that it was sent before, has answered, and the line stands. A customer who says "
    "that it is attached when nothing came, or who only complains, is asked once more."
)
"""What follows where a family has something that only the customer can bring."""


def closing(archetype: Archetype) -> tuple[str, ...]:
    """The paragraphs that end every governing article of a generated case of a family."""
    if archetype.wanted is None:
        return (_CLOSING,)
    return _ASKING.format(thing=archetype.wanted.thing), _CLOSING


def artifacts_of(archetype: Archetype, latent: Latent, scene: Scene) -> Iterator[Artifact]:
    """Each record, rendered from the facts that are stated in it and no others."""
    facts = dict(zip(archetype.table.facts, latent.facts, strict=True))
    for record, render in archetype.desk.items():
        own = {fact.name: value for fact, value in facts.items() if fact.record == record}
        yield render(scene, Facts(own))


def articles_of(
    archetype: Archetype, scene: Scene, words: Mapping[str, str]
) -> Iterator[PolicyArticle]:
    """The governing article and those beside it, by id."""
    for policy_id in sorted((archetype.table.article, *archetype.related)):
        article = template(policy_id)
        governs = policy_id == archetype.table.article
        known = words if governs else _drawn_words(policy_id, scene)
        major, minor = scene.number(f"{policy_id}/major", 2, 7), scene.number(policy_id, 0, 9)
        effective = scene.on(scene.number(f"{policy_id}/since", 40, 500))
        ready = filled(article, known, version=f"{major}.{minor}", effective_on=effective)
        yield with_paragraph(ready, *closing(archetype)) if governs else ready


def _drawn_words(policy_id: str, scene: Scene) -> dict[str, str]:
    """Words for an article that does not govern here, though it may govern elsewhere."""
    from supportops.cases.archetypes import GOVERNED, archetype  # noqa: PLC0415 - they import us

    words = scene.words()
    if policy_id in GOVERNED:
        for parameter in archetype(GOVERNED[policy_id]).table.parameters:
            value = scene.pick(f"{policy_id}/{parameter.name}", parameter.values)
            words[parameter.name] = parameter.wording(value)
    return words


def ticket_of(archetype: Archetype, scene: Scene) -> Ticket:
    """The customer's message, in one of the voices of the family."""
    voice = scene.pick("voice", archetype.voices)
    words = scene.words() | {
        "hello": scene.pick(
            "ticket/hello", ("Hi,", "Hello,", "Good morning,", "Dear {shop} team,")
        ),
        "thanks": scene.pick(
            "ticket/thanks", ("Thanks", "Best", "Regards", "Kind regards", "Cheers")
        ),
    }
    words["hello"] = words["hello"].format(shop=scene.shop.name)
    return Ticket.model_construct(
        ticket_id=scene.ticket_id,
        received_at=scene.now.isoformat(),
        channel=scene.channel,
        customer=scene.customer.name,
        address=scene.email,
        subject=voice.subject.format_map(words),
        message=voice.message.format_map(words),
        attachments=archetype.attachments(scene),
    )
