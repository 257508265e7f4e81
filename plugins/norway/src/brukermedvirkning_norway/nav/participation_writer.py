"""Writes participations as messages of `amt.deltaker-ekstern-v1`, one a line.

A tombstone is a record of its key without a value, as a dump of the topic has it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import Fault, OptionError
from brukermedvirkning.ports import Notice, Option
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.documents import text_of
from brukermedvirkning_norway.nav.participation_saying import ID, Left, said
from brukermedvirkning_norway.nav.people import (
    NUMBERS,
    NumbersOf,
    national_number,
    nobodys,
    numbers_in,
)

__all__ = ["ParticipationWriter"]

_log = logging.getLogger(__name__)

_AT = Option(
    id="at",
    help="the instant of changes of which it is not known; else they are left out",
    example="2026-06-30T12:00:00+02:00",
)
_OPTIONS = (_AT, NUMBERS)


def _logged(notice: Notice) -> None:
    """Tell of what was left out; nothing in it is about a person."""
    _log.warning("%s, %s: %s", notice.source, notice.where, notice.note)


@attrs.frozen
class ParticipationWriter:
    """Shows participations in measures as their contract has them, and what it leaves out.

    A message names its person, and a case has no number: `numbers` looks them up, and by
    itself knows none. `tell` hears of everything that was left out.
    """

    numbers: NumbersOf = attrs.field(default=nobodys, repr=False)
    tell: Callable[[Notice], None] = attrs.field(default=_logged, repr=False)
    id: str = attrs.field(default=ID, init=False)
    title: str = attrs.field(
        default="NAV participations in measures, amt.deltaker-ekstern-v1", init=False
    )
    options: Sequence[Option] = attrs.field(default=_OPTIONS, init=False)

    def knowing(self, numbers: NumbersOf) -> ParticipationWriter:
        """The same writer, for whom the numbers of these participants may be written."""
        return attrs.evolve(self, numbers=numbers)

    def write(
        self, cases: Iterable[Case], out: BinaryIO, options: Mapping[str, str]
    ) -> int:
        """Write the messages and return of how many cases there were any.

        A case whose participant has no number here is left out and told. Raises
        `OptionError`.
        """
        at, numbers = self._asked(options)
        return sum(self._write(case, out, at, numbers) for case in cases)

    def _write(
        self, case: Case, out: BinaryIO, at: datetime | None, numbers: NumbersOf
    ) -> bool:
        person = national_number(numbers(case.participant.id))
        written = False
        for row in case.interventions:
            for one in said(row, at):
                if isinstance(one, Left):
                    self._left_out(case, row.id, one)
                elif person is None:
                    self._left_out(
                        case, "", Left("the participant's number is not known")
                    )
                    return False
                elif one.value is None:
                    record = {"key": one.key, "value": None}
                    out.write(f"{text_of(record)}\n".encode())
                    written = True
                else:
                    message = {**one.value, "personIdent": person}
                    out.write(f"{text_of(message)}\n".encode())
                    written = True
        return written

    def _left_out(self, case: Case, row: str, left: Left) -> None:
        self.tell(
            Notice(
                source=self.id,
                where=f"case {case.id}, {row}" if row else f"case {case.id}",
                field="intervention",
                found="not all written" if left.is_part else "not written",
                note=f"left out: {left.note}",
            )
        )

    def _asked(self, options: Mapping[str, str]) -> tuple[datetime | None, NumbersOf]:
        known = {option.id for option in _OPTIONS}
        faults = [
            Fault(field=name, expected=f"one of the options {', '.join(sorted(known))}")
            for name in sorted(options.keys() - known)
        ]
        at = times.instant(options[_AT.id]) if _AT.id in options else None
        if _AT.id in options and at is None:
            expected = "an instant in ISO 8601"
            faults.append(Fault(field=_AT.id, found=options[_AT.id], expected=expected))
        if faults:
            raise OptionError(tuple(faults))
        given = options.get(NUMBERS.id)
        return at, self.numbers if given is None else numbers_in(Path(given))
