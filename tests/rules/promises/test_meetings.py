"""Talks and meetings: the participant is there, and has a part in the agenda."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    ContactKind,
    ContactStatus,
    ItemKind,
    Party,
    StanceAnswer,
)
from brukermedvirkning.domain.contacts import Agenda, Contact
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    ProgrammeExit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Stance
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.meetings import (
    AGENDA_NOT_SHARED,
    MEETING_WITHOUT_PARTICIPANT,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
FIGURES: dict[str, ParameterUse] = {}
PROGRAMME = Programme(
    id="p",
    name="a programme",
    period=Period(),
    time_zone="Europe/Oslo",
    promises=tuple(Promise),
)


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def facts(
    on: int,
    *,
    start: int | None = 0,
    left: ProgrammeExit | None = None,
    origin: Origin = KEPT_HERE,
    **rows: Any,
) -> Facts:
    """An enrolment from the first day on, judged so many days later."""
    enrolment = Enrolment(
        id="e",
        programme="p",
        start=None if start is None else day(start),
        exit=left,
    )
    case = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment,),
        origin=origin,
        **rows,
    )
    return Facts(
        on=day(on),
        case=case,
        enrolment=enrolment,
        programme=PROGRAMME,
        parameters=FIGURES,
    )


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[tuple[str, Cause]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


def without(*gone: str) -> Origin:
    """A source that has no place for some paths."""
    paths = tuple(path for path in every_path() if path not in gone)
    return Origin(carries=Carries(paths=paths))


MEETING = Contact(
    id="a",
    on=day(1),
    nature=Coded(concept=ContactKind.CROSS_DISCIPLINARY_MEETING),
    status=ContactStatus.HELD,
    participant_attended=Answer.NO,
)
PRESENT = attrs.evolve(MEETING, participant_attended=Answer.YES)
TALK = attrs.evolve(PRESENT, nature=Coded(concept=ContactKind.CONVERSATION))


def met(contact: Contact, **fields: Any) -> Facts:
    return facts(30, contacts=(contact,), **fields)


def stance(
    answer: StanceAnswer,
    party: Party = Party.PARTICIPANT,
    *,
    item: str = "a",
    on: int = 0,
) -> Stance:
    return Stance(
        id=f"s{on}",
        on=day(on),
        item_kind=ItemKind.CONTACT,
        item=item,
        party=party,
        answer=answer,
    )


def test_a_meeting_without_the_participant_is_found() -> None:
    assert examine(MEETING_WITHOUT_PARTICIPANT, met(MEETING)).findings == (
        Finding(items=(ItemRef(kind="contact", id="a"),), since=day(1)),
    )


@pytest.mark.parametrize(
    "other",
    [
        {"participant_attended": Answer.YES},
        {"participant_attended": Answer.PARTLY},
        {"status": ContactStatus.NOT_HELD},
        {"nature": Coded(concept=ContactKind.CONVERSATION)},
    ],
)
def test_a_meeting_with_the_participant_or_not_held_is_fine(
    other: dict[str, Any],
) -> None:
    given = met(attrs.evolve(MEETING, **other))

    assert outcome(MEETING_WITHOUT_PARTICIPANT, given) is Outcome.KEPT


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("contact.participant_attended", {"participant_attended": Answer.NOT_ASKED}),
        ("contact.status", {"status": ContactStatus.UNKNOWN}),
        ("contact.nature", {"nature": Coded(concept=ContactKind.UNKNOWN)}),
    ],
)
def test_what_nobody_wrote_down_of_a_meeting_cannot_be_told(
    path: str, other: dict[str, Any]
) -> None:
    given = met(attrs.evolve(MEETING, **other))

    assert missing(MEETING_WITHOUT_PARTICIPANT, given) == [(path, Cause.NOT_RECORDED)]


@pytest.mark.parametrize(
    ("stances", "found"),
    [
        ([stance(StanceAnswer.AGREES)], Outcome.KEPT),
        ([stance(StanceAnswer.AGREES, Party.SERVICE)], Outcome.BROKEN),
        ([stance(StanceAnswer.DISAGREES)], Outcome.BROKEN),
        (
            [stance(StanceAnswer.AGREES), stance(StanceAnswer.WITHDRAWN, on=1)],
            Outcome.BROKEN,
        ),
        (
            [stance(StanceAnswer.WITHDRAWN), stance(StanceAnswer.AGREES, on=1)],
            Outcome.KEPT,
        ),
    ],
)
def test_a_wish_not_to_come_is_the_participants_last_word_on_it(
    stances: list[Stance], found: Outcome
) -> None:
    given = met(MEETING, stances=tuple(stances))

    assert outcome(MEETING_WITHOUT_PARTICIPANT, given) is found


@pytest.mark.parametrize(
    ("stances", "path"),
    [
        ([stance(StanceAnswer.NOT_ASKED)], "stance.answer"),
        ([stance(StanceAnswer.AGREES, Party.UNKNOWN)], "stance.party"),
        (
            [
                stance(StanceAnswer.AGREES, Party.UNKNOWN),
                stance(StanceAnswer.NOT_ASKED, on=1),
            ],
            "stance.answer",
        ),
        (
            [
                stance(StanceAnswer.WITHDRAWN),
                attrs.evolve(stance(StanceAnswer.AGREES), id="same day"),
            ],
            "stance.recorded",
        ),
    ],
)
def test_what_the_last_word_was_may_not_be_known(
    stances: list[Stance], path: str
) -> None:
    given = met(MEETING, stances=tuple(stances))

    assert missing(MEETING_WITHOUT_PARTICIPANT, given) == [(path, Cause.NOT_RECORDED)]


@pytest.mark.parametrize("first", [PRESENT, MEETING], ids=["present", "agreed to"])
def test_a_meeting_that_is_fine_hides_no_other(first: Contact) -> None:
    given = facts(
        30,
        contacts=(first, attrs.evolve(MEETING, id="b")),
        stances=(stance(StanceAnswer.AGREES),),
    )
    (finding,) = examine(MEETING_WITHOUT_PARTICIPANT, given).findings

    assert finding.items == (ItemRef(kind="contact", id="b"),)


def test_a_stance_on_something_else_is_no_wish_not_to_come() -> None:
    other = attrs.evolve(PRESENT, id="b")
    plan = attrs.evolve(
        stance(StanceAnswer.AGREES), item_kind=ItemKind.PLAN, item="plan"
    )
    given = facts(
        30,
        contacts=(MEETING, other),
        stances=(plan, stance(StanceAnswer.AGREES, item="b", on=1)),
        plan=ActionPlan(id="plan", period=Period()),
    )

    assert outcome(MEETING_WITHOUT_PARTICIPANT, given) is Outcome.BROKEN


def test_without_a_place_for_stances_a_wish_not_to_come_may_be_there() -> None:
    given = met(MEETING, origin=without("stance"))

    assert missing(MEETING_WITHOUT_PARTICIPANT, given) == [
        ("stance", Cause.SOURCE_CANNOT_SAY)
    ]


def agenda(*set_by: Party, shared: int | None = None) -> Contact:
    shared_on = None if shared is None else day(shared)
    return attrs.evolve(TALK, agenda=Agenda(set_by=set_by, shared_on=shared_on))


def test_a_talk_without_an_agenda_is_found() -> None:
    assert examine(AGENDA_NOT_SHARED, met(TALK)).findings == (
        Finding(
            items=(ItemRef(kind="contact", id="a"),),
            since=day(1),
            params={"reason": "none", "on": "2026-01-02"},
        ),
    )


def test_an_agenda_by_the_service_alone_is_shared_by_the_day_of_the_talk() -> None:
    kept = met(agenda(Party.SERVICE, shared=1))
    late = met(agenda(Party.SERVICE, shared=2))

    assert outcome(AGENDA_NOT_SHARED, kept) is Outcome.KEPT
    (finding,) = examine(AGENDA_NOT_SHARED, late).findings
    assert finding.params["reason"] == "not_shared"


def test_an_agenda_that_the_participant_helped_to_set_is_theirs() -> None:
    given = met(agenda(Party.SERVICE, Party.PARTICIPANT))

    assert outcome(AGENDA_NOT_SHARED, given) is Outcome.KEPT


@pytest.mark.parametrize("set_by", [(), (Party.SERVICE, Party.UNKNOWN)])
def test_whose_agenda_it_is_cannot_be_told(set_by: tuple[Party, ...]) -> None:
    assert missing(AGENDA_NOT_SHARED, met(agenda(*set_by))) == [
        ("contact.agenda", Cause.NOT_RECORDED)
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"status": ContactStatus.NOT_HELD},
        {"status": ContactStatus.MOVED},
        {"nature": Coded(concept=ContactKind.CORRESPONDENCE)},
        {"on": day(-1)},
    ],
)
def test_letters_and_what_is_not_held_in_the_stay_need_no_agenda(
    other: dict[str, Any],
) -> None:
    given = met(attrs.evolve(TALK, **other))

    assert outcome(AGENDA_NOT_SHARED, given) is Outcome.KEPT


def test_a_planned_talk_whose_day_has_come_needs_an_agenda() -> None:
    planned = attrs.evolve(TALK, status=ContactStatus.PLANNED)

    assert outcome(AGENDA_NOT_SHARED, met(planned)) is Outcome.BROKEN


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("contact.status", {"status": ContactStatus.UNKNOWN}),
        ("contact.nature", {"nature": Coded(concept=ContactKind.UNKNOWN)}),
    ],
)
def test_what_may_be_a_talk_cannot_be_told(path: str, other: dict[str, Any]) -> None:
    given = met(attrs.evolve(TALK, **other))

    assert missing(AGENDA_NOT_SHARED, given) == [(path, Cause.NOT_RECORDED)]


@pytest.mark.parametrize(
    "first",
    [attrs.evolve(TALK, status=ContactStatus.MOVED), agenda(Party.PARTICIPANT)],
    ids=["moved", "their agenda"],
)
def test_a_talk_that_needs_nothing_hides_no_other(first: Contact) -> None:
    given = facts(30, contacts=(first, attrs.evolve(TALK, id="b")))
    (finding,) = examine(AGENDA_NOT_SHARED, given).findings

    assert finding.items == (ItemRef(kind="contact", id="b"),)


TestMeetingWithoutParticipant = rule_suite(
    MEETING_WITHOUT_PARTICIPANT,
    trips=(met(MEETING),),
    keeps=(met(PRESENT), met(MEETING, stances=(stance(StanceAnswer.AGREES),))),
)
TestAgendaNotShared = rule_suite(
    AGENDA_NOT_SHARED,
    trips=(met(TALK), met(agenda(Party.SERVICE))),
    keeps=(met(agenda(Party.PARTICIPANT)), met(agenda(Party.SERVICE, shared=1))),
)
