"""Rules about surveys: the chance to take part, in the stay and in every year of it.

What was answered is nobody's business here, nor whether. Source: H18, M28.
"""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.programme import Promise
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.yearly import died, years_without
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["RULES", "SURVEY_NOT_OFFERED_DURING_STAY", "SURVEY_NOT_OFFERED_YEARLY"]


def was_not_invited_in_the_stay(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Whoever left after a stay of some length was invited to a survey during it.

    It is known at the end alone: of those who are still there, and of those who died,
    nothing is asked. Source: H18, definitions 2.2 survey.offered (a).
    """
    enrolment, alive = facts.the_enrolment, died(facts)
    left, start = enrolment.exit, enrolment.start
    if facts.may_have_left:
        yield facts.unknown("enrolment.exit")
        return
    if alive is None or left is None or left.on >= facts.on:
        return
    if start is None:
        yield facts.unknown("enrolment.start")
        return
    days = (left.on - start).days + 1
    invited = any(start <= row.on <= left.on for row in facts.rows("invitations"))
    if invited or days < facts.number("survey.stay-least-days"):
        return
    if alive:
        yield facts.unknown(alive)
    elif not facts.speaks_of(start):
        yield facts.untold("invitation")
    else:
        yield Finding(items=(facts.subject,), since=left.on, params={"days": days})


def was_not_invited_every_year(facts: Facts) -> Iterator[Finding | CannotTell]:
    """In every completed year of the stay the participant is invited to a survey.

    The running year is not asked about, nor the stay of somebody who died.
    Source: M28, definitions 2.2 survey.offered (b).
    """
    invited = ((row.on, "") for row in facts.rows("invitations"))
    yield from years_without(facts, "invitation", invited)


SURVEY_NOT_OFFERED_DURING_STAY = Rule(
    id="survey.not-offered-during-stay",
    source="H18; definitions 2.2 survey.offered",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    promise=Promise.SURVEY_DURING_STAY,
    needs=("invitation",),
    uses=("survey.stay-least-days",),
    check=was_not_invited_in_the_stay,
)

SURVEY_NOT_OFFERED_YEARLY = Rule(
    id="survey.not-offered-yearly",
    source="M28; definitions 2.2 survey.offered",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    promise=Promise.SURVEY_YEARLY,
    needs=("invitation",),
    check=was_not_invited_every_year,
)

RULES: tuple[Rule, ...] = (SURVEY_NOT_OFFERED_DURING_STAY, SURVEY_NOT_OFFERED_YEARLY)
