"""From a text to sentences and clauses: what reads as prose, and what reaches into what."""

import dataclasses

import pytest

from supportops.reply.force import Clause, Force
from supportops.reply.grammar import Sentence, sentences


def only(text: str) -> Sentence:
    """The one sentence of a text."""
    (found,) = sentences(text)
    return found


def clauses(text: str) -> list[Clause]:
    return [clause for sentence in sentences(text) for clause in sentence.clauses]


def reach(text: str) -> str:
    """The force of every clause, with a `-` where a negation reaches into it."""
    return " ".join(one.force.name.lower() + "-" * one.negated for one in clauses(text))


# ---------------------------------------------------------------- sentences


def test_a_sentence_stands_from_the_end_of_the_one_before_it_to_its_mark() -> None:
    text = "we send it now. is it 28.90 eur for hl.x?! yes\nor no"
    found = sentences(text)
    assert [text[one.start : one.end] for one in found] == [
        "we send it now.",
        " is it 28.90 eur for hl.x?!",
        " yes\nor no",
    ]
    assert [len(one) for one in found] == [4, 6, 3]
    assert [clause.sentence for one in found for clause in one.clauses] == [0, 15, 42]


def test_a_smiley_ends_a_sentence_where_another_starts_behind_it() -> None:
    ended = sentences("they do as they like :) our answer comes today")
    assert [one.clauses[-1].words[-1] for one in ended] == ["like", "today"]
    assert len(sentences("they do as they like :) mugs and jars")) == 1


def test_an_empty_line_an_item_and_a_picture_end_a_sentence() -> None:
    text = "we send it\n\nto you\n- a mug \u2764 a jar"
    assert [text[one.start : one.end].strip() for one in sentences(text)] == [
        "we send it",
        "to you",
        "- a mug \u2764",
        "a jar",
    ]


def test_a_sentence_that_stands_twice_is_one_and_other_marks_make_it_another() -> None:
    assert len(sentences("we send it. we send it. we send it.")) == 1
    assert len(sentences("we send it. we send it! we send it? we send it")) == 4
    assert len(sentences("we send it. we send it .")) == 1
    assert [len(one) for one in sentences("we see it now!we send it")] == [4, 3]
    assert sentences("we send it. we send it.")[0].start == 0
    assert sentences("...!? , - \n\n") == []


def test_words_stand_where_they_stand_in_the_text() -> None:
    text = "we send it. you get it, and we see it."
    for clause in clauses(text):
        assert [text[token.start : token.end] for token in clause.tokens] == list(clause.words)
    assert [" ".join(clause.words) for clause in clauses(text)] == [
        "we send it",
        "you get it",
        "and we see it",
    ]


def test_a_quotation_belongs_to_the_sentence_in_which_it_starts() -> None:
    text = '"now" we send it. we "see" it "all". we go.'
    found = [sentence.clauses[0].quotes for sentence in sentences(text)]
    assert [[text[start:end] for start, end in quotes] for quotes in found] == [
        ['"now"'],
        ['"see"', '"all"'],
        [],
    ]
    first, second = sentences('we see it."now" we send it.')
    assert [len(one.clauses[0].quotes) for one in (first, second)] == [0, 1]


def test_a_quotation_of_two_sentences_belongs_to_both() -> None:
    found = sentences('we see "it. and you" get it. so.')
    assert [len(one.clauses[0].quotes) for one in found] == [1, 1, 0]


def test_a_sentence_is_about_its_words_of_content() -> None:
    assert only("we send you the blue mug for 28.90 eur of hl-58213.").content == {
        "send",
        "blue",
        "mug",
        "eur",
    }


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("we send it to you.", False),
        ("we do not send it.", True),
        ("it is no more than that.", False),
        ("imagine we send it.", True),
        ("we send it, but not to you.", True),
    ],
)
def test_a_sentence_denies_by_a_negation_or_by_a_frame(text: str, *, denies: bool) -> None:
    assert only(text).denies is denies


def test_a_sentence_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(only("we send it."), "prose", True)  # noqa: B010 - mypy refuses the assignment


# ---------------------------------------------------------------- prose, lists, heaps

