"""What is left of a row once it is redacted: a gap that is seen, never what it said."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor, Redaction
from brukermedvirkning.domain.case import Case, Participant, collections
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Party,
    RedactionExtent,
    RedactionGround,
)
from brukermedvirkning.domain.contacts import Agenda, Contact, Note
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.plan import Goal, Wording
from brukermedvirkning.domain.redacting import (
    BLACKED_OUT,
    redact_alike,
    redact_row,
    redacted_in,
    without_words,
    words_in,
)
from brukermedvirkning.serialization import from_document, to_document
from brukermedvirkning.testing.strategies import cases

DAY = date(2026, 5, 4)
BOSS = Actor(kind=ActorKind.STAFF, id="boss")
WORDS = Redaction(
    on=DAY, extent=RedactionExtent.WORDS, ground=RedactionGround.UNLAWFUL, by=BOSS
)
WHOLE = attrs.evolve(WORDS, extent=RedactionExtent.WHOLE)
GOAL = Goal(
    id="g",
    on=date(2026, 1, 5),
    wordings=(
        Wording(version=1, text="first", worded_by=(Party.PARTICIPANT,)),
        Wording(version=2, text="second"),
    ),
    status_reason="because",
)
CONTACT = Contact(
    id="k",
    on=date(2026, 2, 3),
    agenda=Agenda(text="what", shared_on=date(2026, 2, 1)),
    note=Note(text="so", written_on=date(2026, 2, 3)),
    extensions=FrozenMap({"acme": {"more": "words"}}),
)


@st.composite
def redacted(draw: st.DrawFn) -> tuple[Case, Case, str]:
    """A case, the same with one row redacted, and the id of the row."""
    case = draw(cases(max_rows=1).filter(lambda case: any(case.rows())))
    whole: dict[str, Any] = {
        name: tuple(attrs.evolve(row, redactions=()) for row in getattr(case, name))
        for name in collections()
    }
    case = attrs.evolve(case, **whole)
    row = draw(st.sampled_from(list(case.rows())))
    redaction = draw(st.sampled_from((WORDS, WHOLE)))
    return case, redacted_in(case, row.kind, row.id, redaction), row.id


@given(redacted())
def test_of_a_redacted_row_stay_its_place_and_its_gap(
    cases: tuple[Case, Case, str],
) -> None:
    before, after, row_id = cases
    rows = {row.id: row for row in after.rows()}
    gap = rows[row_id]
    others = {row.id: row for row in before.rows() if row.id != row_id}

    assert set(words_in(gap)) <= {BLACKED_OUT}
    assert gap.redactions in ((WORDS,), (WHOLE,))
    assert gap.is_gone <= gap.registered_in_error
    assert others == {row.id: row for row in after.rows() if row.id != row_id}
    assert {(row.kind, row.id, row.unit) for row in before.rows()} == {
        (row.kind, row.id, row.unit) for row in after.rows()
    }
    assert from_document(to_document(after), Case) == after


@given(redacted())
def test_what_the_source_says_again_does_not_bring_it_back(
    cases: tuple[Case, Case, str],
) -> None:
    before, after, _ = cases

    assert redact_alike(after, before) == after
    assert redact_alike(before, before) is before


def test_words_go_and_codes_and_days_stay() -> None:
    after = redact_row(CONTACT, WORDS)

    assert after == attrs.evolve(
        CONTACT,
        agenda=Agenda(shared_on=date(2026, 2, 1)),
        note=Note(written_on=date(2026, 2, 3)),
        extensions=FrozenMap(),
        redactions=(WORDS,),
    )


def test_words_that_must_be_there_are_blacked_out_in_every_version() -> None:
    after = redact_row(GOAL, WORDS)

    assert [BLACKED_OUT, BLACKED_OUT] == [wording.text for wording in after.wordings]
    assert (Party.PARTICIPANT,) == after.wordings[0].worded_by
    assert after.status_reason is None


def test_a_row_that_is_gone_says_nothing_but_its_gap() -> None:
    after = redact_row(CONTACT, WHOLE)

    assert after == Contact(
        id="k", on=CONTACT.on, registered_in_error=True, redactions=(WHOLE,)
    )
    assert after.is_gone


def test_stances_on_a_version_of_a_gone_goal_are_still_on_a_version() -> None:
    after = redact_row(GOAL, WHOLE)

    assert (2, ()) == (after.version, after.wordings[0].worded_by)


def test_a_row_may_be_redacted_again() -> None:
    assert (WORDS, WHOLE) == redact_row(redact_row(CONTACT, WORDS), WHOLE).redactions


@pytest.mark.parametrize("value", [GOAL, (GOAL,), [GOAL]])
def test_every_word_is_found(value: object) -> None:
    assert {"first", "second", "because"} == set(words_in(value))


def test_what_a_plugin_put_beside_the_fields_is_words() -> None:
    assert ["extensions", "what", "so"] == list(words_in(CONTACT))


def test_what_has_no_words_is_left_as_it_is() -> None:
    person = Participant(id="p")

    assert without_words(person) is person
    assert [] == list(words_in("a word by itself"))
