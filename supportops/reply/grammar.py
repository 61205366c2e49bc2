"""From a text in normal form to sentences and clauses, and what a clause does with what it says.

A negation reaches over commas until a new subject starts; a condition, to the end of its sentence.
What a clause does with a stretch of itself is its force: only what is asserted, or deferred to the
moment something has happened, commits anybody.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import takewhile, zip_longest

from supportops import lexicon
from supportops.reply.matching import places
from supportops.reply.text import Token, flowing, harmless, quotations, tokenise

_EMOJI = "\u2600-\u27bf\U0001f300-\U0001faff"
_SENTENCE = re.compile(rf"(?:[^.!?\n{_EMOJI}]|[.](?=\S))+(?:[.!?{_EMOJI}]+)?")
_CUT = re.compile(
    r"[;:]\s|\s-+\s|[()\[\]]|,\s|\s(?:but|however|although|because|yet|whereas|while)\s"
    r"|\s(?:and|so|then|as|since)\s(?:we|we've|we'll|we're|i|i've|i'll|i'm|you|you'll|you're|your|"
    r"our|it|it's|this|that|there|the|they)\s"
)
"""Where a clause ends and another starts."""

_JOINS = frozenset({"and", "or", "but", "as", "so", "because", "since"})

_MIN_PROSE_TOKENS = 4
_PROSE_SHARE = 6
"""One word in six of a real sentence, at least, is a function word."""

_SHORT = 8
"""A label and what it labels have no more words; what is longer has to read as a sentence."""

_DIRECTLY = 3
"""How near "directly before" is, in words."""

_LABEL = re.compile(r"\s*(?:[*•>-]+ |\d+[.)] )?\W*\S+(?: \S+){0,2}:\s")
"""What stands before a colon and makes a label of itself."""

_APART = re.compile(r"[:()]\s*\Z")
"""What no negation reaches over."""

_TURNS = frozenset({"but", "however", "yet"})
"""What a frame ends at."""

_BESIDE = 8
"""How near a negation denies a value, in words."""

_AUXILIARIES = frozenset("may can will must should shall is are was were has have".split())

_DENYING = re.compile(r"(?:is|are|was|were|will|does|do|be) not\b|(?:isn't|aren't|won't|doesn't)\b")

_OPEN = re.compile(r"\b(?:whether|if|unless)\b")

_YOURS = re.compile(r"\byou ?(are|'re|have|'ve)(?: (?:now|also|therefore|already|hereby))*$")

_OURS = frozenset({"we", "we've", "we'll", "we're", "i", "i've", "i'll", "i'm", "our", "my", "us"})
_REJECTING = re.compile(r"\b(?:instead of|rather than|in place of|as opposed to|in lieu of)\b")
_POLITELY = re.compile(r"\b(?:can|could|would|will) you\b|\b(?:may|might|can|could) (?:we|i)\b")
_POLITE = re.compile(
    r"\b(?:can|could|would|will) you(?: (?!(?:we|i|it|they|believe|think|imagine|say|see|like)\b)\S+)"
    r"{0,8}$|\b(?:may|might|can|could) (?:we|i)(?: (?:please|kindly|therefore|also))*"
    r" (?:ask|request|invite|trouble)(?: \S+){0,6}$"
)
"""Right before what is asked for: a request in the form of a question."""


class Force(IntEnum):
    """What a clause does with what it says, from most to least."""

    ASSERTED = 0
    DEFERRED = 1
    """True once something has happened."""
    REQUESTED = 2
    """Politely asked of the reader: it asks, and does nothing else."""
    CONDITIONAL = 3
    HYPOTHETICAL = 4
    ATTRIBUTED = 5
    """The wish or the word of somebody else."""
    GENERAL = 6
    ASKED = 7
    LISTED = 8
    """In a label or a list, where nobody says it of anything."""
    QUOTED = 9
    FRAMED = 10
    """Inside a sentence that says of it that it is not so, or not known, or somebody's story."""
    JUMBLED = 11
    """Among words that make no sentence."""
    DENIED = 12


