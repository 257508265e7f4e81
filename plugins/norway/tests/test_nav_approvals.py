"""Decisions on participations: who approved the draft, who changed it, who proposed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nav_consent_payloads import ORDER, event, order
from nav_payloads import (
    ADAS,
    READERS,
    STAY,
    cases,
    faults,
    gathered,
    notices,
    period,
    source,
    stay,
)

from brukermedvirkning.domain.concepts import (
    Appealable,
    DecisionSubject,
    LastWord,
    LegalKind,
    Party,
    StanceAnswer,
)
from brukermedvirkning.ports import Read
from brukermedvirkning_norway.nav.codes import of_norway

BY_THEM = event("InnbyggerGodkjennUtkast", ansvarlig={"type": "Deltaker"})
BY_NAV = event(
    "NavGodkjennUtkast",
    ansvarlig={"type": "NavVeileder", "navn": "Nils"},
    begrunnelse={"tekst": "har ikke BankID"},
)


ENDED = {"type": "AvsluttDeltakelse", "sluttdato": "2025-08-01"}


def read(*values: Any) -> Any:
    """The one case of Ada's period, with what stands in it."""
    return cases(gathered(source([period(), stay(), *values])))[ADAS]


def answers(case: Any) -> list[StanceAnswer]:
    """Where the participant stood."""
    assert all(one.party is Party.PARTICIPANT for one in case.stances)
    return [one.answer for one in case.stances]


def test_a_draft_that_the_participant_approved_is_agreed_to() -> None:
    case = read(order(by_nav=False), BY_THEM)
    (decision,) = case.decisions
    assert decision.legal_kind is LegalKind.ADMINISTRATIVE_DECISION
    assert decision.settled_on == date(2025, 1, 25)
    assert decision.last_word is LastWord.TOGETHER
    assert decision.subject.concept is DecisionSubject.MEASURE_CHOICE
    assert of_norway(decision.extensions)["participation"] == STAY
    assert decision.appealable is Appealable.UNKNOWN
    (stance,) = case.stances
    assert (stance.item, stance.answer) == (decision.id, StanceAnswer.AGREES)


@pytest.mark.parametrize("value", [order(by_nav=True), BY_NAV])
def test_one_that_nav_approved_is_navs_and_nobody_was_asked(value: Any) -> None:
    case = read(value)
    assert case.decisions[0].last_word is LastWord.SERVICE
    assert answers(case) == [StanceAnswer.NOT_ASKED]


def test_the_reason_of_nav_is_kept() -> None:
    assert read(BY_NAV).decisions[0].reason == "har ikke BankID"
    assert (
        read(order(by_nav=True, begrunnelse="ringte")).decisions[0].reason == "ringte"
    )


def test_that_nav_did_not_decide_says_not_that_the_participant_agreed() -> None:
    case = read(order(by_nav=False))
    assert case.decisions[0].last_word is LastWord.UNKNOWN
    assert answers(case) == []


def test_a_draft_is_not_settled() -> None:
    value = order(by_nav=False, fattet=None, opprettet="2025-01-24T10:00:00")
    (decision,) = read(value).decisions
    assert (decision.on, decision.settled_on) == (date(2025, 1, 24), None)


def test_one_who_says_to_be_somebody_else_is_not_the_participant() -> None:
    for who in ("NavVeileder", "Arrangor", "EnNy"):
        case = read({**BY_THEM, "ansvarlig": {"type": who}})
        assert answers(case) == []
        assert case.decisions[0].last_word is LastWord.UNKNOWN


def test_what_happened_may_stand_inside() -> None:
    inside = {name: one for name, one in BY_THEM.items() if name != "personIdent"}
    assert read({"personIdent": "15857398765", "payload": inside}) == read(BY_THEM)


@given(st.permutations([order(by_nav=False), BY_THEM, BY_NAV]))
def test_one_word_that_nav_approved_outweighs_all_others(values: list[Any]) -> None:
    case = read(*values)
    assert len(case.decisions) == 1
    assert answers(case) == [StanceAnswer.NOT_ASKED]


@pytest.mark.parametrize(
    "values", [(BY_THEM, BY_NAV), (BY_NAV, BY_THEM), (BY_THEM, order(by_nav=True))]
)
def test_also_where_it_comes_with_another_import(values: Any) -> None:
    first, second = values
    with READERS["no.nav.deltaker-vedtak"].gather({}) as gathering:
        known = read(first)
        list(gathering.add("no.nav.deltaker-vedtak", source([second], "b.json")))
        reads = list(gathering.reads(lambda _, __: (known,)))
    (case,) = [one.case for one in reads if isinstance(one, Read)]
    assert answers(case) == [StanceAnswer.NOT_ASKED]
    assert case.decisions[0].last_word is LastWord.SERVICE


