"""Who came out better of all with a first answer, and how far others are from them."""

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
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.beliefs import health_and_work_belief
from brukermedvirkning.rules.indicators.definition import Direction, IntervalMethod
from brukermedvirkning.rules.indicators.improvement import gap_between, improved
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    DistributionMeasurement,
    NoInterval,
    ProportionMeasurement,
    Undefined,
)
from brukermedvirkning.rules.indicators.progression import Scale
from brukermedvirkning.rules.indicators.statistics import wilson
from brukermedvirkning.rules.indicators.withhold import publish

YEAR = Window(start=date(2026, 1, 1), end=date(2027, 1, 1), as_of=date(2026, 12, 31))
TOOL = Code(scheme="instruments", code="tool")
HOPE = Scale(
    instrument=TOOL,
    instrument_version="1",
    dimension="hope",
    respondent=Party.PARTICIPANT,
    least_step=2,
)
OF_STAFF = attrs.evolve(HOPE, respondent=Party.SERVICE)
BEFORE, WITHIN, LATER = date(2025, 9, 1), date(2026, 3, 1), date(2027, 3, 1)


def answer(on, points, respondent=Party.PARTICIPANT, dimension="hope"):
    return Assessment(
        id=f"{on}-{respondent}-{dimension}",
        on=on,
        instrument=TOOL,
        instrument_version="1",
        respondent=respondent,
        scores=(Score(dimension=dimension, points=points),),
    )


def somebody(*answers, **fields):
    return Case(
        id="case",
        participant=Participant(id="somebody"),
        assessments=in_order(answers),
        **fields,
    )


def moved(first, last):
    return somebody(answer(BEFORE, first), answer(WITHIN, last))


MUTE = somebody(origin=Origin(carries=Carries(paths=("contact",))))
WRONG = somebody(answer(BEFORE, 1), answer(WITHIN, 9), registered_in_error=True)


def test_better_is_a_share_of_all_with_a_first_answer():
    one = improved(
        (
            moved(1, 5),
            moved(5, 1),
            moved(3, 4),
            somebody(answer(WITHIN, 3)),
            MUTE,
            WRONG,
        ),
        HOPE,
        YEAR,
    )

    assert (1, 2, 1, 4) == (
        one.numerator,
        one.negative,
        one.not_recorded,
        one.population,
    )
    assert (Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)) == (
        one.value,
        one.low,
        one.high,
    )
    assert (Fraction(3, 5), 1) == (one.coverage, one.blind)
    assert one.interval.lower < 0.25 < one.interval.upper
    assert "none" == one.direction


@pytest.mark.parametrize(
    ("cases", "better", "worse", "lost"),
    [
        ((moved(1, 5), moved(1, 5), moved(5, 1), somebody(answer(WITHIN, 3))), 2, 1, 1),
        ((moved(5, 1), MUTE), 0, 1, 0),
        ((), 0, 0, 0),
    ],
)
def test_all_that_is_told_of_those_who_came_out_better(cases, better, worse, lost):
    everybody = better + worse + lost
    value = Fraction(better, everybody) if everybody else None

    assert improved(cases, HOPE, YEAR) == ProportionMeasurement(
        indicator="progression.improved",
        version=1,
        question="Which share of those with a first answer came out better?",
        counts="case",
        direction=Direction.NONE,
        duty_holder=DutyHolder.PROGRAMME,
        companion="progression.change",
        window=YEAR,
        by=("assessment.instrument", "score.dimension", "assessment.respondent"),
        group=("tool", "hope", "participant"),
        value=value,
        undefined=None if everybody else Undefined.EMPTY_DENOMINATOR,
        people=everybody,
        population=everybody,
        numerator=better,
        negative=worse,
        not_recorded=lost,
        blind=cases.count(MUTE),
        denominator=everybody,
        coverage=Fraction(better + worse, len(cases)) if cases else None,
        low=value,
        high=Fraction(better + lost, everybody) if everybody else None,
        interval=wilson(value, everybody, IntervalMethod.WILSON) if everybody else None,
        no_interval=None if everybody else NoInterval.NO_VALUE,
    )


def test_to_ask_again_only_those_who_do_well_gains_nothing():
    honest = improved((moved(1, 5), moved(5, 1)), HOPE, YEAR)
    trick = improved((moved(1, 5), somebody(answer(BEFORE, 5))), HOPE, YEAR)

    assert trick.value == honest.value
    assert trick.coverage < honest.coverage


def test_nobody_measured_has_no_share():
    one = improved((), HOPE, YEAR)

    assert (None, None, None, "empty_denominator", "no_value") == (
        one.value,
        one.high,
        one.interval,
        one.undefined,
        one.no_interval,
    )


