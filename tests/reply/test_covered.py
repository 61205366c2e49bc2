"""Whether a place of a text is covered by a stretch of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.reply.covered import Covered, Stretch

ENDS = st.integers(0, 40)
STRETCHES = st.lists(st.tuples(ENDS, ENDS), max_size=12)


@given(stretches=STRETCHES, place=ENDS)
def test_a_place_is_covered_if_one_of_the_stretches_holds_it(
    stretches: list[Stretch], place: int
) -> None:
    held = any(start <= place < end for start, end in stretches)
    assert (place in Covered(stretches)) is held


@given(stretches=STRETCHES, start=ENDS, length=st.integers(1, 9))
def test_a_stretch_overlaps_if_one_of_its_places_is_covered(
    stretches: list[Stretch], start: int, length: int
) -> None:
    found = Covered(stretches)
    places = range(start, start + length)
    assert found.overlaps(start, start + length) is any(place in found for place in places)


@pytest.mark.parametrize(
    ("stretches", "covered"),
    [
        ([], ""),
        ([(2, 5)], "234"),
        ([(0, 2), (2, 4)], "0123"),
        ([(0, 9), (1, 3)], "012345678"),
        ([(5, 7), (0, 2)], "0156"),
        ([(3, 3), (6, 4)], ""),
    ],
)
def test_stretches_may_touch_overlap_or_hold_nothing(
    stretches: list[Stretch], covered: str
) -> None:
    found = Covered(stretches)
    assert "".join(str(place) for place in range(10) if place in found) == covered
