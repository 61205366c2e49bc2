"""What a negation denies, where it is something else than the words behind it.

Right before the words of an outcome a negation takes that outcome back. It does not where it
belongs to a condition, denies that anything speaks against it, or denies a part, a way or a
thought: `as long as it is not closed we wait`, `nothing against giving you a new one`,
`do not send them by e-mail`.
"""

import re

from supportops import lexicon

Words = tuple[str, ...]

_PRESUPPOSED = frozenset({"that", "which"})
"""What is told with one of these is not denied with what it is told of."""

_TOLD_US = re.compile(
    r"\byou (?:\w+ )?(?:state|stated|say|said|write|wrote|report|reported|mention|mentioned|claim"
    r"|claimed|tell us|told us|let us know|explain|explained) that\b"
)
"""What follows is denied by the customer, and not by us."""

_ABOUT = frozenset("regarding concerning according considering following nothing being".split())
"""What ends like a verb and is not what a sentence is about."""

_OPENING = re.compile(r".*\b(?:if|unless|until|till|before|while|whilst|lest|(?:as|so) long as) ")
_PRONOUNS = frozenset("we i you he she it they there".split())
_DETERMINERS = frozenset("the a an your our my his her their this that these those".split())
_FINITE = frozenset(
    "is are was were has have had do does did can could will would should must may".split()
)
_LONGEST = 5
"""Most words of the subject of a condition and its auxiliary verb."""

_ADVERBS = 3
"""Most words of such a one if it is a pronoun: `you still have`."""

_FAVOURING = re.compile(
    r"nothing (?:\w+ )?(?:against|wrong with|in the way of|to (?:stop|prevent|keep|hinder)"
    r"|(?:stops|prevents|hinders|keeps|bars|stopping|preventing|hindering|keeping))\b"
    r"|no (?:\w+ )?(?:objections?|obstacles?|hesitation|qualms|scruples)\b"
    r"|(?:not|don't|doesn't|cannot|can't|won't|wouldn't) (?:\w+ )?"
    r"(?:mind|object to|hesitate|oppose|begrudge)\b"
)
"""A negation of what would speak against it: `we do not mind sending you another`."""

_PLEASANT = re.compile(
    r"(?:(?:a|an|any|very|much|exactly|always|so|that) )?"
    r"(?:pleasure|fun|joy|treat|picnic|easy|nice|pleasant|lovely|great|enjoyable|agreeable) to\b"
)
"""Behind a negation: what is done is no joy, and done."""

_UNKNOWN = re.compile(
    r"(?:\w+ )?(?:know|say|tell|tell you|see) (?:which|what|when|whether|how|where|who)\b"
)
"""Behind a negation: it is not known, and may well be so."""

_CHANNEL = re.compile(
    r"\b(?:by|via|over|through|per|in|on|as)(?: (?:an?|any|the|your|this|normal|ordinary|plain"
    r"|regular|simple|reply|return))*"
    r" (?:e-mails?|emails?|mails?|phone|telephone|messages?|chat|sms|texts?|letters?|post|reply)\b"
)
_HANDING = frozenset("send give tell share write enter put submit provide post".split())
_ORDERS = frozenset("not don't dont never".split())
_NEAR = 7
"""Among so many words behind its verb stands by which way something is not to be sent."""

_PLACES = frozenset("to from into onto".split())
_PARTIAL = frozenset("include includes cover covers contain contains".split())
_JOINTLY = frozenset({"together", "plus"})
_BESIDES = re.compile(
    r"\b(?:whole|full|entire|complete)\b.* (?:on top of|in addition to|over and above|besides)"
    r" (?:that|this|it)\b"
)
_BEHIND = 4
"""Among so many words behind it stands what comes on top: `the whole price on top of that`."""

_THOUGHTS = frozenset({"thought", "thoughts"})

_FOR = re.compile(r"\bso(?: that)? (?:you|nobody|it)(?: (?:do|will|would))?$")
_VAIN = frozenset("wait worry wonder hope count have need".split())
"""What nobody is to do in vain: `I tell you now, so you don't wait for it`."""


