"""`supportops fuzz`: an agent, or Hypothesis itself, against the workflow."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from supportops.casefile import CaseFile
from supportops.commands import asked
from supportops.console import FAILED, put, put_json, say, whole
from supportops.diagram import extract, svg
from supportops.errors import CaseError, UnknownTask
from supportops.fuzzing.agents import RANDOM, UnknownAgent, maker
from supportops.fuzzing.coverage import Coverage
from supportops.fuzzing.drive import driven
from supportops.fuzzing.finding import Hunt, one_line
from supportops.fuzzing.report import as_json, lines

SUMMARY = "drive an agent, or anything at all, against the guards"
LONGEST = 600.0
"""Most seconds that an agent may be given for one action."""


def options(parser: ArgumentParser) -> None:
    """Add the options."""
    asked.options(parser, count=20)
    parser.add_argument(
        "--agent",
        default=RANDOM,
        metavar="AGENT",
        help=f"MODULE:CLASS, the URL of an endpoint, or {RANDOM}: Hypothesis (the default)",
    )
    parser.add_argument(
        "--examples",
        type=whole(),
        default=500,
        metavar="N",
        help="episodes that are played (default: 500)",
    )
    parser.add_argument(
        "--seed", type=whole(0), default=0, metavar="N", help=f"of {RANDOM} (default: 0)"
    )
    parser.add_argument(
        "--seconds",
        type=_seconds,
        default=10.0,
        metavar="S",
        help="how long an agent may take for one action (default: 10)",
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="write the painted diagram there")


def run(args: Namespace) -> int:
    """Fuzz, report, paint; 1 if anything was found."""
    try:
        names = asked.tasks(args)
        hunt = _hunter(args)
    except (UnknownTask, UnknownAgent, CaseError, ValueError, OSError) as error:
        say(one_line(str(error)))
        return FAILED
    coverage = Coverage()
    found = hunt([asked.file_of(name) for name in names], coverage)
    if args.svg:
        args.svg.write_text(svg(extract(), coverage.paint), encoding="utf-8", newline="\n")
        say(f"wrote {args.svg}")
    if args.json:
        put_json(as_json(found, coverage, len(names), args.seed))
    else:
        put("".join(f"{line}\n" for line in lines(found, coverage, len(names))))
    return FAILED if found.findings else 0


def _hunter(args: Namespace) -> Callable[[Sequence[CaseFile], Coverage], Hunt]:
    """What plays the episodes. Raises `UnknownAgent`."""
    if args.agent != RANDOM:
        make = maker(args.agent, args.seconds)
        return lambda files, coverage: driven(make, files, args.examples, args.seconds, coverage)
    if find_spec("hypothesis") is None:
        raise UnknownAgent(
            f"the agent {RANDOM} needs Hypothesis: pip install 'openenv-supportops[fuzz]'"
        )
    from supportops.fuzzing.hunt import hunted  # noqa: PLC0415 - the one command that needs it

    return lambda files, coverage: hunted(files, args.examples, args.seed, coverage)


def _seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= LONGEST:
        raise ArgumentTypeError(f"{text[:60]!r} is no number of seconds up to {LONGEST:g}")
    return number
