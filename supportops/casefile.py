"""The frozen world of a case: ticket, records, policy articles, codes, and what is gold about it.

A `CaseFile` is data and cannot be built unless its parts agree: every reference resolves, every
fact a reply must state can be read where the file says so, and nothing an agent can read spells a
resolution code. What is gold is never stated: it follows from the facts and the table.
"""

from collections.abc import Collection, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any, Self

from pydantic import model_validator

from supportops.caselint import problems
from supportops.customer import Asking, Stage, stages
from supportops.decision import Latent, Table, Value
from supportops.errors import CaseError
from supportops.gold import Gold, derived
from supportops.phrases import Phrase
from supportops.records import Artifact, Frozen, PolicyArticle, Ticket, artifact_ref, policy_ref
from supportops.values import TypedValue
from supportops.vocabulary import Difficulty

CLOSING_STEPS = 2
"""Steps that close any justified path: one draft, one submission."""

OVERLAY_RATING = 1.0
"""What each overlay adds to the rating of a case."""

ASKED_FIRST = "asked_first"
"""The overlay that shows in an answer of the customer and nowhere else: rating it would tell."""

_DIFFICULTIES: tuple[tuple[Difficulty, float], ...] = (("easy", 6.5), ("medium", 8.5))
"""Ratings below which a case is easy, or medium."""


class Resolution(Frozen):
    """A closing code and the phrases by which a reply commits to it."""

    code: str
    commitments: tuple[Phrase, ...]
    reasons: tuple[Phrase, ...] = ()
    """Phrases one of which has to be said as well, where other codes do the same."""
    asks: bool = False
    """Whether it asks something of the customer, as a polite question does as well."""


def resolutions(**commitments: str) -> tuple[Resolution, ...]:
    """Resolutions by code, each with the phrases that commit to it, one a line."""
    return tuple(
        Resolution(code=code, commitments=tuple(map(str.strip, phrases.strip().splitlines())))
        for code, phrases in commitments.items()
    )


class ReplyFact(Frozen):
    """Something a good reply states: where it is written, and the phrases that state it."""

    name: str
    source: str
    written: str
    """The exact text in the source that tells an agent so."""
    value: TypedValue = ""
    """The amount, the span, the day or the number that it is, as people write it; or phrases."""
    phrases: tuple[Phrase, ...] = ()
    rivals: tuple[Phrase, ...] = ()
    """Phrases that state something else in its place."""
    named: bool = False
    """Whether it counts wherever it is named, as the number of a thing does, denied or not."""


class ForbiddenPromise(Frozen):
    """Something a reply must not promise, and the article that says so."""

    name: str
    source: str
    phrases: tuple[Phrase, ...]


class Stated(Frozen):
    """The value of a fact or a parameter, and the text that tells it."""

    name: str
    value: Value
    written: str = ""
    """Stands word for word in the record or article; empty where a generator renders both."""


