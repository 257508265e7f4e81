"""Made-up cases of the usual size: some 60 rows and 11 kB of JSON each, with a long tail."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from brukermedvirkning.domain.actors import Attendee, Item
from brukermedvirkning.domain.assessments import Assessment, Score
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ContactForm,
    ContactKind,
    ContactStatus,
    DecisionSubject,
    ExitCategory,
    InterventionKind,
    Party,
    Role,
    WishAsked,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.decisions import Decision, Wish
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Duration, Period
from brukermedvirkning.domain.plan import ActionPlan, Goal, Wording

FIRST = date(2024, 1, 1)
WORDS = [
    "jeg",
    "vil",
    "gerne",
    "finde",
    "et",
    "arbejde",
    "som",
    "passer",
    "til",
    "mig",
    "og",
    "min",
    "hverdag",
]


def made_cases(count: int, seed: int = 2024) -> Iterator[Case]:
    """So many cases; the same ones for the same seed."""
    chance = random.Random(seed)
    return (_case(chance, number) for number in range(count))


def _case(chance: random.Random, number: int) -> Case:
    start = FIRST + timedelta(days=chance.randrange(365))

    def day() -> date:
        return start + timedelta(days=chance.randrange(500))

    def text() -> str:
        return " ".join(chance.choices(WORDS, k=8))

    left = ProgrammeExit(
        on=start + timedelta(days=500),
        category=Coded(concept=chance.choice(list(ExitCategory))),
    )
    # A long tail, as in life: most have few contacts, some have hundreds.
    contacts = min(int(chance.gammavariate(1.6, 25)), 400)
    return Case(
        id=f"case-{number:07}",
        participant=Participant(id=f"person-{number:07}", languages=("da",)),
        unit=f"unit-{number % 40}",
        period=Period(start=start),
        plan=ActionPlan(id="plan", period=Period(start=start)),
        goals=_rows(
            Goal(
                id=f"goal-{i}",
                on=day(),
                wordings=(
                    Wording(version=1, text=text(), worded_by=(Party.PARTICIPANT,)),
                ),
                proposed_by=(Party.PARTICIPANT,),
            )
            for i in range(3)
        ),
        decisions=_rows(
            Decision(
                id=f"decision-{i}",
                on=day(),
                subject=Coded(concept=chance.choice(list(DecisionSubject))),
                question=text(),
                wish=Wish(asked=chance.choice(list(WishAsked)[1:])),
            )
            for i in range(6)
        ),
        interventions=_rows(
            Intervention(
                id=f"intervention-{i}",
                period=Period(start=day()),
                measure=Coded(
                    concept=chance.choice(list(InterventionKind)),
                    code=Code(scheme="acme.measure", code=str(i), label=text()),
                ),
                weekly_minutes=60 * chance.randrange(38),
            )
            for i in range(5)
        ),
        contacts=_rows(
            Contact(
                id=f"contact-{i}",
                on=day(),
                nature=Coded(concept=chance.choice(list(ContactKind))),
                form=Coded(concept=chance.choice(list(ContactForm))),
                status=ContactStatus.HELD,
                duration=Duration(at_least=31, at_most=60),
                attendees=(
                    Attendee(party=Party.SERVICE, role=Coded(concept=Role.CASEWORKER)),
                ),
            )
            for i in range(contacts)
        ),
        assessments=_rows(
            Assessment(
                id=f"assessment-{i}",
                on=day(),
                instrument=Code(scheme="acme.instrument", code="own-view"),
                respondent=Party.PARTICIPANT,
                scores=tuple(
                    Score(dimension=f"d{d}", points=chance.randrange(11))
                    for d in range(10)
                ),
            )
            for i in range(3)
        ),
        enrolments=(
            Enrolment(
                id="enrolment",
                programme=f"programme-{number % 7}",
                start=start,
                exit=left if chance.random() < 0.79 else None,
            ),
        ),
    )


def _rows(rows: Iterable[Item]) -> tuple[Any, ...]:
    return in_order(tuple(rows))
