"""Participations written as their contract has them, and read again."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nav_payloads import (
    ADA,
    ADA_AKTOR,
    ADAS,
    PLACE,
    STAY,
    cases,
    gathered,
    period,
    place,
    source,
    stay,
)

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import EndReason, InterventionStatus
from brukermedvirkning.domain.period import Period
from brukermedvirkning.errors import OptionError
from brukermedvirkning.ports import Identity, Notice
from brukermedvirkning_norway.nav.codes import known
from brukermedvirkning_norway.nav.participation_writer import ParticipationWriter
from brukermedvirkning_norway.nav.participations import REASONS, STATUSES

LATER = "2026-01-02T12:00:00"


def read(*values: Any) -> Any:
    """The one case in which what is told stands."""
    found = cases(gathered(source([period(), *values])))
    (case,) = [one for one in found.values() if one.interventions]
    return case


def numbers(participant: str) -> list[Identity]:
    """Ada's numbers."""
    return [
        Identity(participant=participant, scheme=scheme, value=value)
        for scheme, value in (("no.aktorid", ADA_AKTOR), ("no.fnr", ADA))
    ]


def written(
    case: Any, of: Any = numbers, **options: str
) -> tuple[list[Any], list[Notice]]:
    """The messages about a case, and what was left out."""
    told: list[Notice] = []
    writer = ParticipationWriter(tell=told.append).knowing(of)
    out = BytesIO()
    count = writer.write([case], out, options)
    lines = [json.loads(line) for line in out.getvalue().decode().splitlines()]
    assert count == bool(lines)
    return lines, told


def ours(case: Any, **changes: Any) -> Any:
    """The case with its one measure changed."""
    row = attrs.evolve(case.interventions[0], **changes)
    return attrs.evolve(case, interventions=(row,))


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
# At noon, for at night a clock may show one time twice.
INSTANTS = st.tuples(DAYS, st.times()).map(
    lambda at: f"{at[0]}T{at[1].replace(hour=12).isoformat()}"
)
WORDS = st.text("abcæøå ", min_size=1, max_size=12)
PERCENTS = st.floats(1, 100, allow_nan=False).map(lambda one: round(one, 1))
UNKNOWN = st.dictionaries(
    st.sampled_from(["nytt", "enda-et"]),
    st.one_of(WORDS, st.integers(0, 9), st.just([{"a": None}])),
    max_size=2,
)
INTENSITIES = st.lists(
    st.fixed_dictionaries(
        {
            "deltakelsesprosent": PERCENTS,
            "dagerPerUke": st.none() | st.sampled_from([1.0, 2.5, 5.0]),
            "gyldigFraDato": DAYS.map(str),
            "opprettetTidspunkt": INSTANTS,
        },
        optional={"kilde": WORDS},
    ),
    max_size=2,
)
CONTENTS = st.none() | st.fixed_dictionaries(
    {
        "ledetekst": st.none() | WORDS,
        "valgtInnhold": st.lists(
            st.fixed_dictionaries({"tekst": WORDS, "innholdskode": st.just("annet")}),
            max_size=2,
        ),
    }
)


@st.composite
def messages(draw: st.DrawFn) -> dict[str, Any]:
    """Any message of the contract, in its own spelling."""
    start = draw(st.none() | DAYS)
    longest = 400 if start else 0
    last = draw(st.none() | st.integers(0, longest))
    message = {
        **draw(UNKNOWN),
        "id": STAY,
        "gjennomforingId": PLACE,
        "personIdent": ADA,
        "startDato": None if start is None else str(start),
        "sluttDato": None
        if start is None or last is None
        else str(start + timedelta(days=last)),
        "status": {
            **draw(UNKNOWN),
            "type": draw(st.sampled_from([*sorted(known(STATUSES)), "NY_STATUS"])),
            "tekst": draw(st.none() | WORDS),
            "aarsak": {
                **draw(UNKNOWN),
                "type": draw(st.none() | st.sampled_from(sorted(known(REASONS)))),
                "beskrivelse": draw(st.none() | WORDS),
            },
            "opprettetTidspunkt": "2026-12-31T12:00:00",
        },
        "registrertTidspunkt": draw(INSTANTS),
        "endretTidspunkt": draw(INSTANTS),
        "kilde": draw(st.sampled_from(["ARENA", "KOMET"])),
        "innhold": draw(CONTENTS),
        "deltakelsesmengder": draw(INTENSITIES),
    }
    if draw(st.booleans()):
        message["navVeileder"] = {"navIdent": "Z999999", "enhetsnummer": None}
    return message


@given(messages())
def test_what_was_read_is_written_as_it_was_and_read_again(
    message: dict[str, Any],
) -> None:
    case = read(message)
    (again,), told = written(case)
    assert again == message
    assert told == []
    assert read(again) == case


def test_nobody_is_written_whose_number_is_not_known() -> None:
    lines, told = written(read(stay()), lambda _: ())
    assert lines == []
    (notice,) = told
    assert (notice.found, ADA in str(notice)) == ("not written", False)
    assert ParticipationWriter().write([read(stay())], BytesIO(), {}) == 0


def test_the_number_may_come_from_a_file(tmp_path: Path) -> None:
    case = read(stay())
    path = tmp_path / "numbers.csv"
    path.write_text(f"{case.participant.id},{ADA}\n")
    (message,), _ = written(case, lambda _: (), numbers=str(path))
    assert message["personIdent"] == ADA


