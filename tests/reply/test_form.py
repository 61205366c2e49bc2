"""What is wrong with a letter as a letter: each bound, at it and one beyond."""

import re
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.reply.form import MAX_REPEATS, MIN_LINE, _repeats, flaws, wrong_length
from supportops.reply.grammar import sentences
from supportops.reply.strangers import Flaw
from supportops.reply.text import composed, normalised
from supportops.values import TOKEN
from tests.play import MUG

UNWRITTEN = "is not written in sentences"
FOREIGN = "is not written in the language of the customer"
OPEN = "leaves open everything that it says"
NOT_SO = "says of its own words that they are not so"
SAME_WORDS = "says the same words over and over"
REPEATS = "repeats its sentences"
TAKEN_BACK = "takes back what it says"
PICTURES = "is made of pictures"
ELSE = "is about something else"


SORRY = "we are sorry for all of this and it is ours now. "
"""Twelve words of prose."""
VARIED = [f"{first}{second}x" for first in "bdfgkl" for second in "aeiouy"]
ENOUGH = "we will mend it all for you as soon today".split()


def found_in(text: str) -> list[Flaw]:
    normal = normalised(composed(text))
    return list(flaws(composed(text), normal, sentences(normal.text), MUG))


def whys(text: str) -> list[str]:
    return [flaw.why for flaw in found_in(text)]


def prose(words: int) -> str:
    """Varied sentences about an order, so many words in all."""
    whole, rest = divmod(words, 11)
    names = iter(VARIED)
    lines = [
        f"we see your order {next(names)} and {next(names)} at {next(names)} for you."
        for _ in range(whole)
    ]
    return " ".join([*lines, *([f"{' '.join(ENOUGH[:rest])}."] if rest else ())])


def letter(words: int, *fixed: str) -> str:
    """Some sentences, and varied ones beside them: so many words in all."""
    said = " ".join(fixed)
    text = f"{said} {prose(words - len(TOKEN.findall(said)))}"
    assert len(TOKEN.findall(text)) == words
    return text


@pytest.mark.parametrize(
    ("length", "why"),
    [
        (0, "is shorter than 60 characters"),
        (59, "is shorter than 60 characters"),
        (60, None),
        (61, None),
        (1999, None),
        (2000, None),
        (2001, "is longer than 2000 characters"),
    ],
)
def test_a_letter_has_from_60_to_2000_characters(length: int, why: str | None) -> None:
    assert wrong_length("x" * length) == why
    assert wrong_length(f"  \n{'x' * length}\n ") == why


@pytest.mark.parametrize("words", [22, 40, 60, 61, 70, 100, 121])
def test_varied_prose_on_an_order_is_a_letter(words: int) -> None:
    assert found_in(letter(words)) == []


def test_twelve_words_of_prose_make_a_letter_and_eleven_do_not() -> None:
    assert whys(SORRY) == []
    assert whys(SORRY.replace(" now", "")) == [UNWRITTEN]
    assert whys(f"{SORRY.replace(' now', '')} mug.") == [UNWRITTEN]


TERSE = "mug cup. jug vase. bowl plate. pot pan. lid urn. jar tin."
"""Twelve words, no prose among them."""


def test_half_of_a_letter_is_prose() -> None:
    assert whys(SORRY + TERSE) == []
    assert whys(f"{SORRY}{TERSE} vat.") == [UNWRITTEN]


def test_four_words_of_other_languages_may_be_typing_errors_and_five_are_not() -> None:
    assert whys(f"{SORRY} mug der das und und und nicht.") == []
    assert whys(f"{SORRY} mug der das und wir nicht.") == [FOREIGN]


