"""Messages of several contracts and persons, read together."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nav_payloads import (
    ADA,
    ADA_AKTOR,
    ADAS,
    BO,
    BO_AKTOR,
    BOS,
    READERS,
    STAY,
    cases,
    faults,
    gathered,
    goal,
    notices,
    period,
    place,
    source,
    stay,
)

from brukermedvirkning.errors import OptionError
from brukermedvirkning.host import Host
from brukermedvirkning.ports import GatheringReader, Read, Rejected, Source
from brukermedvirkning.services import import_sources
from brukermedvirkning.testing.memory import MemoryStore

MESSAGES = [
    period(),
    period(BOS, ident=BO, aktor=BO_AKTOR),
    stay(),
    stay(status="HAR_SLUTTET", reason="FATT_JOBB", changed="2025-08-02T09:00:00"),
    stay("cccccccc-0000-4000-8000-000000000002", ident=BO),
    place(),
]


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        """Noon of one day."""
        return datetime(2026, 1, 5, 12, tzinfo=UTC)


def test_every_reader_gathers() -> None:
    assert all(isinstance(reader, GatheringReader) for reader in READERS.values())


def test_a_period_is_a_case_and_what_falls_into_it_is_in_it() -> None:
    found = cases(gathered(source(MESSAGES)))
    assert set(found) == {ADAS, BOS}
    case = found[ADAS]
    assert case.period.start == date(2025, 1, 7)
    assert [row.id for row in case.interventions] == [STAY]
    assert case.enrolments[0].exit.on == date(2025, 8, 1)
    assert len(found[BOS].interventions) == 1


@given(st.permutations(MESSAGES), st.integers(1, 5))
def test_the_order_of_messages_and_how_they_are_split_never_matter(
    messages: list[dict[str, object]], cut: int
) -> None:
    whole = cases(gathered(source(MESSAGES)))
    split = (source(messages[:cut], "a.json"), source(messages[cut:], "b.json"))
    assert cases(gathered(*split)) == whole


def test_a_message_that_comes_twice_changes_nothing() -> None:
    twice = gathered(source([*MESSAGES, *MESSAGES]))
    assert cases(twice) == cases(gathered(source(MESSAGES)))


def test_two_persons_are_never_mixed() -> None:
    found = cases(gathered(source(MESSAGES)))
    ada, bo = found[ADAS], found[BOS]
    assert ada.participant != bo.participant
    assert not {row.id for row in ada.rows()} & {row.id for row in bo.rows()}


def test_a_period_that_two_persons_name_is_nobodys() -> None:
    """Demo data has two periods with one uuid."""
    doubled = period(ADAS, ident=BO, aktor=BO_AKTOR)
    of_period = {**goal("Jobb"), "oppfolgingsperiodeId": ADAS}
    found = gathered(source([period(), doubled, of_period]))
    assert [fault.found for fault in faults(found)] == ["a period of two persons"]
    assert not any(case.goals for case in cases(found).values())


def test_two_numbers_in_one_message_are_one_person() -> None:
    by_aktor = stay("cccccccc-0000-4000-8000-000000000003", ident=ADA_AKTOR)
    found = gathered(source([by_aktor, period()]))
    assert [len(case.interventions) for case in cases(found).values()] == [1]


def test_two_numbers_of_one_kind_are_told_and_not_shown() -> None:
    found = gathered(source([period(), period(BOS, ident=BO)]))
    (told,) = [one for one in notices(found) if one.field == "no.fnr"]
    assert told.found == "2 numbers"
    assert ADA not in str(told)


def test_what_no_period_holds_is_kept_and_told() -> None:
    found = gathered(source([stay()]))
    ((key, case),) = cases(found).items()
    assert key.startswith("no follow-up period")
    assert case.period.start is None
    assert [one.field for one in notices(found)] == ["oppfolgingsperiode"]


def test_numbers_are_handed_over_beside_the_case() -> None:
    (read,) = [one for one in gathered(source([period()])) if isinstance(one, Read)]
    assert {one.scheme for one in read.identities} == {"no.fnr", "no.aktorid"}
    assert ADA not in repr(read)
    assert ADA not in read.case.participant.id


def test_a_tombstone_takes_back_what_its_key_names() -> None:
    taken_back = {"key": STAY, "value": None}
    found = cases(gathered(source([period(), stay(), taken_back], "dump.json")))
    assert all(row.registered_in_error for row in found[ADAS].interventions)
    assert all(row.registered_in_error for row in found[ADAS].enrolments)


def test_a_tombstone_of_nothing_known_is_refused() -> None:
    alone = source([{"key": STAY, "value": None}], "dump.json")
    found = gathered(alone, formats={"dump.json": "no.nav.deltaker-ekstern-v1"})
    assert [fault.found for fault in faults(found)] == ["a tombstone alone"]


def test_json_lines_are_read_line_by_line() -> None:
    lines = "\n".join(["", json.dumps(period()), "{broken", json.dumps(stay())])
    one = Source(name="dump.jsonl", content=lines.encode())
    found = gathered(one)
    assert [len(case.interventions) for case in cases(found).values()] == [1]
    (fault,) = faults(found)
    assert fault.where.startswith("line 3")


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b'{"a": 1, "a": 2}', "line 1"),
        (b'{"a": NaN}', "line 1"),
        (b"\xff\xfe", "byte 1"),
    ],
)
def test_what_is_no_json_is_told_with_its_place(content: bytes, where: str) -> None:
    found = gathered(
        Source(name="x", content=content), formats={"x": "no.nav.deltaker-ekstern-v1"}
    )
    (fault,) = faults(found)
    assert fault.where.startswith(where)


def test_rejected_messages_can_be_mended_and_read_again() -> None:
    wrong = stay(start="soon")
    found = gathered(source([period(), wrong]))
    rejected = [one for one in found if isinstance(one, Rejected)]
    reader = READERS["no.nav.deltaker-ekstern-v1"]
    text = reader.rejects(rejected, {})
    mended = text.replace("soon", "2025-02-03")
    again = gathered(Source(name="mended", content=mended.encode()), source([period()]))
    assert [len(case.interventions) for case in cases(again).values()] == [1]


def test_options() -> None:
    with pytest.raises(OptionError) as raised:
        next(
            READERS["no.nav.maal"].read(
                source([]), {"known-until": "tomorrow", "colour": "red"}
            )
        )
    assert {fault.field for fault in raised.value.faults} == {"known-until", "colour"}
    found = cases(gathered(source([goal("Jobb")]), options={"period": ADAS}))
    assert set(found) == {ADAS}
    told = cases(gathered(source([period()]), options={"known-until": "2026-01-31"}))
    assert told[ADAS].origin.known_until == date(2026, 1, 31)


def test_a_store_is_told_who_it_is_and_an_older_message_does_not_overwrite() -> None:
    host, store, clock = Host.load(), MemoryStore(), Noon()
    ended = stay(
        status="HAR_SLUTTET", reason="FATT_JOBB", changed="2025-08-02T09:00:00"
    )
    first = import_sources(host, store, [source([period()])], clock=clock)
    assert (first.read, len(first.added), first.faults) == (1, 1, ())
    second = import_sources(host, store, [source([place(), ended])], clock=clock)
    assert second.updated == first.added
    third = import_sources(host, store, [source([stay()])], clock=clock)
    assert third.unchanged == first.added
    assert [one.note[:5] for one in third.notices] == ["older", "older"]
    with store.begin() as unit:
        case = unit.cases.get(first.added[0])
        assert case.enrolments[0].exit is not None
        assert unit.identities.find("no.fnr", ADA) == case.participant.id


def test_one_thing_that_cannot_stand_beside_the_others_leaves_them() -> None:
    """Two stays at one place that are both open: the second cannot be kept."""
    second = stay("cccccccc-0000-4000-8000-00000000000f")
    found = gathered(source([period(), place(), stay(), second]))
    (fault,) = faults(found)
    assert (fault.source, fault.where) == ("messages.json", "[3]")
    assert [row.id for row in cases(found)[ADAS].interventions] == [STAY]
    (rejected,) = [one for one in found if isinstance(one, Rejected)]
    assert json.loads(rejected.content)["id"] == second["id"]
