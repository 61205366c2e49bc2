"""Heaps of words and figures make no sentence."""

import pytest

from supportops import lexicon
from supportops.reply.heaps import is_jumbled
from supportops.reply.text import tokenise


def jumbled(text: str) -> bool:
    """Whether the words of a text make no sentence."""
    tokens = tokenise(text)
    known = sum(token.text in lexicon.words("prose") for token in tokens)
    return is_jumbled(text, 0, tokens, known)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("305 rt-51401 59 91 happy 40th 173.", True),
        ("305 59 lamp 91.", True),
        ("305 59 lamp.", False),
        # What belongs to a value is of something.
        ("305 59 lamp 91 days.", False),
        ("lamp 12.00 eur, 3 days, 5 business days.", False),
        # No more figures than function words read as a sentence.
        ("the 12 and the 14 and the 16 are ours.", False),
        ("the 12 14 16 18.", True),
        # The number of a thing is what the others are said of.
        ("order lo-84360 contains one article, an e-book reader, 16 gb.", False),
        ("order article contains lamp article, an e-book reader, 16 gb.", True),
        ("your 3 of the 12 and 14.", False),
    ],
)
def test_figures_of_nothing_make_a_heap(text: str, *, expected: bool) -> None:
    assert jumbled(text) is expected
