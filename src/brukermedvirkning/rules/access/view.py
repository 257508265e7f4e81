"""What somebody sees of a case: what is withheld is absent and unmentioned.

A view is no case, and no rule or indicator may be asked of it: what is not there was
not recorded, or is not for this reader, and the two look alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Actor, Item
from brukermedvirkning.domain.assessments import Assessment, SurveyInvitation
from brukermedvirkning.domain.carries import Origin
from brukermedvirkning.domain.case import Case, Participant, collections
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.enrolments import Enrolment, FollowUp, Introduction
from brukermedvirkning.domain.frozenmap import EMPTY, FrozenMap
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import (
    ActionPlan,
    Challenge,
    Comment,
    Goal,
    OtherPlan,
    PlanReview,
    Stance,
)
from brukermedvirkning.domain.record import PERSONAL, Id, Record
from brukermedvirkning.domain.requests import Offer, Request
from brukermedvirkning.domain.rights import Complaint, Consent
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.access.bases import BreakGlass
from brukermedvirkning.rules.access.context import AccessContext
from brukermedvirkning.rules.access.deciding import may
from brukermedvirkning.rules.access.parts import parts_of
from brukermedvirkning.rules.access.peers import as_staff
from brukermedvirkning.rules.access.places import standings_of
from brukermedvirkning.rules.access.projecting import told, without
from brukermedvirkning.rules.access.questions import Action, Allowed, Resource
from brukermedvirkning.rules.access.table import OWN_SIDE

__all__ = ["CaseView", "openings_of", "view_for"]


@attrs.frozen(kw_only=True)
class CaseView(Record):
    """What one reader sees of a case on a day, in rows of the same classes.

    Everything is empty for whoever may see nothing. `openings` are shown to the
    participant and a representative who may read: who opened what was closed.
    """

    on: date
    id: Id | None = None
    participant: Participant | None = None
    unit: Id | None = None
    period: Period | None = None
    registered_in_error: bool = False
    plan: ActionPlan | None = None
    origin: Origin | None = None
    challenges: tuple[Challenge, ...] = ()
    goals: tuple[Goal, ...] = ()
    stances: tuple[Stance, ...] = ()
    decisions: tuple[Decision, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    contacts: tuple[Contact, ...] = ()
    requests: tuple[Request, ...] = ()
    offers: tuple[Offer, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    invitations: tuple[SurveyInvitation, ...] = ()
    team: tuple[TeamMember, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    reviews: tuple[PlanReview, ...] = ()
    comments: tuple[Comment, ...] = ()
    consents: tuple[Consent, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    other_plans: tuple[OtherPlan, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    extensions: FrozenMap = attrs.field(default=EMPTY, repr=False, metadata=PERSONAL)
    openings: tuple[BreakGlass, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is seen at all."""
        return self == CaseView(on=self.on)

    def rows(self) -> Iterator[Item]:
        """Every row that the reader sees, kind by kind."""
        for name in collections():
            yield from getattr(self, name)


def view_for(case: Case, actor: Actor, context: AccessContext) -> CaseView:
    """What an actor sees of a case: the rows and parts that `may` lets them read.

    A field that is withheld says what it says when nobody has recorded it. A reference
    to a row that is withheld is dropped; what needs its reference goes with it.
    """

    def reads(kind: str, row: Any = None, part: str | None = None) -> bool:
        asked = Resource(case=case, kind=kind, row=row, part=part)
        return isinstance(may(actor, Action.READ, asked, context), Allowed)

    def readable(row: Any, kind: str) -> Any:
        record = row
        for part in parts_of(kind):
            if not reads(kind, row, part.name):
                for path in part.paths:
                    record = without(record, path)
        return record

    seen = {
        name: tuple(row for row in getattr(case, name) if reads(row.kind, row))
        for name in collections()
    }
    ids = {name: frozenset(row.id for row in rows) for name, rows in seen.items()}
    plan = case.plan if case.plan and reads("plan", case.plan) else None
    known = frozenset().union(*ids.values(), {plan.id} if plan else ())
    shown = frozenset((*context.peers_shown, *((actor.id,) if actor.id else ())))
    values: dict[str, Any] = {
        name: tuple(
            as_staff(told(name, readable(row, row.kind), ids, known), shown)
            for row in rows
        )
        for name, rows in seen.items()
    }
    if plan is not None:
        values["plan"] = readable(plan, "plan")
    if reads("case"):
        values |= {
            name: getattr(case, name)
            for name in ("id", "participant", "unit", "period", "registered_in_error")
        }
        if reads("case", part="origin"):
            values["origin"] = case.origin
        if reads("case", part="rest"):
            values["extensions"] = case.extensions
    return CaseView(on=context.on, openings=openings_of(case, actor, context), **values)


def openings_of(
    case: Case, actor: Actor, context: AccessContext
) -> tuple[BreakGlass, ...]:
    """What was opened in a case, lapsed or not, for the participant's side alone."""
    own = OWN_SIDE.intersection(standings_of(actor, case, context))
    case_read = may(actor, Action.READ, Resource(case=case, kind="case"), context)
    if not own or not isinstance(case_read, Allowed):
        return ()
    shown = frozenset(context.peers_shown)
    return tuple(
        as_staff(one, shown) for one in context.openings if one.case == case.id
    )
