"""The case: one participant with one responsible service. It has one plan.

The case is what is stored and what rules and indicators read. Its rows are flat: each
kind stands in one tuple, sorted by (day, id), and refers to others by id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, get_args

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.assessments import Assessment, SurveyInvitation
from brukermedvirkning.domain.carries import KEPT_HERE, Origin
from brukermedvirkning.domain.concepts import Answer, ItemKind
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
from brukermedvirkning.domain.record import PERSONAL, Id, Record, field_types
from brukermedvirkning.domain.requests import Offer, Request
from brukermedvirkning.domain.rights import Complaint, Consent
from brukermedvirkning.domain.standing import agreed_to_all
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.errors import Fault

__all__ = ["REFERENCES", "Case", "Participant", "collections", "in_order", "row_kinds"]


@attrs.frozen(kw_only=True)
class Participant(Record):
    """The person, by a key of the service's own; no name and no national number.

    Names and numbers are kept apart from cases. `languages` are the participant's, as
    BCP 47 tags, the preferred first.
    """

    id: Id = attrs.field(repr=False, metadata=PERSONAL)
    languages: tuple[Id, ...] = ()


@attrs.frozen(kw_only=True)
class Case(Record):
    """One participant's course with one responsible service, and everything in it.

    Two open enrolments in one programme are refused, and so are a reference to a row
    that is not there and rows out of order. Raises `InvalidRecordError` with every fault.
    """

    derived: ClassVar[tuple[str, ...]] = ("start", "goals_agreed")

    id: Id
    participant: Participant
    unit: Id | None = None
    period: Period = Period()
    plan: ActionPlan | None = None
    origin: Origin = KEPT_HERE
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
    registered_in_error: bool = False
    extensions: FrozenMap = attrs.field(default=EMPTY, repr=False, metadata=PERSONAL)

    def _invariants(self) -> Iterator[Fault]:
        """The rows of each kind stand sorted by (day, id), an unknown day first.
        An id is used once in a case, whatever the kind of row.
        A field that names a row names one that is in the case, of the right kind.
        What a representative said for the participant names a member of the team.
        An item and its kind name a row of that kind, or the plan, that is in the case.
        No goal is above itself.
        There is at most one open enrolment in a programme, rows in error left out.
        A row that was redacted whole is registered in error.
        """
        yield from self._out_of_order()
        yield from self._doubled_ids()
        yield from self._dangling()
        yield from self._circles()
        yield from self._doubly_enrolled()
        yield from self._gone_and_counted()

    @property
    def start(self) -> date | None:
        """The first day of the case."""
        return self.period.start

    @property
    def goals_agreed(self) -> Answer:
        """Whether each current goal is worded or agreed to by the participant."""
        return agreed_to_all(self.goals, self.stances)

    @property
    def is_over(self) -> bool:
        """Whether it is closed, or has enrolments of which none is open any more."""
        if self.period.end is not None:
            return True
        counted = [row for row in self.enrolments if not row.registered_in_error]
        return bool(counted) and not any(row.is_open for row in counted)

    def rows(self) -> Iterator[Item]:
        """Every row of the case, kind by kind."""
        for name in collections():
            yield from getattr(self, name)

    def enrolment(self, enrolment_id: str) -> Enrolment | None:
        """The enrolment of this id, or None."""
        return next((e for e in self.enrolments if e.id == enrolment_id), None)

    def _out_of_order(self) -> Iterator[Fault]:
        unknown = date.min
        for name in collections():
            places = [(row.day or unknown, row.id) for row in getattr(self, name)]
            if places != sorted(places):
                yield Fault(field=name, expected="rows sorted by (day, id)")

    def _doubled_ids(self) -> Iterator[Fault]:
        ids = [row.id for row in self.rows()]
        if len(set(ids)) == len(ids):
            return
        doubled = (row_id for row_id, count in Counter(ids).items() if count > 1)
        for row_id in sorted(doubled):
            yield Fault(
                field="id", found=repr(row_id), expected="an id used once in a case"
            )

    def _dangling(self) -> Iterator[Fault]:
        ids = {name: {row.id for row in getattr(self, name)} for name in collections()}
        yield from self._dangling_fields(ids)
        yield from self._dangling_speakers(ids["team"])
        yield from self._dangling_items(ids)

    def _dangling_fields(self, ids: Mapping[str, set[str]]) -> Iterator[Fault]:
        for name, field, targets in REFERENCES:
            for row in getattr(self, name):
                value = getattr(row, field)
                if not value:
                    continue
                for target in value if isinstance(value, tuple) else (value,):
                    if target not in ids[targets]:
                        yield Fault(
                            where=f"{name}[{row.id}]",
                            field=field,
                            found=repr(target),
                            expected=f"the id of a row in {targets}",
                        )

    def _dangling_speakers(self, team: set[str]) -> Iterator[Fault]:
        for name in ("decisions", "enrolments", "interventions", "offers"):
            for row in getattr(self, name):
                for where, speaker in row.speakers:
                    if speaker not in team:
                        yield Fault(
                            where=f"{name}[{row.id}]{where}",
                            field="by_representative",
                            found=repr(speaker),
                            expected="the id of a row in team",
                        )

    def _dangling_items(self, ids: Mapping[str, set[str]]) -> Iterator[Fault]:
        for name in ("stances", "comments", "complaints", "decisions"):
            for row in getattr(self, name):
                if not self._exists(row.item_kind, row.item, ids):
                    yield Fault(
                        where=f"{name}[{row.id}]",
                        field="item",
                        found=repr(row.item),
                        expected=f"the id of a {row.item_kind} of this case",
                    )

    def _exists(
        self, kind: ItemKind | None, item: str | None, ids: Mapping[str, set[str]]
    ) -> bool:
        if item is None:
            return True
        if kind is ItemKind.PLAN:
            return self.plan is not None and self.plan.id == item
        if kind is None or kind is ItemKind.SERVICE:
            return False
        return item in ids[row_kinds()[kind.value]]

    def _circles(self) -> Iterator[Fault]:
        parents = {goal.id: goal.parent for goal in self.goals}
        for goal in self.goals:
            seen = {goal.id}
            above = goal.parent
            while above is not None and above not in seen:
                seen.add(above)
                above = parents.get(above)
            if above == goal.id:
                yield Fault(
                    where=f"goals[{goal.id}]",
                    field="parent",
                    expected="a goal that is not below this one",
                )

    def _doubly_enrolled(self) -> Iterator[Fault]:
        counts = Counter(
            enrolment.programme
            for enrolment in self.enrolments
            if enrolment.is_open and not enrolment.registered_in_error
        )
        for programme, count in sorted(counts.items()):
            if count > 1:
                yield Fault(
                    field="enrolments",
                    found=f"{count} open enrolments in {programme!r}",
                    expected="at most one open enrolment in a programme",
                )

    def _gone_and_counted(self) -> Iterator[Fault]:
        for row in self.rows():
            if row.redactions and row.is_gone and not row.registered_in_error:
                yield Fault(
                    where=f"{row_kinds()[row.kind]}[{row.id}]",
                    field="registered_in_error",
                    expected="true, where the whole row was redacted",
                )


REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("challenges", "goals", "goals"),
    ("goals", "parent", "goals"),
    ("stances", "by_representative", "team"),
    ("consents", "by_representative", "team"),
    ("consents", "withdrawn_by_representative", "team"),
    ("consents", "narrows", "consents"),
    ("reviews", "contact", "contacts"),
    ("interventions", "decision", "decisions"),
    ("interventions", "goals", "goals"),
    ("interventions", "challenges", "challenges"),
    ("contacts", "moved_to", "contacts"),
    ("contacts", "request", "requests"),
    ("requests", "intervention", "interventions"),
    ("team", "follows_up", "goals"),
    ("introductions", "enrolment", "enrolments"),
    ("introductions", "by_representative", "team"),
    ("follow_ups", "enrolment", "enrolments"),
)
"""Which field of which rows names rows of which kind: collection, field, collection."""


@cache
def collections() -> Mapping[str, type[Item]]:
    """The fields of a case that hold rows, in their order, with the class of the rows."""
    return MappingProxyType(
        {
            name: get_args(hint)[0]
            for name, hint in field_types(Case).items()
            if get_args(hint)[-1:] == (Ellipsis,)
        }
    )


@cache
def row_kinds() -> Mapping[str, str]:
    """The kind of each row (`contact`) with the field that holds it (`contacts`)."""
    return MappingProxyType({cls.kind: name for name, cls in collections().items()})


def in_order(rows: tuple[Any, ...]) -> tuple[Any, ...]:
    """The rows sorted by (day, id), an unknown day first."""
    return tuple(sorted(rows, key=lambda row: (row.day or date.min, row.id)))
