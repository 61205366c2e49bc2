"""`supportops mcp`: the options of the command, and its exit code."""

import sys
from argparse import ArgumentParser, Namespace

from supportops.cases import TASK_IDS
from supportops.server.mcp_standard import Failed
from supportops.server.mcp_stdio import serve
from supportops.vocabulary import RewardMode

FAILED = 1


def options(parser: ArgumentParser) -> None:
    """Which case the agent gets."""
    known = ", ".join(TASK_IDS)
    parser.add_argument("--task-id", help=f"{known}, or gen/<family>/<split>/<number>")
    parser.add_argument("--seed", type=int, help="picks the task if none is named")
    parser.add_argument(
        "--reward-mode",
        choices=[mode.value for mode in RewardMode],
        help="how the score is paid out (default: shaped)",
    )


def run(args: Namespace) -> int:
    """Serve one episode; 1 if the options name none."""
    try:
        serve({"task_id": args.task_id, "seed": args.seed, "reward_mode": args.reward_mode})
    except Failed as error:
        print(f"supportops: {error.message}", file=sys.stderr)
        return FAILED
    return 0
