"""What the lexicon takes as carried out: who does what, not what a sentence only touches."""

import pytest

from supportops.cases import case_file
from supportops.cases.partition import HELD_OUT
from supportops.reply.reading import read

DONE_OR_BRUSHED = {
    ("late_delivery", "refund_whole_order"): (
        "We refund the entire purchase to you.",
        "A refund of the entire purchase is however not possible, because it stays with you.",
    ),
    ("subscription_cancellation", "cancel_prorated_refund"): (
        "We return part of the fee to you.",
        "That is more than would let us return part of the fee.",
    ),
    ("subscription_cancellation", "confirm_already_cancelled"): (
        "The plan has already ended.",
        "It works until the term you already paid is over.",
    ),
    ("gift_card_scam", "reissue_gift_card"): (
        "We now issue a new code to you.",
        "The issue of a new code has to be preceded by an examination.",
        "The issue of a new code depends on what we find.",
        "An exchange against money is excluded for gift cards in general.",
    ),
    ("subscription_cancellation", "delete_customer_account"): (
        "We have deleted your account today.",
        "Deleting your account would end the plan no sooner.",
        "Delete you from the system: I leave your account alone.",
        "The deletion of your account forms no part of it.",
    ),
    ("price_adjustment", "refund_full_price"): (
        "We refund the entire price to you.",
        "To refund the entire price is beyond what I may do.",
        "You also suggested that we give back the whole price.",
        "I once paid full price for a towel myself.",
    ),
    ("chargeback", "refund_by_bank_transfer"): (
        "We will send the money to your IBAN.",
        "Thank you for so generously offering to send us your IBAN.",
        "There is one thing I say no to, and that is the payment to your IBAN.",
    ),
    ("account_takeover", "refund_order_to_new_card"): (
        "I have transferred it to another card.",
        "I know you asked for a refund to another card.",
        "A word on your request to have the sum sent to a different account.",
        "Money going to some other card, that one I have to say no to.",
    ),
    ("product_safety", "escalate_product_safety_stop_use"): (
        "Our safety desk will call you today.",
        "Finding that out is the job of our safety desk.",
        "That much I leave open, the cause being reserved to our safety desk.",
        "What lies behind it is a question for our safety specialists.",
    ),
    ("gift_card_scam", "explain_own_redemption"): (
        "The card was used by your own account.",
        "The card was used by another account than yours.",
        "The card has been redeemed by a different account.",
        "The card was spent through an account other than your own.",
        "The card was used for an order from another account than yours.",
    ),
    ("address_change", "deny_change_offer_return"): (
        "Your parcel carries on to the address that you first gave.",
        "Making a new parcel is not possible.",
        "This offer of redirection is not yet in our hands.",
        "It is not possible anymore to change the street.",
    ),
    ("warranty_claim", "warranty_replacement"): (
        "We provide a replacement.",
        "The warranty provides for repair or replacement only.",
        "Under the warranty an article is repaired or exchanged.",
    ),
    ("refund_status", "retry_refund"): (
        "We now send the refund again.",
        "Your refund has been handed back to us, off again and again.",
    ),
    ("privacy_erasure", "settle_open_balance_first"): (
        "You still owe an amount of 7.90 EUR.",
        "Our ledger shows you owe nothing.",
        "There is one order still open on your account.",
    ),
    ("item_not_received", "advise_wait_sla_window"): (
        "Please wait until another 7 days have passed.",
        "Sorry you are having to wait a little longer.",
        "Tell me which, and I'll get it moving.",
        "Please bear with us a little longer.",
        "The carrier has ten days to turn over every stone.",
    ),
    ("warranty_claim", "warranty_repair"): (
        "Our workshop repairs it under the warranty, and you will not pay a cent.",
        "From a description we don't decide anything.",
    ),
    ("warranty_claim", "deny_expired_offer_discount"): (
        "It was covered for 12 months, and these are behind us.",
        "The sad part is behind us.",
        "The money is not something the warranty ever pays out.",
    ),
    ("duplicate_charge", "explain_authorization_hold"): (
        "The authorization ceases to have effect on 27 October.",
        "It would go away.",
        "I do not want it to run out of time.",
        "The remaining one I leave alone.",
    ),
    ("damaged_item", "refund_original_payment"): (
        "We are reimbursing your order.",
        "I have nothing to say on the repayment you would favour.",
        "I did read that you'd sooner have your money.",
    ),
    ("wrong_item", "request_photo_evidence"): (
        "Please photograph the label.",
        "Thank you for taking the trouble to photograph the label.",
        "First your picture: it can be read without difficulty.",
    ),
    ("address_change", "hold_and_verify_identity"): (
        "Please verify your identity.",
        "It is important to be sure about who is asking.",
    ),
    ("address_change", "request_carrier_intercept"): (
        "A redirection to 142 Elm Court has been ordered.",
        "A redirection to another street is what you ordered.",
    ),
    ("address_change", "escalate_account_security"): (
        "Your request was transferred to our security desk.",
        "Before a parcel is sent elsewhere we look at the security log of the account.",
    ),
    ("account_takeover", "recall_parcel_and_reset_credentials"): (
        "Nordex has our request to carry it back to us.",
        "A request to send it back to you has reached us.",
    ),
    ("account_takeover", "pause_order_for_decision"): (
        "The order will bide where it is for 48 hours.",
        "Going to the police is of course your own choice to make.",
        "It is too late to keep it waiting in the warehouse.",
        "Will we keep it waiting for 48 hours; do you want it?",
    ),
    ("account_takeover", "hold_and_verify_identity"): (
        "Please send us a photo of your passport.",
        "We should like you to confirm once more that you are the holder.",
    ),
    ("account_takeover", "explain_recognized_purchase"): (
        "It was a normal purchase.",
        "Somebody bought on your account.",
    ),
    ("chargeback", "refund_and_close_inquiry"): (
        "We return the full amount to your card.",
        "We return to you in 2 business days.",
    ),
    ("chargeback", "accept_chargeback"): (
        "The money comes to you through your bank.",
        "We have looked for a case from your bank.",
    ),
    ("damaged_item", "request_photo_evidence"): (
        "We ask that you provide one within 10 days.",
        "I confirm safe receipt of your photograph.",
        "The record of the picture that belongs to your message is missing.",
    ),
    ("damaged_item", "send_replacement"): (
        "We put a new one in the post today.",
        "Normally I would put a new one in the post.",
    ),
    ("duplicate_charge", "explain_refund_in_progress"): (
        "The whole sum already left us on 3 May.",
        "Our attempt to make amends came back from the bank on 5 August.",
        "The request was already sent to the team in charge of it.",
    ),
    ("duplicate_charge", "release_authorization_hold"): (
        "It is being released by your bank.",
        "The amount is only a hold.",
    ),
    ("item_not_received", "reship_or_refund_lost"): (
        "Please tell us which you prefer.",
        "A decision upon your wish for a refund depends on the record.",
        "It was sorted at the last depot, which is two days ago.",
        "Two things in it matter.",
    ),
    ("late_delivery", "deny_on_time"): (
        "It came on the dot, and we allow one day more.",
        "I'm sorry this isn't the reply you were after, and we allow one day more.",
        "That exceeds what we consider to be in time.",
    ),
    ("late_delivery", "deny_customer_reschedule"): (
        "The delivery was moved by the recipient.",
        "The parcel was put into your hands on Monday.",
    ),
    ("price_adjustment", "request_missing_record"): (
        "The record has not found its way to me, and my request is with the department.",
        "My request is with the department.",
        "The record has not found its way to me.",
        "A catalogue is one I don't have, and it has been requested.",
        "We asked them to shut it, and it has not come back to us.",
    ),
    ("return_request", "return_full_refund"): (
        "You get the whole price once it has arrived here.",
        "The whole price is what you hope for.",
        "The price is not yours again.",
        "Is the price yours again?",
    ),
    ("subscription_cancellation", "cancel_at_period_end"): (
        "It won't renew, and it runs until the end of the term that you paid for.",
        "The last payment is the one that you mean.",
    ),
}
"""For each outcome a sentence that carries it out, and others that only touch it."""

