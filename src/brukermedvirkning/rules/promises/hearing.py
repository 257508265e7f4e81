"""Rules about a decision that goes against the participant: heard, told, answered.

Source: B13, N11-15, N73-91, D9.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from brukermedvirkning.domain.concepts import (
    Answer,
    FrameKind,
    LastWord,
    ReconsiderationOutcome,
    WishAsked,
)
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.decisions import settled, without_the_participant
from brukermedvirkning.rules.promises.reading import Condition, all_hold, reference
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = [
    "NOT_HEARD_BEFORE",
    "NOT_RECONSIDERED",
    "NOT_TOLD",
    "OVERRULED_WITHOUT_REASON",
    "RULES",
]

_DAY = timedelta(days=1)


def was_not_heard_before(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Nothing adverse is settled before the participant had notice and time to answer.

    The participant answered, or the deadline passed, before it was settled; a decision
    that is adverse in part asks for the same. Not asked of the participant's own last
    word. Source: N11-15; definitions 3.1.
    """
    for row, on in settled(facts):
        heard = row.hearing is not None and (
            row.hearing.notified_on <= on and row.hearing.had_its_time(on)
        )
        yield from all_hold(
            facts,
            (not heard, _is_adverse(row), _is_of_others(row)),
            Finding(
                items=(reference(row),), since=on, params={"settled": on.isoformat()}
            ),
        )


def _is_adverse(row: Decision) -> Condition:
    adverse = row.adverse in (Answer.YES, Answer.PARTLY)
    return "decision.adverse" if row.adverse.is_unknown else adverse


def _is_of_others(row: Decision) -> Condition:
    unknown = row.last_word is LastWord.UNKNOWN
    others = row.last_word is not LastWord.PARTICIPANT
    return "decision.last_word" if unknown else others


def was_overruled_without_reason(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Whoever settles against the participant's wish says by which limit, why, and what next.

    Known within the days for telling: the frame by its kind, a reason, the day on which
    the participant was told, and the way to complain or ask again.
    Source: B13, D9; definitions 2.2 decision.overruled-with-reason.
    """
    days = facts.number("decision.tell-due-days")
    for row, on in settled(facts):
        if (facts.on - on).days <= days:
            continue
        for reason, lack in _lacks(facts, row).items():
            yield from all_hold(
                facts,
                (lack, without_the_participant(row), _goes_against_the_wish(row)),
                Finding(items=(reference(row),), since=on, params={"reason": reason}),
            )


def _lacks(facts: Facts, row: Decision) -> dict[str, Condition]:
    """What an overruling must have, by reason, as whether it lacks it."""
    frame, remedies = row.frame, row.remedies_named
    vague = frame is not None and frame.nature is FrameKind.UNKNOWN
    told = row.told_on is not None and row.told_on <= facts.on
    return {
        "no_frame": "decision.frame" if vague else frame is None,
        "no_reason": row.reason is None,
        "no_remedies": (
            "decision.remedies_named" if remedies.is_unknown else remedies is Answer.NO
        ),
        "not_told": not told,
    }


def _goes_against_the_wish(row: Decision) -> Condition:
    """That it was settled against a wish that is known."""
    asked, matches = row.wish.asked, row.matches_wish
    if asked in (WishAsked.NOT_ASKED, WishAsked.DECLINED_TO_SAY):
        return False
    if asked is WishAsked.UNKNOWN:
        return "decision.wish"
    return "decision.follows_wish" if matches.is_unknown else matches is Answer.NO


def was_not_told(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The participant is told of a decision within the days after it was settled.

    Whoever had a part in the last word knows of it. The duty stays after an exit.
    Source: B13, D9; definitions 2.2 decision.overruled-with-reason.
    """
    days = facts.number("decision.tell-due-days")
    for row, on in settled(facts):
        until = _answered(facts, row.told_on)
        if (until - on).days > days:
            yield from all_hold(
                facts,
                (without_the_participant(row),),
                Finding(
                    items=(reference(row),),
                    since=on + timedelta(days=days),
                    params={"days": days, "settled": on.isoformat()},
                ),
            )


def _answered(facts: Facts, day: date | None) -> date:
    """The day of an answer, or the judged day while there is none."""
    return facts.on if day is None else min(day, facts.on)


def was_not_reconsidered(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Whoever asks again gets an answer within the days.

    Every time of asking counts; the duty stays after an exit. Be willing to be wrong.
    Source: N73-91; definitions 2.2 decision.reconsidered.
    """
    days = facts.number("decision.reconsider-due-days")
    for row in facts.rows("decisions"):
        for on, answered_on, outcome in _askings(row):
            if (_answered(facts, answered_on) - on).days <= days:
                continue
            pending = outcome is ReconsiderationOutcome.PENDING
            certain = pending or answered_on is not None
            yield from all_hold(
                facts,
                (certain or "decision.reconsideration",),
                Finding(
                    items=(reference(row),),
                    since=on + timedelta(days=days),
                    params={"asked": on.isoformat(), "days": days},
                ),
            )


def _askings(
    row: Decision,
) -> Iterator[tuple[date, date | None, ReconsiderationOutcome]]:
    """Each time of asking again: its day, the day of the answer, and the answer."""
    for one in row.askings:
        yield one.on, one.answered_on, one.outcome
    if not row.askings and row.asked_again_on is not None:
        yield row.asked_again_on, row.reconsidered_on, row.reconsideration


NOT_HEARD_BEFORE = Rule(
    id="decision.not-heard-before",
    source="N11-15; definitions 3.1",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=("decision", "decision.settled_on", "decision.hearing"),
    check=was_not_heard_before,
)

OVERRULED_WITHOUT_REASON = Rule(
    id="decision.overruled-without-reason",
    source="B13; D9; definitions 2.2 decision.overruled-with-reason",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=(
        "decision",
        "decision.settled_on",
        "decision.outcome",
        "decision.frame",
        "decision.reason",
        "decision.told_on",
    ),
    uses=("decision.tell-due-days",),
    check=was_overruled_without_reason,
)

NOT_TOLD = Rule(
    id="decision.not-told",
    source="B13; D9; definitions 2.2 decision.overruled-with-reason",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=("decision", "decision.settled_on", "decision.told_on"),
    uses=("decision.tell-due-days",),
    check=was_not_told,
)

NOT_RECONSIDERED = Rule(
    id="decision.not-reconsidered",
    source="N73-91; definitions 2.2 decision.reconsidered",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=(
        "decision",
        "decision.askings",
        "decision.asked_again_on",
        "decision.reconsidered_on",
        "team_member",
    ),
    uses=("decision.reconsider-due-days",),
    check=was_not_reconsidered,
)

RULES: tuple[Rule, ...] = (
    NOT_HEARD_BEFORE,
    OVERRULED_WITHOUT_REASON,
    NOT_TOLD,
    NOT_RECONSIDERED,
)
