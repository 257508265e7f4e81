"""A rule about day one: made aware of one's role and responsibility. Source: H13."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from brukermedvirkning.domain.concepts import Answer
from brukermedvirkning.domain.enrolments import Introduction
from brukermedvirkning.domain.programme import Promise
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, ItemRef, Severity
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["NOT_ON_DAY_ONE"]


def was_not_introduced_on_day_one(facts: Facts) -> Iterator[Finding | CannotTell]:
    """By the first day the organisation has made the participant aware of both.

    Role *and* responsibility, acknowledged by the participant. It is the organisation's
    duty. Held late, held without acknowledgement and held without covering both are
    told apart. Source: H13, definitions 2.2 introduction.day-one.
    """
    enrolment = facts.the_enrolment
    first_day = enrolment.first_day
    if first_day is None:
        yield facts.unknown("enrolment.start")
        return
    if facts.on <= first_day:
        return
    held: list[Introduction] = [
        row
        for row in facts.rows("introductions")
        if row.enrolment in (None, enrolment.id)
    ]
    # What is not known of each that may have kept the promise; () is that it did.
    doubts = {
        row.id: _doubts(facts, row) for row in held if _may_do(facts, row, first_day)
    }
    if () in doubts.values():
        return
    for row_id, paths in doubts.items():
        item = ItemRef(kind=Introduction.kind, id=row_id)
        yield from (facts.unknown(path, item) for path in paths)
    if doubts:
        return
    if not facts.speaks_of(first_day):
        yield facts.untold("introduction")
        return
    yield Finding(
        items=(facts.subject,),
        since=first_day,
        params={
            "reason": _reason(held, first_day),
            "first_day": first_day.isoformat(),
        },
    )


def _may_do(facts: Facts, row: Introduction, first_day: date) -> bool:
    """Whether nothing that is known of an introduction keeps it from being enough."""
    return (
        (row.on is None or row.on <= first_day)
        and row.is_complete is not Answer.NO
        and row.acknowledged_on is not None
        and row.acknowledged_on <= facts.on
    )


def _doubts(facts: Facts, row: Introduction) -> tuple[str, ...]:
    """What would have to be known of an introduction to say that it was enough."""
    paths = []
    if row.on is None:
        paths.append("introduction.on")
    if row.is_complete is Answer.UNKNOWN:
        paths += [
            f"introduction.{field}"
            for field in ("covers_role", "covers_responsibility")
            if getattr(row, field).is_unknown
        ]
    counted = [one for one in facts.the_case.enrolments if not one.registered_in_error]
    if row.enrolment is None and len(counted) > 1:
        paths.append("introduction.enrolment")
    return tuple(paths)


def _reason(held: list[Introduction], first_day: date) -> str:
    """Why none was enough, by the one that came closest."""
    if not held:
        return "none"
    on_time = [row for row in held if row.on is None or row.on <= first_day]
    if not on_time:
        return "late"
    if all(row.is_complete is Answer.NO for row in on_time):
        return "not_covering"
    return "not_acknowledged"


NOT_ON_DAY_ONE = Rule(
    id="introduction.not-on-day-one",
    source="H13; definitions 2.2 introduction.day-one",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    promise=Promise.INTRODUCTION_FROM_DAY_ONE,
    needs=("introduction", "introduction.acknowledged_on"),
    check=was_not_introduced_on_day_one,
)
