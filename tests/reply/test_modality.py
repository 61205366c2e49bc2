"""What the words before a stretch and behind it make of it."""

import pytest

from supportops.reply.modality import (
    Force,
    afterwards,
    is_fronted,
    is_request,
    since_join,
    weakened,
    weakened_from,
)


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FROM_MOST_TO_LEAST = [
    Force.ASSERTED,
    Force.DEFERRED,
    Force.REQUESTED,
    Force.CONDITIONAL,
    Force.HYPOTHETICAL,
    Force.ATTRIBUTED,
    Force.GENERAL,
    Force.ASKED,
    Force.LISTED,
    Force.QUOTED,
    Force.FRAMED,
    Force.JUMBLED,
    Force.DENIED,
]


def test_each_force_is_one_of_its_own_and_next_to_the_one_before() -> None:
    assert list(Force) == FROM_MOST_TO_LEAST
    assert list(map(int, FROM_MOST_TO_LEAST)) == list(range(13))


@pytest.mark.parametrize("join", ["and", "or", "but", "as", "so", "because", "since"])
def test_a_conjunction_starts_another_statement(join: str) -> None:
    assert since_join(words(f"a {join} b c")) == ("b", "c")
    assert since_join(words(f"a and b {join}")) == ()
    assert since_join(words("a b")) == ("a", "b")


@pytest.mark.parametrize(
    ("text", "stretch", "holds"),
    [
        ("your request for", "mug", True),
        ("your request", "mug", True),
        ("we see your request for", "mug", True),
        ("your request for a", "mug", True),
        ("your request for another", "mug", True),
        ("your request for both such", "mug", True),
        ("your request of the", "mug", True),
        ("your request to your", "mug", True),
        ("your request to have the", "mug sent", True),
        ("your request to be sent another", "mug", True),
        ("your request to have", "is met", False),
        ("we agree to have the", "mug sent", False),
        ("your request about a", "mug", False),
        ("your request for blue", "mug", False),
        ("your request for it", "mug", False),
        ("your request for a blue", "mug", False),
        ("my request for", "mug", False),
        ("your request for mug your wish for", "mug", True),
        # What is done about it is no part of it.
        ("your request", "was met", False),
        ("your request that", "mug is here", False),
        ("", "mug", False),
    ],
)
def test_a_request_is_one_right_before_what_it_is_for(
    text: str, stretch: str, *, holds: bool
) -> None:
    assert is_request(words(text), words(stretch)) is holds


BEFORE = {
    "": Force.ASSERTED,
    "we send": Force.ASSERTED,
    # Another's word or wish, and not what we have asked for.
    "you asked": Force.ATTRIBUTED,
    "you asked us to": Force.ATTRIBUTED,
    "we asked for": Force.ASSERTED,
    "our side asked for": Force.ASSERTED,
    "we have now asked for": Force.ATTRIBUTED,
    "we asked for it and you asked": Force.ATTRIBUTED,
    # Somebody else who would have to do it, within three words.
    "the bank": Force.ATTRIBUTED,
    "bank may well": Force.ATTRIBUTED,
    "bank of all that": Force.ASSERTED,
    "bank lets us": Force.ASSERTED,
    "we bank": Force.ATTRIBUTED,
    "bank and": Force.ASSERTED,
    "and bank": Force.ATTRIBUTED,
    # What may not come to pass, right before it, in four words at most.
    "we may": Force.HYPOTHETICAL,
    "we may be able to": Force.HYPOTHETICAL,
    "may be able to": Force.HYPOTHETICAL,
    "we may then go": Force.ASSERTED,
    "we perhaps": Force.HYPOTHETICAL,
    "perhaps we": Force.ASSERTED,
    # What is true in general, and what is open.
    "in theory": Force.GENERAL,
    "in the past we": Force.GENERAL,
    "in theories": Force.ASSERTED,
    "we see whether": Force.CONDITIONAL,
    "we ask if it": Force.CONDITIONAL,
    "unless it": Force.CONDITIONAL,
    "more than would let us": Force.GENERAL,
    "more than would permit us to give you": Force.GENERAL,
    "no more than that, and we let you": Force.ASSERTED,
    "what we consider to be": Force.HYPOTHETICAL,
    "we iffy": Force.ASSERTED,
    # The first that holds counts, and no other.
    "you asked if in theory we may": Force.ATTRIBUTED,
    "if in theory we may": Force.HYPOTHETICAL,
    "if in theory we": Force.GENERAL,
}


@pytest.mark.parametrize(("before", "force"), BEFORE.items())
def test_the_words_before_it_weaken_a_stretch(before: str, force: Force) -> None:
    assert weakened(words(before), "", Force.ASSERTED) is force


def test_a_stretch_that_nothing_weakens_is_what_its_clause_is() -> None:
    assert weakened(("we",), "send", Force.DEFERRED) is Force.DEFERRED
    assert weakened(("if",), "send", Force.FRAMED) is Force.CONDITIONAL