EIGHT = "mug, cup, jug, jar, pot, pan, lid, vat"


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("we send it now", True),
        ("we send it", False),
        ("we mend broken mugs fast", True),
        ("we mend broken mugs fast today", False),
        ("we mend hl-1 broken mugs fast", False),
        # In a short sentence the numbers are not counted among its words.
        ("we mend 1 2 3 mugs fast", True),
        ("we mend 1 2 3 4 mugs fast", False),
        ("we mend our broken mugs fast, and mend broken cups 1 2", True),
        ("we mend our broken mugs fast, and mend broken cups 1 2 3", True),
        ("we mend broken mugs, cups and jars, pans, lids, vats 1 2", True),
        ("we mend broken mugs, cups and jars, pans, lids, vats 1 2 3", False),
    ],
)
def test_prose_has_four_words_and_one_in_five_is_a_function_word(text: str, *, prose: bool) -> None:
    assert only(text).prose is prose


@pytest.mark.parametrize(
    ("text", "force"),
    [
        (EIGHT, "listed"),
        (f"{EIGHT}, urn", "jumbled"),
        (f"we {EIGHT}", "asserted"),
        (f"we {EIGHT}, urn", "jumbled"),
        (f"we {EIGHT} and urn", "asserted"),
        ("we see it, so we mend mugs jugs jars pots pans", "asserted"),
        ("we see it, so we mend mugs jugs jars pots pans lids", "jumbled"),
        ("we see it, so mugs jugs jars pots pans lids", "asserted"),
        ("we see it, so mugs jugs jars pots pans lids vats", "jumbled"),
        ("we see all of it: jugs jars pots pans lids vats", "asserted"),
        ("we see all of it: mugs jugs jars pots pans lids vats", "jumbled"),
        ("we see it, mugs jugs jars, pots pans lids vats", "asserted"),
        ("mugs jugs jars pots pans lids, we see it", "asserted"),
        ("mugs jugs jars pots pans lids vats, we see it", "jumbled"),
        ("we all of us see mugs jugs jars pots pans", "asserted"),
        ("we all of us see mugs jugs jars pots pans lids", "jumbled"),
    ],
)
def test_a_heap_of_words_makes_no_sentence(text: str, force: str) -> None:
    assert {clause.force.name.lower() for clause in clauses(text)} == {force}


def test_words_are_heaped_wherever_the_sentence_stands() -> None:
    heap = "we see it, so we mend mugs jugs jars pots pans lids."
    fine = "we see it, so we mend mugs, jugs, jars, pots, pans, lids."
    ends = heap.replace(".", ", you see.")
    for text, force in ((heap, Force.JUMBLED), (ends, Force.JUMBLED), (fine, Force.ASSERTED)):
        assert clauses(f"we are so sorry, maya. {text}")[-1].force is force


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("our mug.", "listed"),
        ("claim declined.", "asserted"),
        ("claim declined", "listed"),
        ("claim: declined.", "listed"),
        ("claim of mug.", "listed"),
        ("refund of the mug sent today.", "asserted"),
        ("status: refund sent for the mug", "listed"),
        ("status: it is sent for the mug", "asserted"),
        ("status: we mend mugs", "asserted"),
        ("it: refund sent for the mug", "listed"),
        ("we are: refund sent for the mug", "listed"),
        ("status of all: refund, and you see the mug", "asserted asserted"),
    ],
)
def test_what_is_too_short_or_a_label_is_listed(text: str, force: str) -> None:
    assert reach(text) == force


def test_a_label_is_one_wherever_it_stands() -> None:
    for text in ("status: refund sent for the mug", "status: it is sent for the mug"):
        assert reach(f"we are so sorry, maya.\n\n{text}").split()[-1] == reach(text)


