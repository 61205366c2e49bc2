"""Does a contradiction ever pay: honest letters that also say the opposite, or something else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from supportops.casefile import CaseFile
from supportops.cases.archetypes import FAMILIES
from supportops.cases.draw import Draw
from tests.hostile_replies.judge import worth
from tests.hostile_replies.setting import POOL, Setting, adapted, all_settings
from tests.hostile_replies.unmeant import negated
from tests.hostile_replies.values import KINDS, variants

_LINKS = ("", "To be precise: ", "However: ", "In other words: ")


class Contradiction(NamedTuple):
    """A letter that contradicts itself, and what it is worth."""

    kind: str
    file: CaseFile
    text: str
    worth: int
    """In basis points of Q; above 0 is a defect."""


Make = Callable[[Setting, Draw], Sequence[str]]


def contradictions(
    count: int, families: Sequence[str] = tuple(FAMILIES), size: int = POOL
) -> Iterator[Contradiction]:
    """So many letters that contradict themselves, all kinds in turn."""
    around, kinds = all_settings(families, size), [*MAKERS]
    made = number = 0
    while made < count:
        setting, kind = around[number // len(kinds) % len(around)], kinds[number % len(kinds)]
        draw = Draw("contradiction", kind, number)
        number += 1
        said = MAKERS[kind](setting, draw)
        if said:
            made += 1
            text = _placed(setting, said, draw)
            yield Contradiction(kind, setting.file, text, worth(setting.file, text))


def _placed(setting: Setting, said: Sequence[str], draw: Draw) -> str:
    letter = setting.letter
    if draw.chance("before", 40):
        return str(letter.saying((*said, *letter.sentences)))
    link = draw.pick("link", _LINKS)
    return str(letter.after(f"{link}{said[0]}", *said[1:]))


def _another_value(kind: str) -> Make:
    """One of the statements again, with another value of one kind."""

    def make(setting: Setting, draw: Draw) -> Sequence[str]:
        step = draw.number("step", 1, 9)
        found = [
            variant
            for sentence in setting.letter.sentences
            for what, variant in variants(sentence, step)
            if what == kind
        ]
        return [draw.pick("variant", found)] if found else []

    return make


def _denial(setting: Setting, draw: Draw) -> Sequence[str]:
    return [negated(sentence) for sentence in setting.letter.core]


def _denied_in_general(setting: Setting, draw: Draw) -> Sequence[str]:
    return [
        draw.pick(
            "denial",
            (
                "What this letter says is not so.",
                "Nothing that I write in this letter is true.",
                "We have decided the opposite of what this letter says.",
                "The opposite of what this letter says is true.",
            ),
        )
    ]


def _another_outcome(setting: Setting, draw: Draw) -> Sequence[str]:
    if not setting.rivals:
        return []
    return adapted(draw.pick("rival", setting.rivals), setting.file).core


MAKERS: Mapping[str, Make] = {
    **{f"another {kind}": _another_value(kind) for kind in KINDS},
    "denial of each statement": _denial,
    "denial of everything": _denied_in_general,
    "another outcome": _another_outcome,
}
"""Kinds of contradictions by name, each with the sentences that contradict the letter."""
