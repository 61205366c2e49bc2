"""From an archetype, what is the case and a scene to the file of one case.

Nothing here is random. The result is not validated again each time: that every archetype renders
sound files is what `validate` and the tests are for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from supportops.casefile import CLOSING_STEPS, CaseFile, Resolution, Stated
from supportops.cases.archetype import Archetype, Outcome
from supportops.cases.articles import filled, template, with_paragraph
from supportops.cases.claims import Claim, named, span
from supportops.cases.scenery import Facts, Scene
from supportops.decision import Latent, Table, Value
from supportops.records import Artifact, PolicyArticle, Ticket, artifact_ref, policy_ref

SLACK = 4
"""Steps a budget leaves beyond reading every record that can decide, the article, and closing."""


CLOSING = (
    "What holds for every line: system records go before summaries and notes of colleagues, and "
    "all of them go before what the customer says. If one of the records that this article judges "
    "by is not on file, decide nothing by the list: the record is requested from the department "
    "that keeps it, and the customer is told which record we are waiting for and that we answer "
    "within 2 business days."
)
"""Ends every governing article of a generated case: the order of authority, and missing records."""

MISSING_CODE = "request_missing_record"

_MISSING = Outcome(
    plain="request the missing record and let the customer know",
    states=("missing record", "answer within"),
    reply=(
        "Thank you for your message. One record that we need before we can decide anything, the "
        "{missing record}, is not on file at the moment. We have requested this record from the "
        "department that keeps it, and you have our answer within {answer within}."
    ),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A case while it is being put together; overlays turn one into another."""

    archetype: Archetype
    latent: Latent
    scene: Scene
    table: Table
    ticket: Ticket
    artifacts: tuple[Artifact, ...]
    articles: tuple[PolicyArticle, ...]
    is_twin: bool = False
    overlays: tuple[str, ...] = ()
    lures: tuple[str, ...] = ()
    missing: str = ""
    """Id of the record that is not on file."""

    def overlaid(self, name: str, **changes: Any) -> "Desk":
        """The desk with one more overlay on it, and what that changes."""
        return replace(self, overlays=(*self.overlays, name), **changes)

    def with_artifacts(self, *more: Artifact) -> "Desk":
        """The desk with these records on it, new or in the place of their namesakes."""
        kept = {item.id: item for item in (*self.artifacts, *more)}
        return replace(self, artifacts=tuple(kept[name] for name in sorted(kept)))

    def with_articles(self, *more: PolicyArticle) -> "Desk":
        """The desk with these articles as well."""
        articles = sorted((*self.articles, *more), key=lambda item: item.id)
        return replace(self, articles=tuple(articles))

    def with_line(self, line: str) -> "Desk":
        """The desk with one more paragraph in the ticket."""
        message = f"{self.ticket.message}\n\n{line}"
        return replace(self, ticket=self.ticket.model_copy(update={"message": message}))


def plain_desk(
    archetype: Archetype, latent: Latent, scene: Scene, *, is_twin: bool = False
) -> Desk:
    """The case without any overlay."""
    table = archetype.table
    words = scene.words() | {
        parameter.name: parameter.wording(value)
        for parameter, value in zip(table.parameters, latent.parameters, strict=True)
    }
    return Desk(
        archetype=archetype,
        latent=latent,
        scene=scene,
        table=table,
        ticket=_ticket(archetype, scene),
        artifacts=tuple(_artifacts(archetype, latent, scene)),
        articles=tuple(_articles(archetype, scene, words)),
        is_twin=is_twin,
    )


def case_of(desk: Desk, task_id: str) -> CaseFile:
    """The file of the case on a desk."""
    archetype, table = desk.archetype, desk.table
    outcomes = {**archetype.outcomes, MISSING_CODE: _MISSING}
    outcome = outcomes[table.rules[table.space.rule(desk.latent)].code]
    claims = _claims(desk, outcome)
    words = desk.scene.words() | {name: claim.words for name, claim in claims.items()}
    return CaseFile.model_construct(
        task_id=task_id,
        objective=archetype.objective,
        ticket=desk.ticket,
        artifacts=desk.artifacts,
        policies=desk.articles,
        resolutions=_resolutions(archetype, desk.scene.item.noun),
        table=table,
        facts=_stated(table.fact_names, desk.latent.facts),
        parameters=_stated(table.parameter_names, desk.latent.parameters),
        claims=tuple(claim.fact for claim in claims.values()),
        promises=tuple(
            item.model_copy(update={"source": _governing(desk, item.source)})
            for item in archetype.promises
        ),
        reply=reply_of(desk.scene, outcome.reply.format_map(words)),
        overlays=desk.overlays,
        lures=desk.lures,
        budget=len(table.records) + 1 + CLOSING_STEPS + SLACK,
    )


