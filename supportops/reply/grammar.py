"""From a text in normal form to sentences and clauses, and what the place of each makes of it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import filterfalse
from operator import attrgetter
from typing import NamedTuple

from supportops import lexicon
from supportops.reply.covered import Stretch
from supportops.reply.cutting import Piece, cuts_of, stretches
from supportops.reply.flow import flowing
from supportops.reply.force import Clause, Force
from supportops.reply.resuming import resumed
from supportops.reply.scope import framed, led_by, likewise, starts_afresh
from supportops.reply.telling import headed, place_of
from supportops.reply.text import Token, columns, harmless, quotations

_EMOJI = "\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff"
_SENTENCE = re.compile(rf"(?:[^.!?\n{_EMOJI}]+|[.](?=\S))+(?:[.!?{_EMOJI}]+)?")
_SMILEY = re.compile(
    r" [:;]-?[)d](?= (?:we|we've|we'll|we're|i|i've|i'll|i'm|our|your|you|the|it|this|that|please"
    r"|there|thanks)\b)"
)
"""Typed in signs, it ends a sentence as an emoji does, if another one starts behind it."""

_MIN_PROSE_TOKENS = 4
_PROSE_SHARE = 5
"""One word in five of a real sentence, at least, is a function word."""

_TERSE = 13
"""In a shorter sentence the numbers are not counted among its words."""

_TAG = re.compile(
    r",\s*(?:ok|okay|right|yes|all ?right|deal|fine|agreed|isn't it|won't it|will you|good)"
    r"\s*\?+\s*$"
)
"""What asks for no more than a nod."""

_INVERTED = re.compile(
    r"\W*(?:(?:and|but|so|or) )?(?:am|is|are|was|were|do|does|did|will|would|can|could|shall|should"
    r"|may|might|must|have|has|had|what|who|why|how|when|where|which)\b"
)
"""How a sentence starts that is a question from its first word on."""

_ANNOUNCED = re.compile(
    r"\b(?:tell (?:us|me)|(?:us|me) know|questions?|decide|choose|ask(?: you)?|yes or no):\s"
)
"""What stands before a question in a sentence that is a statement up to there."""

_TURNED = re.compile(
    r"\b(?:decide|decision|choose|choice|your hands|up to you)\b[^:;?]{0,60}[:;]\s"
    r"(?=(?:do|would|will|shall|should|may|can|could|are|is) (?:you|we|i|it|the)\b)"
    r"|;\s(?=(?:do|would|will|shall|should|may|can|could) (?:you|we|i)\b)"
)
"""The same, where only the colon or the semicolon and the verb behind it tell that one starts."""

_FINAL = frozenset("declined rejected refused perhaps maybe".split())
"""What denies its own clause only where it ends that: `your claim is declined, sent too late`."""

_APART = frozenset(":()")
"""What no negation reaches over."""


_asks = attrgetter("asks")
_token = partial(tuple.__new__, Token)
"""A token of its three parts."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its clauses, and whether it reads as prose."""

    clauses: tuple[Clause, ...]
    prose: bool
    start: int
    end: int
    content: frozenset[str]
    """The words that say what it is about."""
    denies: bool
    """Whether it denies something, or says of it that it is not so."""

    def __len__(self) -> int:
        return sum(len(clause.words) for clause in self.clauses)


class _Marks(NamedTuple):
    """What is found in a whole text at once, in order."""

    cuts: Sequence[int]
    """Where a sentence may be cut."""
    neutral: Sequence[int]
    """Where negations stand that negate nothing."""
    quotes: Sequence[Stretch]


def sentences(text: str) -> list[Sentence]:
    """The distinct sentences of a text in normal form, in order, without what it quotes.

    A line break inside a paragraph is a space; an empty line or an item of a list starts afresh.
    """
    kept, quotes = quotations(text)
    running = flowing(kept)
    if " :" in running or " ;" in running:
        running = _SMILEY.sub(lambda found: " .".ljust(len(found[0])), running)
    words, starts, ends = columns(running)
    tokens = tuple(map(_token, zip(words, starts, ends, strict=True)))
    marks = _Marks(cuts_of(running), harmless(running), quotes)
    found: dict[tuple[tuple[str, ...], str], Sentence] = {}
    first = 0
    for match in _SENTENCE.finditer(running):
        start, end = match.span()
        last = bisect_left(starts, end, first)
        here, first = slice(first, last), last
        said, sign = words[here], running[end - 1]
        if said and (said, sign) not in found:
            found[said, sign] = _sentence(match[0], start, (tokens[here], said), marks)
    return list(found.values())


