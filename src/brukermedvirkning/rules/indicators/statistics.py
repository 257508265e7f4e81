"""Exact summaries of counted whole numbers, and intervals of shares."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import accumulate
from math import sqrt

from brukermedvirkning.rules.indicators.definition import IntervalMethod
from brukermedvirkning.rules.indicators.measurement import Interval

__all__ = ["clustered", "mean", "quantile", "wilson"]

_Z = 1.959963984540054
"""The 97.5 % point of the normal distribution."""


def quantile(counts: Mapping[int, int], share: Fraction) -> Fraction:
    """The quantile of counted numbers, by linear interpolation between neighbours.

    `counts` says how often each number occurs and is not empty. The position of a share
    p among n sorted numbers is p (n - 1), as in R's type 7.
    """
    numbers = sorted(counts)
    reached = list(accumulate(counts[number] for number in numbers))
    position = share * (reached[-1] - 1)
    below = position.numerator // position.denominator

    def at(place: int) -> int:
        return next(
            number
            for number, upto in zip(numbers, reached, strict=True)
            if place < upto
        )

    lower = at(below)
    rest = position - below
    return lower + rest * (at(below + 1) - lower) if rest else Fraction(lower)


def mean(counts: Mapping[int, int]) -> Fraction:
    """The mean of counted numbers, of which there are some."""
    total = sum(number * count for number, count in counts.items())
    return Fraction(total, sum(counts.values()))


def wilson(share: Fraction, size: float, method: IntervalMethod) -> Interval:
    """Wilson's score interval of a share among `size` independent observations.

    Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212.
    """
    p, spread = float(share), _Z**2 / size
    middle = (p + spread / 2) / (1 + spread)
    half = _Z * sqrt(p * (1 - p) / size + spread / (4 * size)) / (1 + spread)
    return Interval(
        lower=max(0.0, middle - half), upper=min(1.0, middle + half), method=method
    )


def clustered(clusters: Mapping[tuple[int, int], int]) -> Interval | None:
    """The interval of a share whose rows come in cases; None where there is one case.

    `clusters` says how many cases have (denominator, numerator). The variance is that of
    a ratio of sums over cases; Wilson's interval is taken at the size of a simple sample
    with that variance, never larger than the number of rows. Where every row, or none,
    is in the numerator, the size is the number of cases.
    Source: E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998), 193-201, for the
    effective size.
    """
    cases = sum(clusters.values())
    rows = sum(n * count for (n, _), count in clusters.items())
    if cases < 2:
        return None
    share = Fraction(sum(x * count for (_, x), count in clusters.items()), rows)
    squares = sum((x - share * n) ** 2 * count for (n, x), count in clusters.items())
    variance = Fraction(cases, cases - 1) * squares / rows**2
    size = Fraction(cases) if share in (0, 1) else Fraction(rows)
    if variance:
        size = min(share * (1 - share) / variance, size)
    return wilson(share, float(size), IntervalMethod.CLUSTERED)
