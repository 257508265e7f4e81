"""The suite of a rule: a lawful rule passes it, and each way to be wrong is caught."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import Phase, find, given, settings

from brukermedvirkning.domain.carries import EVERYTHING, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.collective import (
    CollectiveParticipation,
    Level,
    Matter,
    MatterOutcome,
)
from brukermedvirkning.domain.concepts import ContactStatus, Role
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.organisation import Training, Unit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
    Severity,
    reference,
)
from brukermedvirkning.rules.rule import Check, Rule, Scope, examine
from brukermedvirkning.testing._showing import shown
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import perturbed, rule_suite

ON = date(2026, 6, 1)
DAY = timedelta(days=1)


def rule(check: Check, **fields: Any) -> Rule:
    return Rule(
        **{
            "id": "talk.none-lately",
            "source": "a test",
            "severity": Severity.REMARK,
            "duty_holder": DutyHolder.ORGANISATION,
            "scope": Scope.CASE,
            "needs": ("contact", "contact.status"),
            "uses": ("talk.days",),
            "check": check,
            **fields,
        }
    )


def contact(row_id: str = "k", *, on: date = ON, **fields: Any) -> Contact:
    return Contact(id=row_id, on=on, **{"status": ContactStatus.HELD, **fields})


def facts(*contacts: Contact, **case: Any) -> Facts:
    use = ParameterUse(id="talk.days", value=28, level="core", source="a test")
    whole = Case(
        id="c",
        participant=Participant(id="person"),
        contacts=in_order(contacts),
        **case,
    )
    return Facts(on=ON, case=whole, parameters={use.id: use})


def lately(facts: Facts, rows: Sequence[Contact]) -> list[Contact]:
    return [
        row for row in rows if (facts.on - row.on).days <= facts.number("talk.days")
    ]


def lacks_a_talk(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A contact was held in the last days: the lawful rule."""
    rows = lately(facts, facts.rows("contacts"))
    if any(row.is_held for row in rows):
        return
    if any(row.is_held is None for row in rows):
        yield facts.unknown("contact.status")
    else:
        yield Finding(items=(facts.subject,), since=facts.on)


TRIPS = (facts(), facts(contact(status=ContactStatus.NOT_HELD)))
KEEPS = (facts(contact()),)


# The same for facts without a case


