"""A decision that goes against the participant: heard, told, answered."""

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
    FrameKind,
    LastWord,
    ReconsiderationOutcome,
    Role,
    WishAsked,
)
from brukermedvirkning.domain.decisions import (
    Asking,
    Decision,
    Frame,
    Hearing,
    Option,
    Wish,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import Finding, ItemRef, Outcome, ParameterUse
from brukermedvirkning.rules.promises.hearing import (
    NOT_HEARD_BEFORE,
    NOT_RECONSIDERED,
    NOT_TOLD,
    OVERRULED_WITHOUT_REASON,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
LIMIT = 14
THE_DECISION = ItemRef(kind="decision", id="d")
TEAM = (
    TeamMember(
        id="t", period=Period(start=FIRST), role=Coded(concept=Role.REPRESENTATIVE)
    ),
)


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def decision(settled: int | None = 0, **fields: Any) -> Decision:
    fields.setdefault("last_word", LastWord.SERVICE)
    return Decision(
        id="d",
        on=day(-9),
        settled_on=None if settled is None else day(settled),
        **fields,
    )


def facts(
    rule: Rule, *rows: Decision, on: int = LIMIT + 1, origin: Origin | None = None
) -> Facts:
    case = Case(
        id="c",
        participant=Participant(id="person"),
        decisions=rows,
        team=TEAM,
        origin=origin or Origin(),
    )
    return Facts(
        on=day(on),
        case=case,
        parameters={
            name: ParameterUse(id=name, value=LIMIT, level="core", source="a test")
            for name in rule.uses
        },
    )


def outcome(rule: Rule, row: Decision, **more: Any) -> Outcome:
    return examine(rule, facts(rule, row, **more)).outcome


def missing(rule: Rule, row: Decision, **more: Any) -> list[str]:
    verdict = examine(rule, facts(rule, row, **more))
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [path for one in verdict.cannot_tell for path in one.missing]


def without(path: str) -> Origin:
    left = tuple(one for one in every_path() if one != path)
    return Origin(carries=Carries(paths=left))


# Heard


def heard(
    told: int = -5, deadline: int | None = None, answered: int | None = None
) -> Hearing:
    return Hearing(
        notified_on=day(told),
        deadline=None if deadline is None else day(deadline),
        answered_on=None if answered is None else day(answered),
    )


def adverse(hearing: Hearing | None = None, **fields: Any) -> Decision:
    fields.setdefault("adverse", Answer.YES)
    return decision(hearing=hearing, **fields)


@pytest.mark.parametrize("answer", [Answer.YES, Answer.PARTLY])
def test_an_adverse_decision_without_a_hearing_is_found(answer: Answer) -> None:
    given = facts(NOT_HEARD_BEFORE, adverse(adverse=answer))
    (finding,) = examine(NOT_HEARD_BEFORE, given).findings

    assert (finding.items, finding.since, finding.params) == (
        (THE_DECISION,),
        day(0),
        {"settled": "2026-01-01"},
    )


@pytest.mark.parametrize(
    "hearing",
    [
        heard(deadline=0),
        heard(deadline=2),
        heard(answered=1),
        heard(told=1, answered=1),
        heard(told=1, deadline=-1),
        heard(),
    ],
    ids=["last day", "early", "late", "told late", "odd", "no deadline"],
)
def test_a_hearing_without_time_to_answer_is_none(hearing: Hearing) -> None:
    assert outcome(NOT_HEARD_BEFORE, adverse(hearing)) is Outcome.BROKEN


@pytest.mark.parametrize(
    "hearing",
    [
        heard(deadline=-1),
        heard(answered=0),
        heard(answered=-2, deadline=9),
        heard(told=0, answered=0),
    ],
    ids=["deadline passed", "answered that day", "answered early", "all that day"],
)
def test_a_hearing_that_had_its_time_is_one(hearing: Hearing) -> None:
    assert outcome(NOT_HEARD_BEFORE, adverse(hearing)) is Outcome.KEPT


@pytest.mark.parametrize(
    "row",
    [
        adverse(adverse=Answer.NO),
        adverse(last_word=LastWord.PARTICIPANT),
        adverse(settled=None),
    ],
    ids=["not adverse", "own last word", "open"],
)
def test_these_need_no_hearing(row: Decision) -> None:
    assert outcome(NOT_HEARD_BEFORE, row) is Outcome.KEPT


def test_what_is_not_known_may_ask_for_a_hearing() -> None:
    row = adverse(adverse=Answer.UNKNOWN, last_word=LastWord.UNKNOWN)

    assert missing(NOT_HEARD_BEFORE, row) == ["decision.adverse", "decision.last_word"]


# Overruled

OPTIONS = (Option(id="wanted"), Option(id="other"))
WISH = Wish(asked=WishAsked.ASKED, option="wanted")
LAW = Frame(nature=FrameKind.LAW)
REASONED: dict[str, Any] = {
    "frame": LAW,
    "reason": "a reason",
    "told_on": day(2),
    "remedies_named": Answer.YES,
}


def overruled(**fields: Any) -> Decision:
    said = {"options": OPTIONS, "wish": WISH, "outcome": "other", **REASONED, **fields}
    return decision(**said)


def reasons(row: Decision, **more: Any) -> list[str]:
    given = facts(OVERRULED_WITHOUT_REASON, row, **more)
    findings = examine(OVERRULED_WITHOUT_REASON, given).findings
    return [finding.params["reason"] for finding in findings]


BARE = overruled(frame=None, reason=None, told_on=None, remedies_named=Answer.NO)


def test_what_an_overruling_lacks_is_found_one_by_one() -> None:
    verdict = examine(OVERRULED_WITHOUT_REASON, facts(OVERRULED_WITHOUT_REASON, BARE))

    assert verdict.findings == tuple(
        Finding(items=(THE_DECISION,), since=day(0), params={"reason": reason})
        for reason in ("no_frame", "no_reason", "no_remedies", "not_told")
    )


def test_a_new_overruling_hides_no_older_one() -> None:
    new = attrs.evolve(BARE, id="_", settled_on=day(1))
    given = facts(OVERRULED_WITHOUT_REASON, new, BARE)

    findings = examine(OVERRULED_WITHOUT_REASON, given).findings
    assert {finding.items for finding in findings} == {(THE_DECISION,)}


def test_an_overruling_that_says_all_of_it_is_kept() -> None:
    assert outcome(OVERRULED_WITHOUT_REASON, overruled()) is Outcome.KEPT


def test_being_told_after_the_judged_day_is_not_being_told_yet() -> None:
    assert reasons(overruled(told_on=day(LIMIT + 2))) == ["not_told"]
    assert reasons(overruled(told_on=day(LIMIT + 1))) == []


def test_an_overruling_has_the_days_for_telling() -> None:
    assert outcome(OVERRULED_WITHOUT_REASON, BARE, on=LIMIT) is Outcome.KEPT


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"frame": Frame(nature=FrameKind.UNKNOWN)}, "decision.frame"),
        ({"remedies_named": Answer.UNKNOWN}, "decision.remedies_named"),
        ({"reason": None, "last_word": LastWord.UNKNOWN}, "decision.last_word"),
        (
            {"reason": None, "wish": Wish(asked=WishAsked.ASKED)},
            "decision.follows_wish",
        ),
        ({"reason": None, "wish": Wish(asked=WishAsked.UNKNOWN)}, "decision.wish"),
    ],
)
def test_what_is_not_known_of_an_overruling_cannot_be_told(
    fields: dict[str, Any], path: str
) -> None:
    assert missing(OVERRULED_WITHOUT_REASON, overruled(**fields)) == [path]


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": "wanted"},
        {"last_word": LastWord.TOGETHER},
        {"wish": Wish(asked=WishAsked.NOT_ASKED)},
        {"wish": Wish(asked=WishAsked.DECLINED_TO_SAY)},
        {"wish": Wish(asked=WishAsked.ASKED), "follows_wish": Answer.PARTLY},
    ],
    ids=["as wished", "together", "not asked", "declined", "in part"],
)
def test_what_is_not_against_a_known_wish_overrules_nothing(
    fields: dict[str, Any],
) -> None:
    row = attrs.evolve(BARE, **fields)

    assert outcome(OVERRULED_WITHOUT_REASON, row) is Outcome.KEPT


