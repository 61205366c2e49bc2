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
it is not the [refund that you want] but a fresh one
not the [refund that you want] is ours
we did not forget the [refund which] you get
you state that we do not [send it]
whether it is late or not [no refund] is made
if you cannot [find the plan] let me know
if you still have not [got it] we wait
as long as the parcel with mugs has not [come back] we wait
we do not [mind sending one]
we can't [refund whole orders] on top of that
please do not [send it] to any one of us by e-mail
we ask you not to [send the code] by e-mail
we don't have enough [correct answers] for it
we don't have [enough answers] for it
we didn't [have enough answers] for it
knowing a number does not [replace it]
knowing a number doesn't [replace it]
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
it is not a big [refund that you want]
we did not see the old [bill that you wrote]
we do not know your [which one] of them
you state it and we do not [send it]
whether it is late or not [a refund] is made
we do not [refuse it]
you will not [refuse it]
if you never [get a refund] it is ours
if you barely [get a refund] it is ours
before you we did not [refund anybody]
if you want one do not [close it]
before this we do not [refund it]
if the shop is open don't [close it]
as long as the parcel with both mugs has not [come back] we wait
there is nothing [wrong with it] at all
i can't [yet tell you when] it comes
it does not [cover it] at all
it is not [together with it] that we send one
we can't do the [two things] here together
it isn't to [your card] that we move it
we can't give the [whole price] on top of that
we can't [refund the whole price] now on top of that
we don't [send the bank details] by e-mail
please do not [send it] to any one of us here by e-mail
please do not [share your thoughts] with them
please do not [enter your thoughts] in there
those who ask often enough don't have [a refund]
what you have isn't enough [for a refund]
we didn't [have enough] for it
we don't [need enough answers] for it
we don't [get enough answers] for it
we didn't [have right answers] for it
a number does not [replace it]
regarding it this does not [replace it]
seeing all it does is not [closing it]
sending us nothing does [close it] at all
"""
"""Hostile sisters of these: here the negation denies the stretch."""

NEGATIONS = frozenset(
    "not no never nothing cannot can't don't doesn't didn't isn't wouldn't weren't neither nor"
    " barely".split()
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