def both(own, theirs, on=WITHIN):
    return somebody(answer(WITHIN, own), answer(on, theirs, Party.SERVICE))


def gaps(one):
    return {row.category: row.count for row in one.categories}


def test_others_place_somebody_lower_the_same_or_higher():
    cases = (
        both(5, 1),
        both(5, 4),
        both(1, 5),
        both(1, 5, BEFORE),
        both(1, 5, LATER),
        somebody(answer(WITHIN, 3)),
        somebody(answer(WITHIN, 3, Party.SERVICE)),
        MUTE,
        WRONG,
    )
    one = gap_between(cases, HOPE, OF_STAFF, YEAR)

    assert {"lower": 1, "same": 1, "higher": 1} == gaps(one)
    assert (6, 3, 1) == (one.population, one.not_recorded, one.blind)
    assert Fraction(3, 7) == one.coverage
    assert ("tool", "hope", "service") == one.group


def test_all_that_is_told_of_a_gap():
    sees = somebody(
        answer(WITHIN, 1), origin=Origin(carries=Carries(paths=("assessment",)))
    )
    staff = somebody(answer(WITHIN, 3, Party.SERVICE))
    cases = (WRONG, MUTE, staff, both(5, 1), both(5, 1), sees, MUTE)
    rows = {"lower": 2, "same": 0, "higher": 0}

    assert gap_between(cases, HOPE, OF_STAFF, YEAR) == DistributionMeasurement(
        indicator="progression.gap",
        version=1,
        question="Do others place participants where they do themselves?",
        counts="case",
        direction=Direction.NONE,
        duty_holder=DutyHolder.PROGRAMME,
        companion="progression.change",
        window=YEAR,
        by=("assessment.instrument", "score.dimension", "assessment.respondent"),
        group=("tool", "hope", "service"),
        people=3,
        population=3,
        not_recorded=1,
        blind=2,
        total=2,
        coverage=Fraction(2, 5),
        categories=tuple(
            CategoryRow(
                category=name, declared=True, count=count, share=Fraction(count, 2)
            )
            for name, count in rows.items()
        ),
    )


def test_where_less_is_better_higher_is_less():
    turned = attrs.evolve(HOPE, more_is_better=False)
    of_staff = attrs.evolve(OF_STAFF, more_is_better=False)

    assert {"lower": 0, "same": 0, "higher": 1} == gaps(
        gap_between([both(5, 1)], turned, of_staff, YEAR)
    )


def test_the_last_answer_in_the_window_counts():
    case = somebody(
        answer(date(2026, 2, 1), 9),
        answer(WITHIN, 1),
        answer(date(2026, 2, 1), 1, Party.SERVICE),
    )

    assert {"lower": 0, "same": 1, "higher": 0} == gaps(
        gap_between([case], HOPE, OF_STAFF, YEAR)
    )


def test_no_answers_are_nothing_observed():
    one = gap_between((), HOPE, OF_STAFF, YEAR)

    assert ("nothing_observed", None) == (one.undefined, one.coverage)
    assert {None} == {row.share for row in one.categories}


@pytest.mark.parametrize(
    "change",
    [
        {"dimension": "trust"},
        {"instrument_version": "2"},
        {"least_step": 1},
        {"more_is_better": False},
    ],
)
def test_a_gap_is_between_respondents_and_nothing_else(change):
    with pytest.raises(
        DefinitionError,
        match=r"^a gap is between two respondents to the same dimension$",
    ):
        gap_between((), HOPE, attrs.evolve(OF_STAFF, **change), YEAR)


BELIEF = attrs.evolve(HOPE, dimension="belief")


def both_dimensions(hope, belief):
    return somebody(
        *(
            answer(on, points)
            for on, points in zip((BEFORE, WITHIN), hope, strict=True)
        ),
        *(
            answer(on, points, dimension="belief")
            for on, points in zip((BEFORE, WITHIN), belief, strict=True)
        ),
    )


def test_health_and_belief_are_one_table_of_nine_that_can_be_published():
    up, down = (1, 5), (5, 1)
    cases = [both_dimensions(up, up)] * 8 + [both_dimensions(up, down)] * 2
    one = health_and_work_belief(cases, HOPE, BELIEF, YEAR)
    (shown,) = publish([one])

    assert {"better/better": 8, "better/worse": 2} == {
        row.category: row.count for row in one.rows()
    }
    assert (9, 10) == (len(one.categories), one.total)
    assert (None, None) == tuple(
        row.count
        for row in shown.categories
        if row.category in ("better/better", "better/worse")
    )
