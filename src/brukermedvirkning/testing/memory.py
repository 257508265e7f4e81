"""A store in memory: the reference by which others are judged, and a fake for tests.

It keeps the promises of a store in the plainest way: one unit of work at a time, on a
copy of everything, which takes the place of the original when the unit ends well. It
survives nothing, and it is not made for many cases.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any, TypeAlias, TypeVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.documents import DOCUMENTS
from brukermedvirkning.domain.journal import (
    FIRST_HASH,
    Entry,
    EntryHead,
    Message,
    chain_faults,
)
from brukermedvirkning.domain.record import Record
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
    Identity,
    Kept,
    PendingMessage,
    Revision,
    counted_enrolments,
)
from brukermedvirkning.rules.access import AccessEntry
from brukermedvirkning.testing.memory_people import MemoryAccessLog, MemoryIdentities

__all__ = [
    "MemoryCases",
    "MemoryOutbox",
    "MemoryRecords",
    "MemoryState",
    "MemoryStore",
    "MemoryUnit",
]

T = TypeVar("T", bound=Record)


@attrs.define
class MemoryState:
    """Everything that a store keeps."""

    cases: dict[str, Kept] = attrs.field(factory=dict, repr=False)
    journals: dict[str, tuple[Entry, ...]] = attrs.field(factory=dict, repr=False)
    messages: tuple[PendingMessage, ...] = attrs.field(default=(), repr=False)
    written: int = 0
    records: dict[tuple[type[Record], str], Record] = attrs.field(
        factory=dict, repr=False
    )
    access_log: tuple[AccessEntry, ...] = attrs.field(default=(), repr=False)
    identities: dict[tuple[str, str], Identity] = attrs.field(factory=dict, repr=False)

    def copy(self) -> MemoryState:
        """The same content in dicts of its own; the values never change."""
        return MemoryState(
            cases=dict(self.cases),
            journals=dict(self.journals),
            messages=self.messages,
            written=self.written,
            records=dict(self.records),
            access_log=self.access_log,
            identities=dict(self.identities),
        )


Work: TypeAlias = "MemoryUnit"


class MemoryCases:
    """The cases of one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, case_id: str) -> Case:
        """The case of an id. Raises `CaseNotFoundError`."""
        return self.kept(case_id).case

    def kept(self, case_id: str) -> Kept:
        """A case with its revision. Raises `CaseNotFoundError`."""
        kept = self._work.state.cases.get(case_id)
        if kept is None:
            raise CaseNotFoundError(case_id)
        return kept

    def find(self, reader: str, source_key: str) -> Kept | None:
        """The case that came from this source, or None."""
        for kept in self._work.state.cases.values():
            origin = kept.case.origin
            if (origin.reader, origin.source_key) == (reader, source_key):
                return kept
        return None

    def stream(self, query: CaseQuery = ALL_CASES) -> Iterator[Case]:
        """Cases one by one, in the order of their ids."""
        for case_id in sorted(self._work.state.cases):
            kept = self._work.state.cases[case_id]
            if query.matches(kept.case):
                yield kept.case

    def summaries(self, participant: str) -> Sequence[CaseSummary]:
        """The cases of one participant in a glance, in the order of their ids."""
        return tuple(
            CaseSummary.of(kept.case, kept.revision)
            for _, kept in sorted(self._work.state.cases.items())
            if kept.case.participant.id == participant
        )

    def journal(self, case_id: str) -> Iterator[Entry]:
        """The journal of a case in order. Raises `CaseNotFoundError`."""
        self.kept(case_id)
        return self._work.guarded(self._work.state.journals[case_id])

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
        state = self._work.state
        self._check_revision(case, expected)
        self._check_journal(case, [entry.head for entry in entries])
        self._check_source(case)
        self._check_enrolments(case)
        self._check_redacted(case, redacts)
        state.cases[case.id] = Kept(case=case, revision=expected + 1)
        self._redact(case, redacts)
        state.journals[case.id] = (*state.journals.get(case.id, ()), *entries)
        for message in messages:
            state.written += 1
            pending = PendingMessage(
                sequence=state.written, case=case.id, message=message
            )
            state.messages = (*state.messages, pending)
        return expected + 1

    def _check_redacted(self, case: Case, redacts: Collection[int]) -> None:
        known = range(1, len(self._work.state.journals.get(case.id, ())) + 1)
        if any(sequence not in known for sequence in redacts):
            message = f"the journal of case {case.id!r} has no such entry to redact"
            raise StoreError(message)

    def _redact(self, case: Case, redacts: Collection[int]) -> None:
        """Take payloads out of the journal, and the case's messages with them."""
        if not redacts:
            return
        state = self._work.state
        state.journals[case.id] = tuple(
            entry.redacted() if entry.head.sequence in redacts else entry
            for entry in state.journals[case.id]
        )
        state.messages = tuple(one for one in state.messages if one.case != case.id)

    def add_many(self, cases: Iterable[tuple[Case, Sequence[Entry]]]) -> int:
        """Keep many new cases at once and return how many; all or none."""
        before = self._work.state.copy()
        count = 0
        try:
            for case, entries in cases:
                self.save(case, entries=entries, expected=0)
                count += 1
        except BaseException:
            self._work.state = before
            raise
        return count

    def _check_revision(self, case: Case, expected: Revision) -> None:
        kept = self._work.state.cases.get(case.id)
        found = kept.revision if kept else 0
        if expected == 0 and kept:
            raise CaseExistsError(case.id)
        if found != expected:
            raise RevisionConflictError(case.id, expected=expected, found=found)

    def _check_journal(self, case: Case, heads: Sequence[EntryHead]) -> None:
        before = self._work.state.journals.get(case.id, ())
        faults = chain_faults(
            heads,
            sequence=len(before) + 1,
            previous=before[-1].head.hash if before else FIRST_HASH,
        )
        if any(head.case != case.id for head in heads) or any(faults):
            message = f"the entries do not continue the journal of case {case.id!r}"
            raise StoreError(message)

    def _check_source(self, case: Case) -> None:
        reader, source_key = case.origin.reader, case.origin.source_key
        if reader is None or source_key is None:
            return
        other = self.find(reader, source_key)
        if other and other.case.id != case.id:
            raise SourceTakenError(case.id, holder=other.case.id)

    def _check_enrolments(self, case: Case) -> None:
        for other in self._work.state.cases.values():
            if other.case.id == case.id or not _one_person(case, other.case):
                continue
            for programme in sorted(_open_in(case) & _open_in(other.case)):
                raise OpenEnrolmentError(case.id, programme)


