"""What a reply has to state: constructors of `Claim`, one for each kind of thing."""

from datetime import date
from typing import NamedTuple

from supportops.casefile import ReplyFact
from supportops.records import Money
from supportops.values import TOKEN

_MONTHS = """January February March April May June July August September October November
    December""".split()


_LINKING = 3
"""Words of at most so many letters only link the others of a title."""


_RECORDS = "record|records|file|log|list|register|entry|entries|document|overview|history"
"""What a record is called behind what it records: `the contact log`."""

_NO_PLURALS = frozenset({"ss", "is", "us"})
"""What ends so is in the singular: `address`, `this`, `status`."""


class Claim(NamedTuple):
    """Something a reply states, and how the reference reply words it."""

    fact: ReplyFact
    words: str

    def moved(self, source: str) -> "Claim":
        """The same claim, read in this place."""
        if source == self.fact.source:
            return self
        return Claim(self.fact.model_copy(update={"source": source}), self.words)


def reference(name: str, source: str, number: str, *rivals: str) -> Claim:
    """The number or the name of a thing, as it is written. `rivals` would be wrong in its place."""
    wrong = tuple(map(_words, rivals))
    words = _words(number)
    if words == number.casefold() and " " not in words:
        return Claim(_typed(name, source, number, value=number, rivals=wrong), number)
    fact = ReplyFact.model_construct(
        name=name, source=source, written=number, phrases=(words,), rivals=wrong, named=True
    )
    return Claim(fact, number)


def ending(name: str, source: str, digits: str, written: str = "") -> Claim:
    """The last digits of a card, an account, a phone."""
    return Claim(_typed(name, source, written or digits, value=digits), digits)


def amount(
    name: str, source: str, money: Money, *rivals: Money, written: str = "", named: bool = False
) -> Claim:
    """An amount of money; `rivals` would be wrong in its place. A `named` one may be denied."""
    wrong = tuple(
        f"{rival.minor // 100}.{rival.minor % 100:02d}" for rival in rivals if rival != money
    )
    fact = _typed(name, source, written or str(money), value=str(money), rivals=wrong)
    return Claim(fact.model_copy(update={"named": named}), str(money))


def span(name: str, source: str, count: int, unit: str, written: str = "") -> Claim:
    """So many days, business days, hours or months: `unit` is the plural noun, with adjective."""
    worded = f"{count} {unit if count != 1 else unit.rstrip('s')}"
    return Claim(_typed(name, source, written or worded, value=worded), worded)


def between(name: str, source: str, ends: tuple[int, int], unit: str, written: str = "") -> Claim:
    """From so many to so many days: `unit` is the plural noun, with its adjective."""
    worded = f"{ends[0]} to {ends[1]} {unit}"
    return Claim(_typed(name, source, written or worded, value=worded), worded)


def day(name: str, source: str, on: str, written: str = "") -> Claim:
    """A date, given in ISO form, as records write it."""
    then = date.fromisoformat(on)
    return Claim(
        _typed(name, source, written or on, value=on), f"{then.day} {_MONTHS[then.month - 1]}"
    )


def named(name: str, source: str, *, written: str, words: str, phrases: str) -> Claim:
    """A thing that has to be called by one of these phrases, whatever is said about it."""
    fact = ReplyFact.model_construct(
        name=name, source=source, written=written, phrases=_lines(phrases), named=True
    )
    return Claim(fact, words)


def said(  # noqa: PLR0913 - every part has its name
    name: str, source: str, *, written: str, words: str, phrases: str, rivals: str = ""
) -> Claim:
    """Anything else: `phrases` and `rivals` one a line, `words` as the reference reply has it."""
    fact = ReplyFact.model_construct(
        name=name, source=source, written=written, phrases=_lines(phrases), rivals=_lines(rivals)
    )
    return Claim(fact, words)


def titled(title: str) -> str:
    """The phrases for a record of this title: any of its words, and what such a record is called.

    Of the `Register of authorizations` a letter says that the authorization record is missing.
    """
    words = [word for word in TOKEN.findall(title.lower()) if len(word) > _LINKING]
    singular = [word[:-1] for word in words if word.endswith("s") and word[-2:] not in _NO_PLURALS]
    called = f"\n{'|'.join(singular)} {_RECORDS}" if singular else ""
    return "|".join(words) + called


def _typed(
    name: str, source: str, written: str, *, value: str, rivals: tuple[str, ...] = ()
) -> ReplyFact:
    return ReplyFact.model_construct(
        name=name, source=source, written=written, value=value, rivals=rivals
    )


def _words(text: str) -> str:
    return " ".join(TOKEN.findall(text.casefold()))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))
