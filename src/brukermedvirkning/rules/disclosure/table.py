"""Tables whose cells may have to be withheld, and what counts as small.

A table has any number of axes. A cell is named by one value of each; `*` is the margin
over all of them. Counts are whole numbers from 0. Source: definitions 3.2 "Small groups".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import product
from typing import TypeAlias

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.errors import DefinitionError

__all__ = ["STAR", "Cell", "Coordinates", "Demand", "Limits", "Table", "Zeros"]

STAR = "*"
"""The margin over all values of an axis."""

Coordinates: TypeAlias = tuple[str, ...]


class Zeros(Concept):
    """What is done with a cell that nobody is in."""

    SHOWN = "shown"
    SMALL = "small"


@attrs.frozen(kw_only=True)
class Limits:
    """What is small, and how far a reader must be kept from it.

    A cell is small from 1 up to `threshold` - 1, and with `Zeros.SMALL` from 0. What a
    reader can work out of a small cell must leave open a range that is at least
    `threshold` - 1 wide and reaches `threshold`. Raises `DefinitionError` for a threshold
    below 2.
    """

    threshold: int = 5
    zeros: Zeros = Zeros.SHOWN

    def __attrs_post_init__(self) -> None:
        if self.threshold < 2:
            raise DefinitionError("a threshold below 2 hides nobody")

    @property
    def least(self) -> int:
        """The least that a withheld cell can be, for a reader who knows the rule."""
        return 1 if self.zeros is Zeros.SHOWN else 0

    def small(self, value: int) -> bool:
        """Whether a count is to be withheld."""
        return self.least <= value < self.threshold

    def rise(self, value: int) -> int:
        """How far a cell must be able to rise to be out of a reader's reach."""
        return self.threshold if value == 0 else self.threshold - 1


@attrs.frozen(kw_only=True)
class Cell:
    """One count of a table.

    `published` is False for what stands in no table and could be worked out from some,
    such as the difference of two periods. `fixed` is known from elsewhere: it cannot be
    withheld. `hidden` is withheld already. `sensitive` says whether it is to be protected;
    None stands for where it is small. `room` says how far it could be less, where that is
    not all of it.
    """

    value: int
    published: bool = True
    fixed: bool = False
    hidden: bool = False
    sensitive: bool | None = None
    room: int | None = None


@attrs.frozen(kw_only=True)
class Demand:
    """A cell that readers must believe could be larger by `rise`.

    `moving` names the fixed cells that may change with it.
    """

    cell: Coordinates
    rise: int
    moving: frozenset[Coordinates] = frozenset()


@attrs.frozen(kw_only=True)
class Table:
    """Cells by their coordinates; along each axis the cells add up to that of `*`."""

    cells: Mapping[Coordinates, Cell]

    @classmethod
    def of(
        cls,
        counts: Mapping[Coordinates, int],
        *,
        unseen: frozenset[tuple[int, str]] = frozenset(),
    ) -> Table:
        """The table of some counts, with all its margins.

        `unseen` names slices that are not published, each by the number of the axis and
        its value. Two periods of which one lies in the other are an axis with the inner
        one, the unseen rest, and `*` for the outer one.
        """
        sums: dict[Coordinates, int] = {}
        for place, count in counts.items():
            for margin in product(*((name, STAR) for name in place)):
                sums[margin] = sums.get(margin, 0) + count
        return cls(
            cells={
                place: Cell(value=value, published=unseen.isdisjoint(enumerate(place)))
                for place, value in sorted(sums.items())
            }
        )

    @cached_property
    def axes(self) -> tuple[tuple[str, ...], ...]:
        """The values of each axis in a stable order, `*` among them."""
        return tuple(tuple(sorted(set(axis))) for axis in zip(*self.cells, strict=True))

    def demands(self, limits: Limits) -> Iterator[Demand]:
        """What has to be protected, the smallest first."""
        for place, cell in sorted(
            self.cells.items(), key=lambda item: (item[1].value, item[0])
        ):
            wanted = cell.sensitive
            if wanted is None:
                wanted = limits.small(cell.value)
            if wanted and not cell.fixed:
                yield Demand(cell=place, rise=limits.rise(cell.value))
