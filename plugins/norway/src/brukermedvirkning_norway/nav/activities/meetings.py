"""A meeting with NAV, or the report of a talk, as a contact.

What NAV wrote of it is a draft until NAV shares it. Who took part, and who asked for it,
is not told. Source: veilarbaktivitet: AktivitetDTO.java (MOTE, SAMTALEREFERAT).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ContactForm,
    ContactKind,
    ContactStatus,
)
from brukermedvirkning.domain.contacts import Agenda, Contact, Note
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.period import Duration
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.activities.course import Course
from brukermedvirkning_norway.nav.activities.version import TYPES
from brukermedvirkning_norway.nav.codes import coded

__all__ = ["meeting"]

_LONGEST = 24 * 60
_STATUSES: Mapping[str, ContactStatus] = {
    "BRUKER_ER_INTERESSERT": ContactStatus.PLANNED,
    "PLANLAGT": ContactStatus.PLANNED,
    "FULLFORT": ContactStatus.HELD,
    "AVBRUTT": ContactStatus.NOT_HELD,
}
"""Of a meeting; whether one that is under way in the plan was held is not said."""


def meeting(
    about: str,
    course: Course,
    current: Mapping[str, Any],
    report: str | None,
    extensions: FrozenMap,
) -> Contact:
    """The contact; `report` is what NAV wrote of it, shared or not."""
    begins = _instant(current, "fraDato")
    assert begins is not None
    ends = _instant(current, "tilDato")
    return Contact(
        id=about,
        on=times.civil_day(begins),
        at=begins,
        nature=Coded(
            concept=ContactKind.CONVERSATION,
            code=Code(scheme=TYPES, code=current["type"]),
        ),
        form=coded(ContactForm, "no.nav.kanal", current.get("kanal")),
        status=_status(current),
        duration=_duration(current, begins, ends),
        agenda=_agenda(current),
        note=_note(course, report),
        extensions=extensions,
    )


def _status(current: Mapping[str, Any]) -> ContactStatus:
    """Where it stands. A report is of a talk that was held, whatever its card says, but
    for one that was broken off.
    """
    status = current.get("status", "")
    if current["type"] == "SAMTALEREFERAT":
        broken_off = status == "AVBRUTT"
        return ContactStatus.UNKNOWN if broken_off else ContactStatus.HELD
    return _STATUSES.get(status, ContactStatus.UNKNOWN)


def _duration(
    current: Mapping[str, Any], begins: datetime, ends: datetime | None
) -> Duration | None:
    """How long a meeting is planned for; a span of days is no length of one."""
    if ends is None or current["type"] != "MOTE":
        return None
    minutes = int((ends - begins).total_seconds() // 60)
    if not 0 < minutes <= _LONGEST:
        return None
    return Duration(at_least=minutes, at_most=minutes)


def _agenda(current: Mapping[str, Any]) -> Agenda | None:
    """What a meeting is for, and what to prepare."""
    texts = [current.get(name) for name in ("beskrivelse", "forberedelser")]
    text = "\n\n".join(one for one in texts if one)
    return Agenda(text=text) if text and current["type"] == "MOTE" else None


def _note(course: Course, text: str | None) -> Note | None:
    """The report: a draft until NAV shares it. Whether it was read is not told."""
    if text is None:
        return None
    return Note(
        text=text,
        written_on=course.report_written_on,
        shared_on=course.report_shared_on,
    )


def _instant(current: Mapping[str, Any], name: str) -> datetime | None:
    return times.instant(current[name]) if name in current else None
