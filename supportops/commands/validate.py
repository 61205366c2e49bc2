"""`supportops validate`: checks a case, a family, a split, or everything."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from supportops.cases import NAMED_SPLIT, SPLITS, TASK_IDS, case_file, is_named, split_size, task_at
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.generate import DRAWN
from supportops.console import FAILED, Command, put, say
from supportops.errors import CaseError, UnknownTask
from supportops.validation import (
    LISTED,
    family_problems,
    file_problems,
    read_case,
    shared,
    split_problems,
)

SAMPLED = 1000
"""Cases of a split without an end that are checked."""

Report = tuple[str, list[str]]
"""What was checked, and what is wrong with it."""


def _options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="*",
        metavar="WHAT",
        help="a task id, a split, a family, or a JSON file; everything, if nothing is named",
    )


def _run(args: Namespace) -> int:
    failed = 0
    for name, problems in _reports(args.what):
        put(f"{'FAILED' if problems else 'ok':7} {name}\n")
        for problem in problems:
            put(f"        {problem}\n")
        failed += bool(problems)
    if failed:
        say(f"{failed} checks failed")
    return FAILED if failed else 0


def _reports(asked: list[str]) -> Iterator[Report]:
    for what in asked or (*FAMILIES, *(NAMED_SPLIT, *LISTED, "train")):
        if what in FAMILIES:
            yield f"family {what}", family_problems(archetype(what))
        elif what in SPLITS:
            yield from _split(what)
        elif what.endswith(".json"):
            yield f"file {what}", _file(Path(what))
        else:
            yield f"task {what}", _task(what)
    if not asked:
        common = [f"{a} and {b} share {count}" for (a, b), count in shared().items() if count]
        yield "no two splits share a case", common


def _split(split: str) -> Iterator[Report]:
    if split in LISTED:
        yield f"split {split}: shortcut ceilings, twins, own cases", split_problems(split)
    try:
        count = min(split_size(split), SAMPLED if split in DRAWN else split_size(split))
        tasks = list(TASK_IDS) if split == NAMED_SPLIT else _with_twins(split, count)
        problems = [f"{task}: {problem}" for task in tasks for problem in _task(task)]
    except UnknownTask as error:
        tasks, problems = [], [str(error)]
    yield f"split {split}: {len(tasks)} cases, one by one", problems


def _with_twins(split: str, count: int) -> list[str]:
    return [f"{task_at(split, i)}{twin}" for i in range(count) for twin in ("", "#twin")]


def _task(task_id: str) -> list[str]:
    try:
        return file_problems(case_file(task_id), told=is_named(task_id))
    except (UnknownTask, CaseError) as error:
        return [str(error)]


def _file(path: Path) -> list[str]:
    try:
        return file_problems(read_case(path), told=True)
    except CaseError as error:
        return error.problems
    except (OSError, ValueError) as error:
        return [str(error)]


VALIDATE = Command("validate", "check cases, families and splits", _options, _run)
