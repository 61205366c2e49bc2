"""Which line breaks and full stops of a text end something, and which do not."""

import pytest

from supportops.reply.flow import flowing, is_cut_up

WIDE = "x" * 49
"""A line of 50 characters, with a blank before it, leaves room for more below 35."""


def lines_of(*lines: str) -> list[str]:
    """The lines that are left of some."""
    found = flowing("\n".join(lines)).split("\n")
    assert " ".join(found) == " ".join(lines)
    return found


def test_a_line_break_inside_a_paragraph_is_a_space() -> None:
    assert flowing("we refund\nall of it") == "we refund all of it"
    assert flowing("we refund") == "we refund"
    assert flowing("") == ""


@pytest.mark.parametrize("then", ["- a mug", "* a mug", "1. a mug", "12) a mug", "", "  "])
def test_an_item_and_an_empty_line_start_afresh(then: str) -> None:
    assert lines_of("we refund", then) == ["we refund", then]


def test_what_follows_an_empty_line_starts_afresh() -> None:
    assert lines_of(" ", "a mug", "of blue") == [" ", "a mug of blue"]


@pytest.mark.parametrize(("length", "apart"), [(1, True), (29, True), (30, True), (31, False)])
def test_a_label_starts_afresh_after_a_short_line(length: int, *, apart: bool) -> None:
    assert (len(lines_of("x" * length, "order: blue")) == 2) is apart
    assert len(lines_of("x" * length, "order blue")) == 1


@pytest.mark.parametrize(
    ("length", "apart"),
    [(29, False), (30, False), (31, True), (34, True), (35, False), (50, False)],
)
def test_a_line_with_room_left_was_ended_on_purpose(length: int, *, apart: bool) -> None:
    line = "x" * (length - 2) + " y"
    found = lines_of(f"{WIDE}y", line, "and we ship it", "all")
    assert (len(found) == 2) is apart


def test_blanks_take_no_room() -> None:
    spaced = "a" + " " * 40 + "b" * 31
    assert len(lines_of("z" * 60, spaced, "we ship it")) == 2


@pytest.mark.parametrize(
    ("then", "starts"),
    [
        ("we ship it", True),
        ("but we ship it", True),
        ("dear maya", True),
        ("blue we ship it", False),
        ("and then", False),
        ("...", False),
        ("and then then then then but we", True),
        ("and then then then then yet  we", False),
    ],
)
def test_a_line_may_start_a_sentence_only_with_such_words(then: str, *, starts: bool) -> None:
    found = lines_of(f"{WIDE}y", "x" * 32, then)
    assert (len(found) == 2) is starts


def test_a_number_sign_denies_nothing_and_ends_nothing() -> None:
    assert flowing("order no. 12 and no. hl-7") == "order nr  12 and nr  hl-7"
    assert flowing("we say no. thanks") == "we say no. thanks"


@pytest.mark.parametrize(
    ("text", "flows"),
    [
        ("i.e. the mug, e.g. 12", "i.e  the mug, e.g  12"),
        ("mr. tom and dr. ann", "mr  tom and dr  ann"),
        ("see mr. (tom)", "see mr. (tom)"),
        ("it is approx.", "it is approx."),
        ("amr. tom", "amr. tom"),
    ],
)
def test_what_is_cut_short_ends_no_sentence(text: str, flows: str) -> None:
    assert flowing(text) == flows


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("still valid for all of it: until the 9th\nrefund: none", True),
        ("still valid for all of it: until the 19th\nrefund: none", False),
        ("order: hl-58213, a stoneware mug in the colour of sand\nrefund: none", True),
        ("our order: hl-58213, a stoneware mug in sand\nrefund: none", True),
        ("order hl-58213, a stoneware mug in the colour of sand\nrefund: none", False),
        ("still valid for all of it until the 9th\nrefund: none", False),
        ("still valid for all of it: until the very last day\nrefund: none", False),
    ],
)
def test_a_label_starts_afresh_after_another_that_is_not_long(text: str, *, apart: bool) -> None:
    assert ("\n" in flowing(text)) is apart


