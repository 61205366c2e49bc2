"""Rates: token buckets on a monotonic clock, and a bounded table of them by address.

A bucket fills at its rate and holds two seconds' worth. What it cannot give at once it gives with
a delay, which the caller waits for or refuses.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

Clock = Callable[[], float]

BURST_S = 2.0
"""A bucket holds what it gains in this time, in seconds."""

TABLE_LIMIT = 10_000
"""Most addresses that are remembered; the one seen longest ago is forgotten first."""


class Bucket:
    """What one peer may still send; `rate` is in tokens a second."""

    __slots__ = ("_at", "_clock", "_level", "_rate")

    def __init__(self, rate: float, clock: Clock = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._level = self._capacity
        self._at = clock()

    @property
    def _capacity(self) -> float:
        return max(1.0, self._rate * BURST_S)

    def owed(self) -> float:
        """Take a token, on credit if there is none; seconds until it would have been there."""
        self._fill()
        self._level -= 1.0
        return max(0.0, -self._level / self._rate)

    def refused(self) -> float:
        """Take a token if there is one; otherwise take none, and tell when one will be there."""
        self._fill()
        if self._level >= 1.0:
            self._level -= 1.0
            return 0.0
        return (1.0 - self._level) / self._rate

    def _fill(self) -> None:
        now = self._clock()
        self._level = min(self._capacity, self._level + (now - self._at) * self._rate)
        self._at = now


class Buckets:
    """A bucket for each address."""

    def __init__(self, rate: float, clock: Clock = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._found: OrderedDict[str, Bucket] = OrderedDict()

    def of(self, address: str) -> Bucket:
        """The bucket of an address."""
        bucket = self._found.get(address)
        if bucket is None:
            bucket = self._found[address] = Bucket(self._rate, self._clock)
            if len(self._found) > TABLE_LIMIT:
                self._found.popitem(last=False)
        self._found.move_to_end(address)
        return bucket
