from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import Answer, ContactForm, ContactKind, Role
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.period import Duration, Period
from brukermedvirkning.domain.record import (
    WHOLE_LIMIT,
    Record,
    describe,
    field_types,
    is_personal,
    trusted,
)
from brukermedvirkning.errors import Fault, InvalidRecordError
from brukermedvirkning.testing.strategies import all_records, ids, texts

DAY = date(2026, 1, 31)


def fault_of(kind: type[Record], **values: Any) -> Fault:
    with pytest.raises(InvalidRecordError) as caught:
        kind(**values)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (None, "nothing"),
        ("2026-01-31", "'2026-01-31'"),
        (datetime(2026, 1, 31, tzinfo=UTC), "2026-01-31 00:00:00+00:00"),
        (20260131, "20260131"),
        (10**5_000, "a number too large to be exact everywhere"),
        ((DAY,), "rows of length 1"),
        ([], "a list of length 0"),
        ("x" * 61, "text of length 61"),
        (b"31", "bytes of length 2"),
        (FrozenMap(), "a map of length 0"),
        (Answer.NO, "no"),
        (object(), "object"),
        (Participant(id="p"), "Participant"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_a_value_of_a_wrong_type_is_refused(value: Any, found: str) -> None:
    fault = fault_of(Contact, id="a", on=value)

    assert Fault(field="on", found=found, expected="a date") == fault


def test_all_fields_of_a_wrong_type_are_told_together() -> None:
    with pytest.raises(InvalidRecordError) as caught:
        Contact(id="", on="today", attendees=[], registered_in_error=0)

    fields = [fault.field for fault in caught.value.faults]
    assert ["id", "registered_in_error", "on", "attendees"] == fields
    assert "Contact" == caught.value.record
    assert str(caught.value).startswith("Contact: id: found ''; expected an id")


def test_what_is_known_to_fit_is_not_checked() -> None:
    with trusted():
        assert " a" == Participant(id=" a").id
        assert Period(start=DAY, end=date(2026, 1, 1)).end < DAY
    assert "id" == fault_of(Participant, id=" a").field


def test_a_check_ends_to_be_spared_with_the_block_however_it_is_left() -> None:
    with pytest.raises(KeyError), trusted():
        raise KeyError

    assert "id" == fault_of(Participant, id=" a").field


def test_fields_that_do_not_go_together_can_be_asked_for() -> None:
    with trusted():
        wrong = Period(start=DAY, end=date(2026, 1, 1))

    with pytest.raises(InvalidRecordError) as caught:
        wrong.check_together()

    assert ["end"] == [fault.field for fault in caught.value.faults]
    assert "Period" == caught.value.record


def test_what_states_nothing_of_several_fields_always_goes_together() -> None:
    participant = Participant(id="p")
    participant.check_together()

    assert not Participant.has_invariants()
    assert Period.has_invariants()


def test_invariants_are_not_asked_of_fields_of_wrong_types() -> None:
    assert "end" == fault_of(Period, start=DAY, end="x").field


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        " a",
        "a ",
        "\ta",
        "a\nb",
        "a\n",
        "a\x00",
        "a\x7f",
        "\u00a0a",
        "å\u2003",
        "å\u200b",
        "å\u2028å",
        "\ufeffå",
        "å\ud800",
        "å\x85",
        1,
        None,
    ],
)
def test_an_id_has_no_hidden_characters_and_no_blank_at_its_ends(wrong: Any) -> None:
    fault = fault_of(Code, scheme=wrong, code="x")

    assert "an id: printable text, no blank at its ends" == fault.expected


@given(ids())
def test_ids_of_any_script_are_ids(text: str) -> None:
    assert text == Code(scheme=text, code="x").scheme


@given(texts())
def test_any_text_but_an_empty_one_is_text(text: str) -> None:
    assert text == Code(scheme="x", code=text).code


@pytest.mark.parametrize("wrong", ["", "\ud800", "å\udfff", 1, b"x"])
def test_half_a_character_is_no_text(wrong: Any) -> None:
    assert "text that is not empty" == fault_of(Code, scheme="x", code=wrong).expected


@pytest.mark.parametrize("wrong", [-1, 10_081, True, 1.0, "1", WHOLE_LIMIT + 1])
def test_minutes_are_those_of_a_week(wrong: Any) -> None:
    expected = "whole minutes, 0 to 10080 (a week)"

    assert expected == fault_of(Duration, at_least=wrong).expected


