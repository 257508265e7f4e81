"""Degrees of participation on one ladder: derived from the facts, and as rated, apart.

A rung is never carried to another ladder, and there is no mean of rungs. What the facts
show comes first; what the participant and what staff rated stand beside it, each with
its own table. Source: H6, H15, M4, B22; definitions 2.2 "decision.participation-degree".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from itertools import accumulate
from types import MappingProxyType

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.ladders import LADDERS
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.by_function import ON_LADDER
from brukermedvirkning.rules.indicators.measurement import (
    CategoryRow,
    DistributionMeasurement,
    Undefined,
)
from brukermedvirkning.rules.participation_degree import degree_of

__all__ = ["degrees_on", "median_rung"]

_WHO: Mapping[str, Party | None] = MappingProxyType(
    {
        "derived": None,
        "participant": Party.PARTICIPANT,
        "staff": Party.SERVICE,
    }
)
"""Who says the degree, the facts first."""


def degrees_on(
    cases: Iterable[Case], ladder: str, window: Window
) -> tuple[DistributionMeasurement, ...]:
    """The decisions settled in the window by rung: derived, and as rated by each side.

    A decision whose facts do not show a rung, or that nobody of a side rated, is not
    recorded there. Raises `DefinitionError` for a ladder whose rungs have no names here.
    """
    if ladder not in LADDERS:
        raise DefinitionError(f"{ladder!r} is no ladder whose rungs have names here")
    found: dict[str, Counter[int | None]] = {who: Counter() for who in _WHO}
    people = blind = 0
    for case in cases:
        if case.registered_in_error:
            continue
        if not case.origin.carries.can("decision"):
            blind += 1
            continue
        settled = [one for one in case.decisions if _counts(one, window)]
        people += bool(settled)
        for decision in settled:
            for who, party in _WHO.items():
                found[who][_rung(decision, ladder, party)] += 1
    return tuple(
        _table(who, counts, ladder, window, people, blind)
        for who, counts in found.items()
    )


def median_rung(one: DistributionMeasurement) -> str | None:
    """The lowest rung that at least half of the decisions are on or below.

    None where there are none, and where a count is withheld: what is not shown is not
    told by a median either.
    """
    counts = [row.count for row in one.categories if row.count is not None]
    if len(counts) < len(one.categories) or not one.total:
        return None
    reached = accumulate(counts)
    place = next(n for n, upto in enumerate(reached) if 2 * upto >= sum(counts))
    return one.categories[place].category


def _counts(decision: Decision, window: Window) -> bool:
    day = decision.settled_on
    return (
        not decision.registered_in_error
        and day is not None
        and window.start <= day < window.end
        and day <= window.as_of
    )


def _rung(decision: Decision, ladder: str, party: Party | None) -> int | None:
    """The rung that the facts show, or that a side rated last."""
    if party is None:
        derived = degree_of(decision, ladder).derived
        return None if derived is None else derived.rung
    rated = [
        one
        for one in decision.ratings
        if one.rated_by is party and one.degree.ladder == ladder
    ]
    rated.sort(key=lambda one: (one.on is not None, one.on or date.min))
    last = rated[-1].degree.rung if rated else None
    return last if last is None or last <= len(LADDERS[ladder]) else None


def _table(
    who: str,
    counts: Counter[int | None],
    ladder: str,
    window: Window,
    people: int,
    blind: int,
) -> DistributionMeasurement:
    population = counts.total()
    total = population - counts[None]
    looked_at = population + blind
    return DistributionMeasurement(
        **ON_LADDER.heading,
        window=window,
        by=ON_LADDER.by,
        group=(ladder, who),
        undefined=None if total else Undefined.NOTHING_OBSERVED,
        people=people,
        population=population,
        not_recorded=counts[None],
        blind=blind,
        total=total,
        coverage=Fraction(total, looked_at) if looked_at else None,
        categories=tuple(
            CategoryRow(
                category=name,
                declared=True,
                count=counts[rung],
                share=Fraction(counts[rung], total) if total else None,
            )
            for rung, name in enumerate(LADDERS[ladder], 1)
        ),
    )