class CaseFile(Frozen):
    """Everything fixed about one case. Raises `CaseError` where its parts disagree."""

    task_id: str
    objective: str
    ticket: Ticket
    artifacts: tuple[Artifact, ...]
    policies: tuple[PolicyArticle, ...]
    resolutions: tuple[Resolution, ...]
    table: Table
    facts: tuple[Stated, ...]
    """In the order of the table."""
    parameters: tuple[Stated, ...] = ()
    """In the order of the table."""
    cues: str = ""
    """The table of the lexicon whose weak cues tell its outcomes apart."""
    claims: tuple[ReplyFact, ...]
    """What a good reply states."""
    promises: tuple[ForbiddenPromise, ...] = ()
    reply: str
    """A reference reply; every published one is tested to earn full marks."""
    overlays: tuple[str, ...] = ()
    """Names of what was laid over the plain case to mislead."""
    lures: tuple[str, ...] = ()
    """Codes that a planted text names; each is harmful and never right."""
    asking: Asking | None = None
    """What only the customer can bring; None where there is nothing to ask for."""
    budget: int
    """In steps."""

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        if found := list(problems(self)):
            raise CaseError(self.task_id, found)
        return self

    @cached_property
    def latent(self) -> Latent:
        """The facts and the policy in force."""
        facts = tuple(fact.value for fact in self.facts)
        return Latent(facts, tuple(parameter.value for parameter in self.parameters))

    @cached_property
    def gold(self) -> Gold:
        """The right answer and why, derived."""
        return derived(self)

    @cached_property
    def sources(self) -> Mapping[str, frozenset[str]]:
        """For each claim: the evidence in which it can be read, of what the table turns on."""
        return {
            claim.name: frozenset(
                ref for ref in self.deciding if claim.written in self.texts.get(ref, "")
            )
            for claim in self.claims
        }

    @cached_property
    def difficulty(self) -> Difficulty:
        """How hard cases of this table are, with these overlays; the same for every outcome."""
        rated = [name for name in self.overlays if name != ASKED_FIRST]
        rating = self.table.space.rating + OVERLAY_RATING * len(rated)
        return next((name for name, limit in _DIFFICULTIES if rating < limit), "hard")

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Resolution codes, sorted, so that a position says nothing."""
        return tuple(sorted(resolution.code for resolution in self.resolutions))

    @cached_property
    def artifact_of(self) -> Mapping[str, Artifact]:
        """Artifacts by id, without what the customer may send."""
        return {artifact.id: artifact for artifact in self.artifacts}

    @cached_property
    def article_of(self) -> Mapping[str, PolicyArticle]:
        """Articles by every normal form a query may take: id, title, further terms."""
        return {form: article for article in self.policies for form in article.lookup_forms}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """What reading each piece of evidence returns, by its reference."""
        sent = (self.sent,) if self.sent else ()
        return {artifact_ref(item.id): item.render() for item in (*self.artifacts, *sent)} | {
            policy_ref(item.id): item.render() for item in self.policies
        }

    @cached_property
    def sent(self) -> Artifact | None:
        """The record that the customer sends if asked; None if nothing ever comes."""
        return self.asking.sent if self.asking else None

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """What the desk shows, by how many answers of the customer were heard."""
        return tuple(stages(self))

    @cached_property
    def relevant(self) -> frozenset[str]:
        """Evidence that the table turns on; the same whatever the outcome, and so no hint at it.

        A record that the customer may send counts under the one that is on file in its place.
        """
        records = map(artifact_ref, self._at_first(self.table.records))
        return frozenset({policy_ref(self.table.article), *records})

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The same, with the record that the customer sends under its own reference."""
        records = map(artifact_ref, self.table.records)
        return frozenset({policy_ref(self.table.article), *records})

    @cached_property
    def proofs(self) -> tuple[frozenset[str], ...]:
        """What proves the resolution of some case of this table, with the governing article.

        In the references of `relevant`.
        """
        article = policy_ref(self.table.article)
        return tuple(
            frozenset({article, *map(artifact_ref, self._at_first(records))})
            for records in self.table.space.all_minimal_sets
        )

    @cached_property
    def harm_of(self) -> Mapping[str, str]:
        """What each harmful code would do."""
        return {harm.code: harm.harm for harm in self.gold.harmful}

    @cached_property
    def par(self) -> int:
        """Length of the shortest justified path, in steps."""
        return min(map(self.effort, self.gold.evidence), default=0) + CLOSING_STEPS

    def effort(self, refs: Collection[str]) -> int:
        """Steps to read this evidence: one for each, and the requests for what has to be sent."""
        if self.asking and self.sent and artifact_ref(self.sent.id) in refs:
            return len(refs) + len(self.asking.answers)
        return len(refs)

    def _at_first(self, records: tuple[str, ...]) -> tuple[str, ...]:
        """Records by the ids under which they are on file before the customer is asked."""
        if self.asking is None or self.sent is None:
            return records
        here, sent = self.asking.record, self.sent.id
        return tuple(here if record == sent else record for record in records)

    @cached_property
    def memo(self) -> dict[str, Any]:
        """What other modules have worked out about this file once, by a name of their own."""
        return {}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file's JSON: equal digests mean equal cases."""
        return sha256(self.model_dump_json().encode()).hexdigest()
