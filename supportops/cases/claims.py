"""What a reply has to state: constructors of `Claim`, one for each kind of thing.

Each knows the ways in which people write such a thing, and what would contradict it.
"""

from datetime import date
from typing import NamedTuple

from supportops.casefile import ReplyFact
from supportops.records import Money

_NUMBERS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty""".split()
_MONTHS = """January February March April May June July August September October November
    December""".split()
_COMMON = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 21, 24, 28, 30, 36, 48, 60, 72, 90)
"""Numbers that people put before days, hours and months."""


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
    """The number of an order, a refund, a case. `rivals` would be wrong in its place."""
    fact = ReplyFact.model_construct(
        name=name,
        source=source,
        written=number,
        phrases=(number.lower(),),
        rivals=tuple(rival.lower() for rival in rivals),
    )
    return Claim(fact, number)


def ending(name: str, source: str, digits: str, written: str = "") -> Claim:
    """The last digits of a card, an account, a phone."""
    fact = ReplyFact.model_construct(
        name=name, source=source, written=written or digits, phrases=(digits,), rivals=()
    )
    return Claim(fact, digits)


def amount(name: str, source: str, money: Money, *rivals: Money) -> Claim:
    """An amount of money. `rivals` are amounts that would be wrong in its place."""
    fact = ReplyFact.model_construct(
        name=name,
        source=source,
        written=str(money),
        phrases=_amounts(money),
        rivals=tuple(phrase for rival in rivals if rival != money for phrase in _amounts(rival)),
    )
    return Claim(fact, str(money))


def span(name: str, source: str, count: int, unit: str, written: str = "") -> Claim:
    """So many days, business days, hours or months: `unit` is the plural noun, with adjective."""
    noun = unit.rsplit(maxsplit=1)[-1].rstrip("s")
    worded = f"{count} {unit if count != 1 else unit.rstrip('s')}"
    exact = f"{_either(count)} {_worked(unit)}"
    loose = f"{_either(count)} {noun}|{noun}s"
    others = (number for number in _COMMON if number != count)
    fact = ReplyFact.model_construct(
        name=name,
        source=source,
        written=written or worded,
        phrases=tuple(dict.fromkeys((exact, loose, f"{count}-{noun}"))),
        rivals=(f"{'|'.join(map(_either, others))} {_worked(unit)}",),
    )
    return Claim(fact, worded)


def between(name: str, source: str, ends: tuple[int, int], unit: str, written: str = "") -> Claim:
    """From so many to so many days: `unit` is the plural noun, with its adjective."""
    low, high = ends
    noun = unit.rsplit(maxsplit=1)[-1]
    fact = ReplyFact.model_construct(
        name=name,
        source=source,
        written=written or f"{low} to {high} {unit}",
        phrases=(f"{_either(low)} to|and {_either(high)} ~ {noun}", f"{low}-{high} ~ {noun}"),
        rivals=tuple(
            phrase
            for a, b in ((1, 2), (2, 3), (3, 5), (5, 7), (5, 10), (7, 10), (10, 14))
            if (a, b) != (low, high)
            for phrase in (f"{_either(a)} to|and {_either(b)} ~ {noun}", f"{a}-{b} ~ {noun}")
        ),
    )
    return Claim(fact, f"{low} to {high} {unit}")


def day(name: str, source: str, on: str, written: str = "") -> Claim:
    """A date, given in ISO form, as records write it."""
    then = date.fromisoformat(on)
    month = _MONTHS[then.month - 1].lower()
    number = f"{then.day}|{then.day}st|{then.day}nd|{then.day}rd|{then.day}th"
    names = f"{month}|{month[:3]}"
    fact = ReplyFact.model_construct(
        name=name,
        source=source,
        written=written or on,
        phrases=(on, f"{number} {names}", f"{number} of {names}", f"{names} {number}"),
        rivals=(),
    )
    return Claim(fact, f"{then.day} {_MONTHS[then.month - 1]}")


def said(  # noqa: PLR0913 - every part has its name
    name: str, source: str, *, written: str, words: str, phrases: str, rivals: str = ""
) -> Claim:
    """Anything else: `phrases` and `rivals` one a line, `words` as the reference reply has it."""
    fact = ReplyFact.model_construct(
        name=name, source=source, written=written, phrases=_lines(phrases), rivals=_lines(rivals)
    )
    return Claim(fact, words)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))


def _either(number: int) -> str:
    """A number in digits or in words."""
    return f"{number}|{_NUMBERS[number]}" if number < len(_NUMBERS) else f"{number}"


def _worked(unit: str) -> str:
    """A unit as people write it: business days are working days, and one of them is a day."""
    *adjective, noun = unit.replace("business", "business|working").split()
    return " ".join((*adjective, f"{noun.rstrip('s')}|{noun}"))


def _amounts(money: Money) -> tuple[str, ...]:
    """With its cents or, if there are none, without; thousands together or apart."""
    whole, cents = divmod(money.minor, 100)
    apart = f"{whole // 1000} {whole % 1000:03d}" if whole >= 1000 else f"{whole}"
    forms = [f"{form}.{cents:02d}" for form in (f"{whole}", apart)]
    return tuple(dict.fromkeys([*forms, *([] if cents else [f"{whole}", apart])]))
