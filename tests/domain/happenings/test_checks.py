"""What the questions that several areas ask let pass, and what they refuse."""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, MandateKind, Role
from brukermedvirkning.domain.happenings.base import Act
from brukermedvirkning.domain.happenings.checks import (
    of_own_side,
    own_side_only,
    speaker,
    true_voice,
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
        (PARTICIPANT, "t", ["representative.of-participant"]),
        (SISTER, "t", []),
        (SISTER, None, ["representative.no-mandate"]),
        (SISTER, "x", ["representative.no-mandate"]),
        (NAMELESS, "t", ["representative.no-mandate"]),
        (STAFF, None, ["party.own-side"]),
        (STAFF, "t", ["party.own-side"]),
    ],
)
def test_only_the_participant_or_a_mandate_that_is_named_acts(
    source: Actor, member: str | None, expected: list[str]
) -> None:
    refused = of_own_side(CASE, by(source), member)

    assert expected == [refusal.rule for refusal in refused]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (PARTICIPANT, []),
        (SOMEBODY, []),
        (SISTER, []),
        (STAFF, []),
        (ANOTHER, ["participant.another"]),
        (NAMELESS, ["representative.no-mandate"]),
    ],
)
def test_nobody_speaks_as_another(source: Actor, expected: list[str]) -> None:
    refused = true_voice(CASE, by(source))

    assert expected == [refusal.rule for refusal in refused]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (PARTICIPANT, []),
        (SISTER, []),
        (ANOTHER, ["participant.another"]),
        (NAMELESS, ["representative.no-mandate"]),
        (STAFF, ["party.own-side"]),
        (Actor(), ["party.own-side"]),
    ],
)
def test_what_is_the_participants_side_s_is_nobody_elses(source, expected) -> None:
    refused = own_side_only(CASE, by(source))

    assert expected == [refusal.rule for refusal in refused]


def test_a_mandate_is_found_by_the_source_of_the_act() -> None:
    without = attrs.evolve(CASE, team=())

    assert "t" == speaker(CASE, by(SISTER))
    assert speaker(CASE, by(PARTICIPANT)) is None
    assert speaker(without, by(SISTER)) is None
