"""What is written of contacts: shared notes, old drafts, delay of the log.

Source: H17, M27-28, D21.
"""

from __future__ import annotations

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import contact, param, window
from brukermedvirkning.rules.expressions.surface import (
    Expr,
    days_between,
    greatest,
)
from brukermedvirkning.rules.indicators.builtin.shared import (
    TALKED,
    TODAY,
    assumed,
    by_person,
    share,
    slice_of,
)
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.definition import Direction as Better
from brukermedvirkning.rules.indicators.scoring import Continuous

__all__ = ["DEFINITIONS"]

_GROUPINGS = ("case.unit", "contact.form", "contact.nature")
_NOTED: Expr = contact.note.is_known

# A note that was never written is in the denominator, or writing none would be best.
SHARED = share(
    id="note.shared-within",
    question="Of which share of the conversations was the note shared in time?",
    counts="contact",
    when=contact.on,
    among=TALKED,
    mature=days_between(contact.on, window.as_of) >= param.share_days,
    numerator=contact.note.shared_on.is_known
    & (days_between(contact.on, contact.note.shared_on) <= param.share_days),
    direction=Better.UP,
    needs=("contact.nature", "contact.note", "contact.status"),
    duty_holder=DutyHolder.ORGANISATION,
    companion="note.shared-within.people",
    printed_with=("note.draft-age",),
    groupings=_GROUPINGS,
    parameters=(assumed("share_days", 14, "days", "two weeks"),),
    source="H17; M27-28",
)
NO_NOTE = slice_of(
    SHARED,
    "no-note",
    "Of which share of the conversations is there no note?",
    ~_NOTED,
)
SHARED_PEOPLE = by_person(
    SHARED,
    "Of the participants with conversations, which share had every note in time?",
    every=True,
)

DRAFT_AGE = Definition(
    id="note.draft-age",
    question="How old are the notes that are drafts still?",
    counts="contact",
    when=contact.on,
    among=contact.is_held
    & _NOTED
    & ~(contact.note.shared_on.is_known & (contact.note.shared_on <= TODAY)),
    scoring=Continuous(
        observe=days_between(contact.note.written_on.or_else(contact.on), TODAY),
        unit="days",
        above=param.draft_days,
    ),
    direction=Better.DOWN,
    needs=("contact.note", "contact.status"),
    duty_holder=DutyHolder.ORGANISATION,
    companion="note.shared-within.people",
    groupings=_GROUPINGS,
    parameters=(assumed("draft_days", 14, "days", "two weeks"),),
    source="H17",
)

# Letters count: all that is held is registered. What was written down beforehand is not
# late.
LOG_DELAY = Definition(
    id="log.delay-days",
    question="How many days after a contact was it written into the log?",
    counts="contact",
    when=contact.on,
    among=contact.is_held,
    scoring=Continuous(
        observe=greatest(days_between(contact.on, contact.recorded_on), 0),
        unit="days",
        above=param.log_days,
    ),
    direction=Better.DOWN,
    needs=("contact.recorded", "contact.status"),
    duty_holder=DutyHolder.ORGANISATION,
    companion="log.delay-days.people",
    groupings=_GROUPINGS,
    parameters=(assumed("log_days", 7, "days", "a week"),),
    source="D21",
)
# A contact that is younger than the days may lack others that are not written down yet.
LOG_DELAY_PEOPLE = by_person(
    share(
        id=LOG_DELAY.id,
        question=LOG_DELAY.question,
        counts="contact",
        when=contact.on,
        among=contact.is_held,
        mature=days_between(contact.on, window.as_of) >= param.log_days,
        numerator=days_between(contact.on, contact.recorded_on) <= param.log_days,
        direction=Better.UP,
        needs=LOG_DELAY.needs,
        duty_holder=LOG_DELAY.duty_holder,
        parameters=LOG_DELAY.parameters,
        source=LOG_DELAY.source,
    ),
    "Of the participants with contacts, which share had every one written into the log in"
    " time?",
    every=True,
)

DEFINITIONS: tuple[Definition, ...] = (
    SHARED,
    NO_NOTE,
    SHARED_PEOPLE,
    DRAFT_AGE,
    LOG_DELAY,
    LOG_DELAY_PEOPLE,
)
"""In the order of the documentation."""
