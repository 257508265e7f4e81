"""Rules about conversations in the first months. Source: LAB §§ 9 and 31, sygedagpengeloven § 13 b.

Each finding is a remark: who is exempted from the duty to take part (LAB § 106) is not
called in, and a case has no place for the exemption. That a-kasse and jobcentre each hold
three conversations with those on unemployment benefit (§ 31, stk. 1) is not checked: the
months are counted in hours of unemployment (§ 9, stk. 1, nr. 1), which no case has.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning_denmark.rules.conversations import (
    Talks,
    course_began,
    restarts,
    speaks_of,
    talk_doubt,
)
from brukermedvirkning_denmark.rules.law import (
    ACT_2022,
    ACT_2024,
    COUNTRY,
    ELIGIBILITY,
    READ_UNTIL,
    days_after,
    months_after,
    reference,
    undecided,
)

__all__ = [
    "FIRST_WITHIN_A_WEEK",
    "FIRST_WITHIN_TWO_WEEKS",
    "RULES",
    "SICK_BENEFIT_FIRST",
    "TOO_FEW_IN_FIRST_SIX_MONTHS",
]

_FOUR_TALKS = (2, 3, 4, 5, 7, 8, 9, 10)
_ASKED_FOR_HELP = (2, 3, 4, 5)
_UNEMPLOYED = (1,)
_SICK = (6,)
_OF_AGE = 25


def has_too_few(facts: Facts) -> Iterator[Finding | CannotTell]:
    """In the first six months the jobcentre holds at least four individual conversations.

    A shift to another benefit begins a new count: it is seen in another enrolment whose
    spell on the benefit began within these months, and asked of that one. A shift that
    no enrolment shows is not seen. Source: LAB § 9 and § 31, stk. 3.
    """
    since = course_began(facts, _FOUR_TALKS, ACT_2022)
    if not isinstance(since, date):
        if since is not None:
            yield since
        return
    until = months_after(since, facts.number("dk.talk.first-months"))
    end = facts.the_enrolment.period.end
    if facts.on < until or (end is not None and end < until):
        return
    least = facts.number("dk.talk.first-months-least")
    talks = Talks.of(row for row in facts.rows("contacts") if since <= row.on < until)
    others = restarts(facts, since, until)
    if len(talks.sure) >= least or others is None:
        return
    if len(talks.sure) + len(talks.perhaps) >= least:
        yield from _doubtful(facts, talks.perhaps)
    elif others:
        yield facts.unknown(ELIGIBILITY, *map(reference, others))
    else:
        yield from _surely(
            facts,
            since,
            Finding(
                items=(facts.subject,),
                since=until,
                params={
                    "held": len(talks.sure),
                    "least": least,
                    "since": since.isoformat(),
                    "until": until.isoformat(),
                },
            ),
        )


def _doubtful(facts: Facts, rows: tuple[Contact, ...]) -> Iterator[CannotTell]:
    yield from undecided(facts, ((talk_doubt(row), row) for row in rows))


def _surely(
    facts: Facts, since: date, finding: Finding
) -> Iterator[Finding | CannotTell]:
    """The finding, if the case could have shown what is missing."""
    if facts.may_have_left:
        yield facts.unknown("enrolment.exit")
    elif not speaks_of(facts, since):
        yield facts.untold("contact")
    else:
        yield finding


def _had_none_by(
    facts: Facts, since: date, latest: date, earliest: date
) -> Iterator[Finding | CannotTell]:
    """Whether there was a conversation by the latest day."""
    end = facts.the_enrolment.period.end
    if facts.on <= latest or (end is not None and end <= latest):
        return
    talks = Talks.of(r for r in facts.rows("contacts") if earliest <= r.on <= latest)
    if talks.sure:
        return
    if talks.perhaps:
        yield from _doubtful(facts, talks.perhaps)
        return
    params = {"since": since.isoformat(), "latest": latest.isoformat()}
    finding = Finding(items=(facts.subject,), since=latest, params=params)
    yield from _surely(facts, since, finding)


def was_not_met_within_a_week(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The first conversation is held within a week of first asking for help.

    The day of asking may lie before the first day of the benefit, so a conversation in
    as many days before it counts too. Source: LAB § 31, stk. 5 (stk. 3 in 2022).
    """
    since = course_began(facts, _ASKED_FOR_HELP, ACT_2022)
    if isinstance(since, date):
        days = facts.number("dk.talk.first-days")
        earliest = since - timedelta(days=min(days, (since - date.min).days))
        yield from _had_none_by(facts, since, days_after(since, days), earliest)
    elif since is not None:
        yield since


