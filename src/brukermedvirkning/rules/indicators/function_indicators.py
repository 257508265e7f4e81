"""All that is measured by functions, by what each asks and needs.

Source: definitions 2.2, 2.3, 2.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from brukermedvirkning.rules.indicators import (
    life_areas,
    openings,
    responsibilities,
)
from brukermedvirkning.rules.indicators.by_function import (
    ARENA,
    CASELOAD,
    CHANGE,
    EXPERIENCE,
    GAP,
    IMPROVED,
    MOVED_TOGETHER,
    ON_LADDER,
    FunctionIndicator,
    Lacking,
    of_definition,
)
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.life_areas import AREA_INDICATORS
from brukermedvirkning.rules.indicators.openings import OPENING_INDICATORS
from brukermedvirkning.rules.indicators.responsibilities import (
    RESPONSIBILITY_INDICATORS,
)

__all__ = ["BY_SCALES", "FUNCTION_INDICATORS", "LAID_OUT"]

_ALL_LAID_OUT = (
    (OPENING_INDICATORS, openings.NEEDED),
    (AREA_INDICATORS, life_areas.NEEDED),
    (RESPONSIBILITY_INDICATORS, responsibilities.NEEDED),
)
LAID_OUT: tuple[Definition, ...] = tuple(
    one for some, _ in _ALL_LAID_OUT for one in some
)
"""Definitions whose rows a function lays out of the cases and of what stands beside."""

FUNCTION_INDICATORS: Mapping[str, FunctionIndicator] = MappingProxyType(
    {
        one.id: one
        for one in sorted(
            (
                ARENA,
                CASELOAD,
                CHANGE,
                EXPERIENCE,
                GAP,
                IMPROVED,
                MOVED_TOGETHER,
                ON_LADDER,
                *(
                    of_definition(one, needed)
                    for some, needed in _ALL_LAID_OUT
                    for one in some
                ),
            ),
            key=lambda one: one.id,
        )
    }
)
"""Each by its id, in the order of the ids."""

BY_SCALES: tuple[str, ...] = tuple(
    name for name, one in FUNCTION_INDICATORS.items() if one.asks_for is Lacking.SCALES
)
"""What is measured by the scales of an instrument, and not without them."""
