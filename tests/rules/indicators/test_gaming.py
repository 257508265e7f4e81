"""Who types everything, asks nobody, notes nothing, plans nothing or discharges the hard
cases never scores better than the honest.

Honest populations are made by chance; each has a twin for every trick. In the hard cases
nothing went well. A result without a value, or not for comparison, is no better.
Source: the design of indicators, "Gaming is tested".
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor, Recorded
from brukermedvirkning.domain.case import collections
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    ContactForm,
    DecidedBy,
    ExitCategory,
    FollowUpStatus,
    OwnWish,
    Party,
    StanceAnswer,
    WishAsked,
)
from brukermedvirkning.domain.decisions import Wish
from brukermedvirkning.domain.enrolments import ProgrammeExit
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import Direction
from brukermedvirkning.rules.indicators.finish import finish
from brukermedvirkning.rules.indicators.measurement import ProportionMeasurement

ROOT = Path(__file__).parents[3]
sys.path.append(str(ROOT / "tools"))

from indicator_examples.making import YEAR, a_case  # noqa: E402

DIRECTED = [one for one in BUILT_IN if one.direction is not Direction.NONE]
SEEDS = range(4)
HARD = "hard"
LEAVES = 3
"""The number of one who is no hard case, and leaves for work."""
NEXT = attrs.evolve(
    YEAR, start=date(2027, 1, 1), end=date(2028, 1, 1), as_of=date(2027, 12, 31)
)
LOOKED_BACK = attrs.evolve(YEAR, as_of=NEXT.as_of)
NEXT_LOOKED_BACK = attrs.evolve(NEXT, as_of=date(2028, 12, 31))
WINDOWS = (YEAR, LOOKED_BACK, NEXT, NEXT_LOOKED_BACK)
COMES_LATER = ("exit.sustained", "exit.sustained.year")


def windows_of(definition):
    """The year, then and as known later; the one after for what comes some time later.

    Of other indicators the year after shows another population: who was discharged in
    the first one is not there, and shows in that.
    """
    return WINDOWS if definition.id in COMES_LATER else WINDOWS[:2]


def honest(seed):
    """Twelve people, of whom some are hard cases, which the unit's name tells."""
    chance = random.Random(seed)
    hard = [True, True, True, False, False, False] + [
        chance.random() < 0.4 for _ in range(6)
    ]
    return tuple(_person(n, chance, one) for n, one in enumerate(hard))


def _asked_later(left_on, days, *, well):
    """That somebody was asked how it goes, some time after they left."""
    return {
        "on": (date.fromisoformat(left_on) + timedelta(days=days)).isoformat(),
        "enrolment": "enrolment-1",
        "status": "in_work" if well else "neither",
    }


def _asked_twice(left_on, *, well):
    """After half a year and after a year, with the same answer."""
    return [_asked_later(left_on, days, well=well) for days in (200, 380)]


def _written_after(on, chance, hard):
    """Of the hard cases the contacts are written down later."""
    days = chance.randint(1, 5) * (2 if hard else 1)
    return {"at": f"{on + timedelta(days=days)}T09:00:00+00:00"}


def _consent(*, blank):
    """A consent to share; in the hard cases it names nothing that it covers."""
    return {
        "on": "2026-03-02",
        "aim": "sharing_between_units",
        "covers": () if blank else ("contact",),
        "recipients": "another-unit",
    }


