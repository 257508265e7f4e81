"""The cases of a transaction: each a document with columns beside it, and its journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, delete, insert, select, update

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.journal import (
    FIRST_HASH,
    Entry,
    Message,
    chain_faults,
)
from brukermedvirkning.errors import (
    CaseExistsError,
    CaseNotFoundError,
    OpenEnrolmentError,
    RevisionConflictError,
    SourceTakenError,
    StoreError,
)
from brukermedvirkning.ports import (
    ALL_CASES,
    CaseQuery,
    CaseSummary,
    Kept,
    Revision,
)
from brukermedvirkning_store_sql.dialects import ClashError
from brukermedvirkning_store_sql.documents import (
    case_row,
    enrolment_rows,
    entry_of,
    head_row,
    message_row,
    payload_rows,
    record_of,
    summaries_of,
)
from brukermedvirkning_store_sql.schema import (
    CASE,
    ENROLMENT,
    JOURNAL,
    JOURNAL_PAYLOAD,
    OUTBOX,
)
from brukermedvirkning_store_sql.work import Work

__all__ = ["SqlCases"]

PAGE = 100
"""How many documents are read, and how many cases written, at once."""

_HEAD = select(CASE.c.revision, CASE.c.journal_length, CASE.c.journal_hash).where(
    CASE.c.id == bindparam("id")
)
_DOCUMENT = select(CASE.c.id, CASE.c.revision, CASE.c.document)
_BY_ID = _DOCUMENT.where(CASE.c.id == bindparam("id"))
_BY_SOURCE = _DOCUMENT.where(
    CASE.c.reader == bindparam("reader"), CASE.c.source_key == bindparam("source_key")
)
_SUMMARY = (
    select(CASE.c.id, CASE.c.revision, CASE.c.unit, CASE.c.opened, CASE.c.closed)
    .where(CASE.c.participant == bindparam("participant"))
    .order_by(CASE.c.id)
)
_SUMMARY_ENROLMENTS = (
    select(ENROLMENT)
    .join(CASE, CASE.c.id == ENROLMENT.c.case_id)
    .where(CASE.c.participant == bindparam("participant"))
    .order_by(ENROLMENT.c.case_id, ENROLMENT.c.place)
)
_JOURNAL = (
    select(JOURNAL, JOURNAL_PAYLOAD.c.payload, JOURNAL_PAYLOAD.c.salt)
    .outerjoin(
        JOURNAL_PAYLOAD,
        and_(
            JOURNAL_PAYLOAD.c.case_id == JOURNAL.c.case_id,
            JOURNAL_PAYLOAD.c.sequence == JOURNAL.c.sequence,
        ),
    )
    .where(JOURNAL.c.case_id == bindparam("id"))
    .where(JOURNAL.c.sequence > bindparam("after"))
    .order_by(JOURNAL.c.sequence)
    .limit(PAGE)
)
_UPDATE = update(CASE).where(
    CASE.c.id == bindparam("of"), CASE.c.revision == bindparam("expected")
)
_DROP_ENROLMENTS = delete(ENROLMENT).where(ENROLMENT.c.case_id == bindparam("id"))
_DROP_PAYLOAD = delete(JOURNAL_PAYLOAD).where(
    JOURNAL_PAYLOAD.c.case_id == bindparam("of"),
    JOURNAL_PAYLOAD.c.sequence == bindparam("number"),
)
_DROP_MESSAGES = delete(OUTBOX).where(OUTBOX.c.case_id == bindparam("of"))
_HOLDER = select(CASE.c.id).where(
    CASE.c.reader == bindparam("reader"), CASE.c.source_key == bindparam("source_key")
)
_OPEN_ELSEWHERE = select(ENROLMENT.c.open_in).where(
    ENROLMENT.c.person == bindparam("person"),
    ENROLMENT.c.open_in == bindparam("open_in"),
    ENROLMENT.c.case_id != bindparam("case_id"),
)


class SqlCases:
    """The cases of one transaction; see `brukermedvirkning.ports.CaseStore`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, case_id: str) -> Case:
        """The case of an id. Raises `CaseNotFoundError`."""
        return self.kept(case_id).case

    def kept(self, case_id: str) -> Kept:
        """A case with its revision. Raises `CaseNotFoundError`."""
        row = self._work.row(_BY_ID, {"id": case_id})
        if row is None:
            raise CaseNotFoundError(case_id)
        return Kept(case=_case(row), revision=row.revision)

    def find(self, reader: str, source_key: str) -> Kept | None:
        """The case that came from this source, or None."""
        row = self._work.row(_BY_SOURCE, {"reader": reader, "source_key": source_key})
        return row and Kept(case=_case(row), revision=row.revision)

    def stream(self, query: CaseQuery = ALL_CASES) -> Iterator[Case]:
        """Cases one by one, in the order of their ids, a page of documents at a time.

        Each page is a question of its own, beginning after the last case delivered: no
        cursor is held open, so cases can be saved meanwhile.
        """
        return map(_case, self._work.each(self._pages(query)))

    def _pages(self, query: CaseQuery) -> Iterator[Row[Any]]:
        statement = _matching(query)
        if query.ids is not None:
            ids = iter(sorted(set(query.ids)))
            while page := list(islice(ids, PAGE)):
                yield from self._work.rows(statement, {"ids": page})
            return
        statement = statement.where(CASE.c.id > bindparam("after")).limit(PAGE)
        after = ""
        while rows := self._work.rows(statement, {"after": after}):
            yield from rows
            if len(rows) < PAGE:
                return
            after = rows[-1].id

    def summaries(self, participant: str) -> Sequence[CaseSummary]:
        """The cases of one participant in a glance; no document is opened."""
        whose = {"participant": participant}
        return summaries_of(
            self._work.rows(_SUMMARY, whose),
            self._work.rows(_SUMMARY_ENROLMENTS, whose),
        )

    def journal(self, case_id: str) -> Iterator[Entry]:
        """The journal of a case in order. Raises `CaseNotFoundError`."""
        if self._work.row(_HEAD, {"id": case_id}) is None:
            raise CaseNotFoundError(case_id)
        return self._work.each(self._entries(case_id))

    def _entries(self, case_id: str) -> Iterator[Entry]:
        after = 0
        while rows := self._work.rows(_JOURNAL, {"id": case_id, "after": after}):
            yield from map(entry_of, rows)
            after = rows[-1].sequence

    def save(
        self,
        case: Case,
        *,
        entries: Sequence[Entry],
        messages: Sequence[Message] = (),
        expected: Revision,
        redacts: Collection[int] = (),
    ) -> Revision:
        """Keep a case with its entries and messages, or nothing; see `CaseStore`."""
        try:
            with self._work.together():
                length, tip = self._journal_end(case, expected)
                row = _next_row(case, entries, expected + 1, length, tip)
                self._write_case(row, expected)
                self._redact(case.id, redacts, length)
                self._write_enrolments([case])
                self._write_entries(entries)
                self._write_messages(case.id, messages)
        except ClashError:
            self._explain(case, expected)
            raise
        return expected + 1

    def add_many(self, cases: Iterable[tuple[Case, Sequence[Entry]]]) -> int:
        """Keep many new cases at once and return how many; all or none."""
        count = 0
        pairs = iter(cases)
        with self._work.together():
            while page := list(islice(pairs, PAGE)):
                try:
                    with self._work.together():
                        self._add_page(page)
                except ClashError:
                    # One by one, so that the first that is refused says why.
                    for case, entries in page:
                        self.save(case, entries=entries, expected=0)
                count += len(page)
        return count

    def _add_page(self, page: Sequence[tuple[Case, Sequence[Entry]]]) -> None:
        rows = [_next_row(case, entries, 1, 0, FIRST_HASH) for case, entries in page]
        self._work.write(insert(CASE), rows)
        self._write_enrolments([case for case, _ in page])
        self._write_entries([entry for _, entries in page for entry in entries])

    def _journal_end(self, case: Case, expected: Revision) -> tuple[int, str]:
        """Where the journal of a case stands, after a look at its revision."""
        head = self._work.row(_HEAD, {"id": case.id})
        found = 0 if head is None else head.revision
        if expected == 0 and head is not None:
            raise CaseExistsError(case.id)
        if found != expected:
            raise RevisionConflictError(case.id, expected=expected, found=found)
        if head is None:
            return 0, FIRST_HASH
        return head.journal_length, head.journal_hash

    def _write_case(self, row: dict[str, Any], expected: Revision) -> None:
        """Write a new case, or over one whose revision is still what was expected."""
        if expected == 0:
            self._work.write(insert(CASE), row)
            return
        if not self._work.write(
            _UPDATE, {**row, "of": row["id"], "expected": expected}
        ):
            head = self._work.row(_HEAD, {"id": row["id"]})
            found = 0 if head is None else head.revision
            raise RevisionConflictError(row["id"], expected=expected, found=found)
        self._work.write(_DROP_ENROLMENTS, {"id": row["id"]})

    def _write_enrolments(self, cases: Sequence[Case]) -> None:
        if rows := [row for case in cases for row in enrolment_rows(case)]:
            self._work.write(insert(ENROLMENT), rows)

    def _write_entries(self, entries: Sequence[Entry]) -> None:
        if entries:
            self._work.write(insert(JOURNAL), [head_row(e.head) for e in entries])
        if payloads := list(payload_rows(entries)):
            self._work.write(insert(JOURNAL_PAYLOAD), payloads)

    def _redact(self, case_id: str, redacts: Collection[int], length: int) -> None:
        """Take payloads out of a journal, and the case's messages with them."""
        if not redacts:
            return
        if any(not 1 <= sequence <= length for sequence in redacts):
            message = f"the journal of case {case_id!r} has no such entry to redact"
            raise StoreError(message)
        self._work.write(
            _DROP_PAYLOAD,
            [{"of": case_id, "number": sequence} for sequence in sorted(set(redacts))],
        )
        self._work.write(_DROP_MESSAGES, {"of": case_id})

    def _write_messages(self, case_id: str, messages: Sequence[Message]) -> None:
        if rows := [message_row(case_id, message) for message in messages]:
            self._work.write(insert(OUTBOX), rows)

    def _explain(self, case: Case, expected: Revision) -> None:
        """Raise the error that says what a case clashed with, once that is undone."""
        origin = case.origin
        holder = self._work.row(
            _HOLDER, {"reader": origin.reader, "source_key": origin.source_key}
        )
        if holder is not None and holder.id != case.id:
            raise SourceTakenError(case.id, holder=holder.id)
        for row in enrolment_rows(case):
            if self._work.row(_OPEN_ELSEWHERE, row):
                raise OpenEnrolmentError(case.id, row["programme"])
        if expected == 0 and self._work.row(_HEAD, {"id": case.id}):
            raise CaseExistsError(case.id)


