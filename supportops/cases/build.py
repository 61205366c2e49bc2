"""From an archetype, what is the case and a scene to the file of one case.

Nothing here is random. The result is not validated again each time: that every archetype renders
sound files is what `validate` and the tests are for.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from supportops.casefile import CLOSING_STEPS, CaseFile, Resolution, Stated
from supportops.cases.archetype import Archetype, Outcome
from supportops.cases.claims import Claim, named, span, titled
from supportops.cases.customer import answers_of
from supportops.cases.rendered import articles_of, artifacts_of, ticket_of
from supportops.cases.scenery import Facts, Scene
from supportops.customer import Asking
from supportops.decision import Latent, Table, Value
from supportops.records import Artifact, PolicyArticle, Ticket, artifact_ref, policy_ref

SLACK = 4
"""Steps a budget leaves beyond reading every record that can decide, the article, and closing."""


ASKING = 1
"""Steps more where the customer can be asked, in every case of the family.

With the slack it takes two requests and what they bring. More, and a step would cost less in
efficiency than a look pays on the way.
"""

MISSING_CODE = "request_missing_record"

MISSING = Outcome(
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
    sent: Artifact | None = None
    """The record that the customer sends if asked, in the place of one that shows nothing."""

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

    def rewritten(self, change: Callable[[Artifact], Artifact]) -> "Desk":
        """The desk with every record changed, and what the customer sends as well."""
        sent = change(self.sent) if self.sent else None
        return replace(self, artifacts=tuple(map(change, self.artifacts)), sent=sent)

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
        ticket=ticket_of(archetype, scene),
        artifacts=tuple(artifacts_of(archetype, latent, scene)),
        articles=tuple(articles_of(archetype, scene, words)),
        is_twin=is_twin,
    )


def case_of(desk: Desk, task_id: str) -> CaseFile:
    """The file of the case on a desk."""
    archetype, table = desk.archetype, desk.table
    outcomes = {**archetype.outcomes, MISSING_CODE: MISSING}
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
        cues=archetype.cues,
        claims=tuple(claim.fact for claim in claims.values()),
        promises=tuple(
            item.model_copy(update={"source": _located(desk, item.source)})
            for item in archetype.promises
        ),
        reply=reply_of(desk.scene, outcome.reply.format_map(words)),
        overlays=desk.overlays,
        lures=desk.lures,
        asking=_asking(desk),
        budget=len(table.records)
        + (1 + CLOSING_STEPS + SLACK)
        + (ASKING if archetype.wanted else 0),
    )


def letter(desk: Desk, code: str) -> str:
    """A letter that carries out any code of the family, right or wrong, as the reference would.

    A code that is never right has no letter of its own, and gets one that says what is done.
    """
    outcome = desk.archetype.outcomes[code]
    body = outcome.reply or f"Thank you for your message. We will {outcome.plain}."
    words = statements(desk, outcome.states)
    return reply_of(desk.scene, body.format_map(desk.scene.words() | words))


def statements(desk: Desk, names: Iterable[str]) -> dict[str, str]:
    """How a letter words these claims of the family, by name."""
    return {name: claim.words for name, claim in _stating(desk, names).items()}


def _asking(desk: Desk) -> Asking | None:
    """What the customer can be asked for, if there is such a thing in the family."""
    wanted = desk.archetype.wanted
    if wanted is None:
        return None
    outcome = desk.archetype.outcomes[wanted.code]
    words = statements(desk, outcome.states)
    known = dict(zip(desk.table.fact_names, desk.latent.facts, strict=True))
    record = wanted.record(desk.archetype.table)
    return Asking.model_construct(
        code=wanted.code,
        record=record,
        on_file=desk.missing == record or (not desk.sent and known[wanted.fact] != wanted.lacking),
        request=reply_of(desk.scene, outcome.reply.format_map(desk.scene.words() | words)),
        answers=answers_of(desk.scene, wanted.thing, desk.sent),
    )


def _claims(desk: Desk, outcome: Outcome) -> dict[str, Claim]:
    """The claims of an outcome, with their sources in the article that is in force here."""
    made = (
        _missing_claims(desk)
        if desk.missing and not desk.is_twin
        else _stating(desk, outcome.states)
    )
    return {name: claim.moved(_located(desk, claim.fact.source)) for name, claim in made.items()}


def _stating(desk: Desk, claimed: Iterable[str]) -> dict[str, Claim]:
    """These claims under the facts of a desk, with their usual sources."""
    names = (*desk.table.fact_names, *desk.table.parameter_names)
    known = Facts(dict(zip(names, (*desk.latent.facts, *desk.latent.parameters), strict=True)))
    return {name: desk.archetype.claims[name](desk.scene, known) for name in claimed}


def _located(desk: Desk, source: str) -> str:
    """A source as it is filed here: the governing article, and what the customer sends."""
    table, wanted = desk.archetype.table, desk.archetype.wanted
    if source == policy_ref(table.article):
        return policy_ref(desk.table.article)
    if desk.sent and wanted and source == artifact_ref(wanted.record(table)):
        return artifact_ref(desk.sent.id)
    return source


def _missing_claims(desk: Desk) -> dict[str, Claim]:
    title = next(item.title for item in desk.artifacts if item.id == desk.missing)
    article = policy_ref(desk.archetype.table.article)
    return {
        "missing record": named(
            "missing record",
            artifact_ref(desk.missing),
            written="not on file",
            words=title,
            phrases=titled(title),
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
    outcomes = {**kind.outcomes, MISSING_CODE: MISSING}
    return kind.resolutions(noun, outcomes)


def _stated(names: tuple[str, ...], values: tuple[Value, ...]) -> tuple[Stated, ...]:
    return tuple(map(_one_stated, names, values))


@lru_cache(maxsize=4096, typed=True)  # as True and 1 are equal, and not the same fact
def _one_stated(name: str, value: Value) -> Stated:
    return Stated.model_construct(name=name, value=value)
