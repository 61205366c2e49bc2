"""Weak cues are words that are said, and the tables tell what they stand for."""

import pytest

from supportops import lexicon
from supportops.cases import TASK_IDS, case_file
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.build import MISSING_CODE
from supportops.reply.covered import Covered
from supportops.reply.cues import cues, stem
from supportops.reply.grammar import sentences


@pytest.mark.parametrize(
    ("word", "expected"),
    [("sending", "send"), ("sends", "send"), ("the", "the"), ("bus", "bus")],
)
def test_words_lose_their_endings_and_numbers_are_one(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize("family", FAMILIES)
def test_every_right_code_of_a_family_has_cues_for_it(family: str) -> None:
    table = lexicon.cues(family)
    assert {*table} == {*archetype(family).table.codes, MISSING_CODE}
    assert all(any(bits > 0 for bits in cues.values()) for cues in table.values())
    assert all(bits for cues in table.values() for bits in cues.values())


def test_named_and_generated_cases_of_a_family_are_read_alike() -> None:
    assert [case_file(name).cues for name in TASK_IDS] == [
        "damaged_item",
        "duplicate_charge",
        "account_takeover",
    ]
    assert lexicon.cues("") == {}


def told_by(text: str, *facts: str) -> set[str]:
    """The cues of a text."""
    found = [clause for sentence in sentences(text) for clause in sentence.clauses]
    spans = Covered((text.index(fact), text.index(fact) + len(fact)) for fact in facts)
    return {cue for clause in found for cue in cues(clause, spans)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we mend broken mugs.", "mend|broken|mug|we mend|mend broken|broken mug"),
        ("we are with you.", ""),
        ("once we mend it.", "mend|we mend|mend it"),
        ("if we mend it.", ""),
        ("we do not mend 2 mugs.", "!mend|!mug|! !mend"),
        ("do we mend it?", ""),
        # What somebody else wants is no word of ours.
        ("it seems you want us to mend mugs.", "seem|want|it seem|seem you|you want"),
        ("we mend it, and you asked for red mugs.", "mend|ask|we mend|mend it|you ask"),
        ("what we asked for is a mug.", "ask|mug|we ask|ask for|a mug"),
        # What may be, or is so in general, is none either; a polite request is.
        ("we might mend red mugs.", ""),
        ("in most cases we mend mugs.", "cas|most cas"),
        # What we are sorry about or thankful for is none; what we are sorry to say is one.
        ("we are sorry for red mugs.", "sorry|are sorry"),
        ("thank you about the mugs.", "thank|thank you"),
        ("thanks for red mugs.", "thank"),
        ("we are sorry that we mend mugs.", "sorry|mend|mug|are sorry|sorry that|we mend|mend mug"),
        ("sorry we ask for mugs.", "sorry|ask|mug|sorry we|we ask|ask for|for mug"),
        ("a mug for you, sorry about it.", "mug|a mug|mug for|sorry"),
        ("we sent it and could mend mugs.", "sent|we sent|sent it"),
        ("could you mend it?", "?mend|?you mend|?mend it"),
        # A number and a unit are no cue, nor does anything stand beside them.
        ("we mend 2 mugs in weeks.", "mend|we mend|mug|mug in"),
        ("we mend hl-1 now.", "mend|we mend"),
        # So it is with what introduces the words of somebody.
        ("you wrote:", ""),
        ("we wrote red mugs.", "red|mug|red mug"),
        # What is denied, and its negation, each with its sign.
        ("we never mend mugs.", "!mend|!mug|! !mend|!mend !mug"),
        ("we cannot mend it.", "!mend|! !mend|!mend !it"),
        ("we decline broken mugs.", "!|!broken|!mug|we !|! !broken|!broken !mug"),
        ("we do not see it, or send it.", "!see|!send|! !see|!see !it|!or !send|!send !it"),
        # A quotation is nobody's.
        ('we mend "blue" mugs now.', "mend|we mend|mug|mug now"),
    ],
)
def test_the_cues_of_a_clause_are_its_words_and_each_two_in_a_row(text: str, expected: str) -> None:
    assert told_by(text) == set(filter(None, expected.split("|")))


def test_a_stated_fact_parts_the_words_around_it() -> None:
    text = "we mend blue mugs now."
    assert told_by(text, "blue") == {"mend", "we mend", "mug", "mug now"}
    assert told_by(text, "lue") == told_by(text)
    assert told_by(text, "mend ") == {cue for cue in told_by(text) if "mend" not in cue}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("mug's", "mug"),
        ("mugs", "mug"),
        ("boxes", "box"),
        ("fixed", "fix"),
        ("red", "red"),
        ("need", "need"),
        ("used", "used"),
        ("plane", "plan"),
        ("newly", "new"),
        ("only", "only"),
        ("seeing", "see"),
        ("being", "being"),
    ],
)
def test_three_letters_of_a_word_are_left_at_least(word: str, expected: str) -> None:
    assert stem(word) == expected
