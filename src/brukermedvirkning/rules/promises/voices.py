"""Rules about speaking for somebody: with a mandate, and never instead of their own wish.

Source: H10 "på egne vegne"; definitions 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.concepts import Party, StanceAnswer
from brukermedvirkning.domain.plan import Stance
from brukermedvirkning.domain.team import Mandate
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.in_time import (
    ABOUT,
    not_carried,
    reference,
    unknowns,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["OWN_WISH_NOT_ASKED", "RULES", "WITHOUT_MANDATE"]

_SPOKEN = (
    "stance.by_representative",
    "decision.wish",
)
_ACTED = (
    "stance.by_representative",
    "consent.by_representative",
    "decision.by_representative",
    "offer.by_representative",
)


def did_not_ask_their_own_wish(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Where a representative speaks, the participant's own wish is asked for too.

    Asked of stances, each on one version of an item, and of the wishes in decisions. Not
    wanting to say is an answer. Source: H10, definitions 3.1.
    """
    stances: list[Stance] = list(facts.rows("stances"))
    for row in stances:
        # A stance of a party that nobody wrote down may be a representative's.
        if row.by_representative is not None or row.party is Party.UNKNOWN:
            doubt = _own(facts, row, stances)
            if doubt:
                yield from unknowns(facts, row, (doubt,))
            elif doubt == "":
                yield Finding(items=(reference(row),), since=row.on)
    for decision in facts.rows("decisions"):
        wish = decision.wish
        given = wish.on is None or wish.on <= facts.on
        if wish.by_representative is not None and given:
            yield Finding(items=(reference(decision),), since=wish.on)
    yield from not_carried(facts, (*_SPOKEN, *ABOUT))


def _own(facts: Facts, spoken: Stance, stances: list[Stance]) -> str | None:
    """What must be known to say that nobody asked the participant; None: they did."""
    doubts = set()
    for row in stances:
        if row.item != spoken.item or row.by_representative is not None:
            continue
        if row.party is Party.UNKNOWN:
            doubts.add("stance.party")
        elif (
            row.party is Party.PARTICIPANT and row.answer is not StanceAnswer.NOT_ASKED
        ):
            if not facts.carries.can("stance.version"):
                doubts.add("stance.version")
            elif row.version == spoken.version:
                if row.answer is not StanceAnswer.UNKNOWN:
                    return None
                doubts.add("stance.answer")
    return min(doubts, default="")


def acted_without_a_mandate(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Whoever agrees, consents or decides for a participant has a mandate on that day.

    A mandate to read is none to act, and a supporter acts for nobody.
    Source: H10, definitions 3.1.
    """
    mandates = {
        row.id: row.mandate
        for row in facts.the_case.team
        if not row.registered_in_error
    }
    for row, who, day, path in _acts(facts):
        doubt: str | None = "team_member.mandate"
        if facts.carries.can("team_member.mandate"):
            doubt = _mandated(mandates.get(who), day, path)
        if doubt:
            yield from unknowns(facts, row, (doubt,))
        elif doubt == "":
            yield Finding(items=(reference(row),), since=day)
    for row in facts.rows("stances"):
        if row.party is Party.UNKNOWN:
            yield from unknowns(facts, row, ("stance.party",))
    yield from not_carried(facts, (*_ACTED, *ABOUT))


def _acts(facts: Facts) -> Iterator[tuple[Item, str, date | None, str]]:
    """What was done for the participant: the row, who, the day, and where it stands."""
    for rows, day in (
        ("stances", "on"),
        ("consents", "on"),
        ("decisions", "settled_on"),
        ("offers", "answered_on"),
    ):
        for row in facts.rows(rows):
            on: date | None = getattr(row, day)
            if row.by_representative is not None and (on is None or on <= facts.on):
                yield row, row.by_representative, on, f"{row.kind}.{day}"


def _mandated(mandate: Mandate | None, day: date | None, path: str) -> str | None:
    """What must be known to say that there was no mandate; None where there was one."""
    if mandate is None or not mandate.may_act:
        return ""
    if day is None:
        return path
    if mandate.period.contains(day):
        return None
    begun = mandate.period.start is not None
    ended = mandate.period.end is not None and mandate.period.end <= day
    return "" if begun or ended else "team_member.mandate"


OWN_WISH_NOT_ASKED = Rule(
    id="stance.own-wish-not-asked",
    source="H10; definitions 3.1",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    check=did_not_ask_their_own_wish,
)

WITHOUT_MANDATE = Rule(
    id="team.representative-without-mandate",
    source="H10; definitions 3.1",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    check=acted_without_a_mandate,
)

RULES: tuple[Rule, ...] = (OWN_WISH_NOT_ASKED, WITHOUT_MANDATE)
