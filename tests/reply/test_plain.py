"""Words that make less of what stands beside them: where none is, no search finds anything."""

from collections.abc import Iterator
from itertools import islice
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import lexicon
from supportops.reply import modality, plain
from supportops.reply.force import Clause, Force
from supportops.reply.grammar import sentences
from supportops.reply.modality import afterwards
from supportops.reply.plain import TURNING_DOWN, needed
from supportops.reply.text import Token, normalised
from tests.corpus import letters

SECTIONS = (
    "requests",
    "attributed",
    "hypotheses",
    "generally",
    "taken_back",
    "imagined",
    "conditioned",
)

WEAKENING = (
    """
your request for, you are, you've already, instead of, rather than, in place of, in lieu of
as opposed to, too much time has gone by to, glad if you would, you are kindly asked to, please
kindly, whether, on the condition, if, what-if, unless, would also be, might have, not, no, never
which we cannot give, that is something we do not pay, that i have to decline
we can not make it, which we never give, which we dont give
we must turn it down, is not possible, is too, would add, only if, the bank
""".replace(",", "\n")
    .strip()
    .split("\n")
)
"""What makes less of a stretch, before it, within it or behind it."""

PLAIN = "we send you your new mug and it is sent to the desk as i have said will be here".split()


class Everything(frozenset[str]):
    """What has a word in common with all words."""

    def isdisjoint(self, _: object, /) -> bool:
        return False


@pytest.fixture(autouse=True, scope="module")
def nothing_is_spared() -> Iterator[None]:
    """Every search is made, but where a stretch stands among none of the words."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("needed", "shading", "turning"):
            patch.setattr(modality, name, lambda *_: Everything())
        yield


def options(part: str) -> st.SearchStrategy[str]:
    """The words that may stand in one place of an expression."""
    return st.builds(
        lambda word, end: word.replace("*", end),
        st.sampled_from(part.split("|")),
        st.sampled_from(("", "ing", "'s")),
    )


def realised(*sections: str) -> st.SearchStrategy[str]:
    """Some words that an expression of one of these sections stands for."""
    lines = [line for section in sections for line in lexicon.expressions(section)]
    return st.sampled_from(lines).flatmap(
        lambda line: st.tuples(*map(options, line.split())).map(" ".join)
    )


def clause_of(words: tuple[str, ...], *, negated: bool = False) -> Clause:
    starts = [sum(map(len, words[:at])) + at for at in range(len(words))]
    tokens = tuple(
        Token(word, start, start + len(word)) for word, start in zip(words, starts, strict=True)
    )
    return Clause(tokens, words, words, negated=negated, force=Force.ASSERTED)


def assert_alike(clause: Clause, longest: int) -> None:
    """Every stretch has the force that all searches find."""
    for start in range(len(clause.words)):
        for end in range(start + 1, min(start + longest, len(clause.words)) + 1):
            assert clause.force_of(start, end) is clause._force_among(start, end), (
                clause.words,
                start,
                end,
            )


@given(
    st.lists(
        st.one_of(
            st.sampled_from(PLAIN),
            st.sampled_from(PLAIN),
            st.sampled_from(WEAKENING),
            realised(*SECTIONS),
        ),
        min_size=1,
        max_size=7,
    ),
    st.booleans(),
)
def test_among_none_of_the_words_all_searches_find_nothing(said: list[str], negated: bool) -> None:
    assert_alike(clause_of(tuple(" ".join(said).split()), negated=negated), longest=4)


@pytest.mark.parametrize("section", SECTIONS)
def test_so_it_is_with_each_word_of_each_expression_before_a_stretch_and_behind_it(
    section: str,
) -> None:
    for line in lexicon.expressions(section):
        parts = [part.replace("*", "").split("|") for part in line.split()]
        for at in range(max(map(len, parts))):
            said = tuple(part[at % len(part)] for part in parts)
            assert_alike(clause_of((*said, "mug", *said)), longest=1)


def test_so_it_is_in_what_people_write() -> None:
    for letter in islice(letters("seen"), 0, None, 80):
        for sentence in sentences(normalised(letter.text).text):
            for clause in sentence.clauses:
                assert_alike(clause, longest=3)


@pytest.mark.parametrize("said", WEAKENING)
def test_each_of_these_makes_less_of_something(said: str) -> None:
    words = tuple(said.split())
    clauses = [
        clause_of((*before, *words, *behind))
        for before in ((), ("and",), ("the", "mug"))
        for behind in ((), ("refunding",), ("refunded",), ("send", "mug"), ("refund", "it"))
    ]
    for clause in clauses:
        assert_alike(clause, longest=4)
    assert any(
        clause.force_of(start, end) is not Force.ASSERTED
        for clause in clauses
        for start in range(len(clause.words))
        for end in range(start + 1, len(clause.words) + 1)
    )


@pytest.mark.parametrize("section", SECTIONS)
@given(st.data())
def test_no_expression_stands_where_none_of_the_words_is_that_it_needs(
    section: str, data: st.DataObject
) -> None:
    text = data.draw(realised(section))
    assert lexicon.pattern(section).search(text)
    assert not needed(section).isdisjoint(text.split())


def test_the_words_that_are_needed_are_the_longest_of_each_expression() -> None:
    assert needed("imagined") == {"would", "might", "being", "too"}
    assert needed("imagined", "requests") == needed("imagined") | needed("requests")
    assert needed("taken_back").isdisjoint({"is", "of", "the", "will", "to"})


@pytest.mark.parametrize("verb", TURNING_DOWN)
def test_what_stands_first_and_is_turned_down_is_denied(verb: str) -> None:
    assert afterwards(tuple(f"that we have to {verb}".split())) is Force.DENIED
    assert afterwards(tuple(f"that we have to {verb} now".split())) is Force.ASSERTED


@pytest.mark.parametrize("word", ["your", "yours", "took", "gift", "reconditioned", "inn"])
def test_a_word_does_not_tell_for_what_it_holds(word: str) -> None:
    assert not plain.may_shade(word)


@pytest.mark.parametrize(
    "word",
    "you you're thank-you too not-too instead rather whether if what-if unless condition".split(),
)
def test_a_word_tells_that_is_in_no_list_of_the_lexicon(word: str) -> None:
    with mock.patch.object(plain, "_shading_words", frozenset[str]):
        assert plain.may_shade.__wrapped__(word)
