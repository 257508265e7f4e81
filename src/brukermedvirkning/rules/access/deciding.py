"""Whether somebody may do something with an item: denied unless the table gives it.

One answer for each question, from values alone. Source: definitions 3.1, 3.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import attrs

from brukermedvirkning.domain.actors import Actor, Item
from brukermedvirkning.domain.case import Case, row_kinds
from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import FollowUp
from brukermedvirkning.domain.plan import Comment, Stance
from brukermedvirkning.rules.access.bases import Sharing, consents_in_force
from brukermedvirkning.rules.access.context import AccessContext
from brukermedvirkning.rules.access.parts import parts_of, purpose_of
from brukermedvirkning.rules.access.places import standings_of
from brukermedvirkning.rules.access.questions import (
    AccessQuestion,
    Action,
    Allowed,
    Condition,
    Denied,
    Resource,
)
from brukermedvirkning.rules.access.standing import Standing
from brukermedvirkning.rules.access.table import (
    IN_THE_TEAM,
    OPEN_TO,
    OWN_SIDE,
    RIGHTS,
    Grant,
    granted,
)

__all__ = ["DENIALS", "may", "surroundings", "target_of"]

DENIALS: Mapping[str, str] = MappingProxyType(
    {
        "access.stranger": "has no place in the case",
        "access.not-given": "the place in the case does not give it",
        "access.purpose": "kept for another purpose than it is asked for",
        "access.unit": "another body's record, and no basis on record",
        "access.not-opened": "not among what was opened, or the opening has lapsed",
        "access.not-present": "for those who took part",
        "access.draft": "a draft is staff's until it is shared",
    }
)
"""The core's rules that deny, each with its ground, from the furthest to the nearest."""

_NEAREST = tuple(DENIALS)


def may(
    actor: Actor, action: Action, resource: Resource, context: AccessContext
) -> Allowed | Denied:
    """Whether an actor may do something with an item, or why not.

    First what the actor's places in the case give, each by itself; then what can only
    narrow: a part lies in its item, what is said about an item goes with it, and the
    rules of plugins. A denial names the rule that came nearest to allowing.
    """
    answer = _widest(actor, action, resource, context)
    if isinstance(answer, Denied):
        return answer
    own_right = action is Action.WRITE and resource.kind in RIGHTS
    if own_right and answer.standing in OWN_SIDE:
        return answer
    for around in surroundings(resource):
        within = _widest(actor, Action.READ, around, context)
        denial = _narrowed(actor, Action.READ, around, context)
        if isinstance(within, Denied) or denial is not None:
            return denial or within
        if answer.when is None:
            answer = attrs.evolve(answer, when=within.when)
    return _narrowed(actor, action, resource, context) or answer


def surroundings(resource: Resource) -> Iterator[Resource]:
    """What must be readable too: the item of a part, what a row is about, and so on."""
    seen = {(resource.target, id(resource.row))}
    around = _next_around(resource)
    # Comments may be about each other.
    while around is not None and (around.target, id(around.row)) not in seen:
        seen.add((around.target, id(around.row)))
        yield around
        around = _next_around(around)


def _next_around(resource: Resource) -> Resource | None:
    if resource.part is None:
        return target_of(resource.row, resource.case)
    within = {part.name: part.within for part in parts_of(resource.kind)}
    return attrs.evolve(resource, part=within.get(resource.part))


def target_of(row: object, case: Case) -> Resource | None:
    """The item that a stance, a comment or a follow-up is about, for it needs one."""
    if isinstance(row, FollowUp):
        return _resource(case, "enrolment", row.enrolment)
    if isinstance(row, (Stance, Comment)):
        return _resource(case, row.item_kind.value, row.item)
    return None


def _resource(case: Case, kind: str, row_id: str) -> Resource:
    if kind == "plan":
        return Resource(case=case, kind=kind, row=case.plan)
    rows: tuple[Item, ...] = getattr(case, row_kinds()[kind])
    return Resource(
        case=case, kind=kind, row=next((one for one in rows if one.id == row_id), None)
    )


def _widest(
    actor: Actor, action: Action, resource: Resource, context: AccessContext
) -> Allowed | Denied:
    """The first place that gives it, one without a condition before one with it."""
    answers = [
        _by(standing, actor, action, resource, context)
        for standing in standings_of(actor, resource.case, context)
    ]
    given = [answer for answer in answers if isinstance(answer, Allowed)]
    if given:
        return min(given, key=lambda answer: answer.when is not None)
    reasons = [answer.rule for answer in answers if isinstance(answer, Denied)]
    return _denied(max(reasons, key=_NEAREST.index, default="access.stranger"))


def _denied(rule: str) -> Denied:
    return Denied(rule=rule, ground=DENIALS[rule])


