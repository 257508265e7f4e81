"""Made-up cases: one with something of everything, one out of a narrow log."""

from __future__ import annotations

from datetime import date

from brukermedvirkning.domain.actors import Attendee
from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ContactForm,
    ContactKind,
    ContactStatus,
    DecidedBy,
    DecisionSubject,
    ExitCategory,
    FrameKind,
    GoalStatus,
    InterventionKind,
    ItemKind,
    LastWord,
    Party,
    PlanKind,
    Role,
    StanceAnswer,
    WishAsked,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.decisions import Decision, Frame, Option, Wish
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Duration, Period
from brukermedvirkning.domain.plan import (
    ActionPlan,
    Challenge,
    Goal,
    Stance,
    Wording,
)
from brukermedvirkning.domain.team import TeamMember


def worded(text: str, *parties: Party) -> tuple[Wording, ...]:
    return (Wording(version=1, text=text, worded_by=parties, on=date(2024, 1, 15)),)


def rich_case(case_id: str = "c-1") -> Case:
    """A case with something of everything that a page shows."""
    return Case(
        id=case_id,
        participant=Participant(id=f"p-{case_id}", languages=("nb",)),
        unit="halden",
        period=Period(start=date(2024, 1, 8)),
        plan=ActionPlan(
            id="plan",
            period=Period(start=date(2024, 1, 15)),
            kind=Coded(concept=PlanKind.ACTION_PLAN),
        ),
        challenges=(
            Challenge(
                id="ch-1",
                on=date(2024, 1, 15),
                wordings=worded("I sleep badly before new things", Party.PARTICIPANT),
            ),
            Challenge(
                id="ch-2",
                on=date(2024, 1, 16),
                wordings=worded("Long way to work", Party.SERVICE),
            ),
        ),
        goals=(
            Goal(
                id="g-1",
                on=date(2024, 1, 15),
                wordings=worded("A job with animals", Party.PARTICIPANT),
                proposed_by=(Party.PARTICIPANT,),
                status=GoalStatus.CURRENT,
            ),
            Goal(
                id="g-2",
                parent="g-1",
                on=date(2024, 1, 22),
                wordings=worded("Try a week at the stable", Party.SERVICE),
                proposed_by=(Party.PARTICIPANT, Party.SERVICE),
                status=GoalStatus.CURRENT,
            ),
        ),
        stances=(
            Stance(
                id="s-1",
                on=date(2024, 1, 15),
                item_kind=ItemKind.GOAL,
                item="g-1",
                party=Party.PARTICIPANT,
                answer=StanceAnswer.AGREES,
            ),
        ),
        decisions=(
            Decision(
                id="d-1",
                on=date(2024, 2, 1),
                subject=Coded(concept=DecisionSubject.MEASURE_CHOICE),
                question="Which placement?",
                options=(
                    Option(id="o-1", text="The stable"),
                    Option(id="o-2", text="The shop"),
                ),
                wish=Wish(asked=WishAsked.ASKED, on=date(2024, 2, 1), option="o-1"),
                settled_on=date(2024, 2, 5),
                outcome="o-2",
                last_word=LastWord.SERVICE,
                frame=Frame(nature=FrameKind.SUPPLY),
                reason="No place at the stable",
            ),
        ),
        interventions=(
            Intervention(
                id="i-1",
                period=Period.through(date(2024, 2, 12), date(2024, 3, 8)),
                measure=Coded(
                    concept=InterventionKind.WORK_PLACEMENT,
                    code=Code(scheme="made.up", code="placement (shop)"),
                ),
                weekly_minutes=22 * 60 + 30,
            ),
            Intervention(
                id="i-2",
                period=Period(start=date(2024, 3, 4)),
                measure=Coded(concept=InterventionKind.MENTOR_SUPPORT),
                weekly_minutes=None,
            ),
        ),
        contacts=(
            Contact(
                id="k-1",
                on=date(2024, 1, 15),
                nature=Coded(concept=ContactKind.CONVERSATION),
                form=Coded(concept=ContactForm.IN_PERSON),
                status=ContactStatus.HELD,
                duration=Duration(at_least=31, at_most=60),
                attendees=(
                    Attendee(party=Party.PARTICIPANT),
                    Attendee(
                        party=Party.SERVICE,
                        role=Coded(concept=Role.COUNSELLOR),
                        id="staff-7",
                    ),
                ),
            ),
            Contact(
                id="k-2",
                on=date(2024, 6, 10),
                nature=Coded(concept=ContactKind.CONVERSATION),
                form=Coded(concept=ContactForm.PHONE),
                status=ContactStatus.PLANNED,
            ),
        ),
        team=(
            TeamMember(
                id="t-1",
                period=Period(start=date(2024, 1, 8)),
                role=Coded(concept=Role.COUNSELLOR),
            ),
        ),
        enrolments=(
            Enrolment(
                id="e-1",
                programme="halden",
                start=date(2024, 1, 8),
                exit=ProgrammeExit(
                    on=date(2024, 5, 31),
                    category=Coded(concept=ExitCategory.ORDINARY_WORK),
                    decided_by=DecidedBy.PARTICIPANT,
                    stance=StanceAnswer.AGREES,
                ),
            ),
        ),
    )


def log_case(case_id: str = "log-1") -> Case:
    """A case of a source that has a place for measures and contacts alone."""
    return Case(
        id=case_id,
        participant=Participant(id=f"p-{case_id}"),
        origin=Origin(carries=Carries(paths=("contact", "contact.status"))),
        contacts=rich_case().contacts[:1],
    )
