"""How two dimensions moved together: a table of directions, for description alone.

Whether health as experienced and the belief in work move together is a hypothesis; the
table shows what goes together and says nothing of what led to what.
Source: D57-84; definitions 2.3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from brukermedvirkning.domain.case import Case
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.by_function import MOVED_TOGETHER
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    DistributionMeasurement,
    Undefined,
)
from brukermedvirkning.rules.indicators.progression import Change, Scale, moved

__all__ = ["health_and_work_belief", "moved_together"]


def moved_together(
    cases: Iterable[Case], one: Scale, other: Scale, window: Window
) -> Mapping[tuple[Change, Change], int]:
    """How many participants moved each way on both dimensions, all nine cells told.

    Only who has two answers on each is in it. Small cells are not withheld here: whoever
    publishes it does that.
    """
    found = Counter(
        both
        for case in cases
        if not case.registered_in_error
        and None not in (both := (moved(case, one, window), moved(case, other, window)))
    )
    return {(this, that): found[this, that] for this in Change for that in Change}


def health_and_work_belief(
    cases: Iterable[Case], health: Scale, belief: Scale, window: Window
) -> DistributionMeasurement:
    """The same as a table that can be published: `better/same` is health, then belief.

    Whoever publishes it gives it to `withhold.publish` as any other.
    """
    cells = moved_together(cases, health, belief, window)
    total = sum(cells.values())
    return DistributionMeasurement(
        **MOVED_TOGETHER.heading,
        window=window,
        by=MOVED_TOGETHER.by,
        group=(health.instrument.code, f"{health.dimension} × {belief.dimension}"),
        undefined=None if total else Undefined.NOTHING_OBSERVED,
        people=total,
        population=total,
        total=total,
        coverage=Fraction(1) if total else None,
        categories=tuple(
            CategoryRow(
                category=f"{this}/{that}",
                declared=True,
                count=count,
                share=Fraction(count, total) if total else None,
            )
            for (this, that), count in cells.items()
        ),
    )
