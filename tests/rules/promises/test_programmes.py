"""What a programme says of itself: degree, approach, targets, range, chain."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import Area, InterventionKind, Role
from brukermedvirkning.domain.decisions import Degree
from brukermedvirkning.domain.organisation import (
    Responsibility,
    ResponsibilityLevel,
    Unit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import (
    Offering,
    Programme,
    Promise,
    SolutionDescription,
    Target,
)
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import Cause, Finding, ItemRef, Outcome
from brukermedvirkning.rules.promises.programmes import (
    APPROACH_NOT_DESCRIBED,
    CHAIN_NOT_DECLARED,
    DEGREE_NOT_DECLARED,
    NO_TARGETS,
    RANGE_NOT_COVERING_AREAS,
    RULES,
    TARGET_WITHOUT_DIRECTION,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.record_forgetting import record_paths
from brukermedvirkning.testing.rule_suite import rule_suite

ON = date(2026, 6, 1)
ITSELF = ItemRef(kind="programme", id="p")
DEGREE = Degree(ladder="a ladder", rung=4)
SUBGOALS, OVERALL = ResponsibilityLevel.SUBGOALS, ResponsibilityLevel.OVERALL


UNIT = Unit(id="u", name="a unit")


def facts(*, unit: Unit | None = UNIT, **fields: Any) -> Facts:
    directed = fields.pop("directed", {})
    programme = Programme(
        **{
            "id": "p",
            "name": "a programme",
            "period": Period(),
            "time_zone": "Europe/Oslo",
            "promises": (Promise.RANGE_OF_MEASURES,),
            **fields,
        }
    )
    return Facts(on=ON, programme=programme, unit=unit, directed=directed)


def described(**fields: Any) -> Facts:
    return facts(solution=SolutionDescription(**fields))


def aiming(*indicators: str, **directed: bool) -> Facts:
    targets = tuple(Target(indicator=one, at_least=50) for one in indicators)
    return facts(solution=SolutionDescription(targets=targets), directed=directed)


def offering(*areas: Area, until: date | None = None) -> Facts:
    return facts(
        offerings=tuple(
            Offering(
                measure=Coded(concept=InterventionKind.EDUCATION),
                area=area,
                period=Period(end=until),
            )
            for area in areas
        )
    )


def link(level: ResponsibilityLevel, role: Role = Role.COUNSELLOR) -> Responsibility:
    return Responsibility(level=level, role=Coded(concept=role))


def params(rule: Rule, given: Facts) -> list[dict[str, Any]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.BROKEN
    return [dict(finding.params) for finding in verdict.findings]


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[tuple[str, Cause]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


def without(given: Facts, *paths: str) -> Facts:
    left = tuple(path for path in record_paths() if path not in paths)
    return attrs.evolve(given, records=Carries(paths=left))


@pytest.mark.parametrize(
    "rule", [DEGREE_NOT_DECLARED, APPROACH_NOT_DESCRIBED, NO_TARGETS]
)
def test_of_a_description_in_which_nothing_is_written_nothing_can_be_told(
    rule: Rule,
) -> None:
    assert missing(rule, facts()) == [("programme.solution", Cause.NOT_RECORDED)]


@pytest.mark.parametrize("rule", RULES[:4], ids=lambda rule: rule.id)
def test_a_keeper_without_a_place_for_it_says_nothing_of_it(rule: Rule) -> None:
    assert missing(rule, without(facts(), "programme.solution")) == [
        ("programme.solution", Cause.SOURCE_CANNOT_SAY)
    ]


def test_a_description_without_a_degree_is_found() -> None:
    verdict = examine(DEGREE_NOT_DECLARED, described(approach="words"))

    assert verdict.findings == (Finding(items=(ITSELF,)),)


def test_a_degree_that_is_declared_keeps_it() -> None:
    given = described(promised_degree=DEGREE)

    assert outcome(DEGREE_NOT_DECLARED, given) is Outcome.KEPT


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"implementation": "words"}, "approach"),
        ({"approach": "words"}, "implementation"),
        ({"promised_degree": DEGREE}, "neither"),
    ],
)
def test_what_a_description_leaves_out_is_named(
    fields: dict[str, Any], reason: str
) -> None:
    given = described(**fields)

    assert params(APPROACH_NOT_DESCRIBED, given) == [{"reason": reason}]


def test_approach_and_implementation_together_are_enough() -> None:
    given = described(approach="words", implementation="words")

    assert outcome(APPROACH_NOT_DESCRIBED, given) is Outcome.KEPT


def test_a_description_without_targets_is_found() -> None:
    assert params(NO_TARGETS, described(approach="words")) == [{}]
    assert outcome(NO_TARGETS, aiming("any")) is Outcome.KEPT


def test_a_target_for_what_has_no_direction_is_found_once() -> None:
    given = aiming("none", "up", "none", none=False, up=True)

    assert params(TARGET_WITHOUT_DIRECTION, given) == [{"indicator": "none"}]


def test_targets_for_what_has_a_direction_are_fine() -> None:
    assert outcome(TARGET_WITHOUT_DIRECTION, aiming("up", up=True)) is Outcome.KEPT
    assert outcome(TARGET_WITHOUT_DIRECTION, aiming()) is Outcome.KEPT


def test_of_an_indicator_that_nobody_knows_it_cannot_be_told() -> None:
    assert missing(TARGET_WITHOUT_DIRECTION, aiming("other")) == [
        ("indicator.other", Cause.NOT_RECORDED)
    ]


def test_each_area_without_a_measure_is_found() -> None:
    assert params(RANGE_NOT_COVERING_AREAS, offering(Area.EDUCATION, Area.SOCIAL)) == [
        {"area": "employment"},
        {"area": "health"},
    ]


ALL_AREAS = (Area.EMPLOYMENT, Area.SOCIAL, Area.HEALTH)


def test_a_range_with_all_areas_keeps_the_promise() -> None:
    assert outcome(RANGE_NOT_COVERING_AREAS, offering(*ALL_AREAS)) is Outcome.KEPT


@pytest.mark.parametrize(
    ("until", "expected"),
    [(date(2026, 6, 2), Outcome.KEPT), (date(2026, 6, 1), Outcome.BROKEN)],
)
def test_what_is_no_longer_offered_does_not_count(
    until: date, expected: Outcome
) -> None:
    given = offering(*ALL_AREAS, until=until)

    assert outcome(RANGE_NOT_COVERING_AREAS, given) is expected


@pytest.mark.parametrize(
    "areas", [(), (Area.UNKNOWN,), (Area.EMPLOYMENT, Area.SOCIAL, Area.UNKNOWN)]
)
def test_a_measure_of_unknown_area_may_be_the_one(areas: tuple[Area, ...]) -> None:
    assert missing(RANGE_NOT_COVERING_AREAS, offering(*areas)) == [
        ("programme.offerings", Cause.NOT_RECORDED)
    ]


def test_a_range_that_was_not_promised_is_not_asked_about() -> None:
    given = facts(promises=())

    assert outcome(RANGE_NOT_COVERING_AREAS, given) is Outcome.DOES_NOT_APPLY


@pytest.mark.parametrize(
    ("chain", "reason"),
    [
        ((link(OVERALL),), "subgoals"),
        ((link(SUBGOALS),), "above"),
    ],
)
def test_a_chain_names_both_ends(
    chain: tuple[Responsibility, ...], reason: str
) -> None:
    assert params(CHAIN_NOT_DECLARED, facts(chain=chain)) == [{"reason": reason}]


def test_a_programme_that_is_described_and_has_no_chain_has_none() -> None:
    given = described(approach="words")

    assert params(CHAIN_NOT_DECLARED, given) == [{"reason": "none"}]


def test_of_a_programme_of_which_nothing_is_written_the_chain_is_not_known() -> None:
    assert missing(CHAIN_NOT_DECLARED, facts()) == [
        ("programme.chain", Cause.NOT_RECORDED)
    ]


def test_what_programme_and_unit_declare_counts_together() -> None:
    unit = Unit(id="u", name="a unit", chain=(link(OVERALL, Role.MANAGING_DIRECTOR),))

    assert outcome(CHAIN_NOT_DECLARED, facts(chain=(link(SUBGOALS),), unit=unit)) is (
        Outcome.KEPT
    )


def test_a_unit_that_is_not_known_may_have_the_rest() -> None:
    given = facts(chain=(link(SUBGOALS),), unit=None)

    assert missing(CHAIN_NOT_DECLARED, given) == [
        ("programme.unit", Cause.NOT_RECORDED)
    ]


@pytest.mark.parametrize("level", [SUBGOALS, OVERALL])
def test_a_role_that_is_not_known_leaves_open_who_answers(
    level: ResponsibilityLevel,
) -> None:
    links = [link(SUBGOALS), link(OVERALL)]
    chain = tuple(
        link(one.level, Role.UNKNOWN) if one.level is level else one for one in links
    )

    assert missing(CHAIN_NOT_DECLARED, facts(chain=chain)) == [
        ("programme.chain", Cause.NOT_RECORDED)
    ]


def test_a_keeper_without_a_place_for_chains_says_of_none_that_it_lacks() -> None:
    given = without(described(approach="words"), "unit.chain")

    assert missing(CHAIN_NOT_DECLARED, given) == [
        ("unit.chain", Cause.SOURCE_CANNOT_SAY)
    ]


TestDegreeNotDeclared = rule_suite(
    DEGREE_NOT_DECLARED,
    trips=(described(approach="words"),),
    keeps=(described(promised_degree=DEGREE),),
)
TestApproachNotDescribed = rule_suite(
    APPROACH_NOT_DESCRIBED,
    trips=(described(approach="words"), described(promised_degree=DEGREE)),
    keeps=(described(approach="words", implementation="words"),),
)
TestNoTargets = rule_suite(
    NO_TARGETS, trips=(described(approach="words"),), keeps=(aiming("any"),)
)
TestTargetWithoutDirection = rule_suite(
    TARGET_WITHOUT_DIRECTION,
    trips=(aiming("none", none=False),),
    keeps=(aiming("up", up=True), facts()),
)
TestRangeNotCoveringAreas = rule_suite(
    RANGE_NOT_COVERING_AREAS,
    trips=(offering(Area.EMPLOYMENT, Area.SOCIAL),),
    keeps=(offering(*ALL_AREAS),),
)
TestChainNotDeclared = rule_suite(
    CHAIN_NOT_DECLARED,
    trips=(described(approach="words"), facts(chain=(link(SUBGOALS),))),
    keeps=(
        facts(chain=(link(OVERALL), link(SUBGOALS))),
        facts(
            chain=(link(OVERALL), link(SUBGOALS)),
            solution=SolutionDescription(approach="words"),
        ),
    ),
)
