"""Where a sentence is cut into clauses, and what is said along the way and taken out.

A cut is a comma or a joining word; a name, `of course` or `I'm afraid` between two commas cuts
nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from operator import attrgetter

from supportops import lexicon
from supportops.reply.text import Token

_S = r"[^\S\n]"
"""A blank: no clause runs over the end of a line."""

_JOINING = (
    r"(?:but|however|although|because|bec[aou]+se?|beca[su]+e|whereas|while"
    rf"|(?<!not\s)(?<!n't\s)(?<!cannot\s)(?<!as\s)yet){_S}"
)
_FORWARD = r"(?:and|so|then|as|since)"
_REACHING = "".join(
    rf"(?<!{word}\s)" for word in ("until", "till", "by", "to", "since", "soon", "long", "far")
)
"""Behind these such a word joins nothing: `by then we have it`."""

_SUBJECT = (
    r"(?:we|we've|we'll|we're|i|i've|i'll|i'm|you|you'll|you're|your|our|it|it's|this|that|there"
    rf"|the|they){_S}"
)
_VERB = (
    r"(?:stays|remains|keeps|continues|becomes|expires|lapses|gets|goes|will|shall|have|has|are|am"
    rf"|is|therefore|instead|now|so){_S}"
)
_CUT = re.compile(
    r"[\s,;:()\[\]](?:"
    rf"(?<={_S})(?:-+{_S}|{_JOINING}|(?={_FORWARD}){_REACHING}{_FORWARD}{_S}+{_SUBJECT}"
    rf"|(?:and|but){_S}+{_VERB})"
    rf"|(?<=[,;:]){_S}|(?<=[\[\]])|(?<=\()(?!\d{{1,2}}\))|(?<=\))(?<!\(\d\))(?<!\(\d\d\)))"
)
"""Where a clause ends and another starts: each of these starts with a sign of a few."""

LABEL = re.compile(r"\s*(?:[*•>-]+ |\d+[.)] )?\W*\S+(?:[ \t]+\S+){0,2}:\s")
"""What stands before a colon and makes a label of itself."""

_DENIAL = re.compile(r"(?:no|not|never|none)\b")
"""A text that starts so denies its label, and is a clause of its own."""

_ORDER = re.compile(r"\W*(?:(?:please|kindly) )?(?:don't|do not|never)\b")
"""What starts so is told to somebody, and no label: `Don't bin it: the courier takes it.`"""

_DENIES = re.compile(
    r"\s*(?:it|that|this|they|there|we|i|you) (?:(?:is|was|are|were|do|does|did|have|has|will|can)"
    r"(?:n't| not)|won't|can't|cannot):\s"
)
"""A statement of its own that looks like a label: `It wasn't: each amount pays for its order`."""

_BEFORE = 3
"""So many words of a clause, at least, stand before what interrupts it."""

_INSERTED = 5
"""Most words that interrupt a clause between two commas."""

MAX_SENTENCE = 70
"""A sentence of a letter has no more words; `form` sees to it."""

_OPENING = ("subjects", "leads", "conditions", "deferrals")

_start_of = attrgetter("start")


Piece = tuple[tuple[Token, ...], tuple[str, ...]]
"""A part of a sentence: its tokens, and what words these are."""


def piece_of(tokens: Iterable[Token]) -> Piece:
    """The part of a sentence with these tokens."""
    kept = tuple(tokens)
    return kept, tuple(token.text for token in kept)


def label_of(raw: str) -> re.Match[str] | None:
    """The label that a sentence starts with, if any."""
    return LABEL.match(raw) if ":" in raw else None


def cuts_of(text: str) -> Sequence[int]:
    """Where the sentences of a text may be cut."""
    return [cut.start() for cut in _CUT.finditer(text)]


def stretches(raw: str, offset: int, whole: Piece, cuts: Sequence[int]) -> Sequence[Piece]:
    """Each clause of a sentence, cut at some of these places, without what is said on the way."""
    pieces = _pieces(raw, offset, whole, cuts)
    if not _fillers().isdisjoint(whole[1]):
        pieces = [_unfilled(piece) for piece in pieces]
    if len(pieces) > 2:
        pieces = list(_rejoined(pieces, raw, offset))
    return pieces if len(whole[0]) <= MAX_SENTENCE else list(_shortened(pieces))


def _shortened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """These pieces, those that are longer than any sentence in several.

    Nothing counts in a letter that has one. What is said of a word may depend on all others of its
    clause, so that reading one without end would take time that grows faster than its length.
    """
    for tokens, words in pieces:
        for first in range(0, len(words), MAX_SENTENCE):
            part = slice(first, first + MAX_SENTENCE)
            yield tokens[part], words[part]


def _rejoined(pieces: Sequence[Piece], raw: str, offset: int) -> Iterator[Piece]:
    """These pieces; those that another one interrupts, as one."""
    at = 0
    while at < len(pieces):
        alone, said = at, [*pieces[at][0]]
        while at + 2 < len(pieces) and _is_inserted(
            said, pieces[at + 1], pieces[at + 2], raw, offset
        ):
            inserted, then = pieces[at + 1 : at + 3]
            said += then[0] if _is_parenthesis(inserted[1]) else (*inserted[0], *then[0])
            at += 2
        yield pieces[at] if at == alone else piece_of(said)
        at += 1


def _pieces(raw: str, offset: int, whole: Piece, cuts: Sequence[int]) -> Sequence[Piece]:
    """What stands between the cuts of a sentence."""
    label = label_of(raw)
    start = label.end() if label else 0
    if label and (_DENIAL.match(raw, start) or _DENIES.match(raw) or _ORDER.match(raw)):
        start = 0
    first = bisect_left(cuts, offset + start)
    last = bisect_left(cuts, offset + len(raw), first)
    if first == last:
        return (whole,)
    tokens, words = whole
    ends = [bisect_left(tokens, cut, key=_start_of) for cut in cuts[first:last]]
    return [
        (tokens[start:end], words[start:end])
        for start, end in pairwise((0, *ends, len(tokens)))
        if start < end
    ]


@cache
def _fillers() -> frozenset[str]:
    """With one of these every filler starts."""
    return lexicon.openings("fillers")


def _unfilled(piece: Piece) -> Piece:
    """The same without fillers, as in `we have gone ahead and refunded`."""
    tokens, words = piece
    text = " ".join(words)
    found = lexicon.pattern("fillers").search(text)
    if found is None or found.end() == len(text):
        return piece
    first = text[: found.start()].count(" ")
    last = first + 1 + found[0].count(" ")
    return tokens[:first] + tokens[last:], words[:first] + words[last:]


def _is_inserted(
    before: Sequence[Token], piece: Piece, after: Piece, raw: str, offset: int
) -> bool:
    """Whether a few words between two commas interrupt a clause, as a name or `of course` does."""
    tokens, words = piece
    if len(words) > _INSERTED or after[1][0] in _openers():
        return False
    ends = (before[-1].end - offset, tokens[-1].end - offset)
    if not all(raw.startswith(",", end) for end in ends):
        return False
    if any(map(str.isdigit, "".join(words))):
        return False
    return _is_parenthesis(words) or (
        len(words) < _INSERTED
        and len(before) >= _BEFORE
        and lexicon.words("persons").isdisjoint(words)
        and lexicon.words("negators").isdisjoint(words)
        and words[0] not in _openers()
    )


def _is_parenthesis(words: tuple[str, ...]) -> bool:
    return lexicon.pattern("parentheses").fullmatch(" ".join(words)) is not None


@cache
def _openers() -> frozenset[str]:
    """What starts a clause of its own."""
    return frozenset().union(*map(lexicon.words, _OPENING))
