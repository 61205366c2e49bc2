"""Whom a letter greets: the customer, with whatever title or honorific, or somebody else.

`Dear Mr. Keller`, `Dear Keller-san` and `Hello Kellerji` all greet Keller, and nobody else.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from supportops import lexicon
from supportops.casefile import CaseFile

_TO_OTHERS = re.compile(
    r"\s*(?:dear |attn:? |attention:? )?to (?:the|our|my|mr|mrs|ms|dr|whom)\b[^\n.!?]{0,60},\s*\n"
)
_NAME = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")

_GLUED = re.compile(r"(\w{3,}?)(?:ji|jee|san|sama|sahab|saheb|bhai|ben)$")
"""A name of some length and an honorific without a hyphen."""

_LOOKED_AT = 2
"""So many words behind greetings and titles show who is greeted."""


def stranger_greeted(text: str, file: CaseFile) -> tuple[int, int] | None:
    """Where a letter, in normal form, greets somebody who is not the customer, if it does."""
    if other := _TO_OTHERS.match(text):
        return other.span()
    line = _opening().match(text)
    words = _NAME.findall(line[1]) if line else []
    if not words or words[0] not in lexicon.words("greetings"):
        return None
    known = _known(file)
    for word in islice(_named(words), _LOOKED_AT):
        if word in lexicon.words("beyond_greetings"):
            return None
        if word in lexicon.words("nobody_here") or not _is_known(word, known):
            return line.span(1) if line else None
        if len(word) > 1 and word not in lexicon.words("anybody"):
            return None
    return None


@cache
def _opening() -> re.Pattern[str]:
    """The first line up to a mark: none stands behind a title or initial: `Dear Mr. Keller`."""
    titles = "|".join(sorted(lexicon.words("titles")))
    return re.compile(
        rf"\s*((?:\b(?:{titles}|[^\W\d_])\.|[^\n,.!:;]){{3,60}})(?=[\n,.!:;]|\s)",
    )


def _named(words: list[str]) -> Iterator[str]:
    """What follows the greetings and the titles."""
    before = lexicon.words("greetings") | lexicon.words("titles")
    at = next((at for at, word in enumerate(words) if word not in before), len(words))
    yield from words[at:]


def _is_known(word: str, known: frozenset[str]) -> bool:
    """Whether it is one of these names, be it with an honorific: `mei-san`, `patelji`."""
    if word in known:
        return True
    name, _, last = word.rpartition("-")
    if last in lexicon.words("honorifics"):
        return known.issuperset(name.split("-"))
    glued = _GLUED.match(word)
    return glued is not None and glued[1] in known


def _known(file: CaseFile) -> frozenset[str]:
    """Whom a letter on this case may greet; worked out once."""
    found: frozenset[str] | None = file.memo.get("greeted")
    if found is None:
        ticket = file.ticket
        own = _NAME.findall(f"{ticket.customer} {ticket.message}".casefold())
        initials = {name[0] for name in _NAME.findall(ticket.customer.casefold())}
        found = file.memo["greeted"] = lexicon.words("anybody") | initials | frozenset(own)
    return found
