"""What stands first in a sentence is denied by what follows a comma, and by nothing less."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from supportops.cases import case_file
from supportops.reply import read
from supportops.reply.force import Clause, Force
from supportops.reply.grammar import sentences
from supportops.reply.resuming import DENIALS, RESUMING, resumed

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
    # A thing that is named first, and then refused.
    "a second mug, that one i have to say no to.",
    "a mug for your neighbour, that we must decline.",
    "another mug, that is not possible.",
    # Its verb stands before an aside, and the denial behind it.
    "a mug is however not possible, because you keep yours.",
    "a mug without payment is, i regret, not open to me.",
]

STANDING = [
    "as for sending the mug to you, that is something i can do.",
    "as for sending the mug to you, that is not all.",
    "as for the mug, it is not here yet.",
    "as for the mug, i cannot promise that it is there on monday.",
    "regarding a new mug, i cannot do that today as you know and it takes two days.",
    "we send a mug, that is not something you hear every day.",
    "nothing like a mug, that is out of the question.",
    "a second mug, that one i have to send today.",
    "a mug for you, that we gladly send.",
    "we send you a mug, that one i have to say no to.",
    "a mug is however possible, because you keep yours.",
    "the mug is yours, and not something you pay for.",
    "the mug is, i believe, not small.",
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


def of_a_sentence(*said: str, forces: tuple[Force, ...] = ()) -> list[Clause]:
    """The clauses of a sentence, none of them negated, each with its force or else asserted."""
    return [
        Clause((), words, words, False, force)
        for words, force in zip(
            (tuple(text.split()) for text in said),
            forces or (Force.ASSERTED,) * len(said),
            strict=True,
        )
    ]


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        (("as for a mug", "that is nothing we do"), 1),
        (("to send a mug", "is not something we do"), 1),
        (("sending a mug", "we cannot do that"), 1),
        (("as for a mug", "is not possible"), 0),
        (("to send a mug", "we wait for it"), 0),
        (("we send a mug", "that is not possible"), 0),
        (("as for a mug",), 0),
        ((), 0),
        # The denial stands in one of the next two clauses, and takes what is between with it.
        (("as for a mug", "that is not possible", "and you know it"), 1),
        (("as for a mug", "that is not possible", "that is nothing we do"), 1),
        (("as for a mug", "and less a cup", "that is not possible"), 2),
        (("to send a mug", "and less a cup", "is not an option", "and you know it"), 2),
        (("as for a mug", "or a cup", "or a lid", "that is not possible"), 0),
    ],
)
def test_what_stands_before_the_denial_is_denied_and_nothing_else(
    said: tuple[str, ...], denied: int
) -> None:
    clauses = of_a_sentence(*said)
    found = list(resumed(clauses))

    assert [clause.negated for clause in found[:denied]] == [True] * denied
    assert found[denied:] == clauses[denied:]
    assert [clause.words for clause in found] == [clause.words for clause in clauses]


@pytest.mark.parametrize(
    ("forces", "denied"),
    [
        ((Force.ASSERTED, Force.ASSERTED), True),
        ((Force.ASSERTED, Force.CONDITIONAL), True),
        ((Force.CONDITIONAL, Force.ASSERTED), False),
        ((Force.ASKED, Force.ASKED), False),
    ],
)
def test_only_what_starts_as_a_statement_is_denied_whatever_the_denial_is(
    forces: tuple[Force, ...], *, denied: bool
) -> None:
    said = of_a_sentence("as for a mug", "that is nothing we do", forces=forces)
    assert [clause.negated for clause in resumed(said)] == [denied, False]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("this is why the sum, without deduction, is not possible.", [False, True, True]),
        ("this is why the sum, without deduction, is what we pay.", [False, False, True]),
        ("we pay the sum, without deduction, is not possible.", [False, True, True]),
        ("we pay the sum, it is fair, is not possible.", [False, False, True]),
        ("a refund, without deduction, is not possible.", [True, True, True]),
        ("a refund, with what is due, is not possible.", [True, True, True]),
        ("a refund, your money, is not possible.", [False, True, True]),
        ("a refund, without postage, without deduction, is not possible.", [False, *[True] * 3]),
        ("without deduction, is not possible, so we wait.", [True, True, False]),
        ("without deduction, is not possible, your mug.", [True, True, False]),
        # A verb waits for what denies it behind one remark, and no further.
        ("the sum is, however much i regret it, not possible.", [True, False, True]),
        ("the sum is, as we regret, and we do, not possible.", [False, False, False, True]),
        ("not possible, as the rule is.", [True, False]),
    ],
)
def test_a_predicate_denies_what_is_added_before_it_and_no_statement(
    text: str, negated: list[bool]
) -> None:
    clauses = sentences(text)[0].clauses
    spoken = [clause.negated or "not" in clause.words for clause in clauses]
    assert spoken == negated


@given(st.sampled_from(DENIALS).flatmap(lambda denial: st.from_regex(rf"\A{denial.pattern}")))
def test_what_denies_starts_with_a_word_of_a_few(text: str) -> None:
    assume(text[0].isalpha())  # as every word does
    assert re.split(r"\s", text)[0] in RESUMING
