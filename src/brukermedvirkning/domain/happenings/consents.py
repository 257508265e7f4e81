"""Consent: given, narrowed, withdrawn by the participant or a mandated representative.

Consent is not agreement to a goal. Narrowing is a new row that names the one it narrows;
what was given stays on record. It goes on after an exit. Source: definitions 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ConsentPurpose, ItemKind
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
from brukermedvirkning.domain.happenings.voices import own_side_alone, speaker
from brukermedvirkning.domain.record import PERSONAL, Id, Text
from brukermedvirkning.domain.rights import Consent

__all__ = ["HANDLERS", "ConsentGiven", "ConsentNarrowed", "ConsentWithdrawn"]


@attrs.frozen(kw_only=True)
class _OfConsent(Act):
    """An act that concerns one consent."""

    goes_on_after_exit: ClassVar[bool] = True

    consent: Id

    @property
    def target(self) -> tuple[str, str]:
        """The consent."""
        return (Consent.kind, self.consent)


@attrs.frozen(kw_only=True)
class _Extent(_OfConsent):
    """What a consent reaches: kinds of item, recipients, until which day.

    What is not named is not allowed; without `until` it holds until withdrawn.
    """

    covers: tuple[ItemKind, ...] = ()
    recipients: tuple[Id, ...] = ()
    until: date | None = None
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class ConsentGiven(_Extent):
    """The participant allowed something, for a purpose, to somebody."""

    kind: ClassVar[str] = "consent_given"

    aim: Coded[ConsentPurpose]
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class ConsentNarrowed(_Extent):
    """The participant allows less from this day; `consent` is the id of the new row."""

    kind: ClassVar[str] = "consent_narrowed"

    narrows: Id


@attrs.frozen(kw_only=True)
class ConsentWithdrawn(_OfConsent):
    """The participant allows it no longer, from this day; what narrowed it goes too."""

    kind: ClassVar[str] = "consent_withdrawn"


def _row(case: Case, act: _Extent) -> dict[str, Any]:
    return {
        "id": act.consent,
        "on": act.on,
        "until": act.until,
        "covers": act.covers,
        "recipients": act.recipients,
        "words": act.words,
        "by_representative": speaker(case, act),
        "recorded": act.recorded,
    }


def _give(case: Case, act: ConsentGiven) -> Case:
    return with_row(case, Consent(aim=act.aim, unit=act.unit, **_row(case, act)))


def _narrow(case: Case, act: ConsentNarrowed) -> Case:
    wider = find_row(case, Consent, act.narrows)
    assert wider is not None
    row = Consent(
        aim=wider.aim, unit=wider.unit, narrows=act.narrows, **_row(case, act)
    )
    return with_row(case, row)


def _withdraw(case: Case, act: ConsentWithdrawn) -> Case:
    row = find_row(case, Consent, act.consent)
    assert row is not None
    said_by = speaker(case, act)
    withdrawn = attrs.evolve(
        row, withdrawn_on=act.on, withdrawn_by_representative=said_by
    )
    return with_row(case, withdrawn)


def _also_withdrawn(
    case: Case, act: ConsentWithdrawn, _context: Context
) -> Iterator[ConsentWithdrawn]:
    """With a consent goes what narrows it, for that lives on it."""
    for row in case.consents:
        narrower = row.narrows == act.consent and not row.registered_in_error
        if narrower and row.withdrawn_on is None:
            # It may have been narrowed for a day to come.
            yield attrs.evolve(act, consent=row.id, on=max(act.on, row.on))


def _refuse_given(
    case: Case, act: ConsentGiven, _context: Context
) -> Iterator[Refusal]:
    """The participant's side gives consent."""
    yield from own_side_alone(case, act)
    yield from refuse_taken(case, act.consent)
    yield from _until(act)


def _until(act: _Extent) -> Iterator[Refusal]:
    if act.until is not None and act.until < act.on:
        reason = "it would end before it begins"
        yield Refusal(rule="consent.until", reason=reason)


def _refuse_narrowed(
    case: Case, act: ConsentNarrowed, _context: Context
) -> Iterator[Refusal]:
    """The participant's side narrows what holds, and only to less."""
    yield from own_side_alone(case, act)
    yield from refuse_taken(case, act.consent)
    yield from _until(act)
    yield from _refuse_gone(case, act, act.narrows)
    wider = find_row(case, Consent, act.narrows)
    if wider is None:
        return
    if any(
        row.narrows == act.narrows and not row.registered_in_error
        for row in case.consents
    ):
        reason = "it is narrowed already; narrow what narrowed it"
        yield Refusal(
            rule="consent.narrowed", reason=reason, permitted=("consent_narrowed",)
        )
    if not _is_less(act, wider):
        reason = "it would allow as much, or more"
        permitted = ("consent_given", "consent_withdrawn")
        yield Refusal(rule="consent.not-less", reason=reason, permitted=permitted)


def _refuse_withdrawn(
    case: Case, act: ConsentWithdrawn, _context: Context
) -> Iterator[Refusal]:
    """The participant's side withdraws what has not been withdrawn."""
    yield from own_side_alone(case, act)
    yield from _refuse_gone(case, act, act.consent)


def _refuse_gone(case: Case, act: _OfConsent, consent: str) -> Iterator[Refusal]:
    """Only what was given, and has not been withdrawn, is narrowed or withdrawn."""
    yield from refuse_absent(case, Consent.kind, consent)
    row = find_row(case, Consent, consent)
    if row is None:
        return
    yield from refuse_early(act.on, row.on)
    if row.withdrawn_on is not None:
        yield Refusal(
            rule="consent.withdrawn",
            reason="the consent is withdrawn",
            permitted=("consent_given",),
        )


def _is_less(act: ConsentNarrowed, wider: Consent) -> bool:
    """Whether it reaches no further in anything, and less far in something."""
    pairs = (
        (set(act.covers), set(wider.covers)),
        (set(act.recipients), set(wider.recipients)),
    )
    further = any(not new <= old for new, old in pairs)
    later = wider.until is not None and (act.until is None or act.until > wider.until)
    same = act.until == wider.until and all(new == old for new, old in pairs)
    return not (further or later or same)


HANDLERS: dict[type[Happening], Handler[Any]] = {
    ConsentGiven: Handler(change=_give, refuse=_refuse_given),
    ConsentNarrowed: Handler(change=_narrow, refuse=_refuse_narrowed),
    ConsentWithdrawn: Handler(
        change=_withdraw, refuse=_refuse_withdrawn, follow=_also_withdrawn
    ),
}
