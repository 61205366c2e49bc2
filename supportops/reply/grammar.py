"""From a text in normal form to sentences and clauses, and what a clause does with what it says.

A negation reaches over commas until a new subject starts; a condition, to the end of its sentence.
What a clause does with a stretch of itself is its force: only what is asserted, or deferred to the
moment something has happened, commits anybody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import takewhile, zip_longest

from supportops import lexicon
from supportops.reply.text import Token, flowing, tokenise, unquoted

_SENTENCE = re.compile(r"(?:[^.!?\n]|[.](?=\S))+(?:[.!?]+)?")
_SEGMENT = re.compile(
    r"[;:]\s|\s-+\s|\s?[()\[\]]|(?=,\s)|\s(?=(?:but|however|although|because|yet|whereas|while)\s)"
)
_FRESH_START = re.compile(
    r"\s(?=(?:and|so|then|as|since)\s(?:we|we've|we'll|we're|i|i've|i'll|i'm|you|you'll|you're|your|"
    r"our|it|it's|this|that|there|the|they)\s)"
)
_JOINS = frozenset({"and", "or", "but", "as", "so", "because", "since"})

_MIN_PROSE_TOKENS = 4
_PROSE_SHARE = 6
"""One word in six of a real sentence, at least, is a function word."""

_DIRECTLY = 3
"""How near "directly before" is, in words."""

_OURS = frozenset({"we", "we've", "we'll", "we're", "i", "i've", "i'll", "i'm", "our", "my", "us"})
_REJECTING = re.compile(r"\b(?:instead of|rather than|in place of|as opposed to|in lieu of)\b")
_POLITELY = re.compile(r"\b(?:can|could|would|will) you\b|\b(?:may|might|can|could) (?:we|i)\b")
_POLITE = re.compile(
    r"\b(?:(?:can|could|would|will) you(?: (?:please|kindly|also|possibly|perhaps|maybe|just|now|then"
    r"|be so kind as to|be kind enough to|mind))*|(?:may|might|can|could) (?:we|i)"
    r"(?: (?:please|kindly|therefore|also))* (?:ask|request|invite|trouble)(?: \S+){0,6})$"
)
"""Right before what is asked for: a request in the form of a question."""


class Force(IntEnum):
    """What a clause does with what it says, from most to least."""

    ASSERTED = 0
    DEFERRED = 1
    """True once something has happened."""
    CONDITIONAL = 2
    HYPOTHETICAL = 3
    ATTRIBUTED = 4
    """The wish or the word of somebody else."""
    GENERAL = 5
    ASKED = 6
    DENIED = 7


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of one sentence, and what before it reaches into it."""

    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    negated: bool
    force: Force
    """What its place gives it: asked, conditional, deferred or asserted."""

    @property
    def asks(self) -> bool:
        """Whether it politely asks for something."""
        return _POLITELY.search(" ".join(self.words)) is not None

    def force_of(self, start: int, end: int) -> Force:
        """What it does with the stretch from `start` up to, not including, `end`."""
        before, after = self.words[:start], self.words[end:]
        if self.negated or _rejected(before):
            return Force.DENIED
        text = " ".join(before)
        if self.force is Force.ASKED:
            return Force.ASSERTED if _POLITE.search(text) else Force.ASKED
        if _is_attributed(before, text):
            return Force.ATTRIBUTED
        if _is_hypothetical(before, text):
            return Force.HYPOTHETICAL
        if lexicon.pattern("generally").search(text):
            return Force.GENERAL
        if _taken_back(after):
            return Force.DENIED
        return self.force


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its clauses, and whether it reads as prose."""

    clauses: tuple[Clause, ...]
    prose: bool
    start: int
    end: int

    def __len__(self) -> int:
        return sum(len(clause.words) for clause in self.clauses)


def sentences(text: str) -> list[Sentence]:
    """The distinct sentences of a text in normal form, in order, without what it quotes.

    A line break inside a paragraph is a space; an empty line or an item of a list starts afresh.
    """
    running = flowing(unquoted(text))
    found: dict[str, Sentence] = {}
    for match in _SENTENCE.finditer(running):
        key = " ".join(match[0].split())
        if key not in found and (tokens := tokenise(match[0], match.start())):
            found[key] = _sentence(match[0], match.start(), tokens)
    return list(found.values())


def _sentence(raw: str, start: int, tokens: tuple[Token, ...]) -> Sentence:
    function_words = sum(token.text in lexicon.words("prose") for token in tokens)
    asked = raw.rstrip().endswith("?")
    return Sentence(
        clauses=tuple(_headed(list(_clauses(raw, start, asked=asked)), raw, start)),
        prose=len(tokens) >= _MIN_PROSE_TOKENS and function_words * _PROSE_SHARE >= len(tokens),
        start=start,
        end=start + len(raw),
    )


def _headed(clauses: list[Clause], raw: str, offset: int) -> Iterator[Clause]:
    """A heading is denied where its text starts so: `A refund: no, that we cannot do.`"""
    for clause, then in zip_longest(clauses, clauses[1:]):
        is_heading = then and raw[clause.tokens[-1].end - offset :].startswith(":")
        if is_heading and not lexicon.words("negators").isdisjoint(then.words[:_DIRECTLY]):
            yield replace(clause, negated=True)
        else:
            yield clause


def _clauses(raw: str, offset: int, *, asked: bool) -> Iterator[Clause]:
    negated, force = False, Force.ASKED if asked else Force.ASSERTED
    for start, stretch in _stretches(raw):
        tokens = tokenise(stretch, offset + start)
        if not tokens:
            continue
        words = tuple(token.text for token in tokens)
        if _starts_afresh(words):
            negated = False
        if not asked:
            force = max(force, _led_by(words))
        yield Clause(tokens, words, negated, force)
        negated = negated or not lexicon.words("negators").isdisjoint(words)


def _stretches(raw: str) -> Iterator[tuple[int, str]]:
    """The clauses of a sentence, and where each starts in it."""
    for start, segment in _cut(raw, _SEGMENT):
        for inner, stretch in _cut(segment, _FRESH_START):
            yield start + inner, stretch


def _cut(text: str, separator: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    start = 0
    for match in separator.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def _led_by(words: tuple[str, ...]) -> Force:
    """What the first word makes of the rest of the sentence, past "and", "but" and the like."""
    first = next((word for word in words if word not in lexicon.words("leads")), "")
    if first in lexicon.words("conditions"):
        return Force.CONDITIONAL
    return Force.DEFERRED if first in lexicon.words("deferrals") else Force.ASSERTED


def _starts_afresh(words: tuple[str, ...]) -> bool:
    leads = lexicon.words("leads")
    first = next((word for word in words if word not in leads), "")
    return first in lexicon.words("subjects") or words[0] in leads - {"and", "then"}


def _rejected(before: tuple[str, ...]) -> bool:
    return not lexicon.words("negators").isdisjoint(before) or bool(
        _REJECTING.search(" ".join(before))
    )


def _is_attributed(before: tuple[str, ...], text: str) -> bool:
    """Another's word, unless we take over the sentence after it."""
    for found in lexicon.pattern("attributed").finditer(text):
        around = (*text[: found.start()].split()[-2:], *text[found.end() :].split())
        if _OURS.isdisjoint(around):
            return True
    near = before[-_DIRECTLY:]
    since = next((near[at:] for at in range(len(near)) if near[at] in lexicon.words("others")), ())
    return bool(since) and _OURS.isdisjoint(since) and _JOINS.isdisjoint(since)


def _is_hypothetical(before: tuple[str, ...], text: str) -> bool:
    near = " ".join(before[-_DIRECTLY - 1 :])
    return any(found.end() == len(near) for found in lexicon.pattern("hypotheses").finditer(near))


def _taken_back(after: tuple[str, ...]) -> bool:
    """What is joined on by a conjunction is another statement and takes nothing back."""
    same = takewhile(lambda word: word not in _JOINS, after)
    return bool(lexicon.pattern("taken_back").search(" ".join(same)))
