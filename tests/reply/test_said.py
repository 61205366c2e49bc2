"""The values that a sentence names: where each stands, with what force, and beside which words."""

import pytest

from supportops.reply.force import Force
from supportops.reply.grammar import sentences
from supportops.reply.said import Said, said
from supportops.values import Amount, Day, Span


def values_of(text: str) -> list[Said]:
    return [*said(sentences(text))]


def only(text: str) -> Said:
    """The one value of a text."""
    (found,) = values_of(text)
    return found


def test_values_and_numbers_are_found_from_left_to_right_and_each_once() -> None:
    text = (
        "hl-58213 cost 28.90 eur on 3 march, nx-0092 took 2 business days, of 12.00 eur and "
        "hl-51877 for hl-60447."
    )
    found = values_of(text)
    assert [one.value for one in found] == [
        "hl-58213",
        Amount(2890, "eur"),
        Day(3, 3, 0),
        "nx-0092",
        Span(2, 2, "business day"),
        Amount(1200, "eur"),
        "hl-51877",
        "hl-60447",
    ]
    assert [text[one.start : one.end] for one in found] == [
        "hl-58213",
        "28.90 eur",
        "3 march",
        "nx-0092",
        "2 business days",
        "12.00 eur",
        "hl-51877",
        "hl-60447",
    ]


def test_a_value_knows_the_words_of_its_clause_on_either_side() -> None:
    one, other = values_of("we are sorry, the mug cost 28.90 eur in all of hl-58213 then.")
    assert (one.words_before, one.words_after) == (
        ("the", "mug", "cost"),
        ("in", "all", "of", "hl-58213", "then"),
    )
    assert other.words_before == ("the", "mug", "cost", "28.90", "eur", "in", "all", "of")
    assert other.words_after == ("then",)
    assert one.sentence is other.sentence


def test_what_was_spoken_of_in_an_earlier_clause_gives_a_number_its_unit() -> None:
    found = values_of("the plan has 12 months, and eleven of them are left.")
    assert [one.value for one in found] == [Span(12, 12, "month"), Span(11, 11, "month")]


SAYINGS = {
    Force.ASSERTED: "we see that {} is right.",
    Force.ASKED: "do we see that {} is right?",
    Force.DENIED: "we do not see {} there.",
}


@pytest.mark.parametrize(
    ("value", "counting"),
    [
        ("hl-58213", {Force.ASSERTED, Force.ASKED, Force.DENIED}),
        ("3 march", {Force.ASSERTED, Force.DENIED}),
        ("28.90 eur", {Force.ASSERTED}),
        ("2 business days", {Force.ASSERTED}),
    ],
)
@pytest.mark.parametrize("force", SAYINGS)
def test_a_value_counts_by_its_kind_and_its_force(
    value: str, counting: set[Force], force: Force
) -> None:
    one = only(SAYINGS[force].format(value))
    assert one.force is force
    assert one.counts is (force in counting)
    assert one.states(named=False) is one.counts
    assert one.states(named=True) is (one.counts or force is Force.DENIED)


LASTING = """
it lasts, in all, within 2 days | yes
within 2 days | yes
we got it now 2 days | yes
we got it all now 2 days | no
for the mug of it and all we had 2 days | no
the mug that we had was 2 days | no
over the whole 2 days | yes
2 days over it | no
"""

PASSED = """
ago 2 days | yes
it was late by some 2 days | yes
it was late by some more 2 days | no
late we see it in all of it for 2 days | no
we see it for 2 days ago | yes
we see it for 2 days or ago | yes
we see it for 2 days or so ago | no
we see it for 2 days | no
we see it with 2 days | no
we and you see it in the 2 days | yes
the 2 days | yes
we and you see the mug 2 days | no
the mug has 2 days | no
"""

DEADLINES = """
we answer within 2 days | yes
we answer in 2 days | yes
within 2 days | yes
in the end it takes up to 2 days | yes
up to 2 days | yes
we answer within 2 days of past ones | yes
we saw in it in 2 days of past ones | yes
we are past it in 2 days | yes
we answer up to 2 days of past ones | yes
we answer within 2 days after it | yes
we answer within 2 days later | no
we answer within 2 days ago | no
we answer in 2 days ago | no
it takes up to 2 days ago | no
we allow 2 days | yes
it takes all of 2 days | yes
allow us all 2 days | yes
allow us all the 2 days | no
allow us for all of it and for 2 days | no
we allow 2 days of past ones | no
it takes 2 days of past ones | no
it takes 2 days of it past all | yes
it takes up 2 days of past ones | no
it takes up to some 2 days of past ones | no
it takes a late 2 days | no
the mug has 2 days | no
it takes 28.90 eur | no
it takes within 28.90 eur | no
"""


def _cases(table: str) -> list[tuple[str, bool]]:
    rows = (line.split(" | ") for line in table.strip().splitlines())
    return [(text, answer == "yes") for text, answer in rows]


