"""What NAV told of one activity as a row: an intervention, or a contact.

A meeting and the report of a talk are contacts. `avtalt` is NAV's mark, and that the
prior notice was read is reading: neither is the participant's agreement. Source:
veilarbaktivitet: AktivitetDTO.java; aktivitetsplan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Actor, Item, Recorded
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    EndReason,
    InterventionKind,
    InterventionStatus,
    Party,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.activities.course import Course, Step
from brukermedvirkning_norway.nav.activities.keeping import OWN_KEY, stands
from brukermedvirkning_norway.nav.activities.meetings import meeting
from brukermedvirkning_norway.nav.activities.version import (
    CONTACTS,
    TYPES,
    Version,
    read_version,
)
from brukermedvirkning_norway.nav.codes import coded, known, of_norway
from brukermedvirkning_norway.nav.contract import Known
from brukermedvirkning_norway.nav.course import Content, earlier_of, standing
from brukermedvirkning_norway.nav.fields import Fields, Report
from brukermedvirkning_norway.nav.marking import marked
from brukermedvirkning_norway.nav.naming import ALSO
from brukermedvirkning_norway.nav.told import Piece, Shown, Told

__all__ = ["ID", "show"]

ID = "no.nav.aktivitet"
_CARDS = "no.nav.aktivitetskort-type"
_MEASURES = ("no.nav.tiltakskode", "no.arena.tiltakskode")
_DELETED = "KASSERT"
_ENDED = (
    InterventionStatus.COMPLETED,
    InterventionStatus.STOPPED,
    InterventionStatus.NEVER_STARTED,
)


def show(told: Sequence[Told], known_rows: Known) -> Shown:
    """The row that the versions of one activity come to."""
    about = told[0].about
    versions = [_version(one) for one in told]
    names = {about, *(other for one in told for other in one.also)}
    rows = [known_rows.rows[name] for name in sorted(names & known_rows.rows.keys())]
    found = stands(versions, rows)
    course, current = found.course, found.current
    made_at = min((one.made for one in versions if one.made), default=None)
    first = course.steps[0].day if made_at is None else times.civil_day(made_at)
    place = _Place(period=current.get("period"), day=first)
    if any(one.change == _DELETED for one in course.steps):
        row = _deleted(about, current, course, known_rows.rows.get(about))
        collection = "contacts" if isinstance(row, Contact) else "interventions"
        return attrs.evolve(place.shown(collection, row, course.last), withdrawn=True)
    extensions = marked(
        {
            "contract": ID,
            OWN_KEY: found.kept,
            ALSO: _also(told, known_rows.rows.get(about)),
        },
        agreed=current.get("avtalt"),
        office=current.get("kontorsperreEnhetId"),
    )
    if current["type"] in CONTACTS:
        talk = meeting(about, course, current, found.report, extensions)
        return place.shown("contacts", talk, course.last)
    row = _intervention(about, course, current, extensions)
    return place.shown("interventions", row, course.last)


@attrs.frozen(kw_only=True)
class _Place:
    """The follow-up period of an activity, or the day by which it is found."""

    period: str | None
    day: date | None

    def shown(self, collection: str, row: Item, last: Step) -> Shown:
        """A row there, written down when and by whom the last version was."""
        row = attrs.evolve(row, recorded=_recorded(last))
        piece = Piece(collection=collection, row=row, period=self.period, day=self.day)
        return Shown(pieces=(piece,))


def _also(told: Sequence[Told], row: Item | None) -> list[str]:
    """The other ids of the activity that are known."""
    before = () if row is None else of_norway(row.extensions).get(ALSO, ())
    return sorted({*before, *(other for one in told for other in one.also)})


def _version(told: Told) -> Version:
    """The version again; it was without fault when it was told."""
    report = Report()
    found = read_version(Fields.of(told.value, report, ""), told.value, told.period)
    assert found is not None
    return found


def _deleted(
    about: str, current: Mapping[str, Any], course: Course, before: Item | None
) -> Item:
    """What is left of what was deleted: that it was; NAV wipes all of its versions."""
    versions = [
        Step(number=one.number, at=one.at, change=_DELETED).kept()
        for one in course.told
        if one.change == _DELETED
    ]
    extensions = marked(
        {"contract": ID, OWN_KEY: {"versions": versions}},
        office=current.get("kontorsperreEnhetId"),
    )
    on = before.on if isinstance(before, Contact) else None
    if current.get("type") in CONTACTS:
        on = times.day(current["fraDato"])
    if on is not None:
        return Contact(id=about, on=on, registered_in_error=True, extensions=extensions)
    return Intervention(
        id=about,
        registered_in_error=True,
        period=Period(),
        measure=Coded(concept=InterventionKind.UNKNOWN),
        extensions=extensions,
    )


def _recorded(step: Step) -> Recorded:
    kind = coded(ActorKind, "no.nav.innsender", step.by).concept
    actor = Actor(kind=kind)
    return Recorded(source=actor, by=actor, at=step.instant)


def _intervention(
    about: str, course: Course, current: Mapping[str, Any], extensions: FrozenMap
) -> Intervention:
    contents = tuple(_content(one, current) for one in course.steps)
    now = contents[-1]
    status, period = standing(
        course.last.status, now.start, now.last, course.stands_since
    )
    has_ended = status in _ENDED
    reason = (
        EndReason.COMPLETED
        if status is InterventionStatus.COMPLETED
        else EndReason.UNKNOWN
    )
    return Intervention(
        id=about,
        period=period,
        measure=now.measure,
        group=_group(current, now.measure),
        status=status,
        planned_start=now.start,
        planned_end=now.last,
        proposed_by=course.proposed_by,
        content_shaped_by=course.shaped_by,
        earlier=earlier_of(contents),
        end_reason=Coded(concept=reason),
        end_decided_by=course.ended_by if has_ended else Party.UNKNOWN,
        extensions=extensions,
    )


def _content(step: Step, current: Mapping[str, Any]) -> Content:
    return Content(
        on=step.day,
        measure=_measure(step.kind, current),
        start=None if step.start is None else times.day(step.start),
        last=None if step.last is None else times.day(step.last),
        words=(step.words,),
    )


def _measure(kind: str | None, current: Mapping[str, Any]) -> Coded[InterventionKind]:
    """What a card of another system is, by its kind; else the type of the activity.

    A code that both NAV and Arena have, for two measures, says nothing by itself.
    """
    if kind is not None:
        return coded(InterventionKind, _CARDS, kind)
    code = current.get("tiltakskode")
    schemes = [scheme for scheme in _MEASURES if code in known(scheme)]
    if len(schemes) == 1:
        return coded(InterventionKind, schemes[0], code)
    return coded(InterventionKind, TYPES, current["type"])


def _group(current: Mapping[str, Any], measure: Coded[InterventionKind]) -> Code | None:
    """The type of the activity, above the code of the measure."""
    code = Code(scheme=TYPES, code=current["type"])
    return None if measure.code == code else code
