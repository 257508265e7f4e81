"""How often closed records are opened on a statutory ground, and for how many.

Openings are records of their own, so they are laid out beside the days enrolled. Who
opened is asked nowhere: the participant sees each opening, and this watches nobody's
work. Few openings may mean that little is closed, so there is no direction. Source:
definitions 2.4, 3.2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.bases import BreakGlass
from brukermedvirkning.domain.carries import Origin
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id, Record
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.surface import (
    Expr,
    Rows,
    least,
    root,
)
from brukermedvirkning.rules.expressions.types import Schema
from brukermedvirkning.rules.indicators.builtin.shared import YEAR
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.laid_out import carried
from brukermedvirkning.rules.indicators.scoring import Proportion, Rate, Side

__all__ = [
    "NEEDED",
    "OPENING_INDICATORS",
    "OpenedCase",
    "Opening",
    "Stay",
    "opened_cases",
]


@attrs.frozen(kw_only=True)
class Opening(Record):
    """That closed kinds of a case were opened, as a row to count; by whom is not here."""

    kind: ClassVar[str] = "opening"

    id: Id
    on: date
    registered_in_error: bool = False


@attrs.frozen(kw_only=True)
class Stay(Record):
    """The days of one enrolment."""

    kind: ClassVar[str] = "stay"

    id: Id
    period: Period
    registered_in_error: bool = False


@attrs.frozen(kw_only=True)
class OpenedCase(Record):
    """A case with its openings and its days enrolled; it stands where the case stands."""

    id: Id
    unit: Id | None = None
    origin: Origin = Origin()
    openings: tuple[Opening, ...] = ()
    stays: tuple[Stay, ...] = ()
    registered_in_error: bool = False


def opened_cases(
    cases: Iterable[Case], openings: Iterable[BreakGlass]
) -> Iterator[OpenedCase]:
    """Each case with its openings, one case at a time; openings of no case are left."""
    of: defaultdict[str, list[Opening]] = defaultdict(list)
    for one in openings:
        of[one.case].append(Opening(id=one.id, on=one.on))
    for case in cases:
        yield OpenedCase(
            id=case.id,
            unit=case.unit,
            origin=Origin(carries=carried(case.origin.carries, NEEDED)),
            openings=tuple(sorted(of[case.id], key=lambda row: (row.on, row.id))),
            stays=tuple(
                Stay(
                    id=row.id,
                    period=row.period,
                    registered_in_error=row.registered_in_error,
                )
                for row in case.enrolments
            ),
            registered_in_error=case.registered_in_error,
        )


NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {Opening.kind: (), Stay.kind: ("enrolment", "enrolment.exit", "enrolment.start")}
)
"""What a source must be able to carry for what is laid out: an opening is the store's."""


_SCHEMA = Schema(OpenedCase)
_case: Any = root("case", _SCHEMA)
_opening: Any = root("opening", _SCHEMA)
_stay: Any = root("stay", _SCHEMA)
_window: Any = root("window", _SCHEMA)

_UNTIL = least(_window.end, _window.as_of + 1)
_STAYS: Rows = _case.stays
_DAYS: Expr = _STAYS.covered_days(_stay.period, since=_window.start, until=_UNTIL)
_OPENED: Rows = _case.openings

_RATE = Definition(
    id="access.break-glass",
    question="How often is something closed opened on a statutory ground?",
    counts="opening",
    scoring=Rate(
        events=Side(counts="opening", when=_opening.on, among=_DAYS > 0),
        time=Side(counts="case", observe=_DAYS),
        unit="openings per hundred years enrolled",
        per=100 * YEAR,
    ),
    duty_holder=DutyHolder.AUTHORITY,
    companion="access.break-glass.people",
    groupings=("case.unit",),
    schema=_SCHEMA,
    source="definitions 2.4, 3.2",
)
_PEOPLE = Definition(
    id="access.break-glass.people",
    question="Of which share of those enrolled was something closed opened on a"
    " statutory ground?",
    among=_DAYS > 0,
    scoring=Proportion(
        numerator=_OPENED.any((_opening.on >= _window.start) & (_opening.on < _UNTIL))
    ),
    duty_holder=DutyHolder.AUTHORITY,
    companion="access.break-glass",
    groupings=("case.unit",),
    schema=_SCHEMA,
    source="definitions 2.4, 3.2",
)

OPENING_INDICATORS: tuple[Definition, ...] = (_RATE, _PEOPLE)
"""The indicators over what `opened_cases` lays out."""
