"""The core's rules keep the laws of rules, whatever the case and however little is known.

Each law is tripped by a rule, or a way of asking, that is broken on purpose.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from brukermedvirkning.builtin.parameters import PARAMETERS
from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import Area, ContactForm, InterventionKind
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.examining import examine_case
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Finding,
    ItemRef,
    Outcome,
    Severity,
    Verdict,
)
from brukermedvirkning.rules.parameters import Parameters
from brukermedvirkning.rules.rule import Rule, Scope, examine
from brukermedvirkning.testing.forgetting import forgettings
from brukermedvirkning.testing.rule_facts import facts_for, rule_cases
from brukermedvirkning.testing.rule_laws import RULE_LAWS, Asked

LAWS = {law.id: law for law in RULE_LAWS}
ON = date(2026, 6, 1)


def _test_of(rule: Rule) -> Callable[[], None]:
    # One function a rule: Hypothesis remembers examples by function.
    # Each example is asked some hundred times, so fewer of them than elsewhere.
    @settings(max_examples=settings.default.max_examples // 3)
    @given(facts_for(rule))
    def keeps_the_laws(facts: Facts) -> None:
        for law in RULE_LAWS:
            law.hold(Asked(rule=rule, facts=facts))

    keeps_the_laws.__qualname__ = f"keeps_the_laws_{rule.id}"
    return keeps_the_laws


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_of_the_core_keeps_every_law(rule: Rule) -> None:
    _test_of(rule)()


PROGRAMMES = {
    name: Programme(
        id=name,
        name=name,
        period=Period(),
        time_zone="Europe/Oslo",
        promises=promises,
    )
    for name, promises in (("one", tuple(Promise)), ("two", ()))
}


def _outcomes(case: Case) -> dict[tuple[str, str], Outcome]:
    verdicts = examine_case(
        RULES,
        case,
        on=date(2015, 3, 1),
        programmes=PROGRAMMES,
        parameters=Parameters.of(PARAMETERS),
    )
    return {(one.rule, one.subject.id): one.outcome for one in verdicts}


@settings(max_examples=10)
@given(rule_cases())
def test_knowing_less_of_a_case_accuses_nobody_and_clears_nobody(case: Case) -> None:
    before = _outcomes(case)
    for forgotten in forgettings(case):
        for place, outcome in _outcomes(forgotten.case).items():
            if outcome is Outcome.BROKEN:
                assert before[place] is Outcome.BROKEN, (place, forgotten.what)
            if outcome is Outcome.KEPT and place in before:
                assert before[place] is Outcome.KEPT, (place, forgotten.what)


# Broken on purpose

CASE = Case(
    id="c",
    participant=Participant(id="person"),
    interventions=(
        Intervention(
            id="1",
            period=Period(start=date(2026, 1, 1)),
            measure=Coded(concept=InterventionKind.EDUCATION),
            area=Coded(concept=Area.HEALTH),
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
    ),
)


def rule(check: Callable[[Facts], Iterator[Finding]], **fields: Any) -> Rule:
    return Rule(
        id="broken",
        source="a test",
        severity=Severity.REMARK,
        duty_holder=DutyHolder.ORGANISATION,
        scope=Scope.CASE,
        check=check,
        **fields,
    )


def asked(check: Callable[[Facts], Iterator[Finding]], **fields: Any) -> Asked:
    return Asked(rule=rule(check), facts=Facts(on=ON, case=CASE), **fields)


def takes_unknown_for_no(facts: Facts) -> Iterator[Finding]:
    if all(row.area.concept is not Area.HEALTH for row in facts.rows("interventions")):
        yield Finding()


def takes_no_place_for_none_there(facts: Facts) -> Iterator[Finding]:
    if not facts.the_case.contacts:
        yield Finding()


def clears_whoever_forgets(facts: Facts) -> Iterator[Finding]:
    if any(row.period.start for row in facts.rows("interventions")):
        yield Finding()


_CALLS = itertools.count()


def changes_its_mind(_facts: Facts) -> Iterator[Finding]:
    if next(_CALLS) % 2:
        yield Finding()


def says_nothing(_facts: Facts) -> Iterator[Finding]:
    return iter(())


def makes_up_a_row(_facts: Facts) -> Iterator[Finding]:
    yield Finding(items=(ItemRef(kind="goal", id="made up"),))


def reads_the_note(facts: Facts) -> Iterator[Finding]:
    if facts.the_case.contacts[0].note == Note(text="some words"):
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


BROKEN = [
    ("rule.knowing-less", asked(takes_unknown_for_no)),
    ("rule.knowing-less", asked(takes_no_place_for_none_there)),
    ("rule.knowing-less", asked(clears_whoever_forgets)),
    ("rule.deterministic", asked(changes_its_mind)),
    ("rule.silent-outside-its-period", asked(says_nothing, ask=always)),
    ("rule.duty-of-a-body", asked(says_nothing, ask=blaming)),
    ("rule.names-what-exists", asked(makes_up_a_row)),
    ("rule.words-do-not-count", asked(reads_the_note)),
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


def test_a_rule_that_says_nothing_keeps_every_law() -> None:
    for law in RULE_LAWS:
        law.hold(asked(says_nothing))
