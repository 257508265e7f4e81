"""Small facts under the Norwegian regulation, shared by the tests of its rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, collections, in_order
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import Area, ExitCategory, InterventionKind
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Offering, PlannedPlaces, Programme
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import Outcome
from brukermedvirkning.rules.parameters import Parameters
from brukermedvirkning.rules.rule import Rule, Scope, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning_norway.marks import share_marks
from brukermedvirkning_norway.rules import PARAMETERS

START = date(2025, 1, 6)
AFT, VTA = "ARBEIDSFORBEREDENDE_TRENING", "VARIG_TILRETTELAGT_ARBEID_SKJERMET"


def offering(code: str | None, scheme: str = "no.nav.tiltakskode") -> Offering:
    return Offering(
        measure=Coded(
            concept=InterventionKind.OTHER,
            code=None if code is None else Code(scheme=scheme, code=code),
        ),
        area=Area.EMPLOYMENT,
    )


def programme(
    *offered: Offering, country: str = "NO", places: tuple[int, ...] = (), **set_: int
) -> Programme:
    return Programme(
        id="one",
        name="a programme",
        country=country,
        period=Period(),
        time_zone="Europe/Oslo",
        offerings=offered,
        planned_places=tuple(PlannedPlaces(places=number) for number in places),
        parameters=FrozenMap(
            {f"no.aft.{name.replace('_', '-')}": value for name, value in set_.items()}
        ),
    )


def enrolled(
    *shares: tuple[str, Any], start: date | None = START, left: date | None = None
) -> Enrolment:
    entries = share_marks(
        (date.fromisoformat(since), percent) for since, percent in shares
    )
    marks = {"no.nav": {"deltakelsesmengder": entries}} if entries else {}
    other = Coded(concept=ExitCategory.OTHER)
    return Enrolment(
        id="e",
        programme="one",
        start=start,
        exit=None if left is None else ProgrammeExit(on=left, category=other),
        extensions=FrozenMap(marks),
    )


def without(*paths: str, **origin: Any) -> Origin:
    left = tuple(path for path in every_path() if path not in paths)
    return Origin(carries=Carries(paths=left), **origin)


def facts(
    rule: Rule,
    on: date,
    *,
    enrolment: Enrolment | None = None,
    under: Programme | None = None,
    **case: Any,
) -> Facts:
    """Facts of one enrolment, of its case, or of the programme."""
    enrolment = enrolment or enrolled()
    rows = {
        name: in_order(tuple(value)) if name in collections() else value
        for name, value in case.items()
    }
    whole = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment,),
        **rows,
    )
    of_case = rule.scope is not Scope.PROGRAMME
    known = Parameters.of(PARAMETERS)
    return Facts(
        on=on,
        case=whole if of_case else None,
        enrolment=enrolment if rule.scope is Scope.ENROLMENT else None,
        programme=under,
        parameters={name: known.find(name, on, under) for name in rule.uses},
    )


def said(rule: Rule, given: Facts) -> str | list[dict[str, object]] | list[str]:
    """ "kept", what each finding says, or the paths that are not known."""
    verdict = examine(rule, given)
    if verdict.outcome is Outcome.BROKEN:
        return [dict(one.params) for one in verdict.findings]
    if verdict.outcome is Outcome.CANNOT_TELL:
        return sorted(path for one in verdict.cannot_tell for path in one.missing)
    return str(verdict.outcome)
