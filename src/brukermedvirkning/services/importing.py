"""Importing: foreign content in, cases kept, everything else reported.

Nothing is lost silently and nothing is guessed. The same content again changes nothing;
new content of a known source is an update with its happening; what vanished from the
source, and what was edited here meanwhile, is reported and stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

import attrs

from brukermedvirkning.domain.actors import UNKNOWN_ACTOR, Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.happenings import CaseImported, CaseUpdatedFromSource
from brukermedvirkning.domain.redacting import redact_alike
from brukermedvirkning.errors import (
    CaseExistsError,
    Fault,
    InvalidRecordError,
    OpenEnrolmentError,
    UnknownFormatError,
)
from brukermedvirkning.host import Host
from brukermedvirkning.ports import (
    Clock,
    Kept,
    Notice,
    Read,
    Reader,
    Rejected,
    Source,
    Store,
    UnitOfWork,
)
from brukermedvirkning.serialization import content_hash
from brukermedvirkning.services.journalling import (
    entries_for,
    happenings_of,
    last_given,
)
from brukermedvirkning.services.merging import Merge, merge

__all__ = ["ImportReport", "OnError", "RejectedPart", "import_sources", "rejects_text"]


class OnError(StrEnum):
    """What to do with an input that has faults."""

    KEEP_GOOD = "keep-good"
    REFUSE_ALL = "refuse-all"


@attrs.frozen(kw_only=True)
class RejectedPart:
    """A part that was not kept, with the reader and options by which it was read."""

    reader: str
    options: Mapping[str, str]
    rejected: Rejected


@attrs.frozen(kw_only=True)
class ImportReport:
    """What came of an import, with nothing left out.

    `read` counts the cases that the sources held, `kept` those that are in the store now,
    `rejected` the parts that could not be kept. `cases` are the ids of those kept, each
    also in `added`, `updated` or `unchanged`. `refused` says that all was undone.
    """

    read: int = 0
    rejected: int = 0
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    faults: tuple[Fault, ...] = ()
    rejects: tuple[RejectedPart, ...] = attrs.field(default=(), repr=False)
    refused: bool = False

    @property
    def cases(self) -> tuple[str, ...]:
        """The ids of the cases kept, in order."""
        return tuple(sorted((*self.added, *self.updated, *self.unchanged)))

    @property
    def kept(self) -> int:
        """How many cases are kept."""
        return len(self.cases)


def import_sources(
    host: Host,
    store: Store,
    sources: Iterable[Source],
    *,
    clock: Clock,
    format: str | None = None,  # noqa: A002 - the word that users say
    options: Mapping[str, str] | None = None,
    on_error: OnError = OnError.KEEP_GOOD,
    by: Actor = UNKNOWN_ACTOR,
    on_case: Callable[[int], None] | None = None,
) -> ImportReport:
    """Read sources and keep their cases, all in one transaction.

    `format` names the reader; without it each source must be claimed by exactly one.
    `on_case` is told the number of cases read so far. With `OnError.REFUSE_ALL` any
    fault undoes everything. Raises `OptionError` for options that the reader does not
    take, `UnknownNameError` for an unknown format, `AmbiguousFormatError` where two
    readers claim a source.
    """
    given = dict(options or {})
    try:
        with store.begin() as unit_of_work:
            run = _Run(host, unit_of_work, clock, by, on_case)
            for source in sources:
                run.read(source, format, given)
            run.close(on_error)
    except _UndoneError as undone:
        return undone.run.report(refused=True)
    return run.report(refused=False)


def rejects_text(host: Host, report: ImportReport) -> str:
    """The rejected parts as one text that can be mended and imported again.

    Raises `ValueError` where the parts were read by several formats or with several
    sets of options: one file holds one format.
    """
    kinds = {
        (part.reader, tuple(sorted(part.options.items()))) for part in report.rejects
    }
    if len(kinds) > 1:
        raise ValueError("the rejected parts are of several formats")
    parts = [part for part in report.rejects if part.rejected.content]
    if not parts:
        return ""
    first = parts[0]
    return host.reader(first.reader).rejects(
        [part.rejected for part in parts], first.options
    )


class _UndoneError(Exception):
    """Carries a run out of the transaction that it undoes."""

    def __init__(self, run: _Run) -> None:
        self.run = run


class _Run:
    """One import under way: what has been read, kept and reported so far."""

    def __init__(
        self,
        host: Host,
        unit_of_work: UnitOfWork,
        clock: Clock,
        by: Actor,
        on_case: Callable[[int], None] | None,
    ) -> None:
        self._host = host
        self._cases = unit_of_work.cases
        self._clock = clock
        self._by = by
        self._on_case = on_case
        self._count = 0
        self._added: list[str] = []
        self._updated: list[str] = []
        self._unchanged: list[str] = []
        self._notices: list[Notice] = []
        self._rejects: list[RejectedPart] = []
        self.faults: list[Fault] = []

    def report(self, *, refused: bool) -> ImportReport:
        """What came of the run; nothing is kept of one that was refused."""
        return ImportReport(
            read=self._count,
            rejected=len(self._rejects),
            added=() if refused else tuple(self._added),
            updated=() if refused else tuple(self._updated),
            unchanged=() if refused else tuple(self._unchanged),
            notices=tuple(self._notices),
            faults=tuple(self.faults),
            rejects=tuple(self._rejects),
            refused=refused,
        )

    def close(self, on_error: OnError) -> None:
        """Leave the transaction by an exception where a fault undoes everything."""
        if self.faults and on_error is OnError.REFUSE_ALL:
            raise _UndoneError(self)

    def read(
        self, source: Source, format_id: str | None, options: Mapping[str, str]
    ) -> None:
        """Read one source to its end."""
        if format_id is None:
            try:
                reader = self._host.recognise(source)
            except UnknownFormatError:
                expected = f"one of the formats {', '.join(self._host.readers)}"
                self.faults.append(Fault(source=source.name, expected=expected))
                return
        else:
            reader = self._host.reader(format_id)
        for result in reader.read(source, options):
            if isinstance(result, Notice):
                self._notices.append(result)
            elif isinstance(result, Rejected):
                self._reject(reader, options, result)
            else:
                self._keep(source, reader, options, result)

    def _reject(
        self, reader: Reader, options: Mapping[str, str], rejected: Rejected
    ) -> None:
        self.faults.extend(rejected.faults)
        part = RejectedPart(reader=reader.id, options=options, rejected=rejected)
        self._rejects.append(part)

    def _keep(
        self, source: Source, reader: Reader, options: Mapping[str, str], read: Read
    ) -> None:
        self._count += 1
        self._notices.extend(read.notices)
        if self._on_case is not None:
            self._on_case(self._count)
        kept = self._cases.find(reader.id, read.source_key)
        try:
            if kept is None:
                self._add(reader, read)
            else:
                self._update(source, reader, read, kept)
        except (CaseExistsError, OpenEnrolmentError, InvalidRecordError) as error:
            fault = Fault(
                source=source.name,
                where=f"case {read.case.id}",
                expected=_EXPECTED[type(error)],
            )
            self._reject(reader, options, Rejected(faults=(fault,)))

    def _add(self, reader: Reader, read: Read) -> None:
        case = _stamped(read, reader, self._clock)
        happening = CaseImported(
            case=case,
            source=reader.id,
            source_key=read.source_key,
            content_hash=str(case.origin.content_hash),
            at=self._clock.now(),
            by=self._by,
        )
        entries = entries_for(case.id, [happening], last=None)
        self._cases.save(case, entries=entries, expected=0)
        self._added.append(case.id)

    def _update(self, source: Source, reader: Reader, read: Read, kept: Kept) -> None:
        entries = tuple(self._cases.journal(kept.case.id))
        # What was redacted here does not come back because the source still has it.
        new = redact_alike(kept.case, _stamped(read, reader, self._clock))
        said = last_given(happenings_of(entries)) or kept.case
        result = merge(said, kept.case, new, partial=read.partial)
        self._tell(source, kept.case.id, result)
        if result.is_nothing:
            self._unchanged.append(kept.case.id)
            return
        happening = CaseUpdatedFromSource(
            case=result.case,
            given=result.given,
            source=reader.id,
            source_key=read.source_key,
            content_hash=str(new.origin.content_hash),
            added=result.added,
            changed=result.changed,
            vanished=result.vanished,
            at=self._clock.now(),
            by=self._by,
        )
        self._cases.save(
            result.case,
            entries=entries_for(kept.case.id, [happening], last=entries[-1].head),
            expected=kept.revision,
        )
        self._updated.append(kept.case.id)

    def _tell(self, source: Source, case_id: str, result: Merge) -> None:
        for found, note in (
            (result.vanished, "no longer in the source; the case keeps it"),
            (result.conflicts, "edited here and changed in the source; kept as here"),
        ):
            self._notices.extend(
                Notice(
                    source=source.name,
                    where=f"case {case_id}",
                    field=row,
                    found=row,
                    note=note,
                )
                for row in found
            )


_EXPECTED: Mapping[type[Exception], str] = {
    CaseExistsError: "a case id that no case of another source has",
    OpenEnrolmentError: "at most one open enrolment of a person in a programme",
    InvalidRecordError: "rows that make a valid case together with those kept",
}


def _stamped(read: Read, reader: Reader, clock: Clock) -> Case:
    """The case with its origin complete: reader, key, digest, and when it came."""
    origin = attrs.evolve(
        read.case.origin,
        reader=reader.id,
        source_key=read.source_key,
        content_hash=content_hash(read.case),
        imported_at=clock.now(),
    )
    return attrs.evolve(read.case, origin=origin)
