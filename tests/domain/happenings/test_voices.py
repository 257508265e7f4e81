"""Who may speak, and what has to be there: what passes, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, MandateKind, Role
from brukermedvirkning.domain.happenings.base import Act
from brukermedvirkning.domain.happenings.items import refuse_absent, refuse_taken
from brukermedvirkning.domain.happenings.voices import (
    not_own_side,
    own_side_alone,
    own_side_by,
    refuse_another,
    refuse_voice,
    service_alone,
    speaker,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.team import Mandate, TeamMember

DAY = date(2026, 1, 20)
AT = datetime(2026, 2, 1, 12, tzinfo=UTC)
PARTICIPANT = Actor(kind=ActorKind.PARTICIPANT, id="p")
ANOTHER = Actor(kind=ActorKind.PARTICIPANT, id="q")
SOMEBODY = Actor(kind=ActorKind.PARTICIPANT)
SISTER = Actor(kind=ActorKind.REPRESENTATIVE, id="r")
NAMELESS = Actor(kind=ActorKind.REPRESENTATIVE)
STAFF = Actor(kind=ActorKind.STAFF, id="s")
SPEAKER = TeamMember(
    id="t",
    period=Period(start=DAY),
    role=Coded(concept=Role.REPRESENTATIVE),
    actor=SISTER,
    mandate=Mandate(
        nature=MandateKind.REPRESENTATIVE, period=Period(start=DAY), may_act=True
    ),
)
CASE = Case(id="c", participant=Participant(id="p"), team=(SPEAKER,))


def by(source: Actor) -> Act:
    return Act(at=AT, on=DAY, source=source)


@pytest.mark.parametrize(
    ("source", "member", "expected"),
    [
        (PARTICIPANT, None, []),
        (PARTICIPANT, "t", ["voice.not-representative"]),
        (SISTER, "t", []),
        (SISTER, None, ["voice.mandate"]),
        (SISTER, "x", ["voice.mandate"]),
        (NAMELESS, "t", ["voice.mandate"]),
        (STAFF, None, ["voice.own-side"]),
        (STAFF, "t", ["voice.own-side"]),
    ],
)
def test_only_the_participant_or_a_mandate_that_is_named_acts(
    source: Actor, member: str | None, expected: list[str]
) -> None:
    refused = own_side_by(CASE, by(source), member)

    assert expected == [refusal.rule for refusal in refused]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (PARTICIPANT, []),
        (SOMEBODY, []),
        (SISTER, []),
        (STAFF, []),
        (ANOTHER, ["voice.another"]),
    ],
)
def test_nobody_speaks_as_another_participant(
    source: Actor, expected: list[str]
) -> None:
    refused = refuse_another(CASE, by(source))

    assert expected == [refusal.rule for refusal in refused]


@pytest.mark.parametrize(
    ("source", "expected"),
    [(PARTICIPANT, []), (SISTER, []), (STAFF, []), (NAMELESS, ["voice.mandate"])],
)
def test_nobody_represents_without_a_mandate(
    source: Actor, expected: list[str]
) -> None:
    refused = refuse_voice(CASE, by(source))

    assert expected == [refusal.rule for refusal in refused]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (PARTICIPANT, []),
        (SISTER, []),
        (NAMELESS, ["voice.mandate"]),
        (STAFF, ["voice.own-side"]),
        (Actor(), ["voice.own-side"]),
    ],
)
def test_what_is_the_participants_side_s_is_nobody_elses(
    source: Actor, expected: list[str]
) -> None:
    refused = own_side_alone(CASE, by(source))

    assert expected == [refusal.rule for refusal in refused]


@pytest.mark.parametrize(
    ("source", "service", "others"),
    [
        (STAFF, [], []),
        (Actor(), ["voice.service"], []),
        (PARTICIPANT, ["voice.service"], ["voice.not-own-side"]),
        (SISTER, ["voice.service"], ["voice.not-own-side"]),
    ],
)
def test_the_service_alone_is_fewer_than_all_but_the_own_side(
    source: Actor, service: list[str], others: list[str]
) -> None:
    act = by(source)

    assert service == [refusal.rule for refusal in service_alone(act)]
    assert others == [refusal.rule for refusal in not_own_side(act)]


def test_a_mandate_is_found_by_the_source_of_the_act() -> None:
    without = attrs.evolve(CASE, team=())

    assert "t" == speaker(CASE, by(SISTER))
    assert speaker(CASE, by(PARTICIPANT)) is None
    assert speaker(without, by(SISTER)) is None


@pytest.mark.parametrize(
    "row",
    [
        attrs.evolve(SPEAKER, registered_in_error=True),
        attrs.evolve(SPEAKER, period=Period(start=date(2026, 1, 21))),
        attrs.evolve(SPEAKER, period=Period()),
        attrs.evolve(SPEAKER, period=Period(start=date(2026, 1, 1), end=DAY)),
        attrs.evolve(
            SPEAKER,
            mandate=Mandate(nature=MandateKind.SUPPORTER, period=Period(start=DAY)),
        ),
    ],
)
def test_who_supports_or_has_no_place_that_day_does_not_speak(row: TeamMember) -> None:
    case = attrs.evolve(CASE, team=(row,))

    assert speaker(case, by(SISTER)) is None


@pytest.mark.parametrize(
    ("ids", "expected"),
    [(("x", "y"), []), (("t",), ["row.id-taken"]), (("x", "x"), ["row.id-taken"])],
)
def test_an_id_is_used_once(ids: tuple[str, ...], expected: list[str]) -> None:
    assert expected == [refusal.rule for refusal in refuse_taken(CASE, *ids)]


def test_what_is_named_is_there_and_not_in_error() -> None:
    wrong = attrs.evolve(SPEAKER, id="w", registered_in_error=True)
    case = attrs.evolve(CASE, team=(SPEAKER, wrong))

    refused = refuse_absent(
        case, TeamMember.kind, "t", None, "w", "x", permitted=("team_member_assigned",)
    )

    expected = [
        ("row.in-error", ("team_member_assigned",)),
        ("row.not-there", ("team_member_assigned",)),
    ]
    assert expected == [(refusal.rule, refusal.permitted) for refusal in refused]
