"""Where a sentence is cut into clauses, and what is said along the way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import lexicon
from supportops.reply.cutting import MAX_SENTENCE, cuts_of, piece_of, stretches
from supportops.reply.grammar import sentences
from supportops.reply.text import Token, tokenise

UNCUT = """
we refund the mug
order: we refund it
state of it: broken
1) mug: gone
we refund it (1) today (12) and tomorrow
the mug and a jar
it is so-called stoneware
at 10:30 it broke
the mug has not yet been sent
we cannot yet refund it
it isn't yet here and as yet unsent
"""

CUT = """
don't bin it: | we refund it
please do not bin: | we refund it
we refund it, | the mug broke
we refund it; | the mug broke
we refund all of it: | the mug broke
we refund it - | today
state of the mug: | broken
state of it: broken: | gone
we refund ( | your order) | today
we refund it ( | 123) | times
the mug [ | maya] | broke
we refund it ( | your order), | today
we refund it | but not you
we saw it | because it broke
we saw it | yet we refund it
we saw it | and we refund it
the mug broke | and will be sent
the mug, | maya, | and we saw it, | broke
"""

INTERRUPTED = {
    # What is only said along the way is taken out, wherever it stands.
    "the mug, of course, broke": ["the mug broke"],
    "maya, of course, broke": ["maya broke"],
    "my dear, i'm sorry to say, broken": ["my dear broken"],
    "the mug, in fact, broke, of course, again": ["the mug broke again"],
    "the mug, in fact, broke, as we see, today, the jar did not": [
        "the mug broke today",
        "the jar did not",
    ],
    "the sheet, as matters stand, is not here": ["the sheet is not here"],
    "the sheet, as yet, is not here": ["the sheet is not here"],
    "the sheet, as matters, is not here": ["the sheet", "as matters", "is not here"],
    # What was joined counts as a whole, when the next few words interrupt it.
    "our shiny mug, maya, broke, today, again": ["our shiny mug maya broke today again"],
    "it broke, the mug, of course, did": ["it broke", "the mug did"],
    # A name, or whatever else stands for itself, does not end a clause of three words or more.
    "our shiny mug, maya, broke": ["our shiny mug maya broke"],
    "our shiny blue mug, maya, broke": ["our shiny blue mug maya broke"],
    "our mug, maya, broke": ["our mug", "maya", "broke"],
    "our shiny mug, in the end, broke": ["our shiny mug in the end broke"],
    "our shiny mug, at the very end, broke": ["our shiny mug at the very end broke"],
    "our shiny mug, at the very last end, broke": [
        "our shiny mug",
        "at the very last end",
        "broke",
    ],
    # Five words are said along the way only as a set phrase; of more, none is one.
    "our shiny mug, we are sorry to say, broke": ["our shiny mug broke"],
    "our shiny mug, we are so sorry to say, broke": [
        "our shiny mug",
        "we are so sorry to say",
        "broke",
    ],
    # What names a person, denies, starts a clause or holds a figure is a clause of its own.
    "our shiny mug, yours, broke": ["our shiny mug", "yours", "broke"],
    "our shiny mug, not maya, broke": ["our shiny mug", "not maya", "broke"],
    "our shiny mug, once blue, broke": ["our shiny mug", "once blue", "broke"],
    "our shiny mug, blue once, broke": ["our shiny mug blue once broke"],
    "our shiny mug, at 5, broke": ["our shiny mug", "at 5", "broke"],
    # So is what stands before a clause of its own, or not between two commas.
    "our shiny mug, maya, we saw": ["our shiny mug", "maya", "we saw"],
    "our shiny mug, of course, we saw": ["our shiny mug", "of course", "we saw"],
    "our shiny mug, maya, saw we": ["our shiny mug maya saw we"],
    "our shiny mug, maya; broke": ["our shiny mug", "maya", "broke"],
    "our shiny mug; maya, broke": ["our shiny mug", "maya", "broke"],
    "our shiny mug, of course": ["our shiny mug", "of course"],
}

FILLED = {
    "we have gone ahead and refunded it": "we have refunded it",
    "today we went ahead and refunded it": "today we refunded it",
    "going ahead and refunding it": "refunding it",
    "the mug went ahead and broke on the way": "the mug broke on the way",
    "we have gone ahead and": "we have gone ahead and",
    "we refunded it": "we refunded it",
}


def cut(raw: str, offset: int = 0) -> list[str]:
    """The clauses of a sentence that stands so far into its text."""
    tokens = [Token(one.text, one.start + offset, one.end + offset) for one in tokenise(raw)]
    cuts = [cut + offset for cut in cuts_of(raw)]
    found = stretches(raw, offset, piece_of(tokens), cuts)
    assert all(clause == piece_of(clause[0]) for clause in found)
    return [" ".join(words) for _, words in found]


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


def _words(text: str) -> str:
    return " ".join(token.text for token in tokenise(text))


@pytest.mark.parametrize("text", _lines(UNCUT))
def test_a_label_a_number_and_a_word_with_a_mark_inside_cut_nothing(text: str) -> None:
    assert cut(text) == [_words(text)]


@pytest.mark.parametrize("text", _lines(CUT))
def test_a_mark_a_bracket_and_a_joining_word_cut(text: str) -> None:
    assert cut(text.replace("| ", "")) == [_words(part) for part in text.split("|")]


@pytest.mark.parametrize(("text", "clauses"), INTERRUPTED.items())
def test_a_few_words_between_two_commas_may_interrupt_a_clause(
    text: str, clauses: list[str]
) -> None:
    assert cut(text) == clauses


@pytest.mark.parametrize("filler", ["", "went ahead and "])
@pytest.mark.parametrize("more", [-1, 0, 1, MAX_SENTENCE, MAX_SENTENCE + 1])
def test_a_clause_that_is_longer_than_any_sentence_is_cut_behind_as_many_words(
    more: int, filler: str
) -> None:
    words = [f"b{number}" for number in range(MAX_SENTENCE + more)]
    parts = [words[at : at + MAX_SENTENCE] for at in range(0, len(words), MAX_SENTENCE)]
    assert cut(f"b0 {filler}{' '.join(words[1:])}") == list(map(" ".join, parts))


def test_a_long_sentence_of_short_clauses_is_cut_where_those_end() -> None:
    clauses = [f"we b{number} it" for number in range(MAX_SENTENCE)]
    assert cut(", ".join(clauses)) == clauses


@pytest.mark.parametrize(("text", "clause"), FILLED.items())
def test_fillers_are_taken_out_of_what_goes_on_behind_them(text: str, clause: str) -> None:
    assert cut(text) == [clause]


@pytest.mark.parametrize("text", [*INTERRUPTED, *FILLED])
@pytest.mark.parametrize("offset", [1, 50])
def test_a_sentence_is_cut_alike_wherever_it_stands(text: str, offset: int) -> None:
    assert cut(text, offset) == cut(text)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        # One joining word behind another cuts nothing more, at the start of a sentence too.
        (" but however we refund it", ["but however we refund it"]),
        (" but however we: not now", ["but however we", "not now"]),
    ],
)
def test_a_sentence_is_cut_from_its_first_sign_on(text: str, clauses: list[str]) -> None:
    assert cut(text) == clauses


def test_every_word_but_what_is_said_along_the_way_stands_in_one_clause_in_its_place() -> None:
    text = "in fact, our shiny mug, maya, broke, and we saw it: of course; (1) ours - not yours"
    assert " ".join(cut(text)) == _words(text)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("it wasn't: each pays for its own.", ["it wasn't", "each pays for its own"]),
        ("it was not: each pays for its own.", ["it was not", "each pays for its own"]),
        ("it was: each pays for its own.", ["it was each pays for its own"]),
        ("not refunded: the mug.", ["not refunded the mug"]),
    ],
)
def test_a_denial_before_a_colon_is_a_statement_of_its_own(text: str, clauses: list[str]) -> None:
    (found,) = sentences(text)
    assert [" ".join(clause.words) for clause in found.clauses] == clauses


@given(st.from_regex(lexicon.pattern("fillers")))
def test_a_filler_starts_with_a_word_of_a_few(text: str) -> None:
    assert not lexicon.openings("fillers").isdisjoint(re.split(r"\s", text))


def test_what_any_word_may_open_has_no_words_that_open_it() -> None:
    with pytest.raises(ValueError, match="any word that starts so may open 'insults': "):
        lexicon.openings("insults")
