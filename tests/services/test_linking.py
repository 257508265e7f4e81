"""Two records of one person are linked, never merged; and a link can be taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.concepts import ActorKind
from brukermedvirkning.domain.happenings.enrolling import Enrolled
from brukermedvirkning.domain.links import PersonLink
from brukermedvirkning.errors import CommandRefusedError
from brukermedvirkning.host import Host
from brukermedvirkning.services import (
    happen,
    link_persons,
    linked_cases,
    take_back_link,
)
from brukermedvirkning.testing.case_store import sample_case, sample_entries
from brukermedvirkning.testing.memory import MemoryStore

DAY, NEXT, LATER = date(2026, 1, 5), date(2026, 1, 6), date(2026, 6, 1)
STAFF = Actor(kind=ActorKind.STAFF, id="staff-1")
LINK = PersonLink(
    id="l", first="person-1", second="person-2", on=DAY, by=STAFF, reason="a new number"
)


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    with store.begin() as work:
        for number in (1, 2, 3):
            case = sample_case(f"case-{number}", participant=f"person-{number}")
            work.cases.save(case, entries=sample_entries(case), expected=0)
    return store


def test_a_link_shows_both_cases_and_changes_neither(store: MemoryStore) -> None:
    with store.begin() as work:
        before = list(work.cases.stream())
        link_persons(work, LINK)
        for person in ("person-1", "person-2"):
            cases = [one.case for one in linked_cases(work, person, DAY)]
            assert ["case-1", "case-2"] == cases

        assert before == list(work.cases.stream())
        assert ["case-3"] == [one.case for one in linked_cases(work, "person-3", DAY)]


def test_a_link_that_is_taken_back_stays_with_who_and_why(store: MemoryStore) -> None:
    with store.begin() as work:
        link_persons(work, LINK)
        other = attrs.evolve(STAFF, id="staff-2")
        take_back_link(work, "l", on=NEXT, by=other, reason="two brothers")
        kept = work.records(PersonLink).get("l")

        assert ["case-1"] == [one.case for one in linked_cases(work, "person-1", NEXT)]
        assert 2 == len(linked_cases(work, "person-1", DAY))
    assert kept == attrs.evolve(
        LINK, taken_back_on=NEXT, taken_back_by=other, taken_back_reason="two brothers"
    )


def test_two_may_be_linked_again(store: MemoryStore) -> None:
    with store.begin() as work:
        link_persons(work, LINK)
        take_back_link(work, "l", on=NEXT, by=STAFF, reason="two brothers")
        link_persons(work, attrs.evolve(LINK, id="m", on=LATER))

        assert 2 == len(linked_cases(work, "person-2", LATER))


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("link.nobody", {"by": Actor()}),
        ("link.nobody", {"by": Actor(kind=ActorKind.PARTICIPANT, id="person-1")}),
        ("link.nobody", {"by": attrs.evolve(STAFF, id=None)}),
        ("link.reason", {"reason": None}),
        ("link.taken-back", {"taken_back_on": NEXT}),
        ("link.not-there", {"second": "nobody"}),
        ("link.id-taken", {"second": "person-3"}),
        ("link.there", {"id": "m"}),
        ("link.there", {"id": "m", "first": "person-2", "second": "person-1"}),
    ],
)
def test_a_link_is_refused(
    store: MemoryStore, rule: str, changes: dict[str, object]
) -> None:
    with store.begin() as work:
        link_persons(work, LINK)
        with pytest.raises(CommandRefusedError) as refused:
            link_persons(work, attrs.evolve(LINK, **changes))

    assert rule == refused.value.rule


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("link.none", {"link_id": "m"}),
        ("link.not-begun", {"on": date(2026, 1, 4)}),
        ("link.nobody", {"by": Actor(kind=ActorKind.SYSTEM)}),
        ("link.reason", {"reason": ""}),
    ],
)
def test_taking_back_is_refused(
    store: MemoryStore, rule: str, changes: dict[str, object]
) -> None:
    how = {"link_id": "l", "on": NEXT, "by": STAFF, "reason": "two brothers"}
    with store.begin() as work:
        link_persons(work, LINK)
        with pytest.raises(CommandRefusedError) as refused:
            take_back_link(work, **(how | changes))

    assert rule == refused.value.rule


def test_a_link_is_taken_back_once(store: MemoryStore) -> None:
    with store.begin() as work:
        link_persons(work, LINK)
        take_back_link(work, "l", on=NEXT, by=STAFF, reason="two brothers")
        with pytest.raises(CommandRefusedError, match=r"link\.none"):
            take_back_link(work, "l", on=LATER, by=STAFF, reason="again")


def test_a_linked_person_is_not_enrolled_twice_in_one_programme(
    store: MemoryStore,
) -> None:
    host = Host.load(entry_points=False)
    who: dict[str, Any] = {"on": NEXT, "by": STAFF, "source": STAFF}
    who["at"] = datetime(2026, 1, 6, 12, tzinfo=UTC)
    entering = Enrolled(enrolment="e", programme="empowerment", **who)
    with store.begin() as work:
        happen(host, work, "case-1", entering)
        link_persons(work, LINK)
        with pytest.raises(CommandRefusedError):
            happen(host, work, "case-2", entering)
        take_back_link(work, "l", on=NEXT, by=STAFF, reason="two brothers")

        assert happen(host, work, "case-2", entering).case.enrolments
