"""Rules about goals: is the participant asked, is a no heard, does somebody follow up?

Source: H8, H16, H22, M19, D9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.concepts import (
    ActorKind,
    GoalStatus,
    ItemKind,
    Party,
    Proposer,
    StanceAnswer,
)
from brukermedvirkning.domain.plan import Goal, Stance, Wording, proposer
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.reading import (
    OWN,
    Wait,
    reference,
    undone,
    wording_on,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = [
    "DISAGREEMENT_LEFT_ALONE",
    "NOBODY_FOLLOWS_UP",
    "RULES",
    "STANCE_NOT_ASKED",
]

_AGAINST = frozenset({StanceAnswer.DISAGREES, StanceAnswer.WITHDRAWN})
_SINCE = "stance.on"
_OWN_SIDE = frozenset({ActorKind.PARTICIPANT, ActorKind.REPRESENTATIVE})


def _if_current(
    facts: Facts, goal: Goal, said: Iterable[Finding | CannotTell]
) -> Iterator[Finding | CannotTell]:
    """What is said of a goal, if it is current; that it may be, if nobody knows."""
    if goal.status is GoalStatus.CURRENT:
        yield from said
    elif goal.status is GoalStatus.UNKNOWN and tuple(said):
        yield facts.unknown("goal.status", reference(goal))


def _stances(facts: Facts, goal: Goal, wording: Wording) -> tuple[list[Stance], bool]:
    """The stances on a version of a goal, and whether it is known that they are on it.

    Where there has been one version only, every stance is on it.
    """
    rows = [
        row
        for row in facts.rows("stances")
        if row.item_kind is ItemKind.GOAL and row.item == goal.id
    ]
    if len(goal.wordings) == 1 or not rows:
        return rows, True
    if not facts.carries.can("stance.version"):
        return rows, False
    return [row for row in rows if row.version == wording.version], True


def was_not_asked(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Soon after a goal got its words, the participant is asked where they stand on them.

    Asked of current goals, in their current version. Words of the participant's own,
    alone or together with others, need no asking; an answer that was declined was asked
    for. Source: H16, D9; definitions 2.2 goal.stance-asked.
    """
    for goal in facts.rows("goals"):
        yield from _if_current(facts, goal, _not_asked(facts, goal))


def _not_asked(facts: Facts, goal: Goal) -> Iterator[Finding | CannotTell]:
    wording = wording_on(goal, facts.on)
    worder = proposer(wording.worded_by)
    rows, sure = _stances(facts, goal, wording)
    doubts = {_asking(row) for row in rows} if sure else {"stance.version"}
    if worder in OWN or "" in doubts:
        return
    if worder is Proposer.UNKNOWN:
        doubts.add("goal.wordings")
    item = reference(goal)
    yield from undone(
        facts,
        Wait(
            since={"goal.wordings": _worded_on(goal, wording)},
            days=facts.number("goal.stance-due-days"),
            shown_by="stance",
        ),
        item,
        doubts=[facts.unknown(path, item) for path in sorted(doubts - {"-"})],
    )


def _asking(row: Stance) -> str:
    """What is not known of a stance that may show asking; "" if it does, "-" if not."""
    if row.answer is StanceAnswer.NOT_ASKED:
        return "-"
    if row.party is Party.UNKNOWN:
        return "stance.party"
    if row.party is not Party.PARTICIPANT:
        return "-"
    return "stance.answer" if row.answer is StanceAnswer.UNKNOWN else ""


def _worded_on(goal: Goal, wording: Wording) -> date | None:
    """The day of a version; the first one is no later than the goal."""
    return wording.on or (goal.on if wording.version == 1 else None)


