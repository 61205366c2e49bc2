"""What is wrong with a letter as a letter, whatever it says: then nothing in it counts."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from supportops import lexicon
from supportops.casefile import CaseFile
from supportops.reply.force import Force
from supportops.reply.grammar import Sentence
from supportops.reply.hits import hits
from supportops.reply.known import stems, topics
from supportops.reply.matching import places, section
from supportops.reply.text import Normal, disguise, tokenise
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

MAX_SENTENCE = 70
"""A sentence has no more words."""

MIN_CONTENT = 3
"""So many words of content make a sentence be about something."""

MAX_BARE = 4
_NEGATIONS = frozenset({"not", "no", "none", "nope", "never"})
_BARE = _NEGATIONS | frozenset("or of it this that actually well then".split())

MAX_EMOJI = 12
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")

_UNWRITTEN = "is not written in sentences"

MAX_FOREIGN = 5
"""Fewer function words of other languages than so many are typing errors."""

BROKEN_SHARE = 40
"""At most one word in so many may stand where it cannot."""

_COPIED = 20
"""So many words in a row, as they stand in a record or in the ticket, are a copy."""

_OTHER_LETTERS = re.compile(r"[^\W\d_a-z]")
_MARKUP = re.compile(r"</?[a-z!][^<>\n]*>|[{}\[\]|\\]|^[ \t]*(?://|%|/\*)", re.MULTILINE)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9-]+\.(?:com|net|org|info|ly|io|ru|xyz)\b\S*"
)

_TO_OTHERS = re.compile(
    r"\s*(?:dear |attn:? |attention:? )?to (?:the|our|my|mr|mrs|ms|dr|whom)\b[^\n.!?]{0,60},\s*\n"
)
_PERSONAL = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w-])\+?\d{2,5}(?:[ -]\d{2,5}){2,6}(?![\w-])"
)
_NAME = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


class Flaw(NamedTuple):
    """Why nothing in a letter counts, and the stretch of its normal form that shows it."""

    why: str
    start: int = 0
    end: int = 0


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
    yield from _misconduct(found)
    if why := _off_topic(found, file):
        yield Flaw(why)
    for check in _CHECKS:
        if flaw := check(normal.text, file):
            yield flaw


_CONDUCT = {
    "retractions": "takes back what it says",
    "swapped": "mistakes the customer for the desk",
    "asides": "speaks to somebody other than the customer",
}
_UNLESS_DENIED = {
    "insults": "insults the customer",
    "gifts": "gives what no article gives",
    "secrets": "asks for a secret of the customer",
}


def _misconduct(found: Sequence[Sentence]) -> Iterator[Flaw]:
    """What no letter to a customer says, by section of the grammar."""
    for sentence in found:
        tokens = [token for clause in sentence.clauses for token in clause.tokens]
        words = tuple(token.text for token in tokens)
        for number, start, end in places(section(*_CONDUCT), words):
            why = tuple(_CONDUCT.values())[number]
            yield Flaw(why, tokens[start].start, tokens[end - 1].end)
    clauses = [clause for sentence in found for clause in sentence.clauses]
    lists = tuple(map(lexicon.expressions, _UNLESS_DENIED))
    for why, said in zip(_UNLESS_DENIED.values(), hits(lists, clauses), strict=True):
        for hit in said:
            if hit.force not in (Force.DENIED, Force.FRAMED):
                yield Flaw(why, hit.start, hit.end)


def _formless(normal: Normal, found: Sequence[Sentence]) -> str | None:
    """The first thing that makes no letter of it."""
    words = TOKEN.findall(normal.text)
    sentences = [sentence for sentence in found if sentence.prose]
    prose = sum(map(len, sentences))
    foreign = lexicon.words("foreign").intersection(words)
    reasons = (
        (prose < max(MIN_PROSE_WORDS, sum(map(len, found)) / 2), _UNWRITTEN),
        (len(foreign) >= MAX_FOREIGN, "is not written in the language of the customer"),
        (sum(map(_broken, found)) * BROKEN_SHARE > len(words), _UNWRITTEN),
        (sum(map(_hedges, found)) * 2 > len(sentences), "leaves open everything that it says"),
        (
            len(words) > MIN_WORDS and len(set(words)) * MIN_VARIETY < len(words),
            "says the same words over and over",
        ),
        (_repeats(normal.text), "repeats its sentences"),
        (any(len(sentence) > MAX_SENTENCE for sentence in found), _UNWRITTEN),
        (any(map(_is_taken_back, found)), "takes back what it says"),
        (len(_EMOJI.findall(normal.text)) > MAX_EMOJI, "is made of pictures"),
    )
    return next((why for holds, why in reasons if holds), None)


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


def _is_taken_back(sentence: Sentence) -> bool:
    """Whether a sentence is nothing but a negation, as in `Or not`."""
    words = [word for clause in sentence.clauses for word in clause.polar]
    return len(words) <= MAX_BARE and set(words) <= _BARE and not _NEGATIONS.isdisjoint(words)


def _repeats(text: str) -> bool:
    lines = Counter(" ".join(TOKEN.findall(part)) for part in re.split(r"[.!?\n]+", text))
    return any(count > MAX_REPEATS and len(line) > MIN_LINE for line, count in lines.items())


def _broken(sentence: Sentence) -> int:
    """How often words stand where no sentence has them, as in `the of`, `from for`, `to we`."""
    last = sentence.clauses[-1].words[-1]
    return 2 * (last in lexicon.words("articles")) + sum(
        weight
        for clause in sentence.clauses
        for one, then in pairwise(clause.words)
        for first, second, weight in _NEVER
        if one in lexicon.words(first) and then in lexicon.words(second)
    )


_NEVER = (
    ("articles", "after_no_article", 1),
    ("prepositions", "after_no_preposition", 1),
    ("object_verbs", "nominatives", 3),
)
"""Lists of words, what never follows them, and how much that weighs."""


def _hedges(sentence: Sentence) -> bool:
    return any("might" in clause.words for clause in sentence.clauses)


def _internal_code(text: str, file: CaseFile) -> Flaw | None:
    for code in file.codes:
        if "_" in code and (at := text.find(code)) >= 0:
            return Flaw("spells an internal code", at, at + len(code))
    return None


def _other_addressee(text: str, file: CaseFile) -> Flaw | None:
    """A greeting that names somebody who is not the customer."""
    if other := _TO_OTHERS.match(text):
        return Flaw("is addressed to somebody else", *other.span())
    line = re.match(r"\s*([^\n,.!:;]{3,60})(?=[\n,.!:;]|\s)", text)
    if line is None:
        return None
    words = _NAME.findall(line[1])
    if not words or words[0] not in lexicon.words("greetings"):
        return None
    known = lexicon.words("anybody") | set(_NAME.findall(file.ticket.customer.casefold()))
    known |= set(_NAME.findall(file.ticket.message.casefold()))
    for word in words[1:3]:
        if word in lexicon.words("nobody_here") or word not in known:
            return Flaw("is addressed to somebody else", line.start(1), line.end(1))
        if word not in lexicon.words("anybody"):
            return None
    return None


def _markup(text: str, _: CaseFile) -> Flaw | None:
    found = _MARKUP.search(text)
    return Flaw("holds markup or a placeholder", *found.span()) if found else None


def _foreign_address(text: str, file: CaseFile) -> Flaw | None:
    """An address of the web that stands nowhere in the case."""
    for found in _ADDRESS.finditer(text):
        if found[0].rstrip(".,;:!?)") not in _plain_sources(file):
            return Flaw("points to an address that no record holds", *found.span())
    return None


def _foreign_script(text: str, file: CaseFile) -> Flaw | None:
    """Letters of another script than the Latin, which stand nowhere in the case."""
    if text.isascii():
        return None
    for found in _OTHER_LETTERS.finditer(text):
        if not unicodedata.name(found[0], "LATIN").startswith("LATIN") and (
            found[0] not in _plain_sources(file)
        ):
            return Flaw("is not written in the script of the customer", *found.span())
    return None


def _personal_data(text: str, file: CaseFile) -> Flaw | None:
    """An e-mail address, or the number of a card or a telephone, that is not of this case."""
    for found in _PERSONAL.finditer(text):
        written = found[0].rstrip(".-")
        sources = _digits(file) if "@" not in written else _plain_sources(file)
        wanted = written if "@" in written else "".join(filter(str.isdigit, written))
        if wanted not in sources:
            return Flaw("holds data of somebody else", found.start(), found.end())
    return None


def _copy(text: str, file: CaseFile) -> Flaw | None:
    """A run of words as they stand in what the agent read: quoted, not said."""
    sources, words = _sources(file), TOKEN.findall(text)
    for at in range(0, len(words) - _COPIED + 1, _COPIED // 2):
        if " ".join(words[at : at + _COPIED]) in sources:
            tokens = tokenise(text)[at : at + _COPIED]
            return Flaw("copies what it was to answer from", tokens[0].start, tokens[-1].end)
    return None


def _plain_sources(file: CaseFile) -> str:
    """Ticket, records and articles in lower case."""
    return " ".join((file.ticket.render(), *file.texts.values())).casefold()


def _digits(file: CaseFile) -> str:
    return "".join(char for char in _plain_sources(file) if char.isdigit())


def _sources(file: CaseFile) -> str:
    """Ticket, records and articles as one line of words, worked out once."""
    found: str | None = file.memo.get("words")
    if found is None:
        texts = (file.ticket.message, *file.texts.values())
        found = file.memo["words"] = " | ".join(
            " ".join(TOKEN.findall(text.casefold())) for text in texts
        )
    return found


_CHECKS: tuple[Callable[[str, CaseFile], Flaw | None], ...] = (
    _internal_code,
    _other_addressee,
    _personal_data,
    _markup,
    _foreign_address,
    _foreign_script,
    _copy,
)
