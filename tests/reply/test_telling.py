"""Which sentences tell anything: not a label, not an item of a list, not a heap of words."""

import pytest

from supportops.reply.cutting import piece_of
from supportops.reply.force import Force
from supportops.reply.grammar import sentences
from supportops.reply.telling import place_of
from supportops.reply.text import tokenise


def reach(text: str) -> str:
    """The force of every clause, with a `-` where a negation reaches into it."""
    found = [clause for sentence in sentences(text) for clause in sentence.clauses]
    return " ".join(one.force.name.lower() + "-" * one.negated for one in found)


TERSE = {
    # It ends, or it is an item of a list.
    "we mend mugs.": "asserted",
    "we mend mugs!": "asserted",
    "we mend mugs": "listed",
    "- we mend mugs": "asserted",
    "* we mend mugs": "asserted",
    "1) we mend mugs": "asserted asserted",
    # It starts with somebody, and says one word more.
    "we mend.": "asserted",
    "we.": "listed",
    "so we.": "listed",
    "so we go.": "asserted",
    "and mend mugs.": "listed",
    # It has three words and a verb, which is not the first.
    "mugs now is.": "asserted",
    "mugs is.": "listed",
    "is now mugs.": "listed",
    "it breaks now.": "asserted",
    "mug comes today.": "asserted",
    "so mugs is.": "listed",
    "mugs your breaks.": "listed",
    "mugs it breaks.": "listed",
    # It starts or ends with what was done.
    "mugs declined.": "asserted",
    "declined mugs.": "asserted",
    "declined.": "asserted",
    "mugs declined now.": "listed",
    # Behind the number of a thing, it is said of that.
    "hl-58213: mugs broken.": "asserted",
    "order (hl-58213): mugs broken.": "asserted",
    "hl-58213: mugs broken": "listed",
    "order: mugs broken.": "listed",
    # It may start with its second word, which is its last but one, behind a comma.
    "mugs, you mend.": "asserted asserted",
    "mugs, your cups.": "listed listed",
}


@pytest.mark.parametrize(("text", "expected"), TERSE.items())
def test_few_words_tell_something_if_somebody_does_it_or_it_is_done(
    text: str, expected: str
) -> None:
    assert reach(text) == expected


LABELS = {
    # Four words in an item of a list, and one of them a function word.
    "- status: mugs broken at home": "asserted",
    "- status: mugs broken at home now": "asserted",
    "- status: mugs broken now": "listed",
    "- status: mend mugs broken home": "listed",
    "- status of all: mend broken mugs today": "listed",
    "status: mugs broken at home": "listed",
    # What is somebody's is with somebody.
    "your case: with the fraud desk.": "asserted",
    "our mug: under review.": "asserted",
    "the case: back home.": "asserted",
    "your case: fraud desk.": "listed",
    "a case: with the fraud desk.": "listed",
    "case: with the fraud desk.": "listed",
    "your: with the fraud desk.": "listed",
    # Somebody is told to do something, named, or there is a verb.
    "status: mend the mug now": "asserted",
    "status: mend it all now": "asserted",
    "status: mend all mugs now": "listed",
    "status: now the mugs only": "listed",
    "status: mend.": "listed",
    "status: mugs are so broken": "asserted",
    "status: so broken from you": "asserted",
    "you are: so broken from all": "listed",
    # It says by itself what somebody gets.
    "you get back all of that: 12 eur of it": "asserted asserted",
    "all that you get back: 12 eur of it": "listed asserted",
    "mugs get back all of that: 12 eur of it": "listed asserted",
    "yours get back all of that: 12 eur of it": "listed asserted",
    "you get, all of that now: 12 eur of it": "listed listed asserted",
    "mugs, all of that now then: 12 eur of it": "listed listed asserted",
}


@pytest.mark.parametrize(("text", "expected"), LABELS.items())
def test_a_label_says_something_of_somebody_or_nothing(text: str, expected: str) -> None:
    assert reach(text) == expected


