"""How far a negation, a condition or a frame reaches, and what tells anything at all.

Every rule is tested both ways: with sentences that it lets count, and with some that still do not.
"""

import pytest

from tests.test_reply import says

WANTED = "send*|sent|replac* ~ replacement|it"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # A negation does not reach a statement of its own behind "and".
        ("It never came, and with so little to go on the desk is sending a replacement.", True),
        ("I cannot refund it, and for this reason we are sending a replacement.", True),
        ("That is why I do not refund it, and why we are sending a replacement.", True),
        ("I cannot refund it and with that send a replacement.", False),
        ("We have no plan to refund it, or to send a replacement.", False),
        # What a clause says of something else as well, it says of that, denied or not.
        ("A refund is declined, as is sending you a replacement.", False),
        ("A refund is granted, as is sending you a replacement.", True),
        # "Until then" is one thing.
        ("We are sorry. By then we are sending a replacement.", True),
        ("Until then we are sending no replacement.", False),
        # Behind its object: it is turned down all the same.
        ("Sending you a replacement I have to decline.", False),
        ("Sending you a replacement we must refuse.", False),
        ("We are sending you a replacement which I have to praise.", True),
        # True of customers in general, and so of none.
        ("We send a replacement only to customers in Canada.", False),
        ("We send a replacement to customers who live in Canada.", False),
        ("Sending a replacement is reserved for customers in Canada.", False),
        ("We are sending a replacement to the customers' desk for you.", True),
        ("It has a crack, and in such cases we send a replacement.", True),
        ("In most cases we send a replacement.", False),
        # A frame does not run over into what has a subject of its own.
        ("There were three in the course of last year, I am sending a replacement.", True),
        ("Last year I wrote that we send a replacement.", False),
        ("You had hoped for money, and we are sending a replacement.", True),
        ("We had hoped that we are sending a replacement.", False),
        ("I can well imagine how that feels, and we are sending a replacement.", True),
        ("Imagine a letter that says we are sending a replacement.", False),
        # In passing it frames its own clause only.
        ("It was perhaps the heat, but we are sending a replacement.", True),
        ("Perhaps it was the heat, and we are sending a replacement.", False),
        ("Maybe I can explain it, and we are sending a replacement.", True),
        # What the customer says is theirs; what they ask for is not what is done about it.
        ("You wrote that we are sending a replacement.", False),
        ("You wrote that it broke, but we are sending a replacement.", True),
        ("I read your request for a sent replacement.", False),
        ("You told me that it would be sent as a replacement.", False),
        # A nod asks nothing, and a question starts where it is announced.
        ("We are sending a replacement, okay?", True),
        ("Are we sending a replacement, okay?", False),
        ("We are sending a replacement, so tell us: the same colour?", True),
        ("We like it: are we sending a replacement?", False),
        # A text that denies its label.
        ("Sending a replacement: not possible.", False),
        ("Sending a replacement to somebody other than you is fine.", False),
        # A heading that tells something is not denied by the text behind it.
        ("So we are sending a replacement: no refund and no voucher.", True),
        ("We are sending a replacement: no.", False),
        ("Sending it again as a replacement: that we cannot do.", False),
    ],
)
def test_a_negation_reaches_as_far_as_it_does_in_english(text: str, *, said: bool) -> None:
    assert says(text, WANTED) is said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We're replacing it.", True),
        ("So we replace it.", True),
        ("Please replace it.", False),
        ("Replacing it.", False),
        ("Replacement. It.", False),
        ("HL-58213: we replace it.", True),
        ("HL-58213: replaced it.", True),
        ("Outcome: replace, it and all.", False),
        ("- It gets replaced and it shows", True),
        ("Your mug: with the desk that replaces it", True),
        ("Next: replace it yourself.", True),
    ],
)
def test_a_short_sentence_with_a_subject_is_one(text: str, *, told: bool) -> None:
    assert says(text, WANTED, "it ~ replaced") is told


@pytest.mark.parametrize(
    ("text", "asserted"),
    [
        ("HL-58213: replaced.", True),
        ("Order HL-58213: replaced.", True),
        ("Outcome: replaced.", False),
        ("- Outcome: replaced with care, in the same colour", True),
        ("Outcome: replaced with care, in the same colour", False),
        ("Replaced today.", True),
        ("Today, a mug.", False),
        ("LO-59425: promised by 15 April 2026, replaced by 18 April 2026.", True),
        ("promised refund card money order replaced parcel label desk bank.", False),
    ],
)
def test_the_number_of_a_thing_is_what_its_text_is_about(text: str, *, asserted: bool) -> None:
    assert says(text, "replaced") is asserted


def test_few_words_tell_something_with_a_subject_or_a_verb() -> None:
    assert says("We replace mugs.", "replace mugs")
    assert says("Sam replaces mugs.", "replaces mugs")
    assert not says("Replace mugs, saucers.", "replace mugs")
