"""What grading a reply costs: `python -m benchmarks.replies`.

Reads letters of up to 4,000 characters, with the limit on their length lifted, and texts that are
made to be hard to read, at growing lengths. `letters` are what people wrote on cases of a family,
one below the other; `letter` is one that repeats itself. The hard texts are read on each of the
cases, and the one that takes longest counts. The growth is the time for twice the text, over the
time for once: about 2 where time grows with length. Times are medians of the processor's time, in
milliseconds.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from statistics import median
from time import process_time
from unittest import mock

from supportops.casefile import CaseFile
from supportops.cases import case_file
from supportops.reply import form, read
from tests.corpus import letters

LENGTHS = (500, 1000, 2000, 4000)
ROUNDS = 15
TASKS = tuple(f"gen/{family}/train/0" for family in ("damaged_item", "refund_status"))

HARD: Mapping[str, str] = {
    "quotation marks": "\"a' ",
    "single quotes": "'a 'b' ",
    "apostrophes": "a'b'c ",
    "brackets": "([a)] ",
    "hyphens": "a-b - -c ",
    "dots": "a.b. c.d.e ",
    "digits": "12 345,67 8.9-1 ",
    "ids": "HL-58213 KG-1-2-3 ",
    "dates": "3 March 2026-03-03 ",
    "amounts": "EUR 12.00 € 3 ",
    "spans": "two (2) business days ",
    "line breaks": "a\nb \n",
    "labels": "order: a: b:\n",
    "tags": "<b <i </b> <!-- ",
    "fences": "``` ~~ ` ",
    "negations": "not no never ",
    "frames": "it is not true that ",
    "commitments": "we refund you and send a replacement ",
    "denials": "we do not refund you and ",
    "asides": "we, of course, refund it, anna, and ",
    "commas": "a, b, ",
    "colons": "we: do: it: ",
    "values in a row": "12 days on 3 march and EUR 5.00 with HL-12 ",
    "questions": "could you please send it? ",
    "accents": "e\u0301a\u0308 ",
    "one word": "a",
    "spaces": "a   \t ",
}


def several(family: str, length: int) -> str:
    """Honest letters on cases of a family, one below the other, up to this length."""
    body = "\n\n".join(letter.text for letter in letters("seen") if letter.family == family)
    return body[:length]


def one(file: CaseFile, length: int) -> str:
    """A reference reply, told again in other numbers up to this length."""
    body = " ".join(f"{line} And {number} more." for number, line in enumerate(_lines(file)))
    return (body * (1 + length // len(body)))[:length]


def _lines(file: CaseFile) -> Iterator[str]:
    for number in range(40):
        yield (
            file.reply.replace("\n", " ") if number % 4 == 0 else f"We looked at it {number} times."
        )


def timed(text: str, file: CaseFile) -> float:
    """Milliseconds to read a text on a case, in the median."""
    found = []
    for number in range(ROUNDS):
        another = text + " " * number  # of the last few texts the words are remembered
        start = process_time()
        read(another, file)
        found.append(1000 * (process_time() - start))
    return median(found)


def times(make: Callable[[int], str], files: Sequence[CaseFile]) -> list[float]:
    """The time at each length. Of several cases the one counts that takes longest."""
    return [max(timed(make(length), file) for file in files) for length in LENGTHS]


def row(name: str, found: Sequence[float]) -> str:
    """A line of the table: the time at each length, and the largest growth from one to the next."""
    growth = max(after / before for before, after in pairwise(found))
    return f"{name:<20}" + "".join(f"{time:>9.2f}" for time in found) + f"{growth:>9.2f}\n"


def rows() -> Iterator[tuple[str, list[float]]]:
    """Every line: its name, and its times."""
    files = [case_file(task) for task in TASKS]
    for task, file in zip(TASKS, files, strict=True):
        family = task.split("/")[1]
        yield f"letters, {family}"[:20], times(partial(several, family), [file])
        yield f"letter, {family}"[:20], times(partial(one, file), [file])
    for name, unit in HARD.items():
        yield name, times(partial(repeated, unit), files)


def main() -> None:
    """Print the table, and the median of its lines."""
    head = "".join(f"{length:>9}" for length in LENGTHS)
    sys.stdout.write(f"{'milliseconds':<20}{head}{'growth':>9}\n")
    found = []
    with mock.patch.object(form, "MAX_CHARACTERS", 10 * LENGTHS[-1]):
        for name, measured in rows():
            found.append(measured)
            sys.stdout.write(row(name, measured))
    sys.stdout.write(row("median", [median(column) for column in zip(*found, strict=True)]))


def repeated(unit: str, length: int) -> str:
    """A text of this length that says the same over and over."""
    return (unit * length)[:length]


if __name__ == "__main__":
    main()