HEADINGS = {
    "the mug to send you: not now": "listed- asserted",
    "the mug to send you: it is not now": "listed- asserted",
    "the mug to send you: it is all not now": "listed asserted",
    "- the mug to send you: not now": "asserted- asserted",
    "the mug, and so to send you: not now": "listed- listed- asserted",
    "- the mug, the jar: not now, not so": "asserted- asserted- asserted asserted-",
    "the mug to send you, not now": "asserted asserted",
    "so it is now. the mug to send you: not now": "asserted asserted- asserted",
    "refund of the whole mug: it is under way": "listed asserted",
    "refund of your whole mug: it is under way": "listed asserted",
    "refund of the mug, for this once: it is under way": "listed listed asserted",
    "refund of the mug, for now; for this: it is under way": ("listed listed listed asserted"),
    "refund of the mug, for now, it is under way": "asserted asserted asserted",
    "we send the whole mug: it is under way": "asserted asserted",
    "please send the whole mug: it is under way": "asserted asserted",
    "refund of the whole mug for maya of old: it is here": "listed asserted",
    "refund of the whole mug for maya of old times: it is here": "asserted asserted",
    "refund of the whole blue mug for maya of old: it is here": "asserted asserted",
    "refund of the whole mug for the old maya: it is here": "listed asserted",
    "- refund of the whole mug: it is under way": "asserted asserted",
    "1. refund of the whole mug: it is under way": "listed asserted asserted",
    "2) refund of the whole mug: it is under way": "asserted asserted asserted",
    "so it is now. refund of the whole mug: it is under way": "asserted asserted asserted",
    "if it is so for the whole mug: it is under way": "conditional conditional",
    "if so for the whole mug: it is under way": "listed conditional",
}


@pytest.mark.parametrize(("text", "expected"), HEADINGS.items())
def test_a_heading_is_a_label_and_denied_where_its_text_is(text: str, expected: str) -> None:
    assert reach(text) == expected


# ---------------------------------------------------------------- what reaches over clauses

REACHES = {
    # A purpose that is denied ends at an `and` with a place and a subject of its own.
    "we see that nothing is lost, and in this case that is done by us.": "asserted asserted",
    "we see that nothing is lost, and in this case.": "asserted asserted-",
    # A negation reaches over commas, until a new subject or statement starts.
    "we do not see it, or send it, or ship it": "asserted asserted- asserted-",
    "we see it, or do not send it, or ship it": "asserted asserted asserted-",
    "we do not see it, we send it": "asserted asserted",
    "we do not see it, we send it, or ship it": "asserted asserted asserted",
    "we do not see it and then we send it": "asserted asserted",
    "we do not see it, so send it": "asserted asserted",
    "we do not see it, and send it": "asserted asserted-",
    "we do not see it, then send it": "asserted asserted-",
    "we do not see it, just send it": "asserted asserted",
    "we do not see it and will send it": "asserted asserted",
    "we do not see it, or will send it": "asserted asserted-",
    "we do not see it, and sent will it": "asserted asserted-",
    "we do not see it, but will send it": "asserted asserted",
    "we do not see it (or send it)": "asserted asserted",
    "we do not see all of it: send it": "asserted asserted",
    "we do not see it (or we do), or send it": "asserted asserted asserted",
    "we do not see it; or send it": "asserted asserted",
    "we do not see it; or send it, or ship it": "asserted asserted asserted",
    "it is no more than we see, or send": "asserted asserted",
    # A condition, to the end of its sentence or a semicolon; what is asked about, not so far.
    "if we see it, it is sent; we send it": "conditional conditional asserted",
    "it is so, if we see it, and we send it": "asserted conditional conditional",
    "and if it is here, we send it": "conditional conditional",
    "so then if it is here, we send it": "conditional conditional",
    "while if it is here, we send it": "conditional conditional",
    "whether it is here, we do not know, and we send it": "conditional asserted asserted",
    "once it is here, we send it": "deferred deferred",
    "once it is here, if we see it, we send it": "deferred conditional conditional",
    "if it is here, once we see it, we send it": "conditional conditional conditional",
    "should you like it, we send it": "conditional conditional",
    "and should you like it, we send it": "conditional conditional",
    "should maya like it, we send it": "asserted asserted",
    "you should like it, we send it": "asserted asserted",
    "if not so, or so, we send it": "conditional conditional conditional",
    "if, we send it and see": "conditional conditional",
    "should, we send it and see": "asserted asserted",
    # A question, to its end, whatever its clauses start with.
    "do we send it, and ship it?": "asked asked",
    "if so, do we send it?  ": "asked asked",
    "do we see it; do we send it?": "asked asked",
    "do we not see it, or send it?": "asked asked-",
    # Behind a colon only, where it is announced; and a nod is no answer.
    "we have 2 days to tell us: may we send it?": "asserted asked",
    "we have time to tell us: if not so, or send it?": "asserted asked asked-",
    "you are to let us know: we send it; do we ship it?": "asserted asked asked",
    "tell us: may we send it?": "asserted",
    # So it is behind what leaves a choice, or behind a semicolon; no question starts otherwise.
    "we have it, so you can decide with care: do we send it?": "asserted asserted asked",
    "the decision is in your hands: do you want it?": "asserted asked",
    "we have it; do we send it?": "asserted asked",
    # A condition ends at a semicolon, and at no word or other mark.
    "if it is so, send it please; and we look at it.": "conditional conditional asserted",
    "if it is so, send it please and we look at it.": "conditional conditional conditional",
    "we have it: do we send it?": "asked",
    "you decide on it: we send it?": "asked asked",
    "we send it to you?": "asked",
    "we send it to you, ok?": "asserted asserted",
    "do we send it, ok?": "asked asked",
    # A frame reaches to a "but", a tail over the whole sentence.
    "imagine that we send it, and we ship it": "framed framed",
    "imagine that we send it, but we ship it": "framed asserted",
    "imagine that we send it, but we ship it, and you see it": "framed asserted asserted",
    "imagine that we send it, however we ship it": "framed asserted",
    "we send it, and imagine that we ship it": "asserted framed",
    "we send it, and we ship it, imagine that you get it": "asserted asserted framed",
    "we send it, imagine that we do, but you get it, and imagine it": (
        "asserted framed asserted framed"
    ),
    "we send it as if, we ship it": "framed framed",
    "we send it ideally, we ship it": "framed framed",
    "we send it, who knows": "framed framed",
    "if imagine that we send it, but we ship it": "framed asserted",
    "if it is so, imagine we send it, but we ship it": "conditional framed conditional",
}