@pytest.mark.parametrize(
    ("label", "length", "apart"),
    [
        ("order:", 63, True),
        ("order:", 64, True),
        ("order:", 65, False),
        ("your orders:", 64, True),
        ("your orders:", 65, False),
        ("all your orders:", 40, True),
        ("all your orders:", 41, False),
        ("order", 64, False),
    ],
)
def test_a_line_with_a_short_label_may_be_longer_and_another_label_starts_afresh(
    label: str, length: int, *, apart: bool
) -> None:
    line = f"{label} ".ljust(length, "x")
    assert (len(lines_of(line, "refund: none")) == 2) is apart


@pytest.mark.parametrize(
    ("width", "then", "apart"),
    [
        (101, "your mug is gone", True),
        (100, "your mug is gone", False),
        (101, "mug is gone", False),
        (101, "why is it gone?", True),
    ],
)
def test_no_line_of_a_very_wide_text_was_ended_for_want_of_room(
    width: int, then: str, *, apart: bool
) -> None:
    assert ("\n" in flowing(f"{'x' * width}\n{then}")) is apart


def test_an_initial_behind_a_comma_ends_no_sentence() -> None:
    assert flowing("goodbye for now, a. smith") == "goodbye for now, a  smith"
    assert flowing("take plan a. smith is here") == "take plan a. smith is here"


@pytest.mark.parametrize(
    "lines",
    [
        ("it would be wrong", "if we said it", "you get it back"),
        ("you asked us", "to say so", "we refund it", "it is yours"),
        ("shall we say", "we refund it", "you get it", "it is on us"),
    ],
)
def test_short_lines_without_full_stops_are_one_sentence(lines: tuple[str, ...]) -> None:
    assert lines_of(*lines) == [" ".join(lines)]


WIDER = "w" * 60
"""A line in whose width there is room for a word behind any other."""

CUT = ("we refund the", "whole price of", "your order to", "the card")
"""Three lines that end in a word that no line ends with, and one that does not."""


def cut_up(*lines: str) -> bool:
    return is_cut_up("\n".join((WIDER, *lines)))


def test_more_than_two_lines_that_break_off_are_too_many() -> None:
    assert cut_up(*CUT)
    assert not cut_up(*CUT[1:])


@pytest.mark.parametrize("behind", ["", ",", " ,", " -", " ...", "...", " *", '"', ")"])
def test_a_line_breaks_off_whatever_signs_stand_behind_it(behind: str) -> None:
    assert cut_up(*(line + behind for line in CUT))


@pytest.mark.parametrize("ended", [*".!?:", ".)", ". ", "!!"])
def test_a_line_that_is_ended_does_not_break_off(ended: str) -> None:
    assert not cut_up(*(line + ended for line in CUT))


def test_lines_of_whole_sentences_without_full_stops_are_none_that_break_off() -> None:
    assert not cut_up("we refund it", "price 12 eur", "all of it", "paid today", "order hl-1")


@pytest.mark.parametrize(("room", "found"), [(3, False), (4, True)])
def test_a_line_without_room_for_the_next_word_is_full(room: int, *, found: bool) -> None:
    """The word has three letters, and a blank before it."""
    line = "and the whole price is paid with"
    assert is_cut_up("\n".join(["w" * (len(line) + room), *[line] * 4, "and it."])) is found


def test_blanks_do_not_make_a_line_longer() -> None:
    line = "and  the whole   price is paid with"
    assert is_cut_up("\n".join(["w" * 36, *[line] * 3, "and it."]))


@pytest.mark.parametrize(("widest", "found"), [(30, False), (31, True)])
def test_short_lines_alone_may_end_anywhere(widest: int, *, found: bool) -> None:
    assert is_cut_up("\n".join(("w" * widest, *CUT))) is found


@pytest.mark.parametrize("gap", ["\n\n", "\n \n", "\n\n\n"])
def test_no_paragraph_ends_in_such_a_word(gap: str) -> None:
    assert is_cut_up(gap.join(CUT))
    assert not is_cut_up(gap.join(CUT[1:]))


def test_the_last_word_of_a_line_stands_near_its_end() -> None:
    """In its last 40 characters, three of which are the word."""
    assert cut_up(*[f"{CUT[0]}{'-' * 37}"] * 3, "card")
    assert not cut_up(*[f"{CUT[0]}{'-' * 38}"] * 3, "card")
    assert cut_up("the", "of", "to", "card")


@pytest.mark.parametrize("empty", ["", "\n", "\n \n", "---\n\n***"])
def test_what_has_no_words_is_not_cut_up(empty: str) -> None:
    assert not is_cut_up(empty)
