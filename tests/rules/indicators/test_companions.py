"""Shares of events have a companion of persons; what has no direction has a reason.

Few busy cases rule a share of events. Source: definitions 2.1.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.scoring import (
    Continuous,
    Distribution,
    Proportion,
    TimeToEvent,
)

sys.path.append(str(Path(__file__).parents[3] / "tools"))

from indicator_examples.making import YEAR, a_case

BY_ID = {one.id: one for one in BUILT_IN}
PERSONS = ("case", "enrolment")
LATER = attrs.evolve(YEAR, as_of=date(2027, 12, 31))

OF_EVENTS = [
    one
    for one in BUILT_IN
    if one.counts not in PERSONS
    and isinstance(one.scoring, (Proportion, Distribution, Continuous, TimeToEvent))
]
"""Not rates and ratios, whose time or days are those of persons, and not counts."""


@pytest.mark.parametrize("definition", OF_EVENTS, ids=lambda one: one.id)
def test_what_is_told_of_events_names_a_companion_of_persons(definition):
    companion = BY_ID[definition.companion]

    assert companion.counts in PERSONS
    assert isinstance(companion.scoring, Proportion)
    assert "wilson" == companion.interval
    assert companion.duty_holder


OF_PEOPLE = [one for one in BUILT_IN if one.id.endswith(".people")]


@pytest.mark.parametrize("definition", OF_PEOPLE, ids=lambda one: one.id)
def test_a_companion_of_persons_stands_beside_what_it_is_a_companion_of(definition):
    events = BY_ID[definition.id.removesuffix(".people")]

    assert definition.id == events.companion
    assert events.id == definition.companion
    assert events.duty_holder == definition.duty_holder


def test_changes_of_coordinators_stand_beside_those_who_kept_theirs():
    for suffix in ("", ".at-own-wish"):
        companion = BY_ID[f"coordinator.changes{suffix}"].companion

        assert "coordinator.same-after" == companion


MAY_BE_EITHER = {
    "to ask or to wish otherwise is a right": (
        "consent.taken-back",
        "coordinator.changes.at-own-wish",
        "decision.contested",
        "decision.contested.people",
        "decision.overruled",
        "decision.overruled.people",
        "exit.participant-decided",
        "goal.agreed",
        "goal.disagreed",
        "goal.stance",
        "mentor.accepted",
        "mentor.accepted.people",
        "survey.answered",
        "survey.answered.people",
        "talk.offered.held",
    ),
    "more is not better": (
        "contact.held",
        "contact.in-person",
        "contact.in-person.people",
        "contact.longest-gap",
        "contact.longest-silence",
        "contact.per-month",
        "contact.per-month.group",
        "contact.per-month.letters",
        "contact.per-month.not-held",
        "contact.per-month.planned",
        "enrolment.now",
        "intervention.peak-weekly-hours",
        "intervention.peak-weekly-hours.load",
        "responsibility.in-practice",
    ),
    "what is right for one is not for another": (
        "complaint.upheld",
        "complaint.upheld.people",
        "exit.cumulative-incidence",
        "intervention.completed",
        "intervention.completed.people",
        "peer-worker.employed",
    ),
    "a distribution": (
        "decision.last-word",
        "decision.participation-degree",
        "exit.distribution",
        "exit.service-decided.stance",
    ),
    "a part of one that has a direction, or has none by what stands above": (
        "consent.by-representative",
        "contact.first-within.left-before",
        "decision.last-word-shared",
        "decision.reconsidered.in-favour",
        "goal.proposed-by-participant.together",
        "goal.stance.by-representative",
        "intervention.chosen-by-participant.together",
        "intervention.stopped-early.did-not-fit",
        "introduction.day-one.late",
        "introduction.day-one.not-acknowledged",
        "note.shared-within.no-note",
        "peer-worker.employed.other-work",
        "peer-worker.employed.permanent",
        "peer-worker.employed.temporary",
        "plan.owned-by-participant.a-goal-of-their-own",
        "plan.owned-by-participant.every-goal-agreed",
    ),
}


def test_what_has_no_direction_has_a_reason_and_all_else_has_one():
    named = [name for names in MAY_BE_EITHER.values() for name in names]

    assert sorted(named) == sorted(
        one.id for one in BUILT_IN if one.direction == "none"
    )


def the_only(indicator, *rows, window=LATER, **parameters):
    cases = [a_case(number, one) for number, one in enumerate(rows, 1)]
    given = {indicator: parameters} if parameters else None
    (one,) = measure([BY_ID[indicator]], cases, window, given)
    return one


def parts(indicator, rows, **options):
    one = the_only(indicator, rows, **options)
    return one.numerator, one.negative, one.not_recorded, one.unplaced


MET, NOT_MET, OPEN, UNPLACED, OUT = (
    (1, 0, 0, 0),
    (0, 1, 0, 0),
    (0, 0, 1, 0),
    (0, 0, 0, 1),
    (0, 0, 0, 0),
)


def day(number):
    return (date(2026, 1, 1) + timedelta(days=number)).isoformat()


def waits(since=0, until=None, end="started", **fields):
    waiting = {"since": day(since)}
    if until is not None:
        waiting |= {"until": day(until), "end": end}
    return {"on": day(0), "nature": "measure", "waiting": waiting} | fields


SOON, LONG = waits(0, 90), waits(0, 91)
GRANTED = {"on": "02-01", "nature": "measure", "answer": "granted"}
UNTOLD = GRANTED | {"id": "untold", "on": "03-01"}


@pytest.mark.parametrize(
    ("requests", "expected"),
    [
        ([SOON], MET),
        ([LONG], NOT_MET),
        ([waits()], NOT_MET),
        ([waits(0, 9, "withdrawn")], NOT_MET),
        ([waits(0, 9, "unknown")], OPEN),
        ([waits(0, 99, "unknown")], NOT_MET),
        ([SOON, LONG], NOT_MET),
        ([SOON, waits(5, 9)], MET),
        ([SOON, waits(400)], MET),
        ([SOON, waits(-1)], MET),
        ([waits(-1)], OUT),
        ([SOON, {"on": "02-01", "nature": "contact"}], MET),
        ([SOON, UNTOLD], UNPLACED),
        ([SOON, UNTOLD | {"answer": "no_place"}], UNPLACED),
        ([SOON, UNTOLD | {"answer": "refused"}], MET),
        ([GRANTED], UNPLACED),
        ([], OUT),
    ],
)
def test_everything_that_somebody_waited_for_began_in_time(requests, expected):
    rows = {"requests": requests}

    assert expected == parts("intervention.waiting-days.people", rows)


def test_how_long_is_soon_is_a_parameter():
    rows = {"requests": [LONG]}

    assert MET == parts("intervention.waiting-days.people", rows, wait_days=91)


@pytest.mark.parametrize(("as_of", "people"), [(89, 0), (90, 1)])
def test_waiting_is_old_enough_when_the_days_have_passed(as_of, people):
    window = attrs.evolve(YEAR, as_of=date.fromisoformat(day(as_of)))
    one = the_only(
        "intervention.waiting-days.people", {"requests": [waits()]}, window=window
    )

    assert people == one.population


def with_a_printed_log(rows, until):
    """As told by a source that ends with a day."""
    case = a_case(1, rows)
    until = date.fromisoformat(day(until))
    return attrs.evolve(case, origin=attrs.evolve(case.origin, known_until=until))


@pytest.mark.parametrize(("until", "people"), [(89, 0), (90, 1)])
def test_of_waiting_after_a_source_has_ended_nothing_is_said(until, people):
    case = with_a_printed_log({"requests": [waits()]}, until)
    (one,) = measure([BY_ID["intervention.waiting-days.people"]], [case], LATER)

    assert people == one.population


def coordinator(since=0, until=None, **fields):
    """In the place from one day up to, and not including, another."""
    last = "" if until is None else day(until - 1)
    row = {"role": "coordinating_caseworker", "period": f"{day(since)}/{last}"}
    return row | fields


def left(on, **fields):
    gone = {"on": day(on), "category": "moved"} | fields
    return [{"programme": "p", "start": day(-30), "exit": gone}]


HERS = {"ended_at_wish_of": "participant"}
FOR_HER = {"ended_at_wish_of": "representative"}
BY_SERVICE = {"decided_by": "service"}
STAYS = [{"programme": "p", "start": day(-30)}]
CHANGES = [
    ([coordinator()], STAYS, NOT_MET),
    ([coordinator()], [], NOT_MET),
    ([coordinator(0, 182)], STAYS, MET),
    ([coordinator(0, 182)], [], MET),
    ([coordinator(0, 183)], STAYS, NOT_MET),
    ([coordinator(0, 1)], STAYS, MET),
    ([coordinator(0, 99, **HERS)], STAYS, NOT_MET),
    ([coordinator(0, 99, **FOR_HER)], STAYS, NOT_MET),
    ([coordinator(0, 99, ended_at_wish_of="service")], STAYS, MET),
    ([coordinator()], left(181), OUT),
    ([coordinator()], left(182), NOT_MET),
    ([coordinator(0, 182)], left(182), MET),
    ([coordinator(0, 100)], left(120), MET),
    ([coordinator(0, 121)], left(120), OUT),
    ([coordinator(0, 100, **HERS)], left(120), NOT_MET),
    ([coordinator()], left(99, **BY_SERVICE), MET),
    ([coordinator()], left(182, **BY_SERVICE), MET),
    ([coordinator()], left(183, **BY_SERVICE), NOT_MET),
    ([coordinator()], left(0, **BY_SERVICE), MET),
    ([coordinator(9)], left(0, **BY_SERVICE), OUT),
    ([coordinator(0, 99, **HERS)], left(120, **BY_SERVICE), NOT_MET),
    (
        [coordinator()],
        [*left(99, **BY_SERVICE), {"id": "e", "programme": "q", "start": day(0)}],
        NOT_MET,
    ),
]


@pytest.mark.parametrize(("team", "enrolments", "expected"), CHANGES)
def test_a_participant_had_to_change(team, enrolments, expected):
    rows = {"team": team, "enrolments": enrolments}

    assert expected == parts("coordinator.same-after.people", rows)


@pytest.mark.parametrize(
    ("team", "enrolments"),
    [(team, enrolments) for team, enrolments, parts_ in CHANGES if parts_ != OUT],
)
def test_of_one_coordinator_the_person_and_the_event_tell_the_same(team, enrolments):
    """Where somebody was followed for long enough; one who kept theirs beside."""
    rows = {"team": team, "enrolments": enrolments}
    kept = {"team": [coordinator()], "enrolments": STAYS}
    people = the_only("coordinator.same-after.people", rows, kept)
    events = the_only("coordinator.same-after", rows, kept)

    assert [people.value] == [one.value for one in events.curve if one.day == 182]


COVER = coordinator(0, 9, stands_in=True)
MENTOR = {"role": "mentor", "period": f"{day(0)}/{day(9)}"}


@pytest.mark.parametrize(
    ("team", "expected"),
    [
        ([coordinator(0, 99), coordinator(99)], MET),
        ([coordinator(0, 99, **HERS), coordinator(99)], NOT_MET),
        ([coordinator(-1, 9), coordinator(9)], NOT_MET),
        ([coordinator(), COVER, MENTOR], NOT_MET),
        ([COVER], OUT),
        ([MENTOR], OUT),
    ],
)
def test_one_change_is_enough_and_cover_is_none(team, expected):
    rows = {"team": team, "enrolments": STAYS}

    assert expected == parts("coordinator.same-after.people", rows)


@pytest.mark.parametrize(("as_of", "people"), [(181, 0), (182, 1)])
def test_a_coordinator_is_followed_for_the_days(as_of, people):
    window = attrs.evolve(YEAR, as_of=date.fromisoformat(day(as_of)))
    rows = {"team": [coordinator()]}

    assert (
        people
        == the_only("coordinator.same-after.people", rows, window=window).population
    )
    assert NOT_MET == parts("coordinator.same-after.people", rows, change_days=365)


@pytest.mark.parametrize("until", [100, 200])
def test_nobody_is_seen_to_keep_a_coordinator_after_the_source_has_ended(until):
    case = with_a_printed_log({"team": [coordinator()], "enrolments": STAYS}, until)
    names = ("coordinator.same-after", "coordinator.same-after.people")
    events, people = measure([BY_ID[name] for name in names], [case], LATER)

    assert date.fromisoformat(day(until)) - date(2026, 1, 1) == timedelta(
        days=events.observed_until
    )
    assert people.population == (1 if until >= 182 else 0)


def test_a_change_that_a_representative_wished_for_is_the_participants_wish():
    team = [coordinator(0, 99, **FOR_HER), coordinator(99)]
    found = [
        the_only(f"coordinator.changes{suffix}", {"team": team}).events
        for suffix in ("", ".at-own-wish")
    ]

    assert [0, 1] == found


def logged(on, after, **fields):
    """A contact held, and written down some days after it."""
    row = {"on": day(on), "status": "held"} | fields
    if after is None:
        return row
    return row | {"recorded": {"at": f"{day(on + after)}T09:00:00+00:00"}}


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([logged(0, 7)], MET),
        ([logged(0, 8)], NOT_MET),
        ([logged(0, -3)], MET),
        ([logged(0, 7), logged(9, 8)], NOT_MET),
        ([logged(0, None)], OPEN),
        ([logged(0, None), logged(9, 8)], NOT_MET),
        ([logged(0, 7), logged(-1, 8), logged(3, 99, status="planned")], MET),
        ([logged(-1, 8)], OUT),
    ],
)
def test_every_contact_of_somebody_was_written_down_in_time(contacts, expected):
    assert expected == parts("log.delay-days.people", {"contacts": contacts})


@pytest.mark.parametrize(("as_of", "people"), [(6, 0), (7, 1)])
def test_a_contact_that_may_yet_be_late_is_too_young(as_of, people):
    window = attrs.evolve(YEAR, as_of=date.fromisoformat(day(as_of)))
    one = the_only("log.delay-days.people", {"contacts": [logged(0, 1)]}, window=window)

    assert people == one.population


def talk(form, **fields):
    return {
        "on": day(9),
        "status": "held",
        "form": form,
        "nature": "conversation",
    } | fields


@pytest.mark.parametrize(
    ("contacts", "expected"),
    [
        ([talk("in_person"), talk("phone")], MET),
        ([talk("phone")], NOT_MET),
        ([talk("phone"), talk("unknown")], NOT_MET),
        ([talk("in_person", nature="group_teaching")], OUT),
        ([talk("unknown")], UNPLACED),
    ],
)
def test_somebody_was_met_in_person(contacts, expected):
    assert expected == parts("contact.in-person.people", {"contacts": contacts})


def decided(wish, **fields):
    return {
        "on": day(9),
        "settled_on": day(20),
        "options": [
            {"id": "a", "proposed_by": "service"},
            {"id": "b", "proposed_by": "participant"},
        ],
        "wish": {"asked": "asked", "option": wish} if wish else {"asked": "not_asked"},
        "outcome": "a",
        "proposed_by": "service",
    } | fields


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([decided("b"), decided("a")], MET),
        ([decided("a")], NOT_MET),
        ([decided("a"), decided(None)], OPEN),
        ([decided("b"), decided(None)], MET),
        ([decided("b", settled_on=None, outcome=None)], OUT),
    ],
)
def test_somebody_wanted_something_else(decisions, expected):
    assert expected == parts("decision.contested.people", {"decisions": decisions})


def gone(on, *asked):
    """Left for work, and asked some days later how it goes."""
    exit_ = {"on": day(on), "category": "ordinary_work"}
    return {
        "enrolments": [{"programme": "p", "start": day(-900), "exit": exit_}],
        "follow_ups": [
            {"on": day(on + days), "enrolment": "enrolment-1", "status": status}
            for days, status in asked
        ],
    }


WORKS, NEITHER = "in_work", "neither"


@pytest.mark.parametrize(
    ("suffix", "asked", "expected"),
    [
        ("", [(182, WORKS), (365, NEITHER)], MET),
        (".year", [(182, WORKS), (365, NEITHER)], NOT_MET),
        (".year", [(182, NEITHER), (365, "in_education")], MET),
        (".year", [(364, WORKS)], OPEN),
        (".year", [(456, WORKS)], MET),
        (".year", [(457, WORKS)], OPEN),
        ("", [(181, WORKS)], OPEN),
        ("", [(273, WORKS)], MET),
        ("", [(274, WORKS)], OPEN),
    ],
)
def test_half_a_year_and_a_year_are_asked_about(suffix, asked, expected):
    assert expected == parts(f"exit.sustained{suffix}", gone(-180, *asked))


def test_a_third_horizon_is_a_parameter():
    rows = gone(-180, (200, WORKS))

    assert MET == parts("exit.sustained", rows, days_after=190)
    assert Fraction(1) == the_only("exit.sustained.year", rows, days_after=190).value


@pytest.mark.parametrize(("suffix", "days"), [("", 182 + 91), (".year", 365 + 91)])
def test_who_left_is_asked_about_when_the_quarter_is_over(suffix, days):
    rows = gone(-180)
    over = date.fromisoformat(day(days - 180))
    found = [
        the_only(
            f"exit.sustained{suffix}", rows, window=attrs.evolve(LATER, as_of=as_of)
        ).not_mature
        for as_of in (over - timedelta(days=1), over)
    ]

    assert [1, 0] == found


HAND = {"recorded": {"by": {"kind": "staff"}}}
IN_A_PROGRAMME = {
    "enrolments": [{"programme": "p", "start": day(-400)}],
    "plan": {"period": f"{day(-400)}/"},
}
REVIEW = {"on": "2027-12-01", "participant_present": "yes"}
MEETING = {"on": day(9), "status": "held", "nature": "cross_disciplinary_meeting"}
OFFER = {"on": day(9), "nature": "mentor", "answer": "accepted"}


@pytest.mark.parametrize("by_staff", [0, 1])
@pytest.mark.parametrize(
    ("indicator", "name", "row", "beside"),
    [
        (
            "meeting.participant-present",
            "contacts",
            MEETING | {"participant_attended": "yes"},
            {},
        ),
        ("mentor.accepted", "offers", OFFER, {}),
        ("plan.reviewed-with-participant", "reviews", REVIEW, IN_A_PROGRAMME),
    ],
)
def test_what_staff_wrote_down_of_the_participants_part_is_told(
    indicator, name, row, beside, by_staff
):
    hand = HAND if by_staff else {"recorded": {"by": {"kind": "participant"}}}
    ever = attrs.evolve(LATER, end=date(2028, 1, 1))
    one = the_only(indicator, {name: [row | hand]} | beside, window=ever)

    assert (1, by_staff) == (one.numerator, one.by_staff)