_VOID = frozenset({Force.FRAMED, Force.JUMBLED})
"""Whatever is said with it is not said."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of one sentence, and what before it reaches into it."""

    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    polar: tuple[str, ...]
    """The same words, without the negations that negate nothing."""
    negated: bool
    force: Force
    """What its place gives it: asked, conditional, deferred or asserted."""
    quotes: tuple[tuple[int, int], ...] = ()
    """Where the short quotations of the text stand."""

    @property
    def asks(self) -> bool:
        """Whether it politely asks for something."""
        return _POLITELY.search(" ".join(self.words)) is not None

    def force_of(self, start: int, end: int) -> Force:
        """What it does with the stretch from `start` up to, not including, `end`."""
        before, after, first = self.words[:start], self.words[end:], self.words[start]
        text = " ".join(before)
        if self.force in _VOID or self._is_quoted(start):
            return self.force if self.force in _VOID else Force.QUOTED
        if self._is_denied(start) or _REJECTING.search(text):
            return Force.DENIED
        if self.force is Force.ASKED:
            return Force.REQUESTED if self._is_asked_for(text, start) else Force.ASKED
        if _is_request(text, self.words[start:end]) or _is_yours(text, first):
            return Force.ATTRIBUTED
        if before[-1:] in (("please",), ("kindly",)):
            return max(self.force, Force.REQUESTED)
        weaker = next((force for force, holds in _WEAKENED if holds(before, text)), self.force)
        return Force.DENIED if weaker is self.force and _taken_back(after) else weaker

    def value_force(self, start: int, end: int) -> Force:
        """The same for a value: only a negation beside it denies it."""
        near = _governing(self.polar[max(0, start - _BESIDE) : start])
        if not lexicon.words("negators").isdisjoint(near) or _DENYING.match(
            " ".join(self.words[end : end + 3])
        ):
            return Force.DENIED
        if self._is_quoted(start):
            return Force.QUOTED
        if self.force in _VOID or (self.force is Force.ASKED and not self.asks):
            return self.force
        return Force.ASSERTED

    def _is_denied(self, start: int) -> bool:
        """Whether a negation reaches it; of two that are joined, neither negates the other."""
        negators, before = lexicon.words("negators"), self.polar[:start]
        if self.words[start] in negators:
            return not negators.isdisjoint(since_join(before))
        return self.negated or not negators.isdisjoint(before)

    def _is_quoted(self, start: int) -> bool:
        at = self.tokens[start].start
        return any(first <= at < last for first, last in self.quotes)

    def _is_asked_for(self, text: str, start: int) -> bool:
        asks = (text, f"{text} {self.words[start]}")
        return any(map(_POLITE.search, asks))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its clauses, and whether it reads as prose."""

    clauses: tuple[Clause, ...]
    prose: bool
    start: int
    end: int

    @property
    def denies(self) -> bool:
        """Whether it denies something, or says of it that it is not so."""
        negators = lexicon.words("negators")
        return any(
            clause.force is Force.FRAMED or not negators.isdisjoint(clause.polar)
            for clause in self.clauses
        )

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
            inner = [one for one in quotes if match.start() <= one[0] < match.end()]
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
    if quotes:
        clauses = [replace(clause, quotes=quotes) for clause in clauses]
    prose = len(tokens) >= _MIN_PROSE_TOKENS and function_words * _PROSE_SHARE >= len(tokens)
    if place := _out_of_prose(raw, start, tokens, prose=prose):
        clauses = [replace(clause, force=max(clause.force, place)) for clause in clauses]
    return Sentence(
        clauses=tuple(_headed(clauses, raw, start)),
        prose=prose,
        start=start,
        end=start + len(raw),
    )


def _out_of_prose(raw: str, start: int, tokens: list[Token], *, prose: bool) -> Force | None:
    """What its form makes of what a line says that is no sentence; None if it is one."""
    if not prose and len(tokens) > _SHORT:
        return Force.JUMBLED
    return Force.LISTED if not prose or _is_label(raw, start, tokens) else None


def _is_label(raw: str, start: int, tokens: list[Token]) -> bool:
    """Whether it is a label, and what follows it names nobody and has no verb."""
    label = _LABEL.match(raw)
    if label is None:
        return False
    said = (token.text for token in tokens if token.start >= start + label.end())
    return lexicon.words("persons").isdisjoint(said)


def _headed(clauses: list[Clause], raw: str, offset: int) -> Iterator[Clause]:
    """A heading is denied where its text starts so, as in `A refund: no, that we cannot do`."""
    for clause, then in zip_longest(clauses, clauses[1:]):
        is_heading = then and raw[clause.tokens[-1].end - offset :].startswith(":")
        if is_heading and not lexicon.words("negators").isdisjoint(then.words[:_DIRECTLY]):
            yield replace(clause, negated=True)
        else:
            yield clause


def _clauses(
    raw: str, offset: int, all_tokens: list[Token], neutral: frozenset[int]
) -> Iterator[Clause]:
    asked = raw.rstrip().endswith("?")
    negated, force = False, Force.ASKED if asked else Force.ASSERTED
    framed = _has("tails", tuple(token.text for token in all_tokens))
    for tokens in _stretches(raw, offset, all_tokens):
        words = tuple(token.text for token in tokens)
        polar = tuple("" if token.start in neutral else token.text for token in tokens)
        if _starts_afresh(words) or _APART.search(raw[: tokens[0].start - offset]):
            negated = False
        own = Force.ASSERTED if asked else _led_by(words)
        if raw[: tokens[0].start - offset].rstrip().endswith(";"):
            force = Force.ASKED if asked else Force.ASSERTED
        framed = (framed and words[0] not in _TURNS) or _has("frames", words)
        led = Force.FRAMED if framed else max(force, own)
        yield Clause(tokens, words, polar, negated, led)
        force = force if words[0] == "whether" or framed else led
        if own is Force.ASSERTED:
            negated = negated or not lexicon.words("negators").isdisjoint(polar)


def _has(section: str, words: tuple[str, ...]) -> bool:
    """Whether an expression of the grammar stands among these words."""
    return next(places((lexicon.expressions(section),), words), None) is not None


def _stretches(raw: str, offset: int, tokens: list[Token]) -> Iterator[tuple[Token, ...]]:
    """The tokens of each clause of a sentence."""
    first = 0
    label = _LABEL.match(raw)
    start = label.end() if label else 0
    for cut in (*(found.start() for found in _CUT.finditer(raw, start)), len(raw)):
        last = first
        while last < len(tokens) and tokens[last].start < offset + cut:
            last += 1
        if first < last:
            yield tuple(tokens[first:last])
        first = last


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
    return first in lexicon.words("subjects") or words[0] in leads - {"and", "then"}


def since_join(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words since the last conjunction."""
    joins = [at for at, word in enumerate(words) if word in _JOINS]
    return words[joins[-1] + 1 :] if joins else words