def _person(number, chance, hard):
    well = 0.0 if hard else 0.8

    def good():
        return chance.random() < well

    def day(first, last):
        start = date(2026, 1, 1) + timedelta(days=chance.randint(first, last))
        return start.isoformat()

    before = chance.random() < 0.5
    start = day(-360, -325) if before else day(0, 40)
    hand = {"by": {"kind": chance.choice(["staff", "participant"])}}

    def by():
        return ("participant",) if good() else ("service",)

    def words():
        return [{"version": 1, "text": "Some words", "worded_by": by()}]

    def decided():
        wish, outcome = chance.choice("ab"), chance.choice("ab")
        told = good() or chance.random() < 0.8
        asked = {"asked": "asked", "option": wish} if told else None
        on = day(60, 200)
        formal = not good()
        return {
            "on": on,
            "settled_on": on if formal else day(200, 260),
            "proposed_by": "service" if formal else by(),
            "options": [
                {"id": "a", "proposed_by": "service"},
                {"id": "b", "available": "no" if formal else "yes"},
            ],
            "wish": asked or {"asked": "not_asked"},
            "outcome": outcome,
            "last_word": chance.choice(["participant", "together", "service"])
            if well
            else "service",
            "frame": {"nature": "law"} if good() else None,
            "reason": "A reason" if good() else None,
            "told_on": day(260, 265) if good() else None,
            "remedies_named": "yes" if good() else "no",
            "asked_again_on": day(266, 270),
            "reconsidered_on": day(271, 280) if good() else None,
            "recorded": hand,
        }

    def talked(kind):
        on = date.fromisoformat(day(50, 300))
        note = {"written_on": on.isoformat()}
        if good():
            note["shared_on"] = (on + timedelta(days=5)).isoformat()
        return {
            "on": on.isoformat(),
            "nature": kind,
            "status": "held",
            "form": "phone",
            "form_wished": "phone" if good() else "video",
            "form_chosen_by": by(),
            "participant_attended": "yes" if good() else "no",
            "note": note if good() else None,
            "recorded": hand | _written_after(on, chance, hard),
        }

    def begun(kind):
        on = date.fromisoformat(day(60, 120))
        end = on + timedelta(days=60)
        return {
            "period": f"{on}/{end}",
            "measure": kind,
            "planned_end": (end + timedelta(days=0 if good() else 60)).isoformat(),
            "end_reason": "completed" if good() else "did_not_fit",
            "proposed_by": by(),
            "found_by_participant": "yes" if good() else "no",
            "goal_shaped_by": by(),
            "content_shaped_by": by(),
            "goals": "goal-1",
            "challenges": linked,
            "recorded": hand,
        }

    def left():
        if chance.random() < 0.6 and number != LEAVES:
            return None
        work = good() or number == LEAVES
        return {
            "on": day(300, 340),
            "category": "ordinary_work" if work else "service_decided",
            "heard_before": "yes" if good() else "no",
            "reason": "A reason" if good() else None,
            "complaint_route_named": "yes" if good() else "no",
        }

    def asked_for(kind):
        return {
            "on": day(60, 200),
            "asked_by": "participant",
            "nature": kind,
            "answer": "granted" if good() else "no_place",
            "answered_on": day(200, 203) if good() else None,
            "reached_on": day(200, 203) if good() else None,
            "waiting": {"since": day(60, 90)}
            | ({"until": day(95, 140), "end": "started"} if good() else {}),
        }

    many = range(chance.randint(1, 3))
    gone = left()
    asked = [] if gone is None else _asked_twice(gone["on"], well=good())
    linked = ("challenge-1",) if not hard and chance.random() < 0.6 else ()
    changed = date.fromisoformat(start) + timedelta(days=chance.randint(40, 80))
    two = [f"{start}/{changed}", f"{changed + timedelta(days=9)}/"]
    stays = [f"{start}/"] if good() else two
    return a_case(
        number,
        {
            "unit": HARD if hard else "other",
            "enrolments": [{"programme": "p", "start": start, "exit": gone}],
            "follow_ups": asked,
            "plan": {"period": f"{day(41, 50)}/"} if good() or good() else None,
            "goals": [
                {
                    "id": f"goal-{n}",
                    "on": day(50, 60),
                    "status": "current",
                    "proposed_by": by(),
                    "wordings": words(),
                    "recorded": hand,
                }
                for n in (1, 2)
            ],
            "stances": [
                {
                    "on": day(61, 70),
                    "item_kind": "goal",
                    "item": f"goal-{n}",
                    "party": "participant",
                    "answer": "agrees" if good() else "disagrees",
                    "recorded": hand,
                }
                for n in (1, 2)
                if good() or chance.random() < 0.5
            ],
            "challenges": [
                {"on": day(41, 60), "proposed_by": by(), "wordings": words()}
            ],
            "decisions": [decided() for _ in many],
            "contacts": [
                talked("conversation"),
                *(talked("conversation") for _ in many),
                talked("cross_disciplinary_meeting"),
            ],
            "interventions": [begun("education"), begun("work_placement")],
            "introductions": [
                {
                    "on": start,
                    "enrolment": "enrolment-1",
                    "covers_role": "yes",
                    "covers_responsibility": "yes" if good() else "no",
                    "acknowledged_on": start,
                }
            ],
            "other_plans": [
                {"period": "2025-06-01/", "joined_into_this": "yes" if good() else "no"}
            ],
            "reviews": [
                {
                    "on": day(330, 350),
                    "participant_present": "yes" if good() else "no",
                    "changed_by": by(),
                }
            ],
            "invitations": [
                {"on": on, "wave": "w"}
                for on in (day(-300, -20), day(100, 140))
                if good()
            ],
            "offers": [
                {"on": on, "nature": kind}
                for on in (day(-300, -20), day(60, 90))
                for kind in ("mentor", "development_talk")
                if good()
            ],
            "requests": [asked_for("contact"), asked_for("measure")],
            "complaints": [
                {"on": day(60, 90), "answered_on": day(91, 99) if good() else None}
            ],
            "consents": [_consent(blank=hard)],
            "team": [
                *(
                    {
                        "period": f"{day(100, 200)}/",
                        "role": "mentor",
                        "choice": "among_candidates" if chosen else "no_choice",
                        "candidates": 2 if chosen else 1,
                    }
                    for chosen in (good(),)
                    if good() or chance.random() < 0.3
                ),
                *({"period": one, "role": "coordinating_caseworker"} for one in stays),
            ],
        },
    )