HEAPS = {
    "we mend cups, jugs, jars, pots, pans, lids, urns": "asserted",
    "we mend cups, jugs, jars, pots, pans, lids, urns, vats": "jumbled jumbled",
    # An amount is two words that need no function word beside them.
    "we mend cups, jugs, jars, pots, pans, lids, 28.90 eur": "asserted",
    "we mend cups, jugs, jars, pots, pans, lids, urns, 28.90 eur": "asserted asserted",
    "we mend cups, jugs, jars, pots, pans, lids, urns, vats, 28.90 eur": "jumbled",
    "28.90 eur, 24.00 eur, 12.00 eur, 2 days, 9 march": " ".join(["jumbled"] * 5),
    # Six words in a row, seven are too many, and so is the number of no thing.
    "we all of us mend cups jugs jars pots pans": "asserted",
    "we all of us mend cups jugs jars pots pans lids": "jumbled",
    "we all of us mend cups jugs hl-1234 hl-1235 jars pots pans": "asserted",
    "we all of us mend cups jugs hl-1234 hl-1235 jars pots pans lids": "jumbled",
    "we all of us mend cups jugs jars pots: pans lids urns": "asserted asserted",
    "we all of us mend cups jugs jars pots - pans lids urns": "asserted asserted",
    "we all of us mend cups jugs jars (pots pans lids urns)": "asserted asserted",
    "we all of us mend cups jugs jars pots pans lids: urns": "jumbled jumbled",
    "cups jugs jars pots pans lids we all of us": "asserted",
    "cups jugs jars pots pans lids urns we all of us": "jumbled",
    # What belongs to a value is no keyword, nor is the number before a colon.
    "the desk uses maximum 2 business days to decide on mugs now": "asserted",
    "the fraud desk uses maximum 2 business days to decide on mugs now": "asserted",
    "the fraud desk uses maximum two mugs urns jars to decide on mugs now": "jumbled",
    "hl-1234: our log says mugs, jars, pots, pans, lids": "asserted",
    "hl-1234: our log says mugs, jars, pots, pans, lids, urns": "asserted asserted",
    "mugs: our log says mugs, jars, pots, pans, lids, urns": "jumbled jumbled",
    # A line that only refers to something is a label, however long.
    "re: order hl-1234, mugs, jars, pots, pans, lids, urns": "listed",
    "size: order hl-1234, mugs, jars, pots, pans, lids, urns": "jumbled",
    # So is an item of a list that starts with a number, up to sixteen words.
    "- hl-1234 mugs, jars, pots, pans, lids, urns, vats, cups": " ".join(["listed"] * 8),
    "- mugs, hl-1234, jars, pots, pans, lids, urns, vats, cups": " ".join(["jumbled"] * 9),
    "- mugs, jars, pots, pans, lids, urns, vats, cups, hl-1234": " ".join(["jumbled"] * 9),
    "hl-1234 mugs, jars, pots, pans, lids, urns, vats, cups": " ".join(["jumbled"] * 8),
    "re: order" + ", cups" * 14: " ".join(["listed"] * 15),
    "re: order" + ", cups" * 15: " ".join(["jumbled"] * 16),
    # What stands in brackets makes nothing jumbled, nor anything told.
    "mug hl-1234 (red, blue, four slots, 32 gb) ends now.": " ".join(["asserted"] * 6),
    "mug hl-1234 (red, blue, four slots, 32 gb, pink, teal) ends now.": " ".join(["asserted"] * 8),
    # But keywords in them are heaped up as elsewhere, and what stands around them is counted.
    "mug hl-1234 (red blue green grey pink gold) ends now.": "asserted asserted asserted",
    "mug hl-1234 (red blue green grey pink gold teal) ends now.": "jumbled jumbled jumbled",
    "cups, jugs, jars, pots, pans, lids, urns, vats, tins (red)": " ".join(["jumbled"] * 10),
    "(red) cups, jugs, jars, pots, pans, lids, urns, vats, tins": " ".join(["jumbled"] * 10),
    "(red)cups, jugs, jars, pots, pans, lids, urns, vats, tins": " ".join(["jumbled"] * 10),
    "(red, pink) cups, jugs, jars, pots, pans, lids, urns, vats": " ".join(["listed"] * 10),
}


@pytest.mark.parametrize(("text", "expected"), HEAPS.items())
def test_too_few_function_words_or_too_many_others_in_a_row_tell_nothing(
    text: str, expected: str
) -> None:
    assert reach(text) == expected


