"""Measuring: indicator definitions over any source of cases, and what may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning.host import Host
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators import finish
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.measurement import Measurement
from brukermedvirkning.rules.indicators.tally import Settings
from brukermedvirkning.rules.indicators.withhold import THRESHOLD, publish

__all__ = ["definitions", "measure"]


def definitions(host: Host, ids: Sequence[str] = ()) -> tuple[Definition, ...]:
    """The definitions of these ids, or all. Raises `UnknownNameError`."""
    known = host.indicators
    for indicator in ids:
        if indicator not in known:
            raise UnknownNameError("indicator", indicator, tuple(known))
    return tuple(known[indicator] for indicator in ids or known)


def measure(
    wanted: Sequence[Definition],
    cases: Iterable[Case],
    window: Window,
    *,
    parameters: Settings | Mapping[str, Mapping[str, int]] | None = None,
    by: Sequence[str] = (),
    threshold: int = THRESHOLD,
    internal: bool = False,
) -> tuple[Measurement, ...]:
    """Measure in one pass over the cases and withhold what may not be shown.

    `internal` withholds nothing and is for those who may see everything. Raises
    `DefinitionError` for a grouping or a parameter that a definition does not allow.
    """
    measured = finish.measure(wanted, cases, window, parameters, by)
    return publish(measured, threshold=threshold, internal=internal)
