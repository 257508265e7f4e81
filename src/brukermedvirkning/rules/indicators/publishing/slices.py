"""Measurements arranged as tables: one slice for each indicator, window and split.

Slices of one indicator share their totals, whatever they are split by; a window that
holds another shares its rows with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.measurement import Measurement
from brukermedvirkning.rules.indicators.publishing.parts import (
    Item,
    items,
    rows,
    two_sided,
)

__all__ = [
    "Column",
    "Family",
    "Group",
    "Name",
    "Slice",
    "arrange",
    "children",
    "covered",
    "named",
    "overlap",
    "within",
]

Group: TypeAlias = tuple[str | None, ...]
Family: TypeAlias = tuple[str, int, int]
"""An indicator, its version, and the how many-th of that name it is."""
Name: TypeAlias = tuple[Family, Window, tuple[str, ...]]
"""What a slice is known by; the last part is what it is split by."""


@attrs.frozen(kw_only=True)
class Column:
    """The counts of one group. `readable` is False where some were withheld before."""

    people: int
    population: int
    rows: Mapping[str, int]
    items: Mapping[str, Item]
    readable: bool = True


@attrs.frozen(kw_only=True)
class Slice:
    """The measurements of one indicator in one window, by group in a stable order.

    `assumed` is a total that was not given: readers are taken to know it.
    """

    name: Name
    counts: str
    two_sided: bool
    columns: Mapping[Group, Column]
    assumed: bool = False

    @property
    def by(self) -> tuple[str, ...]:
        """What it is split by."""
        return self.name[2]

    @property
    def population(self) -> tuple[object, ...]:
        """What it shares with every other that is counted over the same rows."""
        sizes = tuple(
            (group, one.people, one.population) for group, one in self.columns.items()
        )
        return (self.counts, *self.name[1:], sizes)

    @property
    def splits_cases(self) -> bool:
        """Whether all rows of a case are in one group."""
        return all(path.startswith("case.") for path in self.by)


def named(measurements: Iterable[Measurement]) -> list[tuple[Name, Measurement]]:
    """Each measurement with the slice that it belongs to, in the order given.

    What stands twice belongs to two families.
    """
    times: dict[tuple[object, ...], int] = {}
    found: list[tuple[Name, Measurement]] = []
    for one in measurements:
        place = (one.indicator, one.version, one.window, one.by, one.group)
        times[place] = times.get(place, 0) + 1
        family = (one.indicator, one.version, times[place])
        found.append(((family, one.window, one.by), one))
    return found


def arrange(measurements: Iterable[tuple[Name, Measurement]]) -> list[Slice]:
    """The slices: smaller windows first; in a window the total, then the most split.

    A split without its total gets one.
    """
    found: dict[Name, dict[Group, Measurement]] = {}
    for name, one in measurements:
        found.setdefault(name, {})[one.group] = one
    slices = {name: _slice(name, found[name]) for name in sorted(found, key=_order)}
    for split in list(slices.values()):
        total = (*split.name[:2], ())
        if total not in slices:
            slices[total] = _total_of(split, total)
    return [slices[name] for name in sorted(slices, key=_order)]


def _slice(name: Name, measured: Mapping[Group, Measurement]) -> Slice:
    first = next(iter(measured.values()))
    return Slice(
        name=name,
        counts=first.counts,
        two_sided=two_sided(first),
        columns={
            group: _column(measured[group]) for group in sorted(measured, key=_in_order)
        },
    )


def _column(one: Measurement) -> Column:
    if one.withheld:
        return Column(people=0, population=0, rows={}, items={}, readable=False)
    return Column(
        people=one.people or 0,
        population=one.population or 0,
        rows={} if two_sided(one) else rows(one),
        items=items(one),
    )


def _total_of(split: Slice, name: Name) -> Slice:
    columns = split.columns.values()
    added: dict[str, int] = {}
    for column in columns:
        for row, count in column.rows.items():
            added[row] = added.get(row, 0) + count
    people = [column.people for column in columns]
    total = Column(
        people=sum(people) if split.splits_cases else max(people),
        population=sum(column.population for column in columns),
        rows=added,
        items={},
        readable=all(column.readable for column in columns),
    )
    return attrs.evolve(split, name=name, columns={(): total}, assumed=True)


def _in_order(group: Group) -> tuple[tuple[bool, Any], ...]:
    """Groups stand by name, *unknown* last."""
    return tuple((name is None, name) for name in group)


def _order(name: Name) -> tuple[object, ...]:
    family, window, by = name
    size = (window.end - window.start, window.as_of, window.start)
    return (*size, min(len(by), 1), -len(by), by, family)


def within(inner: Window, outer: Window) -> bool:
    """Whether all that one window shows can be in the other."""
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and inner.as_of <= outer.as_of
    )


def children(window: Window, others: Iterable[Window]) -> list[Window]:
    """The windows that lie in one, without those that lie in another of them."""
    inside = [one for one in others if one != window and within(one, window)]
    return [
        one
        for one in inside
        if not any(other != one and within(one, other) for other in inside)
    ]


def covered(window: Window, parts: Iterable[Window]) -> bool:
    """Whether some windows apart leave no day of one."""
    day = window.start
    for part in sorted(parts, key=lambda one: one.start):
        if part.start > day:
            return False
        day = max(day, part.end)
    return day >= window.end


def overlap(window: Window, others: Iterable[Window]) -> bool:
    """Whether it shares days with another, and neither holds the other."""
    return any(
        other.start < window.end
        and window.start < other.end
        and not within(other, window)
        and not within(window, other)
        for other in others
    )