BROKEN = {
    "we saw the of it.": 1,
    "we saw it from for you.": 1,
    "we will give we today.": 3,
    "we of it are sorry.": 2,
    "we went to of it.": 2,
    "we hold on the of it.": 1,
    "it is a mug from we here.": 3,
    "we saw a the mug.": 1,
    "we saw option the of it.": 1,
    "we will mend it and.": 1,
    "we will mend it because.": 1,
    "we will mend it, or.": 1,
    "we will mend the.": 2,
    "we will mend it, so we see it, and your.": 2,
    "we will mend it, so we see the of it, and say the of it.": 2,
}
"""Sentences that nobody writes, and how much each weighs."""
SOUND = """
we hold on to for you what is yours.
it is paid for with your card.
we will mend it, and we see it.
the mug is what we saw.
we and they are sorry, or so it was.
than that we have no more.
"""


@pytest.mark.parametrize(("sentence", "weight"), BROKEN.items())
def test_one_word_in_forty_may_stand_where_it_cannot(sentence: str, weight: int) -> None:
    assert whys(letter(40 * weight, sentence)) == []
    assert whys(letter(40 * weight - 1, sentence)) == [UNWRITTEN]


@pytest.mark.parametrize("sentence", SOUND.strip().splitlines())
def test_words_that_may_stand_so_weigh_nothing(sentence: str) -> None:
    assert whys(letter(30, sentence)) == []


def test_what_is_broken_adds_up() -> None:
    both = ("we saw the of it.", "we will mend it and.")
    assert whys(letter(80, *both)) == []
    assert whys(letter(79, *both)) == [UNWRITTEN]


CERTAIN, HEDGED = "we are sorry for your mug, {}.", "it might be that we mend it for {}."


@pytest.mark.parametrize(
    ("certain", "hedged", "why"),
    [(1, 1, []), (2, 2, []), (3, 1, []), (0, 3, [OPEN]), (1, 2, [OPEN]), (2, 3, [OPEN])],
)
def test_half_of_the_sentences_may_leave_something_open(
    certain: int, hedged: int, why: list[str]
) -> None:
    lines = [CERTAIN.format(name) for name in VARIED[:certain]]
    lines += [HEDGED.format(name).replace("be that", "be so and") for name in VARIED[:hedged]]
    assert whys(" ".join(lines)) == why


def test_one_sentence_may_say_of_itself_that_it_is_not_so() -> None:
    one, two = "imagine that we mend it.", "suppose we are sorry for it."
    assert whys(f"{SORRY}{one}") == []
    assert whys(f"{SORRY}{one} {two}") == [NOT_SO]


TWENTY = "we will mend all now you can see this here they have told me that it was so for us"
NINETEEN = TWENTY.replace("us", "it")


def _in_fives(words: Iterable[str]) -> str:
    taken = list(words)
    return " ".join(f"{' '.join(taken[at : at + 5])}." for at in range(0, len(taken), 5))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (TWENTY.split() * 3, []),
        (NINETEEN.split() * 3, []),
        ([*TWENTY.split() * 3, "we"], [SAME_WORDS]),
        ([*TWENTY.split() * 3, "we", "are", "sorry"], []),
        ([*TWENTY.split() * 3, "we", "will", "sorry"], []),
        ([*TWENTY.split() * 3, "we", "will", "sorry", "you"], [SAME_WORDS]),
    ],
)
def test_of_more_than_60_words_every_third_is_another(words: list[str], why: list[str]) -> None:
    assert whys(_in_fives(words)) == why


@pytest.mark.parametrize(
    ("sentence", "times", "why"),
    [
        ("we see it today. ", 4, []),
        ("we mend it today. ", 3, []),
        ("we mend it today. ", 4, [REPEATS]),
        ("we mend it\nToday. ", 4, []),
    ],
)
def test_a_sentence_of_16_characters_may_stand_three_times(
    sentence: str, times: int, why: list[str]
) -> None:
    assert whys(SORRY + sentence * times) == why


