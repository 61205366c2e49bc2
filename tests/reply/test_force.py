"""With what force a clause says something, word by word of what stands around it."""

import pytest

from supportops.reply.force import Clause, Force
from supportops.reply.grammar import sentences
from supportops.reply.hits import hits
from supportops.reply.modality import since_join
from supportops.reply.said import said
from supportops.reply.text import tokenise

SEND = "send*|sent ~ mug"

SAID = {
    "we send you a mug.": Force.ASSERTED,
    "so we send you a mug now.": Force.ASSERTED,
    # A frame takes back what stands in it, quoted or not; a short quotation commits nobody.
    "imagine that we send you a mug.": Force.FRAMED,
    'imagine that we "send a mug" now.': Force.FRAMED,
    'we say "send a mug" to you.': Force.QUOTED,
    'we say "now"send a mug to you.': Force.ASSERTED,
    'we say "now" and send a mug to you.': Force.ASSERTED,
    'we send a mug to "you" now.': Force.ASSERTED,
    'do not "send a mug" now.': Force.QUOTED,
    # A negation anywhere before it denies it.
    "we do not send you a mug.": Force.DENIED,
    "nobody here in our house sends you a mug.": Force.DENIED,
    "we send you a mug, not a jar.": Force.ASSERTED,
    "please do not send us a mug.": Force.DENIED,
    "i mayn't send you a mug.": Force.DENIED,
    "nothing's being sent here of a mug.": Force.DENIED,
    "do not take it amiss that we send you a mug.": Force.ASSERTED,
    "you also suggested that we send you a mug.": Force.ATTRIBUTED,
    # So does what is done instead, unless it has a subject of its own.
    "instead of sending you a mug it is over.": Force.DENIED,
    "rather than send a mug it is over.": Force.DENIED,
    "instead of it we send you a mug.": Force.ASSERTED,
    "instead of a jar you are sent a mug.": Force.ASSERTED,
    # A question asks, and what it politely asks for is requested.
    "do we send you a mug?": Force.ASKED,
    "are you sending us a mug?": Force.ASKED,
    "could you send us a mug?": Force.REQUESTED,
    "could you please tell us more and send us a mug?": Force.REQUESTED,
    "could you tell us more, send us a mug?": Force.REQUESTED,
    "could you tell us more, and we send a mug?": Force.REQUESTED,
    "could you tell us more, send us a mug please?": Force.REQUESTED,
    "could you tell us more, we send a mug?": Force.ASKED,
    "could you believe we send you a mug?": Force.ASKED,
    "may we ask you to send us a mug?": Force.REQUESTED,
    # A wish as a thing is somebody's; what is done about it is ours.
    "your request to send you a mug is here.": Force.ATTRIBUTED,
    "your request is why we send you a mug.": Force.ASSERTED,
    # What the customer does is not done by us.
    "you are sending us a mug.": Force.ATTRIBUTED,
    "you are now sending us a mug.": Force.ATTRIBUTED,
    "you have sent us a mug.": Force.ATTRIBUTED,
    "you are sent a mug.": Force.ASSERTED,
    "you have sending a mug.": Force.ASSERTED,
    # A request outside of a question, as weak as its clause at most.
    "please send us a mug.": Force.REQUESTED,
    "and please send us a mug.": Force.REQUESTED,
    "so now kindly send us a mug.": Force.REQUESTED,
    "so please now send us a mug.": Force.ASSERTED,
    "if it is here, please send us a mug.": Force.CONDITIONAL,
    # Somebody else's word or wish, unless it is told by us.
    "you asked us to send you a mug.": Force.ATTRIBUTED,
    "so then they want us to send you a mug.": Force.ATTRIBUTED,
    "we hope they want us to send you a mug.": Force.ASSERTED,
    "we now hope they want us to send you a mug.": Force.ATTRIBUTED,
    "the bank will send you a mug.": Force.ATTRIBUTED,
    "bank of it sends you a mug.": Force.ATTRIBUTED,
    "the bank will now send you a mug.": Force.ATTRIBUTED,
    "the bank will only now send you a mug.": Force.ASSERTED,
    "bank and it will then send you a mug.": Force.ASSERTED,
    "the bank lets us send you a mug.": Force.ASSERTED,
    "the bank as ever sends you a mug.": Force.ASSERTED,
    # What may not come to pass.
    "we would have sent you a mug.": Force.HYPOTHETICAL,
    "would have sent you a mug.": Force.HYPOTHETICAL,
    "we may be able to send you a mug.": Force.HYPOTHETICAL,
    "might be willing to send you a mug.": Force.HYPOTHETICAL,
    "we see as if we send you a mug.": Force.FRAMED,
    "we find out whether send a mug.": Force.HYPOTHETICAL,
    "we would have it and send you a mug.": Force.ASSERTED,
    "in theory we send you a mug.": Force.GENERAL,
    "it is open whether to send you a mug.": Force.FRAMED,
    "we see whether to send you a mug.": Force.CONDITIONAL,
    "in theory you asked us to send you a mug.": Force.ATTRIBUTED,
    "in theory we would have sent you a mug.": Force.HYPOTHETICAL,
    # What stands behind it, up to a conjunction.
    "we send you a mug if you like.": Force.CONDITIONAL,
    "sending you a mug is out of the question.": Force.DENIED,
    "sending you a mug is ours or is out of the question.": Force.ASSERTED,
    "sending you a mug would take all day.": Force.HYPOTHETICAL,
    "sending you a mug now we would take it.": Force.ASSERTED,
    "sending you a mug we now would take it.": Force.HYPOTHETICAL,
    "sending you a mug of it we would take it.": Force.ASSERTED,
    "sending you a mug today we now would take it.": Force.HYPOTHETICAL,
    "you asked us to send you a mug that is out of the question.": Force.ATTRIBUTED,
    "if it is here, we send you a mug that is out of the question.": Force.DENIED,
    "if it is here, we send you a mug.": Force.CONDITIONAL,
    "once it is here, we send you a mug if you like.": Force.CONDITIONAL,
}


