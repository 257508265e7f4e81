"""Knowing less of what stands beside the cases: each path alone loses its place."""

from __future__ import annotations

from datetime import date

import attrs

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.collective import (
    CollectiveParticipation,
    Level,
    Matter,
    TierOfGovernment,
)
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.organisation import Training, Unit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.testing.record_forgetting import record_paths, without_a_place

ON = date(2026, 6, 1)
COUNCIL = CollectiveParticipation(
    id="council",
    unit="u",
    level=Level.SYSTEM,
    tier=TierOfGovernment.LOCAL,
    formal=True,
    period=Period(start=ON),
    matters=(Matter(id="m", raised_on=ON, decided_on=ON),),
)
FACTS = Facts(
    on=ON,
    unit=Unit(id="u", name="a unit", indicators=("one",)),
    collective=(COUNCIL,),
    trainings=(
        Training(
            id="t",
            unit="u",
            on=ON,
            about_participation=True,
            organised_by=(Party.SERVICE,),
        ),
    ),
)
LESS = dict(without_a_place(FACTS))


def less(path: str) -> Facts:
    return LESS[f"the path {path}"]


def test_every_path_is_forgotten_once() -> None:
    assert list(LESS) == [f"the path {path}" for path in record_paths()]


def test_the_keeper_has_every_other_place_left() -> None:
    left = set(less("unit.indicators").records.paths)

    assert left == set(record_paths()) - {"unit.indicators"}


def test_what_stood_there_is_empty_and_nothing_else() -> None:
    unit = less("unit.indicators").unit
    bodies = less("collective.tier").collective
    held = less("training.organised_by").trainings

    assert unit == Unit(id="u", name="a unit")
    assert bodies == (attrs.evolve(COUNCIL, tier=TierOfGovernment.UNKNOWN),)
    assert held == (attrs.evolve(FACTS.trainings[0], organised_by=()),)


def test_a_field_of_a_matter_is_forgotten_in_every_matter() -> None:
    (body,) = less("matter.decided_on").collective

    assert body.matters == (Matter(id="m", raised_on=ON),)


def test_without_a_place_for_rows_there_are_none_and_no_fields_of_theirs() -> None:
    gone = less("collective")

    assert gone.collective == ()
    assert not [
        path
        for path in gone.records.paths
        if path.startswith(("collective", "matter."))
    ]
    assert less("training").trainings == ()


def test_a_programme_that_is_not_there_has_nothing_to_forget() -> None:
    programme = Programme(
        id="p", name="one", period=Period(), time_zone="Europe/Oslo", country="NO"
    )
    asked = dict(without_a_place(attrs.evolve(FACTS, programme=programme)))

    assert less("programme.country").programme is None
    assert asked["the path programme.country"].programme == attrs.evolve(
        programme, country=None
    )


def test_what_says_yes_or_no_and_why_a_programme_is_asked_stay() -> None:
    assert {
        "collective.formal",
        "training.about_participation",
        "programme.promises",
        "programme.parameters",
        "collective.matters",
    } & set(record_paths()) == set()


def test_a_keeper_with_few_places_loses_one_of_them_at_a_time() -> None:
    narrow = attrs.evolve(FACTS, records=Carries(paths=("unit.chain", "training")))

    assert [what for what, _ in without_a_place(narrow)] == [
        "the path unit.chain",
        "the path training",
    ]
