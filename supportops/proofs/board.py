"""An explored case as a board to compute on: numbered configurations, moves between them, ends.

Everything on it was found by taking the step. Actions that lead to the same configuration are one
move: all that changes nothing is the move that waits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from supportops.case import Case
from supportops.casefile import CaseFile
from supportops.models import ToolUseAction
from supportops.proofs.alphabet import matters
from supportops.proofs.exploration import configuration, explore
from supportops.proofs.survey import Configuration, Survey, Visit
from supportops.workflow import advance


@dataclass(frozen=True, slots=True)
class Place:
    """An open configuration."""

    case: Case
    """At its earliest step."""
    moves: tuple[int, ...]
    """Numbers of the places that one action leads to, each once; its own if waiting does."""
    closing: tuple[tuple[int, ...], ...]
    """For each number of steps charged before: the scores of the submissions, in basis points."""
    running_out: tuple[int, ...]
    """Scores of what else can end it on the last step of the budget, in basis points."""


@dataclass(frozen=True, slots=True)
class Board:
    """A case, explored. The first place is where an episode starts."""

    file: CaseFile
    survey: Survey
    places: tuple[Place, ...]
    number_of: dict[Configuration, int]

    def place_of(self, case: Case) -> int:
        """The number of the place of a case that is open. Raises `KeyError` if it has none."""
        return self.number_of[configuration(case, matters(self.file))]


def board(file: CaseFile, letters: Sequence[str] = ()) -> Board:
    """Explore a case, with further letters if there are any."""
    seen, found = matters(file), dict[Configuration, _Seen]()

    def watch(reached: Configuration, visit: Visit) -> None:
        found[reached] = _seen(visit, seen)

    survey = explore(file, letters, watch)
    number_of = {reached: number for number, reached in enumerate(found)}
    places = tuple(
        Place(
            case=survey.open[reached],
            moves=tuple(dict.fromkeys(number_of[onward] for onward in one.onward)),
            closing=one.closing,
            running_out=one.running_out,
        )
        for reached, one in found.items()
    )
    return Board(file, survey, places, number_of)


class _Seen(NamedTuple):
    """What a place is made of, before those that it leads to have a number."""

    onward: tuple[Configuration, ...]
    closing: tuple[tuple[int, ...], ...]
    running_out: tuple[int, ...]


def _seen(visit: Visit, seen: frozenset[str]) -> _Seen:
    onward = (step.case for step in visit.early if step.case.is_open)
    left = (step.case for step in visit.late if step.case.resolution is None)
    return _Seen(
        onward=tuple(dict.fromkeys(configuration(case, seen) for case in onward)),
        closing=tuple(_closing(visit)),
        running_out=tuple(dict.fromkeys(map(_score, left))),
    )


def _closing(visit: Visit) -> Iterator[tuple[int, ...]]:
    """The scores of the submissions, by the steps charged before.

    Only efficiency counts steps, and it only falls: a score that is the same at both ends of the
    budget is so in between.
    """
    budget, first = visit.case.file.budget, visit.case.steps
    found: list[list[int]] = [[] for _ in range(budget)]
    for early, late in zip(visit.early, visit.late, strict=True):
        if late.case.resolution is None:
            continue
        same = _score(early.case) == _score(late.case)
        for steps in range(first, budget):
            score = _score(late.case) if same else _submitted(visit.case, steps, early.action)
            found[steps].append(score)
    yield from (tuple(dict.fromkeys(scores)) for scores in found)


def _submitted(case: Case, steps: int, action: ToolUseAction) -> int:
    played = case.copy()
    played.steps = steps
    return _score(advance(played, action).case)


def _score(case: Case) -> int:
    assert case.card is not None
    return case.card.basis_points