def _claims(desk: Desk, outcome: Outcome) -> dict[str, Claim]:
    """The claims of an outcome, with their sources in the article that is in force here."""
    names = (*desk.table.fact_names, *desk.table.parameter_names)
    if desk.missing and not desk.is_twin:
        made = _missing_claims(desk)
    else:
        known = Facts(dict(zip(names, (*desk.latent.facts, *desk.latent.parameters), strict=True)))
        makers = desk.archetype.claims
        made = {name: makers[name](desk.scene, known) for name in outcome.states}
    return {name: claim.moved(_governing(desk, claim.fact.source)) for name, claim in made.items()}


def _governing(desk: Desk, source: str) -> str:
    """A source, or where the governing article is filed here if it is that."""
    usual, here = desk.archetype.table.article, desk.table.article
    return policy_ref(here) if source == policy_ref(usual) else source


def _missing_claims(desk: Desk) -> dict[str, Claim]:
    title = next(item.title for item in desk.artifacts if item.id == desk.missing)
    words = "|".join(word for word in title.lower().split() if len(word) > 3)
    article = policy_ref(desk.archetype.table.article)
    return {
        "missing record": named(
            "missing record",
            artifact_ref(desk.missing),
            written="not on file",
            words=title,
            phrases=words,
        ),
        "answer within": span("answer within", article, 2, "business days"),
    }


def reply_of(scene: Scene, body: str) -> str:
    """A letter around the body of a reply."""
    hello = scene.pick("reply/hello", ("Dear {first},", "Hello {first},", "Good day {first},"))
    closing = scene.pick("reply/closing", ("Kind regards", "With best wishes", "Yours sincerely"))
    return f"{hello.format(first=scene.customer.first)}\n\n{body}\n\n{closing},\n{scene.shop.name}"


@lru_cache(maxsize=4096)
def _resolutions(kind: Archetype, noun: str) -> tuple[Resolution, ...]:
    outcomes = {**kind.outcomes, MISSING_CODE: _MISSING}
    return kind.resolutions(noun, outcomes)


def _stated(names: tuple[str, ...], values: tuple[Value, ...]) -> tuple[Stated, ...]:
    return tuple(map(_one_stated, names, values))


@lru_cache(maxsize=4096, typed=True)  # as True and 1 are equal, and not the same fact
def _one_stated(name: str, value: Value) -> Stated:
    return Stated.model_construct(name=name, value=value)


def _artifacts(archetype: Archetype, latent: Latent, scene: Scene) -> Iterator[Artifact]:
    """Each record, rendered from the facts that are stated in it and no others."""
    facts = dict(zip(archetype.table.facts, latent.facts, strict=True))
    for record, render in archetype.desk.items():
        own = {fact.name: value for fact, value in facts.items() if fact.record == record}
        yield render(scene, Facts(own))


def _articles(
    archetype: Archetype, scene: Scene, words: Mapping[str, str]
) -> Iterator[PolicyArticle]:
    for policy_id in sorted((archetype.table.article, *archetype.related)):
        article = template(policy_id)
        governs = policy_id == archetype.table.article
        known = words if governs else _drawn_words(policy_id, scene)
        major, minor = scene.number(f"{policy_id}/major", 2, 7), scene.number(policy_id, 0, 9)
        effective = scene.on(scene.number(f"{policy_id}/since", 40, 500))
        ready = filled(article, known, version=f"{major}.{minor}", effective_on=effective)
        yield with_paragraph(ready, CLOSING) if governs else ready


def _drawn_words(policy_id: str, scene: Scene) -> dict[str, str]:
    """Words for an article that does not govern here, though it may govern elsewhere."""
    from supportops.cases.archetypes import GOVERNED, archetype  # noqa: PLC0415 - they import us

    words = scene.words()
    if policy_id in GOVERNED:
        for parameter in archetype(GOVERNED[policy_id]).table.parameters:
            value = scene.pick(f"{policy_id}/{parameter.name}", parameter.values)
            words[parameter.name] = parameter.wording(value)
    return words


def _ticket(archetype: Archetype, scene: Scene) -> Ticket:
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
