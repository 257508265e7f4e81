"""What a row says of itself beyond its fields."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor, Attendee, Item, Recorded
from brukermedvirkning.domain.case import collections
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    Area,
    ConsentPurpose,
    ContactKind,
    ContactStatus,
    ExitCategory,
    InterventionKind,
    InterventionStatus,
    Party,
    PlanKind,
    Proposer,
    WishAsked,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.decisions import Decision, Option, Wish
from brukermedvirkning.domain.enrolments import Enrolment, Introduction, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import (
    Goal,
    OtherPlan,
    PlanReview,
    Wording,
    proposer,
)
from brukermedvirkning.domain.programme import Offering, Programme, Promise, Target
from brukermedvirkning.domain.rights import Consent
from brukermedvirkning.testing.strategies import records

EARLY, DAY, LATE = date(2026, 1, 30), date(2026, 1, 31), date(2026, 2, 1)
ME, SERVICE, UNKNOWN = Party.PARTICIPANT, Party.SERVICE, Party.UNKNOWN


@given(st.data())
def test_every_derived_value_of_a_row_can_be_asked_for(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(collections().values())))
    row = data.draw(records(kind))

    for name in kind.derived:
        value = getattr(row, name)
        assert value is None or isinstance(
            value, (bool, int, str, date, Period, Concept)
        )


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ((), Proposer.UNKNOWN),
        ((UNKNOWN,), Proposer.UNKNOWN),
        ((ME,), Proposer.PARTICIPANT_ALONE),
        ((ME, SERVICE), Proposer.TOGETHER),
        ((ME, UNKNOWN), Proposer.TOGETHER),
        ((SERVICE,), Proposer.OTHERS),
        ((SERVICE, UNKNOWN), Proposer.UNKNOWN),
        ((Party.REPRESENTATIVE,), Proposer.OTHERS),
    ],
)
def test_who_proposed_follows_from_the_parties(
    parties: tuple[Party, ...], expected: Proposer
) -> None:
    assert expected is proposer(parties)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ActorKind.UNKNOWN, None),
        (ActorKind.STAFF, True),
        (ActorKind.PARTICIPANT, False),
    ],
)
def test_whether_staff_wrote_a_row_is_unknown_where_nobody_knows_who_did(
    kind: ActorKind, expected: bool | None
) -> None:
    row = Contact(id="a", on=DAY, recorded=Recorded(by=Actor(kind=kind)))

    assert expected is row.recorded_by_staff


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (ContactStatus.UNKNOWN, None),
        (ContactStatus.HELD, True),
        (ContactStatus.PLANNED, False),
        (ContactStatus.NOT_HELD, False),
    ],
)
def test_whether_a_contact_was_held_is_unknown_where_nobody_said(
    status: ContactStatus, expected: bool | None
) -> None:
    assert expected is Contact(id="a", on=DAY, status=status).is_held


@pytest.mark.parametrize(
    ("kind", "individual", "correspondence"),
    [
        (ContactKind.UNKNOWN, None, None),
        (ContactKind.CORRESPONDENCE, True, True),
        (ContactKind.CONVERSATION, True, False),
        (ContactKind.GROUP_TEACHING, False, False),
    ],
)
def test_the_kind_of_a_contact_says_with_whom_it_was(
    kind: ContactKind, individual: bool | None, correspondence: bool | None
) -> None:
    contact = Contact(id="a", on=DAY, nature=Coded(concept=kind))

    assert individual is contact.is_individual
    assert correspondence is contact.is_correspondence


@pytest.mark.parametrize(
    ("recorded", "attendees", "expected"),
    [
        (Answer.NO, (ME,), Answer.NO),
        (Answer.UNKNOWN, (SERVICE, ME), Answer.YES),
        (Answer.NOT_ASKED, (SERVICE,), Answer.NOT_ASKED),
        (Answer.UNKNOWN, (), Answer.UNKNOWN),
    ],
)
def test_the_participant_was_there_as_recorded_or_as_the_attendees_tell(
    recorded: Answer, attendees: tuple[Party, ...], expected: Answer
) -> None:
    contact = Contact(
        id="a",
        on=DAY,
        participant_attended=recorded,
        attendees=tuple(Attendee(party=party) for party in attendees),
    )

    assert expected is contact.participant_present


def test_the_last_wording_is_the_current_one() -> None:
    goal = Goal(
        id="g",
        on=DAY,
        proposed_by=(ME,),
        wordings=(
            Wording(version=1, text="a", worded_by=(ME,)),
            Wording(version=2, text="b", worded_by=(SERVICE,)),
        ),
    )

    assert ("b", 2, Proposer.OTHERS) == (goal.text, goal.version, goal.worder)
    assert Proposer.PARTICIPANT_ALONE is goal.proposer
    assert DAY == goal.day


def test_who_changed_a_plan_is_unknown_where_nobody_said() -> None:
    assert Proposer.UNKNOWN is PlanReview(id="r", on=DAY).changer


OPTIONS = (Option(id="x", proposed_by=SERVICE), Option(id="y", proposed_by=ME))


def decision(**fields) -> Decision:
    return Decision(**({"id": "d", "options": OPTIONS} | fields))


def wish(option: str | None) -> Wish:
    return Wish(asked=WishAsked.ASKED, option=option)


def test_a_decision_is_settled_on_its_day_of_settlement() -> None:
    assert not decision().is_settled
    assert decision(settled_on=DAY).is_settled


def test_options_that_were_not_to_be_had_are_not_counted() -> None:
    gone = Option(id="z", available=Answer.NO)

    assert 2 == decision(options=(*OPTIONS, gone)).option_count


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"wish": Wish(asked=WishAsked.NOT_ASKED)}, Answer.NOT_ASKED),
        ({"wish": wish("x"), "settled_on": DAY, "outcome": "x"}, Answer.YES),
        ({"wish": wish("x"), "settled_on": DAY, "outcome": "y"}, Answer.NO),
        ({"wish": wish("x")}, Answer.UNKNOWN),
        ({"wish": wish(None), "follows_wish": Answer.PARTLY}, Answer.PARTLY),
    ],
)
def test_whether_the_wish_was_followed_is_derived_where_it_can_be(
    fields, expected: Answer
) -> None:
    assert expected is decision(**fields).matches_wish


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"wish": Wish(asked=WishAsked.NOT_ASKED)}, Answer.NOT_ASKED),
        ({"wish": wish(None)}, Answer.UNKNOWN),
        ({"wish": wish("y"), "options": OPTIONS[1:]}, Answer.UNKNOWN),
        ({"wish": wish("x")}, Answer.NO),
        ({"wish": wish("y")}, Answer.YES),
        ({}, Answer.UNKNOWN),
    ],
)
def test_a_decision_is_contested_where_others_proposed_something_else(
    fields, expected: Answer
) -> None:
    assert expected is decision(**fields).contested


def test_who_raised_a_decision_follows_from_the_parties() -> None:
    assert Proposer.TOGETHER is decision(proposed_by=(ME, SERVICE)).proposer


def leaving(on: date) -> ProgrammeExit:
    return ProgrammeExit(on=on, category=Coded(concept=ExitCategory.UNKNOWN))


def test_the_day_of_the_exit_is_the_last_in_the_programme() -> None:
    row = Enrolment(id="e", programme="p", start=EARLY, exit=leaving(DAY))

    assert Period(start=EARLY, end=LATE) == row.period
    assert not row.is_open


def test_an_enrolment_without_an_exit_is_open() -> None:
    row = Enrolment(id="e", programme="p", start=DAY)

    assert row.is_open
    assert row.period.is_open
    assert DAY == row.first_day
    assert LATE == attrs.evolve(row, attended_from=LATE).first_day


@pytest.mark.parametrize(
    ("role", "responsibility", "expected"),
    [
        (Answer.YES, Answer.YES, Answer.YES),
        (Answer.YES, Answer.NO, Answer.NO),
        (Answer.PARTLY, Answer.UNKNOWN, Answer.NO),
        (Answer.YES, Answer.NOT_ASKED, Answer.UNKNOWN),
    ],
)
def test_an_introduction_covers_both_role_and_responsibility(
    role: Answer, responsibility: Answer, expected: Answer
) -> None:
    row = Introduction(id="i", covers_role=role, covers_responsibility=responsibility)

    assert expected is row.is_complete


def intervention(**fields) -> Intervention:
    values = {
        "id": "a",
        "period": Period(start=EARLY, end=date(2026, 2, 3)),
        "measure": Coded(concept=InterventionKind.GUIDANCE),
    }
    return Intervention(**(values | fields))


def test_an_intervention_runs_in_its_period_but_not_in_a_pause() -> None:
    row = intervention(pauses=(Period.single(DAY),))

    assert row.runs_on(EARLY)
    assert not row.runs_on(DAY)
    assert row.runs_on(LATE)
    assert not row.runs_on(date(2026, 2, 3))


def test_what_never_started_runs_on_no_day() -> None:
    row = intervention(status=InterventionStatus.NEVER_STARTED, period=Period())

    assert not row.runs_on(DAY)
    assert not row.began_unknown


def test_an_intervention_may_have_begun_on_a_day_that_nobody_knows() -> None:
    assert intervention(period=Period(end=DAY)).began_unknown
    assert not intervention().began_unknown


def test_an_intervention_of_unknown_kind_is_not_said_to_weigh() -> None:
    unknown = Coded(concept=InterventionKind.UNKNOWN)

    assert intervention(measure=unknown).counts_as_load is None
    assert intervention().counts_as_load is True
    assert date(2026, 2, 3) == intervention().ended_on
    assert Proposer.UNKNOWN is intervention().proposer


def test_another_plan_stands_on_its_first_day() -> None:
    row = OtherPlan(
        id="o", period=Period(start=DAY), nature=Coded(concept=PlanKind.MY_PLAN)
    )

    assert DAY == row.day


@pytest.mark.parametrize(
    ("fields", "day", "expected"),
    [
        ({}, DAY, True),
        ({}, EARLY, False),
        ({"until": LATE}, DAY, True),
        ({"until": LATE}, LATE, False),
        ({"withdrawn_on": LATE}, LATE, False),
    ],
)
def test_a_consent_holds_until_it_runs_out_or_is_withdrawn(
    fields, day: date, expected: bool
) -> None:
    consent = Consent(
        id="a", on=DAY, aim=Coded(concept=ConsentPurpose.RESEARCH), **fields
    )

    assert expected is consent.holds_on(day)


PROGRAMME = Programme(
    id="p",
    name="Empowerment",
    period=Period(start=DAY),
    time_zone="Europe/Copenhagen",
    promises=(Promise.PLAN_OWNED,),
    offerings=(
        Offering(
            measure=Coded(concept=InterventionKind.GUIDANCE), area=Area.EMPLOYMENT
        ),
    ),
)


def test_a_programme_promises_what_it_lists() -> None:
    assert PROGRAMME.promised(Promise.PLAN_OWNED)
    assert not PROGRAMME.promised(Promise.MENTOR_OFFERED)


def test_a_programme_covers_the_areas_of_its_measures() -> None:
    assert PROGRAMME.covers(Area.EMPLOYMENT)
    assert not PROGRAMME.covers(Area.HEALTH)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 1, 31, 22, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 7, 31, 22, 0, tzinfo=UTC), date(2026, 8, 1)),
    ],
)
def test_an_instant_becomes_the_civil_day_where_the_programme_is(
    instant: datetime, day: date
) -> None:
    assert day == PROGRAMME.civil_day(instant)


def test_a_target_is_an_exact_share() -> None:
    assert Fraction(2, 3) == Target(indicator="i", at_least=2, out_of=3).share
    assert Fraction(3, 10) == Target(indicator="i", at_least=30).share


def test_the_rows_of_a_case_are_of_kinds_with_a_purpose() -> None:
    assert all(
        issubclass(kind, Item) and kind.purpose for kind in collections().values()
    )
    assert Code(scheme="s", code="c") == Code(scheme="s", code="c")