def test_what_is_in_error_says_so_by_its_status_or_is_deleted() -> None:
    case = read(stay(status="FEILREGISTRERT"))
    (message,), _ = written(case)
    assert message["status"]["type"] == "FEILREGISTRERT"
    gone = ours(read(stay()), registered_in_error=True)
    lines, _ = written(gone)
    assert lines == [{"key": STAY, "value": None}]
    found = cases(gathered(source([period(), stay(), *lines])))[ADAS]
    assert all(row.registered_in_error for row in found.interventions)


AT = datetime(2026, 1, 2, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "code", "text"),
    [
        (InterventionStatus.PLANNED, "VENTER_PA_OPPSTART", "Venter på oppstart"),
        (InterventionStatus.NEVER_STARTED, "IKKE_AKTUELL", "Ikke aktuell"),
        (InterventionStatus.COMPLETED, "HAR_SLUTTET", "Har sluttet"),
        (InterventionStatus.STOPPED, "HAR_SLUTTET", "Har sluttet"),
    ],
)
def test_what_has_changed_is_said_at_the_instant_of_the_change(
    status: InterventionStatus, code: str, text: str
) -> None:
    case = read(stay(), place())
    row = case.interventions[0]
    begun = code == "HAR_SLUTTET"
    changed = ours(
        case,
        status=status,
        period=row.period if begun else Period(),
        planned_start=None if begun else row.period.start,
    )
    (message,), told = written(changed, at="2026-01-02T11:00:00Z")
    assert told == []
    assert message["endretTidspunkt"] == LATER
    assert message["status"]["type"] == code
    assert (message["status"]["tekst"], message["status"]["opprettetTidspunkt"]) == (
        text,
        LATER,
    )
    recorded = attrs.evolve(row.recorded, at=AT)
    assert written(ours(changed, recorded=recorded))[0] == [message]
    (notice,) = written(changed)[1]
    assert "(at)" in notice.note


def test_days_and_the_reason_that_have_changed_are_said() -> None:
    case = ours(
        read(stay(status="IKKE_AKTUELL", reason="SYK", words="Syk")),
        planned_start=date(2025, 2, 4),
        planned_end=None,
        end_reason=Coded(concept=EndReason.OTHER),
    )
    (message,), _ = written(case, at=f"{LATER}Z")
    assert (message["startDato"], message["sluttDato"]) == ("2025-02-04", None)
    assert message["status"]["aarsak"] == {"type": None, "beskrivelse": None}
    assert message["status"]["opprettetTidspunkt"] == "2025-02-03T08:00:00"


def test_a_last_day_that_was_told_is_said_otherwise_where_it_has_changed() -> None:
    case = read(stay(status="HAR_SLUTTET"))
    row = case.interventions[0]
    # The day on which its status was told is not its last day where that was told.
    end = attrs.evolve(row.period, end=date(2025, 2, 4))
    (message,), _ = written(ours(case, period=end), at=f"{LATER}Z")
    assert message["sluttDato"] == "2025-02-03"


def test_what_the_contract_cannot_say_is_told() -> None:
    case = read(stay())
    ended = ours(case, status=InterventionStatus.COMPLETED)
    unknown = ours(case, status=InterventionStatus.UNKNOWN)
    for one in (ended, unknown):
        lines, (notice,) = written(one)
        assert lines == []
        assert "no status" in notice.note
    lines, (notice,) = written(ours(case, id="own-id"))
    assert (lines, "its id" in notice.note) == ([], True)


def older(**more: Any) -> dict[str, Any]:
    """A participation in the words of deltaker-v1."""
    value = stay()
    status = {"type": "DELTAR", "statusTekst": "Deltar", "nytt": 1, "aarsak": None}
    return {
        **{name: value[name] for name in ("id", "gjennomforingId", "personIdent")},
        "status": {**status, "opprettetDato": "2025-02-03T08:00:00"},
        "startDato": "2025-02-03",
        "sluttDato": None,
        "registrertDato": "2025-01-20T10:11:12",
        "endretDato": "2025-02-03T08:00:00",
        "dagerPerUke": 2.5,
        "kilde": "KOMET",
        "nytt": 1,
        **more,
    }


def test_the_older_contract_loses_what_the_newer_has_no_place_for() -> None:
    (message,), told = written(read(older()))
    assert message["startDato"] == "2025-02-03"
    assert "nytt" not in message
    assert [(one.found, one.note.rpartition(" ")[2]) for one in told] == [
        ("not all written", "days"),
        ("not all written", "unknown"),
        ("not all written", "status_unknown"),
    ]
    lines, (notice,) = written(read(older(kilde=None)))
    assert (lines, "which system" in notice.note) == ([], True)


def test_other_rows_are_no_participations() -> None:
    entry = {
        "type": "TeamKometDeltakelse",
        "opphav": "TEAM_KOMET",
        "id": STAY,
        "norskIdent": ADA,
        "status": {"type": "DELTAR", "aarsak": None},
        "tiltakstype": {"tiltakskode": "OPPFOLGING"},
    }
    lines, (notice,) = written(read(entry))
    assert (lines, "registered" in notice.note) == ([], True)
    assert written(read({**entry, "opphav": None})) == ([], [])


def test_every_fault_of_the_options_at_once() -> None:
    with pytest.raises(OptionError) as error:
        written(read(stay()), at="i dag", nav="x")
    assert {fault.field for fault in error.value.faults} == {"at", "nav"}