@pytest.mark.parametrize(("text", "lasts"), _cases(LASTING))
def test_a_span_lasts_by_one_of_three_words_before_it(text: str, *, lasts: bool) -> None:
    assert values_of(f"{text}.")[-1].lasts is lasts


@pytest.mark.parametrize(("text", "passed"), _cases(PASSED))
def test_a_span_has_passed_by_three_words_before_it_or_two_behind(
    text: str, *, passed: bool
) -> None:
    assert values_of(f"{text}.")[-1].has_passed is passed


@pytest.mark.parametrize(("text", "sets"), _cases(DEADLINES))
def test_a_span_sets_a_deadline_unless_it_has_passed(text: str, *, sets: bool) -> None:
    assert values_of(f"{text}.")[-1].sets_a_deadline is sets


LOOKS_BACK = """
which makes 2 days | yes
that's mug of 2 days | yes
that's the mug of 2 days | no
we had it all 2 days | yes
2 days ago | yes
it came 2 days late | yes
2 days of ago | no
within 2 days in | yes
2 days back | yes
2 days back then | no
2 days in it | no
we see it for 2 days | no
28.90 eur ago | no
28.90 eur back | no
we had 28.90 eur | no
"""

SUPPOSED = """
we would answer within 2 days | no
you'd have an answer within 2 days | no
it wouldn't be here or there in all of it within 2 days | no
would a b c d e f g h within 2 days | no
would a b c d e f g h i within 2 days | yes
"""

COMPARED = """
2 days longer | yes
2 days at most | yes
2 days at the latest | yes
2 days or less | yes
2 days or more | no
2 days of longer | no
2 days at the very most | no
2 days | no
"""

SUBJECTS = """
hl-58213 was sent | yes
hl-58213 is in our house | yes
hl-58213 is a mug | no
hl-58213 is like it | no
hl-58213 so was | no
hl-58213 | no
"""

APART = """
we have it, hl-58213, as we see it | yes
we see your whole order now: hl-58213 | yes
your order: hl-58213 | no
hl-58213 | yes
hl-58213 is it | no
it is hl-58213 | no
"""

LASTS_BY = """
longer by 2 days | yes
it is longer by 2 days | yes
by 2 days | yes
by now 2 days | no
it is over 2 days | yes
"""


@pytest.mark.parametrize(("text", "looks_back"), _cases(LOOKS_BACK))
def test_a_span_looks_back_if_it_was_counted_up(text: str, *, looks_back: bool) -> None:
    one = values_of(f"{text}.")[-1]
    assert one.looks_back is looks_back
    assert one.has_passed or not looks_back


@pytest.mark.parametrize(("text", "sets"), _cases(SUPPOSED))
def test_what_would_be_a_deadline_is_none_within_ten_words(text: str, *, sets: bool) -> None:
    assert values_of(f"{text}.")[-1].sets_a_deadline is sets


@pytest.mark.parametrize(("text", "compares"), _cases(COMPARED))
def test_a_span_compares_by_the_words_right_behind_it(text: str, *, compares: bool) -> None:
    assert values_of(f"{text}.")[-1].compares is compares


@pytest.mark.parametrize(("text", "is_subject"), _cases(SUBJECTS))
def test_a_thing_is_what_its_sentence_is_about_if_something_is_done_with_it(
    text: str, *, is_subject: bool
) -> None:
    assert values_of(f"{text}.")[-1].is_subject is is_subject


@pytest.mark.parametrize(("text", "apart"), _cases(APART))
def test_a_value_that_is_all_of_its_clause_stands_apart(text: str, *, apart: bool) -> None:
    assert values_of(f"{text}.")[-1].stands_apart is apart


@pytest.mark.parametrize(("text", "lasts"), _cases(LASTS_BY))
def test_a_span_lasts_by_what_stands_right_before_it(text: str, *, lasts: bool) -> None:
    assert values_of(f"{text}.")[-1].lasts is lasts


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("it came on 3 march, and we saw it on the 18th.", [(3, 3), (3, 18)]),
        ("it came on 3 march. we saw it on the 18th. all by the 20th.", [(3, 3), (3, 18), (3, 20)]),
        ("it came on 3 march for 2 days. we saw it on the 18th.", [(3, 3), (3, 18)]),
        ("it came on 3 march, or 5 may. we saw it on the 18th.", [(3, 3), (5, 5), (5, 18)]),
        ("we saw it on the 18th. it came on 3 march.", [(3, 3)]),
    ],
)
def test_a_bare_day_is_of_the_month_that_was_named_last(
    text: str, days: list[tuple[int, int]]
) -> None:
    found = [one.value for one in values_of(text) if isinstance(one.value, Day)]
    assert [(day.month, day.day) for day in found] == days


