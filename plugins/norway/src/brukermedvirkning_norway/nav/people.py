"""National numbers for writers: a message names its person, and a case does not.

A writer knows no number by itself. Whoever may hand numbers over gives it a way to look
them up, or a file of them; without one, what would need a number is left out and told.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from brukermedvirkning.errors import Fault, OptionError
from brukermedvirkning.ports import Identity, Option
from brukermedvirkning_norway.identifiers import DNR, FNR, NPID
from brukermedvirkning_norway.nav.numbers import number_of

__all__ = ["NUMBERS", "NumbersOf", "national_number", "nobodys", "numbers_in"]

NumbersOf: TypeAlias = Callable[[str], Sequence[Identity]]
"""The numbers of a participant: `identities.of` of a unit of work is one."""

NUMBERS = Option(
    id="numbers",
    help=(
        "a file of the numbers that may be written: lines of a participant's id, a"
        " comma, and the number; whoever is not in it is left out"
    ),
    example="numbers.csv",
)


def nobodys(_: str) -> Sequence[Identity]:
    """The numbers of nobody."""
    return ()


def national_number(identities: Sequence[Identity]) -> str | None:
    """The fødselsnummer among them, else the D-number, else the NPID, else None."""
    found = {one.scheme: one.value for one in identities}
    return found.get(FNR.id) or found.get(DNR.id) or found.get(NPID.id)


def numbers_in(path: Path) -> NumbersOf:
    """The numbers of a file. Raises `OptionError` for one that cannot be read."""
    found: dict[str, Identity] = {}
    faults: list[Fault] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line, row in enumerate(csv.reader(file), start=1):
                number = number_of(row[1].strip()) if len(row) == 2 else None
                if number is None:
                    expected = "a participant's id, a comma, and a national number"
                    faults.append(
                        Fault(source=path.name, where=f"line {line}", expected=expected)
                    )
                    continue
                who = row[0].strip()
                found[who] = Identity(
                    participant=who, scheme=number.scheme, value=number.value
                )
    except (OSError, ValueError, csv.Error):
        faults.append(
            Fault(field=NUMBERS.id, found=path.name, expected="a file in UTF-8 to read")
        )
    if faults:
        raise OptionError(tuple(faults))
    return lambda participant: (found[participant],) if participant in found else ()
