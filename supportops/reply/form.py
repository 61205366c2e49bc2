"""What is wrong with a letter as a letter, whatever it says: then nothing in it counts."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from supportops import lexicon
from supportops.casefile import CaseFile
from supportops.reply.grammar import Sentence
from supportops.reply.text import Normal, disguise, flowing, tokenise, unquoted
from supportops.values import TOKEN

MIN_CHARACTERS, MAX_CHARACTERS = 60, 2000
MIN_PROSE_WORDS = 12
"""So many words of a letter stand in sentences that read as prose, and half of all its words."""

MAX_REPEATS = 3
"""How often the longest sentences may stand in a letter."""

MIN_VARIETY = 3
"""One word in three, at least, is another word, in a letter of some length."""

_COPIED = 20
"""So many words in a row, as they stand in a record or in the ticket, are a copy."""

_NAME = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


class Flaw(NamedTuple):
    """Why nothing in a letter counts, and the stretch of its normal form that shows it."""

    why: str
    start: int = 0
    end: int = 0


def wrong_length(draft: str) -> str | None:
    """Checked before anything costs time."""
    if len(draft.strip()) < MIN_CHARACTERS:
        return f"is shorter than {MIN_CHARACTERS} characters"
    if len(draft.strip()) > MAX_CHARACTERS:
        return f"is longer than {MAX_CHARACTERS} characters"
    return None


def flaws(draft: str, normal: Normal, found: Sequence[Sentence], file: CaseFile) -> Iterator[Flaw]:
    """Everything that is wrong with the form and the conduct of a letter."""
    if why := disguise(draft):
        yield Flaw(why)
    if why := _formless(normal, found):
        yield Flaw(why)
    spoken = flowing(unquoted(normal.text))
    for section, why in _CONDUCT:
        if bad := lexicon.loose(section).search(spoken):
            yield Flaw(why, bad.start(), bad.end())
    for check in _CHECKS:
        if flaw := check(normal.text, file):
            yield flaw


_CONDUCT = (
    ("insults", "insults the customer"),
    ("retractions", "takes back what it says"),
    ("asides", "speaks to somebody other than the customer"),
)


def _formless(normal: Normal, found: Sequence[Sentence]) -> str | None:
    prose = sum(len(sentence) for sentence in found if sentence.prose)
    if prose < max(MIN_PROSE_WORDS, sum(map(len, found)) / 2):
        return "is not written in sentences"
    words = [token.text for token in tokenise(normal.text)]
    if len(words) > 60 and len(set(words)) * MIN_VARIETY < len(words):
        return "says the same words over and over"
    lines = Counter(" ".join(TOKEN.findall(part)) for part in re.split(r"[.!?\n]+", normal.text))
    if any(count > MAX_REPEATS and len(line) > 15 for line, count in lines.items()):
        return "repeats its sentences"
    return None


def _internal_code(text: str, file: CaseFile) -> Flaw | None:
    for code in file.codes:
        if "_" in code and (at := text.find(code)) >= 0:
            return Flaw("spells an internal code", at, at + len(code))
    return None


def _other_addressee(text: str, file: CaseFile) -> Flaw | None:
    """A greeting that names somebody who is not the customer."""
    line = re.match(r"\s*([^\n,.!:;]{3,60})(?=[\n,.!:;]|\s)", text)
    if line is None:
        return None
    words = _NAME.findall(line[1])
    if not words or words[0] not in lexicon.words("greetings"):
        return None
    known = lexicon.words("anybody") | set(_NAME.findall(file.ticket.customer.casefold()))
    known |= set(_NAME.findall(file.ticket.message.casefold()))
    for word in words[1:3]:
        if word in lexicon.words("nobody_here") or word not in known:
            return Flaw("is addressed to somebody else", line.start(1), line.end(1))
        if word not in lexicon.words("anybody"):
            return None
    return None


def _copy(text: str, file: CaseFile) -> Flaw | None:
    """A run of words as they stand in what the agent read: quoted, not said."""
    sources = _sources(file)
    tokens = tokenise(text)
    for at in range(0, len(tokens) - _COPIED + 1, _COPIED // 2):
        run = " ".join(token.text for token in tokens[at : at + _COPIED])
        if run in sources:
            return Flaw(
                "copies what it was to answer from", tokens[at].start, tokens[at + _COPIED - 1].end
            )
    return None


def _sources(file: CaseFile) -> str:
    """Ticket, records and articles as one line of words, worked out once."""
    found: str | None = file.memo.get("words")
    if found is None:
        texts = (file.ticket.message, *file.texts.values())
        found = file.memo["words"] = " | ".join(
            " ".join(TOKEN.findall(text.casefold())) for text in texts
        )
    return found


_CHECKS: tuple[Callable[[str, CaseFile], Flaw | None], ...] = (
    _internal_code,
    _other_addressee,
    _copy,
)
