"""Consents: what they name, who gave them, whether they are taken back.

Consent is not agreement to a goal, and how many there are is neither good nor bad: it is
asked whether each says what it lets, and whom. Source: D19; definitions 2.4,
3.1.
"""

from __future__ import annotations

from brukermedvirkning.domain.concepts import ConsentPurpose
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import case, consent, window
from brukermedvirkning.rules.expressions.surface import Expr
from brukermedvirkning.rules.indicators.builtin.shared import (
    TODAY,
    by_person,
    in_window,
    share,
)
from brukermedvirkning.rules.indicators.definition import Definition, Direction

__all__ = ["DEFINITIONS"]

_SOURCE = "D19; definitions 2.4, 3.1"
_NEW: Expr = consent.narrows.is_unknown
"""Whether it was given, and does not narrow another one."""

_TO_SHARE = (
    ConsentPurpose.SHARING_BETWEEN_UNITS,
    ConsentPurpose.CROSS_SECTOR_PLAN,
)

# What is not named is not allowed, so a blank signature lets nobody do anything. One of
# which nobody wrote what it is for stays in and gains nothing.
SPECIFIC = share(
    id="consent.specific",
    question="Which share of the consents to share says what it covers, and for whom?",
    counts="consent",
    when=consent.on,
    among=_NEW & consent.aim.recorded.in_(*_TO_SHARE, ConsentPurpose.UNKNOWN),
    numerator=consent.aim.in_(*_TO_SHARE)
    & (consent.covers.size > 0)
    & (consent.recipients.size > 0),
    direction=Direction.UP,
    needs=("consent.aim", "consent.covers", "consent.recipients"),
    duty_holder=DutyHolder.ORGANISATION,
    companion="consent.specific.people",
    groupings=("case.unit", "consent.aim"),
    recorded_by_staff=consent.recorded_by_staff,
    source=_SOURCE,
)
PEOPLE = by_person(
    SPECIFIC,
    "Of the participants who consented to share, for which share does every consent say"
    " what it covers, and for whom?",
    every=True,
)

BY_REPRESENTATIVE = share(
    id="consent.by-representative",
    question="Which share of the consents given did a representative give?",
    counts="consent",
    when=consent.on,
    among=_NEW,
    numerator=consent.by_representative.is_known,
    needs=("consent.by_representative",),
    companion="consent.specific.people",
    groupings=("case.unit", "consent.aim"),
    source=_SOURCE,
)

_HELD: Expr = (
    (consent.on <= TODAY)
    & (consent.until.is_unknown | (consent.until > window.start))
    & (consent.withdrawn_on.is_unknown | (consent.withdrawn_on >= window.start))
)
_LESS: Expr = (consent.narrows.is_known & in_window(consent.on)) | (
    consent.withdrawn_on.is_known & in_window(consent.withdrawn_on)
)

# Nobody should take it back for a figure's sake, and nobody be kept from it.
TAKEN_BACK = share(
    id="consent.taken-back",
    question="Of those with a consent that holds, which share narrowed one or took one"
    " back?",
    among=case.consents.any(_HELD),
    numerator=case.consents.any(_LESS),
    needs=("consent.narrows", "consent.until", "consent.withdrawn_on"),
    groupings=("case.unit",),
    source=_SOURCE,
)

DEFINITIONS: tuple[Definition, ...] = (SPECIFIC, PEOPLE, BY_REPRESENTATIVE, TAKEN_BACK)
"""In the order of the documentation."""
