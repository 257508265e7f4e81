"""What is measured by functions: which of it is meant, and what could not be asked.

Most of them go over all cases once more, each, so they are to be asked for. Source:
definitions 2.2, 2.3.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.indicators.asked import Asked, counts_cases
from brukermedvirkning.rules.indicators.definition import Definition

__all__ = [
    "BY_SCALES",
    "CASELOAD",
    "SURVEYS",
    "Functions",
    "functions_meant",
    "lacking",
    "left_out",
]

BY_SCALES = (
    "health-and-work-belief",
    "progression.change",
    "progression.gap",
    "progression.improved",
)
"""What is measured by the scales of an instrument, and not without them."""

CASELOAD = "caseload"
"""What is measured over the days of a period, which needs a first one."""

SURVEYS = "survey.experience"
"""What is measured unasked: it goes over the results of surveys alone."""


def lacking(*, first: str | None, scales: str | None) -> dict[str, str]:
    """What each lacks, of a first day and scales; by the names that are given for them.

    None is what is there.
    """
    lack: dict[str, str] = {}
    if first is not None:
        lack[CASELOAD] = first
    if scales is not None:
        lack.update(dict.fromkeys(BY_SCALES, scales))
    return lack


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
) -> Functions:
    """Those named, or where nothing is chosen surveys and what has its scales.

    `only` says that something is chosen otherwise than by name; `in_the_way` is what was
    asked for and goes with none of them. Raises `DefinitionError` for one that was named
    and cannot be measured so.
    """
    if not (ids or only):
        free = tuple(
            name for name in known if name in (SURVEYS, *BY_SCALES) and name not in lack
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
    return Functions(asked=named)


def left_out(
    definitions: Iterable[Definition],
    asked: Asked,
    functions: Functions,
    *,
    beside: bool,
) -> tuple[str, ...]:
    """The ids of what is meant and is not asked.

    Where nothing is kept `beside` the cases, what asks for that is not left out: there is
    nothing that it could be asked of.
    """
    over = (
        one.id
        for one in definitions
        if one not in asked.definitions and (beside or counts_cases(one))
    )
    return (*over, *functions.left_out)
