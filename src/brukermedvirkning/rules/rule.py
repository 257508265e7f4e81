"""A rule: what was promised, by whom, since when, and a check that notices a breach."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Promise
from brukermedvirkning.domain.record import Id, Ordinal, Record, Text
from brukermedvirkning.errors import Fault
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Cause,
    Finding,
    Outcome,
    Severity,
    Verdict,
)

__all__ = ["Check", "Rule", "Scope", "examine"]

Check = Callable[[Facts], Iterable[Finding | CannotTell]]


class Scope(Concept):
    """What a rule is about."""

    CASE = "case"
    ENROLMENT = "enrolment"
    PROGRAMME = "programme"
    UNIT = "unit"
    COLLECTIVE = "collective"


@attrs.frozen(kw_only=True)
class Rule(Record):
    """One promise or duty, as something that can be checked.

    `needs` are the paths (`contact.form`) that a source must be able to carry for the
    check to be asked at all; a check that has several ways to know looks at
    `facts.carries` itself. `uses` are the ids of its parameters. `promise` limits the
    rule to programmes that promise it, `country` to programmes of a country (`DK`), `valid`
    to the days on which it holds. `check` yields a `Finding` per breach and a `CannotTell` per thing that is not known; nothing
    yielded is *kept*. Texts are found by the id of the rule.
    """

    id: Id
    version: Ordinal = 1
    source: Text
    severity: Severity
    duty_holder: DutyHolder
    scope: Scope
    valid: Period = Period()
    promise: Promise | None = None
    country: Id | None = None
    needs: tuple[Id, ...] = ()
    uses: tuple[Id, ...] = ()
    check: Check = attrs.field(repr=False)

    def in_force(self, day: date) -> bool:
        """Whether the rule holds on a day; a start that is not known is no limit."""
        start, end = self.valid.start, self.valid.end
        return (start is None or start <= day) and (end is None or day < end)

    def _invariants(self) -> Iterator[Fault]:
        if self.promise is not None and self.scope in (Scope.UNIT, Scope.COLLECTIVE):
            yield Fault(
                field="scope",
                found=str(self.scope),
                expected="case, enrolment or programme",
            )


def examine(rule: Rule, facts: Facts) -> Verdict:
    """What a rule says of the facts.

    Findings win over *cannot tell*: a breach that is seen is seen, whatever else is not
    known. A programme that is not known leaves open whether a promise was made, and under
    which law.
    """
    outcome, said = _outcome(rule, facts)
    return Verdict(
        rule=rule.id,
        version=rule.version,
        severity=rule.severity,
        duty_holder=rule.duty_holder,
        source=rule.source,
        subject=facts.subject,
        outcome=outcome,
        findings=tuple(one for one in said if isinstance(one, Finding)),
        cannot_tell=tuple(one for one in said if isinstance(one, CannotTell)),
        parameters=tuple(
            facts.parameters[name] for name in rule.uses if name in facts.parameters
        ),
    )


def _outcome(
    rule: Rule, facts: Facts
) -> tuple[Outcome, tuple[Finding | CannotTell, ...]]:
    if not rule.in_force(facts.on):
        return Outcome.DOES_NOT_APPLY, ()
    if rule.scope is Scope.ENROLMENT and facts.enrolment is None:
        return Outcome.CANNOT_TELL, (facts.unknown("enrolment"),)
    if rule.promise is not None or rule.country is not None:
        if facts.programme is None:
            return Outcome.CANNOT_TELL, (facts.unknown("enrolment.programme"),)
        if rule.promise is not None and not facts.programme.promised(rule.promise):
            return Outcome.DOES_NOT_APPLY, ()
        if rule.country not in (None, facts.programme.country):
            if facts.programme.country is None:
                return Outcome.CANNOT_TELL, (facts.unknown("programme.country"),)
            return Outcome.DOES_NOT_APPLY, ()
    missing = facts.carries.missing(rule.needs)
    if missing:
        cannot = CannotTell(missing=missing, cause=Cause.SOURCE_CANNOT_SAY)
        return Outcome.CANNOT_TELL, (cannot,)
    said: tuple[Finding | CannotTell, ...] = tuple(rule.check(facts))
    if any(isinstance(one, Finding) for one in said):
        return Outcome.BROKEN, said
    return (Outcome.CANNOT_TELL if said else Outcome.KEPT), said
