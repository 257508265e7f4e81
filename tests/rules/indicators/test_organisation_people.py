"""Who of an organisation met users and was trained, and what participation changed.

Golden counts by hand, the generated engine against the reference, and the tricks of an
organisation that wants to look better than it is.
"""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.collective import (
    CollectiveParticipation,
    Consequence,
    Level,
)
from brukermedvirkning.domain.concepts import Answer, Party, Role
from brukermedvirkning.domain.organisation import Attendance, StaffMember, Training
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.organisations import (
    ORGANISATION_INDICATORS,
    OrganisationRecords,
    organisations,
)
from brukermedvirkning.rules.indicators.tally import tally
from brukermedvirkning.rules.indicators.withhold import publish
from brukermedvirkning.testing.strategies import records

BY_ID = {one.id: one for one in ORGANISATION_INDICATORS}
YEAR = Window(start=date(2026, 1, 1), end=date(2027, 1, 1), as_of=date(2026, 12, 31))
LONG_AGO = Period(start=date(2020, 1, 1))
HEAD = Role.DEPARTMENT_HEAD


def member(name, decides=Answer.YES, role=HEAD, period=LONG_AGO):
    return StaffMember(
        id=name, unit="unit", role=Coded(concept=role), period=period, decides=decides
    )


def body(name, *met, consequences=(), period=LONG_AGO):
    return CollectiveParticipation(
        id=name,
        unit="unit",
        level=Level.SERVICE,
        period=period,
        deciders_met_users=met,
        consequences=consequences,
    )


def training(name, *staff, came=None, on=date(2026, 3, 1), about=True):
    attended = ()
    if came is not None:
        attended = (Attendance(party=Party.SERVICE, attended=came),)
    return Training(
        id=name,
        unit="unit",
        on=on,
        about_participation=about,
        staff=staff,
        attended=attended,
    )


def found(indicator, bodies=(), trainings=(), staff=(), window=YEAR, by=()):
    laid_out = organisations(bodies, trainings, staff)
    return measure([BY_ID[indicator]], laid_out, window, by=by)


def parts(indicator, **given):
    (one,) = found(indicator, **given)
    return one.numerator, one.negative, one.not_recorded, one.unplaced


def test_those_who_decide_met_users_or_did_not():
    staff = [
        member("a"),
        member("b"),
        member("c", Answer.NO),
        member("d", Answer.UNKNOWN),
        member("e", period=Period(start=date(2020, 1, 1), end=date(2026, 1, 1))),
    ]

    assert (1, 1, 0, 1) == parts(
        "leaders.met-users", bodies=[body("council", "a")], staff=staff
    )


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ([], (0, 0, 1, 0)),
        ([body("council")], (0, 0, 1, 0)),
        ([body("council", "department_head")], (0, 0, 1, 0)),
        ([body("council", "b", "department_head")], (0, 0, 1, 0)),
        ([body("council", "b")], (0, 0, 1, 0)),
        ([body("council", "a"), body("board")], (1, 0, 0, 0)),
        (
            [body("council", "a", period=Period.through(None, date(2025, 12, 31)))],
            (0, 0, 1, 0),
        ),
    ],
)
def test_where_nobody_wrote_who_met_users_it_is_not_recorded(bodies, expected):
    """A role says no more than that one of those who have it did."""
    assert expected == parts("leaders.met-users", bodies=bodies, staff=[member("a")])


def test_a_body_of_which_all_who_came_are_named_says_no_of_the_others():
    staff = [member("a"), member("b")]

    assert (1, 1, 0, 0) == parts(
        "leaders.met-users", bodies=[body("council", "b")], staff=staff
    )


def test_those_who_decide_are_split_by_role_and_never_by_person():
    staff = [member("a"), member("b", role=Role.MANAGING_DIRECTOR)]
    split = found("leaders.met-users", staff=staff, by=("staff_member.role",))

    assert [("department_head",), ("managing_director",)] == [
        one.group for one in split
    ]
    assert all("staff_member.id" not in one.groupings for one in BY_ID.values())


@pytest.mark.parametrize(
    ("trainings", "expected"),
    [
        ([], (0, 0, 2, 0)),
        ([training("t", "a", came=1)], (1, 1, 0, 0)),
        ([training("t", "a", came=2)], (1, 0, 1, 0)),
        ([training("t", "a")], (1, 0, 1, 0)),
        ([training("t", came=0)], (0, 2, 0, 0)),
        ([training("t", "a", came=1), training("u", "b", came=1)], (2, 0, 0, 0)),
        ([training("t", "a", came=1, about=False)], (0, 0, 2, 0)),
        ([training("t", "a", came=1, on=date(2024, 12, 31))], (0, 0, 2, 0)),
        ([training("t", "a", came=1, on=date(2025, 1, 1))], (1, 1, 0, 0)),
        ([training("t", "a", came=1, on=date(2027, 1, 1))], (0, 0, 2, 0)),
    ],
)
def test_the_staff_in_post_were_trained_lately_or_not(trainings, expected):
    assert expected == parts(
        "training.staff", trainings=trainings, staff=[member("a"), member("b")]
    )


def test_who_is_not_in_post_on_the_day_is_not_asked_about():
    staff = [
        member("a"),
        member("gone", period=Period(start=date(2020, 1, 1), end=date(2026, 12, 31))),
        member("later", period=Period(start=date(2027, 1, 1))),
    ]

    assert (0, 0, 1, 0) == parts("training.staff", staff=staff)


