"""Where a sentence is cut into clauses, and what is said along the way and taken out.

A cut is a comma or a joining word; a name, `of course` or `I'm afraid` between two commas cuts
nothing.
"""

import re
from collections.abc import Iterator

from supportops import lexicon
from supportops.reply.text import Token

_CUT = re.compile(
    r"[;:]\s|\s-+\s|\((?!\d{1,2}\))|(?<!\(\d)(?<!\(\d\d)\)|[\[\]]|,\s|\s(?:but|however|although|because|bec[aou]+se?|beca[su]+e|yet|whereas|while)\s"
    r"|(?<!until)(?<!till)(?<!by)(?<!to)(?<!since)(?<!soon)(?<!long)(?<!far)"
    r"\s(?:and|so|then|as|since)\s+(?:we|we've|we'll|we're|i|i've|i'll|i'm|you|you'll|you're|your|"
    r"our|it|it's|this|that|there|the|they)\s"
    r"|\s(?:and|but)\s+(?:stays|remains|keeps|continues|becomes|expires|lapses|gets|goes|will|shall|have|has|are|am|is|therefore|instead|now|so)\s"
)
"""Where a clause ends and another starts."""

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

_OPENING = ("subjects", "leads", "conditions", "deferrals")


def stretches(raw: str, offset: int, tokens: list[Token]) -> Iterator[tuple[Token, ...]]:
    """The tokens of each clause of a sentence, without what is said along the way."""
    pieces = [_unfilled(piece) for piece in _pieces(raw, offset, tokens)]
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        while at + 2 < len(pieces) and _is_inserted(
            pieces[at], pieces[at + 1], pieces[at + 2], raw, offset
        ):
            inserted = () if _is_parenthesis(pieces[at + 1]) else pieces[at + 1]
            piece = (*piece, *inserted, *pieces[at + 2])
            at += 2
            pieces[at] = piece
        yield piece
        at += 1


def _pieces(raw: str, offset: int, tokens: list[Token]) -> Iterator[tuple[Token, ...]]:
    """The tokens between the cuts of a sentence."""
    first = 0
    label = LABEL.match(raw)
    start = label.end() if label else 0
    if label and (_DENIAL.match(raw, start) or _DENIES.match(raw) or _ORDER.match(raw)):
        start = 0
    for cut in (*(found.start() for found in _CUT.finditer(raw, start)), len(raw)):
        last = first
        while last < len(tokens) and tokens[last].start < offset + cut:
            last += 1
        if first < last:
            yield tuple(tokens[first:last])
        first = last


def _unfilled(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens without fillers, as in `we have gone ahead and refunded`."""
    words = " ".join(token.text for token in tokens)
    found = lexicon.pattern("fillers").search(words)
    if found is None or found.end() == len(words):
        return tokens
    first = words[: found.start()].count(" ")
    return tokens[:first] + tokens[first + 1 + found[0].count(" ") :]


def _is_inserted(
    before: tuple[Token, ...],
    piece: tuple[Token, ...],
    after: tuple[Token, ...],
    raw: str,
    offset: int,
) -> bool:
    """Whether a few words between two commas interrupt a clause, as a name or `of course` does."""
    if len(piece) > _INSERTED:
        return False
    marks = (raw[before[-1].end - offset :][:1], raw[piece[-1].end - offset :][:1])
    if marks != (",", ",") or _opens(after[0].text):
        return False
    words = {token.text for token in piece}
    if any(char.isdigit() for word in words for char in word):
        return False
    return _is_parenthesis(piece) or (
        len(piece) < _INSERTED
        and len(before) >= _BEFORE
        and words.isdisjoint(lexicon.words("persons") | lexicon.words("negators"))
        and not _opens(piece[0].text)
    )


def _is_parenthesis(piece: tuple[Token, ...]) -> bool:
    return (
        lexicon.pattern("parentheses").fullmatch(" ".join(token.text for token in piece))
        is not None
    )


def _opens(word: str) -> bool:
    """Whether a word starts a clause of its own."""
    return any(word in lexicon.words(name) for name in _OPENING)
