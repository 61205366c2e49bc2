"""Weak cues settle what no phrase does, and nothing else."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import lexicon
from supportops.cases import TASK_IDS, case_file
from supportops.cases.archetypes import FAMILIES, archetype
from supportops.cases.build import MISSING_CODE
from supportops.reply.cues import Leaning, cues, leaning, settled, stem
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


# ---------------------------------------------------------------- at the bounds


def by(
    *sentences: Mapping[str, int],
    factual: tuple[int, ...] = (),
    clauses: Mapping[tuple[int, int], Mapping[str, int]] | None = None,
) -> Leaning:
    """What leans by these bits of sentences, which start at 0, 100, 200 and so on."""
    starts = [100 * number for number in range(len(sentences))]
    return Leaning(
        {"refund", "repair"},
        dict(zip(starts, sentences, strict=True)),
        frozenset(factual),
        clauses or {},
        {start: start + 50 for start in starts},
    )


@pytest.mark.parametrize(
    ("bits", "expected"),
    [
        ([(14, 0)], ("refund", 0)),
        ([(13, 0)], None),
        ([(9, 0), (9, 0)], ("refund", 100)),
        ([(9, 0), (8, 0)], None),
        ([(8, 0), (8, 0)], None),
        ([(10, 0), (9, 0)], ("refund", 0)),
        # Two sentences count, and no third.
        ([(9, 0), (9, 0), (9, 0), (0, 13)], None),
        ([(9, 0), (9, 0), (9, 0), (0, 12)], ("refund", 200)),
        ([(9, 0), (9, 0), (0, 12)], ("refund", 100)),
        ([(9, 0), (0, 9), (9, 0)], ("refund", 200)),
        # What leads is counted, over the next outcome or over nothing.
        ([(20, 6)], ("refund", 0)),
        ([(20, 7)], None),
        ([(14, -9)], ("refund", 0)),
        ([(13, -9)], None),
        ([(-1, -9)], None),
        # One and a half times as much as the best sentence for another.
        ([(15, 0), (0, 10)], ("refund", 0)),
        ([(14, 0), (0, 10)], None),
        ([(9, 0), (9, 0), (0, 10), (0, 9)], ("repair", 200)),
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


def test_one_of_the_sentences_that_count_states_no_fact() -> None:
    two = ({"refund": 12}, {"refund": 12})
    assert by(*two, factual=(0,)).meant() == ("refund", 100)
    assert by(*two, factual=(100,)).meant() == ("refund", 100)
    assert by(*two, factual=(0, 100)).meant() is None
    assert by(*two, {"refund": 9}, factual=(0, 100)).meant() is None


def test_a_sentence_speaks_plainly_for_a_code_by_nine_bits() -> None:
    assert by({"refund": 9}).tells("refund")
    assert not by({"refund": 8}).tells("refund")
    assert not by({"refund": 20, "repair": 12}).tells("refund")


def test_a_sentence_hints_at_a_code_by_three_bits_whatever_leads() -> None:
    assert by({"refund": 3, "repair": 12}).hints_at("refund")
    assert not by({"refund": 2}).hints_at("refund")
    assert not by({"repair": 12}).hints_at("refund")


@pytest.mark.parametrize(("start", "found"), [(9, None), (10, 3), (19, 3), (20, None)])
def test_a_place_belongs_to_the_clause_in_which_it_starts(start: int, found: int | None) -> None:
    leans = by(clauses={(10, 20): {"refund": 3}})
    bits = leans.clause(Hit(start, 25, Force.ASSERTED, denied=False, sentence=0))
    assert (bits and bits["refund"]) == found


@pytest.mark.parametrize(
    ("bits", "favours"),
    [
        ({"refund": 3, "repair": 0}, True),
        ({"refund": 2, "repair": 0}, False),
        ({"refund": 1, "repair": -2}, True),
        ({"refund": 4, "repair": 2}, False),
        ({"refund": 9}, False),
        ({"repair": -9}, False),
        ({}, False),
    ],
)
def test_a_clause_favours_a_code_by_three_bits(bits: dict[str, int], *, favours: bool) -> None:
    leans = by(clauses={(0, 20): bits})
    hit = Hit(0, 5, Force.ASSERTED, denied=False, sentence=0)
    assert leans.favours(hit, "refund", "repair") is favours
    assert not leans.favours(hit._replace(start=30), "refund", "repair")


def both(
    length: int, bits: Mapping[str, int], force: Force = Force.ASSERTED
) -> dict[str, list[Hit]]:
    """What is left of two outcomes of one sentence, where the second takes so many characters."""
    first = Hit(0, 5, Force.ASSERTED, denied=False, sentence=0)
    said = {"refund": [first], "repair": [Hit(6, 6 + length, force, denied=False, sentence=0)]}
    return settled(said, ("refund", "repair"), by(bits, clauses={(0, 50): bits}))


@pytest.mark.parametrize(
    ("length", "bits", "stays"),
    [
        (30, {"refund": 9, "repair": 1}, False),
        (31, {"refund": 9, "repair": 1}, True),
        (30, {"refund": 4, "repair": 1}, False),
        (30, {"refund": 3, "repair": 1}, True),
        # What no cue speaks for goes as well, unless it is long.
        (30, {"refund": 9, "repair": 0}, False),
        (31, {"refund": 9, "repair": 0}, True),
        (30, {"refund": 2, "repair": 0}, False),
        (31, {"refund": 2, "repair": 0}, True),
        (31, {"refund": 2, "repair": -1}, True),
        (30, {"refund": 2, "repair": -1}, False),
        # If none speaks for anything, all stay as they were.
        (30, {"refund": 0, "repair": 0}, True),
    ],
)
def test_an_outcome_is_brushed_in_thirty_characters(
    length: int, bits: dict[str, int], *, stays: bool
) -> None:
    assert bool(both(length, bits)["repair"]) is stays


def test_an_outcome_that_is_only_deferred_is_brushed_as_well() -> None:
    for force in (Force.ASSERTED, Force.DEFERRED):
        assert both(30, {"refund": 9, "repair": 1}, force)["repair"] == []
        assert both(31, {"refund": 9, "repair": 1}, force)["repair"]


def test_what_an_outcome_is_not_committed_to_for_counts_for_nothing() -> None:
    for force in (Force.REQUESTED, Force.DENIED):
        assert both(31, {"refund": 9, "repair": 1}, force)["repair"] == []


def told_by(text: str, *facts: str) -> set[str]:
    """The cues of a text."""
    found = [clause for sentence in sentences(text) for clause in sentence.clauses]
    spans = [(text.index(fact), text.index(fact) + len(fact)) for fact in facts]
    return {cue for clause in found for cue in cues(clause, spans)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we mend broken mugs.", "mend|broken|mug|we mend|mend broken|broken mug"),
        ("we are with you.", ""),
        ("once we mend it.", "mend|we mend|mend it"),
        ("if we mend it.", ""),
        ("do we mend it?", ""),
        # A number and a unit are no cue, nor does anything stand beside them.
        ("we mend 2 mugs in weeks.", "mend|we mend|mug|mug in"),
        ("we mend hl-1 now.", "mend|we mend"),
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


def test_what_a_letter_leans_by_is_known_by_sentence_and_by_clause() -> None:
    text = "we send it. if so, the money is yours, and we fix it by friday."
    found = lean(text, "friday")
    assert found.known == TABLE.keys()
    assert found.ends == {0: 10, 11: len(text) - 1}
    assert found.factual == {11}
    assert [*found.clauses.values()] == [{"refund": 0, "repair": 0}]
    assert found.sentences == {0: {"refund": 0, "repair": 0}, 11: {"refund": 0, "repair": 0}}
    told = lean("the money is yours, and we fix it.")
    assert [*told.clauses.values()] == [{"refund": 9, "repair": 0}, {"refund": 0, "repair": 1}]
    assert told.sentences == {0: {"refund": 9, "repair": 1}}
    assert lean("the money, money is yours.").sentences[0]["refund"] == 9


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
