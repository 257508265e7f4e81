"""The day on which an enrolment is judged, and what goes on that day.

For what is laid out beside the cases, to be counted as rows of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from brukermedvirkning.domain.concepts import GoalStatus
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Goal
from brukermedvirkning.rules.expressions.window import Window

__all__ = ["counted", "holds", "is_current", "judged_on", "last_day"]

_DAY = timedelta(days=1)


def last_day(window: Window) -> date:
    """The last day that is looked at."""
    return min(window.end - _DAY, window.as_of)


def judged_on(enrolment: Enrolment, first: date, last: date) -> date | None:
    """The day on which an enrolment is judged; None where it has no day in the window.

    It is the last one, or that before the exit: to discharge somebody changes nothing.
    """
    on = last if enrolment.exit is None else min(last, enrolment.exit.on - _DAY)
    start = enrolment.start
    return on if start is not None and start <= last and first <= on else None


def holds(period: Period, on: date) -> bool | None:
    """Whether a period holds a day; None where its start is not known and it may."""
    if period.start is None and (period.end is None or on < period.end):
        return None
    return period.contains(on)


def counted(rows: Iterable[Any]) -> list[Any]:
    """The rows that were not registered in error."""
    return [row for row in rows if not row.registered_in_error]


def is_current(goal: Goal, on: date) -> bool | None:
    """Whether a goal is current on a day; None where its status is not known.

    It is where it was named by then, as far as is known.
    """
    if goal.on is not None and goal.on > on:
        return False
    if goal.status is GoalStatus.UNKNOWN:
        return None
    return goal.status is GoalStatus.CURRENT
