"""What is wrong with a letter as a letter, whatever it says: then nothing in it counts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from supportops import lexicon
from supportops.casefile import CaseFile
from supportops.reply.conduct import misconduct
from supportops.reply.force import Force
from supportops.reply.grammar import Sentence
from supportops.reply.known import stems, topics
from supportops.reply.scope import IN_PASSING
from supportops.reply.strangers import Flaw, strangers
from supportops.reply.text import Normal, disguise, words_of
from supportops.values import TOKEN

MIN_CHARACTERS, MAX_CHARACTERS = 60, 2000
MIN_PROSE_WORDS = 12
"""So many words of a letter stand in sentences that read as prose, and half of all its words."""

MAX_REPEATS = 3
"""How often the longest sentences may stand in a letter."""

MIN_VARIETY = 3
"""One word in three, at least, is another word, in a letter of some length."""

MIN_WORDS, MIN_LINE = 60, 15
"""Shorter letters, in words, and shorter lines, in characters, may well repeat themselves."""

MAX_SENTENCE = 120
"""A sentence has no more words."""

MIN_CONTENT = 3
"""So many words of content make a sentence be about something."""

MAX_FRAMED = 2
"""So many sentences that say of themselves that they are not so are too many for a letter."""

_WISHES = frozenset({("i", "wish"), ("we", "wish"), ("only", "wish")})
_SAYING = frozenset({"say", "tell", "answer", "know"})
"""What somebody wishes to do, who says no more: `I wish I could say`."""

_SOON = 5
"""Among so many words at the start of a clause somebody wishes."""

_OURS = frozenset("we we'll we're we've i i'll i'm i've our it it's this that you you'll".split())

MIN_ITEMS = 3
"""So many whole sentences, at least, are a letter although they stand in a list."""

MAX_BARE = 4
_NEGATIONS = frozenset({"not", "no", "none", "nope", "never"})
_BARE = _NEGATIONS | frozenset("or of it this that actually well then".split())

MAX_EMOJI = 12
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")

_ITEM = re.compile(r"\s*(?:[*•>-]|\d+[.)])\s")
"""How an item of a list starts: a letter has something beside its lists."""

_UNWRITTEN = "is not written in sentences"

MAX_FOREIGN = 5
"""Fewer function words of other languages than so many are typing errors."""

BROKEN_SHARE = 40
"""At most one word in so many may stand where it cannot."""


def wrong_length(draft: str) -> str | None:
    """Checked before anything costs time."""
    if len(draft.strip()) < MIN_CHARACTERS:
        return f"is shorter than {MIN_CHARACTERS} characters"
    if len(draft.strip()) > MAX_CHARACTERS:
        return f"is longer than {MAX_CHARACTERS} characters"
    return None


def flaws(draft: str, normal: Normal, found: Sequence[Sentence], file: CaseFile) -> Iterator[Flaw]:
    """Everything that is wrong with the form and the conduct of a letter."""
    if why := disguise(draft):
        yield Flaw(why)
    if why := _formless(normal, found):
        yield Flaw(why)
    yield from misconduct(found, normal.text)
    if why := _off_topic(found, file):
        yield Flaw(why, hidden=True)
    yield from strangers(normal.text, file)


def _formless(normal: Normal, found: Sequence[Sentence]) -> str | None:
    """The first thing that makes no letter of it."""
    words = words_of(normal.text)
    sentences = [sentence for sentence in found if sentence.prose]
    prose = sum(map(len, sentences))
    foreign = lexicon.words("foreign").intersection(words)
    reasons = (
        (prose < max(MIN_PROSE_WORDS, sum(map(len, found)) / 2), _UNWRITTEN),
        (_is_a_list(normal, sentences), _UNWRITTEN),
        (len(foreign) >= MAX_FOREIGN, "is not written in the language of the customer"),
        (sum(map(_broken, found)) * BROKEN_SHARE > len(words), _UNWRITTEN),
        (sum(map(_hedges, found)) * 2 > len(sentences), "leaves open everything that it says"),
        (_framed(found) >= MAX_FRAMED, "says of its own words that they are not so"),
        (
            len(words) > MIN_WORDS and len(set(words)) * MIN_VARIETY < len(words),
            "says the same words over and over",
        ),
        (_repeats(normal.text), "repeats its sentences"),
        (any(len(sentence) > MAX_SENTENCE for sentence in found), _UNWRITTEN),
        (any(_takes_back(one, normal.text) for one in found), "takes back what it says"),
        (len(_EMOJI.findall(normal.text)) > MAX_EMOJI, "is made of pictures"),
    )
    return next((why for holds, why in reasons if holds), None)


def _is_a_list(normal: Normal, found: Sequence[Sentence]) -> bool:
    """Whether all that reads as prose are items of a list, and some are no whole sentences."""
    if not all(_ITEM.match(normal.text, one.start) for one in found):
        return False
    return len(found) < MIN_ITEMS or not all(_is_whole(one, normal) for one in found)


def _is_whole(one: Sentence, normal: Normal) -> bool:
    """Whether an item has a subject of its own, a verb and a full stop."""
    words = [word for clause in one.clauses for word in clause.words]
    verbs = lexicon.words("persons") - lexicon.words("subjects")
    told = words[0] in lexicon.words("subjects") and not verbs.isdisjoint(words[1:])
    return told and normal.text[: one.end].rstrip().endswith((".", "!"))


def _off_topic(found: Sequence[Sentence], file: CaseFile) -> str | None:
    """Whether most of a letter is about nothing that letters on this case are about."""
    about = topics(file)
    stray = sum(
        len(sentence)
        for sentence in found
        if len(sentence.content) >= MIN_CONTENT and stems(sentence.content).isdisjoint(about)
    )
    if stray * 2 > sum(map(len, found)):
        return "is about something else"
    return None


def _takes_back(sentence: Sentence, text: str) -> bool:
    """Whether a sentence is nothing but a negation, as in `Or not`, and answers no question."""
    words = [word for clause in sentence.clauses for word in clause.polar]
    bare = len(words) <= MAX_BARE and set(words) <= _BARE and not _NEGATIONS.isdisjoint(words)
    return bare and not text[: sentence.start].endswith("?")


def _repeats(text: str) -> bool:
    lines = Counter(" ".join(TOKEN.findall(part)) for part in re.split(r"[.!?\n]+", text))
    return any(count > MAX_REPEATS and len(line) > MIN_LINE for line, count in lines.items())


def _broken(sentence: Sentence) -> int:
    """How often words stand where no sentence has them, as in `the of`, `from for`, `to we`."""
    last = sentence.clauses[-1].words[-1]
    return _ENDING.get(last, 2 * (last in lexicon.words("unending"))) + sum(
        weight
        for clause in sentence.clauses
        for at, (one, then) in enumerate(pairwise(clause.words))
        if one in _leading() and not (one == "a" and _is_a_name(clause.words, at))
        for first, second, weight in _NEVER
        if one in lexicon.words(first)
        and then in lexicon.words(second)
        and (first not in _STRANDED or _before(clause.words, at) not in lexicon.words("particles"))
        and (first not in _INVERTED or _before(clause.words, at) not in lexicon.words("inversions"))
        and _SELVES.isdisjoint(clause.words[at + 2 : at + 3])
    )


def _is_a_name(words: tuple[str, ...], at: int) -> bool:
    """Whether an `a` is the name of one of several things: `option A`, `both A and B`."""
    return _before(words, at) in _LETTERED or words[at + 1 : at + 3] in (("and", "b"), ("or", "b"))


def _before(words: tuple[str, ...], at: int) -> str:
    return words[at - 1] if at else ""


@cache
def _leading() -> frozenset[str]:
    """Every word that something never follows."""
    return frozenset(word for first, _, _ in _NEVER for word in lexicon.words(first))


_NEVER = (
    ("articles", "after_no_article", 1),
    ("prepositions", "after_no_preposition", 1),
    ("object_verbs", "nominatives", 3),
    ("sources", "nominatives", 3),
    ("nominatives", "after_no_nominative", 2),
    ("directions", "after_no_direction", 2),
)
"""Lists of words, what never follows them, and how much that weighs."""

_ENDING = dict.fromkeys(("and", "or", "but", "because"), 1)
"""What an item of a list, or what stands before one, may end with: it weighs less."""

_LETTERED = frozenset("option choice variant plan answer case point letter".split())

_STRANDED = frozenset({"prepositions", "directions", "sources"})
"""Lists of words that may well stand so after a verb that they belong to."""


_INVERTED = frozenset({"nominatives"})
"""Lists of words that may stand behind their verb: `had I the means`."""


_SELVES = frozenset({"self", "selves"})
"""`I my self` is a word too many, and still a sentence."""


def _framed(found: Sequence[Sentence]) -> int:
    """How many sentences say of themselves that they are untrue, unknown or a story.

    What the customer says is not, nor is a `perhaps` said in passing or in a suggestion, nor what
    we wish.
    """
    return sum(
        any(
            clause.force is Force.FRAMED and not clause.ascribed and not _is_spared(one, number)
            for number, clause in enumerate(one.clauses)
        )
        for one in found
    )


def _is_spared(one: Sentence, number: int) -> bool:
    """Whether a framed clause only wishes, suggests or leaves open a thing in passing."""
    words = one.clauses[number].words
    if _WISHES.intersection(pairwise(words[:_SOON])) and words[-1] in _SAYING:
        return True
    if IN_PASSING.isdisjoint(words):
        return False
    return number > 0 or words[0] not in IN_PASSING or _OURS.isdisjoint(words)


def _hedges(sentence: Sentence) -> bool:
    return any("might" in clause.words for clause in sentence.clauses)
