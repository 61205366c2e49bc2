"""Which of the facts that a case asks for a draft states, and where."""

import pytest

from supportops.casefile import CaseFile, ReplyFact
from supportops.reply.facts import Fact, stated
from supportops.reply.grammar import sentences
from supportops.values import Amount, Span
from tests.reply.claimed import AMOUNT, DAY, DISPATCH, NUMBER, POLICY, asking

RETURN = ReplyFact(
    name="no return",
    source=POLICY,
    written="does not have to send the broken article back",
    phrases=("no return", "need not send ~ back"),
)
CALLED = RETURN.model_copy(update={"name": "called", "phrases": ("green desk",), "named": True})


def facts(text: str, file: CaseFile) -> tuple[Fact, ...]:
    return stated(sentences(text), file).facts


def shown(text: str, fact: ReplyFact) -> list[str]:
    """The words that state a fact."""
    found = facts(text, asking(fact))
    assert {one.name for one in found} <= {fact.name}
    return [text[one.start : one.end] for one in found]


def test_facts_are_told_in_the_order_of_the_case_each_where_it_is_first_stated() -> None:
    text = (
        "your order hl-58213 of 28.90 eur is sent. it leaves us within 2 business days, and you "
        "need not send it back. it is hl-58213, of 28.90 eur, within 2 business days."
    )
    found = stated(sentences(text), asking(RETURN, DISPATCH, AMOUNT, NUMBER))
    assert [(one.name, text[one.start : one.end]) for one in found.facts] == [
        ("no return", "need not send it back"),
        ("dispatch", "2 business days"),
        ("amount", "28.90 eur"),
        ("number", "hl-58213"),
    ]
    assert [one.start for one in found.facts[1:]] == [
        text.index(words) for words in ("2 business days", "28.90 eur", "hl-58213")
    ]
    named = [Span(2, 2, "business day"), Amount(2890, "eur"), "hl-58213"]
    assert [value for value in found.values if value not in named] == []
    assert [found.values.count(value) for value in named] == [2, 2, 2]
    assert found.conflicts == ()


def test_a_wish_names_its_number_and_a_span_may_be_for_something() -> None:
    assert shown("i wish i could say more about hl-58213.", NUMBER) == ["hl-58213"]
    assert shown("i would love to be able to send hl-58213.", NUMBER) == []
    assert shown("there are 2 business days for that, so please rest.", DISPATCH) != []
    assert shown("you do not have 2 business days for the order.", DISPATCH) == []
    assert shown("you have 2 business days for the order.", DISPATCH) != []


def test_what_contradicts_the_case_is_told_beside_the_facts() -> None:
    found = stated(sentences("your order hl-58213 is sent for 1.11 eur."), asking(NUMBER))
    assert [one.name for one in found.facts] == ["number"]
    assert [one.why for one in found.conflicts] == ["states what no record or article holds"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("you get 28.90 eur for your order.", AMOUNT),
        ("your order comes within 2 business days.", DISPATCH),
        ("we have your order hl-58213.", NUMBER),
        ("we do not find your order hl-58213.", NUMBER),
        ("do you ask about your order hl-58213?", NUMBER),
        ("your order came on 9 march.", DAY),
        ("your order did not come on 9 march.", DAY),
    ],
)
def test_a_value_states_its_fact(text: str, fact: ReplyFact) -> None:
    assert [value.casefold() for value in shown(text, fact)] != []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("you get 24.00 eur for your order.", AMOUNT),
        ("you do not get 28.90 eur for your order.", AMOUNT),
        ("is it so that your order comes within 2 business days?", DISPATCH),
        ("do we know whether your order came on 9 march?", DAY),
    ],
)
def test_another_value_and_one_that_is_denied_or_asked_states_nothing(
    text: str, fact: ReplyFact
) -> None:
    assert shown(text, fact) == []


def test_an_amount_that_only_has_to_be_named_may_be_denied() -> None:
    text = "you do not get 28.90 eur for your order."
    assert shown(text, AMOUNT.model_copy(update={"named": True})) == ["28.90 eur"]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("28.90 eur.", False),
        ("28.90 eur, 24.00.", False),
        ("28.90 eur days.", False),
        ("days 28.90 eur.", False),
        ("order 28.90 eur.", True),
        ("28.90 eur it is.", True),
        ("28.90 eur order.", True),
        ("28.90\u20acorder.", True),
    ],
)
def test_a_value_has_one_word_beside_it_at_least(text: str, *, states: bool) -> None:
    assert len(shown(text, AMOUNT)) == states


