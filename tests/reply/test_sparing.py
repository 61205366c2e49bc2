"""What a negation right before a stretch denies, if it is something else than that."""

import pytest

from supportops.reply.sparing import spares

SPARED = """
as long as you have not [cancelled there] it runs on
as long as an order is not [closed] we wait
if you can't [find the plan] let me know
unless you do not [want it] it is sent
we wait 7 days before a parcel is no longer [in transit]
until it is no longer [in transit] we wait
there is nothing against [giving you a fresh one]
there is nothing wrong with [giving you a fresh one]
nothing prevents us [sending you a fresh one]
we have no objection to [sending one]
we do not mind [sending one]
we wouldn't hesitate to [send one]
it is no pleasure [to wait] for it
it isn't nice to [wait] for it
i can't [tell you which] day it comes
i don't know what [it was] with that
it is the refund on its own, not [refund plus shoes]
we can't do the [two things] together
we move it neither to the [card used] nor to a new one
nor does the [refund include] the postage
please do not [send the bank details] by e-mail
please do not [send the bank details] in a plain message
do not [give the code] another thought
i tell you already now so you don't [wait for it]
there weren't enough [correct answers] for it
we didn't [have enough right answers] for it
we can't [refund the whole price] on top of that
i cannot [pay the full sum back] in addition to this
"""
"""Each with a stretch in brackets, and the last negation before it denies something else."""

DENIED = """
as long as the order is open we cannot [refund it]
if you are honest you cannot [expect a refund]
before you write we do not [refund it]
until the end of the month no [refund] is made
as long as you have it the plan is not [cancelled]
unless you know it is ours we do not [send it]
there is nothing that is [given to you]
there is nothing to [send you]
we have no reason to [send one]
we do not want to [send one]
we wouldn't want to [send one]
it is no use to [wait] for it
it isn't possible to [wait] for it
i can't [tell you] that it comes
i don't know of any [refund]
it is not [a refund and shoes]
we can't do the [two things] today
we move it not to the [card used] at all
nor does the [refund reach] you
we do not [send the bank details] by e-mail
please do not [send the bank details] at all
please do not [ask for the bank details] by e-mail
do not [give the code] to anybody
so you don't [get a refund] from us
so we don't [wait for it]
there weren't any [correct answers] for it
we didn't [have any right answers] for it
we can't [refund the whole price] for that
we can't [refund the difference] on top of that
we cannot [pay you] besides the full sum and more than that
"""
"""The hostile sister of each: here the negation denies the stretch."""

NEGATIONS = frozenset(
    "not no never nothing cannot can't don't didn't isn't wouldn't weren't neither nor".split()
)


def spared(line: str) -> bool:
    words = line.replace(",", "").split()
    start = next(at for at, word in enumerate(words) if word.startswith("["))
    end = next(at for at, word in enumerate(words) if word.endswith("]")) + 1
    bare = tuple(word.strip("[]") for word in words)
    at = next(at for at in range(start - 1, -1, -1) if bare[at] in NEGATIONS)
    return spares(bare, at, start, end)


@pytest.mark.parametrize("line", SPARED.strip().splitlines())
def test_what_a_condition_a_way_a_part_or_a_thought_is_denied_in_stands(line: str) -> None:
    assert spared(line)


@pytest.mark.parametrize("line", DENIED.strip().splitlines())
def test_what_is_denied_itself_does_not(line: str) -> None:
    assert not spared(line)
