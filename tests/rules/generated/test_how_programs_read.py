"""Programs go through each collection once, and count in plain variables."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from brukermedvirkning.domain.concepts import ContactForm
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import weekdays_between
from brukermedvirkning.rules.expressions.roots import (
    carried,
    case,
    contact,
    goal,
    param,
    window,
)
from brukermedvirkning.rules.generated.checking import as_test
from brukermedvirkning.rules.generated.program import program
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import (
    Cohort,
    Continuous,
    Proportion,
    Rate,
    Side,
)


def one(name="a", **parts):
    return Definition(
        id=name,
        question="What does this come to?",
        duty_holder=DutyHolder.PROGRAMME,
        source="made up",
        groupings=("case.unit",),
        **parts,
    )


def loops(*definitions, by=()):
    """The loop over the cases, and all that stands before it."""
    (count,) = ast.parse(program(definitions, by).source).body
    *before, loop, _ = count.body
    return "\n".join(map(ast.unparse, before)), loop


def same(statements, text):
    __tracebackhide__ = True
    expected = ast.unparse(ast.parse(dedent(text)))
    assert "\n".join(map(ast.unparse, statements)) == expected


HELD = one(
    counts="contact", when=contact.on, scoring=Proportion(numerator=contact.is_held)
)


def test_rows_are_counted_in_variables():
    before, loop = loops(HELD)

    assert before == dedent(
        """\
        a_cannot_tell = 0
        a_cases = 0
        a_numerator = 0
        a_cluster_numbers = numbers()
        a_negative = 0
        a_not_recorded = 0
        a_blind = 0
        window_start = window.start
        window_end = window.end
        window_as_of = window.as_of"""
    )
    same(
        loop.body,
        """
        if case.registered_in_error:
            continue
        has_contact, = places_of(case)
        seen_a = False
        rows_a = 0
        met_a = 0
        for contact in case.contacts:
            if contact.registered_in_error:
                continue
            contact_on = contact.on
            if (
                window_start <= contact_on
                and contact_on < window_end
                and contact_on <= window_as_of
            ):
                contact_is_held = contact.is_held
                if not has_contact:
                    a_cannot_tell += 1
                    seen_a = True
                elif contact_is_held is True:
                    a_numerator += 1
                    seen_a = True
                    rows_a += 1
                    met_a += 1
                elif contact_is_held is False:
                    a_negative += 1
                    seen_a = True
                    rows_a += 1
                else:
                    a_not_recorded += 1
                    seen_a = True
                    rows_a += 1
        if not has_contact:
            a_blind += 1
        if seen_a:
            a_cases += 1
        if rows_a:
            a_cluster_numbers[(), (rows_a, met_a)] += 1
        """,
    )


def test_groups_are_counted_in_mappings():
    _, loop = loops(HELD, by=["case.unit"])
    *_, groups, sets, reading, rows, _blind, cases, clusters = loop.body

    same(
        [groups, sets, reading],
        """
        groups_a = set()
        clusters_a = dict()
        case_unit = case.unit
        """,
    )
    same(
        rows.body[-1].body[-1].orelse[0].body,
        """
        group = (None if case_unit is None else str(case_unit),)
        a_numerator_numbers[group, 0] += 1
        groups_a.add(group)
        add_row(clusters_a, group, True)
        """,
    )
    same(
        [cases, clusters],
        """
        for group in groups_a:
            a_cases_numbers[group, 0] += 1
        for group, pair in clusters_a.items():
            a_cluster_numbers[group, pair] += 1
        """,
    )


def test_a_number_is_read_once_and_counted_in_a_mapping():
    _, loop = loops(one(scoring=Continuous(observe=case.goals.count(), unit="goals")))

    same(
        loop.body[-2:-1],
        """
        if not has_goal:
            a_cannot_tell += 1
            seen_a = True
        elif count_of_goals_2 is not None:
            a_observed_numbers[(), count_of_goals_2] += 1
            seen_a = True
        else:
            a_not_recorded += 1
            seen_a = True
        """,
    )


def test_parameters_are_unpacked_once():
    made = one(
        counts="contact",
        scoring=Cohort(
            among=contact.form.in_(param.forms) & (contact.messages > param.n)
        ),
        parameters=(
            IndicatorParameter(
                name="forms", default=(ContactForm.PHONE,), unit="forms", source="me"
            ),
            IndicatorParameter(name="n", default=1, unit="messages", source="me"),
        ),
    )
    before, _ = loops(made)

    assert before.startswith(
        "param_a_forms, param_a_n = parameters\n"
        "param_a_forms, param_a_forms_lost = told(param_a_forms)\n"
        "a_cannot_tell = 0\n"
    )


def test_rows_that_name_an_enrolment_ask_once_which_are_in_error():
    _, loop = loops(one(counts="introduction", scoring=Cohort()))

    same(
        loop.body[1:3],
        """
        wrong = wrong_of(case)
        has_introduction, = places_of(case)
        """,
    )


def test_rows_inside_the_window_are_told_once_for_all():
    dated = {"counts": "contact", "when": contact.on}
    _, loop = loops(
        one("a", **dated, scoring=Cohort(among=contact.is_held)),
        one("b", **dated, scoring=Cohort(among=contact.messages > 1)),
    )
    rows = next(each for each in loop.body if isinstance(each, ast.For))
    (_, on, inside, *_), tests = rows.body, rows.body[-2:]

    same(
        [on, inside],
        """
        contact_on = contact.on
        holds = (
            window_start <= contact_on
            and contact_on < window_end
            and contact_on <= window_as_of
        )
        """,
    )
    assert [ast.unparse(each.test) for each in tests] == [
        "holds and contact_is_held is True",
        "holds and contact_messages is not None and (contact_messages > 1)",
    ]


FEW, SOME = contact.messages > 1, contact.messages > 2
BY_MAIL = contact.form == "mail"


@pytest.mark.parametrize(
    ("among", "numerator"),
    [
        ((BY_MAIL, contact.form == "phone"), SOME),
        ((FEW | BY_MAIL, SOME | BY_MAIL), contact.is_held),
    ],
    ids=["of rows that belong", "of rows that nobody can place"],
)
def test_what_two_chains_ask_once_each_gets_no_name(among, numerator):
    asked = [
        one(name, counts="contact", among=each, scoring=Proportion(numerator=numerator))
        for name, each in zip("ab", among, strict=True)
    ]

    assert "holds" not in program(asked).source


@pytest.mark.parametrize(
    "among",
    [
        contact.planned_on < window.end,
        contact.planned_on > window.start,
        case.goals.any(goal.on < contact.planned_on),
    ],
    ids=["the same test", "another test", "a loop"],
)
def test_what_some_rows_and_all_rows_ask_for_is_read_once(among):
    some = one(
        "some",
        counts="contact",
        among=FEW,
        scoring=Proportion(numerator=contact.planned_on < window.end),
    )
    every = one("every", counts="contact", among=among, scoring=Cohort())

    assert 1 == program([some, every]).source.count("contact.planned_on\n")


def test_what_looks_at_other_rows_is_asked_after_the_row_itself():
    since = case.contacts.min(contact.on) >= window.start
    source = program([one(counts="contact", among=BY_MAIL & since, scoring=Cohort())])

    assert "if contact_form_recorded is ContactForm_MAIL and " in source.source


def test_what_cannot_be_reached_is_not_written():
    talks = Rate(
        events=Side(counts="contact"),
        time=Side(counts="enrolment", observe=case.goals.count()),
        unit="contacts",
    )
    source = program([one(counts="contact", scoring=talks)]).source

    assert "a_events_observed" in source
    assert "a_events_not_recorded" not in source
    assert "a_time_not_recorded" in source


def test_a_function_of_the_interpreter_bears_its_name():
    days = weekdays_between(contact.on, window.end)
    before = one(counts="contact", scoring=Cohort(among=days > 3))

    assert " weekdays_between(" in program([before]).source


MORE = one("more", counts="contact", scoring=Cohort(among=case.contacts.count() > 1))
EACH = one("each", counts="contact", scoring=Cohort(among=contact.is_held))
SUMS = one("sums", scoring=Cohort(among=case.contacts.sum(contact.messages) > 1))
OF_GOALS = one(
    "goals",
    counts="contact",
    scoring=Cohort(among=case.goals.any(goal.on < contact.on)),
)
OF_CONTACTS = one(
    "contacts",
    counts="goal",
    scoring=Cohort(
        among=case.contacts.any(goal.on < contact.on)
        & (case.contacts.where(contact.on > goal.on).count() > 1)
    ),
)
TOLD = one("told", counts="introduction", scoring=Cohort())


@pytest.mark.parametrize(
    ("definitions", "over"),
    [
        ([EACH], ["contacts"]),
        ([EACH, SUMS], ["contacts"]),
        ([MORE], ["contacts", "contacts"]),
        ([MORE, EACH, SUMS], ["contacts", "contacts"]),
        ([OF_GOALS, SUMS, TOLD], ["goals", "contacts", "introductions"]),
        ([OF_GOALS, OF_CONTACTS], ["goals", "contacts", "goals"]),
    ],
)
def test_a_collection_is_gone_through_once_and_again_for_what_rests_on_it(
    definitions, over
):
    _, loop = loops(*definitions)

    assert over == [
        each.iter.attr for each in loop.body if ast.unparse(each).startswith("for ")
    ]


HELD_ROWS = case.contacts.where(contact.is_held)
SENT_ROWS = case.contacts.where(BY_MAIL)


def of_folds(*tests):
    asked = [
        one(f"a{number}", scoring=Cohort(among=test))
        for number, test in enumerate(tests)
    ]
    return program(asked).source


def test_what_is_asked_of_kept_rows_is_read_of_those_alone():
    source = of_folds(
        HELD_ROWS.sum(contact.messages) > 1, HELD_ROWS.max(contact.messages) > 1
    )

    assert 1 == source.count("contact.messages")
    assert source.index("contact.is_held") < source.index("contact.messages")


def test_what_two_filters_keep_is_read_in_each():
    source = of_folds(
        HELD_ROWS.sum(contact.messages) > 1, SENT_ROWS.sum(contact.messages) > 1
    )

    assert 2 == source.count(":= contact.messages")


def test_what_all_rows_are_asked_is_not_read_again_of_those_that_are_kept():
    source = of_folds(
        case.contacts.sum(contact.messages) > 1, HELD_ROWS.max(contact.messages) > 1
    )

    assert 1 == source.count("contact.messages")


def test_a_fold_that_is_plainly_so_gets_no_name():
    source = of_folds(case.contacts.all(carried("contact") | True))

    assert "has_contact" in source
    assert "all_of_contacts" not in source


def test_rows_that_two_loops_want_of_each_other_are_gathered_once():
    later = Cohort(among=case.goals.any(goal.on > contact.on))
    other = one("later", counts="contact", scoring=later)
    source = program([OF_GOALS, other, OF_CONTACTS]).source

    assert "contacts_gathered.append(contact_on)" in source
    assert "contacts_gathered_2.append(contact_on)" in source
    assert "contacts_gathered_3" not in source


def test_what_runs_says_where_it_is_from():
    of_program, of_check = (
        made.__code__.co_filename
        for made in (program([HELD]).run, as_test(case.unit.is_known))
    )

    assert (of_program, of_check) == ("<indicators>", "<check>")
