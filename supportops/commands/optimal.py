"""`supportops optimal`: the best that can be earned on a case, and what a trajectory gave away."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from supportops.case import Case
from supportops.commands import asked
from supportops.console import FAILED, Command, put, put_json, say
from supportops.errors import CaseError, UnknownTask
from supportops.proofs.audit import shortest_justified
from supportops.proofs.board import board
from supportops.proofs.optimal import Solution, best_actions, solve
from supportops.proofs.survey import as_text
from supportops.proofs.trajectory import Verdict, judge, trajectories
from supportops.vocabulary import FULL, RewardMode


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("task", metavar="TASK", help="a task id, or a JSON file")
    parser.add_argument(
        "--mode",
        choices=[mode.value for mode in RewardMode],
        help="how the score is paid out (default: every mode; with a trajectory: shaped)",
    )
    parser.add_argument(
        "--trajectory",
        metavar="FILE",
        help="actions as JSON lines, a golden trace or an exported journal; `-` is stdin",
    )
    parser.add_argument("--json", action="store_true", help="as JSON")


def _run(args: Namespace) -> int:
    try:
        file = asked.file_of(args.task)
        if args.trajectory is None:
            explored = board(file)
            modes = [RewardMode(args.mode)] if args.mode else list(RewardMode)
            found = [_solved(solve(explored, mode)) for mode in modes]
            lines = (line for mode in found for line in _mode_lines(mode))
        else:
            played = trajectories(_text(args.trajectory))
            mode = RewardMode(args.mode or RewardMode.SHAPED)
            verdicts = judge(file, played, mode)
            found = [_judged(verdict, mode) for verdict in verdicts]
            lines = (line for verdict in found for line in _verdict_lines(verdict))
    except (UnknownTask, CaseError, ValueError, OSError) as error:
        say(str(error))
        return FAILED
    if args.json:
        put_json(found)
    else:
        put("".join(f"{line}\n" for line in lines))
    return 0


def _text(name: str) -> str:
    return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")


def _solved(solution: Solution) -> dict[str, Any]:
    start, explored = solution.start, solution.board
    return {
        "mode": solution.mode.value,
        "return": start.worth / FULL,
        "best_score": start.best / FULL,
        "lowest_score_of_optimal_play": start.followed / FULL,
        "par": explored.file.par,
        "shortest_justified_path": shortest_justified(explored),
        "first_moves": [
            action.model_dump(mode="json", exclude_defaults=True)
            for action in best_actions(solution, Case(explored.file, solution.mode))
        ],
        "shown": [
            as_text(action) for action in best_actions(solution, Case(explored.file, solution.mode))
        ],
    }


def _mode_lines(found: dict[str, Any]) -> Iterator[str]:
    yield (
        f"{found['mode']}: optimal return {found['return']:.4f}; whoever earns it scores at least "
        f"{found['lowest_score_of_optimal_play']:.4f}, the best score is {found['best_score']:.4f}"
    )
    yield f"  shortest justified path {found['shortest_justified_path']} steps, par {found['par']}"
    yield f"  {len(found['shown'])} optimal first moves:"
    yield from (f"    {move}" for move in found["shown"])


def _judged(verdict: Verdict, mode: RewardMode) -> dict[str, Any]:
    return {
        "episode": verdict.trajectory.name,
        "mode": mode.value,
        "optimal_return": verdict.optimal / FULL,
        "return": verdict.returned / FULL,
        "score": None if verdict.score is None else verdict.score / FULL,
        "regret": sum(step.regret for step in verdict.steps) / FULL,
        "decisive_step": verdict.decisive,
        "steps": [
            {
                "action": step.action.model_dump(mode="json", exclude_defaults=True),
                "refused": step.refused,
                "reward": step.reward / FULL,
                "regret": step.regret / FULL,
                "score_regret": step.score_regret / FULL,
                "shown": as_text(step.action, 40),
            }
            for step in verdict.steps
        ],
    }


def _verdict_lines(found: dict[str, Any]) -> Iterator[str]:
    score = "still open" if found["score"] is None else f"score {found['score']:.4f}"
    yield (
        f"{found['episode'] or 'trajectory'} ({found['mode']}): return {found['return']:.4f} of "
        f"{found['optimal_return']:.4f}, {score}"
    )
    yield "  step  reward  regret  of score"
    for number, step in enumerate(found["steps"], 1):
        mark = "  <- decisive" if number == found["decisive_step"] else ""
        refused = "  (refused)" if step["refused"] else ""
        yield (
            f"  {number:4}  {step['reward']:.4f}  {step['regret']:.4f}  "
            f"{step['score_regret']:.4f}    {step['shown']}{refused}{mark}"
        )


OPTIMAL = Command("optimal", "the best play of a case, and the regret of any", _options, _run)
