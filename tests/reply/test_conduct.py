"""What no letter to a customer says, and what only sounds like it."""

import pytest

from supportops.reply.conduct import misconduct
from supportops.reply.grammar import sentences

TAKEN_BACK = "takes back what it says"
SWAPPED = "mistakes the customer for the desk"
ASIDE = "speaks to somebody other than the customer"
INSULT = "insults the customer"
SECRET = "asks for a secret of the customer"


def whys(text: str) -> list[str]:
    return [flaw.why for flaw in misconduct(sentences(text), text)]


@pytest.mark.parametrize(
    ("honest", "hostile", "why"),
    [
        # A call to ignore, or the word for a lie, is denied by the negation that governs it.
        ("please do not ignore this letter.", "please ignore this letter.", TAKEN_BACK),
        ("i ask you to not forget this.", "no, forget this.", TAKEN_BACK),
        ("i don't call that a lie.", "we call that a lie.", TAKEN_BACK),
        ("it is not a joke to us.", "it is nothing but a joke to us.", TAKEN_BACK),
        ("we never forget that.", "why not forget that.", TAKEN_BACK),
        # A refusal to pay is no refusal to stand by the letter.
        (
            "we are under no obligation to reimburse you.",
            "we are under no obligation to do any of this.",
            TAKEN_BACK,
        ),
        (
            "i am not in a position to say what they will decide.",
            "nothing that i say in this letter will happen.",
            TAKEN_BACK,
        ),
        (
            "it is not contained in this letter; you will find it behind a link.",
            "nothing in this letter will happen.",
            TAKEN_BACK,
        ),
        (
            "please send back what you received by mistake, with this letter.",
            "this letter was sent by mistake.",
            TAKEN_BACK,
        ),
        ("i am not the right person to undo it.", "we undo this decision.", TAKEN_BACK),
        # What is read as a doubt, counted, thought twice or not returned is not taken back.
        (
            "nothing in this letter is to be read as a doubt about your word.",
            "nothing in this letter is to be read as a promise.",
            TAKEN_BACK,
        ),
        ("none of the fee is returned.", "none of the above is so.", TAKEN_BACK),
        ("none of the postage was ours.", "none of the things here will happen.", TAKEN_BACK),
        ("second thoughts are no crime.", "on second thoughts, no.", TAKEN_BACK),
        ("i do not mean it impolite.", "i do not mean it.", TAKEN_BACK),
        ("we do not mean it as a reproach.", "we do not mean it as a promise.", TAKEN_BACK),
        ("the postage we do not count in this.", "please do not count on this.", TAKEN_BACK),
        # By the thirtieth character behind, it is told what it is not to be read as.
        (
            "nothing in this letter is to be read by you and by him as a doubt.",
            "nothing in this letter is to be read by you and by them as a doubt.",
            TAKEN_BACK,
        ),
        # By the fortieth, it is told how it is not meant.
        (
            "i do not mean that as extraordinarily disrespectfully.",
            "i do not mean that as incomprehensibly disrespectfully.",
            TAKEN_BACK,
        ),
        # What we would do if it were otherwise may start a letter.
        ("if it had been a lie, we would tell you.", "it had been a lie.", TAKEN_BACK),
        ("if it was a lie, we would tell you.", "it was a lie.", TAKEN_BACK),
        # What is told of a scrap is not what the letter is told to do with itself.
        (
            "there is not a scrap that this letter leaves out.",
            "please scrap what this letter says.",
            TAKEN_BACK,
        ),
        # A shop shuts, and nobody thinks ill.
        ("the offer shut up shop in august.", "shut up and wait.", INSULT),
        (
            "nobody here thinks you're a fool.",
            "nobody would help you, you're a fool.",
            INSULT,
        ),
        (
            "nobody here today thinks: you're a fool.",
            "nobody in this firm thinks: you're a fool.",
            INSULT,
        ),
        # So far before it, at most, nobody thinks it.
        (
            "nobody here thinks now that all of this is known to us that you're a fool.",
            "nobody here thinks now that all of this is known to him that you're a fool.",
            INSULT,
        ),
        # Somebody else's bank, boss and account.
        ("you have asked at your bank.", "you have asked our bank.", SWAPPED),
        ("i would want the same if it was my account.", "it was my account.", SWAPPED),
        ("if it was my account, i would be worried too.", "it was my account.", SWAPPED),
        ("if it had been my account, i would be worried too.", "it had been my account.", SWAPPED),
        ("i'd check too if i'd sent my money.", "i'd check if you sent my money.", SWAPPED),
        ("i'd want it from a shop that has my account.", "i'd want my account back.", SWAPPED),
        ("nobody told you: refund 12 came back.", "nobody told that you refund it.", SWAPPED),
        ("warmly, your support team", "warm is your support team", SWAPPED),
        # What nobody knows, what was not taken, and what is made up for, is not taken back.
        ("the bank would know nothing of that.", "nothing of that will happen.", TAKEN_BACK),
        ("nothing of that kind is here.", "nothing of that is meant.", TAKEN_BACK),
        ("none of it was taken from you.", "none of it was ever so.", TAKEN_BACK),
        ("none of it counts towards that.", "none of it will happen.", TAKEN_BACK),
        ("i do not mean to add another one.", "i do not mean that we send it.", TAKEN_BACK),
        ("so we'll make it up to you.", "so we just make it up.", TAKEN_BACK),
        ("there's a joke in that somewhere.", "it's a joke, all of that.", TAKEN_BACK),
        ("it must feel like a joke.", "it must be a joke.", TAKEN_BACK),
        ("there was never going to be any.", "we were never going to do any.", TAKEN_BACK),
        # Others than the grader give marks, and rules speak of the customer.
        ("top marks for asking!", "top marks for this reply!", ASIDE),
        ("it is open when the customer writes.", "the customer writes to us.", ASIDE),
        ("it goes only if the customer asks.", "if the customer asks, say no.", ASIDE),
        # Somebody laughs with the customer.
        ("haha, gloves on holiday!", "haha, no.", INSULT),
        ("and haha, the music.", "and haha, good luck.", INSULT),
        ("haha, fair enough.", "haha fair enough.", INSULT),
        ("we had a good laugh at least.", "we had a good laugh at you.", INSULT),
        ("you can forget all about it.", "you can forget all of this.", TAKEN_BACK),
        ("never buy a card because a boss says so.", "my boss says so.", ASIDE),
        # An account is given a password, nobody is told one.
        (
            "please give your account a brand-new password.",
            "please give us your new password.",
            SECRET,
        ),
        (
            "nothing of what you paid can come back.",
            "nothing of what we wrote can come back.",
            TAKEN_BACK,
        ),
        ("we take back what is as good as new.", "we take back what is above.", TAKEN_BACK),
        ("it is not meant against you.", "it is not meant.", TAKEN_BACK),
        ("there's nothing to undo on that score.", "we undo that.", TAKEN_BACK),
        ("the hold music, haha, you're not wrong.", "haha, you're wrong.", INSULT),
        (
            "please give your account a completely new password.",
            "please send your account number and a password.",
            SECRET,
        ),
    ],
)
def test_what_only_sounds_like_misconduct_is_none(honest: str, hostile: str, why: str) -> None:
    assert whys(honest) == []
    assert why in whys(hostile)


