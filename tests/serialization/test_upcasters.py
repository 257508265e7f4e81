from __future__ import annotations

import json
from typing import Any

import pytest

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.errors import DocumentError
from brukermedvirkning.serialization import (
    UPCASTERS,
    Upcaster,
    from_document,
    to_document,
)

CASE = Case(id="c", participant=Participant(id="p"))


def language_becomes_languages(record: dict[str, Any]) -> dict[str, Any]:
    participant = dict(record["participant"])
    participant["languages"] = [participant.pop("language")]
    return {**record, "participant": participant}


def identifier_becomes_id(record: dict[str, Any]) -> dict[str, Any]:
    return {"id": record["identifier"], "participant": record["participant"]}


STEPS = (
    Upcaster(
        name="a participant's one language becomes a list",
        document="case",
        version=2,
        change=language_becomes_languages,
    ),
    Upcaster(
        name="identifier becomes id",
        document="case",
        version=1,
        change=identifier_becomes_id,
    ),
    Upcaster(name="of another", document="unit", version=1, change=dict),
)


def document(version: int, record: object) -> str:
    return json.dumps(
        {"format": "brukermedvirkning.case", "version": version, "case": record}
    )


def test_there_are_no_old_versions_yet() -> None:
    assert () == UPCASTERS


def test_an_old_document_takes_every_step_to_the_present() -> None:
    first = {"identifier": "c", "participant": {"id": "p", "language": "da"}}
    second = {"id": "c", "participant": {"id": "p", "language": "da"}}
    expected = Case(id="c", participant=Participant(id="p", languages=("da",)))

    assert expected == from_document(document(1, first), Case, upcasters=STEPS)
    assert expected == from_document(document(2, second), Case, upcasters=STEPS)


def test_what_is_written_has_the_present_version() -> None:
    text = to_document(CASE, upcasters=STEPS)

    assert 3 == json.loads(text)["version"]
    assert CASE == from_document(text, Case, upcasters=STEPS)


def test_a_version_to_come_is_refused() -> None:
    with pytest.raises(DocumentError, match="4, of a newer release; expected 1 to 3"):
        from_document(document(4, {}), Case, upcasters=STEPS)


@pytest.mark.parametrize("record", [{"identifier": "c"}, [], None, "zebra"])
def test_a_step_that_cannot_read_a_record_is_named_without_showing_it(
    record: object,
) -> None:
    with pytest.raises(DocumentError) as caught:
        from_document(document(1, record), Case, upcasters=STEPS)

    (fault,) = caught.value.faults
    assert fault.expected.startswith("what this step can read: ")
    assert caught.value.__context__ is None
    assert "zebra" not in str(caught.value)


def test_steps_with_a_gap_are_refused() -> None:
    with pytest.raises(ValueError, match="not 1, 2, 3"):
        to_document(CASE, upcasters=STEPS[:1])
