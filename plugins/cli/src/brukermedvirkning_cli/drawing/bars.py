"""A timeline as bars over weeks, the weekly load below them, in plain characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

__all__ = ["ASCII", "BLOCKS", "Bar", "Glyphs", "Picture", "Scale", "Step", "level"]

_WEEK = timedelta(days=7)
_LABEL, _VALUE = 24, 6


class Glyphs(NamedTuple):
    """The characters of a drawing; `ramp` rises from nothing to full."""

    bar: str
    open_end: str
    ramp: str
    cut: str


BLOCKS = Glyphs("█", "→", " ▁▂▃▄▅▆▇█", "…")
ASCII = Glyphs("#", ">", " .:-=+*%#", "~")


class Bar(NamedTuple):
    """A row of the drawing, from `start` to before `end`; an open one has no end.

    A start that is not known is drawn from the first column, and marked.
    """

    label: str
    value: str
    start: date | None
    end: date | None


class Step(NamedTuple):
    """From a day on the load has this many minutes; some may be of unknown weight."""

    on: date
    minutes: int
    unknown: int = 0


class Scale(NamedTuple):
    """Columns of whole weeks, the first one beginning on a Monday."""

    first: date
    weeks: int
    columns: int

    @classmethod
    def over(cls, days: Iterable[date], width: int) -> Scale | None:
        """The scale that shows all the days in at most `width` columns."""
        held = sorted(days)
        if not held:
            return None
        first = held[0] - timedelta(days=held[0].weekday())
        weeks = (held[-1] - first) // _WEEK + 1
        per_column = -(-weeks // width)
        return cls(first, per_column, -(-weeks // per_column))

    def column(self, day: date) -> int:
        """The column of a day, which may lie outside the drawing."""
        return (day - self.first) // (_WEEK * self.weeks)

    def starts(self) -> Iterator[date]:
        """The first day of each column, and of the one after the last."""
        return (
            self.first + _WEEK * self.weeks * column
            for column in range(self.columns + 1)
        )


class Picture(NamedTuple):
    """A timeline to be drawn: rows, the load below them, and days that are marked.

    `names` are those of the load and of the marks; either is left out where it is empty.
    """

    rows: Sequence[Bar]
    load: Sequence[Step]
    marks: Sequence[date]
    scale: Scale
    names: tuple[str, str]

    def lines(self, glyphs: Glyphs) -> Iterator[str]:
        """The years, a bar per row, the load and the marks, each as one line."""
        scale = self.scale
        yield _row("", "", _years(scale), glyphs)
        for row in self.rows:
            yield _row(row.label, row.value, _bar(row, scale, glyphs), glyphs)
        if self.load:
            yield _row(self.names[0], "", _load(self.load, scale, glyphs), glyphs)
        if self.marks:
            yield _row(self.names[1], "", _marks(self.marks, scale), glyphs)


def level(minutes: int, peak: int, steps: int) -> int:
    """How high a load stands on a ramp; what is not nothing is at least one step."""
    if not minutes or not peak:
        return 0
    return max(1, round(minutes * (steps - 1) / peak))


def _row(label: str, value: str, cells: str, glyphs: Glyphs) -> str:
    if len(label) > _LABEL:
        label = label[: _LABEL - 1] + glyphs.cut
    return f"  {label:{_LABEL}} {value:>{_VALUE}} {cells}".rstrip()


def _years(scale: Scale) -> str:
    """The first year, and each other one above the column in which it begins."""
    cells = [" "] * max(scale.columns, 4)
    free = 0
    for column, (start, after) in enumerate(pairwise(scale.starts())):
        last = after - timedelta(days=1)
        begins = start.year < last.year or (start.month, start.day) == (1, 1)
        if column == 0 or (begins and free <= column <= scale.columns - 4):
            cells[column : column + 4] = f"{(last if column else start).year:04}"
            free = column + 5
    return "".join(cells)


def _bar(row: Bar, scale: Scale, glyphs: Glyphs) -> str:
    first = 0 if row.start is None else scale.column(row.start)
    last = scale.columns - 1
    if row.end is not None:
        last = scale.column(row.end - timedelta(days=1))
    cells = [
        glyphs.bar if first <= column <= last else " "
        for column in range(scale.columns)
    ]
    if row.end is None:
        cells[-1] = glyphs.open_end
    if row.start is None and cells:
        cells[0] = "?"
    return "".join(cells)


def _load(load: Sequence[Step], scale: Scale, glyphs: Glyphs) -> str:
    peak = max(step.minutes for step in load)
    cells = []
    for start, after in pairwise(scale.starts()):
        within = _within(load, start, after)
        minutes = max((step.minutes for step in within), default=0)
        only_unknown = not minutes and any(step.unknown for step in within)
        ramp = glyphs.ramp[level(minutes, peak, len(glyphs.ramp))]
        cells.append("?" if only_unknown else ramp)
    return "".join(cells)


def _within(load: Sequence[Step], start: date, after: date) -> list[Step]:
    """The steps that hold on some day of a column."""
    before = [step for step in load if step.on <= start][-1:]
    return before + [step for step in load if start < step.on < after]


def _marks(marks: Sequence[date], scale: Scale) -> str:
    counts = [0] * scale.columns
    for day in marks:
        column = scale.column(day)
        if 0 <= column < scale.columns:
            counts[column] += 1
    return "".join(" " if not n else str(n) if n < 10 else "+" for n in counts)
