"""The tables bear the names of the language, and nothing of a person."""

from __future__ import annotations

import pytest

from brukermedvirkning.domain.case import Case, row_kinds
from brukermedvirkning.domain.record import field_types, is_personal
from brukermedvirkning.rules.expressions.roots import SCHEMA
from brukermedvirkning.rules.expressions.types import Kind
from brukermedvirkning.tables import Form, Take, layout, left_out

TABLES = layout()


def names(table: str) -> set[str]:
    return set(TABLES[table].names)


def test_there_is_a_table_for_the_case_each_kind_and_the_pauses() -> None:
    assert {"case", *row_kinds(), "intervention.pauses"} == set(TABLES)


def test_a_column_stands_in_one_table_only() -> None:
    columns = [column.name for table in TABLES.values() for column in table.columns]

    assert len(set(columns)) == len(columns)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_column_is_a_path_of_the_language_of_the_same_type(table) -> None:
    forms = {
        Kind.BOOL: Form.BOOL,
        Kind.INT: Form.INT,
        Kind.DATE: Form.DATE,
        Kind.TEXT: Form.TEXT,
        Kind.CODE: Form.TEXT,
    }
    for column in table.columns:
        if column.take is Take.VALUE and not table.field:
            found = SCHEMA.resolve(column.path)
            if not found.personal:
                assert forms[found.kind] is column.form
                assert found.nullable == column.nullable


def test_every_field_that_can_be_compared_has_a_column() -> None:
    assert {
        "contact.on",
        "contact.form",
        "contact.form.recorded",
        "contact.form.code.scheme",
        "contact.is_held",
        "contact.attendees.size",
        "contact.form_chosen_by",
        "contact.note.is_known",
        "contact.note.shared_on",
    } <= names("contact")
    assert {"case.unit", "case.start", "case.origin.carries.paths"} <= names("case")
    assert {"enrolment.exit.is_known", "enrolment.exit.category"} <= names("enrolment")


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_of_a_person_only_the_presence_is_written(table) -> None:
    personal = {
        column.name
        for column in table.columns
        if column.take is not Take.NEIGHBOUR
        and not table.field
        and SCHEMA.resolve(column.path).personal
    }

    assert all(
        name.endswith(".is_known") for name in personal - {"case.participant.id"}
    )


def test_what_is_left_out_is_said() -> None:
    assert {"contact.note.text", "contact.attendees", "contact.at"} <= set(
        left_out(TABLES["contact"])
    )
    assert () == left_out(TABLES["intervention.pauses"])


def test_neighbour_facts_take_no_name_of_a_field() -> None:
    for table in TABLES.values():
        for column in table.columns:
            if column.take is Take.NEIGHBOUR:
                fields = SCHEMA.fields((table.kind,), SCHEMA.root(table.kind)) or {}
                assert column.path[1] not in fields


def test_a_case_has_nothing_personal_that_the_schema_does_not_know() -> None:
    known = SCHEMA.fields(("case",), SCHEMA.root("case")) or {}

    assert set(field_types(Case)) <= set(known)
    assert any(is_personal(field) for field in Case.__attrs_attrs__)
