"""Replies to the customer that tests send: honest, thin, wrong, hostile; keyed by task id.

Those that people or models might write stand in `letters/<kind>/<task>.md`, one below each `##`
heading, hard-wrapped; a line break inside a paragraph is a space.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from supportops.agents.baselines import SALAD
from supportops.casefile import CaseFile
from tests.play import FILES

LETTERS = Path(__file__).parent / "letters"

PAID_OUT = {
    "damaged-mug-replacement": (
        "Dear Maya, I am sorry that the mug of order HL-58213 arrived broken. We are refunding the "
        "28.90 EUR to your card, as you asked us to."
    ),
    "duplicate-charge-refund": (
        "Dear Daniel, I am sorry for the trouble with order HL-60447. We are refunding both "
        "payments, 172.80 EUR in all, to your card ending 4417."
    ),
    "account-takeover-fraud": (
        "Dear Elena, thank you for writing about order HL-71930. We are refunding the machine to "
        "your new card today, as my colleague told you."
    ),
}
"""What the customer asked for, which is wrong in all three cases."""


class Letter(NamedTuple):
    """A reply that somebody might write, and the case it is about."""

    file: CaseFile
    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.file.task_id}-{self.name.replace(' ', '_')}"


def letters(kind: str) -> list[Letter]:
    """All letters of one kind: `honest`, `thin` (bad, though not in everything), `worthless`."""
    return [
        Letter(file, name, re.sub(r"(?<!\n)\n(?![\n-])", " ", text.strip()))
        for file in FILES
        for name, text in _sections(LETTERS / kind / f"{file.task_id}.md")
    ]


def concoctions() -> list[Letter]:
    """Replies that a machine would make up to please the grader."""
    return [Letter(file, name, text) for file in FILES for name, text in _concocted(file)]


def replies_to(file: CaseFile) -> tuple[str, str, str]:
    """The reference reply, a thin one, and a wrong one."""
    return file.reply, partial(file), PAID_OUT[file.task_id]


def partial(file: CaseFile) -> str:
    """The reference reply without the first fact, the number of the order."""
    return file.reply.replace(file.claims[0].written, "yours")


def all_commitments(file: CaseFile) -> str:
    """The reference reply, followed by what would have been said to resolve it otherwise."""
    return f"{file.reply}\n\n{PAID_OUT[file.task_id]}"


def _sections(path: Path) -> Iterator[tuple[str, str]]:
    if path.exists():
        for section in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            name, _, text = section.partition("\n")
            yield name, text


def _concocted(file: CaseFile) -> Iterator[tuple[str, str]]:
    reply = file.reply.replace("\n", " ")
    article = next(item.body for item in file.policies if f"policy:{item.id}" in file.relevant)
    patterns = [phrase for item in file.resolutions for phrase in item.commitments]
    yield "keywords", SALAD
    yield "keywords of the case", re.sub(r"[|*~ ]+", " ", " ".join(patterns))[:1900]
    yield "zero width", "\u200b".join(SALAD)
    yield "all commitments", all_commitments(file)
    yield "article", article
    yield "article quoted by lines", re.sub("^", "> ", article, flags=re.MULTILINE)
    yield "article in quotes", _framed(article.replace("\n", " "))
    yield "everything read", "\n".join(file.texts[ref] for ref in sorted(file.relevant))[:1990]
    yield "ticket back", file.ticket.message
    yield "reference as questions", reply.replace(". ", "? ")
    yield "reference in quotes", _framed(reply)
    yield "reference in conditions", "If it were so. If " + reply.replace(". ", ". If ")


def _framed(text: str) -> str:
    return f'This is what I was told to write to you. "{text}" That is all I have to say to you.'
