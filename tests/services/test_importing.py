"""Importing: nothing is lost silently, nothing is guessed, nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.carries import EVERYTHING
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    RedactionExtent,
    RedactionGround,
    Role,
)
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.evolve import replay
from brukermedvirkning.domain.happenings.redacting import ContentRedacted, ToRedact
from brukermedvirkning.domain.journal import chain_faults
from brukermedvirkning.errors import (
    AmbiguousFormatError,
    Fault,
    OptionError,
    UnknownNameError,
)
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import (
    Notice,
    Option,
    PluginInfo,
    Read,
    Rejected,
    Source,
)
from brukermedvirkning.serialization import from_document, to_document
from brukermedvirkning.services import (
    ImportReport,
    OnError,
    case_of,
    entries_for,
    happen,
    happenings_of,
    import_sources,
    rejects_text,
)
from brukermedvirkning.testing.memory import MemoryStore

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
BY = Actor(kind=ActorKind.STAFF, id="someone")


class Still:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOW


class Scripted:
    """A reader that gives what it was told to, and claims every source of its name."""

    title = "what a test says"
    options: Sequence[Option] = ()
    carries = EVERYTHING

    def __init__(self, reader_id: str, *results: Read | Rejected | Notice) -> None:
        self.id = reader_id
        self.results = results

    def recognises(self, source: Source) -> bool:
        return source.content == self.id.encode()

    def read(
        self, source: Source, options: Mapping[str, str]
    ) -> Iterator[Read | Rejected | Notice]:
        if "odd" in options:
            raise OptionError((Fault(field="odd", expected="no option"),))
        yield from self.results

    def rejects(self, rejected: Sequence[Rejected], options: Mapping[str, str]) -> str:
        return "\n".join(part.content for part in rejected)


def host(*readers: Scripted) -> Host:
    plugin: Any = SimpleNamespace(__name__="acme")
    info = PluginInfo(id="acme", version="1", title="Acme")
    plugin.bmv_plugin_info = hookimpl(lambda: info)
    plugin.bmv_readers = hookimpl(lambda: readers)
    return Host.load([plugin], entry_points=False)


def contact(row_id: str, day: int = 1, **fields: Any) -> Contact:
    return Contact(id=row_id, on=date(2026, 3, day), **fields)


def case(*contacts: Contact, case_id: str = "c", **fields: Any) -> Case:
    return Case(
        **{
            "id": case_id,
            "participant": Participant(id=f"person of {case_id}"),
            "contacts": contacts,
            **fields,
        }
    )


def read(found: Case, key: str = "key", **fields: Any) -> Read:
    return Read(case=found, source_key=key, **fields)


def bring(
    store: MemoryStore,
    *results: Read | Rejected | Notice,
    reader: str = "x.scripted",
    **how: Any,
) -> ImportReport:
    """Import what one scripted source says."""
    return import_sources(
        host(Scripted(reader, *results)),
        store,
        [Source(name="a file", content=reader.encode())],
        clock=Still(),
        by=BY,
        **how,
    )


def kept(store: MemoryStore, case_id: str = "c") -> Case:
    with store.begin() as work:
        return work.cases.get(case_id)


def edit(
    store: MemoryStore, change: Callable[[Case], Case], case_id: str = "c"
) -> None:
    """Change a kept case as somebody here would, without a happening of its own yet."""
    with store.begin() as work:
        before = work.cases.kept(case_id)
        work.cases.save(change(before.case), entries=(), expected=before.revision)


def notes(report: ImportReport) -> list[tuple[str, str]]:
    return [(notice.found, notice.note.split(";")[0]) for notice in report.notices]


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


FIRST = case(contact("k1"))


# What comes of one source


def test_a_case_from_a_new_source_is_added(store: MemoryStore) -> None:
    report = bring(store, read(FIRST))

    assert (report.read, report.kept, report.added) == (1, 1, ("c",))


def test_a_kept_case_says_where_it_came_from_and_when(store: MemoryStore) -> None:
    bring(store, read(FIRST))
    origin = kept(store).origin

    assert (origin.reader, origin.source_key, origin.imported_at) == (
        "x.scripted",
        "key",
        NOW,
    )
    assert origin.content_hash is not None


def test_the_same_content_again_changes_nothing(store: MemoryStore) -> None:
    bring(store, read(FIRST))
    before = store.state
    report = bring(store, read(FIRST))

    assert report.unchanged == ("c",)
    assert (store.state.cases, store.state.journals) == (before.cases, before.journals)


def test_new_rows_of_a_known_source_are_an_update(store: MemoryStore) -> None:
    bring(store, read(FIRST))
    report = bring(store, read(case(contact("k1"), contact("k2", 2))))

    assert report.updated == ("c",)
    assert [row.id for row in kept(store).contacts] == ["k1", "k2"]


def test_an_update_stands_in_the_journal_with_its_rows(store: MemoryStore) -> None:
    bring(store, read(FIRST))
    bring(store, read(case(contact("k1", messages=2), contact("k2", 2))))
    with store.begin() as work:
        last: Any = happenings_of(work.cases.journal("c"))[-1]

    assert (last.added, last.changed, last.vanished, last.by) == (
        ("k2",),
        ("k1",),
        (),
        BY,
    )


def test_a_row_that_vanished_from_the_source_is_kept_and_told(
    store: MemoryStore,
) -> None:
    bring(store, read(case(contact("k1"), contact("k2", 2))))
    report = bring(store, read(FIRST))

    assert notes(report) == [("k2", "no longer in the source")]
    assert [row.id for row in kept(store).contacts] == ["k1", "k2"]


def test_a_row_edited_here_and_in_the_source_stays_as_here(store: MemoryStore) -> None:
    bring(store, read(FIRST))
    edit(store, lambda c: attrs.evolve(c, contacts=(contact("k1", messages=7),)))
    report = bring(store, read(case(contact("k1", messages=2))))

    assert notes(report) == [("k1", "edited here and changed in the source")]
    assert kept(store).contacts[0].messages == 7


def test_a_row_edited_here_alone_stays_and_is_no_conflict(store: MemoryStore) -> None:
    bring(store, read(FIRST))
    edit(store, lambda c: attrs.evolve(c, contacts=(contact("k1", messages=7),)))
    report = bring(store, read(FIRST))

    assert (report.unchanged, report.notices) == (("c",), ())


def test_an_update_beside_an_edit_takes_only_what_nobody_edited(
    store: MemoryStore,
) -> None:
    bring(store, read(case(contact("k1"), contact("k2", 2))))
    edit(
        store,
        lambda c: attrs.evolve(
            c, contacts=(contact("k1", messages=7), contact("k2", 2))
        ),
    )
    bring(store, read(case(contact("k1", messages=2), contact("k2", 2, messages=2))))

    assert [row.messages for row in kept(store).contacts] == [7, 2]


def test_a_mended_part_of_a_source_makes_nothing_vanish(store: MemoryStore) -> None:
    bring(store, read(FIRST))
    report = bring(store, read(case(contact("k2", 2)), partial=True))

    assert (report.updated, report.notices) == (("c",), ())
    assert [row.id for row in kept(store).contacts] == ["k1", "k2"]


def test_what_a_mended_part_added_does_not_vanish_with_the_next_whole(
    store: MemoryStore,
) -> None:
    bring(store, read(FIRST))
    bring(store, read(case(contact("k2", 2)), partial=True))
    report = bring(store, read(case(contact("k1"), contact("k2", 2))))

    assert (report.unchanged, report.notices) == (("c",), ())


def test_an_update_after_a_redacted_journal_is_compared_with_what_is_kept(
    store: MemoryStore,
) -> None:
    bring(store, read(FIRST))
    store.state.journals["c"] = tuple(e.redacted() for e in store.state.journals["c"])
    report = bring(store, read(case(contact("k1"), contact("k2", 2))))

    assert report.updated == ("c",)


def test_the_number_of_cases_is_told_while_reading(store: MemoryStore) -> None:
    told: list[int] = []
    bring(
        store,
        read(FIRST),
        read(case(case_id="d"), "other key"),
        on_case=told.append,
    )

    assert told == [1, 2]


def test_notices_of_the_reader_are_passed_on(store: MemoryStore) -> None:
    loose, close = (
        Notice(source="a file", where=where, field="", found="LAE", note="unknown")
        for where in ("line 1", "line 2")
    )
    report = bring(store, loose, read(FIRST, notices=(close,)))

    assert report.notices == (loose, close)


# What cannot be kept

FAULT = Fault(source="a file", where="line 3", expected="a date")
BAD = Rejected(faults=(FAULT,), content="a bad line")


def test_a_rejected_part_stops_no_good_one(store: MemoryStore) -> None:
    report = bring(store, BAD, read(FIRST))

    assert (report.rejected, report.faults, report.added) == (1, (FAULT,), ("c",))


def test_refusing_all_keeps_nothing_and_tells_every_fault(store: MemoryStore) -> None:
    report = bring(store, read(FIRST), BAD, on_error=OnError.REFUSE_ALL)

    assert (report.refused, report.cases, report.faults) == (True, (), (FAULT,))
    assert store.state.cases == {}


def test_refusing_all_keeps_a_source_without_a_fault(store: MemoryStore) -> None:
    report = bring(store, read(FIRST), on_error=OnError.REFUSE_ALL)

    assert (report.refused, report.added) == (False, ("c",))


def expected(report: ImportReport) -> list[tuple[str, str]]:
    return [(fault.where, fault.expected) for fault in report.faults]


def test_two_sources_cannot_claim_one_case(store: MemoryStore) -> None:
    report = bring(store, read(FIRST), read(case(contact("k9")), "another key"))

    assert expected(report) == [
        ("case c", "a case id that no case of another source has")
    ]
    assert [row.id for row in kept(store).contacts] == ["k1"]


def test_a_second_open_enrolment_of_one_person_is_refused(store: MemoryStore) -> None:
    both = [
        case(
            case_id=name,
            participant=Participant(id="one person"),
            enrolments=(Enrolment(id="e", programme="p"),),
        )
        for name in ("c", "d")
    ]
    report = bring(store, *(read(one, one.id) for one in both))

    assert report.added == ("c",)
    assert expected(report) == [
        ("case d", "at most one open enrolment of a person in a programme")
    ]


def test_rows_that_make_no_valid_case_together_are_refused(store: MemoryStore) -> None:
    bring(store, read(case(enrolments=(Enrolment(id="e1", programme="p"),))))
    report = bring(store, read(case(enrolments=(Enrolment(id="e2", programme="p"),))))

    assert expected(report) == [
        ("case c", "rows that make a valid case together with those kept")
    ]
    assert [row.id for row in kept(store).enrolments] == ["e1"]


def test_rejected_parts_are_one_text_that_can_be_mended(store: MemoryStore) -> None:
    report = bring(store, BAD, attrs.evolve(BAD, content="another"), read(FIRST))
    reading = host(Scripted("x.scripted"))

    assert rejects_text(reading, report) == "a bad line\nanother"


def test_without_rejected_content_there_is_nothing_to_mend(store: MemoryStore) -> None:
    assert rejects_text(host(), bring(store, read(FIRST))) == ""


def test_rejected_parts_of_several_formats_are_no_one_text(store: MemoryStore) -> None:
    readers = (Scripted("x.one", BAD), Scripted("x.two", BAD))
    report = import_sources(
        host(*readers),
        store,
        [Source(name=reader.id, content=reader.id.encode()) for reader in readers],
        clock=Still(),
    )

    with pytest.raises(ValueError, match="several formats"):
        rejects_text(host(*readers), report)


# Which reader


def test_a_source_of_no_known_format_is_a_fault(store: MemoryStore) -> None:
    report = import_sources(
        host(), store, [Source(name="a file", content=b"?")], clock=Still()
    )

    assert [(fault.source, fault.expected) for fault in report.faults] == [
        ("a file", "one of the formats brukermedvirkning.json")
    ]


def test_a_source_that_two_formats_claim_is_an_error(store: MemoryStore) -> None:
    twins = (Scripted("x.one", read(FIRST)), Scripted("x.two"))
    twins[1].recognises = lambda source: True  # type: ignore[method-assign]

    with pytest.raises(AmbiguousFormatError, match=r"x\.one and x\.two"):
        import_sources(
            host(*twins), store, [Source(name="f", content=b"x.one")], clock=Still()
        )


def test_a_named_format_is_not_guessed(store: MemoryStore) -> None:
    report = import_sources(
        host(Scripted("x.one", read(FIRST))),
        store,
        [Source(name="f", content=b"?")],
        clock=Still(),
        format="x.one",
    )

    assert report.added == ("c",)


def test_an_unknown_format_is_an_error(store: MemoryStore) -> None:
    with pytest.raises(UnknownNameError, match=r"x\.none"):
        bring(store, format="x.none")


def test_an_option_that_the_reader_does_not_take_is_an_error(
    store: MemoryStore,
) -> None:
    with pytest.raises(OptionError, match="odd"):
        bring(store, read(FIRST), options={"odd": "1"})


def test_an_error_keeps_nothing_of_what_was_read_before(store: MemoryStore) -> None:
    def sources() -> Iterator[Source]:
        yield Source(name="f", content=b"x.scripted")
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError):
        import_sources(
            host(Scripted("x.scripted", read(FIRST))), store, sources(), clock=Still()
        )
    assert store.state.cases == {}


# The library's own documents


def documents(*cases: Case) -> Source:
    return Source(
        name="cases.jsonl", content="\n".join(map(to_document, cases)).encode()
    )


def test_an_export_of_our_own_is_recognised_and_read(store: MemoryStore) -> None:
    report = import_sources(
        host(), store, [documents(FIRST, case(case_id="d"))], clock=Still()
    )

    assert report.added == ("c", "d")


def test_a_bad_line_of_an_export_can_be_mended_and_read_again(
    store: MemoryStore,
) -> None:
    good = to_document(FIRST)
    bad = good.replace("2026-03-01", "2026-03-32")
    source = Source(name="f", content=f"{bad}\n".encode())
    report = import_sources(host(), store, [source], clock=Still())
    mended = rejects_text(host(), report).replace("2026-03-32", "2026-03-01")
    again = import_sources(
        host(), store, [Source(name="f", content=mended.encode())], clock=Still()
    )

    assert (report.rejected, report.kept, again.added) == (1, 0, ("c",))


# Journal


def test_the_chain_of_the_journal_holds(store: MemoryStore) -> None:
    for number in range(3):
        bring(store, read(case(contact("k1", messages=number + 1))))

    assert list(chain_faults(entry.head for entry in store.state.journals["c"])) == []


def test_replaying_the_journal_gives_the_case_that_is_kept(store: MemoryStore) -> None:
    bring(store, read(case(contact("k1"), contact("k2", 2))))
    bring(store, read(case(contact("k1", messages=3), contact("k3", 3))))
    with store.begin() as work:
        replayed = replay(happenings_of(work.cases.journal("c")))
        whole = work.cases.get("c")

    assert replayed == whole
    assert from_document(to_document(whole), Case) == replayed


@pytest.mark.parametrize("extent", list(RedactionExtent))
def test_what_was_redacted_does_not_come_back_with_the_source(
    store: MemoryStore, extent: RedactionExtent
) -> None:
    said = contact("k1", note=Note(text="a word"))
    bring(store, read(case(said, contact("k2", 2))))
    leads = (Coded(concept=Role.MANAGING_DIRECTOR),)
    leader = Actor(kind=ActorKind.STAFF, id="boss", roles=leads)
    act = ContentRedacted(
        rows=(ToRedact(row_kind="contact", row="k1", extent=extent),),
        ground=RedactionGround.UNLAWFUL,
        on=date(2026, 3, 9),
        at=datetime(2026, 3, 9, 12, tzinfo=UTC),
        by=leader,
        source=leader,
    )
    with store.begin() as work:
        gap = happen(host(), work, "c", act).case.contacts
    again = bring(store, read(case(said, contact("k2", 2), contact("k3", 3))))
    with store.begin() as work:
        entries = tuple(work.cases.journal("c"))

    assert (again.updated, again.notices) == (("c",), ())
    assert {*gap, contact("k3", 3)} == set(kept(store).contacts)
    assert not any("a word" in (entry.payload or "") for entry in entries)
    assert case_of(entries) == kept(store)


def test_two_entries_hang_on_each_other_and_on_the_last(store: MemoryStore) -> None:
    bring(store, read(FIRST))
    (entry,) = store.state.journals["c"]
    happening = happenings_of([entry])[0]
    more = entries_for("c", [happening, happening], last=entry.head)

    assert [one.head.sequence for one in more] == [2, 3]
    assert list(chain_faults(one.head for one in (entry, *more))) == []


def test_equal_happenings_have_different_digests(store: MemoryStore) -> None:
    bring(store, read(FIRST))
    happening = happenings_of(store.state.journals["c"])[0]
    heads = [one.head for one in entries_for("c", [happening] * 2, last=None)]

    assert heads[0].payload_digest != heads[1].payload_digest


def test_a_redacted_entry_is_left_out(store: MemoryStore) -> None:
    bring(store, read(FIRST))
    (entry,) = store.state.journals["c"]

    assert happenings_of([entry.redacted()]) == ()
