from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.assessments import Score, SurveyInvitation
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    InvitationAnswer,
    MandateKind,
    Party,
    Role,
)
from brukermedvirkning.domain.evolve import decide, evolve
from brukermedvirkning.domain.happenings import HANDLERS
from brukermedvirkning.domain.happenings.base import Act, Context, Refusal
from brukermedvirkning.domain.happenings.surveys import (
    Assessed,
    InvitationAnswered,
    SurveyInvited,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.team import Mandate, TeamMember

EARLY, DAY, LATE = (date(2026, 1, day) for day in (10, 20, 30))
AT = datetime(2026, 2, 1, 12, tzinfo=UTC)
PARTICIPANT = Actor(kind=ActorKind.PARTICIPANT, id="p")
STAFF = Actor(kind=ActorKind.STAFF, id="s")
SYSTEM = Actor(kind=ActorKind.SYSTEM)
SISTER = Actor(kind=ActorKind.REPRESENTATIVE, id="r")
SPEAKER = TeamMember(
    id="t",
    period=Period(start=EARLY),
    role=Coded(concept=Role.REPRESENTATIVE),
    actor=SISTER,
    mandate=Mandate(
        nature=MandateKind.REPRESENTATIVE, period=Period(start=EARLY), may_act=True
    ),
)
CASE = Case(id="c", participant=Participant(id="p"), team=(SPEAKER,))
OVER = attrs.evolve(CASE, period=Period(end=EARLY))
INVITED = SurveyInvitation(id="i", on=EARLY, wave="w", deadline=EARLY)
CODE = Code(scheme="s", code="c")


def act(kind: type[Act], /, **fields) -> Act:
    return kind(**({"at": AT, "on": DAY, "source": STAFF, "by": STAFF} | fields))


def invited(**fields) -> Case:
    return attrs.evolve(CASE, invitations=(attrs.evolve(INVITED, **fields),))


def after(case: Case, happening: Act) -> Case:
    assert (happening,) == decide(case, happening, Context())
    return evolve(case, happening)


def rules(case: Case, happening: Act) -> str:
    outcome = decide(case, happening, Context())
    assert isinstance(outcome, Refusal)
    return outcome.rule


@pytest.mark.parametrize("case", [CASE, OVER])
def test_the_participant_is_invited_after_an_exit_too(case: Case) -> None:
    asked = act(SurveyInvited, invitation="i", wave="w", deadline=LATE, unit="u")

    (row,) = after(case, asked).invitations

    assert ("w", LATE, "u", DAY) == (row.wave, row.deadline, row.unit, row.on)
    assert InvitationAnswer.UNKNOWN is row.answer
    assert asked.recorded == row.recorded


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"source": PARTICIPANT}, "voice.not-own-side"),
        ({"invitation": "t"}, "row.id-taken"),
        ({"deadline": EARLY}, "invitation.deadline"),
    ],
)
def test_nobody_is_invited(fields, rule: str) -> None:
    values = {"invitation": "i", "wave": "w"} | fields

    assert rule == rules(CASE, act(SurveyInvited, **values))


@pytest.mark.parametrize("source", [PARTICIPANT, SISTER, SYSTEM])
@pytest.mark.parametrize(
    "answer", [InvitationAnswer.ANSWERED, InvitationAnswer.DECLINED]
)
def test_only_that_it_was_answered_is_kept(source: Actor, answer) -> None:
    asked = act(InvitationAnswered, invitation="i", source=source, answer=answer)

    assert (attrs.evolve(INVITED, answer=answer),) == after(
        invited(), asked
    ).invitations


def test_that_a_deadline_passed_without_an_answer_is_no_answer() -> None:
    asked = act(
        InvitationAnswered, invitation="i", answer=InvitationAnswer.NOT_ANSWERED
    )

    case = after(invited(), asked)
    late = act(InvitationAnswered, invitation="i", source=PARTICIPANT)

    assert InvitationAnswer.NOT_ANSWERED is case.invitations[0].answer
    assert InvitationAnswer.ANSWERED is after(case, late).invitations[0].answer


