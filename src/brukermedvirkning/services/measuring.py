"""Measuring: indicator definitions over any source of cases, and what may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.collective import CollectiveParticipation
from brukermedvirkning.domain.organisation import StaffMember, Training
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning.host import Host
from brukermedvirkning.ports import Engine, Measurable, UnitOfWork
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.generated.engine import tally
from brukermedvirkning.rules.indicators.asked import Asked, measure_asked
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.measurement import Measurement
from brukermedvirkning.rules.indicators.organisations import organisations
from brukermedvirkning.rules.indicators.printed_with import together
from brukermedvirkning.rules.indicators.results import Result, results
from brukermedvirkning.rules.indicators.tally import Settings
from brukermedvirkning.rules.indicators.withhold import THRESHOLD, Zeros
from brukermedvirkning.services.beside import by_functions
from brukermedvirkning.services.checking import known_programmes
from brukermedvirkning.services.disclosing import usual_threshold
from brukermedvirkning.tables.counting import at_once

__all__ = [
    "beside_cases",
    "definitions",
    "engine",
    "measurable",
    "measure",
    "measure_together",
]


def definitions(host: Host, ids: Sequence[str] = ()) -> tuple[Definition, ...]:
    """The definitions of these ids, each once, or all. Raises `UnknownNameError`.

    Right behind each stands what it is never printed without.
    """
    known = host.indicators
    for indicator in ids:
        if indicator not in known:
            raise UnknownNameError("indicator", indicator, tuple(known))
    return together(ids or known, known)


def engine(host: Host, engine_id: str) -> Engine:
    """The engine of an id. Raises `UnknownNameError` naming the known ones."""
    known = host.engines
    if engine_id not in known:
        raise UnknownNameError("engine", engine_id, tuple(known))
    return known[engine_id]


def beside_cases(unit_of_work: UnitOfWork) -> tuple[Any, ...]:
    """The records of organisations that a store keeps, laid out to be measured."""
    return organisations(
        unit_of_work.records(CollectiveParticipation).all(),
        unit_of_work.records(Training).all(),
        unit_of_work.records(StaffMember).all(),
    )


def measurable(host: Host, unit_of_work: UnitOfWork | None = None) -> Measurable:
    """What a writer of results can measure by: what is offered, and what is kept.

    Without a store nothing is kept: only tables can be counted then.
    """
    work = unit_of_work
    programmes = host.programmes if work is None else known_programmes(host, work)
    return Measurable(
        indicators=host.indicators,
        groups=host.indicator_groups,
        programmes=programmes,
        beside=() if work is None else beside_cases(work),
        functions=by_functions(host, work, programmes),
        usual_threshold=lambda on, one: usual_threshold(host, on, programmes, one),
        engines=host.engines,
    )


def measure(
    wanted: Sequence[Definition],
    cases: Iterable[Case],
    window: Window,
    *,
    parameters: Settings | Mapping[str, Mapping[str, int]] | None = None,
    by: Sequence[str] = (),
    threshold: int = THRESHOLD,
    zeros: Zeros = Zeros.SHOWN,
    internal: bool = False,
    engine: Engine | None = None,
    beside: Iterable[Any] = (),
) -> tuple[Measurement, ...]:
    """Measure in one pass over the cases and withhold what may not be shown.

    `internal` withholds nothing and is for those who may see everything. `engine` is
    what counts; without one it is generated Python. `beside` are the records of
    organisations, as `beside_cases` lays them out. No programme is known here: what they
    promise, and where a stay has no limit of time, is for `Meant` to ask. Raises `DefinitionError` for a
    grouping or a parameter that a definition does not allow, and for a threshold below
    2.
    """
    asked = Asked(
        definitions=tuple(wanted),
        windows=(window,),
        by=tuple(by),
        parameters=parameters,
    )
    return _measured(asked, cases, beside, threshold, zeros, internal, engine)


def measure_together(
    asked: Asked,
    cases: Iterable[Case],
    *,
    programmes: Mapping[str, Programme] | None = None,
    threshold: int = THRESHOLD,
    zeros: Zeros = Zeros.SHOWN,
    internal: bool = False,
    engine: Engine | None = None,
    beside: Iterable[Any] = (),
) -> tuple[Result, ...]:
    """All of one question, for a writer: with the aims of `programmes` beside.

    Several periods are measured in one pass and protect each other. With a programme
    `cases` are to be those of it. The rest is as with `measure`.
    """
    shown = _measured(asked, cases, beside, threshold, zeros, internal, engine)
    known = {one.id: one for one in asked.definitions}
    return tuple(results(shown, known, programmes, asked.programme))


def _measured(
    asked: Asked,
    cases: Iterable[Case],
    beside: Iterable[Any],
    threshold: int,
    zeros: Zeros,
    internal: bool,
    engine: Engine | None,
) -> tuple[Measurement, ...]:
    return measure_asked(
        asked,
        cases,
        beside,
        threshold=threshold,
        zeros=zeros,
        internal=internal,
        count=tally if engine is None else engine.tally,
        at_once=at_once(engine),
    )
