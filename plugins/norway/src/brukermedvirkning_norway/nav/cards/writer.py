"""Writes interventions as messages about cards (aktivitetskort v1.1), one a line."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import Fault, OptionError
from brukermedvirkning.ports import Notice, Option
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.cards import wording
from brukermedvirkning_norway.nav.cards.keeping import for_sending
from brukermedvirkning_norway.nav.cards.saying import Sender, said
from brukermedvirkning_norway.nav.documents import text_of
from brukermedvirkning_norway.nav.people import (
    NUMBERS,
    NumbersOf,
    national_number,
    nobodys,
    numbers_in,
)

__all__ = ["CardWriter"]

_log = logging.getLogger(__name__)

_OPTIONS = (
    Option(
        id="source",
        help="who sends, by the name that NAV knows",
        example="TEAM_KOMET",
        required=True,
    ),
    Option(
        id="nav-ident",
        help="who deletes the cards of what is in error; else they are left out",
        example="Z999999",
    ),
    Option(
        id="at",
        help="the instant of changes of which it is not known; else they are left out",
        example="2026-06-30T12:00:00+02:00",
    ),
    NUMBERS,
)


def _logged(notice: Notice) -> None:
    """Tell of what was left out; nothing in it is about a person."""
    _log.warning("%s, %s: %s", notice.source, notice.where, notice.note)


@attrs.frozen
class CardWriter:
    """Shows interventions as activity cards, and says what it leaves out.

    A card names its person, and a case has no number: `numbers` looks them up, and by
    itself knows none. `tell` hears of everything that was left out.
    """

    numbers: NumbersOf = attrs.field(default=nobodys, repr=False)
    tell: Callable[[Notice], None] = attrs.field(default=_logged, repr=False)
    id: str = attrs.field(default=wording.ID, init=False)
    title: str = attrs.field(
        default="NAV activity cards (aktivitetskort v1.1), one message a line",
        init=False,
    )
    options: Sequence[Option] = attrs.field(default=_OPTIONS, init=False)

    def knowing(self, numbers: NumbersOf) -> CardWriter:
        """The same writer, for whom the numbers of these participants may be written."""
        return attrs.evolve(self, numbers=numbers)

    def write(
        self, cases: Iterable[Case], out: BinaryIO, options: Mapping[str, str]
    ) -> int:
        """Write the messages and return of how many cases there were any.

        A case whose participant has no number here is left out and told. Raises
        `OptionError`.
        """
        sender, numbers = self._asked(options)
        return sum(self._write(case, out, sender, numbers) for case in cases)

    def _write(
        self, case: Case, out: BinaryIO, sender: Sender, numbers: NumbersOf
    ) -> bool:
        person = national_number(numbers(case.participant.id))
        written = False
        for row in case.interventions:
            for message in said(row, case.id, sender):
                if isinstance(message, str):
                    self._left_out(case, row.id, message)
                elif person is None:
                    self._left_out(case, "", "the participant's number is not known")
                    return False
                else:
                    out.write(f"{text_of(for_sending(message, person))}\n".encode())
                    written = True
        return written

    def _left_out(self, case: Case, row: str, note: str) -> None:
        where = f"case {case.id}, {row}" if row else f"case {case.id}"
        self.tell(
            Notice(
                source=self.id,
                where=where,
                field="intervention",
                found="not written",
                note=f"left out: {note}",
            )
        )

    def _asked(self, options: Mapping[str, str]) -> tuple[Sender, NumbersOf]:
        known = {option.id for option in _OPTIONS}
        faults = [
            Fault(field=name, expected=f"one of the options {', '.join(sorted(known))}")
            for name in sorted(options.keys() - known)
        ]
        source = options.get("source", "")
        if source not in wording.SOURCES:
            expected = f"one of {', '.join(sorted(wording.SOURCES))}"
            faults.append(Fault(field="source", found=source, expected=expected))
        at = times.instant(options["at"]) if "at" in options else None
        if "at" in options and at is None:
            expected = "an instant in ISO 8601"
            faults.append(Fault(field="at", found=options["at"], expected=expected))
        if faults:
            raise OptionError(tuple(faults))
        sender = Sender(source=source, nav_ident=options.get("nav-ident"), at=at)
        given = options.get(NUMBERS.id)
        return sender, self.numbers if given is None else numbers_in(Path(given))
