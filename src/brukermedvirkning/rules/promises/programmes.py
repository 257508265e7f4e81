"""Rules about what a programme says of itself: approach, degree, range, targets, chain.

A solution description in which nothing is written was not recorded, so nobody can tell
what it says; one that is written says by what it leaves out that it does not say it.
Source: H6, H19, H22, M4, M19, D18; definitions 2.1.
"""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.concepts import Area
from brukermedvirkning.domain.organisation import Responsibility, ResponsibilityLevel
from brukermedvirkning.domain.programme import Promise, SolutionDescription
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Cause, Finding, Severity
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = [
    "APPROACH_NOT_DESCRIBED",
    "CHAIN_NOT_DECLARED",
    "DEGREE_NOT_DECLARED",
    "NO_TARGETS",
    "RANGE_NOT_COVERING_AREAS",
    "RULES",
    "TARGET_WITHOUT_DIRECTION",
]

_AREAS = (Area.EMPLOYMENT, Area.SOCIAL, Area.HEALTH)
_NOT_WRITTEN = SolutionDescription()


def _is_described(facts: Facts) -> bool:
    return facts.the_programme.solution != _NOT_WRITTEN


def does_not_declare_a_degree(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The solution description says which degree of participation is aimed at.

    Source: H6, M4.
    """
    if not _is_described(facts):
        yield facts.unknown("programme.solution")
    elif facts.the_programme.solution.promised_degree is None:
        yield Finding(items=(facts.subject,))


def is_not_described(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The solution description says both how it approaches its work and how it does it.

    Source: H19.
    """
    if not _is_described(facts):
        yield facts.unknown("programme.solution")
        return
    solution = facts.the_programme.solution
    lacks = [
        name
        for name in ("approach", "implementation")
        if getattr(solution, name) is None
    ]
    if lacks:
        reason = lacks[0] if len(lacks) == 1 else "neither"
        yield Finding(items=(facts.subject,), params={"reason": reason})


def sets_no_target(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The solution description has targets by which its results can be read.

    Source: H19; definitions 2.1.
    """
    if not _is_described(facts):
        yield facts.unknown("programme.solution")
    elif not facts.the_programme.solution.targets:
        yield Finding(items=(facts.subject,))


def aims_at_what_has_no_direction(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A target is set only for an indicator of which more, or less, is better.

    Of an indicator that is not installed it cannot be told. Source: definitions 2.1
    "without a direction there is no target".
    """
    indicators = {target.indicator for target in facts.the_programme.solution.targets}
    for indicator in sorted(indicators):
        directed = facts.directed.get(indicator)
        if directed is None:
            yield facts.unknown(f"indicator.{indicator}")
        elif not directed:
            yield Finding(items=(facts.subject,), params={"indicator": indicator})


def leaves_out_an_area(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The range of measures has something for employment, for social life and for health.

    What the programme no longer offers does not count. A measure whose area is not known
    may be of any. Source: D18.
    """
    programme = facts.the_programme
    if not programme.offerings:
        yield facts.unknown("programme.offerings")
        return
    offered = {
        offering.area
        for offering in programme.offerings
        if offering.period.end is None or offering.period.end > facts.on
    }
    for area in _AREAS:
        if area in offered:
            continue
        if Area.UNKNOWN in offered:
            yield facts.unknown("programme.offerings")
            return
        yield Finding(items=(facts.subject,), params={"area": area})


def does_not_say_who_answers(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The chain is declared: who follows up the subgoals, and who answers above them.

    What the programme and what its unit declare counts together. Being responsible for
    following up is staff's; owning is the participant's. Where nothing is declared, a
    programme that is described has no chain, and of another it cannot be told.
    Source: H22, M19; definitions 2.2 responsibility.complete.
    """
    of_unit = facts.unit.chain if facts.unit is not None else ()
    chain = (*facts.the_programme.chain, *of_unit)
    subgoals = [link for link in chain if link.level is ResponsibilityLevel.SUBGOALS]
    above = [link for link in chain if link.level is not ResponsibilityLevel.SUBGOALS]
    if subgoals and above:
        if _has_no_role(subgoals) or _has_no_role(above):
            yield facts.unknown("programme.chain")
        return
    missing = facts.carries.missing(("programme.chain", "unit.chain"))
    if missing:
        yield CannotTell(missing=missing, cause=Cause.SOURCE_CANNOT_SAY)
    elif facts.unit is None:
        yield facts.unknown("programme.unit")
    elif chain:
        reason = "subgoals" if above else "above"
        yield Finding(items=(facts.subject,), params={"reason": reason})
    elif _is_described(facts):
        yield Finding(items=(facts.subject,), params={"reason": "none"})
    else:
        yield facts.unknown("programme.chain")


def _has_no_role(links: list[Responsibility]) -> bool:
    """Whether nobody is named by a role that is known."""
    return all(link.role.concept.is_unknown for link in links)


DEGREE_NOT_DECLARED = Rule(
    id="programme.degree-not-declared",
    source="H6, M4",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.PROGRAMME,
    needs=("programme.solution",),
    check=does_not_declare_a_degree,
)

APPROACH_NOT_DESCRIBED = Rule(
    id="programme.approach-not-described",
    source="H19",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.PROGRAMME,
    needs=("programme.solution",),
    check=is_not_described,
)

NO_TARGETS = Rule(
    id="programme.no-targets",
    source="H19; definitions 2.1",
    severity=Severity.INFORMATION,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.PROGRAMME,
    needs=("programme.solution",),
    check=sets_no_target,
)

TARGET_WITHOUT_DIRECTION = Rule(
    id="programme.target-without-direction",
    source="definitions 2.1",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.PROGRAMME,
    needs=("programme.solution",),
    check=aims_at_what_has_no_direction,
)

RANGE_NOT_COVERING_AREAS = Rule(
    id="programme.range-not-covering-areas",
    source="D18",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.PROGRAMME,
    scope=Scope.PROGRAMME,
    promise=Promise.RANGE_OF_MEASURES,
    needs=("programme.offerings",),
    check=leaves_out_an_area,
)

CHAIN_NOT_DECLARED = Rule(
    id="programme.chain-not-declared",
    source="H22, M19; definitions 2.2 responsibility.complete",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.PROGRAMME,
    check=does_not_say_who_answers,
)

RULES: tuple[Rule, ...] = (
    DEGREE_NOT_DECLARED,
    APPROACH_NOT_DESCRIBED,
    NO_TARGETS,
    TARGET_WITHOUT_DIRECTION,
    RANGE_NOT_COVERING_AREAS,
    CHAIN_NOT_DECLARED,
)
