"""What is measured by functions and not by definitions over cases.

Surveys, caseloads, progression, degrees on a ladder, who follows up, where peer workers
work. Each has a split of its own: its parts share no total that anybody is shown, so each
is protected by itself, over all periods that are asked for. Source: definitions 2.2, 2.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.host import Host
from brukermedvirkning.ports import MeasuredBeside, UnitOfWork
from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.by_function import ARENA
from brukermedvirkning.rules.indicators.function_indicators import (
    BY_SCALES,
    FUNCTION_INDICATORS,
    LAID_OUT,
)
from brukermedvirkning.rules.indicators.measurement import Measurement
from brukermedvirkning.rules.indicators.results import Result, result
from brukermedvirkning.rules.indicators.scales import NO_SCALES, Scales
from brukermedvirkning.rules.indicators.withhold import THRESHOLD, Zeros, publish
from brukermedvirkning.services.measured_beside import FUNCTIONS, Asking

__all__ = ["BESIDE", "BY_SCALES", "arenas", "by_functions", "results_beside"]

BESIDE = tuple(FUNCTION_INDICATORS)
"""The ids of what is measured so."""

_LAID_OUT = {one.id: one for one in LAID_OUT}

_ARENAS = ".arena"
"""What the ids of vocabularies of arenas end with."""

_PROTECTED = (ARENA.id,)
"""What comes out as it may be published, whoever asks."""


def arenas(host: Host) -> tuple[str, ...]:
    """The arenas of peer workers that plugins know, in the order of their vocabularies."""
    return tuple(
        term.notation
        for vocabulary in host.vocabularies.values()
        if vocabulary.id.endswith(_ARENAS)
        for term in vocabulary.terms
    )


def by_functions(
    host: Host, unit_of_work: UnitOfWork | None, programmes: Mapping[str, Programme]
) -> dict[str, MeasuredBeside]:
    """What measures each of `BESIDE` over a store, as it may be published.

    Without a store there is nothing that they could be measured over.
    """
    if unit_of_work is None:
        return dict.fromkeys(BESIDE, lambda *_: ())
    known = arenas(host)

    def measuring(name: str) -> MeasuredBeside:
        def measured(
            windows: Sequence[Window], limits: Limits, scales: Scales
        ) -> Iterator[Result]:
            return results_beside(
                unit_of_work,
                [name],
                windows,
                threshold=limits.threshold,
                zeros=limits.zeros,
                scales=scales,
                programmes=programmes,
                arenas=known,
            )

        return measured

    return {name: measuring(name) for name in BESIDE}


def results_beside(
    unit_of_work: UnitOfWork,
    names: Iterable[str],
    windows: Sequence[Window],
    *,
    threshold: int = THRESHOLD,
    zeros: Zeros = Zeros.SHOWN,
    internal: bool = False,
    scales: Scales = NO_SCALES,
    programmes: Mapping[str, Programme] | None = None,
    arenas: Sequence[str] = (),
) -> Iterator[Result]:
    """The results of these names, each one of `BESIDE`, over a store.

    By name, then period, then group. That few answered, few work in a unit or few are
    peer workers is withheld with `internal` too. What `BY_SCALES` names is measured for
    each of the `scales`; `programmes` declare who answers for what; `arenas` are those
    of peer workers that have a row even where nobody works.

    Raises `DefinitionError` for a threshold below 2, and for a gap between scales of
    different dimensions.
    """
    limits = Limits(threshold=threshold, zeros=zeros)
    for name in names:
        measuring = FUNCTIONS[name]
        found = [
            one
            for window in windows
            for one in measuring(
                Asking(
                    work=unit_of_work,
                    window=window,
                    limits=limits,
                    scales=scales,
                    programmes=programmes or {},
                    arenas=tuple(arenas),
                )
            )
        ]
        if not internal and name not in _PROTECTED:
            found = _published(found, limits)
        for one in found:
            yield _as_result(one)


def _as_result(one: Measurement) -> Result:
    """With what is said of it, or what the definition says whose rows are laid out."""
    if one.indicator in _LAID_OUT:
        return result(one, _LAID_OUT[one.indicator])
    source = FUNCTION_INDICATORS[one.indicator].source
    return Result(measurement=one, source=source, groups=(None,) * len(one.by))


def _published(found: Sequence[Measurement], limits: Limits) -> list[Measurement]:
    """Each group by itself, in all its periods together."""
    shown: dict[tuple[Window, tuple[str | None, ...]], Measurement] = {}
    for group in dict.fromkeys(one.group for one in found):
        of_it = [one for one in found if one.group == group]
        published = publish(
            [attrs.evolve(one, by=(), group=()) for one in of_it],
            threshold=limits.threshold,
            zeros=limits.zeros,
        )
        for one, kept in zip(published, of_it, strict=True):
            told = attrs.evolve(one, by=kept.by, group=kept.group)
            shown[kept.window, kept.group] = told
    return [shown[one.window, one.group] for one in found]
