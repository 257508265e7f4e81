"""Each law of rules is tripped by a rule, or a way of asking, that is broken on purpose."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.collective import (
    CollectiveParticipation,
    Level,
    Matter,
    MatterOutcome,
)
from brukermedvirkning.domain.concepts import (
    Area,
    ContactForm,
    ContactStatus,
    InterventionKind,
    ItemKind,
    Party,
    StanceAnswer,
)
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.organisation import Training, Unit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Goal, Stance, Wording
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Finding,
    ItemRef,
    Severity,
    Verdict,
)
from brukermedvirkning.rules.rule import Check, Rule, Scope, examine
from brukermedvirkning.testing.rule_laws import RULE_LAWS, Asked

LAWS = {law.id: law for law in RULE_LAWS}
ON = date(2026, 6, 1)
DAY = timedelta(days=1)
CASE = Case(
    id="c",
    participant=Participant(id="person"),
    plan=ActionPlan(id="plan", period=Period(start=date(2026, 1, 1))),
    enrolments=(Enrolment(id="e", programme="p", start=date(2026, 1, 1)),),
    goals=(
        Goal(
            id="g",
            wordings=(Wording(version=1, text="a goal"),),
            proposed_by=(Party.SERVICE, Party.PARTICIPANT),
        ),
    ),
    stances=tuple(
        Stance(
            id=row_id,
            on=date(2026, 4, 1),
            item_kind=ItemKind.GOAL,
            item="g",
            version=1,
            party=Party.PARTICIPANT,
            answer=answer,
        )
        for row_id, answer in (
            ("one", StanceAnswer.AGREES),
            ("two", StanceAnswer.DISAGREES),
        )
    ),
    interventions=(
        Intervention(
            id="1",
            period=Period(start=date(2026, 1, 1)),
            measure=Coded(concept=InterventionKind.EDUCATION),
            area=Coded(concept=Area.HEALTH),
            goals=("g",),
        ),
        Intervention(
            id="2",
            period=Period(start=date(2026, 2, 1)),
            measure=Coded(concept=InterventionKind.EDUCATION),
            registered_in_error=True,
        ),
    ),
    contacts=(
        Contact(
            id="3",
            on=date(2026, 3, 1),
            form=Coded(concept=ContactForm.MAIL),
            note=Note(text="some words"),
        ),
        Contact(id="4", on=date(2026, 3, 1), status=ContactStatus.HELD),
    ),
)
OF_A_CASE = Facts(on=ON, case=CASE)
OF_AN_ENROLMENT = attrs.evolve(OF_A_CASE, enrolment=CASE.enrolments[0])
OF_A_UNIT = Facts(
    on=ON,
    programme=Programme(
        id="p", name="a programme", period=Period(), time_zone="Europe/Oslo"
    ),
    unit=Unit(id="u", name="a unit"),
    collective=(
        CollectiveParticipation(
            id="board",
            unit="u",
            level=Level.UNKNOWN,
            period=Period(start=date(2026, 1, 1)),
            matters=(
                Matter(id="m", outcome=MatterOutcome.CHANGED, reason="some words"),
            ),
        ),
        CollectiveParticipation(
            id="forum", unit="u", level=Level.UNKNOWN, period=Period()
        ),
    ),
    trainings=(Training(id="t", unit="u", on=ON, notes="some words"),),
)


def rule(check: Check, scope: Scope = Scope.CASE, **fields: Any) -> Rule:
    return Rule(
        id="broken",
        source="a test",
        severity=Severity.REMARK,
        duty_holder=DutyHolder.ORGANISATION,
        scope=scope,
        check=check,
        **fields,
    )


def asked(check: Check, facts: Facts = OF_A_CASE, **fields: Any) -> Asked:
    return Asked(rule=rule(check), facts=facts, **fields)


def takes_unknown_for_no(facts: Facts) -> Iterator[Finding]:
    if all(row.area.concept is not Area.HEALTH for row in facts.rows("interventions")):
        yield Finding()


def takes_no_place_for_none_there(facts: Facts) -> Iterator[Finding]:
    if not facts.the_case.contacts:
        yield Finding()


def clears_whoever_forgets(facts: Facts) -> Iterator[Finding]:
    if any(row.period.start for row in facts.rows("interventions")):
        yield Finding()


def takes_an_unknown_outcome_for_none(facts: Facts) -> Iterator[Finding]:
    matters = [matter for body in facts.collective for matter in body.matters]
    if any(matter.outcome is not MatterOutcome.CHANGED for matter in matters):
        yield Finding()


_CALLS = itertools.count()


def changes_its_mind(_facts: Facts) -> Iterator[Finding]:
    if next(_CALLS) % 2:
        yield Finding()


def says_nothing(_facts: Facts) -> Iterator[Finding]:
    return iter(())


def makes_up_a_row(_facts: Facts) -> Iterator[Finding]:
    yield Finding(items=(ItemRef(kind="goal", id="made up"),))


def misses_a_row_that_is_not_there(facts: Facts) -> Iterator[CannotTell]:
    yield facts.unknown("goal.status", ItemRef(kind="goal", id="made up"))


def finds_nothing_in_particular(facts: Facts) -> Iterator[Finding]:
    yield Finding(since=facts.on)


def misses_a_field_that_there_is_not(facts: Facts) -> Iterator[CannotTell]:
    yield facts.unknown("goal.statsu")


def asks_for_a_field_that_there_is_not(facts: Facts) -> Iterator[CannotTell]:
    if not facts.carries.can("goal.statsu"):
        yield facts.unknown("goal.status")


def asks_for_fields_that_there_are(facts: Facts) -> Iterator[CannotTell]:
    yield from map(
        facts.unknown, ("collective.period", "matter.outcome", "unit.nature")
    )
    yield from map(facts.unknown, ("enrolment.start", "plan.period", "indicator.one"))
    if not facts.carries.can("goal.status"):
        yield facts.unknown("period")


def sees_into_tomorrow(facts: Facts) -> Iterator[Finding]:
    yield Finding(since=facts.on + DAY)


def reads_the_note(facts: Facts) -> Iterator[Finding]:
    if facts.the_case.contacts[0].note == Note(text="some words"):
        yield Finding()


def reads_the_reason(facts: Facts) -> Iterator[Finding]:
    if facts.collective[0].matters[0].reason == "some words":
        yield Finding()


def reads_the_notes_of_a_training(facts: Facts) -> Iterator[Finding]:
    if facts.trainings[0].notes == "some words":
        yield Finding()


def hears_the_last_of_a_day(facts: Facts) -> Iterator[Finding]:
    if facts.rows("stances")[-1].answer is StanceAnswer.DISAGREES:
        yield Finding()


def asks_who_is_named_first(facts: Facts) -> Iterator[Finding]:
    if facts.rows("goals")[0].proposed_by[0] is Party.SERVICE:
        yield Finding()


def doubts_the_first_of_a_day(facts: Facts) -> Iterator[CannotTell]:
    first = facts.rows("contacts")[0]
    yield facts.unknown("contact.form", ItemRef(kind="contact", id=first.id))


def blames_the_first_of_a_day(facts: Facts) -> Iterator[Finding]:
    form = facts.rows("contacts")[0].form.concept
    yield Finding(params={"form": form})


def asks_the_first_body(facts: Facts) -> Iterator[Finding]:
    if facts.collective[0].id == "board":
        yield Finding()


def counts_errors(facts: Facts) -> Iterator[Finding]:
    if len(facts.the_case.interventions) > 1:
        yield Finding()


def always(rule_asked: Rule, facts: Facts) -> Verdict:
    """Ask a rule on days on which it does not hold, too."""
    return examine(attrs.evolve(rule_asked, valid=Period()), facts)


def blaming(rule_asked: Rule, facts: Facts) -> Verdict:
    """Make the participant the one who owes."""
    participant: Any = "participant"
    return attrs.evolve(examine(rule_asked, facts), duty_holder=participant)


def about_another(rule_asked: Rule, facts: Facts) -> Verdict:
    """Say it of another subject."""
    other = ItemRef(kind="case", id="another")
    return attrs.evolve(examine(rule_asked, facts), subject=other)


BROKEN = [
    ("rule.knowing-less", asked(takes_unknown_for_no)),
    ("rule.knowing-less", asked(takes_no_place_for_none_there)),
    ("rule.knowing-less", asked(clears_whoever_forgets)),
    ("rule.knowing-less", asked(takes_an_unknown_outcome_for_none, OF_A_UNIT)),
    ("rule.deterministic", asked(changes_its_mind)),
    ("rule.silent-outside-its-period", asked(says_nothing, ask=always)),
    ("rule.duty-of-a-body", asked(says_nothing, ask=blaming)),
    ("rule.names-what-exists", asked(makes_up_a_row)),
    ("rule.names-what-exists", asked(makes_up_a_row, OF_A_UNIT)),
    ("rule.names-what-exists", asked(misses_a_row_that_is_not_there)),
    ("rule.names-what-exists", asked(says_nothing, ask=about_another)),
    ("rule.names-what-exists", asked(finds_nothing_in_particular)),
    ("rule.names-what-exists", asked(misses_a_field_that_there_is_not)),
    ("rule.names-what-exists", asked(misses_a_field_that_there_is_not, OF_A_UNIT)),
    ("rule.asks-for-what-exists", asked(asks_for_a_field_that_there_is_not)),
    (
        "rule.asks-for-what-exists",
        asked(asks_for_a_field_that_there_is_not, OF_A_UNIT),
    ),
    (
        "rule.asks-for-what-exists",
        Asked(rule=rule(says_nothing, needs=("goal.statsu",)), facts=OF_A_CASE),
    ),
    ("rule.nothing-after-the-day", asked(sees_into_tomorrow)),
    ("rule.nothing-after-the-day", asked(sees_into_tomorrow, OF_A_UNIT)),
    ("rule.words-do-not-count", asked(reads_the_note)),
    ("rule.words-do-not-count", asked(reads_the_reason, OF_A_UNIT)),
    ("rule.words-do-not-count", asked(reads_the_notes_of_a_training, OF_A_UNIT)),
    ("rule.order-does-not-count", asked(hears_the_last_of_a_day)),
    ("rule.order-does-not-count", asked(asks_who_is_named_first)),
    ("rule.order-does-not-count", asked(doubts_the_first_of_a_day)),
    ("rule.order-does-not-count", asked(blames_the_first_of_a_day)),
    ("rule.order-does-not-count", asked(asks_the_first_body, OF_A_UNIT)),
    ("rule.errors-do-not-count", asked(counts_errors)),
]


@pytest.mark.parametrize(
    ("law", "broken"),
    BROKEN,
    ids=[f"{law}-{one.rule.check.__name__}" for law, one in BROKEN],
)
def test_a_broken_rule_trips_its_law(law: str, broken: Asked) -> None:
    with pytest.raises(AssertionError) as raised:
        LAWS[law].hold(broken)

    assert raised.value.__notes__ == [f"Broken law {law}: {LAWS[law].sentence}"]


def test_every_law_has_a_broken_rule() -> None:
    assert {law for law, _ in BROKEN} == set(LAWS)


def names_all(facts: Facts) -> Iterator[Finding]:
    """A lawful rule that finds something whatever it is given, and names all of it."""
    case = facts.case
    items = [facts.subject]
    if case is not None:
        items += [ItemRef(kind=row.kind, id=row.id) for row in case.rows()]
        items.append(ItemRef(kind="case", id=case.id))
        if case.plan is not None:
            items.append(ItemRef(kind="plan", id=case.plan.id))
    for one in facts.collective:
        items.append(ItemRef(kind="collective", id=one.id))
        items += [ItemRef(kind="matter", id=matter.id) for matter in one.matters]
    items += [ItemRef(kind="training", id=one.id) for one in facts.trainings]
    first = items[-1].id
    yield Finding(items=tuple(items), since=facts.on, params={"first": first})


def names_what_counts(facts: Facts) -> Iterator[Finding]:
    """As the one above, of a case: rows in error are left out."""
    for name in ("stances", "contacts"):
        for row in facts.rows(name):
            yield Finding(
                items=(ItemRef(kind=row.kind, id=row.id),), params={"row": row.id}
            )


@pytest.mark.parametrize("facts", [OF_A_CASE, OF_AN_ENROLMENT, OF_A_UNIT])
def test_a_rule_that_says_nothing_keeps_every_law(facts: Facts) -> None:
    for law in RULE_LAWS:
        law.hold(asked(says_nothing, facts))


def test_a_rule_that_names_what_it_was_given_keeps_every_law() -> None:
    for law in RULE_LAWS:
        law.hold(asked(names_all, OF_A_UNIT))


def test_rows_may_be_named_in_any_order() -> None:
    for law in RULE_LAWS:
        law.hold(asked(names_what_counts, OF_AN_ENROLMENT))


@pytest.mark.parametrize("facts", [OF_A_CASE, OF_A_UNIT])
def test_every_field_that_there_is_may_be_asked_for(facts: Facts) -> None:
    one = asked(asks_for_fields_that_there_are, facts)

    LAWS["rule.names-what-exists"].hold(one)
    LAWS["rule.asks-for-what-exists"].hold(one)


def test_every_item_of_a_case_may_be_named() -> None:
    LAWS["rule.names-what-exists"].hold(asked(names_all, OF_AN_ENROLMENT))
