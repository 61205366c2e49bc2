"""The shortest list of actions that still shows something: what is not needed goes."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def shortest(items: Sequence[Item], shows: Callable[[Sequence[Item]], bool]) -> tuple[Item, ...]:
    """Leave out items, ever smaller runs of them, while what is left still shows it.

    No single item of the result can be left out. `shows` has to hold of all the items.
    """
    kept = tuple(items)
    size = max(1, len(kept) // 2)
    while True:
        smaller = next((one for one in _without(kept, size) if shows(one)), None)
        if smaller is not None:
            kept = smaller
        elif size > 1:
            size //= 2
        else:
            return kept


def _without(items: tuple[Item, ...], size: int) -> Iterator[tuple[Item, ...]]:
    for start in range(0, len(items), size):
        yield items[:start] + items[start + size :]
