"""A rule whose check is an expression: findings, what cannot be told, and the laws."""

from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ContactForm, ContactStatus, Party
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.enrolments import Enrolment, Introduction
from brukermedvirkning.domain.period import Period
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import days_between
from brukermedvirkning.rules.expressions.roots import (
    case,
    contact,
    enrolment,
    introduction,
    param,
    window,
)
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.generated.rule_check import rule_check
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
    Severity,
)
from brukermedvirkning.rules.rule import Rule, Scope, examine
from brukermedvirkning.testing.rule_suite import rule_suite

ON = date(2020, 3, 1)
DAYS = {
    "shared.days": ParameterUse(
        id="shared.days", value=14, level="core", source="made up"
    )
}
IN_TIME = rule_check(
    days_between(contact.on, contact.note.shared_on) <= param.days,
    counts="contact",
    parameters={"days": "shared.days"},
    since=contact.note.shared_on,
)


def a_rule(check, scope=Scope.CASE, **fields):
    return Rule(
        id="made.up",
        source="made up",
        severity=Severity.REMARK,
        duty_holder=DutyHolder.ORGANISATION,
        scope=scope,
        check=check,
        **fields,
    )


def facts(*contacts, enrolment=None, **fields):
    enrolments = () if enrolment is None else (enrolment,)
    one = Case(
        id="case",
        participant=Participant(id="somebody"),
        contacts=in_order(contacts),
        enrolments=enrolments,
        **fields,
    )
    return Facts(on=ON, case=one, enrolment=enrolment, parameters=DAYS)


def a_contact(shared, on=date(2020, 1, 1), **fields):
    return Contact(id=f"contact-{on}", on=on, note=Note(shared_on=shared), **fields)


LATE = a_contact(date(2020, 1, 16))
SOON = a_contact(date(2020, 1, 15), on=date(2020, 1, 2))


def test_each_row_of_which_it_is_false_is_a_finding_with_its_facts():
    assert list(IN_TIME(facts(LATE, SOON))) == [
        Finding(
            items=(ItemRef(kind="contact", id=LATE.id),),
            since=date(2020, 1, 16),
            params={
                "contact_on": date(2020, 1, 1),
                "contact_note_shared_on": date(2020, 1, 16),
            },
        )
    ]


def test_what_is_not_known_is_named_with_its_cause():
    row = a_contact(None)
    origin = Origin(carries=Carries(paths=("contact",)))

    assert list(IN_TIME(facts(row))) == [
        CannotTell(
            missing=("contact.note",),
            cause=Cause.NOT_RECORDED,
            items=(ItemRef(kind="contact", id=row.id),),
        )
    ]
    assert [one.cause for one in IN_TIME(facts(row, origin=origin))] == [
        Cause.SOURCE_CANNOT_SAY
    ]


def test_a_breach_is_none_before_the_day_from_which_it_is_one():
    check = rule_check(contact.is_held, counts="contact", since=contact.note.shared_on)
    rows = [
        a_contact(shared, status=ContactStatus.PLANNED)
        for shared in (ON, date(2020, 3, 2), None)
    ]

    assert [[type(one) for one in check(facts(row))] for row in rows] == [
        [Finding],
        [],
        [CannotTell],
    ]


def test_while_the_day_is_unknown_it_is_named():
    check = rule_check(contact.is_held, counts="contact", since=contact.note.shared_on)
    row = a_contact(None, status=ContactStatus.PLANNED)

    assert list(check(facts(row))) == [
        CannotTell(
            missing=("contact.note",),
            cause=Cause.NOT_RECORDED,
            items=(ItemRef(kind="contact", id=row.id),),
        )
    ]


def test_the_day_may_be_that_of_the_case_or_of_the_window():
    row = a_contact(None, status=ContactStatus.PLANNED)
    here = facts(row, period=Period(start=date(2020, 1, 2)))
    of_row, of_window, of_case = (
        rule_check(promised, since=since, **counts)
        for promised, since, counts in (
            (contact.is_held, case.start, {"counts": "contact"}),
            (contact.is_held, window.as_of, {"counts": "contact"}),
            (case.contacts.any(contact.is_held), window.as_of, {}),
        )
    )

    assert [date(2020, 1, 2), ON, ON] == [
        one.since for check in (of_row, of_window, of_case) for one in check(here)
    ]


@pytest.mark.parametrize(("shared", "since"), [(15, []), (14, [ON])])
def test_the_day_of_a_row_may_be_reckoned_by_a_parameter(shared, since):
    check = rule_check(
        contact.is_held,
        counts="contact",
        parameters={"days": "shared.days"},
        since=contact.note.shared_on + param.days + 2,
    )
    row = a_contact(date(2020, 2, shared), status=ContactStatus.PLANNED)

    assert [one.since for one in check(facts(row))] == since


@pytest.mark.parametrize(
    ("start", "since"), [(16, []), (15, [ON]), (14, [date(2020, 2, 29)])]
)
def test_the_day_of_a_case_may_be_reckoned_by_a_parameter(start, since):
    check = rule_check(
        case.unit == "north",
        parameters={"days": "shared.days"},
        since=case.start + param.days + 1,
    )
    here = facts(unit="south", period=Period(start=date(2020, 2, start)))

    assert [one.since for one in check(here)] == since


