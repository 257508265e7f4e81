"""What is about a person stays in the record: no `repr`, no error, no log shows it."""

from __future__ import annotations

import logging
import traceback
from typing import Any

import attrs
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.documents import DOCUMENTS
from brukermedvirkning.domain.record import Record, field_types, is_personal
from brukermedvirkning.errors import DocumentError, InvalidRecordError
from brukermedvirkning.serialization import from_document, to_document
from brukermedvirkning.testing.strategies import (
    all_records,
    cases,
    damaged,
    marked,
    records,
)

MARKER = "zebra"
KINDS = pytest.mark.parametrize("kind", all_records(), ids=lambda kind: kind.__name__)


class Listener(logging.Handler):
    """Keeps everything that is logged anywhere."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(self.format(record))


@pytest.fixture(scope="module", autouse=True)
def listener():
    listening = Listener()
    root = logging.getLogger()
    level = root.level
    root.addHandler(listening)
    root.setLevel(logging.NOTSET)
    yield listening
    root.removeHandler(listening)
    root.setLevel(level)

    assert not [line for line in listening.heard if MARKER in line]


def all_that_an_error_says(error: BaseException) -> str:
    """Everything that a log of the error would show, causes and contexts included."""
    faults = getattr(error, "faults", ())
    return "".join(
        [
            *traceback.TracebackException.from_exception(error).format(),
            repr(error),
            repr(error.args),
            *map(repr, faults),
            *map(str, faults),
        ]
    )


@KINDS
def test_a_personal_field_is_not_in_the_repr(kind: type[Record]) -> None:
    fields: tuple[Any, ...] = attrs.fields(kind)

    shown = [field.name for field in fields if is_personal(field) and field.repr]

    assert [] == shown


@KINDS
def test_free_words_are_personal(kind: type[Record]) -> None:
    words = {"text", "words", "reason", "note", "notes", "answer_words", "told"}
    fields: tuple[Any, ...] = attrs.fields(kind)
    # The reason of a refusal is the library's own words, never a person's.
    public = {"Label", "Term", "Vocabulary", "Mapping", "Refusal"}

    open_words = [
        field.name
        for field in fields
        if field.name in words
        and "str" in str(field_types(kind)[field.name])
        and not is_personal(field)
    ]

    assert kind.__name__ in public or [] == open_words


@KINDS
def test_no_repr_shows_a_personal_value(kind: type[Record]) -> None:
    @settings(max_examples=10)
    @given(records(kind))
    def check(record: Record) -> None:
        assert MARKER not in repr(marked(record, MARKER))
        assert MARKER not in str(marked(record, MARKER))

    check()


@given(cases())
def test_the_marker_is_in_the_case_and_its_document(case: Case) -> None:
    document = to_document(marked(case, MARKER))

    assert f'"participant":{{"id":"{MARKER} id"' in document
    assert document.count(MARKER) > 3


@given(cases())
def test_marking_a_case_changes_nothing_else(case: Case) -> None:
    once = marked(case, MARKER)

    assert once == marked(once, MARKER)
    assert [row.id for row in case.rows()] == [row.id for row in once.rows()]
    assert [row.day for row in case.rows()] == [row.day for row in once.rows()]


@KINDS
def test_no_error_at_birth_shows_a_personal_value(kind: type[Record]) -> None:
    personal = [field.name for field in attrs.fields(kind) if is_personal(field)]

    @settings(max_examples=10)
    @given(
        records(kind), st.sampled_from([[MARKER], {MARKER: MARKER}, MARKER.encode()])
    )
    def check(record: Record, wrong: Any) -> None:
        for field in personal:
            with pytest.raises(InvalidRecordError) as caught:
                attrs.evolve(marked(record, MARKER), **{field: wrong})

            assert MARKER not in all_that_an_error_says(caught.value)

    check()


@given(st.data())
def test_no_error_shows_a_personal_value_whatever_is_wrong_with_the_document(
    data: st.DataObject,
) -> None:
    kind = data.draw(st.sampled_from([Case, Case, *DOCUMENTS.values()]))
    record = marked(data.draw(records(kind)), MARKER)
    damage = data.draw(damaged(to_document(record), kind))
    note(damage.what)

    with pytest.raises(DocumentError) as caught:
        from_document(damage.document, kind)

    assert MARKER not in all_that_an_error_says(caught.value)


@given(st.data())
def test_no_error_shows_what_stands_where_it_should_not(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([Case, *DOCUMENTS.values()]))
    document = to_document(data.draw(records(kind)))
    damage = data.draw(damaged(document, kind, marker=MARKER))
    note(damage.what)

    with pytest.raises(DocumentError) as caught:
        from_document(damage.document, kind)

    # The id of a row is no secret: a fault names the row that is not there.
    if damage.what != "a name of nothing":
        assert MARKER not in all_that_an_error_says(caught.value)
