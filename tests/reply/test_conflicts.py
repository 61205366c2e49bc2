"""What a draft states against the records, or against itself."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.casefile import CaseFile, ReplyFact
from supportops.cases import case_file
from supportops.reply.conflicts import PARALLEL, conflicts
from supportops.reply.facts import stated
from supportops.reply.grammar import Sentence, sentences
from tests.play import MUG, altered
from tests.reply.claimed import AMOUNT, DAY, DISPATCH, NUMBER, PERIOD, PRICE, asking

FOREIGN = "states what no record or article holds"
DENIES = "says something and denies it"
REWRITTEN = "says the same of two values"
ALL = asking(AMOUNT, DISPATCH, NUMBER)
STATED = "the mug of hl-58213 is 28.90 eur, and it leaves us within 2 business days. "
"""States all that `ALL` asks for."""


def whys(text: str, file: CaseFile = ALL) -> list[str]:
    return [one.why for one in stated(sentences(text), file).conflicts]


def shown(text: str, why: str, file: CaseFile = ALL) -> list[str]:
    """The words that show a conflict."""
    found = [one for one in stated(sentences(text), file).conflicts if one.why == why]
    return [text[one.start : one.end].strip() for one in found]


def test_what_has_to_be_stated_and_what_the_case_holds_contradicts_nothing() -> None:
    assert whys(STATED) == []
    assert whys(f"{STATED}the other order was 63.50 eur, and 10 days were left.") == []
    assert whys("we are sorry for it.") == []


@pytest.mark.parametrize(
    "value",
    [
        "1.11 eur",
        "777 days",
        "2 hours",
        "40 months",
        "qx-123",
        "123-456-qx",
        "ending 9876",
        "in 2031",
        "1000 minutes and 3 hours",
    ],
)
def test_a_value_that_nobody_says_of_their_own_has_to_be_known(value: str) -> None:
    text = f"{STATED}we see it has {value} for you."
    number = value.removeprefix("ending ").removeprefix("in ").rpartition(" and ")[2]
    assert shown(text, FOREIGN) == [number]


@pytest.mark.parametrize(
    "value",
    [
        "52.90 eur",
        "1 hour",
        "5 minutes",
        "777 days ago",
        "987654",
        "in the end 987654",
        "ending the 987654",
        "an item 2031 for",
        "5 may 2031",
    ],
)
def test_a_sum_a_moment_a_time_that_passed_and_a_plain_number_may_be_worked_out(value: str) -> None:
    assert whys(f"{STATED}we see it has {value} for you.") == []


def test_what_is_only_asked_about_need_not_be_known() -> None:
    assert whys(f"{STATED}do we see that it has 777 days?") == []


@pytest.mark.parametrize(
    ("missing", "value"),
    [
        (AMOUNT, "52.90 eur"),
        (DISPATCH, "777 days ago"),
        (DISPATCH, "5 minutes"),
        (NUMBER, "987654"),
        (DAY, "5 may 2031"),
    ],
)
def test_in_the_place_of_what_is_missing_every_value_of_its_kind_has_to_be_known(
    missing: ReplyFact, value: str
) -> None:
    text = f"we see it has {value} for you."
    assert whys(text, asking(missing)) == [FOREIGN]
    assert whys(f"{text} {missing.value.casefold()} it is for you.", asking(missing)) == []


def test_what_is_missing_may_be_replaced_by_what_the_case_holds() -> None:
    assert whys("we see it has 24.00 eur for you.", asking(AMOUNT)) == []


def test_a_fact_that_only_has_to_be_named_is_not_missing_where_it_is_denied() -> None:
    text = "we see it has 777 days ago for you. it never takes 2 business days."
    assert whys(text, asking(DISPATCH)) == [FOREIGN]
    assert whys(text, asking(DISPATCH.model_copy(update={"named": True}))) == []


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        ("we refund the mug today.", "we do not refund the mug today."),
        ("we refund the mug today.", "we refuse to refund the mug today."),
        ("we refund the mug today.", "we do not refund the shiny blue mug today."),
        ("we refund the shiny blue mug today.", "we do not refund the mug today."),
        ("we refund the mug today.", "it is false that we refund the mug today."),
    ],
)
def test_a_sentence_that_denies_another_is_a_conflict(said: str, denied: str) -> None:
    assert shown(f"{said} {denied}", DENIES) == [denied]
    assert shown(f"{denied} {said}", DENIES) == [denied]


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        ("we refund the mug.", "we do not refund the mug."),
        ("we refund the mug today.", "we do not refund the new shiny blue mug today."),
        ("we refund the new shiny blue mug today.", "we do not refund the mug today."),
        ("we refund the mug today.", "we do not refund the jar today."),
        ("we refund the blue mug today.", "we do not refund the blue jar today."),
        ("we refund the mug today.", "we refund the mug at once today."),
        ("we do not refund the mug today.", "we never refund the mug today."),
    ],
)
def test_sentences_that_share_too_little_deny_nothing_of_each_other(said: str, denied: str) -> None:
    assert whys(f"{said} {denied}") == []


def test_every_sentence_that_denies_another_is_told() -> None:
    text = (
        "we refund the mug today. we never refund the mug today. you refund the mug today, not us."
    )
    assert len(shown(text, DENIES)) == 2


COSTS = "the mug costs {} now."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("24.00 eur", "63.50 eur"),
        ("63.50 eur", "24.00 eur"),
        ("24.00 eur and 4.90 eur", "24.00 eur and 63.50 eur"),
        ("24.00 eur and 4.90 eur", "4.90 eur and 24.00 eur"),
    ],
)
def test_the_same_sentence_with_another_value_is_a_conflict(first: str, second: str) -> None:
    one, other = COSTS.format(first), COSTS.format(second)
    assert shown(f"{one} {other}", REWRITTEN) == [other]
    assert shown(f"{one} {other} {one.replace('now', 'then')}", REWRITTEN) == [other]


@pytest.mark.parametrize(
    "text",
    [
        "it costs 24.00 eur now. it costs 63.50 eur now.",
        "the mug costs 24.00 eur now. the jar costs 63.50 eur now.",
        "the mug costs 24.00 eur now. the mug costs 24.00 eur then.",
        "the mug costs 24.00 eur now. the mug costs 4.90 eur and 63.50 eur now.",
        "the mug costs 4.90 eur and 63.50 eur now. the mug costs 24.00 eur now.",
        "the mug costs hl-58213 much now. the mug costs pay-771204 much now.",
        "the mug costs no more. the mug costs 24.00 eur.",
    ],
)
def test_other_sentences_and_numbers_of_things_may_differ(text: str) -> None:
    assert whys(text, asking(NUMBER.model_copy(update={"rivals": ()}))) == []


def test_a_rival_stands_in_the_place_of_a_fact_unless_it_is_denied() -> None:
    why = "states another number"
    assert shown(f"{STATED}we sent hl-51877 to you.", why) == ["hl-51877"]
    assert whys(f"{STATED}we did not send hl-51877 to you.") == []
    assert whys(f"{STATED}we did not send hl-51877 to you. we see hl-51877 here.") == [why]
    assert whys(f"{STATED}please send the mug back to us.", MUG) == ["states another no return"]


AMOUNTS = "states another amount as well"
RIGHT = "we refund 28.90 eur to your card."


@pytest.mark.parametrize(
    "other",
    [
        "we refund 63.50 eur to your card.",
        "we refund 63.50 eur to your bank card.",
        "the card sees 63.50 eur.",
        "it is the card that sees 63.50 eur.",
        "we refund the whole 63.50 eur to your new credit card.",
    ],
)
def test_another_value_in_a_sentence_that_says_the_same_is_a_conflict(other: str) -> None:
    assert AMOUNTS in whys(f"{RIGHT} {other}", asking(AMOUNT))
    assert AMOUNTS in whys(f"{other} {RIGHT}", asking(AMOUNT))
    assert set(shown(f"{RIGHT} {other}", AMOUNTS, asking(AMOUNT))) == {"63.50 eur"}


@pytest.mark.parametrize(
    "other",
    [
        "the mug sees 63.50 eur.",
        "the shiny card sees 63.50 eur.",
        "we refund the whole 63.50 eur to your new shiny credit card.",
        "we never refund 63.50 eur to your card.",
        "we refund it to your card within a day, in eur.",
        "we refund it to your card for hl-58213, in eur.",
        "it is 28.90 eur to your card.",
    ],
)
def test_another_value_in_another_sentence_is_none(other: str) -> None:
    assert AMOUNTS not in whys(f"{RIGHT} {other}", asking(AMOUNT))


def test_two_common_words_at_least_make_two_sentences_say_the_same() -> None:
    assert whys("we refund 28.90 eur. it is 63.50 eur.", asking(AMOUNT)) == []


def test_values_of_one_sentence_stand_beside_each_other() -> None:
    text = "we refund 28.90 eur to your card, and 63.50 eur is for your other card."
    assert whys(text, asking(AMOUNT)) == []


def test_another_required_value_contradicts_none() -> None:
    text = f"{RIGHT} we refund 24.00 eur to your card."
    assert AMOUNTS in whys(text, asking(AMOUNT))
    assert set(whys(text, asking(AMOUNT, PRICE))) == {REWRITTEN}


def test_without_the_right_value_there_is_no_other_one() -> None:
    assert whys("we refund 24.00 eur to your card.", asking(AMOUNT)) == []


@pytest.mark.parametrize(
    "text",
    [
        "you get 28.90 eur or 63.50 eur from us.",
        "you get 63.50 eur or 28.90 eur from us.",
        "you get 28.90 eur   or   63.50 eur from us.",
        "you get 63.50 eur   or   28.90 eur from us.",
    ],
)
def test_a_value_beside_the_right_one_is_another(text: str) -> None:
    assert shown(text, AMOUNTS, asking(AMOUNT)) == ["63.50 eur"]


@pytest.mark.parametrize(
    "text",
    [
        "you get 28.90 eur    or   63.50 eur from us.",
        "you get 63.50 eur    or   28.90 eur from us.",
        "you get 28.90 eur and 63.50 eur from us.",
        "you get 63.50 eur and 28.90 eur from us.",
        "you get 28.90 eur with 63.50 eur from us.",
        "you get 63.50 eur with 28.90 eur from us.",
        "you or i get 28.90 eur and 63.50 eur from us.",
        "you get 28.90 eur from us, for it is late or 63.50 eur is too much.",
        "you get 63.50 eur from us, for it is late or 28.90 eur is too much.",
    ],
)
def test_a_value_that_is_not_offered_in_its_place_is_none(text: str) -> None:
    assert whys(text, asking(AMOUNT)) == []


DEADLINES = "states another dispatch as well"


@pytest.mark.parametrize("span", ["within 10 days", "in 24 hours", "up to 3 business days"])
def test_another_deadline_is_a_conflict_wherever_it_stands(span: str) -> None:
    found = shown(f"{STATED}we will look at it {span}.", DEADLINES)
    assert found == [span.removeprefix("within ").removeprefix("in ").removeprefix("up to ")]


@pytest.mark.parametrize(
    "text",
    [
        "we will look at it within twelve months.",
        "do we look at it within 10 days?",
        "we will not look at it within 10 days.",
        "we looked at it 10 days ago.",
        "we had 10 days for it.",
        "it leaves us within 48 minutes.",
    ],
)
def test_a_span_that_is_no_deadline_in_days_is_none(text: str) -> None:
    assert DEADLINES not in whys(f"{STATED}{text}")


def test_deadlines_in_months_are_compared_with_each_other_alone() -> None:
    why, file = "states another period as well", asking(PERIOD)
    said = "it is so for twelve months. we will look at it within {}."
    assert whys(said.format("40 months"), file) == [FOREIGN, why]
    assert whys(said.format("10 days"), file) == []
    assert whys(said.format("twelve months"), file) == []


PARTS = asking(AMOUNT.model_copy(update={"rivals": ("24.00",)}))


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("you get 28.90 eur, which is 24.00 eur for the mug and 4.90 eur for the postage.", False),
        ("you get 28.90 eur (24.00 price + 4.90 postage) for it.", False),
        ("you get 28.90 eur, and 24.00 eur for the mug.", True),
        ("you get 28.90 eur. it is 24.00 eur for the mug and 4.90 eur for the postage.", True),
        ("you get eur 28.90: eur 4.90 for the postage and eur 24.00 for the mug.", False),
        ("you get 28.90 eur: 9.00 eur 24.00 eur 4.90 eur in all.", False),
        ("you get 24.00 eur for the mug and 4.90 eur for the postage.", True),
        ("you get 24.00 eur for the mug and 4.90 eur postage. you get 28.90 eur.", True),
        ("you do not get 28.90 eur, but 24.00 eur for the mug and 4.90 eur more.", True),
    ],
)
def test_the_parts_of_the_right_amount_are_no_rivals_of_it(text: str, *, another: bool) -> None:
    assert ("states another amount" in whys(text, PARTS)) is another


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("charge one: 28.90 eur. charge two: 24.00 eur.", False),
        ("the first charge was 28.90 eur. the second charge was 24.00 eur.", False),
        ("price on the page: 28.90 eur. price you paid: 24.00 eur.", False),
        ("charge one: 28.90 eur. charge one today: 24.00 eur.", True),
        ("the charge was 28.90 eur. the second charge was 24.00 eur.", True),
        ("the charge was 28.90 eur. the charge then was 24.00 eur.", True),
    ],
)
def test_things_that_are_told_apart_may_have_other_values(text: str, *, another: bool) -> None:
    assert ("states another amount as well" in whys(text, asking(AMOUNT))) is another


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("the mug came twice within a day.", False),
        ("there is a lot to do in a week like this.", False),
        ("it is sent in a week.", True),
    ],
)
def test_a_span_that_things_are_counted_over_is_no_other_deadline(
    text: str, *, another: bool
) -> None:
    found = whys(f"it leaves us within 2 business days. {text}", asking(DISPATCH))
    assert found == (["states another dispatch as well"] if another else [])


@pytest.mark.parametrize(
    ("first", "second", "another"),
    [
        ("date of order: 9 march 2026.", "date of request: 29 march 2026.", False),
        ("date of order: 9 march 2026.", "order date: 29 march 2026.", True),
        ("order day: 9 march 2026.", "day of the order: 29 march 2026.", True),
        ("ordered on 9 march.", "ordered on 29 march.", True),
    ],
)
def test_a_month_is_no_word_that_two_sentences_share(
    first: str, second: str, *, another: bool
) -> None:
    found = whys(f"{first}\n{second}", asking(DAY))
    assert ("states another day as well" in found) is another


def test_a_bound_of_a_value_is_another_thing_than_the_value() -> None:
    why, stated = "states another amount as well", "least difference we pay: 28.90 eur. "
    assert why not in whys(f"{stated}difference: 24.00 eur.", asking(AMOUNT))
    assert why in whys(f"{stated}least difference today: 24.00 eur.", asking(AMOUNT))


def test_business_days_are_spoken_of_loosely_only_beside_themselves() -> None:
    said = "it leaves us within 2 business days, and i know 2 days feel long."
    assert whys(said, asking(DISPATCH)) == []
    assert FOREIGN in whys("i know 2 days feel long.", asking(DISPATCH))
    assert whys(f"{said} it takes 2 days.", asking(DISPATCH)) != []


LATE = "13 business days"
SLOW = altered(
    MUG,
    claims=(DISPATCH.model_copy(update={"written": LATE, "value": LATE}),),
    policies=tuple(
        one.model_copy(update={"body": one.body.replace(DISPATCH.written, LATE)})
        for one in MUG.policies
    ),
)
"""Here so many days stand nowhere else, and cannot be worked out."""


@pytest.mark.parametrize(
    ("loosely", "foreign"),
    [
        ("13 days feel long", []),
        ("12 days feel long", ["12 days"]),
        ("15 days feel long", ["15 days"]),
        ("13 hours feel long", ["13 hours"]),
        ("13 days feel long for qx-123", ["qx-123"]),
    ],
)
def test_as_many_days_as_business_days_need_not_be_known(loosely: str, foreign: list[str]) -> None:
    text = f"it leaves us within {LATE}, and i know {loosely}."
    assert shown(text, FOREIGN, SLOW) == foreign


@pytest.mark.parametrize(
    ("text", "contradicts"),
    [
        ("up to 10 days after delivery, a case like this is a refund", False),
        ("up to 10 days after delivery, you have time for this mug", True),
        ("you have up to 10 days after delivery, a case like this", True),
        ("up to 10 days after delivery, a mug case is a refund", False),
        ("up to 10 days after delivery, we say this case is a refund", True),
        ("in 10 days after delivery, a case like this is a refund", True),
        ("up to 10 days from delivery, a case like this is a refund", True),
        ("up to 10 days, a case like this is a refund", True),
        ("up to 10 days after delivery", True),
    ],
)
def test_a_rule_for_cases_of_a_kind_sets_the_customer_no_deadline(
    text: str, *, contradicts: bool
) -> None:
    why = f"states another {DISPATCH.name} as well"
    assert (why in whys(f"{STATED}{text}.")) is contradicts


@pytest.mark.parametrize(
    ("text", "contradicts"),
    [
        ("gap: 7 days. accepted gap: 5 days.", False),
        ("gap: 55 days. accepted gap: 5 days.", True),
        ("accepted gap, as agreed: 7 days. accepted gap, as agreed: 5 days.", True),
    ],
)
def test_what_was_measured_may_stand_beside_what_is_accepted(
    text: str, *, contradicts: bool
) -> None:
    file = case_file("gen/promo_dispute/train/23006")
    assert ("states another days after as well" in whys(text, file)) is contradicts


WORDS = st.frozensets(st.sampled_from("abcdefgh"), max_size=7)


@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=8))
def test_every_pair_that_says_and_denies_the_same_is_found(
    told: list[tuple[frozenset[str], bool]],
) -> None:
    found = [
        Sentence((), prose=True, start=at, end=at + 1, content=words, denies=denies)
        for at, (words, denies) in enumerate(told)
    ]
    wanted = [
        other.start
        for one, other in product(found, found)
        if other.denies > one.denies
        and (one.content <= other.content or other.content <= one.content)
        and abs(len(one.content) - len(other.content)) <= PARALLEL
        and min(len(one.content), len(other.content)) > PARALLEL
    ]
    against = conflicts(found, (), ((),) * len(ALL.claims), ALL)
    assert [one.start for one in against if one.why == DENIES] == wanted
