"""The cells of a slice, as disclosure control takes them.

The sizes of the population and of its groups are fixed, and so are the totals over the
groups. How far a count can fall is also what was added since the smaller windows: those
stand as they were shown.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from brukermedvirkning.rules.disclosure.table import STAR, Cell, Coordinates, Limits
from brukermedvirkning.rules.indicators.publishing.parts import MAYBE_UNASKED, REST
from brukermedvirkning.rules.indicators.publishing.slices import (
    Column,
    Group,
    Slice,
    covered,
)
from brukermedvirkning.rules.indicators.publishing.verdict import Earlier, Place

__all__ = ["few_since", "grown", "keys", "line_of", "split_of"]

_OTHERS = "others"
"""Those whom the total counts and no group that is given."""


def keys(one: Slice) -> list[str]:
    """The names of the groups in a table of cells, in the order of the columns."""
    return [f"{number:06}" for number in range(len(one.columns))]


def grown(one: Slice, earlier: tuple[Earlier, ...], group: Group) -> int:
    """By how much a group has grown since the smaller windows."""
    older = (each.slice.columns.get(group) for each in earlier)
    before = sum(column.population for column in older if column is not None)
    return one.columns[group].population - before


def few_since(
    change: int, one: Slice, earlier: tuple[Earlier, ...], limits: Limits
) -> bool:
    """Whether a change since the smaller windows is small.

    That there is none is no news where those windows leave no day.
    """
    if not earlier or (
        not change and covered(one.name[1], [each.slice.name[1] for each in earlier])
    ):
        return False
    return limits.small(abs(change))


def line_of(
    one: Slice, earlier: tuple[Earlier, ...], settled: frozenset[str], limits: Limits
) -> dict[str, Cell] | None:
    """The parts of a population that is not split; `settled` are protected already.

    None where they are more than the population.
    """
    (column,) = one.columns.values()
    if column.rows[REST] < 0:
        return None
    makes = _Cells(one=one, earlier=earlier, limits=limits)
    return {
        row: attrs.evolve(
            makes.cell((row, ()), settled=row in settled),
            fixed=value == 0 and row in MAYBE_UNASKED,
        )
        for row, value in column.rows.items()
    }


def split_of(
    one: Slice,
    total: Column,
    earlier: tuple[Earlier, ...],
    refused: frozenset[Group],
    settled: frozenset[Place],
    limits: Limits,
) -> dict[Coordinates, Cell] | None:
    """The parts of a population by group, with those of the total that is known.

    Whom the total counts beyond the groups are a group of their own that is not shown.
    None where the groups do not fit under the total, or leave few beyond them.
    """
    columns = one.columns.values()
    if any(total.rows.keys() != column.rows.keys() for column in columns):
        return None
    others = {
        row: count - sum(column.rows[row] for column in columns)
        for row, count in total.rows.items()
    }
    beyond = sum(others.values())
    if any(count < 0 for count in others.values()) or 0 < beyond < limits.threshold:
        return None
    makes = _Cells(one=one, earlier=earlier, limits=limits)
    cells: dict[Coordinates, Cell] = {
        (STAR, STAR): Cell(value=total.population, fixed=True)
    }
    for key, (group, column) in zip(keys(one), one.columns.items(), strict=True):
        cells[STAR, key] = Cell(
            value=column.population,
            fixed=group not in refused,
            hidden=group in refused,
            sensitive=False,
            room=grown(one, earlier, group) if earlier else None,
        )
        for row, count in total.rows.items():
            cell = makes.cell((row, group), settled=(row, group) in settled)
            cells[row, key] = attrs.evolve(
                cell,
                published=cell.published and group not in refused,
                fixed=count == 0 and row in MAYBE_UNASKED,
            )
    for row, count in total.rows.items():
        cells[row, STAR] = Cell(value=count, fixed=True)
    return cells | (_beyond(others, limits) if beyond else {})


def _beyond(others: Mapping[str, int], limits: Limits) -> dict[Coordinates, Cell]:
    cells: dict[Coordinates, Cell] = {
        (row, _OTHERS): Cell(
            value=count, published=False, sensitive=0 < count < limits.threshold
        )
        for row, count in others.items()
    }
    return {**cells, (STAR, _OTHERS): Cell(value=sum(others.values()), fixed=True)}


@attrs.frozen(kw_only=True)
class _Cells:
    one: Slice
    earlier: tuple[Earlier, ...]
    limits: Limits
    adds_up: bool = attrs.field(init=False)
    """Whether the smaller windows can be parts of this one: nothing has shrunk."""

    @adds_up.default
    def _nothing_shrank(self) -> bool:
        return all(
            self.since((row, group)) >= 0
            for group, column in self.one.columns.items()
            for row in column.rows
        )

    def since(self, place: Place) -> int:
        """What is in a part of a group and in none of the smaller windows."""
        row, group = place
        older = (each.slice.columns.get(group) for each in self.earlier)
        before = sum(column.rows.get(row, 0) for column in older if column is not None)
        return self.one.columns[group].rows[row] - before

    def cell(self, place: Place, *, settled: bool) -> Cell:
        """The cell of a part in a group; a few more since a smaller window are small."""
        row, group = place
        value = self.one.columns[group].rows[row]
        since = self.since(place)
        small = self.limits.small(value) and (value > 0 or row != REST)
        few = few_since(since, self.one, self.earlier, self.limits)
        few = few and (since != 0 or row != REST)
        return Cell(
            value=value,
            published=row != REST,
            hidden=any(place in older.verdict.hidden for older in self.earlier),
            sensitive=few or (small and not settled),
            room=since if self.earlier and self.adds_up else None,
        )
