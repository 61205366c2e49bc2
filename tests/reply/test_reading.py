"""What a draft says, as claims with the words that make them; and how a reading is kept."""

import dataclasses
from collections.abc import Sequence
from typing import get_args

import pytest

from supportops.reply import reading
from supportops.reply.force import Force
from supportops.reply.leaning import Leaning
from supportops.reply.reading import Claim, Reading, Slot, read, readings_kept
from supportops.reply.settling import Said
from supportops.reply.text import composed
from tests.play import CHARGE, MUG

SENT = "We are sending you a replacement for order HL-58213, Maya."
SORRY = "We are so sorry for all of it, and for what it did to you, Maya."
SEND, REFUND = "send_replacement", "refund_original_payment"


def claims(text: str) -> list[tuple[str, str, Force, str]]:
    """The claims of a draft, each with its words in place of where they stand."""
    draft = composed(text)
    return [(*one[:3], draft[one.start : one.end]) for one in read(text, MUG).claims]


def test_every_claim_has_its_words_and_the_slots_have_an_order() -> None:
    text = (
        "Dear Maya, it arrives on Monday. Your order HL-51877 was fine. You need not return it. It "
        "leaves us within 2 business days. We are sending you a replacement for HL-58213. Idiot!"
    )
    assert claims(text) == [
        ("form", "insults the customer", Force.ASSERTED, "Idiot"),
        ("commitment", SEND, Force.ASSERTED, "sending you a replacement"),
        ("fact", "order number", Force.ASSERTED, "HL-58213"),
        ("fact", "dispatch", Force.ASSERTED, "2 business days"),
        ("fact", "no return", Force.ASSERTED, "need not return"),
        ("conflict", "states another order number", Force.ASSERTED, "HL-51877"),
        ("promise", "a day of arrival", Force.ASSERTED, "arrives on Monday"),
    ]
    found = read(text, MUG)
    assert found.flaw == found.shown_flaw == "insults the customer"
    assert found.facts == {"order number", "dispatch", "no return"}
    assert found.promises == ("a day of arrival",)
    assert found.conflicts == ("states another order number",)
    assert found.commitments == (SEND,)


def test_words_are_shown_in_the_draft_as_it_is_counted() -> None:
    text = f"Ma\u0308ya, the \ufb01nest day! {SENT}\r\n\r\n{SORRY}"
    (commitment, fact) = claims(text)
    assert commitment[-1] == "sending you a replacement"
    assert fact[-1] == "HL-58213"


def test_what_has_no_words_stands_nowhere() -> None:
    found = read("Mug cup jug. " * 5, MUG)
    unwritten = Claim("form", "is not written in sentences", Force.ASSERTED, 0, 0)
    assert found.claims[0] == unwritten


@pytest.mark.parametrize(
    ("draft", "why"),
    [("Hello", "is shorter than 60 characters"), ("x" * 2001, "is longer than 2000 characters")],
)
def test_a_draft_of_a_wrong_length_says_nothing_else(draft: str, why: str) -> None:
    claim = Claim("form", why, Force.ASSERTED, 0, 0)
    assert read(draft, MUG) == Reading((claim,), (), frozenset(), (), shown_flaw=why)


def test_what_is_asserted_stands_before_what_is_deferred() -> None:
    deferred = f"{SORRY} When that is done, we will send you a replacement."
    assert read(deferred, MUG).commitments == (SEND,)
    both = f"{deferred} We are refunding you the price."
    assert read(both, MUG).commitments == (REFUND,)


def test_commitments_stand_in_the_order_of_the_file() -> None:
    text = f"{SORRY} We are refunding you the price. {SENT}"
    assert read(text, MUG).commitments == (SEND, REFUND)


@pytest.mark.parametrize(
    "text", ["We hope to send you a replacement.", "Would you like a replacement sent?"]
)
def test_what_is_not_meant_commits_to_nothing(text: str) -> None:
    assert read(f"{SORRY} {text}", MUG).commitments == ()


def test_a_code_is_claimed_once_as_firmly_as_it_is_said() -> None:
    text = f"{SORRY} If you like, we send you a replacement. {SENT} We may send you a replacement."
    found = [claim for claim in claims(text) if claim[0] == "commitment"]
    assert found == [("commitment", SEND, Force.ASSERTED, "sending you a replacement")]


def test_what_is_taken_back_is_told_beside_what_is_meant() -> None:
    found = read(f"{SENT} We cannot refund you the price, and are sorry for it.", MUG)
    assert found.denied == {REFUND}
    assert found.commitments == (SEND,)
    assert read(f"{SENT} {SORRY}", MUG).denied == frozenset()


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("We give you a voucher.", Force.ASSERTED),
        ("When it is here, we give you a voucher.", Force.DEFERRED),
        ("If you like, we give you a voucher.", Force.CONDITIONAL),
        ("We have no voucher for you.", None),
        ("Do you want a voucher for it?", None),
        ("You asked us for a voucher.", None),
    ],
)
def test_a_forbidden_promise_is_one_under_a_condition_too(text: str, force: Force | None) -> None:
    found = [claim for claim in claims(f"{SORRY} {text}") if claim[0] == "promise"]
    promise = ("a voucher or discount", force, "voucher")
    assert [claim[1:] for claim in found] == ([] if force is None else [promise])


