"""From a text in normal form to sentences and clauses.

A negation reaches over commas until a new subject starts; a condition, to the end of its sentence;
a frame ("it is not true that", "imagine a letter that says"), to a "but".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from supportops import lexicon
from supportops.reply.cutting import LABEL, stretches
from supportops.reply.force import Clause, Force
from supportops.reply.matching import places, section
from supportops.reply.text import Token, flowing, harmless, quotations, tokenise

_EMOJI = "\u2600-\u27bf\U0001f300-\U0001faff"
_SENTENCE = re.compile(rf"(?:[^.!?\n{_EMOJI}]|[.](?=\S))+(?:[.!?{_EMOJI}]+)?")
_MIN_PROSE_TOKENS = 4
_PROSE_SHARE = 5
"""One word in five of a real sentence, at least, is a function word."""

_JUMBLED_SHARE = 9
"""With less than one function word in nine, words make no sentence at all."""

_HEAP = 6
"""More words in a row than these, with neither a function word nor a mark between, say nothing."""

_TERSE = 13
"""In a shorter sentence the numbers are not counted among its words."""

_SHORT = 8
"""A label and what it labels have no more words; what is longer has to read as a sentence."""

_DIRECTLY = 3
"""How near "directly before" is, in words."""

_APART = re.compile(r"[:()]\s*\Z")
"""What no negation reaches over."""

_MARK = re.compile(r"[,;:()\n\u2013-]")
"""What sets words in a row apart."""

_AFRESH = frozenset("will shall have has are am is".split())
"""After an "and", an auxiliary verb with the same subject starts another statement."""

_NAMED = frozenset("you your yours us our my me this that".split())
"""Whom and what a heading may name, and still be no statement."""

_ITEM = re.compile(r"\s|[*•>-]|\d+[.)]")
"""What is no heading that starts a line, but an item of a list, which is as terse as it can be."""

_TURNS = frozenset({"but", "however", "yet"})
"""What a frame ends at."""


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


def sentences(text: str) -> list[Sentence]:
    """The distinct sentences of a text in normal form, in order, without what it quotes.

    A line break inside a paragraph is a space; an empty line or an item of a list starts afresh.
    """
    kept, quotes = quotations(text)
    running = flowing(kept)
    neutral = harmless(running)
    tokens = tokenise(running)
    found: dict[tuple[str, ...], Sentence] = {}
    first = 0
    for match in _SENTENCE.finditer(running):
        last = first
        while last < len(tokens) and tokens[last].start < match.end():
            last += 1
        own, first = tokens[first:last], last
        key = (*(token.text for token in own), match[0][-1:])
        if own and key not in found:
            inner = [one for one in quotes if one[0] < match.end() and match.start() < one[1]]
            found[key] = _sentence(match[0], match.start(), own, tuple(inner), neutral)
    return list(found.values())


def _sentence(
    raw: str,
    start: int,
    tokens: list[Token],
    quotes: tuple[tuple[int, int], ...],
    neutral: frozenset[int],
) -> Sentence:
    function_words = sum(token.text in lexicon.words("prose") for token in tokens)
    clauses = list(_clauses(raw, start, tokens, neutral))
    polite = any(clause.asks for clause in clauses)
    if quotes or polite:
        clauses = [replace(clause, quotes=quotes, polite=polite) for clause in clauses]
    spelt = sum(token.text[0].isalpha() for token in tokens)
    length = spelt if len(tokens) < min(2 * spelt, _TERSE) else len(tokens)
    prose = len(tokens) >= _MIN_PROSE_TOKENS and length <= function_words * _PROSE_SHARE
    jumbled = len(tokens) > _SHORT and (
        function_words * _JUMBLED_SHARE < len(tokens) or _heaped(raw, start, tokens)
    )
    told = prose or len(tokens) > _SHORT or _says_what_was_done(raw, tokens)
    listed = not told or _is_label(raw, start, tokens)
    if place := Force.JUMBLED if jumbled else Force.LISTED if listed else None:
        clauses = [replace(clause, force=max(clause.force, place)) for clause in clauses]
    return Sentence(
        clauses=tuple(_headed(clauses, raw, start)),
        prose=prose,
        start=start,
        end=start + len(raw),
        content=frozenset(
            token.text
            for token in tokens
            if token.text.isalpha() and token.text not in lexicon.words("prose")
        ),
        denies=any(map(_denies, clauses)),
    )


def _heaped(raw: str, start: int, tokens: list[Token]) -> bool:
    """Whether words are heaped up in it, as in a list of keywords."""
    run, last = 0, start
    for token in tokens:
        apart = _MARK.search(raw, last - start, token.start - start)
        run = 0 if token.text in lexicon.words("prose") else 1 if apart else run + 1
        if run > _HEAP:
            return True
        last = token.end
    return False


def _denies(clause: Clause) -> bool:
    negators = lexicon.words("negators")
    return clause.force is Force.FRAMED or not negators.isdisjoint(clause.polar)


def _is_label(raw: str, start: int, tokens: list[Token]) -> bool:
    """Whether it is a label, and what follows it names nobody and has no verb."""
    label = LABEL.match(raw)
    if label is None:
        return False
    said = (token.text for token in tokens if token.start >= start + label.end())
    return lexicon.words("persons").isdisjoint(said)


def _says_what_was_done(raw: str, tokens: list[Token]) -> bool:
    """Whether it says in the style of a telegram what was done, as `Claim declined` does."""
    return tokens[-1].text in lexicon.words("done") and raw.endswith(".") and ":" not in raw


def _headed(clauses: list[Clause], raw: str, offset: int) -> Iterator[Clause]:
    """A heading is a label, and denied where its text is: `A refund: no, that we cannot do`."""
    heading = label = 0
    for number, (clause, then) in enumerate(pairwise(clauses), 1):
        ends = raw[clause.tokens[-1].end - offset :].startswith(":")
        if ends and not lexicon.words("negators").isdisjoint(then.words[:_DIRECTLY]):
            heading = number
        if ends and not _ITEM.match(raw) and not _tells(clauses[:number]):
            label = number
    for number, clause in enumerate(clauses):
        listed = Force.LISTED if number < label else Force.ASSERTED
        yield replace(
            clause, negated=clause.negated or number < heading, force=max(clause.force, listed)
        )


def _tells(heading: list[Clause]) -> bool:
    """Whether a heading is a statement or a request of its own, not what its text is about."""
    said = {word for clause in heading for word in clause.words}
    return len(said) > _SHORT or not (lexicon.words("persons") - _NAMED).isdisjoint(said)


def _clauses(
    raw: str, offset: int, all_tokens: list[Token], neutral: frozenset[int]
) -> Iterator[Clause]:
    asked = raw.rstrip().endswith("?")
    negated, force = False, Force.ASKED if asked else Force.ASSERTED
    framed, frames = _framing(tuple(token.text for token in all_tokens))
    first = 0
    for tokens in stretches(raw, offset, all_tokens):
        words = tuple(token.text for token in tokens)
        polar = tuple("" if token.start in neutral else token.text for token in tokens)
        if _starts_afresh(words) or _APART.search(raw[: tokens[0].start - offset]):
            negated = False
        own = Force.ASSERTED if asked else _led_by(words)
        if raw[: tokens[0].start - offset].rstrip().endswith(";"):
            negated, force = False, Force.ASKED if asked else Force.ASSERTED
        last = first + len(tokens)
        framed = (framed and words[0] not in _TURNS) or any(first <= at < last for at in frames)
        first = last
        led = Force.FRAMED if framed else max(force, own)
        yield Clause(tokens, words, polar, negated, led, offset)
        force = force if words[0] == "whether" or framed else led
        if own is Force.ASSERTED:
            negated = negated or not lexicon.words("negators").isdisjoint(polar)


def _framing(words: tuple[str, ...]) -> tuple[bool, list[int]]:
    """Whether a tail takes back a whole sentence, and at which words frames start in it."""
    found = list(places(section("tails", "frames"), words))
    return any(not number for number, *_ in found), [at for number, at, _ in found if number]


def _led_by(words: tuple[str, ...]) -> Force:
    """What the first word makes of the rest of the sentence, past "and", "but" and the like."""
    first, then = [*(word for word in words if word not in lexicon.words("leads")), "", ""][:2]
    inverted = first in lexicon.words("inversions") and then in lexicon.words("subjects")
    if first in lexicon.words("conditions") or inverted:
        return Force.CONDITIONAL
    return Force.DEFERRED if first in lexicon.words("deferrals") else Force.ASSERTED


def _starts_afresh(words: tuple[str, ...]) -> bool:
    leads = lexicon.words("leads")
    first = next((word for word in words if word not in leads), "")
    joined = words[0] == "just" or (words[0] in ("and", "but") and first in _AFRESH)
    return joined or first in lexicon.words("subjects") or words[0] in leads - {"and", "then"}
