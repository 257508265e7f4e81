"""Rules about training on participation: joint, for staff, with leaders among them.

Attended jointly is not organised jointly. A unit of which no training at all is on
record may keep its trainings elsewhere, so nothing can be told of it.
Source: B16, B19, B28-31, D99-106.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeAlias

from brukermedvirkning.domain.concepts import Party, Role
from brukermedvirkning.domain.organisation import Training
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, ItemRef, Severity
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = [
    "LEADERS_NOT_AMONG",
    "NOT_JOINT",
    "NOT_ORGANISED_JOINTLY",
    "RULES",
    "STAFF_NOT_TRAINED",
]

_STAFF = frozenset({Party.SERVICE})
_USERS = frozenset({Party.PARTICIPANT, Party.REPRESENTATIVE, Party.PEER})
_SERVES = frozenset({Party.SERVICE, Party.OTHER_SERVICE})
_LEADERS = frozenset({Role.DEPARTMENT_HEAD, Role.MANAGING_DIRECTOR})

Shown: TypeAlias = bool | None
"""Whether a training shows it; None where what is on record leaves it open."""


def _recent(facts: Facts) -> list[Training]:
    """The trainings on participation within the window that ends with the judged day."""
    first = facts.on - timedelta(days=facts.number("training.window-days"))
    return [
        row
        for row in facts.trainings
        if row.about_participation and first <= row.on <= facts.on
    ]


def _is_there(parties: tuple[Party, ...], wanted: frozenset[Party]) -> Shown:
    """Whether one of the wanted is among the parties; none at all is not recorded."""
    if any(party in wanted for party in parties):
        return True
    return None if not parties or Party.UNKNOWN in parties else False


def _attending(row: Training) -> tuple[Party, ...]:
    return tuple(one.party for one in row.attended if one.attended)


def _both(*shown: Shown) -> Shown:
    if False in shown:
        return False
    return None if None in shown else True


def is_attended_jointly(row: Training) -> Shown:
    """Whether both staff and users attended."""
    if row.attended and not _attending(row):
        return False
    parties = _attending(row)
    return _both(_is_there(parties, _STAFF), _is_there(parties, _USERS))


def is_organised_jointly(row: Training) -> Shown:
    """Whether staff and users organised it together."""
    by = row.organised_by
    return _both(_is_there(by, _STAFF), _is_there(by, _USERS))


def is_for_staff(row: Training) -> Shown:
    """Whether staff attended."""
    if row.attended and not _attending(row):
        return False
    return _is_there(_attending(row), _STAFF)


def is_for_leaders(row: Training) -> Shown:
    """Whether one who leads attended; a participant does not lead the service."""
    came = [one for one in row.attended if one.attended]
    if any(one.role.concept in _LEADERS and one.party in _SERVES for one in came):
        return True
    if any(
        (one.role.concept.is_unknown or one.role.concept in _LEADERS)
        and (one.party.is_unknown or one.party in _SERVES)
        for one in came
    ):
        return None
    return False if row.attended else None


def _none_shows(
    facts: Facts, path: str, shows: Callable[[Training], Shown]
) -> Iterator[Finding | CannotTell]:
    """That of the recent trainings on participation there is none that shows it."""
    recent = sorted(_recent(facts), key=lambda row: (row.on, row.id))
    if any(shows(row) for row in recent):
        return
    open_ones = [row for row in recent if shows(row) is None]
    if open_ones:
        yield facts.unknown(path, *map(_reference, open_ones))
    elif recent:
        yield Finding(
            items=tuple(map(_reference, recent)),
            since=recent[0].on,
            params={"count": len(recent)},
        )


def _reference(row: Training) -> ItemRef:
    return ItemRef(kind="training", id=row.id)


def is_not_joint(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Where there was training on participation, staff and users attended one together.

    Source: B28; definitions 2.2 training.joint.
    """
    yield from _none_shows(facts, "training.attended", is_attended_jointly)


def is_not_organised_jointly(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Where there was training on participation, staff and users arranged one together.

    Source: B28-31; definitions 2.2 training.joint.
    """
    yield from _none_shows(facts, "training.organised_by", is_organised_jointly)


def has_no_leaders_among(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Where there was training on participation, one who leads took part in it.

    Participation is the leaders' responsibility, and they see its worth differently.
    Source: B19.
    """
    yield from _none_shows(facts, "training.attended", is_for_leaders)


def has_untrained_staff(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Within the days of the window, staff attended training on participation.

    New ways of working need new competence. Source: B16, D99-100, D106.
    """
    if not any(row.on <= facts.on for row in facts.trainings):
        yield facts.unknown("training")
        return
    shown = {row.id: is_for_staff(row) for row in _recent(facts)}
    if True in shown.values():
        return
    doubts = sorted(row_id for row_id, one in shown.items() if one is None)
    if doubts:
        items = (ItemRef(kind="training", id=row_id) for row_id in doubts)
        yield facts.unknown("training.attended", *items)
        return
    days = facts.number("training.window-days")
    yield Finding(items=(facts.subject,), params={"days": days})


NOT_JOINT = Rule(
    id="training.not-joint",
    source="B28; definitions 2.2 training.joint",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.UNIT,
    needs=("training", "training.attended"),
    uses=("training.window-days",),
    check=is_not_joint,
)

STAFF_NOT_TRAINED = Rule(
    id="training.staff-not-trained",
    source="B16, D99-100, D106",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.UNIT,
    needs=("training", "training.attended"),
    uses=("training.window-days",),
    check=has_untrained_staff,
)

NOT_ORGANISED_JOINTLY = Rule(
    id="training.not-organised-jointly",
    source="B28-31; definitions 2.2 training.joint",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.UNIT,
    needs=("training", "training.organised_by"),
    uses=("training.window-days",),
    check=is_not_organised_jointly,
)

LEADERS_NOT_AMONG = Rule(
    id="training.leaders-not-among",
    source="B19",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.UNIT,
    needs=("training", "training.attended"),
    uses=("training.window-days",),
    check=has_no_leaders_among,
)

RULES: tuple[Rule, ...] = (
    STAFF_NOT_TRAINED,
    NOT_JOINT,
    NOT_ORGANISED_JOINTLY,
    LEADERS_NOT_AMONG,
)
