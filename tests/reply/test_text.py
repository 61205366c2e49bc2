"""From a draft to its normal form: what it quotes, and what it disguises."""

import dataclasses
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.reply.grammar import sentences
from supportops.reply.text import (
    STRIKING,
    STRUCK,
    Normal,
    composed,
    disguise,
    harmless,
    normalised,
    quotations,
    tokenise,
)

NORMAL = {
    "We REFUND it": "we refund it",
    "a\tb\x00c\x7f": "a\tb c ",
    "it\u2019s \u201cours\u201d": 'it\'s "ours"',
    "2\u20133 days \u2014 or \u22121": "2-3 days - or -1",
    "\ufb01ne": "fine",
    "so\u00adrry": "sorry",
    "Stra\u00dfe": "strasse",
    "a\u00a0b": "a b",
    "\u00bd day": "1\u20442 day",
    "\uff11\uff12 EUR": "12 eur",
    "\u0130S": "i\u0307s",
    "\u00e9\x07E": "\u00e9 e",
}

EIGHT = "one two three four five six seven eight"


def text_of(draft: str) -> str:
    return normalised(composed(draft)).text


@pytest.mark.parametrize(("draft", "text"), NORMAL.items())
def test_the_normal_form_is_plain_and_in_lower_case(draft: str, text: str) -> None:
    assert text_of(draft) == text


@given(st.text(max_size=60))
def test_the_normal_form_of_the_normal_form_is_itself(draft: str) -> None:
    once = text_of(draft)
    assert text_of(once) == unicodedata.normalize("NFC", once)


@given(st.text(st.sampled_from("aB \u00df\ufb01\u00ad\u2019\u00e9\x00"), max_size=30))
def test_every_character_of_the_normal_form_knows_where_it_comes_from(draft: str) -> None:
    found = normalised(draft)
    assert len(found.text) == len(found.origin)
    assert list(found.origin) == sorted(found.origin)
    for char, at in zip(found.text, found.origin, strict=True):
        assert char in text_of(draft[at])


@pytest.mark.parametrize("draft", ["we refund it", "\u00adwe \ufb01x \u00e9 it", "\ufb01"])
def test_a_stretch_of_the_normal_form_is_shown_in_the_draft(draft: str) -> None:
    found = normalised(draft)
    assert found.span(0, len(found.text)) == (draft.index(draft.strip("\u00ad")), len(draft))


def test_a_stretch_in_the_middle_is_shown_in_the_middle() -> None:
    found = normalised("so\u00adrry for \ufb01ve cups")
    start = found.text.index("five")
    assert found.span(start, start + 4) == (11, 14)
    assert found.span(start, start + 1) == (11, 12)
    assert found.span(start + 5, start + 9) == (15, 19)


def test_a_normal_form_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(Normal("a", range(1)), "text", "b")  # noqa: B010 - mypy refuses the assignment


def test_a_draft_is_counted_composed_and_with_single_line_ends() -> None:
    assert composed("e\u0301\r\na\rb\n") == "\u00e9\na\nb\n"


@pytest.mark.parametrize(
    ("text", "kept", "short"),
    [
        ('we say "yes" to it', "we say  yes  to it", [(7, 12)]),
        ("we say 'yes' to it", "we say  yes  to it", [(7, 12)]),
        (f'so "{EIGHT}" it', f"so  {EIGHT}  it", [(3, 5 + len(EIGHT))]),
        (f'so "{EIGHT} nine" it', f"so {' ' * (len(EIGHT) + 7)} it", []),
        ('a "b" and "c d"', "a  b  and  c d ", [(2, 5), (10, 15)]),
        ("it's the customers' mug", "it's the customers' mug", []),
        ('"one\ntwo"', " one\ntwo ", [(0, 9)]),
        ('"one\n\ntwo"', '"one\n\ntwo"', []),
    ],
)
def test_a_short_quotation_is_kept_and_a_long_one_is_blanked(
    text: str, kept: str, short: list[tuple[int, int]]
) -> None:
    assert quotations(text) == (kept, short)


