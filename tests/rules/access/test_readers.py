"""Who will be able to read, said before it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ActorKind, Purpose, Role
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.access import (
    AccessContext,
    Audience,
    BreakGlass,
    Condition,
    Sharing,
    Standing,
    Statute,
    audience,
    shielding,
)

Who = Callable[[str], Actor]


def told(readers: Audience) -> set[Any]:
    return {(one.standing, one.id or one.unit, one.when) for one in readers.readers}


def test_whoever_writes_own_words_is_told_who_will_read_them(
    case: Case, context: AccessContext
) -> None:
    assert told(audience("stance", case, context)) == {
        (Standing.PARTICIPANT, "kari", None),
        (Standing.REPRESENTATIVE, "guardian-id", None),
        (Standing.COORDINATOR, "coordinator-id", None),
        (Standing.TEAM, "caseworker-id", None),
    }


def test_a_note_is_the_participants_once_shared(
    case: Case, context: AccessContext
) -> None:
    readers = told(audience("contact", case, context, part="note"))

    assert (Standing.PARTICIPANT, "kari", Condition.ONCE_SHARED) in readers
    assert (Standing.OTHER_UNIT, "health", Condition.ONCE_SHARED) in readers
    assert (Standing.TEAM, "caseworker-id", None) in readers


def test_a_draft_that_is_there_is_staffs(case: Case, context: AccessContext) -> None:
    draft = case.contacts[0]
    readers = told(audience("contact", case, context, part="note", row=draft))

    assert {one[0] for one in readers} == {Standing.COORDINATOR, Standing.TEAM}


def test_another_body_is_named_with_what_its_reading_rests_on(case: Case) -> None:
    context = AccessContext(
        on=date(2026, 6, 1),
        statutes=(
            Statute(
                id="statute",
                reference="an act",
                recipient="tax",
                covers=("goal",),
                valid=Period(start=date(2026, 1, 1)),
            ),
        ),
        sharings=(
            Sharing(
                id="sharing",
                case="c",
                item_kind="goal",
                item="goal",
                recipient="school",
                on=date(2026, 5, 1),
            ),
        ),
    )
    row = case.goals[0]
    readers = audience("goal", case, context, row=row).readers

    assert {
        (one.unit, one.basis) for one in readers if one.standing is Standing.OTHER_UNIT
    } == {
        ("health", "consent: consent"),
        ("school", "shared by the participant"),
        ("tax", "statute: an act"),
    }


def test_what_another_body_writes_is_read_on_a_basis(
    case: Case, context: AccessContext
) -> None:
    readers = audience("challenge", case, context, unit="health").readers

    assert {one.standing for one in readers} == {
        Standing.PARTICIPANT,
        Standing.REPRESENTATIVE,
        Standing.COORDINATOR,
        Standing.TEAM,
    }
    assert {one.unit for one in readers if one.id is None} == set()
    staff = [one for one in readers if one.kind is ActorKind.STAFF]
    assert {one.unit for one in staff} == {"health"}


def test_somebody_who_opened_it_is_in_it_until_it_lapses(case: Case, who: Who) -> None:
    opening = BreakGlass(
        id="opening",
        case="c",
        by=who("control"),
        ground="an act",
        covers=("stance",),
        on=date(2026, 6, 1),
        until=date(2026, 6, 2),
    )

    def included(on: date) -> bool:
        context = AccessContext(on=on, openings=(opening,))
        return audience("stance", case, context).includes(who("control"))

    assert (included(date(2026, 6, 1)), included(date(2026, 6, 2))) == (True, False)


def test_a_rule_of_a_plugin_is_named_beside_whom_it_stops(case: Case, who: Who) -> None:
    rule = shielding("shield", source="x", persons=["kari"], readers=["y"])
    context = AccessContext(on=date(2026, 6, 1), deny_rules=(rule,))
    readers = audience("goal", case, context)

    stopped = {one.standing for one in readers.readers if one.narrowed_by}
    assert Standing.PARTICIPANT not in stopped
    assert {Standing.COORDINATOR, Standing.LEADER} <= stopped
    assert readers.includes(who("leader"))
    assert not readers.includes(who("coordinator"))
    assert not readers.includes(who("colleague"))


def test_a_peer_workers_place_is_not_told(case: Case, context: AccessContext) -> None:
    readers = audience("goal", case, context).readers
    (role,) = {one.role for one in readers if one.id == "peer-id"}

    assert role is not None
    assert role.concept is Role.OTHER


def test_for_benefit_control_the_audience_is_of_those_who_act_for_it(
    case: Case, who: Who
) -> None:
    context = AccessContext(on=date(2026, 6, 1), purpose=Purpose.BENEFIT_CONTROL)
    readers = audience("enrolment", case, context)

    assert readers.includes(who("caseworker"))
    assert not audience("stance", case, context).includes(who("caseworker"))
