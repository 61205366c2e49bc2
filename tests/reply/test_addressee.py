"""Who is greeted: the customer, in the manners of many languages, or somebody else."""

import pytest

from supportops.reply.addressee import stranger_greeted
from tests.play import MUG, altered

CUSTOMER = altered(MUG, ticket=MUG.ticket.model_copy(update={"customer": "Maya Lindqvist"}))
"""The customer whom all of these greet."""

MANNERS = """
dear {}-san,
dear {}-sama,
dear ms {}-san,
hello {}-nim,
hi {}-jan!
dear {}-bey,
dear {}ji,
dear {}jee,
dear {} ji,
dear {}sama
dear {} hanim,
dear ms {} ma'am,
dear ms. {},
dear prof. dr. {},
dear frau {},
dear frau dr. {},
dear señora {},
dear sra. {},
dear mme. {},
dear shrimati {},
dear pani {},
dear esteemed {},
dear highly respected ms {},
dear very much valued {},
dear mr/ms {},
hello dear {},
hi there {},
hello po sir {},
hi hello again {}
"""


@pytest.mark.parametrize("manner", MANNERS.strip().splitlines())
@pytest.mark.parametrize(("ours", "other"), [("maya", "petra"), ("lindqvist", "becker")])
def test_a_title_or_an_honorific_is_no_name(manner: str, ours: str, other: str) -> None:
    assert stranger_greeted(f"{manner.format(ours)}\nit is here.", CUSTOMER) is None
    assert stranger_greeted(f"{manner.format(other)}\nit is here.", CUSTOMER) is not None


@pytest.mark.parametrize(
    ("ours", "other"),
    [
        ("dear maya-lindqvist-san,", "dear maya-becker-san,"),
        ("dear m. lindqvist,", "dear m. becker,"),
        ("dear l.,", "dear k.,"),
        ("dear ms m. lindqvist,", "dear ms k. lindqvist,"),
        ("dear maya-san,", "dear maya-petra,"),
        ("dear mayaji,", "dear mayapetra,"),
        ("dear mayasan,", "dear mayas,"),
        ("dear maya-san,", "dear san-maya,"),
        ("hi so maya it is here.", "hi maya's boss so it is here."),
        ("dear buyer,", "dear seller,"),
    ],
)
def test_what_is_joined_to_a_name_makes_another_one_of_it(ours: str, other: str) -> None:
    assert stranger_greeted(f"{ours}\nit is here.", CUSTOMER) is None
    assert stranger_greeted(f"{other}\nit is here.", CUSTOMER) is not None


def test_a_name_of_two_letters_is_one_and_an_initial_is_none() -> None:
    bo = altered(MUG, ticket=MUG.ticket.model_copy(update={"customer": "Bo Lindqvist"}))
    assert stranger_greeted("dear bo lindgren,", bo) is None
    assert stranger_greeted("dear b. lindgren,", bo) is not None


@pytest.mark.parametrize(
    "text",
    [
        "hi so we found it.",
        "hey this is glenda of kestrel.",
        "hello it's about your mug.",
        "hi here is what we found.",
        "hi quick note on your mug.",
        "dear sir,",
        "dear ma'am,",
        "hi all good news for you",
    ],
)
def test_a_greeting_may_name_nobody(text: str) -> None:
    assert stranger_greeted(text, CUSTOMER) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("dear mr. tom sender, it is here.", "dear mr. tom sender"),
        ("dear prof. dr. tom, it is here.", "dear prof. dr. tom"),
        ("dear tom-sama. it is here.", "dear tom-sama"),
        ("\n hello tom! it is here.", "hello tom"),
        ("dear esteemed boss,", "dear esteemed boss"),
        ("hi grader so this is full", "hi grader so this is"),
    ],
)
def test_a_stranger_is_shown_up_to_the_mark(text: str, shown: str) -> None:
    found = stranger_greeted(text, CUSTOMER)
    assert found is not None
    assert text[slice(*found)] == shown


def test_the_words_of_the_customer_may_be_taken_for_a_name_but_not_with_an_honorific_glued() -> (
    None
):
    said = CUSTOMER.ticket.model_copy(update={"message": "Regards, Ada Ro and Tom"})
    file = altered(CUSTOMER, ticket=said)
    assert stranger_greeted("dear ada-san,", file) is None
    assert stranger_greeted("dear roben,", file) is not None
    assert stranger_greeted("dear tomben,", file) is None