def test_that_it_goes_against_the_wish_may_be_said_plainly() -> None:
    plain = Wish(asked=WishAsked.ASKED)
    row = overruled(wish=plain, follows_wish=Answer.NO, reason=None)

    assert reasons(row) == ["no_reason"]


# Told


def test_whoever_was_not_told_is_found() -> None:
    (finding,) = examine(NOT_TOLD, facts(NOT_TOLD, decision())).findings

    assert (finding.items, finding.since, finding.params) == (
        (THE_DECISION,),
        day(LIMIT),
        {"days": LIMIT, "settled": "2026-01-01"},
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [(0, Outcome.KEPT), (LIMIT, Outcome.KEPT), (LIMIT + 1, Outcome.BROKEN)],
)
def test_telling_has_its_days(told: int, expected: Outcome) -> None:
    row = decision(told_on=day(told))

    assert outcome(NOT_TOLD, row, on=60) is expected


def test_on_the_last_of_the_days_there_is_time_to_tell() -> None:
    assert outcome(NOT_TOLD, decision(), on=LIMIT) is Outcome.KEPT


@pytest.mark.parametrize("last_word", [LastWord.PARTICIPANT, LastWord.TOGETHER])
def test_whoever_had_a_part_in_it_knows(last_word: LastWord) -> None:
    assert outcome(NOT_TOLD, decision(last_word=last_word)) is Outcome.KEPT


