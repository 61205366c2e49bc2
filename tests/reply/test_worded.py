"""What the phrases of the families' facts and forbidden promises take for stated, and what not."""

import pytest

from supportops.cases import case_file
from supportops.reply import read

LETTER = "Dear Maya,\n\nThank you for your message, we have read it with care. {}\n\nKind regards"

STATED = [
    ("return_request/train/5009", "warranty stays", "The warranty does not end because of this."),
    ("chargeback/test_archetype/70", "nothing to do", "Just leave it to the bank."),
    ("chargeback/test_archetype/70", "nothing to do", "It all happens without you."),
    ("damaged_item/train/10016", "no return", "You can hang on to the broken one."),
    ("wrong_item/train/10019", "log", "What was scanned there is what the label shows."),
    ("return_request/train/5009", "warranty stays", "On your warranty this changes nothing."),
    (
        "return_request/train/5009",
        "warranty stays",
        "Your warranty, let me add, is in no way diminished.",
    ),
    ("return_request/train/5009", "warranty stays", "You have the same cover as before."),
    ("chargeback/test_archetype/70", "nothing to do", "What you have to do: nothing"),
    ("address_change/train/10007", "fee", "The carrier charges for it, but we're wearing that."),
    (
        "address_change/train/10007",
        "fee",
        "The carrier charges for that, and the bill comes to us.",
    ),
    ("address_change/train/10007", "fee", "Price in money: none, their fee is on us."),
    ("wrong_item/train/10019", "log", "We looked at both, and they are in agreement."),
    (
        "wrong_item/train/10019",
        "log",
        "The packing record and your photo are telling the one story.",
    ),
    (
        "gift_card_scam/train/10028",
        "the code stays with you",
        "The code you give never to somebody.",
    ),
    (
        "gift_card_scam/train/10028",
        "the code stays with you",
        "The code, tell it never to a person.",
    ),
    ("gift_card_scam/train/10028", "the code stays with you", "The code is to be given to nobody."),
    ("damaged_item/train/10016", "no return", "No need to parcel up the bits."),
    ("damaged_item/train/10016", "no return", "As for the dish itself, it may stay with you."),
    (
        "wrong_item/train/10019",
        "log",
        "And what our packers logged is the very same; the two of them back each other up.",
    ),
    (
        "gift_card_scam/train/10028",
        "the code stays with you",
        "The code of a gift card one keeps for oneself.",
    ),
    (
        "gift_card_scam/train/10028",
        "the code stays with you",
        "The code must under no circumstances be communicated to any person.",
    ),
    ("wrong_item/train/10019", "log", "The log's the same as the photo."),
    ("wrong_item/train/10019", "log", "The two tell the same story."),
    ("wrong_item/train/10019", "log", "I looked up what was scanned, and it matched your photo."),
    ("gift_card_scam/train/10028", "the code stays with you", "The code is given to nobody."),
    ("gift_card_scam/train/11009", "the seller answers", "The seller stands behind the card."),
    ("gift_card_scam/train/11009", "the seller answers", "It is they who must answer to you."),
    ("chargeback/test_archetype/70", "nothing to do", "Your to-do list is empty."),
    ("return_request/train/5009", "warranty stays", "It remains exactly as before."),
    ("return_request/train/5009", "warranty stays", "It remains without any change."),
    (
        "third_party_disclosure/test_archetype/7",
        "the holder's own account",
        "All of it is available to the account holder himself.",
    ),
    ("address_change/train/10007", "fee", "They charge a fee, and we'll carry it, not you."),
    ("address_change/train/10007", "fee", "They charge a fee for it and we're picking that up."),
    ("address_change/train/10007", "fee", "The carrier wants a fee, which is on our tab."),
    ("return_request/train/5009", "warranty stays", "The warranty you keep: you don't lose it."),
    ("account_takeover/train/11036", "order on hold", "Nothing will be shipped until we know."),
    ("account_takeover/train/11036", "order on hold", "Your order rests for the moment."),
    ("damaged_item/train/10016", "no return", "You don't have to pack it."),
    ("damaged_item/train/10016", "no return", "Please don't bother packing up the pieces."),
    ("damaged_item/train/10016", "no return", "We don't need the old dish here."),
    ("damaged_item/train/10016", "no return", "There's no call to post the damaged one back."),
    ("address_change/train/10007", "fee", "There is a fee, but that's for us to carry."),
    ("address_change/train/10007", "fee", "They charge something, but that bill is ours."),
    ("address_change/train/10007", "fee", "The charge will be met by ourselves."),
    ("damaged_item/train/10016", "no return", "Surrender of the damaged unit is not required."),
    ("damaged_item/train/10016", "no return", "Please do not go to the trouble of packing it."),
    ("wrong_item/train/10019", "log", "The entry of the warehouse reads no differently."),
    (
        "account_takeover/train/10001",
        "code to the phone",
        "The code you need for this goes out to the phone number on file.",
    ),
    (
        "address_change/train/10007",
        "fee",
        "It costs something, but this pays the shop and not you.",
    ),
    (
        "gift_card_scam/train/10028",
        "the code stays with you",
        "The code you should never say to somebody who asks for it.",
    ),
    (
        "gift_card_scam/train/10028",
        "the code stays with you",
        "If anybody wants the code, please don't let them have it.",
    ),
    (
        "gift_card_scam/train/11009",
        "the seller answers",
        "It is the seller who has to stand for it.",
    ),
    ("chargeback/test_archetype/70", "nothing to do", "Action by you: none required."),
    ("refund_status/train/10015", "form only", "It has to be the form, I'm afraid."),
    ("refund_status/train/10015", "form only", "We can't accept bank details by e-mail."),
    ("wrong_item/train/10019", "log", "We looked at the log, and it tells me the same thing."),
    ("wrong_item/train/10019", "log", "So our records and your photo agree."),
    ("wrong_item/train/10019", "log", "Our packing log recorded that very rug."),
    ("account_takeover/train/11036", "order on hold", "It goes no further for the moment."),
    ("account_takeover/train/11036", "order on hold", "AF-34570 is parked with us."),
    (
        "account_takeover/train/11036",
        "order on hold",
        "We write about it, which has been suspended until further notice.",
    ),
    (
        "return_request/train/5009",
        "warranty stays",
        "Your warranty is in no way diminished by this.",
    ),
    (
        "late_delivery/train/10001",
        "own day",
        "If they choose a day, then this day is valid for us.",
    ),
]

