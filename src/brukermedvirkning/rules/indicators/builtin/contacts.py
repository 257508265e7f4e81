"""Contacts as logged: held, in person, gaps, silence, how often. Source: D21, D39-54."""

from __future__ import annotations

from brukermedvirkning.domain.concepts import ContactKind, Direction
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    contact,
    enrolment,
    param,
    window,
)
from brukermedvirkning.rules.expressions.surface import (
    Expr,
    Rows,
    contains,
    days_within,
    greatest,
    least,
)
from brukermedvirkning.rules.indicators.builtin.shared import (
    ASKED_UNTIL,
    MONTH,
    TOLD_FROM,
    TOLD_UNTIL,
    by_person,
    told,
)
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import (
    Cohort,
    Continuous,
    Proportion,
    Rate,
    Side,
)

__all__ = ["DEFINITIONS"]

_CONTACT_GROUPINGS = (
    "case.unit",
    "contact.form",
    "contact.initiative",
    "contact.nature",
)


HELD = Definition(
    id="contact.held",
    question="How many contacts were held?",
    counts="contact",
    when=contact.on,
    scoring=Cohort(among=contact.is_held),
    needs=("contact.status",),
    duty_holder=DutyHolder.PROGRAMME,
    groupings=_CONTACT_GROUPINGS,
    source="D21, D39-54",
)

# Contacts of an unknown form are not in the denominator, and lower the coverage. There
# is no direction: a participant may prefer the telephone.
IN_PERSON = Definition(
    id="contact.in-person",
    question="Which share of the individual contacts held was in person?",
    counts="contact",
    when=contact.on,
    among=contact.is_held & contact.is_individual,
    scoring=Proportion(
        denominator=told(contact.form == "in_person"),
        numerator=contact.form == "in_person",
    ),
    needs=("contact.form", "contact.nature", "contact.status"),
    duty_holder=DutyHolder.PROGRAMME,
    companion="contact.in-person.people",
    groupings=("case.unit", "contact.initiative", "contact.nature"),
    recorded_by_staff=contact.recorded_by_staff,
    source="D39-54",
)
IN_PERSON_PEOPLE = by_person(
    IN_PERSON,
    "Of the participants with individual contacts, which share met somebody in person at"
    " least once?",
)

_ASKED_ABOUT: Rows = case.contacts.where(
    (contact.on >= window.start) & (contact.on < ASKED_UNTIL)
)
_HELD: Rows = _ASKED_ABOUT.where(contact.is_held)

# Between contacts only, by distinct days; one contact has no gap. A contact of which
# nobody wrote whether it was held may close a gap: then the gap cannot be told.
LONGEST_GAP = Definition(
    id="contact.longest-gap",
    question="How long was the longest time between two contacts held?",
    among=_ASKED_ABOUT.all(told(contact.is_held)) & (_HELD.distinct(contact.on) >= 2),
    scoring=Continuous(
        observe=_HELD.longest_gap(_HELD.min(contact.on), _HELD.max(contact.on)),
        unit="days",
    ),
    needs=("contact.status",),
    duty_holder=DutyHolder.PROGRAMME,
    companion="contact.longest-silence",
    groupings=("case.unit",),
    source="D21, D39-54",
)

_BREAKS_SILENCE: Expr = contact.is_held & (
    contact.nature.in_(param.kinds)
    | ((contact.nature == "correspondence") & contact.direction.in_(param.letters))
)
_SILENT_FROM: Expr = greatest(
    enrolment.start, case.origin.known_from.or_else(enrolment.start)
)
_SILENT_UNTIL: Expr = least(
    least(
        enrolment.exit.on.or_else(window.as_of),
        case.origin.known_until.or_else(window.as_of),
    ),
    least(window.as_of, window.end),
)
_IN_ENROLMENT: Expr = (contact.on >= _SILENT_FROM) & (contact.on <= _SILENT_UNTIL)

