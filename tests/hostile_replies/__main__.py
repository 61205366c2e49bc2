"""The figures of the hostile replies, as plain text.

    python -m tests.hostile_replies [specificity|unpointed] [--families NAME ...] [--per-class N]
    python -m tests.hostile_replies stuffing|contradictions|benign [--count N] [--worst]

With `--worst` it shows offending texts. Fails if a goal is missed.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

from supportops.cases.archetypes import FAMILIES
from tests.hostile_replies import report
from tests.hostile_replies.benign import benign_variants
from tests.hostile_replies.contradictions import contradictions
from tests.hostile_replies.stuffing import additions
from tests.hostile_replies.table import replies
from tests.hostile_replies.unpointed import unpointed

COUNTS = {"stuffing": 10_000, "contradictions": 2_000, "benign": 10_000}
"""How many texts each question is asked about, unless told otherwise."""

GOAL = 0.99
"""The least share of the hostile replies that has to earn nothing."""

UNPOINTED = 0.985
"""The same of those without their full stops, of which some are known to earn."""


def main() -> int:
    """Answer the question that the arguments ask; the exit code."""
    asked = _parser().parse_args()
    return _ANSWERS[asked.what](asked)


def _specificity(asked: argparse.Namespace) -> int:
    found = list(report.graded(replies(asked.families, asked.per_class)))
    _say(report.specificity_lines(found))
    if asked.worst:
        _say(report.worst_lines(found))
    total = report.tally(found)
    return int(total.specificity < GOAL or total.full > 0)


def _unpointed(asked: argparse.Namespace) -> int:
    found = list(report.graded(unpointed(replies(asked.families, asked.per_class))))
    _say(report.specificity_lines(found))
    if asked.worst:
        _say(report.worst_lines(found))
    return int(report.tally(found).specificity < UNPOINTED)


def _stuffing(asked: argparse.Namespace) -> int:
    found = list(additions(_count(asked), asked.families))
    _say(report.stuffing_lines(found))
    bad = sorted((item for item in found if item.gain > 0), key=lambda item: -item.gain)
    if asked.worst:
        _say(_texts((f"+{item.gain} {item.kind}", item.text) for item in bad))
    return int(bool(bad))


def _contradictions(asked: argparse.Namespace) -> int:
    found = list(contradictions(_count(asked), asked.families))
    _say(report.contradiction_lines(found))
    bad = sorted((item for item in found if item.worth), key=lambda item: -item.worth)
    if asked.worst:
        _say(_texts((f"{item.worth} {item.kind}", item.text) for item in bad))
    return int(bool(bad))


def _benign(asked: argparse.Namespace) -> int:
    found = list(benign_variants(_count(asked), asked.families))
    _say(report.benign_lines(found))
    bad = [item for item in found if item.before != item.after]
    if asked.worst:
        shown = ((f"{x.before} -> {x.after} {', '.join(x.changes)}", x.text) for x in bad)
        _say(_texts(shown))
    return int(bool(bad))


_ANSWERS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "specificity": _specificity,
    "unpointed": _unpointed,
    "stuffing": _stuffing,
    "contradictions": _contradictions,
    "benign": _benign,
}


def _texts(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    for _, (title, text) in zip(range(report.WORST), found, strict=False):
        yield f"\n{title}\n{text}"


def _count(asked: argparse.Namespace) -> int:
    return COUNTS[asked.what] if asked.count is None else int(asked.count)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile_replies")
    parser.add_argument("what", nargs="?", choices=[*_ANSWERS], default="specificity")
    parser.add_argument("--families", nargs="+", choices=[*FAMILIES], default=[*FAMILIES])
    parser.add_argument("--per-class", type=int, default=3, help="replies per class and family")
    parser.add_argument("--count", type=int, help="texts that the question is asked about")
    parser.add_argument("--worst", action="store_true", help="show offending texts")
    return parser


def _say(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    raise SystemExit(main())
