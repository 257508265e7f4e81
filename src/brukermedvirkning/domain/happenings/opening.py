"""How a case begins here, is closed and reopened, and moves to another unit.

The other opening is `CaseImported`. Closing is the service's: it ends no enrolment, for
an exit says who decided and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
)
from brukermedvirkning.domain.happenings.items import refuse_early
from brukermedvirkning.domain.happenings.plan_course import plan_ends, plan_goes_on
from brukermedvirkning.domain.happenings.voices import not_own_side, service_alone
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Id

__all__ = ["HANDLERS", "CaseClosed", "CaseOpened", "CaseReopened", "CaseTransferred"]


@attrs.frozen(kw_only=True)
class CaseOpened(Act):
    """A service became responsible for somebody; `on` is the first day of the case.

    It is the service's act: nobody makes a case of somebody else, or of themselves; who
    wants to take part is referred, or asks the service. The languages, the preferred first, are the participant's.
    """

    kind: ClassVar[str] = "case_opened"

    id: Id
    participant: Participant
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class CaseClosed(Act):
    """The service's responsibility ended; `on` is the last day of the case."""

    kind: ClassVar[str] = "case_closed"
    goes_on_after_exit: ClassVar[bool] = True


@attrs.frozen(kw_only=True)
class CaseReopened(Act):
    """A closed case goes on, with everything in it."""

    kind: ClassVar[str] = "case_reopened"
    goes_on_after_exit: ClassVar[bool] = True


@attrs.frozen(kw_only=True)
class CaseTransferred(Act):
    """Another unit is responsible from `on`; each row stays the record of its own unit.

    Source: definitions 3.1.
    """

    kind: ClassVar[str] = "case_transferred"
    goes_on_after_exit: ClassVar[bool] = True

    unit: Id


def _open(_case: None, act: CaseOpened) -> Case:
    return Case(
        id=act.id,
        participant=act.participant,
        unit=act.unit,
        period=Period(start=act.on),
    )


def _refuse_opening(
    _case: None, act: CaseOpened, _context: Context
) -> Iterator[Refusal]:
    """The service opens a case, and no participant or representative does."""
    yield from service_alone(act)


def _refuse_closing(
    case: Case, act: CaseClosed, _context: Context
) -> Iterator[Refusal]:
    """A case is closed once, by the service, when every enrolment has its exit."""
    yield from not_own_side(act, "asked")
    yield from _while_closed(case)
    counted = [row for row in case.enrolments if not row.registered_in_error]
    if any(row.is_open for row in counted):
        yield Refusal(
            rule="case.open-enrolment",
            reason="an enrolment is open, and only an exit says who decided and why",
            permitted=("exited",),
        )
    yield from refuse_early(act.on, case.start)
    if any(row.exit and act.on < row.exit.on for row in counted):
        yield Refusal(rule="case.before-exit", reason="a day before the last exit")


def _refuse_reopening(
    case: Case, act: CaseReopened, _context: Context
) -> Iterator[Refusal]:
    """A closed case is reopened by the service, not before the day of its closing."""
    yield from not_own_side(act, "asked")
    last = case.period.last_day
    if last is None:
        yield Refusal(rule="case.not-closed", reason="the case is open")
    elif act.on < last:
        yield Refusal(rule="case.before-closing", reason="a day before it was closed")


def _refuse_transfer(
    case: Case, act: CaseTransferred, _context: Context
) -> Iterator[Refusal]:
    """An open case is transferred by the service, to another unit than its own."""
    yield from not_own_side(act, "asked")
    yield from _while_closed(case)
    yield from refuse_early(act.on, case.start)
    if case.unit == act.unit:
        yield Refusal(rule="case.same-unit", reason="the unit is responsible already")


def _while_closed(case: Case) -> Iterator[Refusal]:
    if case.period.end is not None:
        yield Refusal(
            rule="case.closed",
            reason="the case is closed",
            permitted=("case_reopened",),
        )


def _close(case: Case, act: CaseClosed) -> Case:
    return attrs.evolve(case, period=Period.through(case.start, act.on))


def _reopen(case: Case, _act: CaseReopened) -> Case:
    return attrs.evolve(case, period=Period(start=case.start))


def _transfer(case: Case, act: CaseTransferred) -> Case:
    return attrs.evolve(case, unit=act.unit)


def _after_closing(
    case: Case, act: CaseClosed, _context: Context
) -> Iterator[Happening]:
    """The plan ends with the case."""
    yield from plan_ends(case, act)


def _after_reopening(
    case: Case, act: CaseReopened, _context: Context
) -> Iterator[Happening]:
    """The plan goes on with the case, unless its last enrolment has ended too."""
    yield from plan_goes_on(case, act)


HANDLERS: dict[type[Happening], Handler[Any]] = {
    CaseOpened: Handler(change=_open, refuse=_refuse_opening),  # type: ignore[arg-type]
    CaseClosed: Handler(change=_close, refuse=_refuse_closing, follow=_after_closing),
    CaseReopened: Handler(
        change=_reopen, refuse=_refuse_reopening, follow=_after_reopening
    ),
    CaseTransferred: Handler(change=_transfer, refuse=_refuse_transfer),
}
