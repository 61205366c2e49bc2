"""Does junk ever pay: what additions from unrelated material do to honest and to thinned letters.

A thinned letter lacks one of its sentences. No addition states what that sentence said: material
of other families with the same kind of outcome is left out, and so is what sounds like it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from supportops.agents.baselines import SALAD
from supportops.casefile import CaseFile
from supportops.cases.archetypes import FAMILIES
from supportops.cases.draw import Draw
from tests.hostile_replies.judge import worth
from tests.hostile_replies.letter import Letter, clause, sentences_of
from tests.hostile_replies.setting import POOL, Setting, all_settings, pool

_LONGEST = 3990
_COMMON = frozenset(
    "that this have with your from please business days within order which there been".split()
)


class Start(NamedTuple):
    """What is added to: a letter, and the sentence that it lacks, empty if it is whole."""

    setting: Setting
    letter: Letter
    removed: str


class Addition(NamedTuple):
    """A letter with junk, and what the junk was worth."""

    kind: str
    thinned: bool
    file: CaseFile
    junk: str
    text: str
    gain: int
    """In basis points of Q; above 0 is a defect."""


Junk = Callable[[Start, Draw], Sequence[str]]


def additions(
    count: int, families: Sequence[str] = tuple(FAMILIES), size: int = POOL
) -> Iterator[Addition]:
    """So many letters with junk, by turns whole and thinned."""
    around, known = all_settings(families, size), dict[tuple[str, str], int]()
    for number in range(count):
        draw = Draw("stuffing", number)
        setting = around[number % len(around)]
        start = _start(setting, draw, thin=draw.chance("thin", 60))
        kind = draw.pick("kind", [*JUNK])
        junk = [item for item in JUNK[kind](start, draw) if item]
        text = _placed(start.letter, junk, draw)
        gain = worth(setting.file, text) - _before(setting, start.letter, known)
        yield Addition(kind, bool(start.removed), setting.file, " ".join(junk), text, gain)


def _start(setting: Setting, draw: Draw, *, thin: bool) -> Start:
    letter = setting.letter
    if not thin or len(letter.sentences) < 2:
        return Start(setting, letter, "")
    out = draw.number("out", 0, len(letter.sentences) - 1)
    kept = (*letter.sentences[:out], *letter.sentences[out + 1 :])
    return Start(setting, letter.saying(kept), letter.sentences[out])


def _before(setting: Setting, letter: Letter, known: dict[tuple[str, str], int]) -> int:
    """What the letter is worth without junk, worked out once."""
    key = setting.file.task_id, str(letter)
    if key not in known:
        known[key] = worth(setting.file, key[1])
    return known[key]


def _placed(letter: Letter, junk: Sequence[str], draw: Draw) -> str:
    """The letter with the junk at its start, in its middle or at its end, inside or apart."""
    sentences = letter.sentences
    at = draw.pick("place", (0, len(sentences) // 2, len(sentences)))
    body = (*sentences[:at], *junk, *sentences[at:])
    if draw.chance("apart", 30):
        parts = (" ".join(sentences[:at]), " ".join(junk), " ".join(sentences[at:]))
        body = ("\n\n".join(part for part in parts if part),)
    return str(letter.saying(body))[:_LONGEST]


def _sounds_like(sentence: str, removed: str) -> bool:
    """Whether a sentence could be taken for the one that is missing."""
    shared = _words(sentence) & _words(removed)
    return len(shared) > 1


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{4,}", text.lower())) - _COMMON


@cache
def _unrelated(family: str, verb: str) -> tuple[CaseFile, ...]:
    """Cases of other families whose outcome is of another kind."""
    others = (item for name in FAMILIES if name != family for item in pool(name))
    return tuple(item for item in others if not item.gold.resolution.startswith(verb))


def _stranger(start: Start, draw: Draw) -> CaseFile:
    file = start.setting.file
    family, verb = file.task_id.split("/")[1], file.gold.resolution.split("_")[0]
    return draw.pick("stranger", _unrelated(family, verb))


def _kept(found: Sequence[str], start: Start, draw: Draw) -> list[str]:
    some = draw.shuffled("sentences", found)[: draw.number("how many", 1, 4)]
    return [item for item in some if not _sounds_like(item, start.removed)]


def _sentences(start: Start, draw: Draw) -> Sequence[str]:
    return _kept(Letter.of(_stranger(start, draw).reply).sentences, start, draw)


def _ticket(start: Start, draw: Draw) -> Sequence[str]:
    return _kept(sentences_of(_stranger(start, draw).ticket.message), start, draw)


def _keywords(start: Start, draw: Draw) -> Sequence[str]:
    words = draw.shuffled("words", SALAD.split())
    return [" ".join(words[: draw.number("how many", 5, 30)]) + "."]


def _numbers(start: Start, draw: Draw) -> Sequence[str]:
    written = (claim.written for claim in start.setting.file.claims)
    values = [text for text in written if re.search(r"\d", text) and len(text.split()) < 4]
    others = [str(draw.number(f"n{place}", 1, 400)) for place in range(5)]
    return [" ".join(draw.shuffled("order", [*values, *others])) + "."]


def _quotes(start: Start, draw: Draw) -> Sequence[str]:
    body = draw.pick("article", start.setting.file.policies).body.replace('"', "")
    return [f'"{draw.pick("sentence", sentences_of(body))}"']


def _codes(start: Start, draw: Draw) -> Sequence[str]:
    return [", ".join(draw.shuffled("codes", start.setting.file.codes)) + "."]


def _repeats(start: Start, draw: Draw) -> Sequence[str]:
    times = draw.number("times", 1, 3)
    return [draw.pick("sentence", start.letter.sentences)] * times


def _asked(start: Start, draw: Draw) -> Sequence[str]:
    sentence = start.removed or draw.pick("sentence", start.letter.sentences)
    return [f"Is it so that {clause(sentence)}?"]


def _quoted(start: Start, draw: Draw) -> Sequence[str]:
    sentence = start.removed or draw.pick("sentence", start.letter.sentences)
    return [f'You wrote: "{sentence}"']


def _noise(start: Start, draw: Draw) -> Sequence[str]:
    return [draw.pick("sign", ("!", "?", ".", "-", "*", "\u2026 ")) * draw.number("n", 3, 60)]


JUNK: Mapping[str, Junk] = {
    "sentences of other letters": _sentences,
    "sentences of other tickets": _ticket,
    "keywords": _keywords,
    "numbers and own values": _numbers,
    "quoted article": _quotes,
    "list of codes": _codes,
    "repeated parts": _repeats,
    "missing sentence as a question": _asked,
    "missing sentence as a quotation": _quoted,
    "punctuation": _noise,
}
"""Kinds of junk by name, each with what makes it."""
