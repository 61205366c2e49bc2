"""The weak cues of the lexicon, counted in the letters that have been seen.

A cue of a code is a word, or two in a row, that stands more often, or more seldom, in the letters
of that code than in the other letters of its family; its weight is the logarithm to base 2 of how
much more often. Those are kept that move most letters most. `python -m tests.cues --write` renews
`supportops/lexicon/cues`, and `--check` fails if the letters no longer give what stands there.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from math import log2, sqrt
from pathlib import Path
from typing import NamedTuple

import supportops
from supportops import lexicon
from supportops.cases.archetypes import FAMILIES
from supportops.reply.covered import Covered
from supportops.reply.cues import ASKED, cues
from supportops.reply.facts import stated
from supportops.reply.grammar import sentences
from supportops.reply.text import composed, normalised
from tests.corpus import Letter, letters

FOLDER = Path(supportops.__file__).parent / "lexicon/cues"
HEAD = """\
# What letters of the family `{family}` say more often, or more seldom, on one code than on the
# others: `python -m tests.cues --write` counts it. A weight is a power of two, so that 3 is eight
# times as often. `!` stands before what is denied, `?` before what stands in a polite question,
# and words have lost their endings.
"""

SHARED = ("request_missing_record",)
"""Codes that every family has."""

KEPT = 500
"""Cues of a code."""
LEAST_CASES = 3
"""A cue stands in letters on so many cases, or it may be of one case alone."""
LEAST_BITS = 1
_SMOOTHING = 1
"""A cue is taken to stand in one letter more, on each side, than it does."""
_WIDTH = 100


class Read(NamedTuple):
    """A letter as the cues of it are counted."""

    task: str
    code: str
    cues: frozenset[str]


Weights = dict[str, dict[str, int]]


def found_in(letter: Letter) -> Read:
    """What a letter would lean by."""
    file = letter.file
    found = sentences(normalised(composed(letter.text)).text)
    facts = Covered(stated(found, file).worded)
    clauses = (clause for sentence in found for clause in sentence.clauses)
    said = frozenset(cue for clause in clauses for cue in cues(clause, facts))
    return Read(letter.task, file.gold.resolution, said)


def weights(found: Collection[Read], codes: Collection[str] = ()) -> Weights:
    """The weights of the cues of each code of a family, or of these, by its letters."""
    cases: dict[str, set[str]] = defaultdict(set)
    for letter in found:
        for cue in letter.cues:
            cases[cue].add(letter.task)
    common = [cue for cue, tasks in cases.items() if len(tasks) >= LEAST_CASES]
    everywhere = _counted(found)
    return {
        code: _weightiest(
            common,
            _counted(own := [letter for letter in found if letter.code == code]),
            everywhere,
            len(own),
            len(found),
            asks=code in asking(),
        )
        for code in sorted(codes or {letter.code for letter in found})
    }


@cache
def asking() -> frozenset[str]:
    """The codes that ask something of the customer. A question speaks for no other."""
    wordings = chain.from_iterable(lexicon.commitments(family).items() for family in FAMILIES)
    return frozenset(code for code, wording in wordings if wording.asks)


def _counted(found: Iterable[Read]) -> Counter[str]:
    return Counter(cue for letter in found for cue in letter.cues)


def _weightiest(
    common: Iterable[str],
    own: Mapping[str, int],
    everywhere: Mapping[str, int],
    here: int,
    all_: int,
    *,
    asks: bool,
) -> dict[str, int]:
    def bits(cue: str) -> float:
        elsewhere = everywhere[cue] - own.get(cue, 0)
        return _share(own.get(cue, 0), here) - _share(elsewhere, all_ - here)

    weighed = {cue: bits(cue) for cue in common if asks or not cue.startswith(ASKED)}
    telling = [cue for cue, weight in weighed.items() if abs(weight) >= LEAST_BITS]
    telling.sort(key=lambda cue: (-abs(weighed[cue]) * sqrt(everywhere[cue]), cue))
    return {cue: round(weighed[cue]) for cue in telling[:KEPT]}


def _share(count: int, size: int) -> float:
    return log2((count + _SMOOTHING) / (size + 2 * _SMOOTHING))


def counted(chosen: Callable[[Letter], bool] = lambda _: True) -> dict[str, Weights]:
    """The weights of every family, by the letters of the part `seen` that are chosen.

    What every family has is counted in the letters of all of them.
    """
    found: dict[str, list[Read]] = {family: [] for family in FAMILIES}
    for letter in letters("seen"):
        if chosen(letter):
            found[letter.family].append(found_in(letter))
    everywhere = weights([letter for there in found.values() for letter in there], SHARED)
    return {family: weights(there) | everywhere for family, there in found.items()}


def rendered(family: str, found: Weights) -> str:
    """The file of a family."""
    return HEAD.format(family=family) + "".join(
        f"\n[{code}]\n" + "".join(_lines(table)) for code, table in found.items()
    )


def _lines(table: Mapping[str, int]) -> Iterator[str]:
    for bits in sorted(set(table.values()), reverse=True):
        listed = " | ".join(sorted(cue for cue in table if table[cue] == bits))
        yield f'{bits} = "{listed}"\n'


def main() -> int:
    """Write the tables, or say which of them the letters no longer give."""
    parser = argparse.ArgumentParser(prog="python -m tests.cues", description=main.__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    moved = []
    for family, found in counted().items():
        path, text = FOLDER / f"{family}.toml", rendered(family, found)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            moved.append(family)
        if options.write:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"moved: {', '.join(moved) or 'none'}\n")
    return 1 if options.check and moved else 0


if __name__ == "__main__":
    sys.exit(main())
