"""Kinds of conversation by number: what each counts as, and what never meets § 31."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from national_facts import START, facts, said, talk

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    BenefitKind,
    ContactForm,
    ContactKind,
    ContactStatus,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Eligibility
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning_denmark import data
from brukermedvirkning_denmark.dfdg.contacts import (
    FORMS,
    KINDS,
    form_of,
    interview_of,
    kind_of,
)
from brukermedvirkning_denmark.dfdg.groups import (
    CONTACT_GROUPS,
    contact_group_on,
    contact_groups,
    with_contact_group,
)
from brukermedvirkning_denmark.rules.talks import TOO_FEW_IN_FIRST_SIX_MONTHS

AFTER = date(2024, 9, 4)
INSTANT = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)
ONE_TO_ONE = ("4", "7", "10", "11", "12", "15", "17", "19")
INFORMING = ("9", "13")


def held(number: str, day: int, row_id: str) -> Contact:
    return Contact(
        id=row_id,
        on=START + timedelta(days=day),
        nature=kind_of(number),
        form=Coded(concept=ContactForm.IN_PERSON),
        status=ContactStatus.HELD,
    )


@pytest.mark.parametrize("number", ONE_TO_ONE)
def test_a_conversation_is_with_one_person(number: str) -> None:
    kind = kind_of(number)

    assert kind.concept is ContactKind.CONVERSATION
    assert kind.code == Code(scheme=KINDS, code=number)


@pytest.mark.parametrize("number", INFORMING)
def test_an_information_meeting_is_no_individual_conversation(number: str) -> None:
    kind = kind_of(number).concept

    assert kind is ContactKind.INFORMATION_MEETING
    assert kind.is_individual is False


@pytest.mark.parametrize("number", ["8", "20", "1", "14", "99", "x"])
def test_what_is_no_talk_or_not_listed_is_unknown_and_keeps_its_number(
    number: str,
) -> None:
    kind = kind_of(number)

    assert kind.concept is ContactKind.UNKNOWN
    assert kind.code == Code(scheme=KINDS, code=number)


def test_no_number_is_correspondence() -> None:
    concepts = {term.concept for term in data.vocabulary(KINDS).terms}

    assert concepts == {"conversation", "information_meeting", None}


def test_the_list_says_that_it_is_part_of_the_whole() -> None:
    listed = {int(term.notation) for term in data.vocabulary(KINDS).terms}

    assert listed.isdisjoint({1, 2, 3, 5, 6, 14, 16, 18})
    assert [t.notation for t in data.vocabulary(KINDS).terms if not t.verified] == [
        "20"
    ]


def test_a_form_keeps_its_number_and_means_none_that_is_known() -> None:
    assert [form_of(number).concept for number in ("6", "1")] == [
        ContactForm.UNKNOWN,
        ContactForm.UNKNOWN,
    ]
    assert form_of("6").code == Code(scheme=FORMS, code="6")


def test_four_conversations_by_number_meet_the_law() -> None:
    rows = [held(number, day, f"t{day}") for day, number in enumerate(ONE_TO_ONE[:4])]

    given_facts = facts(TOO_FEW_IN_FIRST_SIX_MONTHS, AFTER, contacts=rows)
    assert said(TOO_FEW_IN_FIRST_SIX_MONTHS, given_facts) == "kept"


NO_TALK = (
    ContactKind.CORRESPONDENCE,
    ContactKind.GROUP_TEACHING,
    ContactKind.INFORMATION_MEETING,
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(NO_TALK),
            st.sampled_from(list(ContactForm)),
            st.integers(0, 180),
        ),
        max_size=12,
    )
)
def test_letters_and_group_meetings_never_meet_the_law_however_many(
    written: list[tuple[ContactKind, ContactForm, int]],
) -> None:
    talks = [held("7", day, f"t{day}") for day in range(3)]
    others = [
        talk(f"w{number}", START + timedelta(days=day), form, kind=kind)
        for number, (kind, form, day) in enumerate(written)
    ]
    found = facts(TOO_FEW_IN_FIRST_SIX_MONTHS, AFTER, contacts=[*talks, *others])

    (finding,) = said(TOO_FEW_IN_FIRST_SIX_MONTHS, found)
    assert isinstance(finding, dict)
    assert finding["held"] == 3


@given(st.lists(st.sampled_from(INFORMING), max_size=9))
def test_nor_do_information_meetings_by_their_numbers(numbers: list[str]) -> None:
    rows = [held(number, day, f"i{day}") for day, number in enumerate(numbers)]
    found = facts(TOO_FEW_IN_FIRST_SIX_MONTHS, AFTER, contacts=rows)

    (finding,) = said(TOO_FEW_IN_FIRST_SIX_MONTHS, found)
    assert isinstance(finding, dict)
    assert finding["held"] == 0


def contact(number: str | None = "7", **fields: Any) -> Contact:
    told = {"at": INSTANT, "status": ContactStatus.HELD, **fields}
    nature = kind_of(number) if number else Coded(concept=ContactKind.CONVERSATION)
    return Contact(id="k", on=INSTANT.date(), **{"nature": nature, **told})


def test_a_held_contact_with_a_number_and_an_instant_can_be_sent() -> None:
    sent = interview_of(contact())

    assert sent is not None
    assert (sent.kind, sent.at) == ("7", INSTANT)


@pytest.mark.parametrize(
    "row",
    [
        contact(None),
        contact(at=None),
        contact(status=ContactStatus.PLANNED),
        contact(status=ContactStatus.NOT_HELD),
        contact(status=ContactStatus.UNKNOWN),
        contact(
            nature=Coded(
                concept=ContactKind.CORRESPONDENCE, code=Code(scheme=KINDS, code="12")
            )
        ),
        contact(
            nature=Coded(
                concept=ContactKind.CONVERSATION, code=Code(scheme="acme", code="7")
            )
        ),
    ],
    ids=[
        "no number",
        "no instant",
        "planned",
        "not held",
        "unknown",
        "letter",
        "other",
    ],
)
def test_what_the_service_has_no_place_for_is_not_sent(row: Contact) -> None:
    assert interview_of(row) is None


CASE = Case(
    id="c",
    participant=Participant(id="p"),
    extensions=FrozenMap({"acme": {"colour": "red"}}),
)


def test_a_contact_group_has_a_place_of_its_own_and_leaves_the_rest() -> None:
    case = with_contact_group(CASE, "LAB 02", date(2024, 1, 1))

    (found,) = contact_groups(case)
    assert found.code == Code(scheme=CONTACT_GROUPS, code="LAB 02")
    assert case.extensions["acme"] == CASE.extensions["acme"]
    assert case.enrolments == CASE.enrolments


def test_the_contact_group_of_a_day_is_the_last_that_had_begun() -> None:
    case = with_contact_group(CASE, "LAB 01", date(2024, 6, 1))
    case = with_contact_group(case, "LAB 02", date(2024, 1, 1))
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 5, 31), date(2024, 6, 1)]

    groups = [contact_group_on(case, day) for day in days]
    assert [code and code.code for code in groups] == [
        None,
        "LAB 02",
        "LAB 02",
        "LAB 01",
    ]


def test_a_group_told_again_for_a_day_takes_the_place_of_the_first() -> None:
    case = with_contact_group(CASE, "LAB 01", date(2024, 1, 1))
    case = with_contact_group(case, "LAB 02", date(2024, 1, 1))

    assert [row.code.code for row in contact_groups(case)] == ["LAB 02"]


def test_no_case_has_a_contact_group_unless_somebody_told_one() -> None:
    assert contact_groups(CASE) == ()
    assert contact_group_on(CASE, date(2024, 1, 1)) is None


def test_a_contact_group_says_nothing_of_the_benefit() -> None:
    assert data.vocabulary(CONTACT_GROUPS).concepts is None
    assert all(term.concept is None for term in data.vocabulary(CONTACT_GROUPS).terms)
    assert Eligibility().benefit.concept is BenefitKind.UNKNOWN
    assert Carries().can(CONTACT_GROUPS) is False
