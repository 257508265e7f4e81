"""How many there must be for a count to be shown, where a programme is run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from brukermedvirkning.domain.organisation import Unit
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.host import Host
from brukermedvirkning.rules.indicators.withhold import THRESHOLD

__all__ = ["DISCLOSURE_THRESHOLD", "disclosure_threshold", "usual_threshold"]

DISCLOSURE_THRESHOLD = "disclosure.threshold"
"""The parameter by which a programme, a unit or a country sets its own."""


def disclosure_threshold(
    host: Host, on: date, programme: Programme | None = None, unit: Unit | None = None
) -> int:
    """The smallest count that is shown, set for the programme, its unit or its country.

    To be given as `threshold` to what measures. `THRESHOLD` where nobody set one.
    """
    try:
        use = host.parameters.find(DISCLOSURE_THRESHOLD, on, programme, unit)
    except DefinitionError:
        return THRESHOLD
    return int(use.value)


def usual_threshold(
    host: Host,
    on: date,
    programmes: Mapping[str, Programme],
    programme: str | None = None,
) -> int:
    """What is small where nobody says: the most that is set for any programme asked for.

    Those are the one named, or all that are known.
    """
    named = None if programme is None else programmes.get(programme)
    asked = programmes.values() if named is None else [named]
    set_for = (disclosure_threshold(host, on, one) for one in asked)
    return max(set_for, default=THRESHOLD)
