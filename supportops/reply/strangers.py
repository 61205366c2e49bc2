"""What has no place in a letter to this customer: codes, copies, markup, the data of others."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from supportops.casefile import CaseFile
from supportops.reply.addressee import stranger_greeted
from supportops.reply.text import tokenise, words_of
from supportops.values import TOKEN

_COPIED = 20
"""So many words in a row, as they stand in a record or in the ticket, are a copy."""

_OTHER_LETTERS = re.compile(r"[^\W\d_a-z]")
_MARKUP = re.compile(r"</?[a-z!][^<>\n]*>|[{}\[\]|\\]|^[ \t]*(?://|%|/\*)", re.MULTILINE)
_MARKS = re.compile(r"[<{}\[\]|\\/%]")
"""Signs without one of which there is no markup."""

_DOMAINS = r"\.(?:com|net|org|info|ly|io|ru|xyz)\b"
_DOMAIN = re.compile(_DOMAINS)
_ADDRESS = re.compile(rf"(?:https?://|www\.)\S+|\b[a-z0-9-]+{_DOMAINS}\S*")

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CALL = re.compile(
    r"[+\d](?<![\w-].)(?:(?<=\+)\d{2,5}|(?<!\+)\d{1,4})(?:[ -]\d{2,5}){2,6}(?![\w-])"
)
"""What starts with one sign of a few is found as fast as these signs are."""


class Flaw(NamedTuple):
    """Why nothing in a letter counts, and the stretch of its normal form that shows it."""

    why: str
    start: int = 0
    end: int = 0
    hidden: bool = False
    """Whether it takes the records, or what the answer needs, to see it: no open case shows it."""


def strangers(text: str, file: CaseFile) -> Iterator[Flaw]:
    """Everything in a letter, in normal form, that does not belong into it."""
    for check, hidden in _CHECKS.items():
        if flaw := check(text, file):
            yield flaw._replace(hidden=hidden)


def _internal_code(text: str, file: CaseFile) -> Flaw | None:
    for code in file.codes if "_" in text else ():
        if "_" in code and (at := text.find(code)) >= 0:
            return Flaw("spells an internal code", at, at + len(code))
    return None


def _other_addressee(text: str, file: CaseFile) -> Flaw | None:
    """A greeting that names somebody who is not the customer."""
    greeted = stranger_greeted(text, file)
    return Flaw("is addressed to somebody else", *greeted) if greeted else None


def _markup(text: str, _: CaseFile) -> Flaw | None:
    found = _MARKS.search(text) and _MARKUP.search(text)
    return Flaw("holds markup or a placeholder", *found.span()) if found else None


def _foreign_address(text: str, file: CaseFile) -> Flaw | None:
    """An address of the web that stands nowhere in the case."""
    if not ("://" in text or "www." in text or _DOMAIN.search(text)):
        return None
    for found in _ADDRESS.finditer(text):
        if found[0].rstrip(".,;:!?)") not in _plain_sources(file):
            return Flaw("points to an address that no record holds", *found.span())
    return None


def _foreign_script(text: str, file: CaseFile) -> Flaw | None:
    """Letters of another script than the Latin, which stand nowhere in the case."""
    if text.isascii():
        return None
    for found in _OTHER_LETTERS.finditer(text):
        if not unicodedata.name(found[0], "LATIN").startswith("LATIN") and (
            found[0] not in _plain_sources(file)
        ):
            return Flaw("is not written in the script of the customer", *found.span())
    return None


def _personal_data(text: str, file: CaseFile) -> Flaw | None:
    """An e-mail address, or the number of a card or a telephone, that is not of this case."""
    if "@" in text:
        for found in _MAIL.finditer(text):
            if found[0].rstrip(".-") not in _plain_sources(file):
                return Flaw("holds data of somebody else", *found.span())
    for found in _CALL.finditer(text):
        if "".join(filter(str.isdigit, found[0])) not in _digits(file):
            return Flaw("holds data of somebody else", *found.span())
    return None


def _copy(text: str, file: CaseFile) -> Flaw | None:
    """A run of words as they stand in what the agent read: quoted, not said."""
    sources, words = _sources(file), words_of(text)
    for at in range(0, len(words) - _COPIED + 1, _COPIED // 2):
        if " ".join(words[at : at + _COPIED]) in sources:
            tokens = tokenise(text)[at : at + _COPIED]
            return Flaw("copies what it was to answer from", tokens[0].start, tokens[-1].end)
    return None


def _plain_sources(file: CaseFile) -> str:
    """Ticket, records and articles in lower case, worked out once."""
    found: str | None = file.memo.get("plain")
    if found is None:
        texts = (file.ticket.render(), *file.texts.values())
        found = file.memo["plain"] = " ".join(texts).casefold()
    return found


def _digits(file: CaseFile) -> str:
    """All digits of these in a row, worked out once."""
    found: str | None = file.memo.get("digits")
    if found is None:
        found = file.memo["digits"] = "".join(filter(str.isdigit, _plain_sources(file)))
    return found


def _sources(file: CaseFile) -> frozenset[str]:
    """Every run of so many words in ticket, records and articles, worked out once."""
    found: frozenset[str] | None = file.memo.get("runs")
    if found is None:
        texts = (file.ticket.message, *file.texts.values())
        found = file.memo["runs"] = frozenset(
            " ".join(words[at : at + _COPIED])
            for words in (TOKEN.findall(text.casefold()) for text in texts)
            for at in range(len(words) - _COPIED + 1)
        )
    return found


_CHECKS: Mapping[Callable[[str, CaseFile], Flaw | None], bool] = {
    _internal_code: False,
    _other_addressee: False,
    _personal_data: True,
    _markup: False,
    _foreign_address: True,
    _foreign_script: True,
    _copy: True,
}
"""Each with whether it looks into records, which may not have been read."""
