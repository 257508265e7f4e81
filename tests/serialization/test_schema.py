from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import jsonschema
import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from brukermedvirkning import schema
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.documents import DOCUMENTS
from brukermedvirkning.domain.record import Id, Record
from brukermedvirkning.serialization import to_document
from brukermedvirkning.testing.strategies import (
    EXTREME_DAYS,
    cases,
    damaged,
    records,
    values_of,
)

CASES = jsonschema.Draft202012Validator(schema.case_schema())
EVERY = {
    kind: jsonschema.Draft202012Validator(schema.document_schema(kind))
    for kind in DOCUMENTS.values()
}


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_a_schema_is_itself_valid(kind: type[Record]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema.document_schema(kind))


def test_the_shipped_schema_is_that_of_the_classes() -> None:
    shipped = json.loads(schema.SHIPPED.read_text(encoding="utf-8"))

    assert schema.case_schema() == shipped


@given(cases(days=EXTREME_DAYS))
def test_the_schema_accepts_every_case_that_is_written(case: Case) -> None:
    CASES.validate(json.loads(to_document(case)))


@given(st.data())
def test_the_schemas_accept_every_document_that_is_written(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(EVERY)))

    EVERY[kind].validate(json.loads(to_document(data.draw(records(kind)))))


@given(st.data())
def test_the_schema_rejects_every_fault_of_shape(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([Case, *EVERY]))
    damage = data.draw(damaged(to_document(data.draw(records(kind))), kind))
    note(damage.what)

    if damage.of_shape:
        assert not EVERY[kind].is_valid(json.loads(damage.document))


def test_the_schema_sees_a_date_that_is_not_in_the_calendar() -> None:
    pattern = re.compile(
        schema.case_schema()["$defs"]["Contact"]["properties"]["on"]["pattern"]
    )
    days = [date.min + timedelta(days=step) for step in range(0, 3_652_058, 13)]
    days += [date(year, 2, 28) + timedelta(days=1) for year in range(1, 10_000)]

    assert all(pattern.search(day.isoformat()) for day in days)
    for year in range(1, 10_000):
        leap = (date(year, 2, 28) + timedelta(days=1)).day == 29
        assert leap == bool(pattern.search(f"{year:04}-02-29"))
    assert not any(
        pattern.search(text)
        for text in (
            "2023-04-31",
            "2023-13-01",
            "2023-00-01",
            "2023-01-00",
            "0000-01-01",
        )
    )


@given(st.text(max_size=4) | values_of(Id))
def test_the_schema_and_the_class_know_the_same_ids(text: str) -> None:
    case: dict[str, Any] = {"id": text, "participant": {"id": "p"}}
    document = {"format": "brukermedvirkning.case", "version": 1, "case": case}
    try:
        Code(scheme=text, code="x")
    except ValueError:
        accepted = False
    else:
        accepted = True

    assert accepted == CASES.is_valid(document)


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_every_object_refuses_what_it_does_not_know(kind: type[Record]) -> None:
    definitions = schema.document_schema(kind)["$defs"].values()

    assert all(
        definition["additionalProperties"] is False
        for definition in definitions
        if "properties" in definition
    )


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_every_definition_is_described(kind: type[Record]) -> None:
    definitions = schema.document_schema(kind)["$defs"]

    assert [] == [
        name for name, entry in definitions.items() if not entry["description"]
    ]


def test_the_invariants_of_a_class_stand_in_its_definition() -> None:
    definitions = schema.case_schema()["$defs"]

    assert ["`end` is not before `start`."] == definitions["Period"]["x-invariants"]
    assert (
        definitions["Goal"]["x-invariants"] == definitions["Challenge"]["x-invariants"]
    )
    assert "x-invariants" not in definitions["Participant"]


def test_every_member_of_a_concept_stands_in_the_schema() -> None:
    definitions = schema.case_schema()["$defs"]
    lists = {
        concepts.__name__: concepts
        for concepts in Concept.__subclasses__()
        if concepts.__module__.startswith("brukermedvirkning.domain")
    }

    for name, entry in definitions.items():
        if "enum" in entry:
            assert [member.value for member in lists[name]] == entry["enum"]


def test_the_shipped_schema_can_be_made_anew(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "SHIPPED", tmp_path / "case.json")

    schema.write_shipped()

    assert schema.case_schema() == json.loads(
        (tmp_path / "case.json").read_text("utf-8")
    )


def test_a_record_without_a_document_has_no_schema() -> None:
    with pytest.raises(KeyError):
        schema.document_schema(Code)
