"""Optimal play, exactly: what a case can pay at most from anywhere, and what following that costs.

Dynamic programming backwards over the steps of the budget, on the states that can be reached:
(configuration, paid so far, steps charged). `paid` counts, as progress is paid once only. Returns
are sums of rewards in basis points, so they are whole numbers; with a discount below 1 they are not
and values closer than a millionth of a basis point are taken for equal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from supportops.case import Case
from supportops.models import ToolUseAction
from supportops.proofs.board import Board
from supportops.rewards import PAYOUT
from supportops.vocabulary import RewardMode
from supportops.workflow import advance

EQUAL = 1e-6
"""Returns that differ by less are taken for equal, in basis points."""


class State(NamedTuple):
    """Everything that a reward still depends on."""

    place: int
    paid: int
    steps: int


class Option(NamedTuple):
    """What an action comes to, if everything after it is done as well as can be."""

    worth: float
    """Return from here on, in basis points."""
    best: int
    """Highest score that it still allows."""
    followed: int
    """Lowest score of those who follow the return from here on, ties broken against them."""


class Value(NamedTuple):
    """What a state comes to."""

    worth: float
    """Highest return from here on, in basis points."""
    best: int
    """Highest score that can still be had."""
    followed: int
    """Lowest score of those who take actions of the highest return, whichever of them."""
    strays: bool
    """Whether an action of the highest return gives up the highest score."""


@dataclass(frozen=True)
class Solution:
    """The value of every state of a case, under one reward mode."""

    board: Board
    mode: RewardMode
    values: dict[State, Value]

    @property
    def start(self) -> Value:
        """The value of a fresh case."""
        return self.values[State(0, 0, 0)]

    def of(self, case: Case) -> Value:
        """The value of a case; of one that has ended, which pays nothing more, its score."""
        if case.card is not None:
            score = case.card.basis_points
            return Value(0, score, score, strays=False)
        return self.values[State(self.board.place_of(case), case.paid, case.steps)]


def solve(board: Board, mode: RewardMode, discount: float = 1) -> Solution:
    """Solve a case under a reward mode.

    `discount` is what a reward is worth one step later, in (0, 1].
    """
    progress = PAYOUT[mode].progress
    marks = tuple(progress(place.case) for place in board.places)
    layers = _reachable(board, marks)
    values: dict[State, Value] = {}
    for states in reversed(layers):
        for state in states:
            options = _options(board, mode, marks, state, values, discount)
            values[state] = _chosen(tuple(options))
    return Solution(board, mode, values)


def _reachable(board: Board, marks: tuple[int, ...]) -> list[list[State]]:
    """The open states, by steps charged."""
    layers = [[State(0, 0, 0)]]
    for steps in range(1, board.file.budget):
        found = {
            State(after, max(state.paid, marks[after]), steps): None
            for state in layers[-1]
            for after in board.places[state.place].moves
        }
        layers.append(list(found))
    return layers


def _options(  # noqa: PLR0913, PLR0917 - what a step depends on
    board: Board,
    mode: RewardMode,
    marks: tuple[int, ...],
    state: State,
    values: dict[State, Value],
    discount: float,
) -> Iterator[Option]:
    place, deducted = board.places[state.place], state.paid if PAYOUT[mode].deducts else 0
    last = state.steps + 1 == board.file.budget
    ends = (*place.closing[state.steps], *(place.running_out if last else ()))
    for score in ends:
        yield Option(score - deducted, score, score)
    for after in () if last else place.moves:
        paid = max(state.paid, marks[after])
        then = values[State(after, paid, state.steps + 1)]
        onward = then.worth if discount == 1 else discount * then.worth
        yield Option(paid - state.paid + onward, then.best, then.followed)


def _chosen(options: tuple[Option, ...]) -> Value:
    worth = max(option.worth for option in options)
    best = max(option.best for option in options)
    followed = [option for option in options if option.worth > worth - EQUAL]
    return Value(
        worth=worth,
        best=best,
        followed=min(option.followed for option in followed),
        strays=any(option.best < best for option in followed),
    )


def best_actions(solution: Solution, case: Case) -> list[ToolUseAction]:
    """The actions of the alphabet that earn the highest return from an open case."""
    worth = solution.of(case).worth
    found = []
    for action in solution.board.survey.actions.actions:
        step = advance(case.copy(), action)
        if step.reward + solution.of(step.case).worth > worth - EQUAL:
            found.append(action)
    return found
