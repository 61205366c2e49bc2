"""`supportops panel`: what the agents of the exploit panel score, and whether that still holds."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from supportops.agents.panel import NAMES, contestants
from supportops.cases import SPLITS, split_size, task_at
from supportops.console import FAILED, Command, put, put_json, say, whole
from supportops.errors import UnknownTask
from supportops.evaluation import Summary, outcomes, summaries
from supportops.evaluation.gates import problems
from supportops.evaluation.record import PATH, SAMPLE, SPLIT, Record, drift, recorded, versions
from supportops.evaluation.tables import as_columns, as_json, as_markdown

README = Path("README.md")
START, END = "<!-- panel -->\n", "<!-- /panel -->"

UNENDING = 300
"""Cases that are played of a split without an end, unless more are asked for."""

WRONG_USAGE = 2
"""Exit code for options that do not go together."""

MOST = 100_000
"""Most cases that can be asked for."""


def _options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--split", choices=SPLITS, default=SPLIT, help=f"where they play (default: {SPLIT})"
    )
    parser.add_argument(
        "--count", type=whole(1, MOST), metavar="N", help="its first N cases (default: all of them)"
    )
    parser.add_argument(
        "--agents", nargs="+", choices=NAMES, default=NAMES, metavar="NAME", help=", ".join(NAMES)
    )
    parser.add_argument(
        "--processes",
        type=whole(1, MOST),
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many play at a time (default: one for each processor)",
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--json", action="store_true", help="as JSON")
    group.add_argument("--markdown", action="store_true", help="as a Markdown table")
    group.add_argument(
        "--check",
        nargs="?",
        const="whole",
        choices=("sample", "whole"),
        help=f"fail if the record of {SPLIT} has moved: all of it, or its first {SAMPLE} cases",
    )
    group.add_argument("--write", action="store_true", help=f"write {PATH} and the README's table")


def _run(args: Namespace) -> int:
    whole = (args.split, args.count, tuple(args.agents)) == (SPLIT, None, NAMES)
    if (args.check or args.write) and not whole:
        say(f"the record is of the whole panel on all of {SPLIT}; leave the other options out")
        return WRONG_USAGE
    if args.check:
        return _check(args.check, args.processes)
    if args.write:
        return _write(args.processes)
    try:
        table = _played(args.split, args.count, tuple(args.agents), args.processes)
    except UnknownTask as error:
        say(str(error))
        return FAILED
    if args.json:
        put_json(as_json(table))
    else:
        put(as_markdown(table) if args.markdown else as_columns(table))
    return 0


def _played(
    split: str, count: int | None, names: tuple[str, ...], processes: int
) -> tuple[Summary, ...]:
    size = split_size(split)
    known = UNENDING if count is None and size > MOST else size if count is None else count
    tasks = [task_at(split, index) for index in range(min(known, size))]
    agents = [(item.name, item.kind.value) for item in contestants(names)]
    return summaries(agents, outcomes(tasks, names, processes=processes))


def _check(what: str, processes: int) -> int:
    kept = recorded()
    found = _played(SPLIT, SAMPLE if what == "sample" else None, NAMES, processes)
    wrong = [*_stale(kept), *drift(getattr(kept, what), found)]
    if what == "whole":
        wrong += problems(found)
    for line in wrong:
        say(line)
    if wrong:
        say("if that is meant: make panel")
    return FAILED if wrong else 0


def _stale(kept: Record) -> list[str]:
    found = [
        f"the record is of {name} version {kept.versions.get(name)}, this is {version}"
        for name, version in versions().items()
        if kept.versions.get(name) != version
    ]
    if not README.exists() or as_markdown(kept.whole) not in README.read_text(encoding="utf-8"):
        found.append(f"the table of the panel in {README} is not that of the record")
    return found


def _write(processes: int) -> int:
    record = Record.of(
        _played(SPLIT, None, NAMES, processes), _played(SPLIT, SAMPLE, NAMES, processes)
    )
    PATH.write_text(record.written(), encoding="utf-8")
    before, _, rest = README.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    table = as_markdown(record.whole)
    README.write_text(f"{before}{START}{table}{END}{after}", encoding="utf-8")
    say(f"wrote {PATH} and the table in {README}; the card shows it after: make docs")
    for line in problems(record.whole):
        say(line)
    return FAILED if problems(record.whole) else 0


PANEL = Command("panel", "score the agents of the exploit panel", _options, _run)
