"""The laws of an access log, as a suite: who has read is kept, and nothing else is.

from brukermedvirkning.testing.access_log_laws import access_log_suite

TestAcmeLog = access_log_suite("TestAcmeLog", open_acme)
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import ActorKind, Purpose, Role
from brukermedvirkning.errors import StoreError
from brukermedvirkning.ports import Store
from brukermedvirkning.rules.access import AccessEntry, Action
from brukermedvirkning.testing._records import records
from brukermedvirkning.testing.case_store.samples import (
    EXAMPLES,
    OpenStore,
    content,
    fresh,
    keep,
    refused,
    sample_case,
)
from brukermedvirkning.testing.hearing import Listener, StoppedError, not_shown
from brukermedvirkning.testing.laws import Law, law, same
from brukermedvirkning.testing.suites import law_suite

__all__ = ["ACCESS_LOG_LAWS", "access_log_suite", "sample_access"]

_MANY = 250
_AT = datetime(2024, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
_ROLE = Coded(concept=Role.CASEWORKER, code=Code(scheme="acme.role", code="7"))


def sample_access(
    case: str = "case-1", number: int = 0, *, reader: str | None = None
) -> AccessEntry:
    """An entry of a caseworker's reading; `number` moves it on by minutes."""
    return AccessEntry(
        case=case,
        at=_AT + timedelta(minutes=number),
        purpose=Purpose.SERVICE,
        unit="unit-1",
        kind=ActorKind.STAFF,
        roles=(_ROLE,),
        action=Action.READ,
        item_kind="goal",
        outcome="allowed",
        basis="consent: a",
        reader=reader,
    )


def _log(store: Store, *entries: AccessEntry) -> None:
    with store.begin() as work:
        for entry in entries:
            work.access_log.append(entry)


def _logged(store: Store, case: str = "case-1") -> list[AccessEntry]:
    with store.begin() as work:
        return list(work.access_log.of_case(case))


@law("access-log.any-entry", since="0.1")
def any_entry(open_store: OpenStore) -> None:
    """Whatever an entry holds, it is read back as it was added."""

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(records(AccessEntry))
    def check(entry: AccessEntry) -> None:
        with fresh(open_store) as store:
            _log(store, entry)
            (found,) = _logged(store, entry.case)
            same(entry, found, "an entry")
            same(str(entry.at), str(found.at), "the instant with its offset")

    check()


@law("access-log.order", since="0.1")
def order(open_store: OpenStore) -> None:
    """The entries of a case come in the order of their adding, whatever their instants."""
    entries = [sample_access(number=-number) for number in range(_MANY)]
    with fresh(open_store) as store:
        _log(store, *entries[:7])
        with store.begin() as work:
            for entry in entries[7:]:
                work.access_log.append(entry)
            same(entries, list(work.access_log.of_case("case-1")), "in its own unit")
        same(entries, _logged(store), "the entries")


@law("access-log.of-its-case", since="0.1")
def of_its_case(open_store: OpenStore) -> None:
    """A case has its own entries and no other, whether it is kept or not."""
    with fresh(open_store) as store:
        keep(store, sample_case("a"))
        _log(store, *(sample_access(case) for case in ("a", "b", "A")))
        same(
            [sample_access("a")], _logged(store, "a"), "entries of a case that is kept"
        )
        same([sample_access("b")], _logged(store, "b"), "entries of one that is not")
        same([], _logged(store, "c"), "entries of a case that nobody read")


@law("access-log.undone", since="0.1")
def undone(open_store: OpenStore) -> None:
    """An entry of a unit of work that failed is not kept: what it gave was not given."""
    with fresh(open_store) as store:
        _log(store, sample_access())
        with suppress(StoppedError), store.begin() as work:
            work.access_log.append(sample_access(number=1))
            raise StoppedError
        same([sample_access()], _logged(store), "what is kept")


@law("access-log.untouched", since="0.1")
def untouched(open_store: OpenStore) -> None:
    """Reading and changing a case leave its log alone, and the log leaves the case."""
    with fresh(open_store) as store:
        keep(store, sample_case())
        _log(store, sample_access(), sample_access(number=1))
        keep(store, sample_case(unit="unit-2"), expected=1)
        before = content(store)
        same(2, len(_logged(store)), "how many entries there are after a change")
        _log(store, sample_access(number=2))
        same(before, content(store), "the cases after a reading")


@law("access-log.erased", since="0.1")
def erased(open_store: OpenStore) -> None:
    """To erase the log of a case leaves none of it, and those of others as they were."""
    with fresh(open_store) as store:
        _log(store, *(sample_access(case) for case in ("a", "b", "a")))
        with store.begin() as work:
            same(2, work.access_log.erase("a"), "how many were erased")
            same(0, work.access_log.erase("c"), "how many were erased of no case")
        same([], _logged(store, "a"), "what is left of the case")
        same([sample_access("b")], _logged(store, "b"), "the log of another")


@law("access-log.ended-unit", since="0.1")
def ended_unit(open_store: OpenStore) -> None:
    """Nothing is read from the log, nor put into it, once the unit of work has ended."""
    with fresh(open_store) as store:
        _log(store, sample_access(), sample_access(number=1))
        with store.begin() as work:
            going = work.access_log.of_case("case-1")
            next(going)
        with refused(StoreError, "going on with a log"):
            next(going)
        with refused(StoreError, "adding to a log"):
            work.access_log.append(sample_access())
        with refused(StoreError, "erasing a log"):
            work.access_log.erase("case-1")


@law("access-log.durable", since="0.1", needs={"durable"})
def durable(open_store: OpenStore) -> None:
    """What was logged is there when the store is opened again."""
    found: list[AccessEntry] = []
    with TemporaryDirectory() as folder:
        for number in range(2):
            store = open_store(Path(folder))
            try:
                _log(store, sample_access(number=number))
                found = _logged(store)
            finally:
                store.close()
    same([sample_access(), sample_access(number=1)], found, "what is there")


@law("access-log.silence", since="0.1")
def silence(open_store: OpenStore) -> None:
    """No error of the log, and no line of a logger, shows who has read."""
    marker = "Zzyzx-Qwxz"
    entry = sample_access(reader=marker)
    heard = Listener()
    with heard, fresh(open_store) as store:
        with store.begin() as work:
            work.access_log.append(entry)
        heard.try_out(partial(work.access_log.append, entry))
        heard.try_out(lambda: list(work.access_log.of_case("case-1")))
    not_shown(marker, heard.said)


ACCESS_LOG_LAWS: tuple[Law[OpenStore], ...] = (
    any_entry,
    order,
    of_its_case,
    undone,
    untouched,
    erased,
    ended_unit,
    durable,
    silence,
)
"""Every law of an access log."""


def access_log_suite(
    name: str, open_store: OpenStore, *, capabilities: Collection[str] = ("durable",)
) -> type:
    """A class of tests, one for each law; without `durable` for a store in memory."""
    return law_suite(name, ACCESS_LOG_LAWS, open_store, capabilities=capabilities)
