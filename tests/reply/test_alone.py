"""Values that stand alone in their sentence, and what they are said of."""

import pytest

from supportops.casefile import ReplyFact
from supportops.reply.alone import on_topic
from supportops.reply.facts import stated
from supportops.reply.grammar import sentences
from tests.reply.claimed import AMOUNT, DISPATCH, NUMBER, asking


def states(text: str, fact: ReplyFact) -> bool:
    return bool(stated(sentences(text), asking(fact)).facts)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("order\n- hl-58213", True),
        ("**your order**\n* hl-58213\n\nthe mug is sent again.", True),
        # Not apart from its heading, nor below one that denies it or says more than a heading.
        ("order\n\nhl-58213", False),
        ("order\n\n- hl-58213", False),
        ("no such order\n- hl-58213", False),
        ("this is a line of words about the order of a mug\n- hl-58213", False),
        ("order\n- hl-51877", False),
        # The mark of an item has a space behind it.
        ("order\n-hl-58213", False),
        # A heading has six words at most.
        ("about the order of the mug\n- hl-58213", True),
        ("the order of the mug here now\n- hl-58213", False),
        # Other lines may stand before the heading.
        ("hello\n\norder\n- hl-58213", True),
    ],
)
def test_a_number_is_of_what_the_heading_right_above_it_announces(
    text: str, *, holds: bool
) -> None:
    assert states(text, NUMBER) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("how long it takes\n - 2 business days", True),
        ("*dispatch*\n- 2 business days", True),
        ("it never takes\n - 2 business days", False),
        # The mark of an item has a space behind it, however the span goes on.
        ("dispatch\n-2 business days", False),
        ("dispatch\n-1 - 2 business days", False),
        ("it is leaving our warehouse.\n\n2 business days.", False),
    ],
)
def test_a_span_is_of_what_the_heading_right_above_it_announces(text: str, *, holds: bool) -> None:
    assert states(text, DISPATCH) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("your order leaves us soon. 2 business days.", True),
        ("your order leaves us soon. two (2) business days.", True),
        # It follows right away, and it is that span and no more.
        ("your order leaves us soon.\n\n2 business days.", False),
        ("2 business days. your order leaves us soon.", False),
        ("your order leaves us soon. we see. 2 business days.", False),
        ("your order leaves us soon. 2 business days, 3 business days.", False),
        ("your order leaves us soon. 28.90 eur. 2 business days.", False),
        # What stands before is a sentence, about something such letters are about.
        ("your order. 2 business days.", False),
        ("the violin sonata is played. 2 business days.", False),
        ("it is a sonata for the violin. 2 business days.", False),
        ("the violin is there now. 2 business days.", True),
    ],
)
def test_a_span_that_stands_alone_belongs_to_the_sentence_before_it(
    text: str, *, holds: bool
) -> None:
    assert states(text, DISPATCH) is holds


@pytest.mark.parametrize(("more", "holds"), [("", True), ("full ", False)])
def test_a_span_that_stands_alone_has_six_words_at_most(more: str, *, holds: bool) -> None:
    long = DISPATCH.model_copy(update={"value": "120 business days"})
    text = f"your order leaves us soon. one hundred and twenty {more}business days."
    assert states(text, long) is holds


def test_an_amount_that_stands_alone_belongs_to_nothing() -> None:
    assert not states("your order is with us now. 28.90 eur.", AMOUNT)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("hl-58213. the order has not come.", True),
        ("hl-58213. sorry. the order has not come.", True),
        ("hl-58213. the violin is in the old attic with a sonata.", False),
        ("hl-58213. order. refund. mug.", False),
        # The prose has four words, is no label, and may end with what is not told.
        ("hl-58213. we mend it.", False),
        ("hl-58213. we do mend it.", True),
        ("hl-58213. status: now the order only.", False),
        ("hl-58213. the order has not come, perhaps.", True),
        ("hl-58213.", False),
        ("hl-58213.\n\nthe order has not come.", False),
        ("hl-58213 hl-58213. the order has not come.", False),
        ("please use the following reference:\n\nhl-58213\n\nthank you for it.", True),
        ("for all of it, please use the following:\n\nhl-58213\n\nthank you for it.", True),
        ("please use the following mug order nr:\n\nhl-58213\n\nthank you for it.", True),
        ("please use the following old mug order nr:\n\nhl-58213\n\nthank you for it.", False),
        ("please use a reference for it:\n\nhl-58213\n\nthank you for it.", False),
        ("following reference:\n\nhl-58213\n\nthank you for it.", False),
    ],
)
def test_a_number_alone_is_what_its_paragraph_is_about_or_was_announced(
    text: str, *, holds: bool
) -> None:
    assert states(text, NUMBER) is holds


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        ("the violin sonata has an order.", "sonata", True),
        ("the violin sonata has an order.", "order", False),
        ("the order has a violin sonata.", "order", False),
        # A word right behind the value is no part of it.
        ("28.90\u20acorder has a violin sonata.", "28.90\u20ac", True),
        # Fewer than two words beside the value are too few to tell.
        ("the violin has an order.", "order", True),
        ("the violin sonata has it.", "it", False),
    ],
)
def test_a_sentence_is_on_topic_by_the_words_beside_its_value(
    text: str, value: str, *, holds: bool
) -> None:
    (sentence,) = sentences(text)
    start = text.index(value)
    assert on_topic(sentence, (start, start + len(value)), asking(NUMBER)) is holds
