"""Parameters of rules: dated series with a source, found most specific first.

The steps are programme, unit, country, core. A parameter has the value of the day that
is judged, so that old cases are judged by the figures of their day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.organisation import Unit
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.errors import DefinitionError, Fault
from brukermedvirkning.rules.outcomes import ParameterUse

__all__ = ["Parameter", "ParameterLevel", "ParameterValue", "Parameters"]


class ParameterLevel(Concept):
    """Where a value was set, the most specific first."""

    PROGRAMME = "programme"
    UNIT = "unit"
    COUNTRY = "country"
    CORE = "core"


@attrs.frozen(kw_only=True)
class ParameterValue(Record):
    """A value from a day on; `since=None` is from the beginning."""

    value: int
    since: date | None = None
    source: Text


@attrs.frozen(kw_only=True)
class Parameter(Record):
    """One parameter at one level: whole numbers with a unit, by date.

    `applies_to` is the unit or country that sets it; None at the core.
    """

    id: Id
    level: ParameterLevel = ParameterLevel.CORE
    applies_to: Id | None = None
    unit_of_measure: Id
    values: tuple[ParameterValue, ...]

    def _invariants(self) -> Iterator[Fault]:
        days = [value.since or date.min for value in self.values]
        if not days or days != sorted(set(days)):
            yield Fault(field="values", expected="values in order of their first day")
        if self.level is ParameterLevel.PROGRAMME:
            yield Fault(
                field="level", expected="another level: a programme carries its own"
            )
        if (self.applies_to is None) != (self.level is ParameterLevel.CORE):
            yield Fault(
                field="applies_to", expected="the unit or country, except at the core"
            )

    def on(self, day: date) -> ParameterValue | None:
        """The value on a day, or None before the first."""
        held = [v for v in self.values if v.since is None or v.since <= day]
        return held[-1] if held else None


@attrs.frozen
class Parameters:
    """All parameters that an application knows."""

    known: Mapping[tuple[str, ParameterLevel, str | None], Parameter]

    @classmethod
    def of(cls, parameters: Iterable[Parameter]) -> Parameters:
        """A lookup over parameters; the later of two for one place wins."""
        return cls({(p.id, p.level, p.applies_to): p for p in parameters})

    def find(
        self,
        parameter: str,
        on: date,
        programme: Programme | None,
        unit: Unit | None = None,
    ) -> ParameterUse:
        """The value of a parameter for a programme on a day, and where it was set.

        Where there is no programme, `unit` is the one that is asked about. Raises
        `DefinitionError` where no level has a value on that day.
        """
        own = programme.parameters.get(parameter) if programme else None
        if programme is not None and isinstance(own, int):
            return ParameterUse(
                id=parameter,
                value=own,
                level=ParameterLevel.PROGRAMME,
                source=programme.id,
            )
        of_unit = None if unit is None else unit.id
        asked = programme or unit
        places = (
            (ParameterLevel.UNIT, programme.unit if programme else of_unit),
            (ParameterLevel.COUNTRY, asked.country if asked else None),
            (ParameterLevel.CORE, None),
        )
        for level, applies_to in places:
            series = self.known.get((parameter, level, applies_to))
            value = series.on(on) if series else None
            if value is not None:
                return ParameterUse(
                    id=parameter, value=value.value, level=level, source=value.source
                )
        raise DefinitionError(f"no parameter is called {parameter!r} on {on}")
