"""Reading a case as somebody: decided, logged in the same transaction, and shown.

A reading that cannot be logged is not given. What is given here is to be handed on when
its unit of work has ended well: one that fails takes the entry with it. Source:
definitions 3.1, 3.2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ActorKind, Purpose
from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning.host import Host
from brukermedvirkning.ports import UnitOfWork
from brukermedvirkning.rules.access import (
    AccessContext,
    AccessEntry,
    Action,
    Audience,
    BreakGlass,
    CaseView,
    ParticipantsCopy,
    Resource,
    Sharing,
    Statute,
    access_entry,
    audience,
    kinds,
    may,
    participants_copy,
    parts_of,
    view_for,
    without_name,
)

__all__ = [
    "BY_THE_STORE",
    "access_context",
    "audience_of",
    "copy_for_participant",
    "logged_whole",
    "read_as",
    "read_whole",
]

R = TypeVar("R", Sharing, BreakGlass)

BY_THE_STORE = "access to the store itself"
"""What the log says a reading rests on where nobody was asked who they are."""


def access_context(
    host: Host,
    unit_of_work: UnitOfWork,
    case_id: str,
    *,
    at: datetime,
    purpose: Purpose = Purpose.SERVICE,
    peers_shown: Collection[str] = (),
) -> AccessContext:
    """What a reading at an instant may rest on, and the rules of plugins that narrow it.

    Consents stand in the case itself. Openings that have lapsed come along, for the
    participant sees them.
    """
    return AccessContext(
        on=at.date(),
        purpose=purpose,
        statutes=tuple(unit_of_work.records(Statute).all()),
        sharings=_of_case(unit_of_work.records(Sharing).all(), case_id),
        openings=_of_case(unit_of_work.records(BreakGlass).all(), case_id),
        deny_rules=tuple(host.access_rules.values()),
        peers_shown=tuple(peers_shown),
    )


def _of_case(rows: Iterable[R], case_id: str) -> tuple[R, ...]:
    return tuple(row for row in rows if row.case == case_id)


def read_as(
    host: Host,
    unit_of_work: UnitOfWork,
    case_id: str,
    actor: Actor,
    *,
    at: datetime,
    purpose: Purpose = Purpose.SERVICE,
    peers_shown: Collection[str] = (),
    with_name: bool = False,
) -> CaseView:
    """What an actor sees of a case at an instant, which the log then says.

    The view of whoever may see nothing is empty, and is logged as denied. The log has
    the reader's id only `with_name`. Raises `CaseNotFoundError`.
    """
    case = unit_of_work.cases.get(case_id)
    context = access_context(
        host, unit_of_work, case_id, at=at, purpose=purpose, peers_shown=peers_shown
    )
    view = view_for(case, actor, context)
    entries = _entries(case, actor, context, view, at=at, with_name=with_name)
    for entry in entries:
        unit_of_work.access_log.append(entry)
    return view


def _entries(
    case: Case,
    actor: Actor,
    context: AccessContext,
    view: CaseView,
    *,
    at: datetime,
    with_name: bool,
) -> tuple[AccessEntry, ...]:
    """An entry for each kind of item that is in a view, on each basis it is read on.

    One for the case where nothing is in it.
    """
    resources = [Resource(case=case, kind="case")]
    if not view.is_empty:
        resources = list(_shown(case, view))
    entries = (
        access_entry(
            actor,
            Action.READ,
            resource,
            may(actor, Action.READ, resource, context),
            context,
            at=at,
            with_name=with_name,
        )
        for resource in resources
    )
    return tuple(dict.fromkeys(entries))


def _shown(case: Case, view: CaseView) -> Iterator[Resource]:
    if view.id is not None:
        yield Resource(case=case, kind="case")
    if view.plan is not None:
        yield Resource(case=case, kind="plan", row=case.plan)
    seen = {row.id for row in view.rows()}
    for row in case.rows():
        if row.id in seen:
            yield Resource(case=case, kind=row.kind, row=row)


def read_whole(
    unit_of_work: UnitOfWork,
    case_id: str,
    *,
    by: Actor,
    at: datetime,
    purpose: Purpose = Purpose.SERVICE,
) -> Case:
    """A whole case, for whoever has the store itself: no table is asked, the log says so.

    For an operator's tools; whoever has a place in the case reads by `read_as`. Raises
    `CaseNotFoundError`.
    """
    (case,) = logged_whole(
        unit_of_work,
        (unit_of_work.cases.get(case_id),),
        by=by,
        at=at,
        purpose=purpose,
    )
    return case


def logged_whole(
    unit_of_work: UnitOfWork,
    cases: Iterable[Case],
    *,
    by: Actor,
    at: datetime,
    purpose: Purpose = Purpose.SERVICE,
) -> Iterator[Case]:
    """Whole cases one by one, each once the log says that it is read; see `read_whole`."""
    for case in cases:
        entry = AccessEntry(
            case=case.id,
            at=at,
            purpose=purpose,
            unit=by.unit,
            kind=by.kind,
            roles=by.roles,
            action=Action.READ,
            item_kind="case",
            outcome="allowed",
            basis=BY_THE_STORE,
        )
        unit_of_work.access_log.append(entry)
        yield case


def copy_for_participant(
    host: Host,
    unit_of_work: UnitOfWork,
    case_id: str,
    *,
    at: datetime,
    peers_shown: Collection[str] = (),
    names: bool = False,
) -> ParticipantsCopy:
    """The participant's own complete copy, what it leaves out by name, and who has read.

    The copy is a reading too, and stands in its own log as the last. `names` leaves the
    readers' ids in, where the log has them. Raises `CaseNotFoundError`.
    """
    case = unit_of_work.cases.get(case_id)
    own = Actor(kind=ActorKind.PARTICIPANT, id=case.participant.id)
    read_as(
        host,
        unit_of_work,
        case_id,
        own,
        at=at,
        purpose=Purpose.LEGAL,
        peers_shown=peers_shown,
    )
    context = access_context(
        host,
        unit_of_work,
        case_id,
        at=at,
        purpose=Purpose.LEGAL,
        peers_shown=peers_shown,
    )
    log = unit_of_work.access_log.of_case(case_id)
    shown = tuple(entry if names else without_name(entry) for entry in log)
    return participants_copy(case, context, shown)


def audience_of(
    host: Host,
    unit_of_work: UnitOfWork,
    case_id: str,
    *,
    at: datetime,
    purpose: Purpose = Purpose.SERVICE,
    kind: str | None = None,
    unit: str | None = None,
    peers_shown: Collection[str] = (),
) -> tuple[Audience, ...]:
    """Who will be able to read an item of a kind, or of each, and its parts, once written.

    As far as is known at the instant, if they read for `purpose`; `unit` is the body
    that writes, where that is not the case's own. Nothing that is written is looked at.
    Raises `CaseNotFoundError`, and `UnknownNameError` for a kind that does not exist.
    """
    if kind is not None and kind not in kinds():
        raise UnknownNameError("kind of item", kind, tuple(kinds()))
    case = unit_of_work.cases.get(case_id)
    context = access_context(
        host, unit_of_work, case_id, at=at, purpose=purpose, peers_shown=peers_shown
    )
    return tuple(
        audience(one, case, context, part=part, unit=unit)
        for one in ((kind,) if kind else kinds())
        for part in (None, *(part.name for part in parts_of(one)))
    )
