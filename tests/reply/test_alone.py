"""Values that stand alone in their sentence, and what they are said of."""

import pytest

from supportops.casefile import ReplyFact
from supportops.reply.facts import stated
from supportops.reply.grammar import sentences
from tests.reply.claimed import DISPATCH, NUMBER, asking


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
        ("it is leaving our warehouse.\n\n2 business days.", False),
    ],
)
def test_a_span_is_of_what_the_heading_right_above_it_announces(text: str, *, holds: bool) -> None:
    assert states(text, DISPATCH) is holds
