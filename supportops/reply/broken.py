"""Words that stand where no sentence has them, as lists of what never follows what."""

from functools import cache
from itertools import pairwise, product

from supportops import lexicon
from supportops.reply.grammar import Sentence


def broken(sentence: Sentence) -> int:
    """How often words stand where no sentence has them, as in `the of`, `from for`, `to we`."""
    last, never = sentence.clauses[-1].words[-1], _never()
    found = _ENDING.get(last, 2 * (last in lexicon.words("unending")))
    for clause in sentence.clauses:
        if not never.isdisjoint(pairwise(clause.words)):
            places = [at for at, pair in enumerate(pairwise(clause.words)) if pair in never]
            found += sum(_weight(clause.words, at) for at in places)
    return found


def _weight(words: tuple[str, ...], at: int) -> int:
    """How much it weighs that a word stands before one that never follows it, if it does not."""
    one, then = words[at : at + 2]
    if (one == "a" and _is_a_name(words, at)) or not _SELVES.isdisjoint(words[at + 2 : at + 3]):
        return 0
    return sum(
        weight
        for first, second, weight in _NEVER
        if one in lexicon.words(first)
        and then in lexicon.words(second)
        and (first not in _STRANDED or _before(words, at) not in lexicon.words("particles"))
        and (first not in _INVERTED or _before(words, at) not in lexicon.words("inversions"))
        and not (first == "object_verbs" and _is_complete(words, at))
    )


def _is_a_name(words: tuple[str, ...], at: int) -> bool:
    """Whether an `a` is the name of one of several things: `option A`, `both A and B`."""
    return _before(words, at) in _LETTERED or words[at + 1 : at + 3] in (("and", "b"), ("or", "b"))


def _is_complete(words: tuple[str, ...], at: int) -> bool:
    """Whether an object verb needs no object: `who we talk to I don't know`, `they are told we`."""
    if words[at] == "to":
        return not _ASKING.isdisjoint(words[:at])
    return words[at] in _TOLD and not _BEING.isdisjoint(words[max(0, at - 2) : at])


def _before(words: tuple[str, ...], at: int) -> str:
    return words[at - 1] if at else ""


@cache
def _never() -> frozenset[tuple[str, str]]:
    """All pairs of words that never follow each other."""
    return frozenset(
        pair
        for first, second, _ in _NEVER
        for pair in product(lexicon.words(first), lexicon.words(second))
    )


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

_ASKING = frozenset("who whom what which whoever whatever where".split())
"""What a `to` may belong to that has nothing behind it."""

_BEING = frozenset("am is are was were be been being".split())
_TOLD = frozenset({"told", "informed", "paid", "owed"})
"""Behind a form of `be` these have their object before them."""