def force_of(text: str, phrase: str = SEND) -> Force:
    """The force of the first place of a phrase."""
    clauses = [clause for sentence in sentences(text) for clause in sentence.clauses]
    return hits(((phrase,),), clauses)[0][0].force


def value_force(text: str) -> Force:
    """The force of the only value."""
    (found,) = said(sentences(text))
    return found.force


@pytest.mark.parametrize(("text", "force"), SAID.items())
def test_what_stands_around_a_phrase_gives_it_its_force(text: str, force: Force) -> None:
    assert force_of(text) is force


TOO = {
    "it is too late for us to send it.": Force.DENIED,
    "it is too late to now send it.": Force.DENIED,
    "it is too late to just now send it.": Force.ASSERTED,
    "too late to send it.": Force.DENIED,
    "it is late to send it.": Force.ASSERTED,
    "it is to send it too late.": Force.ASSERTED,
}


@pytest.mark.parametrize(("text", "force"), TOO.items())
def test_too_much_for_it_denies_it(text: str, force: Force) -> None:
    assert force_of(text, "send it") is force


def test_a_phrase_that_says_too_itself_is_not_denied_by_it() -> None:
    assert force_of("too late to send it now.", "too late to send it") is Force.ASSERTED
    assert force_of("it is too late to send it.", "too late to send it") is Force.ASSERTED


def test_a_phrase_that_starts_with_a_negation_is_denied_by_another_one_only() -> None:
    assert force_of("we have no mug.", "no mug") is Force.ASSERTED
    assert force_of("we do not have no mug.", "no mug") is Force.DENIED
    assert force_of("it is not ours and no mug is here.", "no mug") is Force.ASSERTED
    assert force_of("it is not ours and never was no mug.", "no mug") is Force.DENIED
    assert force_of("we neither accept nor reject the mug.", "reject ~ mug") is Force.DENIED
    assert force_of("we see it and reject the mug.", "reject ~ mug") is Force.ASSERTED


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("a mug that has been sent to you is one that we do not take.", Force.ASSERTED),
        ("a mug which had already been sent to you we will not take.", Force.ASSERTED),
        ("a mug that is sent to you is one that we do not take.", Force.DENIED),
        ("a mug that has been sent to you is not something we do.", Force.DENIED),
        ("a mug that has been sent to you is ruled out.", Force.DENIED),
        ("the mug has been sent to you is one that we do not say.", Force.DENIED),
    ],
)
def test_what_has_been_so_is_not_denied_by_the_verb_of_its_sentence(
    text: str, force: Force
) -> None:
    assert force_of(text, "sent ~ you") is force


def test_what_is_done_about_a_request_is_no_request() -> None:
    assert force_of("your request that mug is sent.", "mug is sent") is Force.ASSERTED
    assert force_of("your request that mug gets sent.", "mug gets sent") is Force.ATTRIBUTED


@pytest.mark.parametrize("verb", ["getting", "receiving", "having", "being"])
def test_what_the_customer_gets_is_done_by_us(verb: str) -> None:
    assert force_of(f"you are {verb} a mug.", f"{verb} ~ mug") is Force.ASSERTED


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("a b c", "a b c"),
        ("a and b c", "b c"),
        ("a and b or c d but e", "e"),
        ("as a since b", "b"),
        ("a and", ""),
        ("", ""),
    ],
)
def test_the_words_since_the_last_conjunction_are_what_is_left(words: str, rest: str) -> None:
    assert since_join(tuple(words.split())) == tuple(rest.split())


