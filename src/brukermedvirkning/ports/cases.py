"""Where cases are read and kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol, TypeAlias

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.journal import Entry, Message
from brukermedvirkning.domain.record import PERSONAL

__all__ = [
    "ALL_CASES",
    "CaseQuery",
    "CaseSource",
    "CaseStore",
    "CaseSummary",
    "EnrolmentSummary",
    "Kept",
    "Revision",
    "counted_enrolments",
]

Revision: TypeAlias = int
"""How often a case was saved; 1 after the first time, 0 before it."""


def counted_enrolments(case: Case) -> tuple[Enrolment, ...]:
    """The enrolments of a case that count: nothing that was registered in error."""
    if case.registered_in_error:
        return ()
    return tuple(row for row in case.enrolments if not row.registered_in_error)


@attrs.frozen(kw_only=True)
class CaseQuery:
    """Which cases: those that meet every condition given; all of them by default.

    `programme` asks for an enrolment there that counts, open or not.
    """

    ids: tuple[str, ...] | None = None
    participant: str | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    unit: str | None = None
    programme: str | None = None

    def matches(self, case: Case) -> bool:
        """Whether a case meets every condition."""
        return (
            (self.ids is None or case.id in self.ids)
            and self.participant in (None, case.participant.id)
            and self.unit in (None, case.unit)
            and (
                self.programme is None
                or any(e.programme == self.programme for e in counted_enrolments(case))
            )
        )


ALL_CASES = CaseQuery()


@attrs.frozen(kw_only=True)
class EnrolmentSummary:
    """An enrolment in a glance."""

    programme: str
    start: date | None
    is_open: bool


@attrs.frozen(kw_only=True)
class CaseSummary:
    """A case in a glance, without opening it; only enrolments that count are in it.

    `closed` is the first day on which the case no longer runs.
    """

    case: str
    revision: Revision
    unit: str | None
    opened: date | None
    closed: date | None
    enrolments: tuple[EnrolmentSummary, ...]

    @classmethod
    def of(cls, case: Case, revision: Revision) -> CaseSummary:
        """The summary of a case, its enrolments in the order of the case."""
        return cls(
            case=case.id,
            revision=revision,
            unit=case.unit,
            opened=case.period.start,
            closed=case.period.end,
            enrolments=tuple(
                EnrolmentSummary(
                    programme=row.programme, start=row.start, is_open=row.is_open
                )
                for row in counted_enrolments(case)
            ),
        )


@attrs.frozen(kw_only=True)
class Kept:
    """A case with the revision at which it was read."""

    case: Case
    revision: Revision


class CaseSource(Protocol):
    """Where cases can be read: all that rules, indicators and views ask of a system."""

    def get(self, case_id: str) -> Case:
        """The case of an id. Raises `CaseNotFoundError`."""

    def stream(self, query: CaseQuery = ALL_CASES) -> Iterator[Case]:
        """Cases one by one, in the order of their ids, in constant memory."""

    def summaries(self, participant: str) -> Sequence[CaseSummary]:
        """The cases of one participant in a glance, in the order of their ids."""


class CaseStore(CaseSource, Protocol):
    """A source that also keeps cases, each with its journal."""

    def kept(self, case_id: str) -> Kept:
        """A case with its revision. Raises `CaseNotFoundError`."""

    def find(self, reader: str, source_key: str) -> Kept | None:
        """The case that came from this source, or None; there is never a second."""

    def save(
        self,
        case: Case,
        *,
        entries: Sequence[Entry],
        messages: Sequence[Message] = (),
        expected: Revision,
        redacts: Collection[int] = (),
    ) -> Revision:
        """Keep a case with its new journal entries and outgoing messages, or nothing.

        `redacts` are the sequence numbers of earlier entries whose payloads and salts go
        for good, their heads staying; every outgoing message written for the case before,
        delivered or not, goes with them, for nobody knows what is in it.

        `expected` is the revision that the case was read at, 0 for a new one. Raises
        `RevisionConflictError` where it was changed since, `CaseExistsError` where a new
        one's id is taken, `OpenEnrolmentError` where the person would get two open
        enrolments in one programme, `SourceTakenError` where another case came from its
        source, and `StoreError` where the entries do not continue the journal, or one
        to be redacted is not in it. After an
        error the unit of work stands as before the call and may go on.
        """

    def add_many(self, cases: Iterable[tuple[Case, Sequence[Entry]]]) -> int:
        """Keep many new cases at once and return how many; all or none.

        Raises what `save` raises, and then nothing of the call is kept.
        """

    def journal(self, case_id: str) -> Iterator[Entry]:
        """The journal of a case in order. Raises `CaseNotFoundError`."""
