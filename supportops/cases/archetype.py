"""A family of cases: the facts they turn on, the policy that decides, and how both are worded.

One file under `archetypes/` defines one `ARCHETYPE`. It renders each record from the scene and from
the facts of that record alone, so that a record which differs shows nowhere else.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from supportops.casefile import ForbiddenPromise, Resolution
from supportops.cases.claims import Claim
from supportops.cases.scenery import Facts, Scene
from supportops.decision import Table, Value
from supportops.lexicon import Wording, commitments, cue_tables
from supportops.records import Artifact

Renderer = Callable[[Scene, Facts], Artifact]
"""Renders one record, from the scene and the facts that are stated in it."""

ClaimMaker = Callable[[Scene, Facts], Claim]
"""Makes one claim, from the scene, all facts and all parameters."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A resolution code: what it does, how a reply commits to it, and what that reply states."""

    plain: str
    """What is done, in plain words after "to": `send the article again`."""
    states: tuple[str, ...] = ()
    """Names of the claims that the reply has to make; none for a code that is never right."""
    reply: str = ""
    """Body of the reference reply; `{name of a claim}` and the words of the scene are filled in."""
    commits: str = ""
    """Phrases by which a reply commits to it, one a line; `{noun}` is filled in. Families of this
    package keep them in the lexicon."""
    because: str = ""
    """Phrases one of which the reply has to say as well, where other codes do the same."""
    asks: bool = False
    """Whether it asks something of the customer, as a polite question does as well."""

    def resolution(self, code: str, noun: str, wording: Wording) -> Resolution:
        """The code and its phrases for a case about such an article, as a case file holds them."""
        return Resolution.model_construct(
            code=code,
            commitments=_phrases(self.commits or wording.commits, noun),
            reasons=_phrases(self.because or wording.because, noun),
            asks=self.asks or wording.asks,
        )


def _phrases(text: str, noun: str) -> tuple[str, ...]:
    """One phrase a line; a noun of several words is any of them where it is one of several."""
    words = noun.lower()
    alike = re.sub(r"(?<=\|)\{noun\}|\{noun\}(?=\|)", "|".join(words.split()), text)
    lines = alike.replace("{noun}", words).splitlines()
    return tuple(filter(None, map(str.strip, lines)))


@dataclass(frozen=True, slots=True)
class Voice:
    """One way to write the ticket; words of the scene are filled in."""

    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """A fact that customers and colleagues make statements on, rightly or wrongly."""

    fact: str
    says: Callable[[Scene, Value], str]
    """The customer's sentence, for each value of the fact."""
    notes: Callable[[Scene, Value], str]
    """How a colleague's summary puts it, for each value of the fact."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that only the customer can bring, and the code that asks for it."""

    code: str
    fact: str
    """The fact that it tells."""
    lacking: Value
    """What the fact is while it is not on file."""
    thing: str
    """It in words: `a photo of the damage`."""

    def record(self, table: Table) -> str:
        """Id of the record that holds it."""
        return next(fact.record for fact in table.facts if fact.name == self.fact)


@dataclass(frozen=True, slots=True, eq=False)
class Archetype:
    """A family of cases. Families are equal only to themselves."""

    id: str
    trap: str
    """What tempts to the wrong resolution."""
    objective: str
    """The task in one sentence; the same for every case of the family."""
    table: Table
    goods: tuple[str, ...]
    """Categories of articles the cases can be about."""
    voices: tuple[Voice, ...]
    desk: Mapping[str, Renderer]
    """Every record by its id: those that decide, and the everyday ones around them."""
    related: tuple[str, ...]
    """Ids of articles that can be looked up beside the governing one, and do not decide."""
    claims: Mapping[str, ClaimMaker]
    outcomes: Mapping[str, Outcome]
    """Every code by name: those of the table, and others that are never right here."""
    assertions: tuple[Assertion, ...]
    promises: tuple[ForbiddenPromise, ...] = ()
    """What no reply of this family may promise."""
    attachments: Callable[[Scene], tuple[str, ...]] = lambda scene: ()
    """Files sent with the ticket."""
    wanted: Wanted | None = None
    """What the customer can be asked for; None where nothing of theirs would decide a case."""

    @property
    def cues(self) -> str:
        """The table of weak cues of its letters; empty as long as none were counted."""
        return self.id if self.id in cue_tables() else ""

    def resolutions(
        self, noun: str, outcomes: Mapping[str, Outcome] | None = None
    ) -> tuple[Resolution, ...]:
        """Its codes, or these, for a case about such an article, as a case file holds them."""
        wording = commitments(self.id) | commitments("every_family")
        return tuple(
            outcome.resolution(code, noun, wording.get(code, Wording()))
            for code, outcome in (outcomes or self.outcomes).items()
        )