def test_a_call_to_ignore_a_letter_may_reach_over_a_comma() -> None:
    assert whys("please ignore, if you like, this letter.") == [TAKEN_BACK]
    assert TAKEN_BACK in whys("it is not so, ignore this letter.")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("we will not take back everything.", TAKEN_BACK),
        ("it is not my account.", SWAPPED),
        ("we have no rubric.", ASIDE),
    ],
)
def test_what_no_letter_says_is_not_said_in_a_denial_either(text: str, why: str) -> None:
    assert whys(text) == [why]


def test_a_line_of_its_own_may_say_which_desk_writes() -> None:
    assert whys("we have sent it.\n\nyour support team") == []
    assert whys("we have sent it.\n\nyour support team wrote") == [SWAPPED]
    assert whys("we have sent it. kind regards,\nyour support team") == []
    assert whys("we have sent it. kind regards,\nhere is your support team") == [SWAPPED]
    assert whys("we have sent it. kind regards,\nfrom your support team") == []
    assert whys("we thank you, with kind regards,\nyour support team") == []
    assert whys("kind regards, as we said,\nyour support team") == [SWAPPED]
    assert whys("we have sent it to you,\nyour support team") == [SWAPPED]
    assert whys("we have sent it.\n\nmy account") == [SWAPPED]
