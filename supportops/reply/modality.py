"""With what force a stretch of a clause is said, by the words before it and behind it."""

import re
from collections.abc import Callable
from enum import IntEnum
from itertools import takewhile

from supportops import lexicon
from supportops.reply.plain import TURNING_DOWN, needed, shading, turning

JOINS = frozenset({"and", "or", "but", "as", "so", "because", "since"})
"""What joins one statement to another."""

DIRECTLY = 3
"""How near "directly before" is, in words."""

_OPEN = re.compile(r"\b(?:whether|if|unless|on (?:the )?conditions?)\b")

_OURS = frozenset({"we", "we've", "we'll", "we're", "i", "i've", "i'll", "i'm", "our", "my", "us"})

_POSSESSIVE = frozenset({"your", "our", "my", "this", "that"})

_ARTICLES = re.compile(
    r"(?<=for|.of| to)(?: (?:have|get|receive|obtain|see|be|be given|be sent))?"
    r"(?: (?:an?|the|your|any|another|both|such))*$"
)
"""Between a request and what it is for: `your request for a refund`, `to have the sum sent`."""

_NEEDED = re.compile(
    r"\b(?:code|label|link|form|box|paper|papers|packaging|password|details|number)(?: that)?$"
)
"""Before a `you need` that tells which thing, and is nobody's wish: `the code you need`."""

_INWARDLY = re.compile(r"\b(?:would|might|could) (?:also |then |even |just )?(?:be|have)\b")
"""Inside a stretch: it is only thought of."""

_FRONTED = re.compile(
    r"\b(?:we|i) (?:must|shall|have to|had to|need to|will)(?: \w+ly)?"
    rf" (?:{'|'.join(TURNING_DOWN)})$"
)
"""Behind what is turned down, where that stands first: `a refund I have to decline`."""

_REFUSING = (
    r"(?:we|i)(?: unfortunately| also| sadly| therefore)? (?:do not|don't|dont|cannot|can't|cant"
    r"|can not|will not|won't|may not|must not|never)(?: \w+ly)?"
)
_UNDONE = re.compile(
    rf"(?:(?:of|for|on|to|from|in|with|at|as|by|or|nor) (?:\S+ ){{1,6}}?)?{_REFUSING}"
    r" (?:make|do|give|offer|pay|grant|provide|allow|issue|arrange|accept|send|promise)"
    r"(?: you)?(?: (?:it )?(?:back|out|once more|again))?"
    r"(?: (?:at|for|on|in|as|under|by|from|here|now|today|this|just|either|anyway|because)\b.*)?$"
    r"|(?:\S+ ){0,6}?(?:is|are)(?: also| just| simply)? (?:something|a thing|one thing|things|what)"
    rf"(?: that| which)? {_REFUSING} (?:make|do|give|offer|pay|send)\b"
)
"""Behind what stands first and is not done: `money for a card we do not pay out`."""

_GOES_ON = re.compile(r"\b(?:before|until|sooner|earlier|faster|than|unless|if)\b")
"""It is only not done by then."""

_RELATED = re.compile(
    r"\b(?:that|which|who) (?:has|have|had)(?: (?:already|once|just|also))? been$"
)
_UNTAKEN = re.compile(
    r"\b(?:we|i) (?:do not|don't|can not|cannot|can't|will not|won't) (?:take|accept)\b"
)
"""Around what is so, and not taken: `what has been engraved is one that we do not take back`."""


class Force(IntEnum):
    """What a clause does with what it says, from most to least."""

    ASSERTED = 0
    DEFERRED = 1
    """True once something has happened."""
    REQUESTED = 2
    """Politely asked of the reader: it asks, and does nothing else."""
    CONDITIONAL = 3
    HYPOTHETICAL = 4
    ATTRIBUTED = 5
    """The wish or the word of somebody else."""
    GENERAL = 6
    ASKED = 7
    LISTED = 8
    """In a label or a list, where nobody says it of anything."""
    QUOTED = 9
    FRAMED = 10
    """Inside a sentence that says of it that it is not so, or not known, or somebody's story."""
    JUMBLED = 11
    """Among words that make no sentence."""
    DENIED = 12


