"""What access must hold to: laws about somebody who looks at a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import REFERENCES, Case, collections
from brukermedvirkning.domain.concepts import ActorKind, Purpose
from brukermedvirkning.domain.record import Record
from brukermedvirkning.rules.access import (
    AccessContext,
    Action,
    Allowed,
    Audience,
    CaseView,
    ParticipantsCopy,
    Resource,
    Standing,
    audience,
    may,
    participants_copy,
    parts_of,
    standings_of,
    view_for,
)
from brukermedvirkning.rules.access.projecting import without
from brukermedvirkning.rules.access.table import OWN_SIDE, RIGHTS
from brukermedvirkning.testing.laws import Law, law, same

__all__ = ["ACCESS_LAWS", "Look"]


@attrs.frozen(kw_only=True)
class Look:
    """Somebody who looks at a case; the functions are what is tried out.

    `unseen` is a case that differs from `case` only in what `actor` may not see.
    """

    case: Case = attrs.field(repr=False)
    unseen: Case = attrs.field(repr=False)
    actor: Actor
    context: AccessContext
    resource: Resource
    others: tuple[Actor, ...] = attrs.field(default=(), repr=False)
    may: Callable[..., Any] = attrs.field(default=may, repr=False)
    view: Callable[..., CaseView] = attrs.field(default=view_for, repr=False)
    audience: Callable[..., Audience] = attrs.field(default=audience, repr=False)
    copy: Callable[..., ParticipantsCopy] = attrs.field(
        default=participants_copy, repr=False
    )

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """How Hypothesis shows it: two whole cases would be more than anybody reads."""
        printer.text(f"{self!r}")

    def reads(
        self,
        row: Any,
        part: str | None = None,
        *,
        case: Case | None = None,
        context: AccessContext | None = None,
    ) -> Any:
        """What `may` answers to reading a row, or a part of it."""
        resource = Resource(case=case or self.case, kind=row.kind, row=row, part=part)
        asked = context or self.context
        return self.may(self.actor, Action.READ, resource, asked)

    def rights(self, case: Case) -> dict[tuple[str, str | None], bool]:
        """Which rows and parts of a case are read; only of the rows that are.

        The case itself and its plan stand among them: a row that is not seen may still
        be what their being seen rests on.
        """
        found: dict[tuple[str, str | None], bool] = {}
        for kind, record in (("case", None), ("plan", case.plan)):
            for name in (None, *(part.name for part in parts_of(kind))):
                asked = Resource(case=case, kind=kind, row=record, part=name)
                answer = self.may(self.actor, Action.READ, asked, self.context)
                found[f"the {kind}", name] = isinstance(answer, Allowed)
        for row in case.rows():
            if isinstance(self.reads(row, case=case), Allowed):
                found[row.id, None] = True
                for part in parts_of(row.kind):
                    answer = self.reads(row, part.name, case=case)
                    found[row.id, part.name] = isinstance(answer, Allowed)
        return found

    def seen(self) -> CaseView:
        """What is seen of the case."""
        return self.view(self.case, self.actor, self.context)


@law("access.unseen-changes-nothing", since="0.1")
def _no_interference(look: Look) -> None:
    """What somebody may not see changes nothing in what they see."""
    if look.rights(look.case) == look.rights(look.unseen):
        view = look.view(look.unseen, look.actor, look.context)
        same(look.seen(), view, "the view of a case that differs where it is not seen")


@law("access.view-is-what-may-be-read", since="0.1")
def _view_is_may(look: Look) -> None:
    """A view holds exactly the rows that may be read, and no part that may not be."""
    rights = look.rights(look.case)
    view = look.seen()
    read = [row.id for row in look.case.rows() if (row.id, None) in rights]
    same(read, [row.id for row in view.rows()], "the rows of the view")
    for row in view.rows():
        for part in parts_of(row.kind):
            if not rights[row.id, part.name]:
                for path in part.paths:
                    same(without(row, path), row, f"{row.kind} without {path}")


@law("access.names-nobody-unseen", since="0.1")
def _names_what_is_seen(look: Look) -> None:
    """No row of a view names a row that is not in the view."""
    view = look.seen()
    ids = {row.id for row in view.rows()}
    plan = {view.plan.id} if view.plan else set()
    for name, field, _ in REFERENCES:
        for row in getattr(view, name):
            value = getattr(row, field)
            named = value if isinstance(value, tuple) else (value,)
            same(set(), {*named} - ids - {None}, f"rows that {name}.{field} names")
    about: tuple[Any, ...] = (
        *view.stances,
        *view.comments,
        *view.complaints,
        *view.decisions,
    )
    for row in about:
        same(set(), {row.item} - ids - plan - {None}, f"what {row.kind} is about")
    same(set(), set(_speakers(view)) - ids, "representatives who are named")


def _speakers(value: Any) -> Iterator[str]:
    """Every representative who is named as speaking, at any depth."""
    if isinstance(value, tuple):
        for one in value:
            yield from _speakers(one)
    elif isinstance(value, Record):
        kind: Any = type(value)
        for field in attrs.fields(kind):
            inner = getattr(value, field.name)
            if field.name == "by_representative" and inner is not None:
                yield inner
            yield from _speakers(inner)


@law("access.audience-is-may", since="0.1")
def _audience_is_may(look: Look) -> None:
    """The audience of a thing is exactly those who may read it."""
    asked = look.resource
    told = look.audience(
        asked.kind, look.case, look.context, part=asked.part, row=asked.row
    )
    for actor in look.others:
        answer = look.may(actor, Action.READ, asked, look.context)
        allowed = isinstance(answer, Allowed)
        same(allowed, told.includes(actor), f"that {actor} of {actor.unit} is in it")


@law("access.withdrawn-consent-narrows", since="0.1")
def _withdrawal_narrows(look: Look) -> None:
    """From the day a consent is withdrawn nothing rests on it, and nobody sees more."""
    day = look.context.on
    before = look.rights(look.case)
    for row in look.case.consents:
        if row.on > day:
            continue
        withdrawn = attrs.evolve(row, withdrawn_on=day)
        consents = tuple(withdrawn if one is row else one for one in look.case.consents)
        case = attrs.evolve(look.case, consents=consents)
        _no_wider(before, look.rights(case), "a consent was withdrawn")
        for one in case.rows():
            basis = getattr(look.reads(one, case=case), "basis", None)
            same(False, basis == f"consent: {row.id}", "that it is still a basis")


def _no_wider(before: dict[Any, bool], after: dict[Any, bool], why: str) -> None:
    more = [key for key, read in after.items() if read and not before.get(key)]
    same([], more, f"what is read only since {why}")


@law("access.rules-only-narrow", since="0.1")
def _rules_narrow(look: Look) -> None:
    """A rule of a plugin never lets anybody read more, and closes no right."""
    free = attrs.evolve(look, context=attrs.evolve(look.context, deny_rules=()))
    _no_wider(free.rights(look.case), look.rights(look.case), "a rule was added")
    own = Actor(kind=ActorKind.PARTICIPANT, id=look.case.participant.id)
    for kind in RIGHTS:
        right = Resource(case=look.case, kind=kind)
        answer = look.may(own, Action.WRITE, right, look.context)
        same(True, isinstance(answer, Allowed), f"that the participant writes a {kind}")


@law("access.closed-to-benefit-control", since="0.1")
def _closed_to_control(look: Look) -> None:
    """What is kept for participation is closed to benefit control, but for an opening."""
    standings = standings_of(look.actor, look.case, look.context)
    if Standing.BENEFIT_CONTROL not in standings:
        return
    for row in look.case.rows():
        purposes = {part.name: part.purpose for part in parts_of(row.kind)}
        for name, purpose in ((None, row.purpose), *purposes.items()):
            answer = look.reads(row, name)
            if purpose is Purpose.PARTICIPATION and isinstance(answer, Allowed):
                same(Standing.OPENED, answer.standing, f"what opened {row.kind}")


@law("access.opening-lapses", since="0.1")
def _openings_lapse(look: Look) -> None:
    """From the day on which an opening lapses it opens nothing."""
    for opening in look.context.openings:
        later = attrs.evolve(look.context, on=opening.until, openings=(opening,))
        opened = attrs.evolve(look, actor=opening.by)
        for row in look.case.rows():
            answer = opened.reads(row, context=later)
            standing = getattr(answer, "standing", None)
            same(False, standing is Standing.OPENED, "that it is still open")


@law("access.across-units-on-a-basis", since="0.1")
def _across_units(look: Look) -> None:
    """Nobody reads the record of another body but on a basis that is named."""
    if OWN_SIDE.intersection(standings_of(look.actor, look.case, look.context)):
        return
    for row in look.case.rows():
        owner = row.unit or look.case.unit
        answer = look.reads(row)
        if owner not in (None, look.actor.unit) and isinstance(answer, Allowed):
            same(True, answer.basis is not None, f"a basis for reading {row.kind}")


@law("access.nobody-sees-nothing", since="0.1")
def _nobody_sees_nothing(look: Look) -> None:
    """Strangers, supporters and staff outside the team see an empty view."""
    alone = {Standing.SUPPORTER, Standing.UNIT_STAFF, Standing.ACTING_REPRESENTATIVE}
    if alone.issuperset(standings_of(look.actor, look.case, look.context)):
        same(CaseView(on=look.context.on), look.seen(), "the view of nobody")


@law("access.own-contacts", since="0.1")
def _own_contacts(look: Look) -> None:
    """The participant sees every contact of theirs, whatever came of it."""
    own = Actor(kind=ActorKind.PARTICIPANT, id=look.case.participant.id)
    view = look.view(look.case, own, attrs.evolve(look.context, deny_rules=()))
    theirs = [row.id for row in look.case.contacts]
    same(theirs, [row.id for row in view.contacts], "the participant's contacts")


@law("access.copy-is-complete", since="0.1")
def _copy_is_complete(look: Look) -> None:
    """What differs between a case and the participant's copy is named in the copy."""
    copy = look.copy(look.case, look.context)
    named = {(one.id, one.part) for one in copy.withheld}
    shown = {row.id: row for row in copy.view.rows()}
    for name in collections():
        for row in getattr(look.case, name):
            if row.id not in shown:
                same(True, (row.id, None) in named, f"that a {row.kind} is named")
                continue
            told = _but_for_names(row, shown[row.id], named)
            same([], list(told), f"what is silently other in a {row.kind}")
    told_twice = [one for one in named if one[1] is None and one[0] in shown]
    same([], told_twice, "what is named as withheld and shown")


_NAMES = {field for _, field, _ in REFERENCES} | {"item", "item_kind"}


def _but_for_names(row: Any, told: Any, named: set[Any]) -> Iterator[str]:
    """The fields that differ without a word; names of rows withheld go with them."""
    if (row.id, "role") in named:
        return
    paths = [
        path.partition(".")[0]
        for part in parts_of(row.kind)
        if (row.id, part.name) in named
        for path in part.paths
    ]
    some_rows = any(part is None for _, part in named)
    for field in attrs.fields(type(row)):
        differs = getattr(row, field.name) != getattr(told, field.name)
        a_name = some_rows and _is_name(row, field.name)
        if differs and field.name not in paths and not a_name:
            yield field.name


def _is_name(row: Any, field: str) -> bool:
    return field in _NAMES or any(True for _ in _speakers(getattr(row, field)))


ACCESS_LAWS: tuple[Law[Look], ...] = (
    _no_interference,
    _view_is_may,
    _names_what_is_seen,
    _audience_is_may,
    _withdrawal_narrows,
    _rules_narrow,
    _closed_to_control,
    _openings_lapse,
    _across_units,
    _nobody_sees_nothing,
    _own_contacts,
    _copy_is_complete,
)
"""Every law of access, in the order of the page."""
