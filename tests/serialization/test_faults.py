from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.documents import DOCUMENTS
from brukermedvirkning.errors import DocumentError, Fault
from brukermedvirkning.serialization import from_document, to_document
from brukermedvirkning.testing.strategies import Damage, cases, damaged, records

MARKER = "zebra"


def faults_of(document: Any, kind: type = Case) -> tuple[Fault, ...]:
    text = document if isinstance(document, (str, bytes)) else json.dumps(document)
    with pytest.raises(DocumentError) as caught:
        from_document(text, kind)

    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return caught.value.faults


def case_with(**fields: Any) -> dict[str, Any]:
    return {
        "format": "brukermedvirkning.case",
        "version": 1,
        "case": {"id": "c", "participant": {"id": "p"}, **fields},
    }


def only_fault(document: Any, kind: type = Case) -> Fault:
    (fault,) = faults_of(document, kind)
    return fault


@st.composite
def damaged_documents(draw: st.DrawFn) -> tuple[type, Damage]:
    kind = draw(st.sampled_from(list(DOCUMENTS.values())))
    record = draw(cases() if kind is Case else records(kind))
    return kind, draw(damaged(to_document(record), kind, marker=MARKER))


@given(st.data())
def test_every_fault_in_a_case_is_refused_at_its_path(data: st.DataObject) -> None:
    damage = data.draw(damaged(to_document(data.draw(cases())), marker=MARKER))
    note(damage.what)

    faults = faults_of(damage.document)

    assert any(fault.where.startswith(damage.where) for fault in faults)
    if damage.of_shape:
        assert damage.where in {fault.where for fault in faults}


@given(damaged_documents())
def test_every_fault_in_any_document_is_refused_at_its_path(
    drawn: tuple[type, Damage],
) -> None:
    kind, damage = drawn
    note(damage.what)

    faults = faults_of(damage.document, kind)

    assert any(fault.where.startswith(damage.where) for fault in faults)


@given(damaged_documents())
def test_no_fault_shows_what_was_found(drawn: tuple[type, Damage]) -> None:
    kind, damage = drawn

    with pytest.raises(DocumentError) as caught:
        from_document(damage.document, kind)

    if damage.what != "a name of nothing":
        assert MARKER not in str(caught.value)


def test_all_faults_are_told_together() -> None:
    contacts = [
        {"id": "a", "on": "2026-02-30", "form": {"concept": "telegram"}},
        {"id": "b", "frm": {"concept": "mail"}},
        "c",
    ]

    faults = faults_of(case_with(contacts=contacts, teem=[]))

    assert [
        "case.contacts[0].on",
        "case.contacts[0].form.concept",
        "case.contacts[1].on",
        "case.contacts[1]",
        "case.contacts[2]",
        "case",
    ] == [fault.where for fault in faults]


def test_a_fault_says_what_would_be_right() -> None:
    fault = only_fault(case_with(contacts=[{"id": "a", "on": "31.1.2026"}]))

    assert (
        Fault(
            where="case.contacts[0].on",
            field="on",
            found="text of length 9",
            expected="a date such as 2026-01-31",
        )
        == fault
    )
    assert (
        "case.contacts[0].on: found text of length 9;"
        " expected a date such as 2026-01-31"
    ) == str(fault)


def test_a_fault_names_its_source() -> None:
    with pytest.raises(DocumentError) as caught:
        from_document("{", Case, source="cases.json")

    assert ["cases.json"] == [fault.source for fault in caught.value.faults]


def test_a_misspelt_field_is_told_with_the_nearest_right_one() -> None:
    contacts = [{"id": "a", "on": "2026-01-31", "notee": {}}]

    fault = only_fault(case_with(contacts=contacts))

    assert "case.contacts[0]" == fault.where
    assert "an unknown field, number 3 of 3" == fault.found
    assert "the fields of Contact; did you mean 'note'?" == fault.expected


def test_an_unknown_field_is_never_shown_for_it_may_be_a_name() -> None:
    faults = faults_of(case_with(**{"Kari Nordmann": 1}))

    assert "Kari" not in "".join(map(str, faults))


def test_a_key_that_stands_twice_is_refused_with_its_place() -> None:
    text = json.dumps(case_with()).replace('"id": "p"', '"id": "p", "id": "q"')

    fault = only_fault(text)

    assert ("case.participant", "a field twice, number 1") == (fault.where, fault.found)


def test_what_a_plugin_calls_its_fields_is_not_shown_where_one_stands_twice() -> None:
    text = json.dumps(case_with(extensions={"acme": {"x": 1}}))

    fault = only_fault(text.replace('{"x": 1}', '{"x": 1, "x": 2}'))

    assert "case.extensions" == fault.where


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_numbers_that_are_not_json_are_refused(word: str) -> None:
    text = json.dumps(case_with(extensions={"acme": 1})).replace("1}", f"{word}}}")

    assert "case.extensions" == only_fault(text).where


