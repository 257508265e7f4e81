"""What is new elsewhere is imported, and the cursor moves when that is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.journal import Message
from brukermedvirkning.errors import ConnectorError, Fault, UnknownNameError
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import PluginInfo, Pulled, Read, Rejected, Source
from brukermedvirkning.services import OnError, PullReport, pull_into
from brukermedvirkning.testing.memory import MemoryStore


class Shelf:
    """A plugin with a connector to a list of keys, two at a time, and their reader."""

    id = "shelf"
    title = "keys"
    options = ()
    carries = Carries()

    def __init__(self, *keys: str) -> None:
        self.keys = keys
        self.breaks_at: str | None = None
        self.told: list[Mapping[str, Any]] = []

    def pull(self, url: str, cursor: str | None, settings: Mapping[str, Any]) -> Pulled:
        if cursor is not None and cursor == self.breaks_at:
            raise ConnectorError(self.id, "pull", "no answer in time")
        self.told.append({"url": url, **settings})
        start = int(cursor or 0)
        end = min(start + 2, len(self.keys))
        sources = tuple(
            Source(name=key, content=b"shelf " + key.encode())
            for key in self.keys[start:end]
        )
        return Pulled(sources=sources, cursor=str(end), more=end < len(self.keys))

    def deliver(self, url: str, message: Message, settings: Mapping[str, Any]) -> None:
        raise NotImplementedError

    def recognises(self, source: Source) -> bool:
        return source.content.startswith(b"shelf ")

    def read(
        self, source: Source, _options: Mapping[str, str]
    ) -> Iterator[Read | Rejected]:
        key = source.content.decode().removeprefix("shelf ")
        if key == "bad":
            yield Rejected(faults=(Fault(source=source.name, expected="a good key"),))
            return
        case = Case(
            id=key,
            participant=Participant(id=f"p-{key}"),
            origin=Origin(carries=self.carries),
        )
        yield Read(case=case, source_key=key)

    def rejects(self, rejected: Any, options: Any) -> str:
        raise NotImplementedError

    @hookimpl
    def bmv_plugin_info(self) -> PluginInfo:
        return PluginInfo(id="shelf", version="1", title="brings keys")

    @hookimpl
    def bmv_connectors(self) -> list[Shelf]:
        return [self]

    @hookimpl
    def bmv_readers(self) -> list[Shelf]:
        return [self]


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime(2026, 1, 5, 12, tzinfo=UTC)


def pulled(
    shelf: Shelf,
    store: MemoryStore,
    kept: list[str | None],
    url: str = "shelf://here",
    **how: Any,
) -> PullReport:
    return pull_into(
        Host.load([shelf], entry_points=False, builtins=False),
        store,
        url,
        settings={"secret": "s"},
        cursor=kept[-1] if kept else None,
        keep=kept.append,
        clock=Noon(),
        **how,
    )


def test_everything_is_pulled_and_each_cursor_kept() -> None:
    shelf, store, kept = Shelf("a", "b", "c", "d", "e"), MemoryStore(), []
    report = pulled(shelf, store, kept)

    assert kept == ["2", "4", "5"]
    assert report.cursor == "5"
    assert not report.refused
    assert [one.added for one in report.imports] == [("a", "b"), ("c", "d"), ("e",)]
    assert list(store.state.cases) == list("abcde")
    assert shelf.told[0] == {"url": "shelf://here", "secret": "s"}


def test_nothing_new_is_one_empty_import() -> None:
    shelf, store, kept = Shelf("a"), MemoryStore(), ["1"]
    report = pulled(shelf, store, kept)

    assert [one.read for one in report.imports] == [0]
    assert kept == ["1", "1"]


def test_what_was_pulled_before_a_failure_stays_and_is_gone_on_from() -> None:
    shelf, store, kept = Shelf("a", "b", "c", "d"), MemoryStore(), []
    shelf.breaks_at = "2"
    with pytest.raises(ConnectorError, match="no answer in time"):
        pulled(shelf, store, kept)

    assert (kept, list(store.state.cases)) == (["2"], ["a", "b"])

    shelf.breaks_at = None
    assert pulled(shelf, store, kept).imports[0].added == ("c", "d")


def test_a_cursor_that_could_not_be_kept_costs_nothing_but_time() -> None:
    shelf, store = Shelf("a", "b"), MemoryStore()
    pulled(shelf, store, [])
    report = pulled(shelf, store, [])

    assert report.imports[0].unchanged == ("a", "b")


def test_a_refused_import_stops_and_the_cursor_stays_before_it() -> None:
    shelf, store, kept = Shelf("a", "b", "bad", "c", "d"), MemoryStore(), []
    report = pulled(shelf, store, kept, on_error=OnError.REFUSE_ALL)

    assert report.refused
    assert (kept, report.cursor) == (["2"], "2")
    assert list(store.state.cases) == ["a", "b"]


def test_what_is_rejected_is_told_and_the_rest_kept() -> None:
    shelf, store, kept = Shelf("bad", "c"), MemoryStore(), []
    report = pulled(shelf, store, kept, format="shelf")

    assert [str(fault) for fault in report.imports[0].faults] == [
        "bad: expected a good key"
    ]
    assert list(store.state.cases) == ["c"]
    assert "cursor" not in repr(report)


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="no connector is called 'nowhere'"):
        pulled(Shelf(), MemoryStore(), [], url="nowhere://x")
