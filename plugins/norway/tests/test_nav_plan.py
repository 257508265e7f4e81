"""Follow-up periods, goals, dialogues and § 14 a decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nav_payloads import (
    ADA,
    ADA_AKTOR,
    ADAS,
    cases,
    faults,
    gathered,
    goal,
    notices,
    period,
    source,
)

from brukermedvirkning.domain.concepts import (
    Appealable,
    ContactKind,
    GoalStatus,
    LastWord,
    LegalKind,
    Party,
    PlanKind,
    Proposer,
    RequestAnswer,
    WishAsked,
)
from brukermedvirkning_norway.marks import said_by_nav
from brukermedvirkning_norway.nav.codes import of_norway

ENDED = "2025-06-20T15:45:00+02:00"


def read(*values: Any) -> Any:
    """The one case of Ada's period, with what stands in it."""
    return cases(gathered(source([period(), *values]), options={"period": ADAS}))[ADAS]


def thread(*letters: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A dialogue with its messages."""
    return {
        "id": "45",
        "aktivitetId": None,
        "overskrift": "Om planen",
        "oppfolgingsperiode": ADAS,
        "sisteDato": "2025-03-09T12:00:00Z",
        "opprettetDato": "2025-03-01T12:00:00Z",
        "historisk": False,
        "egenskaper": [],
        "ferdigBehandlet": True,
        "venterPaSvar": False,
        "henvendelser": list(letters),
        **more,
    }


def letter(day: int, by: str = "BRUKER", key: str | None = None) -> dict[str, Any]:
    """One message of a dialogue."""
    return {
        "id": key or str(day),
        "dialogId": "45",
        "avsender": by,
        "avsenderId": "Z999999",
        "sendt": f"2025-03-{day:02d}T12:00:00Z",
        "lest": True,
        "viktig": False,
        "tekst": "Kan jeg få prøve meg på lager?",
    }


def decision(**more: Any) -> dict[str, Any]:
    """A § 14 a decision."""
    return {
        "innsatsgruppe": "TRENGER_VEILEDNING",
        "hovedmal": "SKAFFE_ARBEID",
        "fattetDato": "2025-03-25T08:55:59.892245854+01:00[Europe/Oslo]",
        **more,
    }


def test_the_three_spellings_of_a_period_say_one_thing() -> None:
    old = {
        "uuid": ADAS,
        "aktorId": ADA_AKTOR,
        "startDato": "2025-01-07T09:00:00+01:00",
        "sluttDato": None,
        "startetBegrunnelse": "ARBEIDSSOKER",
    }
    graph = {
        "id": ADAS,
        "startTidspunkt": "2025-01-07T09:00:00+01:00",
        "sluttTidspunkt": None,
        "kvpPerioder": [],
    }
    found = [cases(gathered(source([one])))[ADAS] for one in (period(), old, graph)]
    assert len({case.period for case in found}) == 1
    assert len({case.plan for case in found}) == 1
    assert found[0].plan.kind.concept is PlanKind.ACTIVITY_PLAN


@given(st.permutations([period(), period(end=ENDED), period(kontor=None)]))
def test_an_end_is_the_last_word_and_the_day_of_it_belongs(
    messages: list[dict[str, Any]],
) -> None:
    case = cases(gathered(source(messages)))[ADAS]
    assert case.period.end == date(2025, 6, 21)
    assert case.unit == "no.nav.kontor:0106"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"end": "2024-01-01T10:00:00Z"}, "sluttTidspunkt"),
        ({"sisteEndringsType": "OPPFOLGING_AVSLUTTET"}, "sluttTidspunkt"),
        ({"start": "2025-13-01"}, "startTidspunkt"),
        ({"oppfolgingsperiodeUuid": "7"}, "oppfolgingsperiodeUuid"),
        ({"kontor": {"kontorNavn": "Nav"}}, "kontorId"),
        ({"kontor": "0106"}, ""),
    ],
)
def test_a_period_that_cannot_be(more: dict[str, Any], field: str) -> None:
    assert [one.field for one in faults(gathered(source([period(**more)])))] == [field]


def test_a_goal_has_every_wording_and_whose_words_they_were() -> None:
    case = read(
        goal("Jobb på lager"),
        goal("Jobb på lager eller butikk", "2025-02-01", "VEILEDER"),
    )
    (found,) = case.goals
    assert found.proposer is Proposer.PARTICIPANT_ALONE
    assert found.worder is Proposer.OTHERS
    assert [one.version for one in found.wordings] == [1, 2]
    assert found.status is GoalStatus.CURRENT


def test_that_a_counsellor_words_a_goal_is_no_agreement() -> None:
    case = read(goal("Jobb på lager", editor="VEILEDER"))
    assert case.stances == ()
    assert case.goals_agreed.is_unknown or case.goals_agreed.value == "no"


def test_an_empty_text_takes_the_goal_away_and_the_next_is_another() -> None:
    case = read(
        goal("Jobb"), goal("", "2025-02-01", "VEILEDER"), goal("Skole", "2025-02-02")
    )
    first, second = case.goals
    assert (first.status, first.status_by) == (GoalStatus.DROPPED, Party.SERVICE)
    assert (second.status, second.text) == (GoalStatus.CURRENT, "Skole")
    assert "Skole" not in repr(case)


def test_only_empty_texts_are_no_goal() -> None:
    assert read(goal("")).goals == ()


@given(
    st.permutations([goal("Jobb"), goal("Skole", "2025-02-02"), goal("", "2025-03-01")])
)
def test_the_order_of_wordings_in_the_list_never_matters(
    entries: list[dict[str, Any]],
) -> None:
    (found,) = read(*entries).goals
    assert [one.text for one in found.wordings] == ["Jobb", "Skole"]
    assert found.status is GoalStatus.DROPPED


def test_an_editor_that_nobody_knows_is_told() -> None:
    found = gathered(source([goal("Jobb", editor="ROBOT")]), options={"period": ADAS})
    assert [one.found for one in notices(found)] == ["ROBOT"]
    assert cases(found)[ADAS].goals[0].proposer is Proposer.UNKNOWN


def test_letters_are_correspondence_and_no_conversation() -> None:
    case = read(thread(letter(1), letter(4, "VEILEDER")))
    assert [one.nature.concept for one in case.contacts] == [
        ContactKind.CORRESPONDENCE
    ] * 2
    assert [one.direction.value for one in case.contacts] == [
        "from_participant",
        "to_participant",
    ]
    assert "lager" not in repr(case)


def test_what_was_asked_and_answered_is_a_request_with_its_answer() -> None:
    (asked,) = read(thread(letter(1), letter(2), letter(4, "VEILEDER"))).requests
    assert (asked.on, asked.answered_on) == (date(2025, 3, 1), date(2025, 3, 4))
    assert (asked.asked_by, asked.answer) == (Party.PARTICIPANT, RequestAnswer.ANSWERED)


def test_what_still_awaits_an_answer_is_open_and_what_does_not_is_no_request() -> None:
    (asked,) = read(thread(letter(1), ferdigBehandlet=False)).requests
    assert (asked.answer, asked.answered_on) == (RequestAnswer.NOT_YET, None)
    assert read(thread(letter(1), ferdigBehandlet=True)).requests == ()
    assert read(thread(letter(1), ferdigBehandlet=None)).requests == ()


def test_that_it_was_read_is_no_agreement() -> None:
    case = read(
        thread(letter(1, "VEILEDER"), lestAvBrukerTidspunkt="2025-03-02T10:00:00Z")
    )
    assert case.stances == ()
    assert case.requests == ()


def test_the_internal_spelling_says_the_same() -> None:
    ours = read(thread(letter(1), ferdigBehandlet=False))
    snake = {
        "dialog_id": 45,
        "aktivitet_id": None,
        "oppfolgingsperiode_id": ADAS,
        "kontorsperre_enhet_id": None,
        "venter_svar_nav": True,
        "venter_svar_bruker": False,
        "henvendelser": [
            {
                "henvendelse_id": 1,
                "avsender_type": "BRUKER",
                "sendt_dato": "2025-03-01T12:00:00Z",
                "lest_av_bruker": True,
                "lest_av_veileder": False,
                "tekst": "Kan jeg få prøve meg på lager?",
            }
        ],
    }
    theirs = read(snake)
    assert [one.on for one in theirs.requests] == [one.on for one in ours.requests]
    assert [one.id for one in theirs.contacts] == [one.id for one in ours.contacts]


def test_two_dialogues_with_one_id_in_two_periods_are_two() -> None:
    """Demo data has two dialogues with the same id."""
    other = "aaaaaaaa-0000-4000-8000-000000000002"
    both = [thread(letter(1)), thread(letter(1), oppfolgingsperiode=other)]
    found = cases(gathered(source([period(), *both])))
    assert {key: len(case.contacts) for key, case in found.items()} == {
        ADAS: 1,
        other: 1,
    }


def test_an_answer_of_graphql_is_read_and_its_place_told() -> None:
    wrong = thread(letter(1), oppfolgingsperiode="x")
    answer = {"data": {"dialoger": [thread(letter(1)), wrong]}}
    found = gathered(source(answer), source([period()], "p.json"))
    assert len(cases(found)[ADAS].contacts) == 1
    assert [one.where for one in faults(found)] == [
        "data.dialoger[1].oppfolgingsperiode"
    ]


def test_a_decision_is_navs_and_whether_anybody_was_asked_is_unknown() -> None:
    (found,) = read(decision()).decisions
    assert found.settled_on == date(2025, 3, 25)
    assert found.legal_kind is LegalKind.ADMINISTRATIVE_DECISION
    assert found.last_word is LastWord.SERVICE
    assert found.wish.asked is WishAsked.UNKNOWN
    assert found.appealable is Appealable.UNKNOWN
    assert found.subject.code.scheme == "no.nav.innsatsgruppe-v2"
    assert of_norway(found.extensions)["aim"] == "SKAFFE_ARBEID"


def test_an_old_group_keeps_its_own_scheme() -> None:
    old = decision(innsatsgruppe="SITUASJONSBESTEMT_INNSATS", fraArena=True)
    (found,) = read(old).decisions
    assert found.subject.code.scheme == "no.nav.innsatsgruppe"
    assert of_norway(found.extensions)["from_arena"] is True


def test_a_decision_off_a_topic_names_its_person() -> None:
    found = gathered(source([period(), decision(aktorId=ADA_AKTOR, vedtakId=7)]))
    (row,) = cases(found)[ADAS].decisions
    assert row.id == "vedtak-14a-7"
    assert ADA not in repr(found)


def test_no_decision_in_force_is_nothing() -> None:
    empty = source(None, "none.json")
    found = gathered(empty, formats={"none.json": "no.nav.vedtak-14a"})
    assert [one.expected for one in faults(found)] == [
        "a message, or a record with a key"
    ]


def test_what_one_office_alone_may_read_is_marked_for_the_access_rule() -> None:
    case = read(thread(letter(1), ferdigBehandlet=False, kontorsperreEnhetId="0106"))
    for row in (*case.contacts, *case.requests):
        assert said_by_nav(row)["kontorsperreEnhetId"] == "0106"
