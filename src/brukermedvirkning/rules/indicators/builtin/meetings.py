"""Contacts as the participant's own: the first one, the form, who is in the room.

Source: D39-54, D112, B37.
"""

from __future__ import annotations

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    contact,
    enrolment,
    param,
    window,
)
from brukermedvirkning.rules.expressions.surface import Expr, days_between
from brukermedvirkning.rules.indicators.builtin.shared import (
    OWN,
    TALKED,
    assumed,
    by_person,
    share,
    slice_of,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction

__all__ = ["DEFINITIONS"]

_FIRST_TALK: Expr = case.contacts.where(TALKED).min(contact.on)

# The first form is prescribed in places, so it is left out. Nobody asked is not no.
FORM_CHOSEN = share(
    id="contact.form-chosen-by-participant",
    question="In which share of the conversations after the first was the form the"
    " participant's choice?",
    counts="contact",
    when=contact.on,
    among=TALKED & (contact.on > _FIRST_TALK.or_else(contact.on)),
    numerator=contact.form_chooser.in_(*OWN) | (contact.form == contact.form_wished),
    direction=Direction.UP,
    needs=(
        "contact.form",
        "contact.form_chosen_by",
        "contact.form_wished",
        "contact.nature",
        "contact.status",
    ),
    duty_holder=DutyHolder.ORGANISATION,
    companion="contact.form-chosen-by-participant.people",
    groupings=("case.unit", "contact.form", "contact.nature"),
    recorded_by_staff=contact.recorded_by_staff,
    source="D39-54",
)
FORM_CHOSEN_PEOPLE = by_person(
    FORM_CHOSEN,
    "Of the participants with several conversations, which share chose a form at least"
    " once?",
)

_SINCE_START: Expr = days_between(enrolment.start, contact.on)
_FIRST_DAYS = case.contacts.where(
    contact.is_individual
    & ~contact.is_correspondence
    & (_SINCE_START >= 0)
    & (param.first_days >= _SINCE_START)
)
_MET: Expr = _FIRST_DAYS.any(contact.is_held)

# Who left before the days had gone stays in, or early leavers would improve it. Of a
# start before the source speaks nothing is said.
FIRST_WITHIN = share(
    id="contact.first-within",
    question="Which share of the newly enrolled had a first conversation in time?",
    counts="enrolment",
    when=enrolment.start,
    mature=days_between(enrolment.start, window.as_of) >= param.first_days,
    numerator=_MET,
    excluded=(case.origin.known_from > enrolment.start).or_else(False),
    direction=Direction.UP,
    needs=("contact.nature", "contact.status", "enrolment.start"),
    duty_holder=DutyHolder.ORGANISATION,
    groupings=("case.unit", "enrolment.programme"),
    parameters=(assumed("first_days", 14, "days", "two weeks"),),
    source="B37; D21",
)
LEFT_BEFORE = slice_of(
    FIRST_WITHIN,
    "left-before",
    "Which share of the newly enrolled left before the time had gone, and had no"
    " conversation?",
    ~_MET
    & enrolment.exit.is_known
    & (days_between(enrolment.start, enrolment.exit.on) < param.first_days),
    needs=(*FIRST_WITHIN.needs, "enrolment.exit"),
)

# Not about the participant without the participant.
PRESENT = share(
    id="meeting.participant-present",
    question="In which share of the cross-disciplinary meetings was the participant"
    " there?",
    counts="contact",
    when=contact.on,
    among=contact.is_held & (contact.nature == "cross_disciplinary_meeting"),
    numerator=contact.participant_present == "yes",
    direction=Direction.UP,
    needs=(
        "contact.attendees",
        "contact.nature",
        "contact.participant_attended",
        "contact.status",
    ),
    duty_holder=DutyHolder.ORGANISATION,
    companion="meeting.participant-present.people",
    groupings=("case.unit", "contact.form"),
    recorded_by_staff=contact.recorded_by_staff,
    source="D112",
)
PRESENT_PEOPLE = by_person(
    PRESENT,
    "Of the participants who were met about, which share was there every time?",
    every=True,
)

DEFINITIONS: tuple[Definition, ...] = (
    FORM_CHOSEN,
    FORM_CHOSEN_PEOPLE,
    FIRST_WITHIN,
    LEFT_BEFORE,
    PRESENT,
    PRESENT_PEOPLE,
)
"""In the order of the documentation."""
