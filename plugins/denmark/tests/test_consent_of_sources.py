"""What a Danish source says of consent and agreement: nothing, so nothing is imported.

A source that tells of meetings, mails, benefits or groups tells of no will. A test for
each: the log, the conversations of the state's register, the weekly benefits, the contact
group, and a plan across sectors.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from log_texts import CONTACTS, EXAMPLE, HEADER, READER
from national_facts import facts, said

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    ConsentPurpose,
    ContactStatus,
    GoalStatus,
    Obligation,
    OwnWish,
    Party,
    PlanKind,
    StanceAnswer,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Goal, Wording
from brukermedvirkning.domain.rights import Consent
from brukermedvirkning.ports import Read, Source
from brukermedvirkning_denmark.dfdg.contacts import kind_of
from brukermedvirkning_denmark.dfdg.groups import with_contact_group
from brukermedvirkning_denmark.dream.eligibility import eligibility_on
from brukermedvirkning_denmark.dream.weeks import weeks_of
from brukermedvirkning_denmark.rules.plans import INTEGRATED_WITHOUT_CONSENT

WILL = ("consents", "stances", "decisions", "comments", "complaints", "requests")
"""The rows in which somebody's will is kept."""


def nobody_agreed(case: Case) -> None:
    assert [name for name in WILL if getattr(case, name)] == []
    assert case.plan is None
    for row in case.interventions:
        assert row.fits_own_interest is Answer.NOT_ASKED
        assert row.obligation is Obligation.UNKNOWN
        assert row.responsibility is None
        assert row.proposed_by == ()
    for contact in case.contacts:
        assert contact.form_chosen_by == ()
    for enrolment in case.enrolments:
        assert enrolment.referral is None or (
            enrolment.referral.own_wish is OwnWish.UNKNOWN
        )
        if enrolment.exit is not None:
            assert enrolment.exit.stance is StanceAnswer.NOT_ASKED


def cases(text: bytes, **options: str) -> list[Case]:
    answers = READER.read(Source(name="log.txt", content=text), options)
    return [one.case for one in answers if isinstance(one, Read)]


EVERYTHING_TOLD = {
    "case": "a",
    "participant": "p",
    "unit": "u",
    "programme": "dk.star.empowerment.aalborg",
    "enrolled": "2015-01-05",
    "left": "2016-05-31",
    "exit": "Ordinært job",
}


@pytest.mark.parametrize("options", [{}, EVERYTHING_TOLD], ids=["bare", "all told"])
def test_a_log_is_nobodys_agreement_whatever_the_options(
    options: dict[str, str],
) -> None:
    (case,) = cases(EXAMPLE.read_bytes(), **options)

    nobody_agreed(case)
    for path in ("consent", "stance", "decision", "plan"):
        assert not case.origin.carries.can(path)


def test_a_log_that_says_the_citizen_chose_to_leave_says_nothing_of_agreement() -> None:
    chosen = "Borgeren har valgt at forlade projektet"
    (case,) = cases(EXAMPLE.read_bytes(), **{**EVERYTHING_TOLD, "exit": chosen})

    nobody_agreed(case)


@given(
    st.lists(
        st.sampled_from(
            [
                "26-04-2016, Personligt møde",
                "25-04-2016, Mailkorrespondance",
                "24-04-2016, Samtykke",
                "23-04-2016, Borgeren er enig",
            ]
        ),
        unique=True,
    )
)
def test_no_row_of_a_log_is_taken_for_a_will(rows: list[str]) -> None:
    text = "\n".join(["LOG", HEADER, "", CONTACTS, "", "Historik", *rows])

    for case in cases(text.encode()):
        nobody_agreed(case)


@pytest.mark.parametrize("number", ["4", "7", "8", "9", "13", "15", "19", "99"])
def test_a_held_conversation_is_no_agreement(number: str) -> None:
    contact = Contact(
        id="k",
        on=date(2024, 3, 4),
        at=datetime(2024, 3, 4, 9, tzinfo=UTC),
        nature=kind_of(number),
        status=ContactStatus.HELD,
    )
    case = Case(id="c", participant=Participant(id="p"), contacts=(contact,))

    nobody_agreed(case)
    assert contact.participant_attended is Answer.UNKNOWN


@given(st.sampled_from(["730", "739", "817", "783", None]))
def test_a_benefit_or_a_measure_of_the_register_is_no_wish(code: str | None) -> None:
    weeks = weeks_of({"y_1601": "", "y_1602": code})

    found = eligibility_on(weeks, date(2016, 1, 12))
    assert found.target_group is None
    assert found.age_at_entry is None


def test_a_contact_group_is_no_will() -> None:
    case = Case(id="c", participant=Participant(id="p"))

    nobody_agreed(with_contact_group(case, "LAB 02", date(2024, 1, 1)))


PLAN = ActionPlan(
    id="plan",
    kind=Coded(
        concept=PlanKind.CROSS_SECTOR_PLAN,
        code=Code(scheme="dk.plan", code="helhedsorienteret plan"),
    ),
    period=Period(start=date(2024, 3, 4)),
)
CONSENT = Consent(
    id="s",
    on=date(2024, 3, 1),
    aim=Coded(
        concept=ConsentPurpose.CROSS_SECTOR_PLAN,
        code=Code(scheme="dk.consent", code="samtykke til helhedsorienteret plan"),
    ),
)


def test_a_plan_across_sectors_stands_on_a_consent_of_its_own() -> None:
    rule = INTEGRATED_WITHOUT_CONSENT
    day = date(2024, 6, 1)

    assert said(rule, facts(rule, day, plan=PLAN, consents=[CONSENT])) == "kept"
    assert said(rule, facts(rule, day, plan=PLAN)) == [{}]


def test_consent_to_the_plan_is_no_agreement_to_its_goals() -> None:
    words = Wording(version=1, text="a job", worded_by=(Party.SERVICE,))
    goal = Goal(id="g", wordings=(words,), status=GoalStatus.CURRENT)
    case = Case(
        id="c",
        participant=Participant(id="p"),
        plan=PLAN,
        goals=(goal,),
        consents=(CONSENT,),
    )

    assert case.stances == ()
    assert case.goals_agreed is not Answer.YES
