"""Asking many rules of one case: which facts they are given, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import Outcome, Verdict
from brukermedvirkning.rules.parameters import Parameters
from brukermedvirkning.rules.rule import Rule, Scope, examine

__all__ = ["examine_case"]


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
    verdicts: list[Verdict] = []
    on = min(on, case.origin.known_until or on)
    for rule in rules:
        # Outside its days a rule's parameters need not have a value either.
        if not rule.in_force(on):
            continue
        for facts in _facts(rule, case, on, programmes):
            resolved = {
                name: parameters.find(name, on, facts.programme) for name in rule.uses
            }
            verdict = examine(rule, attrs.evolve(facts, parameters=resolved))
            if verdict.outcome is not Outcome.DOES_NOT_APPLY:
                verdicts.append(verdict)
    return tuple(verdicts)


def _facts(
    rule: Rule, case: Case, on: date, programmes: Mapping[str, Programme]
) -> Iterator[Facts]:
    enrolments = [
        enrolment
        for enrolment in case.enrolments
        if not enrolment.registered_in_error
        and (enrolment.start is None or enrolment.start <= on)
    ]
    if rule.scope is Scope.CASE:
        latest = enrolments[-1] if enrolments else None
        yield Facts(on=on, case=case, programme=_programme(latest, programmes))
    elif rule.scope is Scope.ENROLMENT:
        for enrolment in enrolments:
            yield Facts(
                on=on,
                case=case,
                enrolment=enrolment,
                programme=_programme(enrolment, programmes),
            )
        if not enrolments and not case.origin.carries.can("enrolment"):
            yield Facts(on=on, case=case)


def _programme(
    enrolment: Enrolment | None, programmes: Mapping[str, Programme]
) -> Programme | None:
    return programmes.get(enrolment.programme) if enrolment else None
