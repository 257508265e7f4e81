"""What a row is to the one before it: gaps, first and last, who had changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from brukermedvirkning.domain.concepts import Role
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.expressions.interpret import rows_of

__all__ = ["Neighbours"]

_ROLES = {
    "caseworker_changed": Role.CASEWORKER,
    "coordinator_changed": Role.COORDINATING_CASEWORKER,
}


class Neighbours:
    """The neighbour facts of the rows of one kind in one case, in their stored order.

    A gap is unknown where either day is, a change where nobody is known to have had the
    role on either day. Cover for somebody is no change.
    """

    def __init__(self, case: Any, rows: Sequence[Any]) -> None:
        self._case = case
        self._rows = rows
        self._held: list[date | None] | None = None
        self._team: dict[Role, list[TeamMember]] = {}

    def fact(self, name: str, place: int) -> int | bool | None:
        """One fact about the row at a place, from 0."""
        match name:
            case "is_first":
                return place == 0
            case "is_last":
                return place == len(self._rows) - 1
            case "days_since_previous":
                before = self._rows[place - 1].day if place else None
                return _days(before, self._rows[place].day)
            case "days_since_previous_held":
                return _days(self._last_held(place), self._rows[place].day)
            case _:
                return self._changed(_ROLES[name], place)

    def _last_held(self, place: int) -> date | None:
        if self._held is None:
            self._held = []
            last: date | None = None
            for row in self._rows:
                self._held.append(last)
                last = row.day if row.is_held else last
        return self._held[place]

    def _changed(self, role: Role, place: int) -> bool | None:
        if not place:
            return None
        now = self._who(role, self._rows[place].day)
        before = self._who(role, self._rows[place - 1].day)
        return now != before if now and before else None

    def _who(self, role: Role, day: date | None) -> frozenset[str]:
        """Who had the role on a day; nobody where one of them is not known by an id."""
        there = {
            member.actor.id
            for member in self._members(role)
            if day is not None and member.period.contains(day)
        }
        known = frozenset(who for who in there if who is not None)
        return known if len(known) == len(there) else frozenset()

    def _members(self, role: Role) -> Sequence[TeamMember]:
        """Those who had the role at some time, cover apart."""
        if role not in self._team:
            self._team[role] = [
                member
                for member in rows_of(self._case, "team")
                if member.role.concept is role and not member.stands_in
            ]
        return self._team[role]


def _days(earlier: date | None, later: date | None) -> int | None:
    return None if earlier is None or later is None else (later - earlier).days
