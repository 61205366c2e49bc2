"""Which cases a command is asked for: by task, by JSON file, by split."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from supportops.casefile import CaseFile
from supportops.cases import SPLITS, TASK_IDS, case_file, split_size, task_at
from supportops.console import whole
from supportops.proofs.spread import default_jobs
from supportops.validation import read_case


def options(parser: ArgumentParser, *, count: int) -> None:
    """Add the arguments that name cases; `count` is how many of a split unless more are asked."""
    parser.add_argument(
        "tasks",
        nargs="*",
        metavar="TASK",
        help="a task id, or a JSON file; `#twin` behind an id is its twin (default: the named)",
    )
    parser.add_argument(
        "--split",
        choices=SPLITS,
        action="append",
        default=[],
        help="and cases of this split; more than one may be given",
    )
    parser.add_argument(
        "--count",
        type=whole(),
        default=count,
        metavar="N",
        help=f"so many of each split, from its first (default: {count})",
    )


def spread_options(parser: ArgumentParser) -> None:
    """Add how the work is spread."""
    parser.add_argument(
        "--jobs",
        type=whole(),
        default=default_jobs(),
        metavar="N",
        help=f"processes (default: {default_jobs()})",
    )


def tasks(args: Namespace) -> list[str]:
    """Names of the cases, each once. Raises `UnknownTask`, `CaseError` or `OSError`."""
    found = [*args.tasks, *_of_splits(args)]
    for name in args.tasks:
        file_of(name)
    return list(dict.fromkeys(found or TASK_IDS))


def file_of(name: str) -> CaseFile:
    """The case of a name. Raises `UnknownTask`, `CaseError` or `OSError`."""
    return read_case(Path(name)) if name.endswith(".json") else case_file(name)


def _of_splits(args: Namespace) -> Iterator[str]:
    for split in args.split:
        yield from (task_at(split, at) for at in islice(range(split_size(split)), args.count))
