"""Where phrases stand: what `matching` finds quickly is what looking place by place finds."""

from itertools import accumulate, product

import pytest

from supportops import lexicon
from supportops.phrases import MAX_GAP, Words, parse_all
from supportops.reply import matching
from supportops.reply.matching import Matcher, matcher, places, section

LISTS = (
    ("ship ~ mug", "ship", "ship mug"),
    ("sh*", "n*", "mug|cup sh* ~ mug", "ship ~ cup ~ mug"),
    ("customer mug", "not", "cup cup"),
    (),
)
ALPHABET = ("ship", "shut", "mug", "cup", "not")
SHORT = [words for size in range(5) for words in product(ALPHABET, repeat=size)]
OTHERS = [
    ("customer's", "mug"),
    ("it's", "mug"),
    ("customer", "mug"),
    ("ship", *["on"] * MAX_GAP, "mug"),
    ("ship", *["on"] * (MAX_GAP + 1), "mug"),
    ("ship", *["on"] * MAX_GAP, "cup", *["on"] * MAX_GAP, "mug"),
    ("ship", "cup", *["on"] * (MAX_GAP + 1), "mug"),
    ("ship", "cup", "on", "cup", *["on"] * MAX_GAP, "mug", "on", "mug"),
    ("s", "sh", "shipping", ""),
]
LIMITED = Matcher(LISTS)


def phrases(lists: matching.Lists) -> list[tuple[int, Words]]:
    """Every phrase with the number of its list."""
    return [(number, words) for number, list_ in enumerate(lists) for words in parse_all(list_)]


def in_order(phrase: Words, words: tuple[str, ...]) -> bool:
    """Whether all words of a phrase stand there in order, however far apart."""
    rest = iter(words)
    return all(any(part.fits(word) for word in rest) for part in phrase)


def end_of(phrase: Words, words: tuple[str, ...], start: int) -> int | None:
    """Where the shortest match of a phrase from here ends, tried one place after the other."""
    first, *rest = phrase
    if start >= len(words) or not first.fits(words[start]):
        return None
    if not rest:
        return start + 1
    ends = []
    for gap in range(rest[0].reach + 1):
        if not lexicon.barriers().isdisjoint(words[start + 1 : start + 1 + gap]):
            break
        ends.append(end_of(tuple(rest), words, start + 1 + gap))
    return min((end for end in ends if end), default=None)


@pytest.mark.parametrize("words", [*OTHERS, *SHORT[::7]], ids=" ".join)
def test_what_is_tried_are_the_phrases_whose_words_stand_there_in_order(
    words: tuple[str, ...],
) -> None:
    everything = phrases(LISTS)
    firsts = accumulate((len(phrase) for _, phrase in everything), initial=0)
    found = [(one.number, one.first) for one in Matcher(LISTS).candidates(words)]
    assert found == [
        (number, first)
        for (number, phrase), first in zip(everything, firsts, strict=False)
        if in_order(phrase, words)
    ]


@pytest.mark.parametrize("words", [*OTHERS, *SHORT[::7]], ids=" ".join)
def test_of_what_is_tried_it_is_known_where_each_word_may_stand(words: tuple[str, ...]) -> None:
    found, parts = Matcher(LISTS), [part for _, phrase in phrases(LISTS) for part in phrase]
    candidates = found.candidates(words)
    bits = {bit for one in candidates for bit in range(one.first, one.first + 1 + len(one.windows))}
    assert found.where(words, candidates) == {
        bit: sum(1 << at for at, word in enumerate(words) if parts[bit].fits(word)) for bit in bits
    }


def test_phrases_are_found_where_looking_place_by_place_finds_them() -> None:
    everything = phrases(LISTS)
    for words in [*SHORT, *OTHERS]:
        slow = [
            (number, start, end)
            for start in range(len(words))
            for number, phrase in everything
            if (end := end_of(phrase, words, start)) is not None
        ]
        found = places(LIMITED, words)
        assert sorted(found) == sorted(slow)
        assert [start for _, start, _ in found] == [start for _, start, _ in slow]


def test_a_negation_that_negates_nothing_stops_no_gap() -> None:
    words = ("ship", "not", "mug")
    found = matcher((("ship ~ mug",),))
    assert places(found, words) == []
    assert places(found, words, words) == []
    assert places(found, words, ("ship", "", "mug")) == [(0, 0, 3)]


def test_a_negation_may_stand_in_a_phrase_itself() -> None:
    found = matcher((("ship ~ not", "ship ~ not ~ mug"),))
    assert places(found, ("ship", "it", "not", "mug")) == [(0, 0, 3), (0, 0, 4)]
    assert places(found, ("ship", "not", "a", "not", "mug")) == [(0, 0, 2)]


def test_nothing_is_found_by_no_phrase_and_among_no_words() -> None:
    assert places(matcher(()), ("ship",)) == places(matcher(((),)), ("ship",)) == []
    assert places(LIMITED, ()) == []


def test_a_section_of_the_grammar_is_a_list_and_made_once() -> None:
    found = section("insults", "gifts")
    assert section("insults", "gifts") is found
    assert places(found, ("shut", "up")) == [(0, 0, 2)]
    assert places(found, ("a", "free", "gift")) == [(1, 1, 3)]
    assert matcher(LISTS) is matcher(LISTS)


def test_no_more_words_are_remembered_than_there_is_room_for() -> None:
    found = Matcher(LISTS)
    for number in range(4096):
        found.candidates((f"word{number}",))
    assert len(found._known) == 4096
    found.candidates(("word0",))
    assert len(found._known) == 4096
    assert [one.number for one in found.candidates(("ship", "mug"))] == [0, 0, 0, 1]
    assert len(found._known) == 2
