"""The values that a draft names, where each stands, and with what force."""

import re
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from supportops.phrases import owner
from supportops.reply.bounds import bounds, ruled_out, taken_for_granted
from supportops.reply.force import Clause, Force
from supportops.reply.grammar import Sentence
from supportops.reply.known import is_number, may_be_value
from supportops.reply.telltale import told_by
from supportops.reply.unbinding import counted_over, unbinding
from supportops.values import Day, Kind, Span, Value, kind_of, values

CREDITED: dict[Kind, tuple[Force, ...]] = {
    "number": (Force.ASSERTED, Force.ASKED, Force.DENIED),
    "day": (Force.ASSERTED, Force.DENIED),
    "amount": (Force.ASSERTED,),
    "span": (Force.ASSERTED,),
}
"""With what force a value has to be said to count: a number names its thing, denied or not."""

DEADLINE = frozenset(
    """within in inside following takes take allow least most next needs need""".split()
)
"""What stands before a span of time that something is to be done in."""

LASTING = DEADLINE | frozenset(
    """another maximum during have got for over than up after add adds adding you've there's
    tight valid lasts stays waits wait give want wants requires""".split()
)
"""What stands before a span of time that is said of something."""

ELAPSED = frozenset(
    """ago after later since before past last previous late old early earlier between apart gone
    already""".split()
)
"""What stands beside a span of time that lies between two events."""

COUNTED_UP = frozenset("makes making that's had".split())
"""What stands before a span that somebody has counted: `which makes twenty days`."""

BEGUN = frozenset("begun started elapsed".split())
"""What stands before a span that is used up: `begun until today: four months`."""

RECKONED = frozenset("figure reckon reckoning count counting plan planning bank expect".split())
"""What stands before an `on` or a `with` and a span: it is to be expected."""

CARRYING_ON = frozenset("there that that's these those it it's which".split())
"""How a sentence starts that counts what the one before speaks of: `There are eight of them.`"""

COUNTED = frozenset("ago later late early earlier apart".split())
"""What stands behind one."""

NEAR = 3
"""How near a word has to be to belong to a value."""

_COMPARED = re.compile(
    r"(?:slower|longer|later|more|at (?:the )?(?:most|latest|longest)"
    r"|maximum|max|tops|or (?:less|so))\b"
)

_LASTED = re.compile(
    r"(?:it|this|that|they|he|she|you)(?:'ll| will)?"
    r" (?:last|lasts|take|takes|have|has|get|need|needs|hold|holds)\b"
    r"|for (?:that|this|it)\b"
    r"|to (?:do|send|make|get|let|tell|decide|choose|reply|answer|upload|return|post|show|use)\b"
)
"""Behind a span that is had: `twelve hours it'll last`, `ten days for that`, `to send it back`."""

_DEALT_WITH = re.compile(
    r"(?:has|had|was|were|will|shall|should|ought|can|cannot|can't|could|must|isn't|wasn't"
    r"|is(?! (?:an?|the|like|so)\b))\b"
)


