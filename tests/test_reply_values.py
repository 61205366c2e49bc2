"""Values as people write them in letters, what can be worked out, and what they are said of."""

from itertools import product

import pytest

from supportops.cases import case_file
from supportops.reply import read
from supportops.values import TOKEN, Day, Span, Value, values
from supportops.values.spans import goes_on, of_them, span_at
from tests.play import MUG, TAKEOVER

APRIL = Day(4, 15, 2026)


def found(text: str, named: Day | None = None) -> list[Value]:
    return [one.value for one in values(TOKEN.findall(text.casefold()), (), named)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("it came on the 18th of the same month", Day(4, 18, 2026)),
        ("it came on the 18th of that month", Day(4, 18, 2026)),
        ("it came on the 18th", Day(4, 18, 2026)),
        ("it came on the 18th and was fine", Day(4, 18, 2026)),
        ("the third of May 2026", Day(5, 3, 2026)),
        ("it came upon the third", Day(4, 3, 2026)),
        ("it came on the twenty-second and was fine", Day(4, 22, 2026)),
        ("the twenty-second of May", Day(5, 22, 0)),
    ],
)
def test_a_day_may_be_told_by_the_month_of_another(text: str, day: Day) -> None:
    assert found(text, APRIL) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "the 18th order",
        "the 5th of your parcels",
        "18th",
        "your 2nd payment",
        "the 35th",
        "it came by the third",
        "it came on the third order",
        "you may first return it",
        "third",
    ],
)
def test_a_place_in_a_row_is_no_day(text: str) -> None:
    assert not found(text, APRIL)


def test_without_a_day_before_it_the_18th_is_none() -> None:
    assert not found("it came on the 18th")
    assert found("promised for 22 July, it came on the 24th") == [Day(7, 22, 0), Day(7, 24, 0)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("within 48h", [Span(48, 48, "hour")]),
        ("within 24hrs", [Span(24, 24, "hour")]),
        ("three banking days", [Span(3, 3, "business day")]),
        (
            "one month has begun for the remaining eleven you are repaid",
            [Span(1, 1, "month"), Span(11, 11, "month")],
        ),
        (
            "one month of that year began and the other eleven",
            [Span(1, 1, "month"), Span(11, 11, "month")],
        ),
        ("the other eleven parcels of the month", []),
        ("48hx", []),
    ],
)
def test_spans_may_be_short_or_the_rest_of_a_whole(text: str, spans: list[Value]) -> None:
    assert found(text) == spans


OPENING = "Dear Maya, I am sorry that the mug of order HL-58213 arrived broken. "
SENDING = OPENING + "We are sending you a replacement. "


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("It is leaving our warehouse. 2 business days.", True),
        ("It is leaving our warehouse. 2 business days, 7, 12.", False),
        ("It is leaving our warehouse.\n\n2 business days.", False),
        ("It goes out, 2 business days at the latest.", True),
        ("That makes it 2 business days slower.", True),
        ("The trip is longer by 2 business days.", True),
        ("Nothing else will leave for the next 2 business days.", True),
        ("It will not leave within 2 business days.", False),
        ("My aunt wrote 2 business days on a wall.", False),
    ],
)
def test_a_span_is_said_of_something(text: str, *, stated: bool) -> None:
    assert ("dispatch" in read(SENDING + text, MUG).facts) is stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("HL-58213 has been looked up.", True),
        ("HL-58213 was packed.", True),
        ("HL-58213 is a nice thing to paint.", False),
        ("People dream of HL-58213 in bed.", False),
    ],
)
def test_a_number_that_something_is_done_with_is_named(text: str, *, stated: bool) -> None:
    letter = "Dear Maya, I am so sorry that it broke. We are sending you another one. " + text

    assert ("order number" in read(letter, MUG).facts) is stated


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("you ordered on 15 October 2026, that's 20 days back", False),
        ("you wrote twenty days later", False),
        ("you wrote three weeks later", False),
        ("you came six days late", False),
        ("you have to write within 20 days", True),
        ("that's 31 days back", True),
    ],
)
def test_the_time_that_passed_may_be_worked_out(text: str, *, wrong: bool) -> None:
    late = case_file("gen/price_adjustment/train/3004")
    letter = f"Dear Jonas, thank you for PA-29935. We have to decline it, since {text}. I am sorry."

    assert bool(read(letter, late).conflicts) is wrong


@pytest.mark.parametrize(("limit", "wrong"), [("100 euros", False), ("110 euros", True)])
def test_an_amount_may_stand_in_an_article_without_its_currency(limit: str, *, wrong: bool) -> None:
    lost = case_file("gen/item_not_received/train/4003")

    assert bool(read(f"{lost.reply} That is so above {limit}.", lost).conflicts) is wrong


