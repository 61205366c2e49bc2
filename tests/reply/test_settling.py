"""What a letter leans to settles what its phrases leave open, and nothing else."""

import pytest

from supportops.reply.force import Force
from supportops.reply.grammar import sentences
from supportops.reply.hits import Hit
from supportops.reply.settling import settled
from tests.reply.leans import at, by, lean

NO_PLACES: dict[str, list[Hit]] = {"refund": [], "repair": []}


def place(text: str, words: str) -> Hit:
    """Words of a letter as a place where it commits."""
    at = text.index(words)
    start = max(s.start for s in sentences(text) if s.start <= at)
    return Hit(at, at + len(words), Force.ASSERTED, denied=False, sentence=start)


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


def test_a_letter_commits_to_what_it_leans_to_before_the_first_of_its_phrases() -> None:
    said = {"repair": [at(200)], "refund": [at(100)]}
    found = settled(said, ("repair", "refund"), by({"refund": 16}, {}, {}))
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
    leans = by({"refund": 16}, {})
    assert settled(said, ("repair",), leans) == {"repair": [], "refund": [told]}
    brief = {"repair": [at(100, 30)], "refund": []}
    assert settled(brief, ("repair",), leans) == {"repair": [], "refund": [told]}


def test_what_phrases_say_at_length_is_done_whatever_a_letter_leans_to() -> None:
    leans = by({"refund": 16}, {})
    long: dict[str, list[Hit]] = {"repair": [at(100, 31)], "refund": []}
    assert settled(long, ("repair",), leans) == long
    deferred: dict[str, list[Hit]] = {"repair": [at(100, 31, Force.DEFERRED)], "refund": []}
    assert settled(deferred, ("repair",), leans) == deferred
    asked = {"repair": [at(100), at(110, 31, Force.REQUESTED)], "refund": []}
    assert settled(asked, ("repair",), leans)["refund"]


def test_what_is_denied_is_not_what_a_letter_leans_to() -> None:
    denied = at(150, force=Force.DENIED)._replace(denied=True)
    said = {"repair": [at(100)], "refund": [denied]}
    assert settled(said, ("repair",), by({"refund": 16}, {})) == said


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


def test_what_phrases_say_at_length_yields_to_what_another_phrase_does() -> None:
    said = {"refund": [at(0)], "repair": [at(100, 31)]}
    leans = by({"refund": 16}, {"refund": 1}, clauses={(100, 140): "r1"})
    assert settled(said, ("refund", "repair"), leans) == said | {"repair": []}
    untold: dict[str, list[Hit]] = said | {"refund": []}
    assert settled(untold, ("repair",), leans) == untold
