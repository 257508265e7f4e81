"""How the organisation makes somebody aware of role and responsibility. Source: H13.

The duty is the organisation's; that it was understood is the participant's to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import Answer
from brukermedvirkning.domain.enrolments import Enrolment, Introduction
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    find_row,
    with_row,
)
from brukermedvirkning.domain.happenings.items import (
    refuse_absent,
    refuse_early,
    refuse_taken,
)
from brukermedvirkning.domain.happenings.voices import own_side_by
from brukermedvirkning.domain.record import Id

__all__ = ["HANDLERS", "Introduced", "IntroductionAcknowledged"]


@attrs.frozen(kw_only=True)
class Introduced(Act):
    """Role and responsibility were gone through with the participant.

    It may come before the first day; a repeat when the role changes is another row.
    """

    kind: ClassVar[str] = "introduced"

    introduction: Id
    enrolment: Id | None = None
    covers_role: Answer = Answer.UNKNOWN
    covers_responsibility: Answer = Answer.UNKNOWN
    material_given: Answer = Answer.UNKNOWN
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class IntroductionAcknowledged(Act):
    """The participant acknowledged an introduction; attending it is no acknowledgement."""

    kind: ClassVar[str] = "introduction_acknowledged"
    goes_on_after_exit: ClassVar[bool] = True

    introduction: Id
    by_representative: Id | None = None

    @property
    def target(self) -> tuple[str, str]:
        """The introduction."""
        return (Introduction.kind, self.introduction)


def _refuse(case: Case, act: Introduced, _context: Context) -> Iterator[Refusal]:
    """An introduction is new, and belongs to an enrolment that has not ended."""
    yield from refuse_taken(case, act.introduction)
    yield from refuse_absent(case, Enrolment.kind, act.enrolment)
    row = None if act.enrolment is None else case.enrolment(act.enrolment)
    if row is not None and row.exit is not None and act.on > row.exit.on:
        yield Refusal(rule="enrolment.ended", reason="a day after the enrolment ended")


def _refuse_acknowledging(
    case: Case, act: IntroductionAcknowledged, _context: Context
) -> Iterator[Refusal]:
    """An introduction is acknowledged once, by the participant, when it has been held."""
    yield from own_side_by(case, act, act.by_representative)
    yield from refuse_absent(case, Introduction.kind, act.introduction)
    row = find_row(case, Introduction, act.introduction)
    if row is None:
        return
    if row.acknowledged_on is not None:
        yield Refusal(
            rule="introduction.acknowledged",
            reason="it has been acknowledged",
            permitted=("comment_added",),
        )
    yield from refuse_early(act.on, row.on)


def _introduce(case: Case, act: Introduced) -> Case:
    row = Introduction(
        id=act.introduction,
        recorded=act.recorded,
        unit=act.unit,
        on=act.on,
        enrolment=act.enrolment,
        covers_role=act.covers_role,
        covers_responsibility=act.covers_responsibility,
        material_given=act.material_given,
    )
    return with_row(case, row)


def _acknowledge(case: Case, act: IntroductionAcknowledged) -> Case:
    row = find_row(case, Introduction, act.introduction)
    assert row is not None
    acknowledged = attrs.evolve(
        row, acknowledged_on=act.on, by_representative=act.by_representative
    )
    return with_row(case, acknowledged)


HANDLERS: dict[type[Happening], Handler[Any]] = {
    Introduced: Handler(change=_introduce, refuse=_refuse),
    IntroductionAcknowledged: Handler(
        change=_acknowledge, refuse=_refuse_acknowledging
    ),
}
