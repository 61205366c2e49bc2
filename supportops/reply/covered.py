"""Which places of a text are covered by some of its stretches."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

Stretch = tuple[int, int]
"""Its first character, and the one after its last."""


class Covered:
    """Stretches of a text, joined where they overlap: asked in time that hardly grows with them."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        joined = list(_joined(sorted(stretches)))
        self._starts = [start for start, _ in joined]
        self._ends = [end for _, end in joined]

    def __contains__(self, place: int) -> bool:
        return self.overlaps(place, place + 1)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any place from `start` up to, not including, `end` is covered."""
        at = bisect_left(self._starts, end)
        return at > 0 and start < self._ends[at - 1]


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    first = last = 0
    for start, end in stretches:
        if start <= last:
            last = max(last, end)
            continue
        if first < last:
            yield first, last
        first, last = start, end
    if first < last:
        yield first, last