def _between(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    first = bisect_left(places, start)
    return places[first : bisect_left(places, end, first)]


def _reach(clause: Clause) -> Stretch:
    return clause.tokens[0].start, clause.tokens[-1].end


def _overlapping(quotes: Sequence[Stretch], start: int, end: int) -> tuple[Stretch, ...]:
    """Those of the quotations, which stand one after the other, that share a stretch of a text."""
    if not quotes:
        return ()
    first = bisect_right(quotes, start, key=lambda quote: quote[1])
    return tuple(quotes[first : bisect_left(quotes, end, first, key=lambda quote: quote[0])])


def _sentence(raw: str, start: int, said: Piece, marks: _Marks) -> Sentence:
    prosaic, (_, words), end = lexicon.words("prose"), said, start + len(raw)
    others = [*filterfalse(prosaic.__contains__, words)]
    function_words = len(words) - len(others)
    prose = _is_prose(words, function_words)
    place = place_of(raw, start, said, function_words, prose=prose)
    clauses: Sequence[Clause] = [*_clauses(raw, start, said, marks, place or Force.ASSERTED)]
    quotes, polite = _overlapping(marks.quotes, start, end), any(map(_asks, clauses))
    if quotes or polite:
        clauses = [
            clause._replace(quotes=_overlapping(quotes, *_reach(clause)), polite=polite)
            for clause in clauses
        ]
    return Sentence(
        clauses=tuple(resumed(headed(clauses, raw, start))),
        prose=prose,
        start=start,
        end=end,
        content=frozenset(filter(str.isalpha, others)),
        denies=_denies(clauses, words),
    )


def _denies(clauses: Sequence[Clause], words: Sequence[str]) -> bool:
    """Whether one of the clauses of a sentence with these words denies, or is said not to be so."""
    if Force.FRAMED in [clause.force for clause in clauses]:
        return True
    negators = lexicon.words("negators")
    return not negators.isdisjoint(words) and not all(
        negators.isdisjoint(clause.polar) for clause in clauses
    )


def _is_prose(words: Sequence[str], function_words: int) -> bool:
    """Whether enough of these are function words; in a short sentence numbers are no words."""
    if len(words) < _MIN_PROSE_TOKENS:
        return False
    most = function_words * _PROSE_SHARE
    if len(words) <= most or len(words) >= _TERSE:
        return len(words) <= most
    spelt = sum(word[0].isalpha() for word in words)
    return len(words) < 2 * spelt and spelt <= most


def _carries_on(polar: tuple[str, ...]) -> bool:
    """Whether a negation reaches beyond its clause: not that of a verb or a hedge that ends it."""
    said = polar[:-1] if polar[-1] in _FINAL else polar
    return not lexicon.words("negators").isdisjoint(said)


def _is_question(raw: str) -> bool:
    """Whether a sentence asks, and does not only end with a tag: of `we send it, ok?`."""
    if not raw.rstrip().endswith("?"):
        return False
    return _TAG.search(raw) is None or _INVERTED.match(raw) is not None


def _question(raw: str) -> int:
    """Where in a sentence its question starts: behind a colon, if it is announced before that.

    `You have two days to tell us: may we send it?` asks one thing only.
    """
    found = _ANNOUNCED.search(raw) or (not _INVERTED.match(raw) and _TURNED.search(raw))
    return found.end() if found else 0


def _clauses(raw: str, offset: int, said: Piece, marks: _Marks, place: Force) -> Iterator[Clause]:
    asks = "?" in raw and _is_question(raw)
    question = offset + _question(raw) if asks else offset + len(raw)
    asked = question == offset
    start = Force.ASKED if asked else Force.ASSERTED
    denies = not lexicon.words("negators").isdisjoint(said[1])
    marked = denies or ";" in raw
    neutral = _between(marks.neutral, offset, offset + len(raw))
    negated, force, end = False, start, offset
    last: tuple[str, ...] = ()
    found = stretches(raw, offset, said, marks.cuts)
    for (tokens, words), frame in zip(found, framed([words for _, words in found]), strict=True):
        polar = words
        if neutral:
            polar = tuple("" if token.start in neutral else token.text for token in tokens)
        first = tokens[0].start
        if marked:
            mark, end = raw[end - offset : first - offset].rstrip()[-1:], tokens[-1].end
            if mark == ";":
                negated, force = False, start
            elif negated and (mark in _APART or starts_afresh(words)):
                negated = False
        if first >= question > offset:
            asked, start = True, Force.ASKED
            force = max(force, start)
        own = Force.ASSERTED if asked else led_by(words)
        led = Force.FRAMED if frame else max(force, own)
        yield Clause(
            tokens,
            words,
            polar,
            negated or (denies and likewise(words, last)),
            max(led, place) if place else led,
            offset,
            ascribed=frame is Force.ATTRIBUTED,
        )
        force = force if words[0] == "whether" or frame else led
        last = polar
        if denies and own is Force.ASSERTED:
            negated = negated or _carries_on(polar)
