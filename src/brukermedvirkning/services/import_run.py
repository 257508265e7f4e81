"""One import under way: what is read is kept case by case, and everything else told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from typing import Self

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.happenings import CaseImported, CaseUpdatedFromSource
from brukermedvirkning.domain.redacting import redact_alike
from brukermedvirkning.errors import (
    CaseExistsError,
    Fault,
    IdentityTakenError,
    InvalidRecordError,
    OpenEnrolmentError,
    UnknownFormatError,
)
from brukermedvirkning.host import Host
from brukermedvirkning.ports import (
    Clock,
    Gathering,
    GatheringReader,
    Identity,
    Kept,
    Notice,
    Read,
    Reader,
    Rejected,
    Source,
    UnitOfWork,
)
from brukermedvirkning.serialization import content_hash
from brukermedvirkning.services.journalling import (
    entries_for,
    happenings_of,
    last_given,
)
from brukermedvirkning.services.merging import Merge, merge

__all__ = ["ImportReport", "ImportRun", "RejectedPart"]


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


class ImportRun:
    """One import under way: what has been read, kept and reported so far.

    A context: what it gathered is let go of at the end.
    """

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
        self._identities = unit_of_work.identities
        self._clock = clock
        self._by = by
        self._on_case = on_case
        self._open = ExitStack()
        self._gatherings: dict[str, tuple[GatheringReader, Gathering]] = {}
        self._count = 0
        self._added: list[str] = []
        self._updated: list[str] = []
        self._unchanged: list[str] = []
        self._notices: list[Notice] = []
        self._rejects: list[RejectedPart] = []
        self.faults: list[Fault] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

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

    def read(
        self, source: Source, format_id: str | None, options: Mapping[str, str]
    ) -> None:
        """Read one source to its end, or take it in to be read with others."""
        if format_id is None:
            try:
                reader = self._host.recognise(source)
            except UnknownFormatError:
                expected = f"one of the formats {', '.join(self._host.readers)}"
                self.faults.append(Fault(source=source.name, expected=expected))
                return
        else:
            reader = self._host.reader(format_id)
        if isinstance(reader, GatheringReader):
            found = self._gathering(reader, options).add(reader.id, source)
            self._take(source.name, reader, options, found)
        else:
            self._take(source.name, reader, options, reader.read(source, options))

    def read_gathered(self, options: Mapping[str, str]) -> None:
        """Read what was taken in, each family's sources together."""
        for family, (reader, gathering) in self._gatherings.items():
            self._take(family, reader, options, gathering.reads(self._known))

    def _gathering(
        self, reader: GatheringReader, options: Mapping[str, str]
    ) -> Gathering:
        found = self._gatherings.get(reader.family)
        if found is None:
            gathering = self._open.enter_context(reader.gather(options))
            found = self._gatherings[reader.family] = (reader, gathering)
        return found[1]

    def _known(
        self, identities: Sequence[Identity], keys: Sequence[str]
    ) -> tuple[Case, ...]:
        """What gathered sources said before, by the numbers of a person and by key."""
        numbers = [(one.scheme, one.value) for one in identities]
        people = {self._identities.find(*number) for number in numbers} - {None}
        found = {
            summary.case: self._cases.kept(summary.case)
            for person in people
            for summary in self._cases.summaries(str(person))
        }
        for family in self._gatherings:
            for key in keys:
                kept = self._cases.find(family, key)
                if kept is not None:
                    found[kept.case.id] = kept
        return tuple(
            last_given(happenings_of(self._cases.journal(case_id))) or kept.case
            for case_id, kept in sorted(found.items())
            if kept.case.origin.reader in self._gatherings
        )

    def _take(
        self,
        source: str,
        reader: Reader,
        options: Mapping[str, str],
        results: Iterable[Read | Rejected | Notice],
    ) -> None:
        for result in results:
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
        self, source: str, reader: Reader, options: Mapping[str, str], read: Read
    ) -> None:
        self._count += 1
        self._notices.extend(read.notices)
        if self._on_case is not None:
            self._on_case(self._count)
        try:
            read = self._of_whom(read)
            kept = self._cases.find(_family(reader), read.source_key)
            if kept is None:
                self._add(reader, read)
            else:
                self._update(source, reader, read, kept)
            for identity in read.identities:
                self._identities.keep(identity)
        except tuple(_EXPECTED) as error:
            fault = Fault(
                source=source,
                where=f"case {read.case.id}",
                expected=_EXPECTED[type(error)],
            )
            self._reject(reader, options, Rejected(faults=(fault,)))

    def _of_whom(self, read: Read) -> Read:
        """The read case, of the participant who is known here by one of its numbers.

        Raises `IdentityTakenError` where its numbers are those of two participants.
        """
        known = {
            found
            for one in read.identities
            if (found := self._identities.find(one.scheme, one.value)) is not None
        }
        if len(known) > 1:
            raise IdentityTakenError(read.identities[0].scheme)
        if not known:
            return read
        person = known.pop()
        of_person = attrs.evolve(read.case.participant, id=person)
        return attrs.evolve(
            read,
            case=attrs.evolve(read.case, participant=of_person),
            identities=tuple(
                attrs.evolve(one, participant=person) for one in read.identities
            ),
        )

    def _add(self, reader: Reader, read: Read) -> None:
        case = _stamped(read, reader, self._clock)
        happening = CaseImported(
            case=case,
            source=_family(reader),
            source_key=read.source_key,
            content_hash=str(case.origin.content_hash),
            at=self._clock.now(),
            by=self._by,
        )
        entries = entries_for(case.id, [happening], last=None)
        self._cases.save(case, entries=entries, expected=0)
        self._added.append(case.id)

    def _update(self, source: str, reader: Reader, read: Read, kept: Kept) -> None:
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
            source=_family(reader),
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

    def _tell(self, source: str, case_id: str, result: Merge) -> None:
        for found, note in (
            (result.vanished, "no longer in the source; the case keeps it"),
            (result.conflicts, "edited here and changed in the source; kept as here"),
        ):
            self._notices.extend(
                Notice(
                    source=source,
                    where=f"case {case_id}",
                    field=row,
                    found=row,
                    note=note,
                )
                for row in found
            )


_EXPECTED: Mapping[type[Exception], str] = {
    CaseExistsError: "a case id that no case of another source has",
    IdentityTakenError: "national numbers of one participant; link the two if they are",
    OpenEnrolmentError: "at most one open enrolment of a person in a programme",
    InvalidRecordError: "rows that make a valid case together with those kept",
}


def _stamped(read: Read, reader: Reader, clock: Clock) -> Case:
    """The case with its origin complete: reader, key, digest, and when it came."""
    origin = attrs.evolve(
        read.case.origin,
        reader=_family(reader),
        source_key=read.source_key,
        content_hash=content_hash(read.case),
        imported_at=clock.now(),
    )
    return attrs.evolve(read.case, origin=origin)


def _family(reader: Reader) -> str:
    """What cases of a reader are known by: its own id, or its family's."""
    return reader.family if isinstance(reader, GatheringReader) else reader.id
