"""How often words stand where no sentence has them."""

import pytest

from supportops.reply.broken import broken
from supportops.reply.grammar import sentences

WEIGHTS = {
    # A preposition may be left behind by what it asks for, and who is told needs no other object.
    "until we know who we talk to i can't do it.": 0,
    "which of them we owe it to we do not know.": 0,
    "they have been told we want it.": 0,
    "you were also told we want it.": 0,
    "until we know that we talk to i can't do it.": 3,
    "we go to we for it.": 3,
    "we go to we self for it.": 0,
    "we take option a of it.": 0,
    "we take a of it.": 1,
    "they have told we want it.": 3,
    "they were here and tell we want it.": 3,
    # Only what is said before it, or right before it, tells so.
    "we talk to i who can't do it.": 3,
    "they were once all told we want it.": 3,
    # The form of `be` may start it, and who is told may stand behind that.
    "are told we want it.": 0,
    "are you told we want it.": 0,
    # No other verb does without its object behind `who`, and a second preposition is too many.
    "we asked who you tell we want it.": 3,
    "we know who we talk to of it.": 2,
}


@pytest.mark.parametrize(("text", "weight"), WEIGHTS.items())
def test_an_object_verb_needs_its_object_behind_it_unless_it_has_it_before(
    text: str, weight: int
) -> None:
    (sentence,) = sentences(text)
    assert broken(sentence) == weight
