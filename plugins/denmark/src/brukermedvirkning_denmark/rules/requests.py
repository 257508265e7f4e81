"""Rules about what a person asks for: a conversation, a placement that they found.

Source: LAB §§ 32 and 57.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.concepts import (
    Answer,
    InterventionKind,
    Party,
    RequestAnswer,
    RequestKind,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.requests import Request
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning_denmark.rules.conversations import (
    Talks,
    course_began,
    restarts,
    talk_doubt,
)
from brukermedvirkning_denmark.rules.law import (
    ACT_2024,
    COUNTRY,
    ELIGIBILITY,
    READ_UNTIL,
    belongs,
    days_after,
    may_lie_within,
    months_after,
    reference,
    undecided,
)

__all__ = ["RULES", "SELF_FOUND_REFUSED", "TALK_NOT_ON_REQUEST"]

_TALK_GROUPS = (2, 3, 4, 5, 7, 8, 9, 10)
_PLACEMENT_GROUPS = (1, 2, 3, 4, 5)
_READY_FOR_EDUCATION = (4,)
_REFUSALS = (
    RequestAnswer.REFUSED,
    RequestAnswer.NO_SUCH_OFFER,
    RequestAnswer.NO_PLACE,
)
_ASKERS = (Party.PARTICIPANT, Party.REPRESENTATIVE)

Doubts = list[tuple[str, Item]]


def was_not_met_on_request(facts: Facts) -> Iterator[Finding | CannotTell]:
    """After the first six months a person who asks for a conversation has one.

    Met by a conversation, or by reaching the person, within days that are our figure:
    the law names none, so it is a remark. Of the first six months § 32 does not speak;
    those of group 1 are counted in hours, which no case has, and are not asked about.
    Source: LAB § 32, stk. 1.
    """
    since = course_began(facts, _TALK_GROUPS, date.min)
    if not isinstance(since, date):
        if since is not None:
            yield since
        return
    after = months_after(since, facts.number("dk.talk.first-months"))
    days = facts.number("dk.talk.on-request-days")
    doubts: Doubts = []
    for row in facts.rows("requests"):
        latest = days_after(row.on, days)
        if row.on < max(after, ACT_2024) or facts.on <= latest:
            continue
        unsaid = _unmet(facts, row, since, latest)
        doubts += unsaid or ()
        if unsaid == []:
            refused = row.answer in _REFUSALS
            yield Finding(
                items=(reference(row),),
                since=latest,
                params={"reason": "refused" if refused else "not_held", "days": days},
            )
    yield from undecided(facts, doubts)


def _unmet(facts: Facts, row: Request, since: date, latest: date) -> Doubts | None:
    """What would have to be known to say that a request was not met; None if it was."""
    within = may_lie_within(facts, row.on)
    end = facts.the_enrolment.period.end
    talks = Talks.of(c for c in facts.rows("contacts") if row.on <= c.on <= latest)
    others = restarts(facts, since, row.on)
    if (
        row.nature.concept not in (RequestKind.CONTACT, RequestKind.UNKNOWN)
        or row.asked_by not in (*_ASKERS, Party.UNKNOWN)
        or row.answer is RequestAnswer.WITHDRAWN
        or within is None
        or (end is not None and end <= latest)
        or (row.reached_on is not None and row.reached_on <= latest)
        or talks.sure
        or others is None
    ):
        return None
    doubts: Doubts = [(path, row) for path in _unsaid(facts, row, within)]
    doubts += [(talk_doubt(contact), contact) for contact in talks.perhaps]
    doubts += [(ELIGIBILITY, other) for other in others]
    return doubts


def _unsaid(facts: Facts, row: Request, within: str) -> Iterator[str]:
    """What is not known of a request itself."""
    if within:
        yield within
    if row.nature.concept.is_unknown:
        yield "request.nature"
    if row.asked_by.is_unknown:
        yield "request.asked_by"
    if row.answer.is_unknown or not facts.carries.can("request.answer"):
        yield "request.answer"
    if not facts.carries.can("request.reached_on"):
        yield "request.reached_on"


def was_refused_what_they_found(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A person in groups 1 to 5 has a right to a placement that they found themselves.

    Not those of group 4 who are plainly ready for education, which a case does not show;
    of them it is not told. A remark, for the other conditions of the chapter are not in
    a case either. Source: LAB § 57, stk. 3.
    """
    belonging = belongs(facts, _PLACEMENT_GROUPS)
    if belonging is False:
        return
    if belonging is None:
        yield facts.unknown(ELIGIBILITY)
        return
    of_group_four = belongs(facts, _READY_FOR_EDUCATION)
    doubts: Doubts = []
    for row in facts.rows("requests"):
        unsaid = _refused(facts, row)
        if unsaid == [] and of_group_four:
            doubts.append((ELIGIBILITY, facts.the_enrolment))
        elif unsaid == []:
            yield Finding(items=(reference(row),), since=row.answered_on or row.on)
        doubts += unsaid or ()
    yield from undecided(facts, dict.fromkeys(doubts))


def _refused(facts: Facts, row: Request) -> Doubts | None:
    """What must be known to say that a found placement was refused; None if it was not."""
    within = may_lie_within(facts, row.on)
    found = {
        one.id: one
        for one in facts.the_case.interventions
        if not one.registered_in_error
    }.get(row.intervention or "")
    said = Answer.UNKNOWN if found is None else found.found_by_participant
    if (
        row.on < ACT_2024
        or within is None
        or row.nature.concept not in (RequestKind.MEASURE, RequestKind.UNKNOWN)
        or row.measure.concept
        not in (InterventionKind.WORK_PLACEMENT, InterventionKind.UNKNOWN)
        or row.asked_by not in (*_ASKERS, Party.UNKNOWN)
        or row.answer not in (RequestAnswer.REFUSED, RequestAnswer.UNKNOWN)
        or (row.answered_on is not None and facts.on < row.answered_on)
        or said in (Answer.NO, Answer.PARTLY)
    ):
        return None
    doubts: Doubts = [(within, row)] if within else []
    for path, unknown in (
        ("request.nature", row.nature.concept.is_unknown),
        ("request.measure", row.measure.concept.is_unknown),
        ("request.asked_by", row.asked_by.is_unknown),
        ("request.answer", row.answer.is_unknown),
        ("request.intervention", found is None),
    ):
        doubts += [(path, row)] if unknown else []
    if found is not None and said.is_unknown:
        doubts.append(("intervention.found_by_participant", found))
    return doubts


TALK_NOT_ON_REQUEST = Rule(
    id="dk.talk.not-on-request",
    country=COUNTRY,
    source="LAB § 32, stk. 1 (LBK 280 of 1/3 2024)",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    valid=Period(start=ACT_2024, end=READ_UNTIL),
    needs=("request", "contact", "contact.status", "contact.nature", ELIGIBILITY),
    uses=("dk.talk.first-months", "dk.talk.on-request-days"),
    check=was_not_met_on_request,
)

SELF_FOUND_REFUSED = Rule(
    id="dk.placement.self-found-refused",
    country=COUNTRY,
    source="LAB § 57, stk. 3 (LBK 280 of 1/3 2024)",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    valid=Period(start=ACT_2024, end=READ_UNTIL),
    needs=("request", "request.answer", ELIGIBILITY),
    check=was_refused_what_they_found,
)

RULES: tuple[Rule, ...] = (TALK_NOT_ON_REQUEST, SELF_FOUND_REFUSED)