def _each(case, **change):
    """A case with every row of a kind changed, or left out where the change says None."""
    found = {
        name: tuple(
            changed for row in getattr(case, name) if (changed := how(row)) is not None
        )
        for name, how in change.items()
    }
    return attrs.evolve(case, **found)


STAFF = Recorded(by=Actor(kind=ActorKind.STAFF))
THEIRS = (Party.SERVICE,)


def types_everything(case):
    """Staff write down every row."""

    def typed(row):
        by = attrs.evolve(row.recorded, by=STAFF.by)
        return attrs.evolve(row, recorded=by)

    return _each(case, **dict.fromkeys(collections(), typed))


def decides_everything(case):
    """Staff word, propose, shape, choose and change everything themselves."""

    def worded(row):
        words = tuple(attrs.evolve(one, worded_by=THEIRS) for one in row.wordings)
        return attrs.evolve(row, proposed_by=THEIRS, wordings=words)

    typed = types_everything(case)
    return _each(
        typed,
        goals=worded,
        challenges=worded,
        decisions=lambda row: attrs.evolve(row, proposed_by=THEIRS),
        interventions=lambda row: attrs.evolve(
            row,
            proposed_by=THEIRS,
            goal_shaped_by=THEIRS,
            content_shaped_by=THEIRS,
            found_by_participant=Answer.NO,
        ),
        contacts=lambda row: attrs.evolve(row, form_chosen_by=THEIRS),
        reviews=lambda row: attrs.evolve(row, changed_by=THEIRS),
    )


def asks_nobody(case):
    """No stance, wish, acknowledgement, wished form or invitation."""
    nobody = Wish(asked=WishAsked.NOT_ASKED)
    return _each(
        case,
        stances=lambda row: None,
        invitations=lambda row: None,
        decisions=lambda row: attrs.evolve(row, wish=nobody, other_wishes=()),
        contacts=lambda row: attrs.evolve(
            row, form_wished=Coded(concept=ContactForm.UNKNOWN)
        ),
        introductions=lambda row: attrs.evolve(row, acknowledged_on=None),
        interventions=lambda row: attrs.evolve(row, fits_own_interest=Answer.NOT_ASKED),
        enrolments=_asked_of_nobody,
    )


def _asked_of_nobody(row):
    if row.referral is not None:
        row = attrs.evolve(
            row, referral=attrs.evolve(row.referral, own_wish=OwnWish.NOT_ASKED)
        )
    if row.exit is None:
        return row
    gone = attrs.evolve(row.exit, stance=StanceAnswer.NOT_ASKED)
    return attrs.evolve(row, exit=gone)


def writes_no_notes(case):
    """No note of any contact."""
    return _each(case, contacts=lambda row: attrs.evolve(row, note=None))


def makes_no_plans(case):
    """No plan, no goals, no reviews."""
    bare = _each(
        case,
        stances=lambda row: None,
        interventions=lambda row: attrs.evolve(row, goals=()),
        challenges=lambda row: attrs.evolve(row, goals=()),
        reviews=lambda row: None,
    )
    return attrs.evolve(bare, goals=(), plan=None)


