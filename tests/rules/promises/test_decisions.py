"""How a decision is made: the wish, the options, the form, the time it takes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    ExitCategory,
    ItemKind,
    LastWord,
    Party,
    Role,
    StanceAnswer,
    WishAsked,
)
from brukermedvirkning.domain.decisions import Decision, Option, Wish
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Stance
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import ItemRef, Outcome, ParameterUse
from brukermedvirkning.rules.promises.decisions import (
    FORMAL_ONLY,
    ONE_OPTION_ONLY,
    UNSETTLED_TOO_LONG,
    WISH_NOT_ASKED,
)
from brukermedvirkning.rules.rule import Rule, Scope, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
LIMIT = 14
OWN, STAFF = (Party.PARTICIPANT,), (Party.SERVICE,)
TEAM = (
    TeamMember(
        id="t", period=Period(start=FIRST), role=Coded(concept=Role.REPRESENTATIVE)
    ),
)


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def options(*available: Answer) -> tuple[Option, ...]:
    return tuple(
        Option(id=f"o{place}", available=answer)
        for place, answer in enumerate(available)
    )


def decision(on: int | None = 0, settled: int | None = 3, **fields: Any) -> Decision:
    fields.setdefault("proposed_by", STAFF)
    fields.setdefault("last_word", LastWord.SERVICE)
    return Decision(
        id="d",
        on=None if on is None else day(on),
        settled_on=None if settled is None else day(settled),
        **fields,
    )


def facts(
    rule: Rule,
    *decisions: Decision,
    on: int = LIMIT + 1,
    left: int | None = None,
    stances: tuple[Stance, ...] = (),
    origin: Origin | None = None,
) -> Facts:
    other = Coded(concept=ExitCategory.OTHER)
    enrolment = Enrolment(
        id="e",
        programme="p",
        start=FIRST,
        exit=None if left is None else ProgrammeExit(on=day(left), category=other),
    )
    case = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment,),
        decisions=decisions,
        stances=stances,
        team=TEAM,
        origin=origin or Origin(),
    )
    return Facts(
        on=day(on),
        case=case,
        enrolment=enrolment if rule.scope is Scope.ENROLMENT else None,
        parameters={
            name: ParameterUse(id=name, value=LIMIT, level="core", source="a test")
            for name in rule.uses
        },
    )


def outcome(rule: Rule, *decisions: Decision, **more: Any) -> Outcome:
    return examine(rule, facts(rule, *decisions, **more)).outcome


def missing(rule: Rule, *decisions: Decision, **more: Any) -> list[str]:
    verdict = examine(rule, facts(rule, *decisions, **more))
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [path for one in verdict.cannot_tell for path in one.missing]


# The wish


def wished(asked: WishAsked, **fields: Any) -> Decision:
    return decision(wish=Wish(asked=asked), **fields)


NOT_ASKED = wished(WishAsked.NOT_ASKED)


def test_a_decision_that_was_settled_without_asking_is_found() -> None:
    (finding,) = examine(WISH_NOT_ASKED, facts(WISH_NOT_ASKED, NOT_ASKED)).findings

    assert (finding.items, finding.since, finding.params) == (
        (ItemRef(kind="decision", id="d"),),
        day(3),
        {"settled": "2026-01-04"},
    )


@pytest.mark.parametrize("asked", [WishAsked.ASKED, WishAsked.DECLINED_TO_SAY])
def test_a_wish_that_was_declined_was_asked_for(asked: WishAsked) -> None:
    assert outcome(WISH_NOT_ASKED, wished(asked)) is Outcome.KEPT


@pytest.mark.parametrize("last_word", [LastWord.PARTICIPANT, LastWord.TOGETHER])
def test_whoever_had_a_part_in_the_last_word_said_what_they_want(
    last_word: LastWord,
) -> None:
    row = wished(WishAsked.NOT_ASKED, last_word=last_word)

    assert outcome(WISH_NOT_ASKED, row) is Outcome.KEPT


@pytest.mark.parametrize(
    "last_word", [LastWord.THIRD_PARTY, LastWord.LAW_LEFT_NO_CHOICE]
)
def test_whoever_else_decides_the_wish_is_asked_for(last_word: LastWord) -> None:
    row = wished(WishAsked.NOT_ASKED, last_word=last_word)

    assert outcome(WISH_NOT_ASKED, row) is Outcome.BROKEN


def test_what_is_not_known_of_a_wish_cannot_be_told() -> None:
    row = wished(WishAsked.UNKNOWN, last_word=LastWord.UNKNOWN)

    assert missing(WISH_NOT_ASKED, row) == ["decision.wish", "decision.last_word"]


def test_on_the_day_of_settlement_it_is_settled() -> None:
    assert outcome(WISH_NOT_ASKED, NOT_ASKED, on=3) is Outcome.BROKEN


@pytest.mark.parametrize("settled", [None, LIMIT + 2], ids=["open", "settled later"])
def test_before_settlement_there_is_time_to_ask(settled: int | None) -> None:
    row = wished(WishAsked.NOT_ASKED, settled=settled)

    assert outcome(WISH_NOT_ASKED, row) is Outcome.KEPT


def test_a_decision_in_error_is_none() -> None:
    row = wished(WishAsked.NOT_ASKED, registered_in_error=True)

    assert outcome(WISH_NOT_ASKED, row) is Outcome.KEPT


# Options


YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


@pytest.mark.parametrize(
    ("available", "expected"),
    [
        ((), Outcome.BROKEN),
        ((YES,), Outcome.BROKEN),
        ((YES, NO), Outcome.BROKEN),
        ((UNKNOWN, NO), Outcome.BROKEN),
        ((YES, YES), Outcome.KEPT),
        ((YES, Answer.PARTLY, NO), Outcome.KEPT),
        ((YES, UNKNOWN), Outcome.CANNOT_TELL),
        ((UNKNOWN, Answer.NOT_ASKED), Outcome.CANNOT_TELL),
    ],
    ids=str,
)
def test_two_options_must_be_real(
    available: tuple[Answer, ...], expected: Outcome
) -> None:
    row = decision(options=options(*available))

    assert outcome(ONE_OPTION_ONLY, row) is expected


def test_the_finding_says_how_many_are_on_record() -> None:
    row = decision(options=options(YES, NO))
    (finding,) = examine(ONE_OPTION_ONLY, facts(ONE_OPTION_ONLY, row)).findings

    assert (finding.items, finding.since, finding.params) == (
        (ItemRef(kind="decision", id="d"),),
        day(3),
        {"options": 2, "settled": "2026-01-04"},
    )


def test_doing_nothing_is_an_option() -> None:
    nothing = Option(id="nothing", does_nothing=True, available=YES)
    row = decision(options=(*options(YES), nothing))

    assert outcome(ONE_OPTION_ONLY, row) is Outcome.KEPT


@pytest.mark.parametrize(("told", "expected"), [(3, Outcome.KEPT), (4, Outcome.BROKEN)])
def test_an_option_of_which_one_is_told_afterwards_is_none(
    told: int, expected: Outcome
) -> None:
    late = Option(id="late", available=YES, told_on=day(told))

    assert outcome(ONE_OPTION_ONLY, decision(options=(*options(YES), late))) is expected


@pytest.mark.parametrize("parties", [OWN, (*OWN, *STAFF)], ids=["alone", "together"])
def test_what_the_participant_put_forward_needs_no_second_option(
    parties: tuple[Party, ...],
) -> None:
    row = decision(proposed_by=parties)

    assert outcome(ONE_OPTION_ONLY, row) is Outcome.KEPT


def test_who_put_it_forward_may_not_be_known() -> None:
    assert missing(ONE_OPTION_ONLY, decision(proposed_by=())) == [
        "decision.proposed_by"
    ]


# Form


def agreed(
    on: int = 0,
    answer: StanceAnswer = StanceAnswer.AGREES,
    *,
    party: Party = Party.PARTICIPANT,
    item: tuple[ItemKind, str] = (ItemKind.DECISION, "d"),
    by: str | None = None,
) -> Stance:
    return Stance(
        id="s",
        on=day(on),
        item_kind=item[0],
        item=item[1],
        party=party,
        answer=answer,
        by_representative=by,
    )


SIGNED: dict[str, Any] = {"stances": (agreed(),)}


def test_agreement_to_the_one_proposal_of_that_day_is_found() -> None:
    row = decision(settled=None, options=options(YES))
    (finding,) = examine(FORMAL_ONLY, facts(FORMAL_ONLY, row, **SIGNED)).findings

    assert (finding.items, finding.since, finding.params) == (
        (ItemRef(kind="decision", id="d"),),
        day(0),
        {"options": 1},
    )


@pytest.mark.parametrize("on", [0, LIMIT + 1], ids=["that day", "later"])
@pytest.mark.parametrize("last_word", [LastWord.PARTICIPANT, LastWord.TOGETHER])
def test_a_last_word_of_that_day_is_agreement(last_word: LastWord, on: int) -> None:
    row = decision(settled=0, last_word=last_word)

    assert outcome(FORMAL_ONLY, row, on=on) is Outcome.BROKEN


@pytest.mark.parametrize(
    "other",
    [agreed(item=(ItemKind.ENROLMENT, "e")), agreed(answer=StanceAnswer.DISAGREES)],
    ids=["on something else", "disagrees"],
)
def test_no_stance_hides_an_agreement(other: Stance) -> None:
    stances = (attrs.evolve(other, id="r"), agreed())

    assert outcome(FORMAL_ONLY, decision(), stances=stances) is Outcome.BROKEN


def test_agreement_to_a_plan_of_the_same_id_is_none_to_the_decision() -> None:
    given = facts(FORMAL_ONLY, decision())
    stance = agreed(item=(ItemKind.PLAN, "d"))
    plan = ActionPlan(id="d", period=Period(start=FIRST))
    case = attrs.evolve(given.the_case, plan=plan, stances=(stance,))

    assert examine(FORMAL_ONLY, attrs.evolve(given, case=case)).outcome is Outcome.KEPT


@pytest.mark.parametrize(
    "parties", [STAFF, (Party.SERVICE, Party.OTHER_SERVICE)], ids=["one", "two"]
)
def test_staff_of_more_than_one_service_are_staff(parties: tuple[Party, ...]) -> None:
    row = decision(proposed_by=parties)

    assert outcome(FORMAL_ONLY, row, **SIGNED) is Outcome.BROKEN


@pytest.mark.parametrize(
    "row",
    [
        decision(proposed_by=(*OWN, *STAFF)),
        decision(proposed_by=(Party.EMPLOYER, Party.UNKNOWN)),
        decision(options=options(YES, YES)),
        decision(-1),
    ],
    ids=["together", "an employer too", "two options", "the day before"],
)
def test_one_sign_less_is_no_form(row: Decision) -> None:
    assert outcome(FORMAL_ONLY, row, **SIGNED) is Outcome.KEPT


@pytest.mark.parametrize(
    "stance",
    [
        agreed(1),
        agreed(answer=StanceAnswer.DISAGREES),
        agreed(party=Party.SERVICE),
        agreed(item=(ItemKind.ENROLMENT, "e")),
    ],
    ids=["later", "disagrees", "the service", "on something else"],
)
def test_these_are_no_agreement_of_that_day(stance: Stance) -> None:
    assert outcome(FORMAL_ONLY, decision(0, 0), stances=(stance,)) is Outcome.KEPT


def test_a_decision_of_the_next_day_is_no_agreement_of_that_day() -> None:
    row = decision(settled=1, last_word=LastWord.PARTICIPANT)

    assert outcome(FORMAL_ONLY, row) is Outcome.KEPT


def test_a_settlement_to_come_is_no_agreement_yet() -> None:
    row = decision(settled=20, last_word=LastWord.PARTICIPANT)

    assert outcome(FORMAL_ONLY, row) is Outcome.KEPT


@pytest.mark.parametrize(
    ("row", "stance", "paths"),
    [
        (decision(proposed_by=()), agreed(), ["decision.proposed_by"]),
        (decision(options=options(YES, UNKNOWN)), agreed(), ["decision.options"]),
        (decision(), agreed(party=Party.UNKNOWN), ["stance.party"]),
        (decision(), agreed(answer=StanceAnswer.UNKNOWN), ["stance.answer"]),
        (decision(None), agreed(), ["decision.on"]),
        (
            decision(settled=0, last_word=LastWord.UNKNOWN),
            agreed(1),
            ["decision.last_word"],
        ),
    ],
)
def test_what_is_not_known_may_make_it_a_form(
    row: Decision, stance: Stance, paths: list[str]
) -> None:
    assert missing(FORMAL_ONLY, row, stances=(stance,)) == paths


def test_an_undated_decision_that_nobody_agreed_to_is_no_form() -> None:
    assert outcome(FORMAL_ONLY, decision(None, settled=None)) is Outcome.KEPT


# Time


def test_a_question_that_stays_open_is_found() -> None:
    row = decision(settled=None)
    (finding,) = examine(UNSETTLED_TOO_LONG, facts(UNSETTLED_TOO_LONG, row)).findings

    assert (finding.items, finding.since, finding.params) == (
        (ItemRef(kind="decision", id="d"),),
        day(LIMIT),
        {"days": LIMIT},
    )


@pytest.mark.parametrize(
    ("settled", "expected"), [(LIMIT + 1, Outcome.KEPT), (LIMIT + 2, Outcome.BROKEN)]
)
def test_what_is_settled_by_now_is_settled(settled: int, expected: Outcome) -> None:
    assert outcome(UNSETTLED_TOO_LONG, decision(settled=settled)) is expected


def test_a_question_has_its_days() -> None:
    row = decision(settled=None)

    assert outcome(UNSETTLED_TOO_LONG, row, on=LIMIT) is Outcome.KEPT


def test_whoever_left_waits_no_more() -> None:
    row = decision(settled=None)

    assert outcome(UNSETTLED_TOO_LONG, row, left=LIMIT) is Outcome.KEPT


def test_the_day_of_a_question_may_not_be_known() -> None:
    row = decision(None, settled=None)

    assert missing(UNSETTLED_TOO_LONG, row) == ["decision.on"]


def test_a_source_without_settlements_cannot_tell() -> None:
    left = tuple(one for one in every_path() if one != "decision.settled_on")
    origin = Origin(carries=Carries(paths=left))

    assert missing(UNSETTLED_TOO_LONG, decision(settled=None), origin=origin) == [
        "decision.settled_on"
    ]


TestWishNotAsked = rule_suite(
    WISH_NOT_ASKED,
    trips=(facts(WISH_NOT_ASKED, NOT_ASKED),),
    keeps=(
        facts(WISH_NOT_ASKED, wished(WishAsked.ASKED)),
        facts(
            WISH_NOT_ASKED,
            decision(wish=Wish(asked=WishAsked.ASKED, by_representative="t")),
        ),
    ),
)

TestOneOptionOnly = rule_suite(
    ONE_OPTION_ONLY,
    trips=(
        facts(ONE_OPTION_ONLY, decision(options=options(YES))),
        facts(ONE_OPTION_ONLY, decision(options=options(YES, NO, NO))),
    ),
    keeps=(
        facts(ONE_OPTION_ONLY, decision(options=options(YES, YES, NO))),
        facts(ONE_OPTION_ONLY, decision(proposed_by=OWN)),
    ),
)

TestFormalOnly = rule_suite(
    FORMAL_ONLY,
    trips=(
        facts(FORMAL_ONLY, decision(options=options(YES)), **SIGNED),
        facts(FORMAL_ONLY, decision(), stances=(agreed(by="t"),)),
        facts(FORMAL_ONLY, decision(settled=0, last_word=LastWord.TOGETHER)),
    ),
    keeps=(
        facts(FORMAL_ONLY, decision(options=options(YES, YES)), **SIGNED),
        facts(FORMAL_ONLY, decision(proposed_by=(*OWN, *STAFF)), **SIGNED),
        facts(FORMAL_ONLY, decision(), stances=(agreed(1),)),
    ),
)

TestUnsettledTooLong = rule_suite(
    UNSETTLED_TOO_LONG,
    trips=(facts(UNSETTLED_TOO_LONG, decision(settled=None)),),
    keeps=(
        facts(UNSETTLED_TOO_LONG, decision()),
        facts(UNSETTLED_TOO_LONG, decision(settled=None), left=3),
    ),
)
