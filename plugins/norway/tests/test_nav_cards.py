"""Activity cards read: strict as NAV's consumer, one row, no agreement made up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from card_payloads import (
    CARD,
    ROW,
    SENT,
    changes,
    deletion,
    read_after,
    read_cards,
    the_row,
    upsert,
)
from hypothesis import given
from hypothesis import strategies as st
from nav_payloads import ADA, ADAS, BO, faults, notices, period, source
from nav_payloads import cases as cases_of

from brukermedvirkning.domain.concepts import (
    ActorKind,
    InterventionKind,
    InterventionStatus,
    Obligation,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning_norway.marks import AGREED, said_by_nav
from brukermedvirkning_norway.nav.cards.details import facts
from brukermedvirkning_norway.nav.cards.showing import kept_messages
from brukermedvirkning_norway.nav.codes import of_norway

OTHER = f"{SENT[:-1]}2"
THIRD = f"{SENT[:-1]}3"


def test_a_card_is_an_intervention_of_the_period_in_which_it_was_told() -> None:
    found = read_cards([upsert()])
    assert not faults(found)
    row = the_row(found)
    assert list(cases_of(found)) == [ADAS]
    assert row.id == ROW
    assert row.measure.concept is InterventionKind.WORK_TRAINING
    assert row.measure.code is not None
    assert row.measure.code.code == "ARBFORB"
    assert row.status is InterventionStatus.PLANNED
    assert row.period == Period()
    assert (row.planned_start, row.planned_end) == (date(2025, 3, 3), date(2025, 9, 1))
    assert row.recorded.by.kind is ActorKind.STAFF


def test_that_nav_marked_it_agreed_is_nobodys_agreement_and_no_duty() -> None:
    found = read_cards([upsert(avtaltMedNav=True)])
    (case,) = cases_of(found).values()
    assert case.stances == ()
    assert case.consents == ()
    assert case.decisions == ()
    assert said_by_nav(the_row(found))[AGREED] is True
    assert the_row(found).obligation is Obligation.UNKNOWN
    assert the_row(found).proposed_by == ()


@pytest.mark.parametrize(
    ("status", "is_"),
    [
        ("FORSLAG", InterventionStatus.PLANNED),
        ("PLANLAGT", InterventionStatus.PLANNED),
        ("GJENNOMFORES", InterventionStatus.RUNNING),
        ("FULLFORT", InterventionStatus.COMPLETED),
        ("AVBRUTT", InterventionStatus.NEVER_STARTED),
    ],
)
def test_a_status_as_the_core_calls_it(status: str, is_: InterventionStatus) -> None:
    row = the_row(read_cards([upsert(aktivitetStatus=status)]))
    assert row.status is is_
    assert of_norway(row.extensions)["aktivitetskort"]["status"] == status


def test_what_ended_ended_on_its_last_day_or_when_that_was_told() -> None:
    late = {"aktivitetStatus": "AVBRUTT", "endretTidspunkt": "2025-06-01T12:00:00Z"}
    row = the_row(read_cards([upsert(**late)]))
    assert row.status is InterventionStatus.STOPPED
    assert row.period == Period(start=date(2025, 3, 3), end=date(2025, 6, 2))
    again = upsert(THIRD, **late | {"endretTidspunkt": "2025-08-01T12:00:00Z"})
    assert the_row(read_cards([upsert(**late), again])).period == row.period
    ended = upsert(**late | {"sluttDato": "2025-05-10"})
    assert the_row(read_cards([ended])).period.last_day == date(2025, 5, 10)


def test_content_that_changed_is_a_version() -> None:
    changed = upsert(
        OTHER, sluttDato="2025-12-31", endretTidspunkt="2025-05-01T08:00:00Z"
    )
    renamed = upsert(
        THIRD,
        sluttDato="2025-12-31",
        tittel="AFT",
        endretTidspunkt="2025-06-01T08:00:00Z",
    )
    row = the_row(read_cards([renamed, upsert(), changed]))
    assert [one.until for one in row.earlier] == [date(2025, 5, 1), date(2025, 6, 1)]
    assert row.earlier[0].planned_end == date(2025, 9, 1)
    assert row.planned_end == date(2025, 12, 31)
    moved = upsert(
        OTHER, aktivitetStatus="GJENNOMFORES", endretTidspunkt="2025-05-01T08:00:00Z"
    )
    assert the_row(read_cards([upsert(), moved])).version == 1


@given(changes(), st.randoms())
def test_the_order_of_messages_and_their_repeating_change_nothing(
    messages: list[dict[str, Any]], random: Any
) -> None:
    row = the_row(read_cards(messages))
    shuffled = [*messages, messages[0]]
    random.shuffle(shuffled)
    assert the_row(read_cards(shuffled)) == row


@given(changes())
def test_messages_of_several_imports_come_to_what_they_come_to_together(
    messages: list[dict[str, Any]],
) -> None:
    found: list[Any] = []
    for message in reversed(messages):
        found = read_after(found, source([message]), source(period()))
    assert the_row(found) == the_row(read_cards(messages))


def test_no_number_of_a_person_is_in_a_row() -> None:
    by_self = {"ident": ADA, "identType": "PERSONBRUKERIDENT"}
    row = the_row(read_cards([upsert(endretAv=by_self)]))
    assert row.recorded.by.kind is ActorKind.PARTICIPANT
    assert row.recorded.by.id is None
    assert ADA not in str(row.extensions.thawed())


DAMAGED = {
    "unknown field": (upsert(nytt=1), "DESERIALISERINGSFEIL"),
    "unknown field outside": ({**upsert(), "nytt": 1}, "DESERIALISERINGSFEIL"),
    "no title": (upsert(tittel=None), "DESERIALISERINGSFEIL"),
    "title too long": (upsert(tittel="x" * 256), "DESERIALISERINGSFEIL"),
    "unknown action": ({**upsert(), "actionType": "SLETT"}, "DESERIALISERINGSFEIL"),
    "unknown kind": (upsert(kind="NY_TYPE"), "DESERIALISERINGSFEIL"),
    "unknown status": (upsert(aktivitetStatus="NY"), "DESERIALISERINGSFEIL"),
    "no day": (upsert(startDato="2025-02-30"), "DESERIALISERINGSFEIL"),
    "no instant": (upsert(endretTidspunkt="i går"), "DESERIALISERINGSFEIL"),
    "no mark": (upsert(avtaltMedNav=None), "DESERIALISERINGSFEIL"),
    "no card": ({**upsert(), "aktivitetskort": None}, "DESERIALISERINGSFEIL"),
    "unknown ident type": (
        upsert(endretAv={"ident": "x", "identType": "NY"}),
        "DESERIALISERINGSFEIL",
    ),
    "nobody changed it": (upsert(endretAv=None), "DESERIALISERINGSFEIL"),
    "no uuid": (upsert(id="17"), "DESERIALISERINGSFEIL"),
    "own id": (upsert(CARD), "MESSAGEID_LIK_AKTIVITETSID"),
    "no number": (upsert(personIdent="Ada"), "UGYLDIG_IDENT"),
    "no number in a deletion": (deletion(personIdent="1"), "UGYLDIG_IDENT"),
    "own id of a deletion": (deletion(CARD), "MESSAGEID_LIK_AKTIVITETSID"),
    "deletion by nobody": (deletion(navIdent=None), "DESERIALISERINGSFEIL"),
    "field in a deletion": (deletion(tittel="x"), "DESERIALISERINGSFEIL"),
    "another key": ({"key": SENT, "value": upsert()}, "KAFKA_KEY_ULIK_AKTIVITETSID"),
}


@pytest.mark.parametrize("name", sorted(DAMAGED))
def test_what_navs_consumer_refuses_is_refused_with_its_word(name: str) -> None:
    message, error = DAMAGED[name]
    found = read_cards([message])
    refused = faults(found)
    assert refused
    assert all(error in fault.expected for fault in refused)
    shown = " ".join(map(str, refused))
    assert "Fjord" not in shown
    assert ADA not in shown
    assert [row for case in cases_of(found).values() for row in case.rows()] == []


def test_what_only_the_schema_refuses_is_kept_and_told() -> None:
    odd = upsert(
        kind="VARIG_TILRETTELAGT_ARBEID_I_ORDINAER_VIRKSOMHET",
        sender="TEAM_NYTT",
        etiketter=[{"tekst": "en etikett som er for lang"}],
    )
    found = read_cards([odd])
    assert not faults(found)
    assert {one.field for one in notices(found)} == {"source", "tekst"}
    (kept,) = kept_messages(the_row(found).extensions)
    assert kept["source"] == "TEAM_NYTT"


@pytest.mark.parametrize(
    ("spelt", "kept"),
    [
        ("TILTAKSARRAGOER", "TILTAKSARRAGOER"),
        ("TILTAKSARRANGOER", "TILTAKSARRAGOER"),
        ("PERSONBRUKER", "PERSONBRUKERIDENT"),
        ("PERSONBRUKERIDENT", "PERSONBRUKERIDENT"),
    ],
)
def test_every_spelling_of_who_changed_it_is_read(spelt: str, kept: str) -> None:
    by = {"ident": "999999999", "identType": spelt}
    (message,) = kept_messages(the_row(read_cards([upsert(endretAv=by)])).extensions)
    assert message["aktivitetskort"]["endretAv"]["identType"] == kept


@pytest.mark.parametrize(
    "spelt",
    [
        "2025-02-20T09:00:00Z",
        "2025-02-20T10:00:00",
        "2025-02-20T10:00:00.000000000+01:00[Europe/Oslo]",
    ],
)
def test_every_spelling_of_an_instant_is_read(spelt: str) -> None:
    row = the_row(read_cards([upsert(endretTidspunkt=spelt)]))
    assert row.recorded.at == the_row(read_cards([upsert()])).recorded.at


def test_a_card_of_another_person_is_refused_and_the_first_ones_stays() -> None:
    stolen = upsert(
        OTHER, personIdent=BO, tittel="Bos", endretTidspunkt="2025-05-01T08:00:00Z"
    )
    found = read_cards([stolen, upsert()])
    (fault,) = faults(found)
    assert "ULOVLIG_ENDRING" in fault.expected
    (message,) = kept_messages(the_row(found).extensions)
    assert message["messageId"] == SENT
    also = read_cards([deletion(personIdent=BO), upsert()])
    assert ["ULOVLIG_ENDRING" in one.expected for one in faults(also)] == [True]
    assert not the_row(also).registered_in_error


def test_navs_mark_cannot_be_taken_off_again() -> None:
    off = upsert(OTHER, endretTidspunkt="2025-05-01T08:00:00Z")
    found = read_cards([off, upsert(avtaltMedNav=True)])
    (fault,) = faults(found)
    assert "ULOVLIG_ENDRING" in fault.expected
    assert fault.source == "kort.json"
    assert said_by_nav(the_row(found))[AGREED] is True


def test_another_message_under_a_known_id_is_left_out_and_told() -> None:
    again = upsert(tittel="En annen", endretTidspunkt="2025-05-01T08:00:00Z")
    found = read_cards([again, upsert()])
    assert any("DUPLIKATMELDINGFEIL" in one.note for one in notices(found))
    assert len(kept_messages(the_row(found).extensions)) == 1


def test_a_deletion_leaves_nothing_of_what_the_card_said() -> None:
    for messages in ([upsert(), deletion()], [deletion(), upsert()]):
        found = read_cards(messages)
        row = the_row(found)
        assert row.registered_in_error
        assert "Fjord" not in str(row.extensions.thawed())
        assert not [one for one in notices(found) if "AKTIVITET" in one.note]


def test_a_deletion_of_what_was_never_told_of_is_kept_and_told() -> None:
    found = read_cards([deletion(sendt="2025-05-01T08:00:00Z")])
    assert any("AKTIVITET_IKKE_FUNNET" in one.note for one in notices(found))
    later = read_after(found, source([upsert()]))
    assert the_row(later).registered_in_error


@pytest.mark.parametrize(
    ("label", "text", "found"),
    [
        ("Deltakelse", "95.6%", {"deltakelsesprosent": 95.6}),
        ("Deltakelsesmengde", "42,1 %", {"deltakelsesprosent": 42.1}),
        (
            "Deltakelsesmengde",
            "50% fordelt på 2 dager i uka",
            {"deltakelsesprosent": 50.0, "dagerPerUke": 2.0},
        ),
        ("Deltakelsesmengde", "fordelt på 1 dag i uka", {"dagerPerUke": 1.0}),
        ("deltakelsesprosent", "40", {"deltakelsesprosent": 40.0}),
        ("dagerPerUke", "2.5", {"dagerPerUke": 2.5}),
        ("Antall dager per uke", "5", {"dagerPerUke": 5.0}),
        ("Arrangør", "5", {}),
        ("Deltakelse", "om lag 50%", {}),
        ("Deltakelse", "195%", {}),
        ("dagerPerUke", "8", {}),
        ("dagerPerUke", "0", {}),
    ],
)
def test_a_detail_is_a_fact_only_where_it_is_plain(
    label: str, text: str, found: dict[str, float]
) -> None:
    assert facts([(label, text)]) == found
    detail = {"label": label, "verdi": text}
    row = the_row(read_cards([upsert(detaljer=[detail])]))
    (kept,) = kept_messages(row.extensions)
    assert kept["aktivitetskort"]["detaljer"] == [detail]


def test_two_details_that_contradict_each_other_are_no_fact() -> None:
    assert facts([("Deltakelse", "50%"), ("deltakelsesprosent", "60")]) == {}
