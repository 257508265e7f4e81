from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import ActorKind, Role
from brukermedvirkning.domain.journal import (
    FIRST_HASH,
    Entry,
    EntryHead,
    Message,
    chain_faults,
)
from brukermedvirkning.testing.strategies import journals

HEAD = EntryHead(
    case="c",
    sequence=1,
    recorded_at=datetime(2026, 1, 31, 12, tzinfo=UTC),
    actor=Actor(
        kind=ActorKind.STAFF,
        id="s",
        unit="u",
        roles=(Coded(concept=Role.MENTOR, code=Code(scheme="x", code="m")),),
    ),
    happening="case_imported",
    payload_digest=Entry.digest("{}", "salt"),
    previous=FIRST_HASH,
)


@given(journals())
def test_a_journal_holds_together(journal: tuple[Entry, ...]) -> None:
    assert [] == list(chain_faults(entry.head for entry in journal))


@given(journals())
def test_redaction_leaves_a_gap_and_does_not_break_the_chain(
    journal: tuple[Entry, ...],
) -> None:
    redacted = [entry.redacted() for entry in journal]

    assert [] == list(chain_faults(entry.head for entry in redacted))
    assert all(entry.is_redacted and entry.salt is None for entry in redacted)
    assert [entry.head for entry in journal] == [entry.head for entry in redacted]


@given(journals(max_size=4), st.data())
def test_a_head_that_was_changed_is_seen(
    journal: tuple[Entry, ...], data: st.DataObject
) -> None:
    heads = [entry.head for entry in journal]
    if len(heads) < 2:
        return
    place = data.draw(st.integers(0, len(heads) - 2))
    heads[place] = attrs.evolve(heads[place], payload_digest="f" * 64)

    (fault,) = chain_faults(heads)

    assert f"entry {place + 2}" == fault.where
    assert "previous" == fault.field


@given(journals(max_size=4), st.data())
def test_an_entry_that_was_taken_out_is_seen(
    journal: tuple[Entry, ...], data: st.DataObject
) -> None:
    heads = [entry.head for entry in journal]
    if len(heads) < 2:
        return
    del heads[data.draw(st.integers(0, len(heads) - 2))]

    assert ["sequence", "previous"] == [fault.field for fault in chain_faults(heads)]


@pytest.mark.parametrize(
    "change",
    [
        {"case": "d"},
        {"sequence": 2},
        {"recorded_at": HEAD.recorded_at + timedelta(microseconds=1)},
        {"happening": "other"},
        {"payload_digest": "0"},
        {"previous": "0"},
        {"actor": Actor()},
        {"actor": attrs.evolve(HEAD.actor, id="t")},
        {"actor": attrs.evolve(HEAD.actor, id=None)},
        {"actor": attrs.evolve(HEAD.actor, unit="v")},
        {"actor": attrs.evolve(HEAD.actor, roles=())},
        {"actor": attrs.evolve(HEAD.actor, roles=(Coded(concept=Role.MENTOR),))},
        {
            "actor": attrs.evolve(
                HEAD.actor,
                roles=(Coded(concept=Role.MENTOR, code=Code(scheme="x", code="n")),),
            )
        },
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_field_of_a_head_counts_in_its_hash(change) -> None:
    assert HEAD.hash != attrs.evolve(HEAD, **change).hash


def test_the_hash_does_not_depend_on_the_offset_a_database_keeps() -> None:
    elsewhere = HEAD.recorded_at.astimezone(timezone(timedelta(hours=2)))

    assert HEAD.hash == attrs.evolve(HEAD, recorded_at=elsewhere).hash


def test_the_hash_of_a_head_never_changes_between_releases() -> None:
    expected = "e8078f8ffa2c7387aa0dd59070a945a48971ee613a67f8167b35dd8de8935f23"

    assert expected == HEAD.hash


def test_a_short_payload_cannot_be_guessed_from_its_digest() -> None:
    assert Entry.digest("{}", "salt") != Entry.digest("{}", "other")


def test_an_entry_shows_nothing_of_its_payload() -> None:
    entry = Entry(head=HEAD, payload="{}", salt="salt")

    assert "salt=" not in repr(entry)
    assert "payload=" not in repr(entry)
    assert not entry.is_redacted


def test_a_message_shows_nothing_of_its_body() -> None:
    message = Message(key="k", destination="d", body="Kari")

    assert "Kari" not in repr(message)
    assert "application/json" == message.content_type
