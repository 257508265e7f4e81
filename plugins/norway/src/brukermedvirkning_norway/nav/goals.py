"""The goal of a plan at NAV (mål), with every wording that it had.

Each edit is a new entry and the latest is current; an empty text takes the goal away, and
what is written after that is another goal. Whose words they are is told by who edited:
that a counsellor words a goal is no agreement of the participant's. Source:
veilarboppfolging: `/api/v3/maal/hent-alle`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Actor, Recorded
from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.concepts import ActorKind, GoalStatus, Party
from brukermedvirkning.domain.plan import Goal, Wording
from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.codes import kept
from brukermedvirkning_norway.nav.contract import Contract, Known
from brukermedvirkning_norway.nav.documents import Message
from brukermedvirkning_norway.nav.fields import Fields, Report
from brukermedvirkning_norway.nav.numbers import person
from brukermedvirkning_norway.nav.told import Piece, Shown, Told

__all__ = ["GOALS"]

_ID = "no.nav.maal"
_EDITORS: Mapping[str, tuple[Party, ActorKind]] = {
    "BRUKER": (Party.PARTICIPANT, ActorKind.PARTICIPANT),
    "VEILEDER": (Party.SERVICE, ActorKind.STAFF),
}
_NOBODY = (Party.UNKNOWN, ActorKind.UNKNOWN)


@attrs.frozen(kw_only=True)
class _Entry:
    """One entry of the history: the words, none where the goal was taken away."""

    words: str | None = attrs.field(repr=False, metadata=PERSONAL)
    editor: tuple[Party, ActorKind]
    at: datetime


def _is_one(value: Any) -> bool:
    return isinstance(value, Mapping) and value.keys() >= {"mal", "endretAv", "dato"}


def _tell(message: Message) -> Iterator[Told | Fault | Notice]:
    report = Report()
    fields = Fields.of(message.value, report, "")
    entry = _entry(fields)
    numbers = (
        *person(fields, "fnr", required=False),
        *person(fields, "aktorId", required=False),
    )
    period = fields.uuid("oppfolgingsperiodeId", "oppfolgingsperiode")
    fields.rest()
    yield from report
    if entry is not None:
        yield Told(
            about="maal",
            numbers=numbers,
            period=period,
            at=entry.at,
            value=message.value,
        )


def _entry(fields: Fields) -> _Entry | None:
    words = fields.text("mal")
    editor = fields.code("endretAv", known=frozenset(_EDITORS), required=True)
    at = fields.instant("dato", required=True)
    if fields.report.faults or at is None:
        return None
    return _Entry(words=words, editor=_EDITORS.get(editor or "", _NOBODY), at=at)


def _show(told: Sequence[Told], _: Known) -> Shown:
    """The goals, one after another."""
    entries = [_entry(Fields.of(one.value, Report(), "")) for one in told]
    goals: list[list[_Entry]] = []
    for entry in entries:
        assert entry is not None, "what was told was checked"
        if not goals or goals[-1][-1].words is None:
            goals.append([])
        if entry.words is not None or goals[-1]:
            goals[-1].append(entry)
    rows = [_goal(goal) for goal in goals if goal]
    return Shown(
        pieces=tuple(
            Piece(collection="goals", row=row, period=told[0].period, day=row.on)
            for row in rows
        )
    )


def _goal(entries: Sequence[_Entry]) -> Goal:
    """One goal with its wordings; dropped where the last entry took it away."""
    worded = [one for one in entries if one.words is not None]
    first, last = worded[0], entries[-1]
    dropped = last.words is None
    return Goal(
        # When it was first written is the one thing of a goal that never changes.
        id=f"maal-{int(first.at.timestamp() * 1000)}",
        recorded=Recorded(
            source=Actor(kind=first.editor[1]),
            by=Actor(kind=first.editor[1]),
            at=last.at,
        ),
        on=times.civil_day(first.at),
        wordings=tuple(
            Wording(
                version=number,
                text=str(one.words),
                worded_by=(one.editor[0],),
                on=times.civil_day(one.at),
            )
            for number, one in enumerate(worded, start=1)
        ),
        proposed_by=(first.editor[0],),
        status=GoalStatus.DROPPED if dropped else GoalStatus.CURRENT,
        status_on=times.civil_day(last.at) if dropped else None,
        status_by=last.editor[0] if dropped else Party.UNKNOWN,
        extensions=kept(contract=_ID),
    )


GOALS = Contract(
    id=_ID,
    title="NAV goals (mål) with all their wordings",
    carries=Carries(
        paths=(
            "goal",
            "goal.on",
            "goal.wordings",
            "goal.proposed_by",
            "goal.status",
            "goal.status_on",
            "goal.status_by",
        )
    ),
    is_one=_is_one,
    tell=_tell,
    show=_show,
)
