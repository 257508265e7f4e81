"""The figures of the Norwegian rules, and what is small enough to be withheld.

Those of the rules stand at the core's level, for the rules are asked of every case and
find out for themselves whether they are about it. How many there must be for a count to
be shown is Norway's own.
"""

from __future__ import annotations

from brukermedvirkning.rules.parameters import (
    Parameter,
    ParameterLevel,
    ParameterValue,
)

__all__ = ["PARAMETERS"]

_OURS = "assumption of the plugin; the regulation names no figure, so set your own"
_DELIVERY = "ASVL, Arbeidsforberedende trening (AFT), 1. Om AFT; the page bears no date"


def _figure(parameter: str, value: int, unit: str, source: str) -> Parameter:
    return Parameter(
        id=parameter,
        unit_of_measure=unit,
        values=(ParameterValue(value=value, source=source),),
    )


SMALL = Parameter(
    id="disclosure.threshold",
    level=ParameterLevel.COUNTRY,
    applies_to="NO",
    unit_of_measure="people",
    values=(
        ParameterValue(
            value=5,
            source="navikt, the internal dashboard on diversity (mangfold): groups of"
            " fewer than five are not shown; no rule of official statistics was read",
        ),
    ),
)
"""From how many on a count is shown."""

PARAMETERS: tuple[Parameter, ...] = (
    SMALL,
    _figure("no.aft.share-percent", 50, "percent of full time", _DELIVERY),
    _figure("no.aft.share-floor-percent", 30, "percent of full time", _DELIVERY),
    _figure("no.aft.places-per-supervisor", 6, "places", _DELIVERY),
    _figure(
        "no.aft.supervisors",
        0,
        "supervisors",
        "0 says nothing; a programme or a unit sets how many it has",
    ),
    _figure("no.vta.transfer-assessed-days", 365, "days", f"{_OURS} (a year)"),
)