class Said(NamedTuple):
    """A value where it is said."""

    value: Value
    force: Force
    sentence: Sentence
    start: int
    end: int
    words_before: tuple[str, ...]
    words_after: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether its force lets it state anything."""
        return self.force in CREDITED[kind_of(self.value)]

    def states(self, *, named: bool) -> bool:
        """Whether it states a fact, or one that only has to be named."""
        return self.counts or (named and self.force is Force.DENIED)

    @property
    def lasts(self) -> bool:
        """Whether it stands where a span of time does that is said of something."""
        near = self.words_before[-NEAR:]
        return (
            not LASTING.isdisjoint(near)
            or near[-1:] == ("by",)
            or near[-2:] == ("end", "of")
            or (near[-1:] in (("on",), ("with",)) and not RECKONED.isdisjoint(near))
            or _LASTED.match(" ".join(self.words_after[:NEAR])) is not None
        )

    @property
    def compares(self) -> bool:
        """Whether it is a span by which something is longer, or that it lasts at most."""
        return _COMPARED.match(" ".join(self.words_after[:NEAR])) is not None

    @property
    def belongs(self) -> bool:
        """Whether it is a number whose thing is named: `the trail of HL-1 stops there`."""
        return isinstance(self.value, str) and self.words_before[-NEAR::2] == ("the", "of")

    @property
    def stands_apart(self) -> bool:
        """Whether its clause is no more than the value, as between commas or behind a colon."""
        return not (self.words_before or self.words_after)

    @property
    def is_added(self) -> bool:
        """Whether its clause only names it, or its time: `you had one, HL-1 from May`."""
        return self.stands_apart or (not self.words_before and self.words_after[:1] == ("from",))

    @property
    def is_subject(self) -> bool:
        """Whether its sentence says what is done, or was, with the thing it names."""
        return _DEALT_WITH.match(" ".join(self.words_after[:NEAR])) is not None

    @property
    def has_passed(self) -> bool:
        """Whether it stands where a span does that lies between two events."""
        before, after = self.words_before[-NEAR:], self.words_after[:2]
        return (
            self.looks_back or not ELAPSED.isdisjoint((*before, *after)) or before[-1:] == ("the",)
        )

    @property
    def looks_back(self) -> bool:
        """Whether it is a span that somebody has counted up to today, or between two events."""
        before, after = self.words_before[-NEAR:], self.words_after[:1]
        return isinstance(self.value, Span) and (
            not COUNTED_UP.isdisjoint(before)
            or (not BEGUN.isdisjoint(before) and "not" not in before)
            or not COUNTED.isdisjoint(after)
            or self.words_after in (("in",), ("back",))
        )

    @property
    def is_counted_over(self) -> bool:
        """Whether it is a span that things happen in, or one of a kind: nobody is to keep it."""
        return counted_over(self.words_before, self.words_after)

    @property
    def sets_a_deadline(self) -> bool:
        """Whether it is a span that something is to be done in, not one that has passed."""
        if not isinstance(self.value, Span):
            return False
        near, after = self.words_before[-NEAR:], self.words_after[:1]
        if self.is_counted_over or unbinding(self.words_before, self.words_after):
            return False
        if near[-1:] in (("within",), ("in",)) or near[-2:] == ("up", "to"):
            return ELAPSED.isdisjoint(after) or after == ("after",)
        adds = near[-1:] == ("another",)
        return (adds or not DEADLINE.isdisjoint(near)) and ELAPSED.isdisjoint(
            (*near, *self.words_after[:2])
        )


def said(found: Sequence[Sentence]) -> list[Said]:
    """Every value of these sentences, in order; `the 18th` is of the month that was named last."""
    told: list[Said] = []
    named: Day | None = None
    for at in told_by(may_be_value, found):
        for one in _said(found[at], named, found[at - 1] if at else None):
            named = one.value if isinstance(one.value, Day) else named
            told.append(one)
    return told


def _said(sentence: Sentence, named: Day | None, last: Sentence | None) -> Iterator[Said]:
    carries_on = sentence.clauses[0].words[0] in CARRYING_ON
    clauses = last.clauses if last and carries_on else ()
    before = [word for clause in clauses for word in clause.words]
    for clause in sentence.clauses:
        if any(map(may_be_value.__getitem__, clause.words)):
            position = 0
            for found in values(clause.words, before, named):
                named = found.value if isinstance(found.value, Day) else named
                yield from _numbers(sentence, clause, position, found.first)
                yield _one(sentence, clause, found.value, found.first, found.last)
                position = found.last
            yield from _numbers(sentence, clause, position, len(clause.words))
        before.extend(clause.words)


def _numbers(sentence: Sentence, clause: Clause, first: int, last: int) -> Iterator[Said]:
    for at in compress(range(first, last), map(is_number, clause.words[first:last])):
        yield _one(sentence, clause, owner(clause.words[at]), at, at + 1)


def _one(sentence: Sentence, clause: Clause, value: Value, first: int, last: int) -> Said:
    before, after = clause.words[:first], clause.words[last:]
    force = clause.value_force(first, last)
    if force is Force.ASSERTED and ruled_out(value, before, after):
        force = Force.DENIED
    elif force in _SPARED and _may_assert(clause, first) and _SPARED[force](value, before, after):
        force = Force.ASSERTED
    start, end = clause.tokens[first].start, clause.tokens[last - 1].end
    return Said(value, force, sentence, start, end, before, after)


_SPARED = {Force.DENIED: bounds, Force.ASKED: taken_for_granted}
"""What tells that a negation or a question is not about a value."""


def _may_assert(clause: Clause, at: int) -> bool:
    """Whether neither its clause nor a quotation before it keeps a value from being asserted."""
    return clause.force <= Force.LISTED and not any(
        start <= clause.tokens[at].start for start, _ in clause.quotes
    )
