"""What is worked out once for each word: a table that fills itself, and never grows beyond a limit.

It is asked by `map(table.__getitem__, words)`, which costs less for each word than a call.
"""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

LIMIT = 16_384
"""Words that are remembered, at most, if nothing else is said; then all are forgotten."""


class Remembered(dict[str, T]):
    """What was worked out for each word that was asked for."""

    def __init__(self, work_out: Callable[[str], T], limit: int = LIMIT) -> None:
        self._work_out, self._limit = work_out, limit

    def __missing__(self, word: str) -> T:
        if len(self) >= self._limit:
            self.clear()
        found = self[word] = self._work_out(word)
        return found
