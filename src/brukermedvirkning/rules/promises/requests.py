"""Rules about what the participant asks for: an answer, and no endless waiting.

Source: B37, D144, D153.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from brukermedvirkning.domain.concepts import Party, RequestAnswer
from brukermedvirkning.domain.requests import Request, Waiting
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.in_time import (
    inside,
    last_asked_day,
    overdue,
    reference,
    unknowns,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["REQUEST_UNANSWERED", "RULES", "WAITING_TOO_LONG"]

_THEIRS = (Party.PARTICIPANT, Party.REPRESENTATIVE, Party.UNKNOWN)


def is_not_answered(facts: Facts) -> Iterator[Finding | CannotTell]:
    """What the participant, or a representative, asks for is answered there and then.

    Whoever asked for contact and was reached has an answer. Nothing is asked of what was
    withdrawn, nor of the days after an exit. Source: B37 "der og da".
    """
    limit = facts.number("request.answer-due-days")
    for row in facts.rows("requests"):
        place = inside(facts, row.on)
        answered = _answered(facts, row)
        if row.asked_by not in _THEIRS or place is None or answered is None:
            continue
        doubts = (
            "request.asked_by" if row.asked_by.is_unknown else "",
            "" if facts.carries.can("request.reached_on") else "request.reached_on",
        )
        until = last_asked_day(facts)
        yield from overdue(
            facts, row, row.on, limit, answered, place, *doubts, until=until
        )


def _answered(facts: Facts, row: Request) -> str | None:
    """What must be known to say that there is no answer; None where there is one."""
    if row.reached_on is not None and row.reached_on <= facts.on:
        return None
    if row.answered_on is not None:
        return None if row.answered_on <= facts.on else ""
    if row.answer is RequestAnswer.UNKNOWN:
        return "request.answer"
    return "" if row.answer is RequestAnswer.NOT_YET else None


def waits_too_long(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Nobody waits for what they asked for longer than the days that are set.

    Counted for those who still wait and for those whose waiting has ended, however it
    did; no further than the exit. Source: D144, D153.
    """
    limit = facts.number("request.waiting-limit-days")
    last = last_asked_day(facts)
    for row in facts.rows("requests"):
        place = inside(facts, row.on)
        too_long = [
            (days, spell.since)
            for spell in (*row.earlier_waiting, row.waiting)
            if spell and (days := _waited(spell, last)) > limit
        ]
        if place is None or not too_long:
            continue
        if place:
            yield from unknowns(facts, row, (place,))
            continue
        days, since = max(too_long)
        yield Finding(
            items=(reference(row),),
            since=since + timedelta(days=limit),
            params={"days": days, "limit": limit},
        )


def _waited(spell: Waiting, last: date) -> int:
    """How many days, of those up to the last one that is asked about."""
    return (min(spell.until or last, last) - spell.since).days


REQUEST_UNANSWERED = Rule(
    id="request.unanswered",
    source="B37",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("request", "request.answer", "request.answered_on"),
    uses=("request.answer-due-days",),
    check=is_not_answered,
)

WAITING_TOO_LONG = Rule(
    id="waiting.too-long",
    source="D144; D153; definitions 2.2 intervention.waiting-days",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    needs=("request", "request.waiting", "request.earlier_waiting"),
    uses=("request.waiting-limit-days",),
    check=waits_too_long,
)

RULES: tuple[Rule, ...] = (REQUEST_UNANSWERED, WAITING_TOO_LONG)
