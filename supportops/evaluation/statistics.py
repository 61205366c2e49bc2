"""Intervals for what a benchmark reports, with nothing but the standard library.

- A rate: the score interval of Wilson (Journal of the American Statistical Association 22, 1927,
  pages 209 to 212). It never leaves [0, 1], and is right where nothing or everything happened.
- A mean of scores: Student's interval, mean ± t·s/√n, cut to [0, 1]. The quantile of t is expanded
  in powers of one over the degrees of freedom (Abramowitz and Stegun, Handbook of Mathematical
  Functions, 1964, 26.7.5), which is right to three digits from five degrees on.

Sums of whole numbers go in, so equal episodes give equal figures in whatever order they came.
"""

from collections.abc import Iterable
from math import inf, sqrt
from statistics import NormalDist
from typing import NamedTuple, Self

CONFIDENCE = 0.95
"""How much of the time an interval holds what it is about."""

FEWEST = 6
"""Fewer values than so many say nothing about a mean: its interval is then everything."""


class Interval(NamedTuple):
    """Both ends, in [0, 1]."""

    low: float
    high: float


class Sums(NamedTuple):
    """Whole numbers in basis points: how many, their sum, and the sum of their squares."""

    size: int
    total: int
    squares: int

    @classmethod
    def of(cls, values: Iterable[int]) -> Self:
        """The sums of these values."""
        kept = tuple(values)
        return cls(len(kept), sum(kept), sum(value * value for value in kept))

    @property
    def mean(self) -> float:
        """Their mean; 0 if there are none."""
        return self.total / self.size if self.size else 0.0

    @property
    def error(self) -> float:
        """Standard error of the mean, from the sample's own variance; infinite for fewer than 2."""
        if self.size < 2:
            return inf
        spread = self.size * self.squares - self.total * self.total
        return sqrt(spread / (self.size * self.size * (self.size - 1)))


def wilson(happened: int, count: int, confidence: float = CONFIDENCE) -> Interval:
    """The interval of a rate, of which so many of so many were seen; everything for none."""
    if count == 0:
        return Interval(0.0, 1.0)
    z, share = _normal(confidence), happened / count
    weight = 1 + z * z / count
    middle = (share + z * z / (2 * count)) / weight
    half = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / weight
    low = 0.0 if happened == 0 else max(0.0, middle - half)
    return Interval(low, 1.0 if happened == count else min(1.0, middle + half))


def mean_interval(sums: Sums, whole: int, confidence: float = CONFIDENCE) -> Interval:
    """The interval of a mean as a share of `whole`, in [0, 1]; everything for too few values."""
    if sums.size < FEWEST:
        return Interval(0.0, 1.0)
    half = student(sums.size - 1, confidence) * sums.error / whole
    return Interval(max(0.0, sums.mean / whole - half), min(1.0, sums.mean / whole + half))


def student(degrees: int, confidence: float = CONFIDENCE) -> float:
    """How many standard errors an interval reaches to each side of a mean."""
    z = _normal(confidence)
    terms: tuple[float, ...] = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(degrees) ** power for power, term in enumerate(terms, start=1))


def apart(higher: Sums, lower: Sums) -> float:
    """How many standard errors lie between two means, as if they had nothing in common.

    Negative if the first is not the higher one; infinite if neither varies and they differ.
    """
    gap, error = higher.mean - lower.mean, sqrt(higher.error**2 + lower.error**2)
    if error == 0:
        return 0.0 if gap == 0 else inf if gap > 0 else -inf
    return gap / error


def _normal(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)
