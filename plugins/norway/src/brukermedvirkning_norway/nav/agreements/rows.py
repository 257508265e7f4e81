"""An agreement with an employer as rows: the measure, its goals, and what was settled.

`godkjentPaVegneAv` is NAV's decision, and its grounds are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Area,
    DecisionSubject,
    EndReason,
    GoalKind,
    GoalStatus,
    InterventionKind,
    InterventionStatus,
    ItemKind,
    LastWord,
    Party,
)
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Goal, Wording
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.agreements.stances import recorded, stances_of
from brukermedvirkning_norway.nav.agreements.terms import (
    CATEGORIES,
    ID,
    Agreement,
    Aim,
    Role,
)
from brukermedvirkning_norway.nav.codes import coded, kept
from brukermedvirkning_norway.nav.contract import Known
from brukermedvirkning_norway.nav.participations import AGREEMENT_STATUSES
from brukermedvirkning_norway.nav.places import MEASURES
from brukermedvirkning_norway.nav.told import Piece

__all__ = ["pieces_of"]

_ENDED = "AVSLUTTET"
_ANNULLED = "ANNULLERT"
_IN_ERROR = "Feilregistrering"
_END_REASONS: Mapping[str, EndReason] = {
    "Begynt i arbeid": EndReason.WORK,
    "Syk": EndReason.HEALTH,
    "Fullført": EndReason.COMPLETED,
}


def pieces_of(versions: Sequence[Agreement], known: Known) -> Iterator[Piece]:
    """The rows of an agreement, of which these are the versions in order.

    Raises `InvalidRecordError` where the days contradict each other.
    """
    last = versions[-1]
    row = _intervention(last)
    told_on = last.settled or last.at
    day = last.start or (None if told_on is None else times.civil_day(told_on))
    yield Piece(collection="interventions", row=row, day=day)
    before = known.rows.get(last.id)
    is_newest = not (before and _is_after(before.recorded.at, last.at))
    for goal in _goals(last) if is_newest else ():
        yield Piece(collection="goals", row=goal, beside=last.id)
    if is_newest and (last.entered is not None or last.acted_for):
        yield Piece(collection="decisions", row=_decision(last), beside=last.id)
    for role in Role:
        for stance in stances_of(role, versions, known):
            yield Piece(collection="stances", row=stance, beside=last.id)


def _is_after(at: datetime | None, other: datetime | None) -> bool:
    return at is not None and other is not None and at > other


def _intervention(one: Agreement) -> Intervention:
    status = coded(InterventionStatus, AGREEMENT_STATUSES, one.status).concept
    ended = one.status == _ENDED or status is InterventionStatus.STOPPED
    ran = ended or status is InterventionStatus.RUNNING
    after = None if one.last is None or not ended else one.last + timedelta(days=1)
    return Intervention(
        id=one.id,
        recorded=recorded(ActorKind.UNKNOWN, one.at),
        registered_in_error=one.status == _ANNULLED and one.annulled == _IN_ERROR,
        period=Period(start=one.start, end=after) if ran else Period(),
        measure=coded(InterventionKind, MEASURES, one.measure, one.start),
        area=Coded(concept=Area.EMPLOYMENT),
        status=status,
        planned_start=None if ran else one.start,
        planned_end=None if ended else one.last,
        end_reason=_end_reason(one),
        goals=tuple(_goal_id(one, aim) for aim in one.aims if aim.words),
        extensions=kept(
            contract=ID,
            status=one.status,
            shortened=one.shortened,
            annulled=one.annulled,
            approvals={
                str(role): times.written(at) for role, at in one.approvals.items()
            },
            on_behalf=sorted(map(str, one.on_behalf)),
            grounds=list(one.grounds),
            goals=[
                {"id": aim.id, "category": aim.category, **aim.unknown}
                for aim in one.aims
                if aim.words is None
            ],
            **one.more,
        ),
    )


def _end_reason(one: Agreement) -> Coded[EndReason]:
    """Why it ended early. Its reasons are words and no codes, and are kept as such."""
    if one.shortened is None:
        return Coded(concept=EndReason.UNKNOWN)
    return Coded(concept=_END_REASONS.get(one.shortened, EndReason.OTHER))


def _goal_id(one: Agreement, aim: Aim) -> str:
    return f"{one.id}/maal-{aim.id}"


def _goals(one: Agreement) -> Iterator[Goal]:
    """The goals that have words. Whose words they are, and who agreed, is not said."""
    status = GoalStatus.PROPOSED if one.entered is None else GoalStatus.CURRENT
    status = {_ANNULLED: GoalStatus.DROPPED, _ENDED: GoalStatus.UNKNOWN}.get(
        one.status or "", status
    )
    for aim in one.aims:
        if aim.words is None:
            continue
        yield Goal(
            id=_goal_id(one, aim),
            recorded=recorded(ActorKind.UNKNOWN, one.at),
            wordings=(Wording(version=1, text=aim.words),),
            areas=(Coded(concept=Area.EMPLOYMENT),),
            topic=coded(GoalKind, CATEGORIES, aim.category),
            status=status,
            extensions=kept(contract=ID, unknown=dict(aim.unknown)),
        )


def _decision(one: Agreement) -> Decision:
    """That the agreement was entered into, or that NAV approved it for the participant.

    What it is in law, and whether it can be appealed, no field says.
    """
    settled = None if one.settled is None else times.civil_day(one.settled)
    return Decision(
        id=f"{one.id}/avtale",
        recorded=recorded(
            ActorKind.STAFF if one.acted_for else ActorKind.UNKNOWN, one.at
        ),
        subject=Coded(
            concept=DecisionSubject.MEASURE_CHOICE,
            code=Code(scheme=MEASURES, code=one.measure) if one.measure else None,
        ),
        item_kind=ItemKind.INTERVENTION,
        item=one.id,
        affected=(Party.PARTICIPANT,),
        settled_on=settled,
        last_word=_last_word(one),
        reason=", ".join(one.grounds) or None,
        extensions=kept(contract=ID, on_behalf=one.acted_for or None),
    )


def _last_word(one: Agreement) -> LastWord:
    if one.acted_for:
        return LastWord.SERVICE
    all_approved = one.approvals.keys() >= {*Role} and not one.on_behalf
    return LastWord.TOGETHER if all_approved else LastWord.UNKNOWN
