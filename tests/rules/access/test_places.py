"""Which places somebody has in a case: in the team, by a mandate, in a unit."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.bases import BreakGlass
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, MandateKind, Purpose, Role
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.team import Mandate, TeamMember
from brukermedvirkning.rules.access.context import AccessContext
from brukermedvirkning.rules.access.places import in_force, is_control, standings_of
from brukermedvirkning.rules.access.standing import Standing

ON = date(2026, 6, 1)
BEFORE = Period(end=ON)
OPEN = Period(start=date(2026, 1, 1))
ME = Actor(kind=ActorKind.STAFF, id="me", unit="home")
YOU = Actor(kind=ActorKind.STAFF, id="you", unit="home")
GUARDIAN = Actor(kind=ActorKind.REPRESENTATIVE, id="me")


def place(
    role: Role = Role.CASEWORKER, who: Actor = ME, row_id: str = "m", **fields: Any
) -> TeamMember:
    fields.setdefault("period", OPEN)
    return TeamMember(id=row_id, role=Coded(concept=role), actor=who, **fields)


def mandated(
    who: Actor = GUARDIAN,
    *,
    row_id: str = "m",
    period: Period = OPEN,
    nature: MandateKind = MandateKind.GUARDIAN,
    **may: bool,
) -> TeamMember:
    mandate = Mandate(nature=nature, period=period, **may)
    return place(Role.GUARDIAN, who, row_id, mandate=mandate)


def case(*team: TeamMember, unit: str | None = "elsewhere") -> Case:
    return Case(
        id="c", participant=Participant(id="kari"), unit=unit, team=in_order(team)
    )


CONTEXT = AccessContext(on=ON)
CONTROL = AccessContext(on=ON, purpose=Purpose.BENEFIT_CONTROL)


def places(actor: Actor, given: Case, context: AccessContext = CONTEXT) -> list[str]:
    return [one.value for one in standings_of(actor, given, context)]


# In the team


@pytest.mark.parametrize(
    ("team", "expected"),
    [
        ([place()], ["team", "other_unit"]),
        ([place(who=YOU)], ["other_unit"]),
        ([place(Role.GUARDIAN)], ["other_unit"]),
        ([place(period=Period(start=ON))], ["team", "other_unit"]),
        ([place(period=Period(start=OPEN.start, end=ON))], ["other_unit"]),
        ([place(registered_in_error=True)], ["other_unit"]),
        (
            [place(who=YOU, row_id="a"), place(Role.GUARDIAN, row_id="b"), place()],
            ["team", "other_unit"],
        ),
        (
            [
                place(),
                place(Role.COUNSELLOR, row_id="n"),
                place(Role.MENTOR, row_id="o"),
            ],
            ["team", "helper", "other_unit"],
        ),
    ],
)
def test_a_place_in_the_team_gives_what_its_role_gives(
    team: list[TeamMember], expected: list[str]
) -> None:
    assert places(ME, case(*team)) == expected


def test_somebody_of_whom_no_id_is_known_has_no_place_in_the_team() -> None:
    nameless = attrs.evolve(ME, id=None)
    given = case(place(who=nameless), place(row_id="n"))

    assert [row.id for row in in_force(given, CONTEXT)] == ["n"]
    assert places(nameless, given) == ["other_unit"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ActorKind.PEER_WORKER, ["team", "other_unit"]),
        (ActorKind.ORGANISATION, ["other_unit"]),
        (ActorKind.SYSTEM, ["other_unit"]),
        (ActorKind.UNKNOWN, []),
    ],
)
def test_a_place_in_the_team_is_filled_by_somebody_at_work(
    kind: ActorKind, expected: list[str]
) -> None:
    actor = attrs.evolve(ME, kind=kind)

    assert places(actor, case(place(who=actor))) == expected


# By a mandate


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (mandated(), []),
        (mandated(may_read=True), ["representative"]),
        (mandated(may_act=True), ["acting_representative"]),
        (
            mandated(may_read=True, may_act=True),
            ["representative", "acting_representative"],
        ),
        (mandated(nature=MandateKind.SUPPORTER), ["supporter"]),
        (mandated(period=Period(start=ON), may_read=True), ["representative"]),
        (mandated(period=Period(start=OPEN.start, end=ON), may_read=True), []),
        (mandated(YOU, may_read=True), []),
        (place(Role.GUARDIAN, GUARDIAN), []),
    ],
)
def test_a_mandate_gives_what_it_says_while_it_is_in_force(
    row: TeamMember, expected: list[str]
) -> None:
    assert places(GUARDIAN, case(row)) == expected
    assert places(GUARDIAN, case(row), CONTROL) == []


@pytest.mark.parametrize(
    "other",
    [
        mandated(YOU, row_id="a", may_act=True),
        mandated(row_id="a", period=Period(start=OPEN.start, end=ON), may_act=True),
        place(Role.GUARDIAN, GUARDIAN, "a"),
    ],
    ids=["somebody else's", "run out", "without a mandate"],
)
def test_a_mandate_that_gives_nothing_hides_no_other(other: TeamMember) -> None:
    given = case(other, mandated(may_read=True))

    assert places(GUARDIAN, given) == ["representative"]


# The participant, a unit, an opening


@pytest.mark.parametrize(("who", "expected"), [("kari", ["participant"]), ("ola", [])])
def test_the_participant_is_the_one_of_the_case(who: str, expected: list[str]) -> None:
    assert places(Actor(kind=ActorKind.PARTICIPANT, id=who), case()) == expected


def actor(
    kind: ActorKind = ActorKind.STAFF, unit: str | None = "home", *roles: Role
) -> Actor:
    coded = tuple(Coded(concept=role) for role in roles)
    return Actor(kind=kind, id="me", unit=unit, roles=coded)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (actor(), ["unit_staff"]),
        (actor(ActorKind.PEER_WORKER), ["unit_staff"]),
        (actor(ActorKind.STAFF, "home", Role.MENTOR), ["unit_staff"]),
        (
            actor(ActorKind.STAFF, "home", Role.DEPARTMENT_HEAD),
            ["unit_staff", "leader"],
        ),
        (actor(ActorKind.SYSTEM), ["system"]),
        (actor(ActorKind.ORGANISATION), []),
        (actor(ActorKind.STAFF, "health"), ["other_unit"]),
        (actor(ActorKind.SYSTEM, "health"), ["other_unit"]),
        (actor(ActorKind.STAFF, None), []),
    ],
)
def test_a_unit_gives_a_place_to_whoever_is_of_it(
    who: Actor, expected: list[str]
) -> None:
    assert places(who, case(unit="home")) == expected


def test_a_unit_that_is_not_known_is_nobodys() -> None:
    assert places(actor(ActorKind.STAFF, None), case(unit=None)) == []
    assert places(actor(), case(unit=None)) == ["other_unit"]


def test_whoever_opened_the_case_has_a_place_while_it_is_open() -> None:
    opening = BreakGlass(
        id="o",
        case="c",
        by=ME,
        ground="an act",
        covers=("goal",),
        on=ON,
        until=date(2026, 6, 2),
    )
    lapsed = attrs.evolve(opening, on=date(2026, 5, 30), until=ON)
    given = case(place())

    def told(*openings: BreakGlass) -> list[str]:
        return places(ME, given, AccessContext(on=ON, openings=openings))

    assert told(lapsed, opening) == ["opened", "team", "other_unit"]
    assert told(lapsed) == ["team", "other_unit"]
    assert standings_of(ME, given, attrs.evolve(CONTROL, openings=(opening,))) == (
        Standing.OPENED,
        Standing.BENEFIT_CONTROL,
    )


@pytest.mark.parametrize(
    ("who", "context", "expected"),
    [
        (actor(), CONTEXT, False),
        (actor(), CONTROL, True),
        (actor(ActorKind.STAFF, "home", Role.BENEFIT_CONTROLLER), CONTEXT, True),
    ],
)
def test_benefit_control_is_a_role_or_a_purpose(
    who: Actor, context: AccessContext, expected: bool
) -> None:
    given = case(place(), unit="home")

    assert is_control(who, context) is expected
    assert places(who, given, context) == (
        ["benefit_control"] if expected else ["team", "unit_staff"]
    )
