"""Whoever looks at whatever case: what they may not see is in no output of `bmv show`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given

from brukermedvirkning.domain.case import Case, collections
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import Kept, PluginInfo
from brukermedvirkning.rules.access import Allowed, DenyRule
from brukermedvirkning.services import read_as
from brukermedvirkning.testing.access_cases import looks
from brukermedvirkning.testing.access_laws import Look
from brukermedvirkning.testing.memory import MemoryStore
from brukermedvirkning.testing.strategies import marked
from brukermedvirkning_cli.commands.show import draw_view, view_document
from brukermedvirkning_cli.speaker import Speaker

MARKER = "zebra"


class Narrowing:
    """A plugin that brings deny rules."""

    def __init__(self, *rules: DenyRule) -> None:
        self.rules = rules

    @hookimpl
    def bmv_plugin_info(self) -> PluginInfo:
        return PluginInfo(id="narrowing", version="1", title="narrows")

    @hookimpl
    def bmv_access_rules(self) -> tuple[DenyRule, ...]:
        return self.rules


@pytest.fixture(scope="module")
def say() -> Speaker:
    return Speaker(Host.load(entry_points=False), ())


def output(look: Look, case: Case, say: Speaker) -> str:
    """All that `bmv show --as` would print, as JSON and as text."""
    context = look.context
    store = MemoryStore()
    store.state.cases[case.id] = Kept(case=case, revision=1)
    for record in (*context.openings, *context.sharings, *context.statutes):
        store.state.records[type(record), record.id] = record
    day = context.on
    with store.begin() as work:
        view = read_as(
            Host.load([Narrowing(*context.deny_rules)], entry_points=False),
            work,
            case.id,
            look.actor,
            at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
            purpose=context.purpose,
            peers_shown=context.peers_shown,
        )
    document = json.dumps(view_document(case.id, view, context.purpose))
    return "\n".join([document, *map(str, draw_view(case.id, view, say))])


@given(looks())
def test_what_may_not_be_seen_changes_nothing_in_the_output(
    say: Speaker, look: Look
) -> None:
    if look.rights(look.case) == look.rights(look.unseen):
        assert output(look, look.case, say) == output(look, look.unseen, say)


@given(looks())
def test_no_word_of_a_row_that_may_not_be_seen_is_in_the_output(
    say: Speaker, look: Look
) -> None:
    hidden = {
        row.id for row in look.case.rows() if not isinstance(look.reads(row), Allowed)
    }
    changed: dict[str, Any] = {
        name: tuple(
            marked(row, MARKER) if row.id in hidden else row
            for row in getattr(look.case, name)
        )
        for name in collections()
        if name != "team"
    }

    assert MARKER not in output(look, attrs.evolve(look.case, **changed), say)
