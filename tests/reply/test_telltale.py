"""Where none of the telling words stands, no phrase does."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import lexicon
from supportops.cases import TASK_IDS, case_file
from supportops.phrases import Word, Words, parse_all
from supportops.reply.force import Clause, Force
from supportops.reply.grammar import Sentence
from supportops.reply.matching import Lists, matcher, places
from supportops.reply.telltale import Telltale, telltale

SECTIONS = ("retractions", "swapped", "asides", "recalls", "insults", "gifts", "secrets")
LISTS: list[Lists] = [
    tuple(map(lexicon.expressions, SECTIONS)),
    *(tuple(fact.phrases for fact in case_file(name).claims) for name in TASK_IDS),
    (("it's mug", "fool*", "not ~ for|to you", "customer we"), ()),
]
PHRASES = [(lists, phrase) for lists in LISTS for phrase in chain(*map(parse_all, lists))]


def tells(found: Telltale, *words: str) -> bool:
    """Whether any phrase may stand in these words, each of which is a clause of a sentence."""
    clauses = tuple(
        Clause((), (word,), (word,), negated=False, force=Force.ASSERTED) for word in words
    )
    one = Sentence(clauses, prose=True, start=0, end=0, content=frozenset(), denies=False)
    return found.among([one]) == [one]


def fitting(word: Word) -> st.SearchStrategy[str]:
    """Words that may stand in a place of a phrase."""
    exact = st.sampled_from(sorted(word.exact)) if word.exact else st.nothing()
    begun = st.sampled_from(word.prefixes) if word.prefixes else st.nothing()
    return (exact | exact.map("{}'s".format) | begun.map("{}ing".format)).filter(word.fits)


@given(data=st.data(), known=st.sampled_from(PHRASES))
def test_wherever_a_phrase_stands_a_telling_word_does(
    data: st.DataObject, known: tuple[Lists, Words]
) -> None:
    lists, phrase = known
    words = tuple(data.draw(fitting(word)) for word in phrase)
    assert tells(telltale(lists), *words)
    less = words[:-1]
    assert tells(telltale(lists), *less) or not places(matcher(lists), less)


@pytest.mark.parametrize(
    ("phrase", "word"),
    [
        ("you are a fool", "fool"),
        ("fool* or knave", "knave"),
        ("mug|cup saucer|dishes", "saucer"),
        ("customer's", "customer's"),
        ("fool*", "foolish"),
    ],
)
def test_one_word_of_a_phrase_tells_the_rarest(phrase: str, word: str) -> None:
    assert tells(Telltale(((phrase,),)), "is", word)
    others = {"you", "are", "a", "or", "mug", "cup", "fool", "foolish", "knave"} - {word}
    assert tells(Telltale(((phrase,),)), *others) is (phrase == "fool*")
    assert not tells(Telltale(()), *others)