@pytest.mark.parametrize(("amount", "wrong"), [("14.48", False), ("82.02", False), ("15.48", True)])
def test_a_share_in_percent_may_be_worked_out(amount: str, *, wrong: bool) -> None:
    opened = case_file("gen/return_request/train/5")  # 15 percent of 96.50 USD

    assert bool(read(f"{opened.reply} That is, i.e. {amount} USD.", opened).conflicts) is wrong


def test_what_was_delivered_on_a_day_is_no_promise() -> None:
    past = read(f"{MUG.reply} The first one was delivered on Monday.", MUG)
    ahead = read(f"{MUG.reply} This one will be delivered on Monday.", MUG)

    assert not past.promises
    assert ahead.promises == ("a day of arrival",)


FLAWS = {
    "Your support team": None,
    "Your fraud team turned it down.": "mistakes the customer for the desk",
    "You are under no obligation to keep it.": None,
    "We have no obligation to do any of this.": "takes back what it says",
    "I cannot make it show up any sooner.": None,
    "I made these details up.": "takes back what it says",
    "It is easy to feel like a fool, and there is no need to.": None,
    "Only a fool would ask.": "insults the customer",
    "Is it too late? No. We wait for you.": None,
    "Or not.": "takes back what it says",
    "This letter is not the one you hoped for.": None,
    "This letter is not binding.": "takes back what it says",
}


@pytest.mark.parametrize("text", FLAWS)
def test_what_only_sounds_like_a_flaw_is_none(text: str) -> None:
    assert read(f"{TAKEOVER.reply}\n\n{text}", TAKEOVER).flaw == FLAWS[text]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("it came twice within half an hour", [Span(30, 30, "minute")]),
        ("half a day or half an year", [Span(12, 12, "hour"), Span(6, 6, "month")]),
        ("in a quarter of an hour", [Span(15, 15, "minute")]),
        ("half of it, half a mug, a quarter, half", []),
        ("half day and quarter year", []),
        ("of 24 days our limit is 21", [Span(24, 24, "day"), Span(21, 21, "day")]),
        (
            "it adds 7 business days, our limit is 2",
            [Span(7, 7, "business day"), Span(2, 2, "business day")],
        ),
        ("of the months I count eight", [Span(8, 8, "month")]),
        ("of the days our mug is 21", []),
        ("of the days I count eight mugs", []),
        ("our limit is 21", []),
    ],
)
def test_half_of_a_unit_and_a_count_of_what_was_spoken_of_are_spans(
    text: str, spans: list[Value]
) -> None:
    assert [found.value for found in values(TOKEN.findall(text.lower()))] == spans


def test_them_are_several_of_what_was_spoken_of() -> None:
    assert found("of the twelve months, eleven of them are left")[-1] == Span(11, 11, "month")
    assert found("you had adjustments within the last year, three of them small") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 5 up to 7 business days", Span(5, 7, "business day")),
        ("the twelve months, and the eleven that have not started", Span(11, 11, "month")),
        ("one month is begun, and these are 11", Span(11, 11, "month")),
        ("of the twelve months 11 of 'em", Span(11, 11, "month")),
        ("scanned on 09-June-2026", Day(6, 9, 2026)),
        ("scanned on 9-Jun-2026", Day(6, 9, 2026)),
    ],
)
def test_values_have_the_forms_that_people_give_them(text: str, expected: Value) -> None:
    assert found(text)[-1] == expected


@pytest.mark.parametrize("text", ["31-June-2026", "09-May-be-2026", "9-june"])
def test_what_is_no_day_of_a_calendar_is_none(text: str) -> None:
    assert not any(isinstance(one, Day) for one in found(text))


def test_a_label_in_days_counts_days() -> None:
    def labelled(label: str) -> list[Value]:
        return [one.value for one in values(["2"], label.split())]

    assert labelled("days we tolerate after the end") == [Span(2, 2, "day")]
    assert labelled("business days we need") == [Span(2, 2, "business day")]
    assert not labelled("day we sent it")
    assert not labelled("mugs in the last days")


BEHIND = """day days hour months business-day full up to hundred and or two 2 of them those these in
    number all that haven't is which mug the a up-to you last other three mid-week""".split()


@pytest.mark.parametrize("before", ["", "the", "the other", "months remaining", "these are", "is"])
def test_what_no_span_goes_on_with_starts_none_behind_an_article(before: str) -> None:
    opening = (*before.split(), "a")
    at = len(opening) - 1
    for behind in product(BEHIND, BEHIND, ["", "days", "two days"]):
        words = (*opening, *" ".join(behind).split())
        for told in ((), ("12", "months")):
            if span_at(words, at) or of_them(words, at, told):
                assert goes_on(behind[0])
    assert goes_on("")
