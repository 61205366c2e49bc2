"""From a draft to its one normal form, without what it quotes.

The normal form: Unicode NFKC, case folded, format characters dropped, typographic quotes and dashes
made plain. Every character of it knows the character of the draft that it came from, so that what
is found in the normal form can be shown in the draft. Linear in the length of the draft: no pattern
here can backtrack badly.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from supportops import lexicon
from supportops.values import TOKEN

_PLAIN = str.maketrans("‘’ʼ`´“”„«»‐‑‒–—−", "'''''\"\"\"\"\"------")  # noqa: RUF001 - these are the signs
_QUOTES = re.compile(
    r'"(?:[^"\n]|\n(?!\s*\n))*"'
    r"|(?<![^\s(\[*_])'(?=\S)[^'\n]*(?:(?<=[a-z])'(?=[a-z])[^'\n]*)*(?<=\S)'(?![^\s.,;:!?)\]*_])"
    r"|^[ \t]*>.*$"
    r"|```.*?(?:```|\Z)|~~.*?(?:~~|\Z)|<!--.*?(?:-->|\Z)|<[a-z/][^<>]*>"
    r"|^-{2,} ?(?:original|forwarded) message.*\Z",
    re.MULTILINE | re.DOTALL,
)
"""What a draft quotes, strikes out or hides: quotation marks, `>` lines, code, comments, tags."""

_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""Signs that turn or hide the text around them."""

_SPLIT_WORD = re.compile("(?<=[a-zA-Z0-9])[\u200b\u200c\u200d\u2060\ufeff]+(?=[a-zA-Z0-9])")
"""Signs without width inside a word: what is read is not what is seen."""

_WRAP = re.compile(r"(?<=\S)([ \t]*)\n(?=[ \t]*(?![ \t]|\d+[.)]\s)[^\s*•>-])")


class Token(NamedTuple):
    """A word of a text in normal form, and where it stands there."""

    text: str
    start: int
    end: int


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
    if draft.isascii():
        text = draft.translate(_PLAIN).lower()
        return Normal(_without_controls(text), range(len(text)))
    pieces: list[str] = []
    origin: list[int] = []
    for start, cluster in _clusters(draft):
        piece = unicodedata.normalize("NFKC", cluster).translate(_PLAIN).casefold()
        piece = "".join(filter(_is_kept, piece))
        pieces.append(piece)
        origin.extend([start] * len(piece))
    return Normal("".join(pieces), origin)


def unquoted(text: str) -> str:
    """A text in normal form with everything blanked that it quotes, strikes out or hides."""
    return _QUOTES.sub(_blank, text)


def flowing(text: str) -> str:
    """A text whose line breaks inside a paragraph are spaces, without what negates nothing."""
    joined = _WRAP.sub(r"\1 ", text)
    return lexicon.loose("neutral").sub(_blank, joined)


def tokenise(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Words, numbers, ids and currency signs of a text in normal form."""
    return tuple(
        Token(found[0], found.start() + offset, found.end() + offset)
        for found in TOKEN.finditer(text)
    )


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


def _without_controls(text: str) -> str:
    """Control characters are blanks, so that nothing moves."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", text)


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Characters with the marks that combine with them, and where each starts."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, text[start:at]
            start = at


def _is_kept(char: str) -> bool:
    return char in "\n\t" or unicodedata.category(char) not in ("Cf", "Cc")


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
