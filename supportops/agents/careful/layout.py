"""What one knows who has worked cases of a family before: where its records tell what.

A layout says how to find each fact that the table turns on, and each thing that a letter quotes,
in the records of *any* case. It holds nothing of a particular one.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from supportops.agents.careful.desk import Read
from supportops.decision import Value


class Illegible(ValueError):
    """A record that is not laid out as those of its family are."""


@contextmanager
def legibly() -> Iterator[None]:
    """Read what may be laid out otherwise. Raises `Illegible` where it is."""
    try:
        yield
    except (LookupError, ValueError, StopIteration) as error:
        raise Illegible(str(error)) from error


Reader = Callable[[Read], Value]
"""From what was read to a fact."""

Quote = Callable[[Read], str]
"""From what was read to the words of a letter."""


class Layout(NamedTuple):
    """How the records of a family are read."""

    facts: Mapping[str, Reader]
    quotes: Mapping[str, Quote]
    """What a letter quotes from records, by the name of the claim; the rest follows from facts."""


def order_number(read: Read) -> str:
    """The number of the order that the case is about."""
    return read["order"]["order_number"]


def last_word(text: str) -> str:
    """The last word of a text: the digits of `card ending 4417`."""
    return text.rsplit(maxsplit=1)[-1]
