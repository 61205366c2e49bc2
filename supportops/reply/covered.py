"""Which places of a text are covered by some of its stretches."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter

Stretch = tuple[int, int]
"""Its first character, and the one after its last."""

_start_of = itemgetter(0)


class Covered:
    """Stretches of a text, joined where they overlap: asked in time that hardly grows with them."""

    __slots__ = ("_joined",)

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._joined = list(_joined(sorted(stretches)))

    def __contains__(self, place: int) -> bool:
        at = bisect_right(self._joined, place, key=_start_of)
        return at > 0 and place < self._joined[at - 1][1]


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
