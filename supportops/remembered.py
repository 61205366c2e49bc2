"""What is worked out once for each key: a table that fills itself, and never grows beyond a limit.

Asking it costs a look into a dictionary. Many keys are asked for by `map(table.__getitem__, keys)`,
which costs less for each than a call.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

LIMIT = 16_384
"""Keys that are remembered, at most, if nothing else is said; then all are forgotten."""


class Remembered(dict[K, T]):
    """What was worked out for each key that was asked for."""

    def __init__(self, work_out: Callable[[K], T], limit: int = LIMIT) -> None:
        self._work_out, self._limit = work_out, limit

    def __missing__(self, key: K) -> T:
        """Work it out; what that raises is not remembered."""
        found = self._work_out(key)
        if len(self) >= self._limit:
            self.clear()
        self[key] = found
        return found