@pytest.mark.parametrize(
    ("consequences", "expected"),
    [
        ((Consequence.SERVICE,), (1, 0, 0, 0)),
        ((Consequence.NOTHING, Consequence.BUDGET), (1, 0, 0, 0)),
        ((Consequence.NOTHING,), (0, 1, 0, 0)),
        ((Consequence.NOT_YET_DECIDED,), (0, 1, 0, 0)),
        ((Consequence.NOTHING, Consequence.UNKNOWN), (0, 0, 1, 0)),
        ((Consequence.UNKNOWN,), (0, 0, 1, 0)),
        ((), (0, 0, 1, 0)),
    ],
)
def test_nothing_and_not_yet_are_no_consequence(consequences, expected):
    one = body("council", consequences=consequences)

    assert expected == parts("collective.consequence", bodies=[one])


def test_a_new_body_has_time_and_one_that_is_over_is_not_asked():
    young = body("young", period=Period(start=date(2026, 7, 3)))
    over = body("over", period=Period.through(date(2020, 1, 1), date(2025, 12, 31)))
    (one,) = found("collective.consequence", bodies=[young, over])

    assert (1, 1) == (one.population, one.not_mature)


def test_what_has_changed_is_told_with_a_row_of_zero():
    one = body("council", consequences=(Consequence.SERVICE, Consequence.CULTURE))
    (told,) = found("collective.consequence.distribution", bodies=[one, body("silent")])

    counts = {row.category: row.count for row in told.rows(zero_rows=True)}
    assert {"service": 1, "culture": 1, "unknown": 1, "budget": 0}.items() <= (
        counts.items()
    )


def test_the_people_of_an_organisation_are_its_rows():
    """One organisation is no single person; a few who decide are a few people."""
    few = [member(name) for name in "abc"]
    many = [member(name) for name in "abcdefghij"]
    bodies = [body("council", *"abcde")]

    for staff, shown in ((few, None), (many, 5)):
        measured = found("leaders.met-users", bodies=bodies, staff=staff)
        (one,) = publish(measured)

        assert len(staff) == measured[0].people
        assert shown == one.numerator


@given(
    st.lists(records(CollectiveParticipation), max_size=3),
    st.lists(records(Training), max_size=3),
    st.lists(records(StaffMember), max_size=3),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
)
def test_generated_python_counts_what_the_reference_counts(
    bodies, trainings, staff, on
):
    laid_out = organisations(bodies, trainings, staff)
    for window in (Window.everything(on), YEAR):
        expected = tally(ORGANISATION_INDICATORS, laid_out, window)

        assert expected == generated_tally(ORGANISATION_INDICATORS, laid_out, window)


HONEST = {
    "bodies": [
        body("council", "a", "b", consequences=(Consequence.SERVICE,)),
        body("board", "a", consequences=(Consequence.NOTHING,)),
    ],
    "trainings": [training("t", "a", "b", "c", came=3)],
    "staff": [member(name) for name in "abcdef"],
}


def names_nobody(given):
    """Nobody writes who came, only that somebody did."""
    return {
        "bodies": [attrs.evolve(one, deciders_met_users=()) for one in given["bodies"]],
        "trainings": [attrs.evolve(one, staff=()) for one in given["trainings"]],
        "staff": given["staff"],
    }


def names_a_role(given):
    """A role is written and no one who has it."""
    bodies = [
        attrs.evolve(one, deciders_met_users=("department_head",))
        for one in given["bodies"]
    ]
    return given | {"bodies": bodies}


def writes_no_consequence(given):
    """What was nothing is left out."""
    bodies = [attrs.evolve(one, consequences=()) for one in given["bodies"]]
    return given | {"bodies": bodies}


def meets_and_trains_nobody(given):
    """There are neither bodies nor trainings."""
    return given | {"bodies": [], "trainings": []}


def says_of_nobody_that_they_decide(given):
    """Of those who met nobody it is not written that they decide."""
    met = {name for one in given["bodies"] for name in one.deciders_met_users}
    staff = [
        one if one.id in met else attrs.evolve(one, decides=Answer.UNKNOWN)
        for one in given["staff"]
    ]
    return given | {"staff": staff}


@pytest.mark.parametrize(
    "trick",
    [
        names_nobody,
        names_a_role,
        writes_no_consequence,
        meets_and_trains_nobody,
        says_of_nobody_that_they_decide,
    ],
)
@pytest.mark.parametrize(
    "indicator", ["collective.consequence", "leaders.met-users", "training.staff"]
)
def test_a_trick_never_scores_better_than_honest_work(indicator, trick):
    (was,) = found(indicator, **HONEST)
    (one,) = found(indicator, **trick(HONEST))

    assert was.value is not None
    assert one.value is None or one.not_for_comparison or one.value <= was.value


@pytest.mark.parametrize(
    ("trick", "indicator"),
    [
        (names_nobody, "leaders.met-users"),
        (names_nobody, "training.staff"),
        (writes_no_consequence, "collective.consequence"),
        (meets_and_trains_nobody, "training.staff"),
    ],
)
def test_the_indicator_made_against_a_trick_shows_it(trick, indicator):
    (was,) = found(indicator, **HONEST)
    (one,) = found(indicator, **trick(HONEST))

    assert one.value is None or one.value < was.value


def test_an_organisation_is_nobodys_case():
    assert not BY_ID["training.staff"].schema.of_one_person
    assert OrganisationRecords.of_one_person is False
