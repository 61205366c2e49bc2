"""Trajectories: lists of actions as files hold them, and the regret of each step of one.

Regret is how much less can be had after a step than before it, playing on as well as can be, so
that the regrets of an episode add up to what it falls short of the optimal return.
"""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from supportops.case import Case
from supportops.casefile import CaseFile
from supportops.models import ToolUseAction
from supportops.proofs.board import Board, board
from supportops.proofs.optimal import EQUAL, Solution, solve
from supportops.vocabulary import ActionType, RewardMode
from supportops.workflow import advance


class Trajectory(NamedTuple):
    """The actions of one episode; the name is empty where the file gives none."""

    name: str
    actions: tuple[ToolUseAction, ...]


class Judged(NamedTuple):
    """A step, what it paid and what it gave away, in basis points."""

    action: ToolUseAction
    refused: bool
    reward: int
    regret: float
    """Of the return, at least 0."""
    score_regret: int
    """How much lower the highest score is that can still be had, at least 0."""


class Verdict(NamedTuple):
    """A trajectory against optimal play."""

    trajectory: Trajectory
    optimal: float
    """Highest return of the case, in basis points."""
    returned: int
    """What the trajectory earned; not all it could have if it stops while the case is open."""
    steps: tuple[Judged, ...]
    score: int | None
    """None if the case is still open."""

    @property
    def decisive(self) -> int | None:
        """Number of the step, from 1, with the highest regret; None if none has any."""
        worst = max((step.regret for step in self.steps), default=0)
        if worst <= EQUAL:
            return None
        return next(n for n, step in enumerate(self.steps, 1) if step.regret == worst)


def trajectories(text: str) -> list[Trajectory]:
    """The episodes in JSON lines. Raises `ValueError` if there is none, or in a line no action.

    A line is an action; or an object with one under `action`, as golden traces have them, episodes
    told apart by `episode`; or an event of a journal, as `journal export` writes them.
    """
    found: dict[str, list[ToolUseAction]] = {}
    resets = 0
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            resets += _is_reset(told)
            name, action = _told(told, resets)
        except (ValueError, RecursionError) as error:
            why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            raise ValueError(f"line {number} holds no action: {why}") from None
        episode = found.setdefault(name, []) if name is not None else []
        episode += [action] if action else []
    if not found:
        raise ValueError("there is no action in it")
    return [Trajectory(name, tuple(actions)) for name, actions in found.items()]


def judge(file: CaseFile, played: Sequence[Trajectory], mode: RewardMode) -> list[Verdict]:
    """Each trajectory against optimal play, which may send the same letters as they did."""
    solution = solve(_board(file, played), mode)
    return [_verdict(solution, trajectory) for trajectory in played]


def _board(file: CaseFile, played: Sequence[Trajectory]) -> Board:
    sent = (
        action.message
        for trajectory in played
        for action in trajectory.actions
        if action.action_type is ActionType.DRAFT_REPLY and action.message is not None
    )
    return board(file, tuple(sent))


def _verdict(solution: Solution, trajectory: Trajectory) -> Verdict:
    case = Case(solution.board.file, solution.mode)
    steps = []
    for action in trajectory.actions:
        before = solution.of(case)
        step = advance(case, action)
        after = solution.of(case)
        steps.append(
            Judged(
                action=action,
                refused=step.refusal is not None,
                reward=step.reward,
                regret=before.worth - step.reward - after.worth,
                score_regret=before.best - after.best,
            )
        )
    return Verdict(
        trajectory=trajectory,
        optimal=solution.start.worth,
        returned=sum(step.reward for step in steps),
        steps=tuple(steps),
        score=case.card.basis_points if case.card else None,
    )


def _is_reset(told: Any) -> bool:
    return isinstance(told, dict) and told.get("kind") == "reset"


def _told(told: Any, resets: int) -> tuple[str | None, ToolUseAction | None]:
    """The episode that a line belongs to, and its action; None where there is none."""
    if not isinstance(told, dict):
        raise ValueError("not an object")
    if "kind" in told:
        return _of_event(told, resets)
    if "action" in told:
        name = str(told.get("episode", ""))
        return name, None if told["action"] is None else _action(told["action"])
    if "benchmark_version" in told or "score_card" in told:
        return None, None
    return "", _action(told)


def _of_event(told: dict[str, Any], resets: int) -> tuple[str | None, ToolUseAction | None]:
    if told["kind"] != "step":
        return None, None
    session = str(told.get("session_id", ""))[:8]
    return f"{session}/{resets}", _action(json.loads(str(told.get("body"))))


def _action(told: Any) -> ToolUseAction:
    return ToolUseAction.model_validate(told)