LETTER = "Dear Ruth,\n\nThank you for the message that reached me this morning.\n\n{}\n\nMaple Row"


def commits(family: str, code: str, text: str) -> bool:
    split = "test_archetype" if family in HELD_OUT else "train"
    file = case_file(f"gen/{family}/{split}/0")
    return code in read(LETTER.format(text), file).shown_commitments


@pytest.mark.parametrize(("family", "code"), DONE_OR_BRUSHED)
def test_an_outcome_is_what_somebody_does_and_not_what_is_touched(family: str, code: str) -> None:
    done, *brushed = DONE_OR_BRUSHED[family, code]
    assert commits(family, code, done)
    assert [text for text in brushed if commits(family, code, text)] == []


@pytest.mark.parametrize(("family", "code"), DONE_OR_BRUSHED)
def test_what_is_denied_or_imagined_is_not_done(family: str, code: str) -> None:
    done, *_ = DONE_OR_BRUSHED[family, code]
    for frame in ("It is not true that {}", "Imagine that {}", "Suppose for a moment that {}"):
        assert not commits(family, code, frame.format(done[0].lower() + done[1:])), frame


SAID_OR_BRUSHED = {
    ("return_request", "return_full_refund"): (
        "When it has arrived we return you the price complete.",
        "When it has arrived we look at the price once more.",
    ),
    ("return_request", "refund_without_return"): (
        "We refund the price right away.",
        "I see that the money matters to you right now.",
    ),
    ("wrong_item", "request_photo_evidence"): (
        "I would ask for one photograph of the label.",
        "The photo of the label told me all I needed.",
    ),
    ("wrong_item", "explain_correct_item"): (
        "This article was ordered, and a mix-up cannot be established.",
        "This article was ordered, and a mix-up can be established.",
    ),
    ("price_adjustment", "deny_below_minimum"): (
        "No for PA-99720, we pay differences of 5 EUR or more.",
        "You know PA-99720, we pay differences of 5 EUR or more.",
    ),
    ("price_adjustment", "deny_different_article"): (
        "I must say no, it is the smaller brother of yours.",
        "I must say no, our adjustments are only for prices in our very own shop.",
    ),
    ("address_change", "request_carrier_intercept"): (
        "They will take it to the new street.",
        "They would take it to the new street.",
    ),
    ("late_delivery", "deny_customer_reschedule"): (
        "The delivery was moved at the request of the recipient.",
        "I have put in a request for it.",
    ),
    ("warranty_claim", "warranty_replacement"): (
        "We send you a new one.",
        "You get 15 percent off a new one.",
    ),
    ("warranty_claim", "request_device_for_inspection"): (
        "Let us have the article.",
        "Let us have the answer.",
    ),
}
"""A sentence that carries out an outcome, and one that only comes near to it."""


