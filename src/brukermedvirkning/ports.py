"""What the world outside fills: stores, readers, writers, engines, messengers, clocks.

All synchronous. A plugin hands these over once, at load; daily work goes over them and
never over a hook call per record. None of them reads the environment: settings and
secrets are given by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any, BinaryIO, Protocol, TypeAlias, TypeVar

import attrs

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.happenings import Happening
from brukermedvirkning.domain.journal import Entry, Message
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.record import PERSONAL, Record
from brukermedvirkning.errors import Fault

__all__ = [
    "ALL_CASES",
    "CaseQuery",
    "CaseSource",
    "CaseStore",
    "CaseSummary",
    "Clock",
    "Connector",
    "Engine",
    "EnrolmentSummary",
    "IdentifierScheme",
    "Ids",
    "Kept",
    "Messenger",
    "Notice",
    "Option",
    "Outbox",
    "PendingMessage",
    "PluginInfo",
    "PluginLevel",
    "Pulled",
    "Read",
    "Reader",
    "Records",
    "Rejected",
    "Revision",
    "Source",
    "Store",
    "StoreOpener",
    "Texts",
    "UnitOfWork",
    "Writer",
    "counted_enrolments",
]

T = TypeVar("T", bound=Record)
Revision: TypeAlias = int
"""How often a case was saved; 1 after the first time, 0 before it."""


# Plugins


class PluginLevel:
    """How specific a plugin is. Of two things with one id the more specific one counts."""

    CORE = 0
    COUNTRY = 1
    ORGANISATION = 2


@attrs.frozen(kw_only=True)
class PluginInfo:
    """What a plugin is: its name, version, title, level, and country if it has one."""

    id: str
    version: str
    title: str
    level: int = PluginLevel.ORGANISATION
    country: str | None = None


@attrs.frozen(kw_only=True)
class Texts:
    """The texts of one domain ("rules", "indicators", "command") in one language.

    `messages` returns templates by id, with `{name}` places; it is called once, on
    first use.
    """

    id: str
    language: str
    messages: Callable[[], Mapping[str, str]] = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class IdentifierScheme:
    """A national number scheme: what is wrong with a number, never showing it.

    `check` returns None for a well-formed number, else what would be right.
    `is_synthetic` says whether a number is one of those kept for made-up persons.
    """

    id: str
    title: str
    country: str
    check: Callable[[str], str | None] = attrs.field(repr=False)
    is_synthetic: Callable[[str], bool] = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Option:
    """Something a reader or writer can be told: its name, what it means, its default.

    `example` shows a value; `required` says that there is no default.
    """

    id: str
    help: str
    example: str
    required: bool = False


# Reading


@attrs.frozen(kw_only=True)
class Source:
    """Foreign content with the name to report it under (a file's name, no path)."""

    name: str
    content: bytes = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Notice:
    """Something read that is worth knowing and is no fault: kept as it was found.

    `found` is never a word about a person.
    """

    source: str
    where: str
    field: str
    found: str
    note: str


@attrs.frozen(kw_only=True)
class Read:
    """One case out of a source, with the key that the source knows it by.

    `partial` says that the source holds only some rows of the case (a mended file of
    rejects), so that rows it lacks have not vanished.
    """

    case: Case
    source_key: str = attrs.field(repr=False, metadata=PERSONAL)
    notices: tuple[Notice, ...] = ()
    partial: bool = False


@attrs.frozen(kw_only=True)
class Rejected:
    """Part of a source that could not be kept: its faults, and the part itself.

    `content` is the raw text, to be mended; `section` says where in the format it
    belongs.
    """

    faults: tuple[Fault, ...]
    content: str = attrs.field(default="", repr=False, metadata=PERSONAL)
    section: str = ""


class Reader(Protocol):
    """Turns one foreign format into cases. Declares its options and what it carries."""

    @property
    def id(self) -> str:
        """The id of the format."""

    @property
    def title(self) -> str:
        """What it reads, in a few words."""

    @property
    def options(self) -> Sequence[Option]:
        """What it can be told."""

    @property
    def carries(self) -> Carries:
        """What a source of this format has a place for, whatever the options."""

    def recognises(self, source: Source) -> bool:
        """Whether the content is of this format; looks at the content, not the name."""

    def read(
        self, source: Source, options: Mapping[str, str]
    ) -> Iterator[Read | Rejected | Notice]:
        """Cases, rejected parts and notices, in the order of the source.

        Raises `OptionError` for options it does not take; nothing else for bad input.
        """

    def rejects(self, rejected: Sequence[Rejected], options: Mapping[str, str]) -> str:
        """Rejected parts as a text that this reader reads again once they are mended."""


# Writing


class Writer(Protocol):
    """Shows cases in one foreign format."""

    @property
    def id(self) -> str:
        """The id of the format."""

    @property
    def title(self) -> str:
        """What it writes, in a few words."""

    @property
    def options(self) -> Sequence[Option]:
        """What it can be told."""

    def write(
        self, cases: Iterable[Case], out: BinaryIO, options: Mapping[str, str]
    ) -> int:
        """Write the cases and return how many. Raises `OptionError`."""


# Keeping


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
    ) -> Revision:
        """Keep a case with its new journal entries and outgoing messages, or nothing.

        `expected` is the revision that the case was read at, 0 for a new one. Raises
        `RevisionConflictError` where it was changed since, `CaseExistsError` where a new
        one's id is taken, `OpenEnrolmentError` where the person would get two open
        enrolments in one programme, `SourceTakenError` where another case came from its
        source, and `StoreError` where the entries do not continue the journal. After an
        error the unit of work stands as before the call and may go on.
        """

    def add_many(self, cases: Iterable[tuple[Case, Sequence[Entry]]]) -> int:
        """Keep many new cases at once and return how many; all or none.

        Raises what `save` raises, and then nothing of the call is kept.
        """

    def journal(self, case_id: str) -> Iterator[Entry]:
        """The journal of a case in order. Raises `CaseNotFoundError`."""


