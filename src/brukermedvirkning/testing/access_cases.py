"""Cases, actors and contexts for trying out access: every place that there is, filled.

`looks` gives a case, somebody who looks at it, and the same case with other things in it
that they may not see.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor, Attendee
from brukermedvirkning.domain.carries import Origin
from brukermedvirkning.domain.case import (
    REFERENCES,
    Case,
    collections,
    in_order,
)
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ConsentPurpose,
    ItemKind,
    MandateKind,
    Party,
    Purpose,
    Role,
)
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import field_types
from brukermedvirkning.domain.requests import Request
from brukermedvirkning.domain.rights import Consent
from brukermedvirkning.domain.team import Mandate, TeamMember
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.rules.access import (
    AccessContext,
    AccessQuestion,
    Action,
    Allowed,
    BreakGlass,
    Denied,
    DenyRule,
    Resource,
    Sharing,
    Standing,
    Statute,
    kinds,
    may,
    parts_of,
    standings_of,
)
from brukermedvirkning.rules.access.places import BODIES
from brukermedvirkning.testing._cases import cases
from brukermedvirkning.testing._pools import DAYS, POOLS
from brukermedvirkning.testing._records import records
from brukermedvirkning.testing.access_laws import Look

__all__ = [
    "access_contexts",
    "everybody",
    "looks",
    "looks_from_every_place",
    "peopled_cases",
    "unseen_changes",
]

HOME, AWAY, CONTROL = "home", "away", "control"
_UNITS = (HOME, AWAY, CONTROL, "elsewhere", None)
_ALWAYS = Period(start=date(1990, 1, 1))
_ROLES = (
    Role.COORDINATING_CASEWORKER,
    Role.CASEWORKER,
    Role.SOCIAL_MENTOR,
    Role.PEER_WORKER,
    Role.DEPARTMENT_HEAD,
)
_MANDATES = (
    ("reads", Mandate(nature=MandateKind.GUARDIAN, period=_ALWAYS, may_read=True)),
    ("acts", Mandate(nature=MandateKind.REPRESENTATIVE, period=_ALWAYS, may_act=True)),
    ("supports", Mandate(nature=MandateKind.SUPPORTER, period=_ALWAYS)),
)


@st.composite
def peopled_cases(draw: st.DrawFn) -> Case:
    """Cases with a team in force, mandates, consents, and rows of several bodies."""
    case = draw(cases(max_rows=2))
    changed: dict[str, Any] = {"unit": draw(st.sampled_from((HOME, HOME, AWAY, None)))}
    for name in collections():
        rows: tuple[Any, ...] = getattr(case, name)
        units = [draw(st.sampled_from((None, None, HOME, AWAY))) for _ in rows]
        changed[name] = tuple(
            attrs.evolve(row, unit=unit) for row, unit in zip(rows, units, strict=True)
        )
    changed["team"] = in_order((*changed["team"], *_team()))
    given_consents = tuple(_consents(draw))
    changed["consents"] = in_order((*changed["consents"], *given_consents))
    wish = Request(id="wish", on=DAYS[0], words="a wish")
    talk = Contact(
        id="talk",
        on=DAYS[0],
        note=draw(st.none() | _notes),
        request=draw(st.sampled_from((None, wish.id))),
        attendees=(Attendee(party=Party.PEER, id=draw(st.sampled_from(_MENTORS))),),
    )
    changed["requests"] = in_order((*changed["requests"], wish))
    changed["contacts"] = in_order((*changed["contacts"], talk))
    return attrs.evolve(case, **changed)


_notes = st.builds(
    Note,
    text=st.sampled_from(("a note", "another")),
    shared_on=st.none() | st.sampled_from(DAYS),
    read_on=st.none() | st.sampled_from(DAYS),
)


_MENTORS = (Role.SOCIAL_MENTOR.value, Role.PEER_WORKER.value, "nobody")


def _team() -> tuple[TeamMember, ...]:
    staff = tuple(
        TeamMember(
            id=f"place of {role}",
            period=_ALWAYS,
            role=Coded(concept=role),
            actor=Actor(kind=ActorKind.STAFF, id=role.value),
        )
        for role in _ROLES
    )
    mandated = tuple(
        TeamMember(
            id=f"place of {name}",
            period=_ALWAYS,
            role=Coded(concept=Role.REPRESENTATIVE),
            actor=Actor(kind=ActorKind.REPRESENTATIVE, id=name),
            mandate=mandate,
        )
        for name, mandate in _MANDATES
    )
    return (*staff, *mandated)


_AIMS = 4 * (ConsentPurpose.SHARING_BETWEEN_UNITS,)
_RECIPIENTS = ((AWAY,), (AWAY, CONTROL), (AWAY, HOME), (CONTROL,), ())
_kinds = st.lists(st.sampled_from(ItemKind), max_size=6, unique=True).map(tuple)


def _consents(draw: st.DrawFn) -> Any:
    for place in range(draw(st.integers(1, 3))):
        on = draw(st.sampled_from((date(1999, 1, 1), *DAYS)))
        yield Consent(
            id=f"consent {place}",
            on=on,
            withdrawn_on=draw(st.none() | st.just(on + timedelta(days=400))),
            aim=Coded(concept=draw(st.sampled_from((*_AIMS, *ConsentPurpose)))),
            covers=draw(st.just(tuple(ItemKind)) | _kinds),
            recipients=draw(st.sampled_from(_RECIPIENTS)),
            narrows=f"consent {place - 1}" if place and draw(st.booleans()) else None,
        )


def everybody(case: Case) -> tuple[Actor, ...]:
    """Somebody of every kind, in and out of the case, from every unit."""
    people = [case.participant.id, "nobody", *(row.actor.id for row in case.team)]
    ids = tuple(dict.fromkeys(people))
    own = (Actor(kind=kind, id=one) for kind in ActorKind for one in ids)
    return (*own, *_OF_UNITS)


_CONTROL = (Coded(concept=Role.BENEFIT_CONTROLLER),)
_HEAD = (Coded(concept=Role.DEPARTMENT_HEAD),)
_OF_UNITS = (
    *(
        Actor(kind=kind, id=one, unit=unit, roles=roles)
        for kind in (ActorKind.STAFF, ActorKind.PEER_WORKER)
        for one in ("nobody", *(role.value for role in _ROLES))
        for unit in _UNITS
        for roles in ((), _HEAD, _CONTROL)
    ),
    *(
        Actor(kind=kind, unit=unit)
        for kind in (ActorKind.SYSTEM, ActorKind.ORGANISATION)
        for unit in _UNITS
    ),
)


@st.composite
def access_contexts(
    draw: st.DrawFn, case: Case, *, opened: bool = False
) -> AccessContext:
    """Contexts for a case: days, purposes, and what reading may rest on.

    With `opened` the case was opened, and still is.
    """
    on = draw(st.sampled_from(DAYS))
    covers = st.lists(st.sampled_from(tuple(kinds())), max_size=8, unique=True)
    rows = [(row.kind, row.id) for row in case.rows()]
    openers = [one for one in everybody(case) if one.id and one.kind in BODIES]
    first = on - timedelta(days=draw(st.integers(0, 13 if opened else 14)))
    length = st.integers((on - first).days + 1 if opened else 1, 14)
    opening = BreakGlass(
        id="opening",
        case=case.id
        if opened
        else draw(st.sampled_from((case.id, case.id, "another"))),
        by=draw(st.sampled_from(openers)),
        ground="a ground",
        covers=tuple(draw(covers)),
        on=first,
        until=first + timedelta(days=draw(length)),
    )
    statute = Statute(
        id="statute",
        reference="an act",
        recipient=draw(st.sampled_from((HOME, AWAY, CONTROL))),
        covers=tuple(draw(covers)),
        valid=draw(st.sampled_from((_ALWAYS, Period(end=on), Period.single(on)))),
    )
    kind, item = draw(st.sampled_from(rows))
    sharing = Sharing(
        id="sharing",
        case=draw(st.sampled_from((case.id, case.id, "another"))),
        item_kind=kind,
        item=item,
        recipient=draw(st.sampled_from((HOME, AWAY))),
        on=on,
        taken_back_on=draw(st.sampled_from((None, None, on))),
    )
    which = draw(st.integers(0, 15))
    return AccessContext(
        on=on,
        purpose=draw(st.just(Purpose.SERVICE) | st.sampled_from(Purpose)),
        openings=(opening,) if opened or which & 1 else (),
        statutes=(statute,) if which & 2 else (),
        sharings=(sharing,) if which & 4 else (),
        deny_rules=(draw(st.sampled_from(DENY_RULES)),) if which & 8 else (),
        peers_shown=draw(st.sampled_from(((), (), ("peer_worker",)))),
    )


def _no_own(question: AccessQuestion, _case: Case) -> Denied | None:
    own = question.purpose is Purpose.PARTICIPATION
    return Denied(rule="x", ground="own") if own else None


def _no_strangers(question: AccessQuestion, _case: Case) -> Denied | None:
    away = question.actor.unit == AWAY
    return Denied(rule="x", ground="away") if away else None


def _only_one(question: AccessQuestion, _case: Case) -> Denied | None:
    one = question.actor.id == Role.CASEWORKER.value
    return None if one else Denied(rule="x", ground="another")


DENY_RULES = (
    DenyRule(id="no-own", source="a test", denies=_no_own),
    DenyRule(id="no-strangers", source="a test", denies=_no_strangers),
    DenyRule(id="only-one", source="a test", denies=_only_one),
)


@st.composite
def looks(draw: st.DrawFn, place: Standing | None = None) -> Look:
    """Somebody who looks at a case, and a case that differs where they do not see.

    From `place`, where anybody has it; without one, from any.
    """
    place = place or draw(st.sampled_from(Standing))
    case = draw(peopled_cases())
    context = draw(access_contexts(case, opened=place is Standing.OPENED))
    there = everybody(case)
    filling = [one for one in there if place in standings_of(one, case, context)]
    return _look(draw, case, context, draw(st.sampled_from(filling or there)), there)


@st.composite
def looks_from_every_place(draw: st.DrawFn) -> dict[Standing, Look]:
    """One case that was opened, seen from every place that anybody there has."""
    case = draw(peopled_cases())
    context = draw(access_contexts(case, opened=True))
    there = everybody(case)
    filling: dict[Standing, list[Actor]] = {}
    for one in there:
        for place in standings_of(one, case, context):
            filling.setdefault(place, []).append(one)
    return {
        place: _look(draw, case, context, draw(st.sampled_from(actors)), there)
        for place, actors in filling.items()
    }


def _look(
    draw: st.DrawFn,
    case: Case,
    context: AccessContext,
    actor: Actor,
    there: tuple[Actor, ...],
) -> Look:
    kind = draw(st.sampled_from(tuple(kinds())))
    parts = (None, *(part.name for part in parts_of(kind)))
    rows = [None, *(row for row in case.rows() if row.kind == kind)]
    resource = Resource(
        case=case,
        kind=kind,
        row=draw(st.sampled_from(rows)),
        part=draw(st.sampled_from(parts)),
    )
    return Look(
        case=case,
        unseen=draw(unseen_changes(case, actor, context)),
        actor=actor,
        context=context,
        resource=resource,
        others=there,
    )


@st.composite
def unseen_changes(
    draw: st.DrawFn, case: Case, actor: Actor, context: AccessContext
) -> Case:
    """The case with some changes to what an actor may not see, and to nothing else."""

    def reads(row: Any, part: str | None = None) -> bool:
        asked = Resource(case=case, kind=row.kind, row=row, part=part)
        return isinstance(may(actor, Action.READ, asked, context), Allowed)

    changed = case
    seen = {row.id for row in case.rows() if reads(row)}
    changes = (_drop, _replace, _add, _change_part, _refer)
    for change in draw(st.lists(st.sampled_from(changes), min_size=1, max_size=4)):
        try:
            changed = change(draw, changed, seen, reads)
        except InvalidRecordError:
            continue
    whole = Resource(case=case, kind="case", part="origin")
    if not isinstance(may(actor, Action.READ, whole, context), Allowed):
        changed = attrs.evolve(changed, origin=draw(records(Origin)))
    return changed


def _put(case: Case, name: str, rows: Any) -> Case:
    changed: dict[str, Any] = {name: in_order(tuple(rows))}
    return attrs.evolve(case, **changed)


def _hidden(case: Case, seen: set[str]) -> list[tuple[str, Any]]:
    return [
        (name, row)
        for name in collections()
        for row in getattr(case, name)
        if row.id not in seen
    ]


def _drop(draw: st.DrawFn, case: Case, seen: set[str], _reads: Any) -> Case:
    """Without a row that is not seen; what names it names it no more."""
    hidden = _hidden(case, seen)
    if not hidden:
        return case
    gone = draw(st.sampled_from(hidden))[1].id
    changed: dict[str, Any] = {}
    for collection in collections():
        rows = [one for one in getattr(case, collection) if one.id != gone]
        changed[collection] = tuple(
            _naming(collection, one, lambda old: old != gone) for one in rows
        )
    return attrs.evolve(case, **changed)


def _naming(name: str, row: Any, keeps: Any) -> Any:
    """A row with fewer names of other rows."""
    changed: dict[str, Any] = {}
    for collection, field, _ in REFERENCES:
        if collection == name:
            value = getattr(row, field)
            if isinstance(value, tuple):
                changed[field] = tuple(filter(keeps, value))
            elif value is not None and not keeps(value):
                changed[field] = None
    if row.kind == "decision" and row.item is not None and not keeps(row.item):
        changed |= {"item": None, "item_kind": None}
    if row.kind == "complaint" and row.item is not None and not keeps(row.item):
        changed |= {"item": None, "item_kind": ItemKind.SERVICE}
    return attrs.evolve(row, **changed)


def _fresh(draw: st.DrawFn, name: str, row_id: str) -> Any:
    """A row that names no other."""
    kind: Any = collections()[name]
    row = attrs.evolve(draw(records(kind, POOLS)), id=row_id)
    return _naming(name, row, lambda _: False)


def _replace(draw: st.DrawFn, case: Case, seen: set[str], _reads: Any) -> Case:
    """Something else in a row that is not seen."""
    hidden = _hidden(case, seen)
    if not hidden:
        return case
    name, row = draw(st.sampled_from(hidden))
    other = _fresh(draw, name, row.id)
    rows = (other if one.id == row.id else one for one in getattr(case, name))
    return _put(case, name, rows)


def _add(draw: st.DrawFn, case: Case, _seen: set[str], _reads: Any) -> Case:
    """One row more; whether it is seen, the law asks."""
    name = draw(st.sampled_from(tuple(collections())))
    row = _fresh(draw, name, f"more {name}")
    return _put(case, name, (*getattr(case, name), row))


def _change_part(draw: st.DrawFn, case: Case, seen: set[str], reads: Any) -> Case:
    """Something else in a part that is not seen of a row that is."""
    places = [
        (name, row, path)
        for name in collections()
        for row in getattr(case, name)
        if row.id in seen
        for part in parts_of(row.kind)
        if not reads(row, part.name)
        for path in part.paths
    ]
    if not places:
        return case
    name, row, path = draw(st.sampled_from(places))
    donor = draw(records(type(row), POOLS))
    other = _grafted(row, donor, path.split("."))
    rows = (other if one.id == row.id else one for one in getattr(case, name))
    return _put(case, name, rows)


def _grafted(row: Any, donor: Any, path: list[str]) -> Any:
    first, *rest = path
    mine, theirs = getattr(row, first), getattr(donor, first)
    if not rest:
        return attrs.evolve(row, **{first: theirs})
    if mine is None or theirs is None:
        return row
    return attrs.evolve(row, **{first: _grafted(mine, theirs, rest)})


def _refer(draw: st.DrawFn, case: Case, seen: set[str], _reads: Any) -> Case:
    """A row that is seen names one more that is not, or one of them less."""
    places = [
        (name, row, field, targets)
        for name, field, targets in REFERENCES
        for row in getattr(case, name)
        if row.id in seen and name != "follow_ups"
    ]
    if not places:
        return case
    name, row, field, targets = draw(st.sampled_from(places))
    hidden = [one.id for one in getattr(case, targets) if one.id not in seen]
    value = getattr(row, field)
    kind: Any = type(row)
    if "tuple" in str(field_types(kind)[field]):
        kept = tuple(one for one in value if one in seen)
        more = draw(st.lists(st.sampled_from(hidden), max_size=2)) if hidden else []
        value = (*kept, *more)
    elif value not in seen:
        value = draw(st.sampled_from((None, *hidden)))
    other = attrs.evolve(row, **{field: value})
    rows = (other if one.id == row.id else one for one in getattr(case, name))
    return _put(case, name, rows)