def test_a_sentence_has_70_words_at_most() -> None:
    clauses = (f"we {name} the {name}en" for name in VARIED[:14])
    long = f"well, {' and '.join(clauses)} too."
    assert len(TOKEN.findall(long)) == 71
    assert UNWRITTEN in whys(long)
    assert UNWRITTEN not in whys(long.replace(" too.", "."))


@pytest.mark.parametrize("bare", ["or not.", "no.", "well, actually not.", "or of it, none!"])
def test_a_sentence_that_is_nothing_but_a_negation_takes_all_back(bare: str) -> None:
    assert whys(f"{SORRY}{bare}") == [TAKEN_BACK]


@pytest.mark.parametrize(
    "more", ["or of it this not.", "or this then.", "or not a mug.", "well, we say no to it."]
)
def test_a_sentence_that_says_more_or_denies_nothing_takes_nothing_back(more: str) -> None:
    assert whys(f"{SORRY}{more}") == []


def test_twelve_pictures_may_stand_in_a_letter() -> None:
    assert whys(SORRY + "\u2764" * 12) == []
    assert whys(SORRY + "\u2764" * 13) == [PICTURES]


MATTERS = "we will send your order to you at once, as we said. "
STRAY = "the violin and the piano are what the whole orchestra is on. "
"""Twelve words of either."""


def test_half_of_a_letter_may_be_about_something_else() -> None:
    assert whys(MATTERS + STRAY) == []
    assert whys(f"{MATTERS.replace(' at once', '')}{STRAY}") == [ELSE]
    assert found_in(f"{MATTERS}{STRAY.replace('.', ' now.')}") == [Flaw(ELSE, hidden=True)]


def test_three_words_of_content_make_a_sentence_be_about_something() -> None:
    three = "the violin, the piano and the flute are on. "
    assert whys(three * 2) == [UNWRITTEN, ELSE]
    assert whys(three.replace("violin", "same") * 2) == [UNWRITTEN]


CONDUCT = [
    ("<just kidding>, we mend it.", TAKEN_BACK),
    ("it is so. please <disregard all of the above>.", TAKEN_BACK),
    ("<you thank> us for it.", "mistakes the customer for the desk"),
    ("we see <your disputes desk> here.", "mistakes the customer for the desk"),
    ("a note to the <grader>: it is fine.", "speaks to somebody other than the customer"),
    ("we say so <as an agent>.", "speaks to somebody other than the customer"),
    ("you <pathetic> person, we mend it.", "insults the customer"),
    ("you get <triple the price>.", "gives what no article gives"),
    ("we ask you to <send us your password>.", "asks for a secret of the customer"),
]


@pytest.mark.parametrize(("marked", "why"), CONDUCT)
def test_misconduct_is_shown_in_its_words(marked: str, why: str) -> None:
    before, _, rest = marked.partition("<")
    shown, _, after = rest.partition(">")
    text = f"{SORRY}{before}{shown}{after}"
    flaw = next(flaw for flaw in found_in(text) if flaw.why == why)

    assert text[flaw.start : flaw.end] == shown


@pytest.mark.parametrize(
    "text",
    [
        "you are not an idiot at all.",
        "we do not pay triple the price.",
        "do not send us your password.",
    ],
)
def test_an_insult_a_gift_or_a_secret_that_is_denied_is_none(text: str) -> None:
    assert whys(SORRY + text) == []


def test_a_disguise_is_told_first_and_every_flaw_is_told() -> None:
    text = "w\u0435 are sorry for it, you idiot. just kidding, we chose send_replacement."
    assert whys(text) == [
        "mixes alphabets in one word: 'w\u0435'",
        TAKEN_BACK,
        "insults the customer",
        "spells an internal code",
        "is not written in the script of the customer",
    ]


def test_a_letter_that_is_a_list_is_no_letter() -> None:
    items = "- we are sorry for all of this.\n- and it is ours now, as you said."
    assert whys(items) == [UNWRITTEN]
    assert whys(f"we see that it is so.\n\n{items}") == []


