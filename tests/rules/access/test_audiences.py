"""Who is named in an audience, line by line."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.bases import BreakGlass, Sharing, Statute
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ConsentPurpose,
    ItemKind,
    Purpose,
    Role,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.rights import Consent
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.access.context import AccessContext
from brukermedvirkning.rules.access.questions import Condition, Denied, DenyRule
from brukermedvirkning.rules.access.readers import Audience, Reader, audience
from brukermedvirkning.rules.access.standing import Standing

ON = date(2026, 6, 1)
CONTEXT = AccessContext(on=ON)
MENTOR = TeamMember(
    id="m",
    period=Period(start=date(2026, 1, 1)),
    role=Coded(concept=Role.SOCIAL_MENTOR),
    actor=Actor(kind=ActorKind.STAFF, id="per", unit="home"),
)
ALONE = Case(id="c", participant=Participant(id="kari"), unit="home")
HELPED = attrs.evolve(ALONE, team=(MENTOR,))


def lines(told: Audience) -> list[dict[str, Any]]:
    """Of each reader what is said of it, codes as their text."""
    return [
        {
            field.name: str(getattr(value, "concept", value))
            for field in attrs.fields(Reader)
            if (value := getattr(one, field.name)) not in (None, False, ())
        }
        for one in told.readers
    ]


PARTICIPANT = {
    "standing": "participant",
    "kind": "participant",
    "id": "kari",
    "any_unit": "True",
}


def body(standing: str, kind: str, unit: str = "home", **more: str) -> dict[str, str]:
    return {"standing": standing, "kind": kind, "unit": unit, **more}


def test_a_goal_is_read_by_the_participant_and_those_who_lead() -> None:
    assert lines(audience("goal", ALONE, CONTEXT)) == [
        PARTICIPANT,
        body("leader", "peer_worker", leaders_only="True"),
        body("leader", "staff", leaders_only="True"),
    ]


def test_a_mentor_is_named_with_the_place_and_what_must_be_so() -> None:
    more = {"id": "per", "role": "social_mentor", "when": "if_present"}

    assert lines(audience("contact", HELPED, CONTEXT)) == [
        PARTICIPANT,
        body("helper", "staff", **more),
        body("helper", "peer_worker", **more),
        body("leader", "peer_worker", leaders_only="True"),
        body("leader", "staff", leaders_only="True"),
        body("system", "system"),
    ]


def test_a_body_that_acts_for_control_has_a_line_of_its_own() -> None:
    assert lines(audience("enrolment", ALONE, CONTEXT)) == [
        PARTICIPANT,
        body("benefit_control", "organisation", control="True"),
        body("leader", "peer_worker", leaders_only="True"),
        body("benefit_control", "peer_worker", control="True"),
        body("leader", "staff", leaders_only="True"),
        body("benefit_control", "staff", control="True"),
        body("system", "system"),
        body("benefit_control", "system", control="True"),
    ]


def test_for_benefit_control_nobody_leads_and_everybody_acts_for_it() -> None:
    context = attrs.evolve(CONTEXT, purpose=Purpose.BENEFIT_CONTROL)
    kinds = ("organisation", "peer_worker", "staff", "system")

    assert lines(audience("enrolment", ALONE, context)) == [
        PARTICIPANT,
        *[body("benefit_control", kind, control="True") for kind in kinds],
    ]


def test_a_body_that_reads_on_a_basis_reads_as_a_whole() -> None:
    consent = Consent(
        id="consent",
        on=ON,
        aim=Coded(concept=ConsentPurpose.CROSS_SECTOR_PLAN),
        covers=(ItemKind.CHALLENGE,),
        recipients=("health",),
    )
    case = attrs.evolve(HELPED, consents=(consent,))
    basis = {"basis": "consent: consent"}
    mentor = {"id": "per", "role": "social_mentor", **basis}

    assert lines(audience("challenge", case, CONTEXT)) == [
        PARTICIPANT,
        body("other_unit", "staff", "health", **mentor),
        body("other_unit", "peer_worker", "health", **mentor),
        body("other_unit", "organisation", "health", **basis),
        body("other_unit", "peer_worker", "health", **basis),
        body("other_unit", "staff", "health", **basis),
        body("other_unit", "system", "health", **basis),
    ]


def units(context: AccessContext, case: Case = ALONE, **asked: Any) -> list[str]:
    readers = audience("plan", case, context, **asked).readers
    return list(dict.fromkeys(one.unit for one in readers if one.unit is not None))


STATUTE = Statute(
    id="s",
    reference="an act",
    recipient="tax",
    covers=("plan",),
    valid=Period(start=ON),
)
SHARING = Sharing(
    id="s", case="c", item_kind="plan", item="plan", recipient="school", on=ON
)


def test_bodies_are_those_of_the_case_and_of_what_reading_may_rest_on() -> None:
    context = attrs.evolve(CONTEXT, statutes=(STATUTE,), sharings=(SHARING,))

    assert units(CONTEXT) == ["home"]
    assert units(CONTEXT, attrs.evolve(ALONE, unit=None)) == []
    assert units(CONTEXT, HELPED, unit="clinic") == ["clinic"]
    assert units(context) == ["home", "tax"]
    assert units(attrs.evolve(context, on=date(2026, 5, 31))) == ["home"]


def opening(**changes: Any) -> BreakGlass:
    values: dict[str, Any] = {
        "id": "o",
        "case": "c",
        "by": Actor(kind=ActorKind.STAFF, id="ola", unit="tax"),
        "ground": "an act",
        "covers": ("stance",),
        "on": ON,
        "until": date(2026, 6, 2),
    }
    return BreakGlass(**(values | changes))


OPENED = {
    "standing": "opened",
    "kind": "staff",
    "id": "ola",
    "any_unit": "True",
    "basis": "opened: an act",
}


def test_somebody_who_opened_it_is_named_whatever_their_unit() -> None:
    context = attrs.evolve(CONTEXT, openings=(opening(),))

    assert lines(audience("stance", ALONE, context)) == [
        PARTICIPANT,
        OPENED,
        {**OPENED, "control": "True"},
    ]


@pytest.mark.parametrize(
    "changes",
    [{"case": "d"}, {"on": date(2026, 5, 30), "until": ON}, {"covers": ("goal",)}],
)
def test_an_opening_of_something_else_names_nobody(changes: dict[str, Any]) -> None:
    context = attrs.evolve(CONTEXT, openings=(opening(**changes),))

    assert lines(audience("stance", ALONE, context)) == [PARTICIPANT]


def stops(rule_id: str, *kinds: ActorKind) -> DenyRule:
    return DenyRule(
        id=rule_id,
        source="a test",
        denies=lambda question, _case: (
            Denied(rule="x", ground="y") if question.actor.kind in kinds else None
        ),
    )


def test_each_rule_that_stops_a_reader_is_named_beside_it() -> None:
    rules = (
        stops("a", ActorKind.STAFF),
        stops("b", ActorKind.PARTICIPANT),
        stops("c", ActorKind.STAFF, ActorKind.PARTICIPANT),
    )
    context = attrs.evolve(CONTEXT, deny_rules=rules)

    assert [
        (one.kind.value, one.narrowed_by)
        for one in audience("goal", ALONE, context).readers
    ] == [("participant", ("b", "c")), ("peer_worker", ()), ("staff", ("a", "c"))]


def test_an_audience_is_of_what_was_asked() -> None:
    row = Contact(id="k", on=ON)
    case = attrs.evolve(ALONE, contacts=(row,))
    told = audience("contact", case, CONTEXT, part="note", row=row, unit="clinic")
    asked = told.resource

    assert told.context is CONTEXT
    assert (asked.case, asked.kind, asked.part) == (case, "contact", "note")
    assert (asked.row, asked.unit) == (row, "clinic")


@pytest.mark.parametrize(
    ("reader", "actor", "context", "expected"),
    [
        ({}, {}, CONTEXT, True),
        ({"kind": ActorKind.SYSTEM}, {}, CONTEXT, False),
        ({"id": "me"}, {}, CONTEXT, True),
        ({"id": "you"}, {}, CONTEXT, False),
        ({}, {"unit": "tax"}, CONTEXT, False),
        ({"any_unit": True, "unit": None}, {"unit": "tax"}, CONTEXT, True),
        ({"leaders_only": True}, {}, CONTEXT, False),
        (
            {"leaders_only": True},
            {"roles": (Coded(concept=Role.MANAGING_DIRECTOR),)},
            CONTEXT,
            True,
        ),
        ({"control": True}, {}, CONTEXT, False),
        ({}, {}, AccessContext(on=ON, purpose=Purpose.BENEFIT_CONTROL), False),
        (
            {"control": True},
            {"roles": (Coded(concept=Role.BENEFIT_CONTROLLER),)},
            CONTEXT,
            True,
        ),
        (
            {"kind": ActorKind.PARTICIPANT},
            {"kind": ActorKind.PARTICIPANT},
            AccessContext(on=ON, purpose=Purpose.BENEFIT_CONTROL),
            True,
        ),
    ],
)
def test_somebody_is_one_of_those_that_a_line_stands_for(
    reader: dict[str, Any],
    actor: dict[str, Any],
    context: AccessContext,
    expected: bool,
) -> None:
    values: dict[str, Any] = {
        "standing": Standing.TEAM,
        "kind": ActorKind.STAFF,
        "unit": "home",
    }
    me: dict[str, Any] = {"kind": ActorKind.STAFF, "id": "me", "unit": "home"}
    line = Reader(**(values | reader))

    assert line.is_one(Actor(**(me | actor)), context) is expected


def test_only_who_is_named_and_not_stopped_is_in_it() -> None:
    context = attrs.evolve(CONTEXT, deny_rules=(stops("a", ActorKind.STAFF),))
    kari = Actor(kind=ActorKind.PARTICIPANT, id="kari")
    head = Actor(
        kind=ActorKind.STAFF,
        id="y",
        unit="home",
        roles=(Coded(concept=Role.DEPARTMENT_HEAD),),
    )

    for asked, expected in ((CONTEXT, [True, True]), (context, [True, False])):
        told = audience("goal", ALONE, asked)
        assert [told.includes(one) for one in (kari, head)] == expected
        assert not told.includes(Actor(kind=ActorKind.STAFF, id="x", unit="home"))


def test_what_lets_read_later_is_said() -> None:
    (own, *_) = audience("contact", ALONE, CONTEXT, part="note").readers

    assert own.when is Condition.ONCE_SHARED
