"""Sources that are read together: who it is, what is known of them, what was wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from brukermedvirkning.domain.carries import EVERYTHING
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.errors import Fault
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import (
    AskKnown,
    Gathering,
    Identity,
    Option,
    PluginInfo,
    Read,
    Rejected,
    Source,
)
from brukermedvirkning.services import ImportReport, OnError, import_sources
from brukermedvirkning.testing.memory import MemoryStore


class Still:
    """A clock that stands."""

    def now(self) -> datetime:
        return datetime(2026, 6, 1, 12, tzinfo=UTC)


class Letters:
    """Sources of one line, `number day`: a letter to somebody. A person is a case."""

    def __init__(self, log: list[str]) -> None:
        self.days: dict[str, list[int]] = {}
        self.log = log

    def close(self) -> None:
        self.log.append("closed")

    def add(self, reader: str, source: Source) -> Iterator[Rejected]:
        number, _, day = source.content.decode().partition(" ")
        self.log.append(reader)
        if day.isdigit():
            self.days.setdefault(number, []).append(int(day))
        else:
            fault = Fault(source=source.name, expected="a number and a day")
            yield Rejected(faults=(fault,), content=source.content.decode())

    def reads(self, known: AskKnown) -> Iterator[Read]:
        for number, days in sorted(self.days.items()):
            identity = Identity(participant="new", scheme="acme", value=number)
            before = {
                row.id: row for one in known([identity], [number]) for row in one.rows()
            }
            rows = {
                f"{number}-{day}": Contact(id=f"{number}-{day}", on=date(2026, 3, day))
                for day in days
            }
            case = Case(
                id=f"case-{number}",
                participant=Participant(id=f"person-{number}"),
                contacts=in_order(tuple({**before, **rows}.values())),
            )
            yield Read(
                case=case,
                source_key=number,
                identities=(
                    Identity(
                        participant=case.participant.id, scheme="acme", value=number
                    ),
                ),
            )


class LettersReader:
    """Claims what begins as it is told."""

    title = "letters"
    family = "letters"
    options: Sequence[Option] = ()
    carries = EVERYTHING

    def __init__(self, reader_id: str, begins: bytes, log: list[str]) -> None:
        self.id, self._begins, self._log = reader_id, begins, log

    def recognises(self, source: Source) -> bool:
        return source.content.startswith(self._begins)

    def gather(self, options: Mapping[str, str]) -> AbstractContextManager[Gathering]:
        self._log.append("opened")
        return closing(Letters(self._log))

    def read(
        self, source: Source, options: Mapping[str, str]
    ) -> Iterator[Read | Rejected]:
        with self.gather(options) as gathering:
            yield from gathering.add(self.id, source)  # type: ignore[misc]
            yield from gathering.reads(lambda _, __: ())  # type: ignore[misc]

    def rejects(self, rejected: Sequence[Rejected], options: Mapping[str, str]) -> str:
        return "\n".join(part.content for part in rejected)


def host(log: list[str]) -> Host:
    plugin: Any = SimpleNamespace(__name__="acme")
    info = PluginInfo(id="acme", version="1", title="Acme")
    plugin.bmv_plugin_info = hookimpl(lambda: info)
    readers = (LettersReader("ones", b"1", log), LettersReader("twos", b"2", log))
    plugin.bmv_readers = hookimpl(lambda: readers)
    return Host.load([plugin], entry_points=False)


def bring(
    store: MemoryStore, *contents: str, log: list[str] | None = None, **more: Any
) -> ImportReport:
    told = [] if log is None else log
    sources = [
        Source(name=f"s{place}", content=content.encode())
        for place, content in enumerate(contents)
    ]
    return import_sources(host(told), store, sources, clock=Still(), **more)


def contacts(store: MemoryStore, case: str) -> list[str]:
    with store.begin() as unit:
        return [row.id for row in unit.cases.get(case).contacts]


def test_readers_of_a_family_share_a_gathering_that_is_let_go_of() -> None:
    log: list[str] = []
    report = bring(MemoryStore(), "1a 1", "2b 1", "1a 2", log=log)
    assert log == ["opened", "ones", "twos", "ones", "closed"]
    assert report.added == ("case-1a", "case-2b")


def test_sources_of_one_person_make_one_case_and_the_next_ones_go_on_with_it() -> None:
    store = MemoryStore()
    bring(store, "1a 1", "1a 2")
    again = bring(store, "1a 3")
    assert again.updated == ("case-1a",)
    assert contacts(store, "case-1a") == ["1a-1", "1a-2", "1a-3"]
    assert bring(store, "1a 3").unchanged == ("case-1a",)


def test_a_case_is_known_by_its_family_whatever_reader_brought_it() -> None:
    store = MemoryStore()
    bring(store, "1a 1")
    with store.begin() as unit:
        assert unit.cases.find("letters", "1a") is not None
        assert unit.cases.find("ones", "1a") is None


def test_whoever_is_known_by_the_number_is_the_participant() -> None:
    store = MemoryStore()
    with store.begin() as unit:
        unit.identities.keep(Identity(participant="ada", scheme="acme", value="1a"))
    bring(store, "1a 1", "1b 1")
    with store.begin() as unit:
        assert unit.cases.get("case-1a").participant.id == "ada"
        assert unit.cases.get("case-1b").participant.id == "person-1b"
        assert unit.identities.find("acme", "1b") == "person-1b"


class TwoNumbers(Letters):
    """Says that a person has two numbers."""

    def reads(self, known: AskKnown) -> Iterator[Read]:
        for one in super().reads(known):
            second = Identity(participant="x", scheme="other", value="7")
            yield Read(
                case=one.case,
                source_key=one.source_key,
                identities=(*one.identities, second),
            )


def test_numbers_of_two_participants_are_refused(monkeypatch: Any) -> None:
    store = MemoryStore()
    with store.begin() as unit:
        unit.identities.keep(Identity(participant="ada", scheme="acme", value="1a"))
        unit.identities.keep(Identity(participant="bo", scheme="other", value="7"))
    monkeypatch.setitem(globals(), "Letters", TwoNumbers)
    report = bring(store, "1a 1")
    (fault,) = report.faults
    assert fault.where == "case case-1a"
    assert "one participant" in fault.expected
    assert report.kept == 0


def test_a_fault_of_one_source_leaves_the_others_or_undoes_all() -> None:
    store = MemoryStore()
    report = bring(store, "1a 1", "1a soon")
    assert (report.rejected, report.added) == (1, ("case-1a",))
    other = MemoryStore()
    refused = bring(other, "1a 1", "1a soon", on_error=OnError.REFUSE_ALL)
    assert refused.refused
    with other.begin() as unit:
        assert list(unit.cases.stream()) == []


def test_a_gathering_is_let_go_of_when_all_is_undone() -> None:
    log: list[str] = []
    bring(MemoryStore(), "1a soon", log=log, on_error=OnError.REFUSE_ALL)
    assert log[-1] == "closed"