def _case(row: Row[Any]) -> Case:
    return record_of(row, Case, "case")


def _next_row(
    case: Case, entries: Sequence[Entry], revision: Revision, length: int, tip: str
) -> dict[str, Any]:
    """The row of a case with more entries. Raises `StoreError` where they do not fit."""
    heads = [entry.head for entry in entries]
    faults = chain_faults(heads, sequence=length + 1, previous=tip)
    if any(head.case != case.id for head in heads) or any(faults):
        message = f"the entries do not continue the journal of case {case.id!r}"
        raise StoreError(message)
    return case_row(
        case, revision, length + len(heads), heads[-1].hash if heads else tip
    )


def _matching(query: CaseQuery) -> Select[Any]:
    """The question for the documents of a query's cases, in the order of their ids."""
    statement = _DOCUMENT.order_by(CASE.c.id)
    if query.ids is not None:
        statement = statement.where(CASE.c.id.in_(bindparam("ids", expanding=True)))
    if query.participant is not None:
        statement = statement.where(CASE.c.participant == query.participant)
    if query.unit is not None:
        statement = statement.where(CASE.c.unit == query.unit)
    if query.programme is not None:
        there = select(ENROLMENT.c.case_id).where(
            ENROLMENT.c.programme == query.programme
        )
        statement = statement.where(CASE.c.id.in_(there))
    return statement
