"""What a letter leans to settles what its phrases leave open, and nothing else."""

from collections.abc import Mapping
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import lexicon
from supportops.reply.force import Force
from supportops.reply.grammar import sentences
from supportops.reply.hits import Hit
from supportops.reply.leaning import Leaning, leaning, settled

TABLE: Mapping[str, Mapping[str, int]] = {
    "refund": {"money": 9, "money back": 9, "!repair": 4, "refund": 9},
    "repair": {"workshop": 9, "?workshop": 9, "repair": 9, "fix": 1, "!money": 5},
}
NO_PLACES: dict[str, list[Hit]] = {"refund": [], "repair": []}


@pytest.fixture(autouse=True, scope="module")
def table() -> object:
    """A table of two outcomes in the place of those of the lexicon, for a family of its own."""
    with pytest.MonkeyPatch.context() as patch:
        known = lexicon.cues
        patch.setattr(lexicon, "cues", lambda family: TABLE if family == "mine" else known(family))
        yield


def lean(text: str, *facts: str, stated: str = "") -> Leaning:
    """What a letter leans to, with these words of it as facts, or as a fact of another kind."""
    found = [clause for sentence in sentences(text) for clause in sentence.clauses]
    spans = [(text.index(fact), text.index(fact) + len(fact)) for fact in facts]
    at = text.index(stated)
    return leaning(found, spans, [(at, at + len(stated))] if stated else [], "mine")


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


@pytest.mark.parametrize("stated", ["the money", "money", "is yours", "fix it", "it."])
def test_a_sentence_states_a_value_wherever_in_it_that_stands(stated: str) -> None:
    text = "the money is yours, and we fix it. so it is."
    assert lean(text, stated=stated).valued == {0}


def test_what_a_letter_leans_by_cannot_be_changed() -> None:
    name = "ends"
    with pytest.raises(FrozenInstanceError):
        setattr(by({}), name, {})


def test_something_beside_the_facts_has_to_speak_for_it() -> None:
    text = "the money back is what you have by friday."
    assert meant(text) == "refund"
    assert meant(text, "friday") is None
    assert lean(text, stated="by friday").meant() == ("refund", 0)
    assert lean(text, stated="by friday").sentences == lean(text).sentences


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
    assert (only.force, only.denied, only.sentence) == (Force.ASSERTED, False, 13)
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
        "the money back is yours. the workshop will see to it, and a fix is on its way.",
        "the money back is yours in place of a fix. the workshop has to repair it.",
        "the money back is yours, and a fix is on its way as well.",
    ],
)
def test_an_outcome_that_is_done_beside_another_stays(text: str) -> None:
    said = {"refund": [place(text, "money back")], "repair": [place(text, "a fix")]}
    assert settled(said, ("refund", "repair"), lean(text)) == said


def test_an_outcome_that_no_cue_speaks_for_is_none_beside_one_that_has_some() -> None:
    text = "the money back is yours. it stands as it was."
    said = {"refund": [place(text, "money back")], "repair": [place(text, "it stands")]}
    assert settled(said, ("refund", "repair"), lean(text)) == said | {"repair": []}


def test_an_outcome_that_is_asked_for_stays() -> None:
    text = "the money back is yours. could you let the workshop see it?"
    said = {"refund": [place(text, "money back")], "repair": [place(text, "let")]}
    assert settled(said, ("refund", "repair"), lean(text)) == said


def test_an_outcome_that_no_letter_is_known_for_stays() -> None:
    text = "the money back is yours. a voucher is, too."
    said = {"refund": [place(text, "money back")], "voucher": [place(text, "voucher")]}
    assert settled(said, ("refund", "voucher"), lean(text)) == said


# ---------------------------------------------------------------- at the bounds


KNOWN: Mapping[str, Mapping[str, int]] = {
    "refund": {"r1": 1, "r2": 2, "r3": 3, "r9": 9},
    "repair": {"f1": 1, "f2": 2, "f9": 9},
}


def by(
    *sentences: Mapping[str, int],
    factual: tuple[int, ...] = (),
    valued: tuple[int, ...] = (),
    clauses: Mapping[tuple[int, int], str] | None = None,
) -> Leaning:
    """What leans by these bits of sentences, which start at 0, 100, 200 and so on."""
    starts = [100 * number for number in range(len(sentences))]
    return Leaning(
        KNOWN,
        dict(zip(starts, sentences, strict=True)),
        frozenset(factual),
        frozenset(valued),
        {span: frozenset(found.split()) for span, found in (clauses or {}).items()},
        {start: start + 50 for start in starts},
    )


def at(start: int, length: int = 5, force: Force = Force.ASSERTED) -> Hit:
    """A place in the sentence that starts with the last hundred before it."""
    return Hit(start, start + length, force, denied=False, sentence=start - start % 100)


