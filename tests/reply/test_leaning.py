"""What a letter leans to, and what it only brushes."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.reply.force import Force
from tests.reply.leans import TABLE, at, by, lean


def meant(text: str, *facts: str) -> str | None:
    """The code that a letter leans to."""
    found = lean(text, *facts).meant()
    return found[0] if found else None


@pytest.mark.parametrize(
    "text",
    [
        "the money back is what you will have from us.",
        "a refund of all of it is under way, and the money comes to you.",
    ],
)
def test_a_letter_leans_to_what_its_words_stand_for(text: str) -> None:
    assert meant(text) == "refund"


@pytest.mark.parametrize(
    "text",
    [
        "thank you for the letter that you wrote to us.",
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


@pytest.mark.parametrize(
    ("fact", "bits"),
    [
        ("money", {"refund": 0, "repair": 10}),
        ("money is", {"refund": 0, "repair": 10}),
        ("is yours", {"refund": 9, "repair": 10}),
        # One that begins in a clause may end in the next, or in the last.
        ("yours, and we", {"refund": 9, "repair": 10}),
        ("yours, and we fix", {"refund": 9, "repair": 9}),
        ("money is yours, and we fix", {"refund": 0, "repair": 9}),
        ("fix", {"refund": 9, "repair": 9}),
        ("workshop", {"refund": 9, "repair": 1}),
        (", and", {"refund": 9, "repair": 10}),
    ],
)
def test_a_fact_takes_the_cues_in_it_wherever_it_stands(fact: str, bits: dict[str, int]) -> None:
    text = "money is yours, and we fix it in the workshop."
    assert lean(text, fact).sentences == {0: bits}


def test_what_a_letter_leans_by_cannot_be_changed() -> None:
    name = "ends"
    with pytest.raises(FrozenInstanceError):
        setattr(by({}), name, {})


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


@pytest.mark.parametrize(
    ("bits", "expected"),
    [
        ([(16, 0)], ("refund", 0)),
        ([(15, 0)], None),
        # One sentence tells enough, or all of them tell it together.
        ([(15, 0), (8, 0)], None),
        ([(15, 0), (15, 0), (3, 0)], None),
        ([(15, 0), (15, 0), (4, 0)], ("refund", 100)),
        ([(10, 0), (11, 0), (13, 0)], ("refund", 200)),
        ([(8, 0)] * 5, None),
        ([(9, 0), (8, 0), (8, 0), (8, 0)], None),
        ([(9, 0), (9, 0), (8, 0), (8, 0)], ("refund", 100)),
        ([(10, 0), (15, 0), (10, 0), (0, 1)], ("refund", 100)),
        ([(10, 0), (15, 0), (10, 0), (0, 1), (0, 1)], None),
        # Together they tell nothing beside a sentence that tells more than plainly another outcome.
        ([(15, 0), (15, 0), (15, 0), (0, 9)], ("refund", 200)),
        ([(15, 0), (15, 0), (15, 0), (0, 10)], None),
        ([(16, 0), (0, 10)], ("refund", 0)),
        ([(16, 0), (0, 11)], None),
        ([(16, 0), (9, 0), (0, 16)], ("refund", 0)),
        ([(16, 0), (9, 0), (0, 17)], None),
        ([(16, 0), (0, 12), (1, 0)], None),
        ([(16, 0), (0, 12), (2, 0)], ("refund", 0)),
        ([(16, 0), (16, 0)], ("refund", 100)),
        ([(17, 0), (16, 0)], ("refund", 0)),
        # Three sentences count, and no fourth.
        ([(16, 0), (16, 0), (16, 0), (16, 0), (0, 33)], None),
        ([(16, 0), (16, 0), (16, 0), (16, 0), (0, 32)], ("refund", 300)),
        ([(16, 0), (0, 16), (16, 0)], ("refund", 200)),
        # What leads is counted, over the next outcome or over nothing.
        ([(22, 6)], ("refund", 0)),
        ([(22, 7)], None),
        ([(16, -9)], ("refund", 0)),
        ([(15, -9)], None),
        ([(-1, -9)], None),
        # One and a half times as much as the best sentence for another.
        ([(18, 0), (0, 12)], ("refund", 0)),
        ([(17, 0), (0, 12)], None),
        ([(16, 0), (0, 16)], None),
        ([(17, 0), (17, 0), (0, 23), (0, 9)], None),
        ([(18, 0), (17, 0), (0, 23), (0, 9)], ("refund", 0)),
        ([(0, 17)], ("repair", 0)),
        ([], None),
    ],
)
def test_a_letter_leans_to_what_its_sentences_tell(
    bits: list[tuple[int, int]], expected: tuple[str, int] | None
) -> None:
    found = by(*({"refund": one, "repair": other} for one, other in bits))
    assert found.meant() == expected


def test_what_states_a_fact_has_to_tell_more() -> None:
    two = ({"refund": 16}, {"refund": 16})
    assert by(*two, factual=(0,)).meant() == ("refund", 100)
    assert by(*two, factual=(100,)).meant() == ("refund", 100)
    assert by(*two, factual=(0, 100)).meant() is None
    assert by(*two, {"refund": 8}, factual=(0, 100)).meant() is None
    assert by(*two, {"refund": 9}, factual=(0, 100)).meant() == ("refund", 100)
    assert by({"refund": 35}, factual=(0,)).meant() is None
    assert by({"refund": 36}, factual=(0,)).meant() == ("refund", 0)


def test_a_sentence_that_speaks_for_no_code_leads_nowhere() -> None:
    found = by({}, {"refund": -3}, {"refund": 0, "repair": 0}, {"refund": 1, "repair": -3})
    assert found.leads == {0: ("", 0), 100: ("", 0), 200: ("", 0), 300: ("refund", 1)}


def test_a_code_is_told_where_it_leads_by_so_many_bits() -> None:
    found = by({"refund": 9}, {"refund": 20, "repair": 12}, {"repair": 10})
    assert found.told(8) == [("refund", 0), ("refund", 100), ("repair", 200)]
    assert found.told(9) == [("refund", 0), ("repair", 200)]
    assert found.told(10) == [("repair", 200)]
    assert found.told(11) == []


@pytest.mark.parametrize(
    ("elsewhere", "here", "brushed"),
    [
        # By five bits more, at most, a sentence speaks for what it only brushes.
        ({}, {"refund": 4, "repair": 9}, True),
        ({}, {"refund": 4, "repair": 10}, False),
        ({}, {"refund": -2, "repair": 3}, True),
        ({}, {"refund": -2, "repair": 4}, False),
        ({}, {"repair": 5}, True),
        ({}, {"repair": 6}, False),
        ({}, {"refund": -5}, True),
        ({}, {"refund": -6}, False),
        ({}, {}, True),
        # It does not speak plainly for it, as it may beside a denial of the other.
        ({}, {"repair": 12, "refund": 11}, True),
        # Nor does any other sentence tell it outright.
        ({"repair": 15}, {}, True),
        ({"repair": 16}, {}, False),
        ({"repair": 20, "refund": 5}, {}, True),
    ],
)
def test_an_outcome_is_brushed_where_little_speaks_for_it(
    elsewhere: dict[str, int], here: dict[str, int], *, brushed: bool
) -> None:
    leans = by(elsewhere, here)
    for force in (Force.ASSERTED, Force.DEFERRED):
        assert leans.brushes([at(100, force=force)], "repair", "refund", ()) is brushed


def test_no_sentence_that_speaks_plainly_for_an_outcome_brushes_it() -> None:
    plain = {"refund": 0, "repair": 9, "other": 0}
    assert not by(plain | {"refund": 6}).brushes([at(0)], "repair", "other", ())
    assert not by({"repair": 9, "other": 9} | {"refund": 0}).brushes(
        [at(0)], "other", "repair", (0,)
    )
    assert by({"repair": 8, "refund": 5}).brushes([at(0)], "repair", "refund", ())
    for one, other in (("refund", "repair"), ("repair", "refund")):
        assert by({one: 9}).brushes([at(0)], other, one, ())


def test_what_a_phrase_says_at_length_is_no_brush() -> None:
    assert by({}).brushes([at(0, 30)], "repair", "refund", ())
    assert not by({}).brushes([at(0, 31)], "repair", "refund", ())


@pytest.mark.parametrize(
    ("sentence", "clause", "brushed"),
    [
        ({"refund": 1}, "r1", True),
        ({}, "r1", False),
        ({"refund": 1, "repair": 1}, "r1", False),
        ({"refund": 1}, "", False),
        ({"refund": 1}, "r1 f1", False),
        ({"repair": -1}, "r2 f1", True),
    ],
)
def test_it_is_one_where_all_around_it_speaks_for_what_another_phrase_does(
    sentence: dict[str, int], clause: str, *, brushed: bool
) -> None:
    leans, long = by(sentence, clauses={(0, 50): clause}), at(0, 31)
    assert leans.brushes([long], "repair", "refund", ()) is brushed
    assert not leans.brushes([long], "repair", "refund", (), phrased=False)
    assert not leans.brushes([long._replace(ours=True)], "repair", "refund", ())
    assert leans.brushes([at(0, 30)], "repair", "refund", (), phrased=False)


def test_less_is_needed_where_all_of_a_letter_speaks_for_what_is_done() -> None:
    for far, dominant in ((40, True), (39, False)):
        leans = by({"refund": far - 1}, {"refund": 1}, clauses={(100, 150): "r1"})
        assert leans.brushes([at(100, 10)], "repair", "refund", (100,)) is dominant
        leans = by({"refund": far - 1}, {"refund": 1}, clauses={(100, 150): ""})
        long = at(100, 31)
        assert leans.brushes([long], "repair", "refund", ()) is dominant
        assert not leans.brushes([long._replace(ours=True)], "repair", "refund", ())
        assert not leans.brushes([long], "repair", "refund", (), phrased=False)
    leans = by({"refund": 44, "repair": 5}, {}, clauses={(100, 150): "r1"})
    assert not leans.brushes([at(100)], "repair", "refund", (100,))


@pytest.mark.parametrize(
    ("clause", "brushed"), [("r3 r2", True), ("r3 r2 r1", False), ("r9 f2", False), ("f9", True)]
)
def test_but_the_clause_does_not_speak_for_the_other_by_more_than_a_brush(
    clause: str, *, brushed: bool
) -> None:
    leans = by({"repair": 60}, {}, clauses={(100, 150): clause})
    assert leans.brushes([at(100)], "refund", "repair", (100,)) is brushed


def test_a_sentence_that_is_plain_about_a_third_outcome_brushes_none() -> None:
    assert by({"other": 8}).brushes([at(0)], "repair", "refund", ())
    assert not by({"other": 9}).brushes([at(0)], "repair", "refund", ())
    assert by({"refund": 9}).brushes([at(0)], "repair", "refund", ())


def test_only_what_commits_has_to_be_brushed() -> None:
    leans = by({"repair": 8})
    assert not leans.brushes([at(0)], "repair", "refund", ())
    for force in (Force.REQUESTED, Force.DENIED):
        assert leans.brushes([at(0, force=force)], "repair", "refund", ())
    assert leans.brushes([], "repair", "refund", ())


def test_no_outcome_is_brushed_that_no_letter_is_known_for() -> None:
    assert not by({"refund": 9}).brushes([at(0)], "voucher", "refund", ())
    assert by({"repair": 9}).brushes([], "refund", "voucher", ())


@pytest.mark.parametrize(
    ("clause", "brushed"),
    [("r3 r2", True), ("r3 r1", False), ("r3 r2 f1", False), ("r9 f2", True), ("f1", False)],
)
def test_beside_what_is_done_the_clause_of_an_outcome_has_to_speak_for_that(
    clause: str, *, brushed: bool
) -> None:
    leans = by({}, clauses={(0, 10): "f9", (10, 20): clause, (20, 30): "f9"})
    for start in (10, 19):
        assert leans.brushes([at(start)], "repair", "refund", (0,)) is brushed
        assert leans.brushes([at(start)], "repair", "refund", (100,))
    assert not leans.brushes([at(9)], "repair", "refund", (0,))
    assert not leans.brushes([at(20)], "repair", "refund", (0,))
    assert not leans.brushes([at(40)], "repair", "refund", (0,))


def test_what_a_letter_leans_by_is_known_by_sentence_and_by_clause() -> None:
    text = "we send it. if so, the money is yours, and we fix it by friday."
    found = lean(text, "friday")
    assert found.table == TABLE
    assert found.ends == {0: 10, 11: len(text) - 1}
    assert found.factual == {11}
    assert found.sentences == {0: {"refund": 0, "repair": 0}, 11: {"refund": 0, "repair": 0}}
    told = lean("the money is yours, and we fix it.")
    assert {text: "money" in cues for text, cues in told.clauses.items()} == {
        (0, 18): True,
        (20, 33): False,
    }
    assert told.sentences == {0: {"refund": 9, "repair": 1}}
    assert lean("the money, money is yours.").sentences[0]["refund"] == 9
