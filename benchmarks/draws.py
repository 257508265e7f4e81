"""What chance says of made-up cases: how many rows, on which days, of which sort.

Cases are drawn in lots, each with a chance of its own, so that a million are no other
cases than the first twenty thousand and those after them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
from made_rows import DAYS_IN_A_TEAM, LEFT, SORTS, sample

FIRST = date(2024, 1, 1)
LOT = 20_000
UNITS = 40
SEED = 2024
SPAN = 500
"""The rows of a case stand within so many days from its first."""
LONGEST = 400
"""No case has more contacts."""
FEW = {"challenge": 2, "goal": 3, "decision": 6, "intervention": 5, "assessment": 3}
"""How many rows of these kinds each case has."""
KINDS = (*FEW, "contact", "team_member", "enrolment")

Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"


@dataclass(frozen=True)
class Drawn:
    """The rows of one kind, sorted by case and day: a number of each for every row.

    `case` counts from 0 within the lot, `place` from 0 within the case, `day` is an
    ordinal, `sort` one of the sorts of `made_rows`.
    """

    case: Numbers
    place: Numbers
    day: Numbers
    sort: Numbers


@dataclass(frozen=True)
class Lot:
    """Some cases: the number of the first, the first day of each, and their rows."""

    first: int
    start: Numbers
    rows: dict[str, Drawn]

    @property
    def cases(self) -> int:
        return len(self.start)


def lots(count: int, seed: int = SEED) -> Iterator[Lot]:
    """So many cases; the same ones for the same seed, and more for a larger number."""
    for first in range(0, count, LOT):
        yield _lot(first, min(LOT, count - first), seed)


def _lot(first: int, count: int, seed: int) -> Lot:
    chance = np.random.default_rng([seed, first])
    # Always a whole lot, so that fewer cases are the first ones of it.
    start = FIRST.toordinal() + chance.integers(0, 365, LOT)
    sizes = {kind: np.full(LOT, number) for kind, number in FEW.items()}
    # A long tail, as in life: most have few contacts, some have hundreds.
    tail = chance.gamma(1.6, 25.3, LOT).astype(np.int64)
    sizes["contact"] = np.minimum(tail, LONGEST)
    rows = {kind: _spread(chance, start, size) for kind, size in sizes.items()}
    rows["team_member"] = _team(chance, start)
    rows["enrolment"] = _enrolments(chance, start, seed)
    return Lot(
        first, start[:count], {kind: _first(rows[kind], count) for kind in KINDS}
    )


def _first(drawn: Drawn, count: int) -> Drawn:
    until = int(np.searchsorted(drawn.case, count))
    return Drawn(
        drawn.case[:until], drawn.place[:until], drawn.day[:until], drawn.sort[:until]
    )


def _spread(chance: np.random.Generator, start: Numbers, sizes: Numbers) -> Drawn:
    case = np.repeat(np.arange(len(sizes)), sizes)
    key = np.sort(case * SPAN + chance.integers(0, SPAN, len(case)))
    day = start[case] + key % SPAN
    return Drawn(case, _places(case, sizes), day, chance.integers(0, SORTS, len(case)))


def _places(case: Numbers, sizes: Numbers) -> Numbers:
    return np.arange(len(case)) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _team(chance: np.random.Generator, start: Numbers) -> Drawn:
    """One caseworker, and for most another one after some time."""
    first = chance.integers(0, len(DAYS_IN_A_TEAM), len(start))
    lengths = np.array([length or 0 for length in DAYS_IN_A_TEAM])
    sizes = np.where(lengths[first] > 0, 2, 1)
    case = np.repeat(np.arange(len(start)), sizes)
    place = _places(case, sizes)
    day = start[case] + np.where(place == 1, lengths[first][case], 0)
    sort = np.where(place == 1, len(DAYS_IN_A_TEAM), first[case])
    return Drawn(case, place, day, sort)


def changed_on(drawn: Drawn, cases: int) -> Numbers:
    """The day on which the caseworker of each case changes; past all days where never."""
    found = np.full(cases, date.max.toordinal())
    second = drawn.place == 1
    found[drawn.case[second]] = drawn.day[second]
    return found


def _enrolments(chance: np.random.Generator, start: Numbers, seed: int) -> Drawn:
    """One programme, and for some of those who left another one afterwards."""
    first = chance.integers(0, SORTS, len(start))
    again = (first < LEFT) & (chance.random(len(start)) < 0.2)
    ends = [row.exit.on if row.exit else FIRST for row in _enrolments_of(seed)]
    lengths = np.array([(end - FIRST).days for end in ends])
    sizes = np.where(again, 2, 1)
    case = np.repeat(np.arange(len(start)), sizes)
    place = _places(case, sizes)
    later = lengths[first] + chance.integers(1, 60, len(start))
    day = start[case] + np.where(place == 1, later[case], 0)
    second = chance.integers(0, SORTS, len(start))
    sort = np.where(place == 1, second[case], first[case])
    return Drawn(case, place, day, sort)


def _enrolments_of(seed: int) -> tuple[Any, ...]:
    return sample("enrolment", seed, FIRST)
