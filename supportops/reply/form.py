"""What is wrong with a letter as a letter, whatever it says: then nothing in it counts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from string import punctuation, whitespace

from supportops import lexicon
from supportops.casefile import CaseFile
from supportops.reply.broken import broken
from supportops.reply.conduct import misconduct
from supportops.reply.cutting import MAX_SENTENCE
from supportops.reply.flow import is_cut_up
from supportops.reply.force import Force
from supportops.reply.grammar import Sentence
from supportops.reply.known import stem, topics
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

MIN_CONTENT = 3
"""So many words of content make a sentence be about something."""

MAX_FRAMED = 2
"""So many sentences that say of themselves that they are not so are too many for a letter."""

_WISHES = frozenset({("i", "wish"), ("we", "wish"), ("only", "wish")})
_SAYING = frozenset({"say", "tell", "answer", "know"})
"""What somebody wishes to do, who says no more: `I wish I could say`."""

_OTHERWISE = frozenset({"news", "else", "different", "otherwise", "better"})
"""What somebody wishes to bring who brings no good: `I wish I had better news`."""

_AS_THEY_ARE = frozenset({("were", "me"), ("were", "mine"), ("were", "my")})
"""Behind these we feel with the customer: `I would want it today if it were mine`."""

_BY_OTHERS = frozenset({("somebody", "told"), ("someone", "told"), ("colleague", "told")})
"""What these told the customer, a letter does not say of its own words."""

_SUGGESTED = frozenset({("you", "could"), ("you", "can"), ("you", "might"), ("it", "helps")})
"""Behind a `perhaps` these only suggest something."""

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

_HEADING = re.compile(r"^\W*\*\*[^*\n]{2,60}\*\*\W*$|^[^\n]{2,60}\?\W*$")
"""A line of its own that is in bold type, or a question."""

_STOPS = str.maketrans(".!?", "\n\n\n")
_SIGNS = "€£$%"
"""What counts beside letters and digits."""

_BESIDE = "".join({*punctuation, *whitespace, "•"} - {*_SIGNS})
"""What does not, where a line starts and ends."""

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
    words, lengths = words_of(normal.text), [*map(len, found)]
    distinct = frozenset(words)
    proses = [length for length, one in zip(lengths, found, strict=True) if one.prose]
    told = sum(len(one) for one in found if not one.prose and _is_told(one))
    foreign = distinct & lexicon.words("foreign")
    reasons = (
        (sum(proses) < max(MIN_PROSE_WORDS, (sum(lengths) - told) / 2), _UNWRITTEN),
        (_is_a_list(normal, found) or is_cut_up(normal.text), _UNWRITTEN),
        (len(foreign) >= MAX_FOREIGN, "is not written in the language of the customer"),
        (sum(map(broken, found)) * BROKEN_SHARE > len(words), _UNWRITTEN),
        (_hedging(found) * 2 > len(proses), "leaves open everything that it says"),
        (_framed(found) >= MAX_FRAMED, "says of its own words that they are not so"),
        (
            len(words) > MIN_WORDS and len(distinct) * MIN_VARIETY < len(words),
            "says the same words over and over",
        ),
        (_repeats(normal.text), "repeats its sentences"),
        (max(lengths, default=0) > MAX_SENTENCE, _UNWRITTEN),
        (
            any(
                length <= MAX_BARE and _takes_back(one, normal.text)
                for length, one in zip(lengths, found, strict=True)
            ),
            "takes back what it says",
        ),
        (_pictures(normal.text) > MAX_EMOJI, "is made of pictures"),
    )
    return next((why for holds, why in reasons if holds), None)


def _is_a_list(normal: Normal, found: Sequence[Sentence]) -> bool:
    """Whether all that is told are items of a list, and some are no whole sentences."""
    prose = [one for one in found if one.prose]
    if not all(_ITEM.match(normal.text, one.start) for one in prose):
        return False
    if any(_is_told(one) and not _ITEM.match(normal.text, one.start) for one in found):
        return False
    return len(prose) < MIN_ITEMS or not all(_is_whole(one, normal) for one in prose)


def _is_told(one: Sentence) -> bool:
    """Whether it says something, in however few words: `Return accepted, form 12`."""
    done = {word for clause in one.clauses for word in clause.words} & lexicon.words("done")
    return bool(done) and any(clause.force <= Force.DEFERRED for clause in one.clauses)


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
        if len(sentence.content) >= MIN_CONTENT and about.isdisjoint(map(stem, sentence.content))
    )
    if stray * 2 > sum(map(len, found)):
        return "is about something else"
    return None


def _pictures(text: str) -> int:
    return 0 if text.isascii() else len(_EMOJI.findall(text))


def _takes_back(sentence: Sentence, text: str) -> bool:
    """Whether a short sentence is nothing but a negation, as in `Or not`, and answers no question.

    Below a heading, the `- No.` of a list answers that.
    """
    words = [word for clause in sentence.clauses for word in clause.polar]
    bare = set(words) <= _BARE and not _NEGATIONS.isdisjoint(words)
    if not bare or text[: sentence.start].endswith("?"):
        return False
    headed = _ITEM.match(text, sentence.start) is not None
    return not (headed and _HEADING.search(text[: sentence.start].rstrip("\n").rpartition("\n")[2]))


def _repeats(text: str) -> bool:
    """Whether a line says more than so often the same; then its ends are the same as well."""
    parts = [*filter(None, (part.strip(_BESIDE) for part in text.translate(_STOPS).split("\n")))]
    ends = [part[0] + part[-1] for part in parts]
    if all(sign.isalnum() or sign in _SIGNS for sign in set("".join(ends))):
        often = {end for end, count in Counter(ends).items() if count > MAX_REPEATS}
        parts = [part for part, end in zip(parts, ends, strict=True) if end in often]
    lines = Counter(" ".join(TOKEN.findall(part)) for part in parts)
    return any(count > MAX_REPEATS and len(line) > MIN_LINE for line, count in lines.items())


def _framed(found: Sequence[Sentence]) -> int:
    """How many sentences say of themselves that they are untrue, unknown or a story.

    What the customer says is not, nor is a `perhaps` said in passing or in a suggestion, nor what
    we wish.
    """
    framed = {
        one.start
        for one in found
        for number, clause in enumerate(one.clauses)
        if clause.force is Force.FRAMED and not clause.ascribed and not _is_spared(one, number)
    }
    return len(framed)


def _is_spared(one: Sentence, number: int) -> bool:
    """Whether a framed clause only wishes, suggests, or leaves open a thing in passing.

    What somebody else told the customer is spared as well.
    """
    words = one.clauses[number].words
    wished = bool(_WISHES.intersection(pairwise(words[:_SOON])))
    if wished and (words[-1] in _SAYING or not _OTHERWISE.isdisjoint(words)):
        return True
    pairs = {pair for clause in one.clauses for pair in pairwise(clause.words)}
    if not _AS_THEY_ARE.isdisjoint(pairs) or not _BY_OTHERS.isdisjoint(pairs):
        return True
    if IN_PASSING.isdisjoint(words):
        return False
    passing = number > 0 or words[0] not in IN_PASSING or _OURS.isdisjoint(words)
    return passing or words[1:3] in _SUGGESTED


def _hedging(found: Sequence[Sentence]) -> int:
    """How many sentences leave open what they say."""
    return len({one.start for one in found for part in one.clauses if "might" in part.words})
