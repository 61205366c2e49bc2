"""How far a negation, a condition or a frame reaches, and where something starts afresh."""

import pytest

from supportops.reply.force import Force
from supportops.reply.scope import framed, led_by, likewise, starts_afresh


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def frames(text: str) -> str:
    """The force of each clause, where `/` stands between two."""
    found = framed([words(part) for part in text.split("/")])
    return " ".join(force.name.lower() for force in found)


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("if so", Force.CONDITIONAL),
        ("and if so", Force.CONDITIONAL),
        ("so then if it is", Force.CONDITIONAL),
        ("whether", Force.CONDITIONAL),
        ("we if so", Force.ASSERTED),
        ("should you", Force.CONDITIONAL),
        ("and should you like it", Force.CONDITIONAL),
        ("should", Force.ASSERTED),
        ("should maya", Force.ASSERTED),
        ("you should", Force.ASSERTED),
        ("should now you", Force.ASSERTED),
        ("once it is", Force.DEFERRED),
        ("and so once it is", Force.DEFERRED),
        ("until if", Force.DEFERRED),
        ("we once", Force.ASSERTED),
        ("and so then", Force.ASSERTED),
        ("", Force.ASSERTED),
    ],
)
def test_the_first_word_past_what_leads_makes_a_condition(text: str, force: Force) -> None:
    assert led_by(words(text)) is force


@pytest.mark.parametrize(
    "text",
    [
        # An auxiliary verb or a reason behind what joins.
        "and will go",
        "but is here",
        "and so will go",
        "and why it",
        "but since it",
        "and how it",
        # A subject, or a word that leads to one.
        "we go",
        "and we go",
        "then we go",
        "so go",
        "also go",
        "but",
        "just so",
        # A subject of its own with a verb, behind its preposition.
        "and with the mug is",
        "and with gold the mug was",
        "but for that the mug can",
        "and at gold you must",
        "and on our mug goes",
        # A finite verb behind `and`: no `does not` reaches over it.
        "and stays usable",
        "and remains here",
    ],
)
def test_no_negation_reaches_what_starts_afresh(text: str) -> None:
    assert starts_afresh(words(text))


@pytest.mark.parametrize(
    "text",
    [
        "go",
        "and",
        "and go",
        "and then go",
        "then go",
        "or will go",
        "or with the mug is",
        "will go",
        "why it",
        "now just go",
        "and go will",
        "and with",
        "and with gold is",
        "and with is the mug",
        "and with the mug go",
        "and gold the mug is",
        "with the mug is",
    ],
)
def test_it_reaches_what_does_not(text: str) -> None:
    assert not starts_afresh(words(text))


@pytest.mark.parametrize(
    ("text", "before", "holds"),
    [
        ("as is the return", "we do not send it", True),
        ("so have we", "it never came", True),
        ("as is", "no", True),
        ("as is the return", "we send it", False),
        ("as is the return", "", False),
        ("as the return is", "we do not send it", False),
        ("and is the return", "we do not send it", False),
        ("is as the return", "we do not send it", False),
        ("as", "we do not send it", False),
    ],
)
def test_what_is_likewise_is_denied_with_what_stands_before(
    text: str, before: str, *, holds: bool
) -> None:
    assert likewise(words(text), words(before)) is holds


