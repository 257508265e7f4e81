"""How it went some time after an exit. Source: H9 "varige endringer", H22, N45-51."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import (
    Answer,
    ConsentPurpose,
    EmploymentTerms,
    FollowUpStatus,
    Party,
)
from brukermedvirkning.domain.enrolments import Enrolment, FollowUp
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    with_row,
)
from brukermedvirkning.domain.happenings.items import refuse_absent, refuse_taken
from brukermedvirkning.domain.happenings.leaving import NO_EXIT
from brukermedvirkning.domain.record import Id

__all__ = ["HANDLERS", "FollowedUp"]


@attrs.frozen(kw_only=True)
class FollowedUp(Act):
    """Somebody asked, or heard, how it went some time after an exit. Source: H9, H22."""

    kind: ClassVar[str] = "followed_up"
    goes_on_after_exit: ClassVar[bool] = True

    follow_up: Id
    enrolment: Id
    status: FollowUpStatus
    terms: EmploymentTerms = EmploymentTerms.UNKNOWN
    arena: Code | None = None
    as_peer_worker: Answer = Answer.UNKNOWN
    moved_on_to: Code | None = None
    unit: Id | None = None


def _refuse(case: Case, act: FollowedUp, _context: Context) -> Iterator[Refusal]:
    """One asks after an exit, and not when the consent to that no longer holds.

    Source: H9; definitions 2.2 "own lawful basis".
    """
    yield from refuse_taken(case, act.follow_up)
    yield from refuse_absent(case, Enrolment.kind, act.enrolment)
    row = case.enrolment(act.enrolment)
    if row is None:
        return
    if row.exit is None:
        yield NO_EXIT
    elif act.on <= row.exit.on:
        yield Refusal(
            rule="follow-up.before-exit", reason="a day that is not after the exit"
        )
    consents = [
        consent
        for consent in case.consents
        if consent.aim.concept is ConsentPurpose.FOLLOW_UP_AFTER_EXIT
        and not consent.registered_in_error
    ]
    held = any(consent.holds_on(act.on) for consent in consents)
    if consents and not held and act.party is not Party.PARTICIPANT:
        yield Refusal(
            rule="follow-up.no-consent",
            reason="the consent to follow-up after the exit does not hold that day",
            permitted=("consent_given",),
        )


def _follow_up(case: Case, act: FollowedUp) -> Case:
    row = FollowUp(
        id=act.follow_up,
        recorded=act.recorded,
        unit=act.unit,
        on=act.on,
        enrolment=act.enrolment,
        status=act.status,
        terms=act.terms,
        arena=act.arena,
        as_peer_worker=act.as_peer_worker,
        moved_on_to=act.moved_on_to,
    )
    return with_row(case, row)


HANDLERS: dict[type[Happening], Handler[Any]] = {
    FollowedUp: Handler(change=_follow_up, refuse=_refuse),
}
