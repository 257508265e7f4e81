"""A case source over somebody else's tables: the three methods that are asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from mapping import (
    ORIGIN,
    contact,
    day,
    enrolment,
    intervention,
    member,
)

import brukermedvirkning as bmv
from brukermedvirkning.errors import CaseNotFoundError
from brukermedvirkning.ports import (
    ALL_CASES,
    CaseQuery,
    CaseSummary,
    EnrolmentSummary,
)

HERE = Path(__file__).parent


def foreign_database() -> sqlite3.Connection:
    """The foreign database of this example, in memory."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.executescript((HERE / "foreign.sql").read_text("utf-8"))
    return connection


class OwnTables:
    """Cases straight from the tables of another system; nothing is kept twice."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, case_id: str) -> bmv.Case:
        for row in self._rows("client", case_id):
            return self._case(row)
        raise CaseNotFoundError(case_id)

    def stream(self, query: CaseQuery = ALL_CASES) -> Iterator[bmv.Case]:
        for row in self._connection.execute("select * from client order by client_no"):
            case = self._case(row)
            programmes = {enrolment.programme for enrolment in case.enrolments}
            if (
                (query.ids is None or case.id in query.ids)
                and query.participant in (None, case.participant.id)
                and query.unit in (None, case.unit)
                and (query.programme is None or query.programme in programmes)
            ):
                yield case

    def summaries(self, participant: str) -> Sequence[CaseSummary]:
        return [
            CaseSummary(
                case=case.id,
                revision=0,
                unit=case.unit,
                opened=case.period.start,
                closed=case.period.end,
                enrolments=tuple(
                    EnrolmentSummary(
                        programme=row.programme, start=row.start, is_open=row.is_open
                    )
                    for row in case.enrolments
                ),
            )
            for case in self.stream(CaseQuery(participant=participant))
        ]

    def _rows(self, table: str, client: str) -> list[sqlite3.Row]:
        sql = f"select * from {table} where client_no = ?"
        return self._connection.execute(sql, [client]).fetchall()

    def _case(self, row: sqlite3.Row) -> bmv.Case:
        client = str(row["client_no"])

        def rows(table: str, to_row: Callable[[sqlite3.Row], Any]) -> tuple[Any, ...]:
            return bmv.in_order(tuple(map(to_row, self._rows(table, client))))

        return bmv.Case(
            id=client,
            participant=bmv.Participant(id=f"client-{client}"),
            period=bmv.Period.through(day(row["opened"]), day(row["closed"])),
            origin=ORIGIN,
            enrolments=rows("placement", enrolment),
            interventions=rows("activity", intervention),
            contacts=rows("diary", contact),
            team=rows("staff_on_case", member),
        )
