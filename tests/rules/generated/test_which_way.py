"""Which way cases are counted: by the interpreter for a few, else by a program."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from brukermedvirkning.builtin.engines import ENGINES, Interpreter, Python
from brukermedvirkning.domain.carries import EVERYTHING, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.generated.engine import (
    generated_tally,
    places_of,
    tally,
    wrong_of,
)
from brukermedvirkning.rules.generated.program import is_ready, program
from brukermedvirkning.rules.indicators import tally as interpreter
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.scoring import Cohort
from brukermedvirkning.rules.indicators.tally import Key

WINDOW = Window(start=date(2020, 1, 1), end=date(2021, 1, 1), as_of=date(2020, 12, 1))


def one(name, **parts):
    return Definition(
        id=name,
        question="What does this come to?",
        duty_holder=DutyHolder.PROGRAMME,
        source="made up",
        **parts,
    )


def some(count, **fields):
    return (
        Case(
            id=f"case-{number}",
            participant=Participant(id=f"person-{number}"),
            **fields,
        )
        for number in range(count)
    )


def test_for_a_few_cases_nothing_is_compiled():
    counts = tally(BUILT_IN, some(3), WINDOW)

    assert counts == interpreter.tally(BUILT_IN, some(3), WINDOW)
    assert not is_ready(BUILT_IN)


def test_many_cases_are_counted_by_a_program_that_is_made_once():
    counts = tally(BUILT_IN, some(450), WINDOW)

    assert counts == interpreter.tally(BUILT_IN, some(450), WINDOW)
    assert is_ready(BUILT_IN)
    assert program(BUILT_IN) is program(list(BUILT_IN))


def test_what_was_compiled_before_counts_a_few_cases_too():
    program(BUILT_IN)

    assert tally(BUILT_IN, some(3), WINDOW) == interpreter.tally(
        BUILT_IN, some(3), WINDOW
    )


def test_not_everything_ever_made_is_kept():
    first, *others, last = (
        [one(f"made.number-{number}", scoring=Cohort())] for number in range(65)
    )
    for each in (first, *others):
        program(each)

    assert is_ready(first)
    program(last)
    assert not is_ready(first)
    assert is_ready(last)


def test_nothing_counts_nothing():
    assert tally([], some(450), WINDOW) == generated_tally([], some(2), WINDOW) == {}


@pytest.mark.parametrize("count", [tally, generated_tally])
def test_one_id_twice_is_refused(count):
    with pytest.raises(DefinitionError, match=r"^a is counted together with itself$"):
        count([one("a", scoring=Cohort())] * 2, some(450), WINDOW)


def test_a_split_that_is_not_allowed_is_refused():
    with pytest.raises(DefinitionError, match="cannot be split by"):
        generated_tally([one("a", scoring=Cohort())], some(2), WINDOW, by=["case.unit"])


def test_the_core_has_two_engines_that_count_the_same():
    python, other = (each.tally(BUILT_IN, some(9), WINDOW) for each in ENGINES)

    assert [each.id for each in ENGINES] == ["python", "interpreter"]
    assert (Python, Interpreter) == tuple(map(type, ENGINES))
    assert python == other


CASES_COUNTED = one("a", scoring=Cohort(), groupings=("case.unit",))
FIVE_ROWS = {
    "contacts": tuple(
        Contact(id=f"contact-{number}", on=date(2020, 2, 2)) for number in range(4)
    ),
    "enrolments": (Enrolment(id="enrolment", programme="a"),),
}


@pytest.mark.parametrize(
    ("cases", "fields", "compiled"),
    [
        (399, {}, False),
        (400, {}, True),
        (199, FIVE_ROWS, False),
        (200, FIVE_ROWS, True),
    ],
)
def test_cases_and_their_rows_weigh_up_what_compiling_takes(cases, fields, compiled):
    counts = tally([CASES_COUNTED], some(cases, **fields), WINDOW)

    assert counts[Key("a", (), "counted")] == cases
    assert is_ready([CASES_COUNTED]) is compiled


def test_one_row_less_and_nothing_is_compiled():
    (with_rows,) = some(1, contacts=FIVE_ROWS["contacts"])
    tally([CASES_COUNTED], [*some(398), with_rows], WINDOW)

    assert not is_ready([CASES_COUNTED])


@pytest.mark.parametrize("made_before", [False, True])
def test_a_split_is_made_for_itself(made_before):
    by = ["case.unit"]
    if made_before:
        program([CASES_COUNTED], by)
    counts = tally([CASES_COUNTED], some(1, unit="north"), WINDOW, by=by)

    assert counts[Key("a", ("north",), "counted")] == 1
    assert is_ready([CASES_COUNTED], by) is made_before
    assert not is_ready([CASES_COUNTED])


def test_what_is_never_so_is_not_counted():
    assert generated_tally([CASES_COUNTED], [], WINDOW) == {}
    assert list(generated_tally([CASES_COUNTED], some(1), WINDOW).values()) == [1, 1]


# What a source has a place for, and what was registered in error


@pytest.mark.parametrize(
    ("carries", "places"),
    [
        (EVERYTHING, (True, True)),
        (Carries(), (False, False)),
        (Carries(paths=("goal",)), (False, True)),
    ],
)
def test_a_source_has_a_place_for_what_it_says(carries, places):
    found = places_of(("contact", "goal"))
    (of_source,) = some(1, origin=Origin(carries=carries))
    (of_another,) = some(1, origin=Origin(carries=Carries(paths=("contact",))))

    assert [found(each) for each in (of_source, of_another, of_source)] == [
        places,
        (True, False),
        places,
    ]


def test_what_another_sort_of_source_carries_is_asked_each_time():
    class Carrying:
        everything = True

        def can(self, path):
            return path == "goal"

    @attrs.frozen
    class Of:
        carries: object = Carrying()

    @attrs.frozen
    class Other:
        origin: Of = Of()

    assert places_of(("contact", "goal"))(Other()) == (False, True)


def test_enrolments_in_error_are_named():
    (case,) = some(
        1,
        enrolments=(
            Enrolment(id="right", programme="a"),
            Enrolment(id="wrong", programme="b", registered_in_error=True),
        ),
    )

    assert wrong_of(case) == {"wrong"}
    assert wrong_of(object()) == set()
