"""From a draft to clauses that assert something, or do not.

One documented normal form: Unicode NFKC, case folded, format characters dropped, typographic
quotes and dashes made plain. Quoted text, questions, conditions and whatever a negation reaches
assert nothing. Linear in the length of the draft: no pattern here can backtrack badly.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_PLAIN = str.maketrans("‘’ʼ“”„«»‐‑‒–—−", '\'\'\'"""""------')  # noqa: RUF001 - these are the signs
_TOKEN = re.compile(r"[^\W_]+(?:[.'-][^\W_]+)*")
_QUOTE = re.compile(r'"[^"\n]*"|^>.*$', re.MULTILINE)
_WRAP = re.compile(r"(?<=\S)[ \t]*\n[ \t]*(?![ \t]|\d+[.)]\s)(?=[^\s*•>-])")
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.](?=\S))+[.!?]?")
_SEGMENT = re.compile(r"[;:]\s|\s-+\s|(?=,\s)|\s(?=(?:but|however|although|because|yet)\s)")
_FRESH_START = re.compile(
    r"\s(?=(?:and|so|then)\s(?:we|we've|we'll|i|i've|i'll|you|you'll|your|our|it|this|that|there)\s)"
)

_NEUTRAL = re.compile(
    r"\b(?:no (?:extra |additional )?(?:cost|charge|doubt|problem|worries)"
    r"|no (?:more|less|fewer|later|earlier) than|no later"
    r"|without (?:any )?(?:further )?delay|not (?:only|just))\b"
)
"""Negations that negate nothing."""

NEGATORS = frozenset(
    """not no never none nothing nobody neither nor cannot without unable refuse refuses refused
    reject rejects rejected decline declines declined doubt doubts fail fails failed hardly barely
    pretend pretends imagine wish perhaps maybe can't won't don't doesn't didn't isn't aren't wasn't
    weren't haven't hasn't wouldn't couldn't shouldn't ain't cant wont dont doesnt didnt isnt arent
    wasnt""".split()
)
_CONDITIONS = frozenset("if unless whether should could would might may".split())
_SUBJECTS = frozenset(
    """we we've we'll we're we'd i i've i'll i'm i'd you you'll you're your our it it'll it's this
    that that's that'll there there's they they'll they're the a""".split()
)
_LEADS = frozenset("and but so then however yet because although".split())
_PROSE_WORDS = frozenset(
    """a about after again all also an and any are as at be been before but by can did do does for
    from has have he here i if in into is it its just may my no not of on only or our out over
    please she so still than that the their them then there they this to up us was we were when
    which who will with within would you your don't isn't can't cannot won't i'm i've i'll we've
    we'll we're you're you'll it's it'll that's""".split()
)
_MIN_PROSE_TOKENS = 5
_PROSE_SHARE = 5
"""One word in five of a real sentence, at least, is a function word."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of one sentence, and whether a negation or a condition before it reaches it."""

    tokens: tuple[str, ...]
    negated: bool
    conditional: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its clauses, whether it can assert anything, and whether it reads as prose."""

    clauses: tuple[Clause, ...]
    asserts: bool
    prose: bool


def normalise(text: str) -> str:
    """The one normal form in which a draft is graded."""
    folded = unicodedata.normalize("NFKC", text).translate(_PLAIN).casefold()
    return "".join(
        char for char in folded if char in "\n\t" or unicodedata.category(char) not in ("Cf", "Cc")
    )


def tokenise(text: str) -> tuple[str, ...]:
    """Words, numbers and ids of a text in normal form; punctuation inside them stays."""
    return tuple(_TOKEN.findall(text))


def sentences(text: str) -> list[Sentence]:
    """The distinct sentences of a draft, in order, without what it quotes.

    A line break inside a paragraph is a space; an empty line or an item of a list starts afresh.
    """
    unquoted = _NEUTRAL.sub(" ", _WRAP.sub(" ", _QUOTE.sub(" ", normalise(text))))
    distinct = dict.fromkeys(" ".join(found.split()) for found in _SENTENCE.findall(unquoted))
    return [_sentence(raw) for raw in distinct if _TOKEN.search(raw)]


def _sentence(raw: str) -> Sentence:
    tokens = tokenise(raw)
    prose_words = sum(token in _PROSE_WORDS for token in tokens)
    return Sentence(
        clauses=tuple(_clauses(raw)),
        asserts=not raw.endswith("?"),
        prose=len(tokens) >= _MIN_PROSE_TOKENS and prose_words * _PROSE_SHARE >= len(tokens),
    )


def _clauses(raw: str) -> Iterator[Clause]:
    """A negation reaches over commas until a new subject starts; a condition, to the end."""
    negated = conditional = False
    for part in _SEGMENT.split(raw):
        for stretch in _FRESH_START.split(part):
            tokens = tokenise(stretch)
            if not tokens:
                continue
            if _starts_afresh(tokens):
                negated = False
            conditional = conditional or tokens[0] in _CONDITIONS
            yield Clause(tokens, negated, conditional)
            negated = negated or not NEGATORS.isdisjoint(tokens)


def _starts_afresh(tokens: tuple[str, ...]) -> bool:
    first = next((token for token in tokens if token not in _LEADS), "")
    return first in _SUBJECTS or tokens[0] in _LEADS - {"and"}
