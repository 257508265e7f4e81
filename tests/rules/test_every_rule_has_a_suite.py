"""Every rule, of the core and of the plugins here, has a suite that catches it broken.

A suite is found by the rule that its class names, in the test files that make one.
"""

from __future__ import annotations

import importlib.util
import itertools
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

from brukermedvirkning.host import Host
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, ItemRef
from brukermedvirkning.rules.rule import Rule
from brukermedvirkning.testing.rule_suite import rule_suite

ROOT = Path(__file__).parents[2]
PROMISES = ROOT / "tests" / "rules" / "promises"
RULES = Host.load().rules


@cache
def _suites() -> dict[str, Any]:
    """The suites of all test files that make any, by the id of their rule."""
    return {
        suite.rule.id: suite
        for folder in (PROMISES, *ROOT.glob("plugins/*/tests"))
        for file in sorted(folder.rglob("test_*.py"))
        if file != Path(__file__) and " = rule_suite(" in file.read_text("utf-8")
        for suite in vars(_module(file)).values()
        if isinstance(suite, type) and isinstance(getattr(suite, "rule", None), Rule)
    }


def _module(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"suites_in_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # As the tests of a plugin do, for what they share.
    if str(file.parent) not in sys.path:
        sys.path.append(str(file.parent))
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_has_a_suite(rule: Rule) -> None:
    assert _suites()[rule.id].rule == rule


def test_a_suite_is_about_a_rule_that_there_is() -> None:
    assert set(_suites()) <= set(RULES)


# Broken versions of any rule


def is_silent(_rule: Rule, _facts: Facts) -> Iterator[Finding]:
    return iter(())


def always_finds(_rule: Rule, _facts: Facts) -> Iterator[Finding]:
    yield Finding()


def never_can_tell(_rule: Rule, facts: Facts) -> Iterator[CannotTell]:
    yield facts.unknown("anything")


_CALLS = itertools.count()


def changes_its_mind(rule: Rule, facts: Facts) -> Iterator[Finding | CannotTell]:
    yield from rule.check(facts)
    if next(_CALLS) % 2:
        yield Finding()


def makes_up_a_row(rule: Rule, facts: Facts) -> Iterator[Finding | CannotTell]:
    for one in rule.check(facts):
        yield attrs.evolve(one, items=(ItemRef(kind="goal", id="made up"),))


def sees_into_tomorrow(rule: Rule, facts: Facts) -> Iterator[Finding | CannotTell]:
    for one in rule.check(facts):
        found = isinstance(one, Finding)
        tomorrow = facts.on + timedelta(days=1)
        yield attrs.evolve(one, since=tomorrow) if found else one


Broken = Callable[[Rule, Facts], Iterator[Any]]
BROKEN: tuple[Broken, ...] = (
    is_silent,
    always_finds,
    never_can_tell,
    changes_its_mind,
    makes_up_a_row,
    sees_into_tomorrow,
)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.__name__)
def test_the_suites_catch_a_broken_version_of_each_rule(broken: Broken) -> None:
    uncaught = [
        name for name, suite in _suites().items() if not _catches(suite, broken)
    ]

    assert uncaught == []


CAREFUL_TWICE = {
    "intervention.weekly-load": "the timeline of the load leaves rows in error out too",
}
"""Rules that count no row in error even if their facts do, and why."""


def test_the_suites_catch_rules_that_count_rows_in_error() -> None:
    """Of all rules whose examples have a row of a kind that they ask for.

    A suite that is not enough lacks an example in which one such row decides.
    """
    uncaught = {
        name
        for name, suite in _suites().items()
        if _looks_at_rows(suite) and not _catches(suite, counts_errors)
    }

    assert uncaught == set(CAREFUL_TWICE)


@attrs.frozen(kw_only=True)
class Careless(Facts):
    """Facts that count rows registered in error, and remember what was asked for."""

    asked: list[str] = attrs.field(factory=list)

    def rows(self, collection: str) -> tuple[Any, ...]:
        self.asked.append(collection)
        return tuple(
            row
            for row in getattr(self.the_case, collection)
            if row.day is None or row.day <= self.on
        )


def _careless(facts: Facts) -> Careless:
    return Careless(
        **{field.name: getattr(facts, field.name) for field in attrs.fields(Facts)}
    )


def counts_errors(rule: Rule, facts: Facts) -> Iterator[Finding | CannotTell]:
    return iter(tuple(rule.check(_careless(facts))))


def _looks_at_rows(suite: Any) -> bool:
    for example in (*suite.trips, *suite.keeps):
        facts = _careless(example)
        tuple(suite.rule.check(facts))
        if any(facts.rows(collection) for collection in set(facts.asked)):
            return True
    return False


def _catches(suite: Any, broken: Broken) -> bool:
    """Whether the examples of a suite catch a broken version of its rule.

    Without the random facts around them: so it is the same in every run.
    """
    rule: Rule = suite.rule
    worse = attrs.evolve(rule, check=lambda facts: broken(rule, facts))
    other: Any = rule_suite(worse, trips=suite.trips, keeps=suite.keeps)()
    of_all = range(len(suite.trips) + len(suite.keeps))
    tests = (
        *((other.test_trips, place) for place in range(len(suite.trips))),
        *((other.test_keeps, place) for place in range(len(suite.keeps))),
        *((other.test_rows_in_error_do_not_count, place) for place in of_all),
        *((other.test_laws_hold_of_the_examples, place) for place in of_all),
    )
    for test, place in tests:
        try:
            test(place)
        except AssertionError:
            return True
    return False
