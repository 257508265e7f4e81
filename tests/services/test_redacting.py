"""A redaction takes content out of case, journal and outbox, and leaves gaps."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ContactStatus,
    ItemKind,
    RedactionExtent,
    RedactionGround,
    Role,
)
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.happenings.comments import CommentAdded
from brukermedvirkning.domain.happenings.contacts import ContactHeld
from brukermedvirkning.domain.happenings.notes import NoteWritten
from brukermedvirkning.domain.happenings.opening import CaseOpened
from brukermedvirkning.domain.happenings.redacting import ContentRedacted, ToRedact
from brukermedvirkning.domain.happenings.sources import (
    CaseImported,
    CaseUpdatedFromSource,
)
from brukermedvirkning.domain.journal import Entry, Message, chain_faults
from brukermedvirkning.errors import CommandRefusedError, StoreError
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import PluginInfo
from brukermedvirkning.serialization import to_document
from brukermedvirkning.services import (
    case_of,
    entries_for,
    happen,
    happenings_of,
    open_case,
)
from brukermedvirkning.services.journalling import last_given
from brukermedvirkning.testing.memory import MemoryStore

DAY = date(2026, 1, 5)
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
SECRET = "Blåbærsyltetøy"
STAFF = Actor(kind=ActorKind.STAFF, id="staff-1")
LEADER = attrs.evolve(STAFF, roles=(Coded(concept=Role.MANAGING_DIRECTOR),))
WHO: dict[str, Any] = {"at": AT, "on": DAY, "by": STAFF, "source": STAFF}


class Gossip:
    """A plugin whose messenger tells the whole case, whatever happens to it."""

    id = "gossip"

    def messages(self, _before: Any, happenings: Any, after: Any) -> list[Message]:
        last = happenings[-1].kind
        return [Message(key=last, destination="there", body=to_document(after))]

    @hookimpl
    def bmv_plugin_info(self) -> PluginInfo:
        return PluginInfo(id="gossip", version="1", title="tells everything")

    @hookimpl
    def bmv_messengers(self) -> list[Gossip]:
        return [self]


@pytest.fixture(scope="module")
def host() -> Host:
    return Host.load([Gossip()], entry_points=False)


def redacting(*rows: str, extent: RedactionExtent) -> ContentRedacted:
    return ContentRedacted(
        rows=tuple(
            ToRedact(row_kind="contact", row=row, extent=extent) for row in rows
        ),
        ground=RedactionGround.WRONG_PERSON,
        **(WHO | {"source": LEADER}),
    )


@pytest.fixture
def store(host: Host) -> MemoryStore:
    """A case with two contacts, of which one has a note that was written twice."""
    store = MemoryStore()
    with store.begin() as work:
        opening = CaseOpened(id="c", participant=Participant(id="p"), **WHO)
        open_case(host, work, opening)
        for contact in ("k", "other"):
            happen(host, work, "c", ContactHeld(contact=contact, **WHO))
        for text in (f"{SECRET} 1", f"{SECRET} 2"):
            happen(host, work, "c", NoteWritten(contact="k", text=text, **WHO))
    return store


def everything(store: MemoryStore) -> str:
    """All that a store keeps, as one text."""
    state = store.state
    entries = [entry for journal in state.journals.values() for entry in journal]
    return "".join(
        (
            *(to_document(kept.case) for kept in state.cases.values()),
            *(f"{entry.payload}{entry.salt}" for entry in entries),
            *(waiting.message.body for waiting in state.messages),
        )
    )


@pytest.mark.parametrize("extent", list(RedactionExtent))
def test_nothing_that_is_kept_has_the_words_any_more(
    host: Host, store: MemoryStore, extent: RedactionExtent
) -> None:
    assert SECRET in everything(store)

    with store.begin() as work:
        happen(host, work, "c", redacting("k", extent=extent))

    assert SECRET not in everything(store)


@pytest.mark.parametrize("extent", list(RedactionExtent))
def test_the_journal_gives_the_case_with_its_gaps(
    host: Host, store: MemoryStore, extent: RedactionExtent
) -> None:
    with store.begin() as work:
        happen(host, work, "c", redacting("k", extent=extent))
        happen(host, work, "c", ContactHeld(contact="third", **WHO))
    (entries,) = store.state.journals.values()

    assert [] == list(chain_faults(entry.head for entry in entries))
    assert case_of(entries) == store.state.cases["c"].case
    gaps = [e.head.happening for e in entries if e.is_redacted]
    words_alone = ["note_written", "note_written"]
    whole = ["contact_held", *words_alone]
    assert gaps == (words_alone if extent is RedactionExtent.WORDS else whole)


def test_a_second_redaction_reaches_what_the_first_kept(
    host: Host, store: MemoryStore
) -> None:
    with store.begin() as work:
        happen(host, work, "c", redacting("other", extent=RedactionExtent.WHOLE))
        assert SECRET in everything(store)
        happen(host, work, "c", redacting("k", extent=RedactionExtent.WORDS))
    (entries,) = store.state.journals.values()

    assert SECRET not in everything(store)
    assert case_of(entries) == store.state.cases["c"].case
    assert [False, False] == [
        entry.is_redacted
        for entry in entries
        if entry.head.happening == ContentRedacted.kind
    ]


def test_other_words_stay_in_the_journal(host: Host, store: MemoryStore) -> None:
    saying = CommentAdded(
        comment="m", item_kind=ItemKind.CONTACT, item="other", words="mine", **WHO
    )
    with store.begin() as work:
        happen(host, work, "c", saying)
        happen(host, work, "c", redacting("k", extent=RedactionExtent.WORDS))
    (entries,) = store.state.journals.values()

    assert saying in happenings_of(entries)


def test_messengers_say_anew_what_is_to_be_said(host: Host, store: MemoryStore) -> None:
    with store.begin() as work:
        happen(host, work, "c", redacting("k", extent=RedactionExtent.WORDS))
        (waiting,) = work.outbox.pending()

    assert "case_after_redaction" == waiting.message.key


def test_what_is_refused_takes_nothing_away(host: Host, store: MemoryStore) -> None:
    before = everything(store)
    refused = attrs.evolve(redacting("k", extent=RedactionExtent.WHOLE), source=STAFF)
    with store.begin() as work, pytest.raises(CommandRefusedError):
        happen(host, work, "c", refused)

    assert before == everything(store)


def test_a_gap_that_no_redaction_made_is_told(host: Host, store: MemoryStore) -> None:
    (entries,) = store.state.journals.values()
    torn = [entries[0], entries[1].redacted(), *entries[2:]]

    with pytest.raises(StoreError, match="entry 2 of case 'c'"):
        case_of(torn)
    assert case_of([]) is None


def imported(case: Case, given: Case | None = None) -> tuple[Entry, ...]:
    """The journal of a case that came from a source, and perhaps came again."""
    source: dict[str, Any] = {"source": "a", "source_key": "1", "content_hash": "h"}
    happenings: list[Any] = [CaseImported(case=case, at=AT, **source)]
    if given is not None:
        happenings.append(
            CaseUpdatedFromSource(case=case, given=given, at=AT, **source)
        )
    return entries_for(case.id, happenings, last=None)


def test_what_the_source_said_is_kept_without_what_was_redacted(host: Host) -> None:
    contact = Contact(id="k", on=DAY, status=ContactStatus.HELD, note=Note(text=SECRET))
    case = Case(id="c", participant=Participant(id="p"), contacts=(contact,))
    given = attrs.evolve(case, unit="as the source has it")
    store = MemoryStore()
    with store.begin() as work:
        work.cases.save(case, entries=imported(case, given), expected=0)
        happen(host, work, "c", redacting("k", extent=RedactionExtent.WORDS))
        entries = tuple(work.cases.journal("c"))
    kept = store.state.cases["c"].case

    said = last_given(happenings_of(entries))
    assert said == attrs.evolve(given, contacts=kept.contacts)
    assert SECRET not in everything(store)


def test_without_a_source_nothing_was_given(host: Host, store: MemoryStore) -> None:
    with store.begin() as work:
        happen(host, work, "c", redacting("k", extent=RedactionExtent.WORDS))
        entries = tuple(work.cases.journal("c"))

    assert last_given(happenings_of(entries)) is None
