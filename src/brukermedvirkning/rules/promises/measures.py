"""Rules about measures: who shaped them, what they are for, and on what a duty rests.

Asked of the measures that began in the enrolment; what began before it is history.
Source: D17, D19, D146, N59-60.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from brukermedvirkning.domain.concepts import Answer, Obligation, Party, Proposer
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.plan import proposer
from brukermedvirkning.domain.programme import Promise
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.reading import (
    Condition,
    all_hold,
    falls_in_enrolment,
    reference,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = [
    "CONTENT_NOT_SHAPED",
    "DUTY_WITHOUT_FRAME",
    "GOAL_NOT_SHAPED",
    "INTEREST_NOT_ASKED",
    "OUTSIDE_PLAN",
    "RULES",
]

_BOUND = frozenset({Obligation.DUTY, Obligation.SANCTION_ATTACHED})


def _of_begun(
    facts: Facts, conditions: Callable[[Intervention], Iterable[Condition]]
) -> Iterator[Finding | CannotTell]:
    """A finding for each measure that began in the enrolment and meets the conditions."""
    for row in facts.rows("interventions"):
        if row.has_not_begun:
            continue
        item, start = reference(row), row.period.start
        said = all_hold(facts, conditions(row), Finding(items=(item,), since=start))
        if start is None:
            inside: bool | CannotTell = facts.unknown("intervention.period", item)
        else:
            inside = falls_in_enrolment(facts, start)
        if inside is True:
            yield from said
        elif inside is not False and tuple(said):
            yield inside


def _not_shaped(parties: tuple[Party, ...], path: str) -> tuple[Condition, ...]:
    """That others alone shaped it."""
    shaper = proposer(parties)
    return (path if shaper.is_unknown else shaper is Proposer.OTHERS,)


def had_its_goal_shaped_by_others(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The participant takes part in shaping the goal of each measure.

    Source: D17; definitions 2.2 intervention.shaped-by-participant.
    """
    path = "intervention.goal_shaped_by"
    yield from _of_begun(facts, lambda row: _not_shaped(row.goal_shaped_by, path))


def had_its_content_shaped_by_others(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The participant takes part in shaping the content of each measure.

    Source: D17; definitions 2.2 intervention.shaped-by-participant.
    """
    path = "intervention.content_shaped_by"
    yield from _of_begun(facts, lambda row: _not_shaped(row.content_shaped_by, path))


def is_outside_the_plan(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Each measure serves a goal of the plan.

    Source: D19, D17.
    """
    goals = {row.id for row in facts.rows("goals")}
    yield from _of_begun(facts, lambda row: (not goals & {*row.goals},))


def was_not_asked_for_interest(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The participant is asked whether a measure lies in their own field of interest.

    It is easier to complete what one helped to shape and takes an interest in.
    Source: N59-60.
    """
    yield from _of_begun(facts, lambda row: (_interest_not_asked(row),))


def _interest_not_asked(row: Intervention) -> Condition:
    unknown = row.fits_own_interest is Answer.UNKNOWN
    not_asked = row.fits_own_interest is Answer.NOT_ASKED
    return "intervention.fits_own_interest" if unknown else not_asked


def is_a_duty_without_frame(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A measure that is a duty names the decision and the given limit that it rests on.

    Agreement to a duty is no free agreement; what makes it one is to be seen.
    Source: D146, D9; definitions 3.2.
    """
    framed = {row.id for row in facts.rows("decisions") if row.frame is not None}
    yield from _of_begun(
        facts,
        lambda row: (
            "intervention.obligation"
            if row.obligation.is_unknown
            else row.obligation in _BOUND,
            row.decision not in framed,
        ),
    )


GOAL_NOT_SHAPED = Rule(
    id="intervention.goal-not-shaped",
    source="D17; definitions 2.2 intervention.shaped-by-participant",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.PROGRAMME,
    scope=Scope.ENROLMENT,
    promise=Promise.INFLUENCE_ON_GOAL,
    needs=("intervention",),
    check=had_its_goal_shaped_by_others,
)

CONTENT_NOT_SHAPED = Rule(
    id="intervention.content-not-shaped",
    source="D17; definitions 2.2 intervention.shaped-by-participant",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.PROGRAMME,
    scope=Scope.ENROLMENT,
    promise=Promise.INFLUENCE_ON_CONTENT,
    needs=("intervention",),
    check=had_its_content_shaped_by_others,
)

OUTSIDE_PLAN = Rule(
    id="intervention.outside-plan",
    source="D19; D17",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("intervention", "intervention.goals", "goal"),
    check=is_outside_the_plan,
)

INTEREST_NOT_ASKED = Rule(
    id="intervention.interest-not-asked",
    source="N59-60",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("intervention", "intervention.fits_own_interest"),
    check=was_not_asked_for_interest,
)

DUTY_WITHOUT_FRAME = Rule(
    id="intervention.duty-without-frame",
    source="D146; D9; definitions 3.2",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("intervention", "intervention.decision", "decision", "decision.frame"),
    check=is_a_duty_without_frame,
)

RULES: tuple[Rule, ...] = (
    GOAL_NOT_SHAPED,
    CONTENT_NOT_SHAPED,
    OUTSIDE_PLAN,
    INTEREST_NOT_ASKED,
    DUTY_WITHOUT_FRAME,
)
