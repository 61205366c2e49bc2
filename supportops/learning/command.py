"""`supportops learn`: the learnability curve of a family, with its control."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from supportops.cases.archetypes import FAMILIES
from supportops.console import FAILED, Command, put, put_json, say, whole
from supportops.errors import UnknownTask
from supportops.learning.chart import chart
from supportops.learning.curve import Learning, Point, learning
from supportops.tables import columns

EPISODES, EPISODES_MAX = 3200, 100_000
CASES, CASES_MAX = 100, 100


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("family", choices=FAMILIES, metavar="FAMILY", help=", ".join(FAMILIES))
    parser.add_argument(
        "--episodes",
        type=whole(1, EPISODES_MAX),
        default=EPISODES,
        metavar="N",
        help=f"episodes of training (default: {EPISODES})",
    )
    parser.add_argument(
        "--cases",
        type=whole(1, CASES_MAX),
        default=CASES,
        metavar="N",
        help=f"cases that are held out (default: {CASES})",
    )
    parser.add_argument(
        "--seed", type=int, default=0, help="of what the learner tries (default: 0)"
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--json", action="store_true", help="as JSON")
    group.add_argument("--svg", action="store_true", help="as a picture")


def _run(args: Namespace) -> int:
    try:
        run = learning(args.family, args.episodes, args.cases, args.seed)
    except UnknownTask as error:
        say(str(error))
        return FAILED
    if args.json:
        put_json(_as_json(run))
    else:
        put(chart(run) if args.svg else "".join(_lines(run)))
    return 0


def _as_json(run: Learning) -> dict[str, object]:
    return {
        **run._asdict(),
        "references": [other._asdict() for other in run.references],
        "curve": [point._asdict() for point in run.curve],
        "shuffled": [point._asdict() for point in run.shuffled],
    }


def _lines(run: Learning) -> Iterator[str]:
    yield f"{run.family}: mean score on {run.cases} held-out cases, with 95 % intervals\n\n"
    header = ("episodes", "learner", "", "right", "cells", "shuffled", "", "right")
    rows = (
        (str(one.episodes), *_cells(one), str(one.cells), *_cells(other))
        for one, other in zip(run.curve, run.shuffled, strict=True)
    )
    yield columns(header, rows)
    yield "\n"
    for name, mean, low, high in run.references:
        yield f"{name}: {mean:.3f} [{low:.3f}, {high:.3f}]\n"


def _cells(point: Point) -> tuple[str, str, str]:
    return f"{point.mean:.3f}", f"[{point.low:.3f}, {point.high:.3f}]", f"{point.right:.2f}"


LEARN = Command("learn", "train a small learner on a family, and show its curve", _options, _run)
