"""Hostile replies without their full stops, so that sentences run into one another.

What a sentence asks, denies or ascribes then reaches as far as the grader takes it to, and what
contradicts another sentence stands in the same one. This is known to earn at times; it is measured
to show how often.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from tests.hostile_replies.table import HostileReply

_STOP = re.compile(r"\.(?=\s|$)")
_SUBJECT = re.compile(
    r"(?<=\S)[ \t]+(?=(?:we|i|you|our|your|the|it|this|that|there)\b)", re.IGNORECASE
)
_LINE = re.compile(r"^[a-z]", re.MULTILINE)


def _run_on(text: str) -> str:
    return _STOP.sub("", text)


def _cut(gap: str) -> Callable[[str], str]:
    return lambda text: _SUBJECT.sub(gap, _run_on(text))


def _started(text: str) -> str:
    return _LINE.sub(lambda found: found[0].upper(), _cut("\n")(text))


WAYS: Mapping[str, Callable[[str], str]] = {
    "no full stops": _run_on,
    "no full stops, a new line at each subject": _cut("\n"),
    "no full stops, a new line and a capital at each subject": _started,
    "no full stops, a new paragraph at each subject": _cut("\n\n"),
    "no full stops, three dots and a new line at each subject": _cut(" ...\n"),
}
"""What is done to a reply, by name."""


def unpointed(replies: Iterable[HostileReply]) -> Iterator[HostileReply]:
    """Each reply in all these ways, which take the place of its kind."""
    for reply in replies:
        for name, way in WAYS.items():
            yield reply._replace(kind=name, text=way(reply.text))