def _governing(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words from the last auxiliary verb on: what stands before it belongs to another verb."""
    places = [at for at, word in enumerate(words) if word in _AUXILIARIES]
    return words[places[-1] :] if places else words


def _is_yours(text: str, first: str) -> bool:
    """Whether the customer is told to be doing our part: `you are refunding`."""
    found = _YOURS.search(text)
    if found is None or first in ("getting", "receiving", "having", "being"):
        return False
    return first.endswith("ing" if found[1] in ("are", "'re") else ("ed", "sent", "put", "given"))


def _is_open(_: tuple[str, ...], text: str) -> bool:
    return _OPEN.search(text) is not None


def _is_request(text: str, words: tuple[str, ...]) -> bool:
    """Whether it is the content of a request, and not what is done about one."""
    ends = any(found.end() == len(text) for found in lexicon.pattern("requests").finditer(text))
    return ends and lexicon.words("auxiliaries").isdisjoint(words)


def _is_attributed(before: tuple[str, ...], text: str) -> bool:
    """Another's word or wish; not what we ourselves have asked for or said."""
    for found in lexicon.pattern("attributed").finditer(text):
        if _OURS.isdisjoint(text[: found.start()].split()[-2:]):
            return True
    near = before[-_DIRECTLY:]
    since = next((near[at:] for at in range(len(near)) if near[at] in lexicon.words("others")), ())
    return bool(since) and _OURS.isdisjoint(since) and _JOINS.isdisjoint(since)


def _is_hypothetical(before: tuple[str, ...], _: str) -> bool:
    near = " ".join(before[-_DIRECTLY - 1 :])
    return any(found.end() == len(near) for found in lexicon.pattern("hypotheses").finditer(near))


def _is_general(_: tuple[str, ...], text: str) -> bool:
    return lexicon.pattern("generally").search(text) is not None


_WEAKENED: tuple[tuple[Force, Callable[[tuple[str, ...], str], bool]], ...] = (
    (Force.ATTRIBUTED, _is_attributed),
    (Force.HYPOTHETICAL, _is_hypothetical),
    (Force.GENERAL, _is_general),
    (Force.CONDITIONAL, _is_open),
)
"""What the words before a stretch can make of it, in the order of precedence."""


def _taken_back(after: tuple[str, ...]) -> bool:
    """What is joined on by a conjunction is another statement and takes nothing back."""
    same = takewhile(lambda word: word not in _JOINS, after)
    return bool(lexicon.pattern("taken_back").search(" ".join(same)))