def test_the_words_of_a_value_are_no_company_for_it() -> None:
    assert shown("two business days.", DISPATCH) == []
    assert shown("order: two business days.", DISPATCH) == ["two business days"]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("the violin has 28.90 eur.", True),
        ("the violin sonata has 28.90 eur.", False),
        ("it has 28.90 eur, the violin sonata.", False),
        ("the order of the violin sonata was 28.90 eur.", True),
        ("the violin sonata was for 28.90 eur.", True),
        ("the violin sonata and 28.90 eur are there.", True),
        ("the sonata was for the violin 28.90 eur.", False),
        ("for the violin sonata we saw it as 28.90 eur.", False),
        ("the sonata for violin 28.90 eur.", False),
        ("violin for sonata 28.90 eur.", False),
        ("28.90\u20acviolin has a sonata.", False),
        ("28.90\u20acviolin has it.", True),
    ],
)
def test_an_amount_is_introduced_or_stands_in_a_sentence_on_such_cases(
    text: str, *, states: bool
) -> None:
    assert len(shown(text, AMOUNT)) == states


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("the violin sonata has 2 business days.", False),
        ("the violin sonata is for 2 business days.", True),
        ("the violin sonata goes by 2 business days.", True),
        ("the violin has 2 business days.", True),
        ("the delivery of the violin sonata has 2 business days.", True),
        ("the violin sonata will want 2 business days.", True),
        ("the violin sonata goes by the end of 2 business days.", True),
    ],
)
def test_a_span_is_introduced_by_what_makes_it_last(text: str, *, states: bool) -> None:
    assert shown(text, DISPATCH) == (["2 business days"] if states else [])


@pytest.mark.parametrize(
    "text",
    [
        "no return of your mug is wanted.",
        "once it is here, no return is wanted.",
        "if you like, no return is wanted.",
        "the violin sonata is no return.",
        "note: no return.",
    ],
)
def test_words_state_a_fact_where_they_are_said(text: str) -> None:
    assert shown(text, RETURN) == ["no return"]


@pytest.mark.parametrize(
    "text",
    [
        "we do not say that no return is wanted.",
        "is it that no return is wanted?",
        "imagine that no return is wanted.",
        "you asked for no return of it.",
        "a return is wanted.",
    ],
)
def test_words_that_are_not_said_state_nothing(text: str) -> None:
    assert shown(text, RETURN) == []


@pytest.mark.parametrize(
    "text",
    [
        "we are sorry. the green desk has your order.",
        "the green desk does not have your order.",
        "your order is not at the green desk.",
        "you asked for an order at the green desk.",
        "it is your order that goes to the green desk, or so.",
        "at the green desk your order is seen. the violin sonata plays.",
        "green desk, the violin.",
    ],
)
def test_a_thing_is_named_whatever_is_said_of_it(text: str) -> None:
    assert shown(text, CALLED) == ["green desk"]


@pytest.mark.parametrize(
    "text",
    [
        "the green desk plays the violin sonata. your order is here.",
        "your order is here. the green desk plays the violin sonata.",
        "your order is here!green desk: it plays the violin sonata.",
        "does the green desk have your order?",
        "imagine that the green desk has your order.",
        "the desk has your green order.",
    ],
)
def test_a_thing_is_not_named_off_topic_in_a_question_or_in_a_frame(text: str) -> None:
    assert shown(text, CALLED) == []


def test_the_first_place_that_counts_states_the_fact() -> None:
    text = "we do not say that no return is wanted. no return is wanted."
    (found,) = facts(text, asking(RETURN))
    assert found.start == text.rindex("no return")
    text = "the green desk plays the violin sonata. the green desk has your order."
    (found,) = facts(text, asking(CALLED))
    assert found.start == text.rindex("green desk")


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ('our photo is of the "stoneware mug, glacier blue", with a crack.', True),
        ('our photo is of the "stoneware mug, sea blue", with a crack.', False),
        ('our photo is of the "stoneware mug, glacier blue, or so", with a crack.', False),
        ('label "stoneware mug, glacier blue".', False),
    ],
)
def test_what_stands_in_the_quoted_name_of_a_record_is_that_name(
    text: str, *, states: bool
) -> None:
    named = AMOUNT.model_copy(
        update={"written": "Stoneware mug, glacier blue", "value": "", "phrases": ("mug",)}
    )
    assert shown(text, named) == (["mug"] if states else [])


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ('it says "no return" in our letter to you.', True),
        ('it says "no return now" in our letter to you.', False),
        ('it says "so no return" in our letter to you.', False),
        ('label "no return".', False),
        ('it says "so" in our letter. no return is it.', True),
    ],
)
def test_all_that_a_quotation_holds_is_a_name(text: str, *, states: bool) -> None:
    assert shown(text, RETURN) == (["no return"] if states else [])


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("we see the violin sonata now: hl-58213, as it is.", True),
        ("we saw the violin sonata, hl-58213, and that it plays.", True),
        ("hl-58213 was a violin sonata for us.", True),
        ("hl-58213 sees the violin sonata for us.", False),
        ("it's hl-58213.", True),
        ("mug's hl-58213.", False),
        ("the violin sonata saw hl-58213 with us.", False),
        ("we see what the violin sonata went through with hl-58213.", True),
        ("of course we can end hl-58213 for the violin sonata.", True),
        ("hl-58213: we can still catch the violin sonata.", True),
        ("hl-58213's violin sonata was for us.", False),
        ("the violin sonata's end has hl-58213 for us.", False),
    ],
)
def test_a_number_is_introduced_apart_or_dealt_with(text: str, *, states: bool) -> None:
    assert shown(text, NUMBER) == (["hl-58213"] if states else [])


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("what you have to return: nothing", True),
        ("the return of your mug: none", True),
        ("what we have to return: nothing", False),
        ("is it a return of your mug: nothing?", False),
        ("what you have to return: the mug, nothing else", False),
    ],
)
def test_a_label_that_says_nothing_denies_what_it_names(text: str, *, states: bool) -> None:
    nothing = RETURN.model_copy(update={"phrases": ("return ~ nothing|none",)})
    assert len(shown(text, nothing)) == states


