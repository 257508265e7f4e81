"""Few changes of coordinating caseworker."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.carries import KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, ExitCategory, Party, Role
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    ProgrammeExit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.continuity import (
    COORDINATOR_CHANGED_OFTEN,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
FIGURES = {
    name: ParameterUse(id=name, value=value, level="core", source="a test")
    for name, value in (("team.coordinator-changes-limit", 1),)
}
PROGRAMME = Programme(
    id="p",
    name="a programme",
    period=Period(),
    time_zone="Europe/Oslo",
    promises=tuple(Promise),
)


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def facts(
    on: int,
    *,
    start: int | None = 0,
    left: ProgrammeExit | None = None,
    origin: Origin = KEPT_HERE,
    **rows: Any,
) -> Facts:
    """An enrolment from the first day on, judged so many days later."""
    enrolment = Enrolment(
        id="e",
        programme="p",
        start=None if start is None else day(start),
        exit=left,
    )
    case = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment,),
        origin=origin,
        **rows,
    )
    return Facts(
        on=day(on),
        case=case,
        enrolment=enrolment,
        programme=PROGRAMME,
        parameters=FIGURES,
    )


def exited(on: int, category: ExitCategory = ExitCategory.OTHER) -> ProgrammeExit:
    return ProgrammeExit(on=day(on), category=Coded(concept=category))


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[tuple[str, Cause]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


def without(*gone: str) -> Origin:
    """A source that has no place for some paths."""
    paths = tuple(path for path in every_path() if path not in gone)
    return Origin(carries=Carries(paths=paths))


RULE = COORDINATOR_CHANGED_OFTEN


def coordinator(start: int | None, name: str, **fields: Any) -> TeamMember:
    """A coordinating caseworker who left at the wish of the service."""
    values: dict[str, Any] = {
        "id": f"m{start}",
        "period": Period(start=None if start is None else day(start)),
        "role": Coded(concept=Role.COORDINATING_CASEWORKER),
        "actor": Actor(kind=ActorKind.STAFF, id=name),
        "ended_at_wish_of": Party.SERVICE,
        **fields,
    }
    return TeamMember(**values)


THREE = (coordinator(0, "a"), coordinator(10, "b"), coordinator(20, "c"))


def with_team(*team: TeamMember, on: int = 30, **fields: Any) -> Facts:
    in_order = sorted(team, key=lambda row: (row.day or date.min, row.id))
    return facts(on, team=tuple(in_order), **fields)


def test_more_changes_than_the_limit_are_found() -> None:
    assert outcome(RULE, with_team(*THREE[:2])) is Outcome.KEPT
    assert examine(RULE, with_team(*THREE)).findings == (
        Finding(
            items=(
                ItemRef(kind="team_member", id="m10"),
                ItemRef(kind="team_member", id="m20"),
            ),
            since=day(20),
            params={"changes": 2, "limit": 1},
        ),
    )


def test_a_change_counts_for_a_year_and_in_the_stay() -> None:
    assert outcome(RULE, with_team(*THREE, on=374)) is Outcome.BROKEN
    assert outcome(RULE, with_team(*THREE, on=375)) is Outcome.KEPT
    assert outcome(RULE, with_team(*THREE, left=exited(19))) is Outcome.KEPT
    assert outcome(RULE, with_team(*THREE, left=exited(20))) is Outcome.BROKEN
    assert outcome(RULE, with_team(*THREE, start=10)) is Outcome.KEPT


def test_the_year_may_begin_with_the_calendar() -> None:
    first = with_team()
    stay = attrs.evolve(first.the_enrolment, start=date.min)
    case = attrs.evolve(first.the_case, enrolments=(stay,))
    given = attrs.evolve(first, on=date(1, 1, 2), case=case, enrolment=stay)

    assert outcome(RULE, given) is Outcome.KEPT


def test_the_first_coordinator_is_no_change() -> None:
    given = with_team(coordinator(1, "a"), coordinator(2, "b"))

    assert outcome(RULE, given) is Outcome.KEPT


@pytest.mark.parametrize(
    "second",
    [
        coordinator(10, "b", stands_in=True),
        coordinator(10, "b", ended_at_wish_of=Party.PARTICIPANT),
        coordinator(10, "a"),
        coordinator(10, "b", role=Coded(concept=Role.MENTOR)),
    ],
    ids=["cover", "asked for", "the same person", "another role"],
)
def test_what_is_no_change_of_the_services_is_not_counted(second: TeamMember) -> None:
    assert outcome(RULE, with_team(THREE[0], second, THREE[2])) is Outcome.KEPT


@pytest.mark.parametrize(
    ("path", "second"),
    [
        (
            "team_member.ended_at_wish_of",
            coordinator(10, "b", ended_at_wish_of=Party.UNKNOWN),
        ),
        ("team_member.actor", coordinator(10, "b", actor=Actor())),
        ("team_member.role", coordinator(10, "b", role=Coded(concept=Role.UNKNOWN))),
        ("team_member.period", coordinator(None, "b")),
    ],
)
def test_what_may_be_a_change_cannot_be_told(path: str, second: TeamMember) -> None:
    given = with_team(THREE[0], second, THREE[2])

    assert missing(RULE, given) == [(path, Cause.NOT_RECORDED)]


def test_an_unknown_actor_after_a_known_one_may_be_the_same() -> None:
    given = with_team(*THREE[:2], coordinator(20, "c", actor=Actor()))

    assert missing(RULE, given) == [("team_member.actor", Cause.NOT_RECORDED)]


def test_of_those_who_came_on_one_day_nobody_knows_who_was_first() -> None:
    wished = coordinator(10, "x", id="x", ended_at_wish_of=Party.PARTICIPANT)
    given = with_team(*THREE, wished)

    assert missing(RULE, given) == [("team_member.recorded", Cause.NOT_RECORDED)]


def test_two_who_came_on_one_day_are_one_change() -> None:
    given = with_team(*THREE[:2], coordinator(10, "x", id="x"))

    assert outcome(RULE, given) is Outcome.KEPT


def test_too_few_vague_members_for_a_change_too_many_are_fine() -> None:
    vague = coordinator(10, "b", role=Coded(concept=Role.UNKNOWN))

    assert outcome(RULE, with_team(THREE[0], vague)) is Outcome.KEPT


def test_without_a_place_for_cover_a_change_may_be_cover() -> None:
    given = with_team(*THREE, origin=without("team_member.stands_in"))

    assert missing(RULE, given) == [("team_member.stands_in", Cause.SOURCE_CANNOT_SAY)]


def test_where_the_stay_is_not_known_it_cannot_be_told() -> None:
    assert missing(RULE, with_team(*THREE, start=None)) == [
        ("enrolment.start", Cause.NOT_RECORDED)
    ]
    assert missing(RULE, with_team(*THREE, origin=without("enrolment.exit"))) == [
        ("enrolment.exit", Cause.SOURCE_CANNOT_SAY)
    ]


def test_changes_before_the_source_speaks_cannot_be_told() -> None:
    origin = Origin(known_from=day(5))

    assert missing(RULE, with_team(THREE[0], origin=origin)) == [
        ("team_member", Cause.SOURCE_CANNOT_SAY)
    ]
    assert outcome(RULE, with_team(*THREE, origin=origin)) is Outcome.BROKEN


TestCoordinatorChangedOften = rule_suite(
    RULE,
    trips=(with_team(*THREE),),
    keeps=(
        with_team(*THREE[:2]),
        with_team(
            THREE[0], coordinator(10, "b", ended_at_wish_of=Party.PARTICIPANT), THREE[2]
        ),
    ),
)