@pytest.mark.parametrize("wrong", [0, -1, WHOLE_LIMIT + 1, True])
def test_an_ordinal_begins_at_one(wrong: Any) -> None:
    fault = fault_of(Contact, id="a", on=DAY, messages=wrong)

    assert "a whole number from 1, or nothing" == fault.expected


@pytest.mark.parametrize(
    "zone",
    [
        None,
        ZoneInfo("Europe/Oslo"),
        timezone(timedelta(seconds=30)),
        timezone(timedelta(microseconds=1)),
    ],
    ids=str,
)
def test_an_instant_has_a_fixed_offset_in_whole_minutes(zone: Any) -> None:
    fault = fault_of(Contact, id="a", on=DAY, at=datetime(2026, 1, 31, tzinfo=zone))

    assert (
        "an instant with a fixed offset in whole minutes, or nothing" == fault.expected
    )


def test_a_date_is_no_instant() -> None:
    assert "at" == fault_of(Contact, id="a", on=DAY, at=DAY).field


class Someday(date):
    """A date of a library of its own."""


def test_a_kind_of_date_is_a_date() -> None:
    assert Contact(id="a", on=Someday(2026, 1, 31)).day == DAY


def test_a_coded_value_is_of_the_concepts_that_its_field_names() -> None:
    fault = fault_of(
        Contact, id="a", on=DAY, form=Coded(concept=ContactKind.CONVERSATION)
    )

    assert "a Coded of ContactForm" == fault.expected
    assert "Coded" == fault.found


def test_a_concept_is_no_text_and_text_no_concept() -> None:
    assert "a concept" == fault_of(Coded, concept="mail").expected
    assert (
        "a member of Answer"
        == fault_of(Contact, id="a", on=DAY, participant_attended="yes").expected
    )


def test_a_member_of_another_list_is_refused() -> None:
    fault = fault_of(Contact, id="a", on=DAY, participant_attended=Role.OTHER)

    assert ("other", "a member of Answer") == (fault.found, fault.expected)


def test_a_wrong_row_is_refused() -> None:
    fault = fault_of(Case, id="c", participant=Participant(id="p"), contacts=("x",))

    assert "a tuple of a Contact" == fault.expected


def test_records_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Participant(id="p").id = "q"


def test_fields_are_given_by_name() -> None:
    with pytest.raises(TypeError):
        Participant("p")


def test_a_personal_value_is_described_by_kind_and_length_alone() -> None:
    assert "text of length 4" == describe("Kari", personal=True)
    assert "a number" == describe(31017012345, personal=True)
    assert "a date" == describe(DAY, personal=True)
    assert "a map of length 1" == describe(FrozenMap({"a": 1}), personal=True)
    assert "nothing" == describe(None, personal=True)


def test_a_value_that_is_not_personal_may_be_shown() -> None:
    assert "'mail'" == describe("mail")
    assert "1.5" == describe(1.5)
    assert "True" == describe(True)
    assert "mail" == describe(ContactForm.MAIL)


def test_a_personal_field_is_known_by_its_metadata() -> None:
    fields = attrs.fields(Participant)

    assert is_personal(fields.id)
    assert not is_personal(fields.languages)


@pytest.mark.parametrize("kind", all_records(), ids=lambda kind: kind.__name__)
def test_every_default_fits_its_field(kind: type[Record]) -> None:
    required = {
        field.name for field in attrs.fields(kind) if field.default is attrs.NOTHING
    }
    at_fault = set()
    try:
        kind(**dict.fromkeys(required, object()))
    except InvalidRecordError as error:
        at_fault = {fault.field for fault in error.faults}

    assert required == at_fault


@pytest.mark.parametrize("kind", all_records(), ids=lambda kind: kind.__name__)
def test_every_field_has_an_annotation_that_can_be_read(kind: type[Record]) -> None:
    assert {field.name for field in attrs.fields(kind)} == set(field_types(kind))


@attrs.frozen(kw_only=True)
class Recipe(Record):
    """A record of somebody else, with a function in it."""

    make: Callable[[int], int]


def test_a_record_may_hold_a_function() -> None:
    assert 3 == Recipe(make=abs).make(-3)
    assert "a function" == fault_of(Recipe, make=3).expected
