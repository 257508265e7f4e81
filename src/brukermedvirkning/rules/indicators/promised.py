"""Indicators with what the programmes at hand promise, where that is one thing for all.

Source: H6, H15, M4, D20; definitions 2.2 "mentor.offered", "decision.degree-kept".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import attrs

from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.of_programmes import settings_for
from brukermedvirkning.rules.indicators.tally import Settings

__all__ = ["as_promised"]

_BY_DEGREE = ("decision.degree-kept", "decision.degree-kept.people")
"""What asks for the degree of participation that a programme promises."""


def as_promised(
    definitions: Sequence[Definition],
    programmes: Collection[Programme],
    *,
    all_of_them: bool,
) -> tuple[tuple[Definition, ...], Settings]:
    """The definitions that these programmes can be asked together, and with what.

    Where no programme is known each has its defaults. What programmes promise in
    different ways is left out, for it is measured programme by programme; with
    `all_of_them` it raises `DefinitionError` instead, naming them.
    """
    if not programmes:
        return tuple(definitions), {}
    try:
        return tuple(definitions), settings_for(programmes)
    except DefinitionError:
        left = tuple(one for one in definitions if one.id not in _BY_DEGREE)
        if all_of_them and len(left) < len(definitions):
            raise
        less = (attrs.evolve(one.solution, promised_degree=None) for one in programmes)
        return left, settings_for(
            attrs.evolve(one, solution=solution)
            for one, solution in zip(programmes, less, strict=True)
        )
