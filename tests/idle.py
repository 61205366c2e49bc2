"""Phrases of the lexicon that no letter says: `python -m tests.idle` prints them.

A phrase commits whatever letter it stands in. One that stands in no letter of its own code, of all
that have been seen, is a guess, and can only make an outcome of what another letter brushes.
`--drop` takes them out. A code that is never right has no letters, and an act is many codes', so
these are left alone.
"""

import argparse
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import supportops
from supportops import lexicon
from supportops.casefile import CaseFile, Resolution
from supportops.cases import case_file
from supportops.cases.archetypes import FAMILIES
from supportops.cases.partition import HELD_OUT
from supportops.reply.grammar import sentences
from supportops.reply.hits import hits
from supportops.reply.text import composed, normalised
from tests import replies
from tests.corpus import letters

FOLDER = Path(supportops.__file__).parent / "lexicon/commitments"
SHARED = "every_family"
REFERENCES = 40
"""Cases of each family whose reference replies count as letters."""


class Phrase(NamedTuple):
    """A line of a file of the lexicon."""

    file: str
    code: str
    line: str


def idle() -> list[Phrase]:
    """Every phrase of a code with letters that stands in none of them."""
    written: dict[Phrase, None] = {}
    said: set[Phrase] = set()
    for family, file, text in chain(_letters(), _references(), _named()):
        right = next(item for item in file.resolutions if item.code == file.gold.resolution)
        home = family if right.code in lexicon.commitments(family) else SHARED
        phrases = list(_phrases(home, right))
        written |= dict.fromkeys(phrase for phrase, _ in phrases)
        found = sentences(normalised(composed(text)).text)
        clauses = [clause for sentence in found for clause in sentence.clauses]
        places = hits(tuple((form,) for _, form in phrases), clauses)
        said |= {phrase for (phrase, _), there in zip(phrases, places, strict=True) if there}
    return [phrase for phrase in written if phrase not in said]


def _letters() -> Iterator[tuple[str, CaseFile, str]]:
    for letter in letters("seen"):
        yield letter.family, letter.file, letter.text


def _references() -> Iterator[tuple[str, CaseFile, str]]:
    for family in FAMILIES:
        split = "test_archetype" if family in HELD_OUT else "train"
        for number in range(REFERENCES):
            file = case_file(f"gen/{family}/{split}/{number}")
            yield family, file, file.reply


def _named() -> Iterator[tuple[str, CaseFile, str]]:
    for letter in replies.letters("honest"):
        yield letter.file.cues, letter.file, letter.text
        yield letter.file.cues, letter.file, letter.file.reply


def _phrases(home: str, right: Resolution) -> Iterator[tuple[Phrase, str]]:
    """The lines of a code, each with the phrase that it is in a case."""
    wording = lexicon.commitments(home).get(right.code, lexicon.Wording())
    for text, forms in (
        (wording.commits, right.commitments),
        (wording.because, right.reasons),
    ):
        lines = list(filter(None, map(str.strip, text.splitlines())))
        if len(lines) == len(forms):
            for line, form in zip(lines, forms, strict=True):
                if line.startswith("+"):
                    continue
                yield Phrase(home, right.code, line), form


def drop(phrases: list[Phrase]) -> None:
    """Take phrases out of their files."""
    for name in {phrase.file for phrase in phrases}:
        path = FOLDER / f"{name}.toml"
        gone = {(phrase.code, phrase.line) for phrase in phrases if phrase.file == name}
        kept, code = [], ""
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            code = line.strip()[1:-1] if line.startswith("[") else code
            if (code, line.strip()) not in gone:
                kept.append(line)
        path.write_text("".join(kept), encoding="utf-8")


def main() -> int:
    """Print idle phrases and, on demand, drop them."""
    parser = argparse.ArgumentParser(prog="python -m tests.idle", description=main.__doc__)
    parser.add_argument("--drop", action="store_true")
    options = parser.parse_args()
    found = idle()
    for phrase in found:
        sys.stdout.write(f"{phrase.file} {phrase.code}: {phrase.line}\n")
    if options.drop:
        drop(found)
    return 1 if found and not options.drop else 0


if __name__ == "__main__":
    sys.exit(main())