def has_not_answered(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Every matter that users raised has an outcome: a lawful rule about a unit."""
    for body in facts.collective:
        for matter in body.matters:
            named = ItemRef(kind="matter", id=matter.id)
            if matter.outcome is MatterOutcome.UNKNOWN:
                yield facts.unknown("matter.outcome", named)
            elif matter.outcome is MatterOutcome.PENDING:
                yield Finding(items=(named,), since=matter.raised_on and facts.on)


def of_a_unit(*outcomes: MatterOutcome) -> Facts:
    matters = tuple(
        Matter(id=str(place), outcome=outcome, raised_on=ON, reason=outcome.value)
        for place, outcome in enumerate(outcomes)
    )
    return Facts(
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
                period=Period(start=ON),
                matters=matters,
            ),
        ),
        trainings=(Training(id="t", unit="u", on=ON),),
    )


PENDING = (of_a_unit(MatterOutcome.PENDING),)
CHANGED = (of_a_unit(MatterOutcome.CHANGED),)


def of_unit(check: Check) -> Rule:
    needs = ("collective", "matter.outcome")
    return rule(check, scope=Scope.UNIT, needs=needs, uses=())


TestLawful = rule_suite(rule(lacks_a_talk), trips=TRIPS, keeps=KEEPS)
TestLawfulOfAUnit = rule_suite(of_unit(has_not_answered), trips=PENDING, keeps=CHANGED)


# Broken on purpose


def is_always_silent(_facts: Facts) -> Iterator[Finding]:
    return iter(())


def always_finds(_facts: Facts) -> Iterator[Finding]:
    yield Finding()


def never_can_tell(facts: Facts) -> Iterator[CannotTell]:
    yield facts.unknown("contact.status")


def takes_unknown_for_no(facts: Facts) -> Iterator[Finding]:
    if not any(row.is_held for row in lately(facts, facts.rows("contacts"))):
        yield Finding()


def takes_unknown_for_yes(facts: Facts) -> Iterator[Finding]:
    if all(row.is_held is False for row in lately(facts, facts.rows("contacts"))):
        yield Finding()


def counts_errors(facts: Facts) -> Iterator[Finding | CannotTell]:
    rows = facts.the_case.contacts
    right = tuple(attrs.evolve(row, registered_in_error=False) for row in rows)
    case = attrs.evolve(facts.the_case, contacts=right)
    yield from lacks_a_talk(attrs.evolve(facts, case=case))


def reads_free_text(facts: Facts) -> Iterator[Finding | CannotTell]:
    yield from lacks_a_talk(facts)
    for row in facts.rows("contacts"):
        if row.note is not None and "sad" in row.note.text:
            yield Finding()


def hears_the_last_of_a_day(facts: Facts) -> Iterator[Finding | CannotTell]:
    case = attrs.evolve(facts.the_case, contacts=facts.rows("contacts")[-1:])
    yield from lacks_a_talk(attrs.evolve(facts, case=case))


_CALLS = itertools.count()


def changes_its_mind(facts: Facts) -> Iterator[Finding | CannotTell]:
    if next(_CALLS) % 7:
        yield from lacks_a_talk(facts)


def makes_up_a_row(facts: Facts) -> Iterator[Finding | CannotTell]:
    for one in lacks_a_talk(facts):
        yield attrs.evolve(one, items=(ItemRef(kind="contact", id="made up"),))


def sees_into_tomorrow(facts: Facts) -> Iterator[Finding | CannotTell]:
    for one in lacks_a_talk(facts):
        later = isinstance(one, Finding)
        yield attrs.evolve(one, since=facts.on + DAY) if later else one


def counts_from_the_wrong_day(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A row of tomorrow is found, with its day."""
    yield from lacks_a_talk(facts)
    for row in facts.the_case.contacts:
        if row.on > facts.on and not row.registered_in_error:
            yield Finding(since=row.on)


SAD = (facts(contact(note=Note(text="a sad talk"))),)
ONE_DAY = (facts(contact("1", status=ContactStatus.NOT_HELD), contact("2")),)


@pytest.mark.parametrize(
    ("check", "trips", "keeps"),
    [
        (is_always_silent, TRIPS, KEEPS),
        (always_finds, TRIPS, KEEPS),
        (never_can_tell, TRIPS, KEEPS),
        (takes_unknown_for_no, TRIPS, KEEPS),
        (takes_unknown_for_yes, TRIPS, KEEPS),
        (counts_errors, TRIPS, KEEPS),
        (reads_free_text, SAD, KEEPS),
        (hears_the_last_of_a_day, TRIPS, ONE_DAY),
        (changes_its_mind, TRIPS, KEEPS),
        (makes_up_a_row, TRIPS, KEEPS),
        (sees_into_tomorrow, TRIPS, KEEPS),
        (counts_from_the_wrong_day, TRIPS, KEEPS),
    ],
)
def test_a_broken_rule_is_caught(
    check: Check, trips: Sequence[Facts], keeps: Sequence[Facts]
) -> None:
    suite = rule_suite(rule(check), trips=trips, keeps=keeps)

    assert faults_of(suite)


def takes_an_unknown_outcome_for_none(facts: Facts) -> Iterator[Finding]:
    for body in facts.collective:
        if any(matter.outcome is not MatterOutcome.CHANGED for matter in body.matters):
            yield Finding()


def hears_the_last_matter(facts: Facts) -> Iterator[Finding | CannotTell]:
    yield from has_not_answered(attrs.evolve(facts, collective=facts.collective[-1:]))


def reads_the_reason(facts: Facts) -> Iterator[Finding | CannotTell]:
    for one in has_not_answered(facts):
        if all(matter.reason == "pending" for matter in facts.collective[0].matters):
            yield one


@pytest.mark.parametrize(
    "check",
    [
        is_always_silent,
        always_finds,
        takes_an_unknown_outcome_for_none,
        hears_the_last_matter,
        reads_the_reason,
    ],
)
def test_a_broken_rule_about_a_unit_is_caught(check: Check) -> None:
    suite = rule_suite(of_unit(check), trips=PENDING, keeps=CHANGED)

    assert faults_of(suite)


def faults_of(suite: Any) -> list[AssertionError]:
    """What the tests of a suite raise, each asked of its examples."""
    faults = []
    for name, test in _tests(suite).items():
        marks = {mark.name: mark.args for mark in getattr(test, "pytestmark", ())}
        asked = [(one,) for one in marks["parametrize"][1]] if marks else [()]
        if not marks:
            # It is enough that it is found; remembering and shrinking take time.
            settings(phases=[Phase.generate], database=None, derandomize=True)(test)
        for arguments in asked:
            try:
                getattr(suite(), name)(*arguments)
            except AssertionError as fault:
                faults.append(fault)
    return faults


def _tests(suite: Any) -> dict[str, Callable[..., None]]:
    return {name: v for name, v in vars(suite).items() if name.startswith("test_")}


def test_a_suite_says_which_rule_it_is_about() -> None:
    lawful = rule(lacks_a_talk)
    suite: Any = rule_suite(lawful, trips=TRIPS, keeps=KEEPS)

    assert (suite.rule, suite.trips, suite.keeps) == (lawful, TRIPS, KEEPS)
    assert suite.__name__ == "TestTalkNoneLately"


def test_a_suite_has_the_name_that_it_is_given() -> None:
    suite = rule_suite(rule(lacks_a_talk), trips=TRIPS, keeps=KEEPS, name="TestIt")

    assert suite.__name__ == "TestIt"


def test_an_example_that_says_something_else_is_named() -> None:
    suite: Any = rule_suite(rule(lacks_a_talk), trips=(*TRIPS, *KEEPS), keeps=KEEPS)

    with pytest.raises(AssertionError, match=r"the outcome of example 2: .*kept"):
        suite().test_trips(2)


@pytest.mark.parametrize(("trips", "keeps"), [((), KEEPS), (TRIPS, ())])
def test_a_suite_without_examples_of_both_kinds_is_refused(
    trips: Sequence[Facts], keeps: Sequence[Facts]
) -> None:
    with pytest.raises(DefinitionError, match="needs an example that trips and one"):
        rule_suite(rule(lacks_a_talk), trips=trips, keeps=keeps)


def test_a_row_registered_in_error_that_counts_is_caught_by_the_examples_alone() -> (
    None
):
    suite: Any = rule_suite(rule(counts_errors), trips=TRIPS, keeps=KEEPS)

    with pytest.raises(AssertionError, match=r"the verdict without contacts\[k\]"):
        suite().test_rows_in_error_do_not_count(2)


def stops_at_the_first_held(facts: Facts) -> Iterator[Finding]:
    """Finds the contacts that were not held; one that was hides all after it."""
    for row in facts.rows("contacts"):
        if row.is_held:
            return
        yield Finding(items=(reference(row),))


def test_rows_of_all_examples_are_put_beside_each_other_on_one_day() -> None:
    earlier = facts(contact("later", on=ON - DAY))
    suite: Any = rule_suite(
        rule(stops_at_the_first_held), trips=TRIPS[1:], keeps=(earlier,)
    )

    with pytest.raises(AssertionError, match="tied rows"):
        suite().test_order_does_not_count(0)


def forgets_the_last_body(facts: Facts) -> Iterator[Finding | CannotTell]:
    yield from has_not_answered(attrs.evolve(facts, collective=facts.collective[:1]))


def test_participations_of_all_examples_are_put_beside_each_other() -> None:
    suite: Any = rule_suite(
        of_unit(forgets_the_last_body), trips=PENDING, keeps=CHANGED
    )

    with pytest.raises(AssertionError, match="lists without order"):
        suite().test_order_does_not_count(0)


def asks_for_a_misspelt_field(facts: Facts) -> Iterator[Finding | CannotTell]:
    if facts.carries.can("contact.statsu"):
        yield from lacks_a_talk(facts)
    else:
        yield facts.unknown("contact.status")


def test_a_misspelt_field_is_noticed_by_the_examples_alone() -> None:
    suite: Any = rule_suite(rule(asks_for_a_misspelt_field), trips=TRIPS, keeps=KEEPS)

    with pytest.raises(AssertionError, match=r"that 'contact\.statsu' is a path"):
        suite().test_laws_hold_of_the_examples(0)


def misses_a_made_up_row(facts: Facts) -> Iterator[Finding | CannotTell]:
    for one in lacks_a_talk(facts):
        found = isinstance(one, Finding)
        made_up = (ItemRef(kind="contact", id="made up"),)
        yield one if found else attrs.evolve(one, items=made_up)


def test_what_is_named_where_nothing_can_be_told_is_looked_at_too() -> None:
    suite: Any = rule_suite(rule(misses_a_made_up_row), trips=TRIPS, keeps=KEEPS)

    with pytest.raises(AssertionError, match="items that are not there"):
        suite().test_laws_hold_of_the_examples(2)


# What the steps reach

RICH = attrs.evolve(
    facts(
        contact(note=Note(text="words")),
        origin=Origin(known_until=ON + 30 * DAY, carries=EVERYTHING),
        enrolments=(Enrolment(id="e", programme="p", start=ON - 90 * DAY),),
    ),
    programme=attrs.evolve(PENDING[0].programme, promises=(Promise.PLAN_OWNED,)),
)
OF_AN_ENROLMENT = attrs.evolve(RICH, enrolment=RICH.the_case.enrolments[0])
QUICK = settings(
    database=None, derandomize=True, phases=[Phase.generate], max_examples=5_000
)


@pytest.mark.parametrize(
    "reached",
    [
        lambda one: one.the_case.contacts == (),
        lambda one: len(one.the_case.contacts) == 3,
        lambda one: any(row.registered_in_error for row in one.the_case.contacts),
        lambda one: any(row.status.is_unknown for row in one.the_case.contacts),
        lambda one: any(row.note is None for row in one.the_case.contacts),
        lambda one: any(row.agenda is not None for row in one.the_case.contacts),
        lambda one: any(row.form_chosen_by for row in one.the_case.contacts),
        lambda one: any((one.on - row.on).days == 28 for row in one.the_case.contacts),
        lambda one: one.the_case.enrolments[:1] != RICH.the_case.enrolments,
        lambda one: one.the_case.origin.carries != EVERYTHING,
        lambda one: one.the_case.origin.known_from is not None,
        lambda one: one.the_case.origin.known_until is None,
        lambda one: one.the_case.plan is not None,
        lambda one: one.the_case.period.start is not None,
        lambda one: one.on != ON,
        lambda one: one.number("talk.days") == 27,
        lambda one: one.programme is None,
        lambda one: one.programme is not None and one.programme.promises == (),
        lambda one: one.programme is not None and len(one.programme.promises) == 2,
    ],
)
@pytest.mark.once
def test_the_steps_reach_what_a_case_may_be(reached: Callable[[Facts], bool]) -> None:
    find(perturbed(RICH, *KEEPS), reached, settings=QUICK)


@pytest.mark.parametrize(
    "reached",
    [
        lambda one: one.collective == (),
        lambda one: len(one.collective) == 2,
        lambda one: one.trainings == (),
        lambda one: one.trainings[:1] and one.trainings[0].about_participation,
        lambda one: one.collective[:1] and len(one.collective[0].matters) == 2,
        lambda one: one.collective[:1] and one.collective[0].arena is not None,
        lambda one: one.on != ON,
        lambda one: one.unit is not None and one.unit.chain != (),
        lambda one: one.programme is not None and one.programme.promises != (),
    ],
)
def test_the_steps_reach_what_a_unit_may_be(reached: Callable[[Facts], bool]) -> None:
    find(perturbed(*PENDING), reached, settings=QUICK)


@given(perturbed(OF_AN_ENROLMENT, *TRIPS))
def test_facts_are_such_as_a_rule_is_asked_about(facts: Facts) -> None:
    origin, enrolment = facts.the_case.origin, facts.enrolment

    assert origin.known_until is None or facts.on <= origin.known_until
    if enrolment is not None:
        assert enrolment in facts.the_case.enrolments
        assert not enrolment.registered_in_error
        assert enrolment.start is None or enrolment.start <= facts.on


OF_A_PARTICIPATION = Facts(on=ON, collective=PENDING[0].collective)
ENDED = Facts(on=ON, unit=Unit(id="u", name="a unit", period=Period(end=ON + 2 * DAY)))


@given(perturbed(OF_A_PARTICIPATION, OF_A_PARTICIPATION))
def test_a_rule_about_a_participation_is_given_one(facts: Facts) -> None:
    assert len(facts.collective) == 1


@given(perturbed(ENDED))
def test_a_unit_is_not_judged_after_its_end(facts: Facts) -> None:
    end = facts.the_unit.period.end

    assert end is None or facts.on < end


def test_a_source_that_carries_little_goes_on_to_carry_little() -> None:
    little = facts(origin=Origin(carries=Carries(paths=("contact", "contact.status"))))

    assert examine(rule(lacks_a_talk), little).outcome is Outcome.BROKEN
    find(
        perturbed(little),
        lambda one: len(one.carries.paths) < 2,
        settings=QUICK,
    )


# What a failing test shows


def test_facts_are_shown_without_what_is_as_always_and_without_words() -> None:
    given = facts(
        contact(note=Note(text="words"), status=ContactStatus.UNKNOWN),
        origin=Origin(carries=Carries(paths=every_path()[2:])),
    )

    assert shown(given) == (
        "Facts(on=2026-06-01, case=Case(id=c, participant=Participant(), "
        f"origin=Origin(carries=Carries(all but {every_path()[:2]})), "
        "contacts=(Contact(id=k, on=2026-06-01, note=Note()),)), "
        "parameters={talk.days: ParameterUse(id=talk.days, value=28, level=core, "
        "source=a test)})"
    )


@pytest.mark.parametrize(
    ("carries", "expected"),
    [
        (EVERYTHING, "Carries(everything)"),
        (Carries(paths=("contact",)), "Carries(('contact',))"),
    ],
)
def test_what_a_source_carries_is_shown_the_short_way(
    carries: Carries, expected: str
) -> None:
    assert shown(carries) == expected


def test_a_concept_is_shown_with_its_code_where_there_is_one() -> None:
    bare = Coded(concept=Role.MENTOR)
    coded = attrs.evolve(bare, code=Code(scheme="x", code="a"))

    assert [shown(bare), shown(coded)] == [
        "Coded(mentor)",
        "Coded(concept=mentor, code=Code(scheme=x, code=a))",
    ]


def test_a_failing_suite_shows_the_facts_in_few_words() -> None:
    suite: Any = rule_suite(rule(changes_its_mind), trips=TRIPS, keeps=KEEPS)
    test = _tests(suite)["test_laws_hold_around_the_examples"]
    settings(phases=[Phase.generate], database=None)(test)

    with pytest.raises(AssertionError) as caught:
        suite().test_laws_hold_around_the_examples()

    notes = "".join(caught.value.__notes__)
    assert "around=Facts(on=" in notes
    assert "carries=Carries(everything=" not in notes
