"""Parameters: dated, with a source, found most specific first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from brukermedvirkning.builtin.parameters import PARAMETERS
from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.organisation import Unit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.errors import DefinitionError, Fault, InvalidRecordError
from brukermedvirkning.rules.outcomes import ParameterUse
from brukermedvirkning.rules.parameters import (
    Parameter,
    ParameterLevel,
    Parameters,
    ParameterValue,
)

ON = date(2026, 6, 1)


def parameter(
    *values: tuple[int, date | None],
    level: ParameterLevel = ParameterLevel.CORE,
    applies_to: str | None = None,
) -> Parameter:
    return Parameter(
        id="figure",
        level=level,
        applies_to=applies_to,
        unit_of_measure="days",
        values=tuple(
            ParameterValue(value=value, since=since, source=f"source of {value}")
            for value, since in values
        ),
    )


CORE = parameter((1, None))
COUNTRY = parameter((2, None), level=ParameterLevel.COUNTRY, applies_to="NO")
UNIT = parameter((3, None), level=ParameterLevel.UNIT, applies_to="u")


def programme(**fields: Any) -> Programme:
    return Programme(
        id="p", name="a programme", period=Period(), time_zone="Europe/Oslo", **fields
    )


EVERYWHERE = programme(
    unit="u", country="NO", parameters=FrozenMap({"figure": 4, "other": 9})
)


@pytest.mark.parametrize(
    ("asked", "value", "level"),
    [
        (EVERYWHERE, 4, ParameterLevel.PROGRAMME),
        (programme(unit="u", country="NO"), 3, ParameterLevel.UNIT),
        (programme(unit="another", country="NO"), 2, ParameterLevel.COUNTRY),
        (programme(country="DK"), 1, ParameterLevel.CORE),
        (None, 1, ParameterLevel.CORE),
    ],
)
def test_the_most_specific_level_counts(
    asked: Programme | None, value: int, level: ParameterLevel
) -> None:
    found = Parameters.of((CORE, COUNTRY, UNIT)).find("figure", ON, asked)

    assert (found.value, found.level) == (value, level)


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        (Unit(id="u", name="a unit", country="NO"), 3),
        (Unit(id="another", name="a unit", country="NO"), 2),
        (Unit(id="another", name="a unit"), 1),
    ],
)
def test_without_a_programme_the_unit_that_is_asked_about_counts(
    unit: Unit, value: int
) -> None:
    found = Parameters.of((CORE, COUNTRY, UNIT)).find("figure", ON, None, unit)

    assert found.value == value


def test_a_value_comes_with_its_source() -> None:
    found = Parameters.of((CORE,)).find("figure", ON, None)

    assert found == ParameterUse(
        id="figure", value=1, level=ParameterLevel.CORE, source="source of 1"
    )


def test_a_value_of_a_programme_comes_with_its_name() -> None:
    assert Parameters.of(()).find("figure", ON, EVERYWHERE).id == "figure"


def test_a_value_of_a_programme_has_the_programme_as_its_source() -> None:
    assert Parameters.of(()).find("figure", ON, EVERYWHERE).source == "p"


def test_a_value_that_is_no_whole_number_is_not_taken_from_a_programme() -> None:
    odd = programme(parameters=FrozenMap({"figure": "many"}))

    assert Parameters.of((CORE,)).find("figure", ON, odd).level is ParameterLevel.CORE


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date(2025, 12, 31), 1),
        (date(2026, 1, 1), 2),
        (date(2026, 6, 30), 2),
        (date(2026, 7, 1), 3),
    ],
)
def test_old_days_are_judged_by_the_figure_of_their_day(on: date, value: int) -> None:
    series = parameter((1, None), (2, date(2026, 1, 1)), (3, date(2026, 7, 1)))

    assert Parameters.of((series,)).find("figure", on, None).value == value


def test_before_its_first_value_a_level_says_nothing() -> None:
    later = parameter(
        (2, date(2027, 1, 1)), level=ParameterLevel.COUNTRY, applies_to="NO"
    )
    found = Parameters.of((CORE, later)).find("figure", ON, programme(country="NO"))

    assert found.value == 1


def test_a_parameter_without_a_value_on_the_day_is_named() -> None:
    with pytest.raises(DefinitionError, match="'figure' on 2026-06-01"):
        Parameters.of((parameter((1, date(2027, 1, 1))),)).find("figure", ON, None)


WANTED = {
    "values": "values in order of their first day",
    "level": "another level: a programme carries its own",
    "applies_to": "the unit or country, except at the core",
}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"values": ()}, "values"),
        (
            {
                "values": (
                    ParameterValue(value=1, since=ON, source="x"),
                    ParameterValue(value=2, since=ON, source="x"),
                )
            },
            "values",
        ),
        ({"level": ParameterLevel.PROGRAMME, "applies_to": "p"}, "level"),
        ({"level": ParameterLevel.UNIT}, "applies_to"),
        ({"applies_to": "u"}, "applies_to"),
    ],
    ids=["no value", "two on a day", "of a programme", "of no unit", "of the core"],
)
def test_a_parameter_that_is_not_well_formed_is_refused(
    fields: dict[str, Any], field: str
) -> None:
    sound = {
        "id": "figure",
        "unit_of_measure": "days",
        "values": (ParameterValue(value=1, source="x"),),
    }
    with pytest.raises(InvalidRecordError) as raised:
        Parameter(**{**sound, **fields})

    assert raised.value.faults == (Fault(field=field, expected=WANTED[field]),)


def test_every_figure_that_a_rule_of_the_core_uses_has_a_value_at_all_times() -> None:
    known = Parameters.of(PARAMETERS)
    used = {name for rule in RULES for name in rule.uses}

    assert {known.find(name, date.min, None).id for name in used} == used


def test_the_core_has_no_figure_that_no_rule_uses() -> None:
    used = {name for rule in RULES for name in rule.uses}

    assert {parameter.id for parameter in PARAMETERS} == used