def test_rows_after_the_day_are_not_asked():
    late = a_contact(date(2020, 5, 1), on=date(2020, 4, 1))

    assert list(IN_TIME(facts(late))) == []


def test_rows_after_the_day_do_not_make_up_for_those_before():
    check = rule_check(case.contacts.any(contact.is_held))
    later = a_contact(None, on=date(2020, 3, 2), status=ContactStatus.HELD)

    assert [type(one) for one in check(facts(later))] == [Finding]


def test_a_field_of_the_case_is_named_as_a_source_names_it():
    check = rule_check(case.unit == "north")

    assert [one.missing for one in check(facts())] == [("unit",)]


def test_a_parameter_has_a_value_when_the_check_is_written():
    check = rule_check(
        contact.messages <= param.most,
        counts="contact",
        parameters={"most": "shared.days"},
    )

    assert [len(list(check(facts(a_contact(None, messages=n))))) for n in (14, 15)] == [
        0,
        1,
    ]


def test_rows_of_an_enrolment_in_error_are_not_asked():
    wrong = Enrolment(id="wrong", programme="a", registered_in_error=True)
    row = Introduction(id="introduction", on=ON, enrolment="wrong")
    check = rule_check(introduction.on < window.start, counts="introduction")
    here = facts(introductions=(row,), enrolment=wrong)

    assert list(check(here)) == []


def test_a_case_is_asked_as_a_whole():
    check = rule_check(case.contacts.any(contact.is_held))
    planned = Contact(id="contact", on=ON, status=ContactStatus.PLANNED)
    subject = ItemRef(kind="case", id="case")

    assert list(check(facts(planned))) == [Finding(items=(subject,))]
    unknown = facts(Contact(id="contact", on=ON))
    assert list(check(unknown)) == [
        CannotTell(missing=("contact",), cause=Cause.NOT_RECORDED, items=(subject,))
    ]


def test_an_unknown_that_no_fact_shows_names_all_that_is_looked_at():
    check = rule_check(
        case.unit.is_known | (contact.form == contact.form_wished), counts="contact"
    )
    row = a_contact(None, form=Coded(concept=ContactForm.PHONE))
    blind = Origin(carries=Carries(paths=("contact",)))
    (said,) = check(facts(row, origin=blind))

    assert said.missing == ("contact.form_wished",)


def test_the_enrolment_that_the_facts_are_about_is_the_one_that_is_asked():
    check = rule_check(enrolment.start <= window.as_of, counts="enrolment")
    early = Enrolment(id="early", programme="a", start=date(2020, 1, 1))
    later = Enrolment(id="later", programme="b", start=date(2020, 4, 1))
    whole = facts(enrolment=later)
    both = Case(
        id="case", participant=Participant(id="somebody"), enrolments=(early, later)
    )

    assert [type(one) for one in check(whole)] == [Finding]
    assert list(check(Facts(on=ON, case=both))) == []


def test_codes_are_told_by_their_keys_and_truth_values_not_at_all():
    check = rule_check((contact.form == "phone") & contact.is_held, counts="contact")
    row = a_contact(
        None, form=Coded(concept=ContactForm.MAIL), status=ContactStatus.HELD
    )
    (found,) = check(facts(row))

    assert dict(found.params) == {"contact_form": "mail"}
    assert type(found.params["contact_form"]) is str


def test_codes_as_recorded_are_told_too():
    check = rule_check(contact.initiative.recorded != "service", counts="contact")
    (found,) = check(facts(a_contact(None, initiative=Party.SERVICE)))

    assert dict(found.params) == {"contact_initiative": "service"}


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (lambda: rule_check(case.contacts.count()), "expected bool"),
        (
            lambda: rule_check(window.start < window.end),
            "^a check that looks at no field can tell nothing$",
        ),
        (
            lambda: rule_check(contact.is_held, counts="contact", since=contact.form),
            "^since is a day, not ContactForm$",
        ),
        (
            lambda: rule_check(contact.is_held & param.sure, counts="contact"),
            "param has no field 'sure'",
        ),
    ],
)
def test_a_fault_meets_its_author(write, message):
    with pytest.raises(DefinitionError, match=message):
        write()


def test_what_is_derived_of_a_case_is_no_path_of_a_source():
    check = rule_check(case.start <= contact.on, counts="contact")
    (said,) = check(facts(a_contact(None)))

    assert said.missing == ("contact.on",)


def test_a_rule_takes_the_check_as_it_takes_a_function():
    verdict = examine(a_rule(IN_TIME, uses=("shared.days",)), facts(LATE))

    assert (verdict.outcome, verdict.parameters) == (
        Outcome.BROKEN,
        (DAYS["shared.days"],),
    )


TestSharedInTime = rule_suite(
    a_rule(
        IN_TIME,
        needs=("contact", "contact.note"),
        uses=("shared.days",),
    ),
    trips=(facts(LATE),),
    keeps=(facts(SOON), facts()),
    name="TestSharedInTime",
)
TestHeldOnce = rule_suite(
    a_rule(rule_check(case.contacts.any(contact.is_held)), needs=("contact",)),
    trips=(facts(),),
    keeps=(facts(Contact(id="contact", on=ON, status=ContactStatus.HELD)),),
    name="TestHeldOnce",
)
