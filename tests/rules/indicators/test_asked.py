"""One question: several periods, a split, a programme, and what stands beside cases."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.collective import (
    CollectiveParticipation,
    Level,
    Matter,
    MatterOutcome,
)
from brukermedvirkning.domain.concepts import (
    ContactForm,
    ContactKind,
    ContactStatus,
    ExitCategory,
    Party,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.asked import (
    PROGRAMME,
    Asked,
    asked_windows,
    counts_cases,
    measure_asked,
    that_allow,
)
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.chain import EVERY
from brukermedvirkning.rules.indicators.organisations import (
    ORGANISATION_INDICATORS,
    organisations,
)
from brukermedvirkning.rules.indicators.periods import Every
from brukermedvirkning.rules.indicators.tally import Key
from brukermedvirkning.rules.indicators.withhold import Zeros

BY_ID = {one.id: one for one in (*BUILT_IN, *ORGANISATION_INDICATORS)}
TODAY = date(2026, 6, 30)
EVER = Window.everything(TODAY)
EXITS, MET = BY_ID["exit.distribution"], BY_ID["contact.in-person"]
SILENCE = BY_ID["contact.longest-silence"]
MATTERS = BY_ID["collective.matter-outcome.distribution"]


NEW_YEAR, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def a_case(
    number: int, *programmes: str, start: date = NEW_YEAR, left: date = FEBRUARY
) -> Case:
    """A case with an exit from each programme, and one talk held in person."""
    return Case(
        id=f"c-{number}",
        participant=Participant(id=f"p-{number}"),
        enrolments=tuple(
            Enrolment(
                id=f"e-{place}",
                programme=programme,
                start=start,
                exit=ProgrammeExit(
                    on=left, category=Coded(concept=ExitCategory.ORDINARY_WORK)
                ),
            )
            for place, programme in enumerate(programmes, 1)
        ),
        contacts=(
            Contact(
                id="k",
                on=date(2026, 1, 20),
                nature=Coded(concept=ContactKind.CONVERSATION),
                form=Coded(concept=ContactForm.IN_PERSON),
                status=ContactStatus.HELD,
            ),
        ),
    )


def matters(count: int) -> Any:
    """One organisation in which users raised some matters that changed something."""
    return organisations(
        [
            CollectiveParticipation(
                id="council",
                unit="unit",
                level=Level.SERVICE,
                period=Period(),
                matters=tuple(
                    Matter(
                        id=f"m-{number}",
                        raised_by=(Party.PARTICIPANT,),
                        raised_on=date(2026, 2, 1),
                        outcome=MatterOutcome.CHANGED,
                    )
                    for number in range(count)
                ),
            )
        ]
    )


def test_days_that_are_not_named_are_all_until_the_day_of_knowledge() -> None:
    assert (EVER,) == asked_windows(TODAY)


def test_both_days_lie_in_the_period() -> None:
    (found,) = asked_windows(TODAY, date(2026, 1, 1), date(2026, 1, 31))

    assert (date(2026, 1, 1), date(2026, 2, 1)) == (found.start, found.end)


def test_a_trend_has_the_calendar_periods_of_its_days() -> None:
    found = asked_windows(TODAY, date(2026, 2, 15), every=Every.QUARTER)

    assert [1, 4] == [one.start.month for one in found]


def test_a_day_may_be_the_first_and_the_last() -> None:
    (found,) = asked_windows(TODAY, NEW_YEAR, NEW_YEAR)

    assert (NEW_YEAR, date(2026, 1, 2)) == (found.start, found.end)


@pytest.mark.parametrize(
    ("first", "last", "every", "fault"),
    [
        (date(2026, 2, 1), date(2026, 1, 31), None, "before"),
        (date(2026, 2, 1), date(2026, 1, 31), Every.MONTH, "before"),
        (None, None, Every.YEAR, "needs a first day"),
    ],
)
def test_days_that_hold_no_period_are_refused(first, last, every, fault) -> None:
    with pytest.raises(DefinitionError, match=fault):
        asked_windows(TODAY, first, last, every)


def test_what_cannot_be_split_so_is_left_out_where_nobody_named_it() -> None:
    only = attrs.evolve(EXITS, groupings=(PROGRAMME,))

    assert (EXITS, only) == that_allow(
        [EXITS, MET, only], [PROGRAMME], all_of_them=False
    )


@pytest.mark.parametrize(
    ("all_of_them", "refused"),
    [(True, "a, b cannot"), (False, "no indicator can")],
)
def test_what_was_named_and_cannot_be_split_so_is_refused(all_of_them, refused) -> None:
    a = attrs.evolve(MET, id="a", groupings=("contact.form",))
    b = attrs.evolve(MET, id="b", groupings=("case.unit",))
    asked = [a, EXITS, b] if all_of_them else [a, b]
    with pytest.raises(DefinitionError) as raised:
        that_allow(asked, [PROGRAMME], all_of_them=all_of_them)

    assert str(raised.value) == (
        f"{refused} be split by enrolment.programme; possible: case.unit, contact.form"
    )


def test_a_split_of_nothing_is_nothing() -> None:
    assert () == that_allow([], [PROGRAMME], all_of_them=True)


def test_what_allows_no_split_says_so() -> None:
    fixed = attrs.evolve(EXITS, groupings=())

    told = rf"split by {PROGRAMME}, case\.unit; possible: nothing"
    with pytest.raises(DefinitionError, match=told):
        that_allow([fixed], [PROGRAMME, "case.unit"], all_of_them=True)


def test_the_order_is_by_indicator_then_period() -> None:
    months = asked_windows(TODAY, date(2026, 1, 1), date(2026, 2, 28), Every.MONTH)
    asked = Asked(definitions=(MET, EXITS), windows=months)
    found = measure_asked(asked, [a_case(1, "x")], internal=True)

    assert [
        (MET.id, 1),
        (MET.id, 2),
        (EXITS.id, 1),
        (EXITS.id, 2),
    ] == [(one.indicator, one.window.start.month) for one in found]
    assert [1, 0, 0, 1] == [
        getattr(one, "total", getattr(one, "denominator", None)) for one in found
    ]


def test_several_periods_protect_each_other() -> None:
    """A year and its first half, which differ by two people."""
    half = Window(start=date(2026, 1, 1), end=date(2026, 7, 1), as_of=TODAY)
    year = attrs.evolve(half, start=date(2025, 1, 1))
    cases = [a_case(number, "x") for number in range(8)]
    cases += [
        a_case(8 + number, "x", start=date(2025, 1, 1), left=date(2025, 3, 1))
        for number in range(2)
    ]
    together = measure_asked(Asked(definitions=(EXITS,), windows=(half, year)), cases)
    alone = measure_asked(Asked(definitions=(EXITS,), windows=(year,)), cases)

    assert (8, None) == tuple(one.total for one in together)
    assert [10] == [one.total for one in alone]


def test_of_one_programme_the_rows_that_know_it_are_its_own() -> None:
    cases = [a_case(number, "x", "y") for number in range(6)]
    asked = Asked(definitions=(EXITS, MET), windows=(EVER,), programme="x")
    exits, met = measure_asked(asked, cases)

    assert (6, 6, (), ()) == (exits.total, exits.people, exits.by, exits.group)
    assert 6 == met.numerator


def test_what_knows_no_programme_is_counted_over_the_cases_given() -> None:
    asked = Asked(definitions=(MET,), windows=(EVER,), programme="x")
    (met,) = measure_asked(asked, [a_case(number, "x") for number in range(6)])

    assert 6 == met.numerator


def test_one_programme_can_be_split_further() -> None:
    cases = [attrs.evolve(a_case(number, "x", "y"), unit="u") for number in range(6)]
    asked = Asked(
        definitions=(EXITS,), windows=(EVER,), by=("case.unit",), programme="x"
    )
    (found,) = measure_asked(asked, cases)

    assert (("u",), 6) == (found.group, found.total)


def test_a_programme_that_nobody_was_in_is_undefined() -> None:
    asked = Asked(definitions=(EXITS,), windows=(EVER,), programme="z")
    (found,) = measure_asked(asked, [a_case(1, "x")], internal=True)

    assert "empty_denominator" == found.undefined


def test_what_organisations_record_is_of_no_single_programme() -> None:
    assert not counts_cases(MATTERS)
    others = (MATTERS, attrs.evolve(MATTERS, id="others"))
    with pytest.raises(
        DefinitionError, match=f"^{MATTERS.id}, others counts .* no single programme$"
    ):
        Asked(definitions=others, windows=(EVER,), programme="x")


@pytest.mark.parametrize(
    ("count", "total", "people"), [(6, 6, 6), (4, None, None)], ids=["many", "few"]
)
def test_of_organisations_the_rows_are_protected(count, total, people) -> None:
    asked = Asked(definitions=(MATTERS,), windows=(EVER,))
    (found,) = measure_asked(asked, [], matters(count))

    assert (total, people) == (found.total, found.people)


def test_inside_nothing_of_organisations_is_withheld() -> None:
    asked = Asked(definitions=(MATTERS,), windows=(EVER,))
    (found,) = measure_asked(asked, [], matters(2), internal=True)

    assert (2, []) == (found.total, [*found.withheld])


def test_cases_and_organisations_are_asked_in_one_question() -> None:
    asked = Asked(definitions=(MATTERS, EXITS), windows=(EVER,))
    found = measure_asked(asked, [a_case(1, "x")], matters(2), internal=True)

    assert [(MATTERS.id, 2), (EXITS.id, 1)] == [
        (one.indicator, one.total) for one in found
    ]


def test_what_an_engine_counted_of_a_programme_is_added_up() -> None:
    def count(definitions: Any, *_: Any) -> dict[Key, int]:
        return {
            Key(one.id, group, "category.moved"): 1
            for one in definitions
            for group in (("x",), (EVERY,), ("y",))
        }

    asked = Asked(definitions=(EXITS,), windows=(EVER,), programme="x")
    (found,) = measure_asked(asked, [], internal=True, count=count)

    assert 2 == found.total


def test_an_engine_is_told_what_was_asked_and_how_many_it_takes_at_once() -> None:
    told = []
    given = {SILENCE.id: {"days": 100}}

    def count(*given_to: Any) -> dict[Key, int]:
        told.append((len(given_to[1]), given_to[3]))
        return {Key(SILENCE.id, (), "observed", 5): 1}

    months = asked_windows(TODAY, NEW_YEAR, FEBRUARY, Every.MONTH)
    asked = Asked(definitions=(SILENCE,), windows=months, parameters=given)
    cases = [a_case(number, "x") for number in range(3)]
    found = measure_asked(asked, cases, internal=True, count=count, at_once=2)

    assert [(2, given), (2, given), (1, given), (1, given)] == told
    assert [100, 100] == [one.threshold for one in found]


def test_the_threshold_and_zeros_are_those_of_the_caller() -> None:
    asked = Asked(definitions=(EXITS,), windows=(EVER,))
    cases = [a_case(number, "x") for number in range(4)]
    (few,) = measure_asked(asked, cases)
    (enough,) = measure_asked(asked, cases, threshold=3)
    (small,) = measure_asked(asked, cases, threshold=3, zeros=Zeros.SMALL)

    assert (None, 4) == (few.total, enough.total)
    assert 0 in [row.count for row in enough.categories]
    assert 0 not in [row.count for row in small.categories]