def test_a_promise_is_one_however_often_it_is_denied_before() -> None:
    text = f"{SORRY} We have no voucher for you. We give you a voucher."
    assert [claim[2] for claim in claims(text) if claim[0] == "promise"] == [Force.ASSERTED]


def test_only_what_shows_without_the_records_shows_in_an_open_case() -> None:
    hidden = read(f"{SENT} {SORRY} Write to me at x@y.example.", MUG)
    assert (hidden.shown_flaw, hidden.flaw) == (None, "holds data of somebody else")
    both = read(f"{SENT} {SORRY} Write to me at x@y.example. Just kidding.", MUG)
    assert both.shown_flaw == "takes back what it says"
    fine = read(f"{SENT} {SORRY}", MUG)
    assert (fine.shown_flaw, fine.flaw) == (None, None)


def test_every_value_is_told_and_in_what_relevant_evidence_it_stands() -> None:
    text = f"{SENT} It is HL-58213, 28.90 EUR in all, and you hear of PAY-771204 within 2 days."
    found = read(text, MUG)
    assert [str(value) for value in found.values].count("hl-58213") == 2
    assert len(found.values) == 5
    assert found.standing == (
        frozenset({"artifact:order"}),
        frozenset({"artifact:order"}),
        frozenset(),
        frozenset(),
    )


def test_the_gist_is_what_is_said_wherever_it_stands() -> None:
    one, other = (read(text, MUG) for text in (f"{SENT} {SORRY}", f"{SORRY} {SENT} {SENT}"))
    assert one != other
    assert one.gist == other.gist
    gists = {read(f"{SORRY} {more}", MUG).gist for more in ("", SENT, "We see 1 EUR.", "Idiot!")}
    assert len(gists) == 4


def test_the_claims_of_a_slot_are_those_alone() -> None:
    claims = tuple(Claim(slot, slot, Force.ASSERTED, 0, 0) for slot in get_args(Slot))
    found = Reading(claims, (), frozenset(), ())
    assert [list(found.of(claim.slot)) for claim in claims] == [[claim] for claim in claims]


def test_a_reading_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(read(SENT, MUG), "commitments", ())  # noqa: B010 - mypy refuses the assignment


def test_readings_are_kept_of_one_file_for_a_while() -> None:
    before = read(SENT, MUG)
    with readings_kept(MUG):
        first = read(SENT, MUG)
        assert read(SENT, MUG) is first
        assert read(SORRY, MUG) != first
        assert read(SENT, CHARGE) is not read(SENT, CHARGE)
    assert first == before
    assert read(SENT, MUG) is not first
    assert read(SENT, MUG) is not read(SENT, MUG)
    with readings_kept(MUG):
        assert read(SENT, MUG) is not first


@pytest.mark.parametrize(
    ("text", "promises"),
    [
        ("It is delivered on Monday.", True),
        ("It was delivered on Monday.", False),
        ("It was only delivered on Monday.", False),
        ("It was then delivered on Monday.", False),
        ("It had been already delivered on Monday.", False),
        ("It was here and is delivered on Monday.", True),
        ("It was delivered and arrives on Monday.", True),
        ("It was left and was delivered on Monday.", False),
        ("It was left and is delivered on Monday.", True),
        ("It was delivered on Monday. It arrives on Tuesday.", True),
        (f"It was{' ' * 27}delivered on Monday.", False),
        (f"It was{' ' * 28}delivered on Monday.", True),
    ],
)
def test_what_was_delivered_promises_no_day(text: str, *, promises: bool) -> None:
    assert bool(read(f"{SORRY} {text}", MUG).promises) is promises


def test_a_promise_is_none_at_the_very_start_if_it_is_past() -> None:
    assert read(f"Was delivered on Monday. {SORRY} {SENT}", MUG).promises == ()
    assert read(f"Delivered on Monday, we say. {SORRY} {SENT}", MUG).promises != ()


def test_a_letter_that_commits_to_nothing_is_asked_what_it_leans_to() -> None:
    leans = (
        "Once more your mug, a whole one of the same kind, makes its way from our warehouse to you "
        "free of charge. Bin the broken pieces or keep them."
    )
    assert read(leans, MUG).commitments == (SEND,)
    assert read(leans, MUG.model_copy(update={"cues": ""})).commitments == ()
    assert read(f"{leans} We are refunding you the price.", MUG).commitments == (SEND, REFUND)


@pytest.mark.parametrize(
    ("text", "committed"),
    [
        (SORRY, ()),
        (f"{SORRY} {SENT}", (SEND,)),
        (f"{SORRY} {SENT} We are refunding you the price.", (SEND, REFUND)),
    ],
)
def test_a_letter_is_asked_what_it_leans_to_whatever_its_phrases_commit_it_to(
    text: str, committed: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Sequence[str]] = []

    def settled(said: Said, committed: Sequence[str], _: Leaning) -> Said:
        calls.append(committed)
        return said

    monkeypatch.setattr(reading, "settled", settled)
    reading.read(text, MUG)
    assert calls == [committed]
