"""Participations in measures, as three contracts word them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nav_payloads import (
    ADAS,
    PLACE,
    STAY,
    cases,
    faults,
    gathered,
    notices,
    period,
    place,
    source,
    stay,
)

from brukermedvirkning.domain.concepts import (
    DecidedBy,
    EndReason,
    ExitCategory,
    InterventionKind,
    InterventionStatus,
    StanceAnswer,
)
from brukermedvirkning_norway.nav.codes import known, of_norway
from brukermedvirkning_norway.nav.participations import REASONS, STATUSES


def read(*values: Any) -> Any:
    """The one case of Ada's period, with what stands in it."""
    return cases(gathered(source([period(), *values])))[ADAS]


def older(**more: Any) -> dict[str, Any]:
    """The same participation in the words of deltaker-v1."""
    return {
        "id": STAY,
        "gjennomforingId": PLACE,
        "personIdent": "15857398765",
        "startDato": "2025-02-03",
        "sluttDato": "2025-08-01",
        "status": {
            "type": "HAR_SLUTTET",
            "statusTekst": "Har sluttet",
            "aarsak": "FATT_JOBB",
            "aarsakTekst": "Fått jobb",
            "opprettetDato": "2025-08-02T09:00:00",
        },
        "registrertDato": "2025-01-20T10:11:12",
        "endretDato": "2025-08-02T09:00:00",
        "dagerPerUke": 2.5,
        "prosentStilling": 42.1,
        "kilde": None,
        "innhold": None,
        "deltakelsesmengder": None,
        **more,
    }


def entry(kind: str, status: Any, **more: Any) -> dict[str, Any]:
    """An entry of the history of measures."""
    return {
        "type": kind,
        "id": STAY,
        "norskIdent": "15857398765",
        "startDato": "2025-02-03",
        "sluttDato": "2025-08-01",
        "status": status,
        "tiltakstype": {"tiltakskode": "ARBEIDSTRENING", "navn": "Arbeidstrening"},
        "tittel": "Arbeidstrening hos Bedrift AS",
        **more,
    }


def test_only_a_place_carries_which_programme_it_is() -> None:
    without, with_place = read(stay()), read(stay(), place())

    assert not without.origin.carries.can("enrolment.programme")
    assert with_place.origin.carries.can("enrolment.programme")


def test_one_that_runs_is_an_enrolment_without_an_exit() -> None:
    case = read(stay(), place())
    (measure,), (enrolment,) = case.interventions, case.enrolments
    assert measure.measure.concept is InterventionKind.WORK_TRAINING
    assert measure.status is InterventionStatus.RUNNING
    assert (measure.period.end, measure.planned_end) == (None, date(2025, 8, 1))
    assert enrolment.exit is None
    assert enrolment.referral.on == date(2025, 1, 20)


def test_one_that_ended_for_work_says_so_and_not_who_decided() -> None:
    (enrolment,) = read(stay(status="HAR_SLUTTET", reason="FATT_JOBB")).enrolments
    assert enrolment.exit.on == date(2025, 8, 1)
    assert enrolment.exit.category.concept is ExitCategory.ORDINARY_WORK
    assert enrolment.exit.decided_by is DecidedBy.UNKNOWN
    assert enrolment.exit.stance is StanceAnswer.NOT_ASKED


@pytest.mark.parametrize("reason", sorted(known(REASONS) - {"FEILREGISTRERT"}))
def test_a_reason_keeps_its_code(reason: str) -> None:
    (enrolment,) = read(stay(status="AVBRUTT", reason=reason)).enrolments
    assert enrolment.exit.category.code.code == reason
    assert not enrolment.exit.category.concept.is_unknown


def test_words_are_kept_of_another_reason_alone() -> None:
    for reason, words in (("ANNET", "flyttet nordover"), ("SYK", None)):
        (enrolment,) = read(
            stay(status="AVBRUTT", reason=reason, words="flyttet nordover")
        ).enrolments
        assert enrolment.exit.reason == words
    assert "nordover" not in repr(enrolment)


@pytest.mark.parametrize("status", sorted(known(STATUSES)))
def test_every_status_is_read(status: str) -> None:
    case = read(stay(status=status))
    (measure,) = case.interventions
    assert of_norway(measure.extensions)["status"] == status
    begun = status in {"DELTAR", "HAR_SLUTTET", "FULLFORT", "AVBRUTT"}
    assert len(case.enrolments) == begun
    assert measure.registered_in_error == (status == "FEILREGISTRERT")


def test_one_that_waits_has_not_begun() -> None:
    (measure,) = read(stay(status="VENTELISTE")).interventions
    assert measure.status is InterventionStatus.PLANNED
    assert measure.period.start is None
    assert measure.planned_start == date(2025, 2, 3)


def test_one_that_was_carried_through_is_completed() -> None:
    case = read(stay(status="FULLFORT"))
    assert case.enrolments[0].exit.category.concept is ExitCategory.COMPLETED
    assert case.interventions[0].end_reason.concept is EndReason.COMPLETED


def test_an_end_without_a_last_day_is_told() -> None:
    ended = stay(status="HAR_SLUTTET", last=None, changed="2025-08-02T23:30:00Z")
    found = gathered(source([period(), ended]))
    assert cases(found)[ADAS].enrolments[0].exit.on == date(2025, 8, 3)
    assert [one.field for one in notices(found)] == ["sluttDato"]