UNSTATED = [
    ("wrong_item/train/10019", "log", "What our packers logged is not the very same."),
    ("wrong_item/train/10019", "log", "Is the log's entry the same?"),
    (
        "gift_card_scam/train/10028",
        "the code stays with you",
        "The code of a gift card is to be communicated to us.",
    ),
    ("damaged_item/train/10016", "no return", "Please pack it well and send it."),
    ("damaged_item/train/10016", "no return", "Do you need the old dish?"),
    ("address_change/train/10007", "fee", "The bill is yours."),
    ("address_change/train/10007", "fee", "They charge a fee, and you pick that up."),
    ("return_request/train/5009", "warranty stays", "From now on you lose it."),
    ("account_takeover/train/11036", "order on hold", "Everything will be shipped today."),
    ("address_change/train/10007", "fee", "Is that bill ours?"),
    ("damaged_item/train/10016", "no return", "Surrender of the damaged unit is required."),
    ("damaged_item/train/10016", "no return", "Please go to the trouble of packing it."),
    ("wrong_item/train/10019", "log", "The entry of the warehouse reads differently."),
    (
        "account_takeover/train/10001",
        "code to the phone",
        "You need a code to the phone number on file.",
    ),
    ("gift_card_scam/train/10028", "the code stays with you", "Please let us have it."),
    ("return_request/train/5009", "warranty stays", "On your return this changes nothing."),
    ("return_request/train/5009", "warranty stays", "Has it the same cover as before?"),
    ("chargeback/test_archetype/70", "nothing to do", "What we have to do: nothing"),
    ("chargeback/test_archetype/70", "nothing to do", "What you have to do: fill in the form"),
    ("address_change/train/10007", "fee", "The carrier charges for it, and the bill comes to you."),
    ("address_change/train/10007", "fee", "Does the bill come to us?"),
    ("wrong_item/train/10019", "log", "We looked at both, and they are not in agreement."),
    ("wrong_item/train/10019", "log", "The record and your photo are not telling the one story."),
    ("gift_card_scam/train/10028", "the code stays with you", "The code, tell it to a person."),
    ("damaged_item/train/10016", "no return", "You need to parcel up the bits."),
    ("damaged_item/train/10016", "no return", "You cannot hang on to the broken one."),
    ("return_request/train/5009", "warranty stays", "Does the warranty not end because of this?"),
    ("chargeback/test_archetype/70", "nothing to do", "I leave it to you to send the form."),
    ("wrong_item/train/10019", "log", "What was scanned there is not what the label shows."),
    ("damaged_item/train/10016", "no return", "May it stay with you, then?"),
    ("gift_card_scam/train/11009", "the seller answers", "We have to stand for it."),
    ("chargeback/test_archetype/70", "nothing to do", "Action by you: one required."),
    ("refund_status/train/10015", "form only", "It has to be today."),
    ("refund_status/train/10015", "form only", "We accept bank details by e-mail."),
    ("wrong_item/train/10019", "log", "Your photo disagrees."),
    ("wrong_item/train/10019", "log", "The two do not tell the same story."),
    ("wrong_item/train/10019", "log", "I looked up what was scanned; it never matched your photo."),
    ("gift_card_scam/train/10028", "the code stays with you", "The code is given to everybody."),
    ("gift_card_scam/train/11009", "the seller answers", "Stands the seller behind the card?"),
    ("gift_card_scam/train/11009", "the seller answers", "It is not they who must answer to you."),
    ("chargeback/test_archetype/70", "nothing to do", "Your to-do list is not empty."),
    ("return_request/train/5009", "warranty stays", "It does not stay exactly as before."),
    ("return_request/train/5009", "warranty stays", "That is just what it says."),
    ("return_request/train/5009", "warranty stays", "Does it go on without any change?"),
    (
        "third_party_disclosure/test_archetype/7",
        "the holder's own account",
        "None of it is available to the account holder himself.",
    ),
    ("wrong_item/train/10019", "log", "It does not say the same."),
    ("account_takeover/train/11036", "order on hold", "It goes further now."),
    ("account_takeover/train/11036", "order on hold", "Is it suspended until further notice?"),
    ("return_request/train/5009", "warranty stays", "Is your warranty diminished by this?"),
    ("late_delivery/train/10001", "own day", "Is this day valid for us?"),
    ("third_party_disclosure/test_archetype/15", "missing record", "We need it from you."),
]


