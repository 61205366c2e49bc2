"""How often the reply grader errs, for the benchmark card: by family, by group, by hostile class.

`python -m tests.reply_rates` prints what it measures; with `--write` it renews the figures that the
card shows, and with `--check` it fails when they have moved.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import get_args

import supportops
from supportops.cases.archetypes import FAMILIES
from tests import corpus
from tests.hostile_replies.__main__ import COUNTS
from tests.hostile_replies.benign import benign_variants
from tests.hostile_replies.contradictions import contradictions
from tests.hostile_replies.report import Graded, graded, tally
from tests.hostile_replies.stuffing import additions
from tests.hostile_replies.table import replies
from tests.hostile_replies.unpointed import unpointed

FILE = Path(supportops.__file__).parent / "validation" / "reply_rates.json"
PER_CLASS = 3
"""Hostile replies of each class and family."""

Rates = dict[str, dict[str, list[int]]]
"""For each question, its sorts, and for each sort how many texts there are and how many err."""


def measured() -> Rates:
    """All the figures, measured anew."""
    found = {part: _honest(part) for part in get_args(corpus.Part)}
    hostile = list(graded(replies([*FAMILIES], PER_CLASS)))
    found["hostile by class"] = _hostile(hostile, lambda item: item.reply.kind)
    found["hostile by family"] = _hostile(hostile, lambda item: item.reply.family)
    found["hostile"] = _hostile(hostile, lambda _: "all")
    run_on = graded(unpointed(replies([*FAMILIES], PER_CLASS)))
    found["unpointed"] = _hostile(run_on, lambda item: item.reply.kind)
    found["changes"] = _changes()
    return found


def _honest(part: corpus.Part) -> dict[str, list[int]]:
    """Letters, and those that fall short of full marks."""
    figures, _ = corpus.tally(part)
    return {sort: [*figures.counts(sort)] for sort in figures}


def _hostile(found: Iterable[Graded], sort: Callable[[Graded], str]) -> dict[str, list[int]]:
    """Replies, those that earn anything, and those that earn everything."""
    groups: Mapping[str, list[Graded]] = defaultdict(list)
    for item in found:
        groups[sort(item)].append(item)
    return {name: [*tally(items)] for name, items in sorted(groups.items())}


def _changes() -> dict[str, list[int]]:
    """Changed letters, and those whose worth moved the wrong way."""
    families = [*FAMILIES]
    stuffed = [item.gain > 0 for item in additions(COUNTS["stuffing"], families)]
    denied = [item.worth > 0 for item in contradictions(COUNTS["contradictions"], families)]
    benign = [item.before != item.after for item in benign_variants(COUNTS["benign"], families)]
    return {
        "stuffed letters that gain": [len(stuffed), sum(stuffed)],
        "contradictions that earn": [len(denied), sum(denied)],
        "benign variants that move": [len(benign), sum(benign)],
    }


def main() -> int:
    """Print the figures, or renew or check those of the card; the exit code."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--write", action="store_true", help="renew the figures of the card")
    parser.add_argument("--check", action="store_true", help="fail if they have moved")
    options = parser.parse_args()
    text = json.dumps(measured(), indent=1) + "\n"
    if options.write:
        FILE.write_text(text, encoding="utf-8")
    elif options.check:
        if text != FILE.read_text(encoding="utf-8"):
            sys.stderr.write("the rates of the reply grader have moved: run `make docs`\n")
            return 1
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
