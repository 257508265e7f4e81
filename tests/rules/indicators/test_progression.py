"""How assessments moved: all with a first one, by the step of the instrument."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest

from brukermedvirkning.domain.assessments import Assessment, Score
from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.beliefs import (
    health_and_work_belief,
    moved_together,
)
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    DistributionMeasurement,
    Undefined,
)
from brukermedvirkning.rules.indicators.progression import (
    Change,
    Scale,
    last_points,
    progression,
)

YEAR = Window(start=date(2026, 1, 1), end=date(2027, 1, 1), as_of=date(2026, 12, 31))
TOOL = Code(scheme="instruments", code="tool")
SCALE = Scale(
    instrument=TOOL,
    instrument_version="1",
    dimension="hope",
    respondent=Party.PARTICIPANT,
    least_step=2,
)


def answer(number, on, points, **fields):
    values = {
        "instrument": TOOL,
        "instrument_version": "1",
        "respondent": Party.PARTICIPANT,
        "scores": (Score(dimension="hope", points=points),),
    }
    return Assessment(id=f"answer-{number}", on=on, **(values | fields))


def somebody(*points, days=(date(2025, 9, 1), date(2026, 3, 1)), **fields):
    rows = tuple(
        answer(n, on, one)
        for n, (on, one) in enumerate(zip(days, points, strict=False))
    )
    return Case(
        id="case", participant=Participant(id="somebody"), assessments=rows, **fields
    )


def rows(one):
    return {row.category: row.count for row in one.categories}


@pytest.mark.parametrize(
    ("points", "step", "more", "change"),
    [
        (2, 2, True, Change.BETTER),
        (-2, 2, True, Change.WORSE),
        (1, 2, True, Change.SAME),
        (1, 1, True, Change.BETTER),
        (-1, 1, True, Change.WORSE),
        (2, 2, False, Change.WORSE),
        (-2, 2, False, Change.BETTER),
        (0, 0, True, Change.SAME),
    ],
)
def test_a_step_smaller_than_the_least_is_no_change(points, step, more, change):
    scale = attrs.evolve(SCALE, least_step=step, more_is_better=more)

    assert change is scale.change(points)


def test_all_with_a_first_answer_are_told_and_who_was_not_asked_again():
    cases = (
        somebody(1, 5),
        somebody(5, 1),
        somebody(3, 4),
        somebody(3),
        somebody(),
        somebody(1, 5, registered_in_error=True),
        somebody(origin=Origin(carries=Carries(paths=("contact",)))),
    )
    one = progression(cases, SCALE, YEAR)

    assert {"worse": 1, "same": 1, "better": 1} == rows(one)
    assert (4, 3, 1, 1) == (one.population, one.total, one.not_recorded, one.blind)
    assert Fraction(3, 5) == one.coverage
    assert ("tool", "hope", "participant") == one.group


def test_all_that_is_told_of_a_change():
    mute, sees = (
        Origin(carries=Carries(paths=(kind,))) for kind in ("contact", "assessment")
    )
    wrong = somebody(1, 5, registered_in_error=True)
    cases = (
        wrong,
        somebody(origin=mute),
        somebody(1, 5),
        somebody(1, 5, origin=sees),
        somebody(3),
        somebody(3),
        somebody(origin=mute),
    )
    rows = {"worse": 0, "same": 0, "better": 2}

    assert progression(cases, SCALE, YEAR) == DistributionMeasurement(
        indicator="progression.change",
        version=1,
        question="How did the answers to this dimension move?",
        counts="case",
        direction=Direction.NONE,
        duty_holder=DutyHolder.PROGRAMME,
        window=YEAR,
        by=("assessment.instrument", "score.dimension", "assessment.respondent"),
        group=("tool", "hope", "participant"),
        people=4,
        population=4,
        not_recorded=2,
        blind=2,
        total=2,
        coverage=Fraction(1, 3),
        categories=tuple(
            CategoryRow(
                category=name, declared=True, count=count, share=Fraction(count, 2)
            )
            for name, count in rows.items()
        ),
    )


def test_nobody_measured_is_undefined():
    one = progression((), SCALE, YEAR)

    assert "nothing_observed" == one.undefined
    assert one.coverage is None
    assert [None] * 3 == [row.share for row in one.categories]


@pytest.mark.parametrize(
    "other",
    [
        {"instrument": Code(scheme="instruments", code="other")},
        {"instrument_version": "2"},
        {"respondent": Party.SERVICE},
        {"scores": (Score(dimension="work", points=9),)},
        {"scores": (Score(dimension="hope", points=None),)},
        {"registered_in_error": True},
        {"on": date(2027, 1, 1)},
    ],
)
def test_only_the_same_is_compared(other):
    case = somebody(3)
    later = attrs.evolve(answer(2, date(2026, 3, 1), 9), **other)
    one = progression(
        [attrs.evolve(case, assessments=(*case.assessments, later))], SCALE, YEAR
    )

    assert (0, 1) == (one.total, one.not_recorded)


@pytest.mark.parametrize(
    ("on", "known", "last"),
    [
        (date(2025, 12, 31), date(2026, 12, 31), None),
        (date(2026, 1, 1), date(2026, 12, 31), 5),
        (date(2026, 12, 31), date(2026, 12, 31), 5),
        (date(2026, 12, 31), date(2026, 12, 30), None),
        (date(2027, 1, 1), date(2027, 6, 1), None),
    ],
)
def test_the_last_answer_lies_in_the_window_and_is_known(on, known, last):
    case = somebody(1, 5, days=(date(2025, 9, 1), on))
    window = attrs.evolve(YEAR, as_of=known)

    assert last == last_points(case, SCALE, window)
    assert (last is not None) == progression([case], SCALE, window).total


@pytest.mark.parametrize("between", [date(2025, 10, 1), date(2026, 2, 1)])
def test_the_first_answer_is_compared_with_the_last(between):
    days = (date(2025, 9, 1), between, date(2026, 3, 1))
    one = progression([somebody(5, 9, 1, days=days)], SCALE, YEAR)

    assert {"worse": 1, "same": 0, "better": 0} == rows(one)


def test_a_last_answer_before_the_window_is_not_of_it():
    case = somebody(1, 5, days=(date(2025, 1, 1), date(2025, 6, 1)))
    one = progression([case], SCALE, YEAR)

    assert (0, 1) == (one.total, one.not_recorded)


def test_what_is_not_yet_known_is_not_looked_at():
    spring = attrs.evolve(YEAR, as_of=date(2026, 2, 1))
    one = progression([somebody(1, 5)], SCALE, spring)

    assert (0, 1) == (one.total, one.not_recorded)


WORK = attrs.evolve(SCALE, dimension="work")


def both(first, second):
    """Somebody with 5 points in the autumn on hope and work, and these in spring."""
    before = Score(dimension="work", points=5)
    later = Score(dimension="work", points=second)
    rows = (
        answer(1, date(2025, 9, 1), 5),
        answer(2, date(2026, 3, 1), first),
        answer(3, date(2025, 9, 1), 0, scores=(before,)),
        answer(4, date(2026, 3, 2), 0, scores=(later,)),
    )
    return Case(
        id="case", participant=Participant(id="somebody"), assessments=in_order(rows)
    )


def test_two_dimensions_that_moved_together_stand_in_nine_cells():
    wrong = attrs.evolve(both(9, 9), registered_in_error=True)
    cases = [both(9, 9), both(9, 9), both(9, 1), both(5, 5), somebody(3), wrong]
    found = moved_together(cases, SCALE, WORK, YEAR)

    assert 9 == len(found)
    assert 4 == sum(found.values())
    assert 2 == found[Change.BETTER, Change.BETTER]
    assert 1 == found[Change.BETTER, Change.WORSE]
    assert 1 == found[Change.SAME, Change.SAME]


@pytest.mark.parametrize(
    ("counts", "shares"),
    [((2, 1), (Fraction(2, 3), Fraction(1, 3))), ((0, 0), (None, None))],
)
def test_all_that_the_table_tells(counts, shares):
    cases = [*[both(9, 1)] * counts[0], *[both(5, 5)] * counts[1]]
    total = sum(counts)
    found = dict.fromkeys((f"{a}/{b}" for a in Change for b in Change), (0, shares[0]))
    if total:
        found = dict.fromkeys(found, (0, Fraction(0)))
        found |= {"better/worse": (2, shares[0]), "same/same": (1, shares[1])}

    assert health_and_work_belief(cases, SCALE, WORK, YEAR) == DistributionMeasurement(
        indicator="health-and-work-belief",
        version=1,
        question="How did health as experienced and the belief in work move together?",
        counts="case",
        direction=Direction.NONE,
        duty_holder=DutyHolder.PROGRAMME,
        companion="progression.change",
        window=YEAR,
        by=("assessment.instrument", "score.dimension"),
        group=("tool", "hope × work"),
        undefined=None if total else Undefined.NOTHING_OBSERVED,
        people=total,
        population=total,
        total=total,
        coverage=Fraction(1) if total else None,
        categories=tuple(
            CategoryRow(category=name, declared=True, count=count, share=share)
            for name, (count, share) in found.items()
        ),
    )
