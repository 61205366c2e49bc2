"""The typed values of a draft: which required facts they state, and what they contradict.

A number names its thing wherever it stands. An amount or a span has to be asserted, and in a
sentence that says something about it. A value that stands in no record, or that is put in the place
of another in a parallel sentence, contradicts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from supportops import lexicon
from supportops.casefile import CaseFile, ReplyFact
from supportops.reply.grammar import Clause, Force, Sentence
from supportops.reply.hits import Hit, hits
from supportops.reply.known import is_derived, is_known, is_number, stems, vocabulary
from supportops.values import Kind, Span, Value, kind_of, same, value_of, values

_CREDITED: dict[Kind, tuple[Force, ...]] = {
    "number": tuple(Force),
    "day": tuple(Force),
    "amount": (Force.ASSERTED, Force.QUOTED),
    "span": (Force.ASSERTED, Force.QUOTED),
}
"""With what force a value has to be said to count: a number names its thing even in a question."""

_STATED = (Force.ASSERTED, Force.DEFERRED, Force.LISTED, Force.QUOTED)
"""With what force words state a fact."""

_COMPANY = 1
"""How many words beside itself the sentence of a value has, at least: a label is enough."""

_DEADLINE = frozenset(
    "within in up takes take allow for least most next another needs need".split()
)
_ELAPSED = frozenset("ago after later since before past late old early earlier between".split())
_PARALLEL = 2
"""Two sentences that share so many words, and half of all their words, say the same."""


class Said(NamedTuple):
    """A value where it is said."""

    value: Value
    force: Force
    sentence: Sentence
    start: int
    end: int
    words_before: tuple[str, ...]
    words_after: tuple[str, ...]


class Fact(NamedTuple):
    """A required fact that is stated, and where."""

    name: str
    start: int
    end: int


class Conflict(NamedTuple):
    """What is stated against the records or against itself, and where."""

    why: str
    start: int
    end: int


class Stated(NamedTuple):
    """All that a draft states of values and facts."""

    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]
    values: tuple[Value, ...]


def stated(found: Sequence[Sentence], file: CaseFile) -> Stated:
    """Which facts of a file these sentences state, and what of them contradicts it."""
    said = [one for sentence in found for one in _said(sentence)]
    clauses = [clause for sentence in found for clause in sentence.clauses]
    facts, conflicts = [], [*_foreign(said, file), *_contradictions(found)]
    worded = hits(tuple(fact.phrases for fact in file.claims), clauses)
    rivals = hits(tuple(fact.rivals for fact in file.claims), clauses)
    for wanted, places, others in zip(file.claims, worded, rivals, strict=True):
        fact = _typed(wanted, said, file) if wanted.value else _worded(wanted, places, found, file)
        rival = _rival(wanted, said, others, file)
        if rival:
            conflicts.append(rival)
        elif fact:
            facts.append(fact)
    return Stated(tuple(facts), tuple(conflicts), tuple(one.value for one in said))


def _said(sentence: Sentence) -> Iterator[Said]:
    for clause in sentence.clauses:
        position = 0
        for found in values(clause.words):
            yield from _numbers(sentence, clause, position, found.first)
            yield _one(sentence, clause, found.value, found.first, found.last)
            position = found.last
        yield from _numbers(sentence, clause, position, len(clause.words))


def _numbers(sentence: Sentence, clause: Clause, first: int, last: int) -> Iterator[Said]:
    for at in range(first, last):
        if is_number(clause.words[at]):
            yield _one(sentence, clause, clause.words[at], at, at + 1)


def _one(sentence: Sentence, clause: Clause, value: Value, first: int, last: int) -> Said:
    return Said(
        value,
        clause.value_force(first, last),
        sentence,
        clause.tokens[first].start,
        clause.tokens[last - 1].end,
        clause.words[:first],
        clause.words[last:],
    )


def _typed(wanted: ReplyFact, said: Iterable[Said], file: CaseFile) -> Fact | None:
    value = value_of(wanted.value)
    kind = kind_of(value)
    for one in said:
        if same(value, one.value) and one.force in _CREDITED[kind] and _company(one) >= _COMPANY:
            return Fact(wanted.name, one.start, one.end)
    return None


def _company(one: Said) -> int:
    own = len(one.words_before) + len(one.words_after)
    return own + sum(
        len(clause.words)
        for clause in one.sentence.clauses
        if not clause.tokens[0].start <= one.start < clause.tokens[-1].end
    )


def _worded(
    wanted: ReplyFact, places: Iterable[Hit], found: Sequence[Sentence], file: CaseFile
) -> Fact | None:
    for hit in places:
        if not wanted.named and hit.force in _STATED:
            return Fact(wanted.name, hit.start, hit.end)
        if wanted.named and any(
            one.start <= hit.start < one.end and _on_topic(one, file) for one in found
        ):
            return Fact(wanted.name, hit.start, hit.end)
    return None


def _on_topic(sentence: Sentence, file: CaseFile) -> bool:
    """Whether a sentence of some length has a word in common with what can be read in the case."""
    content = stems(_content(sentence) - lexicon.words("fillers"))
    return len(content) < _PARALLEL or not content.isdisjoint(vocabulary(file))


def _rival(
    wanted: ReplyFact, said: Sequence[Said], others: Iterable[Hit], file: CaseFile
) -> Conflict | None:
    """Something else in the place of a required fact."""
    for hit in others:
        if hit.force is not Force.DENIED:
            return Conflict(f"states another {wanted.name}", hit.start, hit.end)
    return _parallel(wanted, said, file) if wanted.value else None


def _parallel(wanted: ReplyFact, said: Sequence[Said], file: CaseFile) -> Conflict | None:
    """Another value of the same kind, in a sentence that says the same as that of the right one."""
    value = value_of(wanted.value)
    kind = kind_of(value)
    if kind == "number":
        return None
    required = [value_of(fact.value) for fact in file.claims if fact.value]
    alike = [one for one in said if kind_of(one.value) == kind and one.force is not Force.DENIED]
    right = [one for one in alike if same(value, one.value)]
    places = {one.sentence.start for one in right}
    for one in alike:
        if any(same(other, one.value) for other in required):
            continue
        apart = one.sentence.start not in places
        if (apart and any(_say_the_same(one, other) for other in right)) or (
            _either(one, right) or (isinstance(value, Span) and _is_deadline(one, value))
        ):
            return Conflict(f"states another {wanted.name} as well", one.start, one.end)
    return None


def _is_deadline(one: Said, wanted: Span) -> bool:
    """Whether a span is set as another deadline than the one wanted, in days or in hours alike."""
    assert isinstance(one.value, Span)
    alike = {one.value.unit, wanted.unit}
    comparable = len(alike) == 1 or alike <= {"day", "business day", "hour"}
    return comparable and one.force is Force.ASSERTED and _sets_a_deadline(one)


def _sets_a_deadline(one: Said) -> bool:
    near, after = one.words_before[-3:], one.words_after[:1]
    if one.words_before[-1:] in (("within",), ("in",)) or one.words_before[-2:] == ("up", "to"):
        return _ELAPSED.isdisjoint(after) or after == ("after",)
    return not _DEADLINE.isdisjoint(near) and _ELAPSED.isdisjoint((*near, *one.words_after[:2]))


def _say_the_same(one: Said, other: Said) -> bool:
    mine, theirs = _content(one.sentence), _content(other.sentence)
    common = len(mine & theirs)
    return common >= _PARALLEL and 2 * common >= len(mine | theirs)


def _content(sentence: Sentence) -> frozenset[str]:
    words = {word for clause in sentence.clauses for word in clause.words}
    return frozenset(word for word in words - lexicon.words("prose") if word.isalpha())


def _either(one: Said, right: Iterable[Said]) -> bool:
    """Whether a value is offered beside the right one, as in `2 days or 5 days`."""
    return any(
        (one.words_before[-1:] == ("or",) and 0 < one.start - other.end < len(" or  EUR "))
        or (other.words_before[-1:] == ("or",) and 0 < other.start - one.end < len(" or  EUR "))
        for other in right
    )


def _contradictions(found: Sequence[Sentence]) -> Iterator[Conflict]:
    """A sentence that says what another denies, in the same words."""
    said: dict[frozenset[str], tuple[bool, Sentence]] = {}
    for sentence in found:
        content = _content(sentence) - lexicon.words("negators")
        before = said.setdefault(content, (sentence.denies, sentence))
        if len(content) > _PARALLEL and before[0] != sentence.denies:
            yield Conflict("says something and denies it", sentence.start, sentence.end)


def _foreign(said: Sequence[Said], file: CaseFile) -> Iterator[Conflict]:
    """Numbers, amounts and deadlines that stand nowhere in the case, and days where one is due."""
    wanted = [value_of(fact.value) for fact in file.claims if fact.value]
    days = {kind_of(value) for value in wanted} >= {"day"} and not any(
        same(value, one.value) for value in wanted if kind_of(value) == "day" for one in said
    )
    for one in said:
        if any(same(value, one.value) for value in wanted):
            continue
        if not _matters(one) and not (days and kind_of(one.value) == "day"):
            continue
        if not is_known(one.value, file.texts, file) and not is_derived(one.value, file):
            yield Conflict("states what no record or article holds", one.start, one.end)


def _matters(one: Said) -> bool:
    if isinstance(one.value, Span):
        if one.value.unit == "minute":
            return False
        near = one.words_before[-3:]
        return not _DEADLINE.isdisjoint(near) and _ELAPSED.isdisjoint((*near, *one.words_after[:2]))
    kind = kind_of(one.value)
    if kind == "number":
        return bool(re.search(r"[a-z].*\d|\d.*[a-z]", str(one.value))) or one.words_before[-1:] in (
            ("ending",),
            ("in",),
        )
    return kind == "amount"
