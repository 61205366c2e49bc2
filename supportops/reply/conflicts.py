"""What a draft states against the records, or against itself: then nothing in it counts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from supportops import lexicon
from supportops.casefile import CaseFile, ReplyFact
from supportops.reply.derived import is_derived
from supportops.reply.force import Force
from supportops.reply.grammar import Sentence
from supportops.reply.hits import Hit
from supportops.reply.known import stands_in
from supportops.reply.said import Said
from supportops.values import Amount, Span, Value, kind_of, same, value_of
from supportops.values.days import MONTH_OF

PARALLEL = 2
"""Two sentences that share so many words, and half of all their words, say the same.
Months do not count, unless hardly a word tells the two apart."""

_TELLING_APART = frozenset(
    """one two three first second third fourth 1st 2nd 3rd earlier later former latter page
    paid""".split()
)
"""What tells apart things of one kind: `Charge one: 122.85 GBP. Charge two: 118.35 GBP.`"""

_BOUNDING = frozenset("least minimum smallest lowest minimal maximum upwards upward".split())
"""What makes a bound of a value, another thing: `Difference: 2 EUR. Least difference: 5`."""

_ALLOWED = frozenset("accepted allowed permitted tolerated permissible limit".split())
"""What makes a bound of a label: `Gap: 7 days. Accepted gap: 5 days`, where 7 days have passed."""

_RULE = frozenset("case cases".split())
"""What a rule speaks of, that says by when: `up to 30 days after delivery, a case like this is`."""

_LONGEST = len("EUR 1,000")
"""Within so many characters of its start stand the digits of an amount."""


class Conflict(NamedTuple):
    """What is stated against the records or against itself, and where."""

    why: str
    start: int
    end: int


def conflicts(
    found: Sequence[Sentence],
    values: Sequence[Said],
    rivals: Sequence[Sequence[Hit]],
    file: CaseFile,
) -> Iterator[Conflict]:
    """Everything in a draft that contradicts the case or another part of the draft.

    `rivals` are for each required fact the places of what would stand in its place.
    """
    yield from _foreign(values, file)
    yield from _contradictions(found)
    yield from _rewritten(values)
    for wanted, others in zip(file.claims, rivals, strict=True):
        if rival := _rival(wanted, values, others, file):
            yield rival


def _rival(
    wanted: ReplyFact, values: Sequence[Said], others: Iterable[Hit], file: CaseFile
) -> Conflict | None:
    """Something else in the place of a required fact."""
    for hit in others:
        if hit.force is not Force.DENIED and not _is_part(hit, wanted, values):
            return Conflict(f"states another {wanted.name}", hit.start, hit.end)
    return _parallel(wanted, values, file) if wanted.value else None


def _is_part(hit: Hit, wanted: ReplyFact, values: Sequence[Said]) -> bool:
    """Whether it is an amount that makes up the right one with another beside it.

    `93.50 EUR, of which 84.00 EUR for the article and 9.50 EUR for the postage`.
    """
    value = value_of(wanted.value) if wanted.value else None
    if not isinstance(value, Amount):
        return False
    beside = [
        one
        for one in values
        if one.sentence.start == hit.sentence and isinstance(one.value, Amount)
    ]
    minors = {one.start: one.value.minor for one in beside if isinstance(one.value, Amount)}
    mine = next((minors[at] for at in minors if at <= hit.start < at + _LONGEST), None)
    right = any(one.counts and same(value, one.value) for one in beside)
    return right and mine is not None and value.minor - mine in minors.values()


def _parallel(wanted: ReplyFact, values: Sequence[Said], file: CaseFile) -> Conflict | None:
    """Another value of the same kind, in a sentence that says the same as that of the right one."""
    value = value_of(wanted.value)
    kind = kind_of(value)
    if kind == "number":
        return None
    required = [value_of(fact.value) for fact in file.claims if fact.value]
    alike = [one for one in values if kind_of(one.value) == kind and one.force is not Force.DENIED]
    right = [one for one in alike if same(value, one.value)]
    places = {one.sentence.start for one in right}
    for one in alike:
        counted = one.looks_back and is_derived(one.value, file)
        if counted or any(same(other, one.value) for other in required):
            continue
        apart = one.sentence.start not in places and not _is_measured(one, right, file)
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
    return (
        comparable
        and one.force is Force.ASSERTED
        and one.sets_a_deadline
        and not _is_of_a_rule(one)
    )


def _is_of_a_rule(one: Said) -> bool:
    """Whether it says up to when a rule holds for cases of a kind, not for this customer."""
    clauses = one.sentence.clauses
    opens = one.words_before == ("up", "to") and one.words_after[:1] == ("after",)
    return opens and len(clauses) > 1 and not _RULE.isdisjoint(clauses[1].words[:3])


def _is_measured(one: Said, right: Iterable[Said], file: CaseFile) -> bool:
    """Whether it is what was measured, in a label, against a bound that is named beside it."""
    return (
        isinstance(one.value, Span)
        and _ALLOWED.isdisjoint(one.sentence.content)
        and any(not _ALLOWED.isdisjoint(other.sentence.content) for other in right)
        and is_derived(one.value, file)
    )


def _say_the_same(one: Said, other: Said) -> bool:
    mine, theirs = one.sentence.content, other.sentence.content
    if _BOUNDING.isdisjoint(mine) is not _BOUNDING.isdisjoint(theirs):
        return False
    if not _TELLING_APART.isdisjoint(mine - theirs) and not _TELLING_APART.isdisjoint(
        theirs - mine
    ):
        return False
    common, apart = mine & theirs, len(mine ^ theirs)
    if len(common) < PARALLEL or len(common) < apart:
        return False
    return apart < PARALLEL or len(common.difference(MONTH_OF)) >= PARALLEL


def _either(one: Said, right: Iterable[Said]) -> bool:
    """Whether a value is offered beside the right one, as in `2 days or 5 days`."""
    return any(
        (one.words_before[-1:] == ("or",) and 0 < one.start - other.end < len(" or  EUR "))
        or (other.words_before[-1:] == ("or",) and 0 < other.start - one.end < len(" or  EUR "))
        for other in right
    )


def _contradictions(found: Sequence[Sentence]) -> Iterator[Conflict]:
    """A sentence that denies what another says, in the same words and few besides."""
    negators = lexicon.words("negators")
    said = [one.content - negators for one in found if not one.denies]
    denied = [(one.content - negators, one) for one in found if one.denies]
    words = frozenset[str]().union(*(theirs for theirs, _ in denied))
    for mine in said:
        shared = len(mine & words)
        if shared > PARALLEL and len(mine) - shared <= PARALLEL:  # else none of them can cover it
            for theirs, other in denied:
                if _cover(mine, theirs):
                    yield Conflict("says something and denies it", other.start, other.end)


def _rewritten(values: Sequence[Said]) -> Iterator[Conflict]:
    """The same sentence twice, with other amounts, spans or days in it."""
    by_place: dict[int, list[Said]] = {}
    for one in values:
        if kind_of(one.value) != "number":
            by_place.setdefault(one.sentence.start, []).append(one)
    first: dict[frozenset[str], list[Value]] = {}
    for group in by_place.values():
        sentence = group[0].sentence
        words, mine = sentence.content, [one.value for one in group]
        before = first.setdefault(words, mine)
        if len(words) > PARALLEL and len(before) == len(mine) and before != mine:
            yield Conflict("says the same of two values", sentence.start, sentence.end)


def _cover(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether all words of one are among those of the other, which has few more."""
    few, many = len(mine), len(theirs)
    if abs(few - many) > PARALLEL or min(few, many) <= PARALLEL:
        return False
    return mine <= theirs or theirs <= mine


