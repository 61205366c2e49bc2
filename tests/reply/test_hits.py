"""Phrases in clauses: where they stand in the text, and whether they are denied there."""

import pytest

from supportops.reply.force import Clause, Force
from supportops.reply.grammar import sentences
from supportops.reply.hits import Hit, hits


def clauses(text: str) -> list[Clause]:
    return [clause for sentence in sentences(text) for clause in sentence.clauses]


def only(text: str, phrase: str = "ship* ~ mug") -> Hit:
    """The one place of a phrase."""
    found = hits(((phrase,),), clauses(text))
    assert [len(places) for places in found] == [1]
    return found[0][0]


def test_a_place_is_shown_by_its_first_and_its_last_word_and_by_its_sentence() -> None:
    text = "we are sorry. we will ship you a mug."
    hit = only(text)

    assert text[hit.start : hit.end] == "ship you a mug"
    assert hit.sentence == text.index(" we will")
    assert hit.force is Force.ASSERTED
    assert hit.denied is False


def test_every_list_gets_the_places_of_its_own_phrases_in_order() -> None:
    text = "we ship a cup, and we ship a mug."
    cups, none, both = hits((("cup",), (), ("ship", "cup|mug")), clauses(text))

    assert [text[hit.start : hit.end] for hit in cups] == ["cup"]
    assert none == []
    assert [text[hit.start : hit.end] for hit in both] == ["ship", "cup", "ship", "mug"]


@pytest.mark.parametrize("lists", [(), ((),), ((), ())])
def test_without_any_phrase_there_is_a_list_without_places_for_each(
    lists: tuple[tuple[str, ...], ...],
) -> None:
    assert hits(lists, clauses("we ship a mug.")) == tuple([] for _ in lists)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("not ship a mug at all.", True),
        ("we not ship a mug.", True),
        ("we do not now ship a mug.", True),
        ("we do not even now ship a mug.", True),
        ("we do not even just now ship a mug.", False),
        ("we did not and do ship a mug.", False),
        ("we do not only ship a mug.", False),
        ("we do ship a mug, not a cup.", False),
        ("we ship not a mug.", False),
    ],
)
def test_only_a_negation_directly_before_it_denies_a_phrase(text: str, *, denied: bool) -> None:
    if "ship not" in text:
        assert hits((("ship* ~ mug",),), clauses(text)) == ([],)
    else:
        assert only(text).denied is denied


def test_a_place_knows_where_what_denies_it_stands_or_that_nothing_does() -> None:
    assert only("we ship a mug.").negation == -1
    assert only("not ship a mug.").negation == 0
    assert only("we do not now ship a mug.").negation == len("we do ")


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        # What comes first is not denied with what waits for it.
        ("we do nothing before we ship a mug.", False),
        ("we wait for nothing until we ship a mug.", False),
        ("before that we do not ship a mug.", True),
        # Nor is what something else is no substitute for, or what there is too little of.
        ("knowing it does not ship a mug.", False),
        ("knowing it doesn't ship a mug.", False),
        ("regarding it he does not ship a mug.", True),
        ("the desk does not ship a mug.", True),
        ("knowing it we do not ship a mug.", True),
        ("we don't have enough to ship a mug.", False),
        ("we don't ship enough of a mug.", True),
        # A hedge denies nothing.
        ("maybe we ship a mug.", False),
        ("never do we ship a mug.", True),
    ],
)
def test_a_negation_that_is_about_something_else_denies_no_phrase(
    text: str, *, denied: bool
) -> None:
    assert only(text).denied is denied


@pytest.mark.parametrize(
    ("phrase", "text", "denied"),
    [
        ("ship ~ no", "we do not ship a cup and no mug.", False),
        ("ship ~ mug", "we do not ship a cup and a mug.", True),
        ("nor ~ mug", "neither the cup nor a mug.", False),
        ("cup nor", "neither a cup nor a mug.", False),
        ("cup or", "neither a cup or a mug.", True),
        ("no mug", "not a cup or no mug.", False),
        ("no mug", "we have not no mug.", True),
        # `Or not` leaves open what stands before it, and what follows denies for itself.
        ("can't ship", "mug or not can't ship.", False),
        # What is told of the object of a denied verb is so.
        ("mug that is", "we can't refund a mug that is here.", False),
        ("mug is", "we can't say a mug is here.", True),
        # The customer denies it, and not we.
        ("sent ~ mug", "you state that we have not sent a mug.", False),
        ("sent ~ mug", "we state that we have not sent a mug.", True),
        ("sent ~ mug", "you see that we have not sent a mug.", True),
    ],
)
def test_of_two_negations_neither_denies_the_other(phrase: str, text: str, *, denied: bool) -> None:
    ((hit,),) = hits(((phrase,),), clauses(text))
    assert hit.denied is denied


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("we ship a mug for the postage.", "part"),
        ("we ship a mug for the price.", "whole"),
        ("we ship a mug for the price and the postage.", "other"),
        ("we ship a mug for the delivery cost.", "part"),
        ("we ship a mug for the whole delivery cost.", "other"),
        ("we ship a mug for the delivery and its cost.", "other"),
        ("we ship a mug for the cost.", "whole"),
        ("we ship a mug.", "other"),
        ("we ship a mug, and keep the price.", "whole"),
        ("the price is ours, and we ship a mug.", "other"),
        ("we ship a mug. and the price.", "other"),
    ],
)
def test_a_place_knows_what_share_of_the_money_its_clause_names(text: str, share: str) -> None:
    assert only(text).share == share


@pytest.mark.parametrize("text", ["we ship a mug.", "so i ship a mug.", "they and our ship a mug."])
def test_a_place_knows_whether_it_begins_with_us(text: str) -> None:
    assert only(text, "i|we|our ship").ours
    assert not only(text, "ship").ours
    assert not only(text, "a mug").ours


def test_a_place_of_which_no_more_is_known_is_not_denied_and_not_ours() -> None:
    bare = Hit(0, 1, Force.ASSERTED, denied=False, sentence=0)
    assert (bare.negation, bare.share, bare.ours) == (-1, "other", False)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("i can't turn it down.", True),
        ("sorry about the music, i can't turn it down.", False),
        ("i can't turn the music down.", False),
        ("sorry about the mug, i can't turn it down.", True),
        ("the music is off. i can't turn it down.", True),
        ("i can't turn it down, and the music neither.", True),
    ],
)
def test_a_sound_is_turned_down_and_no_claim(text: str, *, denied: bool) -> None:
    assert only(text, "turn ~ down").denied is denied


def test_of_a_sound_only_what_is_turned_down_is_not_denied() -> None:
    assert only("sorry about the music, i can't ship it.", "ship ~ it").denied
