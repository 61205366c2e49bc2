"""Letters that try to find out what their writer has not read, from how an open case takes them.

A letter is graded against every text of the case and against what its answer needs. These letters
are good as far as anybody can tell who has not read what they are about, and name values that were
read, so that they show to be worth something. If what is shown moves with what was not read, asking
in this way would be a way to find it out.
"""

import re
from collections.abc import Iterator, Sequence

from supportops.casefile import CaseFile
from supportops.records import policy_ref

_OPENING = (
    "Dear {name},\n\nthank you for your message to us. We have looked at what we hold on {values}."
)
_STRAY = (
    "Dear {name},\n\nwe walked over green meadows at noon, singing of {words} until the sun went "
    "down behind {values} and the birds grew silent among our friends."
)
_VALUE = re.compile(
    r"\b\d{4}-\d\d-\d\d\b|\b[A-Z]{2}-\d{4,}\b|\b\d+\.\d\d [A-Z]{3}\b|\b\d+ (?:business )?days\b"
)
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d{2,5}(?:[ -]\d{2,5}){2,6}")
_COPIED, _STRIDE = 60, 40
"""Words of a record in one letter, and from one letter to the next."""

_NAMED = 2
"""Values of what was read that each letter names."""


def probes(files: Sequence[CaseFile], secret: frozenset[str]) -> tuple[str, ...]:
    """Letters that ask which of these files it is; they share all but the texts of `secret`."""
    return tuple(dict.fromkeys(_probes(files, secret)))


def _probes(files: Sequence[CaseFile], secret: frozenset[str]) -> Iterator[str]:
    first = files[0]
    name = first.ticket.customer.split()[0]
    values = _read(first, secret)
    opening = _OPENING.format(name=name, values=values)
    for file in files:
        for ref in sorted(secret & file.texts.keys()):
            text = file.texts[ref]
            yield from (f"{opening} {part}" for part in _parts(text))
            yield from (f"{opening} Write to {one} about it." for one in _PERSONAL.findall(text))
        for claim in file.claims:
            for words in (claim.name, claim.written):
                yield _STRAY.format(name=name, words=words, values=values)
        for promise in file.promises:
            yield f"{opening} We know of {promise.name}, as {policy_ref(first.table.article)} says."


def _read(file: CaseFile, secret: frozenset[str]) -> str:
    """Some values of texts that every file shares, as they are written."""
    texts = (file.texts[ref] for ref in sorted(file.relevant - secret))
    found = dict.fromkeys(value for text in texts for value in _VALUE.findall(text))
    return " and ".join(list(found)[:_NAMED])


def _parts(text: str) -> Iterator[str]:
    words = text.split()
    for start in range(0, len(words), _STRIDE):
        yield " ".join(words[start : start + _COPIED])