def spares(words: Words, at: int, start: int, end: int) -> bool:
    """Whether the negation at `at` denies something else than the stretch behind it."""
    told = not _PRESUPPOSED.isdisjoint(words[start + 1 : end])
    verb = words[at + 1 : start]
    if told and verb and not lexicon.words("articles").isdisjoint(verb[-1:]):
        return True
    if _TOLD_US.search(" ".join(words[:at])) is not None:
        return True
    if words[start] in lexicon.words("negators") and words[at - 1 : at] == ("or",):
        return True
    return any(check(words, at, start, end) for check in _CHECKS)


def _is_supposed(words: Words, at: int, _: int, __: int) -> bool:
    """Whether it is the negation of a condition, of one subject and its auxiliary verb."""
    found = _OPENING.match(" ".join(words[:at]) + " ")
    if found is None or (
        words[at] == "no" and words[at + 1 : at + 2] not in (("longer",), ("more",))
    ):
        return False
    subject = words[found[0].count(" ") : at]
    if not subject or not (subject[-1] in _FINITE or "n't" in words[at] or words[at] == "cannot"):
        return False
    rest = frozenset(subject[1:])
    if subject[0] in _PRONOUNS:
        return len(subject) <= _ADVERBS and rest.isdisjoint(_PRONOUNS | _DETERMINERS)
    single = rest.isdisjoint(_PRONOUNS | _DETERMINERS) and _FINITE.isdisjoint(subject[:-1])
    return subject[0] in _DETERMINERS and single and len(subject) <= _LONGEST


def _is_in_favour(words: Words, at: int, start: int, _: int) -> bool:
    """Whether it denies that anything speaks against it, or that it is pleasant or known."""
    if _FAVOURING.match(" ".join(words[at : start + 1])) is not None:
        return True
    behind = " ".join(words[at + 1 : start + 3])
    return _PLEASANT.match(behind) is not None or _UNKNOWN.match(behind) is not None


def _is_in_part(words: Words, at: int, start: int, end: int) -> bool:
    """Whether it denies what something includes, two things together, or a place."""
    said = words[start + 1 : end]
    joint = not _JOINTLY.isdisjoint(words[start + 1 : end + 1])
    more = _BESIDES.search(" ".join(words[start + 1 : end + _BEHIND])) is not None
    placed = words[at] == "neither" and words[at + 1] in _PLACES
    return joint or placed or more or not _PARTIAL.isdisjoint(said)


def _is_by_the_way(words: Words, at: int, start: int, end: int) -> bool:
    """Whether it forbids to send something by one way, or to give it a thought."""
    if words[at] not in _ORDERS or not {"we", "i"}.isdisjoint(words[max(0, at - 2) : at]):
        return False
    behind = words[start : end + _NEAR]
    if words[start] == "give" and not _THOUGHTS.isdisjoint(behind):
        return True
    return words[start] in _HANDING and _CHANNEL.search(" ".join(behind)) is not None


def _is_in_vain(words: Words, at: int, _: int, __: int) -> bool:
    """Whether it tells for what something is said: so that nobody waits in vain."""
    if words[at + 1 : at + 2] == () or words[at + 1] not in _VAIN:
        return False
    return _FOR.search(" ".join(words[:at])) is not None


def _is_beside(words: Words, at: int, start: int, end: int) -> bool:
    """Whether the negation says that something is not enough, or is no substitute.

    What is done is denied neither by `I don't have enough correct answers` nor by
    `knowing a number does not replace it`.
    """
    if "enough" in words[at + 1 : start + 1]:
        return "have" in words[at + 1 : start] or words[at] in ("weren't", "aren't")
    if words[start] == "have" and words[start + 1 : start + 2] == ("enough",) and end > start + 2:
        return True
    acts = words[0].endswith("ing") and words[0] not in _ABOUT
    return acts and "does" in words[at - 1 : at + 1] + words[at].partition("n't")[:1]


_CHECKS = (
    _is_supposed,
    _is_in_favour,
    _is_in_part,
    _is_by_the_way,
    _is_in_vain,
    _is_beside,
)