@pytest.mark.parametrize(
    ("within", "force"),
    [
        ("mug would be", Force.HYPOTHETICAL),
        ("mug might also have", Force.HYPOTHETICAL),
        ("mug could then be", Force.HYPOTHETICAL),
        ("mug would now be", Force.ASSERTED),
        ("mug will be", Force.ASSERTED),
        ("mug would", Force.ASSERTED),
        ("", Force.ASSERTED),
    ],
)
def test_what_would_be_within_it_is_only_thought_of(within: str, force: Force) -> None:
    assert weakened((), within, Force.ASSERTED) is force


def test_what_would_be_within_it_makes_nothing_stronger() -> None:
    assert weakened(("if",), "mug would be", Force.ASSERTED) is Force.HYPOTHETICAL
    assert weakened(words("you asked"), "mug would be", Force.ASSERTED) is Force.ATTRIBUTED
    assert weakened((), "mug would be", Force.FRAMED) is Force.FRAMED


WEAKENED_FROM = {
    # Nothing in it weakens: nothing stands behind that.
    "we send it": 3,
    "we asked for it": 4,
    # What others say or wish.
    "you asked": 2,
    "and now you asked us for it": 4,
    "you need it": 2,
    "in the mug you need is tea": 5,
    # Which thing it is, and nobody's wish; so with no other verb.
    "the code you need is here": 6,
    "the code you expect is here": 4,
    "the code you want is here": 4,
    "the code that you wanted to use is only for new ones": 12,
    "the code that you wanted is one for new ones": 5,
    "a thing that you wanted to have is a refund": 5,
    # What is done about it is ours, and what it is may be their wish.
    "everything you were asking about can be viewed there": 9,
    "what you asked for has been refunded": 7,
    "what you asked for is a refund": 3,
    "you asked for it to be refunded": 2,
    # What they say behind that is theirs all the same.
    "the code that you wanted to use is only what you asked us for": 12,
    # What may be, and what is usual.
    "we may send it": 2,
    "now in theory we send it": 3,
    # The first that stands there counts.
    "now we may in theory": 3,
    "in theory we may": 2,
    "in theory you asked": 2,
    "you asked in theory": 2,
}


@pytest.mark.parametrize(("text", "behind"), WEAKENED_FROM.items())
def test_what_others_say_or_what_may_be_is_told_behind_the_words_that_say_so(
    text: str, behind: int
) -> None:
    assert weakened_from(words(text)) == behind


AFTER = {
    "": Force.ASSERTED,
    "today": Force.ASSERTED,
    "is out of the question": Force.DENIED,
    "today is out of the question": Force.DENIED,
    "and it is out of the question": Force.ASSERTED,
    "is out of and the question": Force.ASSERTED,
    # What stands first and is turned down by us.
    "we must decline": Force.DENIED,
    "i have to decline": Force.DENIED,
    "i will regretfully turn it down": Force.DENIED,
    "we need to turn down": Force.DENIED,
    "we must decline today": Force.ASSERTED,
    "you must decline": Force.ASSERTED,
    "we decline": Force.ASSERTED,
    # What it is only thought of as, unless somebody would do it.
    "would take all day": Force.HYPOTHETICAL,
    "today would take all day": Force.HYPOTHETICAL,
    "we would take all day": Force.ASSERTED,
    "we now would take all day": Force.HYPOTHETICAL,
    "we would take it if so": Force.ASSERTED,
    "would take it if so": Force.HYPOTHETICAL,
    "would take what is out of the question": Force.DENIED,
    # What it depends on.
    "if you like": Force.CONDITIONAL,
    "today if you like": Force.CONDITIONAL,
    "and if you like": Force.ASSERTED,
    "unless and": Force.CONDITIONAL,
    "iffy": Force.ASSERTED,
}


@pytest.mark.parametrize(("after", "force"), AFTER.items())
def test_the_words_behind_it_count_up_to_a_conjunction(after: str, force: Force) -> None:
    assert afterwards(words(after)) is force


FRONTED = """
[money] for a card we do not pay out
[money] on a message like this we don't send
a [transfer] to a bank account we don't make in such cases
and a [transfer] we never do
only the [postage] of the order we do not give it back
the same [refund] anew is something we may not do
[cards] in money is something we never do at all
a [transfer] i can not make here
a [new one] or the money i can't give you
"""
ONLY_TOLD_OF = """
we refund the [mug] we do not send
you get the [money] we do not send here
it is a [refund] we do not make
[refunding you] we do not send it
a [transfer] we do make
we send a [new one] or the money i can't give you
a [new one] or the money i can give you
a [transfer] they do not make
a [transfer] we do not make before monday
a [transfer] we do not make the mug for
a [photo] of a box we don't accept the claim without
a [transfer] and we do not make one
[cards] in money is something we do
"""


@pytest.mark.parametrize("line", FRONTED.strip().splitlines())
def test_what_stands_first_is_denied_by_the_verb_behind_it(line: str) -> None:
    before, stretch, after = (words(part) for part in line.replace("]", "[").split("["))
    assert is_fronted(before, stretch, after)


@pytest.mark.parametrize("line", ONLY_TOLD_OF.strip().splitlines())
def test_what_stands_behind_a_verb_of_its_own_is_not(line: str) -> None:
    before, stretch, after = (words(part) for part in line.replace("]", "[").split("["))
    assert not is_fronted(before, stretch, after)
