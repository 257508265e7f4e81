"""What is measured by functions: which of it is meant, and what could not be asked.

Most of them go over all cases once more, each, so they are to be asked for. Source:
definitions 2.2, 2.3.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.indicators.asked import Asked, counts_cases
from brukermedvirkning.rules.indicators.by_function import Lacking
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.function_indicators import (
    BY_SCALES,
    FUNCTION_INDICATORS,
)

__all__ = ["BY_SCALES", "Functions", "functions_meant", "lacking", "left_out"]


def lacking(*, first: str | None, scales: str | None) -> dict[str, str]:
    """What each lacks, of a first day and scales; by the names that are given for them.

    None is what is there.
    """
    names = {Lacking.FIRST_DAY: first, Lacking.SCALES: scales}
    return {
        name: lack
        for name, one in FUNCTION_INDICATORS.items()
        if (lack := names.get(one.asks_for)) is not None
    }


@attrs.frozen(kw_only=True)
class Functions:
    """The functions that are asked, and those that would be and cannot be so."""

    asked: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def functions_meant(
    known: Sequence[str],
    ids: Collection[str],
    *,
    only: bool,
    lack: Mapping[str, str],
    in_the_way: Sequence[str],
    group: Collection[str] = (),
) -> Functions:
    """Those named and those of a group, or where nothing is chosen what costs little.

    `only` says that something is chosen otherwise than by name; `in_the_way` is what was
    asked for and goes with none of them. Of a group what cannot be measured is left out.
    Raises `DefinitionError` for one that was named and cannot be measured so.
    """
    if not (ids or only):
        free = tuple(
            name
            for name in known
            if FUNCTION_INDICATORS[name].unasked and name not in lack
        )
        return (
            Functions(asked=(), left_out=free) if in_the_way else Functions(asked=free)
        )
    named = tuple(name for name in known if name in ids)
    if named and in_the_way:
        raise DefinitionError(f"{', '.join(named)} is measured without {in_the_way[0]}")
    for name in named:
        if name in lack:
            raise DefinitionError(f"{name} needs {lack[name]}")
    of_group = [name for name in known if name in group and name not in named]
    able = [name for name in of_group if not in_the_way and name not in lack]
    return Functions(
        asked=tuple(name for name in known if name in (*named, *able)),
        left_out=tuple(name for name in of_group if name not in able),
    )


def left_out(
    definitions: Iterable[Definition],
    asked: Asked,
    functions: Functions,
    *,
    beside: bool,
) -> tuple[str, ...]:
    """The ids of what is meant and is not asked, and of which nothing else says so.

    Where nothing is kept `beside` the cases, what asks for that is not left out: there is
    nothing that it could be asked of. What is not offered for the one programme that is
    asked about is named as that.
    """
    told = {one.id for one in asked.definitions} | {
        one.indicator for one in asked.not_offered if asked.programme in one.programmes
    }
    over = (
        one.id
        for one in definitions
        if one.id not in told and (beside or counts_cases(one))
    )
    return (*over, *functions.left_out)
