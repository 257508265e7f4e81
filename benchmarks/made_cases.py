"""Made-up cases of the usual size: some 60 rows and 20 kB of JSON each, with a long tail."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from draws import SEED, UNITS, Lot, lots
from made_rows import sorts_of

from brukermedvirkning.domain.case import Case, Participant, row_kinds
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.domain.record import trusted
from brukermedvirkning.serialization import to_document


def made_cases(count: int, seed: int = SEED) -> Iterator[Case]:
    """So many cases; the same ones for the same seed."""
    for lot in lots(count, seed):
        yield from cases_of(lot, seed)


def cases_of(lot: Lot, seed: int = SEED) -> Iterator[Case]:
    """The cases of a lot, one after the other."""
    rows = {kind: _Rows(lot, kind, seed) for kind in lot.rows}
    for place, start in enumerate(lot.start.tolist()):
        number = lot.first + place
        yield bare_case(
            number,
            date.fromordinal(start),
            **{row_kinds()[kind]: found[place] for kind, found in rows.items()},
        )


def bare_case(number: int, start: date, **rows: Any) -> Case:
    """A case of a number, with these rows."""
    return Case(
        id=f"case-{number:07}",
        participant=Participant(id=f"person-{number:07}", languages=("da",)),
        unit=f"unit-{number % UNITS:02}",
        period=Period(start=start),
        plan=ActionPlan(id="plan", period=Period(start=start)),
        **rows,
    )


def row_id(kind: str, place: int) -> str:
    """The id of the row at a place, from 0, of a case."""
    return f"{kind}-{place + 1:03}"


class _Rows:
    """The rows of a kind by case, each made when it is asked for."""

    def __init__(self, lot: Lot, kind: str, seed: int) -> None:
        drawn = lot.rows[kind]
        self._kind, self._sorts = kind, sorts_of(kind, seed)
        self._places, self._days, self._which = (
            drawn.place.tolist(),
            drawn.day.tolist(),
            drawn.sort.tolist(),
        )
        bounds = drawn.case.searchsorted(range(lot.cases + 1))
        self._bounds = bounds.tolist()

    def __getitem__(self, case: int) -> tuple[Any, ...]:
        return tuple(
            self._sorts[self._which[at]](
                row_id(self._kind, self._places[at]), date.fromordinal(self._days[at])
            )
            for at in range(self._bounds[case], self._bounds[case + 1])
        )


def main(arguments: list[str]) -> None:
    """COUNT FOLDER: writes the documents; run as a process of its own."""
    path = Path(arguments[1]) / "cases.jsonl"
    # That they are complete and valid is asked when they are read strictly.
    with path.open("w", encoding="utf-8") as out, trusted():
        for case in made_cases(int(arguments[0])):
            out.write(to_document(case) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
