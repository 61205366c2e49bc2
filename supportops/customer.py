"""What only the customer can bring: how they answer a reply that asks for it, and what then shows.

An answer is data, fixed with the case. Which answers were heard is one number, so the desk after
each of them is a `Stage` that is worked out once; who hears an answer is the workflow's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from supportops.records import Artifact, Frozen, artifact_ref

if TYPE_CHECKING:
    from supportops.casefile import CaseFile

MOST_ANSWERS = 2
"""Most answers of a customer in one episode."""


class CustomerAnswer(Frozen):
    """What the customer writes back, and the record that comes with it."""

    message: str
    brings: Artifact | None = None


class Asking(Frozen):
    """What the customer can be asked for. It is asked for by a draft that commits to `code`."""

    code: str
    record: str
    """Id of the record that holds it, if it is on file; what the customer sends replaces it."""
    on_file: bool
    """Whether it is there before anybody asks."""
    request: str
    """A reference reply that asks for it."""
    answers: tuple[CustomerAnswer, ...]
    """In order; only the last can bring something, as nothing is left to ask for after that."""

    @property
    def sent(self) -> Artifact | None:
        """The record that the customer sends in the end; None if nothing ever comes."""
        return self.answers[-1].brings if self.answers else None


class Stage(NamedTuple):
    """What a desk shows after so many answers."""

    message: str
    """The newest message of the customer."""
    artifacts: Mapping[str, Artifact]
    """The records on file, by id."""
    relevant: frozenset[str]
    """Evidence that such cases turn on: what was sent, in the place of what was on file before."""


def stages(file: CaseFile) -> Iterator[Stage]:
    """The desk before any answer, and after each."""
    yield Stage(file.ticket.message, file.artifact_of, file.relevant)
    for answer in file.asking.answers if file.asking else ():
        if answer.brings is None:
            yield Stage(answer.message, file.artifact_of, file.relevant)
        else:
            known = {**file.artifact_of, answer.brings.id: answer.brings}
            yield Stage(answer.message, known, file.deciding)


def asking_problems(file: CaseFile) -> Iterator[str]:
    """What is wrong with the answers of a case, in words."""
    asking = file.asking
    if asking is None:
        return
    if asking.code not in file.codes:
        yield f"unknown code {asking.code!r} asks the customer"
    if asking.record not in file.artifact_of:
        yield f"unknown artifact {asking.record!r} for what the customer is asked for"
    if not 1 <= len(asking.answers) <= MOST_ANSWERS:
        yield f"{len(asking.answers)} answers of the customer, not 1 to {MOST_ANSWERS}"
    yield from ("an answer is blank" for item in asking.answers if not item.message.strip())
    if any(item.brings for item in asking.answers[:-1]):
        yield "an answer before the last brings a record"
    yield from _sent_problems(file, asking)


def _sent_problems(file: CaseFile, asking: Asking) -> Iterator[str]:
    if asking.sent is None:
        return
    if asking.on_file:
        yield "the customer sends what is on file"
    if asking.sent.id in file.artifact_of:
        yield f"artifact {asking.sent.id!r} is on file before the customer sends it"
    if asking.sent.id not in file.table.records:
        yield f"nothing turns on {artifact_ref(asking.sent.id)}, which the customer sends"
    if asking.record in file.table.records:
        yield f"{artifact_ref(asking.record)} decides beside what the customer sends in its place"
