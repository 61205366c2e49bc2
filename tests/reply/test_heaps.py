"""Heaps of words and figures make no sentence."""

import pytest

from supportops import lexicon
from supportops.reply.cutting import piece_of
from supportops.reply.heaps import is_jumbled
from supportops.reply.text import tokenise

BEFORE = "so (it) is, and ours: "


def jumbled(text: str, before: str = "") -> bool:
    """Whether the words of a text, behind another, make no sentence."""
    start = len(before)
    tokens = [token for token in tokenise(before + text) if token.start >= start]
    known = sum(token.text in lexicon.words("prose") for token in tokens)
    return is_jumbled(text, start, piece_of(tokens), known)


FIGURES = {
    "305 rt-51401 59 91 happy 40th 173.": True,
    "305 59 lamp 91.": True,
    "305 59 lamp.": False,
    # What belongs to a value is of something.
    "305 59 lamp 91 days.": False,
    "lamp 12.00 eur, 3 days, 5 business days.": False,
    # No more figures than function words read as a sentence.
    "the 12 and the 14 and the 16 are ours.": False,
    "the 12 14 16 18.": True,
    # The number of a thing is what the others are said of.
    "order lo-84360 contains one article, an e-book reader, 16 gb.": False,
    "order article contains lamp article, an e-book reader, 16 gb.": True,
    "your 3 of the 12 and 14.": False,
}


@pytest.mark.parametrize(("text", "expected"), FIGURES.items())
def test_figures_of_nothing_make_a_heap(text: str, *, expected: bool) -> None:
    assert jumbled(text) is expected


SPARSE = {
    # Eight words may be a label and what it labels; nine need one function word, ten need two.
    "cups, jugs, jars, pots, pans, lids, urns, vats": False,
    "cups, jugs, jars, pots, pans, lids, urns, vats, tins": True,
    "our cups, jugs, jars, pots, pans, lids, urns, vats": False,
    "our cups, jugs, jars, pots, pans, lids, urns, vats, tins": True,
    # The number of a thing needs none, as a label or behind one word.
    "hl-1234: our cups, jugs, jars, pots, pans, lids, urns, vats": False,
    "order hl-1234: our cups, jugs, jars, pots, pans, lids, urns": False,
    "cups: our cups, jugs, jars, pots, pans, lids, urns, vats, tins": True,
    "order hl-1234 has our cups, jugs, jars, pots, pans, lids, urns": False,
    "hl-1234 order, our cups, jugs, jars, pots, pans, lids, urns": True,
    "our order hl-1234, cups, jugs, jars, pots, pans, lids, urns": True,
    # Nor does an amount or a span.
    "our cups, jugs, jars, pots, pans, lids, 28.90 eur, 12.00 eur": False,
    "28.90 eur, 24.00 eur, 12.00 eur, 2 days, 9 march": True,
}


@pytest.mark.parametrize(("text", "expected"), SPARSE.items())
def test_more_words_than_a_label_has_need_one_function_word_in_nine(
    text: str, *, expected: bool
) -> None:
    assert jumbled(text) is expected


RUNS = {
    # Six in a row, behind function words, before them and between.
    "we all of us mend cups jugs jars pots pans": False,
    "we all of us mend cups jugs jars pots pans lids": True,
    "cups jugs jars pots pans lids we all of us": False,
    "cups jugs jars pots pans lids urns we all of us": True,
    "we mend cups jugs jars pots pans and lids urns vats of us": False,
    "we all mend cups jugs jars pots pans lids urns of us": True,
    # A mark starts another row, with the word behind it.
    "we all of us mend cups jugs jars pots, pans lids urns vats tins bins": False,
    "we all of us mend cups, jugs jars pots pans lids urns": False,
    "we all of us mend cups, jugs jars pots pans lids urns vats": True,
    "cups, we all of us mend jugs jars pots pans lids urns": True,
    # The number of a thing is no keyword, nor is what belongs to a value.
    "we all of us mend cups jugs hl-1234 hl-1235 jars pots pans": False,
    "we all of us mend cups jugs hl-1234 hl-1235 jars pots pans lids": True,
    "we all of us mend hl-1234 hl-1235 hl-1236 hl-1237 hl-1238 hl-1239 hl-1240": False,
    "we all of us mend cups 28.90 eur jugs jars pots pans": False,
    "we all of us mend cups 28.90 eur jugs jars pots pans lids": True,
    "we all of us mend cups within 2 days jugs 3 days jars pots": False,
    "we all of us mend cups jugs jars 2 3 days jars": False,
    # Unless figures that belong to nothing run on with it.
    "we all of us mend cups 12 14 28.90 eur jugs": False,
    "we all of us mend cups 12 14 16 28.90 eur jugs": True,
}


@pytest.mark.parametrize(("text", "expected"), RUNS.items())
def test_seven_words_in_a_row_with_no_function_word_are_a_heap(
    text: str, *, expected: bool
) -> None:
    assert jumbled(text) is expected


BRACKETS = {
    # What stands in brackets needs no function word.
    "mug hl-1234 (red, blue, four slots, 32 gb, pink, teal) ends now": False,
    "mugs (red, pink) cups, jugs, jars, pots, pans, lids, urns": False,
    "(red, pink) cups, jugs, jars, pots, pans, lids, urns, vats": False,
    # What stands around them does.
    "cups, jugs, jars, pots, pans, lids, urns, vats, tins (red)": True,
    "(red) cups, jugs, jars, pots, pans, lids, urns, vats, tins": True,
    "cups, jugs, jars, pots, pans (red, pink), lids, urns, vats, tins": True,
    # A row of words in them is a heap, if there are more of all than a label has.
    "mug hl-1234 (red blue green grey pink gold teal) ends": True,
    "mug hl-1234 (red blue green grey pink gold) ends now": False,
    "(red blue green grey pink gold teal) mug": False,
    "cups jugs jars pots pans lids urns": False,
    "cups jugs jars pots pans lids urns vats": False,
}


@pytest.mark.parametrize(("text", "expected"), BRACKETS.items())
def test_brackets_need_no_function_word_but_may_hold_a_heap(text: str, *, expected: bool) -> None:
    assert jumbled(text) is expected


@pytest.mark.parametrize("text", [*FIGURES, *SPARSE, *RUNS, *BRACKETS])
def test_a_heap_is_one_wherever_it_stands(text: str) -> None:
    assert jumbled(text, BEFORE) is jumbled(text)
