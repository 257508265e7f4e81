"""Speaking for somebody: with a mandate, and never instead of their own wish."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ConsentPurpose,
    ContactStatus,
    ItemKind,
    MandateKind,
    Party,
    Role,
    StanceAnswer,
    WishAsked,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.decisions import Decision, Wish
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    ProgrammeExit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Stance
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.domain.requests import Offer
from brukermedvirkning.domain.rights import Consent
from brukermedvirkning.domain.team import Mandate, TeamMember
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.voices import (
    OWN_WISH_NOT_ASKED,
    WITHOUT_MANDATE,
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


NOTED = Contact(id="c1", on=day(0), status=ContactStatus.HELD)
GUARDIAN = TeamMember(
    id="g",
    period=Period(start=day(0)),
    role=Coded(concept=Role.GUARDIAN),
    mandate=Mandate(
        nature=MandateKind.GUARDIAN,
        period=Period(start=day(1), end=day(10)),
        may_act=True,
    ),
)
SPOKEN = Stance(
    id="a",
    on=day(1),
    item_kind=ItemKind.CONTACT,
    item="c1",
    party=Party.PARTICIPANT,
    answer=StanceAnswer.AGREES,
    by_representative="g",
)
OWN = attrs.evolve(SPOKEN, id="b", by_representative=None)


def spoke(*stances: Stance, member: TeamMember = GUARDIAN, **fields: Any) -> Facts:
    return facts(30, contacts=(NOTED,), team=(member,), stances=stances, **fields)


def mandated(**fields: Any) -> TeamMember:
    assert GUARDIAN.mandate is not None
    return attrs.evolve(GUARDIAN, mandate=attrs.evolve(GUARDIAN.mandate, **fields))


def test_a_representative_alone_is_not_enough() -> None:
    assert examine(OWN_WISH_NOT_ASKED, spoke(SPOKEN)).findings == (
        Finding(items=(ItemRef(kind="stance", id="a"),), since=day(1)),
    )


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ({}, Outcome.KEPT),
        ({"answer": StanceAnswer.DISAGREES}, Outcome.KEPT),
        ({"answer": StanceAnswer.DECLINED_TO_SAY}, Outcome.KEPT),
        ({"answer": StanceAnswer.NOT_ASKED}, Outcome.BROKEN),
        ({"answer": StanceAnswer.UNKNOWN}, Outcome.CANNOT_TELL),
        ({"version": 2}, Outcome.BROKEN),
        ({"party": Party.SERVICE}, Outcome.BROKEN),
        ({"party": Party.UNKNOWN}, Outcome.CANNOT_TELL),
        ({"by_representative": "g"}, Outcome.BROKEN),
    ],
)
def test_the_participants_own_wish_on_the_same_version_is_asked(
    own: dict[str, Any], found: Outcome
) -> None:
    given = spoke(SPOKEN, attrs.evolve(OWN, **own))

    assert outcome(OWN_WISH_NOT_ASKED, given) is found


def test_their_own_wish_on_something_else_does_not_count() -> None:
    other = Contact(id="c2", on=day(0), status=ContactStatus.HELD)
    given = facts(
        30,
        contacts=(NOTED, other),
        team=(GUARDIAN,),
        stances=(SPOKEN, attrs.evolve(OWN, item="c2")),
    )

    assert outcome(OWN_WISH_NOT_ASKED, given) is Outcome.BROKEN


def test_a_stance_of_nobody_known_may_be_a_representatives() -> None:
    unsaid = attrs.evolve(OWN, party=Party.UNKNOWN)

    assert missing(OWN_WISH_NOT_ASKED, spoke(unsaid)) == [
        ("stance.party", Cause.NOT_RECORDED)
    ]


def test_without_a_place_for_versions_the_own_wish_may_be_of_another() -> None:
    given = spoke(SPOKEN, OWN, origin=without("stance.version"))

    assert missing(OWN_WISH_NOT_ASKED, given) == [
        ("stance.version", Cause.SOURCE_CANNOT_SAY)
    ]


def test_of_several_things_not_known_one_is_told() -> None:
    unsaid = attrs.evolve(OWN, party=Party.UNKNOWN)
    given = spoke(
        SPOKEN,
        unsaid,
        attrs.evolve(unsaid, id="c"),
        attrs.evolve(OWN, id="d", answer=StanceAnswer.UNKNOWN),
    )

    assert {path for path, _ in missing(OWN_WISH_NOT_ASKED, given)} == {"stance.answer"}


def wished(by: str | None, on: int | None = 2) -> Facts:
    wish = Wish(
        asked=WishAsked.ASKED,
        on=None if on is None else day(on),
        by_representative=by,
    )
    decision = Decision(id="d", on=day(1), wish=wish)
    return facts(30, team=(GUARDIAN,), decisions=(decision,))


def test_a_wish_by_a_representative_alone_is_not_enough() -> None:
    assert outcome(OWN_WISH_NOT_ASKED, wished(None)) is Outcome.KEPT
    assert examine(OWN_WISH_NOT_ASKED, wished("g")).findings == (
        Finding(items=(ItemRef(kind="decision", id="d"),), since=day(2)),
    )
    assert outcome(OWN_WISH_NOT_ASKED, wished("g", on=None)) is Outcome.BROKEN


def test_a_wish_is_given_from_its_day_on() -> None:
    assert outcome(OWN_WISH_NOT_ASKED, wished("g", on=31)) is Outcome.KEPT
    assert outcome(OWN_WISH_NOT_ASKED, wished("g", on=30)) is Outcome.BROKEN


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        (OWN_WISH_NOT_ASKED, "decision.wish"),
        (WITHOUT_MANDATE, "offer.by_representative"),
    ],
)
def test_a_source_without_a_place_for_it_cannot_say_that_nobody_spoke(
    rule: Rule, path: str
) -> None:
    assert missing(rule, spoke(origin=without(path))) == [
        (path, Cause.SOURCE_CANNOT_SAY)
    ]


@pytest.mark.parametrize(
    ("number", "found"),
    [
        (0, Outcome.BROKEN),
        (1, Outcome.KEPT),
        (9, Outcome.KEPT),
        (10, Outcome.BROKEN),
    ],
)
def test_a_mandate_is_in_force_on_the_day(number: int, found: Outcome) -> None:
    given = spoke(attrs.evolve(SPOKEN, on=day(number)))

    assert outcome(WITHOUT_MANDATE, given) is found


@pytest.mark.parametrize(
    "member",
    [
        attrs.evolve(GUARDIAN, mandate=None),
        attrs.evolve(GUARDIAN, registered_in_error=True),
        mandated(may_act=False, may_read=True),
        mandated(nature=MandateKind.SUPPORTER, may_act=False),
    ],
    ids=["none", "registered in error", "to read", "supporter"],
)
def test_without_a_mandate_to_act_nobody_acts(member: TeamMember) -> None:
    assert examine(WITHOUT_MANDATE, spoke(SPOKEN, member=member)).findings == (
        Finding(items=(ItemRef(kind="stance", id="a"),), since=day(1)),
    )


@pytest.mark.parametrize(
    ("end", "found"),
    [
        (None, Outcome.CANNOT_TELL),
        (day(2), Outcome.CANNOT_TELL),
        (day(1), Outcome.BROKEN),
    ],
)
def test_a_mandate_that_began_on_an_unknown_day_may_be_in_force(
    end: date | None, found: Outcome
) -> None:
    member = mandated(period=Period(end=end))

    assert outcome(WITHOUT_MANDATE, spoke(SPOKEN, member=member)) is found


def test_without_a_place_for_mandates_there_may_be_one() -> None:
    given = spoke(SPOKEN, origin=without("team_member.mandate"))

    assert missing(WITHOUT_MANDATE, given) == [
        ("team_member.mandate", Cause.SOURCE_CANNOT_SAY)
    ]


def acted(on: int | None, judged: int = 30) -> Facts:
    """A decision, an offer and a consent by a guardian on a day."""
    acted_on = None if on is None else day(on)
    return facts(
        judged,
        team=(GUARDIAN,),
        decisions=(
            Decision(id="d", on=day(0), settled_on=acted_on, by_representative="g"),
        ),
        offers=(Offer(id="o", on=day(0), answered_on=acted_on, by_representative="g"),),
        consents=(
            Consent(
                id="k",
                on=acted_on or day(5),
                aim=Coded(concept=ConsentPurpose.RESEARCH),
                by_representative="g",
            ),
        ),
    )


def test_decisions_answers_and_consents_are_acts_too() -> None:
    findings = examine(WITHOUT_MANDATE, acted(10)).findings

    assert outcome(WITHOUT_MANDATE, acted(9)) is Outcome.KEPT
    assert {item.kind for finding in findings for item in finding.items} == {
        "consent",
        "decision",
        "offer",
    }


def test_what_is_done_is_done_from_its_day_on() -> None:
    assert outcome(WITHOUT_MANDATE, acted(10, judged=9)) is Outcome.KEPT
    assert len(examine(WITHOUT_MANDATE, acted(10, judged=10)).findings) == 3


def test_on_which_day_somebody_acted_may_not_be_known() -> None:
    assert missing(WITHOUT_MANDATE, acted(None)) == [
        ("decision.settled_on", Cause.NOT_RECORDED),
        ("offer.answered_on", Cause.NOT_RECORDED),
    ]


def test_an_act_of_nobody_known_may_be_a_representatives() -> None:
    unsaid = attrs.evolve(OWN, party=Party.UNKNOWN)

    assert missing(WITHOUT_MANDATE, spoke(unsaid)) == [
        ("stance.party", Cause.NOT_RECORDED)
    ]


TestOwnWishNotAsked = rule_suite(
    OWN_WISH_NOT_ASKED,
    trips=(spoke(SPOKEN), wished("g")),
    keeps=(spoke(SPOKEN, OWN), wished(None)),
)
TestRepresentativeWithoutMandate = rule_suite(
    WITHOUT_MANDATE, trips=(acted(10),), keeps=(spoke(SPOKEN), acted(9))
)
