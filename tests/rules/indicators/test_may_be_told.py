"""Who may be told under which label a record was counted: who may read all of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor, Attendee
from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, ContactStatus, Party, Role
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.access import (
    AccessContext,
    AccessQuestion,
    Denied,
    DenyRule,
)
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window, parse
from brukermedvirkning.rules.expressions.roots import SCHEMA
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.looked_at import looked_at
from brukermedvirkning.rules.indicators.may_be_told import Sight
from brukermedvirkning.rules.indicators.scoring import Proportion
from brukermedvirkning.rules.indicators.tally import explain

DAY = date(2026, 3, 2)
TODAY = date(2026, 6, 1)
ANNA = Actor(kind=ActorKind.PARTICIPANT, id="anna")
COUNSELLOR, MENTOR, CHIEF = (
    Actor(kind=ActorKind.STAFF, id=name, unit="home", roles=roles)
    for name, roles in (
        ("counsellor", ()),
        ("mentor", ()),
        ("chief", (Coded(concept=Role.DEPARTMENT_HEAD),)),
    )
)
SHARED, DRAFT = Note(text="a note", shared_on=DAY), Note(text="a draft")


def place(name: str, role: Role) -> TeamMember:
    person = Actor(kind=ActorKind.STAFF, id=name)
    since = Period(start=date(2026, 1, 1))
    return TeamMember(id=name, period=since, role=Coded(concept=role), actor=person)


def a_case(*notes: Note | None, plan: bool = False) -> Case:
    """A talk with each of the notes, at which the mentor was."""
    talks = tuple(
        Contact(
            id=f"talk-{number}",
            on=DAY,
            status=ContactStatus.HELD,
            note=note,
            attendees=(Attendee(party=Party.SERVICE, id="mentor"),),
        )
        for number, note in enumerate(notes)
    )
    return Case(
        id="c",
        participant=Participant(id="anna"),
        unit="home",
        plan=ActionPlan(id="plan", period=Period(start=DAY)) if plan else None,
        contacts=talks,
        team=(
            place("counsellor", Role.COUNSELLOR),
            place("mentor", Role.SOCIAL_MENTOR),
        ),
    )


def share(numerator: str, counts: str = "case") -> Definition:
    return Definition(
        id="test.share",
        question="Which share?",
        counts=counts,
        scoring=Proportion(numerator=parse(numerator, SCHEMA)),
        duty_holder=DutyHolder.PROGRAMME,
        source="made up",
    )


def denials(
    case: Case, actor: Actor, definition: Definition, *rules: DenyRule
) -> list[set[str]]:
    """For each record, the rules by which its label may not be told."""
    context = AccessContext(on=TODAY, deny_rules=rules)
    sight = Sight(case=case, actor=actor, context=context)
    found: list[set[str]] = []
    for one in explain(definition, [case], Window.everything(TODAY)):
        answers: Any = sight.answers(one, looked_at(one.chain, SCHEMA.kinds))
        denied = {answer.rule for _, answer in answers if isinstance(answer, Denied)}
        found.append(denied)
    return found


NOTED = share("contact.note.is_known", "contact")
ANY_NOTE = share("case.contacts.any(contact.note.is_known)")
ANY_TALK = share("case.contacts.any(contact.is_held)")
PLANNED = share("case.plan.is_known")


@pytest.mark.parametrize(
    ("definition", "actor", "notes", "expected"),
    [
        (NOTED, COUNSELLOR, (SHARED, DRAFT, None), [set(), set(), set()]),
        # A draft and none look alike.
        (
            NOTED,
            ANNA,
            (SHARED, DRAFT, None),
            [set(), {"access.draft"}, {"access.draft"}],
        ),
        (NOTED, MENTOR, (SHARED,), [{"access.not-given"}]),
        (ANY_TALK, COUNSELLOR, (DRAFT,), [set()]),
        (ANY_TALK, CHIEF, (), [set()]),
        # There may be others, at which the mentor was not.
        (ANY_TALK, MENTOR, (DRAFT,), [{"access.not-present"}]),
        (ANY_TALK, MENTOR, (), [{"access.not-present"}]),
        (ANY_NOTE, ANNA, (SHARED,), [{"access.draft"}]),
        (ANY_NOTE, CHIEF, (SHARED,), [{"access.not-given"}]),
    ],
)
def test_a_label_is_told_to_whoever_may_read_all_of_it(
    definition, actor, notes, expected
) -> None:
    assert expected == denials(a_case(*notes), actor, definition)


def closes(item: str) -> DenyRule:
    """A rule by which nobody reads this one item."""

    def denies(question: AccessQuestion, _case: Case) -> Denied | None:
        return Denied(rule=item, ground="closed") if question.item == item else None

    return DenyRule(id=item, source="a test", denies=denies)


@pytest.mark.parametrize(
    ("definition", "item", "expected"),
    [
        (ANY_NOTE, "talk-1", {"talk-1"}),
        (ANY_NOTE, "plan", set()),
        (PLANNED, "plan", {"plan"}),
        (PLANNED, "talk-1", set()),
    ],
)
def test_of_all_rows_of_a_kind_each_has_to_be_readable(
    definition, item, expected
) -> None:
    case = a_case(SHARED, SHARED, plan=True)

    assert [expected] == denials(case, COUNSELLOR, definition, closes(item))


@pytest.mark.parametrize(
    ("paths", "expected"), [(("contact",), {"access.not-given"}), (("plan",), set())]
)
def test_what_the_source_has_no_place_for_is_told_to_whoever_reads_of_it(
    paths, expected
) -> None:
    case = attrs.evolve(a_case(), origin=Origin(carries=Carries(paths=paths)))
    needing = attrs.evolve(PLANNED, needs=("plan",))

    assert [expected] == denials(case, MENTOR, needing)
    assert [set()] == denials(case, COUNSELLOR, needing)


@pytest.mark.parametrize("plan", [True, False])
def test_that_there_is_no_plan_is_told_to_whoever_may_read_one(plan) -> None:
    case = a_case(plan=plan)
    stranger = Actor(kind=ActorKind.STAFF, id="nobody", unit="home")

    assert [set()] == denials(case, MENTOR, PLANNED)
    assert [{"access.not-given"}] == denials(case, stranger, PLANNED)
