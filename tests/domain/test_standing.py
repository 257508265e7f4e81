"""Where the participant stands on the goals, all together, and other derived values."""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest

from brukermedvirkning.domain.actors import Recorded
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    GoalStatus,
    InterventionKind,
    ItemKind,
    LastWord,
    Party,
    Proposer,
    Role,
    Say,
    StanceAnswer,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Goal, Stance, Wording
from brukermedvirkning.domain.standing import agreed_to_all, stance_on
from brukermedvirkning.domain.team import TeamMember

STAFF, OWN = (Party.SERVICE,), (Party.PARTICIPANT,)
AGREES, DISAGREES = StanceAnswer.AGREES, StanceAnswer.DISAGREES
NOT_ASKED, UNKNOWN = StanceAnswer.NOT_ASKED, StanceAnswer.UNKNOWN


def a_goal(worded=STAFF, status=GoalStatus.CURRENT, versions=1, **fields):
    words = tuple(
        Wording(version=n, text="Some words", worded_by=worded)
        for n in range(1, versions + 1)
    )
    return Goal(id="goal", wordings=words, status=status, **fields)


def said(answer, day=1, **fields):
    values = {"item": "goal", "version": 1, "party": Party.PARTICIPANT}
    return Stance(
        id=f"stance-{day}-{answer}",
        on=date(2026, 3, day),
        item_kind=ItemKind.GOAL,
        answer=answer,
        **(values | fields),
    )


@pytest.mark.parametrize(
    ("rows", "stands"),
    [
        ((), NOT_ASKED),
        ((said(AGREES),), AGREES),
        ((said(AGREES), said(DISAGREES, 2)), DISAGREES),
        ((said(AGREES), said(DISAGREES)), UNKNOWN),
        ((said(DISAGREES), said(AGREES, 2, by_representative="r")), DISAGREES),
        ((said(AGREES, by_representative="r"),), AGREES),
        ((said(AGREES, party=Party.SERVICE),), NOT_ASKED),
        ((said(AGREES), said(AGREES, 2, party=Party.UNKNOWN)), UNKNOWN),
        ((said(AGREES, version=2),), NOT_ASKED),
        ((said(AGREES, item="another"),), NOT_ASKED),
        ((said(AGREES, registered_in_error=True),), NOT_ASKED),
    ],
)
def test_the_last_own_word_on_the_current_version_counts(rows, stands):
    assert stands is stance_on(a_goal(), rows)


@pytest.mark.parametrize(
    ("goal", "rows", "agreed"),
    [
        (a_goal(), (said(AGREES),), Answer.YES),
        (a_goal(OWN), (), Answer.YES),
        (a_goal((*OWN, *STAFF)), (), Answer.YES),
        (a_goal(), (), Answer.NO),
        (a_goal(), (said(DISAGREES),), Answer.NO),
        (a_goal(), (said(StanceAnswer.DECLINED_TO_SAY),), Answer.NO),
        (a_goal(), (said(UNKNOWN),), Answer.UNKNOWN),
        (a_goal(()), (), Answer.UNKNOWN),
        (a_goal(()), (said(DISAGREES),), Answer.NO),
        (a_goal(status=GoalStatus.DROPPED), (), Answer.YES),
        (a_goal(status=GoalStatus.UNKNOWN), (), Answer.UNKNOWN),
        (a_goal(status=GoalStatus.UNKNOWN), (said(AGREES),), Answer.YES),
        (a_goal(registered_in_error=True), (), Answer.YES),
    ],
)
def test_every_current_goal_is_worded_or_agreed_to(goal, rows, agreed):
    assert agreed is agreed_to_all((goal,), rows)


def test_one_goal_that_was_not_agreed_to_is_enough():
    rows = (said(AGREES),)
    other = attrs.evolve(a_goal(), id="other")
    doubt = attrs.evolve(a_goal(()), id="doubt")

    assert agreed_to_all((), ()) is Answer.YES
    assert agreed_to_all((a_goal(), other), rows) is Answer.NO
    assert agreed_to_all((a_goal(), other, doubt), rows) is Answer.NO
    assert agreed_to_all((a_goal(), doubt), rows) is Answer.UNKNOWN


def test_a_case_tells_whether_its_goals_were_agreed_to():
    team = TeamMember(id="r", period=Period(), role=Coded(concept=Role.GUARDIAN))
    case = Case(
        id="case",
        participant=Participant(id="somebody"),
        goals=(a_goal(),),
        team=(team,),
        stances=(said(AGREES, by_representative="r"),),
    )

    assert case.goals_agreed is Answer.YES


def test_the_say_in_a_decision_is_derived_where_its_facts_show_it():
    silent = Decision(id="decision")
    settled = attrs.evolve(
        silent,
        settled_on=date(2026, 3, 2),
        last_word=LastWord.PARTICIPANT,
        proposed_by=OWN,
    )

    assert silent.say is None
    assert settled.say is Say.OWN


def test_who_shaped_a_measure_is_told_for_aim_and_content():
    measure = Intervention(
        id="measure",
        period=Period(),
        measure=Coded(concept=InterventionKind.EDUCATION),
        goal_shaped_by=OWN,
    )

    assert measure.goal_shaper is Proposer.PARTICIPANT_ALONE
    assert measure.content_shaper is Proposer.UNKNOWN


def test_a_contact_tells_who_chose_its_form_and_when_it_was_written_down():
    contact = Contact(id="contact", on=date(2026, 3, 2), form_chosen_by=(*OWN, *STAFF))
    at = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    written = attrs.evolve(contact, recorded=Recorded(at=at))

    assert contact.form_chooser is Proposer.TOGETHER
    assert contact.recorded_on is None
    assert date(2026, 3, 4) == written.recorded_on
