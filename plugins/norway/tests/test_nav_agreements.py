"""Agreements with employers: the measure, its goals, and who approved it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nav_consent_payloads import AGREEMENT, agreement, approved, on_behalf
from nav_payloads import ADAS, READERS, cases, faults, gathered, notices, period, source

from brukermedvirkning.domain.concepts import (
    Appealable,
    EndReason,
    GoalKind,
    GoalStatus,
    InterventionKind,
    InterventionStatus,
    LastWord,
    LegalKind,
    Party,
    StanceAnswer,
    WishAsked,
)
from brukermedvirkning.ports import Read
from brukermedvirkning_norway.nav.codes import of_norway


def read(*values: Any) -> Any:
    """The one case of Ada's period, with what stands in it."""
    return cases(gathered(source([period(), *values])))[ADAS]


def answers(case: Any, party: Party = Party.PARTICIPANT) -> list[StanceAnswer]:
    """Where a party stood, in order."""
    return [one.answer for one in case.stances if one.party is party]


def nested(value: dict[str, Any]) -> dict[str, Any]:
    """The same agreement with its content inside."""
    outside = ("id", "deltakerFnr", "tiltakstype", "status", "sistEndret")
    return {
        **{name: value[name] for name in outside},
        "gjeldendeInnhold": {
            name: one for name, one in value.items() if name not in outside
        },
    }


def test_one_that_nobody_approved_is_a_planned_measure_and_no_decision() -> None:
    case = read(agreement())
    (measure,) = case.interventions
    assert measure.measure.concept is InterventionKind.WORK_TRAINING
    assert measure.status is InterventionStatus.PLANNED
    assert (measure.planned_start, measure.planned_end) == (
        date(2025, 3, 3),
        date(2025, 8, 29),
    )
    assert case.goals[0].status is GoalStatus.PROPOSED
    assert (case.decisions, case.stances, case.consents) == ((), (), ())


def test_one_that_all_approved_was_decided_together() -> None:
    case = read(approved())
    (decision,) = case.decisions
    assert (decision.settled_on, decision.last_word) == (
        date(2025, 2, 23),
        LastWord.TOGETHER,
    )
    assert decision.legal_kind is LegalKind.UNKNOWN
    assert decision.appealable is Appealable.UNKNOWN
    assert decision.wish.asked is WishAsked.UNKNOWN
    assert {(one.party, one.on, one.answer) for one in case.stances} == {
        (Party.PARTICIPANT, date(2025, 2, 21), StanceAnswer.AGREES),
        (Party.EMPLOYER, date(2025, 2, 22), StanceAnswer.AGREES),
        (Party.SERVICE, date(2025, 2, 23), StanceAnswer.AGREES),
    }
    assert case.interventions[0].period.start == date(2025, 3, 3)
    assert case.goals[0].status is GoalStatus.CURRENT


def test_one_approved_on_behalf_is_navs_with_its_grounds() -> None:
    case = read(on_behalf())
    (decision,) = case.decisions
    assert decision.last_word is LastWord.SERVICE
    assert decision.reason == "ikkeBankId, digitalKompetanse"
    assert answers(case) == [StanceAnswer.NOT_ASKED]
    assert answers(case, Party.SERVICE) == [StanceAnswer.AGREES]


@pytest.mark.parametrize(
    "how",
    [
        {"godkjentPaVegneAv": True},
        {"godkjentPåVegneAv": True, "godkjentPaVegneAv": None},
        {"godkjentPaVegneGrunn": {"reservert": True}},
        {"godkjentPaVegneGrunn": {"enNyGrunn": True}},
        {"hendelseType": "GODKJENT_PAA_VEGNE_AV"},
    ],
)
def test_however_it_is_said_that_somebody_else_approved(how: dict[str, Any]) -> None:
    value = approved(**how)
    if value["godkjentPaVegneAv"] is None:
        del value["godkjentPaVegneAv"]
    assert answers(read(value)) == [StanceAnswer.NOT_ASKED]
    assert answers(read(nested(value))) == [StanceAnswer.NOT_ASKED]


def test_one_on_behalf_without_any_day_has_no_stance() -> None:
    value = on_behalf(
        godkjentAvDeltaker=None,
        godkjentAvArbeidsgiver=None,
        godkjentAvVeileder=None,
        avtaleInngått=None,
        sistEndret=None,
    )
    case = read(value)
    assert answers(case) == []
    (decision,) = case.decisions
    assert (decision.settled_on, decision.last_word) == (None, LastWord.SERVICE)


