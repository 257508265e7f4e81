"""A rule about self-assessments: filled in once, it shows no change. Source: D57-84."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from brukermedvirkning.domain.assessments import Assessment
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.in_time import inside, last_asked_day, overdue
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["ASSESSMENT_NOT_REPEATED", "RULES"]


def is_not_repeated(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A self-assessment that the participant filled in once is offered again in the stay.

    By instrument, whatever its version; what staff filled in is none. It shows how it
    goes only when it is used twice, and is never a test of the participant.
    Source: D57-84.
    """
    limit = facts.number("assessment.repeat-due-days")
    used: dict[tuple[str, str], list[Assessment]] = defaultdict(list)
    for row in facts.rows("assessments"):
        if row.respondent in (Party.PARTICIPANT, Party.UNKNOWN):
            used[row.instrument.scheme, row.instrument.code].append(row)
    until = last_asked_day(facts)
    for rows in used.values():
        own = [row for row in rows if row.respondent is Party.PARTICIPANT]
        if len(own) > 1:
            continue
        unsaid = "" if own == rows else "assessment.respondent"
        for row in rows:
            place = inside(facts, row.on)
            if place is not None:
                yield from overdue(
                    facts, row, row.on, limit, unsaid, place, until=until
                )


ASSESSMENT_NOT_REPEATED = Rule(
    id="assessment.not-repeated",
    source="D57-84",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("assessment", "assessment.respondent"),
    uses=("assessment.repeat-due-days",),
    check=is_not_repeated,
)

RULES: tuple[Rule, ...] = (ASSESSMENT_NOT_REPEATED,)