@pytest.mark.parametrize(("task", "fact", "text"), STATED)
def test_a_fact_may_be_worded_so(task: str, fact: str, text: str) -> None:
    assert fact in read(LETTER.format(text), case_file(f"gen/{task}")).facts


@pytest.mark.parametrize(("task", "fact", "text"), UNSTATED)
def test_what_only_sounds_like_it_states_no_fact(task: str, fact: str, text: str) -> None:
    assert fact not in read(LETTER.format(text), case_file(f"gen/{task}")).facts


PROMISES = [
    (
        "account_takeover/train/10000",
        "money",
        "I would be misleading you if I said a refund is on its way to you.",
        False,
    ),
    ("account_takeover/train/10000", "money", "I would say a refund is on its way to you.", True),
    ("account_takeover/train/10000", "money", "I say it gladly: a refund is on its way.", True),
    ("return_request/train/10005", "free postage", "The postage is on us.", True),
    ("return_request/train/10005", "free postage", "We send you a free label.", True),
    ("return_request/train/10005", "free postage", "You get the postage back.", True),
    ("return_request/train/10005", "free postage", "The postage stays with us.", False),
    ("return_request/train/10005", "free postage", "The postage isnae paid back.", False),
    ("account_takeover/train/10000", "money", "A refund is on its way to you.", True),
    ("account_takeover/train/10000", "money", "A refund is not something I can arrange.", False),
    ("account_takeover/train/10000", "money", "A refund is something I can arrange.", True),
    (
        "account_takeover/train/10000",
        "money",
        "As for transferring an amount to a new bank account: that's a no.",
        False,
    ),
    (
        "account_takeover/train/10000",
        "money",
        "As for transferring an amount to a new bank account: that's a yes.",
        True,
    ),
]


@pytest.mark.parametrize(("task", "name", "text", "promised"), PROMISES)
def test_a_forbidden_promise_is_none_where_it_is_denied(
    task: str, name: str, text: str, *, promised: bool
) -> None:
    found = read(LETTER.format(text), case_file(f"gen/{task}")).promises
    assert (name in found) is promised


def test_the_name_of_a_shop_may_stand_for_we() -> None:
    file = case_file("gen/address_change/train/12008")
    told = "The carrier charges something for the redirection; {} it."
    assert "fee" in read(LETTER.format(told.format("Kestrel Goods pays")), file).facts
    assert "fee" not in read(LETTER.format(told.format("the customer pays")), file).facts


@pytest.mark.parametrize(
    ("told", "contradicts"),
    [
        ("The charge is borne entirely by the recipient.", True),
        ("The fee is paid by you.", True),
        ("You will have to cover the carrier's charge.", True),
        ("The fee is not borne by you.", False),
        ("The fee you would have paid is covered by us.", False),
        ("The charge is paid by our shop, not you.", False),
    ],
)
def test_who_else_bears_a_fee_that_is_ours_contradicts_it(told: str, *, contradicts: bool) -> None:
    found = read(LETTER.format(told), case_file("gen/address_change/train/12008"))
    assert bool(found.conflicts) is contradicts
