"""Which of the facts that a case asks for a draft states.

A number or a day names its thing wherever it is said; an amount or a span has to be asserted. All
of them stand in a sentence that is about something letters on this case are about.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from supportops import lexicon
from supportops.casefile import CaseFile, ReplyFact
from supportops.reply.alone import on_topic, standing_alone
from supportops.reply.conflicts import Conflict, conflicts
from supportops.reply.force import Clause, Force
from supportops.reply.grammar import Sentence
from supportops.reply.hits import Hit, hits
from supportops.reply.said import Said, said
from supportops.reply.telltale import telltale
from supportops.values import TOKEN, Day, Span, Value, same, value_of

_STATED = (
    Force.ASSERTED,
    Force.DEFERRED,
    Force.REQUESTED,
    Force.CONDITIONAL,
    Force.GENERAL,
    Force.LISTED,
)
"""With what force words state a fact."""

_NAMED = (*_STATED, Force.HYPOTHETICAL, Force.ATTRIBUTED, Force.QUOTED, Force.DENIED)
"""With what force a thing is called by its name."""

_ADDING = frozenset("add adds adding".split())
"""What is added to a time is no time of its own, unless the record adds it as well."""

_BEHIND = 4
"""So many words behind a value tell what is said of it."""

_COMPANY = 1
"""How many words beside itself the sentence of a value has, at least: a label is enough."""

_INTRODUCING = frozenset(
    """for about regarding re on upon under concerning nr is it's that's here's and was until from
    since by till""".split()
)
"""What stands directly before the number, the amount or the day of something."""

_LOOKED = frozenset(
    """into over through at with end ended ending stop stopped close closed closing cancel cancelled
    check checked find found open opened read""".split()
)
"""What stands before the number of something that was looked at, or dealt with: `I went over
HL-58213`, `what happened with HL-58213`, `we can end HL-58213`."""

_RESTING = re.compile(
    r"(?:comes|came|goes|went|boils|boiled|falls|fell) (?:down|back|under|to)\b"
    r"|(?:hinges|turns|depends|rests|fails|failed) on\b"
)
"""Behind a number that its sentence is about: `HL-58213 comes down to the calendar`."""

_ACTING = frozenset("it this that we you i".split())
"""What stands behind what opens its clause: `the 9th of March it left us`, `HL-1: we sent it`."""

_ALLOTTED = re.compile(
    r"(?:are|is|have been|has been|were) (?:set aside|allowed|allotted|foreseen|reserved|granted"
    r"|given|provided|available|planned|intended)\b"
)
"""Behind a span that somebody is given: `seven days are set aside for this`."""


_NAUGHT = (("nothing",), ("none",), ("nil",))
_OURS = frozenset("we i we're we'll i'll us our".split())
"""A label says so of something, as long as it is not ours: `What you have to do: nothing`."""


class Fact(NamedTuple):
    """A required fact that is stated, and where."""

    name: str
    start: int
    end: int


class Stated(NamedTuple):
    """All that a draft states of values and facts."""

    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]
    values: tuple[Value, ...]
    worded: tuple[tuple[int, int], ...]
    """Wherever the words of a required fact stand."""


def stated(found: Sequence[Sentence], file: CaseFile) -> Stated:
    """Which facts of a file these sentences state, and what of them contradicts it."""
    values = said(found)
    lists = (*(fact.phrases for fact in file.claims), *(fact.rivals for fact in file.claims))
    places = hits(lists, [*_clauses(telltale(lists).among(found))])
    worded, rivals = places[: len(file.claims)], places[len(file.claims) :]
    alone = cache(lambda: frozenset(standing_alone(found, file)))
    facts = (
        _typed(wanted, values, alone, file) if wanted.value else _worded(wanted, there, found, file)
        for wanted, there in zip(file.claims, worded, strict=True)
    )
    return Stated(
        facts=tuple(fact for fact in facts if fact),
        conflicts=tuple(conflicts(found, values, rivals, file)),
        values=tuple(one.value for one in values),
        worded=tuple((hit.start, hit.end) for there in worded for hit in there),
    )


def _clauses(found: Iterable[Sentence]) -> Iterator[Clause]:
    """The clauses of sentences; that of a label which says `nothing` or `none` reads as one."""
    for sentence in found:
        *before, last = sentence.clauses
        if before and last.words in _NAUGHT and _OURS.isdisjoint(before[-1].words):
            label = before.pop()
            yield from before
            yield label._replace(
                tokens=label.tokens + last.tokens,
                words=label.words + last.words,
                polar=label.polar + last.polar,
                negated=False,
            )
        else:
            yield from sentence.clauses


def _typed(
    wanted: ReplyFact, values: Iterable[Said], alone: Callable[[], Container[int]], file: CaseFile
) -> Fact | None:
    value = value_of(wanted.value)
    added_to = "add" in wanted.written
    for one in values:
        if not (added_to or _ADDING.isdisjoint(one.words_before[-1:])):
            continue
        if one.states(named=wanted.named) and same(value, one.value):
            is_alone = _company(one) < _COMPANY
            if one.sentence.start in alone() if is_alone else _is_about(one, file):
                return Fact(wanted.name, one.start, one.end)
    return None


def _company(one: Said) -> int:
    """How many words, not numbers, stand beside a value in its sentence."""
    return sum(
        (token.text.isalpha() or token.text in _INTRODUCING)
        and token.text not in lexicon.words("units")
        for clause in one.sentence.clauses
        for token in clause.tokens
        if not one.start <= token.start < one.end
    )


def _worded(
    wanted: ReplyFact, places: Iterable[Hit], found: Sequence[Sentence], file: CaseFile
) -> Fact | None:
    for hit in places:
        if not wanted.named and (hit.force in _STATED or _is_name(hit, found, wanted)):
            return Fact(wanted.name, hit.start, hit.end)
        if wanted.named and any(
            one.start <= hit.start < one.end
            and hit.force in _NAMED
            and on_topic(one, (hit.start, hit.end), file)
            for one in found
        ):
            return Fact(wanted.name, hit.start, hit.end)
    return None


def _is_name(hit: Hit, found: Sequence[Sentence], wanted: ReplyFact) -> bool:
    """Whether it is all that a quotation holds, in a sentence that tells something.

    So is what stands in a quotation of the whole name that the record has.
    """
    if hit.force is not Force.QUOTED:
        return False
    name = TOKEN.findall(wanted.written.casefold()) if wanted.written[:1].isupper() else []
    return any(
        (first + 1, last - 1) == (hit.start, hit.end)
        or (first < hit.start < last and name == _between(one, first, last))
        for one in found
        if one.prose and one.start <= hit.start < one.end
        for first, last in {quote for clause in one.clauses for quote in clause.quotes}
    )


def _between(one: Sentence, first: int, last: int) -> list[str]:
    """The words of a sentence that stand between two of its characters."""
    tokens = (token for clause in one.clauses for token in clause.tokens)
    return [token.text for token in tokens if first < token.start < last]


def _is_about(one: Said, file: CaseFile) -> bool:
    """Whether a value is said of something: by the words before it, or by those around it."""
    if isinstance(one.value, Span):
        introduced = one.lasts or one.compares or _follows(_ALLOTTED, one)
    else:
        introduced = (
            not _INTRODUCING.isdisjoint(_before(one)[-1:])
            or one.is_subject
            or one.belongs
            or (isinstance(one.value, Day | str) and _opens(one))
            or (isinstance(one.value, Day) and _is_adverbial(one))
            or (isinstance(one.value, str) and one.sentence.prose and _is_spoken_of(one))
        )
    return introduced or on_topic(one.sentence, (one.start, one.end), file)


def _is_spoken_of(one: Said) -> bool:
    """Whether a number is looked into, or is what its sentence speaks of."""
    looked_at = not _LOOKED.isdisjoint(one.words_before[-1:])
    return one.is_added or looked_at or (not one.words_before and _follows(_RESTING, one))


def _opens(one: Said) -> bool:
    """Whether a day or a number is at the front of its clause, before who does something."""
    return not _before(one) and one.sentence.prose and not _ACTING.isdisjoint(one.words_after[:1])


def _is_adverbial(one: Said) -> bool:
    """Whether a day has an article and no preposition: `it falls away the 3rd of September`."""
    *_, last, article = ("", "", *one.words_before)
    return article == "the" and bool(last) and last not in lexicon.words("prepositions")


def _follows(pattern: re.Pattern[str], one: Said) -> bool:
    """Whether this stands behind a value, among the next few words."""
    return pattern.match(" ".join(one.words_after[:_BEHIND])) is not None


def _before(one: Said) -> tuple[str, ...]:
    """The words before a value, without the article of a day: `on the 8th of July`."""
    words = one.words_before
    return words[:-1] if isinstance(one.value, Day) and words[-1:] == ("the",) else words