@pytest.mark.parametrize(
    ("text", "function_words", "prose", "place"),
    [
        ("cups jugs jars pots pans lids urns vats", 0, True, None),
        ("cups jugs jars pots pans lids urns vats", 0, False, Force.LISTED),
        ("cups, jugs, jars, pots, pans, lids, urns, vats, pots", 0, True, Force.JUMBLED),
        ("cups, jugs, jars, pots, pans, lids, urns, vats, pots", 1, False, None),
        ("cups, jugs, jars, pots, pans, lids, urns, vats, pots, us", 1, False, Force.JUMBLED),
        ("status: mend mugs", 2, True, Force.LISTED),
        ("mend mugs", 2, True, None),
        ("mugs, you so.", 1, False, None),
        (", you so.", 1, False, Force.LISTED),
    ],
)
def test_what_is_short_has_to_read_as_prose_and_what_is_long_needs_function_words(
    text: str, function_words: int, *, prose: bool, place: Force | None
) -> None:
    said = piece_of(tokenise(text))
    assert place_of(text, 0, said, function_words, prose=prose) is place


HEADINGS = {
    # A heading is denied where its text is, within three words.
    "a refund: no, that we cannot do": "listed- asserted asserted",
    "a refund: that we do not do": "asserted",
    "refund of a mug: not so": "listed- asserted",
    "the mug to send you: it is not so": "listed- asserted",
    "the mug to send you: it is so not": "listed asserted",
    "the mug to send you: it is now so": "listed asserted",
    # What is told before is denied by a bare `no` alone.
    "we refund it: no": "listed- listed",
    "we refund it: never": "listed- listed",
    "we refund it: none": "listed- listed",
    "we refund it: not so": "listed listed",
    "we refund it: no way": "listed listed",
    "refunded: no": "listed- listed",
    "refunded mugs: not so": "listed listed",
    "we refund a mug: no": "asserted- asserted",
    # `As for` says only what the text is about, at any length.
    "as for sending a mug and a jar to you now: that's a no": "asserted- asserted",
    "we are sending a mug and a jar to you now: that's so": "asserted asserted",
    # `it` is what the heading is about.
    "sending it again: not so": "listed- listed",
    "it: no": "listed- listed",
    # All that stands before the colon belongs to the heading.
    "a mug, a jar: no, we send it": "listed- listed- asserted asserted",
    "a mug for the b c d e: not so": "listed- asserted",
    "a mug for the b c d e f: not so": "asserted asserted",
}


@pytest.mark.parametrize(("text", "expected"), HEADINGS.items())
def test_a_heading_is_denied_by_the_text_behind_it(text: str, expected: str) -> None:
    assert reach(text) == expected


@pytest.mark.parametrize("text", [*TERSE, *LABELS, *HEAPS, *HEADINGS])
def test_it_tells_alike_wherever_the_sentence_stands(text: str) -> None:
    assert reach(f"we are so sorry.\n\n{text}") == f"asserted {reach(text)}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A label may be a part of what is said.
        ("please send us: photos of mugs.", "asserted"),
        ("please send: photos of mugs.", "asserted"),
        ("please: photos of mugs.", "listed"),
        ("send photos: mugs of ours.", "listed"),
        ("&&: photos of mugs.", "listed"),
        ("granted: mugs for all.", "asserted"),
        ("mugs: granted for all.", "listed"),
        ("required: another mug.", "asserted"),
        ("your turn: photos of mugs.", "asserted"),
        ("your mugs: photos of mugs.", "listed"),
        ("decision: claim refused.", "asserted"),
        ("decision: claim refused, mugs.", "asserted asserted"),
        ("decision: claim now refused.", "asserted"),
        ("decision: claim refused now.", "listed"),
        ("decision: mugs, claim refused.", "listed listed"),
        ("decision: refused.", "listed"),
        ("steps taken: carrier asked for mugs.", "asserted"),
        ("steps open: carrier asked for mugs.", "listed"),
        ("mugs: claim refused.", "listed"),
        # A statement may start behind a comma.
        ("order mugs cups pots, you get mugs.", "asserted asserted"),
        ("order mugs cups pots, your mugs.", "listed listed"),
        ("order mugs cups pots you get mugs.", "listed"),
    ],
)
def test_what_leads_or_breaks_into_a_statement_makes_it_one(text: str, expected: str) -> None:
    assert reach(text) == expected
