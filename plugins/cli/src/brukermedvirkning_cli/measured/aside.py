"""What is measured by functions: which of it is meant, and what it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from brukermedvirkning.host import Host
from brukermedvirkning.services import BESIDE, BY_SCALES
from brukermedvirkning_cli.failures import WrongUse

__all__ = ["arenas", "aside"]

CASELOAD, SURVEYS = "caseload", "survey.experience"
_ARENAS = ".arena"
"""What the ids of vocabularies of arenas end with."""


def arenas(host: Host) -> tuple[str, ...]:
    """The arenas of peer workers that plugins know, in the order of their vocabularies."""
    return tuple(
        term.notation
        for vocabulary in host.vocabularies.values()
        if vocabulary.id.endswith(_ARENAS)
        for term in vocabulary.terms
    )


def aside(
    ids: Sequence[str],
    *,
    only: bool,
    first: date | None,
    scales: Path | None,
    without: Mapping[str, Any],
) -> tuple[str, ...]:
    """What is measured by a function: those named, and surveys where nothing is chosen.

    The others go over all cases once more, each, so they are to be asked for: by name,
    or by the scales that they are measured by. `only` says that something is chosen
    otherwise; `without` are the options by which none of them can be asked. Raises `WrongUse` for one that was named and cannot be
    measured so, and for scales that nothing is measured by.
    """
    lack = {
        **dict.fromkeys((CASELOAD,) if first is None else (), "--from"),
        **dict.fromkeys(BY_SCALES if scales is None else (), "--scales"),
    }
    in_the_way = [option for option, value in without.items() if value]
    named = [name for name in BESIDE if name in ids]
    if not (ids or only or in_the_way):
        free = (SURVEYS, *BY_SCALES)
        named = [name for name in BESIDE if name in free and name not in lack]
    elif named and in_the_way:
        raise WrongUse(f"{', '.join(named)} is measured without {in_the_way[0]}")
    for name in named:
        if name in lack:
            raise WrongUse(f"{name} needs {lack[name]}")
    if scales is not None and not set(BY_SCALES).intersection(named):
        raise WrongUse(f"--scales are for {', '.join(BY_SCALES)}")
    return tuple(named)
