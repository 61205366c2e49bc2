"""What no letter to a customer says: contempt, gifts, retractions, words for somebody else.

Each is a section of the grammar. Some count wherever they stand, some not where they are denied.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from supportops import lexicon
from supportops.reply.force import Force
from supportops.reply.grammar import Sentence
from supportops.reply.hits import Hit, hits
from supportops.reply.matching import places, section
from supportops.reply.strangers import Flaw
from supportops.reply.telltale import Telltale
from supportops.reply.text import Token

_SENDERS = frozenset({"team", "desk", "service", "department"})
_GOODBYES = frozenset(
    """regards wishes greetings sincerely faithfully truly warmly cordially respectfully kindly best
    cheers thanks yours care apologies""".split()
)
_SIGNATURE = 4
"""Most words of a sender behind a goodbye: `your customer service team`."""

_RETRACTED = "takes back what it says"
_CONDUCT = {
    "retractions": _RETRACTED,
    "swapped": "mistakes the customer for the desk",
    "asides": "speaks to somebody other than the customer",
    "recalls": _RETRACTED,
}
_SWAPPED, _RECALLS = map([*_CONDUCT].index, ("swapped", "recalls"))
_UNLESS_DENIED = {
    "insults": "insults the customer",
    "gifts": "gives what no article gives",
    "secrets": "asks for a secret of the customer",
}
_BEFORE = 4
_FELT = re.compile(r"\bif (?:it|this|that) (?:was|were|had been)$")
"""Before what the desk would feel in the customer's place: `if it was my account`."""

_NEW = re.compile(r"\ban? (?:(?:whole|entirely|completely) )?(?:new|brand-new|fresh) password$")
"""What an account is to be given, and nobody to be told."""

_SHOP = re.compile(r"shut up(?= shops?\b)")
"""What a shop does at night, and so does a promotion."""

_NOBODY = re.compile(
    r"\b(?:nobody|no one|none of us)(?: \w+){0,2}"
    r" (?:thinks?|believes?|says?|takes?|(?:would|could) (?:think|say|call|take))\b[^.!?,;\n]*$"
)
"""Before what nobody thinks of the customer: `nobody here thinks you're a fool`."""

_THINKING = 60
"""So many characters before it, at most, that stands."""

_READ_AS = re.compile(
    r"[^.!?\n]{0,30}\bas (?:(?:an?|any|our) )?"
    r"(?:doubts?|reproach|accusation|criticism|blame|mistrust|suspicion)\b"
)
"""Behind `nothing in this letter is`: it takes nothing back."""

_PLAIN = re.compile(
    r"(?:know|knows|knew|known|hear|heard|see|sees|saw|seen) <nothing of "
    r"|<nothing of (?:that|this|the) (?:kind|sort|nature|type)\b"
    r"|<none of (?:it|this|that) (?:(?:was|is|has been|had been|were) (?:taken|charged|debited"
    r"|collected|spent|used|lost|your (?:fault|doing)|here)|counts?|has (?:left|reached|come)"
    r"|here)\b"
    r"|<(?:i|we) (?:do not|don't) mean to (?:add|be|sound|suggest|imply|rush|hurry|trouble)\b"
    r"|<(?:i|we) (?:do not|don't) mean (?:it|this|that) (?:as |in )?(?:an? |any )?(?:\w+ly )?"
    r"(?:impolite|impolitely|rude|rudely|unkind|unkindly|unfriendly|badly|bad|harsh|harshly|offence"
    r"|insult|reproach|personally|disrespectfully|coldly)\b"
    r"|<nothing of what (?:you (?:have )?(?:paid|spent|sent)|was (?:paid|spent|taken))\b"
    r"|<take back what (?:is|are|was) (?:as|still|in|like|un\w+)\b"
    r"|<not meant (?:against|to (?:hurt|offend|blame|worry|annoy)|for (?:you|sale)|as an? \w+)\b"
    r"|(?:to|will|'ll|can|could|let me|let us) <make (?:it|this|that) up\b"
    r"|(?:there's|there is|like|as) <a joke\b|there was <never going to be any"
    r"|<(?:top|perfect|high|full) marks for (?:\w+ing|the (?:idea|effort|try|photo|joke)|effort"
    r"|honesty|patience)\b"
    r"|[\w,)] (?:when|if|once|until|after|before) <the customer (?:writes|asks|wants|gets)\b"
    r"|<haha\w*, you(?:'re| are) (?:not (?:wrong|alone|the only)|right|spot on|so right)\b"
    r"|<haha\w*, (?!as if|good luck|nice try|dream|sure|no\b|nope|never|you\b|your|refund|money"
    r"|what)\w"
)
"""Turns of words that often are misconduct and are none here; `<` is where these start."""

