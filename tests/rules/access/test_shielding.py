"""A shielded person is seen by themselves and the named, whoever else asks."""

from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.concepts import ActorKind, Purpose
from brukermedvirkning.rules.access.questions import AccessQuestion, Action, Denied
from brukermedvirkning.rules.access.shielding import shielding

SHIELDED = Denied(rule="shield", ground="shielded")
PARTICIPANT, STAFF = ActorKind.PARTICIPANT, ActorKind.STAFF


@pytest.mark.parametrize(
    ("person", "kind", "who", "answer"),
    [
        ("kari", STAFF, "x", SHIELDED),
        ("kari", STAFF, None, SHIELDED),
        ("kari", STAFF, "named", None),
        ("kari", PARTICIPANT, "kari", None),
        ("kari", PARTICIPANT, "per", SHIELDED),
        ("kari", STAFF, "kari", SHIELDED),
        ("kari", ActorKind.REPRESENTATIVE, "y", SHIELDED),
        ("per", STAFF, "x", SHIELDED),
        ("ola", STAFF, "x", None),
    ],
)
def test_only_the_person_and_the_named_come_near(
    person: str, kind: ActorKind, who: str | None, answer: Denied | None
) -> None:
    question = AccessQuestion(
        actor=Actor(kind=kind, id=who),
        action=Action.READ,
        item_kind="goal",
        purpose=Purpose.SERVICE,
        on=date(2026, 6, 1),
    )
    case = Case(id="c", participant=Participant(id=person))
    rule = shielding("shield", source="x", persons=["kari", "per"], readers=["named"])

    assert rule.denies(question, case) == answer


def test_the_rule_has_its_name_and_source() -> None:
    rule = shielding("shield", source="an act, § 7", persons=["kari"])

    assert (rule.id, rule.source) == ("shield", "an act, § 7")
