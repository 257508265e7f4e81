"""A rule about the yearly development talk (medarbeidersamtale). Source: M28."""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.concepts import ContactKind, OfferKind
from brukermedvirkning.domain.programme import Promise
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.yearly import years_without
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["RULES", "TALK_NOT_OFFERED"]

_OFFERS = (OfferKind.DEVELOPMENT_TALK, OfferKind.UNKNOWN)
_TALKS = (ContactKind.DEVELOPMENT_TALK, ContactKind.UNKNOWN)


def was_not_offered_a_talk(facts: Facts) -> Iterator[Finding | CannotTell]:
    """In every completed year of the stay the participant is offered a development talk.

    A talk that was planned or held shows the offer too; declining one is fine. The
    running year is not asked about, nor the stay of somebody who died.
    Source: M28, definitions 2.2 talk.offered.
    """
    offers = (
        (row.on, "offer.nature" if row.nature.concept.is_unknown else "")
        for row in facts.rows("offers")
        if row.nature.concept in _OFFERS
    )
    talks = (
        (row.on, "contact.nature" if row.nature.concept.is_unknown else "")
        for row in facts.rows("contacts")
        if row.nature.concept in _TALKS
    )
    yield from years_without(facts, "offer", (*offers, *talks))


TALK_NOT_OFFERED = Rule(
    id="talk.not-offered",
    source="M28; definitions 2.2 talk.offered",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    promise=Promise.DEVELOPMENT_TALK_YEARLY,
    needs=("offer", "contact"),
    check=was_not_offered_a_talk,
)

RULES: tuple[Rule, ...] = (TALK_NOT_OFFERED,)
