"""Activities as NAV tells of them: three spellings, versions, talks, and NAV's marks."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from card_payloads import CARD, deletion, read_after, read_cards, upsert
from hypothesis import given
from hypothesis import strategies as st
from nav_payloads import (
    ADA,
    ADA_AKTOR,
    ADAS,
    faults,
    gathered,
    notices,
    period,
    recognised,
    source,
)
from nav_payloads import cases as cases_of

from brukermedvirkning.domain.concepts import (
    ActorKind,
    ContactForm,
    ContactStatus,
    EndReason,
    InterventionKind,
    InterventionStatus,
    Obligation,
    Party,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.period import Duration, Period
from brukermedvirkning_norway.marks import AGREED, OFFICE, said_by_nav
from brukermedvirkning_norway.nav.activities.shapes import is_answer
from brukermedvirkning_norway.nav.codes import of_norway

ROW = "aktivitet-144136"


def version(number: int = 1, *, type_: str = "EGEN", **more: Any) -> dict[str, Any]:
    """A version of an activity, as the REST service and GraphQL tell it."""
    return {
        "id": "144136",
        "funksjonellId": None,
        "versjon": str(number),
        "tittel": "Skrive søknad",
        "beskrivelse": "Hver uke",
        "type": type_,
        "status": "PLANLAGT",
        "fraDato": "2025-03-02T23:00:00.000+00:00",
        "tilDato": "2025-08-31T22:00:00.000+00:00",
        "opprettetDato": "2025-02-20T10:00:00+01:00",
        "endretDato": f"2025-02-{19 + number}T10:00:00+01:00",
        "endretAv": None,
        "endretAvType": "BRUKER",
        "historisk": False,
        "avtalt": False,
        "transaksjonsType": "OPPRETTET" if number == 1 else "DETALJER_ENDRET",
        "oppfolgingsperiodeId": ADAS,
        **more,
    }


def change(number: int | str = 2, **more: Any) -> dict[str, Any]:
    """A message of a change, as the caseload overview gets it (v4)."""
    return {
        "aktivitetId": "144136",
        "version": number,
        "aktorId": ADA_AKTOR,
        "fraDato": "2025-03-03T00:00:00+01:00",
        "tilDato": None,
        "endretDato": "2025-03-10T09:47:42.48+01:00",
        "aktivitetType": "EGEN",
        "aktivitetStatus": "GJENNOMFORES",
        "endringsType": "FLYTTET",
        "lagtInnAv": "BRUKER",
        "avtalt": False,
        "historisk": False,
        **more,
    }


def read(*values: Any) -> list[Any]:
    """What comes of activities, beside the follow-up period of their person."""
    return gathered(source([*values], "plan.json"), source(period(), "periode.json"))


def the_row(found: list[Any]) -> Any:
    """The one row in what was read."""
    (row,) = [row for case in cases_of(found).values() for row in case.rows()]
    return row


def talk(number: int = 1, **more: Any) -> dict[str, Any]:
    """A version of the report of a talk."""
    return version(
        number,
        type_="SAMTALEREFERAT",
        **{
            "endretAvType": "NAV",
            "kanal": "TELEFON",
            "referat": "Vi snakket om veien videre",
            "erReferatPublisert": False,
            **more,
        },
    )


def meeting(number: int = 1, **more: Any) -> dict[str, Any]:
    """A version of a meeting."""
    return version(
        number,
        type_="MOTE",
        **{
            "endretAvType": "NAV",
            "kanal": "INTERNETT",
            "fraDato": "2025-03-03T09:00:00+01:00",
            "tilDato": "2025-03-03T09:45:00+01:00",
            "adresse": "På nett",
            "forberedelser": "Ta med CV",
            **more,
        },
    )


def test_an_activity_of_the_participants_own_is_theirs() -> None:
    found = read(version())
    assert not faults(found)
    assert list(cases_of(found)) == [ADAS]
    row = the_row(found)
    assert row.id == ROW
    assert row.measure.concept is InterventionKind.OTHER
    assert row.status is InterventionStatus.PLANNED
    assert (row.planned_start, row.planned_end) == (date(2025, 3, 3), date(2025, 9, 1))
    assert row.proposed_by == (Party.PARTICIPANT,)
    assert row.content_shaped_by == (Party.PARTICIPANT,)
    assert row.recorded.by.kind is ActorKind.PARTICIPANT
    assert row.group is None


def test_who_made_it_is_unknown_where_its_making_is() -> None:
    row = the_row(read(version(2)))
    assert row.proposed_by == ()
    assert row.content_shaped_by == ()


def test_a_history_that_goes_back_to_the_first_tells_who_made_it() -> None:
    entries = [
        {"endretAvType": "NAV", "versjonsId": "2", "forrigeVersjonsId": "144136"},
        {"endretAvType": "BRUKER", "versjonsId": "1", "forrigeVersjonsId": None},
    ]
    told = version(2, endretAvType="NAV", historikk={"endringer": entries})
    row = the_row(read(told))
    assert row.proposed_by == (Party.PARTICIPANT,)
    assert row.content_shaped_by == (Party.PARTICIPANT, Party.SERVICE)
    cut = version(2, historikk={"endringer": entries[:1]})
    assert the_row(read(cut)).proposed_by == ()


def test_versions_are_versions_of_the_content() -> None:
    found = read(version(3, status="FULLFORT"), version(2, tilDato=None), version(1))
    row = the_row(found)
    assert [one.until for one in row.earlier] == [date(2025, 2, 21), date(2025, 2, 22)]
    assert row.earlier[1].planned_end is None
    assert row.status is InterventionStatus.COMPLETED
    assert row.end_reason.concept is EndReason.COMPLETED


@pytest.mark.parametrize(
    ("by", "who"),
    [
        ("BRUKER", Party.PARTICIPANT),
        ("NAV", Party.SERVICE),
        ("TILTAKSARRANGOER", Party.OTHER_SERVICE),
        ("ARBEIDSGIVER", Party.EMPLOYER),
        ("SYSTEM", Party.UNKNOWN),
        ("ARENAIDENT", Party.UNKNOWN),
    ],
)
def test_whose_act_moved_it_to_its_end(by: str, who: Party) -> None:
    ended = version(
        2, status="AVBRUTT", transaksjonsType="STATUS_ENDRET", endretAvType=by
    )
    row = the_row(read(version(), ended))
    assert row.end_decided_by is who
    assert row.end_reason.concept is EndReason.UNKNOWN
    history = version(
        3, status="AVBRUTT", transaksjonsType="BLE_HISTORISK", endretAvType="SYSTEM"
    )
    assert the_row(read(version(), ended, history)).end_decided_by is who


def test_agreed_and_read_are_navs_mark_and_reading_and_no_agreement() -> None:
    notice = {
        "id": "1",
        "type": "SEND_FORHAANDSORIENTERING",
        "tekst": "Du må",
        "lestDato": "2025-03-01T10:00:00+01:00",
    }
    agreed = version(2, avtalt=True, transaksjonsType="AVTALT", endretAvType="NAV")
    read_by = version(
        3,
        avtalt=True,
        transaksjonsType="FORHAANDSORIENTERING_LEST",
        forhaandsorientering=notice,
    )
    found = read(version(), agreed, read_by)
    (case,) = cases_of(found).values()
    assert (case.stances, case.consents, case.decisions) == ((), (), ())
    row = the_row(found)
    assert said_by_nav(row)[AGREED] is True
    assert row.obligation is Obligation.UNKNOWN
    assert row.content_shaped_by == (Party.PARTICIPANT,)
    told = of_norway(row.extensions)["aktivitet"]["whole"]["said"]
    assert told["forhaandsorientering"]["lestDato"] == "2025-03-01T10:00:00+01:00"


def test_whether_nav_said_agreed_at_all_is_not_made_up() -> None:
    silent = version()
    del silent["avtalt"]
    assert AGREED not in said_by_nav(the_row(read(silent)))


def test_a_card_of_another_system_is_what_its_kind_says() -> None:
    told = version(
        type_="EKSTERNAKTIVITET",
        funksjonellId=CARD,
        eksternAktivitet={
            "type": "VASV",
            "detaljer": [{"label": "Deltakelse", "verdi": "50%"}],
            "nytt": True,
        },
    )
    found = read(told)
    row = the_row(found)
    assert row.id == f"aktivitet-{CARD}"
    assert row.measure.concept is InterventionKind.SHELTERED_WORK
    assert row.group.code == "EKSTERNAKTIVITET"
    said = of_norway(row.extensions)["aktivitet"]["whole"]["said"]
    assert said["eksternAktivitet"]["nytt"] is True
    assert [one.field for one in notices(found)] == ["nytt"]


def test_a_card_and_what_nav_tells_of_it_are_one_row_and_the_later_word_counts() -> (
    None
):
    told = version(
        type_="EKSTERNAKTIVITET",
        funksjonellId=CARD,
        avtalt=True,
        eksternAktivitet={"type": "ARBFORB"},
        endretDato="2025-05-01T10:00:00+02:00",
        status="GJENNOMFORES",
    )
    early = read(told, upsert())
    row = the_row(early)
    assert row.status is InterventionStatus.RUNNING
    assert {"aktivitet", "aktivitetskort"} <= set(of_norway(row.extensions))
    later = upsert(
        f"{CARD[:-1]}7",
        aktivitetStatus="AVBRUTT",
        endretTidspunkt="2025-06-01T10:00:00Z",
    )
    after = the_row(read_after(early, source([later])))
    assert after.status is InterventionStatus.STOPPED
    assert the_row(read(later, told, upsert())) == after
    assert the_row(read_after(read(later, upsert()), source([told]))) == after


def test_a_card_that_was_deleted_says_nothing_more() -> None:
    found = read_after(read_cards([upsert()]), source([deletion()]))
    assert the_row(found).registered_in_error


@pytest.mark.parametrize(
    "answer",
    [
        [version()],
        version(),
        {"aktiviteter": [version()]},
        {"data": {"perioder": [{"id": ADAS, "aktiviteter": [version()]}]}},
        {"data": {"aktivitet": version()}},
        {"data": {"aktiviteter": [version()]}},
    ],
)
def test_every_shape_of_an_answer_is_read(answer: Any) -> None:
    assert recognised(source(answer)) == "no.nav.aktivitet"
    found = gathered(source(answer), source(period()))
    assert the_row(found) == the_row(read(version()))


def test_the_period_of_a_graphql_answer_places_what_names_none() -> None:
    told = version()
    del told["oppfolgingsperiodeId"]
    answer = {"data": {"perioder": [{"id": ADAS, "aktiviteter": [told]}]}}
    assert list(cases_of(gathered(source(answer)))) == [ADAS]


def test_one_that_is_damaged_leaves_the_others() -> None:
    damaged = version(endretDato="i går", tittel="Hemmelig", id="9")
    found = read(version(), damaged, {**version(), "id": " "})
    assert {one.field for one in faults(found)} == {"endretDato", "id"}
    assert "Hemmelig" not in " ".join(map(str, faults(found)))
    assert the_row(found).id == ROW


def test_the_internal_service_spells_the_same_with_strokes_and_small_letters() -> None:
    told = {
        "aktivitet_id": "144136",
        "aktivitet_type": "egenaktivitet",
        "kontorsperre_enhet_id": "0106",
        "avtalt_med_nav": True,
        "status": "gjennomfores",
        "beskrivelse": "Hver uke",
        "tittel": "Skrive søknad",
        "fra_dato": "2025-03-03T00:00:00+01:00",
        "til_dato": None,
        "opprettet_dato": "2025-02-20T10:00:00+01:00",
        "endret_dato": "2025-03-04T10:00:00+01:00",
        "oppfolgingsperiode_id": ADAS,
    }
    row = the_row(read(told))
    assert row.measure.code.code == "EGEN"
    assert row.status is InterventionStatus.RUNNING
    assert row.period == Period(start=date(2025, 3, 3))
    assert dict(said_by_nav(row)) == {AGREED: True, OFFICE: "0106"}
    assert of_norway(row.extensions)["aktivitet"]["change"]["said"]["tittel"]


def test_a_message_of_a_change_lies_over_what_was_whole() -> None:
    for number in (2, "2"):
        found = read(change(number, tiltakskode="X"), version())
        row = the_row(found)
        assert row.status is InterventionStatus.RUNNING
        assert row.planned_end is None
        assert row.version == 2
        assert row.proposed_by == (Party.PARTICIPANT,)
    made = change(1, endringsType="OPPRETTET", lagtInnAv="NAV")
    assert the_row(read(made)).proposed_by == (Party.SERVICE,)


@pytest.mark.parametrize("svarfrist", ["2022-08-18", "2022-08-18T00:00:00+02:00"])
def test_a_message_of_a_change_may_have_any_person_and_either_deadline(
    svarfrist: str,
) -> None:
    told = change(
        aktorId="123456789",
        aktivitetType="STILLING_FRA_NAV",
        stillingFraNavData={"cvKanDelesStatus": "IKKE_SVART", "svarfrist": svarfrist},
    )
    found = read(told)
    assert not faults(found)
    row = next(row for case in cases_of(found).values() for row in case.interventions)
    assert row.measure.concept is InterventionKind.JOB_SEARCH


@pytest.mark.parametrize(
    "damaged",
    [
        change(aktorId=None),
        change(avtalt=None),
        {name: one for name, one in change().items() if name != "avtalt"},
        {name: one for name, one in change().items() if name != "aktorId"},
    ],
)
def test_a_message_of_a_change_without_person_or_mark_is_refused(
    damaged: dict[str, Any],
) -> None:
    assert recognised(source(damaged)) == "no.nav.aktivitet"
    assert len(faults(read(damaged))) == 1


@pytest.mark.parametrize(
    ("code", "scheme"),
    [
        ("ARBFORB", "no.arena.tiltakskode"),
        ("ARBEIDSFORBEREDENDE_TRENING", "no.nav.tiltakskode"),
        ("JOBBKLUBB", "no.nav.aktivitet-type"),
        ("NYTT", "no.nav.aktivitet-type"),
    ],
)
def test_a_code_of_a_measure_counts_where_one_system_alone_has_it(
    code: str, scheme: str
) -> None:
    row = the_row(read(change(aktivitetType="TILTAK", tiltakskode=code)))
    assert row.measure.code.scheme == scheme


def test_an_activity_of_arenas_is_read() -> None:
    told = {
        "id": "ARENATA123",
        "type": "TILTAKSAKTIVITET",
        "status": "GJENNOMFORES",
        "tittel": "Arbeidsforberedende trening",
        "fraDato": "2025-03-03T00:00:00+01:00",
        "tilDato": None,
        "opprettetDato": "2025-02-20T10:00:00+01:00",
        "avtalt": True,
        "deltakelseProsent": 42.1,
        "antallDagerPerUke": 2.5,
        "etikett": "JATAKK",
        "arrangoer": "Fjord",
        "moeteplanListe": [
            {"startDato": "2025-03-03", "sluttDato": None, "sted": "Her"}
        ],
        "oppfolgingsperiodeId": ADAS,
    }
    found = read(told)
    row = the_row(found)
    assert row.id == "aktivitet-ARENATA123"
    assert row.status is InterventionStatus.RUNNING
    said = of_norway(row.extensions)["aktivitet"]["whole"]["said"]
    assert (said["deltakelseProsent"], said["antallDagerPerUke"]) == (42.1, 2.5)
    assert row.measure.concept is InterventionKind.UNKNOWN


def test_what_is_unknown_is_kept_and_told() -> None:
    odd = version(
        type_="NY_TYPE",
        status="NY_STATUS",
        transaksjonsType="NY",
        nytt={"tall": 2**60, "om": [1, ADA], "fnr": ADA},
    )
    found = read(odd)
    row = the_row(found)
    assert row.measure.concept is InterventionKind.UNKNOWN
    assert row.measure.code.code == "NY_TYPE"
    assert row.status is InterventionStatus.UNKNOWN
    assert row.period == Period()
    assert {"type", "status", "transaksjonsType", "nytt"} == {
        one.field for one in notices(found)
    }
    plain = the_row(read(version(nytt={"om": [1, ADA], "fnr": ADA})))
    said = of_norway(plain.extensions)["aktivitet"]["whole"]["said"]
    assert said["unknown"]["nytt"].thawed() == {"om": [1]}


def test_no_number_of_a_person_is_kept_in_a_row() -> None:
    shared = {"kanDeles": True, "endretAv": ADA, "endretAvType": "BRUKER"}
    told = version(endretAv=ADA, stillingFraNavData={"cvKanDelesData": shared})
    row = the_row(read(told))
    assert ADA not in str(row.extensions.thawed())
    (case,) = cases_of(read(told)).values()
    assert case.consents == ()


def test_the_report_of_a_talk_is_a_draft_until_nav_shares_it() -> None:
    written = talk()
    shared = talk(2, erReferatPublisert=True, transaksjonsType="REFERAT_PUBLISERT")
    row = the_row(read(written))
    assert isinstance(row, Contact)
    assert row.status is ContactStatus.HELD
    assert row.form.concept is ContactForm.PHONE
    assert row.on == date(2025, 3, 3)
    assert row.note is not None
    assert row.note.written_on == date(2025, 2, 20)
    assert row.note.shared_on is None
    both = the_row(read(shared, written))
    assert both.note.shared_on == date(2025, 2, 21)
    assert both.note.read_on is None
    assert both.note.text == "Vi snakket om veien videre"
    # Nobody was told when it was written.
    assert the_row(read(shared)).note.written_on is None
    first = meeting(referat=None)
    later = meeting(2, referat="Slik ble det", erReferatPublisert=False)
    assert the_row(read(first, later)).note.written_on == date(2025, 2, 21)


def test_a_draft_is_in_the_note_and_nowhere_else() -> None:
    row = the_row(read(talk()))
    assert "veien videre" not in str(row.extensions.thawed())


def test_a_report_that_was_known_stays_when_less_is_told() -> None:
    before = read(talk())
    moved = change(aktivitetType="SAMTALEREFERAT", aktivitetStatus="FULLFORT")
    row = the_row(read_after(before, source([moved]), source(period())))
    assert row.note.text == "Vi snakket om veien videre"
    assert row.note.shared_on is None
    shared = talk(2, erReferatPublisert=True, transaksjonsType="REFERAT_PUBLISERT")
    row = the_row(read(talk(), shared, moved))
    assert row.note.shared_on == date(2025, 2, 21)


@pytest.mark.parametrize(
    ("status", "is_"),
    [
        ("PLANLAGT", ContactStatus.PLANNED),
        ("GJENNOMFORES", ContactStatus.UNKNOWN),
        ("FULLFORT", ContactStatus.HELD),
        ("AVBRUTT", ContactStatus.NOT_HELD),
    ],
)
def test_a_meeting_is_a_contact(status: str, is_: ContactStatus) -> None:
    row = the_row(read(meeting(status=status)))
    assert isinstance(row, Contact)
    assert row.status is is_
    assert row.form.concept is ContactForm.VIDEO
    assert row.duration == Duration(at_least=45, at_most=45)
    assert row.agenda is not None
    assert row.agenda.text == "Hver uke\n\nTa med CV"
    assert row.initiative is Party.UNKNOWN
    assert row.attendees == ()
    assert row.note is None


def test_a_talk_that_was_broken_off_is_not_known_to_be_held() -> None:
    assert the_row(read(talk(status="AVBRUTT"))).status is ContactStatus.UNKNOWN


@pytest.mark.parametrize("ends", [None, "2025-03-05T09:00:00Z", "2025-03-03T07:00:00Z"])
def test_a_span_of_days_is_no_length_of_a_meeting(ends: str | None) -> None:
    told = meeting(tilDato=ends, beskrivelse=None, forberedelser=None)
    row = the_row(read(told))
    assert row.duration is None
    assert row.agenda is None


def test_a_meeting_without_a_day_is_refused() -> None:
    (fault,) = faults(read(meeting(fraDato=None)))
    assert fault.field == "fraDato"


@pytest.mark.parametrize("told", [version(), meeting(), talk()])
def test_what_was_deleted_leaves_nothing_of_what_it_said(told: dict[str, Any]) -> None:
    gone = {**told, "versjon": "2", "transaksjonsType": "KASSERT", "tittel": "Kassert"}
    together = the_row(read(told, gone))
    assert together.registered_in_error
    assert "søknad" not in str(together.extensions.thawed())
    assert getattr(together, "note", None) is None
    apart = read_after(read(told), source([gone]), source(period()))
    assert the_row(apart).registered_in_error
    again = read_after(apart, source([told]), source(period()))
    assert the_row(again).registered_in_error


EXTERNAL = version(
    type_="EKSTERNAKTIVITET",
    funksjonellId=CARD,
    eksternAktivitet={"type": "ARBFORB"},
)
MOVED = change(aktivitetType="TILTAK", aktivitetStatus="GJENNOMFORES")


@pytest.mark.parametrize("parts", list(permutations([[upsert()], [EXTERNAL], [MOVED]])))
def test_one_activity_under_two_ids_is_one_row(parts: tuple[list[Any], ...]) -> None:
    together = the_row(read(*(one for part in parts for one in part)))
    assert together.id == f"aktivitet-{CARD}"
    assert together.status is InterventionStatus.RUNNING
    found: list[Any] = []
    for part in parts:
        found = read_after(found, source(part), source(period()))
    rows = [row for case in cases_of(found).values() for row in case.interventions]
    (standing,) = [row for row in rows if not row.registered_in_error]
    assert standing.status is together.status
    assert standing.recorded == together.recorded


def test_every_version_of_an_activity_with_two_ids_is_of_the_one_row() -> None:
    again = {**EXTERNAL, "versjon": "2", "endretDato": "2025-04-01T10:00:00Z"}
    row = the_row(read(EXTERNAL, again, MOVED))
    assert row.recorded.at == the_row(read(again)).recorded.at


def test_an_id_may_be_a_number() -> None:
    assert the_row(read(version(id=144136))) == the_row(read(version()))


def test_versions_without_an_instant_go_by_their_numbers() -> None:
    nowhen = {"endretDato": None, "opprettetDato": None}
    first = version(**nowhen)
    second = version(2, tittel="Ringe", **nowhen)
    row = the_row(read(second, first))
    assert row.recorded.at is None
    # When it was changed is not told, and is not made up.
    assert row.earlier == ()
    said = of_norway(row.extensions)["aktivitet"]["whole"]["said"]
    assert said["tittel"] == "Ringe"


@pytest.mark.parametrize(
    "value",
    [
        3,
        None,
        {},
        {"id": "1", "type": "ArenaDeltakelse", "status": "DELTAR"},
        {"aktiviteter": 1},
        {"data": {"perioder": [{"id": ADAS}]}},
        {"data": None, "errors": []},
    ],
)
def test_what_has_another_shape_is_no_activity(value: Any) -> None:
    assert not is_answer(value)


@st.composite
def courses(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Versions of one activity, whole and in few fields, in any order."""
    numbers = draw(st.lists(st.integers(1, 8), min_size=1, max_size=4, unique=True))
    return [_drawn(draw, number) for number in numbers]


def _drawn(draw: st.DrawFn, number: int) -> dict[str, Any]:
    status = draw(st.sampled_from(["PLANLAGT", "GJENNOMFORES", "AVBRUTT"]))
    by = draw(st.sampled_from(["BRUKER", "NAV", "SYSTEM"]))
    if draw(st.booleans()):
        at = f"2025-02-{19 + number}T12:00:00+01:00"
        return change(number, aktivitetStatus=status, lagtInnAv=by, endretDato=at)
    words = draw(st.sampled_from(["Skrive søknad", "Ringe"]))
    return version(number, status=status, endretAvType=by, tittel=words, nytt=number)


@given(courses(), st.randoms())
def test_the_order_of_versions_and_their_repeating_change_nothing(
    versions: list[dict[str, Any]], random: Any
) -> None:
    row = the_row(read(*versions))
    shuffled = [*versions, versions[0]]
    random.shuffle(shuffled)
    assert the_row(read(*shuffled)) == row


@given(courses())
def test_versions_of_several_imports_come_to_what_they_come_to_together(
    versions: list[dict[str, Any]],
) -> None:
    found: list[Any] = []
    for one in versions:
        found = read_after(found, source([one]), source(period()))
    assert the_row(found) == the_row(read(*versions))
