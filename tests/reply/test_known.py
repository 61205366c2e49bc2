"""What can be read in a case: numbers, values, sums of them, and what its letters are about."""

import pytest

from supportops import lexicon
from supportops.cases import case_file
from supportops.reply.derived import is_derived
from supportops.reply.known import TICKET, is_known, is_number, stands_in, stems, topics
from supportops.values import value_of

MUG = case_file("damaged-mug-replacement")


@pytest.mark.parametrize(
    "word", ["1234", "58213", "hl-58213", "a1", "nx-0092-4471-58", "12-34", "v2.1"]
)
def test_the_number_of_a_thing_has_four_digits_or_more_than_digits(word: str) -> None:
    assert is_number(word)


@pytest.mark.parametrize(
    "word",
    ["", "123", "mug", "3rd", "1st", "10am", "24h", "50%", "30-day", "covid-19", "12.50", "a-b"],
)
def test_an_ordinal_a_time_and_a_short_number_are_the_number_of_nothing(word: str) -> None:
    assert not is_number(word)


@pytest.mark.parametrize(
    ("value", "ref"),
    [
        ("HL-58213", "artifact:order"),
        ("28.90 EUR", "artifact:order"),
        ("2026-03-09", "artifact:shipment"),
        ("2 business days", "policy:damaged_items"),
        ("T-20931", TICKET),
    ],
)
def test_a_value_is_known_from_the_text_in_which_it_stands(value: str, ref: str) -> None:
    found = value_of(value)
    assert is_known(found, (ref,), MUG)
    assert is_known(found, ("artifact:account", ref), MUG)
    assert is_known(found, (), MUG) is False
    assert stands_in(found, MUG)


@pytest.mark.parametrize(
    ("value", "ref"),
    [
        ("HL-58213", TICKET),
        ("HL-58213", "policy:damaged_items"),
        ("28.90 EUR", "policy:damaged_items"),
        ("6 business days", "policy:damaged_items"),
        ("T-20931", "artifact:order"),
        ("damaged", "policy:damaged_items"),
    ],
)
def test_a_value_that_does_not_stand_there_is_not_known(value: str, ref: str) -> None:
    assert is_known(value_of(value), (ref,), MUG) is False


@pytest.mark.parametrize("value", ["HL-58214", "28.91 EUR", "6 business days", "2 days", "damaged"])
def test_what_no_text_of_a_case_has_stands_nowhere_in_it(value: str) -> None:
    assert not stands_in(value_of(value), MUG)


@pytest.mark.parametrize(
    ("value", "derived"),
    [
        ("28.90 EUR", True),
        ("52.90 EUR", True),
        ("19.10 EUR", True),
        ("68.40 EUR", True),
        ("39.50 EUR", True),
        ("1.11 EUR", False),
        ("200.00 EUR", False),
        ("2 business days", False),
        ("HL-58213", False),
    ],
)
def test_an_amount_may_be_the_sum_or_the_difference_of_two_of_the_case(
    value: str, *, derived: bool
) -> None:
    # Postage 4.90, the mug 24.00, in all 28.90, the other order 63.50, the limit 60.
    assert is_derived(value_of(value), MUG) is derived


def test_a_stem_is_the_first_five_letters() -> None:
    assert stems(["refunded", "refund", "order", "mug"]) == {"refun", "order", "mug"}


@pytest.mark.parametrize(
    "stem",
    ["broke", "maya", "lindq", "marke", "fault", "abuse", "super", "deny", "refun"],
)
def test_letters_are_about_what_the_case_names(stem: str) -> None:
    assert stem in topics(MUG)


def test_letters_are_about_what_all_letters_are_about_and_about_no_small_word() -> None:
    found = topics(MUG)
    assert {"bank", "invoi", "order"} < lexicon.words("topics") & found
    assert found.isdisjoint({"mug", "of", "the", "an", "and"})
    assert topics(MUG) is found


def test_what_a_letter_is_about_is_named_by_four_letters_at_least() -> None:
    changed = MUG.model_copy(update={"objective": "Zyx wvut zebras"})
    changed.__dict__.pop("memo", None)
    assert topics(changed) & {"zyx", "wvut", "zebra"} == {"wvut", "zebra"}


@pytest.mark.parametrize("section", ["prose", "pale"])
def test_letters_are_not_about_what_stands_in_any_text(section: str) -> None:
    word = next(
        one for one in sorted(lexicon.words(section)) if len(one) > 4 and one[:5] not in topics(MUG)
    )
    changed = MUG.model_copy(update={"objective": f"{word} zebras"})
    changed.__dict__.pop("memo", None)
    assert topics(changed) & {"zebra", word[:5]} == {"zebra"}
