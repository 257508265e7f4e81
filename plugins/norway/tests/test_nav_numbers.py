"""Which scheme a person's number is of, and what follows from it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from nav_payloads import (
    ADA,
    ADA_AKTOR,
    BO,
    STAY,
    cases,
    gathered,
    notices,
    period,
    source,
    stay,
)

from brukermedvirkning.host import Host
from brukermedvirkning.ports import Identity, Read
from brukermedvirkning.services import import_sources
from brukermedvirkning.testing.memory import MemoryStore
from brukermedvirkning_norway.nav.numbers import number_of
from brukermedvirkning_norway.nav.people import national_number, numbers_in

# The month raised by sixty: of tests.
NPID = "0161" + "9000000"
SECOND = "cccccccc-0000-4000-8000-000000000002"


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        """Noon of one day."""
        return datetime(2026, 1, 5, 12, tzinfo=UTC)


def earlier(ident: str) -> dict[str, Any]:
    """A stay that ended before the other began."""
    return stay(
        SECOND,
        ident=ident,
        status="HAR_SLUTTET",
        reason="FATT_JOBB",
        start="2025-01-08",
        last="2025-01-20",
        changed="2025-01-21T08:00:00",
    )


@pytest.mark.parametrize(
    ("digits", "scheme"),
    [
        (ADA, "no.fnr"),
        ("01" + "12" + "9000000", "no.fnr"),
        ("01" + "13" + "9000000", "no.fnr"),
        ("01" + "20" + "9000000", "no.fnr"),
        ("01" + "21" + "9000000", "no.npid"),
        ("01" + "32" + "9000000", "no.npid"),
        ("01" + "33" + "9000000", "no.fnr"),
        ("01" + "41" + "9000000", "no.fnr"),
        ("01" + "52" + "9000000", "no.fnr"),
        ("01" + "60" + "9000000", "no.fnr"),
        ("01" + "61" + "9000000", "no.npid"),
        ("31" + "72" + "9000000", "no.npid"),
        ("01" + "73" + "9000000", "no.fnr"),
        ("01" + "81" + "9000000", "no.fnr"),
        ("41" + "01" + "9000000", "no.dnr"),
        ("71" + "52" + "9000000", "no.dnr"),
        ("71" + "92" + "9000000", "no.dnr"),
        ("80" + "01" + "9000000", "no.fnr"),
        (ADA_AKTOR, "no.aktorid"),
    ],
    ids=range(19),
)
def test_a_number_is_of_the_scheme_that_its_digits_tell(
    digits: str, scheme: str
) -> None:
    found = number_of(digits)

    assert found is not None
    assert (found.scheme, found.value) == (scheme, digits)


@pytest.mark.parametrize(
    "text", ["", "1" * 10, "1" * 12, "1" * 14, "O" + "1" * 10, "²" * 11], ids=range(6)
)
def test_what_is_no_number_of_a_person_has_no_scheme(text: str) -> None:
    assert number_of(text) is None


def test_messages_of_one_npid_are_one_persons() -> None:
    told = [stay(ident=NPID), earlier(NPID), period(ident=NPID)]
    (read,) = [one for one in gathered(source(told)) if isinstance(one, Read)]

    assert {row.id for row in read.case.interventions} == {STAY, SECOND}
    assert {(one.scheme, one.value) for one in read.identities} == {
        ("no.npid", NPID),
        ("no.aktorid", ADA_AKTOR),
    }
    assert NPID not in repr(read)


def test_nothing_links_an_npid_to_a_fodselsnummer_but_a_message() -> None:
    apart = [stay(ident=ADA), earlier(NPID)]
    people = {case.participant.id for case in cases(gathered(source(apart))).values()}
    assert len(people) == 2


def test_an_npid_finds_the_person_of_an_earlier_import() -> None:
    host, store = Host.load(), MemoryStore()
    told = [period(ident=NPID), stay(ident=NPID), earlier(NPID)]
    first, *then = [
        import_sources(host, store, [source([one])], clock=Noon()) for one in told
    ]
    assert [one.updated for one in then] == [first.added, first.added]

    with store.begin() as unit:
        case = unit.cases.get(first.added[0])
        assert {row.id for row in case.interventions} == {STAY, SECOND}
        assert unit.identities.find("no.npid", NPID) == case.participant.id
        assert unit.identities.find("no.fnr", NPID) is None


def test_one_person_may_have_an_npid_and_a_fodselsnummer() -> None:
    """NAV gave the one before there was the other: the aktørId is the same."""
    told = [stay(ident=NPID), period(ident=NPID), period(ident=ADA)]
    found = gathered(source(told))
    (read,) = [one for one in found if isinstance(one, Read)]

    assert [row.id for row in read.case.interventions] == [STAY]
    assert {one.scheme for one in read.identities} == {
        "no.fnr",
        "no.npid",
        "no.aktorid",
    }
    assert not [one for one in notices(found) if one.note.startswith("of one person")]


def _identity(scheme: str, value: str) -> Identity:
    return Identity(participant="p-1", scheme=scheme, value=value)


def test_a_writer_prefers_the_register_to_navs_own_number() -> None:
    aktor, npid = _identity("no.aktorid", ADA_AKTOR), _identity("no.npid", NPID)
    fnr, dnr = _identity("no.fnr", ADA), _identity("no.dnr", BO)

    assert national_number([aktor]) is None
    assert national_number([aktor, npid]) == NPID
    assert national_number([npid, dnr]) == BO
    assert national_number([npid, dnr, fnr]) == ADA


def test_an_npid_of_a_file_is_written(tmp_path: Path) -> None:
    file = tmp_path / "numbers.csv"
    file.write_text(f"p-1,{NPID}\n", "utf-8")

    assert national_number(numbers_in(file)("p-1")) == NPID
