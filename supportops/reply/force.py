"""A clause, and what it does with what it says: its force.

Only what is asserted, or deferred to the moment something has happened, commits anybody. A
negation, a condition, somebody else's wish and what takes words back weaken what they reach.
"""

import re
from functools import cache
from typing import NamedTuple

from supportops import lexicon
from supportops.reply.covered import Stretch
from supportops.reply.known import is_number
from supportops.reply.modality import (
    DIRECTLY,
    JOINS,
    Force,
    afterwards,
    is_fronted,
    is_request,
    is_untaken,
    since_join,
    weakened,
)
from supportops.reply.plain import may_imagine, may_shade, may_turn
from supportops.reply.sparing import spares
from supportops.reply.text import Token

__all__ = ["Clause", "Force"]

_BESIDE = 8
"""How near a negation denies a value, in words."""

_AUXILIARIES = frozenset(
    "may can will must should shall is are was were has have please kindly".split()
)

_DENYING = re.compile(r"(?:is|are|was|were|will|does|do|be) not\b|(?:isn't|aren't|won't|doesn't)\b")

_MEANWHILE = re.compile(r"\b(?:for|over|during|in) the (?:next|coming|following)$")
"""Before a span in which something is not so: the span itself is not denied."""

_YOURS = re.compile(r"\byou ?(are|'re|have|'ve)(?: (?:now|also|therefore|already|hereby))*$")

_REJECTING = re.compile(r"\b(?:instead of|rather than|in place of|as opposed to|in lieu of)\b")

_TOO = re.compile(r"\btoo (?:\S+ ){1,10}to(?: \S+){0,2}$")
"""Right before the verb of what is not done: `too much time has gone by to refund it`."""

_EITHER = frozenset({"neither", "nor"})
"""What denies several things at once, and none of them by another one."""

_FIRST = frozenset({"before", "until", "till"})
"""What is denied lasts to there: `we can't start before we know that it is you`."""

_TURNING = ("reject", "refus", "declin")
"""What is not done behind a `nor`: `we neither accept nor reject your claim`."""

_HEDGES = frozenset({"perhaps", "maybe"})

_UNDONE = frozenset("not don't doesn't didn't dont".split())
"""What denies the verb behind it."""

_SUBJECT = frozenset("we i you it they we're i'm you're we'll i'll you'll".split())
_POLITELY = re.compile(
    r" (?:(?=you\b)(?:(?<=\bcan )|(?<=\bcould )|(?<=\bwould )|(?<=\bwill ))"
    r"|(?=(?:we|i)\b)(?:(?<=\bmay )|(?<=\bmight )|(?<=\bcan )|(?<=\bcould )))"
)
"""Between an auxiliary verb and its subject, as in `can you`."""

_POLITE = re.compile(
    r"\b(?:can|could|would|will) you"
    r"(?: (?!(?:we|i|it|they|believe|think|imagine|say|see|like)\b)\S+){0,8}$"
    r"|\b(?:may|might|can|could) (?:we|i)(?: (?:please|kindly|therefore|also))*"
    r" (?:ask|request|invite|trouble|get|have|beg)(?: \S+){0,6}$"
)
"""Right before what is asked for: a request in the form of a question."""

_OBLIGED = re.compile(
    r"\b(?:grateful|obliged|thankful|glad|appreciate it|appreciated|kind|great|helpful|help us|nice"
    r"|please|good) if you (?:would|could|can|will)?\b"
    r"|\byou are (?:\w+ly )?(?:asked|requested|invited|urged) to\b"
)
"""Before what is asked for as well, outside of a question: `we should be obliged if you would`."""


_VOID = frozenset({Force.FRAMED, Force.JUMBLED})
"""Whatever is said with it is not said."""