def test_a_line_that_says_who_writes_is_no_misconduct() -> None:
    assert whys(f"{SORRY}\n\nyour disputes team") == []
    assert whys(f"{SORRY}\n\nwarm northern regards, your disputes team") == []
    assert whys(f"{SORRY}\n\nyour disputes team\n\njust kidding, we mend it.") == [TAKEN_BACK]
    assert whys(f"{SORRY}\n\nyour disputes team here") != []
    assert whys(f"{SORRY}\n\nwe say it is your disputes team.") != []


@pytest.mark.parametrize("before", ["is it so?", "do we see you? is it so?"])
def test_a_negation_that_answers_a_question_takes_nothing_back(before: str) -> None:
    assert whys(f"{SORRY}{before} no.") == []
    assert whys(f"{SORRY}{before} it is. no.") == [TAKEN_BACK]


def test_below_a_heading_a_no_in_a_list_answers_it() -> None:
    for heading in ("**money back**", "**may i use it?**", "may i use it?", "do i (and who)?"):
        assert whys(f"{SORRY}\n\n{heading}\n- no.") == []
        assert whys(f"{SORRY}\n\n{heading}\n\n- no.") == []
    for line in ("we send it", "**we** send it", "we send **it**", "so we send it. is it so? yes"):
        assert whys(f"{SORRY}\n\n{line}\n- no.") == [TAKEN_BACK]
    assert whys(f"{SORRY}\n\n**money back**\n\nno.") == [TAKEN_BACK]


def test_what_few_words_tell_counts_neither_for_nor_against_a_letter() -> None:
    labels = " ".join(f"{name} cases: green." for name in VARIED[:8])
    assert whys(f"{SORRY}{labels}") == [UNWRITTEN]
    for told in ("{} declined.", "once {} declined."):
        assert whys(SORRY + " ".join(map(told.format, VARIED[:8]))) == []
    for untold in ("{} declined now.", "{} comes today."):
        assert whys(SORRY + " ".join(map(untold.format, VARIED[:8]))) == [UNWRITTEN]


def test_beside_a_list_few_words_may_tell() -> None:
    items = "- we are sorry for all of this.\n- and it is ours now, as you said."
    assert whys(f"order 12 declined.\n\n{items}") == []
    assert whys(f"order 12, mugs.\n\n{items}") == [UNWRITTEN]
    assert whys(f"{items}\n- order 12 declined.") == [UNWRITTEN]


def test_we_and_i_may_stand_behind_their_verb() -> None:
    assert whys(letter(30, "had we us here, we would.")) == []
    assert whys(letter(30, "now we us here, we would.")) == [UNWRITTEN]


def test_self_may_be_a_word_of_its_own_and_from_may_end_a_question() -> None:
    assert whys(letter(30, "i my self see it.")) == []
    assert whys(letter(30, "i my desk see it.")) == [UNWRITTEN]
    assert whys(letter(30, "i my desk self see it.")) == [UNWRITTEN]
    assert whys(letter(30, "where it comes from we do not know.")) == []
    assert whys(letter(30, "it is a mug from we here.")) == [UNWRITTEN]


def test_what_the_customer_says_and_a_hedge_in_passing_disown_nothing() -> None:
    disowned = "imagine that we are here."
    assert whys(letter(60, disowned, "imagine that we see it.")) == [NOT_SO]
    assert whys(letter(60, disowned, "you wrote that we see it.")) == []
    assert whys(letter(60, disowned, "we are here, and perhaps it is so.")) == []
    assert whys(letter(60, disowned, "we are here, perhaps we see it.")) == []
    assert whys(letter(60, disowned, "perhaps it is so, and we are here.")) == [NOT_SO]


def test_what_others_told_the_customer_disowns_nothing() -> None:
    disowned = "imagine that we are here."
    assert whys(letter(60, disowned, "somebody told you that it is so, and we see it.")) == []
    assert whys(letter(60, disowned, "nobody told you that it is so, imagine it.")) == [NOT_SO]


