"""What lets others in: an opening on a statutory ground, and the participant's sharing.

Both are records of their own, so that what was opened or shared stays to be seen.
Source: definitions 3.1, 3.2.
"""

from __future__ import annotations

from datetime import date, datetime

import attrs

from brukermedvirkning.domain.actors import Actor, Item
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ActorKind
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.errors import CommandRefusedError
from brukermedvirkning.host import Host
from brukermedvirkning.ports import UnitOfWork
from brukermedvirkning.rules.access import (
    Action,
    BreakGlass,
    Denied,
    Resource,
    Sharing,
    kinds,
    may,
)
from brukermedvirkning.rules.access.places import BODIES
from brukermedvirkning.services.reading import access_context

__all__ = ["break_glass", "share", "take_back_sharing"]

_OPENING, _SHARING = "access.break-glass", "access.sharing"


def break_glass(
    unit_of_work: UnitOfWork, opening: BreakGlass, *, at: datetime
) -> BreakGlass:
    """Open closed kinds of a case to one actor, on a statutory ground, until it lapses.

    The participant sees it from then on, lapsed or not. Raises `CaseNotFoundError`, and
    `CommandRefusedError` for an opening that is made over another, backdated, of kinds
    that do not exist or of none, or by somebody who reads for no body.
    """
    unit_of_work.cases.get(opening.case)
    openings = unit_of_work.records(BreakGlass)
    refused = {
        "id-taken": openings.get(opening.id) is not None,
        "backdated": opening.on < at.date(),
        "covers-nothing": not opening.covers or not set(opening.covers) <= set(kinds()),
        "not-for-a-body": opening.by.kind not in BODIES,
    }
    for reason, holds in refused.items():
        if holds:
            raise CommandRefusedError(_OPENING, reason, ())
    openings.put(opening)
    return opening


def share(
    host: Host,
    unit_of_work: UnitOfWork,
    sharing: Sharing,
    *,
    by: Actor,
    at: datetime,
) -> Sharing:
    """Let another body read one item: the participant's to do, and to take back.

    Raises `CaseNotFoundError`, and `CommandRefusedError` where it is not `by`'s to
    share, is backdated, or names no item of the case.
    """
    case = unit_of_work.cases.get(sharing.case)
    _refuse_unless_own(case, by)
    sharings = unit_of_work.records(Sharing)
    row = _item(case, sharing.item_kind, sharing.item)
    refused = {
        "id-taken": sharings.get(sharing.id) is not None,
        "backdated": sharing.on < at.date(),
        "no-such-item": row is None,
    }
    for reason, holds in refused.items():
        if holds:
            raise CommandRefusedError(_SHARING, reason, ())
    context = access_context(host, unit_of_work, case.id, at=at)
    resource = Resource(case=case, kind=sharing.item_kind, row=row)
    answer = may(by, Action.SHARE, resource, context)
    if isinstance(answer, Denied):
        raise CommandRefusedError(_SHARING, answer.rule, ())
    sharings.put(sharing)
    return sharing


def take_back_sharing(
    unit_of_work: UnitOfWork, sharing_id: str, *, by: Actor, on: date
) -> Sharing:
    """Take a sharing back: from that day nobody reads by it. It stays on record.

    Raises `CommandRefusedError` where there is none, it is not `by`'s, or it was taken
    back already.
    """
    sharings = unit_of_work.records(Sharing)
    sharing = sharings.get(sharing_id)
    if sharing is None:
        raise CommandRefusedError(_SHARING, "no-such-sharing", ())
    _refuse_unless_own(unit_of_work.cases.get(sharing.case), by)
    if sharing.taken_back_on is not None:
        raise CommandRefusedError(_SHARING, "taken-back-already", ())
    taken_back = attrs.evolve(sharing, taken_back_on=on)
    sharings.put(taken_back)
    return taken_back


def _refuse_unless_own(case: Case, by: Actor) -> None:
    if by.id != case.participant.id or by.kind is not ActorKind.PARTICIPANT:
        raise CommandRefusedError(_SHARING, "not-yours", ())


def _item(case: Case, kind: str, row_id: str) -> Item | ActionPlan | None:
    plan = case.plan
    if kind == "plan":
        return plan if plan is not None and plan.id == row_id else None
    rows = (row for row in case.rows() if row.kind == kind)
    return next((row for row in rows if row.id == row_id), None)
