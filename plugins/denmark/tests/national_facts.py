"""Small facts under Danish law, shared by the tests of its rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, collections, in_order
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    BenefitKind,
    ContactForm,
    ContactKind,
    ContactStatus,
    ExitCategory,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Eligibility, Enrolment, ProgrammeExit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import Outcome, ParameterUse
from brukermedvirkning.rules.rule import Rule, Scope, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning_denmark.rules import PARAMETERS

START = date(2024, 3, 4)
"""A Monday after the consolidated act of 1 March 2024."""


def programme(country: str | None = "DK") -> Programme:
    return Programme(
        id="one",
        name="a programme",
        country=country,
        period=Period(),
        time_zone="Europe/Copenhagen",
    )


def enrolled(
    group: str | None = "6.3",
    *,
    since: date | None = START,
    start: date | None = START,
    left: date | None = None,
    benefit: BenefitKind = BenefitKind.UNKNOWN,
    age: int | None = None,
    scheme: str = "dk.lbl-6",
    row_id: str = "e",
) -> Enrolment:
    other = Coded(concept=ExitCategory.OTHER)
    return Enrolment(
        id=row_id,
        programme="one" if row_id == "e" else row_id,
        start=start,
        eligibility=Eligibility(
            benefit=Coded(concept=benefit),
            benefit_since=since,
            age_at_entry=age,
            target_group=None if group is None else Code(scheme=scheme, code=group),
        ),
        exit=None if left is None else ProgrammeExit(on=left, category=other),
    )


def talk(
    row_id: str,
    on: date,
    form: ContactForm = ContactForm.IN_PERSON,
    *,
    kind: ContactKind = ContactKind.CONVERSATION,
    status: ContactStatus = ContactStatus.HELD,
    **fields: Any,
) -> Contact:
    return Contact(
        id=row_id,
        on=on,
        nature=Coded(concept=kind),
        form=Coded(concept=form),
        status=status,
        **fields,
    )


def without(*paths: str, **origin: Any) -> Origin:
    left = tuple(path for path in every_path() if path not in paths)
    return Origin(carries=Carries(paths=left), **origin)


def facts(
    rule: Rule,
    on: date,
    *,
    enrolment: Enrolment | None = None,
    others: tuple[Enrolment, ...] = (),
    under: Programme | None = None,
    known: bool = True,
    **case: Any,
) -> Facts:
    """Facts of one enrolment; `known=False` where the programme is not."""
    enrolment = enrolment or enrolled()
    rows = {
        name: in_order(tuple(value)) if name in collections() else value
        for name, value in case.items()
    }
    whole = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=in_order((enrolment, *others)),
        **rows,
    )
    figures = {one.id: one.values[-1] for one in PARAMETERS}
    return Facts(
        on=on,
        case=whole,
        enrolment=enrolment if rule.scope is Scope.ENROLMENT else None,
        programme=(under or programme()) if known else None,
        parameters={
            name: ParameterUse(
                id=name, value=figures[name].value, level="core", source="a test"
            )
            for name in rule.uses
        },
    )


def said(rule: Rule, given: Facts) -> str | list[dict[str, object]] | list[str]:
    """ "kept", what each finding says, or the paths that are not known."""
    verdict = examine(rule, given)
    if verdict.outcome is Outcome.BROKEN:
        return [dict(one.params) for one in verdict.findings]
    if verdict.outcome is Outcome.CANNOT_TELL:
        return sorted(path for one in verdict.cannot_tell for path in one.missing)
    return str(verdict.outcome)
