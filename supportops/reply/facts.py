"""The typed values of a draft: which required facts they state, and what they contradict.

A number names its thing wherever it stands. An amount or a span has to be asserted, and in a
sentence that says something about it. A value that stands in no record, or that is put in the place
of another in a parallel sentence, contradicts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from supportops import lexicon
from supportops.casefile import CaseFile, ReplyFact
from supportops.reply.grammar import Clause, Force, Sentence
from supportops.reply.hits import Hit, hits
from supportops.reply.known import is_derived, is_known, is_number, stems, topics
from supportops.values import Kind, Span, Value, kind_of, same, value_of, values

_CREDITED: dict[Kind, tuple[Force, ...]] = {
    "number": (Force.ASSERTED, Force.DENIED),
    "day": (Force.ASSERTED, Force.DENIED),
    "amount": (Force.ASSERTED,),
    "span": (Force.ASSERTED,),
}
"""With what force a value has to be said to count: a number names its thing, denied or not."""

_STATED = (
    Force.ASSERTED,
    Force.DEFERRED,
    Force.REQUESTED,
    Force.CONDITIONAL,
    Force.LISTED,
)
"""With what force words state a fact."""

_NAMED = (*_STATED, Force.HYPOTHETICAL, Force.ATTRIBUTED, Force.GENERAL, Force.QUOTED, Force.DENIED)
"""With what force a thing is called by its name."""

_COMPANY = 1
"""How many words beside itself the sentence of a value has, at least: a label is enough."""

_DEADLINE = frozenset(
    """within in inside during following have got up takes take allow for over least most next another
    needs need""".split()
)
_INTRODUCING = frozenset(
    "for about regarding re on under concerning nr is and was until from since by".split()
)
"""What stands directly before the number, the amount or the day of something."""

_NEAR = 3
"""How near a word has to be to belong to a value."""

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
    facts, conflicts = [], [*_foreign(said, file), *_contradictions(found), *_rewritten(said)]
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
    credited = _CREDITED[kind_of(value)]
    for one in said:
        meant = same(value, one.value) and one.force in credited
        if meant and _company(one) >= _COMPANY and _is_about(one, file):
            return Fact(wanted.name, one.start, one.end)
    return None


def _company(one: Said) -> int:
    """How many words, not numbers, stand beside a value in its sentence."""
    return sum(
        token.text.isalpha() and token.text not in lexicon.words("units")
        for clause in one.sentence.clauses
        for token in clause.tokens
        if not one.start <= token.start < one.end
    )


def _worded(
    wanted: ReplyFact, places: Iterable[Hit], found: Sequence[Sentence], file: CaseFile
) -> Fact | None:
    for hit in places:
        if not wanted.named and hit.force in _STATED:
            return Fact(wanted.name, hit.start, hit.end)
        if (
            wanted.named
            and hit.force in _NAMED
            and any(
                one.start <= hit.start < one.end and _on_topic(one, (hit.start, hit.end), file)
                for one in found
            )
        ):
            return Fact(wanted.name, hit.start, hit.end)
    return None


def _is_about(one: Said, file: CaseFile) -> bool:
    """Whether a value is said of something: by the words before it, or by those around it."""
    near = one.words_before[-_NEAR:]
    introduced = _DEADLINE if isinstance(one.value, Span) else _INTRODUCING
    if not introduced.isdisjoint(near if isinstance(one.value, Span) else near[-1:]):
        return True
    return _on_topic(one.sentence, (one.start, one.end), file)


def _on_topic(sentence: Sentence, place: tuple[int, int], file: CaseFile) -> bool:
    """Whether a sentence of some length is about something that letters on this case are about.

    The words of the value itself, which stands at `place`, do not count.
    """
    content = frozenset(
        token.text
        for clause in sentence.clauses
        for token in clause.tokens
        if not place[0] <= token.start < place[1]
        and token.text.isalpha()
        and token.text not in lexicon.words("prose")
    )
    return len(content) < _PARALLEL or not stems(content).isdisjoint(topics(file))


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
    near, after = one.words_before[-_NEAR:], one.words_after[:1]
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
    """A sentence that denies what another says, in the same words and few besides."""
    contents = [_content(one) - lexicon.words("negators") for one in found]
    pairs = combinations(zip(found, contents, strict=True), 2)
    for (one, mine), (other, theirs) in pairs:
        if one.denies != other.denies and _cover(mine, theirs):
            yield Conflict("says something and denies it", other.start, other.end)


def _rewritten(said: Sequence[Said]) -> Iterator[Conflict]:
    """The same sentence twice, with other amounts, spans or days in it."""
    first: dict[frozenset[str], tuple[tuple[Value, ...], Sentence]] = {}
    for sentence in dict.fromkeys(one.sentence for one in said):
        content = _content(sentence)
        values = tuple(
            one.value for one in said if one.sentence is sentence and kind_of(one.value) != "number"
        )
        before = first.setdefault(content, (values, sentence))
        if len(content) > _PARALLEL and len(before[0]) == len(values) and before[0] != values:
            yield Conflict("says the same of two values", sentence.start, sentence.end)


def _cover(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    less, more = sorted((mine, theirs), key=len)
    return len(less) > _PARALLEL and less <= more and len(more) - len(less) <= _PARALLEL


def _foreign(said: Sequence[Said], file: CaseFile) -> Iterator[Conflict]:
    """Values that stand nowhere in the case: of every kind in the place of one that is missing."""
    wanted = [value_of(fact.value) for fact in file.claims if fact.value]
    credited = [one.value for one in said if one.force in _CREDITED[kind_of(one.value)]]
    missing = {kind_of(value) for value in wanted if not any(same(value, one) for one in credited)}
    for one in said:
        if any(same(value, one.value) for value in wanted):
            continue
        in_its_place = kind_of(one.value) in missing
        if not in_its_place and (not _matters(one) or is_derived(one.value, file)):
            continue
        if not is_known(one.value, file.texts, file):
            yield Conflict("states what no record or article holds", one.start, one.end)


def _matters(one: Said) -> bool:
    if isinstance(one.value, Span):
        if one.value.unit == "minute":
            return False
        near = one.words_before[-_NEAR:]
        return not _DEADLINE.isdisjoint(near) and _ELAPSED.isdisjoint((*near, *one.words_after[:2]))
    kind = kind_of(one.value)
    if kind == "number":
        return bool(re.search(r"[a-z].*\d|\d.*[a-z]", str(one.value))) or one.words_before[-1:] in (
            ("ending",),
            ("in",),
        )
    return kind == "amount"
