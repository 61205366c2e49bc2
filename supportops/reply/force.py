"""What a clause does with what it says: its force.

Only what is asserted, or deferred to the moment something has happened, commits anybody. A
negation, a condition, somebody else's wish and what takes words back weaken what they reach.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from itertools import takewhile

from supportops import lexicon
from supportops.reply.text import Token

_JOINS = frozenset({"and", "or", "but", "as", "so", "because", "since"})

_DIRECTLY = 3
"""How near "directly before" is, in words."""

_BESIDE = 8
"""How near a negation denies a value, in words."""

_AUXILIARIES = frozenset(
    "may can will must should shall is are was were has have please kindly".split()
)

_DENYING = re.compile(r"(?:is|are|was|were|will|does|do|be) not\b|(?:isn't|aren't|won't|doesn't)\b")

_OPEN = re.compile(r"\b(?:whether|if|unless)\b")

_YOURS = re.compile(r"\byou ?(are|'re|have|'ve)(?: (?:now|also|therefore|already|hereby))*$")

_OURS = frozenset({"we", "we've", "we'll", "we're", "i", "i've", "i'll", "i'm", "our", "my", "us"})

_REJECTING = re.compile(r"\b(?:instead of|rather than|in place of|as opposed to|in lieu of)\b")

_TOO = re.compile(r"\btoo (?:\S+ ){1,10}to(?: \S+){0,2}$")
"""Right before the verb of what is not done: `too much time has gone by to refund it`."""

_SUBJECT = frozenset("we i you it they we're i'm you're we'll i'll you'll".split())
_POLITELY = re.compile(r"\b(?:can|could|would|will) you\b|\b(?:may|might|can|could) (?:we|i)\b")

_POLITE = re.compile(
    r"\b(?:can|could|would|will) you"
    r"(?: (?!(?:we|i|it|they|believe|think|imagine|say|see|like)\b)\S+){0,8}$"
    r"|\b(?:may|might|can|could) (?:we|i)(?: (?:please|kindly|therefore|also))*"
    r" (?:ask|request|invite|trouble|get|have|beg)(?: \S+){0,6}$"
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
    sentence: int = 0
    """Where its sentence starts."""
    polite: bool = False
    """Whether its sentence is a question that politely asks for something."""
    quotes: tuple[tuple[int, int], ...] = ()
    """Where the short quotations of the text stand."""

    @property
    def asks(self) -> bool:
        """Whether it politely asks for something."""
        return _POLITELY.search(" ".join(self.words)) is not None

    def force_of(self, start: int, end: int) -> Force:
        """What it does with the stretch from `start` up to, not including, `end`."""
        before, first = self.words[:start], self.words[start]
        text = " ".join(before)
        if self.force in _VOID or self._is_quoted(start):
            return self.force if self.force in _VOID else Force.QUOTED
        if self._is_set_aside(start, end) or _is_rejected(text):
            return Force.DENIED
        if self.force is Force.ASKED:
            return Force.REQUESTED if self._is_asked_for(text, start) else Force.ASKED
        if _is_request(text, self.words[start:end]) or _is_yours(text, first):
            return Force.ATTRIBUTED
        if before[-1:] in (("please",), ("kindly",)):
            return max(self.force, Force.REQUESTED)
        weaker = next((force for force, holds in _WEAKENED if holds(before, text)), self.force)
        return max(weaker, _afterwards(self.polar[end:])) if weaker is self.force else weaker

    def value_force(self, start: int, end: int) -> Force:
        """The same for a value: only a negation beside it denies it."""
        near = _governing(self.polar[max(0, start - _BESIDE) : start])
        if not lexicon.words("negators").isdisjoint(near) or _DENYING.match(
            " ".join(self.words[end : end + 3])
        ):
            return Force.DENIED
        if self._is_quoted(start):
            return Force.QUOTED
        if self.force in _VOID or (self.force is Force.ASKED and not self.polite):
            return self.force
        return Force.ASSERTED

    def _is_denied(self, start: int) -> bool:
        """Whether a negation reaches it; of two that are joined, neither negates the other."""
        negators, before = lexicon.words("negators"), self.polar[:start]
        if self.words[start] in negators:
            return not negators.isdisjoint(since_join(before))
        return self.negated or not negators.isdisjoint(before)

    def _is_set_aside(self, start: int, end: int) -> bool:
        """Whether a negation reaches it, or a `too` that says as much."""
        if self._is_denied(start):
            return True
        found = _TOO.search(" ".join(self.words[: end - 1]))
        return found is not None and found.start() < len(" ".join(self.words[:start]))

    def _is_quoted(self, start: int) -> bool:
        at = self.tokens[start].start
        return any(first <= at < last for first, last in self.quotes)

    def _is_asked_for(self, text: str, start: int) -> bool:
        asks = (text, f"{text} {self.words[start]}")
        goes_on = self.polite and not self.asks and self.words[0] not in lexicon.words("subjects")
        return goes_on or any(map(_POLITE.search, asks))


def _is_rejected(text: str) -> bool:
    """Whether it is what something else is done instead of: `instead of X you get Y` ends at X."""
    found = _REJECTING.search(text)
    return found is not None and _SUBJECT.isdisjoint(text[found.end() :].split())


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
    near, known = before[-_DIRECTLY - 1 :], lexicon.pattern("hypotheses")
    return any(known.fullmatch(" ".join(near[at:])) for at in range(len(near)))


def _is_general(_: tuple[str, ...], text: str) -> bool:
    return lexicon.pattern("generally").search(text) is not None


_WEAKENED: tuple[tuple[Force, Callable[[tuple[str, ...], str], bool]], ...] = (
    (Force.ATTRIBUTED, _is_attributed),
    (Force.HYPOTHETICAL, _is_hypothetical),
    (Force.GENERAL, _is_general),
    (Force.CONDITIONAL, _is_open),
)
"""What the words before a stretch can make of it, in the order of precedence."""


def _afterwards(after: tuple[str, ...]) -> Force:
    """What the words behind it make of it, up to a conjunction: there starts another matter."""
    rest = " ".join(takewhile(lambda word: word not in _JOINS, after))
    if lexicon.pattern("taken_back").search(rest):
        return Force.DENIED
    if found := lexicon.pattern("imagined").search(rest):
        told = not lexicon.words("subjects").isdisjoint(rest[: found.start()].split()[-1:])
        return Force.ASSERTED if told else Force.HYPOTHETICAL
    return Force.CONDITIONAL if lexicon.pattern("conditioned").search(rest) else Force.ASSERTED
