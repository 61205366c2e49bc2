"""Phrases in clauses: where they stand, and with what force."""

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Literal, NamedTuple

from supportops.reply.cutting import MAX_SENTENCE
from supportops.reply.force import Clause, Force
from supportops.reply.matching import Lists, matcher, places

Share = Literal["part", "whole", "other"]
_PARTS = frozenset("postage shipping delivery difference gap credit voucher fee freight".split())
_WHOLES = frozenset("price cost costs whole entire total".split())
_SUMS = frozenset("price cost costs".split())
_OURS = frozenset("i we i've we've i'm we're i'll we'll our".split())

_SOUNDS = frozenset("music volume sound noise song tune melody jingle loud".split())


class Hit(NamedTuple):
    """One place of a phrase in the normal form, and what its clause does with it."""

    start: int
    end: int
    force: Force
    denied: bool
    """Whether a negation stands directly before it."""
    sentence: int
    """Where its sentence starts."""
    negation: int = -1
    """Where that negation stands; -1 if there is none."""
    share: Share = "other"
    """What of the money its clause, and what follows it in its sentence, names."""
    ours: bool = False
    """Whether it begins with who does it, which is us."""


def hits(lists: Lists, clauses: Sequence[Clause]) -> tuple[list[Hit], ...]:
    """For each list, every place of any of its phrases, in one pass over the clauses."""
    found: tuple[list[Hit], ...] = tuple([] for _ in lists)
    if any(lists):
        wanted = matcher(lists)
        for at, clause in enumerate(clauses):
            there = places(wanted, clause.words, clause.polar)
            if there:
                share = _share(clauses, at)
                known: dict[tuple[int, int], Hit] = {}
                for number, start, end in there:
                    if (start, end) not in known:
                        known[start, end] = _hit(clauses, at, (start, end), share)
                    found[number].append(known[start, end])
    return found


def _share(clauses: Sequence[Clause], at: int) -> Share:
    """Whether a clause and the rest of its sentence are about a part of the money or the whole.

    No sentence that counts has more clauses than it may have words.
    """
    part = whole = False
    for clause in clauses[at : at + MAX_SENTENCE]:
        if clause.sentence != clauses[at].sentence:
            break
        part = part or not _PARTS.isdisjoint(clause.words)
        whole = whole or _names_all(clause.words)
    return "other" if part is whole else "part" if part else "whole"


def _names_all(words: tuple[str, ...]) -> bool:
    """Whether it names the price or the whole, and not what a part costs: `the delivery cost`."""
    return not _WHOLES.isdisjoint(words) and any(
        word in _WHOLES and (word not in _SUMS or before not in _PARTS)
        for before, word in pairwise(("", *words))
    )


def _hit(clauses: Sequence[Clause], at: int, where: tuple[int, int], share: Share) -> Hit:
    clause, (start, end) = clauses[at], where
    negation = clause.negation(start, end)
    if negation is not None and "down" in clause.words[start:end] and _sounds(clauses, at):
        negation = None
    return Hit(
        clause.tokens[start].start,
        clause.tokens[end - 1].end,
        clause.force_of(start, end),
        denied=negation is not None,
        sentence=clause.sentence,
        negation=-1 if negation is None else negation,
        share=share,
        ours=clause.words[start] in _OURS,
    )


def _sounds(clauses: Sequence[Clause], at: int) -> bool:
    """Whether up to a clause its sentence is about a sound, that somebody would turn down."""
    before = reversed(clauses[max(0, at - MAX_SENTENCE) : at + 1])
    about = takewhile(lambda one: one.sentence == clauses[at].sentence, before)
    return any(not _SOUNDS.isdisjoint(clause.words) for clause in about)