@pytest.mark.parametrize(("text", "expected"), REACHES.items())
def test_what_is_said_of_one_clause_reaches_into_others(text: str, expected: str) -> None:
    assert reach(text) == expected


@pytest.mark.parametrize("text", REACHES)
def test_it_reaches_alike_wherever_the_sentence_stands(text: str) -> None:
    before = "we are so sorry for it."
    assert reach(f"{before} {text}") == f"asserted {reach(text)}"


def test_a_negation_that_negates_nothing_is_no_word_of_what_counts() -> None:
    clause = clauses("it is no more than that and not so.")[0]
    assert clause.words == ("it", "is", "no", "more", "than", "that", "and", "not", "so")
    assert clause.polar == ("it", "is", "", "more", "than", "that", "and", "not", "so")


def test_a_polite_question_is_polite_in_all_its_clauses_and_no_other_sentence_is() -> None:
    found = clauses("could you see it, and send it? do we send it?")
    assert [clause.polite for clause in found] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("your claim is declined, sent too late.", [False, False]),
        ("we declined it, sent too late.", [False, True]),
        ("your claim is not declined, sent too late.", [False, True]),
        ("your claim is not here, sent too late.", [False, True]),
        ("take it in daylight perhaps, sent to us.", [False, False]),
        ("no, sent to us.", [False, True]),
    ],
)
def test_a_verb_or_a_hedge_that_ends_its_clause_denies_no_other(
    text: str, negated: list[bool]
) -> None:
    (found,) = sentences(text)
    assert [clause.negated for clause in found.clauses] == negated


def test_what_the_customer_says_is_ascribed_and_nothing_else_is() -> None:
    found = clauses("you wrote that we send it, but we ship it. imagine we see it.")
    assert [clause.ascribed for clause in found] == [True, False, False]


def test_a_picture_of_any_sort_ends_a_sentence() -> None:
    for picture in "\u23f1\u2600\u2b50":
        assert len(sentences(f"we are here now {picture} you are there too.")) == 2
