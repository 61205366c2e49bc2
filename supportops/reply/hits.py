"""Phrases in clauses: where they stand, and with what force."""

from collections.abc import Iterable
from typing import NamedTuple

from supportops import lexicon
from supportops.reply.force import Clause, Force, since_join
from supportops.reply.matching import Lists, matcher, places

_DIRECTLY = 3
"""How near a negation that denies this very thing stands, in words."""


class Hit(NamedTuple):
    """One place of a phrase in the normal form, and what its clause does with it."""

    start: int
    end: int
    force: Force
    denied: bool
    """Whether a negation stands directly before it."""
    sentence: int
    """Where its sentence starts."""


def hits(lists: Lists, clauses: Iterable[Clause]) -> tuple[list[Hit], ...]:
    """For each list, every place of any of its phrases, in one pass over the clauses."""
    found: tuple[list[Hit], ...] = tuple([] for _ in lists)
    if any(lists):
        wanted = matcher(lists)
        for clause in clauses:
            known: dict[tuple[int, int], Hit] = {}
            for number, start, end in places(wanted, clause.words, clause.polar):
                if (start, end) not in known:
                    known[start, end] = _hit(clause, start, end)
                found[number].append(known[start, end])
    return found


def _hit(clause: Clause, start: int, end: int) -> Hit:
    near = since_join(clause.polar[max(0, start - _DIRECTLY) : start])
    return Hit(
        clause.tokens[start].start,
        clause.tokens[end - 1].end,
        clause.force_of(start, end),
        denied=not lexicon.words("negators").isdisjoint(near),
        sentence=clause.sentence,
    )