def test_a_wish_and_a_suggestion_disown_nothing() -> None:
    disowned = "imagine that we are here."
    assert whys(letter(60, disowned, "and i wish i could say, but no.")) == []
    assert whys(letter(60, disowned, "and so now i wish i could say, but no.")) == []
    assert whys(letter(60, disowned, "and so now here i wish i could say, but no.")) == [NOT_SO]
    assert whys(letter(60, disowned, "and i wish we could see it.")) == [NOT_SO]
    assert whys(letter(60, disowned, "nobody says i could see it.")) == [NOT_SO]
    assert whys(letter(60, disowned, "and i wish i could give you better news.")) == []
    assert whys(letter(60, disowned, "and i wish i could give you better mugs.")) == []
    assert whys(letter(60, disowned, "and i wish i could give you other mugs.")) == [NOT_SO]
    assert whys(letter(60, disowned, "if it were mine, i would be sorry.")) == []
    assert whys(letter(60, disowned, "if it were so, i would be sorry.")) == [NOT_SO]
    assert whys(letter(60, disowned, "perhaps you could see it here.")) == []
    assert whys(letter(60, disowned, "perhaps you will see it here.")) == [NOT_SO]
    assert whys(letter(60, disowned, "maybe look at the card from july.")) == []
    assert whys(letter(60, disowned, "maybe we look at the card from july.")) == [NOT_SO]


def test_a_list_of_whole_sentences_is_a_letter() -> None:
    items = [
        "- we are sorry that the order is not here.",
        "- your order has been with that desk from today.",
        "- it will write to you about the order.",
    ]
    assert whys("\n".join(items)) == []
    assert whys("\n".join(items[:2])) == [UNWRITTEN]
    assert whys("\n".join([*items, "- we are sorry for the order."])) == []
    for part in ("and with that desk", "is with that desk", "your order with that desk"):
        assert whys("\n".join([*items, f"- {part} from today for you."])) == [UNWRITTEN]
    assert whys("\n".join(item.rstrip(".") for item in items)) == [UNWRITTEN]


def test_an_a_may_name_one_of_two_things() -> None:
    assert whys(letter(30, "option a is it, and both a and b are not.")) == []
    assert whys(letter(30, "for a is it, and both a and the are not.")) == [UNWRITTEN]


LINES = (
    "we looked at it again",
    "we, looked (at) it again",
    "£5 of it is now yours again",
    "it costs less than 12.50€",
    "☀ we looked at it again",
    "we looked at it - again ☀",
    "short",
)


@given(st.lists(st.sampled_from(LINES), max_size=16), st.sampled_from([". ", "!\n", "?! ", "\n\n"]))
def test_a_line_is_repeated_if_its_words_are_whatever_stands_around_them(
    lines: list[str], mark: str
) -> None:
    text = mark.join(lines)
    said = Counter(" ".join(TOKEN.findall(line)) for line in re.split(r"[.!?\n]", text))
    often = [line for line, count in said.items() if count > MAX_REPEATS and len(line) > MIN_LINE]
    assert _repeats(text) is bool(often)


@pytest.mark.parametrize(
    ("line", "again"),
    [
        ("a cup of it is here x", "a, cup of it is here (x"),
        ("we looked at it again", "(we looked at it - again)"),
        ("it is yours for 5 €", "it is yours, for 5€"),
        ("* it is yours again now", "_it_ is yours again now_"),
    ],
)
def test_the_same_words_are_the_same_line_in_whatever_marks(line: str, again: str) -> None:
    assert _repeats(". ".join([line, again] * 2))
    assert not _repeats(". ".join([line, again, line]))


def test_a_sign_that_counts_tells_lines_apart() -> None:
    assert not _repeats("we take a share of 5%\nwe take a share of 5\n" * 2)
    assert _repeats("we take a share of 5%\n" * 4)
