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
from itertools import accumulate
from typing import NamedTuple

from supportops import lexicon
from supportops.values import TOKEN

_PLAIN = str.maketrans("‘’ʼ´“”„«»‐‑‒–—−", '\'\'\'\'"""""------')  # noqa: RUF001 - these are the signs
_QUOTES = re.compile(
    r"""["'](?:(?<=")(?:[^"\n]|\n(?!\s*\n))*\""""
    r"|(?<=')(?<![^\s(\[*_]')(?!em\b)(?=\S)[^'\n]*(?:(?<=[a-z])'(?=[a-z])[^'\n]*)*(?<=\S)'"
    r"(?![^\s.,;:!?)\]*_]))"
)
"""What starts with one sign of a few is found as fast as these signs are, here and below."""

STRUCK = re.compile(
    r"^[ \t]*>[^\n]*$"
    r"|^[ \t]*#{1,6} [^\n]*$"
    r"|```.*?(?:```|\Z)|`[^`\n]*`|~~.*?(?:~~|\Z)|<!--.*?(?:-->|\Z)"
    r"|<(del|s|strike|code|pre|blockquote|q)\b[^<>]*>.*?(?:</\1>|\Z)|<[a-z/][^<>]*>"
    r"|^-{2,} ?(?:original|forwarded) message.*\Z|^-- ?$.*\Z",
    re.MULTILINE | re.DOTALL,
)
"""What a draft strikes out or hides, or takes over from elsewhere: `>` lines, code, comments."""

STRIKING = (">", "#", "`", "~~", "<", "--")
"""Signs without one of which nothing is struck out."""

_SHORT_QUOTE = 8
"""A quotation of at most so many words can name a fact; it never commits anybody."""

_BEHIND = re.compile(r"\s+([a-z']+)")
"""The word behind a quotation."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters are blanks, so that nothing moves."""

_PARTS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]")

_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""Signs that turn or hide the text around them."""

_SPLIT_WORD = re.compile("(?<=[a-zA-Z0-9])[\u200b\u200c\u200d\u2060\ufeff]+(?=[a-zA-Z0-9])")
"""Signs without width inside a word: what is read is not what is seen."""


_SPLIT = re.compile(f"({TOKEN.pattern})")


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
    struck = any(sign in text for sign in STRIKING)
    kept = STRUCK.sub(_blank, text) if struck else text
    short: list[tuple[int, int]] = []

    def reduced(found: re.Match[str]) -> str:
        if len(found[0].split()) > _SHORT_QUOTE:
            return f"{_blank(found)[:-1]}{'.' if _ends_a_sentence(found) else ' '}"
        short.append(found.span())
        return f" {found[0][1:-1]} "

    return _QUOTES.sub(reduced, kept), short


def _ends_a_sentence(quotation: re.Match[str]) -> bool:
    """Whether a quotation ends with a sentence of its own, and another one starts behind it."""
    then = _BEHIND.match(quotation.string, quotation.end())
    return quotation[0][-2] in ".!?" and then is not None and then[1] in lexicon.words("subjects")


def harmless(text: str) -> Sequence[int]:
    """Where the negations of a text stand that negate nothing, as in `no more than`."""
    negators = lexicon.words("negators")
    return [
        found.start() + word.start()
        for found in lexicon.loose("neutral").finditer(text)
        for word in TOKEN.finditer(found[0])
        if word[0] in negators
    ]


def tokenise(text: str) -> list[Token]:
    """Words, numbers, ids and currency signs of a text in normal form, spelt as they should be."""
    return list(map(Token._make, zip(*columns(text), strict=True)))


def columns(text: str) -> tuple[tuple[str, ...], Sequence[int], Sequence[int]]:
    """The same in columns: every word, where it starts, and where it ends."""
    parts = _parts(text)
    ends = [*accumulate(map(len, parts))]
    written = parts[1::2]
    return tuple(map(lexicon.spellings().get, written, written)), ends[:-1:2], ends[1::2]


def words_of(text: str) -> tuple[str, ...]:
    """Words, numbers, ids and currency signs of a text in normal form, as they are spelt."""
    return tuple(_parts(text)[1::2])


@lru_cache(maxsize=_READ)
def _parts(text: str) -> Sequence[str]:
    """What stands before the first word of a text, that word, what stands behind it, and so on."""
    return _SPLIT.split(text)


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