def _foreign(values: Sequence[Said], file: CaseFile) -> Iterator[Conflict]:
    """Values that stand nowhere in the case: of every kind in the place of one that is missing."""
    facts = [(value_of(fact.value), fact.named) for fact in file.claims if fact.value]
    wanted = [value for value, _ in facts]
    missing = {
        kind_of(value)
        for value, named in facts
        if not any(one.states(named=named) and same(value, one.value) for one in values)
    }
    for one in values:
        if any(same(value, one.value) for value in wanted):
            continue
        if kind_of(one.value) not in missing and any(_is_meant(one, value) for value in wanted):
            continue
        in_its_place = kind_of(one.value) in missing and not (
            one.looks_back and is_derived(one.value, file)
        )
        if not in_its_place and (not _matters(one) or is_derived(one.value, file)):
            continue
        if not stands_in(one.value, file):
            yield Conflict("states what no record or article holds", one.start, one.end)


def _is_meant(one: Said, wanted: Value) -> bool:
    """Whether somebody speaks loosely of a time that is none to do anything in.

    `Within 2 business days, and I know two days feel long`.
    """
    if not (isinstance(one.value, Span) and isinstance(wanted, Span)) or one.sets_a_deadline:
        return False
    return one.value._replace(unit="business day") == wanted and one.value.unit == "day"


def _matters(one: Said) -> bool:
    """Whether nobody says such a thing of their own: times that passed may well be worked out."""
    if isinstance(one.value, Span):
        within_a_day = one.value.unit == "minute" or one.value.high <= 1
        undated = within_a_day or one.has_passed or one.is_counted_over
        return one.force is Force.ASSERTED and not undated
    if isinstance(one.value, str):
        mixed = re.search(r"[a-z].*\d|\d.*[a-z]", one.value) is not None
        return mixed or one.words_before[-1:] in (("ending",), ("in",))
    return kind_of(one.value) == "amount"
