"""Rules about the plan: what Min Plan holds, when it is made, and with whose consent.

Source: LAB § 41; Cabi, Min Plan; bill L 232 (2017-18).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.concepts import (
    ConsentPurpose,
    InterventionKind,
    PlanKind,
)
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, OtherPlan
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Cause,
    Finding,
    ItemRef,
    Severity,
)
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning_denmark.rules.law import (
    ACT_2019,
    COUNTRY,
    ELIGIBILITY,
    belongs,
    may_lie_within,
    reference,
    undecided,
)

__all__ = ["AFTER_MEASURE", "INTEGRATED_WITHOUT_CONSENT", "RULES"]

_ALL = tuple(range(1, 12))
_ORDER_2019_UNTIL = date(2021, 12, 28)
"""The day of BEK nr. 2636; the guide was read beside BEK nr. 1180 of 25/11 2019."""

_EMPLOYMENT_MEASURES = (
    InterventionKind.WAGE_SUBSIDY,
    InterventionKind.WORK_PLACEMENT,
    InterventionKind.OTHER_EMPLOYMENT_OFFER,
    InterventionKind.EDUCATION,
    InterventionKind.GUIDANCE,
)

Doubts = list[tuple[str, Item]]


def was_made_after_a_measure(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Min Plan is drawn up together with the person before an employment measure starts.

    Any plan counts, the one of the case or one kept elsewhere. A remark: it was read in
    a guide to the law and in its order of 2019, and holds as long as that one.
    Source: Cabi, Min Plan, 2; LAB ch. 9.
    """
    belonging = belongs(facts, _ALL)
    if belonging is False:
        return
    if belonging is None:
        yield facts.unknown(ELIGIBILITY)
        return
    doubts: Doubts = []
    for row in facts.rows("interventions"):
        unsaid = _unplanned(facts, row)
        doubts += unsaid or ()
        if unsaid != []:
            continue
        if not facts.carries.can("other_plan"):
            yield CannotTell(
                missing=("other_plan",),
                cause=Cause.SOURCE_CANNOT_SAY,
                items=(reference(row),),
            )
            continue
        plan = facts.the_case.plan
        if plan is not None and plan.period.start is None:
            yield facts.unknown("plan.period", _of(plan))
            continue
        unstarted = [one for one in _others(facts) if one.period.start is None]
        if unstarted:
            doubts += [("other_plan.period", one) for one in unstarted]
            continue
        later = plan is not None or bool(_others(facts))
        yield Finding(
            items=(reference(row),),
            since=row.period.start,
            params={"reason": "later" if later else "none"},
        )
    yield from undecided(facts, dict.fromkeys(doubts))


def _others(facts: Facts) -> tuple[OtherPlan, ...]:
    rows: tuple[OtherPlan, ...] = facts.rows("other_plans")
    return rows


def _of(plan: ActionPlan) -> ItemRef:
    return ItemRef(kind="plan", id=plan.id)


def _unplanned(facts: Facts, row: Intervention) -> Doubts | None:
    """What must be known of a measure that no plan surely came before; None if one did."""
    kind, began = row.measure.concept, row.period.start
    if row.has_not_begun or kind not in (
        *_EMPLOYMENT_MEASURES,
        InterventionKind.UNKNOWN,
    ):
        return None
    if began is None:
        return [("intervention.period", row)]
    within = may_lie_within(facts, began)
    plans = (facts.the_case.plan, *_others(facts))
    starts = [plan.period.start for plan in plans if plan is not None]
    planned = any(start is not None and start <= began for start in starts)
    if began < ACT_2019 or within is None or planned:
        return None
    doubts: Doubts = [(within, row)] if within else []
    return [*doubts, ("intervention.measure", row)] if kind.is_unknown else doubts


def was_made_without_consent(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A plan across sectors in the place of Min Plan is made with the person's consent.

    The law was read as a bill, and its commencement was not; it asks what is asked of
    any plan across sectors, so it is a remark, and of any day.
    Source: bill L 232 (2017-18) § 1, nr. 3 (LAB § 30 b); definitions 3.1.
    """
    plan = facts.the_case.plan
    kinds = (PlanKind.CROSS_SECTOR_PLAN, PlanKind.UNKNOWN)
    if plan is None or plan.kind.concept not in kinds:
        return
    made = plan.period.start
    if made is None:
        yield facts.unknown("plan.period", _of(plan))
        return
    given = [row for row in facts.rows("consents") if row.holds_on(made)]
    aims = {row.aim.concept for row in given}
    if made > facts.on or ConsentPurpose.CROSS_SECTOR_PLAN in aims:
        return
    if plan.kind.concept.is_unknown:
        yield facts.unknown("plan.kind", _of(plan))
    elif ConsentPurpose.UNKNOWN in aims:
        unsaid = [row for row in given if row.aim.concept is ConsentPurpose.UNKNOWN]
        yield facts.unknown("consent.aim", *map(reference, unsaid))
    elif not facts.speaks_of(made):
        yield facts.untold("consent")
    else:
        yield Finding(items=(_of(plan),), since=made)


AFTER_MEASURE = Rule(
    id="dk.plan.after-measure",
    country=COUNTRY,
    source="Cabi, Min Plan, 2 (LAB ch. 9; BEK 1180 of 25/11 2019 ch. 8)",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    valid=Period(start=ACT_2019, end=_ORDER_2019_UNTIL),
    needs=("plan", "intervention", "intervention.measure", ELIGIBILITY),
    check=was_made_after_a_measure,
)

INTEGRATED_WITHOUT_CONSENT = Rule(
    id="dk.plan.integrated-without-consent",
    country=COUNTRY,
    source="bill L 232 (2017-18) § 1, nr. 3; definitions 3.1",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.CASE,
    needs=(
        "plan",
        "consent",
        "consent.until",
        "consent.withdrawn_on",
        "consent.by_representative",
    ),
    check=was_made_without_consent,
)

RULES: tuple[Rule, ...] = (AFTER_MEASURE, INTEGRATED_WITHOUT_CONSENT)
