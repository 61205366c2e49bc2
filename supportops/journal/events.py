"""Events of a session, and the chain that ties each to all before it.

An event holds what cannot be derived: the options of a reset, the action of a step. It also holds
the digest of what was answered, so that a replay can prove every byte of it. Its hash covers all
of that and the hash of the event before.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from pydantic_core import to_json


class Kind(StrEnum):
    """What an event tells."""

    OPEN = "open"
    RESET = "reset"
    STEP = "step"
    END = "end"


class Event(NamedTuple):
    """One line of the journal."""

    session_id: str
    number: int
    """Position in the session, from 0."""
    kind: str
    body: str
    """What was asked for, as JSON."""
    answer: str
    """SHA-256 of the envelope that answered it; empty where there is none."""
    hash: str


START = ""
"""What the first event of a session is chained to."""


class Tip(NamedTuple):
    """The end of a chain: how many events it has, and the hash of the last."""

    length: int = 0
    hash: str = START


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def chained(session_id: str, tip: Tip, kind: Kind, body: str, answer: str) -> Event:
    """The event that follows the end of a chain."""
    own = _hash(tip.hash, (session_id, tip.length, kind.value, body, answer))
    return Event(session_id, tip.length, kind.value, body, answer, own)


def after(event: Event) -> Tip:
    """The end of a chain whose last event this is."""
    return Tip(event.number + 1, event.hash)


def flaws(events: Iterable[Event], tip: Tip | None = None) -> Iterator[str]:
    """What is wrong with the chain of a session, event by event; nothing if it is whole."""
    number, before = tip or Tip()
    for event in events:
        place = f"{event.session_id}, event {event.number}"
        if event.number != number:
            yield f"{place}: expected event {number}"
        if event.hash != _hash(before, event[:5]):
            yield f"{place}: its hash does not fit what it tells"
        number, before = event.number + 1, event.hash


def _hash(before: str, told: tuple[str | int, ...]) -> str:
    return sha256(to_json([before, *told])).hexdigest()
