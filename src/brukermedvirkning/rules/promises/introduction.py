"""A rule about day one: made aware of one's role and responsibility. Source: H13."""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.concepts import Answer
from brukermedvirkning.domain.enrolments import Introduction
from brukermedvirkning.domain.programme import Promise
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Cause,
    Finding,
    ItemRef,
    Severity,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["NOT_ON_DAY_ONE"]


def was_not_introduced_on_day_one(facts: Facts) -> Iterator[Finding | CannotTell]:
    """By the first day the organisation has made the participant aware of both.

    Role *and* responsibility, acknowledged by the participant. It is the organisation's
    duty. Held late, held without acknowledgement and held without covering both are
    told apart. Source: H13, `domain.md` 2.2 introduction.day-one.
    """
    enrolment = facts.the_enrolment
    first_day = enrolment.first_day
    if first_day is None:
        yield _not_recorded("enrolment.start", (facts.subject,))
        return
    if facts.on <= first_day:
        return
    held: list[Introduction] = [
        row
        for row in facts.rows("introductions")
        if row.enrolment in (None, enrolment.id)
    ]
    on_time = [row for row in held if row.on is not None and row.on <= first_day]
    complete = [row for row in on_time if row.is_complete is Answer.YES]
    if any(row.acknowledged_on is not None for row in complete):
        return
    doubtful = _doubtful(held, on_time)
    if doubtful is not None:
        yield doubtful
        return
    reason = (
        "not_acknowledged"
        if complete
        else "not_covering"
        if on_time
        else "late"
        if held
        else "none"
    )
    yield Finding(
        items=(facts.subject,),
        since=first_day,
        params={"reason": reason, "first_day": first_day.isoformat()},
    )


def _doubtful(
    held: list[Introduction], on_time: list[Introduction]
) -> CannotTell | None:
    """What would have to be known of the introductions on record to tell."""
    undated = [row for row in held if row.on is None]
    if undated:
        return _not_recorded("introduction.on", tuple(map(_reference, undated)))
    vague = [
        row
        for row in on_time
        if row.is_complete is Answer.UNKNOWN and row.acknowledged_on is not None
    ]
    if vague:
        return _not_recorded("introduction.covers_role", tuple(map(_reference, vague)))
    return None


def _reference(row: Introduction) -> ItemRef:
    return ItemRef(kind=row.kind, id=row.id)


def _not_recorded(path: str, items: tuple[ItemRef, ...]) -> CannotTell:
    return CannotTell(missing=(path,), cause=Cause.NOT_RECORDED, items=items)


NOT_ON_DAY_ONE = Rule(
    id="introduction.not-on-day-one",
    source="H13; domain.md 2.2 introduction.day-one",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    promise=Promise.INTRODUCTION_FROM_DAY_ONE,
    needs=("introduction", "introduction.acknowledged_on"),
    check=was_not_introduced_on_day_one,
)
