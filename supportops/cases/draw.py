"""Where the variety of generated cases comes from: choices addressed by name.

A choice depends on its key and its name alone, never on which choices were made before it. So a
record that is worded differently cannot move anything outside itself, and the same key gives the
same case on every machine.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A source of choices under one key."""

    def __init__(self, *key: str | int) -> None:
        self._base = blake2b("\x1f".join(map(str, key)).encode(), digest_size=8)

    def number(self, name: str, low: int, high: int) -> int:
        """An integer in [low, high], uniform up to 2**-50."""
        state = self._base.copy()
        state.update(f"\x1e{name}".encode())
        return low + int.from_bytes(state.digest(), "big") % (high - low + 1)

    def pick(self, name: str, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.number(name, 0, len(options) - 1)]

    def chance(self, name: str, percent: int) -> bool:
        """True in so many percent of all keys."""
        return self.number(name, 0, 99) < percent

    def shuffled(self, name: str, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        left, mixed = list(items), []
        while left:
            mixed.append(left.pop(self.number(f"{name}/{len(left)}", 0, len(left) - 1)))
        return mixed