# From the start to the first contact, between contacts, and from the last to the exit or
# to now: the gap that is open now and the one before the first contact count too. Of days
# before and after those of which the source speaks nothing is said.
LONGEST_SILENCE = Definition(
    id="contact.longest-silence",
    question="How long was the longest time in which a participant heard nothing?",
    counts="enrolment",
    among=(days_within(enrolment.period, window.start, ASKED_UNTIL) > 0)
    & case.contacts.where(_IN_ENROLMENT).all(told(_BREAKS_SILENCE)),
    scoring=Continuous(
        observe=case.contacts.where(_BREAKS_SILENCE).longest_gap(
            _SILENT_FROM, _SILENT_UNTIL
        ),
        unit="days",
        above=param.days,
    ),
    needs=(
        "contact.direction",
        "contact.nature",
        "contact.status",
        "enrolment.exit",
        "enrolment.start",
    ),
    duty_holder=DutyHolder.PROGRAMME,
    companion="contact.longest-gap",
    groupings=("case.unit", "enrolment.programme"),
    parameters=(
        IndicatorParameter(
            name="kinds",
            default=(
                ContactKind.CONVERSATION,
                ContactKind.DEVELOPMENT_TALK,
                ContactKind.CROSS_DISCIPLINARY_MEETING,
                ContactKind.INTRODUCTION,
                ContactKind.WORKPLACE_VISIT,
                ContactKind.OTHER,
            ),
            unit="kinds of contact",
            source="definitions 2.2: conversations break a silence",
        ),
        IndicatorParameter(
            name="letters",
            default=(Direction.BOTH,),
            unit="directions of correspondence",
            source="definitions 2.2: two-way correspondence breaks a silence",
        ),
        IndicatorParameter(
            name="days",
            default=90,
            unit="days",
            source="a judgement: one quarter; set it to what the programme promises",
        ),
    ),
    source="B37; D21, D133",
)

_TALKS: Expr = contact.is_individual & ~contact.is_correspondence
_IN_A_PROGRAMME: Expr = case.enrolments.any(contains(enrolment.period, contact.on))


def _per_month(suffix: str, question: str, among: Expr) -> Definition:
    """Contacts of one sort for each month enrolled; more is not better."""
    return Definition(
        id=f"contact.per-month{suffix}",
        question=question,
        counts="contact",
        scoring=Rate(
            events=Side(
                counts="contact", when=contact.on, among=among & _IN_A_PROGRAMME
            ),
            time=Side(
                counts="case",
                observe=case.enrolments.covered_days(
                    enrolment.period, since=TOLD_FROM, until=TOLD_UNTIL
                ),
            ),
            unit="contacts per month enrolled",
            per=MONTH,
        ),
        needs=("contact.nature", "contact.status", "enrolment.exit", "enrolment.start"),
        duty_holder=DutyHolder.PROGRAMME,
        groupings=_CONTACT_GROUPINGS,
        source="D21, D39-54",
    )


# Days enrolled in two programmes at once are days once. Planned, missed, group contacts
# and letters are apart, or a service that only writes would seem to meet people.
PER_MONTH = (
    _per_month(
        "",
        "How often were conversations held, for each month enrolled?",
        contact.is_held & _TALKS,
    ),
    _per_month(
        ".planned",
        "How often are conversations planned that are not held yet?",
        (contact.status == "planned") & _TALKS,
    ),
    _per_month(
        ".not-held",
        "How often was a planned conversation not held, whoever could not?",
        (contact.status == "not_held") & _TALKS,
    ),
    _per_month(
        ".group",
        "How often were group lessons and meetings held, for each month enrolled?",
        contact.is_held & ~contact.is_individual,
    ),
    _per_month(
        ".letters",
        "How often were letters and messages exchanged, for each month enrolled?",
        contact.is_held & contact.is_correspondence,
    ),
)

DEFINITIONS: tuple[Definition, ...] = (
    HELD,
    IN_PERSON,
    IN_PERSON_PEOPLE,
    LONGEST_GAP,
    LONGEST_SILENCE,
    *PER_MONTH,
)
"""In the order of the documentation."""
