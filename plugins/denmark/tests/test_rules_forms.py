"""The form of a conversation: in person first, then as the person chooses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from national_facts import START, enrolled, facts, said, talk, without

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ContactForm,
    ContactKind,
    ContactStatus,
    Party,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.rules.rule import Rule
from brukermedvirkning.testing.rule_suite import rule_suite
from brukermedvirkning_denmark.rules.forms import (
    FIRST_NOT_IN_PERSON,
    FORM_NOT_CHOSEN,
    FORM_NOT_LAWFUL,
)
from brukermedvirkning_denmark.rules.law import ACT_2024, READ_UNTIL

FIRST, CHOSEN, LAWFUL = FIRST_NOT_IN_PERSON, FORM_NOT_CHOSEN, FORM_NOT_LAWFUL
PHONE, IN_PERSON = ContactForm.PHONE, ContactForm.IN_PERSON
UNSAID = ["enrolment.eligibility"]


def day(number: int) -> date:
    return START + timedelta(days=number)


ON = day(90)
MET = talk("a", day(1))
CALLED = talk("b", day(2), PHONE)
PERHAPS = talk("p", day(0), status=ContactStatus.UNKNOWN)


def chosen(
    *by: Party, wish: ContactForm = ContactForm.UNKNOWN, **fields: Any
) -> Contact:
    values = {"form": PHONE, **fields}
    return talk(
        "b",
        values.pop("on", day(2)),
        values.pop("form"),
        form_chosen_by=by,
        form_wished=Coded(concept=wish),
        **values,
    )


ALONE = chosen(Party.SERVICE)


@pytest.mark.parametrize("rule", [FIRST, CHOSEN, LAWFUL], ids=lambda rule: rule.id)
@pytest.mark.parametrize(
    ("enrolment", "expected"), [(enrolled("6.6"), "kept"), (enrolled(None), UNSAID)]
)
def test_of_another_group_nothing_is_asked_and_of_none_nothing_told(
    rule: Rule, enrolment: Any, expected: object
) -> None:
    assert said(rule, facts(rule, ON, enrolment=enrolment)) == expected


@pytest.mark.parametrize("rule", [FIRST, CHOSEN, LAWFUL], ids=lambda rule: rule.id)
@pytest.mark.parametrize("on", [ACT_2024 - timedelta(days=1), READ_UNTIL])
def test_they_say_nothing_on_days_of_which_the_law_was_not_read(
    rule: Rule, on: date
) -> None:
    assert said(rule, facts(rule, on)) == "does_not_apply"


# The first one


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ((), "kept"),
        ((MET, CALLED), "kept"),
        ((CALLED,), [{"form": "phone"}]),
        ((talk("b", day(1), PHONE), MET), "kept"),
        ((talk("b", day(-1), PHONE), MET), "kept"),
        ((talk("b", day(0), ContactForm.UNKNOWN), MET), ["contact.form"]),
        ((PERHAPS, CALLED), ["contact.status"]),
        ((PERHAPS, MET), ["contact.status"]),
        ((PERHAPS,), ["contact.status"]),
        ((MET, talk("p", day(5), PHONE, status=ContactStatus.UNKNOWN)), "kept"),
    ],
    ids=[
        "none yet",
        "in person",
        "by phone",
        "both on one day",
        "by phone before the spell",
        "in an unknown form",
        "perhaps one before a call",
        "perhaps one before a meeting",
        "perhaps one",
        "perhaps one after it",
    ],
)
def test_the_first_conversation_is_held_in_person(
    contacts: tuple[Contact, ...], expected: object
) -> None:
    assert said(FIRST, facts(FIRST, ON, contacts=contacts)) == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"enrolment": enrolled(left=day(1))}, "kept"),
        ({"origin": without("enrolment.exit")}, ["enrolment.exit"]),
        ({"origin": without(known_from=day(1))}, ["contact"]),
        ({"enrolment": enrolled(since=day(-9), start=day(-9))}, "kept"),
    ],
    ids=["after the exit", "no exits", "a later log", "a spell before the text"],
)
def test_what_the_case_cannot_show_of_the_first_is_no_finding(
    case: dict[str, Any], expected: object
) -> None:
    assert said(FIRST, facts(FIRST, ON, contacts=(CALLED,), **case)) == expected


# The choice


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (chosen(Party.PARTICIPANT, wish=PHONE), "kept"),
        (chosen(Party.SERVICE, Party.REPRESENTATIVE, wish=PHONE), "kept"),
        (ALONE, [{"reason": "not_chosen", "form": "phone"}]),
        (
            chosen(Party.SERVICE, wish=PHONE),
            [{"reason": "not_chosen", "form": "phone"}],
        ),
        (chosen(wish=IN_PERSON), [{"reason": "other_form", "form": "phone"}]),
        (
            chosen(Party.PARTICIPANT, wish=IN_PERSON),
            [{"reason": "other_form", "form": "phone"}],
        ),
        (chosen(), ["contact.form_chosen_by"]),
        (chosen(Party.SERVICE, Party.UNKNOWN), ["contact.form_chosen_by"]),
        (chosen(wish=PHONE), ["contact.form_chosen_by"]),
        (chosen(Party.PARTICIPANT), ["contact.form_wished"]),
        (
            chosen(Party.PARTICIPANT, wish=PHONE, form=ContactForm.UNKNOWN),
            ["contact.form"],
        ),
        (chosen(Party.SERVICE, on=day(1)), "kept"),
        (chosen(Party.SERVICE, status=ContactStatus.UNKNOWN), ["contact.status"]),
        (chosen(Party.SERVICE, status=ContactStatus.NOT_HELD), "kept"),
    ],
    ids=[
        "chosen",
        "chosen by a representative too",
        "not asked",
        "not asked, and the same",
        "another form",
        "another form, though chosen",
        "nobody wrote",
        "chosen by somebody unknown",
        "as wished, and nobody wrote who chose",
        "chosen, and no wish written",
        "in an unknown form",
        "on the day of the first",
        "perhaps not held",
        "not held",
    ],
)
def test_after_the_first_the_person_chooses(second: Contact, expected: object) -> None:
    assert said(CHOSEN, facts(CHOSEN, ON, contacts=(MET, second))) == expected


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ((ALONE,), "kept"),
        ((PERHAPS, ALONE), ["contact.status"]),
        ((PERHAPS, chosen(Party.PARTICIPANT, wish=PHONE)), "kept"),
    ],
    ids=["the first", "perhaps the first", "perhaps the first, and chosen"],
)
def test_the_first_is_not_chosen(
    contacts: tuple[Contact, ...], expected: object
) -> None:
    assert said(CHOSEN, facts(CHOSEN, ON, contacts=contacts)) == expected


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"enrolment": enrolled(left=day(1))}, "kept"),
        ({"enrolment": enrolled(start=day(3))}, "kept"),
        ({"enrolment": enrolled(start=None)}, ["enrolment.start"]),
        ({"origin": without("enrolment.exit")}, ["enrolment.exit"]),
    ],
    ids=["after the exit", "before the start", "no start", "no exits"],
)
def test_only_conversations_of_the_enrolment_are_asked_about(
    case: dict[str, Any], expected: object
) -> None:
    assert said(CHOSEN, facts(CHOSEN, ON, contacts=(MET, ALONE), **case)) == expected


def test_a_choice_of_before_the_text_that_was_read_is_let_be() -> None:
    enrolment = enrolled(start=date(2023, 1, 1))
    contacts = (
        talk("a", date(2024, 1, 1)),
        chosen(Party.SERVICE, on=ACT_2024 - timedelta(days=1)),
    )

    given = facts(CHOSEN, ON, enrolment=enrolment, contacts=contacts)

    assert said(CHOSEN, given) == "kept"


# In writing


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        (MET, "kept"),
        (CALLED, "kept"),
        (talk("b", day(2), ContactForm.VIDEO), "kept"),
        (talk("b", day(2), ContactForm.OTHER), "kept"),
        (talk("b", day(2), ContactForm.LETTER), [{"form": "letter"}]),
        (talk("b", day(2), ContactForm.MAIL), [{"form": "mail"}]),
        (talk("b", day(2), ContactForm.TEXT_MESSAGE), [{"form": "text_message"}]),
        (talk("b", day(2), ContactForm.DIGITAL_MESSAGE), [{"form": "digital_message"}]),
        (talk("b", day(2), ContactForm.UNKNOWN), ["contact.form"]),
        (
            talk("b", day(2), ContactForm.LETTER, kind=ContactKind.CORRESPONDENCE),
            "kept",
        ),
        (
            talk("b", day(2), ContactForm.LETTER, kind=ContactKind.UNKNOWN),
            ["contact.nature"],
        ),
        (
            talk("b", day(2), ContactForm.LETTER, status=ContactStatus.UNKNOWN),
            ["contact.status"],
        ),
    ],
)
def test_a_conversation_is_not_held_in_writing(
    contact: Contact, expected: object
) -> None:
    assert said(LAWFUL, facts(LAWFUL, ON, contacts=(contact,))) == expected


def test_a_letter_of_before_the_text_that_was_read_is_let_be() -> None:
    letter = talk("b", ACT_2024 - timedelta(days=1), ContactForm.LETTER)
    enrolment = enrolled(start=date(2023, 1, 1))

    given = facts(LAWFUL, ON, enrolment=enrolment, contacts=(letter,))

    assert said(LAWFUL, given) == "kept"


TestFirstNotInPerson = rule_suite(
    FIRST,
    trips=(facts(FIRST, ON, contacts=(CALLED,)),),
    keeps=(facts(FIRST, ON, contacts=(MET,)),),
)
TestFormNotChosen = rule_suite(
    CHOSEN,
    trips=(
        facts(CHOSEN, ON, contacts=(MET, ALONE)),
        facts(CHOSEN, ON, contacts=(MET, chosen(wish=IN_PERSON))),
    ),
    keeps=(
        facts(CHOSEN, ON, contacts=(MET, chosen(Party.PARTICIPANT, wish=PHONE))),
        facts(CHOSEN, ON, contacts=(ALONE,)),
    ),
)
TestFormNotLawful = rule_suite(
    LAWFUL,
    trips=(facts(LAWFUL, ON, contacts=(talk("b", day(2), ContactForm.LETTER),)),),
    keeps=(facts(LAWFUL, ON, contacts=(MET,)),),
)
