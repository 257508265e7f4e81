"""A plugin's access rule can deny and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning.domain.actors import UNKNOWN_ACTOR
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.rules.access import AccessQuestion, Action, Denied, DenyRule

CASE = Case(id="c", participant=Participant(id="person"))


def no_benefit_control(question: AccessQuestion, _case: Case) -> Denied | None:
    if question.purpose is Purpose.PARTICIPATION:
        return Denied(rule="no-benefit-control", ground="kept for participation")
    return None


RULE = DenyRule(id="no-benefit-control", source="a test", denies=no_benefit_control)


def question(purpose: Purpose) -> AccessQuestion:
    return AccessQuestion(
        actor=UNKNOWN_ACTOR,
        action=Action.READ,
        item_kind="stance",
        purpose=purpose,
        on=date(2026, 6, 1),
    )


def test_a_denial_names_its_rule_and_its_ground() -> None:
    assert RULE.denies(question(Purpose.PARTICIPATION), CASE) == Denied(
        rule="no-benefit-control", ground="kept for participation"
    )


def test_a_rule_with_nothing_against_it_says_nothing() -> None:
    assert RULE.denies(question(Purpose.SERVICE), CASE) is None


def test_a_denial_without_a_ground_is_refused() -> None:
    with pytest.raises(InvalidRecordError):
        Denied(rule="a", ground="")
