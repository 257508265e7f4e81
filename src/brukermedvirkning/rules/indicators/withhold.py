"""What may leave: disclosure control of measurements, at the one seam to every writer.

Nothing is published of a single person. Source: definitions 2.1 "Not for single
persons", 3.2 "Small groups".
"""

from __future__ import annotations

from collections.abc import Iterable

from brukermedvirkning.rules.disclosure import Limits, Zeros
from brukermedvirkning.rules.indicators.measurement import Measurement
from brukermedvirkning.rules.indicators.publishing.judging import judge
from brukermedvirkning.rules.indicators.publishing.showing import show
from brukermedvirkning.rules.indicators.publishing.slices import arrange, named

__all__ = ["THRESHOLD", "Zeros", "publish"]

THRESHOLD = 5
"""The smallest count that is shown where the caller names no other."""


def publish(
    measurements: Iterable[Measurement],
    *,
    threshold: int = THRESHOLD,
    internal: bool = False,
    zeros: Zeros = Zeros.SHOWN,
) -> tuple[Measurement, ...]:
    """The measurements as they may be shown, in the same order.

    A count of 1 up to `threshold` - 1 is withheld, with `Zeros.SMALL` also one of 0, and
    with it as many others as it takes that nobody can work it out. Of a group of fewer
    people than `threshold` every number is withheld. Give together what is published
    together: several windows protect each other only then. `internal` shows all, and is
    never the default. Raises `DefinitionError` for a threshold below 2.
    """
    limits = Limits(threshold=threshold, zeros=zeros)
    measured = tuple(measurements)
    if internal:
        return measured
    placed = named(measured)
    verdicts = judge(arrange(placed), limits)
    return tuple(show(one, verdicts[name], limits) for name, one in placed)