_AROUND = 40
"""So many characters around them tell."""

_OUR_OWN = re.compile(
    r"\bif (?:i|it|this|that)(?:'d| had| were| was)\b"
    r"|\bi(?:'d| would) (?:want|expect|hope|ask) (?:\w+ )?(?:of|from) (?:a|any|every) "
)
"""Before `my account`: we put ourselves in the place of the customer."""


def misconduct(found: Sequence[Sentence], text: str) -> Iterator[Flaw]:
    """What no letter to a customer says, by section of the grammar."""
    for sentence in _telltale(*_CONDUCT).among(found):
        if not _signs(sentence):
            yield from _said(sentence, text)
    near = _telltale(*_UNLESS_DENIED).among(found)
    clauses = [clause for sentence in near for clause in sentence.clauses]
    lists = tuple(map(lexicon.expressions, _UNLESS_DENIED))
    for why, told in zip(_UNLESS_DENIED.values(), hits(lists, clauses), strict=True):
        for hit in told:
            if hit.force is not Force.DENIED and not _is_harmless(text, hit):
                yield Flaw(why, hit.start, hit.end)


@cache
def _telltale(*sections: str) -> Telltale:
    return Telltale(tuple(map(lexicon.expressions, sections)))


def _is_harmless(text: str, hit: Hit) -> bool:
    """Whether words that often are misconduct are none here."""
    if _NEW.search(text[hit.start : hit.end]) or _SHOP.match(text, hit.start):
        return True
    if _is_plain(text, hit.start, hit.end):
        return True
    return _NOBODY.search(text[max(0, hit.start - _THINKING) : hit.start]) is not None


def _is_plain(text: str, start: int, end: int) -> bool:
    """Whether the words around it show that it means no more than it says."""
    around = f"{text[max(0, start - _AROUND) : start]}<{text[start : end + _AROUND]}"
    return _PLAIN.search(around) is not None


def _is_swapped(sentence: Sentence, text: str, start: int, end: int) -> bool:
    """Whether it runs over no colon, and nobody is put in another's place by a condition."""
    return ":" not in text[start:end] and _OUR_OWN.search(text[sentence.start : start]) is None


def _said(sentence: Sentence, text: str) -> Iterator[Flaw]:
    """What counts wherever in a sentence it stands, over its clauses."""
    words = tuple(word for clause in sentence.clauses for word in clause.words)
    told = places(section(*_CONDUCT), words)
    tokens = [token for clause in sentence.clauses for token in clause.tokens] if told else []
    for number, start, end in told:
        first, last = tokens[start].start, tokens[end - 1].end
        felt = _FELT.search(" ".join(words[max(0, start - _BEFORE) : start]))
        plain = felt or _READ_AS.match(text, last) or _is_plain(text, first, last)
        plain = plain or (number == _RECALLS and _is_denied(sentence, tokens[start]))
        swapped = number != _SWAPPED or _is_swapped(sentence, text, first, last)
        if swapped and not plain:
            yield Flaw(tuple(_CONDUCT.values())[number], first, last)


def _is_denied(sentence: Sentence, first: Token) -> bool:
    """Whether a negation stands directly before what starts with a word."""
    clause = next(clause for clause in sentence.clauses if first in clause.tokens)
    at = clause.tokens.index(first)
    return clause.negation(at, at + 1) is not None


def _signs(sentence: Sentence) -> bool:
    """Whether it says who writes: `Your support team`, alone or behind `Kind regards`."""
    *before, last = sentence.clauses
    if last.words[-1] not in _SENDERS:
        return False
    listed = all(clause.force is Force.LISTED for clause in sentence.clauses)
    behind = bool(before) and before[-1].words[-1] in _GOODBYES
    return listed or (behind and len(last.words) <= _SIGNATURE)
