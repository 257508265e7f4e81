"""How two dimensions moved together: a table of directions, for description alone.

Whether health as experienced and the belief in work move together is a hypothesis; the
table shows what goes together and says nothing of what led to what.
Source: D57-84; definitions 2.3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from brukermedvirkning.domain.case import Case
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.progression import Change, Scale, moved

__all__ = ["moved_together"]


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