FRAMES = {
    "we send it / we ship it": "asserted asserted",
    # A tail takes back all of its sentence, and stands anywhere.
    "we send it / who knows": "framed framed",
    "who knows / but we send it": "framed framed",
    # A frame lasts, until something turns.
    "we see it / imagine we send it / we ship it": "asserted framed framed",
    "imagine we send it / but we ship it": "framed asserted",
    "imagine we send it / however we ship it": "framed asserted",
    "imagine we send it / yet we ship it": "framed asserted",
    "imagine we send it / because we ship it": "framed asserted",
    "imagine we send it / and but we ship it": "framed framed",
    "but imagine we send it / we ship it": "framed framed",
    # What the customer says is theirs, unless it is framed as well.
    "you wrote that we send it / we ship it": "attributed attributed",
    "you wrote that we send it / but we ship it": "attributed asserted",
    "you wrote that we send it / imagine we ship it": "attributed framed",
    "imagine we ship it / you wrote that we send it": "framed framed",
    "you wrote that imagine we send it": "framed",
    # In passing: one clause, unless the sentence starts with it.
    "we perhaps send it / we ship it": "framed asserted",
    "we see it / maybe we send it / we ship it": "asserted framed asserted",
    "perhaps we send it / we ship it": "framed framed",
    "maybe i can send it / we ship it": "framed asserted",
    "possibly we can send it / we ship it": "framed asserted",
    "maybe i send it / we ship it": "framed framed",
    "maybe i also send it / we ship it": "framed framed",
    "maybe you can send it / we ship it": "framed framed",
    "maybe so i can send it / we ship it": "framed framed",
    "we maybe see it as if / we ship it": "framed framed",
    "we as if see it perhaps / we ship it": "framed framed",
    # None runs over into a clause with a subject of its own, but it does into another.
    "we do not / the case that it is": "asserted asserted",
    "nobody here / says it is": "framed framed",
    "nobody / we claims it": "asserted asserted",
    "nobody / and claims it": "asserted asserted",
    "nobody / but claims it": "asserted asserted",
    "nobody / now claims it": "framed framed",
    "nobody claims / we ship it": "framed framed",
    "we see it / who says we ship it": "asserted framed",
    # What the customer says ends with its own clause if that is subordinate, or is answered.
    "as you wrote that we send it / the mug is here": "attributed asserted",
    "as you wrote that we send it / sent by us": "attributed attributed",
    "you wrote that we send it / as it is / the mug is here": "attributed attributed attributed",
    "you wrote that we send it / so we ship it": "attributed asserted",
    "you wrote that we send it / so as ever": "attributed attributed",
    "you wrote that we send it / so": "attributed attributed",
    "you wrote that we send it / then we ship it": "attributed attributed",
    "imagine we send it / so we ship it": "framed framed",
    # `That` may be a thing, and so may a claim.
    "you wrote in well after that / we ship it": "asserted asserted",
    "you wrote in that / we ship it": "asserted asserted",
    "you wrote well after that we ship it": "asserted",
    "you wrote to us that we ship it": "attributed",
    "we cannot say that / we ship it": "framed framed",
    "our log claims that we see it / perhaps we ship it": "asserted framed",
    "we do not see the claim that it broke": "asserted",
    "we do not claim that it broke": "framed",
    "it is not a promise that we keep": "asserted",
    "we do not on the phone claim that it broke": "framed",
    # What is denied for now is a thing, and frames nothing behind it.
    "i can't confirm that tonight / the list is missing": "asserted asserted",
    "i can't confirm that tonight the list is missing": "framed",
    "i can't confirm that / the list is missing": "framed framed",
    # What is done before anybody says why is nobody's story.
    "we see it before anybody says what broke": "asserted",
    "anybody says what broke / we see it": "framed framed",
    "before anybody says what broke": "asserted",
    "we see that anybody says it broke": "framed",
    "we see it before anybody says it / imagine we ship it": "asserted framed",
    # Whoever is asked something may be asked politely.
    "could you perhaps send it": "asserted",
    "so could you perhaps send it": "asserted",
    "can you maybe send it / imagine we ship it": "asserted framed",
    "you could perhaps send it": "framed",
    "could you imagine that it hurts": "framed",
    # What the customer asked to be done is asked for over an apposition, but not over a subject.
    "you asked for your drill / order hl-1 / to be sent there": "asserted asserted attributed",
    "you have a drill / order hl-1 / to be sent there": "asserted asserted asserted",
    "you asked for your drill / we got it / to be sent there": "asserted asserted asserted",
    "you asked for your drill / and we sent it": "asserted asserted",
    "you have asked for it / to be sent there": "asserted attributed",
    "you do now want it / to be sent there": "asserted asserted",
    "your wish is here / to be sent there": "asserted asserted",
    "for your drill / to be sent there": "asserted asserted",
    "to be sent there": "asserted",
    # Who can imagine something feels with the customer, and does not make it up.
    "i can imagine that it hurts": "attributed",
    "imagine that we send it": "framed",
    # Which company it is frames nothing; what another one does is nothing of ours.
    "this is another company / and we ship it": "asserted asserted",
    "in another company / and we ship it": "framed framed",
    "this is another company's / and we ship it": "framed framed",
    "we imagine that we send it": "framed",
    "you can now imagine that it hurts": "framed",
    "we can maybe send it": "framed",
    "it well could be that we send it": "framed",
}


@pytest.mark.parametrize(("text", "expected"), FRAMES.items())
def test_a_frame_reaches_to_what_turns_and_over_no_new_subject(text: str, expected: str) -> None:
    assert frames(text) == expected


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("in the box was the right dress", True),
        ("in the parcel was what you have ordered", True),
        ("in the box was nothing", False),
        ("in the box we send", False),
        ("in was the box", False),
        ("in", False),
        ("in it was the dress", False),
        ("in the box it was", False),
        ("in the large blue box was the dress", True),
        ("in the very large blue box was the dress", False),
        ("of the box was the right dress", False),
        ("another colour is another article", True),
        ("another colour or size", False),
        ("and on 8 july it expires", True),
        ("and on the 9th of july the hold comes to an end", True),
        ("and on the 9th of july the hold", False),
    ],
)
def test_what_is_in_a_place_or_singled_out_starts_afresh(text: str, *, holds: bool) -> None:
    assert starts_afresh(words(text)) is holds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("our log claims that we see it", "asserted"),
        ("our friend claims that we see it", "framed"),
        ("our scale maker claims that we see it", "framed"),
        ("our log alleges that we see it", "framed"),
        ("by our records perhaps we see it", "framed"),
        ("i cannot tell whether it is red or something else", "asserted"),
        ("it is red or something else", "framed"),
        ("something like that has to go to our desk", "asserted"),
        ("we send it or something like that is done", "framed"),
        ("we send it something like that", "framed"),
        ("or something like that is done", "framed"),
        ("something like that now has to go", "framed"),
        ("the money follows the mug and not the other way round", "asserted"),
        ("we send it or it is the other way round", "framed"),
        ("we send it who knows is here", "framed"),
        ("which supposedly you want", "asserted"),
        ("whether it is red / who knows", "framed framed"),
        ("we tell you whether it is red allegedly", "framed"),
        ("which i guess you want", "asserted"),
        ("we send the mug which i guess you want", "asserted"),
        ("we send what i guess you want", "asserted"),
        ("we send the mug i guess you want", "framed"),
        ("it is what i guess", "framed"),
        ("as a rule we need it", "framed"),
    ],
)
def test_our_records_claim_nothing_idle_and_a_whole_sentence_is_taken_back_as_a_whole(
    text: str, expected: str
) -> None:
    assert frames(text) == expected
