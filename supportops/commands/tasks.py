"""`supportops tasks`: which tasks there are."""

from argparse import ArgumentParser, Namespace

from supportops.cases import NAMED_SPLIT, SPLITS, case_file, split_size, task_at
from supportops.console import FAILED, Command, put, put_json, say
from supportops.errors import UnknownTask
from supportops.tables import columns

SHOWN = 20
"""Tasks that are listed unless more are asked for."""


def _options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--split", choices=SPLITS, default=NAMED_SPLIT, help=f"which (default: {NAMED_SPLIT})"
    )
    parser.add_argument("--start", type=int, default=0, help="from this index (default: 0)")
    parser.add_argument("--count", type=int, default=SHOWN, help=f"so many (default: {SHOWN})")
    parser.add_argument("--json", action="store_true", help="as JSON")


def _run(args: Namespace) -> int:
    try:
        indices = range(split_size(args.split))[max(args.start, 0) :][: max(args.count, 0)]
        tasks = [_task(task_at(args.split, index)) for index in indices]
    except UnknownTask as error:
        say(str(error))
        return FAILED
    if args.json:
        put_json(tasks)
    elif tasks:
        put(columns(tuple(tasks[0]), ([str(value) for value in task.values()] for task in tasks)))
    return 0


def _task(task_id: str) -> dict[str, str | int]:
    file = case_file(task_id)
    return {
        "task_id": task_id,
        "difficulty": file.difficulty,
        "budget": file.budget,
        "par": file.par,
        "records": len(file.artifacts),
        "policies": len(file.policies),
        "codes": len(file.codes),
        "overlays": len(file.overlays),
    }


TASKS = Command("tasks", "list the tasks of a split", _options, _run)
