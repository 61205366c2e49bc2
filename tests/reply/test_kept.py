"""Readings that are kept: the same as those made anew, and of their own case."""

from supportops.reply import kept, read
from supportops.reply.kept import _Same
from supportops.vocabulary import Phase
from supportops.workflow import advance
from tests.play import CHARGE, DRAFT, FILES, MUG, act, altered, case_in


def test_a_reading_that_is_kept_is_the_one_made_anew() -> None:
    for file in (*FILES, *FILES):
        assert kept.read(CHARGE.reply, file) == read(CHARGE.reply, file)


def test_a_reading_is_kept_for_its_case_and_not_for_one_of_the_same_id() -> None:
    other = altered(MUG, claims=MUG.claims[:1])
    assert other.task_id == MUG.task_id

    assert kept.read(MUG.reply, MUG).facts > kept.read(MUG.reply, other).facts


def test_a_case_is_the_same_as_itself_alone() -> None:
    other = altered(MUG)
    assert other == MUG

    assert _Same(MUG) == _Same(MUG)
    assert _Same(MUG) != _Same(other)
    assert _Same(MUG) != MUG


def test_the_last_64_readings_are_kept_and_no_more() -> None:
    first, *others = (f"We refund it, letter {number}." for number in range(65))
    reading = kept.read(first, MUG)
    for draft in others[:-1]:
        kept.read(draft, MUG)
    assert kept.read(first, MUG) is reading

    for draft in others:
        kept.read(draft, MUG)
    assert kept.read(first, MUG) is not reading


def test_a_draft_that_comes_again_is_not_read_again() -> None:
    first, second = (case_in(Phase.INVESTIGATING) for _ in range(2))
    for case in (first, second):
        advance(case, act(DRAFT, "Dear Maya, " + "we are looking into it. " * 3))

    assert first.reading is second.reading is not None
