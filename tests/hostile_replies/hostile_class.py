"""What a hostile class is, and the ways to make one that several modules share."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from supportops.cases.draw import Draw
from tests.hostile_replies.letter import clause, raised
from tests.hostile_replies.setting import Setting

Make = Callable[[Setting, Draw], str | None]
"""From a case and a source of choices to a reply; None where the class does not apply."""


class HostileClass(NamedTuple):
    """A way to write a reply that must earn nothing."""

    name: str
    description: str
    make: Make


def framed(*frames: str) -> Make:
    """Every sentence, as a clause, inside one of the frames, which name it `{}`."""

    def make(setting: Setting, draw: Draw) -> str:
        letter = setting.letter
        turns = draw.shuffled("frames", frames)
        bodies = [
            raised(turns[place % len(turns)].format(clause(sentence)))
            for place, sentence in enumerate(letter.sentences)
        ]
        return str(letter.saying(bodies))

    return make


def opened(*leads: str) -> Make:
    """The honest body below a line that says whose words it is."""

    def make(setting: Setting, draw: Draw) -> str:
        letter = setting.letter
        return (
            f"{letter.greeting}\n\n{draw.pick('lead', leads)}\n\n{letter.body}\n\n{letter.closing}"
        )

    return make


def followed(*endings: str) -> Make:
    """The honest letter with one more sentence, or several, below its body."""

    def make(setting: Setting, draw: Draw) -> str:
        letter = setting.letter
        return (
            f"{letter.greeting}\n\n{letter.body}\n\n{draw.pick('end', endings)}\n\n{letter.closing}"
        )

    return make


def classes(rows: Sequence[tuple[str, str, Make]]) -> tuple[HostileClass, ...]:
    """Hostile classes from rows of a table."""
    return tuple(HostileClass(*row) for row in rows)
