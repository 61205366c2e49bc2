"""What a letter shows while a case is open: all of it that anything can depend on before the end.

Before a submission a letter acts in two ways. It may be heard by the customer, and it shows to be
worth something by the values that stand in what was read. So letters that show the same are one
letter to an open case, whatever else they say.
"""

from collections.abc import Collection
from typing import NamedTuple

from supportops.casefile import CaseFile
from supportops.reply import read


class Showing(NamedTuple):
    """What a letter shows."""

    asks: bool
    """Whether the customer would answer it."""
    standing: tuple[tuple[str, ...], ...]
    """For each value that it names: the evidence in which that stands. Sorted, and without values
    that stand nowhere; empty if the letter is worth nothing in this form."""


def showing(letter: str, file: CaseFile, refs: Collection[str]) -> Showing:
    """What a letter shows, to somebody who reads none but this evidence."""
    reading = read(letter, file)
    asking = file.asking
    asks = (
        asking is not None
        and reading.shown_flaw is None
        and reading.shown_commitments == (asking.code,)
    )
    if reading.shown_flaw or reading.promises or len(reading.shown_commitments) > 1:
        return Showing(asks, ())
    found = (tuple(sorted(places.intersection(refs))) for places in reading.standing)
    return Showing(asks, tuple(sorted(filter(None, found))))
