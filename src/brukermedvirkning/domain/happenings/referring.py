"""How somebody came into a programme, and whether they wanted to. Source: D96, D113.

A referral stands in the enrolment that came of it, given with it or added later. What did
not become an enrolment is a request, or an offer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.enrolments import Enrolment, Referral
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    with_row,
)
from brukermedvirkning.domain.happenings.items import refuse_absent
from brukermedvirkning.domain.record import Id

__all__ = ["HANDLERS", "Referred", "late_referral"]


@attrs.frozen(kw_only=True)
class Referred(Act):
    """How somebody came into a programme became known; what is known is not changed.

    Whether it was the participant's own wish can be asked for later. Source: D96.
    """

    kind: ClassVar[str] = "referred"
    goes_on_after_exit: ClassVar[bool] = True

    enrolment: Id
    referral: Referral

    @property
    def target(self) -> tuple[str, str]:
        """The enrolment."""
        return (Enrolment.kind, self.enrolment)


def late_referral(referral: Referral | None, start: date | None) -> Iterator[Refusal]:
    """Nobody is referred to a programme after having entered it."""
    if referral and referral.on and start and referral.on > start:
        yield Refusal(
            rule="referral.after-start",
            reason="a referral later than the start of the enrolment",
        )


def _refuse(case: Case, act: Referred, _context: Context) -> Iterator[Refusal]:
    """A referral is of an enrolment, not after it began; what is known of it stays."""
    yield from refuse_absent(case, Enrolment.kind, act.enrolment)
    row = case.enrolment(act.enrolment)
    if row is None:
        return
    if row.referral is not None and not _keeps(row.referral, act.referral):
        yield Refusal(
            rule="referral.known",
            reason="what is known of the referral would be changed",
            permitted=("comment_added",),
        )
    yield from late_referral(act.referral, row.start)


def _keeps(old: Referral, new: Referral) -> bool:
    """Whether a referral says everything that an earlier one said."""
    return (
        old.on in (None, new.on)
        and (old.route in (new.route, _UNKNOWN.route))
        and old.by in (new.by, _UNKNOWN.by)
        and (old.own_wish.is_unknown or old.own_wish is new.own_wish)
    )


_UNKNOWN = Referral()


def _refer(case: Case, act: Referred) -> Case:
    row = case.enrolment(act.enrolment)
    assert row is not None
    return with_row(case, attrs.evolve(row, referral=act.referral))


HANDLERS: dict[type[Happening], Handler[Any]] = {
    Referred: Handler(change=_refer, refuse=_refuse),
}
