"""What the laws of a case store are tried with: small cases, entries, and a fresh store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Generic, TypeAlias, TypeVar

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.carries import Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import ActorKind, ExitCategory, Role
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.journal import FIRST_HASH, Entry, EntryHead, Message
from brukermedvirkning.domain.period import Period
from brukermedvirkning.ports import Kept, Revision, Store

__all__ = [
    "EXAMPLES",
    "OpenStore",
    "Refusal",
    "content",
    "fresh",
    "keep",
    "refused",
    "sample_case",
    "sample_enrolment",
    "sample_entries",
    "sample_message",
]

E = TypeVar("E", bound=Exception)

OpenStore: TypeAlias = Callable[[Path], Store]
"""Opens the store of a folder: an empty one for an empty folder, else what is there.

The folder is the suite's own and is removed afterwards. A store that keeps nothing in
files may go by the folder's name, which never comes again.
"""

EXAMPLES = 25
"""How many generated examples a law is tried with."""

_DAY = date(2024, 3, 1)
_AT = datetime(2024, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
_STAFF = Actor(
    kind=ActorKind.STAFF,
    id="staff-1",
    unit="unit-1",
    roles=(
        Coded(concept=Role.CASEWORKER),
        Coded(
            concept=Role.MENTOR, code=Code(scheme="acme.role", code="7", label="Fadder")
        ),
    ),
)


@contextmanager
def fresh(open_store: OpenStore) -> Iterator[Store]:
    """An empty store in a folder of its own, closed at the end."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        try:
            yield store
        finally:
            store.close()


def sample_enrolment(
    programme: str, *, exited: bool = False, in_error: bool = False, number: int = 1
) -> Enrolment:
    """An enrolment in a programme, open unless `exited`."""
    left = ProgrammeExit(
        on=_DAY + timedelta(days=90), category=Coded(concept=ExitCategory.OTHER)
    )
    return Enrolment(
        id=f"enrolment-{number}",
        programme=programme,
        start=_DAY,
        exit=left if exited else None,
        registered_in_error=in_error,
    )


def sample_case(
    case_id: str = "case-1",
    *,
    participant: str = "person-1",
    languages: tuple[str, ...] = (),
    unit: str | None = None,
    enrolments: Sequence[Enrolment] = (),
    source: tuple[str, str] | None = None,
    in_error: bool = False,
) -> Case:
    """A small case; `source` is the reader with its key of the case."""
    reader, source_key = source or (None, None)
    return Case(
        id=case_id,
        participant=Participant(id=participant, languages=languages),
        unit=unit,
        period=Period(start=_DAY),
        origin=Origin(reader=reader, source_key=source_key),
        enrolments=in_order(tuple(enrolments)),
        registered_in_error=in_error,
    )


def sample_entries(
    case: Case,
    count: int = 1,
    *,
    after: Sequence[Entry] = (),
    payload: str = '{"said":"something"}',
    offset: int = 1,
) -> tuple[Entry, ...]:
    """Entries that continue a journal. `offset` is that of the clock, in hours."""
    entries = list(after)
    for _ in range(count):
        number = len(entries) + 1
        head = EntryHead(
            case=case.id,
            sequence=number,
            recorded_at=_AT.astimezone(timezone(timedelta(hours=offset))),
            actor=_STAFF,
            happening="something_happened",
            payload_digest=Entry.digest(payload, f"salt-{number}"),
            previous=entries[-1].head.hash if entries else FIRST_HASH,
        )
        entries.append(Entry(head=head, payload=payload, salt=f"salt-{number}"))
    return tuple(entries[len(after) :])


def sample_message(key: str) -> Message:
    """A message to somewhere."""
    return Message(key=key, destination="acme:somewhere", body='{"told":"something"}')


def keep(
    store: Store,
    case: Case,
    *,
    entries: Sequence[Entry] | None = None,
    messages: Sequence[Message] = (),
    expected: Revision = 0,
) -> Revision:
    """Save a case in a unit of work of its own; a new one with its first entry."""
    if entries is None:
        entries = sample_entries(case) if expected == 0 else ()
    with store.begin() as work:
        return work.cases.save(
            case, entries=entries, messages=messages, expected=expected
        )


def content(store: Store) -> tuple[tuple[Kept, tuple[Entry, ...]], ...]:
    """Every case of a store, with its revision and its journal."""
    with store.begin() as work:
        ids = [case.id for case in work.cases.stream()]
        return tuple(
            (work.cases.kept(case_id), tuple(work.cases.journal(case_id)))
            for case_id in ids
        )


class Refusal(Generic[E]):
    """What a block was refused with."""

    error: E


@contextmanager
def refused(kind: type[E], what: str) -> Iterator[Refusal[E]]:
    """A block that must raise an error of a kind; `AssertionError` where it does not."""
    refusal = Refusal[E]()
    try:
        yield refusal
    except kind as error:
        refusal.error = error
    else:
        message = f"{what} is not refused with {kind.__name__}"
        raise AssertionError(message)