VALUES = {
    "we wait for 2 days.": Force.ASSERTED,
    "we never wait for 2 days.": Force.DENIED,
    "never for 2 days.": Force.DENIED,
    "never 2 days of it.": Force.DENIED,
    "it never came to us with the mug or 2 days.": Force.DENIED,
    "never came to us with the mug or 2 days.": Force.DENIED,
    "it never came to us with the blue mug or 2 days.": Force.ASSERTED,
    # What stands before the last auxiliary verb belongs to another.
    "it never was for you to have 2 days.": Force.ASSERTED,
    "it never was that you shall have 2 days.": Force.ASSERTED,
    "it will never have 2 days.": Force.ASSERTED,
    "it will be that it was never to have 2 days.": Force.ASSERTED,
    "it never will do 2 days.": Force.ASSERTED,
    "it will never do 2 days.": Force.DENIED,
    # A negation right behind it denies it as well.
    "the 2 days are not over.": Force.DENIED,
    "the 2 days aren't over.": Force.DENIED,
    "the 2 days are never over.": Force.ASSERTED,
    "the 2 days of it are not over.": Force.ASSERTED,
    # A question names a value, and a polite one states it.
    "do we have 2 days?": Force.ASKED,
    "could you wait for 2 days?": Force.ASSERTED,
    'we say "2 days" to you.': Force.QUOTED,
    'we never say "2 days" to you.': Force.DENIED,
    "imagine that we have 2 days.": Force.FRAMED,
    "if it has 2 days, we send it.": Force.ASSERTED,
}


@pytest.mark.parametrize(("text", "force"), VALUES.items())
def test_only_what_stands_beside_a_value_denies_it(text: str, force: Force) -> None:
    assert value_force(text) is force


def test_forces_are_ordered_from_most_to_least() -> None:
    assert (
        [force.name for force in Force]
        == """ASSERTED DEFERRED REQUESTED CONDITIONAL
        HYPOTHETICAL ATTRIBUTED GENERAL ASKED LISTED QUOTED FRAMED JUMBLED DENIED""".split()
    )
    assert list(Force) == list(range(13))


def test_a_clause_stands_at_the_start_asks_nothing_and_cannot_be_changed() -> None:
    clause = Clause((), ("we", "ask"), (), negated=False, force=Force.ASSERTED)
    assert (clause.sentence, clause.polite, clause.quotes, clause.asks) == (0, False, (), False)
    assert not clause.ascribed
    with pytest.raises(AttributeError):
        setattr(clause, "negated", True)  # noqa: B010 - mypy refuses the assignment


OBLIGED = {
    "we should be obliged if you would send us a mug.": Force.REQUESTED,
    "you are kindly asked to send us a mug.": Force.REQUESTED,
    "if it is here, you are asked to send us a mug.": Force.CONDITIONAL,
    "we are obliged to send you a mug.": Force.ASSERTED,
}


@pytest.mark.parametrize(("text", "force"), OBLIGED.items())
def test_what_would_oblige_us_is_asked_for(text: str, force: Force) -> None:
    assert force_of(text) is force


MEANWHILE = {
    "we do not see it for the next 2 days.": Force.ASSERTED,
    "we do not see it in the coming 2 days.": Force.ASSERTED,
    "we do not see it for the full 2 days.": Force.DENIED,
    "we do not see it for the next of 2 days.": Force.DENIED,
    # Behind a negation, `have` is the verb that is denied, and no auxiliary.
    "you do not have 2 days.": Force.DENIED,
    "you don't have 2 days.": Force.DENIED,
    "you do not move and have 2 days.": Force.ASSERTED,
    "the cards you didn't use have 2 days.": Force.ASSERTED,
    "what they did not is 2 days.": Force.ASSERTED,
    "what they did not are 2 days.": Force.ASSERTED,
    # A wish names the number of a thing as well, and no span.
    "i wish we knew more about hl-58213 here.": Force.ASSERTED,
    "i wish we could send you hl-58213 here.": Force.FRAMED,
    "i wish we could have 2 days here.": Force.FRAMED,
    "i wish we could know about hl-58213 here.": Force.ASSERTED,
    "i wish we could send a hl-58213 here.": Force.FRAMED,
    # What the customer says names the number of a thing all the same, and nothing else.
    "you wrote that we have hl-58213 here.": Force.ASSERTED,
    "you wrote that we have 2 days here.": Force.FRAMED,
    "you wrote that never hl-58213 was here.": Force.DENIED,
    "you wrote that we have 1000 days here.": Force.FRAMED,
    "imagine that we have hl-58213 here.": Force.FRAMED,
}


@pytest.mark.parametrize(("text", "force"), MEANWHILE.items())
def test_a_value_is_said_for_the_time_being_and_by_the_customer(text: str, force: Force) -> None:
    assert value_force(text) is force