class Records(Protocol[T]):
    """Records that belong to no case: programmes, units, links, survey results …"""

    def get(self, record_id: str) -> T | None:
        """The record of an id, or None."""

    def put(self, record: T) -> None:
        """Keep a record, in place of one of the same id."""

    def all(self) -> Iterator[T]:
        """Every record, in the order of their ids."""


@attrs.frozen(kw_only=True)
class PendingMessage:
    """A message that waits in the outbox, and the case it came from."""

    sequence: int
    case: str
    message: Message


class Outbox(Protocol):
    """Outgoing messages, kept together with the change that caused them."""

    def pending(self, limit: int = 100) -> Sequence[PendingMessage]:
        """The oldest messages that wait, in the order in which they were written."""


class UnitOfWork(Protocol):
    """One transaction: everything in it is kept, or nothing.

    It belongs to one thread. Once it has ended it can no longer be used: every call,
    and the next step of an iterator begun in it, raises `StoreError`.
    """

    @property
    def cases(self) -> CaseStore:
        """The cases."""

    @property
    def outbox(self) -> Outbox:
        """The outgoing messages."""

    def records(self, kind: type[T]) -> Records[T]:
        """The records of one class."""


class Store(Protocol):
    """A place where cases are kept."""

    def begin(self) -> AbstractContextManager[UnitOfWork]:
        """A transaction: committed at the end of the block, undone by an exception."""

    def close(self) -> None:
        """Let go of what the store holds open."""


@attrs.frozen(kw_only=True)
class StoreOpener:
    """Opens stores of one URL scheme (`id`), with settings from the caller."""

    id: str
    title: str
    open: Callable[[str, Mapping[str, Any]], Store] = attrs.field(repr=False)


# Measuring and delivering


class Engine(Protocol):
    """Counts indicators over many cases; all arithmetic comes after it."""

    @property
    def id(self) -> str:
        """The id of the engine."""

    def tally(
        self, definitions: Sequence[Any], cases: Iterable[Case], **how: Any
    ) -> Mapping[Any, int]:
        """How often each (indicator, group, label, value) occurs."""


class Messenger(Protocol):
    """Turns what happened to a case into messages for another system."""

    @property
    def id(self) -> str:
        """The id of the messenger."""

    def messages(
        self, before: Case | None, happenings: Sequence[Happening], after: Case
    ) -> Iterable[Message]:
        """The messages that a change calls for; pure, so that it can be asked again."""


@attrs.frozen(kw_only=True)
class Pulled:
    """What a connector brought: sources to read, and where to go on next time."""

    sources: tuple[Source, ...]
    cursor: str | None


class Connector(Protocol):
    """Talks to another system under a URL scheme (`id`)."""

    @property
    def id(self) -> str:
        """The URL scheme."""

    def pull(self, url: str, cursor: str | None, settings: Mapping[str, Any]) -> Pulled:
        """What is new since the cursor."""

    def deliver(self, url: str, message: Message, settings: Mapping[str, Any]) -> None:
        """Deliver a message; the same key twice has the effect of once."""


class Clock(Protocol):
    """Tells the instant; handed over, so that a test can hold it still."""

    def now(self) -> datetime:
        """The instant, with a fixed offset."""


class Ids(Protocol):
    """Makes ids that are unique wherever they are made."""

    def new(self) -> str:
        """A fresh id."""


Programmes: TypeAlias = Mapping[str, Programme]
