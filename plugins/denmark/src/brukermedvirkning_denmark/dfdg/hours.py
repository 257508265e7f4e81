"""The weekly load of an activity as DFDG takes it: hours and minutes, each at most 59.

Source: DFDG wiki, CreateActivity (AktivitetDto: HoursPerWeek, MinutesPerWeek).
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from brukermedvirkning.domain.record import Minutes, Number, Record
from brukermedvirkning.errors import Fault

__all__ = ["HIGHEST", "Sent", "WeeklyHours"]

HIGHEST = 59
"""The most that the service takes of either."""

_LIMIT = HIGHEST * 60 + HIGHEST


@attrs.frozen(kw_only=True)
class WeeklyHours(Record):
    """`HoursPerWeek` and `MinutesPerWeek` of an activity, each from 0 to 59."""

    hours: Number
    minutes: Number = 0

    def _invariants(self) -> Iterator[Fault]:
        """`hours` and `minutes` are at most 59."""
        for field in ("hours", "minutes"):
            value = getattr(self, field)
            if value > HIGHEST:
                expected = f"at most {HIGHEST}"
                yield Fault(field=field, found=str(value), expected=expected)

    @property
    def weekly_minutes(self) -> int:
        """The load in whole minutes a week, as an intervention has it."""
        return self.hours * 60 + self.minutes


@attrs.frozen(kw_only=True)
class Sent(Record):
    """What can be sent of a weekly load, and how many minutes of it are lost.

    A load of 60 hours or more is sent as 59:59; `lost` is then what the service cannot
    carry, and never nothing.
    """

    hours: WeeklyHours
    lost: Minutes = 0

    @classmethod
    def of(cls, weekly_minutes: int) -> Sent:
        """What can be sent of a load in minutes a week."""
        capped = min(weekly_minutes, _LIMIT)
        hours, minutes = divmod(capped, 60)
        return cls(
            hours=WeeklyHours(hours=hours, minutes=minutes),
            lost=weekly_minutes - capped,
        )

    @property
    def loss(self) -> str | None:
        """What is lost, in words; None where nothing is."""
        if not self.lost:
            return None
        return (
            f"weekly_minutes: {self.lost} of {self.weekly_minutes} minutes a week; the"
            f" service takes at most {HIGHEST} hours and {HIGHEST} minutes"
        )

    @property
    def weekly_minutes(self) -> int:
        """The whole load, with what is lost."""
        return self.hours.weekly_minutes + self.lost
