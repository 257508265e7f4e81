"""Rules about how many supervisors AFT has.

Source: ASVL's description of AFT, after NAV's requirements for the measure.
"""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.parameters import ParameterLevel
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning_norway.rules.law import AFT, COUNTRY, is_about

__all__ = ["RULES", "TOO_FEW_SUPERVISORS"]

_SUPERVISORS = "no.aft.supervisors"


def has_too_few_supervisors(facts: Facts) -> Iterator[Finding | CannotTell]:
    """AFT has one employed supervisor for every six places, as a main rule.

    The places are those that the programme is planned for. How many supervisors it has,
    the programme or its unit sets as a figure. Of a programme that offers another
    measure too it cannot be told whose the places are. Source: ASVL, Om AFT.
    """
    for about in is_about(facts, AFT):
        if isinstance(about, CannotTell):
            yield about
            continue
        programme = facts.the_programme
        codes = [offering.measure.code for offering in programme.offerings]
        if not programme.planned_places or not all(
            code is not None and code.code in AFT for code in codes
        ):
            yield facts.unknown("programme.planned_places")
            continue
        if facts.parameters[_SUPERVISORS].level == ParameterLevel.CORE:
            yield facts.unknown("programme.parameters")
            continue
        places = sum(planned.places for planned in programme.planned_places)
        supervisors = facts.number(_SUPERVISORS)
        each = facts.number("no.aft.places-per-supervisor")
        if places > supervisors * each:
            yield Finding(
                items=(facts.subject,),
                params={"places": places, "supervisors": supervisors, "each": each},
            )


TOO_FEW_SUPERVISORS = Rule(
    id="no.aft.too-few-supervisors",
    country=COUNTRY,
    source="ASVL, Arbeidsforberedende trening (AFT), 1. Om AFT (read 22 November 2026)",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.PROGRAMME,
    uses=("no.aft.places-per-supervisor", _SUPERVISORS),
    check=has_too_few_supervisors,
)

RULES: tuple[Rule, ...] = (TOO_FEW_SUPERVISORS,)
