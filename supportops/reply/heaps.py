"""Which words make no sentence at all: heaps of keywords, and of figures."""

import re
from collections.abc import Sequence, Set

from supportops import lexicon
from supportops.reply.cutting import LABEL
from supportops.reply.known import is_number
from supportops.reply.text import Token
from supportops.values import values

_JUMBLED_SHARE = 9
"""With less than one function word in nine, words make no sentence at all."""

_HEAP = 6
"""More words in a row than these, with neither a function word nor a mark between, say nothing."""

_FEW = 2
"""More figures than these that belong to nothing, and than function words, make a heap; and so do
more than these of what runs on for too long."""

SHORT = 8
"""A label and what it labels have no more words; what is longer has to read as a sentence."""

MARK = re.compile(r"[,;:()\n\u2013-]")
"""What sets words in a row apart."""

_BRACKETS = re.compile(r"\([^()]*\)")


def names(label: str) -> bool:
    """Whether a label is the number of a thing: what follows is said of that."""
    return any(is_number(word.strip(":()")) for word in label.split())


def outside(raw: str, start: int, tokens: Sequence[Token]) -> Sequence[Token]:
    """The words that stand outside of brackets."""
    if len(tokens) <= SHORT or "(" not in raw:
        return tokens
    kept = _BRACKETS.sub(lambda found: " " * len(found[0]), raw)
    return [one for one in tokens if not kept[one.start - start].isspace()]


def is_jumbled(raw: str, start: int, tokens: Sequence[Token], function_words: int) -> bool:
    """Whether its words, so many of which are function words, make no sentence."""
    if _figures(tokens) > max(_FEW, function_words):
        return True
    if len(outside(raw, start, tokens)) <= SHORT:
        return len(tokens) > SHORT and _is_heaped(raw, start, tokens)
    fewest = function_words * _JUMBLED_SHARE
    sparse = fewest < len(tokens) and fewest < _unnamed(raw, tokens) - len(_in_values(tokens))
    return sparse or not function_words or _is_heaped(raw, start, tokens)


def _unnamed(raw: str, tokens: Sequence[Token]) -> int:
    """How many words there are beside a number that the others are said of.

    `BW-1: our log`; `Order BW-1 contains one lamp`.
    """
    labelled = bool((label := LABEL.match(raw)) and names(label[0]))
    return len(tokens) - (labelled or is_number("".join(one.text for one in tokens[1:2])))


def _in_values(tokens: Sequence[Token]) -> frozenset[int]:
    """Which of these words belong to amounts, spans and days."""
    found = values([token.text for token in tokens])
    return frozenset(at for one in found for at in range(one.first, one.last))


def _is_heaped(raw: str, start: int, tokens: Sequence[Token]) -> bool:
    """Whether words are heaped up in it, as in a list of keywords; no value is one."""
    if not _has_run(raw, start, tokens, frozenset()):
        return False
    return _figures(tokens) > _FEW or _has_run(raw, start, tokens, _in_values(tokens))


def _figures(tokens: Sequence[Token]) -> int:
    """How many figures there are that belong to nothing."""
    found = [at for at, token in enumerate(tokens) if token.text.isdigit()]
    return len(found) if len(found) <= _FEW else len({*found} - _in_values(tokens))


def _has_run(raw: str, start: int, tokens: Sequence[Token], valued: Set[int]) -> bool:
    """Whether too many words stand in a row, but for numbers and those at some places."""
    run, last = 0, start
    for at, token in enumerate(tokens):
        apart = MARK.search(raw, last - start, token.start - start)
        own = at not in valued and not is_number(token.text)
        run = 0 if token.text in lexicon.words("prose") else own if apart else run + own
        if run > _HEAP:
            return True
        last = token.end
    return False