def discharges_the_hard(case):
    """The service decides in June that the hard cases leave."""
    if case.unit != HARD:
        return case
    gone = ProgrammeExit(
        on=date(2026, 6, 30),
        category=Coded(concept=ExitCategory.SERVICE_DECIDED),
        decided_by=DecidedBy.SERVICE,
    )
    return _each(case, enrolments=lambda row: attrs.evolve(row, exit=row.exit or gone))


def asks_only_the_successful(case):
    """Who is not in work some time after the exit was not asked."""
    return _each(
        case,
        follow_ups=lambda row: row if row.status is FollowUpStatus.IN_WORK else None,
    )


def writes_no_waiting_down(case):
    """Of those who still wait it is not written that they do."""

    def forgotten(row):
        waits = row.waiting is not None and row.waiting.until is None
        return attrs.evolve(row, waiting=None) if waits else row

    return _each(case, requests=forgotten)


TRICKS = {
    trick.__name__: trick
    for trick in (
        types_everything,
        decides_everything,
        asks_nobody,
        writes_no_notes,
        makes_no_plans,
        discharges_the_hard,
        asks_only_the_successful,
        writes_no_waiting_down,
    )
}


@cache
def found(seed, trick=None, window=YEAR):
    """All directed indicators of a population, by id."""
    cases = honest(seed)
    if trick is not None:
        cases = tuple(map(TRICKS[trick], cases))
    counts = generated_tally(DIRECTED, cases, window)
    return {
        measured.indicator: measured
        for definition in DIRECTED
        for measured in finish(definition, counts, window)
    }


def better(one, other):
    """Whether a result is better than another, in the direction of the indicator."""
    if one.value is None or one.not_for_comparison or other.value is None:
        return False
    if one.direction is Direction.UP:
        return one.value > other.value
    return one.value < other.value


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("definition", DIRECTED, ids=lambda one: one.id)
def test_a_trick_never_scores_better_than_honest_work(definition, trick):
    for seed in SEEDS:
        for window in windows_of(definition):
            tricked, was = found(seed, trick, window), found(seed, None, window)

            assert not better(tricked[definition.id], was[definition.id])


@pytest.mark.parametrize("definition", DIRECTED, ids=lambda one: one.id)
def test_honest_work_has_a_value_that_a_trick_could_better(definition):
    """Where honest work had no value, or could do no better, nothing would be proved."""
    best = 1 if definition.direction is Direction.UP else 0

    assert any(
        one.value not in (None, best) and not one.not_for_comparison
        for seed in SEEDS
        for window in windows_of(definition)
        for one in (found(seed, None, window)[definition.id],)
    )


@pytest.mark.parametrize("trick", TRICKS)
def test_every_trick_changes_something(trick):
    assert any(
        found(seed, trick, one) != found(seed, None, one)
        for seed in SEEDS
        for one in WINDOWS
    )


@pytest.mark.parametrize(
    ("trick", "worse"),
    [
        ("decides_everything", "goal.proposed-by-participant"),
        ("decides_everything", "intervention.chosen-by-participant"),
        ("asks_nobody", "decision.stance-asked"),
        ("asks_nobody", "goal.stance-asked"),
        ("writes_no_notes", "note.shared-within"),
        ("makes_no_plans", "plan.exists"),
        ("makes_no_plans", "plan.owned-by-participant"),
        ("makes_no_plans", "goal.proposed-by-participant.people"),
        ("discharges_the_hard", "exit.to-work-or-education"),
        ("discharges_the_hard", "exit.service-decided"),
    ],
)
def test_the_indicator_made_against_a_trick_shows_it(trick, worse):
    for seed in SEEDS:
        assert better(found(seed)[worse], found(seed, trick)[worse])


def test_what_staff_typed_is_told_beside():
    for seed in SEEDS:
        typed, was = found(seed, "types_everything"), found(seed)
        asked = [
            one.indicator
            for one in was.values()
            if isinstance(one, ProportionMeasurement) and one.by_staff is not None
        ]

        assert asked
        for name in asked:
            assert typed[name].value == was[name].value
            assert typed[name].by_staff == typed[name].numerator


def test_better_follows_the_direction_and_what_may_be_compared():
    one = found(0)["plan.exists"]
    less = attrs.evolve(one, value=one.value / 2)
    vague = attrs.evolve(one, value=one.value * 2, coverage=one.comparable_from / 2)
    down = attrs.evolve(less, direction=Direction.DOWN)

    assert better(one, less)
    assert not better(less, one)
    assert better(down, one)
    assert not better(vague, one)
    assert not better(attrs.evolve(one, value=None), less)
