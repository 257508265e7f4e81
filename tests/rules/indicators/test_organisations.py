"""Indicators over matters and trainings, and what surveys say, reckoned by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest

from brukermedvirkning.domain.assessments import AnswerCount, SurveyResult
from brukermedvirkning.domain.collective import (
    CollectiveDecisionKind,
    CollectiveParticipation,
    Consequence,
    Level,
    Matter,
    MatterOutcome,
)
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.organisation import Attendance, Training
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window, parse, text
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.experience import survey_experience
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    DistributionMeasurement,
    Undefined,
    Withheld,
)
from brukermedvirkning.rules.indicators.organisations import (
    ORGANISATION_INDICATORS,
    organisations,
)

BY_ID = {one.id: one for one in ORGANISATION_INDICATORS}
YEAR = Window(start=date(2026, 1, 1), end=date(2027, 1, 1), as_of=date(2026, 12, 31))
USERS, STAFF = (Party.PARTICIPANT,), (Party.SERVICE,)


def day(month, number=1):
    return date(2026, month, number)


FEBRUARY = day(2)


def matter(number, raised_by=USERS, raised_on=FEBRUARY, **fields):
    return Matter(
        id=f"matter-{number}", raised_by=raised_by, raised_on=raised_on, **fields
    )


def body(*matters):
    return CollectiveParticipation(
        id="council",
        unit="unit",
        level=Level.SERVICE,
        period=Period(start=day(1)),
        matters=matters,
    )


def training(number, staff, users, organised_by=(), about=True):
    attended = tuple(
        Attendance(party=party, attended=count)
        for party, count in ((Party.SERVICE, staff), (Party.PARTICIPANT, users))
        if count is not None
    )
    return Training(
        id=f"training-{number}",
        unit="unit",
        on=day(3),
        about_participation=about,
        attended=attended,
        organised_by=organised_by,
    )


def found(indicator, matters=(), trainings=()):
    records = organisations([body(*matters)], trainings)
    (one,) = measure([BY_ID[indicator]], records, YEAR)
    return one


def parts(one):
    return one.numerator, one.denominator, one.unplaced, one.not_recorded


MATTERS = (
    matter(1, decided_on=day(3), answered_on=day(3), outcome=MatterOutcome.CHANGED),
    matter(2, outcome=MatterOutcome.NOT_CHANGED, reason="There is no money"),
    matter(3, outcome=MatterOutcome.NOT_CHANGED),
    matter(4, STAFF),
    matter(5, (Party.UNKNOWN,)),
    matter(6, ()),
    matter(7, raised_on=day(12, 20)),
    matter(8, raised_on=None),
)


def test_matters_that_users_raised_are_decided_and_answered_in_time():
    one = found("collective.matter-outcome", MATTERS)

    assert (1, 3, 2, 0) == parts(one)
    assert 1 == one.not_mature


def test_what_came_of_the_matters_of_users_is_told():
    one = found("collective.matter-outcome.distribution", MATTERS)

    assert [("changed", 1), ("not_changed", 2), ("unknown", 1)] == [
        (row.category, row.count) for row in one.rows()
    ]


def test_what_changed_nothing_has_a_reason():
    one = found("collective.not-changed-with-reason", MATTERS)

    assert (1, 2) == (one.numerator, one.denominator)


def test_users_take_part_before_it_is_decided():
    planned = {
        "nature": CollectiveDecisionKind.ECONOMIC_PRIORITY,
        "decided_on": day(5),
    }
    one = found(
        "collective.planning-with-users",
        (
            matter(1, **planned, users_took_part_on=day(4)),
            matter(2, **planned, users_took_part_on=day(6)),
            matter(3, **planned),
            matter(4, nature=CollectiveDecisionKind.OTHER, decided_on=day(5)),
        ),
    )

    assert (1, 3, 0, 0) == parts(one)


def test_one_token_user_does_not_make_a_training_joint():
    one = found(
        "training.joint",
        trainings=(
            training(1, 9, 3),
            training(2, 99, 1),
            training(3, None, None),
            training(4, 0, 0),
            training(5, 9, 9, about=False),
        ),
    )

    assert (1, 4, 0, 2) == parts(one)


@pytest.mark.parametrize(
    ("by", "jointly"),
    [
        ((*STAFF, *USERS), True),
        (STAFF, False),
        (USERS, False),
        ((), None),
        ((*STAFF, Party.UNKNOWN), None),
    ],
)
def test_attended_jointly_is_not_organised_jointly(by, jointly):
    one = found("training.organised-jointly", trainings=[training(1, 9, 9, by)])

    assert (int(jointly is True), int(jointly is None)) == (
        one.numerator,
        one.not_recorded,
    )


@pytest.mark.parametrize("definition", ORGANISATION_INDICATORS, ids=lambda one: one.id)
def test_every_one_says_what_it_asks_and_where_it_is_from(definition):
    assert definition.question.endswith("?")
    assert () == definition.warnings
    assert (
        definition.among
        == parse(
            text(definition.among),
            definition.typed,
        ).node_
    )


def test_units_are_counted_apart():
    records = organisations([body()], [training(1, 1, 1)])

    assert ["unit"] == [one.id for one in records]
    assert (0, 1) == (len(records[0].matters), len(records[0].trainings))


def test_the_rows_of_all_bodies_of_a_unit_stand_together():
    changed = (Consequence.CULTURE, Consequence.BUDGET)
    first = attrs.evolve(body(MATTERS[0], MATTERS[1]), consequences=changed)
    second = attrs.evolve(body(MATTERS[2]), id="panel")
    (unit,) = organisations([first, second])

    assert [
        ("council/matter-1", False),
        ("council/matter-2", True),
        ("panel/matter-3", False),
    ] == [(one.id, one.reason_given) for one in unit.matters]
    assert ["council/1", "council/2", "panel/1"] == [
        one.id for one in unit.consequences
    ]


def result(*counts, invited=20):
    answers = tuple(
        AnswerCount(answer=f"answer-{n}", count=count) for n, count in enumerate(counts)
    )
    return SurveyResult(
        id="result",
        wave="wave",
        item="item",
        invited=invited,
        answered=sum(counts),
        distribution=answers,
    )


def test_a_survey_is_told_as_counts_with_the_share_that_answered():
    one = survey_experience(result(4, 6), YEAR)

    assert [("answer-0", Fraction(2, 5)), ("answer-1", Fraction(3, 5))] == [
        (row.category, row.share) for row in one.categories
    ]
    assert (10, 10, Fraction(1, 2)) == (one.total, one.not_recorded, one.coverage)
    assert ("wave", "item") == one.group


@pytest.mark.parametrize(
    ("counts", "threshold"), [((2, 2), 1), ((3, 3), 7), ((0, 0), 1)]
)
def test_too_few_answers_are_withheld_whatever_the_threshold(counts, threshold):
    one = survey_experience(result(*counts), YEAR, threshold)

    assert () == one.categories
    assert (None, None, None) == (one.total, one.not_recorded, one.coverage)
    assert "small_cells" == one.withheld_because


def test_all_that_is_told_of_a_survey():
    known = {
        "indicator": "survey.experience",
        "version": 1,
        "question": "How did those who answered experience it?",
        "counts": "answer",
        "direction": Direction.NONE,
        "duty_holder": DutyHolder.ORGANISATION,
        "window": YEAR,
        "by": ("survey.wave", "survey.item"),
        "group": ("wave", "item"),
        "people": 20,
        "population": 20,
    }

    assert survey_experience(result(5), YEAR) == DistributionMeasurement(
        **known,
        not_recorded=15,
        total=5,
        coverage=Fraction(1, 4),
        categories=(
            CategoryRow(category="answer-0", declared=True, count=5, share=Fraction(1)),
        ),
    )
    withheld = DistributionMeasurement(
        **known,
        not_recorded=None,
        total=None,
        withheld=("categories", "coverage", "not_recorded", "total"),
        withheld_because=Withheld.SMALL_CELLS,
    )
    assert survey_experience(result(4), YEAR) == withheld
    assert survey_experience(result(), YEAR) == attrs.evolve(
        withheld, undefined=Undefined.EMPTY_DENOMINATOR
    )


def test_nobody_invited_is_undefined():
    one = survey_experience(result(invited=0), YEAR)

    assert "empty_denominator" == one.undefined
