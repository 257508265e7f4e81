"""How somebody enters a programme, is there from a day, and comes back into it.

Source: H13, D15, D16.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.enrolments import Eligibility, Enrolment, Referral
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    with_row,
)
from brukermedvirkning.domain.happenings.items import (
    refuse_absent,
    refuse_early,
    refuse_taken,
)
from brukermedvirkning.domain.happenings.plan_course import plan_goes_on
from brukermedvirkning.domain.happenings.referring import late_referral
from brukermedvirkning.domain.happenings.voices import not_own_side
from brukermedvirkning.domain.record import Id

__all__ = ["HANDLERS", "AttendanceBegan", "Enrolled", "ReEntered"]
__all__ += ["open_twice", "outside_programme", "while_closed"]


@attrs.frozen(kw_only=True)
class _Entering(Act):
    """What an enrolment begins with; `on` is the first day in the programme."""

    goes_on_after_exit: ClassVar[bool] = True

    enrolment: Id
    referral: Referral | None = None
    eligibility: Eligibility = Eligibility()
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class Enrolled(_Entering):
    """The participant entered a programme for the first time."""

    kind: ClassVar[str] = "enrolled"

    programme: Id


@attrs.frozen(kw_only=True)
class ReEntered(_Entering):
    """The participant came back into the programme of an enrolment that had its exit."""

    kind: ClassVar[str] = "re_entered"

    after: Id


@attrs.frozen(kw_only=True)
class AttendanceBegan(Act):
    """The participant was there for the first time: "dag en", `on`. Source: H13."""

    kind: ClassVar[str] = "attendance_began"

    enrolment: Id

    @property
    def target(self) -> tuple[str, str]:
        """The enrolment."""
        return (Enrolment.kind, self.enrolment)


def while_closed(case: Case) -> Iterator[Refusal]:
    """Nobody enters a programme in a closed case."""
    if case.period.end is not None:
        yield Refusal(
            rule="case.closed",
            reason="the case is closed",
            permitted=("case_reopened",),
        )


def open_twice(case: Case, programme: str, context: Context) -> Iterator[Refusal]:
    """Nobody has two open enrolments in one programme, in whatever case."""
    if any(row.is_open for row in _counted(case, programme)):
        yield Refusal(
            rule="enrolment.one-open",
            reason="an enrolment in this programme is open",
            permitted=("exited",),
        )
    if programme in context.open_elsewhere:
        yield Refusal(
            rule="enrolment.open-elsewhere",
            reason="an enrolment in this programme is open in another case",
        )


def outside_programme(
    act: Act, programme_id: str, context: Context
) -> Iterator[Refusal]:
    """Nobody enters a programme before it runs or when it has ended, where that is known.

    Source: D15.
    """
    programme = context.programmes.get(programme_id)
    if programme is None:
        return
    start, end = programme.period.start, programme.period.end
    if (start and act.on < start) or (end and act.on >= end):
        yield Refusal(
            rule="enrolment.outside-programme",
            reason="a day outside the period of the programme",
        )


def _counted(case: Case, programme: str) -> list[Enrolment]:
    return [
        row
        for row in case.enrolments
        if row.programme == programme and not row.registered_in_error
    ]


def _refuse_entering(
    case: Case, act: _Entering, programme: str, context: Context
) -> Iterator[Refusal]:
    """The service enrols, in an open case, once at a time, in a programme that runs."""
    yield from not_own_side(act, "asked")
    yield from while_closed(case)
    yield from refuse_taken(case, act.enrolment)
    yield from open_twice(case, programme, context)
    yield from outside_programme(act, programme, context)
    yield from refuse_early(act.on, case.start)
    yield from late_referral(act.referral, act.on)


def _refuse_enrolling(case: Case, act: Enrolled, context: Context) -> Iterator[Refusal]:
    """Who had an exit from the programme comes back by re-entering."""
    yield from _refuse_entering(case, act, act.programme, context)
    if any(not row.is_open for row in _counted(case, act.programme)):
        yield Refusal(
            rule="enrolment.entered-before",
            reason="the participant was in this programme before",
            permitted=("re_entered", "exit_undone"),
        )


def _refuse_re_entering(
    case: Case, act: ReEntered, context: Context
) -> Iterator[Refusal]:
    """One comes back after an exit, on a later day than any exit from the programme."""
    yield from refuse_absent(case, Enrolment.kind, act.after)
    before = case.enrolment(act.after)
    if before is None:
        return
    yield from _refuse_entering(case, act, before.programme, context)
    rows = _counted(case, before.programme)
    if any(row.exit and act.on <= row.exit.on for row in rows):
        yield Refusal(
            rule="enrolment.overlaps",
            reason="a day that belongs to an earlier enrolment in the programme",
            permitted=("exit_undone",),
        )


def _refuse_attendance(
    case: Case, act: AttendanceBegan, _context: Context
) -> Iterator[Refusal]:
    """The first day of attendance is said once, and lies inside the enrolment."""
    yield from refuse_absent(case, Enrolment.kind, act.enrolment)
    row = case.enrolment(act.enrolment)
    if row is None:
        return
    if row.attended_from is not None:
        yield Refusal(rule="enrolment.attended", reason="the first day is on record")
    yield from refuse_early(act.on, row.start)
    if row.exit and act.on > row.exit.on:
        yield Refusal(rule="enrolment.ended", reason="a day after the enrolment ended")


def _entered(case: Case, act: _Entering, programme: str) -> Case:
    row = Enrolment(
        id=act.enrolment,
        recorded=act.recorded,
        unit=act.unit,
        programme=programme,
        start=act.on,
        referral=act.referral,
        eligibility=act.eligibility,
    )
    return with_row(case, row)


def _enrol(case: Case, act: Enrolled) -> Case:
    return _entered(case, act, act.programme)


def _re_enter(case: Case, act: ReEntered) -> Case:
    return _entered(case, act, _row(case, act.after).programme)


def _attend(case: Case, act: AttendanceBegan) -> Case:
    return with_row(case, attrs.evolve(_row(case, act.enrolment), attended_from=act.on))


def _row(case: Case, row_id: str) -> Enrolment:
    row = case.enrolment(row_id)
    assert row is not None
    return row


def _after_entering(
    case: Case, act: _Entering, _context: Context
) -> Iterator[Happening]:
    """The one plan goes on where every enrolment before had ended."""
    counted = [row for row in case.enrolments if not row.registered_in_error]
    others = [row for row in counted if row.id != act.enrolment]
    if others and not any(row.is_open for row in others):
        yield from plan_goes_on(case, act)


HANDLERS: dict[type[Happening], Handler[Any]] = {
    Enrolled: Handler(change=_enrol, refuse=_refuse_enrolling, follow=_after_entering),
    AttendanceBegan: Handler(change=_attend, refuse=_refuse_attendance),
    ReEntered: Handler(
        change=_re_enter, refuse=_refuse_re_entering, follow=_after_entering
    ),
}