@pytest.mark.parametrize(
    ("row", "fields", "rule"),
    [
        ({}, {}, "invitation.confidential"),
        ({}, {"source": Actor()}, "invitation.confidential"),
        ({}, {"source": SYSTEM, "invitation": "x"}, "row.not-there"),
        ({}, {"source": SYSTEM, "on": date(2026, 1, 1)}, "row.not-begun"),
        (
            {},
            {"source": SYSTEM, "answer": InvitationAnswer.UNKNOWN},
            "invitation.answer",
        ),
        (
            {"answer": InvitationAnswer.ANSWERED},
            {"source": PARTICIPANT, "answer": InvitationAnswer.DECLINED},
            "invitation.answered",
        ),
        (
            {"answer": InvitationAnswer.DECLINED},
            {"answer": InvitationAnswer.NOT_ANSWERED},
            "invitation.answered",
        ),
        (
            {"deadline": DAY},
            {"answer": InvitationAnswer.NOT_ANSWERED},
            "invitation.open",
        ),
        (
            {"deadline": None},
            {"answer": InvitationAnswer.NOT_ANSWERED},
            "invitation.open",
        ),
        (
            {},
            {"source": attrs.evolve(SISTER, id="x")},
            "voice.mandate",
        ),
    ],
)
def test_an_invitation_is_not_said_to_be_answered(row, fields, rule: str) -> None:
    asked = act(InvitationAnswered, **({"invitation": "i"} | fields))

    assert rule == rules(invited(**row), asked)


def test_an_act_on_an_invitation_names_it() -> None:
    assert ("invitation", "i") == act(InvitationAnswered, invitation="i").target


@pytest.mark.parametrize(
    ("source", "respondent"),
    [
        (PARTICIPANT, Party.PARTICIPANT),
        (SISTER, Party.REPRESENTATIVE),
        (STAFF, Party.SERVICE),
        (STAFF, Party.EMPLOYER),
    ],
)
def test_each_side_answers_for_itself(source: Actor, respondent: Party) -> None:
    asked = act(
        Assessed,
        assessment="a",
        instrument=CODE,
        instrument_version="2",
        respondent=respondent,
        scores=(Score(dimension="d", points=3),),
        source=source,
        unit="u",
    )

    (row,) = after(CASE, asked).assessments

    assert (respondent, DAY, CODE, "2") == (
        row.respondent,
        row.on,
        row.instrument,
        row.instrument_version,
    )
    assert (asked.scores, "u", asked.recorded) == (row.scores, row.unit, row.recorded)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"respondent": Party.PARTICIPANT}, "assessment.respondent"),
        ({"source": PARTICIPANT}, "assessment.respondent"),
        (
            {"source": SISTER, "respondent": Party.PARTICIPANT},
            "assessment.respondent",
        ),
        ({"source": attrs.evolve(SISTER, id="x")}, "voice.mandate"),
        ({"assessment": "t"}, "row.id-taken"),
        ({"scores": (Score(dimension="d"), Score(dimension="d"))}, "case.valid"),
    ],
)
def test_nothing_is_assessed(fields, rule: str) -> None:
    values = {"assessment": "a", "instrument": CODE, "respondent": Party.SERVICE}

    assert rule == rules(CASE, act(Assessed, **(values | fields)))


def test_nobody_is_assessed_after_an_exit() -> None:
    asked = act(Assessed, assessment="a", instrument=CODE, respondent=Party.SERVICE)

    assert "case.after-exit" == rules(OVER, asked)


def every_rule(case: Case, happening: Act) -> list[str]:
    refused = HANDLERS[type(happening)].refuse(case, happening, Context())
    return [refusal.rule for refusal in refused]


def test_every_reason_against_is_given() -> None:
    asked = act(InvitationAnswered, invitation="x")

    assert ["row.not-there", "invitation.confidential"] == every_rule(CASE, asked)
