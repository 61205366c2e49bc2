"""The learnability curve: a learner on cases that it was not trained on, as it is trained.

Beside it the control: the same learner, that sees in each episode what another episode showed.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from supportops.agents.panel import contestants
from supportops.agents.panel.knowledge import briefing
from supportops.agents.rollout import rollout
from supportops.cases.generate import DRAWN, Address
from supportops.cases.lists import count
from supportops.environment import SupportOpsEnvironment
from supportops.evaluation.statistics import Sums, mean_interval
from supportops.learning.learner import WON, Learner, Showing
from supportops.learning.sight import View
from supportops.learning.tree import size
from supportops.vocabulary import FULL

TRAINED_ON, HELD_OUT = "train", "dev"
"""The splits, which share no case and no facts."""

TRIES = 9
"""Episodes after which a case is left that was not solved."""

FIRST_POINT = 50
KEPT = 64
"""Views of earlier episodes of which the control is shown one."""

REFERENCES = ("random", "read-and-guess", "careful-reader")
"""Contestants beside the curve: legal actions by chance; all evidence and the likeliest code; all
evidence, and what the article says of it."""


class Point(NamedTuple):
    """The learner after so many episodes: mean score on the held-out cases, with its interval."""

    episodes: int
    mean: float
    low: float
    high: float
    right: float
    """Share of the cases with the right code."""
    cells: int
    """Cells of its table."""


class Reference(NamedTuple):
    """What a contestant of the panel scores on the held-out cases."""

    name: str
    mean: float
    low: float
    high: float


class Learning(NamedTuple):
    """A whole run."""

    family: str
    cases: int
    """How many are held out."""
    references: tuple[Reference, ...]
    curve: tuple[Point, ...]
    shuffled: tuple[Point, ...]
    """The control."""


def learning(family: str, episodes: int, cases: int, seed: int) -> Learning:
    """Train a learner and its control on a family, and measure both.

    Equal arguments give equal figures, on every machine. Raises `UnknownTask` if the family has no
    cases to train on.
    """
    Address(family, TRAINED_ON, 0).check()
    held_out = [f"gen/{family}/{HELD_OUT}/{n}" for n in range(min(cases, held_out_cases(family)))]
    return Learning(
        family=family,
        cases=len(held_out),
        references=tuple(_reference(name, held_out, seed) for name in REFERENCES),
        curve=tuple(_points(family, episodes, held_out, seed, lambda: _as_it_is)),
        shuffled=tuple(_points(family, episodes, held_out, seed, lambda: Shuffled(seed))),
    )


def held_out_cases(family: str) -> int:
    """How many cases of a family can be held out."""
    return count(HELD_OUT, family)


def marks(episodes: int) -> list[int]:
    """After how many episodes the learner is measured: none, then in doubling steps."""
    found, mark = [0], FIRST_POINT
    while mark < episodes:
        found.append(mark)
        mark *= 2
    return [*found, episodes]


class Shuffled:
    """Shows in each episode what another one showed: nothing of it belongs to the case at hand."""

    def __init__(self, seed: int) -> None:
        self._rng = Random(seed)  # noqa: S311 - a shuffle, not a secret
        self._kept: list[View] = []

    def __call__(self, view: View) -> View:
        """The view of another episode; the first few times there is none but an empty one."""
        other = self._rng.choice(self._kept) if self._kept else View("", {}, "")
        if len(self._kept) < KEPT:
            self._kept.append(view)
        else:
            self._kept[self._rng.randrange(KEPT)] = view
        return other


def _as_it_is(view: View) -> View:
    return view


def _points(
    family: str, episodes: int, held_out: list[str], seed: int, showing: Callable[[], Showing]
) -> Iterator[Point]:
    learner, shows, played = Learner(seed), showing(), 0
    tasks = _training(family, learner, shows)
    for mark in marks(episodes):
        for _ in range(mark - played):
            next(tasks)
        played = mark
        yield _measured(learner, mark, held_out, showing())


def _training(family: str, learner: Learner, showing: Showing) -> Iterator[None]:
    """Episode after episode: each case until it is solved, or was tried often enough."""
    env, number = SupportOpsEnvironment(), 0
    while True:
        for _ in range(TRIES):
            reward = _episode(
                env, f"gen/{family}/{TRAINED_ON}/{number}", learner, showing, learn=True
            )
            yield
            if reward > WON:
                break
        number += 1


def _episode(
    env: SupportOpsEnvironment, task_id: str, learner: Learner, showing: Showing, *, learn: bool
) -> float:
    first, lent = env.reset(task_id=task_id), briefing(task_id)
    return learner.play(first, env.step, lent.letter, showing, learn=learn)


def _measured(learner: Learner, mark: int, held_out: list[str], showing: Showing) -> Point:
    env, scores, right = SupportOpsEnvironment(), [], 0
    for task_id in held_out:
        _episode(env, task_id, learner, showing, learn=False)
        assert env.case
        assert env.case.card
        scores.append(env.case.card.basis_points)
        right += env.case.resolution == env.case.file.gold.resolution
    sums = Sums.of(scores)
    low, high = mean_interval(sums, FULL)
    share = right / len(held_out)
    return Point(mark, sums.mean / FULL, low, high, share, size(learner.tree))


def _reference(name: str, held_out: list[str], seed: int) -> Reference:
    (contestant,) = contestants([name])
    env, scores = SupportOpsEnvironment(), []
    for task_id in held_out:
        card = rollout(contestant.make(seed), env, task_id=task_id).score_card
        scores.append(card.basis_points if card else 0)
        seed += 1
    sums = Sums.of(scores)
    low, high = mean_interval(sums, FULL)
    return Reference(name, sums.mean / FULL, low, high)


assert TRAINED_ON in DRAWN  # there are as many cases to train on as anyone wants
