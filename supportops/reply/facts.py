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
from supportops.reply.known import is_derived, is_known, is_number
from supportops.reply.matching import hits
from supportops.values import Kind, Span, Value, kind_of, same, value_of, values

_SAYING = (Force.ASSERTED, Force.DEFERRED, Force.CONDITIONAL, Force.HYPOTHETICAL, Force.GENERAL)
_CREDITED: dict[Kind, tuple[Force, ...]] = {
    "number": tuple(Force),
    "day": tuple(Force),
    "amount": (*_SAYING, Force.ATTRIBUTED),
    "span": (*_SAYING, Force.ATTRIBUTED),
}
"""With what force a value has to be said to count: a number names its thing even in a question."""

_COMPANY: dict[Kind, int] = {"number": 1, "day": 3, "amount": 3, "span": 3}
"""How many words beside itself the sentence of a value has, at least."""

_DEADLINE = frozenset("within in up takes take allow for by least most next another every".split())
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
    facts, conflicts = [], list(_foreign(said, file))
    for wanted in file.claims:
        fact = _typed(wanted, said) if wanted.value else _worded(wanted, clauses)
        rival = _rival(wanted, said, clauses, file)
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
        _force(sentence, clause, first, last),
        sentence,
        clause.tokens[first].start,
        clause.tokens[last - 1].end,
        clause.words[:first],
        clause.words[last:],
    )


def _force(sentence: Sentence, clause: Clause, first: int, last: int) -> Force:
    force = clause.force_of(first, last)
    asks = force is Force.ASKED and any(part.asks for part in sentence.clauses)
    return Force.ASSERTED if asks else force


def _typed(wanted: ReplyFact, said: Iterable[Said]) -> Fact | None:
    value = value_of(wanted.value)
    kind = kind_of(value)
    for one in said:
        if (
            same(value, one.value)
            and one.force in _CREDITED[kind]
            and _company(one) >= _COMPANY[kind]
        ):
            return Fact(wanted.name, one.start, one.end)
    return None


def _company(one: Said) -> int:
    own = len(one.words_before) + len(one.words_after)
    return own + sum(
        len(clause.words)
        for clause in one.sentence.clauses
        if not clause.tokens[0].start <= one.start < clause.tokens[-1].end
    )


def _worded(wanted: ReplyFact, clauses: Sequence[Clause]) -> Fact | None:
    for hit in hits(wanted.phrases, clauses):
        if hit.force in (Force.ASSERTED, Force.DEFERRED):
            return Fact(wanted.name, hit.start, hit.end)
    return None


def _rival(
    wanted: ReplyFact, said: Sequence[Said], clauses: Sequence[Clause], file: CaseFile
) -> Conflict | None:
    """Something else in the place of a required fact."""
    for hit in hits(wanted.rivals, clauses):
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
        if (apart and any(_say_the_same(one, other) for other in right)) or _either(one, right):
            return Conflict(f"states another {wanted.name} as well", one.start, one.end)
    return None


def _say_the_same(one: Said, other: Said) -> bool:
    mine, theirs = _content(one.sentence), _content(other.sentence)
    common = len(mine & theirs)
    return common >= _PARALLEL and 2 * common >= len(mine | theirs)


def _content(sentence: Sentence) -> frozenset[str]:
    words = {word for clause in sentence.clauses for word in clause.words}
    return frozenset(word for word in words - lexicon.words("prose") if word.isalpha())


def _either(one: Said, right: Iterable[Said]) -> bool:
    """This value or the right one, in so many words."""
    return any(
        (one.words_before[-1:] == ("or",) and 0 < one.start - other.end < len(" or  EUR "))
        or (other.words_before[-1:] == ("or",) and 0 < other.start - one.end < len(" or  EUR "))
        for other in right
    )


def _foreign(said: Sequence[Said], file: CaseFile) -> Iterator[Conflict]:
    """Numbers, amounts and deadlines that stand nowhere in the case."""
    wanted = [value_of(fact.value) for fact in file.claims if fact.value]
    for one in said:
        if not any(same(value, one.value) for value in wanted) and _matters(one):
            if not is_known(one.value, file.texts, file) and not is_derived(
                one.value, file.texts, file
            ):
                yield Conflict("states what no record or article holds", one.start, one.end)


def _matters(one: Said) -> bool:
    if one.force is Force.ATTRIBUTED:
        return False
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
