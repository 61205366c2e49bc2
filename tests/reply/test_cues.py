"""Weak cues settle what no phrase does, and nothing else."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import lexicon
from supportops.cases import TASK_IDS, case_file
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.build import MISSING_CODE
from supportops.reply.cues import Leaning, leaning, settled, stem
from supportops.reply.force import Force
from supportops.reply.grammar import sentences
from supportops.reply.hits import Hit

TABLE: Mapping[str, Mapping[str, int]] = {
    "refund": {"money": 9, "money back": 9, "!repair": 4, "refund": 9},
    "repair": {"workshop": 9, "repair": 9, "fix": 1, "!money": 5},
}
NO_PLACES: dict[str, list[Hit]] = {"refund": [], "repair": []}


@pytest.fixture(autouse=True, scope="module")
def table() -> object:
    """A table of two outcomes in the place of those of the lexicon, for a family of its own."""
    with pytest.MonkeyPatch.context() as patch:
        known = lexicon.cues
        patch.setattr(lexicon, "cues", lambda family: TABLE if family == "mine" else known(family))
        yield


def lean(text: str, *facts: str) -> Leaning:
    """What a letter leans to, with these words of it as stated facts."""
    found = [clause for sentence in sentences(text) for clause in sentence.clauses]
    spans = [(text.index(fact), text.index(fact) + len(fact)) for fact in facts]
    return leaning(found, spans, "mine")


def meant(text: str, *facts: str) -> str | None:
    """The code that a letter leans to."""
    found = lean(text, *facts).meant()
    return found[0] if found else None


def place(text: str, words: str) -> Hit:
    """Words of a letter as a place where it commits."""
    at = text.index(words)
    start = max(s.start for s in sentences(text) if s.start <= at)
    return Hit(at, at + len(words), Force.ASSERTED, denied=False, sentence=start)


@pytest.mark.parametrize(
    "text",
    [
        "the money back is what you will have from us.",
        "the money comes to you in a week. a refund of all of it is under way.",
    ],
)
def test_a_letter_leans_to_what_its_words_stand_for(text: str) -> None:
    assert meant(text) == "refund"


@pytest.mark.parametrize(
    "text",
    [
        "thank you for the letter that you wrote to us.",
        "the money comes to you in a week.",
        "if it were so, the money back would be yours.",
        'you wrote to us about "the money back" in your letter.',
        "we do not think that the money back is what you will have.",
        "we had the money back. the workshop has to repair it, for a repair is what we owe you.",
    ],
)
def test_what_says_too_little_or_does_not_assert_it_leans_to_nothing(text: str) -> None:
    assert meant(text) != "refund"


def test_stated_facts_are_no_cues() -> None:
    text = "the money back is what you will have from us."
    assert meant(text, "money") is None


def test_something_beside_the_facts_has_to_speak_for_it() -> None:
    text = "the money back is what you have by friday."
    assert meant(text) == "refund"
    assert meant(text, "friday") is None


def test_a_denied_word_is_another_word() -> None:
    bits = lean("we do not repair it.").sentences[0]
    assert bits == {"refund": 4, "repair": 0}


@given(st.lists(st.sampled_from(["thank you for that.", "it is so with us.", "we are here."])))
def test_sentences_that_speak_for_nothing_change_nothing(junk: list[str]) -> None:
    for text in ("the money comes to you in a week.", "the money back is what you will have."):
        assert meant(" ".join([text, *junk])) == meant(text)
        assert meant(" ".join([*junk, text])) == meant(text)


def test_a_letter_without_a_commitment_commits_to_what_it_leans_to() -> None:
    text = "hello to you. the money back is what you will have from us"
    found = settled(NO_PLACES, (), lean(text))
    (only,) = found["refund"]
    assert text[only.start : only.end].strip() == "the money back is what you will have from us"
    assert found["repair"] == []


def test_it_does_not_if_it_denies_that_elsewhere() -> None:
    text = "the money back is what you will have from us."
    denied = place(text, "money")._replace(denied=True, force=Force.DENIED)
    assert settled({"refund": [denied], "repair": []}, (), lean(text))["refund"] == [denied]


def test_a_code_without_a_list_of_phrases_is_never_committed_to() -> None:
    assert settled({"repair": []}, (), lean("the money back is what you have.")) == {"repair": []}


def test_an_outcome_that_is_only_brushed_goes() -> None:
    text = "the money back is yours in place of a fix."
    said = {"refund": [place(text, "money back")], "repair": [place(text, "a fix")]}
    found = settled(said, ("refund", "repair"), lean(text))
    assert found == {"refund": said["refund"], "repair": []}


@pytest.mark.parametrize(
    "text",
    [
        "the money back is yours. a fix is on its way.",
        "the money back is yours. the workshop will repair it, and a fix is on its way.",
        "the money back is yours in place of a fix. the workshop will repair it.",
    ],
)
def test_an_outcome_with_a_sentence_of_its_own_stays(text: str) -> None:
    said = {"refund": [place(text, "money back")], "repair": [place(text, "a fix")]}
    assert settled(said, ("refund", "repair"), lean(text)) == said


def test_an_outcome_that_no_cue_speaks_for_is_none_beside_one_that_has_some() -> None:
    text = "the money back is yours. it stands as it was."
    said = {"refund": [place(text, "money back")], "repair": [place(text, "it stands")]}
    assert settled(said, ("refund", "repair"), lean(text)) == said | {"repair": []}
    told = said | {"repair": [place(text, "it stands")._replace(end=len(text) + 30)]}
    assert settled(told, ("refund", "repair"), lean(text)) == told


def test_what_is_asked_needs_no_cue() -> None:
    text = "the money back is yours. could you wait for it?"
    said = {"refund": [place(text, "money back")], "repair": [place(text, "wait")]}
    assert settled(said, ("refund", "repair"), lean(text)) == said


def test_an_outcome_that_no_letter_is_known_for_stays() -> None:
    text = "the money back is yours, and a voucher."
    said = {"refund": [place(text, "money back")], "voucher": [place(text, "voucher")]}
    assert settled(said, ("refund", "voucher"), lean(text)) == said


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


def test_what_is_done_beside_the_right_outcome_is_no_brush_with_it() -> None:
    text = "the money back is yours, and a fix is on its way as well."
    said = {"refund": [place(text, "money back")], "repair": [place(text, "a fix")]}
    assert settled(said, ("refund", "repair"), lean(text)) == said
