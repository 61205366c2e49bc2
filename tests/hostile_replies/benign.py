"""Does a change that means nothing cost: honest letters in another case, spacing, typography."""

import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from supportops.casefile import CaseFile
from supportops.cases.archetypes import FAMILIES
from supportops.cases.draw import Draw
from tests.hostile_replies.judge import worth
from tests.hostile_replies.setting import POOL, Setting, all_settings

_LIGATURES = (("ffi", "\ufb03"), ("ff", "\ufb00"), ("fi", "\ufb01"), ("fl", "\ufb02"))
_MOST = 3
"""Changes made to one letter, at most."""


class Variant(NamedTuple):
    """A letter that says the same in another form, and what it is worth."""

    changes: tuple[str, ...]
    file: CaseFile
    text: str
    before: int
    after: int
    """Both in basis points of Q; unequal is a defect."""


Change = Callable[[str, Draw], str]


def benign_variants(
    count: int, families: Sequence[str] = tuple(FAMILIES), size: int = POOL
) -> Iterator[Variant]:
    """So many letters, each with one to three changes, none of them the letter as it was."""
    around = all_settings(families, size)
    before = {item.file.task_id: worth(item.file, signed(item)) for item in around}
    made = number = 0
    while made < count:
        setting, draw = around[number % len(around)], Draw("benign", number)
        file, number = setting.file, number + 1
        names = draw.shuffled("changes", [*CHANGES])[: draw.number("how many", 1, _MOST)]
        text, done = _changed(signed(setting), names, draw)
        if done:
            made += 1
            yield Variant(done, file, text, before[file.task_id], worth(file, text))


def signed(setting: Setting) -> str:
    """The honest letter with the name of a clerk, whose accents have several forms."""
    return setting.file.reply.removesuffix(setting.shop) + f"Zo\xeb M\xfcller\n{setting.shop}"


def _changed(text: str, names: Sequence[str], draw: Draw) -> tuple[str, tuple[str, ...]]:
    done = []
    for name in sorted(names, key=[*CHANGES].index):
        changed = CHANGES[name](text, draw)
        done += [name] * (changed != text)
        text = changed
    return text, tuple(done)


def _cased(change: Callable[[str], str]) -> Change:
    """Another case of all words but ids, which hold a digit."""

    def put(found: re.Match[str]) -> str:
        return found[0] if re.search(r"\d", found[0]) else change(found[0])

    return lambda text, draw: re.sub(r"\S+", put, text)


def _some_words(text: str, draw: Draw) -> str:
    def put(found: re.Match[str]) -> str:
        return found[0].upper() if draw.chance(f"word{found.start()}", 15) else found[0]

    return re.sub(r"\b[A-Za-z]{2,}\b(?!-?\d)", put, text)


def _more_blanks(text: str, draw: Draw) -> str:
    def put(found: re.Match[str]) -> str:
        return " " * draw.number(f"gap{found.start()}", 1, 3)

    return re.sub(r" ", put, text)


def _wrapped(text: str, draw: Draw) -> str:
    width = draw.number("width", 40, 76)
    *body, closing = text.split("\n\n")
    fill = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False).fill
    return "\n\n".join([*map(fill, body), closing])


def _hard_blanks(text: str, draw: Draw) -> str:
    blank = draw.pick("blank", ("\xa0", "\u202f", "\u2009"))
    return re.sub(r"(?<=\d) ", blank, text) if draw.chance("few", 50) else text.replace(" ", blank)


def _dashes(text: str, draw: Draw) -> str:
    return text.replace("-", draw.pick("dash", ("\u2013", "\u2010", "\u2011")))


def _curly(text: str, draw: Draw) -> str:
    return re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?= )", "\u2019", text)


def _ligatures(text: str, draw: Draw) -> str:
    for plain, joined in _LIGATURES:
        text = text.replace(plain, joined)
    return text


def _formed(form: Literal["NFC", "NFD", "NFKC"]) -> Change:
    return lambda text, draw: unicodedata.normalize(form, text)


def _trailing(text: str, draw: Draw) -> str:
    return "\n".join(line + " " * draw.number(f"end{line}", 0, 3) for line in text.split("\n"))


def _outer(text: str, draw: Draw) -> str:
    return "\n" * draw.number("top", 0, 2) + "  " + text + "\n" * draw.number("bottom", 1, 3)


CHANGES: Mapping[str, Change] = {
    "upper case": _cased(str.upper),
    "lower case": _cased(str.lower),
    "some words in capitals": _some_words,
    "line wraps": _wrapped,
    "more blanks": _more_blanks,
    "typographic dashes": _dashes,
    "curly apostrophes": _curly,
    "ligatures": _ligatures,
    "hard blanks": _hard_blanks,
    "NFC": _formed("NFC"),
    "NFD": _formed("NFD"),
    "NFKC": _formed("NFKC"),
    "trailing blanks": _trailing,
    "blanks around": _outer,
    "CRLF": lambda text, draw: text.replace("\n", "\r\n"),
}
"""Changes that mean nothing, by name, in the order in which they are made."""
