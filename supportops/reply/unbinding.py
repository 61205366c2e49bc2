"""Spans that bind nobody: what they are counted over, likened to, or supposed of.

`Six refunds in a year`, `a week like this`, `you are still within the 30 days`, `had you written
within seven days`: nothing has to be done in any of these.
"""

import re
from collections.abc import Sequence

_NEAR = 3
"""So many words before a span tell what it is counted over."""

_SOME = 10
"""So near is what is only supposed."""

_OFTEN = frozenset("twice times returns refunds".split())
"""What is counted over a span: `six refunds in a year`, `twice within an hour`."""

_LIKENED = (("like",), ("such",))
"""What stands behind a span that is no time to do anything in: `a week like this`."""

_LIKENED_TO = (
    *(("of", "each"), ("of", "one"), ("feel", "like"), ("seem", "like")),
    *(("a", "day"), ("a", "week"), ("here", "i"), ("here", "we")),
)
"""The same in two words: `two days feel like a month`."""

_FELT = re.compile(
    r"\b(?:what|such|again|(?:feel|feels|felt|seem|seems|seemed|sound|sounds) like"
    r"|(?:lot|much|enough|plenty) for|a long|took (?:me|us)|hours|days)$"
)
"""Before such a span: `in such a week`, `it feels like a month`, `that is a lot for one week`."""

_LIVED = re.compile(
    r"\bbeen(?: \S+){0,4} for$"
    r"|\b(?:birthday|party|flight|wedding|trip|holiday|holidays|journey|train|plane|visit|guests"
    r"|christmas|anniversary|exam|exams|concert|vacation)(?: (?:is|are|leaves|starts|comes))?"
    r" (?:in|of)$"
    r"|\byou (?:asked|want|wanted|wished|demanded|hoped) (?:for|to|us|me|it)\b(?: \S+){0,6}"
    r" (?:in|within)$"
)
"""Before what is the customer's, or has been: `the party is in 3 days`, `doing it for 20 years`."""

_LONG = re.compile(r"(?:\S+ ){0,3}(?:is|are|was|were) a (?:very )?long (?:time|while)\b")
"""Behind a span that somebody has waited: `two weeks without it is a long time`."""

_SUPPOSING = frozenset("you'd i'd we'd would wouldn't wish".split())
"""What stands before a span that would be a deadline if things were otherwise."""

_STILL_INSIDE = re.compile(
    r"\b(?:is|are|was|were|it's|you're|that's|still|well|lies|falls|came|arrived)"
    r"(?: (?:easily|comfortably|safely|well|just|still))* (?:in|within|inside)"
    r"(?: of)? (?:the|our|those|your|these|that)$"
)
"""Before a span that something is inside of already, and nobody has to keep: `still within the`."""

_RULED = re.compile(
    r"\b(?:only|just)(?: \S+){0,6} (?:in|within|during|inside) (?:the|its|your|their|our) first$"
)
"""Before a span in which a rule lets something be: `it is only possible in the first 7 days`."""

_HAD = ("had", "were")
"""What opens a clause that supposes what is not so: `had you written within 7 days`."""

_WHO = frozenset("you it they we i she he this that the your".split())
"""Who stands behind it."""

_NEEDING = frozenset("need needs take takes".split())
_MORE = frozenset("more extra longer".split())
"""Around a span by which something takes longer: `they need 5 days more`."""


def counted_over(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a span is one that things happen in, or one of a kind."""
    return (
        not _OFTEN.isdisjoint(before[-2:])
        or tuple(after[:1]) in _LIKENED
        or tuple(after[:2]) in _LIKENED_TO
        or _FELT.search(" ".join(before[-_NEAR:])) is not None
        or _LIVED.search(" ".join(before[-_SOME:])) is not None
        or _LONG.match(" ".join(after[:_SOME])) is not None
    )


def unbinding(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a span would be a deadline if things were otherwise, or is a rule's."""
    if not _SUPPOSING.isdisjoint(before[-_SOME:]):
        return True
    if not (_NEEDING.isdisjoint(before[-1:]) or _MORE.isdisjoint(after[:1])):
        return True
    if before[:1] and before[0] in _HAD and not _WHO.isdisjoint(before[1:2]):
        return True
    said = " ".join(before[-_SOME:])
    return _STILL_INSIDE.search(said) is not None or _RULED.search(said) is not None