def since_join(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words since the last conjunction."""
    joins = [at for at, word in enumerate(words) if word in JOINS]
    return words[joins[-1] + 1 :] if joins else words


def _is_open(_: tuple[str, ...], text: str) -> bool:
    return _OPEN.search(text) is not None


def is_request(before: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether words are the content of a request before them, and not what is done about one."""
    if needed("requests").isdisjoint(before):
        return False
    asked = _ARTICLES.sub("", " ".join(before))
    ends = any(found.end() == len(asked) for found in lexicon.pattern("requests").finditer(asked))
    return ends and lexicon.words("auxiliaries").isdisjoint(words)


_USED = re.compile(
    r"you (?:want|wanted|wish|wished|tried|meant|hoped|like|liked)(?: to)? "
    r"(?:to )?(?:use|apply|enter|redeem|try|return|order|buy|cancel|keep)(?: \w+){0,2}"
    r" (?:is|are|was|were|has|had|can|cannot|applies|only)\b"
)
"""Which thing it is, and no more: `the code that you wanted to use is only valid on`."""


_ANSWERED = re.compile(
    r"you (?:ask|asked|asking|(?:are|were|have been|had been) asking|wanted to know|have asked"
    r"|had asked|wrote|write) (?:me |us )?(?:about|for|after)"
    r" (?:(?:can|may|will|could) be|has been|have been) \w+(?:ed|en|wn|nd)\b"
)
"""What is done about it is ours: `everything you were asking about can be viewed there`."""


def ascribed_from(words: tuple[str, ...]) -> int | None:
    """Behind which words another's word or wish is told; not what we have asked for or said."""
    if needed("attributed").isdisjoint(words):
        return None
    text = " ".join(words)
    for found in lexicon.pattern("attributed").finditer(text):
        told = text[: found.start()]
        which = found[0] == "you need" and _NEEDED.search(told.rstrip()) is not None
        if _USED.match(text, found.start()) and told.endswith((" that ", " which ")):
            continue
        if _ANSWERED.match(text, found.start()):
            continue
        if not which and _OURS.isdisjoint(told.split()[-2:]):
            return text.count(" ", 0, found.end()) + 1
    return None


def weakened_from(words: tuple[str, ...]) -> int:
    """Behind which words of a clause is told what others say, what may be, or what is usual."""
    ends = [ascribed_from(words) or len(words)]
    for name in ("hypotheses", "generally"):
        if not needed(name).isdisjoint(words):
            text = " ".join(words)
            if found := lexicon.pattern(name).search(text):
                ends.append(text.count(" ", 0, found.end()) + 1)
    return min(ends)


def _is_attributed(before: tuple[str, ...], _: str) -> bool:
    if ascribed_from(before) is not None:
        return True
    near, others = before[-DIRECTLY:], lexicon.words("others")
    if others.isdisjoint(near):
        return False
    since = next(near[at:] for at in range(len(near)) if near[at] in others)
    return _OURS.isdisjoint(since) and JOINS.isdisjoint(since)


def _is_hypothetical(before: tuple[str, ...], _: str) -> bool:
    near, known = before[-DIRECTLY - 1 :], lexicon.pattern("hypotheses")
    if needed("hypotheses").isdisjoint(near):
        return False
    return any(known.fullmatch(" ".join(near[at:])) for at in range(len(near)))


def _is_general(_: tuple[str, ...], text: str) -> bool:
    return lexicon.pattern("generally").search(text) is not None


def weakened(before: tuple[str, ...], within: str, least: Force) -> Force:
    """What the words before a stretch and within it make of it, which is `least` else."""
    text = " ".join(before)
    checks = (_LEFT_OPEN,) if shading().isdisjoint(before) else _WEAKENED
    found = next((force for force, holds in checks if holds(before, text)), least)
    return max(found, Force.HYPOTHETICAL) if _INWARDLY.search(within) else found


_Check = tuple[Force, Callable[[tuple[str, ...], str], bool]]
_LEFT_OPEN: _Check = (Force.CONDITIONAL, _is_open)
_WEAKENED: tuple[_Check, ...] = (
    (Force.ATTRIBUTED, _is_attributed),
    (Force.HYPOTHETICAL, _is_hypothetical),
    (Force.GENERAL, _is_general),
    _LEFT_OPEN,
)
"""What the words before a stretch can make of it, in the order of precedence."""


def is_fronted(before: tuple[str, ...], stretch: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether a stretch stands before its verb, and that is denied: `a new card we cannot give`.

    With a verb or a subject before it, what follows only tells which one: `we refund the mug we
    cannot send`.
    """
    if "we" not in after and "i" not in after:
        return False
    told = lexicon.words("persons") - _POSSESSIVE
    if not told.isdisjoint((*since_join(before), *stretch)):
        return False
    rest = " ".join(after)
    return _UNDONE.match(rest) is not None and _GOES_ON.search(rest) is None


def is_untaken(before: str, after: tuple[str, ...]) -> bool:
    """Whether a stretch tells what has been done to something that is not taken or accepted."""
    return _RELATED.search(before) is not None and _UNTAKEN.search(" ".join(after)) is not None


def afterwards(after: tuple[str, ...]) -> Force:
    """What the words behind it make of it, up to a conjunction: there starts another matter."""
    if turning().isdisjoint(after):
        return Force.ASSERTED
    rest = " ".join(takewhile(lambda word: word not in JOINS, after))
    if lexicon.pattern("taken_back").search(rest) or _FRONTED.search(rest):
        return Force.DENIED
    if found := lexicon.pattern("imagined").search(rest):
        told = not lexicon.words("subjects").isdisjoint(rest[: found.start()].split()[-1:])
        return Force.ASSERTED if told else Force.HYPOTHETICAL
    return Force.CONDITIONAL if lexicon.pattern("conditioned").search(rest) else Force.ASSERTED
