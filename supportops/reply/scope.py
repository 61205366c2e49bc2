"""How far a negation, a condition or a frame reaches in a sentence.

A negation reaches over commas until a new subject starts, a condition to the end of its sentence, a
frame to a "but".
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, chain, filterfalse

from supportops import lexicon
from supportops.reply.force import Force
from supportops.reply.matching import places, section

Words = tuple[str, ...]
_Found = Sequence[tuple[int, int, int]]

_TAIL = 0
_FRAMES = (Force.FRAMED, Force.FRAMED, Force.ATTRIBUTED)
"""What tails and frames make of what they reach, and what the customer's words are."""

_ANYBODY = frozenset("anybody anyone somebody someone".split())
"""What these say frames nothing that comes before it: `we look at it before anybody says why`."""

_ASKED = frozenset("asked want wanted wish wished requested hoped".split())
"""Behind `you` and one of these, a later `to be sent there` is asked for as well."""

_TURNS = frozenset({"but", "however", "yet", "because"})
"""What a frame ends at."""

_ASCRIBED = 2
_SUBORDINATE = frozenset("as since while although though when".split())
"""What is ascribed in a clause that starts so ends with it: `as you told us that X, we did Y`."""

_GOVERNING = frozenset("after before since by of for from with about like than to".split())
"""Behind these, `that` is a thing and starts no clause: `you wrote in well after that`."""

_TODAY = frozenset("tonight today now yet either here".split())
"""So it is before one of these that ends the clause: `I can't confirm that tonight`."""

_NOUNS = frozenset("claim promise state guarantee".split())
"""Behind an article these are things, and nobody says anything with them."""

_RECORDS = frozenset("log logs record records label scale scan".split())
"""What these claim is our own word, and no rumour."""

_PICTURED = frozenset("can could well easily vividly".split())
"""Behind these, `imagine` feels with the customer, and tells nobody to make something up."""

IN_PASSING = frozenset({"perhaps", "possibly", "maybe"})
"""What frames its own clause only, unless the sentence starts with it."""

_ASKING = (("could", "you"), ("would", "you"), ("can", "you"))
"""Behind these, a `perhaps` is polite: `could you perhaps send it within ten days?`"""

_AFRESH = frozenset(
    """will shall have has are am is stays remains keeps continues becomes expires lapses gets
    goes""".split()
)
"""After an "and", these start another statement with the same subject: auxiliary verbs, and finite
ones in -s, over which no `does not` reaches."""

_REASONS = frozenset("why because since how".split())
"""So do these: `which is why I am not paying, and why we wait`."""

_SUBJECTS = frozenset(
    "the a an this that these your our my his her its their we i you it they".split()
)
_FINITE = _AFRESH | frozenset("was were can must comes arrives vanishes".split())
"""After an "and", a statement of its own has a subject and one of these."""

_OPENING = frozenset("with for in on at after under from by to during until".split())

_PLACES = frozenset("in on at inside under".split())
_BEING = frozenset("is are was were".split())
_INVERTED_AT = 6
"""`In the box was the right dress`: among so many words its verb stands."""

_THERE = frozenset("the a an what your exactly only".split())
"""What stands behind it there."""

_SINGLED_OUT = frozenset("another every such".split())
"""What starts a statement of its own only with a verb: `another colour is another article`."""

_LIKEWISE = frozenset({"as", "so"})
_LEFT_OUT = frozenset("is are was were does do did has have will".split())
"""`The request is declined, as is the return`: the verb is that of the clause before."""


def framed(stretches: Sequence[Words]) -> Sequence[Force]:
    """For each clause of a sentence, whether it is said to be untrue, or is another's word."""
    words = stretches[0] if len(stretches) == 1 else tuple(chain.from_iterable(stretches))
    found = places(section("tails", "frames", "ascribed"), words)
    if not found and _ASKED.isdisjoint(words):
        return (Force.ASSERTED,) * len(stretches)
    return tuple(_reached(found, stretches, words))


def _reached(found: _Found, stretches: Sequence[Words], words: Words) -> Iterator[Force]:
    whole = any(
        number == _TAIL and not _is_aside(words, start, end) for number, start, end in found
    )
    frames = _frames(found, words, list(accumulate(map(len, stretches)))) if found else {}
    lasting = Force.ASSERTED
    last: Words = ("",)
    asked = False
    for number, stretch in enumerate(stretches):
        asked = _asks(stretch, after=asked)
        if stretch[0] in _TURNS or (lasting is Force.ATTRIBUTED and _answers(stretch, last)):
            lasting = Force.ASSERTED
        here, lasts = frames.get(number, (Force.ASSERTED, False))
        last = stretch if number in frames else last
        lasting = max(lasting, here) if lasts else lasting
        here = max(here, Force.ATTRIBUTED) if asked and stretch[0] == "to" else here
        yield Force.FRAMED if whole else max(lasting, here)


def _asks(words: Words, *, after: bool) -> bool:
    """Whether a clause tells what the customer asked for, or still belongs to one that does."""
    if words[0] == "you":
        return not _ASKED.isdisjoint(words[1:3])
    led = words[0] in lexicon.words("subjects") or words[0] in lexicon.words("leads")
    return after and not led