def test_a_later_word_without_an_approval_leaves_it_as_it_was() -> None:
    known = read(BY_THEM, order(by_nav=False))
    with READERS["no.nav.deltaker-vedtak"].gather({}) as gathering:
        message = source([order(by_nav=False)], "b.json")
        list(gathering.add("no.nav.deltaker-vedtak", message))
        reads = list(gathering.reads(lambda _, __: (known,)))
    (case,) = [one.case for one in reads if isinstance(one, Read)]
    assert answers(case) == [StanceAnswer.AGREES]


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ("ForlengDeltakelse", DecisionSubject.MEASURE_CONTENT),
        (ENDED, DecisionSubject.MEASURE_END),
        ("EnNyEndring", DecisionSubject.UNKNOWN),
        (None, DecisionSubject.UNKNOWN),
    ],
)
def test_a_change_is_navs_to_decide(change: Any, subject: DecisionSubject) -> None:
    value = event("Endring", endring=change, begrunnelse="avtalt på telefon")
    found = gathered(source([period(), stay(), value]))
    case = cases(found)[ADAS]
    (decision,) = case.decisions
    assert (decision.subject.concept, decision.last_word) == (
        subject,
        LastWord.SERVICE,
    )
    assert decision.reason == "avtalt på telefon"
    assert decision.legal_kind is LegalKind.UNKNOWN
    assert answers(case) == []
    assert len(notices(found)) == (change == "EnNyEndring")
    kept = of_norway(decision.extensions).get("unknown", {})
    assert ("endring" in kept) == isinstance(change, dict)


@pytest.mark.parametrize(
    ("answer", "is_settled"),
    [
        ("VenterPaSvar", False),
        ("Godkjent", True),
        ("Avvist", True),
        ("Tilbakekalt", False),
        ("Erstattet", False),
    ],
)
def test_a_proposal_is_the_providers_and_nav_answers(
    answer: str, is_settled: bool
) -> None:
    value = event(
        "Forslag", id=ORDER, forslag={"type": "Sluttarsak"}, status={"type": answer}
    )
    (decision,) = read(value).decisions
    assert decision.proposed_by == (Party.OTHER_SERVICE,)
    assert decision.is_settled is is_settled
    expected = LastWord.SERVICE if is_settled else LastWord.UNKNOWN
    assert decision.last_word is expected
    assert decision.subject.concept is DecisionSubject.MEASURE_END


@given(st.permutations(["VenterPaSvar", "Godkjent"]))
def test_the_answer_to_a_proposal_comes_after_it(order_: list[str]) -> None:
    values = [event("Forslag", id=ORDER, status=answer) for answer in order_]
    (decision,) = read(*values).decisions
    assert decision.is_settled


def test_other_entries_of_the_history_tell_of_no_decision_and_are_told() -> None:
    found = gathered(source([period(), stay(), event("VurderingFraArrangor")]))
    assert cases(found)[ADAS].decisions == ()
    assert [one.found for one in notices(found)] == ["VurderingFraArrangor"]


def test_a_decision_that_names_no_participation_stands_alone() -> None:
    case = read(order(by_nav=True, deltakerId=None))
    (decision,) = case.decisions
    assert decision.id == f"vedtak-{ORDER}"


def test_what_nobody_knows_is_kept_without_numbers() -> None:
    value = order(by_nav=True, payload={"nytt": "x", "hvem": "15857398765"}, nyere=1)
    (decision,) = read(value).decisions
    assert of_norway(decision.extensions)["unknown"].thawed() == {
        "nyere": 1,
        "payload": {"nytt": "x"},
    }


def test_every_fault_at_once() -> None:
    nameless = event("InnbyggerGodkjennUtkast", deltakerId=None, tidspunkt=None)
    assert {one.field for one in faults(gathered(source([nameless])))} == {
        "deltakerId",
        "tidspunkt",
    }
    wrong = order(by_nav=True, fattetAvNav="nei", fattet="i går")
    assert {one.field for one in faults(gathered(source([wrong])))} == {
        "fattetAvNav",
        "fattet",
    }


def test_what_is_no_decision_is_refused_where_it_was_asked_for() -> None:
    found = gathered(
        source([{"noe": 1}], "a.json"), formats={"a.json": "no.nav.deltaker-vedtak"}
    )
    assert [one.field for one in faults(found)] == ["type"]
    assert not READERS["no.nav.deltaker-vedtak"].recognises(source([[1]]))
