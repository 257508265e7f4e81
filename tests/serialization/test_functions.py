"""The functions written for each class, beside the converter that explains."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import Answer, ContactForm
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.documents import DOCUMENTS
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Challenge, Wording
from brukermedvirkning.domain.record import Id, Record
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.serialization import _values, to_document, unstructure
from brukermedvirkning.serialization._explaining import explained
from brukermedvirkning.serialization._functions import Place, places, unfrozen
from brukermedvirkning.serialization._strict import RefusedError, reader
from brukermedvirkning.testing.strategies import all_records, damaged, records

DAY = date(2026, 1, 31)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_record_is_read_as_the_converter_reads_it(name: str) -> None:
    kind: Any = DOCUMENTS[name]

    @given(records(kind))
    def check(record: Record) -> None:
        plain = unstructure(record)
        found = reader(kind)(plain)

        assert type(found) is kind
        assert record == found
        assert (record, []) == explained(plain, name)

    check()


@given(st.data())
def test_what_the_converter_refuses_is_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(DOCUMENTS)))
    kind: Any = DOCUMENTS[name]
    damage = data.draw(damaged(to_document(data.draw(records(kind))), kind))
    if not damage.where.startswith(name):
        return
    plain = json.loads(damage.document).get(name)
    refused = False
    try:
        reader(kind)(plain)
    except (AttributeError, LookupError, TypeError, ValueError):
        refused = True

    assert refused
    assert explained(plain, name)[1]


def case_with(**values: Any) -> dict[str, Any]:
    row = {"id": "a", "on": "2026-01-31", **values}
    return {"id": "c", "participant": {"id": "p"}, "contacts": [row]}


def read_contact(**values: Any) -> Contact:
    found: Case = reader(Case)(case_with(**values))
    return found.contacts[0]


@pytest.mark.parametrize(
    "values",
    [
        {"hidden": "x"},
        {"attendees": {}},
        {"attendees": "x"},
        {"attendees": [{"party": "participant", "hidden": 1}]},
        {"form_chosen_by": ["participant", "nobody"]},
        {"form": {"concept": "no such"}},
        {"form": {"hidden": "mail"}},
        {"form": {"concept": "mail", "hidden": 1}},
        {"form": "mail"},
        {"messages": True},
        {"messages": 0},
        {"registered_in_error": 1},
        {"registered_in_error": None},
        {"unit": ""},
        {"unit": 1},
        {"on": "20260131"},
        {"on": None},
        {"at": "2026-01-31"},
        {"extensions": []},
        {"agenda": []},
    ],
    ids=str,
)
def test_a_value_that_does_not_fit_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        read_contact(**values)
    faults = explained(case_with(**values), "case")[1]
    assert faults
    assert all(fault.where.startswith("case.contacts[0]") for fault in faults)


def test_a_required_field_must_be_there() -> None:
    with pytest.raises(KeyError):
        reader(Case)({"id": "c"})


def test_what_is_no_object_of_json_is_refused() -> None:
    with pytest.raises(RefusedError):
        reader(Case)([])


def test_what_several_fields_must_hold_together_is_asked() -> None:
    with pytest.raises(InvalidRecordError):
        read_contact(moved_to="b")


def test_a_null_that_may_be_is_nothing() -> None:
    nothing = read_contact(unit=None, agenda=None, duration=None, messages=None)

    assert Contact(id="a", on=DAY) == nothing


def test_a_code_behind_a_concept_is_read() -> None:
    code = {"scheme": "s", "code": "1"}
    form = read_contact(form={"concept": "mail", "code": code}).form

    assert Coded(concept=ContactForm.MAIL, code=Code(scheme="s", code="1")) == form


def test_a_concept_without_a_code_is_one_for_all() -> None:
    first, second = (read_contact(form={"concept": "mail"}).form for _ in range(2))

    assert first is second


def test_what_was_read_is_frozen() -> None:
    contact = read_contact()

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        contact.unit = "x"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del contact.unit


def test_a_class_that_is_not_frozen_leaves_the_frozen_one_alone() -> None:
    made: Any = object.__new__(unfrozen(Period))
    made.start = made.end = DAY
    made.__class__ = Period

    assert Period(start=DAY, end=DAY) == made
    assert hash(Period(start=DAY, end=DAY)) == hash(made)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.start = None


def test_fields_without_a_default_stand_first_in_a_document() -> None:
    challenge = Challenge(
        id="a",
        unit="u",
        on=DAY,
        wordings=(Wording(version=1, text="Noe.", on=DAY),),
    )

    assert ["id", "wordings", "unit", "on"] == list(unstructure(challenge))


def test_a_field_that_has_its_default_is_left_out_however_it_was_made() -> None:
    contact = Contact(
        id="a",
        on=DAY,
        form=Coded(concept=ContactForm.UNKNOWN),
        participant_attended=Answer.UNKNOWN,
        attendees=(),
    )

    assert {"id": "a", "on": "2026-01-31"} == unstructure(contact)


def test_a_generic_class_by_itself_has_places_of_any_concept() -> None:
    assert {"concept": "mail"} == unstructure(Coded(concept=ContactForm.MAIL))


@pytest.mark.parametrize("kind", all_records(), ids=lambda kind: kind.__name__)
def test_what_may_be_nothing_is_nothing_by_default(kind: type[Record]) -> None:
    defaults = [place.default for place in places(kind) if place.may_be_nothing]

    assert [None] * len(defaults) == defaults


def test_a_place_knows_what_may_stand_in_it() -> None:
    place_of_ids, place_of_languages = (
        Place(
            name="id", kind=Id, may_be_nothing=False, many=False, default=attrs.NOTHING
        ),
        Place(name="languages", kind=Id, may_be_nothing=False, many=True, default=()),
    )

    assert (place_of_ids, place_of_languages) == places(Participant)
    assert place_of_ids.is_required
    assert not place_of_languages.is_required


def test_reading_what_fits_does_not_import_cattrs() -> None:
    document = to_document(Case(id="c", participant=Participant(id="p")))
    lines = (
        "import sys",
        "from brukermedvirkning.domain.case import Case",
        "from brukermedvirkning.serialization import from_document, to_document",
        f"to_document(from_document({document!r}, Case))",
        "sys.exit('cattrs' in sys.modules)",
    )

    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True)


def test_a_text_in_the_place_of_a_day_is_not_kept_in_memory() -> None:
    _values.day_of("2026-01-31")
    kept = _values._day.cache_info().currsize
    with pytest.raises(_values.MisfitError):
        _values.day_of("what somebody wrote in the field of a day")

    assert kept == _values._day.cache_info().currsize
