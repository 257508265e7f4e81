"""Something happens to a kept case: decided, kept with its journal, or refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Participant
from brukermedvirkning.domain.concepts import ActorKind
from brukermedvirkning.domain.evolve import replay
from brukermedvirkning.domain.happenings.enrolling import Enrolled
from brukermedvirkning.domain.happenings.opening import CaseClosed, CaseOpened
from brukermedvirkning.domain.happenings.sources import CaseImported
from brukermedvirkning.domain.journal import Message, chain_faults
from brukermedvirkning.domain.ownership import LOCKED_ONCE_AGREED, TOGETHER
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.errors import (
    CaseExistsError,
    CaseNotFoundError,
    CommandRefusedError,
)
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import PluginInfo
from brukermedvirkning.services import happen, happenings_of, open_case, policy_of
from brukermedvirkning.testing.memory import MemoryStore

STAFF = Actor(kind=ActorKind.STAFF, id="staff-1", unit="unit-1")
DAY = date(2026, 1, 5)
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)


class Telling:
    """A plugin with a messenger that tells each kind of happening to one place."""

    id = "tell"

    def messages(self, _before: Any, happenings: Any, after: Any) -> list[Message]:
        return [
            Message(key=f"{after.id}-{one.kind}", destination="there", body=one.kind)
            for one in happenings
        ]

    @hookimpl
    def bmv_plugin_info(self) -> PluginInfo:
        return PluginInfo(id="telling", version="1", title="tells what happened")

    @hookimpl
    def bmv_messengers(self) -> list[Telling]:
        return [self]


@pytest.fixture(scope="module")
def host() -> Host:
    return Host.load([Telling()], entry_points=False)


def opening(case: str = "case-1") -> CaseOpened:
    return CaseOpened(
        id=case,
        participant=Participant(id="person-1"),
        on=DAY,
        at=AT,
        by=STAFF,
        source=STAFF,
    )


def enrolled(enrolment: str = "e-1", programme: str = "empowerment") -> Enrolled:
    return Enrolled(
        enrolment=enrolment,
        programme=programme,
        on=DAY,
        at=AT,
        by=STAFF,
        source=STAFF,
    )


def test_what_happens_is_kept_with_its_journal(host: Host) -> None:
    store = MemoryStore()
    with store.begin() as work:
        open_case(host, work, opening())
    with store.begin() as work:
        done = happen(host, work, "case-1", enrolled())
    with store.begin() as work:
        kept, entries = work.cases.kept("case-1"), tuple(work.cases.journal("case-1"))

    assert (done.case, done.revision) == (kept.case, kept.revision)
    assert replay(happenings_of(entries)) == kept.case
    assert [] == list(chain_faults(entry.head for entry in entries))


def test_messengers_are_told_in_the_same_transaction(host: Host) -> None:
    store = MemoryStore()
    with store.begin() as work:
        open_case(host, work, opening())
    with store.begin() as work:
        happen(host, work, "case-1", enrolled())
        pending = [waiting.message.body for waiting in work.outbox.pending()]

    assert ["case_opened", "enrolled"] == pending


def test_what_is_refused_changes_nothing(host: Host) -> None:
    store = MemoryStore()
    with store.begin() as work:
        open_case(host, work, opening())
        happen(host, work, "case-1", enrolled())
    with store.begin() as work:
        before = work.cases.kept("case-1")
        with pytest.raises(CommandRefusedError) as refused:
            happen(host, work, "case-1", enrolled("e-2"))
        after = work.cases.kept("case-1")

    assert before == after
    assert refused.value.rule in str(refused.value)


def test_what_a_source_said_is_imported_and_never_asked_for(host: Host) -> None:
    store = MemoryStore()
    with store.begin() as work:
        case = open_case(host, work, opening()).case
        imported = CaseImported(
            case=attrs.evolve(case, unit="another"),
            source="log",
            source_key="key",
            content_hash="hash",
            at=AT,
            by=STAFF,
        )
        with pytest.raises(CommandRefusedError) as refused:
            happen(host, work, "case-1", imported)

        assert refused.value.rule == "act.nobodys"
        assert work.cases.get("case-1") == case


def test_an_open_enrolment_in_another_case_is_seen(host: Host) -> None:
    store = MemoryStore()
    with store.begin() as work:
        for case in ("case-1", "case-2"):
            open_case(host, work, opening(case))
        happen(host, work, "case-1", enrolled())
        with pytest.raises(CommandRefusedError):
            happen(host, work, "case-2", enrolled())


def test_a_case_is_opened_once(host: Host) -> None:
    with MemoryStore().begin() as work:
        open_case(host, work, opening())
        with pytest.raises(CaseExistsError):
            open_case(host, work, opening())


def test_nothing_happens_to_a_case_that_is_not_there(host: Host) -> None:
    closing = CaseClosed(on=DAY, at=AT, by=STAFF, source=STAFF)
    with MemoryStore().begin() as work, pytest.raises(CaseNotFoundError):
        happen(host, work, "nowhere", closing)


def test_the_policy_is_the_programmes_where_the_plan_names_none(host: Host) -> None:
    with MemoryStore().begin() as work:
        open_case(host, work, opening())
        case = happen(host, work, "case-1", enrolled()).case
    programme = Programme(
        id="empowerment",
        name="A programme",
        period=Period(start=DAY),
        time_zone="Europe/Oslo",
        policy=LOCKED_ONCE_AGREED.id,
    )

    assert TOGETHER == policy_of(case, {})
    assert LOCKED_ONCE_AGREED == policy_of(case, {"empowerment": programme})