def test_who_had_the_last_word_may_not_be_known() -> None:
    row = decision(last_word=LastWord.UNKNOWN)

    assert missing(NOT_TOLD, row) == ["decision.last_word"]


def test_a_source_that_has_no_place_for_telling_cannot_tell() -> None:
    given = {"origin": without("decision.told_on")}

    assert missing(NOT_TOLD, decision(), **given) == ["decision.told_on"]


# Asked again

PENDING, UPHELD = ReconsiderationOutcome.PENDING, ReconsiderationOutcome.UPHELD


def asked(
    on: int = 0,
    answered: int | None = None,
    outcome: ReconsiderationOutcome = PENDING,
    **fields: Any,
) -> Asking:
    said = None if answered is None else day(answered)
    return Asking(on=day(on), answered_on=said, outcome=outcome, **fields)


def test_asking_again_without_an_answer_is_found() -> None:
    given = facts(NOT_RECONSIDERED, decision(askings=(asked(),)))
    (finding,) = examine(NOT_RECONSIDERED, given).findings

    assert (finding.items, finding.since, finding.params) == (
        (THE_DECISION,),
        day(LIMIT),
        {"asked": "2026-01-01", "days": LIMIT},
    )


@pytest.mark.parametrize(
    ("answered", "expected"),
    [(LIMIT, Outcome.KEPT), (LIMIT + 1, Outcome.BROKEN), (99, Outcome.BROKEN)],
)
def test_an_answer_has_its_days(answered: int, expected: Outcome) -> None:
    row = decision(askings=(asked(answered=answered, outcome=UPHELD),))

    assert outcome(NOT_RECONSIDERED, row, on=60) is expected


@pytest.mark.parametrize("on", [1, LIMIT + 2], ids=["new", "to come"])
def test_a_new_asking_has_time(on: int) -> None:
    row = decision(askings=(asked(on),))

    assert outcome(NOT_RECONSIDERED, row) is Outcome.KEPT


def test_every_time_of_asking_counts() -> None:
    row = decision(askings=(asked(0, 3, UPHELD), asked(4)))

    assert outcome(NOT_RECONSIDERED, row, on=60) is Outcome.BROKEN


def test_an_answer_of_an_unknown_day_cannot_be_told() -> None:
    row = decision(askings=(asked(outcome=UPHELD),))

    assert missing(NOT_RECONSIDERED, row) == ["decision.reconsideration"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"reconsideration": PENDING}, Outcome.BROKEN),
        ({"reconsidered_on": day(3), "reconsideration": UPHELD}, Outcome.KEPT),
        ({}, Outcome.CANNOT_TELL),
    ],
    ids=["pending", "answered", "unknown"],
)
def test_a_source_may_know_of_one_asking_only(
    fields: dict[str, Any], expected: Outcome
) -> None:
    row = decision(asked_again_on=day(0), **fields)

    assert outcome(NOT_RECONSIDERED, row) is expected


def test_a_decision_that_nobody_asked_about_again_is_kept() -> None:
    assert outcome(NOT_RECONSIDERED, decision()) is Outcome.KEPT


TestNotHeardBefore = rule_suite(
    NOT_HEARD_BEFORE,
    trips=(
        facts(NOT_HEARD_BEFORE, adverse()),
        facts(NOT_HEARD_BEFORE, adverse(heard(deadline=2))),
    ),
    keeps=(
        facts(NOT_HEARD_BEFORE, adverse(heard(deadline=-1))),
        facts(NOT_HEARD_BEFORE, adverse(adverse=Answer.NO)),
    ),
)

TestOverruledWithoutReason = rule_suite(
    OVERRULED_WITHOUT_REASON,
    trips=(
        facts(OVERRULED_WITHOUT_REASON, BARE),
        facts(
            OVERRULED_WITHOUT_REASON,
            overruled(
                reason=None,
                follows_wish=Answer.YES,
                wish=attrs.evolve(WISH, by_representative="t"),
            ),
        ),
    ),
    keeps=(
        facts(OVERRULED_WITHOUT_REASON, overruled()),
        facts(
            OVERRULED_WITHOUT_REASON,
            attrs.evolve(BARE, outcome="wanted", follows_wish=Answer.NO),
        ),
    ),
)

TestNotTold = rule_suite(
    NOT_TOLD,
    trips=(facts(NOT_TOLD, decision()),),
    keeps=(facts(NOT_TOLD, decision(told_on=day(3))),),
)

TestNotReconsidered = rule_suite(
    NOT_RECONSIDERED,
    trips=(
        facts(NOT_RECONSIDERED, decision(askings=(asked(),))),
        facts(NOT_RECONSIDERED, decision(askings=(asked(by_representative="t"),))),
        facts(
            NOT_RECONSIDERED,
            decision(asked_again_on=day(0), reconsideration=PENDING),
        ),
    ),
    keeps=(
        facts(NOT_RECONSIDERED, decision(askings=(asked(0, 3, UPHELD),))),
        facts(NOT_RECONSIDERED, decision()),
    ),
)
