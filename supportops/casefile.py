"""The frozen world of a case: ticket, records, policy articles, codes, and what is gold about it.

A `CaseFile` is data and cannot be built unless its parts agree: every reference resolves, every
fact a reply must state can be read where the file says so, and nothing an agent can read spells a
resolution code. It states its gold today; nothing that reads it cares where the gold came from.
"""

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from typing import Self

from pydantic import model_validator

from supportops.caselint import problems
from supportops.errors import CaseError
from supportops.phrases import Phrase
from supportops.records import Artifact, Frozen, PolicyArticle, Ticket
from supportops.vocabulary import Difficulty

CLOSING_STEPS = 2
"""Steps that close any justified path: one draft, one submission."""


class Resolution(Frozen):
    """A closing code and the phrases by which a reply commits to it."""

    code: str
    commitments: tuple[Phrase, ...]


def resolutions(**commitments: str) -> tuple[Resolution, ...]:
    """Resolutions by code, each with the phrases that commit to it, one a line."""
    return tuple(
        Resolution(code=code, commitments=tuple(map(str.strip, phrases.strip().splitlines())))
        for code, phrases in commitments.items()
    )


class Harm(Frozen):
    """A code that does damage, and which."""

    code: str
    harm: str


class ReplyFact(Frozen):
    """Something a good reply states: where it is written, and the phrases that state it."""

    name: str
    source: str
    written: str
    """The exact text in the source that tells an agent so."""
    phrases: tuple[Phrase, ...]
    rivals: tuple[Phrase, ...] = ()
    """Phrases that state something else in its place."""


class ForbiddenPromise(Frozen):
    """Something a reply must not promise, and the article that says so."""

    name: str
    source: str
    phrases: tuple[Phrase, ...]


class Gold(Frozen):
    """The right answer and why; never part of an observation."""

    resolution: str
    because: str
    evidence: tuple[tuple[str, ...], ...]
    """Every minimal sufficient evidence set; any of them justifies the resolution."""
    fallbacks: tuple[str, ...] = ()
    """Codes that are safe, though not right."""
    harmful: tuple[Harm, ...] = ()
    facts: tuple[ReplyFact, ...]
    promises: tuple[ForbiddenPromise, ...] = ()
    reply: str
    """A reference reply; every published one is tested to earn full marks."""


class CaseFile(Frozen):
    """Everything fixed about one case. Raises `CaseError` where its parts disagree."""

    task_id: str
    difficulty: Difficulty
    objective: str
    ticket: Ticket
    artifacts: tuple[Artifact, ...]
    policies: tuple[PolicyArticle, ...]
    resolutions: tuple[Resolution, ...]
    gold: Gold
    budget: int
    """In steps."""

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        if found := list(problems(self)):
            raise CaseError(self.task_id, found)
        return self

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Resolution codes, sorted, so that a position says nothing."""
        return tuple(sorted(resolution.code for resolution in self.resolutions))

    @cached_property
    def artifact_of(self) -> Mapping[str, Artifact]:
        """Artifacts by id."""
        return {artifact.id: artifact for artifact in self.artifacts}

    @cached_property
    def article_of(self) -> Mapping[str, PolicyArticle]:
        """Articles by every normal form a query may take: id, title, further terms."""
        return {form: article for article in self.policies for form in article.lookup_forms}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """What reading each piece of evidence returns, by its reference."""
        return {artifact_ref(item.id): item.render() for item in self.artifacts} | {
            policy_ref(item.id): item.render() for item in self.policies
        }

    @cached_property
    def relevant(self) -> frozenset[str]:
        """Evidence that some minimal sufficient set asks for."""
        return frozenset(ref for minimal in self.gold.evidence for ref in minimal)

    @cached_property
    def harm_of(self) -> Mapping[str, str]:
        """What each harmful code would do."""
        return {harm.code: harm.harm for harm in self.gold.harmful}

    @cached_property
    def par(self) -> int:
        """Length of the shortest justified path, in steps."""
        return min(map(len, self.gold.evidence), default=0) + CLOSING_STEPS

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file's JSON: equal digests mean equal cases."""
        return sha256(self.model_dump_json().encode()).hexdigest()


def artifact_ref(artifact_id: str) -> str:
    """Reference to a record, as it stands among the evidence."""
    return f"artifact:{artifact_id}"


def policy_ref(policy_id: str) -> str:
    """Reference to an article, as it stands among the evidence."""
    return f"policy:{policy_id}"
