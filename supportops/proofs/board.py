"""An explored case as a board to compute on: numbered configurations, moves between them, ends.

Everything on it was found by taking the step. Actions that lead to the same configuration are one
move: all that changes nothing is the move that waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from supportops.case import Case
from supportops.casefile import CaseFile
from supportops.models import ToolUseAction
from supportops.proofs.alphabet import matters
from supportops.proofs.exploration import configuration, explore
from supportops.proofs.survey import Configuration, Node, Survey
from supportops.reply import readings_kept
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
    survey = explore(file, letters)
    number_of = {reached: number for number, reached in enumerate(survey.open)}
    with readings_kept(file):
        places = tuple(_place(node, number_of) for node in survey.open.values())
    return Board(file, survey, places, number_of)


def _place(node: Node, number_of: dict[Configuration, int]) -> Place:
    seen = matters(node.case.file)
    onward = (step.case for step in node.early if step.case.is_open)
    left = tuple(step for step in node.late if step.case.resolution is None)
    return Place(
        case=node.case,
        moves=tuple(dict.fromkeys(number_of[configuration(case, seen)] for case in onward)),
        closing=tuple(_closing(node)),
        running_out=tuple({_score(step.case): None for step in left}),
    )


def _closing(node: Node) -> list[tuple[int, ...]]:
    """The scores of the submissions, by the steps charged before.

    Only efficiency counts steps, and it only falls: a score that is the same at both ends of the
    budget is so in between.
    """
    budget, first = node.case.file.budget, node.case.steps
    found: list[list[int]] = [[] for _ in range(budget)]
    ended = zip(node.early, node.late, strict=True)
    for early, late in ((one, two) for one, two in ended if two.case.resolution is not None):
        scores = [_score(early.case), _score(late.case)]
        for steps in range(first, budget):
            same = scores[0] == scores[1]
            found[steps].append(scores[0] if same else _submitted(node.case, steps, early.action))
    return [tuple(dict.fromkeys(scores)) for scores in found]


def _submitted(case: Case, steps: int, action: ToolUseAction) -> int:
    played = case.copy()
    played.steps = steps
    return _score(advance(played, action).case)


def _score(case: Case) -> int:
    assert case.card is not None
    return case.card.basis_points