@pytest.mark.parametrize(
    ("bits", "expected"),
    [
        ([(12, 0)], ("refund", 0)),
        ([(11, 0)], None),
        # A second sentence has to be plain, and one of both tells enough.
        ([(11, 0), (11, 0)], None),
        ([(12, 0), (0, 9)], None),
        ([(12, 0), (0, 8)], ("refund", 0)),
        ([(12, 0), (9, 0), (0, 14)], ("refund", 0)),
        ([(12, 0), (9, 0), (0, 15)], None),
        ([(12, 0), (8, 0), (0, 9)], None),
        ([(12, 0), (12, 0)], ("refund", 100)),
        ([(13, 0), (12, 0)], ("refund", 0)),
        # Two sentences count, and no third.
        ([(12, 0), (12, 0), (12, 0), (0, 17)], None),
        ([(12, 0), (12, 0), (12, 0), (0, 16)], ("refund", 200)),
        ([(12, 0), (0, 12), (12, 0)], ("refund", 200)),
        # What leads is counted, over the next outcome or over nothing.
        ([(18, 6)], ("refund", 0)),
        ([(18, 7)], None),
        ([(12, -9)], ("refund", 0)),
        ([(11, -9)], None),
        ([(-1, -9)], None),
        # One and a half times as much as the best sentence for another.
        ([(15, 0), (0, 10)], ("refund", 0)),
        ([(14, 0), (0, 10)], None),
        ([(15, 0), (0, 15)], None),
        ([(16, 0), (16, 0), (0, 22), (0, 9)], None),
        ([(17, 0), (16, 0), (0, 22), (0, 9)], ("refund", 0)),
        ([(0, 14)], ("repair", 0)),
        ([], None),
    ],
)
def test_a_letter_leans_by_two_plain_sentences_at_most(
    bits: list[tuple[int, int]], expected: tuple[str, int] | None
) -> None:
    found = by(*({"refund": one, "repair": other} for one, other in bits))
    assert found.meant() == expected


def test_one_of_the_sentences_that_count_states_no_fact_or_tells_it_outright() -> None:
    two = ({"refund": 12}, {"refund": 12})
    assert by(*two, factual=(0,)).meant() == ("refund", 100)
    assert by(*two, factual=(100,)).meant() == ("refund", 100)
    assert by(*two, factual=(0, 100)).meant() is None
    assert by(*two, {"refund": 9}, factual=(0, 100)).meant() is None
    assert by({"refund": 99}, factual=(0,)).meant() is None
    assert by({"refund": 16}, valued=(0,)).meant() == ("refund", 0)
    assert by({"refund": 15}, valued=(0,)).meant() is None
    assert by({"refund": 99}, factual=(0,), valued=(0,)).meant() is None


def test_a_sentence_that_speaks_for_no_code_leads_nowhere() -> None:
    found = by({}, {"refund": -3}, {"refund": 0, "repair": 0}, {"refund": 1, "repair": -3})
    assert found.leads == {0: ("", 0), 100: ("", 0), 200: ("repair", 0), 300: ("refund", 1)}


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


def test_a_letter_commits_to_what_it_leans_to_before_the_first_of_its_phrases() -> None:
    said = {"repair": [at(200)], "refund": [at(100)]}
    found = settled(said, ("repair", "refund"), by({"refund": 12}, {}, {}))
    assert found == {"repair": [], "refund": [at(100)]}
    found = settled(said, ("repair", "refund"), by({}, {}, {}))
    assert found == {"repair": [at(200)], "refund": []}
    found = settled(said, ("repair", "refund"), by({}, {"refund": 6}, {}))
    assert found == {"repair": [], "refund": [at(100)]}
    assert settled(said, ("repair", "refund"), by({}, {"refund": 6}, {"repair": 6})) == said


@pytest.mark.parametrize(
    ("force", "brushed"),
    [(Force.ASSERTED, False), (Force.DEFERRED, False), (Force.REQUESTED, True)],
)
def test_a_sentence_does_what_it_asserts_or_defers(force: Force, *, brushed: bool) -> None:
    said = {"refund": [at(0, force=force)], "repair": [at(10)]}
    leans = by({"refund": 9, "repair": 4}, clauses={(10, 20): "r3 r1"})
    found = settled(said, ("refund", "repair"), leans)
    assert found == (said | {"repair": []} if brushed else said)


def test_a_letter_may_lean_to_what_no_phrase_commits_it_to() -> None:
    said = {"repair": [at(100)], "refund": []}
    told = Hit(0, 50, Force.ASSERTED, denied=False, sentence=0)
    leans = by({"refund": 12}, {})
    assert settled(said, ("repair",), leans) == {"repair": [], "refund": [told]}
    brief = {"repair": [at(100, 30)], "refund": []}
    assert settled(brief, ("repair",), leans) == {"repair": [], "refund": [told]}


def test_what_phrases_say_at_length_is_done_whatever_a_letter_leans_to() -> None:
    leans = by({"refund": 12}, {})
    long: dict[str, list[Hit]] = {"repair": [at(100, 31)], "refund": []}
    assert settled(long, ("repair",), leans) == long
    deferred: dict[str, list[Hit]] = {"repair": [at(100, 31, Force.DEFERRED)], "refund": []}
    assert settled(deferred, ("repair",), leans) == deferred
    asked = {"repair": [at(100), at(110, 31, Force.REQUESTED)], "refund": []}
    assert settled(asked, ("repair",), leans)["refund"]


def test_what_is_denied_is_not_what_a_letter_leans_to() -> None:
    denied = at(150, force=Force.DENIED)._replace(denied=True)
    said = {"repair": [at(100)], "refund": [denied]}
    assert settled(said, ("repair",), by({"refund": 12}, {})) == said


def test_what_a_sentence_tells_loudly_is_done_as_well() -> None:
    told = Hit(0, 50, Force.ASSERTED, denied=False, sentence=0)
    said: dict[str, list[Hit]] = {"repair": [at(100)], "refund": []}
    plain = {"repair": 9}
    assert settled(said, ("repair",), by({"refund": 39}, plain)) == said
    assert settled(said, ("repair",), by({"refund": 40}, plain)) == said | {"refund": [told]}
    assert settled(said, ("repair",), by({"refund": 49, "repair": 10}, plain)) == said
    here = {"repair": [at(0), at(100)], "refund": []}
    assert settled(here, ("repair",), by({"refund": 40}, plain)) == here
    only = {"repair": [at(100)]}
    assert settled(only, ("repair",), by({"refund": 40}, plain)) == only


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