def was_left_alone(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Where the participant disagrees with a goal, something comes of it.

    A new version, a talk or letter, a review of the plan, a decision about the goal, or
    an answer to a comment on it: any of these, whatever it led to. Withdrawn agreement
    is disagreement. Source: D9; H8.
    """
    for goal in facts.rows("goals"):
        yield from _if_current(facts, goal, _left_alone(facts, goal))


def _left_alone(facts: Facts, goal: Goal) -> Iterator[Finding | CannotTell]:
    rows, sure = _stances(facts, goal, wording_on(goal, facts.on))
    theirs, others = _standing(rows)
    standing = [*theirs, *others] if sure else rows
    against = [row for row in standing if _may_be_against(row)]
    if not against:
        return
    doubts = {*_outcomes(facts, goal, against)}
    if "" in doubts:
        return
    doubts |= {"stance.party"} if others else set()
    doubts |= set() if sure else {"stance.version"}
    if any(row.answer is StanceAnswer.UNKNOWN for row in against):
        doubts.add("stance.answer")
    if len({_may_be_against(row) for row in theirs}) > 1:
        doubts.add(_SINCE)
    item = reference(goal)
    first = min(row.on for row in against)
    yield from undone(
        facts,
        Wait(
            since={_SINCE: first},
            days=facts.number("goal.disagreement-due-days"),
            shown_by="contact",
        ),
        item,
        doubts=[facts.unknown(path, item) for path in sorted(doubts)],
        params={"since": first.isoformat()},
    )


def _standing(rows: list[Stance]) -> tuple[list[Stance], list[Stance]]:
    """The participant's last word, and what else may be it.

    The participant's own counts before that of a representative; stances of one day are
    equally late. A party that nobody wrote down may be the participant.
    """
    spoken = [row for row in rows if row.party is Party.PARTICIPANT]
    own = [row for row in spoken if row.by_representative is None]
    unsaid = [row for row in rows if row.party is Party.UNKNOWN]
    return (
        [row for row in own or spoken if _is_last(row, own or spoken)],
        [row for row in unsaid if _is_last(row, own)],
    )


def _is_last(row: Stance, rows: list[Stance]) -> bool:
    return all(other.on <= row.on for other in rows)


def _may_be_against(row: Stance) -> bool:
    return row.answer in _AGAINST or row.answer is StanceAnswer.UNKNOWN


def _outcomes(facts: Facts, goal: Goal, against: list[Stance]) -> Iterator[str]:
    """What may have come of them all: the path that would tell, "" where it is known."""
    about = {(ItemKind.GOAL, goal.id), *((ItemKind.STANCE, row.id) for row in against)}
    last = max(row.on for row in against)
    if any(row.on > last for row in facts.rows("reviews")):
        yield ""
    for row in facts.rows("contacts"):
        if row.on > last and False not in (row.is_held, row.is_individual):
            unknown = "contact.status" if row.is_held is None else ""
            yield unknown or ("contact.nature" if row.is_individual is None else "")
    for row in facts.rows("comments"):
        if (row.item_kind, row.item) in about and row.answered_on is not None:
            yield from ("",) if last <= row.answered_on <= facts.on else ()
    for row in facts.rows("decisions"):
        if (row.item_kind, row.item) in about:
            days = [day for day in (row.on, row.settled_on) if day is not None]
            if any(last <= day <= facts.on for day in days):
                yield ""
            elif row.on is None:
                yield "decision.on"


def is_followed_up_by_nobody(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Somebody is named as responsible for following up each current goal and subgoal.

    Following up is the staff's and no owning: naming the participant or a representative
    alone is naming nobody. A member of the team whose place it is will do, and so will a
    role or unit without a name. Source: H22, M19; definitions 2.2 responsibility.complete.
    """
    for goal in facts.rows("goals"):
        yield from _if_current(facts, goal, _followed_up(facts, goal))


def _followed_up(facts: Facts, goal: Goal) -> Iterator[Finding | CannotTell]:
    doubts = {"-"}
    actor = goal.followed_up_by
    if _is_named(actor) and actor.kind not in _OWN_SIDE:
        unknown = actor.kind is ActorKind.UNKNOWN
        doubts.add("goal.followed_up_by" if unknown else "")
    for row in facts.rows("team"):
        over = row.period.end is not None and row.period.end <= facts.on
        if goal.id in row.follows_up and not over:
            doubts.add("" if row.period.start else "team_member.period")
    if "" in doubts:
        return
    item = reference(goal)
    yield from undone(
        facts,
        Wait(
            since={"goal.on": goal.on},
            days=facts.number("goal.follow-up-due-days"),
            shown_by="team_member",
        ),
        item,
        doubts=[facts.unknown(path, item) for path in sorted(doubts - {"-"})],
    )


def _is_named(actor: Actor) -> bool:
    return bool(actor.id or actor.roles or actor.unit)


STANCE_NOT_ASKED = Rule(
    id="goal.stance-not-asked",
    source="H16; D9; definitions 2.2 goal.stance-asked",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("goal", "goal.status", "stance"),
    uses=("goal.stance-due-days",),
    check=was_not_asked,
)

DISAGREEMENT_LEFT_ALONE = Rule(
    id="goal.disagreement-left-alone",
    source="D9; H8",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=(
        "goal",
        "goal.status",
        "stance",
        "contact",
        "review",
        "decision",
        "decision.item",
        "decision.item_kind",
        "decision.settled_on",
        "comment",
        "comment.answered_on",
    ),
    uses=("goal.disagreement-due-days",),
    check=was_left_alone,
)

NOBODY_FOLLOWS_UP = Rule(
    id="goal.nobody-follows-up",
    source="H22; M19; definitions 2.2 responsibility.complete",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=(
        "goal",
        "goal.status",
        "goal.followed_up_by",
        "team_member",
        "team_member.follows_up",
    ),
    uses=("goal.follow-up-due-days",),
    check=is_followed_up_by_nobody,
)

RULES: tuple[Rule, ...] = (
    STANCE_NOT_ASKED,
    DISAGREEMENT_LEFT_ALONE,
    NOBODY_FOLLOWS_UP,
)
