"""What of each slice is withheld.

The size of every population and the totals over all groups are taken as known, whether
or not they are shown, so that nothing depends on what else is published. First the
groups of few people are refused, and with them others that hide how few; the same for
all indicators over one population. Then the parts of the population are judged, the
total before its splits. Where nothing helps, the split is withheld as a whole: its
readers then know totals, which are large enough. What a smaller window withholds, a
window that holds it withholds too.

A split by several fields has more totals than one, and is shown only where there is
nothing to withhold. Where there is, its cells could be worked out from two splits by one
field; then only the first of those is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from brukermedvirkning.rules.disclosure.linked import suppress_margin
from brukermedvirkning.rules.disclosure.table import STAR, Cell, Limits, Table
from brukermedvirkning.rules.indicators.publishing.cells import (
    few_since,
    grown,
    keys,
    line_of,
    split_of,
)
from brukermedvirkning.rules.indicators.publishing.common_rows import (
    judge_line,
    judge_split,
)
from brukermedvirkning.rules.indicators.publishing.items import shown_items
from brukermedvirkning.rules.indicators.publishing.slices import (
    Column,
    Group,
    Name,
    Slice,
    children,
    overlap,
    within,
)
from brukermedvirkning.rules.indicators.publishing.verdict import (
    NOTHING,
    Earlier,
    Place,
    Verdict,
)

__all__ = ["judge"]


def judge(slices: Sequence[Slice], limits: Limits) -> Mapping[Name, Verdict]:
    """The verdict on each slice; they stand in the order of `arrange`."""
    judging = _Judging(limits=limits, slices={one.name: one for one in slices})
    judging.add(slices)
    return judging.verdicts


@attrs.frozen(kw_only=True)
class _Judging:
    limits: Limits
    slices: Mapping[Name, Slice]
    verdicts: dict[Name, Verdict] = attrs.field(factory=dict)

    def add(self, slices: Sequence[Slice]) -> None:
        """Judges slices in their order, those over one population together."""
        alike: dict[tuple[object, ...], list[Slice]] = {}
        for one in slices:
            alike.setdefault(one.population, []).append(one)
        for batch in alike.values():
            refused = self.refused(batch)
            for one in batch:
                self.verdicts[one.name] = self.verdict(one, refused)
                if len(one.by) > 1 and self.verdicts[one.name].whole:
                    for name in self.beside(one):
                        self.verdicts[name] = NOTHING

    def beside(self, one: Slice) -> list[Name]:
        """The splits by several fields of the same indicator and window."""
        return [
            name
            for name in self.verdicts
            if name[:2] == one.name[:2] and len(name[2]) > 1
        ]

    def crossed(self, one: Slice) -> bool:
        """Whether a split would tell of another by several fields that is withheld."""
        if not any(self.verdicts[name].whole for name in self.beside(one)):
            return False
        family, window, by = one.name
        alone = [
            name[2]
            for name in self.slices
            if name[:2] == (family, window) and len(name[2]) == 1
        ]
        return len(by) > 1 or by != min(alone)

    def verdict(self, one: Slice, refused: frozenset[Group] | None) -> Verdict:
        """What is withheld of a slice; None for `refused` stands for every group."""
        family, window, by = one.name
        windows = {name[1] for name in self.verdicts if name[0] == family}
        readable = all(column.readable for column in one.columns.values())
        if refused is None or not readable or overlap(window, windows):
            return NOTHING
        if by and (self.crossed(one) or self.grew_by_few(one)):
            return NOTHING
        earlier = self.earlier(one)
        total = (family, window, ())
        if one.two_sided:
            found = NOTHING if refused else Verdict()
        elif not by:
            found = self.line(one, earlier)
        else:
            found = self.split(one, earlier, refused)
        if found.hidden or found.refused:
            # Where nobody is a secret, too, a larger window has no room for another; and
            # where the groups of a smaller one are known together, they are one more sum.
            no_room = earlier and self.limits.least == 0
            if no_room or any(
                len(now) < len(one.columns) for now, _ in self.untold(one) if by
            ):
                return NOTHING
        beside = (self.slices[total], self.verdicts[total]) if by else None
        shown = shown_items(one, found, earlier, beside, self.limits)
        return attrs.evolve(found, items=shown)

    def untold(self, one: Slice) -> Iterator[tuple[list[Column], Column]]:
        """The groups of smaller windows' splits that are withheld, and their totals.

        Where such a split is withheld as a whole and its total is not, the reader knows
        how many were in its groups, taken together, and in none that it does not name.
        """
        family, window, by = one.name
        for name, verdict in self.verdicts.items():
            total = (family, name[1], ())
            if (
                (name[0], name[2]) == (family, by)
                and within(name[1], window)
                and verdict.whole
                and not self.verdicts[total].whole
            ):
                groups = self.slices[name].columns
                now = [one.columns[group] for group in groups if group in one.columns]
                (before,) = self.slices[total].columns.values()
                yield now, before

    def grew_by_few(self, one: Slice) -> bool:
        """Whether such groups grew by few, taken together."""
        for now, before in self.untold(one):
            changes = [
                sum(column.population for column in now) - before.population,
                *(
                    sum(column.rows.get(row, 0) for column in now) - count
                    for row, count in before.rows.items()
                ),
            ]
            if any(0 < abs(change) < self.limits.threshold for change in changes):
                return True
        return False

    def earlier(self, one: Slice) -> tuple[Earlier, ...]:
        """The same slice in the windows that lie in its own, where anything is shown."""
        family, window, by = one.name
        shown = [
            name[1]
            for name, verdict in self.verdicts.items()
            if (name[0], name[2]) == (family, by) and not verdict.whole
        ]
        return tuple(
            Earlier(slice=self.slices[name], verdict=self.verdicts[name])
            for name in ((family, other, by) for other in children(window, shown))
        )

    def refused(self, slices: list[Slice]) -> frozenset[Group] | None:
        """The groups of slices over one population of which nothing is told.

        None where that are all: no other group is large enough to hide how few they are.
        """
        cells = {}
        known = [(one, self.earlier(one)) for one in slices]
        groups = dict(zip(keys(slices[0]), slices[0].columns, strict=True))
        for key, group in groups.items():
            column = slices[0].columns[group]
            changes = [grown(one, earlier, group) for one, earlier in known if earlier]
            few = (
                self.limits.small(column.people)
                or any(
                    few_since(grown(one, earlier, group), one, earlier, self.limits)
                    for one, earlier in known
                )
                or any(
                    group in older.verdict.refused
                    for _, earlier in known
                    for older in earlier
                )
            )
            cells[key] = Cell(
                value=column.population,
                sensitive=few,
                hidden=few,
                room=min((change for change in changes if change >= 0), default=None),
            )
        if not any(cell.hidden for cell in cells.values()):
            return frozenset()
        found = suppress_margin(cells, self.limits)
        if found is None:
            return None
        return frozenset(group for key, group in groups.items() if key in found.hidden)

    def withheld_in(self, one: Slice) -> bool:
        """Whether anything of its indicator is withheld, here or in a smaller window."""
        family, window, _ = one.name
        return any(
            verdict.hidden or verdict.refused
            for name, verdict in self.verdicts.items()
            if name[0] == family and within(name[1], window)
        )

    def line(self, one: Slice, earlier: tuple[Earlier, ...]) -> Verdict:
        """What is withheld of a population that is not split."""
        partners = {
            row: partner
            for older in earlier
            for row, partner in older.verdict.partners.items()
        }
        cells = line_of(one, earlier, frozenset(partners), self.limits)
        found = None if cells is None else judge_line(cells, self.limits)
        if found is None:
            return NOTHING
        partners |= found.partners
        return Verdict(
            hidden=frozenset((row, ()) for row in found.hidden),
            demanded=frozenset((row, ()) for row in partners),
            partners=partners,
        )

    def split(
        self, one: Slice, earlier: tuple[Earlier, ...], refused: frozenset[Group]
    ) -> Verdict:
        """What is withheld of a population that is split into groups."""
        total = (*one.name[:2], ())
        known = self.verdicts[total]
        settled = frozenset[Place]().union(
            *(older.verdict.demanded for older in earlier)
        )
        cells = split_of(
            one, self.slices[total].columns[()], earlier, refused, settled, self.limits
        )
        if known.whole or cells is None:
            return NOTHING
        groups = dict(zip(keys(one), one.columns, strict=True))
        table = Table(cells=cells)
        demanded = [demand.cell for demand in table.demands(self.limits)]
        if len(one.by) > 1 and (refused or demanded or self.withheld_in(one)):
            return NOTHING
        found = judge_split(cells, self.limits, known.partners)
        if found is None:
            return NOTHING
        return Verdict(
            refused=refused,
            hidden=frozenset((row, groups[key]) for row, key in found if row != STAR),
            demanded=settled.union(
                (row, groups[key]) for row, key in demanded if key in groups
            ),
        )
