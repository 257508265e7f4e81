"""The participant's copy leaves nothing out silently."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import attrs
from hypothesis import given

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ActorKind
from brukermedvirkning.domain.plan import Challenge, Wording
from brukermedvirkning.rules.access import (
    AccessContext,
    AccessQuestion,
    Action,
    Allowed,
    Denied,
    DenyRule,
    Resource,
    Standing,
    Withheld,
    access_entry,
    participants_copy,
    plain,
)
from brukermedvirkning.testing.strategies import cases

ON = date(2026, 6, 1)


def test_a_draft_is_named_with_its_ground(case: Case, context: AccessContext) -> None:
    copy = participants_copy(case, context)

    assert copy.withheld[0] == Withheld(
        kind="contact",
        id="draft",
        part="note",
        rule="access.draft",
        ground="a draft is staff's until it is shared",
        source="forvaltningsloven (DK) § 12; personopplysningsloven (NO) § 16 e",
    )
    assert {(one.id, one.part) for one in copy.withheld} == {
        ("draft", "note"),
        ("draft", "role"),
        ("peer", "role"),
    }


def test_that_somebody_is_a_peer_worker_is_named_as_withheld(
    case: Case, context: AccessContext
) -> None:
    shown = attrs.evolve(context, peers_shown=("peer-id",))

    assert participants_copy(case, context).withheld[-1] == Withheld(
        kind="team_member",
        id="peer",
        part="role",
        rule="access.others-role",
        ground="another person's health is theirs to tell",
        source="GDPR art. 15(4)",
    )
    assert {one.part for one in participants_copy(case, shown).withheld} == {"note"}


def test_a_part_with_nothing_in_it_is_not_named(case: Case) -> None:
    rule = DenyRule(
        id="no-own",
        source="a test",
        denies=lambda question, _case: (
            Denied(rule="x", ground="not yet") if question.part == "own" else None
        ),
    )
    copy = participants_copy(case, AccessContext(on=ON, deny_rules=(rule,)))
    named = [one for one in copy.withheld if one.rule == "no-own"]

    assert [(one.kind, one.part) for one in named] == [
        ("goal", "own"),
        ("enrolment", "own"),
    ]


def test_of_a_case_it_is_asked_for_the_copy_as_for_a_view(case: Case) -> None:
    asked: list[AccessQuestion] = []

    def listens(question: AccessQuestion, _case: Case) -> None:
        asked.append(question)

    rule = DenyRule(id="listens", source="a test", denies=listens)
    participants_copy(case, AccessContext(on=ON, deny_rules=(rule,)))

    assert {one.item for one in asked if one.item_kind == "case"} == {None}
    assert {one.item for one in asked if one.item_kind == "plan"} == {"plan"}


def test_the_copy_says_what_it_is(case: Case, context: AccessContext) -> None:
    said = participants_copy(case, context).as_json()

    assert [*said] == ["format", "version", "view", "withheld", "log"]
    assert (said["format"], said["version"]) == (
        "brukermedvirkning.participants_copy",
        1,
    )


def test_what_a_plugin_closes_is_named_with_the_plugins_source(case: Case) -> None:
    rule = DenyRule(
        id="no-plan",
        source="an act, § 2",
        denies=lambda question, _case: (
            Denied(rule="x", ground="not yet")
            if question.item_kind in ("plan", "case")
            else None
        ),
    )
    copy = participants_copy(case, AccessContext(on=ON, deny_rules=(rule,)))
    named = [one for one in copy.withheld if one.rule == "no-plan"]

    assert [(one.kind, one.id, one.part) for one in named] == [
        ("case", "c", None),
        ("plan", "plan", None),
    ]
    assert {(one.ground, one.source) for one in named} == {("not yet", "an act, § 2")}
    assert copy.view.plan is None


def test_the_copy_has_who_has_read_and_from_this_case_alone(
    case: Case, context: AccessContext
) -> None:
    asked = Resource(case=case, kind="goal")
    entry = access_entry(
        Actor(kind=ActorKind.STAFF, id="x", unit="home"),
        Action.READ,
        asked,
        Allowed(standing=Standing.TEAM),
        context,
        at=datetime(2026, 6, 1, tzinfo=UTC),
    )
    other = attrs.evolve(entry, case="d")

    assert participants_copy(case, context, (entry, other)).log == (entry,)


@given(cases(max_rows=2))
def test_the_copy_is_json_and_has_every_field(case: Case) -> None:
    copy = participants_copy(case, AccessContext(on=ON))
    said = json.loads(json.dumps(copy.as_json()))

    assert said["view"]["goals"] == plain(copy.view.goals)
    for row, told in zip(copy.view.contacts, said["view"]["contacts"], strict=True):
        assert set(told) == {field.name for field in attrs.fields(type(row))}
        assert told["on"] == row.on.isoformat()


def test_the_copy_as_text_says_what_is_there_and_what_is_withheld(
    case: Case, context: AccessContext
) -> None:
    words = {"contacts": "Samtaler", "draft": "utkast", "disagrees": "uenig"}
    text = participants_copy(case, context).as_text(words)

    assert text.startswith("view\n  on: 2026-06-01\n")
    assert text.endswith("\n    source: GDPR art. 15(4)\n")
    assert "  Samtaler\n" in text
    assert "answer: uenig" in text
    assert "ground: a draft is staff's until it is shared" in text
    assert "None" not in text


def test_the_text_shows_what_could_mislead(case: Case, context: AccessContext) -> None:
    wording = Wording(version=1, text="one\ntwo\u202e\x1b[2J")
    challenge = Challenge(id="challenge", wordings=(wording,))
    case = attrs.evolve(case, challenges=(challenge,))
    text = participants_copy(case, context).as_text()

    assert "text: one\n" in text
    assert "    two\\u202e\\u001b[2J\n" in text
