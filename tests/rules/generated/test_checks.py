"""An expression as a function says what the interpreter says, with the facts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ContactForm, ContactStatus
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment, Introduction
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions import (
    Bindings,
    Kind,
    Window,
    contains,
    days_between,
    evaluate,
)
from brukermedvirkning.rules.expressions.roots import (
    case,
    contact,
    enrolment,
    introduction,
    param,
    window,
)
from brukermedvirkning.rules.generated.checking import as_test, check_of
from brukermedvirkning.testing.expressions import (
    cases_to_count,
    expressions,
    windows,
)

WINDOW = Window(start=date(2020, 1, 1), end=date(2021, 1, 1), as_of=date(2020, 3, 1))
COUNTED = ("contact", "enrolment", "goal", "intervention")


def a_case(**fields):
    return Case(id="case", participant=Participant(id="somebody"), **fields)


def a_contact(**fields):
    return Contact(id="contact", on=date(2020, 2, 1), **fields)


@given(expressions(Kind.BOOL), cases_to_count(), windows())
def test_a_random_test_of_a_case(expression, case, window):
    expected = evaluate(expression.node_, Bindings(case, window))

    assert as_test(expression)(case, window) is expected


@given(
    st.sampled_from(COUNTED).flatmap(
        lambda kind: st.tuples(st.just(kind), expressions(Kind.BOOL, counts=kind))
    ),
    cases_to_count(),
    windows(),
)
def test_a_random_test_of_a_row(kind_and_test, case, window):
    kind, expression = kind_and_test
    check = check_of(expression, counts=kind)
    for row in getattr(case, f"{kind}s"):
        bound = Bindings(case, window).with_row(kind, row)
        expected = evaluate(expression.node_, bound)
        facts = tuple(evaluate(fact, bound) for fact in check.facts)

        assert check.ask(case, window, row) is expected
        assert check.ask_with_facts(case, window, row) == (expected, facts)


def test_an_answer_names_the_facts_it_rests_on():
    soon = days_between(contact.on, contact.note.shared_on) <= param.days
    check = check_of(soon & contact.is_held, counts="contact", parameters={"days": 14})
    row = a_contact(status=ContactStatus.HELD)

    assert check.names == ("contact.on", "contact.note.shared_on", "contact.is_held")
    assert check.ask_with_facts(a_case(), WINDOW, row) == (
        None,
        (date(2020, 2, 1), None, True),
    )


def test_neither_the_window_nor_a_parameter_is_a_fact():
    soon = (contact.on < window.end + param.days) & (param.days > 1) & contact.is_held
    check = check_of(soon, counts="contact", parameters={"days": 14})

    assert check.names == ("contact.on", "contact.is_held")


@pytest.mark.parametrize(("paths", "known"), [(("unit",), False), (("plan",), None)])
def test_a_field_of_the_case_is_asked_of_its_source(paths, known):
    check = check_of(case.unit.is_known)
    here = a_case(origin=Origin(carries=Carries(paths=paths)))

    assert check.ask(here, WINDOW) is known


@pytest.mark.parametrize(
    ("paths", "known"),
    [(("enrolment",), None), (("enrolment", "enrolment.exit"), False)],
)
def test_a_code_as_recorded_is_asked_of_its_source(paths, known):
    check = check_of(enrolment.exit.category.recorded.is_known, counts="enrolment")
    here = a_case(origin=Origin(carries=Carries(paths=paths)))

    assert check.ask(here, WINDOW, Enrolment(id="e", programme="a")) is known


def test_what_is_about_a_person_is_no_fact_that_is_given():
    check = check_of(contact.note.text.is_known, counts="contact")

    assert (check.names, check.ask(a_case(), WINDOW, a_contact())) == ((), False)


def test_the_days_of_a_period_are_facts():
    check = check_of(contains(enrolment.period, window.as_of), counts="enrolment")
    row = Enrolment(id="enrolment", programme="a", start=date(2020, 2, 1))

    assert check.ask_with_facts(a_case(), WINDOW, row) == (
        True,
        (date(2020, 2, 1), None),
    )


def test_codes_as_parameters_one_of_which_says_nothing():
    given_ = {"forms": (ContactForm.PHONE, ContactForm.UNKNOWN)}
    among = as_test(contact.form.in_(param.forms), counts="contact", parameters=given_)

    def asked(form):
        return among(a_case(), WINDOW, a_contact(form=Coded(concept=form)))

    assert asked(ContactForm.PHONE) is True
    assert asked(ContactForm.MAIL) is None
    assert asked(ContactForm.UNKNOWN) is None


def test_rows_of_an_enrolment_in_error_do_not_count():
    row = Introduction(id="introduction", on=date(2020, 2, 1), enrolment="one")
    asked = as_test(case.introductions.any(introduction.on.is_known))

    def of(in_error):
        one = Enrolment(id="one", programme="a", registered_in_error=in_error)
        return asked(a_case(introductions=(row,), enrolments=(one,)), WINDOW)

    assert (of(False), of(True)) == (True, False)


def test_rows_after_the_last_day_may_be_left_out():
    late = Contact(id="late", on=date(2020, 3, 2))
    counted = case.contacts.count() > 1
    cases = (a_case(contacts=(a_contact(), late)), WINDOW)

    assert check_of(counted).ask(*cases) is True
    assert check_of(counted, until_as_of=True).ask(*cases) is False


def test_rows_without_a_day_are_not_after_the_last():
    counted = case.enrolments.count() > 0
    one = Enrolment(id="enrolment", programme="a")

    assert check_of(counted, until_as_of=True).ask(a_case(enrolments=(one,)), WINDOW)


@pytest.mark.parametrize("sure", [True, False])
def test_a_truth_value_as_a_parameter(sure):
    asked, contrary = (
        as_test(one, parameters={"sure": sure}) for one in (param.sure, ~param.sure)
    )

    assert (asked(a_case(), WINDOW), contrary(a_case(), WINDOW)) == (sure, not sure)


def test_what_is_no_test_is_refused():
    with pytest.raises(DefinitionError, match="expected bool, got int"):
        check_of(case.contacts.count())


def test_a_row_that_is_not_asked_is_refused():
    with pytest.raises(
        DefinitionError, match=r"^contact cannot be seen here: this is asked of case$"
    ):
        check_of(contact.is_held)


def test_a_parameter_without_a_value_is_refused():
    with pytest.raises(DefinitionError, match="param has no field 'days'"):
        check_of(case.contacts.count() > param.days)


def test_the_source_can_be_read():
    check = check_of(case.contacts.any(contact.form == "phone"))

    assert "contact_form_recorded is ContactForm_PHONE" in check.source
    assert check.source.count("def check(case, window):") == 2
