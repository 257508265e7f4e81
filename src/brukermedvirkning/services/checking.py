"""Checking cases, programmes and units by the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.collective import CollectiveParticipation
from brukermedvirkning.domain.organisation import Training, Unit
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.host import Host
from brukermedvirkning.ports import UnitOfWork
from brukermedvirkning.rules.examining import (
    examine_case,
    examine_programme,
    examine_unit,
)
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.outcomes import Verdict

__all__ = [
    "Checked",
    "CheckedRecord",
    "Surroundings",
    "check_cases",
    "check_programmes",
    "check_units",
    "known_programmes",
]


@attrs.frozen(kw_only=True)
class Checked:
    """A case and what the rules said of it."""

    case: Case
    verdicts: tuple[Verdict, ...]


@attrs.frozen(kw_only=True)
class CheckedRecord:
    """A programme or unit and what the rules said of it and of what belongs to it."""

    record: Programme | Unit
    verdicts: tuple[Verdict, ...]


@attrs.frozen(kw_only=True)
class Surroundings:
    """What stands beside programmes and units: who else there is, what was done."""

    units: tuple[Unit, ...] = ()
    collective: tuple[CollectiveParticipation, ...] = ()
    trainings: tuple[Training, ...] = ()

    @classmethod
    def kept(cls, unit_of_work: UnitOfWork) -> Surroundings:
        """All of it that is kept in a store."""
        return cls(
            units=tuple(unit_of_work.records(Unit).all()),
            collective=tuple(unit_of_work.records(CollectiveParticipation).all()),
            trainings=tuple(unit_of_work.records(Training).all()),
        )


def known_programmes(host: Host, unit_of_work: UnitOfWork) -> dict[str, Programme]:
    """The programmes kept in a store, and the ready ones that are not kept there."""
    kept = {record.id: record for record in unit_of_work.records(Programme).all()}
    return {**host.programmes, **kept}


def check_cases(
    host: Host,
    cases: Iterable[Case],
    *,
    on: date,
    programmes: Mapping[str, Programme],
) -> Iterator[Checked]:
    """What all rules say of each case on a day, one case at a time."""
    rules, parameters = tuple(host.rules.values()), host.parameters
    for case in cases:
        verdicts = examine_case(
            rules, case, on=on, programmes=programmes, parameters=parameters
        )
        yield Checked(case=case, verdicts=verdicts)


def check_programmes(
    host: Host,
    programmes: Iterable[Programme],
    *,
    on: date,
    among: Surroundings,
) -> Iterator[CheckedRecord]:
    """What the rules about programmes say of each on a day."""
    rules, parameters = tuple(host.rules.values()), host.parameters
    units = {unit.id: unit for unit in among.units}
    directed = {
        indicator: definition.direction is not Direction.NONE
        for indicator, definition in host.indicators.items()
    }
    for programme in programmes:
        verdicts = examine_programme(
            rules,
            programme,
            on=on,
            parameters=parameters,
            unit=units.get(programme.unit or ""),
            collective=among.collective,
            trainings=among.trainings,
            directed=directed,
        )
        yield CheckedRecord(record=programme, verdicts=verdicts)


def check_units(
    host: Host, units: Iterable[Unit], *, on: date, among: Surroundings
) -> Iterator[CheckedRecord]:
    """What the rules about units and their collective participation say on a day."""
    rules, parameters = tuple(host.rules.values()), host.parameters
    for unit in units:
        verdicts = examine_unit(
            rules,
            unit,
            on=on,
            parameters=parameters,
            units=among.units,
            collective=among.collective,
            trainings=among.trainings,
        )
        yield CheckedRecord(record=unit, verdicts=verdicts)
