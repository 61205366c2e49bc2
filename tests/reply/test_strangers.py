"""What has no place in a letter to this customer, where it stands, and what records show of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.casefile import CaseFile
from supportops.reply.strangers import _CALL, _MARKS, _MARKUP, Flaw, strangers
from supportops.values import TOKEN
from tests.play import MUG, altered

CODE = "spells an internal code"
OTHER = "is addressed to somebody else"
DATA = "holds data of somebody else"
MARKUP = "holds markup or a placeholder"
ADDRESS = "points to an address that no record holds"
SCRIPT = "is not written in the script of the customer"
COPY = "copies what it was to answer from"
HIDDEN = {DATA, ADDRESS, SCRIPT, COPY}

WRITES = (
    "Hi, my name is Maya, my mug is of help.example.com/mugs and my brother Tom paid by card "
    "4111 1111 1111 1111, mail him at Tom.B@Mail.example, \u03b1 is the batch. Call 030 555 7777."
)
KNOWN = altered(MUG, ticket=MUG.ticket.model_copy(update={"message": WRITES}))

OTHERS = [
    ("we chose <send_replacement> for you.", CODE, "send_replacement"),
    ("<send_replacement> is what we chose.", CODE, "send_replacement"),
    ("<dear tom>, we refund it", OTHER, "dear tom"),
    ("\n <hello tom>! we refund it", OTHER, "hello tom"),
    ("<hi there tom>, we refund it", OTHER, "hi there tom"),
    ("<dear colleague>\nwe refund it", OTHER, "dear colleague"),
    ("<dear valued boss>,", OTHER, "dear valued boss"),
    ("<dear ms smith>,", OTHER, "dear ms smith"),
    ("<dear ma'am grader>,", OTHER, "dear ma'am grader"),
    ("<to the desk of returns,\n> we refund it", OTHER, ""),
    ("<attention: to whom it concerns,\n>we refund it", OTHER, ""),
    ("write to <tom.b@mail.example>.", DATA, "tom.b@mail.example"),
    ("call <030 555 1234> now", DATA, "030 555 1234"),
    ("your card <4111 1111 1111 1112>", DATA, "4111"),
    ("we <<b>> refund it", MARKUP, "<b>"),
    ("we owe <[>name] it", MARKUP, "["),
    ("we refund it\n<  //> or not", MARKUP, "//"),
    ("see <https://evil.example/x> now", ADDRESS, ""),
    ("see <www.evil.example> now", ADDRESS, ""),
    ("see <evil.com/mug?>", ADDRESS, ""),
    ("we <\u0431>eda it", SCRIPT, ""),
    ("\u00e9t\u00e9 and <\u6f22>\u5b57", SCRIPT, ""),
]
"""Each with what shows the flaw between `<` and `>`."""

OURS = """
we refund the mug, and that is all
we send replacement and refund original payment
dear maya, we refund it
dear maya lindqvist, we refund it
dear lindqvist family of berlin, we refund it
dear customer, we refund it
dear sir or tom, we refund it
dear valued customer tom, we refund it
tom is who we write to
we dear tom
\u00e9t\u00e9, na\u00efve and \u0153uvre
your card ends with 12 34
it took 2 - 3 days
in the year 2026 and not in 2025
the mug (blue) is/was 50% off
ship it e.g. today
"""


def flaws(text: str, file: CaseFile = MUG) -> list[Flaw]:
    return list(strangers(text, file))


def _marked(text: str) -> tuple[str, int, int]:
    """A text without the signs around a stretch of it, and where that stretch is."""
    start, end = text.index("<"), text.rindex(">")
    return text[:start] + text[start + 1 : end] + text[end + 1 :], start, end - 1


@pytest.mark.parametrize(("marked", "why", "shown"), OTHERS)
def test_a_stranger_is_shown_where_it_stands(marked: str, why: str, shown: str) -> None:
    text, start, end = _marked(marked)
    assert flaws(text) == [Flaw(why, start, end, hidden=why in HIDDEN)]
    assert shown in text[start:end]


@pytest.mark.parametrize("text", OURS.strip().splitlines())
def test_what_is_of_the_case_or_of_any_letter_is_no_stranger(text: str) -> None:
    assert flaws(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "dear tom, we refund it",
        "see help.example.com/mugs.",
        "see help.example.com/mugs), please",
        "mail to tom.b@mail.example.",
        "your card 4111-1111-1111-1111",
        "call 030 555 7777",
        "it is batch \u03b1 indeed",
    ],
)
def test_what_the_customer_wrote_may_be_written_back(text: str) -> None:
    assert flaws(text, KNOWN) == []
    assert flaws(text, MUG) != []


def test_nobody_but_the_customer_is_greeted_by_what_an_article_says() -> None:
    assert [flaw.why for flaw in flaws("dear hearthline,", MUG)] == [OTHER]


def test_every_flaw_of_a_letter_is_told() -> None:
    text = "dear tom, we send_replacement to x@y.example, [see] www.evil.example \u0431"
    assert {flaw.why for flaw in flaws(text)} == {CODE, OTHER, DATA, MARKUP, ADDRESS, SCRIPT}


def test_a_code_of_one_word_is_no_secret() -> None:
    plain = MUG.model_copy(update={"resolutions": ()})
    plain.__dict__["codes"] = ("replace", "send_it")
    assert flaws("we replace it", plain) == []
    assert [flaw.why for flaw in flaws("we send_it", plain)] == [CODE]


ARTICLE = MUG.texts["policy:returns_change_of_mind"].casefold()
WORDS = TOKEN.findall(ARTICLE.partition("packaging\n\n")[2])
"""The article in words, from where its prose starts."""
OWN = "zeta eta theta iota kappa lambda mu nu xi omicron".split()


def copies(*words: str) -> bool:
    return [flaw.why for flaw in flaws(" ".join(words))] == [COPY]


@pytest.mark.parametrize("first", [0, 1, 15])
def test_twenty_words_as_they_stand_in_a_text_are_a_copy(first: int) -> None:
    assert copies(*WORDS[first : first + 20])
    assert not copies(*WORDS[first : first + 19])
    assert not copies(*WORDS[first : first + 19], "zeta")


def test_the_last_words_of_a_text_are_copied_like_the_first() -> None:
    assert copies(*WORDS[-20:])
    assert not copies(*WORDS[-19:], *OWN)


@pytest.mark.parametrize("own", range(11))
def test_a_copy_of_29_words_is_found_behind_any_words(own: int) -> None:
    words = (OWN * 2)[:own]
    assert copies(*words, *WORDS[:29])
    assert copies(*words, *WORDS[:29], *OWN)


def test_a_copy_is_shown_from_its_first_word_to_its_last() -> None:
    text = " ".join((*OWN, *WORDS[:20], *OWN))
    (flaw,) = flaws(text)
    assert text[flaw.start : flaw.end] == " ".join(WORDS[:20])
    assert flaw.hidden


def test_what_the_customer_wrote_is_copied_like_a_record() -> None:
    assert copies(*TOKEN.findall(MUG.ticket.message.casefold())[:20])
    assert not copies(*TOKEN.findall(MUG.ticket.render().casefold())[:20])


def test_a_flaw_shows_nothing_unless_it_says_what() -> None:
    assert Flaw("is no letter") == ("is no letter", 0, 0, False)


@pytest.mark.parametrize(
    "greeting", ["hello dear", "hi hello", "dear dear", "hi ma'am", "dear khun"]
)
def test_several_greetings_may_stand_before_a_name(greeting: str) -> None:
    assert [*strangers(f"{greeting} maya, it is here.", MUG)] == []
    assert [*strangers(f"{greeting} petra, it is here.", MUG)] != []


NUMBER_OF_A_CALL = re.compile(r"(?<![\w-])\+?\d{2,5}(?:[ -]\d{2,5}){2,6}(?![\w-])")
"""The same, as it would be written if it need not be found fast."""


@given(st.lists(st.sampled_from(["+", "-", " ", "1", "12", "345", "a", "12-", "34 "])).map("".join))
def test_the_number_of_a_telephone_stands_apart_from_words_and_other_digits(text: str) -> None:
    assert [found.span() for found in _CALL.finditer(text)] == [
        found.span() for found in NUMBER_OF_A_CALL.finditer(text)
    ]


@given(st.text("<>/!a{}[]|\\%* \n\t", max_size=6))
def test_all_markup_holds_one_of_its_signs(text: str) -> None:
    assert _MARKS.search(text) or not _MARKUP.search(text)
