"""A reader who tries: HiGHS, with every published number, all sums and the rule itself."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from scipy.optimize import linprog

from brukermedvirkning.rules.disclosure import STAR


@attrs.frozen
class Attacker:
    """What a reader knows: sums that hold, numbers that are seen, the least of the rest."""

    sums: list[dict]
    seen: dict
    least: dict

    def interval(self, name) -> tuple[float, float]:
        """The smallest and the largest that a number can be."""
        names = sorted(self.least)
        rows, totals = [], []
        for one in self.sums:
            rows.append([one.get(name, 0) for name in names])
            totals.append(
                -sum(self.seen[n] * k for n, k in one.items() if n in self.seen)
            )
        aim = np.array([float(own == name) for own in names])
        ends = []
        for sign in (1, -1):
            answer = linprog(
                sign * aim,
                A_eq=np.array(rows, dtype=float),
                b_eq=np.array(totals, dtype=float),
                bounds=[(self.least[own], None) for own in names],
                method="highs",
            )
            assert answer.status in (0, 3), answer.message
            ends.append(float("inf") if answer.status == 3 else sign * answer.fun)
        return ends[0], ends[1]

    def narrows(self, name, threshold) -> bool:
        """Whether a number is known better than the protection interval allows."""
        low, high = self.interval(name)
        return high < threshold - 1e-6 or high - low < threshold - 1 - 1e-6


def sums_of(places) -> list[dict]:
    """Along each axis the cells add up to that of `*`."""
    places = set(places)
    found = []
    for total in sorted(places):
        for axis, name in enumerate(total):
            if name == STAR:
                parts = [
                    place
                    for place in places
                    if place[axis] != STAR
                    and place[:axis] + place[axis + 1 :]
                    == total[:axis] + total[axis + 1 :]
                ]
                found.append({total: -1} | dict.fromkeys(parts, 1))
    return found


@pytest.fixture(scope="session")
def attackers():
    """Makes the attacker of one table from what is withheld of it."""

    def against(table, hidden, limits) -> Attacker:
        seen, least = {}, {}
        for place, cell in table.cells.items():
            if place in hidden:
                least[place] = limits.least
            elif not cell.published:
                least[place] = 0
            else:
                seen[place] = cell.value
        return Attacker(sums_of(table.cells), seen, least)

    return against


@pytest.fixture(scope="session")
def attacker_class():
    return Attacker


@pytest.fixture(scope="session")
def sums():
    return sums_of