@pytest.mark.parametrize(
    "extension",
    [
        pytest.param('"\\ud800"', id="half a character"),
        pytest.param('{"\\udfff": 1}', id="half a character as key"),
        pytest.param("9007199254740992", id="a number that JavaScript rounds"),
        pytest.param("[" * 33 + "]" * 33, id="33 deep"),
        pytest.param("[" * 5_000 + "]" * 5_000, id="5000 deep"),
    ],
)
def test_an_extension_holds_what_every_reader_keeps(extension: str) -> None:
    text = json.dumps(case_with(extensions={"acme": 1})).replace(
        ": 1}", f": {extension}}}"
    )

    (fault,) = faults_of(text)

    assert fault.where in {"case.extensions", ""}


def test_half_a_character_in_a_text_is_refused() -> None:
    fault = only_fault(case_with(participant={"id": "\ud800"}))

    assert "case.participant.id" == fault.where


def test_a_rows_own_fault_is_told_by_its_number_in_the_document() -> None:
    contacts = [
        {"id": "x[0]", "on": "2026-01-30"},
        {"id": "y", "on": "2026-01-31", "status": "moved", "moved_to": "z"},
    ]

    fault = only_fault(case_with(contacts=contacts))

    assert "case.contacts[1].moved_to" == fault.where
    assert "the id of a row in contacts" == fault.expected


def test_the_speaker_of_a_wish_is_told_by_the_number_of_the_decision() -> None:
    wish = {"asked": "asked", "by_representative": "nobody"}

    fault = only_fault(case_with(decisions=[{"id": "d", "wish": wish}]))

    assert "case.decisions[0].wish.by_representative" == fault.where


@pytest.mark.parametrize("document", ["[]", "null", "1", '"text"', "true"])
def test_a_document_that_is_no_object_is_refused(document: str) -> None:
    expected = 'an object with "format", "version" and \'case\''

    assert expected == only_fault(document).expected


def test_a_document_of_another_record_is_refused_by_its_name() -> None:
    fault = only_fault({"format": "brukermedvirkning.unit", "version": 1, "unit": {}})

    assert "'brukermedvirkning.unit'" == fault.found
    assert "'brukermedvirkning.case'" == fault.expected


def test_a_document_of_a_newer_release_is_refused_as_such() -> None:
    fault = only_fault(case_with() | {"version": 7})

    assert "7, of a newer release" == fault.found
    assert "1" == fault.expected


def test_a_string_with_half_a_character_is_refused_with_its_place() -> None:
    assert "character 2" == only_fault('{"\ud800').where


def test_a_string_with_a_byte_order_mark_is_refused() -> None:
    assert "a byte order mark" == only_fault("\ufeff{}").found


@pytest.mark.parametrize(
    "instant",
    [
        "2026-02-30T12:00:00Z",
        "2026-01-31T25:00:00Z",
        "2026-01-31T12:00:00",
        "2026-01-31T12:00:00.1234567Z",
        "2026-01-31 12:00:00Z",
        "20260131T120000Z",
        "2026-01-31T12:00:00+01",
        "\u0662026-01-31T12:00:00Z",
        1769860800,
    ],
)
def test_an_instant_has_a_date_a_time_and_an_offset(instant: Any) -> None:
    fault = only_fault(case_with(origin={"imported_at": instant}))

    assert "case.origin.imported_at" == fault.where
    assert "an instant such as 2026-01-31T12:00:00+01:00" == fault.expected


def test_missing_fields_are_told_with_what_should_stand_there() -> None:
    faults = faults_of(case_with(goals=[{"id": "g"}], plan={}, consents=[{"id": "c"}]))

    expected = {fault.where: fault.expected for fault in faults}
    assert {
        "case.plan.id": "an id: printable text, no blank at its ends",
        "case.plan.period": "an object (Period)",
        "case.goals[0].wordings": "a list, each an object (Wording)",
        "case.consents[0].on": "a date such as 2026-01-31",
        "case.consents[0].aim": "an object (Coded)",
    } == expected


def test_a_key_twice_in_a_list_is_told_by_its_number() -> None:
    text = json.dumps(case_with(goals=[{"id": "a"}, {"id": "b"}]))

    faults = faults_of(text.replace('{"id": "b"}', '{"id": "b", "id": "c"}'))

    assert "case.goals[1]" == faults[0].where


def test_a_document_without_its_record_is_refused() -> None:
    fault = only_fault({"format": "brukermedvirkning.case", "version": 1})

    assert ("case", "nothing", "an object") == (
        fault.where,
        fault.found,
        fault.expected,
    )


@pytest.mark.parametrize(
    "day", ["20260131", "2026-W05-6", "2026-1-31", "31.1.2026", "", "2026-01-31T00:00"]
)
def test_a_date_is_written_in_one_way(day: str) -> None:
    fault = only_fault(case_with(period={"start": day}))

    assert "case.period.start" == fault.where


def test_what_two_fields_show_together_is_told_with_its_path() -> None:
    period = {"start": "2026-01-31", "end": "2026-01-30"}

    fault = only_fault(case_with(period=period))

    assert "case.period.end" == fault.where
    assert "2026-01-31 or later" == fault.expected


def test_a_document_without_a_format_is_refused() -> None:
    fault = only_fault({"version": 1, "case": {}})

    assert ("format", "nothing") == (fault.where, fault.found)
