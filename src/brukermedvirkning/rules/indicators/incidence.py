"""Cumulative incidence from counted days: Aalen and Johansen's estimator, exact.

The counts say how many came under observation and how many went on each day; who is at
risk on a day came on it or before and had not gone before it. Events of one day happen
together, and before anybody is censored on it. Fractions are kept over one common
denominator, so that no step costs more than a few products.
Source: O. O. Aalen and S. Johansen, Scand. J. Stat. 5 (1978), 141-150.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

import attrs

__all__ = ["Incidence", "incidence"]

Days = Mapping[int, int]


@attrs.frozen(kw_only=True)
class Incidence:
    """What had happened up to each day that was asked about.

    `at_risk` and `shares` stand in the order of the days asked; `shares` has for each a
    share for each category, or None on a day beyond `observed_until`. `median` is the
    first day by which the wanted categories had happened to half, `p90` to nine tenths.
    """

    at_risk: tuple[int, ...]
    shares: tuple[Mapping[str, Fraction] | None, ...]
    observed_until: int | None
    median: int | None
    p90: int | None


def incidence(
    events: Mapping[str, Days],
    censored: Days,
    entered: Days,
    at: Sequence[int],
    wanted: Sequence[str],
) -> Incidence:
    """The incidence of each category of `events` on the days `at`, which rise.

    Every mapping says how many rows came, went, or were censored on a day after the
    origin, which is day 0. Beyond a day on which nobody is at risk nothing is told.
    """
    gone: Counter[int] = Counter(censored)
    for days in events.values():
        gone.update(days)
    risk = _Risk(entered, gone)
    names = tuple(events)
    happened = sorted({day for days in events.values() for day in days})
    seen = [day for day in happened if day <= risk.until]
    whole, free = 1, 1
    reached = [0] * len(names)
    median: int | None = None
    p90: int | None = None
    shares: list[Mapping[str, Fraction] | None] = []

    def tell(before: int) -> None:
        """Tell the days asked about that lie before one, as things stand."""
        while len(shares) < len(at) and at[len(shares)] < before:
            shares.append(
                {
                    name: Fraction(count, whole)
                    for name, count in zip(names, reached, strict=True)
                }
            )

    for day in seen:
        tell(day)
        here, ended = risk.on(day), 0
        for place, name in enumerate(names):
            now = events[name].get(day, 0)
            reached[place] = reached[place] * here + free * now
            ended += now
        whole, free = whole * here, free * (here - ended)
        both = sum(
            count for name, count in zip(names, reached, strict=True) if name in wanted
        )
        if median is None and 2 * both >= whole:
            median = day
        if p90 is None and 10 * both >= 9 * whole:
            p90 = day
    tell(risk.until + 1)
    return Incidence(
        at_risk=tuple(map(risk.on, at)),
        shares=(*shares, *[None] * (len(at) - len(shares))),
        observed_until=None if risk.until < 0 else risk.until,
        median=median,
        p90=p90,
    )


class _Risk:
    """How many are at risk on each day; `until` is the last of days with somebody, or -1."""

    def __init__(self, entered: Days, gone: Days) -> None:
        self._came = sorted(entered)
        self._went = sorted(gone)
        self._have_come = [0, *accumulate(entered[day] for day in self._came)]
        self._have_gone = [0, *accumulate(gone[day] for day in self._went)]
        turns = sorted({0, *(day + 1 for day in self._went)})
        self.until = next(turn for turn in turns if not self.on(turn)) - 1

    def on(self, day: int) -> int:
        """How many have come by a day and had not gone before it."""
        came = self._have_come[bisect_right(self._came, day)]
        return came - self._have_gone[bisect_left(self._went, day)]