def was_not_met_within_two_weeks(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The a-kasse holds the first conversation within two weeks of registration.

    Those whom the jobcentre takes care of from the start are under 25 (§ 27, stk. 3;
    § 42, stk. 3), so of whom may have been so young it is not told. The first day on the
    benefit stands for the day of registration. Source: LAB § 31, stk. 4.
    """
    since = course_began(facts, _UNEMPLOYED, ACT_2024)
    if isinstance(since, date):
        if not _was_of_age(facts.the_enrolment, since):
            yield facts.unknown(ELIGIBILITY)
            return
        latest = days_after(since, facts.number("dk.talk.first-days-unemployed"))
        yield from _had_none_by(facts, since, latest, since)
    elif since is not None:
        yield since


def _was_of_age(enrolment: Enrolment, day: date) -> bool:
    """Whether somebody of this age at entry was surely 25 years or more on a day."""
    age = enrolment.eligibility.age_at_entry
    if age is None or enrolment.start is None:
        return False
    years = -(-max((enrolment.start - day).days, 0) // 365)
    return age - years >= _OF_AGE


def was_not_met_before_week_nine(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A person on sickness benefit is met before the end of the eighth week of absence.

    Counted from the first day on the benefit, which is no earlier than the first day of
    absence. Source: sygedagpengeloven § 13 b, stk. 1.
    """
    since = course_began(facts, _SICK, ACT_2024)
    if isinstance(since, date):
        days = facts.number("dk.talk.sick-benefit-weeks") * 7 - 1
        yield from _had_none_by(facts, since, days_after(since, max(days, 0)), since)
    elif since is not None:
        yield since


_NEEDS = ("contact", "contact.status", "contact.nature", ELIGIBILITY)

TOO_FEW_IN_FIRST_SIX_MONTHS = Rule(
    id="dk.talk.too-few-in-first-six-months",
    country=COUNTRY,
    source="LAB § 9 and § 31, stk. 3 (LBK 280 of 1/3 2024; § 31, stk. 1, in LBK 701 of 22/5 2022)",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    valid=Period(start=ACT_2022, end=READ_UNTIL),
    needs=_NEEDS,
    uses=("dk.talk.first-months", "dk.talk.first-months-least"),
    check=has_too_few,
)

FIRST_WITHIN_A_WEEK = Rule(
    id="dk.talk.first-within-a-week",
    country=COUNTRY,
    source="LAB § 31, stk. 5 (LBK 280 of 1/3 2024; stk. 3 in LBK 701 of 22/5 2022)",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    valid=Period(start=ACT_2022, end=READ_UNTIL),
    needs=_NEEDS,
    uses=("dk.talk.first-days",),
    check=was_not_met_within_a_week,
)

FIRST_WITHIN_TWO_WEEKS = Rule(
    id="dk.talk.first-within-two-weeks",
    country=COUNTRY,
    source="LAB § 31, stk. 4 (LBK 280 of 1/3 2024)",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    valid=Period(start=ACT_2024, end=READ_UNTIL),
    needs=_NEEDS,
    uses=("dk.talk.first-days-unemployed",),
    check=was_not_met_within_two_weeks,
)

SICK_BENEFIT_FIRST = Rule(
    id="dk.talk.sick-benefit-first",
    country=COUNTRY,
    source="sygedagpengeloven § 13 b, stk. 1 (LBK 1179 of 21/9 2023, as amended to 28/12 2023)",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    valid=Period(start=ACT_2024, end=READ_UNTIL),
    needs=_NEEDS,
    uses=("dk.talk.sick-benefit-weeks",),
    check=was_not_met_before_week_nine,
)

RULES: tuple[Rule, ...] = (
    TOO_FEW_IN_FIRST_SIX_MONTHS,
    FIRST_WITHIN_A_WEEK,
    FIRST_WITHIN_TWO_WEEKS,
    SICK_BENEFIT_FIRST,
)
