"""The parts of an honest letter: greeting, sentences, closing; and a sentence as a clause."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Self

_END_OF_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z])")
_COURTESY = re.compile(r"Thank you|I hope|I understand|I am sorry (?:for|about|to)\b")
_OPENINGS = (
    (re.compile(r"I am sorry that "), ""),
    (re.compile(r"I am sorry "), "we are sorry "),
    (re.compile(r"Thank you"), "we thank you"),
    (re.compile(r"Please do not "), "you must not "),
    (re.compile(r"Please never "), "you must never "),
    (re.compile(r"Please "), "you have to "),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to a customer, in parts that can be exchanged one by one."""

    greeting: str
    sentences: tuple[str, ...]
    closing: str

    @classmethod
    def of(cls, text: str) -> Self:
        """The parts of a reference reply, whose first and last paragraphs frame its body."""
        greeting, *body, closing = text.split("\n\n")
        return cls(greeting, tuple(sentences_of("\n\n".join(body))), closing)

    def __str__(self) -> str:
        return f"{self.greeting}\n\n{self.body}\n\n{self.closing}"

    @property
    def body(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(self.sentences)

    @property
    def core(self) -> tuple[str, ...]:
        """The sentences that are more than courtesy; never empty."""
        kept = tuple(item for item in self.sentences if not _COURTESY.match(item))
        return kept or self.sentences

    def saying(self, sentences: Iterable[str]) -> Self:
        """The letter with another body."""
        return replace(self, sentences=tuple(sentences))

    def after(self, *sentences: str) -> Self:
        """The letter with more at the end of its body."""
        return self.saying((*self.sentences, *sentences))

    def each(self, change: Callable[[str], str]) -> Self:
        """The letter with every sentence of its body changed."""
        return self.saying(map(change, self.sentences))


def sentences_of(text: str) -> list[str]:
    """The sentences of plain prose."""
    paragraphs = re.split(r"\n\s*\n", text)
    found = (_END_OF_SENTENCE.split(" ".join(item.split())) for item in paragraphs)
    return [sentence for sentences in found for sentence in sentences if sentence]


def clause(sentence: str) -> str:
    """A sentence as the rest of another one: a statement without capital and full stop."""
    text = sentence.rstrip(".!?")
    for opening, instead in _OPENINGS:
        if opening.match(text):
            return lowered(opening.sub(instead, text, count=1))
    return lowered(text)


def lowered(text: str) -> str:
    """A sentence without its capital, unless the first word always has one."""
    first, _, rest = text.partition(" ")
    if first == "I" or re.search(r"[\dA-Z]", first[1:]):
        return text
    return f"{first.lower()} {rest}".rstrip()


def raised(text: str) -> str:
    """A clause as a sentence of its own."""
    end = "" if text.endswith((".", "!", "?")) else "."
    return text[:1].upper() + text[1:] + end
