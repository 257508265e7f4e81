"""A development talk is offered in every year of the stay."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ContactKind,
    ContactStatus,
    ExitCategory,
    OfferAnswer,
    OfferKind,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    ProgrammeExit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.domain.requests import Offer
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.talks import (
    TALK_NOT_OFFERED,
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


def exited(on: int, category: ExitCategory = ExitCategory.OTHER) -> ProgrammeExit:
    return ProgrammeExit(on=day(on), category=Coded(concept=category))


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


OFFER = Offer(id="o", on=day(364), nature=Coded(concept=OfferKind.DEVELOPMENT_TALK))
TALK = Contact(id="t", on=day(3), nature=Coded(concept=ContactKind.DEVELOPMENT_TALK))


def stayed(on: int = 365, **fields: Any) -> Facts:
    return facts(on, **fields)


def test_a_completed_year_without_an_offer_is_found() -> None:
    assert outcome(TALK_NOT_OFFERED, stayed(on=364)) is Outcome.KEPT
    assert examine(TALK_NOT_OFFERED, stayed()).findings == (
        Finding(
            items=(ItemRef(kind="enrolment", id="e"),),
            since=date(2027, 1, 1),
            params={"first": "2026-01-01", "last": "2026-12-31"},
        ),
    )


@pytest.mark.parametrize("answer", list(OfferAnswer))
def test_an_offer_is_one_whatever_was_answered(answer: OfferAnswer) -> None:
    given = stayed(offers=(attrs.evolve(OFFER, answer=answer),))

    assert outcome(TALK_NOT_OFFERED, given) is Outcome.KEPT


@pytest.mark.parametrize("status", list(ContactStatus))
def test_a_talk_shows_the_offer_held_or_not(status: ContactStatus) -> None:
    given = stayed(contacts=(attrs.evolve(TALK, status=status),))

    assert outcome(TALK_NOT_OFFERED, given) is Outcome.KEPT


def test_an_offer_counts_for_its_own_year() -> None:
    verdict = examine(TALK_NOT_OFFERED, stayed(on=800, offers=(OFFER,)))

    assert [finding.params["first"] for finding in verdict.findings] == ["2027-01-01"]


def test_another_offer_or_contact_shows_nothing() -> None:
    given = stayed(
        offers=(attrs.evolve(OFFER, nature=Coded(concept=OfferKind.MENTOR)),),
        contacts=(attrs.evolve(TALK, nature=Coded(concept=ContactKind.CONVERSATION)),),
    )

    assert outcome(TALK_NOT_OFFERED, given) is Outcome.BROKEN


def test_what_may_show_an_offer_cannot_be_told() -> None:
    offer = attrs.evolve(OFFER, nature=Coded(concept=OfferKind.UNKNOWN))
    talk = attrs.evolve(TALK, nature=Coded(concept=ContactKind.UNKNOWN))

    assert missing(TALK_NOT_OFFERED, stayed(offers=(offer,), contacts=(talk,))) == [
        ("contact.nature", Cause.NOT_RECORDED),
        ("offer.nature", Cause.NOT_RECORDED),
    ]


def test_of_those_who_died_nothing_is_asked() -> None:
    died = exited(370, ExitCategory.DEATH)

    assert outcome(TALK_NOT_OFFERED, stayed(on=370, left=died)) is Outcome.KEPT
    assert outcome(TALK_NOT_OFFERED, stayed(on=369, left=died)) is Outcome.BROKEN
    assert outcome(TALK_NOT_OFFERED, stayed(on=370, left=exited(370))) is Outcome.BROKEN


def test_why_and_whether_somebody_left_decides() -> None:
    unsaid = stayed(on=370, left=exited(370, ExitCategory.UNKNOWN))
    endless = stayed(origin=without("enrolment.exit"))

    assert missing(TALK_NOT_OFFERED, unsaid) == [("enrolment.exit", Cause.NOT_RECORDED)]
    assert missing(TALK_NOT_OFFERED, endless) == [
        ("enrolment.exit", Cause.SOURCE_CANNOT_SAY)
    ]


def test_where_the_start_is_not_known_the_years_cannot_be_told() -> None:
    assert missing(TALK_NOT_OFFERED, stayed(start=None)) == [
        ("enrolment.start", Cause.NOT_RECORDED)
    ]


def test_a_year_that_the_source_does_not_speak_of_cannot_be_told() -> None:
    given = stayed(origin=Origin(known_from=day(1)))

    assert missing(TALK_NOT_OFFERED, given) == [("offer", Cause.SOURCE_CANNOT_SAY)]


TestTalkNotOffered = rule_suite(
    TALK_NOT_OFFERED,
    trips=(stayed(),),
    keeps=(stayed(offers=(OFFER,)), stayed(contacts=(TALK,))),
)
