"""Rules about how a decision is made: the wish, the options, the form, the time it takes.

Source: B13, B37, H10, D9.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from brukermedvirkning.domain.concepts import (
    Answer,
    ItemKind,
    LastWord,
    Party,
    Proposer,
    StanceAnswer,
    WishAsked,
)
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.reading import (
    Condition,
    Wait,
    all_hold,
    reference,
    undone,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = [
    "FORMAL_ONLY",
    "ONE_OPTION_ONLY",
    "RULES",
    "UNSETTLED_TOO_LONG",
    "WISH_NOT_ASKED",
    "settled",
    "without_the_participant",
]

_STAFF = frozenset({Party.SERVICE, Party.OTHER_SERVICE})
_WITH = frozenset({LastWord.PARTICIPANT, LastWord.TOGETHER})


def settled(facts: Facts) -> Iterator[tuple[Decision, date]]:
    """The decisions that had been settled by the judged day, each with the day."""
    for row in facts.rows("decisions"):
        if row.settled_on is not None and row.settled_on <= facts.on:
            yield row, row.settled_on


def without_the_participant(row: Decision) -> Condition:
    """That the participant had no part in the last word."""
    unknown = row.last_word is LastWord.UNKNOWN
    return "decision.last_word" if unknown else row.last_word not in _WITH


def was_not_asked_for_a_wish(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Before a decision is settled the participant is asked for their wish.

    Whoever had a part in the last word has said what they want. A wish that the
    participant declined to say was asked for.
    Source: B13, H10; definitions 2.2 decision.stance-asked.
    """
    for row, on in settled(facts):
        asked = row.wish.asked
        unknown = asked is WishAsked.UNKNOWN
        yield from all_hold(
            facts,
            (
                "decision.wish" if unknown else asked is WishAsked.NOT_ASKED,
                without_the_participant(row),
            ),
            Finding(
                items=(reference(row),), since=on, params={"settled": on.isoformat()}
            ),
        )


def had_one_option_only(facts: Facts) -> Iterator[Finding | CannotTell]:
    """What others put forward is settled only with two real options or more on record.

    Doing nothing is an option; one that was not available is none, and neither is one
    that the participant was told of afterwards. Source: H10, D9.
    """
    for row, on in settled(facts):
        unknown = row.proposer.is_unknown
        by_others = row.proposer is Proposer.OTHERS
        yield from all_hold(
            facts,
            (_has_few_options(row), "decision.proposed_by" if unknown else by_others),
            Finding(
                items=(reference(row),),
                since=on,
                params={"options": len(row.options), "settled": on.isoformat()},
            ),
        )


def _has_few_options(row: Decision) -> Condition:
    """That fewer than two options were real, as far as told before settlement."""
    last = row.settled_on or date.max
    in_time = [one for one in row.options if (one.told_on or date.min) <= last]
    sure = [one for one in in_time if one.available in (Answer.YES, Answer.PARTLY)]
    real = [one for one in in_time if one.available is not Answer.NO]
    unknown = len(sure) < 2 <= len(real)
    return "decision.options" if unknown else len(real) < 2


def was_a_form_only(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Agreement is more than a form: not to the one thing that staff proposed that day.

    Formal participation does not by itself lead to power. Three signs together are worth
    asking about: staff alone proposed it, fewer than two real options are on record, and
    it was proposed and agreed to on the same day.
    Source: B13; definitions 2.2 decision.formal-only.
    """
    for row in facts.rows("decisions"):
        parties = set(row.proposed_by)
        unknown = not parties or Party.UNKNOWN in parties
        staff = parties - {Party.UNKNOWN} <= _STAFF
        yield from all_hold(
            facts,
            (
                "decision.proposed_by" if staff and unknown else staff,
                _has_few_options(row),
                _was_agreed_that_day(facts, row),
            ),
            Finding(
                items=(reference(row),),
                since=row.on,
                params={"options": len(row.options)},
            ),
        )


def _was_agreed_that_day(facts: Facts, row: Decision) -> Condition:
    """That the participant agreed on the day on which the question was raised."""
    said = {*_agreements(facts, row)}
    if row.on is None:
        return "decision.on" if said else False
    paths = {path for day, path in said if day == row.on}
    if not paths:
        return False
    return "" in paths or min(paths)


def _agreements(facts: Facts, row: Decision) -> Iterator[tuple[date, str]]:
    """The days of agreement on record, each with the path that would tell, "" if sure."""
    for stance in facts.rows("stances"):
        if stance.item_kind is not ItemKind.DECISION or stance.item != row.id:
            continue
        unknown = stance.answer is StanceAnswer.UNKNOWN
        if stance.answer is not StanceAnswer.AGREES and not unknown:
            continue
        if stance.party is Party.UNKNOWN:
            yield stance.on, "stance.party"
        elif stance.party is Party.PARTICIPANT:
            yield stance.on, "stance.answer" if unknown else ""
    if row.settled_on is not None and row.settled_on <= facts.on:
        had_no_part = without_the_participant(row)
        if had_no_part is not True:
            yield row.settled_on, had_no_part or ""


def is_unsettled_too_long(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A question that was raised is settled within the days, while people still wait.

    Users are to be taken seriously there and then. Source: B37.
    """
    for row in facts.rows("decisions"):
        if row.settled_on is None or row.settled_on > facts.on:
            yield from undone(
                facts,
                Wait(
                    since={"decision.on": row.on},
                    days=facts.number("decision.settle-due-days"),
                ),
                reference(row),
            )


WISH_NOT_ASKED = Rule(
    id="decision.wish-not-asked",
    source="B13; H10; definitions 2.2 decision.stance-asked",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=("decision", "decision.settled_on"),
    check=was_not_asked_for_a_wish,
)

ONE_OPTION_ONLY = Rule(
    id="decision.one-option-only",
    source="H10; D9",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=("decision", "decision.settled_on", "decision.options"),
    check=had_one_option_only,
)

FORMAL_ONLY = Rule(
    id="decision.formal-only",
    source="B13; definitions 2.2 decision.formal-only",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=("decision", "decision.settled_on", "decision.options", "stance"),
    check=was_a_form_only,
)

UNSETTLED_TOO_LONG = Rule(
    id="decision.unsettled-too-long",
    source="B37",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("decision", "decision.settled_on"),
    uses=("decision.settle-due-days",),
    check=is_unsettled_too_long,
)

RULES: tuple[Rule, ...] = (
    WISH_NOT_ASKED,
    ONE_OPTION_ONLY,
    FORMAL_ONLY,
    UNSETTLED_TOO_LONG,
)
