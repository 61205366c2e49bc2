"""The reply grader: what counts as said, what does not, and who earns marks for it."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.casefile import CaseFile
from supportops.cases import TASK_IDS, case_file
from supportops.phrases import parse
from supportops.reply import read
from supportops.reply.force import Force
from supportops.reply.grammar import sentences
from supportops.reply.hits import hits
from supportops.reply.text import composed, normalised
from tests.play import CHARGE, FILES, MUG, TAKEOVER, resolved
from tests.replies import Letter, concoctions, letters, replies_to
from tests.strategies import task_ids

HONEST = [Letter(file, "reference", file.reply) for file in FILES] + letters("honest")
WORTHLESS = letters("worthless") + concoctions()

every_file = pytest.mark.parametrize("file", FILES, ids=TASK_IDS)
every_honest_letter = pytest.mark.parametrize("letter", HONEST, ids=str)

SAID = """
We are sending you a replacement.
We are sorry, and we are sending you a replacement.
We cannot refund you, but we are sending you a replacement.
We cannot refund you; we are sending you a replacement.
We cannot refund you, so we are sending you a replacement.
We cannot refund you and we are sending you a replacement instead.
As we cannot refund you, we are sending you a replacement.
While we cannot refund you, we are sending you a replacement.
I do not know how this happened, we are sending you a replacement.
Instead of a refund, we are sending you a replacement.
Rather than a refund, we are sending you a replacement.
We are sending you a replacement, not a refund.
We are sending you a replacement rather than a refund.
No problem: we are sending you a replacement.
You asked whether we could help. We are sending you a replacement.
I would like to apologise, and we are sending you a replacement.
We have no doubt about it and are sending you a replacement.
We are not only sending you a replacement, we are sorry too.
We should have packed it better and are sending you a replacement.
We\u2019re sending you a replacement.
WE ARE SENDING YOU A REPLACEMENT!
We are sending you a *replacement*.
"""

NOT_SAID = """
We are not sending you a replacement.
We aren't sending you a replacement.
We aren\u2019t sending you a replacement.
We will never send you a replacement.
We cannot, under any circumstances, send you a replacement.
We are unable to send you a replacement.
We refuse to send you a replacement.
We won't be sending you a replacement.
There is no way we are sending you a replacement.
It is not true that we are sending you a replacement.
We don't think that we are sending you a replacement.
We do not say that you get it, or send you a replacement.
We are sending you no replacement.
No one is sending you a replacement.
Nobody is sending you a replacement.
We would have sent you a replacement.
We are sending you a replacement if you insist.
We are sending you a replacement only if you pay for it.
We doubt that we are sending you a replacement.
We hardly ever send a replacement.
We ain't sending you a replacement.
We wont be sending you a replacement.
Neither a refund nor sending you a replacement is possible.
Instead of sending you a replacement we do nothing.
Rather than send you a replacement, we do nothing.
Are we sending you a replacement?
Why not send a replacement?
If you insist, we are sending you a replacement.
Unless you object, we are sending you a replacement.
Should you insist, we send you a replacement.
"We are sending you a replacement," said the fool.
\u201cWe are sending you a replacement\u201d
\u00abWe are sending you a replacement\u00bb
> We are sending you a replacement.
We send our regards. A replacement is out of the question.
"""


def says(text: str, *phrases: str) -> bool:
    normal = normalised(composed(text)).text
    clauses = [part for found in sentences(normal) for part in found.clauses]
    return any(hit.force is Force.ASSERTED for hit in hits((phrases,), clauses)[0])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line]


@pytest.mark.parametrize("text", _lines(SAID))
def test_what_is_said_counts(text: str) -> None:
    assert says(text, "send*|sent ~ replacement")


@pytest.mark.parametrize("text", _lines(NOT_SAID))
def test_what_is_denied_asked_quoted_or_conditional_does_not_count(text: str) -> None:
    assert not says(text, "send*|sent ~ replacement")


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("ship* ~ mug", "we shipped the mug", True),
        ("ship* ~ mug", "we ship mug and all", True),
        ("ship* ~ mug", "the mug was shipped", False),
        ("ship* ~ mug", "we ship" + " on" * 5 + " the mug", False),
        ("ship* ~ mug", "we ship" + " on" * 5 + " mug", True),
        ("ship* ~ mug", "we ship today not the mug", False),
        ("ship mug", "we ship the mug", False),
        ("ship", "we shipped it", False),
        ("mug|cup broke", "we saw that the cup broke", True),
        ("mug|cup broke", "the jug broke", False),
        ("not need ~ return", "you do not need to return it", True),
        ("86.40", "it is 86.40 in all", True),
        ("86.40", "it is 186.40 in all", False),
        ("hl-58213", "your order HL-58213-B", False),
        ("hl-58213", "it is about your order (HL-58213)", True),
    ],
)
def test_a_phrase_is_words_in_order_with_gaps(phrase: str, text: str, *, found: bool) -> None:
    assert says(text, phrase) is found


@pytest.mark.parametrize("phrase", ["", "  ", "~", "~ mug", "ship ~", "ship ~ ~ mug"])
def test_a_phrase_that_no_clause_could_match_is_an_error(phrase: str) -> None:
    with pytest.raises(ValueError, match="phrase"):
        parse(phrase)


@every_file
def test_every_phrase_of_a_published_case_can_be_parsed(file: CaseFile) -> None:
    said = [item.commitments for item in file.resolutions]
    stated = [(*fact.phrases, *fact.rivals) for fact in file.claims]
    promised = [promise.phrases for promise in file.promises]

    assert all(parse(phrase) for phrases in (*said, *stated, *promised) for phrase in phrases)


@every_honest_letter
def test_an_honest_reply_is_read_as_it_was_meant(letter: Letter) -> None:
    reading = read(letter.text, letter.file)

    assert reading.flaw is None
    assert reading.commitments == (letter.file.gold.resolution,)
    assert reading.facts == {claim.name for claim in letter.file.claims}
    assert reading.promises == reading.conflicts == ()


@every_honest_letter
def test_an_honest_reply_earns_full_marks(letter: Letter) -> None:
    assert _earned(letter) == 2000


@pytest.mark.parametrize("letter", WORTHLESS, ids=str)
def test_a_reply_that_is_no_honest_answer_earns_nothing(letter: Letter) -> None:
    assert _earned(letter) == 0


@pytest.mark.parametrize("letter", letters("thin"), ids=str)
def test_a_bad_reply_never_earns_full_marks(letter: Letter) -> None:
    assert _earned(letter) < 2000


VARIANTS: dict[str, Callable[[str], str]] = {
    "curly quotes": lambda text: text.replace("'", "\u2019"),
    "modifier apostrophes": lambda text: text.replace("'", "\u02bc"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "fullwidth digits": lambda text: text.translate({48 + n: 0xFF10 + n for n in range(10)}),
    "upper case": str.upper,
    "lower case": str.lower,
    "non-breaking spaces": lambda text: text.replace(" ", "\u00a0"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "tabs": lambda text: text.replace(" ", "\t"),
    "blank lines": lambda text: text.replace("\n", "\n\n\n"),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "outer space": lambda text: f"\n\n  {text} \n",
    "trailing spaces": lambda text: text.replace("\n", "   \n"),
    "soft hyphens": lambda text: text.replace("e", "e\u00ad"),
    "a word a line": lambda text: re.sub(r" (?=[A-Za-z])", "\n", text),
    "a byte order mark": lambda text: f"\ufeff{text}",
    "typographic hyphens": lambda text: text.replace("-", "\u2011"),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_typography_changes_nothing(variant: str) -> None:
    for letter in HONEST:
        changed = VARIANTS[variant](letter.text)
        assert read(changed, letter.file).gist == read(letter.text, letter.file).gist, letter.name


SORRY = [f"We are so sorry for all of this, Maya, and for number {n:02}." for n in range(40)]
WORDS = "alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike".split()
LONGEST = " ".join(f"{one} is sorry for what it did to you." for one in WORDS * 3).ljust(2000, "!")
TOO_SHORT, TOO_LONG = "is shorter than 60 characters", "is longer than 2000 characters"
UNWRITTEN, OVER_AND_OVER = "is not written in sentences", "says the same words over and over"
FORMS = {
    "just long enough": (
        "We are sorry for it all.\nWe are sorry for all of it, Maya..." + "!",
        None,
    ),
    "a character too short": (
        "We are sorry for it all.\nWe are sorry for all of it, Maya",
        TOO_SHORT,
    ),
    "too long": (LONGEST + ".", TOO_LONG),
    "twelve words of prose": (
        "We are sorrier than you are. " + "It is ours to mend it well, dearest Maya.",
        None,
    ),
    "eight words of prose": (
        "We are so sorry for all of this. " + "Mending starts tomorrow, dearest Maya.",
        UNWRITTEN,
    ),
    "a function word in six": ("Porcelain " * 6 + "is. " + "Stoneware " * 6 + "is.", UNWRITTEN),
    "half of its words prose": ("Mug cup jug.\n" * 2 + " ".join(SORRY[:2]), None),
    "keywords": (
        "Mug cup jug money refund replacement voucher. Vase plate bowl. Card bank sum price. "
        + SORRY[0],
        UNWRITTEN,
    ),
    "the same over and over": (" ".join(SORRY[:6]), OVER_AND_OVER),
    "a sentence four times": (f"{SORRY[0]} " + "It is ours to mend. " * 4, "repeats its sentences"),
    "invisible words": (
        "We are sorry for it all, Maya.\nWe are so\u200brry for all of it, and we mend it.",
        "holds words that are split by signs without width",
    ),
    "turned text": (
        "We are sorry for it all, Maya.\nWe are \u202esorry for all of it, and we mend it.",
        "holds signs that turn or hide text",
    ),
    "lookalike letters": (
        "We are sorry for it all, Maya.\nWe are s\u043erry for all of it, and we mend it.",
        "mixes alphabets in one word: 's\u043erry'",
    ),
    "an insult": (f"{SORRY[0]} You are an idiot. We will mend it.", "insults the customer"),
    "a retraction": (f"{SORRY[0]} Please disregard the above.", "takes back what it says"),
    "a word to the grader": (
        f"{SORRY[0]} Note to the grader: all is well.",
        "speaks to somebody other than the customer",
    ),
    "an internal code": (
        f"{SORRY[0]} We chose send_replacement for you.",
        "spells an internal code",
    ),
    "another name": (
        f"Dear Tom,\n{SORRY[0]} We will mend it for you.",
        "is addressed to somebody else",
    ),
    "a copy of the article": (
        MUG.texts["policy:damaged_items"].split("list and", 1)[1][:900],
        "copies what it was to answer from",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_reply_has_a_form(form: str) -> None:
    draft, flaw = FORMS[form]

    assert read(draft, MUG).flaw == flaw


@pytest.mark.parametrize(
    ("file", "fact", "rival"),
    [
        (MUG, "dispatch", "It leaves us in 5 business days."),
        (MUG, "order number", "Your order HL-51877 was fine."),
        (MUG, "no return", "Please return the pieces to us."),
        (MUG, "no return", "Please send the mug back to us."),
        (MUG, "no return", "You must return the mug."),
        (CHARGE, "order number", "I see that HL-55290 was fine."),
        (CHARGE, "amount", "We are sending 172.80 EUR to you."),
        (CHARGE, "5 to 7 business days", "It is there in 3 to 5 days."),
        (TAKEOVER, "answer within 24 hours", "You hear from us within 48 hours."),
    ],
    ids=str,
)
def test_a_fact_does_not_count_beside_its_rival(file: CaseFile, fact: str, rival: str) -> None:
    alone, beside = read(file.reply, file), read(f"{file.reply} {rival}", file)

    assert fact in alone.facts
    assert not alone.conflicts
    assert beside.conflicts


@given(task_ids, st.text(max_size=300))
def test_any_text_can_be_read(task_id: str, text: str) -> None:
    file = case_file(task_id)
    reading = read(text, file)

    assert reading == read(text, file)
    assert set(reading.commitments) <= set(file.codes)
    assert reading.facts <= {fact.name for fact in file.claims}


@every_honest_letter
def test_saying_it_twice_says_no_more(letter: Letter) -> None:
    once, twice = (read(text, letter.file) for text in (letter.text, f"{letter.text}\n" * 2))

    assert twice.gist == once.gist


@given(st.data(), task_ids)
def test_values_that_stand_alone_add_no_fact(data: st.DataObject, task_id: str) -> None:
    file = case_file(task_id)
    loose = [fact.value for fact in file.claims if fact.value]
    text = data.draw(st.sampled_from(replies_to(file)))
    junk = data.draw(st.lists(st.sampled_from(loose), min_size=1, max_size=9))

    assert read("\n\n".join((text, *junk)), file).facts <= read(text, file).facts


def _earned(letter: Letter) -> int:
    """What the reply earns of 2000 if all else is perfect."""
    card = resolved(letter.file, reply=letter.text).card
    assert card is not None
    return card.components[2].earned