def _is_aside(words: Words, start: int, end: int) -> bool:
    """Whether what else takes back a sentence is said of a part of it.

    `Which I suppose you want`; `I can't tell whether it will be an exchange or something else`;
    `something like that has to go to our desk`. `Not the other way round` takes nothing back.
    """
    if words[end - 1] == "else" and "whether" in words[:start]:
        return True
    if words[start] == "other" and words[max(0, start - 2) : start] == ("not", "the"):
        return True
    if words[start] == "something" and words[max(0, start - 1) : start] != ("or",):
        return not _FINITE.isdisjoint(words[end : end + 1])
    return end < len(words) and words[max(0, start - 1) : start] in (("which",), ("what",))


def _answers(words: Words, ascribed: Words) -> bool:
    """Whether a clause is ours, behind one that tells what the customer says."""
    subjects = lexicon.words("subjects")
    if words[0] in subjects and ascribed[0] in _SUBORDINATE:
        return True
    return words[0] == "so" and words[1:2] != () and words[1] in subjects


def _frames(found: _Found, words: Words, ends: Sequence[int]) -> dict[int, tuple[Force, bool]]:
    """In which clauses frames start, of what force, and whether one reaches further.

    None runs over into a clause that has a subject of its own.
    """
    frames: dict[int, tuple[Force, bool]] = {}
    fresh = lexicon.words("subjects") | _TURNS | {"and"}
    afresh = {end for end in ends[:-1] if words[end] in fresh}
    for kind, start, end in found:
        recorded = words[start] == "claims" and not _RECORDS.isdisjoint(words[:start][-1:])
        if kind == _TAIL or recorded or _is_a_thing(kind, words, end, ends):
            continue
        if words[start] in IN_PASSING and words[max(0, start - 2) : start] in _ASKING:
            continue
        if words[start] in _ANYBODY and words[max(0, start - 1) : start] == ("before",):
            continue
        if afresh.isdisjoint(range(start + 1, end)):
            clause = bisect_right(ends, start)
            passing = words[start] in IN_PASSING and end - start == 1 and _softens(words, start)
            force, lasts = frames.get(clause, (Force.ASSERTED, False))
            if words[end - 1] == "company" and not _BEING.isdisjoint(words[:start][-1:]):
                continue
            felt = words[start] == "imagine" and not _PICTURED.isdisjoint(words[:start][-1:])
            here = Force.ATTRIBUTED if felt else _FRAMES[kind]
            frames[clause] = max(force, here), lasts or not passing
    return frames


def _is_a_thing(number: int, words: Words, end: int, ends: Sequence[int]) -> bool:
    """Whether the `that` or the verb that a frame ends with is a thing instead."""
    if words[end - 1] != "that":
        return False
    if number == _ASCRIBED and (end in ends or words[end - 2] in _GOVERNING):
        return True
    if words[end : end + 1] != () and words[end] in _TODAY and end + 1 in ends:
        return True
    articles = lexicon.words("articles")
    return words[end - 2] in _NOUNS and not articles.isdisjoint(words[: end - 2][-1:])


def _softens(words: Words, at: int) -> bool:
    """Whether a `maybe` is said of its clause alone: within a sentence, or in `maybe I can`."""
    return at > 0 or (
        words[at + 1 : at + 2] in (("i",), ("we",)) and words[at + 2 : at + 3] == ("can",)
    )


def led_by(words: Words) -> Force:
    """What the first word makes of the rest of the sentence, past "and", "but" and the like."""
    said = filterfalse(lexicon.words("leads").__contains__, words)
    first = next(said, "")
    if first not in _turning():
        return Force.ASSERTED
    inverted = first in lexicon.words("inversions") and next(said, "") in lexicon.words("subjects")
    if first in lexicon.words("conditions") or inverted:
        return Force.CONDITIONAL
    return Force.DEFERRED if first in lexicon.words("deferrals") else Force.ASSERTED


@cache
def _turning() -> frozenset[str]:
    """With one of these a clause starts that may be more, or less, than asserted."""
    return frozenset().union(*map(lexicon.words, ("conditions", "inversions", "deferrals")))


def starts_afresh(words: Words) -> bool:
    """Whether no negation of what stands before it reaches a clause."""
    leads = lexicon.words("leads")
    first = next((word for word in words if word not in leads), "")
    joined = words[0] in ("and", "but") and (first in _AFRESH | _REASONS or _stands_alone(words))
    return (
        joined
        or words[0] == "just"
        or _is_inverted(words)
        or (first in _SINGLED_OUT and not _BEING.isdisjoint(words))
        or first in lexicon.words("subjects")
        or words[0] in leads - {"and", "then"}
    )


def _is_inverted(words: Words) -> bool:
    """Whether a clause tells what is in a place: `in the box was the right dress`."""
    if words[0] not in _PLACES or words[1:2] == () or words[1] not in _SUBJECTS:
        return False
    verb = next((at for at, word in enumerate(words[:_INVERTED_AT]) if word in _BEING), 0)
    return verb > 2 and words[verb + 1 : verb + 2] != () and words[verb + 1] in _THERE


def _stands_alone(words: Words) -> bool:
    """Whether a clause has a subject of its own behind `and with this`, and a verb for it."""
    if words[1:2] == () or words[1] not in _OPENING:
        return False
    subject = next((at for at, word in enumerate(words) if word in _SUBJECTS), len(words))
    return not _FINITE.isdisjoint(words[subject:])


def likewise(words: Words, before: Words) -> bool:
    """Whether a clause says of something else what the one before denies: `as is the return`."""
    elliptic = words[0] in _LIKEWISE and words[1:2] and words[1] in _LEFT_OUT
    return bool(elliptic) and not lexicon.words("negators").isdisjoint(before)
