"""The log says day, purpose, unit and role; the name by parameter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, Role
from brukermedvirkning.rules.access import (
    AccessContext,
    AccessEntry,
    Action,
    Resource,
    access_entry,
    may,
    without_name,
)

Who = Callable[[str], Actor]
AT = datetime(2026, 6, 1, 9, tzinfo=UTC)


def logged(
    case: Case,
    actor: Actor,
    context: AccessContext,
    *,
    kind: str = "goal",
    **more: bool,
) -> AccessEntry:
    asked = Resource(case=case, kind=kind)
    answer = may(actor, Action.READ, asked, context)
    return access_entry(actor, Action.READ, asked, answer, context, at=AT, **more)


def test_an_entry_has_purpose_unit_and_basis_and_no_name(
    case: Case, context: AccessContext, who: Who
) -> None:
    nurse = attrs.evolve(who("nurse"), roles=(Coded(concept=Role.ADVISER),))

    assert logged(case, nurse, context) == AccessEntry(
        case="c",
        at=AT,
        purpose=context.purpose,
        unit="health",
        kind=ActorKind.STAFF,
        roles=nurse.roles,
        action=Action.READ,
        item_kind="goal",
        outcome="allowed",
        basis="consent: consent",
    )


def test_what_was_denied_is_logged_too(
    case: Case, context: AccessContext, who: Who
) -> None:
    entry = logged(case, who("nurse"), context, kind="stance")

    assert (entry.outcome, entry.basis) == ("access.unit", None)


def test_the_name_is_kept_where_it_is_asked_for_and_can_be_left_out(
    case: Case, context: AccessContext, who: Who
) -> None:
    entry = logged(case, who("nurse"), context, with_name=True)

    assert entry.reader == "z"
    assert "'z'" not in repr(entry)
    assert without_name(entry).reader is None


def test_a_peer_worker_is_logged_as_staff(
    case: Case, context: AccessContext, who: Who
) -> None:
    shown = attrs.evolve(context, peers_shown=("peer-id",))

    assert logged(case, who("peer"), context).kind is ActorKind.STAFF
    assert logged(case, who("peer"), shown).kind is ActorKind.PEER_WORKER