def test_a_code_that_nobody_knows_is_kept_and_told() -> None:
    found = gathered(source([period(), stay(status="AVBRUTT", reason="NY_KODE")]))
    exit_ = cases(found)[ADAS].enrolments[0].exit
    assert (exit_.category.concept, exit_.category.code.code) == (
        ExitCategory.UNKNOWN,
        "NY_KODE",
    )
    (told,) = notices(found)
    assert (told.found, told.where) == ("NY_KODE", "[1].status.aarsak")


def test_a_field_that_nobody_knows_is_kept_and_told() -> None:
    found = gathered(source([period(), stay(nyttFelt={"a": [1, 2]})]))
    (measure,) = cases(found)[ADAS].interventions
    assert of_norway(measure.extensions)["unknown"]["nyttFelt"]["a"] == (1, 2)
    assert [one.field for one in notices(found)] == ["nyttFelt"]


def test_all_faults_of_a_message_at_once_and_nothing_personal_in_them() -> None:
    wrong = stay(
        "no-uuid", ident="1585739876X", start="i morgen", kilde="hemmelig tekst"
    )
    found = faults(gathered(source([wrong])))
    assert {fault.field for fault in found} == {"id", "personIdent", "startDato"}
    assert "1585739876X" not in str(found)
    assert "i morgen" not in str(found)
    assert "hemmelig" not in str(found)


def test_a_last_day_before_the_first_is_refused_and_the_others_kept() -> None:
    wrong = stay("cccccccc-0000-4000-8000-000000000009", last="2024-12-31")
    found = gathered(source([period(), wrong, stay()]))
    assert [fault.field for fault in faults(found)] == ["sluttDato"]
    assert len(cases(found)[ADAS].interventions) == 1


def test_the_older_contract_says_the_same_under_other_names() -> None:
    new = stay(status="HAR_SLUTTET", reason="FATT_JOBB", changed="2025-08-02T09:00:00")
    ours, theirs = read(new), read(older())
    assert ours.enrolments[0].exit == theirs.enrolments[0].exit
    assert ours.enrolments[0].start == theirs.enrolments[0].start
    more = of_norway(theirs.interventions[0].extensions)
    assert (more["days"], more["percent"]) == (2.5, 42.1)


@given(st.permutations(range(3)))
def test_the_richer_contract_wins_whatever_the_order(order: list[int]) -> None:
    status = {"type": "DELTAR", "aarsak": None, "opprettetDato": "2025-02-03T00:00:00"}
    three = [stay(), older(), entry("TeamKometDeltakelse", status)]
    case = read(*(three[one] for one in order))
    (measure,) = case.interventions
    assert of_norway(measure.extensions)["contract"] == "no.nav.deltaker-ekstern-v1"


def test_the_three_shapes_of_the_history() -> None:
    komet = entry(
        "TeamKometDeltakelse",
        {
            "type": "HAR_SLUTTET",
            "aarsak": "SYK",
            "opprettetTidspunkt": "2025-08-01T00:00",
        },
    )
    assert read(komet).enrolments[0].exit.category.concept is ExitCategory.ILLNESS
    arena = entry(
        "ArenaDeltakelse",
        "FULLFORT",
        arenaId=4711,
        tiltakstype={"tiltakskode": "ARBFORB", "navn": "AFT"},
    )
    (measure,) = read(arena).interventions
    assert measure.measure.code.scheme == "no.arena.tiltakskode"
    assert measure.status is InterventionStatus.COMPLETED
    employer = {"organisasjonsnummer": "999999999", "navn": "Bedrift AS"}
    agreement = entry("TeamTiltakAvtale", "GJENNOMFØRES", arbeidsgiver=employer)
    case = read(agreement)
    assert case.interventions[0].status is InterventionStatus.RUNNING
    assert case.interventions[0].provider == "no.orgnr:999999999"
    assert case.enrolments == ()


def test_a_history_that_is_not_complete_says_so() -> None:
    answer = {
        "historikk": [entry("TeamTiltakAvtale", "AVSLUTTET")],
        "meldinger": ["MANGLER_HISTORIKK_FRA_TEAM_TILTAK"],
    }
    found = gathered(source(answer, "answer.json"), source([period()]))
    assert "not complete" in notices(found)[0].note
    assert len(cases(found)[ADAS].interventions) == 1


def test_one_wrong_entry_of_a_history_leaves_the_others() -> None:
    answer = {
        "historikk": [
            entry("TeamTiltakAvtale", "AVSLUTTET", id="1"),
            entry("TeamTiltakAvtale", "AVSLUTTET"),
        ],
        "meldinger": [],
    }
    found = gathered(source(answer, "answer.json"), source([period()]))
    (fault,) = faults(found)
    assert fault.where == "historikk[0].id"
    assert len(cases(found)[ADAS].interventions) == 1


def test_an_agreement_is_read_without_letters_beyond_ascii() -> None:
    ascii_form = entry("TeamTiltakAvtale", "GJENNOMFORES")
    found = gathered(source([period(), ascii_form]))
    assert notices(found) == []
    (measure,) = cases(found)[ADAS].interventions
    assert measure.status is InterventionStatus.RUNNING
    assert of_norway(measure.extensions)["status"] == "GJENNOMFØRES"