class Clause(NamedTuple):
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
    quotes: tuple[Stretch, ...] = ()
    """The short quotations in it, one after the other."""

    ascribed: bool = False
    """Whether it is framed as what the customer says: that names their order all the same."""

    @property
    def asks(self) -> bool:
        """Whether it politely asks for something."""
        return _POLITELY.search(" ".join(self.words)) is not None

    def force_of(self, start: int, end: int) -> Force:
        """What it does with the stretch from `start` up to, not including, `end`."""
        return self.force if self._is_plain(start, end) else self._force_among(start, end)

    def _force_among(self, start: int, end: int) -> Force:
        before, first = self.words[:start], self.words[start]
        text = " ".join(before)
        if self.force in _VOID or self._is_quoted(start):
            return self.force if self.force in _VOID else Force.QUOTED
        if self._is_set_aside(start, end) or _is_rejected(text):
            return Force.DENIED
        if self.force is Force.ASKED:
            return Force.REQUESTED if self._is_asked_for(text, start, end) else Force.ASKED
        if is_request(before, self.words[start:end]) or _is_yours(text, first):
            return Force.ATTRIBUTED
        if before[-1:] in (("please",), ("kindly",)) or _OBLIGED.search(text):
            return max(self.force, Force.REQUESTED)
        weaker = weakened(before, " ".join(self.words[start : end - 1]), self.force)
        plain = weaker is self.force and not is_untaken(text, self.words[end:])
        return max(weaker, afterwards(self.polar[end:])) if plain else weaker

    def _is_plain(self, start: int, end: int) -> bool:
        """Whether a stretch stands among no words that can make less of it."""
        return not (
            self.negated
            or self.quotes
            or self.force is Force.ASKED
            or any(map(may_shade, self.words[:start]))
            or any(map(may_turn, self.polar[end:]))
            or any(map(may_imagine, self.words[start : end - 1]))
        )

    def value_force(self, start: int, end: int) -> Force:
        """The same for a value: only a negation beside it denies it."""
        if self._is_denied_beside(start) or _DENYING.match(" ".join(self.words[end : end + 3])):
            return Force.DENIED
        if self._is_quoted(start):
            return Force.QUOTED
        wished = "wish" in self.words[:DIRECTLY] and self.words[start - 1] == "about"
        if (self.ascribed or wished) and end == start + 1 and is_number(self.words[start]):
            return Force.ASSERTED
        if self.force in _VOID or (self.force is Force.ASKED and not self.polite):
            return self.force
        return Force.ASSERTED

    def negation(self, start: int, end: int) -> int | None:
        """Where in its text the negation stands that directly denies a stretch, if any."""
        nearest = max(0, start - DIRECTLY)
        if lexicon.words("negators").isdisjoint(self.polar[nearest:start]):
            return None
        if self.words[start] == "nor" or self.words[start] in _FIRST or self._joins(start, end):
            return None
        negators = _denying(twice=self.words[start] in lexicon.words("negators"))
        for at in range(start - 1, nearest - 1, -1):
            if self.polar[at] in JOINS or self.polar[at] in _FIRST:
                return None
            if self.polar[at] in negators:
                return None if spares(self.words, at, start, end) else self.tokens[at].start
        return None

    def _joins(self, start: int, end: int) -> bool:
        """Whether it runs into a denial of its own, as in `(no) money off and no postage`."""
        said = self.polar[start:end]
        if "nor" in said:
            return True
        return "and" in said and not _denying(twice=True).isdisjoint(said[said.index("and") :])

    def _is_denied(self, start: int) -> bool:
        """Whether a negation reaches it; of two that are joined, neither negates the other."""
        negators, before = lexicon.words("negators"), self.polar[:start]
        if self.words[start] == "nor":
            return False
        if self.words[start] in negators:
            joined = before[-1:] == ("nor",) and self.words[start].startswith(_TURNING)
            return joined or not _denying(twice=True).isdisjoint(since_join(before))
        return self.negated or not negators.isdisjoint(before)

    def _is_denied_beside(self, start: int) -> bool:
        """Whether a negation near before it belongs to its verb, and it is no span from now on."""
        near, negators = self.polar[max(0, start - _BESIDE) : start], lexicon.words("negators")
        if negators.isdisjoint(near) or negators.isdisjoint(_governing(near)):
            return False
        return _MEANWHILE.search(" ".join(self.words[max(0, start - DIRECTLY) : start])) is None

    def _is_set_aside(self, start: int, end: int) -> bool:
        """Whether a negation reaches it, before it or behind it, or a `too` that says as much."""
        if self._is_denied(start) or is_fronted(
            self.polar[:start], self.words[start:end], self.polar[end:]
        ):
            return True
        found = _TOO.search(" ".join(self.words[: end - 1]))
        return found is not None and found.start() < len(" ".join(self.words[:start]))

    def _is_quoted(self, start: int) -> bool:
        at = self.tokens[start].start
        return any(first <= at < last for first, last in self.quotes)

    def _is_asked_for(self, text: str, start: int, end: int) -> bool:
        asks = (text, f"{text} {self.words[start]}", " ".join(self.words[:end]))
        goes_on = self.polite and not self.asks and self.words[0] not in _SUBJECT
        return goes_on or any(map(_POLITE.search, asks))


@cache
def _denying(*, twice: bool) -> frozenset[str]:
    """What denies outright; and, where a negation follows, what may deny that."""
    return lexicon.words("negators") - _HEDGES - (_EITHER if twice else frozenset())


def _is_rejected(text: str) -> bool:
    """Whether it is what something else is done instead of: `instead of X you get Y` ends at X."""
    found = _REJECTING.search(text)
    return found is not None and _SUBJECT.isdisjoint(text[found.end() :].split())


def _governing(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words from the last auxiliary verb on: what stands before it belongs to another verb.

    Behind a negation, `have` is no auxiliary: `you do not have 10 days`.
    """
    full = words[-1:] == ("have",) and not _UNDONE.isdisjoint(words[-2:-1])
    places = [at for at, word in enumerate(words[:-1] if full else words) if word in _AUXILIARIES]
    return words[places[-1] :] if places else words


def _is_yours(text: str, first: str) -> bool:
    """Whether the customer is told to be doing our part: `you are refunding`."""
    found = _YOURS.search(text)
    if found is None or first in ("getting", "receiving", "having", "being"):
        return False
    return first.endswith("ing" if found[1] in ("are", "'re") else ("ed", "sent", "put", "given"))