def test_a_number_may_own_something() -> None:
    assert shown("the order hl-58213's all good for us.", NUMBER) == ["hl-58213's"]
    assert shown("the order hl-51877's all good for us.", NUMBER) == []


def test_an_amount_apart_is_of_nothing() -> None:
    assert shown("we saw the violin sonata, 28.90 eur, and that it plays.", AMOUNT) == []
    assert shown("28.90 eur was a violin sonata for us.", AMOUNT) == ["28.90 eur"]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("the violin sonata has 2 business days at most.", True),
        ("the violin sonata has 2 business days of most.", False),
    ],
)
def test_a_span_that_compares_is_introduced(text: str, *, states: bool) -> None:
    assert shown(text, DISPATCH) == (["2 business days"] if states else [])


def test_wherever_the_words_of_a_fact_stand_is_known() -> None:
    text = "no return is wanted, and we do not say no return."
    found = stated(sentences(text), asking(RETURN, CALLED, DISPATCH)).worded
    assert [text[first:last] for first, last in found] == ["no return"] * 2


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("the violin and sonata go on the 9th of march.", True),
        ("the violin and sonata go on 9 march.", True),
        ("the violin and sonata go until 9 march.", True),
        ("the violin and sonata go till 9 march.", True),
        ("the violin and sonata go with the 9th of march.", False),
        ("the violin and sonata go with 9 march.", False),
        ("the violin and sonata go away the 9th of march.", True),
        ("the violin and sonata go away 9 march.", False),
    ],
)
def test_a_day_may_have_an_article_behind_what_introduces_it(text: str, *, states: bool) -> None:
    assert len(shown(text, DAY)) == states


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("the order is sent within 2 business days.", True),
        ("this adds 2 business days to the order.", False),
        # It is added right behind the word for it, and another one may still be a time.
        ("this adds some 2 business days to the order.", True),
        ("so adding a mug to the order takes 2 business days.", True),
        ("this adds 2 business days to it. the order is sent within 2 business days.", True),
    ],
)
def test_what_is_added_to_a_time_is_no_time_of_its_own(text: str, *, states: bool) -> None:
    assert shown(text, DISPATCH) == (["2 business days"] if states else [])


def test_a_number_has_no_article_behind_what_introduces_it() -> None:
    assert shown("the violin sonata goes on hl-58213 with us.", NUMBER) == ["hl-58213"]
    assert shown("the violin sonata goes on the hl-58213 with us.", NUMBER) == []


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("the order is at the green desk.", True),
        ("the order is at the green desk, could it be that you mean that one?", False),
        ("is it with the green desk?", False),
        ("and is it with the green desk?", False),
        ("which green desk is it?", False),
    ],
)
def test_a_thing_is_named_in_no_question(text: str, *, states: bool) -> None:
    assert len(shown(text, CALLED)) == states


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("order hl-58213: one stoneware mug in deep sand, reported damaged.", True),
        ("order: hl-58213, one stoneware mug in deep sand, reported damaged.", True),
        ("mug sand hl-58213 replacement label prepaid courier refund damaged order", False),
    ],
)
def test_a_number_that_leads_a_terse_line_names_its_thing(text: str, *, holds: bool) -> None:
    assert bool(shown(text, NUMBER)) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("could you perhaps send it to us within 2 business days?", True),
        ("it is accepted, on condition that it leaves us within 2 business days.", True),
        ("it leaves us perhaps within 2 business days.", False),
        ("on condition that the boss agrees, it leaves us within 2 business days.", False),
    ],
)
def test_what_is_politely_asked_or_made_a_condition_is_stated(text: str, *, holds: bool) -> None:
    assert bool(shown(text, DISPATCH)) is holds


@pytest.mark.parametrize(
    ("text", "fact", "states"),
    [
        ("i dug into hl-58213 and learnt what happened.", NUMBER, True),
        ("i went over hl-58213 yesterday evening.", NUMBER, True),
        ("parrots sang hl-58213 yesterday evening.", NUMBER, False),
        ("hl-58213 comes down to the calendar.", NUMBER, True),
        ("sunny parrots hl-58213 boils down to green tea.", NUMBER, False),
        ("the 9th of march it disappears, quite silently.", DAY, True),
        ("the 9th of march parrots sing, quite silently.", DAY, False),
        ("two business days are set aside for parrots singing.", DISPATCH, True),
        ("two business days are not set aside for parrots singing.", DISPATCH, False),
        ("two business days are sunny for parrots singing.", DISPATCH, False),
    ],
)
def test_what_a_value_does_in_its_sentence_makes_it_said_of_something(
    text: str, fact: ReplyFact, *, states: bool
) -> None:
    assert (shown(text, fact) != []) is states
