"""Generated Python counts what the interpreter counts, for whatever definition."""

from __future__ import annotations

from collections import Counter
from datetime import date

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import EVERYTHING, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.concepts import (
    ContactForm,
    ContactKind,
    Direction,
    Party,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment, Introduction
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import (
    Window,
    days_between,
)
from brukermedvirkning.rules.expressions.roots import (
    case,
    contact,
    enrolment,
    goal,
    introduction,
    param,
)
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import (
    Cohort,
    Continuous,
    Distribution,
    Proportion,
)
from brukermedvirkning.rules.indicators.tally import Key, tally
from brukermedvirkning.testing.expressions import (
    cases_to_count,
    definitions,
    windows,
)

days = st.dates(date(2020, 2, 20), date(2020, 3, 12))
populations = st.lists(cases_to_count(), max_size=4)
WINDOW = Window(start=date(2020, 1, 1), end=date(2021, 1, 1), as_of=date(2020, 12, 1))


def same(wanted, cases, window, **how):
    __tracebackhide__ = True
    assert tally(wanted, cases, window, **how) == generated_tally(
        wanted, cases, window, **how
    )


def one(name="made.up", **parts):
    return Definition(
        id=name,
        question="What does this come to?",
        duty_holder=DutyHolder.PROGRAMME,
        source="made up",
        **parts,
    )


def a_case(**fields):
    return Case(id="case", participant=Participant(id="somebody"), **fields)


# Random definitions


@pytest.mark.once
@settings(max_examples=settings().max_examples * 10)
@given(definitions(), populations, windows(), st.booleans())
def test_a_random_definition(definition, cases, window, split):
    by = definition.groupings if split else ()

    same([definition], cases, window, by=by)


@given(st.lists(definitions(), min_size=2, max_size=3), populations, windows())
def test_random_definitions_together_count_what_each_counts_alone(
    wanted, cases, window
):
    named = [
        attrs.evolve(each, id=f"random.number-{number}")
        for number, each in enumerate(wanted)
    ]
    alone = sum((tally([each], cases, window) for each in named), Counter[Key]())

    assert generated_tally(named, cases, window) == alone


@given(definitions(), populations, populations, windows())
def test_the_counts_of_two_parts_add_up(definition, some, others, window):
    parts = [generated_tally([definition], part, window) for part in (some, others)]

    assert generated_tally([definition], [*others, *some], window) == sum(
        parts, Counter[Key]()
    )


# The built-in ones


SPLIT_BY_UNIT = [each for each in BUILT_IN if "case.unit" in each.groupings]


@pytest.mark.once
@given(populations, windows(), st.booleans())
def test_the_built_in_ones_together(cases, window, split):
    if split:
        same(SPLIT_BY_UNIT, cases, window, by=["case.unit"])
    else:
        same(BUILT_IN, cases, window)


SPLIT_BY_ALL = st.sampled_from([each for each in BUILT_IN if len(each.groupings) > 1])


@given(SPLIT_BY_ALL, populations, windows())
def test_a_built_in_one_split_by_all_that_it_allows(definition, cases, window):
    same([definition], cases, window, by=definition.groupings)


@pytest.mark.once
@given(populations, windows(), st.booleans(), st.data())
def test_the_built_in_ones_with_other_parameters(cases, window, last_only, data):
    kinds = data.draw(st.lists(st.sampled_from(ContactKind), min_size=1, max_size=3))
    letters = data.draw(st.lists(st.sampled_from(Direction), min_size=1, max_size=2))
    parameters = {
        "exit.distribution": {"last_only": last_only},
        "contact.longest-silence": {"kinds": tuple(kinds), "letters": tuple(letters)},
    }

    same(BUILT_IN, cases, window, parameters=parameters)


# Parameters


def parameter(name, default):
    return IndicatorParameter(name=name, default=default, unit="units", source="me")


PARAMETERS = (
    parameter("form", ContactForm.PHONE),
    parameter("forms", (ContactForm.PHONE,)),
    parameter("day", date(2020, 3, 1)),
    parameter("some_days", (date(2020, 3, 1),)),
    parameter("number", 3),
    parameter("numbers", (1, 2)),
    parameter("unit", "north"),
    parameter("units", ("north",)),
    parameter("sure", False),
)
BY_PARAMETERS = one(
    counts="contact",
    among=contact.form.in_(param.forms)
    | contact.on.in_(param.some_days)
    | (contact.form == param.form),
    scoring=Proportion(
        numerator=(contact.form != param.form) | param.sure,
        excluded=contact.messages.in_(param.numbers) | (case.unit != param.unit),
        exception=case.unit.in_(param.units) & param.form.is_unknown,
        numerator_excluded=days_between(param.day, contact.on) < param.number,
    ),
    parameters=PARAMETERS,
)
forms = st.sampled_from(ContactForm)


@given(
    populations,
    st.fixed_dictionaries(
        {
            "form": forms,
            "forms": st.lists(forms, min_size=1, max_size=2).map(tuple),
            "day": days,
            "some_days": st.lists(days, min_size=1, max_size=2).map(tuple),
            "number": st.integers(-3, 9),
            "numbers": st.lists(st.integers(0, 3), min_size=1, max_size=2).map(tuple),
            "unit": st.sampled_from(("north", "south")),
            "units": st.sampled_from((("north",), ("south", "north"))),
            "sure": st.booleans(),
        }
    ),
)
def test_every_sort_of_parameter(cases, given_):
    same([BY_PARAMETERS], cases, WINDOW, parameters={BY_PARAMETERS.id: given_})


@pytest.mark.parametrize(
    ("form", "forms"),
    [
        (ContactForm.PHONE, (ContactForm.MAIL,)),
        (ContactForm.UNKNOWN, (ContactForm.PHONE, ContactForm.UNKNOWN)),
    ],
)
def test_parameters_that_say_something_or_not(the_same_cases, form, forms):
    given_ = {
        "form": form,
        "forms": forms,
        "day": date(2020, 2, 26),
        "some_days": (date(2020, 2, 25), date(2020, 2, 28)),
        "numbers": (2, 3),
        "sure": form is ContactForm.PHONE,
    }

    same([BY_PARAMETERS], the_same_cases, WINDOW, parameters={BY_PARAMETERS.id: given_})


@given(populations)
def test_one_name_of_a_parameter_in_two_definitions(cases):
    wanted = [
        one(
            f"made.up-{default}",
            counts="contact",
            among=days_between(case.start, contact.on) <= param.days,
            scoring=Cohort(),
            parameters=(parameter("days", default),),
        )
        for default in (1, 5)
    ]

    same(wanted, cases, WINDOW)
    same(wanted, cases, WINDOW, parameters={"made.up-1": {"days": 9}})


# More than one at once


EACH_WANTS_THE_OTHER = [
    one(
        "made.up-one",
        counts="contact",
        scoring=Cohort(among=case.goals.any(goal.on < contact.on)),
    ),
    one(
        "made.up-two",
        counts="goal",
        scoring=Cohort(
            among=case.contacts.any(goal.on < contact.on)
            & (case.contacts.where(contact.on > goal.on).count() > 1)
        ),
    ),
]


@given(populations, windows())
def test_two_loops_that_each_want_the_rows_of_the_other(cases, window):
    same(EACH_WANTS_THE_OTHER, cases, window)


def test_two_such_loops_over_the_same_cases(the_same_cases):
    same(EACH_WANTS_THE_OTHER, the_same_cases, WINDOW)
    same(EACH_WANTS_THE_OTHER[::-1], the_same_cases, WINDOW)


@given(populations, windows())
def test_a_distribution_of_codes_as_recorded(cases, window):
    asked = one(
        counts="enrolment",
        scoring=Distribution(category=enrolment.exit.category.recorded),
        groupings=("case.unit", "enrolment.exit.category"),
    )

    same([asked], cases, window, by=["enrolment.exit.category", "case.unit"])


@given(populations, windows())
def test_numbers_and_groups_at_once(cases, window):
    asked = one(
        scoring=Continuous(observe=case.contacts.count() - 1, unit="contacts"),
        groupings=("case.unit",),
    )

    same([asked], cases, window)
    same([asked], cases, window, by=["case.unit"])


# Rows that do not count


def test_an_enrolment_registered_in_error_takes_the_rows_that_name_it_along():
    kept = Enrolment(id="kept", programme="a")
    wrong = Enrolment(id="wrong", programme="b", registered_in_error=True)
    introductions = tuple(
        Introduction(
            id=f"introduction-{number}", on=date(2020, 2, number), enrolment=of
        )
        for number, of in enumerate(("kept", "wrong", None), start=1)
    )
    asked = one(counts="introduction", when=introduction.on, scoring=Cohort())
    cases = [a_case(enrolments=(kept, wrong), introductions=introductions)]

    same([asked], cases, WINDOW)
    assert generated_tally([asked], cases, WINDOW)[Key(asked.id, (), "counted")] == 2


def test_nothing_at_all():
    same(BUILT_IN, [], WINDOW)
    same([], [a_case()], WINDOW)
    same(BUILT_IN, [a_case()], WINDOW)


def test_cases_registered_in_error_do_not_count():
    cases = [a_case(registered_in_error=True), a_case()]

    same(BUILT_IN, cases, WINDOW)


def test_sources_that_carry_different_things():
    row = Contact(id="contact", on=date(2020, 2, 2), form_chosen_by=(Party.SERVICE,))
    cases = [
        a_case(origin=Origin(carries=carries), contacts=(row,))
        for carries in (
            EVERYTHING,
            Carries(),
            Carries(paths=("contact", "contact.form_chosen_by")),
            Carries(paths=("contact",)),
            Carries(paths=("contact",)),
        )
    ]
    asked = one(
        counts="contact",
        scoring=Proportion(numerator=contact.form_chosen_by.has("participant")),
    )

    same([asked, *BUILT_IN], cases, WINDOW)
