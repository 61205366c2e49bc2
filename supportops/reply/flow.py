"""Which line breaks of a text end something, and which full stops do not.

A line that was ended for want of room runs on in the next one; what is cut short runs on as well.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from supportops import lexicon
from supportops.values import TOKEN

_ITEM = re.compile(r"[ \t]*(?:[*•>-]|\d{1,2}[.)]\s)")
_LABEL = re.compile(r"[ \t]*\S[^\n:]{0,30}:[ \t]")
_SHORT_LINE = 30
"""No line that is no longer than so many characters was ended on purpose, but before a label."""

_LABELLED_LINE = 40
"""The same for a line that has a label itself."""

_SHORT_LABEL = re.compile(r"[ \t]*\S[^\n:]{0,11}:[ \t]")
_LABELLED_SHORTLY = 64
"""The same for a line whose label is a word or two."""

_ROOM = 0.7
"""A line that is no longer than this part of the longest was not ended for want of room."""

_WIDEST = 100
"""Where a line is longer, none was ended for want of room."""

MAX_CUT_OFF = 2
"""So many lines that break off may be slips."""

_STOPPED = re.compile(r"[.!?:](?!\.)")
"""What ends a line behind its last word: one sign, and not three full stops."""

_TAIL = 40
"""In so many characters at the end of a line stands its last word."""

_PARAGRAPHS = re.compile(r"\n\s*\n")

_ASKING = frozenset("why how what when where who".split())

_SHORT_FORMS = r"i\.e e\.g approx incl excl resp mr mrs ms dr cf viz".split()
_ENDED = "|".join(rf"(?<=\b{form}.)" for form in _SHORT_FORMS)
_SHORTENED = re.compile(rf"\.(?:(?=\s+[a-z\d])(?:{_ENDED})|(?<=, [a-z].)(?= [a-z]))")
"""The full stop of what is cut short, which ends no sentence: an initial, too, behind a comma."""

_NUMBER_SIGN = re.compile(r"\bno\.(?=\s?#?[a-z]{0,5}-?\d)")
"""`no. 12` denies nothing and ends no sentence."""


def flowing(text: str) -> str:
    """A text whose line breaks inside a paragraph are spaces.

    There is no such break before an empty line, an item of a list, or a label after a short line
    or after another line with a label that is not much longer;
    nor where a line was ended on purpose: it had room for more, and the next one may start a
    sentence.
    """
    lines = text.split("\n")
    room: float | None = None
    joined = [lines[0]]
    for line, then in pairwise(lines):
        apart = not line.strip() or not then.strip() or _ITEM.match(then) or _labelled(line, then)
        if not apart:
            room = room or _room(lines)
            apart = _SHORT_LINE < _width(line) < room and _starts_anew(then)
        joined += ("\n" if apart else " "), then
    whole = _SHORTENED.sub(" ", "".join(joined))
    return _NUMBER_SIGN.sub("nr ", whole) if "no." in whole else whole


def is_cut_up(text: str) -> bool:
    """Whether line after line ends in a word that no sentence ends with.

    A line that had no room for the next word does not count, nor one of a paragraph of short lines,
    where no break ends anything.
    """
    paragraphs = _PARAGRAPHS.split(text)
    return sum(map(_is_unfinished, chain.from_iterable(map(_ended, paragraphs)))) > MAX_CUT_OFF


def _ended(paragraph: str) -> Iterator[str]:
    """Its lines that were not ended for want of room."""
    lines = [*filter(None, (" ".join(line.split()) for line in paragraph.split("\n")))]
    widest = max(map(len, lines), default=0)
    for line, then in pairwise(lines):
        if widest > _SHORT_LINE and len(line) < widest - len(then.split()[0]):
            yield line
    yield from lines[-1:]


def _is_unfinished(line: str) -> bool:
    *_, last = [None, *TOKEN.finditer(line, max(0, len(line) - _TAIL))]
    if last is None or _STOPPED.match(line, last.end()):
        return False
    return last[0] in lexicon.words("unending") or last[0] in lexicon.words("unfinished")


def _labelled(line: str, then: str) -> bool:
    """Whether a line has a label, and the one before it is not too long to be left for it."""
    if not _LABEL.match(then):
        return False
    short = _LABELLED_LINE if _LABEL.match(line) else _SHORT_LINE
    return len(line) <= (_LABELLED_SHORTLY if _SHORT_LABEL.match(line) else short)


def _room(lines: Sequence[str]) -> float:
    """A line with fewer characters than these had room for more."""
    widest = 0
    for line in lines:
        if len(line) > widest:
            widest = max(widest, _width(line))
    return widest * _ROOM if widest <= _WIDEST else widest + 1


def _width(line: str) -> int:
    return len(" ".join(line.split()))


def _starts_anew(line: str) -> bool:
    """Whether its first words are such as start a sentence."""
    words = TOKEN.findall(line[:_SHORT_LINE])
    first = next((word for word in words if word not in lexicon.words("leads")), "")
    return any(
        first in known for known in (_ASKING, lexicon.words("subjects"), lexicon.words("greetings"))
    )
