"""What stands first in a sentence is denied by what follows a comma, and by nothing less."""

import pytest

from supportops.cases import case_file
from supportops.reply import read
from supportops.reply.grammar import sentences

LETTER = "Dear Maya,\n\nThank you for your message, we have read it with care. {}\n\nKind regards"
TASK = "gen/account_takeover/train/10000"

DENIED = [
    "as for sending the mug to you, that is nothing i can do.",
    "as for sending the mug to you, that's not possible.",
    "as to the mug, that we cannot do.",
    "regarding a new mug, i cannot do that.",
    "to send a mug, and less a red one, is not something that we do.",
    "sending a mug to you, that is out of the question.",
    "and sending a mug in advance, this is impossible.",
]

STANDING = [
    "as for sending the mug to you, that is something i can do.",
    "as for sending the mug to you, that is not all.",
    "as for the mug, it is not here yet.",
    "as for the mug, i cannot promise that it is there on monday.",
    "regarding a new mug, i cannot do that today as you know and it takes two days.",
    "we send a mug, that is not something you hear every day.",
    "nothing like a mug, that is out of the question.",
    "to send a mug, that is what we do.",
]


@pytest.mark.parametrize("text", DENIED)
def test_what_a_sentence_is_about_is_denied_with_the_pronoun_for_it(text: str) -> None:
    assert sentences(text)[0].clauses[0].negated


@pytest.mark.parametrize("text", STANDING)
def test_it_stands_where_what_follows_denies_something_else(text: str) -> None:
    assert not sentences(text)[0].clauses[0].negated


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("As for transferring the sum to a new account, that is nothing I can do.", False),
        ("As for transferring the sum to a new account, that is something we do.", True),
        ("To give money back, and less to another card, is not something that we do.", False),
        ("To give money back, and to another card, is something that we do.", True),
    ],
)
def test_a_promise_that_is_taken_up_to_be_denied_is_none(text: str, *, promised: bool) -> None:
    assert ("money" in read(LETTER.format(text), case_file(TASK)).promises) is promised
