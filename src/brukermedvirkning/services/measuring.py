"""Measuring: indicator definitions over any source of cases, and what may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning.host import Host
from brukermedvirkning.ports import Engine
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.generated.engine import tally
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import finish
from brukermedvirkning.rules.indicators.measurement import Measurement
from brukermedvirkning.rules.indicators.tally import Settings
from brukermedvirkning.rules.indicators.withhold import THRESHOLD, publish

__all__ = ["definitions", "engine", "measure"]


def definitions(host: Host, ids: Sequence[str] = ()) -> tuple[Definition, ...]:
    """The definitions of these ids, each once, or all. Raises `UnknownNameError`."""
    known = host.indicators
    for indicator in ids:
        if indicator not in known:
            raise UnknownNameError("indicator", indicator, tuple(known))
    return tuple(known[indicator] for indicator in dict.fromkeys(ids or known))


def engine(host: Host, engine_id: str) -> Engine:
    """The engine of an id. Raises `UnknownNameError` naming the known ones."""
    known = host.engines
    if engine_id not in known:
        raise UnknownNameError("engine", engine_id, tuple(known))
    return known[engine_id]


def measure(
    wanted: Sequence[Definition],
    cases: Iterable[Case],
    window: Window,
    *,
    parameters: Settings | Mapping[str, Mapping[str, int]] | None = None,
    by: Sequence[str] = (),
    threshold: int = THRESHOLD,
    internal: bool = False,
    engine: Engine | None = None,
) -> tuple[Measurement, ...]:
    """Measure in one pass over the cases and withhold what may not be shown.

    `internal` withholds nothing and is for those who may see everything. `engine` is
    what counts; without one it is generated Python. Raises `DefinitionError` for a
    grouping or a parameter that a definition does not allow.
    """
    count = tally if engine is None else engine.tally
    counts = count(wanted, cases, window=window, parameters=parameters, by=by)
    measured = tuple(
        measurement
        for definition in wanted
        for measurement in finish(definition, counts, window, parameters, by)
    )
    return publish(measured, threshold=threshold, internal=internal)
