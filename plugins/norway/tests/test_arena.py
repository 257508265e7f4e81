"""What Arena's codes come to, case by case, and what holds for every case."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning_norway import data
from brukermedvirkning_norway.arena import (
    ArenaParticipation,
    StatusSince,
    deltaker_reason,
    deltaker_status,
    plan_status,
)

OSLO = ZoneInfo("Europe/Oslo")
TODAY = date(2026, 3, 2)
START, END = date(2026, 1, 5), date(2026, 2, 20)
LATER = date(2026, 4, 1)
REGISTERED = date(2025, 12, 1)
BEFORE_START = datetime(2026, 1, 4, 15, 30, tzinfo=OSLO)
AFTER_START = datetime(2026, 1, 20, 9, 0, tzinfo=OSLO)
AFTER_END = datetime(2026, 2, 25, 9, 0, tzinfo=OSLO)

CODES = [term.notation for term in data.vocabulary("no.arena.deltakerstatus").terms]
REASONS = [term.notation for term in data.vocabulary("no.arena.aarsak").terms]
STATUSES = {term.notation for term in data.vocabulary("no.nav.deltaker-status").terms}
EXITS = {term.notation for term in data.vocabulary("no.nav.deltaker-aarsak").terms}
CLOSED = {"AVBRUTT", "FEILREGISTRERT", "FULLFORT", "HAR_SLUTTET", "IKKE_AKTUELL"}
ENDED = ["DELAVB", "FULLF", "GJENN_AVB", "GJENN_AVL", "IKKEM"]
PLACE = ["GJENN", "TILBUD", "JATAKK"]


def told(status: str, changed_at: datetime | None = AFTER_START) -> ArenaParticipation:
    return ArenaParticipation(
        status=status,
        registered_on=REGISTERED,
        changed_at=changed_at,
        first_day=START,
        last_day=END,
    )


def status_of(one: ArenaParticipation) -> str:
    return deltaker_status(one, TODAY).status


@pytest.mark.parametrize(
    ("status", "expected"),
    [("AKTUELL", "SOKT_INN"), ("INFOMOETE", "VURDERES"), ("VENTELISTE", "VENTELISTE")],
)
def test_who_applied_waits_whatever_the_days(status: str, expected: str) -> None:
    found = deltaker_status(told(status), TODAY)

    assert found == StatusSince(status=expected, since=AFTER_START.date())


@pytest.mark.parametrize("status", PLACE)
@pytest.mark.parametrize(
    ("first_day", "last_day", "expected", "since"),
    [
        (None, None, "VENTER_PA_OPPSTART", AFTER_START.date()),
        (LATER, None, "VENTER_PA_OPPSTART", AFTER_START.date()),
        (TODAY, None, "DELTAR", TODAY),
        (START, None, "DELTAR", START),
        (START, TODAY, "DELTAR", START),
        (TODAY, END, "DELTAR", TODAY),
        (START, END, "HAR_SLUTTET", END),
    ],
)
def test_who_has_a_place_stands_where_the_days_say(
    status: str,
    first_day: date | None,
    last_day: date | None,
    expected: str,
    since: date,
) -> None:
    one = attrs.evolve(told(status), first_day=first_day, last_day=last_day)

    assert deltaker_status(one, TODAY) == StatusSince(status=expected, since=since)


@pytest.mark.parametrize(
    ("course_ended", "expected"),
    [(None, "FULLFORT"), (END, "FULLFORT"), (LATER, "AVBRUTT")],
)
def test_a_course_that_ran_out_is_completed_unless_left_before_its_end(
    course_ended: date | None, expected: str
) -> None:
    one = attrs.evolve(told("GJENN"), is_course=True, measure_last_day=course_ended)

    assert status_of(one) == expected
    assert status_of(attrs.evolve(one, is_course=False)) == "HAR_SLUTTET"


@pytest.mark.parametrize("status", ENDED)
@pytest.mark.parametrize(
    ("changed_at", "has_left"),
    [
        (AFTER_START, True),
        (datetime(2026, 1, 5, 0, 0, 1, tzinfo=OSLO), True),
        (datetime(2026, 1, 5, tzinfo=OSLO), False),
        (BEFORE_START, False),
        (None, False),
    ],
)
def test_who_ended_has_left_only_if_that_was_said_after_the_start(
    status: str, changed_at: datetime | None, has_left: bool
) -> None:
    one = told(status, changed_at)

    assert status_of(one) == ("HAR_SLUTTET" if has_left else "IKKE_AKTUELL")
    assert status_of(attrs.evolve(one, first_day=None)) == "IKKE_AKTUELL"


@pytest.mark.parametrize("status", ENDED)
def test_of_a_course_it_is_told_whether_it_was_completed(status: str) -> None:
    one = attrs.evolve(told(status), is_course=True)

    assert status_of(one) == ("FULLFORT" if status == "FULLF" else "AVBRUTT")
    assert status_of(attrs.evolve(one, changed_at=BEFORE_START)) == "IKKE_AKTUELL"


@pytest.mark.parametrize(
    ("changed_at", "last_day", "since"),
    [
        (AFTER_END, END, END),
        (AFTER_START, END, AFTER_START.date()),
        (AFTER_START, None, AFTER_START.date()),
    ],
)
def test_it_has_been_over_since_the_last_day_where_that_was_past(
    changed_at: datetime, last_day: date | None, since: date
) -> None:
    one = attrs.evolve(told("DELAVB", changed_at), last_day=last_day)

    assert deltaker_status(one, TODAY).since == since


@pytest.mark.parametrize("status", ["IKKAKTUELL", "AVSLAG", "NEITAKK"])
def test_only_not_relevant_on_the_day_of_registration_was_an_error(status: str) -> None:
    at_once = attrs.evolve(
        told(status), changed_at=datetime(2025, 12, 1, 23, 59, tzinfo=OSLO)
    )
    in_error = status == "IKKAKTUELL"

    assert status_of(at_once) == ("FEILREGISTRERT" if in_error else "IKKE_AKTUELL")
    assert status_of(told(status)) == "IKKE_AKTUELL"
    assert status_of(told(status, None)) == "IKKE_AKTUELL"


def test_the_day_of_a_change_is_the_norwegian_one() -> None:
    just_after_midnight = datetime(2025, 11, 30, 23, 30, tzinfo=UTC)

    assert status_of(told("IKKAKTUELL", just_after_midnight)) == "FEILREGISTRERT"


def test_what_is_registered_in_error_is_so_in_every_measure() -> None:
    assert status_of(told("FEILREG")) == "FEILREGISTRERT"
    assert (
        status_of(attrs.evolve(told("FEILREG"), is_course=True, measure_ended=True))
        == "FEILREGISTRERT"
    )


def test_what_is_open_when_the_measure_is_over_comes_to_nothing() -> None:
    waiting = attrs.evolve(told("AKTUELL"), measure_ended=True)
    taking_part = attrs.evolve(told("GJENN"), last_day=None, measure_ended=True)
    left = attrs.evolve(told("DELAVB"), measure_ended=True)

    assert status_of(waiting) == status_of(taking_part) == "IKKE_AKTUELL"
    assert status_of(left) == "HAR_SLUTTET"


@pytest.mark.parametrize(
    ("status", "reason", "ended", "expected"),
    [
        ("IKKEM", "SYK", True, "IKKE_MOTT"),
        ("AKTUELL", "SYK", True, "FIKK_IKKE_PLASS"),
        ("INFOMOETE", None, True, "FIKK_IKKE_PLASS"),
        ("VENTELISTE", None, True, "FIKK_IKKE_PLASS"),
        ("GJENN", "SYK", True, "SYK"),
        ("DELAVB", "SYK", False, "SYK"),
        ("DELAVB", "BEGA", False, "FATT_JOBB"),
        ("DELAVB", "FTOAT", False, "TRENGER_ANNEN_STOTTE"),
        ("GJENN_AVB", "BEGA", False, "FATT_JOBB"),
        ("GJENN_AVB", "ANN", False, "AVLYST_KONTRAKT"),
        ("GJENN_AVL", None, False, "AVLYST_KONTRAKT"),
        ("AVSLAG", None, False, "FIKK_IKKE_PLASS"),
        ("FULLF", "ANN", False, None),
        ("FULLF", "BEGA", False, "FATT_JOBB"),
        ("DELAVB", "HENLU", False, "ANNET"),
        ("DELAVB", None, False, "ANNET"),
        ("NEITAKK", None, False, "ANNET"),
    ],
)
def test_why_it_ended(
    status: str, reason: str | None, ended: bool, expected: str | None
) -> None:
    one = attrs.evolve(told(status), reason=reason, measure_ended=ended)

    assert deltaker_reason(one, "IKKE_AKTUELL") == expected


@pytest.mark.parametrize("status", ["DELTAR", "FEILREGISTRERT", "FULLFORT", "SOKT_INN"])
def test_nobody_who_is_in_or_completed_has_a_reason(status: str) -> None:
    one = attrs.evolve(told("IKKEM"), reason="SYK")

    assert deltaker_reason(one, status) is None


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("AKTUELL", "PLANLAGT"),
        ("INFOMOETE", "PLANLAGT"),
        ("JATAKK", "PLANLAGT"),
        ("TILBUD", "PLANLAGT"),
        ("VENTELISTE", "PLANLAGT"),
        ("GJENN", "GJENNOMFORES"),
        ("FULLF", "FULLFORT"),
        ("AVSLAG", "AVBRUTT"),
        ("DELAVB", "AVBRUTT"),
        ("FEILREG", "AVBRUTT"),
        ("GJENN_AVB", "AVBRUTT"),
        ("GJENN_AVL", "AVBRUTT"),
        ("IKKAKTUELL", "AVBRUTT"),
        ("IKKEM", "AVBRUTT"),
        ("NEITAKK", "AVBRUTT"),
    ],
)
def test_the_status_of_a_card(status: str, expected: str) -> None:
    assert plan_status(status) == expected


def test_a_status_that_arena_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(UnknownNameError, match="FERDIG"):
        deltaker_status(told("FERDIG"), TODAY)
    with pytest.raises(UnknownNameError, match="FERDIG"):
        plan_status("FERDIG")


INSTANTS = st.integers(0, 730 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
PARTICIPATIONS = st.builds(
    ArenaParticipation,
    status=st.sampled_from(CODES),
    registered_on=DAYS,
    changed_at=st.none() | INSTANTS,
    first_day=st.none() | DAYS,
    last_day=st.none() | DAYS,
    reason=st.none() | st.sampled_from(REASONS),
    is_course=st.booleans(),
    measure_ended=st.booleans(),
    measure_last_day=st.none() | DAYS,
)


@given(PARTICIPATIONS, DAYS)
def test_every_case_has_a_status_and_a_reason_that_goes_with_it(
    one: ArenaParticipation, today: date
) -> None:
    found = deltaker_status(one, today)
    reason = deltaker_reason(one, found.status)

    assert found.status in STATUSES
    assert reason is None or reason in EXITS
    if reason is not None:
        assert found.status in {"HAR_SLUTTET", "IKKE_AKTUELL", "AVBRUTT"}
    if one.measure_ended:
        assert found.status in CLOSED
    if not one.is_course:
        assert found.status not in {"FULLFORT", "AVBRUTT"}
    else:
        assert found.status != "HAR_SLUTTET"


@given(PARTICIPATIONS, DAYS, st.integers(0, 400))
def test_what_is_over_never_opens_again_as_days_go_by(
    one: ArenaParticipation, today: date, later: int
) -> None:
    while_it_runs = attrs.evolve(one, measure_ended=False)
    now, then = (
        deltaker_status(while_it_runs, day).status
        for day in (today, today + timedelta(days=later))
    )

    assert now not in CLOSED or then == now
