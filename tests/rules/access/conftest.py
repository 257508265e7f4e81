"""One case with somebody in every place, for tests that tell one thing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor, Attendee, Recorded
from brukermedvirkning.domain.assessments import Assessment
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    ConsentPurpose,
    ExitCategory,
    ItemKind,
    MandateKind,
    OwnWish,
    Party,
    Role,
    StanceAnswer,
)
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit, Referral
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import (
    ActionPlan,
    Challenge,
    Comment,
    Goal,
    Stance,
    Wording,
)
from brukermedvirkning.domain.rights import Complaint, Consent
from brukermedvirkning.domain.team import Mandate, TeamMember
from brukermedvirkning.rules.access import AccessContext

ON = date(2026, 6, 1)
_OPEN = Period(start=date(2026, 1, 1))


def _member(row_id: str, role: Role, kind: ActorKind, **more: Any) -> TeamMember:
    who = Actor(kind=kind, id=f"{row_id}-id", unit="home")
    return TeamMember(
        id=row_id, period=_OPEN, role=Coded(concept=role), actor=who, **more
    )


def _mandate(nature: MandateKind, **may: bool) -> Mandate:
    return Mandate(nature=nature, period=_OPEN, **may)


_TEAM = (
    _member(
        "acting",
        Role.REPRESENTATIVE,
        ActorKind.REPRESENTATIVE,
        mandate=_mandate(MandateKind.REPRESENTATIVE, may_act=True),
    ),
    _member("caseworker", Role.CASEWORKER, ActorKind.STAFF),
    _member("coordinator", Role.COORDINATING_CASEWORKER, ActorKind.STAFF),
    _member(
        "guardian",
        Role.GUARDIAN,
        ActorKind.REPRESENTATIVE,
        mandate=_mandate(MandateKind.GUARDIAN, may_read=True),
    ),
    _member("mentor", Role.SOCIAL_MENTOR, ActorKind.STAFF),
    _member("peer", Role.PEER_WORKER, ActorKind.PEER_WORKER),
    _member(
        "supporter",
        Role.SUPPORTER,
        ActorKind.REPRESENTATIVE,
        mandate=_mandate(MandateKind.SUPPORTER),
    ),
)


@pytest.fixture
def case() -> Case:
    """A case of the unit `home`, with a consent by which `health` reads goals."""
    day = date(2026, 3, 2)
    return Case(
        id="c",
        participant=Participant(id="kari"),
        unit="home",
        period=_OPEN,
        plan=ActionPlan(id="plan", period=_OPEN),
        challenges=(
            Challenge(id="challenge", on=day, wordings=(Wording(version=1, text="w"),)),
        ),
        goals=(
            Goal(
                id="goal",
                on=day,
                wordings=(Wording(version=1, text="to cook"),),
                realistic=Answer.YES,
            ),
        ),
        stances=(
            Stance(
                id="stance",
                on=day,
                item_kind=ItemKind.GOAL,
                item="goal",
                party=Party.PARTICIPANT,
                answer=StanceAnswer.DISAGREES,
            ),
        ),
        contacts=(
            Contact(
                id="draft",
                on=day,
                note=Note(text="a draft", written_on=day),
                attendees=(
                    Attendee(party=Party.SERVICE, id="mentor-id"),
                    Attendee(
                        party=Party.PEER,
                        id="peer-id",
                        role=Coded(concept=Role.PEER_WORKER),
                    ),
                ),
            ),
            Contact(
                id="shared",
                on=day,
                note=Note(text="told", shared_on=day, read_on=date(2026, 3, 4)),
            ),
        ),
        assessments=(
            Assessment(
                id="assessment",
                on=day,
                instrument=Code(scheme="x", code="y"),
                respondent=Party.PARTICIPANT,
            ),
        ),
        comments=(
            Comment(
                id="about-assessment",
                on=day,
                item_kind=ItemKind.ASSESSMENT,
                item="assessment",
                party=Party.PARTICIPANT,
                words="mine",
            ),
        ),
        complaints=(
            Complaint(
                id="complaint",
                on=day,
                item_kind=ItemKind.CHALLENGE,
                item="challenge",
                words="no",
            ),
        ),
        consents=(
            Consent(
                id="consent",
                on=day,
                aim=Coded(concept=ConsentPurpose.SHARING_BETWEEN_UNITS),
                covers=(ItemKind.GOAL, ItemKind.CONTACT),
                recipients=("health",),
            ),
        ),
        enrolments=(
            Enrolment(
                id="enrolment",
                programme="p",
                start=day,
                referral=Referral(own_wish=OwnWish.REQUIRED),
                exit=ProgrammeExit(
                    on=date(2026, 5, 1),
                    category=Coded(concept=ExitCategory.ILLNESS),
                    reason="ill",
                ),
            ),
        ),
        team=_TEAM,
        extensions=FrozenMap({"dk": "x"}),
    )


@pytest.fixture
def context() -> AccessContext:
    return AccessContext(on=ON)


@pytest.fixture
def who() -> Callable[[str], Actor]:
    """Somebody by the name of their place."""
    representatives = ("guardian", "acting", "supporter")
    control = (Coded(concept=Role.BENEFIT_CONTROLLER),)
    people = {
        "participant": Actor(kind=ActorKind.PARTICIPANT, id="kari"),
        "another participant": Actor(kind=ActorKind.PARTICIPANT, id="ola"),
        "colleague": Actor(kind=ActorKind.STAFF, id="x", unit="home"),
        "leader": Actor(
            kind=ActorKind.STAFF,
            id="y",
            unit="home",
            roles=(Coded(concept=Role.DEPARTMENT_HEAD),),
        ),
        "nurse": Actor(kind=ActorKind.STAFF, id="z", unit="health"),
        "control": Actor(kind=ActorKind.STAFF, id="k", unit="home", roles=control),
        "system": Actor(kind=ActorKind.SYSTEM, unit="home"),
        "organisation": Actor(kind=ActorKind.ORGANISATION, unit="home"),
        "unit unknown": Actor(kind=ActorKind.STAFF, id="u"),
        "unknown": Actor(),
        **{
            row.id: attrs.evolve(row.actor)
            for row in _TEAM
            if row.id not in representatives
        },
        **{row.id: row.actor for row in _TEAM if row.id in representatives},
    }
    return people.__getitem__


@pytest.fixture
def recorded_by_a_peer() -> Recorded:
    return Recorded(source=Actor(kind=ActorKind.PEER_WORKER, id="peer-id"))
