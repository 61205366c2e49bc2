"""`supportops twins`: compares each case with its twin until what differs is read."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from supportops.cases import split_size, task_at
from supportops.cases.generate import DRAWN, Address
from supportops.cases.partition import SPLIT_NAMES
from supportops.commands import asked
from supportops.console import FAILED, Command, put, put_json, say, whole
from supportops.errors import UnknownTask
from supportops.proofs.interference import Interference, with_twin, with_worlds
from supportops.proofs.spread import spread
from supportops.proofs.survey import as_text

SAMPLED = 100
"""Pairs of a split without an end."""

TOLD = 100
"""After so many cases it is told how far the comparison has come."""


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("tasks", nargs="*", metavar="TASK", help="addresses of generated cases")
    parser.add_argument(
        "--split",
        choices=SPLIT_NAMES,
        action="append",
        default=[],
        help="and the cases of this split; more than one may be given",
    )
    parser.add_argument(
        "--count",
        type=whole(),
        metavar="N",
        help=f"so many of each split (default: all, or {SAMPLED} of one without an end)",
    )
    parser.add_argument(
        "--worlds",
        action="store_true",
        help="compare with every other world that looks the same at first, not with the twin",
    )
    asked.spread_options(parser)
    parser.add_argument("--json", action="store_true", help="as JSON, case by case")


def _run(args: Namespace) -> int:
    try:
        tasks = list(dict.fromkeys((*map(_base, args.tasks), *_of_splits(args))))
    except UnknownTask as error:
        say(str(error))
        return FAILED
    if not tasks:
        say("which cases? Name tasks, or a split: --split test")
        return FAILED
    found: list[Interference] = []
    for one in spread(with_worlds if args.worlds else with_twin, tasks, args.jobs):
        found.append(one)
        if one.differing and not args.json:
            put("".join(f"{line}\n" for line in _lines(one)))
        if len(found) % TOLD == 0:
            say(f"{len(found)} of {len(tasks)} cases, {_differing(found)} differing bytes")
    if args.json:
        put_json([one.model_dump(mode="json", exclude_defaults=True) for one in found])
    else:
        put(_total(found))
    return FAILED if any(one.differing for one in found) else 0


def _base(task: str) -> str:
    """The address without its `#twin`. Raises `UnknownTask`."""
    address = Address.parsed(task)
    return f"gen/{address.family}/{address.split}/{address.number}"


def _of_splits(args: Namespace) -> Iterator[str]:
    for split in args.split:
        most = SAMPLED if split in DRAWN and args.count is None else args.count
        size = split_size(split)
        yield from (task_at(split, at) for at in range(size if most is None else min(size, most)))


def _lines(found: Interference) -> Iterator[str]:
    yield f"FAILED  {found.task}: {found.differing} bytes and parts differ"
    for told in found.told:
        yield f"        {told.part} differs after"
        yield from (f"          {n}. {as_text(a)}" for n, a in enumerate(told.actions, 1))


def _differing(found: list[Interference]) -> int:
    return sum(one.differing for one in found)


def _total(found: list[Interference]) -> str:
    def count(name: str) -> str:
        return f"{sum(getattr(one, name) for one in found):,}"

    return (
        f"{len(found)} cases, {count('pairs')} pairs: {count('configurations')} configurations, "
        f"{count('steps')} steps and {count('observations')} observations compared, with "
        f"{count('letters')} letters; {count('differing')} differing bytes\n"
    )


TWINS = Command("twins", "compare cases with their twins, byte by byte", _options, _run)
