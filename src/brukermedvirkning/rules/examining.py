"""Asking many rules of one case, programme or unit: which facts, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from brukermedvirkning.domain.carries import EVERYTHING, Carries
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.collective import CollectiveParticipation
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.organisation import Training, Unit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import Outcome, Verdict
from brukermedvirkning.rules.parameters import Parameters
from brukermedvirkning.rules.rule import Rule, Scope, examine

__all__ = ["examine_case", "examine_programme", "examine_unit"]


def examine_case(
    rules: Iterable[Rule],
    case: Case,
    *,
    on: date,
    programmes: Mapping[str, Programme],
    parameters: Parameters,
) -> tuple[Verdict, ...]:
    """What the rules say of a case on a day, in the order of the rules.

    A rule about enrolments is asked of each that has begun, and once of the case where
    it has none that its source could have told. A rule about the case is given the
    programme of its latest enrolment. A case is judged no later than the last day of
    which its source speaks. What does not apply is left out, and of a case registered
    in error nothing is said.
    """
    if case.registered_in_error:
        return ()
    asked = _facts(case, min(on, case.origin.known_until or on), programmes)
    return tuple(
        verdict
        for rule in rules
        for facts in asked.get(rule.scope, ())
        for verdict in _asked(rule, facts, parameters, None)
    )


def examine_programme(
    rules: Iterable[Rule],
    programme: Programme,
    *,
    on: date,
    parameters: Parameters,
    unit: Unit | None = None,
    collective: Iterable[CollectiveParticipation] = (),
    trainings: Iterable[Training] = (),
    directed: Mapping[str, bool] | None = None,
    carries: Carries = EVERYTHING,
) -> tuple[Verdict, ...]:
    """What the rules about programmes say of one on a day, in their order.

    `unit` is the one that runs it. Of `collective` what is of the programme counts, of
    `trainings` what is of its unit. `carries` is what its keeper has a place for. A
    programme is judged no later than its last day. What does not apply is left out.
    """
    facts = Facts(
        on=_no_later(on, programme.period),
        programme=programme,
        unit=unit,
        collective=tuple(row for row in collective if row.programme == programme.id),
        trainings=tuple(row for row in trainings if row.unit == programme.unit),
        directed=directed or {},
        records=carries,
    )
    return tuple(
        verdict
        for rule in rules
        if rule.scope is Scope.PROGRAMME
        for verdict in _asked(rule, facts, parameters, None)
    )


def examine_unit(
    rules: Iterable[Rule],
    unit: Unit,
    *,
    on: date,
    parameters: Parameters,
    units: Iterable[Unit] = (),
    collective: Iterable[CollectiveParticipation] = (),
    trainings: Iterable[Training] = (),
    carries: Carries = EVERYTHING,
) -> tuple[Verdict, ...]:
    """What the rules about units and collective participation say, in their order.

    A rule about units is given the participation and the trainings of the unit and of
    those of `units` that are part of it. A rule about collective participation is asked
    of each that is the unit's own. A unit is judged no later than its last day. What
    does not apply is left out.
    """
    collective = tuple(collective)
    among = _with_parts(unit, tuple(units))
    on = _no_later(on, unit.period)
    whole = Facts(
        on=on,
        unit=unit,
        collective=tuple(row for row in collective if row.unit in among),
        trainings=tuple(row for row in trainings if row.unit in among),
        records=carries,
    )
    own = [
        Facts(on=on, collective=(row,), records=carries)
        for row in collective
        if row.unit == unit.id
    ]
    asked = {Scope.UNIT: [whole], Scope.COLLECTIVE: own}
    return tuple(
        verdict
        for rule in rules
        for facts in asked.get(rule.scope, ())
        for verdict in _asked(rule, facts, parameters, unit)
    )


def _asked(
    rule: Rule, facts: Facts, parameters: Parameters, unit: Unit | None
) -> Iterator[Verdict]:
    """What a rule says with its parameters resolved; nothing where it does not apply."""
    # Outside its days a rule's parameters need not have a value either.
    if not rule.in_force(facts.on):
        return
    resolved = {
        name: parameters.find(name, facts.on, facts.programme, unit)
        for name in rule.uses
    }
    if resolved:
        facts = attrs.evolve(facts, parameters=resolved)
    verdict = examine(rule, facts)
    if verdict.outcome is not Outcome.DOES_NOT_APPLY:
        yield verdict


def _no_later(on: date, period: Period) -> date:
    return min(on, period.last_day or on)


def _with_parts(unit: Unit, units: tuple[Unit, ...]) -> set[str]:
    """The id of the unit and of all that are part of it, however deep."""
    among = {unit.id}
    before = 0
    while len(among) != before:
        before = len(among)
        among |= {one.id for one in units if one.part_of in among}
    return among


def _facts(
    case: Case, on: date, programmes: Mapping[str, Programme]
) -> Mapping[Scope, list[Facts]]:
    """What the rules of each scope are asked of."""
    enrolments = [
        enrolment
        for enrolment in case.enrolments
        if not enrolment.registered_in_error
        and (enrolment.start is None or enrolment.start <= on)
    ]
    latest = enrolments[-1] if enrolments else None
    whole = Facts(on=on, case=case, programme=_programme(latest, programmes))
    of_each = [
        Facts(
            on=on,
            case=case,
            enrolment=enrolment,
            programme=_programme(enrolment, programmes),
        )
        for enrolment in enrolments
    ]
    if not enrolments and not case.origin.carries.can("enrolment"):
        of_each = [whole]
    return {Scope.CASE: [whole], Scope.ENROLMENT: of_each}


def _programme(
    enrolment: Enrolment | None, programmes: Mapping[str, Programme]
) -> Programme | None:
    return programmes.get(enrolment.programme) if enrolment else None
