"""What a value states beside a negation or in a question, and what it does not."""

import pytest

from supportops.reply.bounds import bounds, ruled_out, taken_for_granted
from supportops.reply.force import Force
from supportops.reply.grammar import sentences
from supportops.reply.said import said
from supportops.values import Amount, Day, Span

DAYS, PAID = Span(10, 10, "day"), Amount(5700, "eur")


def force_of(text: str) -> Force:
    """With what force a text says its one value."""
    (one,) = said(sentences(text))
    return one.force


@pytest.mark.parametrize(
    "text",
    [
        "it should not be signed longer than 10 days before.",
        "it is a deed that is not more old than 10 days.",
        "a paper may not have been signed more than 10 days before.",
        "the order will not go any further for 10 days.",
        "we are not sending it anywhere for the next 10 days.",
        "we won't touch it for 10 days.",
        "it doesn't run out for 10 days.",
        "it will not expire for 10 days.",
        "an order is not closed before more than 10 days are gone.",
        "we do not count it as lost until 10 days have passed.",
        "it is not lost as long as 10 days are not passed.",
        "as long as from the delivery did not pass more than 10 days, it is open.",
    ],
)
def test_a_span_that_bounds_what_is_denied_is_not_denied(text: str) -> None:
    assert force_of(text) is Force.ASSERTED


@pytest.mark.parametrize(
    "text",
    [
        "you do not get 10 days.",
        "nobody waits for 10 days.",
        "the credit is not good for 10 days.",
        "it does not take 10 days.",
        "we will not hold it for 10 days.",
        "it was not 10 days.",
        "it is not done before 10 days.",
        "we do not say until 10 days.",
    ],
)
def test_a_span_that_is_denied_itself_stays_so(text: str) -> None:
    assert force_of(text) is Force.DENIED


@pytest.mark.parametrize(
    "text",
    [
        'it is "not longer than 10 days".',
        "it is not true that it should not be longer than 10 days.",
        "nobody here says that it may not be longer than 10 days.",
    ],
)
def test_no_bound_speaks_out_of_a_quotation_or_a_frame(text: str) -> None:
    assert force_of(text) is not Force.ASSERTED


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("shall we send it again, or give you back the 57.00 eur it cost?", Force.ASSERTED),
        ("do you want it again, or the 57.00 eur that you have paid?", Force.ASSERTED),
        ("do you want it again, or the 57.00 eur that it costed?", Force.ASSERTED),
        ("do you want better the price back, this are 57.00 eur?", Force.ASSERTED),
        ("do you want 57.00 eur?", Force.ASKED),
        ("did you pay 57.00 eur?", Force.ASKED),
        ("is it 57.00 eur you paid?", Force.ASKED),
        ("is this 57.00 eur you paid?", Force.ASKED),
        ("do you want the 57.00 eur we owe?", Force.ASKED),
        ("is this 57.00 eur?", Force.ASKED),
        ("do we owe it, this is 57.00 eur today?", Force.ASKED),
    ],
)
def test_a_question_takes_for_granted_what_was_paid(text: str, force: Force) -> None:
    assert force_of(text) is force


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("the 57.00 eur was not taken.", Force.ASSERTED),
        ("the 57.00 eur has not been charged.", Force.ASSERTED),
        ("the 57.00 eur was not refunded.", Force.DENIED),
        ("the 57.00 eur is not due.", Force.DENIED),
        ("we do not owe 57.00 eur.", Force.DENIED),
    ],
)
def test_an_amount_that_was_never_taken_is_that_amount(text: str, force: Force) -> None:
    assert force_of(text) is force


@pytest.mark.parametrize(("between", "holds"), [(0, True), (7, True), (8, False)])
def test_what_bounds_a_span_stands_among_the_ten_words_before_it(
    between: int, *, holds: bool
) -> None:
    before = ["while", *["it"] * between, "not", "passed"]
    assert bounds(DAYS, before, ()) is holds


def test_each_kind_of_value_has_its_own_exceptions() -> None:
    longer, paid = "not longer than".split(), "you paid".split()
    assert bounds(DAYS, longer, ())
    assert not bounds(PAID, longer, ())
    assert not bounds(Day(3, 9, 2026), longer, ())
    assert taken_for_granted(PAID, ("the",), paid)
    assert not taken_for_granted(DAYS, ("the",), paid)
    assert not taken_for_granted(PAID, (), paid)


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("the second 57.00 eur isn't in our hands.", Force.ASSERTED),
        ("the 57.00 eur has never reached us.", Force.ASSERTED),
        ("the 57.00 eur has not left your account.", Force.ASSERTED),
        ("the 57.00 eur isn't coming back.", Force.DENIED),
        ("the 57.00 eur will not reach you.", Force.DENIED),
    ],
)
def test_an_amount_that_we_do_not_hold_is_that_amount(text: str, force: Force) -> None:
    assert force_of(text) is force


def test_what_has_not_begun_is_a_span_that_is_left() -> None:
    assert force_of("not yet begun: 8 months.") is Force.ASSERTED
    assert force_of("you do not get 8 months.") is Force.DENIED


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("within 10 days it is not feasible.", Force.DENIED),
        ("within 10 days that cannot be done.", Force.DENIED),
        ("in 10 days it is impossible.", Force.DENIED),
        ("within 10 days it is feasible.", Force.ASSERTED),
        ("within 10 days it is not charged again.", Force.ASSERTED),
        ("we answer within 10 days, it is not possible to write sooner.", Force.ASSERTED),
    ],
)
def test_a_span_in_which_nothing_can_be_done_is_denied(text: str, force: Force) -> None:
    assert force_of(text) is force


def test_only_a_span_at_the_front_is_ruled_out() -> None:
    after = "it is not possible".split()
    assert ruled_out(DAYS, ("within",), after)
    assert not ruled_out(DAYS, ("we", "answer", "within"), after)
    assert not ruled_out(PAID, ("within",), after)
