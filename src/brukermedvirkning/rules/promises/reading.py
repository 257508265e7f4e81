"""How several rules read a case: what is due, what holds for sure, and what may hold.

Each answer has three values, for what nobody wrote down is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from brukermedvirkning.domain.concepts import Proposer
from brukermedvirkning.domain.plan import ActionPlan, Challenge, Goal, Wording
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, ItemRef, reference

__all__ = [
    "OWN",
    "Condition",
    "Wait",
    "all_hold",
    "falls_in_enrolment",
    "has_left",
    "reference",
    "running_plan",
    "undone",
    "wording_on",
]

OWN = frozenset({Proposer.PARTICIPANT_ALONE, Proposer.TOGETHER})
"""Who must have put something forward for it to be the participant's own too."""

Condition = bool | str
"""Whether something holds; where that is not known, the path that would tell."""


def all_hold(
    facts: Facts, conditions: Iterable[Condition], finding: Finding
) -> Iterator[Finding | CannotTell]:
    """A finding where each condition holds, and what is not known where each may."""
    parts = tuple(conditions)
    if False in parts:
        return
    unknown = [path for path in parts if isinstance(path, str)]
    yield from (facts.unknown(path, *finding.items) for path in unknown)
    if not unknown:
        yield finding


@attrs.frozen(kw_only=True)
class Wait:
    """From which days on something is waited for, and how many days are meant to pass.

    `since` has the days by the path that tells them; all must have come, and the first
    day of the enrolment too. `shown_by` is the kind of row that shows that it was done,
    None where a row that is there says so itself.
    """

    since: Mapping[str, date | None]
    days: int
    shown_by: str | None = None


def undone(
    facts: Facts,
    wait: Wait,
    *items: ItemRef,
    doubts: Iterable[CannotTell] = (),
    params: Mapping[str, Any] | None = None,
) -> Iterator[Finding | CannotTell]:
    """That what was waited for was not done in time, while the participant is enrolled.

    Nothing is said before the days have passed. `doubts` are what might show that it was
    done.
    """
    due = _due(facts, wait, items)
    if due is None:
        return
    said = tuple(doubts)
    if isinstance(due, CannotTell):
        said += (due,)
    yield from said
    if not said and isinstance(due, date):
        more = {"days": wait.days, **(params or {})}
        yield Finding(items=items, since=due, params=more)


def _due(
    facts: Facts, wait: Wait, items: tuple[ItemRef, ...]
) -> date | CannotTell | None:
    """The last day for it where that has passed; None where it may yet be done."""
    starts = {**wait.since, "enrolment.start": facts.the_enrolment.first_day}
    known = [day for day in starts.values() if day is not None]
    early = any((facts.on - day).days <= wait.days for day in known)
    if early or has_left(facts):
        return None
    for path, day in starts.items():
        if day is None:
            about = () if path == "enrolment.start" else items
            return facts.unknown(path, *about)
    if facts.may_have_left:
        return facts.unknown("enrolment.exit")
    begun = max(day for day in wait.since.values() if day is not None)
    if wait.shown_by is not None and not facts.speaks_of(begun):
        return facts.untold(wait.shown_by)
    return max(known) + timedelta(days=wait.days)


def has_left(facts: Facts) -> bool:
    """Whether the enrolment had ended before the judged day."""
    left = facts.the_enrolment.exit
    return left is not None and left.on < facts.on


def falls_in_enrolment(facts: Facts, day: date) -> bool | CannotTell:
    """Whether a day belongs to the enrolment, or what would have to be known."""
    enrolment = facts.the_enrolment
    if enrolment.exit is not None and day > enrolment.exit.on:
        return False
    if enrolment.start is None:
        return facts.unknown("enrolment.start")
    if day < enrolment.start:
        return False
    return facts.unknown("enrolment.exit") if facts.may_have_left else True


def running_plan(facts: Facts) -> ActionPlan | None:
    """The plan, unless there is none or it surely does not run on the judged day."""
    plan = facts.the_case.plan
    if plan is None or plan.period.contains(facts.on):
        return plan
    ended = plan.period.end is not None and plan.period.end <= facts.on
    return None if ended or plan.period.start is not None else plan


def wording_on(row: Challenge | Goal, day: date) -> Wording:
    """The version of the words that was current on a day, else the first one."""
    said = [one for one in row.wordings if one.on is None or one.on <= day]
    return said[-1] if said else row.wordings[0]