def test_one_on_behalf_that_is_not_entered_is_settled_when_nav_approved() -> None:
    value = on_behalf(godkjentAvDeltaker=None, avtaleInngått=None)
    (decision,) = read(value).decisions
    assert decision.settled_on == date(2025, 2, 23)


def test_an_approval_for_the_employer_is_not_theirs() -> None:
    case = read(approved(godkjentPaVegneAvArbeidsgiver=True))
    assert answers(case, Party.EMPLOYER) == [StanceAnswer.NOT_ASKED]
    assert answers(case) == [StanceAnswer.AGREES]
    assert case.decisions[0].last_word is LastWord.UNKNOWN


LIFTED = agreement(sistEndret="2025-04-01T12:00:00Z")
LATER = agreement(sistEndret="2025-04-20T12:00:00Z")
AGAIN = approved(
    godkjentAvDeltaker="2025-05-02T09:00:00", sistEndret="2025-05-02T09:00:00"
)


def test_an_approval_that_is_gone_is_not_known_any_more() -> None:
    case = read(approved(), LIFTED, LATER)
    found = [
        (one.on, one.answer) for one in case.stances if one.party is Party.PARTICIPANT
    ]
    assert found == [
        (date(2025, 2, 21), StanceAnswer.AGREES),
        (date(2025, 4, 1), StanceAnswer.UNKNOWN),
    ]


def test_what_was_once_said_to_be_on_behalf_stays_so() -> None:
    later = approved(sistEndret="2025-03-01T09:00:00")
    assert answers(read(on_behalf(), later)) == [StanceAnswer.NOT_ASKED]


@given(st.permutations([approved(), LIFTED, LATER, AGAIN]), st.integers(1, 3))
def test_the_order_of_messages_never_matters(
    messages: list[dict[str, Any]], cut: int
) -> None:
    whole = read(approved(), LIFTED, LATER, AGAIN)
    split = (
        source([period(), *messages[:cut]], "a.json"),
        source(messages[cut:], "b.json"),
    )
    assert cases(gathered(*split))[ADAS] == whole


def imported(*messages: dict[str, Any]) -> Any:
    """The case after imports of one message each."""
    case = read(messages[0])
    for place, message in enumerate(messages[1:]):
        with READERS["no.nav.avtale"].gather({}) as gathering:
            list(gathering.add("no.nav.avtale", source([message], f"{place}.json")))
            reads = list(gathering.reads(lambda _, __, case=case: (case,)))
        (case,) = [one.case for one in reads if isinstance(one, Read)]
    return case


def test_an_approval_that_is_gone_is_found_in_whichever_import_it_comes() -> None:
    for messages in ((approved(), LIFTED), (LIFTED, approved())):
        found = answers(imported(*messages))
        assert found == [StanceAnswer.AGREES, StanceAnswer.UNKNOWN]


def test_an_older_message_that_comes_later_brings_no_goal_back() -> None:
    maal = [{"id": "m2", "kategori": "ANNET", "beskrivelse": "noe annet"}]
    case = imported(LIFTED, approved(maal=maal))
    assert [row.text for row in case.goals] == ["bli fast"]
    assert case.decisions == ()


@given(st.permutations([approved(), LIFTED, AGAIN]))
def test_the_last_word_holds_in_whichever_import_it_comes(
    messages: list[dict[str, Any]],
) -> None:
    case = imported(*messages)
    assert answers(case)[-1] is StanceAnswer.AGREES
    assert case.interventions[0].recorded.at == read(AGAIN).interventions[0].recorded.at


@pytest.mark.parametrize("value", [agreement(), approved(), on_behalf()])
def test_content_may_stand_inside(value: dict[str, Any]) -> None:
    assert read(nested(value)) == read(value)


def test_what_is_said_twice_must_be_said_alike() -> None:
    value = {**approved(), "gjeldendeInnhold": {"godkjentPaVegneAv": True}}
    (fault,) = faults(gathered(source([period(), value])))
    assert fault.field == "godkjentPaVegneAv"


@pytest.mark.parametrize(
    ("ascii_form", "form"),
    [("PAABEGYNT", "PÅBEGYNT"), ("GJENNOMFORES", "GJENNOMFØRES")],
)
def test_a_status_is_read_in_both_spellings(ascii_form: str, form: str) -> None:
    found = gathered(source([period(), agreement(status=ascii_form)]))
    assert notices(found) == []
    assert cases(found)[ADAS] == read(agreement(status=form))


