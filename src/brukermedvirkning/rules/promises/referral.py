"""A rule about coming in: was it the participant's own wish? Source: N31-36, D96, D113."""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.concepts import OwnWish
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["REFERRAL_WISH_NOT_ASKED", "RULES"]


def was_not_asked_about_the_referral(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Whoever is referred to a programme is asked whether they want to be in it.

    Required and wished for may both be so; that it was required is no fault. What
    nobody wrote down cannot be told. Source: N31-36, D96, D113.
    """
    referral = facts.the_enrolment.referral
    if referral is not None and referral.on is not None and referral.on > facts.on:
        return
    if referral is None or referral.own_wish is OwnWish.UNKNOWN:
        yield facts.unknown("enrolment.referral")
    elif referral.own_wish is OwnWish.NOT_ASKED:
        yield Finding(items=(facts.subject,), since=referral.on)


REFERRAL_WISH_NOT_ASKED = Rule(
    id="referral.wish-not-asked",
    source="N31-36; D96; D113",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("enrolment.referral",),
    check=was_not_asked_about_the_referral,
)

RULES: tuple[Rule, ...] = (REFERRAL_WISH_NOT_ASKED,)
