"""The first built-in indicators: exits, contacts, and the weekly load.

Each says what it asks, where it is from, and what a source must carry. The trap that
each avoids stands above it. Source: definitions 2.2.
"""

from __future__ import annotations

from fractions import Fraction

from brukermedvirkning.domain.concepts import ContactKind, Direction, ExitCategory
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import (
    case,
    contact,
    enrolment,
    intervention,
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
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import (
    Cohort,
    Continuous,
    Distribution,
    Proportion,
    Rate,
    Side,
)

__all__ = ["BUILT_IN"]

MONTH = Fraction(487, 16)
"""Days in a month: 30.4375."""
HOUR = Fraction(60)
"""Minutes in an hour."""

ASKED_UNTIL = least(window.end, window.as_of + 1)
"""The first day that is not looked at: the window's end, or the day after `as_of`."""

TOLD_FROM = greatest(window.start, case.origin.known_from.or_else(window.start))
TOLD_UNTIL = least(ASKED_UNTIL, (case.origin.known_until + 1).or_else(ASKED_UNTIL))
"""The days asked about of which the source speaks: a printed log ends with its print."""

_CONTACT_GROUPINGS = (
    "case.unit",
    "contact.form",
    "contact.initiative",
    "contact.nature",
)


def told(test: Expr) -> Expr:
    """True where the test has an answer, unknown where it has none; never false.

    Rows that nobody can place then lower the coverage, and do not vanish.
    """
    return test | ~test


_EXITS_AS_PRINTED = (
    ExitCategory.OWN_CHOICE,
    ExitCategory.DEATH,
    ExitCategory.RETIREMENT,
    ExitCategory.FLEXIBLE_WORK,
    ExitCategory.MOVED,
    ExitCategory.IMPRISONMENT,
    ExitCategory.PREGNANCY,
    ExitCategory.RECOMMENDED_FOR_DISABILITY_PENSION,
    ExitCategory.ORDINARY_EDUCATION,
    ExitCategory.ORDINARY_WORK,
    ExitCategory.VOCATIONAL_REHABILITATION,
    ExitCategory.SERVICE_DECIDED,
    ExitCategory.ILLNESS,
)

_LAST_EXIT: Expr = (
    case.enrolments.where(
        (enrolment.exit.on >= window.start) & (enrolment.exit.on < ASKED_UNTIL)
    )
    .last(enrolment.id)
    .or_else(enrolment.id)
)

# Everybody who left, those who went to work included. The end of a programme is no
# exit: an enrolment without one is not counted. Who came back and left again left
# twice, unless the last exit alone is asked for.
EXITS = Definition(
    id="exit.distribution",
    question="How did those who left the programme leave it?",
    counts="enrolment",
    among=enrolment.exit.is_known & (~param.last_only | (enrolment.id == _LAST_EXIT)),
    when=enrolment.exit.on,
    scoring=Distribution(category=enrolment.exit.category, order=_EXITS_AS_PRINTED),
    needs=("enrolment.exit",),
    duty_holder=DutyHolder.PROGRAMME,
    groupings=(
        "case.unit",
        "enrolment.eligibility.benefit",
        "enrolment.exit.decided_by",
        "enrolment.programme",
    ),
    parameters=(
        IndicatorParameter(
            name="last_only",
            default=False,
            unit="true or false",
            source="definitions 2.2: episodes, or the last of each participant",
        ),
    ),
    source="D161-187",
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
    groupings=("case.unit", "contact.initiative", "contact.nature"),
    recorded_by_staff=contact.recorded_by_staff,
    source="D39-54",
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


def _peak(
    suffix: str, companion: str, question: str, weighs: Expr | bool
) -> Definition:
    """The highest weekly load; a pause weighs nothing, what never started neither.

    The status is asked as recorded: most sources do not say it, and an intervention of
    unknown status weighs. One of unknown first day or load leaves the peak open.
    """
    begun: Rows = case.interventions.where(
        intervention.status.recorded != "never_started"
    ).where(weighs)
    looked_at: Expr = days_within(intervention.period, window.start, ASKED_UNTIL) > 0
    running: Rows = begun.where(looked_at)
    loads: Expr = intervention.weekly_minutes
    return Definition(
        id=f"intervention.peak-weekly-hours{suffix}",
        question=question,
        among=begun.any(looked_at)
        & begun.all(told(looked_at))
        & running.all(told(loads >= 0)),
        scoring=Continuous(
            observe=running.peak_load(
                intervention.period,
                loads,
                intervention.pauses,
                since=window.start,
                until=ASKED_UNTIL,
            ),
            unit="hours a week",
            per=HOUR,
        ),
        needs=("intervention.weekly_minutes",),
        duty_holder=DutyHolder.PROGRAMME,
        companion=f"intervention.peak-weekly-hours{companion}",
        groupings=("case.unit",),
        source="D26-37",
    )


# A mentor's hours are help and not load; both are printed.
PEAKS = (
    _peak(
        "",
        ".load",
        "How many hours a week were the measures at their most, support included?",
        True,
    ),
    _peak(
        ".load",
        "",
        "How many hours a week did the measures ask for at their most, support apart?",
        intervention.counts_as_load,
    ),
)

BUILT_IN: tuple[Definition, ...] = (
    EXITS,
    HELD,
    IN_PERSON,
    LONGEST_GAP,
    LONGEST_SILENCE,
    *PER_MONTH,
    *PEAKS,
)
"""The built-in definitions, in the order of the documentation."""
