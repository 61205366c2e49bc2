"""Which words make no sentence at all: heaps of keywords, and of figures."""

import re
from collections.abc import Sequence, Set
from itertools import compress, count

from supportops import lexicon
from supportops.reply.cutting import Piece, label_of
from supportops.reply.known import is_number
from supportops.reply.text import Token
from supportops.values import values

_JUMBLED_SHARE = 9
"""With less than one function word in nine, words make no sentence at all."""

_HEAP = 6
"""More words in a row than these, with neither a function word nor a mark between, say nothing."""

_ROW = bytes(_HEAP + 1)
"""Too many in a row, where each word is a byte that is 1 if it is a function word."""

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


def is_jumbled(raw: str, start: int, said: Piece, function_words: int) -> bool:
    """Whether its words, so many of which are function words, make no sentence."""
    tokens, words = said
    if _figures(words) > max(_FEW, function_words):
        return True
    if len(words) <= SHORT:
        return False
    if len(outside(raw, start, tokens)) <= SHORT:
        return _is_heaped(raw, start, said)
    fewest = function_words * _JUMBLED_SHARE
    sparse = fewest < len(words) and fewest < _unnamed(raw, words) - len(_in_values(words))
    return sparse or not function_words or _is_heaped(raw, start, said)


def _unnamed(raw: str, words: Sequence[str]) -> int:
    """How many words there are beside a number that the others are said of.

    `BW-1: our log`; `Order BW-1 contains one lamp`.
    """
    labelled = bool((label := label_of(raw)) and names(label[0]))
    return len(words) - (labelled or is_number("".join(words[1:2])))


def _in_values(words: Sequence[str]) -> frozenset[int]:
    """Which of these words belong to amounts, spans and days."""
    return frozenset(at for one in values(words) for at in range(one.first, one.last))


def _is_heaped(raw: str, start: int, said: Piece) -> bool:
    """Whether words are heaped up in it, as in a list of keywords; no value is one."""
    tokens, words = said
    in_prose = bytes(map(lexicon.words("prose").__contains__, words))
    if _ROW not in in_prose or not _has_run(raw, start, tokens, frozenset()):
        return False
    return _figures(words) > _FEW or _has_run(raw, start, tokens, _in_values(words))


def _figures(words: Sequence[str]) -> int:
    """How many figures there are that belong to nothing."""
    found = len([*filter(str.isdigit, words)])
    if found <= _FEW:
        return found
    return len({*compress(count(), map(str.isdigit, words))} - _in_values(words))


def _has_run(raw: str, start: int, tokens: Sequence[Token], valued: Set[int]) -> bool:
    """Whether too many words stand in a row, but for numbers and those at some places."""
    prosaic = lexicon.words("prose")
    run, last = 0, start
    for at, (word, first, end) in enumerate(tokens):
        if word in prosaic:
            run = 0
        else:
            own = at not in valued and not is_number(word)
            run = own if MARK.search(raw, last - start, first - start) else run + own
        if run > _HEAP:
            return True
        last = end
    return False