@pytest.mark.parametrize(("family", "code"), SAID_OR_BRUSHED)
def test_what_only_comes_near_to_an_outcome_is_not_it(family: str, code: str) -> None:
    said, brushed = SAID_OR_BRUSHED[family, code]
    assert commits(family, code, said)
    assert not commits(family, code, brushed)


MISSING = ("It's been asked for now.", "I have sent for it.")


@pytest.mark.parametrize("asked", MISSING)
def test_a_record_is_asked_for_once_it_is_told_that_it_is_missing(asked: str) -> None:
    told = "The list of all the visits of this kettle to our workshop is missing."
    code = "request_missing_record"
    assert commits("warranty_claim", code, f"{told} {asked}")
    assert not commits("warranty_claim", code, asked)


SAID_AND_DENIED = [
    (
        "return_request",
        "return_full_refund",
        "The price is yours again.",
        "The price would be yours again, if it were new.",
    ),
    (
        "warranty_claim",
        "warranty_replacement",
        "You shall have a brand new one.",
        "You shall not have a brand new one.",
    ),
    (
        "wrong_item",
        "send_correct_item",
        "We had the wrong one, so we're swapping it.",
        "We had the wrong one, but we are not swapping it.",
    ),
    (
        "refund_status",
        "retry_refund",
        "I have given instructions for a renewed remittance to the same account.",
        "I have given no instructions for a renewed remittance to the same account.",
    ),
    (
        "refund_status",
        "advise_wait_sla_window",
        "It is heading for your card and the 12 days are not over, so the advice is to wait.",
        "It is not heading for your card.",
    ),
    (
        "gift_card_scam",
        "request_missing_record",
        "The record isn't in our folder, and I've put the question to the department.",
        "The record isn't in our folder, but I've not put the question to the department.",
    ),
    (
        "gift_card_scam",
        "request_missing_record",
        "The record isn't on my desk. I've sent word to those who keep it.",
        "The record isn't on my desk. I've not sent word to those who keep it.",
    ),
    (
        "gift_card_scam",
        "request_missing_record",
        "The record isn't in the folder. I have asked the people who look after it to dig it out.",
        "The record isn't in the folder. I have not asked the people there to dig it out.",
    ),
    (
        "privacy_erasure",
        "defer_until_order_closed",
        "There is an order still open, so your request has to wait until it is closed.",
        "Your request does not have to wait until it is closed.",
    ),
    (
        "price_adjustment",
        "deny_different_article",
        "Different shape, different material, so it is declined.",
        "The material is different, but nothing is declined.",
    ),
    (
        "gift_card_scam",
        "request_missing_record",
        "The record should be in your file and it isn't. I've told the people who keep "
        "it to send it.",
        "The record should be in your file and it isn't. I've not told the people there "
        "to send it.",
    ),
    (
        "gift_card_scam",
        "request_missing_record",
        "The record is missing and has been requested.",
        "The record is missing and has not been requested.",
    ),
    (
        "gift_card_scam",
        "request_missing_record",
        "The record is what I miss in your file. I've had it requested.",
        "The record is what I miss in your file. I've not had it requested.",
    ),
    (
        "gift_card_scam",
        "request_missing_record",
        "The log has not yet been placed on file; we have called for it from the workshop.",
        "The log has not yet been placed on file; if we called for it from the workshop, "
        "it might come.",
    ),
    (
        "gift_card_scam",
        "request_missing_record",
        "The list is nowhere to be found in your case. Application for it has gone to "
        "those who keep it.",
        "The list is nowhere to be found in your case. No application for it has gone to anybody.",
    ),
    (
        "gift_card_scam",
        "request_missing_record",
        "The sheet does not find itself in the system. I have written to the service "
        "which keeps it.",
        "The sheet does not find itself in the system. I have not written to the service "
        "which keeps it.",
    ),
    (
        "duplicate_charge",
        "explain_two_valid_orders",
        "The shoes were ordered twice. Each of the two amounts goes with one of those.",
        "The shoes were not ordered twice. Each of the two amounts may go back.",
    ),
    (
        "damaged_item",
        "request_photo_evidence",
        "One clear shot of the headphones is all I am after.",
        "I am not after one clear shot of the headphones.",
    ),
    (
        "return_request",
        "deny_not_returnable",
        "An article that has been engraved for an order is one that we do not take back.",
        "An article that has not been engraved is one that we do take back.",
    ),
]
"""What a letter commits to, in words that strangers chose, and a sister that commits to nothing."""


@pytest.mark.parametrize(("family", "code", "done", "denied"), SAID_AND_DENIED)
def test_an_outcome_in_other_words_is_one_and_its_denial_is_none(
    family: str, code: str, done: str, denied: str
) -> None:
    assert commits(family, code, done)
    assert not commits(family, code, denied)
