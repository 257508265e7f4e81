"""Rules about whom a programme is for, and when: its target group and its period.

Source: D15, D16.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from brukermedvirkning.domain.concepts import BenefitKind
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Cause, Finding, Severity
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = [
    "OPEN_AFTER_PROGRAMME",
    "OUTSIDE_PROGRAMME",
    "OUTSIDE_TARGET_GROUP",
    "RULES",
]

_ASSISTANCE = frozenset(
    {BenefitKind.SOCIAL_ASSISTANCE, BenefitKind.EDUCATION_ASSISTANCE}
)
_YEARS = "eligibility.assistance-years-more-than"
_AGE = "eligibility.resource-course-age-from"


def years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def is_outside_the_target_group(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Whoever is enrolled is one of those whom the programme is for.

    A programme sets how many years on assistance somebody must have *more* than on the
    first day, counted by the calendar, or how old somebody on a resource course must
    be; without either figure it asks for nothing. Each is asked of those on that
    benefit; the other benefits are outside. Source: D16.
    """
    years, age = facts.number(_YEARS), facts.number(_AGE)
    if not years and not age:
        return
    told = facts.the_enrolment.eligibility
    benefit = told.benefit.concept
    if benefit.is_unknown:
        yield facts.unknown("enrolment.eligibility")
    elif years and benefit in _ASSISTANCE:
        yield from _long_enough(facts, facts.the_enrolment, years)
    elif age and benefit is BenefitKind.RESOURCE_COURSE_BENEFIT:
        if told.age_at_entry is None:
            yield facts.unknown("enrolment.eligibility")
        elif told.age_at_entry < age:
            params = {"reason": "too_young", "age": age}
            yield Finding(items=(facts.subject,), params=params)
    else:
        params = {"reason": "other_benefit"}
        yield Finding(items=(facts.subject,), params=params)


def _long_enough(
    facts: Facts, enrolment: Enrolment, years: int
) -> Iterator[Finding | CannotTell]:
    since = enrolment.eligibility.benefit_since
    if since is None:
        yield facts.unknown("enrolment.eligibility")
    elif enrolment.start is None:
        yield facts.unknown("enrolment.start")
    elif enrolment.start <= years_after(since, years):
        yield Finding(
            items=(facts.subject,),
            since=enrolment.start,
            params={"reason": "too_short", "years": years},
        )


def begins_outside_the_programme(facts: Facts) -> Iterator[Finding | CannotTell]:
    """An enrolment that begins before the programme, or after its end, is worth knowing.

    Information, and no breach. The printed end is the programme's last day.
    Source: D15.
    """
    programme, start = facts.programme, facts.the_enrolment.start
    if programme is None:
        yield facts.unknown("enrolment.programme")
        return
    if start is None:
        yield facts.unknown("enrolment.start")
        return
    period = programme.period
    if period.end is not None and start >= period.end:
        last = (period.end - timedelta(days=1)).isoformat()
        params = {"reason": "after", "day": last}
        yield Finding(items=(facts.subject,), since=start, params=params)
    elif period.start is None:
        yield CannotTell(
            missing=("programme.period",),
            cause=Cause.NOT_RECORDED,
            items=(facts.subject,),
        )
    elif start < period.start:
        params = {"reason": "before", "day": period.start.isoformat()}
        yield Finding(items=(facts.subject,), since=start, params=params)


def is_open_after_the_programme(facts: Facts) -> Iterator[Finding | CannotTell]:
    """An enrolment that is open when the programme has ended is worth knowing.

    Information, and no breach: the end of a programme is never an exit, it only ends
    what can be seen. Source: D15.
    """
    if facts.programme is None:
        yield facts.unknown("enrolment.programme")
        return
    end = facts.programme.period.end
    if end is None or end > facts.on:
        return
    left = facts.the_enrolment.exit
    if left is None or left.on > facts.on:
        last = (end - timedelta(days=1)).isoformat()
        yield Finding(items=(facts.subject,), since=end, params={"day": last})


OUTSIDE_TARGET_GROUP = Rule(
    id="case.outside-target-group",
    source="D16",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    uses=(_YEARS, _AGE),
    check=is_outside_the_target_group,
)

OUTSIDE_PROGRAMME = Rule(
    id="enrolment.outside-programme",
    source="D15",
    severity=Severity.INFORMATION,
    duty_holder=DutyHolder.PROGRAMME,
    scope=Scope.ENROLMENT,
    check=begins_outside_the_programme,
)

OPEN_AFTER_PROGRAMME = Rule(
    id="enrolment.open-after-programme",
    source="D15",
    severity=Severity.INFORMATION,
    duty_holder=DutyHolder.PROGRAMME,
    scope=Scope.ENROLMENT,
    needs=("enrolment.exit",),
    check=is_open_after_the_programme,
)

RULES: tuple[Rule, ...] = (
    OUTSIDE_TARGET_GROUP,
    OUTSIDE_PROGRAMME,
    OPEN_AFTER_PROGRAMME,
)