@pytest.mark.parametrize(
    ("category", "concept"),
    [
        ("FÅ_JOBB_I_BEDRIFTEN", GoalKind.WORK),
        ("FAA_JOBB_I_BEDRIFTEN", GoalKind.WORK),
        ("SPRAAKOPPLAERING", GoalKind.COMPETENCE),
        ("NY_KATEGORI", GoalKind.UNKNOWN),
        (None, GoalKind.UNKNOWN),
    ],
)
def test_a_goal_has_its_category(category: str | None, concept: GoalKind) -> None:
    maal = [{"id": 7, "kategori": category, "beskrivelse": "bli fast"}]
    case = read(agreement(maal=maal))
    (goal,) = case.goals
    assert goal.topic.concept is concept
    assert goal.proposed_by == goal.wordings[0].worded_by == ()
    assert case.interventions[0].goals == (goal.id,)


def test_a_goal_without_words_is_kept_and_is_no_goal() -> None:
    maal = [{"kategori": "ANNET", "beskrivelse": "", "nytt": 1}]
    found = gathered(source([period(), agreement(maal=maal)]))
    case = cases(found)[ADAS]
    assert case.goals == ()
    (kept,) = of_norway(case.interventions[0].extensions)["goals"]
    assert dict(kept) == {"id": "1", "category": "ANNET", "nytt": 1}
    assert {one.field for one in notices(found)} == {"beskrivelse", "nytt"}


@pytest.mark.parametrize(
    ("reason", "concept"),
    [
        ("Begynt i arbeid", EndReason.WORK),
        ("Ikke møtt", EndReason.OTHER),
        (None, EndReason.UNKNOWN),
    ],
)
def test_an_early_end_keeps_its_words(reason: str | None, concept: EndReason) -> None:
    (measure,) = read(approved(status="AVSLUTTET", forkortetGrunn=reason)).interventions
    assert measure.end_reason.concept is concept
    assert of_norway(measure.extensions).get("shortened") == reason
    assert measure.period.last_day == date(2025, 8, 29)
    assert measure.planned_end is None


def test_one_that_was_annulled_never_began_and_may_be_in_error() -> None:
    for reason, in_error in (("Feilregistrering", True), ("Utløpt", False)):
        case = read(agreement(status="ANNULLERT", annullertGrunn=reason))
        (measure,) = case.interventions
        assert measure.registered_in_error is in_error
        assert measure.status is InterventionStatus.NEVER_STARTED
        assert case.goals[0].status is GoalStatus.DROPPED


def test_without_a_status_nothing_is_said_of_its_days() -> None:
    value = agreement()
    del value["status"], value["tiltakstype"]
    (measure,) = read(value).interventions
    assert measure.status is InterventionStatus.UNKNOWN
    assert measure.period.start is None


def test_what_nobody_knows_is_kept_and_told_and_has_no_number_in_it() -> None:
    value = nested(agreement(nytt={"a": [1], "hvem": "15857398765"}))
    found = gathered(source([period(), value]))
    (measure,) = cases(found)[ADAS].interventions
    unknown = of_norway(measure.extensions)["unknown"]
    assert unknown.thawed() == {"gjeldendeInnhold": {"nytt": {"a": [1]}}}
    assert [one.field for one in notices(found)] == ["nytt"]


def test_a_number_of_another_name_is_left_out_and_told() -> None:
    found = gathered(source([period(), agreement(mentorFnr="03917512345")]))
    (measure,) = cases(found)[ADAS].interventions
    assert "unknown" not in of_norway(measure.extensions)
    (told,) = notices(found)
    assert (told.field, "left out" in told.note) == ("mentorFnr", True)


def test_every_fault_at_once_and_nothing_personal_in_them() -> None:
    wrong = agreement(
        id="no-uuid",
        godkjentAvDeltaker=True,
        godkjentPaVegneAv="nei",
        sluttDato="2024-01-01",
        maal=[{"beskrivelse": "hemmelig" * 200}],
    )
    found = faults(gathered(source([wrong])))
    assert {fault.field for fault in found} == {
        "id",
        "godkjentAvDeltaker",
        "godkjentPaVegneAv",
        "sluttDato",
        "beskrivelse",
    }
    assert "hemmelig" not in str(found)


def test_the_history_of_measures_tells_of_the_same_row_less_fully() -> None:
    entry = {
        "type": "TeamTiltakAvtale",
        "id": AGREEMENT,
        "norskIdent": "15857398765",
        "startDato": "2025-03-03",
        "sluttDato": "2025-08-29",
        "status": "AVSLUTTET",
        "tiltakstype": {"tiltakskode": "ARBEIDSTRENING", "navn": "Arbeidstrening"},
        "tittel": "Arbeidstrening",
    }
    assert read(entry, approved()).interventions == read(approved()).interventions
