"""From a draft to its one normal form, without what it quotes.

The normal form: Unicode NFKC, case folded, format characters dropped, typographic quotes and dashes
made plain. Every character of it knows the character of the draft that it came from, so that what
is found in the normal form can be shown in the draft. Linear in the length of the draft: no pattern
here can backtrack badly.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from supportops import lexicon
from supportops.values import TOKEN

_PLAIN = str.maketrans("‘’ʼ´“”„«»‐‑‒–—−", '\'\'\'\'"""""------')  # noqa: RUF001 - these are the signs
_QUOTES = re.compile(
    r'"(?:[^"\n]|\n(?!\s*\n))*"'
    r"|(?<![^\s(\[*_])'(?!em\b)(?=\S)[^'\n]*(?:(?<=[a-z])'(?=[a-z])[^'\n]*)*(?<=\S)'(?![^\s.,;:!?)\]*_])"
)
_STRUCK = re.compile(
    r"^[ \t]*>[^\n]*$"
    r"|^[ \t]*#{1,6} [^\n]*$"
    r"|```.*?(?:```|\Z)|`[^`\n]*`|~~.*?(?:~~|\Z)|<!--.*?(?:-->|\Z)"
    r"|<(del|s|strike|code|pre|blockquote|q)\b[^<>]*>.*?(?:</\1>|\Z)|<[a-z/][^<>]*>"
    r"|^-{2,} ?(?:original|forwarded) message.*\Z|^-- ?$.*\Z",
    re.MULTILINE | re.DOTALL,
)
"""What a draft strikes out or hides, or takes over from elsewhere: `>` lines, code, comments."""

_SHORT_QUOTE = 8
"""A quotation of at most so many words can name a fact; it never commits anybody."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters are blanks, so that nothing moves."""

_PARTS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]")

_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""Signs that turn or hide the text around them."""

_SPLIT_WORD = re.compile("(?<=[a-zA-Z0-9])[\u200b\u200c\u200d\u2060\ufeff]+(?=[a-zA-Z0-9])")
"""Signs without width inside a word: what is read is not what is seen."""

_ITEM = re.compile(r"[ \t]*(?:[*•>-]|\d{1,2}[.)]\s)")
_LABEL = re.compile(r"[ \t]*\S[^\n:]{0,30}:[ \t]")
_SHORT_LINE = 30
"""A line with a label starts afresh after a line that is no longer than so many characters."""

_LABELLED_LINE = 40
"""The same for a line that has a label itself."""

_SHORT_LABEL = re.compile(r"[ \t]*\S[^\n:]{0,11}:[ \t]")
_LABELLED_SHORTLY = 64
"""The same for a line whose label is a word or two."""

_ROOM = 0.7
"""A line that is no longer than this part of the longest was not ended for want of room."""

_WIDEST = 100
"""Where a line is longer, none was ended for want of room."""

_ASKING = frozenset("why how what when where who".split())

_SHORTENED = re.compile(
    r"\b(?:i\.e|e\.g|approx|incl|excl|resp|mr|mrs|ms|dr|cf|viz)\.(?=\s+[a-z\d])"
    r"|(?<=, )[a-z]\.(?= [a-z])"
)
"""What is cut short with a full stop, and ends no sentence: an initial, too, behind a comma."""

_NUMBER_SIGN = re.compile(r"\bno\.(?=\s?#?[a-z]{0,5}-?\d)")
"""`no. 12` denies nothing and ends no sentence."""


class Token(NamedTuple):
    """A word of a text in normal form, and where it stands there."""

    text: str
    start: int
    end: int


_READ = 4
"""So many texts are in work at once, at most."""


@dataclass(frozen=True, slots=True)
class Normal:
    """A draft in normal form; `origin[i]` is where its i-th character stands in the draft."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the normal form stands in the draft."""
        return self.origin[start], self.origin[end - 1] + 1


def composed(draft: str) -> str:
    """The draft as its characters are counted: in Unicode NFC, with single line ends."""
    return unicodedata.normalize("NFC", draft.replace("\r\n", "\n").replace("\r", "\n"))


def normalised(draft: str) -> Normal:
    """The normal form of a composed draft."""
    plain = draft.translate(_PLAIN)
    if plain.isascii():
        text = _CONTROLS.sub(" ", plain).lower()
        return Normal(text, range(len(text)))
    pieces: list[str] = []
    origin: list[int] = []
    for found in _PARTS.finditer(plain):
        start, part = found.start(), found[0]
        if part.isascii():
            pieces.append(part.lower())
            origin.extend(range(start, found.end()))
        else:
            folded = _folded(part)
            pieces.append(folded)
            origin.extend([start] * len(folded))
    return Normal(_CONTROLS.sub(" ", "".join(pieces)), origin)


