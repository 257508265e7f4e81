"""What is laid out beside the cases, asked of a store that keeps openings and cases."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.bases import BreakGlass
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, Area, GoalStatus
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.plan import Goal, Wording
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.function_indicators import LAID_OUT
from brukermedvirkning.rules.indicators.life_areas import HowManyAreas
from brukermedvirkning.services import results_beside
from brukermedvirkning.testing.memory import MemoryStore

WINDOW = Window(start=date(2026, 1, 1), end=date(2026, 7, 1), as_of=date(2026, 7, 1))
GOAL = Goal(
    id="g",
    status=GoalStatus.CURRENT,
    wordings=(Wording(version=1, text="Some words"),),
    areas=(Coded(concept=Area.HEALTH),),
)
ENROLLED = Enrolment(id="e", programme="p", start=date(2025, 1, 1))
CASES = [
    Case(id=f"c-{n}", participant=Participant(id=f"person-{n}"), enrolments=(ENROLLED,))
    for n in range(12)
]
OPENING = BreakGlass(
    id="o",
    case="c-0",
    by=Actor(kind=ActorKind.STAFF, id="somebody"),
    ground="A provision",
    covers=("contact",),
    on=date(2026, 3, 1),
    until=date(2026, 3, 9),
)


@pytest.fixture
def work():
    """Twelve cases, half of them with a goal, and two openings of one of them."""
    with MemoryStore().begin() as work:
        some = [
            attrs.evolve(one, goals=(GOAL,)) if n < 6 else one
            for n, one in enumerate(CASES)
        ]
        work.cases.add_many([(one, ()) for one in some])
        for one in (OPENING, attrs.evolve(OPENING, id="again")):
            work.records(BreakGlass).put(one)
        yield work


def test_openings_are_counted_of_what_the_store_keeps(work):
    names = ("access.break-glass", "access.break-glass.people")
    rate, people = (
        one.measurement for one in results_beside(work, names, [WINDOW], internal=True)
    )

    assert (2, 12 * 181) == (rate.events, rate.time)
    assert (1, 12) == (people.numerator, people.denominator)


def test_that_few_were_opened_is_not_published(work):
    (people,) = results_beside(work, ["access.break-glass.people"], [WINDOW])

    assert people.measurement.numerator is None


def test_areas_are_counted_and_what_they_are_called_can_be_said(work):
    names = ("plan.areas", "plan.areas.which")
    how_many, which = results_beside(work, names, [WINDOW], internal=True)

    assert [("none", 6), ("one", 6)] == [
        (row.category, row.count) for row in how_many.measurement.rows()
    ]
    assert [("health", 6)] == [
        (row.category, row.count) for row in which.measurement.rows()
    ]
    assert (HowManyAreas, Area) == (how_many.category, which.category)


def test_each_has_the_source_of_its_definition(work):
    names = [one.id for one in LAID_OUT]
    found = results_beside(work, names, [WINDOW], programmes={})

    assert [(one.id, one.source) for one in LAID_OUT] == [
        (one.measurement.indicator, one.source) for one in found
    ]
