"""Which spans bind nobody, and which are deadlines all the same."""

import pytest

from supportops.reply.grammar import sentences
from supportops.reply.said import Said, said
from supportops.reply.unbinding import counted_over, unbinding


def only(text: str) -> Said:
    """The one value of a text."""
    (found,) = said(sentences(text))
    return found


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("there is much to think of in such a week.", True),
        ("that is a lot for one week.", True),
        ("in an empty house it feels like 3 days.", True),
        ("in an empty house 3 days feel like it.", True),
        ("look in again one day.", True),
        ("i have been doing this for 20 years.", True),
        ("your party is in 3 days.", True),
        ("you asked for it within 3 days.", True),
        ("2 weeks without it is a long time.", True),
        ("sorry that it took us 3 days to answer.", True),
        ("it was a long 3 weeks.", True),
        ("your party parcel is sent in 3 days.", False),
        ("it has been sent and comes within 3 days.", False),
        ("it is sent in 3 days for a long time.", False),
        ("it takes us 3 days to answer.", False),
        ("it is sent in 3 days for you.", False),
        ("take it for 3 days.", False),
        ("it is like this: within 3 days it is sent.", False),
        ("you feel it within 3 days.", False),
    ],
)
def test_a_span_that_is_likened_or_felt_is_no_time_to_do_anything_in(
    text: str, *, over: bool
) -> None:
    one = only(text)
    assert counted_over(one.words_before, one.words_after) is over
    assert not (over and one.sets_a_deadline)


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("had you written within 7 days, all of it would be yours.", True),
        ("it is only possible in the first 7 days.", True),
        ("it is just allowed within your first 7 days.", True),
        ("they need 7 days more for this street.", True),
        ("you would have it within 7 days.", True),
        ("you are still within the 7 days.", True),
        ("you had written, and within 7 days we send it.", False),
        ("it is sent within 7 days more.", False),
        ("we send it in the first 7 days.", False),
        ("it is possible only if you send it within 7 days.", False),
        ("they need 7 days for this street.", False),
        ("we send it within 7 days.", False),
    ],
)
def test_a_span_that_is_supposed_or_of_a_rule_sets_no_deadline(text: str, *, free: bool) -> None:
    one = only(text)
    assert unbinding(one.words_before, one.words_after) is free
    assert one.sets_a_deadline is not free
