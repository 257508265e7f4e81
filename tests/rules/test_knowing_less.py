"""Knowing less of a whole case: every rule, every enrolment, each smallest step."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.builtin.parameters import PARAMETERS
from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    ContactKind,
    ContactStatus,
    InterventionKind,
    ItemKind,
    OfferKind,
    Party,
    Role,
    StanceAnswer,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment, Introduction
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Goal, Stance, Wording
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.domain.requests import Offer
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.rules.examining import examine_case
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import Outcome
from brukermedvirkning.rules.parameters import Parameters
from brukermedvirkning.testing.forgetting import ways
from brukermedvirkning.testing.rule_suite import perturbed

FIRST = date(2026, 1, 1)
ON = date(2026, 3, 1)
PROGRAMMES = {
    name: Programme(
        id=name,
        name=name,
        period=Period(),
        time_zone="Europe/Oslo",
        promises=promises,
    )
    for name, promises in (("one", tuple(Promise)), ("two", ()))
}
WHOLE = Case(
    id="c",
    participant=Participant(id="person"),
    period=Period(start=FIRST),
    plan=ActionPlan(id="plan", period=Period(start=FIRST)),
    enrolments=(
        Enrolment(id="e1", programme="one", start=FIRST),
        Enrolment(id="e2", programme="two", start=FIRST + timedelta(days=9)),
    ),
    team=(
        TeamMember(
            id="t",
            period=Period(start=FIRST),
            role=Coded(concept=Role.COORDINATING_CASEWORKER),
        ),
    ),
    goals=(
        Goal(
            id="g",
            wordings=(
                Wording(version=1, text="a goal", worded_by=(Party.SERVICE,), on=FIRST),
            ),
            proposed_by=(Party.PARTICIPANT,),
        ),
    ),
    stances=(
        Stance(
            id="s",
            on=FIRST,
            item_kind=ItemKind.GOAL,
            item="g",
            version=1,
            party=Party.PARTICIPANT,
            answer=StanceAnswer.AGREES,
        ),
    ),
    introductions=(
        Introduction(
            id="i",
            on=FIRST,
            enrolment="e1",
            covers_role=Answer.YES,
            covers_responsibility=Answer.YES,
            acknowledged_on=FIRST,
        ),
    ),
    offers=(Offer(id="o", on=FIRST, nature=Coded(concept=OfferKind.MENTOR)),),
    interventions=(
        Intervention(
            id="m",
            period=Period(start=FIRST),
            measure=Coded(concept=InterventionKind.EDUCATION),
            weekly_minutes=2_220,
        ),
    ),
    contacts=tuple(
        Contact(
            id=f"k{days}",
            on=FIRST + timedelta(days=days),
            nature=Coded(concept=ContactKind.CONVERSATION),
            status=ContactStatus.HELD,
        )
        for days in (28, 56)
    ),
)


Outcomes = dict[tuple[str, str], Outcome]


def _outcomes(case: Case) -> Outcomes:
    verdicts = examine_case(
        RULES,
        case,
        on=ON,
        programmes=PROGRAMMES,
        parameters=Parameters.of(PARAMETERS),
    )
    return {(one.rule, one.subject.id): one.outcome for one in verdicts}


@given(
    perturbed(Facts(on=ON, case=WHOLE)),
    st.lists(st.integers(0, 2**16), min_size=3, max_size=3),
)
def test_knowing_less_of_a_case_accuses_nobody_and_clears_nobody(
    facts: Facts, places: list[int]
) -> None:
    before = _outcomes(facts.the_case)
    there = list(ways(facts.the_case))
    for place in places:
        what, forget = there[place % len(there)]
        with suppress(InvalidRecordError):
            _compare(before, _outcomes(forget()), what)


def _compare(before: Outcomes, after: Outcomes, what: str) -> None:
    for place, outcome in after.items():
        if outcome is Outcome.BROKEN:
            assert before[place] is Outcome.BROKEN, (place, what)
        if outcome is Outcome.KEPT and place in before:
            assert before[place] is Outcome.KEPT, (place, what)
