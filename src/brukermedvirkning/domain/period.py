"""Periods of civil days, half-open, and durations in minutes.

`end` is the first day that is no longer part of the period. A reader that meets a
printed last day uses `Period.through`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import attrs

from brukermedvirkning.domain.record import Minutes, Record
from brukermedvirkning.errors import Fault, InvalidRecordError

__all__ = ["Duration", "Period"]

_DAY = timedelta(days=1)


def _day_after(day: date) -> date:
    if day == date.max:
        expected = "a day before the calendar's last; an open period has no end"
        fault = Fault(field="end", found=str(day), expected=expected)
        raise InvalidRecordError("Period", (fault,))
    return day + _DAY


@attrs.frozen(kw_only=True)
class Period(Record):
    """Days from `start` up to, and not including, `end`.

    `start=None` is *not known*; `end=None` is *open*: it has not ended. A period whose
    end is its start holds no day.
    """

    start: date | None = None
    end: date | None = None

    def _invariants(self) -> Iterator[Fault]:
        """`end` is not before `start`."""
        if self.start and self.end and self.end < self.start:
            yield Fault(
                field="end", found=str(self.end), expected=f"{self.start} or later"
            )

    @classmethod
    def single(cls, day: date) -> Period:
        """The period that holds one day."""
        return cls(start=day, end=_day_after(day))

    @classmethod
    def through(cls, first: date | None, last: date | None) -> Period:
        """The period whose last day is `last`, as forms print it.

        Raises `InvalidRecordError` for 9999-12-31, by which some systems mean *open*.
        """
        return cls(start=first, end=None if last is None else _day_after(last))

    @property
    def is_open(self) -> bool:
        """Whether it has no end yet."""
        return self.end is None

    @property
    def last_day(self) -> date | None:
        """The last day that belongs to it, or None while it is open."""
        return None if self.end is None else self.end - _DAY

    @property
    def days(self) -> int | None:
        """How many days it holds; None when it is open or its start is not known."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days

    def contains(self, day: date) -> bool:
        """Whether the day belongs to it. A start that is not known holds no day."""
        if self.start is None or day < self.start:
            return False
        return self.end is None or day < self.end

    def overlap(self, other: Period) -> Period | None:
        """The days that both hold, or None where they share none or a start is unknown."""
        if self.start is None or other.start is None:
            return None
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends, default=None)
        if end is not None and end <= start:
            return None
        return Period(start=start, end=end)

    def days_within(self, since: date, until: date) -> int:
        """How many of its days lie in [since, until); 0 where its start is unknown."""
        if self.start is None:
            return 0
        end = until if self.end is None else min(self.end, until)
        return max((end - max(self.start, since)).days, 0)

    @staticmethod
    def uncovered(window: Period, periods: Iterable[Period]) -> tuple[Period, ...]:
        """The parts of a window with a known start that none of the periods hold."""
        gaps: list[Period] = []
        reached = window.start
        for period in sorted(
            (shared for p in periods if (shared := p.overlap(window))),
            key=lambda p: p.start or date.min,
        ):
            if reached is None or period.start is None:
                break
            if period.start > reached:
                gaps.append(Period(start=reached, end=period.start))
            reached = None if period.end is None else max(reached, period.end)
        if reached is not None and (window.end is None or reached < window.end):
            gaps.append(Period(start=reached, end=window.end))
        return tuple(gaps)


@attrs.frozen(kw_only=True)
class Duration(Record):
    """How long something took, in whole minutes, between two bounds.

    A band such as "31-60 minutes" has both; what is known exactly has them equal.
    `at_most=None` is a band without an upper bound.
    """

    at_least: Minutes = 0
    at_most: Minutes | None = None

    def _invariants(self) -> Iterator[Fault]:
        """`at_most` is not less than `at_least`."""
        if self.at_most is not None and self.at_most < self.at_least:
            yield Fault(
                field="at_most",
                found=str(self.at_most),
                expected=f"{self.at_least} minutes or more",
            )

    @classmethod
    def exactly(cls, minutes: int) -> Duration:
        """A duration known to the minute."""
        return cls(at_least=minutes, at_most=minutes)