def _one_person(case: Case, other: Case) -> bool:
    return case.participant.id == other.participant.id


def _open_in(case: Case) -> set[str]:
    return {row.programme for row in counted_enrolments(case) if row.is_open}


class MemoryRecords:
    """The records of one class in one unit of work."""

    def __init__(self, work: Work, kind: type[Any]) -> None:
        self._work = work
        self._kind = kind

    def get(self, record_id: str) -> Any:
        """The record of an id, or None."""
        return self._work.state.records.get((self._kind, record_id))

    def put(self, record: Any) -> None:
        """Keep a record, in place of one of the same id."""
        self._work.state.records[self._kind, record.id] = record

    def all(self) -> Iterator[Any]:
        """Every record, in the order of their ids."""
        ids = sorted(i for kind, i in self._work.state.records if kind is self._kind)
        for record_id in ids:
            yield self.get(record_id)


class MemoryOutbox:
    """The outgoing messages of one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def pending(self, limit: int = 100, after: int = 0) -> Sequence[PendingMessage]:
        """The oldest messages that wait, in the order in which they were written."""
        waiting = (one for one in self._work.state.messages if one.sequence > after)
        return tuple(islice(waiting, limit))

    def claim(self, pending: PendingMessage, until: datetime) -> bool:
        """Take a message to deliver it, unless somebody took it since it was read."""

        def claimed(one: PendingMessage) -> PendingMessage:
            if one.attempts != pending.attempts:
                return one
            return attrs.evolve(one, attempts=one.attempts + 1, due_at=until)

        return self._replace(claimed, pending)

    def delivered(self, pending: PendingMessage, at: datetime) -> bool:  # noqa: ARG002
        """Let a message wait no longer; when that was, nobody asks of this store."""
        return self._replace(lambda _: None, pending)

    def _replace(
        self,
        change: Callable[[PendingMessage], PendingMessage | None],
        pending: PendingMessage,
    ) -> bool:
        """Change the message of a sequence, or take it out; whether that changed any."""
        state = self._work.state
        before = state.messages
        changed = (
            change(one) if one.sequence == pending.sequence else one for one in before
        )
        state.messages = tuple(one for one in changed if one is not None)
        return state.messages != before


class MemoryUnit:
    """One unit of work, on a state of its own."""

    def __init__(self, state: MemoryState) -> None:
        self._state: MemoryState | None = state
        self.cases = MemoryCases(self)
        self.outbox = MemoryOutbox(self)
        self.access_log = MemoryAccessLog(self)
        self.identities = MemoryIdentities(self)

    @property
    def state(self) -> MemoryState:
        """What the unit sees. Raises `StoreError` once the unit has ended."""
        if self._state is None:
            raise StoreError("this unit of work has ended")
        return self._state

    @state.setter
    def state(self, state: MemoryState) -> None:
        self._state = state

    def guarded(self, rows: Iterable[Any]) -> Iterator[Any]:
        """The rows, as long as the unit has not ended."""
        for row in rows:
            _ = self.state
            yield row

    def records(self, kind: type[T]) -> MemoryRecords:
        """The records of one class. Raises `StoreError` for one without documents."""
        if kind not in DOCUMENTS.values():
            message = f"records of the class {kind.__name__} are not kept"
            raise StoreError(message)
        return MemoryRecords(self, kind)

    def end(self) -> None:
        """Refuse every use from now on."""
        self._state = None


class MemoryStore:
    """A store in memory. `unit` is what makes a unit of work out of a state."""

    unit: Callable[[MemoryState], MemoryUnit] = MemoryUnit

    def __init__(self) -> None:
        self.state = MemoryState()
        self._turn = threading.Lock()
        self._holder: int | None = None

    @contextmanager
    def begin(self) -> Iterator[MemoryUnit]:
        """A unit of work; waits for that of another thread.

        Raises `StoreError` where this thread has one already.
        """
        if self._holder == threading.get_ident():
            raise StoreError("this thread has a unit of work of this store already")
        with self._turn:
            self._holder = threading.get_ident()
            work = type(self).unit(self.state.copy())
            try:
                yield work
                self.state = work.state
            finally:
                work.end()
                self._holder = None

    def close(self) -> None:
        """Nothing is held open."""