@pytest.mark.parametrize(
    ("text", "phrase", "force"),
    [
        ("the mug would be sent to you.", "mug ~ sent", Force.HYPOTHETICAL),
        ("mug would be sent to you.", "mug ~ sent", Force.HYPOTHETICAL),
        ("the mug would be with you.", "mug ~ be", Force.ASSERTED),
        ("the mug would be with you.", "mug would", Force.ASSERTED),
        ("the mug will be sent to you.", "mug ~ sent", Force.ASSERTED),
    ],
)
def test_what_would_be_before_the_last_word_of_a_phrase_is_only_thought_of(
    text: str, phrase: str, force: Force
) -> None:
    assert force_of(text, phrase) is force


@pytest.mark.parametrize("text", ["usually we send you a mug.", "we typically send you a mug."])
def test_what_is_so_usually_is_said_of_no_case(text: str) -> None:
    assert force_of(text) in (Force.GENERAL, Force.FRAMED)


def test_what_neither_is_nor_is_are_both_denials_of_their_own() -> None:
    assert force_of("neither the cup nor a mug is due.", "nor ~ mug") is Force.ASSERTED
    unable = "neither from us nor from you we are unable to send a mug."
    assert force_of(unable, "unable ~ mug") is Force.ASSERTED
    assert force_of("neither the cup nor a mug is due.", "mug") is Force.DENIED


def negation_of(marked: str) -> str | None:
    """The word that directly denies what stands in brackets, if any."""
    words = marked.split()
    start = next(at for at, word in enumerate(words) if word.startswith("["))
    end = next(at for at, word in enumerate(words) if word.endswith("]")) + 1
    text = marked.translate({ord("["): None, ord("]"): None})
    tokens = tuple(tokenise(text))
    spoken = tuple(token.text for token in tokens)
    clause = Clause(tokens, spoken, spoken, negated=False, force=Force.ASSERTED)
    found = clause.negation(start, end)
    return None if found is None else text[found:].split()[0]


DIRECTLY_DENIED = {
    "not maybe even now [ship] it": None,
    "not even now [ship] it": "not",
    "not [sent] yet": "not",
    "we not [send] a mug": "not",
    "we do not [send] a mug": "not",
    "we do not [mail] a mug": "not",
    "we do not now [send] a mug": "not",
    "not to us [sent] yet": "not",
    # It stands before it, in reach, and nothing ends the reach.
    "not to us now [sent] yet": None,
    "we [send] nothing": None,
    "we [cannot send] a mug": None,
    "[sent] it is not": None,
    "it is not and we [send] a mug": None,
    "we do not start before we [send] it": None,
    "we do not start [until it is] here": None,
    # What denies several things denies none of them twice.
    "it is not [nor was it] here": None,
    "there is no [money off and no postage] here": None,
    "there is no [money off and neither postage] here": "no",
    "there is no [money off and postage] here": "no",
    # What is told of a thing is not denied with what is done to it.
    "we can't refund a [parcel that is] under way": None,
    "not a [parcel that is] under way": None,
    "not a big [parcel that is] under way": "not",
    "not a [parcel] is under way": "not",
    "we can't refund the [which parcel] here": "can't",
    "we don't refund [parcels that are] under way": "don't",
    # What the customer tells us is denied by the customer.
    "you state that it has not been [delivered] yet": None,
    "you state it and it has not been [delivered] yet": "not",
    # Two negations that are said of one thing are not one denial of the other.
    "whether or not [no mug] is here": None,
    "whether or not [sent] yet": "not",
    "we do not [send no mug] here": "not",
    "we do not [no mug] here": "not",
    "we say not [no mug] here": "not",
}
BESIDE = {
    # What is not enough is had, and what is done with it is not denied.
    "i do not have enough correct [answers] here": None,
    "i do not have enough [answers] here": None,
    "i do not have [enough answers] here": None,
    "it is not enough [answered] here": "not",
    "we have not enough [answers] here": "not",
    "paying does not [enough] for it": "not",
    "paying does not [mend enough] of it": None,
    "knowing enough doesn't [replace] it": None,
    # What somebody does is no substitute, and so denies nothing.
    "knowing a number does not [replace] it": None,
    "knowing a number doesn't [replace] it": None,
    "knowing a number will not [replace] it": "not",
    "knowing what it does will not [replace] it": "not",
    "knowing a number never does [replace] it": "never",
    "a number does not [replace] it": "not",
    "regarding a number it does not [replace] it": "not",
}


@pytest.mark.parametrize(("marked", "negation"), {**DIRECTLY_DENIED, **BESIDE}.items())
def test_a_negation_right_before_it_denies_it_unless_it_denies_something_else(
    marked: str, negation: str | None
) -> None:
    assert negation_of(marked) == negation