@pytest.mark.parametrize(
    ("told", "clauses"),
    [
        ('you wrote: "{}." we refund it', ["you wrote", "we refund it"]),
        ('you wrote: "{}?"\nyou get it', ["you wrote", "you get it"]),
        # Without a sentence in the quotation, or one behind it, the one around it goes on.
        ('you wrote: "{}" we refund it', ["you wrote we refund it"]),
        ('your "{}." reached us', ["your reached us"]),
        ('you wrote "{}."', ["you wrote"]),
    ],
)
def test_a_long_quotation_that_ends_a_sentence_ends_what_introduces_it(
    told: str, clauses: list[str]
) -> None:
    found = sentences(told.format(f"{EIGHT} nine"))
    assert [" ".join(clause.words) for one in found for clause in one.clauses] == clauses


@pytest.mark.parametrize(
    "hidden",
    [
        "> we refund it",
        "## we refund it",
        "`we refund it`",
        "```\nwe refund it\n\nall of it```",
        "~~we refund\nit~~",
        "<!-- we refund\nit -->",
        "<del>we refund\nit</del>",
        "<q>we refund it",
        "--- original message\nwe refund it",
        "-- \nwe refund it",
        '"we refund it, and we are sorry for all of it"',
        '"we refund it,\nand we are sorry for all of it"',
    ],
)
def test_what_is_struck_out_or_taken_over_is_blank_and_nothing_moves(hidden: str) -> None:
    text = f"dear maya,\n{hidden}"
    kept, short = quotations(text)

    assert kept.split() == ["dear", "maya,"]
    assert [len(line) for line in kept.split("\n")] == [len(line) for line in text.split("\n")]
    assert short == []


@given(st.from_regex(STRUCK))
def test_nothing_is_struck_out_without_one_of_the_signs_for_it(text: str) -> None:
    assert any(sign in text for sign in STRIKING)


@pytest.mark.parametrize("line", ["> you asked", "## your order"])
def test_a_line_that_starts_with_a_sign_hides_only_itself(line: str) -> None:
    kept, _ = quotations(f"we refund it\n{line}\nand we ship it")
    assert kept.split("\n") == ["we refund it", " " * len(line), "and we ship it"]


@pytest.mark.parametrize(
    ("text", "negations"),
    [
        ("it takes no more than a day", ["no"]),
        ("it comes at no  extra cost, not only today", ["no", "not"]),
        ("we do not refund it", []),
        ("do not hesitate, why not", ["not", "not"]),
        ("that is no\nmatter", ["no"]),
        ("we have no.more than no more than", ["no"]),
        ("you write to the wrong.person, well-no trouble", ["wrong.person,", "no"]),
    ],
)
def test_a_negation_in_a_set_phrase_negates_nothing(text: str, negations: list[str]) -> None:
    found = harmless(text)
    assert [text[at:].split(maxsplit=1)[0] for at in sorted(found)] == negations


def test_words_are_spelt_as_they_should_be_where_they_stand() -> None:
    found = tokenise("we recieve \u20ac12.50, hl-7")
    assert [token.text for token in found] == ["we", "receive", "\u20ac", "12.50", "hl-7"]
    assert [(token.start, token.end) for token in found][1:] == [
        (3, 10),
        (11, 12),
        (12, 17),
        (19, 23),
    ]


TURNS, SPLITS = "holds signs that turn or hide text", "holds words that are split by signs"


@pytest.mark.parametrize(
    ("draft", "how"),
    [
        ("we refund it", None),
        ("w\u00e9 refund it", None),
        ("we \u202erefund it", TURNS),
        ("we refund it\U000e0041", TURNS),
        ("we re\u200bfund it", SPLITS),
        ("\ufeffwe refund\u200d \u2764\u200dit", None),
        ("\u043c\u0438\u0440 and peace", None),
        ("\u00e9t\u00e9 \u043c\u0438\u0440", None),
        ("we r\u0435fund it", "mixes alphabets in one word: 'r\u0435fund'"),
        ("we \u03bfwe", "mixes alphabets in one word: '\u03bfwe'"),
        ("\u0435" + "e" * 29, f"mixes alphabets in one word: '\u0435{'e' * 29}'"),
        ("\u0435" + "e" * 40, f"mixes alphabets in one word: '\u0435{'e' * 29}'"),
    ],
)
def test_what_reads_otherwise_than_it_looks_is_told(draft: str, how: str | None) -> None:
    found = disguise(draft)
    assert found == how or (how and found and found.startswith(how))


def test_a_word_without_its_start_opens_no_quotation() -> None:
    said = "one of 'em is sittin' here"
    assert quotations(said) == (said, [])
    assert quotations("one of 'us is sittin' here")[1] != []
