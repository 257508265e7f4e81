"""Which numbers that stand alone are shown: in every group of a split, or in none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from brukermedvirkning.rules.disclosure.table import Limits
from brukermedvirkning.rules.indicators.publishing.parts import Item
from brukermedvirkning.rules.indicators.publishing.slices import Slice
from brukermedvirkning.rules.indicators.publishing.verdict import Earlier, Verdict

__all__ = ["shown_items"]


def shown_items(
    one: Slice,
    found: Verdict,
    earlier: tuple[Earlier, ...],
    total: tuple[Slice, Verdict] | None,
    limits: Limits,
) -> frozenset[str]:
    """The items of a slice that may be shown; `total` is that of a split."""
    shown: set[str] = set()
    names = {name: None for column in one.columns.values() for name in column.items}
    for name in names:
        parts = [
            column.items[name]
            for column in one.columns.values()
            if name in column.items
        ]
        if (
            not found.whole
            and all(_stands(item, found, shown, limits) for item in parts)
            and _above_total(name, one, parts, total, limits)
            and not any(_few(change, limits) for change in _changes(name, one, earlier))
        ):
            shown.add(name)
    return frozenset(shown)


def _stands(item: Item, found: Verdict, shown: set[str], limits: Limits) -> bool:
    """Whether nothing about it is small, and all that it needs is shown."""
    hidden = {row for row, _ in found.hidden}
    few = any(
        _few(count, limits, guarded=item.guarded)
        or (item.zero_tells and limits.small(count))
        for count in item.counts
    )
    return (
        not few
        and hidden.isdisjoint(item.rows)
        and shown.issuperset(item.items)
        and not (found.refused and (item.rows or any(item.counts)))
    )


def _few(count: int, limits: Limits, *, guarded: bool = False) -> bool:
    """Whether a number that stands alone is withheld.

    Nothing else is withheld for its sake, so that it is withheld tells that it is small.
    The threshold itself is withheld too: whoever knows the rule must believe in it.
    """
    return 0 < abs(count) < limits.threshold + (not guarded)


def _above_total(
    name: str,
    one: Slice,
    parts: list[Item],
    total: tuple[Slice, Verdict] | None,
    limits: Limits,
) -> bool:
    """Whether it tells nothing small together with the total over the groups.

    Where rows of other kinds count in every group, or a case in several, the counts do
    not add up: how many are counted twice could be worked out.
    """
    if total is None:
        return True
    whole, verdict = total
    if not whole.assumed and name not in verdict.items:
        return False
    if one.splits_cases or all(item.adds_up for item in parts):
        return True
    if not any(count for item in parts for count in item.counts):
        return True
    if name != "people" or whole.assumed:
        return False
    twice = sum(item.counts[0] for item in parts) - whole.columns[()].people
    return not _few(twice, limits)


def _changes(name: str, one: Slice, earlier: Iterable[Earlier]) -> Iterator[int]:
    """How much the counts differ from those that smaller windows show."""
    older = [each for each in earlier if name in each.verdict.items]
    for group, column in one.columns.items():
        counts = column.items[name].counts if name in column.items else ()
        before = [
            each.slice.columns[group].items[name].counts
            for each in older
            if group in each.slice.columns and name in each.slice.columns[group].items
        ]
        for position, count in enumerate(counts):
            was = [old[position] for old in before if position < len(old)]
            yield from (count - old for old in (*was, sum(was)) if was)
