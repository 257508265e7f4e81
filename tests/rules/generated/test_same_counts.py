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
    contains,
    days_between,
    days_within,
    greatest,
    least,
)
from brukermedvirkning.rules.expressions.roots import (
    carried,
    case,
    contact,
    enrolment,
    goal,
    intervention,
    introduction,
    param,
    window,
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


# What is easily written wrongly


_LATE = case.contacts.where(contact.on >= case.goals.min(goal.on))
WRITTEN = {
    "a fold in a fold": case.enrolments.any(
        contains(enrolment.period, case.contacts.max(contact.on))
    ),
    "a fold in the filter of a fold": _LATE.count() > 0,
    "a fold in a fold in a fold": case.interventions.all(
        days_within(
            intervention.period,
            window.start,
            _LATE.where(contact.is_held).min(contact.on),
        )
        > 2
    ),
    "folds of every sort": (
        case.contacts.sum(contact.messages)
        + case.contacts.distinct(contact.on)
        + case.contacts.where(contact.is_held).longest_gap(window.start, window.as_of)
        + case.interventions.peak_load(intervention.period, 2)
        + case.enrolments.covered_days(
            enrolment.period, since=window.start, until=window.end
        )
    )
    > 9,
    "the first and the last": case.contacts.first(contact.planned_on)
    < case.contacts.last(contact.on),
    "the first of a test": case.contacts.first(contact.is_held)
    & ~case.contacts.last(contact.is_held),
    "the first of a sure test": case.contacts.first(carried("goal") | False),
    "numbers and days beside several": case.contacts.any(
        contact.messages.in_(1, 2) | contact.on.in_(date(2020, 3, 1))
    ),
    "codes of rows": (case.contacts.last(contact.form) == "phone")
    | case.contacts.first(contact.form).in_("mail", "phone"),
    "a code beside another": case.contacts.any(contact.form == contact.form_wished),
    "a code with a default": case.contacts.any(contact.form.or_else("mail") != "mail"),
    "what a source carries": carried("contact.form") | ~carried("plan"),
    "a tuple": case.goals.any(goal.proposed_by.has("participant"))
    | (case.goals.sum(goal.proposed_by.size) > 1),
    "an entry of a tuple": case.contacts.any(contact.initiative.in_("service")),
    "records that may be missing": case.enrolments.any(
        enrolment.exit.category.recorded == "unknown"
    )
    | case.enrolments.any(enrolment.exit.category.code.scheme.is_known),
    "known or not": case.contacts.all(contact.messages.is_known)
    & case.contacts.any(contact.form.recorded.is_unknown | contact.note.is_unknown),
    "whether a test is known": case.contacts.any(contact.is_held.is_known)
    & case.contacts.any(contact.is_held).is_known
    & carried("contact").is_known,
    "a test or its contrary": case.contacts.all(contact.is_held | ~contact.is_held)
    & ~case.contacts.any(~contact.is_held & contact.is_held),
    "one contrary to a comparison": ~(
        (case.contacts.count() > 1) | ~(case.contacts.count() > 1)
    ),
    "days outside the calendar": (window.end + 9_999_999).is_unknown
    & (window.start - 3 < window.end),
    "numbers": -case.contacts.count() - 2 + case.goals.count() < 0,
    "defaults": case.contacts.max(contact.on).or_else(window.start) > window.start,
    "a default that is never asked": window.start.or_else(window.end) < window.end,
    "a default of a test": case.contacts.any(contact.is_held).or_else(False),
    "a default of a sure test": carried("contact").or_else(False),
    "least and greatest": least(case.contacts.min(contact.on), window.end)
    < greatest(case.contacts.max(contact.planned_on), window.start),
    "plainly true": case.contacts.any(carried("contact") | True)
    & case.goals.where(carried("goal") | True).all(carried("goal")),
    "never so": case.contacts.where(contact.is_held & False).any(contact.is_held),
    "the case's own period": contains(case.period, window.start),
    "a member of no list": ~case.contacts.any(
        contact.nature.in_("conversation", "other")
    ),
}


def written(tests, also=None, **parts):
    """A definition for each of the tests; `also` lets more rows into the denominator."""
    return [
        one(
            name=f"made.up-{number}",
            scoring=Proportion(
                numerator=test, denominator=True if also is None else test | also
            ),
            **parts,
        )
        for number, test in enumerate(tests.values())
    ]


WRITTEN_ONES = written(WRITTEN, groupings=("case.unit",))


# All at once: to draw the cases costs more than to count them.
@given(populations, windows(), st.sampled_from(WRITTEN_ONES))
def test_written_tests_of_cases(cases, window, alone):
    same(WRITTEN_ONES, cases, window)
    same([alone], cases, window, by=["case.unit"])


OF_ROWS = {
    "rows of another kind": contact.is_held
    & case.enrolments.any(contains(enrolment.period, contact.on)),
    "any or all of them": case.enrolments.all(enrolment.start < contact.on)
    | case.goals.any(goal.on == contact.on),
    "the rows before a row": case.goals.where(
        (goal.on <= contact.on) & (goal.on >= window.start)
    ).count()
    > 1,
    "gaps up to a row": case.goals.longest_gap(case.start, contact.on) > 3,
    "a fold inside one of a row": case.enrolments.where(
        case.goals.any(goal.on == contact.on)
    ).any(enrolment.start < contact.on),
    "a fold beside a fold of the case": case.enrolments.any(
        (enrolment.start <= contact.on) & (enrolment.start > case.goals.min(goal.on))
    ),
    "whether one is known": case.enrolments.any(enrolment.start < contact.on).is_known,
    "nothing of the rows": case.enrolments.where(contact.is_held).count() > 0,
    "the value of a test": case.enrolments.last(enrolment.start < contact.on)
    & ~case.enrolments.first(
        case.goals.any(goal.on == contact.on).or_else(contact.is_held)
    ),
    "a sure test of rows": case.enrolments.any(
        carried("goal") & (contact.on > window.start)
    )
    | case.enrolments.all(contact.on > window.start),
}


ONES_OF_ROWS = written(
    OF_ROWS,
    also=contact.is_held,
    counts="contact",
    when=contact.on,
    groupings=("contact.form",),
)


@given(populations, windows(), st.sampled_from(ONES_OF_ROWS))
def test_written_tests_of_rows(cases, window, alone):
    same(ONES_OF_ROWS, cases, window)
    same([alone], cases, window, by=["contact.form"])


@given(populations, windows())
def test_two_loops_that_each_want_the_rows_of_the_other(cases, window):
    wanted = [
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

    same(wanted, cases, window)


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
