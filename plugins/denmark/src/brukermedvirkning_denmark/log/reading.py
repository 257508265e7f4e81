"""One log being read, row by row; good rows are kept whatever the others are like."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TypeVar

import attrs

from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice, Read, Rejected
from brukermedvirkning_denmark.log import rejects
from brukermedvirkning_denmark.log.build import Found, case_of, notices_of
from brukermedvirkning_denmark.log.contacts import take_contact
from brukermedvirkning_denmark.log.layout import MEASURE, PRINTED
from brukermedvirkning_denmark.log.measures import take_measure
from brukermedvirkning_denmark.log.options import Told
from brukermedvirkning_denmark.log.page import (
    CONTACTS,
    HISTORY,
    MEASURES,
    Page,
    Part,
    Row,
)
from brukermedvirkning_denmark.log.spot import Spot, Taken
from brukermedvirkning_denmark.log.text import Line, one_line

__all__ = ["Reading", "no_log", "whole"]

R = TypeVar("R", Intervention, Contact)

_PARTS = {MEASURES: Part.MEASURES, CONTACTS: Part.HISTORY, HISTORY: Part.HISTORY}


@attrs.define
class Reading:
    """One log being read: what has been kept so far, and what it is known by.

    `name` is that of the source for reports, `origin` that of the source in which the
    log stood first. `marker` is the first line of a text of mended rows, empty for a
    log as it was printed.
    """

    name: str
    origin: str
    told: Told
    marker: str = ""
    page: Page = attrs.field(factory=Page)
    measures: list[Intervention] = attrs.field(factory=list)
    contacts: list[Contact] = attrs.field(factory=list)
    notices: list[Notice] = attrs.field(factory=list)
    _seen: dict[tuple[str, ...], int] = attrs.field(factory=dict)
    _counts: dict[str, int] = attrs.field(factory=dict)

    def read(self, source: Iterable[Line]) -> Iterator[Read | Rejected]:
        """The rejected rows in the order of the source, then the case."""
        self.page.takes_all = bool(self.marker)
        hashed = hashlib.sha256()
        for row in self.page.rows(source):
            cells = "\t".join(one_line(cell) for cell in row.text.split("\t"))
            hashed.update(f"{row.heading}\x1f{cells.strip()}\x1e".encode())
            spot = Spot(self.name, row.number)
            self._take(row, spot)
            if spot.faults:
                yield Rejected(
                    faults=tuple(spot.faults),
                    content=self.marker + row.text,
                    section=self._section(row),
                )
            else:
                self.notices += spot.notices
        if self.page.second is not None:
            yield self._second()
        if not self.page.is_log:
            if not self.marker:
                yield no_log(self.name)
            return
        found = Found(
            name=self.name,
            origin=self.origin,
            rows_digest=hashed.hexdigest(),
            measures=self.measures,
            contacts=self.contacts,
        )
        of_page = () if self.marker else notices_of(self.page, self.told, found)
        yield Read(
            case=case_of(self.page, self.told, found),
            source_key=found.key(self.told),
            notices=(*self.notices, *of_page),
            partial=bool(self.marker),
        )

    def _take(self, row: Row, spot: Spot) -> None:
        """Keep the row of a line, or leave its faults with the spot."""
        place = _PARTS.get(row.heading)
        if not row.is_sound:
            spot.fault("encoding", "bytes that are not UTF-8", "UTF-8")
        elif place is None or row.looks not in (None, place):
            found = f"a row of {row.looks.value}" if row.looks else "a row"
            headings = f"a row under the heading {MEASURES} or {HISTORY}"
            spot.fault("row", found, f"a row of {place.value}" if place else headings)
        elif place is Part.MEASURES:
            taken = take_measure(row.text, self.page.layout or PRINTED, spot)
            self._keep(taken, self.measures, spot)
        else:
            under = row.heading == CONTACTS
            contact = take_contact(row.text, spot, names_role=under)
            self._keep(contact, self.contacts, spot)

    def _keep(self, taken: Taken[R], rows: list[R], spot: Spot) -> None:
        """Keep what was read, unless the same row was read before.

        Of several rows with one identity, which differ in the rest, each is known by
        its place among them.
        """
        if taken.row is not None:
            first = self._seen.setdefault(taken.content, spot.number)
            if first != spot.number:
                spot.fault("row", f"the same as line {first}", "each row once")
                return
        if taken.identity:
            nth = self._counts[taken.identity] = self._counts.get(taken.identity, 0) + 1
            if taken.row is not None:
                again = f"{taken.identity}-{nth}" if nth > 1 else taken.identity
                rows.append(attrs.evolve(taken.row, id=again))

    def _section(self, row: Row) -> str:
        """The heading under which a rejected row belongs.

        Where the table had other columns than the printed page, their line is it.
        """
        place = _PARTS.get(row.heading)
        looks = row.looks or place
        if looks is Part.MEASURES:
            is_printed = self.page.layout in (None, PRINTED)
            return MEASURES if is_printed else self.page.header
        if looks is place:
            return row.heading
        return CONTACTS if self.page.names_role else HISTORY

    def _second(self) -> Rejected:
        where = f"line {self.page.second}"
        expected = "one log in a file: give each participant's log a file of its own"
        fault = Fault(
            source=self.name,
            where=where,
            field="log",
            found="a second log",
            expected=expected,
        )
        content = self.marker + "\n".join(self.page.rest)
        return Rejected(faults=(fault,), content=content, section=rejects.SECOND)


def whole(name: str, where: str, field: str, found: str, expected: str) -> Rejected:
    """A whole source, or part of one, that cannot be read at all."""
    fault = Fault(source=name, where=where, field=field, found=found, expected=expected)
    return Rejected(faults=(fault,))


def no_log(name: str) -> Rejected:
    """A source in which no log stands."""
    expected = f"the headings of a log: {MEASURE!r} or {CONTACTS!r}"
    return whole(name, "", "log", "text without a log", expected)