def _by(
    standing: Standing,
    actor: Actor,
    action: Action,
    resource: Resource,
    context: AccessContext,
) -> Allowed | Denied:
    """What one place gives: the table, the purpose, the unit, the conditions."""
    grant = granted().get((standing, action, resource.target))
    if grant is None:
        return _denied("access.not-given")
    basis: str | None = None
    if standing is Standing.OPENED:
        basis = _opening(actor, resource, context)
        if basis is None:
            return _denied("access.not-opened")
    elif standing not in OWN_SIDE:
        if not _is_open(standing, resource, context):
            return _denied("access.purpose")
        if not _at_home(standing, actor, resource):
            if action is Action.READ:
                basis = _basis(actor, resource, context)
            if basis is None:
                return _denied("access.unit")
    return _on_condition(grant, actor, resource, context, basis)


def _is_open(standing: Standing, resource: Resource, context: AccessContext) -> bool:
    control = standing is Standing.BENEFIT_CONTROL
    reading_for = Purpose.BENEFIT_CONTROL if control else context.purpose
    return purpose_of(resource.kind, resource.part) in OPEN_TO[reading_for]


def _at_home(standing: Standing, actor: Actor, resource: Resource) -> bool:
    """Whether the item is the record of the actor's own body."""
    if resource.owner is None:
        return standing in IN_THE_TEAM
    return standing is not Standing.OTHER_UNIT and actor.unit == resource.owner


def _on_condition(
    grant: Grant,
    actor: Actor,
    resource: Resource,
    context: AccessContext,
    basis: str | None,
) -> Allowed | Denied:
    """What a grant gives where its condition holds; another body never reads a draft."""
    when = grant.when
    if basis is not None and resource.target == "contact.note":
        when = Condition.ONCE_SHARED
    if when is None or resource.row is None:
        return Allowed(standing=grant.standing, basis=basis, when=when)
    assert isinstance(resource.row, Contact)
    holds, rule = _CONDITIONS[when]
    if not holds(resource.row, actor, context):
        return _denied(rule)
    return Allowed(standing=grant.standing, basis=basis)


def _is_shared(row: Contact, _actor: Actor, context: AccessContext) -> bool:
    shared_on = None if row.note is None else row.note.shared_on
    return shared_on is not None and shared_on <= context.on


def _is_present(row: Contact, actor: Actor, _context: AccessContext) -> bool:
    present = {one.id for one in row.attendees}
    return actor.id is not None and actor.id in present


_CONDITIONS: Mapping[
    Condition, tuple[Callable[[Contact, Actor, AccessContext], bool], str]
] = MappingProxyType(
    {
        Condition.ONCE_SHARED: (_is_shared, "access.draft"),
        Condition.IF_PRESENT: (_is_present, "access.not-present"),
    }
)


def _covers(covers: tuple[str, ...], kind: str) -> bool:
    """Whether a basis covers a kind; whose case it is goes with anything of it."""
    return kind in covers or (kind == "case" and bool(covers))


def _opening(actor: Actor, resource: Resource, context: AccessContext) -> str | None:
    for one in context.openings:
        covered = _covers(one.covers, resource.kind)
        if covered and one.holds_for(actor, resource.case, context.on):
            return f"opened: {one.ground}"
    return None


def _basis(actor: Actor, resource: Resource, context: AccessContext) -> str | None:
    """What lets an actor's body read another's record: consent, sharing, statute."""
    unit, kind, day = actor.unit, resource.kind, context.on
    if unit is None:
        return None
    for consent in consents_in_force(resource.case, day):
        covers = tuple(one.value for one in consent.covers)
        if unit in consent.recipients and _covers(covers, kind):
            return f"consent: {consent.id}"
    for sharing in context.sharings:
        shared = _is_of(resource, sharing)
        if shared and sharing.recipient == unit and sharing.holds_on(day):
            return "shared by the participant"
    for statute in context.statutes:
        covered = _covers(statute.covers, kind)
        if covered and statute.recipient == unit and statute.valid.contains(day):
            return f"statute: {statute.reference}"
    return None


def _is_of(resource: Resource, sharing: Sharing) -> bool:
    """Whether what was shared is the item, or of the case that is asked about."""
    if sharing.case != resource.case.id:
        return False
    item = (resource.kind, getattr(resource.row, "id", None))
    return resource.kind == "case" or item == (sharing.item_kind, sharing.item)


def _narrowed(
    actor: Actor, action: Action, resource: Resource, context: AccessContext
) -> Denied | None:
    """The first rule of a plugin that denies; whatever it answers cannot allow."""
    question = AccessQuestion(
        actor=actor,
        action=action,
        item_kind=resource.kind,
        purpose=purpose_of(resource.kind, resource.part),
        on=context.on,
        item=getattr(resource.row, "id", None),
        part=resource.part,
        reading_for=context.purpose,
    )
    for rule in context.deny_rules:
        denial = rule.denies(question, resource.case)
        if denial is not None:
            return Denied(rule=rule.id, ground=denial.ground)
    return None