@pytest.mark.parametrize(
    ("text", "lasts"),
    [
        ("it adds 3 hours.", True),
        ("it'll add 3 hours to the trip.", True),
        ("3 hours it'll last.", True),
        ("3 hours you have.", True),
        ("3 hours it won't last.", False),
        ("3 hours of it.", False),
        ("it has 3 hours.", False),
    ],
)
def test_a_span_may_be_added_or_stand_before_what_lasts(text: str, *, lasts: bool) -> None:
    assert only(text).lasts is lasts


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("it was ordered twice within 3 hours.", True),
        ("you had six refunds for returns in 3 hours.", True),
        ("we think of it in 3 hours like these.", True),
        ("they came within 3 hours of each other.", True),
        ("twice in 3 hours.", True),
        ("what a week!", True),
        ("and you see what a week it is.", True),
        ("it returns it in 3 hours.", False),
        ("it is refunded within 3 hours.", False),
        ("twice we refund it within 3 hours.", False),
        ("you get your refund in 3 hours of work.", False),
    ],
)
def test_nothing_is_to_be_done_in_a_span_that_things_are_counted_over(
    text: str, *, over: bool
) -> None:
    assert only(text).is_counted_over is over
    assert only(text).sets_a_deadline is not over


def test_another_adds_a_deadline_only_right_before_it() -> None:
    assert values_of("it is sent in another 2 days.")[-1].sets_a_deadline
    assert values_of("it goes another 2 days.")[-1].sets_a_deadline
    assert not values_of("a detour to another street 2 days.")[-1].sets_a_deadline
    assert not values_of("it lasts about 2 days.")[-1].sets_a_deadline


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("no paper signed longer than 180 days ago will be taken.", Force.ASSERTED),
        ("limit: no paper older than 180 days", Force.ASSERTED),
        ("no paper signed for 180 days will be taken.", Force.DENIED),
        # Not beside a quotation, nor where nothing is told at all.
        ('no "red" paper signed longer than 180 days ago will be taken.', Force.DENIED),
        ("imagine that no paper older than 180 days is taken.", Force.DENIED),
    ],
)
def test_a_bound_of_what_is_denied_is_said_even_in_a_list(text: str, force: Force) -> None:
    assert only(text).force is force


def test_a_span_may_be_there_for_something() -> None:
    assert values_of("there are 2 days for that.")[-1].lasts
    assert not values_of("there are 2 days of that.")[-1].lasts
    assert values_of("the desk uses maximum 2 days.")[-1].lasts


@pytest.mark.parametrize(
    ("text", "lasts"),
    [
        ("figure on 2 days before it appears.", True),
        ("you can reckon with 2 days.", True),
        ("you've 2 days.", True),
        ("i have with me 2 days to decide.", True),
        ("it looks on 2 days.", False),
        ("we see 2 days to remember.", False),
    ],
)
def test_a_span_is_had_or_reckoned_with(text: str, *, lasts: bool) -> None:
    assert values_of(text)[-1].lasts is lasts


@pytest.mark.parametrize(
    ("text", "sets"),
    [
        ("it's still well inside the 30 days.", False),
        ("your message came easily within the 30 days.", False),
        # Of the words before it ten are looked at, and no more.
        ("it is safely safely safely safely safely safely safely within the 30 days.", False),
        ("it is safely safely safely safely safely safely safely safely within the 30 days.", True),
        ("send it within the next 30 days.", True),
        ("send it inside 30 days.", True),
        ("what a week!", False),
    ],
)
def test_what_is_inside_of_a_span_already_keeps_no_deadline(text: str, *, sets: bool) -> None:
    assert values_of(text)[-1].sets_a_deadline is sets


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("it is paid for twelve months. there are eight of them that are left.", [12, 8]),
        ("it is paid for twelve months. there are eight of them, as you see.", [12, 8]),
        ("it is paid for twelve months. that's 8 of the 12.", [12, 8]),
        ("it is paid for twelve months. we sold eight of them.", [12]),
    ],
)
def test_a_sentence_may_count_what_the_one_before_speaks_of(text: str, months: list[int]) -> None:
    assert [one.value for one in values_of(text)] == [Span(n, n, "month") for n in months]


def test_a_span_that_is_used_up_looks_back() -> None:
    assert values_of("begun until today: 4 months.")[-1].looks_back
    assert not values_of("not begun: 8 months.")[-1].looks_back


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("the trail of hl-58213 stops for now.", True),
        ("here the trail of hl-58213 stops for now.", True),
        ("some people dream of hl-58213.", False),
        ("we asked with hl-58213.", False),
    ],
)
def test_a_number_belongs_to_a_thing_that_is_named(text: str, *, holds: bool) -> None:
    assert only(text).belongs is holds


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("you had one with us, hl-58213 from last may.", True),
        ("you had one with us, hl-58213.", True),
        ("you had one with us, hl-58213 tastes well.", False),
        ("you had one with us, hl-58213 already came.", False),
    ],
)
def test_a_number_may_be_added_with_its_time(text: str, *, added: bool) -> None:
    assert only(text).is_added is added