def quotations(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text in normal form without long quotations, and where its short ones stand."""
    kept = _STRUCK.sub(_blank, text)
    short: list[tuple[int, int]] = []

    def reduced(found: re.Match[str]) -> str:
        if len(found[0].split()) > _SHORT_QUOTE:
            return _blank(found)
        short.append(found.span())
        return f" {found[0][1:-1]} "

    return _QUOTES.sub(reduced, kept), short


def flowing(text: str) -> str:
    """A text whose line breaks inside a paragraph are spaces.

    There is no such break before an empty line, an item of a list, or a label after a short line
    or after another line with a label that is not much longer;
    nor where a line was ended on purpose: it had room for more, and the next one may start a
    sentence.
    """
    lines = text.split("\n")
    widths = [len(" ".join(line.split())) for line in lines]
    widest = max(widths)
    room = widest * _ROOM if widest <= _WIDEST else widest + 1
    joined = [lines[0]]
    for (line, then), taken in zip(pairwise(lines), widths, strict=False):
        apart = not line.strip() or not then.strip() or _ITEM.match(then)
        short = _LABELLED_LINE if _LABEL.match(line) else _SHORT_LINE
        short = _LABELLED_SHORTLY if _SHORT_LABEL.match(line) else short
        labelled = len(line) <= short and _LABEL.match(then)
        meant = _SHORT_LINE < taken < room and _starts_anew(then)
        joined.append(("\n" if apart or labelled or meant else " ") + then)
    whole = _SHORTENED.sub(lambda found: f"{found[0][:-1]} ", "".join(joined))
    return _NUMBER_SIGN.sub("nr ", whole)


def _starts_anew(line: str) -> bool:
    """Whether its first words are such as start a sentence."""
    words = TOKEN.findall(line[:_SHORT_LINE])
    first = next((word for word in words if word not in lexicon.words("leads")), "")
    return any(
        first in known for known in (_ASKING, lexicon.words("subjects"), lexicon.words("greetings"))
    )


def harmless(text: str) -> frozenset[int]:
    """Where the negations of a text stand that negate nothing, as in `no more than`."""
    negators = lexicon.words("negators")
    return frozenset(
        found.start() + word.start()
        for found in lexicon.loose("neutral").finditer(text)
        for word in TOKEN.finditer(found[0])
        if word[0] in negators
    )


def tokenise(text: str) -> list[Token]:
    """Words, numbers, ids and currency signs of a text in normal form, spelt as they should be."""
    meant, tokens, end = lexicon.spellings(), [], 0
    for word in words_of(text):  # between two of them stands nothing that could start one
        start = text.index(word, end)
        end = start + len(word)
        tokens.append(Token(meant.get(word, word), start, end))
    return tokens


@lru_cache(maxsize=_READ)
def words_of(text: str) -> tuple[str, ...]:
    """Words, numbers, ids and currency signs of a text in normal form, as they are spelt."""
    return tuple(TOKEN.findall(text))


def disguise(draft: str) -> str | None:
    """How a draft reads otherwise than it looks; None if it does not."""
    if draft.isascii():
        return None
    if _HIDDEN.search(draft):
        return "holds signs that turn or hide text"
    if _SPLIT_WORD.search(draft):
        return "holds words that are split by signs without width"
    if mixed := next(filter(_is_mixed, re.findall(r"[^\W\d_]+", draft)), None):
        return f"mixes alphabets in one word: {mixed[:30]!r}"
    return None


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    """One character of a composed text in normal form; nothing if it cannot be seen."""
    folded = unicodedata.normalize("NFKC", char).translate(_PLAIN).casefold()
    return "".join(one for one in folded if unicodedata.category(one) not in ("Cf", "Cc"))


def _is_mixed(word: str) -> bool:
    """Latin letters beside Greek or Cyrillic ones."""
    if word.isascii():
        return False
    scripts = {unicodedata.name(char, "").partition(" ")[0] for char in word}
    return "LATIN" in scripts and not scripts.isdisjoint(_LOOKALIKES)


_LOOKALIKES = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "LISU"})


def _blank(found: re.Match[str]) -> str:
    """As many blanks; line ends stay."""
    return re.sub(r"[^\n]", " ", found[0])
