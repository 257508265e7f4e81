"""Cases that are the same in each run; and nothing that was generated before."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from brukermedvirkning.domain.carries import EVERYTHING, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ContactForm,
    ContactKind,
    ContactStatus,
    ExitCategory,
    InterventionKind,
    Party,
)
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Goal, Wording
from brukermedvirkning.rules.generated import checking, program

FIRST = date(2020, 2, 24)


class Chance:
    """The same cases each time: in each field now this, now that, now nothing."""

    def __init__(self):
        self.of = random.Random(2020)

    def one(self, *values):
        return self.of.choice(values)

    def coded(self, concepts):
        code = self.one(None, Code(scheme="made.up", code="1"))
        return Coded(concept=self.one(*concepts), code=code)

    def day(self):
        return FIRST + timedelta(days=self.of.randrange(9))

    def maybe_day(self):
        return self.one(None, self.day(), self.day())

    def parties(self):
        return self.one((), (Party.PARTICIPANT,), (Party.UNKNOWN,), tuple(Party)[:3])

    def period(self):
        start = self.maybe_day()
        end = self.one(None, (start or self.day()) + timedelta(days=3))
        return Period(start=start, end=end)

    def contact(self, number):
        return Contact(
            id=f"contact-{number}",
            on=self.day(),
            nature=self.coded(ContactKind),
            form=self.coded((*list(ContactForm)[:2], ContactForm.UNKNOWN)),
            form_wished=self.coded((*list(ContactForm)[:2], ContactForm.UNKNOWN)),
            status=self.one(
                ContactStatus.HELD, ContactStatus.PLANNED, ContactStatus.UNKNOWN
            ),
            planned_on=self.maybe_day(),
            messages=self.one(None, 1, 2, 3),
            initiative=self.one(Party.SERVICE, Party.PARTICIPANT, Party.UNKNOWN),
            note=self.one(None, Note(shared_on=self.maybe_day())),
            registered_in_error=self.one(False, False, True),
        )

    def enrolment(self, number):
        start, left = self.maybe_day(), self.maybe_day()
        exit_ = ProgrammeExit(
            on=max(start or FIRST, left or FIRST),
            category=self.coded((ExitCategory.ORDINARY_WORK, ExitCategory.UNKNOWN)),
        )
        return Enrolment(
            id=f"enrolment-{number}",
            programme=f"programme-{number}",
            start=start,
            exit=self.one(None, exit_),
            registered_in_error=self.one(False, False, True),
        )

    def goal(self, number):
        return Goal(
            id=f"goal-{number}",
            on=self.maybe_day(),
            wordings=(Wording(version=1, text="words"),),
            proposed_by=self.parties(),
        )

    def intervention(self, number):
        return Intervention(
            id=f"intervention-{number}",
            period=self.period(),
            measure=self.coded(InterventionKind),
            registered_in_error=self.one(False, False, True),
        )

    def case(self, number):
        def some(row):
            return in_order(tuple(row(each) for each in range(self.of.randrange(4))))

        paths = ("contact", "contact.form", "enrolment", "goal", "goal.proposed_by")
        lacking = self.one("contact.form", "goal.proposed_by", "contact", "enrolment")
        carries = self.one(
            EVERYTHING, EVERYTHING, Carries(paths=tuple({*paths} - {lacking}))
        )
        return Case(
            id=f"case-{number}",
            participant=Participant(id="somebody"),
            unit=self.one(None, "north", "south"),
            period=self.period(),
            contacts=some(self.contact),
            enrolments=some(self.enrolment),
            goals=some(self.goal),
            interventions=some(self.intervention),
            origin=Origin(carries=carries),
            registered_in_error=number == 7,
        )


CHANCE = Chance()
CASES = [CHANCE.case(number) for number in range(60)]


@pytest.fixture
def the_same_cases():
    """Cases that differ in whatever definitions ask for."""
    return CASES


@pytest.fixture(autouse=True)
def _nothing_is_made():
    program.forget()
    checking._made.cache_clear()
